"""A calendar as a source, through the engine: what is new, what goes, what is asked for again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from moedeklar.model.agenda import MeetingKind
from moedeklar.model.errors import DocumentError, ParseError
from moedeklar.model.moments import FixedClock
from moedeklar.model.reports import RunReport
from moedeklar.sources.base import RemoteDocument, Use
from moedeklar.sources.http.client import HttpClient
from moedeklar.sources.ical import source as module
from moedeklar.sources.ical.places import CalendarFeed, CalendarFile, web_address
from moedeklar.sources.ical.source import ICalSource
from moedeklar.store.store import Store
from moedeklar.sync import engine
from moedeklar.sync.choice import Choice
from tests.sources.ical.writing import calendar, event
from tests.support.stating import Stating, agenda
from tests.support.web import Page, WebServer
from tests.sync.test_engine import rows

SAMPLE = Path("../shared/formats/samples/chi_low_income_housing_trust_fund.ics")
NOW = datetime(2027, 2, 3, 6, 42, tzinfo=UTC)
FEBRUARY, MARCH = event("20270209T160000"), event("20270309T160000", uid="2@nordlund", title="Byrådsmøde")
Sync = Callable[..., RunReport]


def no_pdf():
    raise AssertionError("a calendar needs no PDF process")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "kalender.ics"


@pytest.fixture
def sync(store: Store, file: Path) -> Sync:
    def run(now: datetime = NOW, **options: object) -> RunReport:
        source = ICalSource("src-cal", CalendarFile(file), FixedClock(now))
        return engine.run(source, store, no_pdf, store.clock, **options)  # type: ignore[arg-type]

    return run


@pytest.fixture
def server() -> Iterator[WebServer]:
    with WebServer({}) as made:
        yield made


def told(store: Store) -> list[tuple[str, str, bool]]:
    return [(row.committee, row.start.isoformat(), row.withdrawn) for row in rows(store)]


def counted(report: RunReport) -> tuple[int, int, int, int]:
    return report.new, report.changed, report.unchanged, report.withdrawn


def test_events_are_planned_meetings_and_nothing_new_is_nothing(sync: Sync, file: Path, store: Store) -> None:
    file.write_bytes(calendar(FEBRUARY, MARCH))
    assert counted(sync()) == (2, 0, 0, 0)
    assert told(store) == [("Havneudvalget", "2027-02-09T16:00", False), ("Byrådet", "2027-03-09T16:00", False)]
    assert {row.kind for row in rows(store)} == {MeetingKind.PLANNED}
    assert counted(sync()) == (0, 0, 2, 0)
    # Written anew with the same events.
    file.write_bytes(calendar(FEBRUARY, MARCH, head=("X-PUBLISHED-TTL:PT1H",)))
    assert counted(sync()) == (0, 0, 2, 0)


def test_what_moves_changes_and_what_goes_or_is_cancelled_is_withdrawn(sync: Sync, file: Path, store: Store) -> None:
    file.write_bytes(calendar(FEBRUARY, MARCH))
    sync()
    ids = [row.id for row in rows(store)]
    file.write_bytes(calendar(event("20270216T170000", "SEQUENCE:1"), [*MARCH[:-1], "STATUS:CANCELLED", "END:VEVENT"]))
    assert counted(sync()) == (0, 1, 0, 1)
    assert told(store) == [("Havneudvalget", "2027-02-16T17:00", False), ("Byrådet", "2027-03-09T16:00", True)]
    assert [row.id for row in rows(store)] == ids
    file.write_bytes(calendar(event("20270216T170000", "SEQUENCE:1"), MARCH))
    sync()
    assert [gone for *_, gone in told(store)] == [False, False]


def test_what_was_is_not_gone_when_the_calendar_forgets_it(sync: Sync, file: Path, store: Store) -> None:
    file.write_bytes(calendar(FEBRUARY, MARCH))
    sync()
    file.write_bytes(calendar(MARCH))
    sync(datetime(2027, 2, 20, tzinfo=UTC))
    assert [gone for *_, gone in told(store)] == [False, False]
    # Nor when it is out of the months that are looked at; and what comes into them is new.
    file.write_bytes(calendar(MARCH, event("20290109T160000", uid="3")))
    sync(datetime(2027, 6, 20, tzinfo=UTC))
    assert told(store)[1:] == [("Byrådet", "2027-03-09T16:00", False)]
    sync(datetime(2027, 7, 20, tzinfo=UTC))
    assert told(store)[1:] == [("Byrådet", "2027-03-09T16:00", False), ("Havneudvalget", "2029-01-09T16:00", False)]


def test_most_of_it_gone_waits_for_a_person(sync: Sync, file: Path, store: Store) -> None:
    file.write_bytes(calendar(*(event(f"202703{day:02}T160000", uid=str(day)) for day in range(1, 11))))
    sync()
    file.write_bytes(calendar(event("20270301T160000", uid="1")))
    report = sync()
    assert [problem.code for problem in report.attention] == ["mostly_gone"]
    assert not any(gone for *_, gone in told(store))
    sync(accept=True)
    assert sum(gone for *_, gone in told(store)) == 9


def test_an_empty_calendar_waits_for_a_person_unless_all_of_it_is_past(sync: Sync, file: Path, store: Store) -> None:
    file.write_bytes(calendar(FEBRUARY))
    sync()
    file.write_bytes(calendar())
    assert [problem.code for problem in sync().attention] == ["listing_empty"]
    report = sync(datetime(2027, 2, 10, 9, tzinfo=UTC))
    assert (report.attention, told(store)) == ((), [("Havneudvalget", "2027-02-09T16:00", False)])


def test_a_calendar_that_is_away_broken_or_half_written_withdraws_nothing(sync: Sync, file: Path, store: Store) -> None:
    whole = calendar(FEBRUARY, MARCH)
    file.write_bytes(whole)
    sync()
    for data, code in (
        (None, "calendar_missing"),
        (whole[:-6], "calendar_unfinished"),
        (b"<html>", "calendar_none"),
        (b"", "calendar_none"),
    ):
        file.unlink() if data is None else file.write_bytes(data)
        assert [problem.code for problem in sync().failed] == [code]
        assert [gone for *_, gone in told(store)] == [False, False]
    file.write_bytes(whole)
    assert counted(sync()) == (0, 0, 2, 0)
    # One event that can't be read is not gone either.
    file.write_bytes(calendar(FEBRUARY, [line.replace("SUMMARY", "DURATION:x\r\nSUMMARY") for line in MARCH]))
    sync()
    assert [gone for *_, gone in told(store)] == [False, False]


def test_a_calendar_of_many_years_tells_of_the_months_around(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "EVENTS", 30)
    old = [event(f"{year}{month:02}09T160000", uid=f"{year}-{month}") for year in range(2007, 2027) for month in (1, 5)]
    new = [event(f"2027{month:02}09T160000", uid=str(month)) for month in range(1, 13)]
    file.write_bytes(calendar(*old, *new))
    source = ICalSource("src-cal", CalendarFile(file), FixedClock(NOW))
    listing = source.discover(lambda: False)
    assert ([one.ref[:7] for one in listing.documents], listing.skipped) == ([f"2027-{n:02}" for n in range(1, 13)], ())
    monkeypatch.setattr(module, "EVENTS", 10)
    listing = source.discover(lambda: False)
    assert (len(listing.documents), [one.code for one in listing.skipped]) == (10, ["calendar_too_many"])


def test_only_the_committees_that_were_chosen(file: Path, store: Store) -> None:
    file.write_bytes(calendar(FEBRUARY, MARCH, event("20270310T160000", uid="3", title="Kontoret er lukket")))
    source = ICalSource("src-cal", CalendarFile(file), FixedClock(NOW), ("Byrådet",))
    engine.run(source, store, no_pdf, store.clock, choice=Choice(("Byrådet",)))
    assert told(store) == [("Byrådet", "2027-03-09T16:00", False)]


def test_the_agenda_of_another_source_takes_the_place_and_survives_the_calendar(
    sync: Sync, file: Path, store: Store
) -> None:
    file.write_bytes(calendar(FEBRUARY, MARCH))
    sync()
    real = Stating("src-real")
    real.meetings["a"] = agenda("2027-02-09T17:00")
    engine.run(real, store, no_pdf, store.clock)
    file.write_bytes(calendar(MARCH))
    sync()
    shown = [(row.kind, row.committee, row.withdrawn) for row in rows(store)]
    assert shown == [(MeetingKind.AGENDA, "Havneudvalget", False), (MeetingKind.PLANNED, "Byrådet", False)]


def test_a_feed_that_is_as_it_was_costs_one_request(server: WebServer, store: Store) -> None:
    def run(now: datetime = NOW) -> RunReport:
        client = HttpClient(server.url)
        source = ICalSource("src-cal", CalendarFeed(f"{server.url}/k.ics", client, NOW), FixedClock(now))
        try:
            return engine.run(source, store, no_pdf, store.clock)
        finally:
            source.close()

    server.pages["/k.ics"] = Page(calendar(FEBRUARY, MARCH), "text/calendar")
    assert counted(run()) == (2, 0, 0, 0)
    server.asked.clear()
    assert counted(run())[:2] == (0, 0)
    assert [one.headers.get("if-none-match") for one in server.asked] == [server.pages["/k.ics"].tag]
    assert [gone for *_, gone in told(store)] == [False, False]
    # A new month brings new days into sight: it is read again.
    server.asked.clear()
    run(NOW + timedelta(days=31))
    assert [one.headers.get("if-none-match") for one in server.asked] == [None]
    server.pages["/k.ics"] = Page(calendar(MARCH), "text/calendar")
    assert run().withdrawn == 1
    server.pages["/k.ics"] = Page.html("<p>Log ind</p>")
    assert [problem.code for problem in run().failed] == ["calendar_none"]
    server.pages["/k.ics"] = Page(b"", status=410)
    assert len(run().failed) == 1
    assert told(store)[1] == ("Byrådet", "2027-03-09T16:00", False)


def test_what_an_earlier_run_was_told_of_is_had_again(file: Path) -> None:
    file.write_bytes(calendar(FEBRUARY))
    source = ICalSource("src-cal", CalendarFile(file), FixedClock(NOW))
    (document,) = source.discover(lambda: False).documents
    later = ICalSource("src-cal", CalendarFile(file), FixedClock(NOW))
    assert later.open(document.ref).read() == source.open(document.ref).read()
    with pytest.raises(DocumentError, match="vanished"):
        later.open("2027-02-09/andet")
    for data in (b"", b"{}", b'{"committee": 1}', b"[]"):
        with pytest.raises(ParseError):
            later.record(RemoteDocument("a", 0, NOW, Use.RECORD), data)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("webcal://nordlund.example/k.ics", "https://nordlund.example/k.ics"),
        ("WEBCAL://nordlund.example/k.ics", "https://nordlund.example/k.ics"),
        ("http://intranet/k.ics", "http://intranet/k.ics"),
        ("/home/ida/k.ics", None),
        ("C:\\Kalendere\\k.ics", None),
        ("file:///etc/passwd", None),
    ],
)
def test_what_is_an_address(typed: str, address: str | None) -> None:
    assert web_address(typed) == address


@pytest.mark.skipif(not SAMPLE.exists(), reason="the shared samples are not here")
def test_a_real_calendar(store: Store) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    blocks = re.findall(r"BEGIN:VEVENT(.*?)END:VEVENT", text, re.DOTALL)
    days = sorted(re.search(r"DTSTART[^:]*:(\d{8})", block)[1] for block in blocks)  # type: ignore[index]
    source = ICalSource("src-cal", CalendarFile(SAMPLE), FixedClock(datetime(2024, 5, 15, tzinfo=UTC)))
    report = engine.run(source, store, no_pdf, store.clock)
    assert (report.new, report.failed, report.skipped) == (len(blocks), (), ())
    assert sorted(row.start.isoformat()[:10].replace("-", "") for row in rows(store)) == days
    timed = sum(re.search(r"DTSTART[^:]*:\d{8}T", block) is not None for block in blocks)
    assert sum(row.start.clock is not None for row in rows(store)) == timed > 0
