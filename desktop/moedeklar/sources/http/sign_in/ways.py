"""The ways to sign in, as a source keeps them among its options; what is secret of them is kept elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from moedeklar.sources.http import origins
from moedeklar.sources.http.failures import NetworkError
from moedeklar.sources.http.limits import Limits
from moedeklar.sources.http.sign_in.base import Secret, SignIn
from moedeklar.sources.http.sign_in.fixed import Basic, Bearer
from moedeklar.sources.http.waiting import never

CLIENT_SECRET, REFRESH = "client_secret", "refresh_token"


class Kind(StrEnum):
    """How one signs in."""

    BASIC = "basic"
    BEARER = "bearer"
    CLIENT = "client_credentials"
    BROWSER = "authorization_code"


@dataclass(frozen=True, slots=True)
class Way:
    """How to sign in to one source.

    `user` is the name for basic, `client` the id that the authorisation server gave this program. `authorize_url` and
    `token_url` are that server's, `scope` is asked of it ("" nothing in particular).
    """

    kind: Kind
    user: str = ""
    client: str = ""
    authorize_url: str = ""
    token_url: str = ""
    scope: str = ""

    def to_json(self) -> dict[str, str]:
        """As an option of a source: only what is set."""
        found = {name: str(getattr(self, name)) for name in self.__slots__}
        return {name: value for name, value in found.items() if value}

    @classmethod
    def from_json(cls, found: Any) -> Way | None:
        """The way in an option; None where there is none, or one that this program does not know."""
        if not isinstance(found, Mapping) or found.get("kind") not in set(Kind):
            return None
        texts = {name: str(found.get(name, "")) for name in cls.__slots__ if name != "kind"}
        return cls(Kind(found["kind"]), **texts)


def secret_part(kind: Kind) -> str:
    """Under which name the secret of this kind that a person gives is kept."""
    return {
        Kind.BASIC: "password",
        Kind.BEARER: "token",
        Kind.CLIENT: CLIENT_SECRET,
        Kind.BROWSER: REFRESH,
    }[kind]


def sign_in_of(
    way: Way, secret: Secret, base: str, limits: Limits | None = None, cancelled: Callable[[], bool] = never
) -> SignIn:
    """What a client of *base* signs its requests with. Asks nobody yet. Raises NetworkError url_refused."""
    host = origins.host_of(base)
    if way.kind is Kind.BASIC:
        return Basic(way.user, secret, host)
    if way.kind is Kind.BEARER:
        return Bearer(secret, host)
    # Only where it is used: oauthlib costs a run a tenth of a second.
    from moedeklar.sources.http.sign_in.tokens import Token, TokenEndpoint, Tokens  # noqa: PLC0415 (as above)

    endpoint = TokenEndpoint(way.token_url, limits or Limits(), cancelled)
    scope = {"scope": way.scope} if way.scope else {}

    def by_client() -> Token:
        return endpoint.ask("client_credentials", way.client, secret.needed(CLIENT_SECRET, host), **scope)

    def by_refreshing() -> Token:
        known = secret.needed(REFRESH, host)
        try:
            found = endpoint.ask("refresh_token", way.client, refresh_token=known)
        except NetworkError as error:
            # Another process of ours may have used it meanwhile, and kept the one that it was given for it.
            again = secret.needed(REFRESH, host)
            if error.code != "sign_in_expired" or again == known:
                raise
            found = endpoint.ask("refresh_token", way.client, refresh_token=again)
        if found.refresh:
            secret.put({REFRESH: found.refresh})
        return found

    return Tokens(by_client if way.kind is Kind.CLIENT else by_refreshing)
