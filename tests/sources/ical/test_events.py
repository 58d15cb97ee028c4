"""Events as meetings: times, repetitions, exceptions, cancellations, and everything that can be wrong with them."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime

import pytest

from moedeklar.model.errors import Cancelled, SourceError
from moedeklar.sources.ical.events import Occurrence, Occurrences
from moedeklar.sources.ical.lines import take_apart
from tests.sources.ical.writing import ZONE, calendar, event

FIRST, LAST = date(2027, 1, 1), date(2028, 8, 31)


def read(data: bytes) -> tuple[list[Occurrence], list[str]]:
    reading = Occurrences(take_apart(data, 20_000), FIRST, LAST)
    found = sorted(reading.read(lambda: False), key=lambda one: one.start)
    return found, [problem.code for problem in reading.problems]


def starts(*events: list[str], head: tuple[str, ...] = ()) -> list[str]:
    found, problems = read(calendar(*events, head=head))
    assert problems == []
    return [one.start.isoformat() for one in found]


@pytest.mark.parametrize(
    ("start", "more", "told"),
    [
        ("20270209T160000", ("DTEND:20270209T183000",), ("2027-02-09T16:00", "2027-02-09T18:30")),
        ("20270209T150000Z", ("DURATION:PT2H",), ("2027-02-09T16:00", "2027-02-09T18:00")),
        ("20270709T140000Z", (), ("2027-07-09T16:00", None)),
        (";TZID=Europe/Copenhagen:20270209T160000", (), ("2027-02-09T16:00", None)),
        (';TZID="W. Europe Standard Time":20270209T160000', (), ("2027-02-09T16:00", None)),
        (";TZID=Nordlund:20270709T160000", (), ("2027-07-09T16:00", None)),
        (";TZID=Ukendt/Sted:20270709T160000", (), ("2027-07-09T16:00", None)),
        (";VALUE=DATE:20270209", ("DTEND;VALUE=DATE:20270210",), ("2027-02-09", None)),
        (";VALUE=DATE:20270209", ("DTEND;VALUE=DATE:20270212",), ("2027-02-09", "2027-02-11")),
        (";TZID=Romance Standard Time:20270709T160000", (), ("2027-07-09T16:00", None)),
        (";TZID=/freeassociation.sourceforge.net/Europe/Copenhagen:20270709T160000", (), ("2027-07-09T16:00", None)),
        (";TZID=/example.org/America/Argentina/Ushuaia:20270209T090000", (), ("2027-02-09T09:00", None)),
        (";TZID=(UTC+01:00) Brussels\\, Copenhagen:20270209T160000", (), ("2027-02-09T16:00", None)),
        (';TZID="(UTC+01:00) Brussels, Copenhagen":20270209T160000', (), ("2027-02-09T16:00", None)),
        ("2027-02-09T16:00:00", ("DTEND:2027-02-09T18:30:00.000",), ("2027-02-09T16:00", "2027-02-09T18:30")),
        ("20270209T1600", (), ("2027-02-09T16:00", None)),
        ("20270209T160000+0100", (), ("2027-02-09T16:00", None)),
        (";TZID=Europe/Copenhagen:2027-07-09T14:00:00+00:00", (), ("2027-07-09T16:00", None)),
        ("20270209T240000", (), ("2027-02-10T00:00", None)),
        (";TZID=Europe/Copenhagen:20270209", (), ("2027-02-09", None)),
        ("20270209T160000", ("DTEND:20270209T996000",), ("2027-02-09T16:00", None)),
        ("20270209T160000", ("DTEND:noget",), ("2027-02-09T16:00", None)),
        ("20270209T160000", ("DTEND:20270209T150000",), ("2027-02-09T16:00", None)),
        ("20270209T233000", ("DTEND:20270210T003000",), ("2027-02-09T23:30", "2027-02-10T00:30")),
    ],
)
def test_when_it_is_on_the_municipalitys_own_clock(start: str, more: tuple[str, ...], told: tuple[str, str]) -> None:
    (one,), problems = read(calendar(event(start, *more), head=ZONE))
    assert problems == []
    assert (one.start.isoformat(), one.end and one.end.isoformat()) == told


def test_a_calendar_in_another_zone_is_read_on_the_clock_there() -> None:
    assert starts(event(";TZID=America/Chicago:20270209T083000")) == ["2027-02-09T08:30"]
    assert starts(event("20270209T150000Z"), head=("X-WR-TIMEZONE:Europe/London",)) == ["2027-02-09T15:00"]
    assert starts(event("20270209T150000Z"), head=("X-WR-TIMEZONE:Vrøvl/Sted",)) == ["2027-02-09T16:00"]
    # Programs say UTC where nobody told them where they are; no municipality lives by it.
    for zone in ("UTC", "Etc/UTC", "GMT"):
        assert starts(event("20270709T140000Z"), head=(f"X-WR-TIMEZONE:{zone}",)) == ["2027-07-09T16:00"]


def test_what_else_is_said_of_it() -> None:
    ((one,), _) = read(
        calendar(
            event(
                "20270209T160000",
                "LOCATION:Askeby Rådhus\\, sal 2",
                "CATEGORIES:Politik,Havn",
                "CATEGORIES:Åbent",
                "LAST-MODIFIED:20270104T090000Z",
                title="Møde i Havne-\r\n  udvalget\\; ekstra",
            )
        )
    )
    assert (one.title, one.place) == ("Møde i Havne- udvalget; ekstra", "Askeby Rådhus, sal 2")
    assert one.categories == ("Politik", "Havn", "Åbent")
    assert one.modified == datetime(2027, 1, 4, 9, tzinfo=UTC)


def test_letters_that_are_folded_in_the_middle_and_other_encodings() -> None:
    folded = calendar(event("20270209T160000", title="Rådet")).replace("å".encode(), b"\xc3\r\n \xa5")
    for data in (
        folded,
        calendar(event("20270209T160000", title="Rådet")).decode().encode("cp1252"),
        b"\xef\xbb\xbf" + calendar(event("20270209T160000", title="Rådet")),
        calendar(event("20270209T160000", title="Rådet")).decode().encode("utf-16"),
        calendar(event("20270209T160000", title="Rådet")).replace(b"\r\n", b"\n"),
        calendar(event("20270209T160000", title="Rådet")).replace(b"\r\n", b"\r"),
    ):
        assert [one.title for one in read(data)[0]] == ["Rådet"]


def test_repetitions_within_the_window_only() -> None:
    weekly = event("20200107T160000", "RRULE:FREQ=WEEKLY;BYDAY=TU;INTERVAL=4")
    found = starts(weekly)
    assert found[0] == "2027-01-26T16:00"
    assert len(found) == len({*found}) == 21
    assert found[-1] <= "2028-08-31"
    assert starts(event("20270105T160000", "RRULE:FREQ=WEEKLY;COUNT=3")) == [
        "2027-01-05T16:00",
        "2027-01-12T16:00",
        "2027-01-19T16:00",
    ]
    assert len(starts(event("20261222T160000", "RRULE:FREQ=WEEKLY;COUNT=4"))) == 2
    assert len(starts(event("20270105T160000", "RRULE:FREQ=WEEKLY;UNTIL=20270119T160000"))) == 3
    assert len(starts(event("20270105T160000", "RRULE:FREQ=WEEKLY;UNTIL=20270119T155900"))) == 2
    assert len(starts(event("20270105T160000", "RRULE:FREQ=MONTHLY;BYDAY=1TU"))) == 20
    assert len(starts(event(";VALUE=DATE:20270105", "RRULE:FREQ=WEEKLY;UNTIL=20270119"))) == 3
    assert len(starts(event("20270105T150000Z", "RRULE:FREQ=WEEKLY;UNTIL=20270119"))) == 3


def test_the_clock_stays_the_same_over_a_change_to_summer_time() -> None:
    weekly = event(";TZID=Europe/Copenhagen:20270323T160000", "RRULE:FREQ=WEEKLY;COUNT=2")
    assert starts(weekly) == ["2027-03-23T16:00", "2027-03-30T16:00"]


def test_exceptions_dates_beside_the_rule_and_one_that_was_moved() -> None:
    series = event("20270105T160000", "RRULE:FREQ=WEEKLY;COUNT=4", "EXDATE:20270112T160000", "RDATE:20270301T100000")
    moved = event("20270121T170000", "RECURRENCE-ID:20270119T160000", "LOCATION:Kantinen", title="Flyttet møde")
    gone = event("20270126T160000", "RECURRENCE-ID:20270126T160000", "STATUS:CANCELLED")
    found, problems = read(calendar(series, moved, gone))
    assert problems == []
    assert [(one.start.isoformat(), one.original, one.place) for one in found] == [
        ("2027-01-05T16:00", "2027-01-05", ""),
        ("2027-01-21T17:00", "2027-01-19", "Kantinen"),
        ("2027-03-01T10:00", "2027-03-01", ""),
    ]
    # Found again after the whole series was moved by an hour.
    later = event("20270105T170000", "RRULE:FREQ=WEEKLY;COUNT=4")
    assert [one.original for one in read(calendar(later))[0]] == [f"2027-01-{day}" for day in ("05", "12", "19", "26")]


def test_two_on_one_day_are_two() -> None:
    found, _ = read(calendar(event("20270105T090000", "RRULE:FREQ=DAILY;COUNT=1;BYHOUR=9,13")))
    assert [one.original for one in found] == ["2027-01-05", "2027-01-05T13:00"]


@pytest.mark.parametrize("how", [("STATUS:CANCELLED",), ("STATUS:cancelled",)])
def test_cancelled(how: tuple[str, ...]) -> None:
    assert starts(event("20270209T160000", *how)) == []
    assert starts(event("20270209T160000", "RRULE:FREQ=WEEKLY;COUNT=4", *how)) == []


def test_cancelled_in_the_title_or_with_the_whole_calendar() -> None:
    assert starts(event("20270209T160000", title="AFLYST: Møde i Havneudvalget")) == []
    for title in (
        "Havneudvalget - AFLYST",
        "Møde i Havneudvalget (aflyst)",
        "Annulleret: Havneudvalget",
        "UDGÅR – Havneudvalget",
        "Mødet i Havneudvalget er aflyst!",
        "Hafenausschuss; abgesagt",
    ):
        assert starts(event("20270209T160000", title=title)) == [], title
    for title in (
        "Orientering om aflyste møder",
        "Aflysninger i Havneudvalget",
        "Havneudvalget: hvad udgår af planen?",
    ):
        assert starts(event("20270209T160000", title=title)) == ["2027-02-09T16:00"], title
    assert starts(event("20270209T160000"), head=("METHOD:CANCEL",)) == []


def test_of_several_statements_the_newest_counts() -> None:
    old, new = event("20270209T160000", "SEQUENCE:1"), event("20270211T160000", "SEQUENCE:2")
    for events in ((old, new), (new, old)):
        assert starts(*events) == ["2027-02-11T16:00"]
    stamped = [event("20270209T160000", f"LAST-MODIFIED:2027010{n}T000000Z") for n in (1, 2)]
    assert starts(*stamped) == ["2027-02-09T16:00"]
    assert starts(new, event("20270211T160000", "SEQUENCE:3", "STATUS:CANCELLED")) == []


def test_events_without_a_name_or_with_one_for_all() -> None:
    nameless = [event(f"202702{day}T160000", uid=None) for day in ("09", "16")]
    assert starts(*nameless) == ["2027-02-09T16:00", "2027-02-16T16:00"]
    assert len({one.uid for one in read(calendar(*nameless))[0]}) == 2
    shared = [event(f"202702{day}T160000", uid="0") for day in ("09", "16", "23")]
    assert len(starts(*shared)) == 3
    assert len({one.uid for one in read(calendar(*shared))[0]}) == 3


ENDLESS = [
    "FREQ=SECONDLY",
    "FREQ=MINUTELY;COUNT=900000000",
    "FREQ=HOURLY;UNTIL=99991231T235959Z",
    "FREQ=DAILY;BYSECOND=" + ",".join(map(str, range(60))),
    "FREQ=DAILY;INTERVAL=0",
    "FREQ=DAILY;INTERVAL=-1",
    "FREQ=DAILY;INTERVAL=99999999999999999999",
    "FREQ=EASTERLY",
    "BYDAY=MO",
    "FREQ=WEEKLY;FREQ=SECONDLY",
    "FREQ=WEEKLY;RSCALE=HEBREW",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=5",
    "FREQ=DAILY;" + "BYDAY=MO;" * 400,
    "FREQ=WEEKLY;COUNT=0",
    "FREQ=WEEKLY;COUNT=-1",
]


@pytest.mark.parametrize("rule", ENDLESS)
def test_what_would_never_end_is_one_meeting_and_told(rule: str) -> None:
    begun = time.monotonic()
    found, problems = read(calendar(event("20270209T160000", f"RRULE:{rule}"), event("20270210T160000", uid="2")))
    assert time.monotonic() - begun < 2
    assert problems == ["event_endless"]
    assert [one.start.isoformat() for one in found] == ["2027-02-09T16:00", "2027-02-10T16:00"]


@pytest.mark.parametrize(
    ("start", "rule", "count"),
    [
        ("20270209T160000", "FREQ=DAILY;COUNT=999999999", 570),
        ("20270209T160000", "FREQ=DAILY;UNTIL=99991231T235959", 570),
        ("00010101T160000", "FREQ=DAILY", 0),
    ],
)
def test_rules_that_are_long_or_never_fit_end(start: str, rule: str, count: int) -> None:
    found, _ = read(calendar(event(start, f"RRULE:{rule}")))
    assert abs(len(found) - count) <= 1


@pytest.mark.parametrize(
    "broken",
    [
        ["BEGIN:VEVENT", "UID:x", "SUMMARY:uden tid", "END:VEVENT"],
        event("noget", uid="x"),
        event("20271345T990000", uid="x"),
        event("20270209T160000", "RECURRENCE-ID:vrøvl", uid="x")[:0] or event(";VALUE=DATE:", uid="x"),
    ],
)
def test_a_damaged_event_fails_alone(broken: list[str]) -> None:
    found, problems = read(calendar(broken, event("20270209T160000")))
    assert [one.start.isoformat() for one in found] == ["2027-02-09T16:00"]
    assert problems == ["event_unreadable"]


def test_lines_that_are_none_and_components_that_do_not_end() -> None:
    lines = ["BEGIN:VEVENT", "dette er ingen linje", ":", "UID:1", "BEGIN:VALARM", "TRIGGER:-PT15M", "SUMMARY:vækkeur"]
    lines += ["END:VALARM", "\x00\x01", "DTSTART:20270209T160000", "SUMMARY:Møde", "END:VEVENT", "END:VTODO"]
    ((one,), problems) = read(calendar(lines, ["BEGIN:VTODO", "DTSTART:20270210T160000"]))
    assert (one.title, problems) == ("Møde", [])


def test_a_calendar_that_is_none_or_not_whole() -> None:
    for data in (b"", b"<html><body>Kalender</body></html>", b"BEGIN:VEVENT\r\nEND:VEVENT\r\n", b"\x00" * 100):
        with pytest.raises(SourceError, match="calendar_none"):
            take_apart(data, 10)
    whole = calendar(event("20270209T160000"))
    for at in (len(whole) - 5, len(whole) // 2, 40):
        with pytest.raises(SourceError, match="calendar_unfinished"):
            take_apart(whole[:at], 10)


def test_long_lines_many_events_and_cancel() -> None:
    long = event("20270209T160000", "DESCRIPTION:" + "x" * 3_000_000, title="y" * 1_000_000)
    ((one,), _) = read(calendar(long))
    assert len(one.title) == 300
    many = calendar(*(event(f"2027{1 + n % 12:02}{1 + n % 28:02}T160000", uid=str(n)) for n in range(3000)))
    assert len(read(many)[0]) == 3000
    with pytest.raises(Cancelled):
        list(Occurrences(take_apart(many, 20_000), FIRST, LAST).read(lambda: True))


def test_only_so_many_series_as_patience_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("moedeklar.sources.ical.events.PATIENCE", -1.0)
    found, problems = read(calendar(event("20270209T160000", "RRULE:FREQ=DAILY"), event("20270209T160000", uid="2")))
    assert (len(found), problems) == (1, ["calendar_too_many"])
