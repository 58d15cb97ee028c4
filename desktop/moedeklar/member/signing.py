"""Signing in to sources that want to know who one is."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.errors import SecretsError, SourceError
from moedeklar.model.views import SourceInfo
from moedeklar.store import sources as rows
from moedeklar.store.keys import SecretShelf
from moedeklar.store.store import Store
from moedeklar.wording.secrets import signed_in_page

if TYPE_CHECKING:
    from moedeklar.sources.http.sign_in.base import Secret, SignIn
    from moedeklar.sources.http.sign_in.ways import Way
    from moedeklar.store.database import Database

OPTION = "sign_in"  # among a source's options: the way, without what is secret of it
TAKES = frozenset({"oparl", "ical"})  # kinds of sources that can be signed in to

# The network's modules are imported where somebody signs in: they cost a start a tenth of a second.


class SigningIn:
    """The ways in which the sources of a profile are signed in to. Calls block; any thread but the store's writer."""

    def __init__(self, store: Store, credentials: SecretShelf) -> None:
        self._store = store
        self._credentials = credentials

    def way(self, source_id: str) -> Way | None:
        """How the source is signed in to; None where it is not. Raises NotFound."""
        from moedeklar.sources.http.sign_in.ways import Way  # noqa: PLC0415 (as above)

        return Way.from_json(self._store.read(lambda db: rows.options(db, source_id)).get(OPTION))

    def give(self, source_id: str, way: Way, secret: str) -> None:
        """From now on sign in this way, with *secret*: a password, a token, a client's secret; nothing is asked yet.

        Raises NotFound; SourceError sign_in_not_taken; SecretsError, and then the source is left as it was.
        """
        from moedeklar.sources.http.sign_in.ways import secret_part, sign_in_of  # noqa: PLC0415 (as above)

        info = self._taken(source_id)
        kept = self._secret(source_id)
        sign_in_of(way, kept, info.location)
        kept.put({secret_part(way.kind): secret})
        self._remember(source_id, way.to_json())

    def in_browser(
        self, source_id: str, way: Way, opener: Callable[[str], bool], cancelled: Callable[[], bool] | None = None
    ) -> None:
        """Let the person sign in in the browser that *opener* shows an address in. Blocks, up to five minutes.

        Raises NotFound; SourceError sign_in_not_taken; NetworkError as `sources.http.sign_in.browser` says;
        SecretsError; Cancelled.
        """
        from moedeklar.sources.http.sign_in import browser  # noqa: PLC0415 (as above)
        from moedeklar.sources.http.waiting import never  # noqa: PLC0415 (as above)

        self._taken(source_id)
        pages = browser.Pages(signed_in_page(done=True), signed_in_page(done=False))
        browser.sign_in(way, self._secret(source_id), opener, pages, cancelled=cancelled or never)
        self._remember(source_id, way.to_json())

    def forget(self, source_id: str) -> None:
        """Sign in no more, and keep nothing of it. Raises NotFound, SecretsError."""
        self._store.read(lambda db: rows.get(db, source_id))
        self._secret(source_id).forget()
        self._remember(source_id, None)

    def leave(self, source_id: str) -> None:
        """The source is to be removed: forget what it was signed in to with, where the keyring lets it. NotFound."""
        if self._store.read(lambda db: rows.options(db, source_id)).get(OPTION):
            with contextlib.suppress(SecretsError):
                self.forget(source_id)

    def of(self, info: SourceInfo, options: Mapping[str, Any], cancelled: Callable[[], bool]) -> SignIn | None:
        """What the requests to a source are signed with; None where it is not signed in to. Asks nobody yet.

        Raises SourceError url_refused.
        """
        if not options.get(OPTION):
            return None
        from moedeklar.sources.http.sign_in.ways import Way, sign_in_of  # noqa: PLC0415 (as above)

        way = Way.from_json(options[OPTION])
        return sign_in_of(way, self._secret(info.id), info.location, cancelled=cancelled) if way else None

    def _taken(self, source_id: str) -> SourceInfo:
        info = self._store.read(lambda db: rows.get(db, source_id))
        if info.kind not in TAKES:
            raise SourceError("sign_in_not_taken", name=info.name)
        return info

    def _remember(self, source_id: str, way: dict[str, str] | None) -> None:
        def work(db: Database) -> tuple[None, ChangeSet]:
            rows.set_option(db, source_id, OPTION, way)
            return None, ChangeSet.of(Kind.SOURCE, source_id)

        self._store.write(work)

    def _secret(self, source_id: str) -> Secret:
        from moedeklar.sources.http.sign_in.base import Secret  # noqa: PLC0415 (as above)

        return Secret(self._credentials, source_id)
