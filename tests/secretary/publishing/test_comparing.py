"""What has changed in a meeting, point by point."""

from __future__ import annotations

from dataclasses import replace

from moedeklar.model.agenda import AgendaItem, MeetingKind
from moedeklar.model.moments import LocalStart
from moedeklar.secretary.publishing.comparing import Detail, Point, compared
from moedeklar.secretary.publishing.records import FeedFile, FeedItem, FeedMeeting

ROOF = FeedFile("file-1", "Tilbud", "a" * 64, "application/pdf")
WHOLE = FeedFile("file-2", "Dagsorden", "b" * 64, "application/pdf")
FIRST = FeedItem("item-1", "1", AgendaItem("1", "Nyt tag"), (ROOF,))
SECOND = FeedItem("item-2", "2", AgendaItem("2", "Budget"))
MEETING = FeedMeeting(
    "meeting-1", "Havneudvalget", LocalStart.parse("2027-02-09T16:00"), items=(FIRST, SECOND), agenda=(WHOLE,)
)


def test_the_same_has_no_points() -> None:
    assert compared(MEETING, MEETING) == ()


def test_of_the_whole_meeting() -> None:
    later = replace(
        MEETING, start=LocalStart.parse("2027-02-10T16:00"), place="Molen", kind=MeetingKind.MINUTES, agenda=(),
        minutes=(replace(WHOLE, title="Referat"),),
    )  # fmt: skip
    assert [one.point for one in compared(MEETING, later)] == [
        Point.START,
        Point.PLACE,
        Point.KIND,
        Point.PAPER_NEW,
        Point.PAPER_GONE,
    ]


def test_of_items_and_their_files() -> None:
    other = replace(FIRST, content=AgendaItem("1", "Nyt tag på hallen"), files=(replace(ROOF, sha256="c" * 64),))
    third = FeedItem("item-3", "3", AgendaItem("3", "Havnefest"), (replace(ROOF, title="Plan"),))
    assert compared(MEETING, replace(MEETING, items=(other, third))) == (
        Detail(Point.ITEM_TITLE, "1", "Nyt tag på hallen"),
        Detail(Point.FILE_TEXT, "1", "Tilbud"),
        Detail(Point.ITEM_NEW, "3", "Havnefest"),
        Detail(Point.ITEM_GONE, "2", "Budget"),
    )


def test_of_an_item_that_is_closed_now_no_title_is_new() -> None:
    closed = FeedItem("closed-1", "2")
    assert compared(MEETING, replace(MEETING, items=(FIRST, closed))) == (
        Detail(Point.ITEM_CLOSED, "2"),
        Detail(Point.ITEM_GONE, "2", "Budget"),
    )
