"""What can go wrong on a network, and the table from what the libraries raise to codes."""

from __future__ import annotations

import errno
import ssl
from datetime import datetime

from urllib3 import exceptions as raised

from moedeklar.model.errors import DocumentError, SourceError
from moedeklar.sources.http.wire import Excess

_UNREACHABLE = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL})


class NetworkError(SourceError, DocumentError):
    """Something on the way, or the server, stands in the way of a listing or of one document.

    It is of both kinds, because the same thing can end either; the sentence is in `wording.errors_network`.
    """


class NotThere(NetworkError):
    """The server says that there is nothing (any more): 404, 410 (`params["status"]`)."""


class TryAgain(NetworkError):
    """It may be different in a moment: the client tries again by itself, not before *after* seconds if those are said.

    `until` is the moment that the server named, where it named one (UTC).
    """

    after: float | None = None
    until: datetime | None = None


def told(error: Exception, host: str, proxy: str = "") -> NetworkError:
    """What *error* of urllib3, ssl or a socket means. *host* was asked, by way of *proxy* (its host) if any."""
    if isinstance(error, NetworkError):
        return error
    if isinstance(error, raised.ProxyError):
        return _proxy(error, proxy)
    if isinstance(error, raised.NameResolutionError):
        return NetworkError("net_proxy", proxy=proxy) if proxy else NetworkError("net_name", host=host)
    if isinstance(error, raised.NewConnectionError):  # which is a time-out to urllib3
        return _not_connected(error, host)
    if isinstance(error, raised.ConnectTimeoutError | raised.ReadTimeoutError | TimeoutError):
        return TryAgain("net_timeout", host=host)
    if isinstance(error, raised.SSLError | ssl.SSLError):
        return NetworkError("tls_failed", host=host, why=_reason(error))
    if isinstance(error, raised.ProtocolError) and any(isinstance(part, Excess) for part in error.args):
        return NetworkError("too_long", host=host)
    if isinstance(error, raised.IncompleteRead):
        return TryAgain("cut_short", host=host)
    if isinstance(error, raised.DecodeError):
        return NetworkError("body_damaged", host=host)
    if isinstance(error, raised.LocationParseError | raised.LocationValueError | UnicodeError):
        return NetworkError("url_refused", url=host)
    return TryAgain("net_reset", host=host)


def _not_connected(error: raised.NewConnectionError, host: str) -> NetworkError:
    cause = error.__cause__
    if isinstance(cause, OSError) and cause.errno in _UNREACHABLE:
        return NetworkError("net_unreachable", host=host)
    return TryAgain("net_refused", host=host)


def _proxy(error: raised.ProxyError, proxy: str) -> NetworkError:
    # http.client tells the status in words only; a port may be 407 as well.
    if "failed: 407" in str(error.original_error):
        return NetworkError("net_proxy_sign_in", proxy=proxy)
    return NetworkError("net_proxy", proxy=proxy)


def _reason(error: Exception) -> str:
    cause = next((arg for arg in error.args if isinstance(arg, ssl.SSLError)), error)
    reason = getattr(cause, "reason", "") or type(cause).__name__
    return str(reason).replace("_", " ").lower()
