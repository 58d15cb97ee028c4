"""What a client asks of a way to sign in, and what that asks of whoever keeps secrets."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Protocol

from moedeklar.sources.http.failures import NetworkError


class SignIn(Protocol):
    """Signs requests to one origin. Thread-safe; blocks where it has to ask for a token first."""

    def authorization(self) -> str:
        """The Authorization header (RFC 9110, 11.6.2).

        Raises NetworkError sign_in_needed where there is nothing to sign in with, sign_in_expired where it has to be
        done again by the person, and what the keyring raises (SecretsError).
        """
        ...

    def renew(self, refused: str) -> bool:
        """Get a new one, after the server refused *refused* (401); whether there is another one now."""
        ...


class Secrets(Protocol):
    """Keeps secrets by name. Calls block. Each may raise SecretsError keyring_locked, keyring_gone."""

    def get(self, name: str) -> str | None:
        """The secret called *name*, or None."""
        ...

    def set(self, name: str, secret: str) -> None:
        """Keep *secret* as *name*."""
        ...

    def delete(self, name: str) -> None:
        """Forget *name*; nothing where there is none."""
        ...


class Secret:
    """What is secret of one source's sign-in: some texts by name, kept as one secret."""

    def __init__(self, secrets: Secrets, name: str) -> None:
        self._secrets = secrets
        self._name = name

    def get(self, part: str) -> str:
        """The text called *part*; "" where there is none. Raises SecretsError."""
        return self._all().get(part, "")

    def put(self, parts: Mapping[str, str]) -> None:
        """Keep these and no others. Raises SecretsError."""
        self._secrets.set(self._name, json.dumps(dict(parts), ensure_ascii=False))

    def forget(self) -> None:
        """Keep nothing. Raises SecretsError."""
        self._secrets.delete(self._name)

    def needed(self, part: str, host: str) -> str:
        """The text called *part*. Raises NetworkError sign_in_needed where there is none; SecretsError."""
        found = self.get(part)
        if not found:
            raise NetworkError("sign_in_needed", host=host)
        return found

    def _all(self) -> dict[str, str]:
        try:
            found = json.loads(self._secrets.get(self._name) or "{}")
        except ValueError:
            return {}
        return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}
