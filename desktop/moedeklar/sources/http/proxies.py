"""The system's proxy: of the environment, of Windows' registry, of macOS' settings."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy: its URL without name and password, and these as "name:password" ("" where none are given)."""

    url: str
    host: str
    sign_in: str = ""


class Proxies:
    """What the system says when this is made."""

    def __init__(self) -> None:
        self._known = getproxies()

    def for_host(self, scheme: str, host: str) -> Proxy | None:
        """The proxy to ask for *scheme* at *host*; None where it is asked directly."""
        named = self._known.get(scheme) or self._known.get("all")
        if not named or proxy_bypass(host):
            return None
        return parsed(named)


def parsed(named: str) -> Proxy | None:
    """*named* as systems write it: with or without a scheme, with or without name and password."""
    parts = urlsplit(named if "://" in named else f"http://{named}")
    if not parts.hostname or parts.scheme not in ("http", "https"):
        return None
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    place = f"{host}:{parts.port or (443 if parts.scheme == 'https' else 80)}"
    sign_in = f"{unquote(parts.username)}:{unquote(parts.password or '')}" if parts.username else ""
    return Proxy(f"{parts.scheme}://{place}", place, sign_in)
