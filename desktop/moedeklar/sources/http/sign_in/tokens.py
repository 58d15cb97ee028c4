"""Access tokens of OAuth 2.0: had from a token endpoint, held in memory, and had anew before and after they expire."""

from __future__ import annotations

import base64
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote_plus

from oauthlib.oauth2.rfc6749 import errors
from oauthlib.oauth2.rfc6749.parameters import parse_token_response, prepare_token_request
from urllib3.exceptions import HTTPError

from moedeklar.sources.http import certificates, origins
from moedeklar.sources.http.body import Body
from moedeklar.sources.http.failures import NetworkError, TryAgain, told
from moedeklar.sources.http.limits import Limits
from moedeklar.sources.http.pool import Pools

LARGEST = 1_000_000  # bytes of an answer with a token
EARLY = 30.0  # seconds before it expires at which a token is no longer used
LASTS = 3600.0  # seconds that a token lasts of which it is not said


@dataclass(frozen=True, slots=True)
class Token:
    """An access token: until when it may be used (monotonic), and what it can be renewed by ("" nothing)."""

    access: str
    until: float
    refresh: str = ""


class TokenEndpoint:
    """Where tokens are had (RFC 6749, 3.2), by https only."""

    def __init__(self, url: str, limits: Limits, cancelled: Callable[[], bool]) -> None:
        """Raises NetworkError url_refused."""
        self._url = origins.normal(url)
        if not self._url.startswith("https:"):
            raise NetworkError("url_refused", url=url)
        self.host = origins.host_of(self._url)
        self._limits = limits
        self._cancelled = cancelled

    def ask(self, grant: str, client: str, password: str = "", **fields: str) -> Token:
        """A token for *grant*, asked for by *client*, with its *password* where it has one.

        Raises NetworkError: sign_in_expired where the grant is no longer good, sign_in_refused where the client is not
        known, sign_in_failed otherwise; and whatever a network can do.
        """
        body = prepare_token_request(grant, include_client_id=not password, client_id=client, **fields)
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        if password:  # in the form of RFC 6749, 2.3.1
            pair = f"{quote_plus(client)}:{quote_plus(password)}"
            headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode("ascii")
        status, text = self._send(body, headers)
        if status >= 500 or status == 429:
            raise TryAgain("server_failed", host=self.host, status=status)
        try:
            found = parse_token_response(text)
        except (errors.InvalidGrantError, errors.InvalidTokenError) as error:
            raise NetworkError("sign_in_expired", host=self.host) from error
        except (errors.InvalidClientError, errors.UnauthorizedClientError) as error:
            raise NetworkError("sign_in_refused", host=self.host) from error
        except errors.OAuth2Error as error:
            raise NetworkError("sign_in_failed", host=self.host, why=str(error.error)) from error
        except (TypeError, ValueError, AttributeError) as error:
            raise NetworkError("sign_in_failed", host=self.host, why=str(status)) from error
        lasts = found.get("expires_in")
        until = time.monotonic() + (float(lasts) if isinstance(lasts, int | float) else LASTS)
        return Token(str(found["access_token"]), until, str(found.get("refresh_token") or ""))

    def _send(self, body: str, headers: Mapping[str, str]) -> tuple[int, str]:
        pools = Pools(self._limits, self._cancelled)
        try:
            response = pools.send("POST", self._url, headers, body.encode("ascii"))
            content = Body(response, self.host, self._limits.inflate, self._cancelled)
            text = b"".join(content.pieces(LARGEST)).decode("utf-8", "replace")
            response.release_conn()
        except (HTTPError, OSError) as error:
            proxy = pools.proxy(self._url)
            refused = certificates.refused(error)
            if refused is not None:
                raise certificates.refusal(refused, pools.certificate(self._url), self.host) from error
            raise told(error, self.host, proxy.host if proxy else "") from error
        finally:
            pools.close()
        return response.status, text


class Tokens:
    """A `SignIn` by access tokens, which *fetch* gets. One at a time is fetched, whoever needs it."""

    def __init__(self, fetch: Callable[[], Token]) -> None:
        self._fetch = fetch
        self._token: Token | None = None
        self._lock = threading.Lock()

    def authorization(self) -> str:
        """As of `SignIn`."""
        with self._lock:
            if self._token is None or time.monotonic() > self._token.until - EARLY:
                self._token = self._fetch()
            return f"Bearer {self._token.access}"

    def renew(self, refused: str) -> bool:
        """As of `SignIn`; of several that were refused at once the first one gets the new token."""
        with self._lock:
            if self._token is None or f"Bearer {self._token.access}" == refused:
                self._token = self._fetch()
            return f"Bearer {self._token.access}" != refused
