"""Objects that a meeting or a paper gives by their address only, asked for one by one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from moedeklar.model.errors import ParseError
from moedeklar.sources.oparl.objects import (
    Consultation,
    File,
    Item,
    Meeting,
    Paper,
    consultation_of,
    file_of,
    item_of,
    meeting_of,
    organization_of,
    paper_of,
    place_of,
    tombstone_of,
)
from moedeklar.sources.oparl.server import Server
from moedeklar.sources.oparl.values import is_deleted, is_link


class Resolver:
    """Completes what was read with what stands elsewhere. Raises SourceError where the server can't be asked.

    What is not there (any more), or is no such object, is left out; a file stays, known by its address alone.
    """

    def __init__(self, server: Server) -> None:
        self._server = server

    def whole(self, meeting: Meeting) -> Meeting:
        """*meeting* with its items, their files and its place."""
        items = tuple(self._item(item) for item in self._items(meeting.items))
        place = place_of(self._server.single(meeting.place)) if not meeting.place_known else meeting.place
        return replace(
            meeting,
            items=items,
            place=place,
            place_known=True,
            invitation=self._file(meeting.invitation),
            results=self._file(meeting.results),
            verbatim=self._file(meeting.verbatim),
            auxiliary=self._files(meeting.auxiliary),
        )

    def with_files(self, paper: Paper) -> Paper:
        """*paper* with its files."""
        return replace(paper, main=self._file(paper.main), auxiliary=self._files(paper.auxiliary))

    def whole_paper(self, paper: Paper) -> Paper:
        """*paper* with its files and consultations."""
        found = (one if one.known else self.consultation(one.id) for one in paper.consultations)
        return replace(self.with_files(paper), consultations=tuple(one for one in found if one is not None))

    def value(self, one: Any) -> Any:
        """An object of a list, which may be given by its address."""
        return self._server.single(one) if is_link(one) else one

    def consultation(self, url: str) -> Consultation | None:
        """The consultation at *url*, None where there is none."""
        value = self._server.single(url)
        try:
            return consultation_of(value, url) if value and tombstone_of(value, url) is None else None
        except ParseError:
            return None

    def committee(self, url: str) -> str:
        """The name of the committee at *url*, "" where there is none."""
        value = self._server.single(url)
        try:
            return organization_of(value, url).name if value and tombstone_of(value, url) is None else ""
        except ParseError:
            return ""

    def meeting(self, url: str) -> Meeting | None:
        """The meeting at *url*, None where there is none."""
        value = self._server.single(url)
        try:
            return self.whole(meeting_of(value, url)) if value and tombstone_of(value, url) is None else None
        except ParseError:
            return None

    def paper(self, url: str) -> Paper | None:
        """The paper at *url*, None where there is none."""
        value = self._server.single(url)
        try:
            return self.whole_paper(paper_of(value, url)) if value and tombstone_of(value, url) is None else None
        except ParseError:
            return None

    def item(self, url: str) -> Item | None:
        """The item at *url*, None where there is none."""
        value = self._server.single(url)
        try:
            return item_of(value, url) if value and tombstone_of(value, url) is None else None
        except ParseError:
            return None

    def _items(self, items: Iterable[Item]) -> Iterable[Item]:
        for item in items:
            found = item if item.known else self.item(item.id)
            if found is not None:
                yield found

    def _item(self, item: Item) -> Item:
        file = self._file(item.resolution_file)
        return replace(item, resolution_file=file, auxiliary=self._files(item.auxiliary))

    def _files(self, files: tuple[File, ...]) -> tuple[File, ...]:
        return tuple(found for file in files if (found := self._file(file)) is not None)

    def _file(self, file: File | None) -> File | None:
        if file is None or file.known:
            return file
        value = self._server.single(file.id)
        try:
            if value is not None and tombstone_of(value, file.id) is None:
                return file_of(value, file.id)
        except ParseError:
            pass
        return None if is_deleted(value) else file
