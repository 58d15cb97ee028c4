"""What an earlier run kept of a source's records, for a source that puts them together from changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from moedeklar.model.errors import MoedeklarError
from moedeklar.store import journal
from moedeklar.store.store import Store

if TYPE_CHECKING:
    from moedeklar.store.database import Database


def recall_of(store: Store, source_id: str) -> Callable[[str], bytes | None]:
    """Gives the content of a record by its ref, as the last run of the source understood it; None for none."""

    def recall(ref: str) -> bytes | None:
        def work(db: Database) -> str | None:
            return journal.content_hash(db, source_id, ref)

        sha256 = store.read(work)
        try:
            return store.files.read(sha256) if sha256 else None
        except MoedeklarError:  # lost or damaged: it is asked for anew
            return None

    return recall
