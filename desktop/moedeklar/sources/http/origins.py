"""What an address is, whose it is, and where a redirect may lead."""

from __future__ import annotations

from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from moedeklar.sources.http.failures import NetworkError

SCHEMES = {"http": 80, "https": 443}
# What may stand in a path or a query as it is; "%" because most of it is quoted already.
_PATH = "%/:=&?~#+!$,;'@()*[]-._"


def origin(url: str) -> tuple[str, str, int]:
    """Scheme, host and port of a `normal` URL: to whom its secrets belong (RFC 6454)."""
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or SCHEMES.get(parts.scheme, 0)


def host_of(url: str) -> str:
    """The host of *url*, to be named to a person; the URL itself where it has none."""
    try:
        return urlsplit(url).hostname or url
    except ValueError:
        return url


def normal(url: str) -> str:
    """*url* with scheme and host in lower case, in ASCII, without fragment.

    Raises NetworkError url_refused for anything but http(s), for one without a host, and for one that holds a name or a
    password, which would end up in logs and in journals.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
        host = _host(parts)
    except (ValueError, UnicodeError) as error:
        raise NetworkError("url_refused", url=_short(url)) from error
    if parts.scheme not in SCHEMES or not host or parts.username is not None:
        raise NetworkError("url_refused", url=_short(url))
    place = host if port in (None, SCHEMES[parts.scheme]) else f"{host}:{port}"
    return urlunsplit((parts.scheme, place, quote(parts.path or "/", safe=_PATH), quote(parts.query, safe=_PATH), ""))


def joined(base: str, url: str) -> str:
    """*url*, which may be relative to *base*, as it is asked for: one of a base in https is asked for in https.

    Raises NetworkError url_refused; also where that would take a request from https to another host in http.
    """
    try:
        found = normal(urljoin(base, url))
    except ValueError as error:
        raise NetworkError("url_refused", url=_short(url)) from error
    if base.startswith("https:") and found.startswith("http:"):
        if host_of(found) != host_of(base):
            raise NetworkError("url_refused", url=_short(found))
        return normal("https:" + found.removeprefix("http:"))
    return found


def redirected(url: str, location: str) -> str:
    """Where *location* leads from *url*. Raises NetworkError redirect_refused: to a file, from https to http."""
    host = host_of(url)
    try:
        found = normal(urljoin(url, location))
    except (NetworkError, ValueError) as error:
        raise NetworkError("redirect_refused", host=host, where=_short(location)) from error
    if url.startswith("https:") and found.startswith("http:"):
        raise NetworkError("redirect_refused", host=host, where=_short(found))
    return found


def _host(parts: SplitResult) -> str:
    host = parts.hostname or ""
    if ":" in host:
        return f"[{host}]"
    return host.encode("idna").decode("ascii")  # of ASCII too, whose labels may be empty or too long


def _short(url: str) -> str:
    """*url* without what may be secret in it: name, password, query."""
    bare = url.split("?", 1)[0]
    before, at, after = bare.partition("@")
    return (before.partition("//")[0] + "//" + after if at else bare)[:200]
