"""The order in which a feed is written: whoever reads meanwhile is led to nothing that is not there."""

from __future__ import annotations

import io
import json
import re
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from moedeklar.secretary.publishing import layout
from moedeklar.secretary.publishing.rendering import Object, Text
from moedeklar.secretary.publishing.targets.base import Content
from moedeklar.secretary.publishing.targets.folder import FolderTarget
from moedeklar.secretary.publishing.writing import difference
from tests.secretary.publishing.conftest import URL, Desk

_LED_TO = re.compile(rb'href="(meeting/[^"#]+)')


class Cut(Exception):
    """The power is gone."""


class Watched(FolderTarget):
    """A folder that notes what is put there before what it leads to, and may be cut short after so many objects."""

    def __init__(self, folder: Path, most: int = 1_000_000) -> None:
        super().__init__(folder)
        self._folder = folder
        self._left = most
        self._guard = threading.Lock()
        self.astray: list[tuple[str, str]] = []

    def put(self, name: str, content: Content) -> None:
        with self._guard:
            if not self._left:
                raise Cut
            self._left -= 1
        data = content.stream.read()
        if (self._folder / layout.SYSTEM).exists():  # before there is one, nobody sets out
            self.astray += [(name, one) for one in _led_to(name, data) if not (self._folder / one).exists()]
        super().put(name, replace(content, stream=io.BytesIO(data)))


def _led_to(name: str, data: bytes) -> list[str]:
    if name.endswith(".html"):
        return [found.decode() for found in _LED_TO.findall(data)]
    if not name.startswith(("meetings/", "papers/")):
        return []
    page = json.loads(data)
    next_page = page["links"].get("next", "").removeprefix(URL)
    files = [
        file["downloadUrl"].removeprefix(URL)
        for meeting in page["data"]
        for item in meeting.get("agendaItem", ())
        for file in item.get("auxiliaryFile", ())
    ]
    return [one for one in (next_page, *files) if one]


def _more_months(desk: Desk) -> None:
    later = replace(desk.body, months=desk.body.months + 4)
    for month in range(desk.body.months, later.months):
        later.write_meeting(desk.folder, 0, month)
    desk.body.write_meeting(desk.folder, 0, desk.body.months - 1, changed=1)


def test_new_months_are_there_before_the_months_that_lead_to_them(desk: Desk) -> None:
    desk.publish()
    _more_months(desk)
    target = Watched(desk.out)
    desk.publish(target)
    assert target.astray == []
    assert len({one["start"][:7] for one in desk.listed()}) == desk.body.months + 4


@pytest.mark.parametrize("most", [1, 9, 16, 20, 24, 27])
def test_so_they_are_after_a_publish_that_was_cut_short(desk: Desk, most: int) -> None:
    desk.publish()
    _more_months(desk)
    cut = Watched(desk.out, most)
    with pytest.raises(Cut):
        desk.publish(cut)
    target = Watched(desk.out)
    desk.publish(target)
    assert cut.astray == target.astray == []


def _page(month: int) -> tuple[str, Object]:
    return f"meetings/2027-{month:02}.json", Text(b"{}", "application/json")


def test_pages_that_may_be_missing_come_last_month_first_and_the_system_at_the_end() -> None:
    objects = dict([_page(1), _page(2), _page(3), (layout.BODY, Text(b"{}", "")), (layout.SYSTEM, Text(b"{}", ""))])
    known = {"meetings/2027-01.json": "another", layout.SYSTEM: "another"}
    found = difference(objects, known, ["meetings/2027-02.json"])
    assert found.puts == (
        "meetings/2027-03.json",
        "meetings/2027-02.json",
        layout.BODY,
        "meetings/2027-01.json",
        layout.SYSTEM,
    )
    assert found.new_pages == {"meetings/2027-02.json", "meetings/2027-03.json"}
    assert difference(objects, {}, ()).new_pages == frozenset()  # nobody reads yet, so all go at once
