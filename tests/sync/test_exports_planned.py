"""Planned meetings that records of an export announce."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from moedeklar.model.agenda import MeetingKind
from moedeklar.model.moments import FixedClock
from moedeklar.model.reports import RunReport
from moedeklar.pdf.client import PdfClient
from moedeklar.sources.exports import source as module
from moedeklar.sources.exports.source import ExportSource
from moedeklar.store import journal
from moedeklar.store.store import Store
from moedeklar.sync import engine
from tests.fakes.exports import AGENDA, HARBOUR, manifest, put
from tests.sync.test_engine import rows, view

Sync = Callable[..., RunReport]
NOW = datetime(2027, 2, 3, 6, 42, tzinfo=UTC)


@pytest.fixture
def sync(store: Store, root: Path, pdf: PdfClient) -> Sync:
    def run(now: datetime = NOW, **options: object) -> RunReport:
        source = ExportSource("src-x", root, (), FixedClock(now))
        return engine.run(source, store, lambda: pdf, store.clock, **options)  # type: ignore[arg-type]

    return run


def told(store: Store) -> list[tuple[str, str, MeetingKind | None, bool]]:
    return [(row.committee, row.start.isoformat(), row.kind, row.withdrawn) for row in rows(store)]


def field(name: str, value: str) -> str:
    return f'<field name="{name}">{value}</field>'


def upcoming(*dates: str, place: str = "????") -> str:
    tables = "".join(
        f'<table name="upcomingmeeting"><fields>{field("name", "HU")}{field("date", date)}'
        f"{field('finish', date.replace('16:', '18:'))}{field('location', place)}</fields></table>"
        for date in dates
    )
    return f'<table name="upcomingmeetings">{tables}</table>'


def step(committee: str, planned: str, held: str = "01-01-0001 00:00:00") -> str:
    return (
        f"<AgendaItem><Name>Havnen</Name><Committee>{committee}</Committee>"
        f"<PlannedMeetingDate>{planned}</PlannedMeetingDate><MeetingDate>{held}</MeetingDate></AgendaItem>"
    )


def acadre(root: Path, *dates: str, at: float = 1_800_000_000) -> None:
    put(root / "XML_1.xml", manifest({"xmlfilename": "1.xml", "filesfolder": "Files_1", "type": "1", "publish": "1"}))
    put(root / "Files_1" / "1.XML", AGENDA.but(extra=upcoming(*dates)).acadre(), at=at)


PLANNED, REAL = MeetingKind.PLANNED, MeetingKind.AGENDA
OWN = ("Havneudvalget", "2027-02-09T16:00", REAL, False)


def test_acadre_tells_of_the_committees_later_meetings(sync: Sync, root: Path, store: Store) -> None:
    acadre(root, "02-02-2027 16:00:00", "09-03-2027 16:00:00", "13-04-2027 16:00:00")
    assert sync().failed == ()
    assert told(store) == [
        OWN,
        ("Havneudvalget", "2027-03-09T16:00", PLANNED, False),
        ("Havneudvalget", "2027-04-13T16:00", PLANNED, False),
    ]
    assert (rows(store)[1].place, rows(store)[1].end.isoformat()) == (None, "2027-03-09T18:00")
    assert view(store, 1).items == ()
    again = sync()
    assert (again.new, again.changed, again.unchanged, again.withdrawn) == (0, 0, 3, 0)


def test_the_agenda_takes_the_place_of_what_was_announced(sync: Sync, root: Path, store: Store) -> None:
    acadre(root, "09-03-2027 16:00:00")
    sync()
    real = AGENDA.but(when="09-03-2027 16:00", meeting="27", agenda="33", extra="")
    put(root / "XML_2.xml", manifest({"xmlfilename": "2.xml", "filesfolder": "Files_2", "type": "1", "publish": "1"}))
    put(root / "Files_2" / "2.XML", real.acadre())
    sync()
    assert told(store) == [OWN, ("Havneudvalget", "2027-03-09T16:00", REAL, False)]


def test_what_is_announced_no_more_is_withdrawn_and_what_was_is_kept(sync: Sync, root: Path, store: Store) -> None:
    acadre(root, "16-02-2027 16:00:00", "09-03-2027 16:00:00", "13-04-2027 16:00:00")
    sync()
    acadre(root, "16-02-2027 16:00:00", "13-04-2027 16:00:00", at=1_800_000_100)
    sync()
    assert [(start[:10], gone) for _, start, _, gone in told(store)] == [
        ("2027-02-09", False),
        ("2027-02-16", False),
        ("2027-03-09", True),
        ("2027-04-13", False),
    ]
    sync(datetime(2027, 3, 1, tzinfo=UTC))
    assert [gone for *_, gone in told(store)] == [False, False, True, False]


def test_edoc_tells_where_its_cases_go_and_not_of_the_meeting_itself(sync: Sync, root: Path, store: Store) -> None:
    extra = (
        step("Havneudvalget", "09-02-2027 16:00:00", "09-02-2027 16:00:00")
        + step("Byrådet", "02-03-2027 17:00:00")
        + step("Økonomiudvalget", "23-02-2027 08:30:00", "24-02-2027 08:30:00")
        + step("", "23-02-2027 08:30:00")
        + step("Byrådet", "01-01-0001 00:00:00")
        + step("Byrådet", "12-01-2027 17:00:00")
    )
    put(
        root / "eDocAgendaPublishing.xml",
        AGENDA.but(points=(HARBOUR.but(extra=extra), HARBOUR.but(extra=extra))).edoc(),
    )
    assert sync().failed == ()
    assert told(store) == [
        OWN,
        ("Økonomiudvalget", "2027-02-24T08:30", PLANNED, False),
        ("Byrådet", "2027-03-02T17:00", PLANNED, False),
    ]


def test_a_record_is_looked_at_once_while_it_stays_as_it_is(
    sync: Sync, root: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    before = module.read_planned

    def look(its_format: object, data: bytes) -> object:
        looked.append("one")
        return before(its_format, data)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "read_planned", look)
    acadre(root, "09-03-2027 16:00:00")
    sync()
    sync()
    assert len(looked) == 1
    acadre(root, "09-03-2027 16:00:00", "13-04-2027 16:00:00", at=1_800_000_100)
    sync()
    assert len(looked) == 2
    # Old records announce nothing that is still to come.
    acadre(root, "13-04-2027 16:00:00", at=1_700_000_000)
    sync()
    assert len(looked) == 2


def test_a_record_that_is_half_written_or_a_memory_that_is_broken(sync: Sync, root: Path, store: Store) -> None:
    acadre(root, "09-03-2027 16:00:00")
    whole = (root / "Files_1" / "1.XML").read_bytes()
    put(root / "Files_1" / "1.XML", whole[: len(whole) // 2])
    assert [problem.code for problem in sync().notices] == ["export_unfinished"]
    assert told(store) == []
    put(root / "Files_1" / "1.XML", whole, at=1_800_000_100)
    sync()
    assert len(told(store)) == 2
    for cursor in ("vrøvl", "[]", '{"reader": 0, "records": {"a": 1}}', '{"reader": 1}'):
        listed = ExportSource("src-x", root, (), FixedClock(NOW)).discover(lambda: False, cursor).documents
        assert sum(one.ref.startswith("planned:") for one in listed) == 1
    assert store.read(lambda db: journal.position(db, "src-x")) is not None


def test_without_a_clock_only_files_are_listed(root: Path) -> None:
    acadre(root, "09-03-2027 16:00:00")
    assert {one.ref for one in ExportSource("src-x", root).discover(lambda: False).documents} == {
        "Files_1/1.XML",
        "XML_1.xml",
    }
