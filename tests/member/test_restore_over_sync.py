"""A backup restored where the same folder has been synchronised already, in another order or another version."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from moedeklar.model.anchors import AnchorState
from moedeklar.pdf.client import PdfClient
from moedeklar.sources.folder import FolderSource
from moedeklar.store import meetings
from moedeklar.sync import engine
from tests.member.test_backups import Desk, MovingClock, light_work
from tests.sync.nordlund import AGENDA, Item, Paper, put

__all__ = ["light_work"]

BUDGET = Paper(
    (
        Item("Godkendelse af dagsorden", facts="Dagsordenen for budgetmødet."),
        Item("Budget 2028", "00.30.00-S00-1-27", facts="Rammen er 812 mio. kr."),
        Item("Anlæg", facts="Der er 14 mio. kr. til veje i Havnholm."),
    ),
    clock="08:00",
)
EVENING = replace(AGENDA, clock="16:00")


@pytest.fixture
def clock() -> MovingClock:
    """Wednesday 3 February 2027."""
    return MovingClock()


@pytest.fixture
def desks(tmp_path: Path, clock: MovingClock) -> Iterator[tuple[Desk, Desk]]:
    """Two computers of one member, with one passphrase."""
    made = Desk(tmp_path / "hjemme", clock, "fælles"), Desk(tmp_path / "rådhus", clock, "fælles")
    yield made
    for one in made:
        one.store.close()


def sync(desk: Desk, root: Path) -> None:
    pdf = PdfClient()
    report = engine.run(FolderSource("src-test", root), desk.store, lambda: pdf, desk.clock)
    pdf.close()
    assert report.failed == ()


def item_id(desk: Desk, title: str, clock: str) -> str:
    for row in desk.store.read(meetings.meeting_rows):
        if f"{row.start.clock:%H:%M}" == clock:
            view = desk.store.read(lambda db, row=row: meetings.meeting_view(db, row.id))
            return next(item.id for item in view.items if item.title == title)
    raise AssertionError(title)


def where(desk: Desk) -> dict[str, tuple[str, str, AnchorState]]:
    """By a note's words: the start of the meeting and the text of the item that it is on now, and its state."""
    found = {}
    for note in desk.notes.list():
        view = desk.store.read(lambda db, note=note: meetings.item_view(db, note.home.item_id))
        row = desk.store.read(lambda db, view=view: meetings.meeting_row(db, view.meeting_id))
        found[note.text] = (f"{row.start.clock:%H:%M}", view.content.text, note.state)
    return found


def test_two_meetings_of_a_day_that_came_in_another_order_keep_each_its_notes(
    desks: tuple[Desk, Desk], tmp_path: Path
) -> None:
    home, hall = desks
    root = tmp_path / "papirer"
    put(root / "morgen.txt", BUDGET.text())
    sync(home, root)
    put(root / "aften.txt", EVENING.text())
    sync(home, root)
    shutil.move(root / "morgen.txt", tmp_path / "senere.txt")
    sync(hall, root)
    shutil.move(tmp_path / "senere.txt", root / "morgen.txt")
    sync(hall, root)
    home.notes.add(item_id(home, "Budget 2028", "08:00"), text="rammen")
    home.notes.add(item_id(home, "Godkendelse af dagsorden", "08:00"), text="morgen")
    home.notes.add(item_id(home, "Godkendelse af dagsorden", "16:00"), text="aften")
    home.notes.add_quote(item_id(home, "Uddybning af havnen i Havnholm", "16:00"), "2,1 meter", text="dybden")
    hall.notes.add(item_id(hall, "Anlæg", "08:00"), text="herfra")
    home.backups.save(tmp_path / "backup.moedeklar")
    assert hall.backups.restore(tmp_path / "backup.moedeklar", hall.person)["notes"] == 4

    def check() -> None:
        found = where(hall)
        assert {text: place[0] for text, place in found.items()} == {
            "rammen": "08:00", "morgen": "08:00", "aften": "16:00", "dybden": "16:00", "herfra": "08:00",
        }  # fmt: skip
        assert "812" in found["rammen"][1]
        assert "2,1 meter" in found["dybden"][1]
        assert found["dybden"][2] is AnchorState.PLACED
        assert len(hall.store.read(meetings.meeting_rows)) == 2
        assert hall.store.check() == ()

    check()
    sync(hall, root)
    check()
    # And back again, where everything is as it was made.
    hall.backups.save(tmp_path / "tilbage.moedeklar")
    home.backups.restore(tmp_path / "tilbage.moedeklar", home.person)
    sync(home, root)
    assert {text: place[0] for text, place in where(home).items()}["herfra"] == "08:00"
    assert len(home.store.read(meetings.meeting_rows)) == 2


def test_notes_on_what_the_source_has_withdrawn_come_along(desks: tuple[Desk, Desk], tmp_path: Path) -> None:
    home, hall = desks
    root = tmp_path / "papirer"
    path = put(root / "aften.txt", EVENING.text())
    later = put(root / "senere.txt", replace(EVENING, day=(2027, 3, 9)).text())
    sync(home, root)
    home.notes.add_quote(item_id(home, "Uddybning af havnen i Havnholm", "16:00"), "2,1 meter", text="dybden")
    path.unlink()
    sync(home, root)
    sync(hall, root)
    hall.notes.add(item_id(hall, "Eventuelt", "16:00"), text="herfra")
    home.backups.save(tmp_path / "backup.moedeklar")
    hall.backups.restore(tmp_path / "backup.moedeklar", hall.person)
    found = where(hall)
    assert (found["dybden"][0], found["dybden"][2]) == ("16:00", AnchorState.UNPLACED)
    assert "2,1 meter" in found["dybden"][1]
    assert [row.withdrawn for row in hall.store.read(meetings.meeting_rows)] == [True, False]
    # The papers are there again: so is the note, on its words.
    put(path, EVENING.text())
    sync(hall, root)
    assert where(hall)["dybden"][2] is AnchorState.PLACED
    assert later.exists()


def test_a_backups_meeting_whose_id_is_anothers_here_does_not_mix_with_it(
    desks: tuple[Desk, Desk], tmp_path: Path
) -> None:
    """Of two meetings of a day one computer saw the one first and the other computer only the other."""
    home, hall = desks
    root = tmp_path / "papirer"
    evening = put(root / "aften.txt", EVENING.text())
    sync(home, root)
    home.notes.add(item_id(home, "Godkendelse af dagsorden", "16:00"), text="aften")
    home.notes.add_quote(item_id(home, "Uddybning af havnen i Havnholm", "16:00"), "2,1 meter", text="dybden")
    home.backups.save(tmp_path / "backup.moedeklar")
    evening.unlink()
    put(root / "morgen.txt", BUDGET.text())
    sync(hall, root)
    hall.notes.add(item_id(hall, "Budget 2028", "08:00"), text="herfra")
    before = hall.store.read(meetings.meeting_rows)
    hall.backups.restore(tmp_path / "backup.moedeklar", hall.person)
    assert hall.store.read(meetings.meeting_rows) == before
    assert {note.text: note.state for note in hall.notes.list()} == {
        "aften": AnchorState.UNPLACED, "dybden": AnchorState.UNPLACED, "herfra": AnchorState.PLACED,
    }  # fmt: skip
    put(evening, EVENING.text())
    sync(hall, root)
    found = where(hall)
    assert {text: place[0] for text, place in found.items()} == {"aften": "16:00", "dybden": "16:00", "herfra": "08:00"}
    assert found["dybden"][2] is AnchorState.PLACED
