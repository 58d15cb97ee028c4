"""Signing in in the system's browser: authorization code with PKCE (RFC 7636), back to loopback (RFC 8252)."""

from __future__ import annotations

import base64
import hashlib
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from socketserver import TCPServer
from typing import Any
from urllib.parse import urlsplit

from oauthlib.oauth2.rfc6749 import errors
from oauthlib.oauth2.rfc6749.parameters import parse_authorization_code_response, prepare_grant_uri

from moedeklar.sources.http import origins
from moedeklar.sources.http.failures import NetworkError
from moedeklar.sources.http.limits import Limits
from moedeklar.sources.http.sign_in.base import Secret
from moedeklar.sources.http.sign_in.tokens import TokenEndpoint
from moedeklar.sources.http.sign_in.ways import REFRESH, Way
from moedeklar.sources.http.waiting import LOOK, check, never

PATH = "/signed-in"
PATIENCE = 300.0  # seconds that a person has for it


@dataclass(frozen=True, slots=True)
class Pages:
    """What the browser shows in the end, as HTML: where it was done, and where it was not."""

    done: str
    failed: str


def sign_in(
    way: Way,
    secret: Secret,
    opener: Callable[[str], bool],
    pages: Pages,
    *,
    patience: float = PATIENCE,
    limits: Limits | None = None,
    cancelled: Callable[[], bool] = never,
) -> None:
    """Let the person sign in, and keep what access is renewed by. Blocks until it is done; any thread but the UI's.

    *opener* shows an address in the system's browser and says whether it could. Nothing but an answer that bears the
    state of this very sign-in is listened to. Raises NetworkError: sign_in_no_browser, sign_in_denied where the person
    or the server says no, sign_in_timeout, sign_in_failed, sign_in_refused, url_refused, whatever a network can do;
    SecretsError; Cancelled.
    """
    endpoint = TokenEndpoint(way.token_url, limits or Limits(), cancelled)
    asked = origins.normal(way.authorize_url)
    if not asked.startswith("https:"):
        raise NetworkError("url_refused", url=way.authorize_url)
    state, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(48)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
    with _Loopback(state, pages) as loopback:
        back = f"http://127.0.0.1:{loopback.server_address[1]}{PATH}"
        url = prepare_grant_uri(
            asked,
            way.client,
            "code",
            redirect_uri=back,
            scope=way.scope or None,
            state=state,
            code_challenge=challenge,
            code_challenge_method="S256",
        )
        if not opener(url):
            raise NetworkError("sign_in_no_browser", host=origins.host_of(asked), url=url)
        code = loopback.wait(origins.host_of(asked), patience, cancelled)
        found = endpoint.ask("authorization_code", way.client, code=code, redirect_uri=back, code_verifier=verifier)
        if not found.refresh:
            raise NetworkError("sign_in_failed", host=endpoint.host, why="refresh_token")
        secret.put({REFRESH: found.refresh})


class _Loopback(TCPServer):
    """Listens for the browser to come back."""

    allow_reuse_address = False
    timeout = LOOK

    def __init__(self, state: str, pages: Pages) -> None:
        super().__init__(("127.0.0.1", 0), _Back)
        self.state = state
        self.pages = pages
        self.code = ""
        self.refused = ""

    def wait(self, host: str, patience: float, cancelled: Callable[[], bool]) -> str:
        """The code that the browser brings."""
        until = time.monotonic() + patience
        while not self.code and not self.refused:
            check(cancelled)
            if time.monotonic() > until:
                raise NetworkError("sign_in_timeout", host=host, minutes=max(1, round(patience / 60)))
            self.handle_request()
        if self.refused == errors.AccessDeniedError.error:
            raise NetworkError("sign_in_denied", host=host)
        if self.refused:
            raise NetworkError("sign_in_failed", host=host, why=self.refused)
        return self.code

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that closes early does no harm."""


class _Back(BaseHTTPRequestHandler):
    timeout = 2.0  # seconds of silence; others on this computer may connect too, and say nothing
    server: _Loopback

    def do_GET(self) -> None:
        """Take the code from the address, where the state is ours."""
        parts = urlsplit(self.path)
        if parts.path != PATH:
            self.send_error(404)
            return
        try:
            # Said to be https because the library refuses others; loopback is what RFC 8252, 7.3 prescribes.
            found = parse_authorization_code_response(f"https://127.0.0.1{self.path}", self.server.state)
        except errors.MismatchingStateError:
            self.send_error(400)
            return
        except errors.OAuth2Error as error:
            self.server.refused = str(error.error)
            self._show(self.server.pages.failed)
            return
        self.server.code = str(found["code"])
        self._show(self.server.pages.done)

    def _show(self, page: str) -> None:
        body = page.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Referrer-Policy", "no-referrer")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """The address holds a code: it is not logged."""
