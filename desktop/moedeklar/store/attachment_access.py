"""Which attachments a system states are not public. They leave this computer as little as closed items do."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlite_utils import Database

from moedeklar.model.agenda import Attachment
from moedeklar.model.codec import decode
from moedeklar.model.text import bare


class Access:
    """What the versions of an item say of its attachments, oldest first: of each the last word counts.

    Of several that can't be told apart all are closed where one is.
    """

    def __init__(self, versions: Iterable[Iterable[Attachment]]) -> None:
        self._closed: dict[str, bool] = {}
        for named in versions:
            said: dict[str, bool] = {}
            for one in named:
                for key in _keys(one.ref, one.title):
                    said[key] = said.get(key, False) or one.closed
            self._closed |= said

    def is_closed(self, ref: str | None, title: str) -> bool:
        """Whether the attachment with this file, or else of this title, is not public."""
        return next((self._closed[key] for key in _keys(ref, title) if key in self._closed), False)


def access_of(db: Database, item_id: str) -> Access:
    """What is said of the attachments of an item; what the source withdrew counts less than all that it has."""
    rows = db.execute(
        "SELECT json_extract(iv.content, '$.attachments') FROM mirror_item_version iv "
        "JOIN mirror_version v ON v.id = iv.version_id WHERE iv.item_id = ? ORDER BY v.withdrawn IS NULL, v.ordinal",
        (item_id,),
    ).fetchall()
    return Access([decode(Attachment, one) for one in json.loads(row[0] or "[]")] for row in rows)


def is_closed(db: Database, attachment_id: str) -> bool:
    """Whether an attachment is not public; False for one that there is not."""
    row = db.execute(
        "SELECT item_id, source_ref, title FROM mirror_attachment WHERE id = ?", (attachment_id,)
    ).fetchone()
    return access_of(db, row[0]).is_closed(row[1], row[2]) if row else False


def has_closed_file(db: Database, item_id: str, sha256: str) -> bool:
    """Whether a file is one of the item's attachments that are not public."""
    rows = db.execute(
        "SELECT source_ref, title FROM mirror_attachment WHERE item_id = ? AND sha256 = ?", (item_id, sha256)
    ).fetchall()
    access = access_of(db, item_id) if rows else None
    return access is not None and any(access.is_closed(*row) for row in rows)


def _keys(ref: str | None, title: str) -> tuple[str, ...]:
    named = "t" + (bare(title) or title)
    return ("r" + ref.casefold(), named) if ref else (named,)
