"""What an undo may bring out again."""

from __future__ import annotations

from dataclasses import replace

from moedeklar.model.agenda import AgendaItem
from moedeklar.model.moments import LocalStart
from moedeklar.secretary.publishing.openness import closed_alias
from moedeklar.secretary.publishing.records import FeedFile, FeedItem, FeedMeeting
from moedeklar.secretary.publishing.undoing import brought_back

SALT = b"s" * 32
PAPER = FeedFile("document-1", "Dagsorden", "ab" * 32, "application/pdf")


def opened(name: str) -> FeedItem:
    return FeedItem(name, "1", AgendaItem("1", name))


def shut(name: str) -> FeedItem:
    return FeedItem(closed_alias(name, SALT), "1")


def meeting(*items: FeedItem, id_: str = "meeting-1", committee: str = "Havneudvalget") -> FeedMeeting:
    return FeedMeeting(id_, committee, LocalStart.parse("2027-02-09"), items=items, agenda=(PAPER,))


def back(before: FeedMeeting, *now: FeedMeeting, closed: tuple[str, ...] = ()) -> list[FeedMeeting]:
    aliases = frozenset(closed_alias(name, SALT) for name in closed)
    return brought_back({before.id: before}, {one.id: one for one in now}, aliases, SALT)


def test_what_is_not_closed_comes_back_as_it_was() -> None:
    before = meeting(opened("tag"), opened("havn"))
    assert back(before, meeting(opened("tag"))) == [before]
    assert back(before) == [before]


def test_an_item_that_is_closed_now_does_not_nor_the_papers_that_it_stands_in() -> None:
    before = meeting(opened("tag"), opened("havn"))
    expected = replace(meeting(opened("tag")), agenda=())
    assert back(before, meeting(opened("tag"), shut("havn")), closed=("havn",)) == [expected]
    assert back(before, closed=("havn",)) == [expected]


def test_an_item_that_is_gone_where_another_has_become_closed_does_not() -> None:
    before = meeting(opened("tag"), opened("havn"))
    now = meeting(opened("tag"), shut("grund"))
    assert back(before, now, closed=("grund",)) == [replace(meeting(opened("tag")), agenda=())]


def test_one_that_was_closed_before_holds_nothing_back() -> None:
    before = meeting(opened("tag"), opened("havn"), shut("grund"))
    assert back(before, meeting(opened("tag"), shut("grund")), closed=("grund",)) == [before]


def test_an_agenda_that_was_replaced_by_one_with_closed_items_stays_replaced() -> None:
    before, now = meeting(opened("tag")), meeting(opened("tag-2"), shut("grund"), id_="meeting-2")
    assert back(before, now, closed=("grund",)) == [now]
    other = meeting(opened("tag-2"), shut("grund"), id_="meeting-2", committee="Skoleudvalget")
    assert back(before, other, closed=("grund",)) == [before]
