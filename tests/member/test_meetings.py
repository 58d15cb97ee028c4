from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from moedeklar.member.outlook import committee_rows, is_over
from moedeklar.member.workspace import Workspace
from moedeklar.model.errors import NotFound
from moedeklar.model.moments import FixedClock, LocalStart, local_now
from moedeklar.model.requests import RequestDraft
from moedeklar.model.views import MeetingRow, News
from moedeklar.model.work import Place
from moedeklar.store.store import Store
from tests.sync.nordlund import AGENDA, MINUTES, Item, Paper, put

NOW = datetime(2027, 2, 3, 6, 42, tzinfo=UTC)


@pytest.fixture
def workspace(profile, store_keys, monkeypatch) -> Iterator[Workspace]:
    """A workspace over fresh keys, without the time that a passphrase takes."""
    monkeypatch.setattr("moedeklar.member.workspace.open_keys", lambda profile, ask: store_keys)
    with Workspace.open(profile, None, FixedClock(NOW)) as made:  # type: ignore[arg-type]
        yield made


@pytest.fixture
def papers(tmp_path: Path, workspace: Workspace) -> Path:
    """Two committees: one meets today and next week, the other met last month."""
    folder = tmp_path / "papirer"
    put(folder / "næste" / "dagsorden.txt", AGENDA.text())
    today = replace(AGENDA, day=(2027, 2, 3), clock="17:00", items=AGENDA.items[2:4])
    put(folder / "i dag" / "dagsorden.txt", today.text())
    old = Paper(
        (Item("Strategi for cykler", decision="Vedtaget."), Item("Kommende sager")),
        "REFERAT",
        "Teknikudvalget",
        (2027, 1, 12),
    )
    put(folder / "gammel" / "referat.txt", old.text())
    workspace.sources.add_folder(folder)
    workspace.sources.sync()
    return folder


def test_meetings_are_listed_by_committee_and_time(workspace: Workspace, papers: Path) -> None:
    rows = workspace.meetings.list()
    assert [row.start.day.isoformat() for row in rows] == ["2027-01-12", "2027-02-03", "2027-02-09"]
    assert [row.id for row in workspace.meetings.list("kultur- og Fritidsudvalget 2026-2029")] == [
        rows[1].id,
        rows[2].id,
    ]
    assert [row.id for row in workspace.meetings.list("teknikudvalget")] == [rows[0].id]
    assert workspace.meetings.list(since=date(2027, 2, 4)) == (rows[2],)
    assert workspace.meetings.list(until=date(2027, 1, 31)) == (rows[0],)
    assert [(c.name, c.meetings, c.next_meeting_id) for c in workspace.meetings.committees()] == [
        ("Kultur- og Fritidsudvalget", 2, rows[1].id),
        ("Teknikudvalget", 1, None),
    ]


def test_the_next_meeting_goes_by_the_clock(workspace: Workspace, papers: Path, store_keys) -> None:
    rows = workspace.meetings.list()
    assert workspace.meetings.next_meeting() == rows[1]
    assert not is_over(rows[1], local_now(FixedClock(datetime(2027, 2, 3, 19, 0, tzinfo=UTC))))
    assert is_over(rows[1], local_now(FixedClock(datetime(2027, 2, 3, 20, 30, tzinfo=UTC))))
    all_day = replace(rows[1], start=LocalStart.parse("2027-02-03"))
    assert not is_over(all_day, local_now(FixedClock(datetime(2027, 2, 3, 22, 0, tzinfo=UTC))))
    assert is_over(all_day, local_now(FixedClock(datetime(2027, 2, 4, 1, 0, tzinfo=UTC))))
    assert is_over(replace(rows[1], start=None), local_now(workspace.clock))


def test_the_overview_gathers_what_the_day_needs(workspace: Workspace, papers: Path) -> None:
    rows = workspace.meetings.list()
    overview = workspace.meetings.overview()
    assert overview.now == local_now(FixedClock(NOW))
    assert overview.next_meeting == rows[1]
    assert overview.upcoming == (rows[1], rows[2])
    assert overview.resume_item.title == "Uddybning af havnen i Havnholm"
    assert [(row.id, item.title) for row, item in overview.decided] == [(rows[0].id, "Strategi for cykler")]
    assert overview.changed == ()
    # The deadline of 8 days for the 9th has passed; none is left to be kept.
    assert overview.deadlines == ()
    assert overview.counts == {"bookmarks": 0, "notes": 0, "requests": 0, "check": 0, "unplaced": 0}


def test_reading_goes_on_where_it_stopped(workspace: Workspace, papers: Path) -> None:
    meeting = workspace.meetings.next_meeting()
    first, second = workspace.meetings.view(meeting.id).item_ids
    workspace.reading.keep_place(Place("meeting", meeting.id, second))
    assert workspace.meetings.overview().resume_item.id == second
    workspace.reading.mark_read(second)
    assert workspace.meetings.overview().resume_item.id == first
    workspace.reading.mark_read(first)
    assert workspace.meetings.overview().resume_item is None
    row = workspace.meetings.next_meeting()
    assert (row.read, row.minutes_left) == (2, 0)


def test_what_changed_since_it_was_read_is_told(workspace: Workspace, papers: Path) -> None:
    meeting = workspace.meetings.list()[2]
    view = workspace.meetings.view(meeting.id)
    for item_id in view.item_ids:
        workspace.reading.mark_read(item_id)
    workspace.reading.set_prepared(view.item_ids[1], True)
    workspace.notes.add(view.item_ids[4], text="husk at spørge")
    kept = tuple(replace(i, facts=i.facts.replace("2,1 meter", "1,9 meter")) for i in AGENDA.items[:4])
    put(papers / "næste" / "dagsorden.txt", replace(AGENDA, items=kept).text(), age=60)
    workspace.sources.sync()
    told = workspace.meetings.overview().changed
    assert [(item.id, item.changed, item.removed) for _, item in told] == [
        (view.item_ids[2], True, False),
        (view.item_ids[4], False, True),
    ]
    assert [item.news for _, item in told] == [(News.TEXT,), ()]
    row = workspace.meetings.list()[2]
    assert (row.items, row.read, row.changed, row.prepared) == (4, 3, 1, 1)


def test_decisions_are_told_until_they_are_read(workspace: Workspace, papers: Path) -> None:
    put(
        papers / "i dag" / "referat.txt",
        replace(MINUTES, day=(2027, 2, 3), clock="06:00", items=MINUTES.items[2:4]).text(),
    )
    workspace.sources.sync()
    overview = workspace.meetings.overview()
    assert len(overview.decided) in {1, 3}
    decided = overview.decided[0][1]
    assert decided.decision
    workspace.reading.mark_read(decided.id)
    assert decided.id not in {item.id for _, item in workspace.meetings.overview().decided}


def test_deadlines_and_requests_stand_on_the_overview(workspace: Workspace, papers: Path) -> None:
    put(papers / "marts" / "dagsorden.txt", replace(AGENDA, day=(2027, 3, 9)).text())
    workspace.sources.sync()
    made = workspace.requests.new(RequestDraft("Kultur- og Fritidsudvalget", "Cykelparkering"))
    overview = workspace.meetings.overview()
    ((row, deadline),) = overview.deadlines
    assert (row.start.day.isoformat(), deadline.due.date().isoformat()) == ("2027-03-09", "2027-03-01")
    assert [r.request.id for r in overview.requests] == [made.id]


def test_items_documents_and_files_by_id(workspace: Workspace, papers: Path) -> None:
    meeting = workspace.meetings.list()[2]
    (version,) = meeting.versions
    (document,) = version.documents
    assert workspace.meetings.document(document.id) == document
    assert workspace.meetings.file_bytes(document.sha256) == (papers / "næste" / "dagsorden.txt").read_bytes()
    view = workspace.meetings.view(meeting.id)
    item = workspace.meetings.item(view.item_ids[1])
    assert workspace.meetings.attachment(item.attachments[0].id) == item.attachments[0]
    assert workspace.meetings.snapshot(view.item_ids[1]).title == item.content.title
    for ask in (
        workspace.meetings.view,
        workspace.meetings.item,
        workspace.meetings.attachment,
        workspace.meetings.document,
    ):
        with pytest.raises(NotFound):
            ask("ukendt")
    assert isinstance(workspace.store, Store)


def test_those_without_a_committee_stand_last() -> None:
    def row(meeting_id: str, committee: str) -> MeetingRow:
        return MeetingRow(meeting_id, "s", None, committee, None, None, None, None, False, (), 0, 0, 0, 0, 0)

    rows = committee_rows([row("a", ""), row("b", "Skoleudvalget"), row("c", "")], datetime.now(UTC))
    assert [(found.key, found.name, found.meetings) for found in rows] == [
        ("skoleudvalget", "Skoleudvalget", 1),
        ("", "", 2),
    ]
