"""Which meetings' papers have come, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from moedeklar.store.stamps import stamp, unstamp
from moedeklar.store.standing import VISIBLE


@dataclass(frozen=True, slots=True)
class Came:
    """When the newest papers of a meeting came (UTC), and whether they are its first: not a plan, which has none."""

    meeting_id: str
    when: datetime
    first: bool


def came_since(db: Database, since: datetime, most: int = 1000) -> tuple[Came, ...]:
    """The meetings of which papers have come since that moment (UTC) and stand, the latest first."""
    rows = db.execute(
        "SELECT m.id, max(v.added), min(v.added) >= :since FROM mirror_meeting m JOIN mirror_version v"
        " ON v.meeting_id = m.id AND v.withdrawn IS NULL AND v.kind IS NOT 'planned'"
        f" WHERE m.withdrawn IS NULL AND {VISIBLE}"
        " AND EXISTS (SELECT 1 FROM mirror_version w WHERE w.meeting_id = m.id AND w.added >= :since)"
        " GROUP BY m.id HAVING max(v.added) >= :since ORDER BY max(v.added) DESC, m.start DESC, m.id LIMIT :most",
        {"since": stamp(since), "most": most},
    ).fetchall()
    return tuple(Came(row[0], unstamp(row[1]), bool(row[2])) for row in rows)
