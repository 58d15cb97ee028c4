"""What stays the same with every request: a name and a password (RFC 7617), or a token (RFC 6750)."""

from __future__ import annotations

import base64

from moedeklar.sources.http.sign_in.base import Secret

PASSWORD, TOKEN = "password", "token"


class Basic:
    """The name *user*, and the password that is kept."""

    def __init__(self, user: str, secret: Secret, host: str) -> None:
        self._user = user
        self._secret = secret
        self._host = host

    def authorization(self) -> str:
        """As of `SignIn`; in UTF-8 (RFC 7617, 2.1)."""
        pair = f"{self._user}:{self._secret.needed(PASSWORD, self._host)}"
        return "Basic " + base64.b64encode(pair.encode()).decode("ascii")

    def renew(self, refused: str) -> bool:
        """Whether the person has given another one meanwhile."""
        return self.authorization() != refused


class Bearer:
    """The token that is kept."""

    def __init__(self, secret: Secret, host: str) -> None:
        self._secret = secret
        self._host = host

    def authorization(self) -> str:
        """As of `SignIn`."""
        return f"Bearer {self._secret.needed(TOKEN, self._host)}"

    def renew(self, refused: str) -> bool:
        """Whether the person has given another one meanwhile."""
        return self.authorization() != refused
