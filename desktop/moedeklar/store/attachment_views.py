"""Attachments as they are shown, each with its file and the notes on it."""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database

from moedeklar.model.agenda import AgendaItem
from moedeklar.model.errors import NotFound
from moedeklar.model.text import bare
from moedeklar.model.views import AttachmentView, FileState
from moedeklar.store.attachment_access import Access, access_of
from moedeklar.store.rows import select

_SELECT = """
SELECT a.*, f.media_type, f.size, f.pages,
    (SELECT count(*) FROM user_note n WHERE n.deleted IS NULL
        AND (n.attachment_id = a.id OR (a.sha256 IS NOT NULL AND n.item_id = a.item_id
            AND json_extract(n.anchor, '$.sha256') = a.sha256))) AS notes
FROM mirror_attachment a LEFT JOIN mirror_file f ON f.sha256 = a.sha256
"""


def attachment_views(db: Database, item_id: str, version: AgendaItem | None = None) -> tuple[AttachmentView, ...]:
    """The attachments of an item as it stands, or of those the ones that *version* names, in its order.

    One that the item no longer names is shown while there are notes on it.
    """
    rows = select(db, _SELECT + "WHERE a.item_id = :id ORDER BY a.gone IS NOT NULL, a.position, a.id", id=item_id)
    access = access_of(db, item_id) if rows else Access(())
    if version is None:
        return tuple(_view(row, access) for row in rows if row["gone"] is None or row["notes"])
    order = {bare(attachment.title): at for at, attachment in reversed(list(enumerate(version.attachments)))}
    named = [row for row in rows if bare(row["title"]) in order]
    return tuple(_view(row, access) for row in sorted(named, key=lambda row: (order[bare(row["title"])], row["id"])))


def attachment_view(db: Database, attachment_id: str) -> AttachmentView:
    """One attachment. Raises NotFound."""
    rows = select(db, _SELECT + "WHERE a.id = :id", id=attachment_id)
    if not rows:
        raise NotFound("not_found", id=attachment_id)
    return _view(rows[0], access_of(db, rows[0]["item_id"]))


def _view(row: dict[str, Any], access: Access) -> AttachmentView:
    return AttachmentView(
        row["id"],
        row["title"],
        row["document_number"],
        FileState(row["state"]),
        row["sha256"],
        row["media_type"],
        row["size"],
        row["pages"],
        row["notes"],
        row["problem"],
        access.is_closed(row["source_ref"], row["title"]),
    )
