"""Whether requests are under way, asked after every run and so without loading all that requests need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moedeklar.model.requests import RequestStatus

if TYPE_CHECKING:
    from moedeklar.store.database import Database

UNDER_WAY = (RequestStatus.READY, RequestStatus.SENT, RequestStatus.RECEIVED, RequestStatus.ON_AGENDA)


def is_any_under_way(db: Database) -> bool:
    """Whether there is a request that may come further by what sources publish."""
    sql = f"SELECT 1 FROM user_request WHERE deleted IS NULL AND status IN ({', '.join('?' * len(UNDER_WAY))}) LIMIT 1"
    return db.execute(sql, [one.value for one in UNDER_WAY]).fetchone() is not None
