"""Planned meetings: kept before there is an agenda, one with the real meeting once that comes, wherever from."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from moedeklar.member.requests import Requests
from moedeklar.member.undo import Undo
from moedeklar.model.agenda import MeetingKind
from moedeklar.model.changes import ChangeSet
from moedeklar.model.moments import LocalStart
from moedeklar.model.reports import RunReport
from moedeklar.model.requests import RequestDraft
from moedeklar.pdf.client import PdfClient
from moedeklar.store import meetings, sources
from moedeklar.store.store import Store
from moedeklar.sync import engine
from tests.support.stating import Stating, agenda, planned
from tests.sync.test_engine import rows, view

Sync = Callable[..., RunReport]
DAY = "2027-02-09"


def no_pdf():
    raise AssertionError("a record needs no PDF process")


@pytest.fixture
def sync(store: Store) -> Sync:
    return lambda source: engine.run(source, store, no_pdf, store.clock)


@pytest.fixture
def source() -> Stating:
    return Stating()


@pytest.fixture
def calendar() -> Stating:
    return Stating("src-cal")


def told(store: Store) -> list[tuple[str, str, str | None, int]]:
    return [(r.committee, r.start.isoformat(), r.kind and r.kind.value, r.items) for r in rows(store)]


def test_a_planned_meeting_is_a_meeting_without_an_agenda(sync: Sync, source: Stating, store: Store) -> None:
    end = LocalStart.parse(f"{DAY}T18:30")
    source.meetings["a"] = planned(f"{DAY}T16:00", place="Askeby Rådhus", end=end, title="Budgetseminar")
    report = sync(source)
    assert (report.new, report.skipped, report.failed) == (1, (), ())
    (row,) = rows(store)
    assert row.is_planned
    assert (row.committee, row.place, row.end, row.title, row.items) == (
        *("Havneudvalget", "Askeby Rådhus", end, "Budgetseminar"),
        0,
    )
    shown = view(store)
    assert (shown.items, shown.content.kind, shown.content.end) == ((), MeetingKind.PLANNED, end)
    assert sync(source).unchanged == 1


def test_without_items_only_a_planned_meeting_is_one(sync: Sync, source: Stating, store: Store) -> None:
    source.meetings["a"] = agenda(DAY).__class__(MeetingKind.AGENDA, "Havneudvalget")
    assert [p.code for p in sync(source).skipped] == ["no_agenda"]
    assert rows(store) == ()


@pytest.mark.parametrize("clock", ["T16:00", "T17:30", ""])
@pytest.mark.parametrize("own", [True, False])
def test_the_agenda_takes_the_place_of_the_plan(
    sync: Sync, source: Stating, calendar: Stating, store: Store, clock: str, own: bool
) -> None:
    plans = source if own else calendar
    plans.meetings["plan"] = planned(f"{DAY}T16:00", place="Askeby Rådhus", end=LocalStart.parse(f"{DAY}T18:00"))
    sync(plans)
    (before,) = rows(store)
    source.meetings["real"] = agenda(DAY + clock)
    sync(source)
    (row,) = rows(store)
    assert (row.kind, row.items, row.place) == (MeetingKind.AGENDA, 1, "Askeby Rådhus")
    assert [v.kind for v in row.versions] == [MeetingKind.AGENDA]
    assert row.source_id == source.id
    # Whoever knows the plan by its id is led to the meeting.
    found = store.read(lambda db: meetings.meeting_view(db, before.id))
    assert (found.row.id, found.row.place, len(found.items)) == (row.id, "Askeby Rådhus", 1)
    if clock == "T16:00":
        assert (row.end, found.row.end) == (LocalStart.parse(f"{DAY}T18:00"),) * 2
    # The same in the other order.
    del plans.meetings["plan"]
    sync(plans)
    plans.meetings["plan"] = planned(f"{DAY}T16:00", title="nu med navn")
    sync(plans)
    assert [(r.id, r.kind) for r in rows(store)] == [(row.id, MeetingKind.AGENDA)]


def test_a_plan_withdraws_nothing_and_stands_again_when_the_agenda_goes(
    sync: Sync, source: Stating, calendar: Stating, store: Store
) -> None:
    calendar.meetings["plan"] = planned(f"{DAY}T16:00")
    source.meetings["real"] = agenda(f"{DAY}T16:00")
    sync(calendar)
    sync(source)
    plan = calendar.meetings.pop("plan")
    sync(calendar)
    assert told(store) == [("Havneudvalget", f"{DAY}T16:00", "agenda", 1)]
    assert not rows(store)[0].withdrawn
    calendar.meetings["plan"] = plan
    sync(calendar)
    del source.meetings["real"]
    source.meetings["andet"] = agenda("2027-05-01", committee="Andet")
    sync(source)
    shown = [(row.kind, row.withdrawn) for row in rows(store)]
    assert sorted(shown, key=str) == sorted(
        [(MeetingKind.AGENDA, False), (MeetingKind.AGENDA, True), (MeetingKind.PLANNED, False)], key=str
    )


def test_two_meetings_of_a_day_are_two_and_each_agenda_finds_its_own(
    sync: Sync, source: Stating, calendar: Stating, store: Store
) -> None:
    for plans in (source, calendar):
        plans.meetings["morgen"] = planned(f"{DAY}T10:00")
        plans.meetings["aften"] = planned(f"{DAY}T16:00")
        sync(plans)
    assert told(store) == [("Havneudvalget", f"{DAY}T{clock}", "planned", 0) for clock in ("10:00", "16:00")]
    source.meetings["real"] = agenda(f"{DAY}T16:00")
    sync(source)
    assert [(start[-5:], kind) for _, start, kind, _ in told(store)] == [("10:00", "planned"), ("16:00", "agenda")]


def test_two_municipalities_committees_are_not_one(
    sync: Sync, source: Stating, calendar: Stating, store: Store
) -> None:
    calendar.meetings["plan"] = planned(f"{DAY}T16:00", municipality="Askeby")
    source.meetings["real"] = agenda(f"{DAY}T16:00", municipality="Nordlund")
    sync(calendar)
    sync(source)
    assert len(rows(store)) == 2


def test_a_plan_without_municipality_is_of_the_one_that_the_committee_has(
    sync: Sync, source: Stating, calendar: Stating, store: Store
) -> None:
    source.meetings["real"] = agenda(f"{DAY}T16:00", municipality="Nordlund")
    calendar.meetings["plan"] = planned("2027-03-09T16:00")
    sync(calendar)
    sync(source)
    assert [row.municipality for row in rows(store)] == ["Nordlund", "Nordlund"]
    assert len(store.read(lambda db: meetings.meeting_rows(db, "havneudvalget"))) == 2


def test_a_plan_that_calls_the_committee_in_another_form_is_of_it(
    sync: Sync, source: Stating, calendar: Stating, store: Store, pdf: PdfClient
) -> None:
    source.meetings["real"] = agenda(f"{DAY}T16:00", committee="Byråd 2026-2029")
    calendar.meetings = {"a": planned(f"{DAY}T17:00", "Byrådet"), "b": planned("2027-03-09T17:00", "Byrådet")}
    sync(calendar)
    plans = rows(store)
    assert {row.committee for row in plans} == {"Byrådet"}
    sync(source)
    assert told(store) == [("Byråd", f"{DAY}T16:00", "agenda", 1), ("Byråd", "2027-03-09T17:00", "planned", 0)]
    real, later = rows(store)
    assert store.read(lambda db: meetings.meeting_rows(db, "byråd")) == (real, later)
    assert store.read(lambda db: meetings.meeting_view(db, plans[0].id)).row.id == real.id
    requests = Requests(store, pdf, Undo())
    assert requests.deadline("Byråd", later.id).meeting_day.isoformat() == "2027-03-09"
    assert requests.deadline("Byråd").meeting_id in {real.id, later.id}
    # Two bodies whose papers have either form stay two.
    source.meetings["other"] = agenda(f"{DAY}T10:00", committee="Byrådet")
    sync(source)
    assert [row.committee for row in rows(store)] == ["Byrådet", "Byråd", "Byrådet"]


@pytest.mark.parametrize("meeting_id", ["", "42"])
def test_a_plan_that_moves_is_the_same_meeting(sync: Sync, source: Stating, store: Store, meeting_id: str) -> None:
    source.meetings["a"] = planned(f"{DAY}T16:00", meeting_id=meeting_id)
    sync(source)
    (before,) = rows(store)
    source.meetings["a"] = planned("2027-02-11T17:00", meeting_id=meeting_id, place="Kantinen")
    report = sync(source)
    (row,) = rows(store)
    assert (row.id, row.start.isoformat(), row.place) == (before.id, "2027-02-11T17:00", "Kantinen")
    assert (report.new, report.changed, report.withdrawn) == (0, 1, 0)
    assert len(row.versions) == 1


def test_by_the_systems_id_an_agenda_is_the_planned_meeting_on_another_day(
    sync: Sync, source: Stating, store: Store
) -> None:
    source.meetings["a"] = planned(f"{DAY}T16:00", meeting_id="42")
    sync(source)
    (before,) = rows(store)
    source.meetings = {"b": agenda("2027-02-16T16:00", meeting_id="42")}
    assert (sync(source).changed, told(store)) == (1, [("Havneudvalget", "2027-02-16T16:00", "agenda", 1)])
    assert rows(store)[0].id == before.id


def test_an_agenda_that_is_taken_back_leaves_the_plan_and_its_items_as_gone(
    sync: Sync, source: Stating, store: Store
) -> None:
    source.meetings = {"a": planned(f"{DAY}T16:00", meeting_id="42"), "b": agenda(f"{DAY}T16:00", meeting_id="42")}
    sync(source)
    (item,) = view(store).item_ids
    del source.meetings["b"]
    sync(source)
    (row,) = rows(store)
    assert (row.is_planned, row.withdrawn, row.items) == (True, False, 0)
    assert [(v.kind, v.withdrawn) for v in row.versions] == [
        (MeetingKind.AGENDA, True),
        (MeetingKind.PLANNED, False),
    ]
    shown = view(store)
    assert [(one.title, one.removed) for one in shown.items] == [("Uddybning af havnen", True)]
    assert shown.version.kind is MeetingKind.PLANNED
    source.meetings["b"] = agenda(f"{DAY}T16:00", meeting_id="42")
    sync(source)
    assert [(row.kind, row.items) for row in rows(store)] == [(MeetingKind.AGENDA, 1)]
    assert view(store).item_ids == (item,)


def test_a_request_for_a_planned_meeting_is_for_the_real_one(
    sync: Sync, source: Stating, calendar: Stating, store: Store, pdf: PdfClient
) -> None:
    requests = Requests(store, pdf, Undo())
    calendar.meetings["plan"] = planned(f"{DAY}T16:00")
    sync(calendar)
    (plan,) = rows(store)
    deadline = requests.deadline("Havneudvalget")
    assert (deadline.meeting_id, deadline.meeting_day.isoformat()) == (plan.id, DAY)
    made = requests.new(RequestDraft(committee="Havneudvalget", title="Bedre bro", meeting_id=plan.id))
    source.meetings["real"] = agenda(f"{DAY}T17:00")
    sync(source)
    (real,) = rows(store)
    assert real.id != plan.id
    assert requests.deadline("Havneudvalget").meeting_id == real.id
    (row,) = requests.list()
    assert (row.request.id, row.request.draft.meeting_id, row.deadline.meeting_id) == (made.id, real.id, real.id)
    assert row.meeting_start.isoformat() == f"{DAY}T17:00"


def test_a_plan_of_a_source_that_was_removed_is_shown_nowhere(sync: Sync, source: Stating, store: Store) -> None:
    now = store.clock.now()
    added = store.write(lambda db: (sources.add(db, "stating", "Kalender", "x", {}, now), ChangeSet()))
    calendar = Stating(added.id)
    calendar.meetings = {"plan": planned(f"{DAY}T16:00"), "later": planned("2027-03-09T16:00")}
    sync(calendar)
    store.write(lambda db: (sources.remove(db, added.id, now), ChangeSet()))
    source.meetings["real"] = agenda(f"{DAY}T17:00")
    sync(source)
    assert told(store) == [("Havneudvalget", f"{DAY}T17:00", "agenda", 1)]
