"""What has changed in a meeting since it was last out, point by point. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from moedeklar.secretary.publishing.records import FeedFile, FeedItem, FeedMeeting


class Point(StrEnum):
    """What is another than before. Of files those of an item, and papers of the whole meeting."""

    COMMITTEE = "committee"
    START = "start"
    PLACE = "place"
    KIND = "kind"
    ATTENDANCE = "attendance"
    ITEM_NEW = "item_new"
    ITEM_TEXT = "item_text"
    ITEM_TITLE = "item_title"
    ITEM_GONE = "item_gone"
    ITEM_CLOSED = "item_closed"
    FILE_NEW = "file_new"
    FILE_TEXT = "file_text"
    FILE_GONE = "file_gone"
    PAPER_NEW = "paper_new"
    PAPER_TEXT = "paper_text"
    PAPER_GONE = "paper_gone"


@dataclass(frozen=True, slots=True)
class Detail:
    """One point. `number` is the item's, `name` a title as it is now, or as it was where it is gone."""

    point: Point
    number: str = ""
    name: str = ""


def compared(before: FeedMeeting, after: FeedMeeting) -> tuple[Detail, ...]:
    """What *after* has that *before* had not, and the other way round, in the order in which people read it."""
    return (*_whole(before, after), *_items(before, after))


def _whole(before: FeedMeeting, after: FeedMeeting) -> Iterator[Detail]:
    pairs = (
        (Point.COMMITTEE, before.committee, after.committee),
        (Point.START, before.start, after.start),
        (Point.PLACE, before.place, after.place),
        (Point.KIND, before.kind, after.kind),
        (Point.ATTENDANCE, before.attendance, after.attendance),
    )
    yield from (Detail(point) for point, one, other in pairs if one != other)
    papers = (Point.PAPER_NEW, Point.PAPER_TEXT, Point.PAPER_GONE)
    yield from _files((*before.agenda, *before.minutes), (*after.agenda, *after.minutes), "", papers)


def _items(before: FeedMeeting, after: FeedMeeting) -> Iterator[Detail]:
    known = {item.id: item for item in before.items}
    there = {item.id for item in after.items}
    for item in after.items:
        yield from _item(known.get(item.id), item)
    for item in before.items:
        if item.id not in there and item.content is not None:
            yield Detail(Point.ITEM_GONE, item.number or "", item.content.caption)


def _item(before: FeedItem | None, after: FeedItem) -> Iterator[Detail]:
    number = after.number or ""
    if after.content is None:
        if before is None:
            yield Detail(Point.ITEM_CLOSED, number)
        return
    if before is None or before.content is None:
        yield Detail(Point.ITEM_NEW, number, after.content.caption)
        return
    if before.content.caption != after.content.caption:
        yield Detail(Point.ITEM_TITLE, number, after.content.caption)
    elif (before.content, before.missing, before.number) != (after.content, after.missing, after.number):
        yield Detail(Point.ITEM_TEXT, number, after.content.caption)
    yield from _files(before.files, after.files, number, (Point.FILE_NEW, Point.FILE_TEXT, Point.FILE_GONE))


def _files(
    before: Iterable[FeedFile], after: Iterable[FeedFile], number: str, points: tuple[Point, Point, Point]
) -> Iterator[Detail]:
    known, there = _by_title(before), _by_title(after)
    new, text, gone = points
    for title, file in there.items():
        if title not in known:
            yield Detail(new, number, title)
        elif known[title].sha256 != file.sha256:
            yield Detail(text, number, title)
    yield from (Detail(gone, number, title) for title in known if title not in there)


def _by_title(files: Iterable[FeedFile]) -> Mapping[str, FeedFile]:
    return {file.title: file for file in files}
