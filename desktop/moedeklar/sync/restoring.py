"""Undoing a correction: what the person had on an item is there again, where the text allows it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from moedeklar.model.anchors import TextAnchor
from moedeklar.store import homes
from moedeklar.store.homes import Attached
from moedeklar.sync.propagate import MeetingState, sections_of, state_of

if TYPE_CHECKING:
    from moedeklar.store.database import Database


def put_back(db: Database, meeting_id: str, rows: Iterable[Attached]) -> None:
    """Put *rows*, taken before the correction, where they were.

    A note on a passage only where its words stand there still, and a mark of having been read only where that very
    text stands: new papers may have come since. Everything else is left where the undoing itself has put it.
    """
    state = state_of(db, meeting_id)
    for one in rows:
        if one.item_id in state.said and _fits(one, state):
            homes.put_back(db, one)


def _fits(one: Attached, state: MeetingState) -> bool:
    if one.table == "user_reading":
        return bool(one.row["read_hash"] == state.standing[one.item_id].text_hash)
    anchor = one.anchor
    if not isinstance(anchor, TextAnchor):
        return True
    text = sections_of(state.said[one.item_id]).get(anchor.section, "")
    return text[anchor.start : anchor.end] == anchor.quote
