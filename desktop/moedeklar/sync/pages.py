"""Notes on pages of an attachment whose file was replaced."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from moedeklar.model.anchors import PageAnchor
from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.errors import Cancelled, MoedeklarError
from moedeklar.store import homes
from moedeklar.store.attachments import AttachmentRecord
from moedeklar.store.homes import NotePlace
from moedeklar.store.store import Store
from moedeklar.sync.anchoring import place_page
from moedeklar.sync.pdf import Texts

if TYPE_CHECKING:
    from moedeklar.store.database import Database


def place_page_notes(store: Store, pdf: Callable[[], Texts], record: AttachmentRecord, before: str) -> int:
    """Look in the new file of *record* for the notes on its old one, whose hash is *before*; how many there were.

    The old file stays in the store, and with it whatever could not be found in the new one. Raises Cancelled.
    """
    found = [note for note in store.read(lambda db: homes.places_in_file(db, before)) if _is_on(note, record)]
    if not found:
        return 0
    new, old = (_texts(store, pdf, sha256, record.title) for sha256 in (record.sha256, before))
    placed = []
    for note in found:
        if isinstance(note.anchor, PageAnchor):
            anchor, state = place_page(note.anchor, record.sha256, new, old)
            placed.append(replace(note, anchor=anchor, state=state))

    def work(db: Database) -> tuple[None, ChangeSet]:
        for note in placed:
            homes.put(db, note)
        return None, ChangeSet.of(Kind.NOTE, *(note.id for note in placed))

    store.write(work)
    return len(placed)


def _is_on(note: NotePlace, record: AttachmentRecord) -> bool:
    return note.attachment_id == record.id or (note.attachment_id is None and note.item_id == record.item_id)


def _texts(store: Store, pdf: Callable[[], Texts], sha256: str | None, title: str) -> tuple[str, ...] | None:
    try:
        return pdf().page_texts(store.files.read(sha256), f"{title[:100]}.pdf") if sha256 else None
    except Cancelled:
        raise
    except MoedeklarError:
        return None
