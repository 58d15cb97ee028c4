"""Whether an address or path that a preset names may be used at all, and which host is behind it.

A preset decides where a program connects and where credentials go, so that what is not plainly an address of the web or
a whole path is refused, and a host is told as the network will know it.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath, PureWindowsPath
from urllib.parse import urlsplit

WEB_KINDS = frozenset({"firstagenda", "oparl"})
_WEB = re.compile(r"https?://", re.IGNORECASE)
_CALENDAR = re.compile(r"webcals?://", re.IGNORECASE)
# Two letters or more: one letter and a colon is a drive of Windows.
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:", re.IGNORECASE)
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
# Windows takes either stroke for the beginning of a share, and with "?" or "." after it for a way around all names.
_SHARE = re.compile(r"[\\/]{2}([^\\/]+)")
_DEVICE = re.compile(r"[\\/]{2}[?.](?:[\\/]|$)")
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\.?", re.IGNORECASE)


def shown(text: str) -> str:
    """*text* as it may be told to a person: what nobody sees, and what turns the order of letters, made visible."""
    return _UNSEEN.sub("\ufffd", text)


def is_web_address(text: str) -> bool:
    """Whether *text* is an http(s) address with a host, and without credentials, spaces or characters nobody sees."""
    if not _WEB.match(text) or _UNSEEN.search(text) or re.search(r"[\s\\<>\"]", text):
        return False
    try:
        parts = urlsplit(text)
        known = parts.hostname
        _ = parts.port
    except ValueError:
        return False
    return known is not None and "@" not in parts.netloc and "%" not in parts.netloc and _is_host(known)


def is_guarded(address: str) -> bool:
    """Whether nobody on the way can read or change what comes from *address*: https, or this computer itself."""
    web = _CALENDAR.sub("https://", address)
    if not _WEB.match(web) or web[:6].casefold() == "https:":
        return True
    try:
        host = urlsplit(web).hostname or ""
    except ValueError:
        return False
    return host in ("localhost", "::1") or re.fullmatch(r"127(\.\d{1,3}){3}", host) is not None


def is_whole_path(text: str) -> bool:
    r"""Whether *text* is a path that means the same wherever the program stands: /srv/x, C:\x, \\server\share, ~/x."""
    if _UNSEEN.search(text) or _SCHEME.match(text) or _DEVICE.match(text):
        return False
    return text.startswith("~/") or PurePosixPath(text).is_absolute() or PureWindowsPath(text).is_absolute()


def is_usable(kind: str, location: str) -> bool:
    """Whether a source of *kind* may be at *location*."""
    if kind in WEB_KINDS:
        return is_web_address(location)
    if kind == "ical" and (_WEB.match(location) or _CALENDAR.match(location)):
        return is_web_address(_CALENDAR.sub("https://", location))
    return is_whole_path(location)


def host_of(location: str) -> str:
    r"""The host that a source at *location* connects to, as the network knows it; "" where it is on this computer.

    A name with letters outside ASCII is told as they travel (xn--…), so that none looks like another. A share
    (\\server\share) is on its server, which Windows hands the person's credentials to.
    """
    web = _CALENDAR.sub("https://", location)
    if _WEB.match(web):
        try:
            parts = urlsplit(web)
            name, port = _ascii(parts.hostname or ""), parts.port
        except ValueError:
            return ""
        name = f"[{name}]" if ":" in name else name
        return f"{name}:{port}" if port else name
    share = _SHARE.match(location)
    return share[1] if share else ""


def _is_host(name: str) -> bool:
    if ":" in name:
        return re.fullmatch(r"[0-9a-f:.]+", name, re.IGNORECASE) is not None
    return _HOST.fullmatch(_ascii(name)) is not None


def _ascii(name: str) -> str:
    if name.isascii():
        return name
    try:
        return name.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
