"""A real authorisation server of OAuth 2.0 on loopback, with TLS, and a source behind it that wants its tokens."""

from __future__ import annotations

import base64
import hashlib
import secrets
import ssl
import threading
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import parse_qs, quote_plus, urlencode, urlsplit

from moedeklar.sources.http.sign_in.ways import Kind, Way
from tests.support.web import Asked, Page, WebServer, redirect

CLIENT, PASSWORD = "mødeklar", "hem:melig %"


@dataclass
class Authority:
    """What it knows, and how it behaves: `denies` at the page, `rotates` what a token is refreshed by."""

    tls: ssl.SSLContext
    client_context: ssl.SSLContext
    denies: bool = False
    rotates: bool = True
    lasts: int = 3600
    codes: dict[str, tuple[str, str]] = field(default_factory=dict)  # code → challenge, redirect
    refreshing: set[str] = field(default_factory=set)
    access: set[str] = field(default_factory=set)
    threads: list[threading.Thread] = field(default_factory=list)

    def __enter__(self) -> Self:
        pages = {"/authorize": self._authorize, "/token": self._token, "/list": self._list, "/strange": self._strange}
        self.web = WebServer(pages, tls=self.tls)
        self.web.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        for thread in self.threads:
            thread.join()
        self.web.__exit__()

    def way(self, kind: Kind, token: str = "/token") -> Way:
        """How to sign in with it."""
        url = self.web.url
        return Way(kind, client=CLIENT, authorize_url=f"{url}/authorize", token_url=url + token, scope="read")

    def browser(self, change: Callable[[str], str] = str) -> Callable[[str], bool]:
        """Opens an address as a browser does, in its own time, *change*d on the way."""

        def visit(url: str) -> None:
            with urllib.request.urlopen(change(url), context=self.client_context, timeout=5) as page:
                self.shown = page.read().decode()

        def opener(url: str) -> bool:
            thread = threading.Thread(target=visit, args=(url,), name="browser")
            self.threads.append(thread)
            thread.start()
            return True

        return opener

    def refresh_token(self) -> str:
        """One that it will take."""
        made = secrets.token_urlsafe(12)
        self.refreshing.add(made)
        return made

    def asked_for_tokens(self) -> list[dict[str, str]]:
        """What the token endpoint was asked."""
        return [_fields(asked) for asked in self.web.asked if asked.path == "/token"]

    def _authorize(self, asked: Asked) -> Page:
        query = asked.query
        back = query["redirect_uri"]
        right = query["client_id"] == CLIENT and query["response_type"] == "code" and query["scope"] == "read"
        if not right or query["code_challenge_method"] != "S256" or urlsplit(back).hostname != "127.0.0.1":
            return Page(b"", status=400)
        if self.denies:
            return redirect(f"{back}?{urlencode({'error': 'access_denied', 'state': query['state']})}")
        code = secrets.token_urlsafe(12)
        self.codes[code] = (query["code_challenge"], back)
        return redirect(f"{back}?{urlencode({'code': code, 'state': query['state']})}")

    def _token(self, asked: Asked) -> Page:
        fields = _fields(asked)
        grant = fields.get("grant_type")
        if grant == "client_credentials":
            pair = base64.b64encode(f"{quote_plus(CLIENT)}:{quote_plus(PASSWORD)}".encode()).decode()
            if asked.headers.get("authorization") != f"Basic {pair}":
                return Page.json({"error": "invalid_client"}, status=401)
            return self._give(refresh=False)
        if fields.get("client_id") != CLIENT:
            return Page.json({"error": "invalid_client"}, status=400)
        if grant == "authorization_code":
            challenge, back = self.codes.pop(fields.get("code", ""), ("", ""))
            made = hashlib.sha256(fields.get("code_verifier", "").encode()).digest()
            if base64.urlsafe_b64encode(made).decode().rstrip("=") != challenge or fields["redirect_uri"] != back:
                return Page.json({"error": "invalid_grant"}, status=400)
            return self._give(refresh=True)
        known = fields.get("refresh_token", "")
        if known not in self.refreshing:
            return Page.json({"error": "invalid_grant"}, status=400)
        if self.rotates:
            self.refreshing.discard(known)
        return self._give(refresh=self.rotates)

    def _give(self, *, refresh: bool) -> Page:
        token = secrets.token_urlsafe(12)
        self.access.add(token)
        answer = {"access_token": token, "token_type": "Bearer", "expires_in": self.lasts, "scope": "read more"}
        return Page.json({**answer, **({"refresh_token": self.refresh_token()} if refresh else {})})

    def _list(self, asked: Asked) -> Page:
        scheme, _, token = asked.headers.get("authorization", "").partition(" ")
        if scheme != "Bearer" or token not in self.access:
            return Page(b"", status=401, headers={"WWW-Authenticate": "Bearer"})
        return Page.json(["møde"])

    def _strange(self, asked: Asked) -> Page:
        return Page.html("<h1>Log på</h1>")


def _fields(asked: Asked) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(asked.body.decode()).items()}
