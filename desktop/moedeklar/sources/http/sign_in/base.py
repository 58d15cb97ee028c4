"""What a client asks of a way to sign in."""

from __future__ import annotations

from typing import Protocol


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
