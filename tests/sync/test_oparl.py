"""An OParl server of an invented municipality through the engine: what is in the store is what the server has."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from moedeklar.model.agenda import MeetingKind, Outcome
from moedeklar.model.anchors import AnchorState
from moedeklar.model.changes import ChangeSet
from moedeklar.model.moments import FixedClock
from moedeklar.model.reports import EventKind, SyncEvent
from moedeklar.model.views import FileState
from moedeklar.model.work import Note
from moedeklar.sources.oparl.source import OparlSource
from moedeklar.store import annotations, meetings
from moedeklar.store.store import Store
from moedeklar.sync.choice import Choice
from tests.support.oparl_body import Json, new_item, small_pdf
from tests.support.web import Page
from tests.sync.dumping import dump
from tests.sync.test_engine import note_of, rows
from tests.sync.test_exports import counted
from tests.sync.towns import Found, Town


def inside(value: Any, kind: str) -> dict[str, Json]:
    """The objects of a kind in some JSON, by their ids: counted by nothing that the program uses."""
    found: dict[str, Json] = {}
    if isinstance(value, list):
        for one in value:
            found |= inside(one, kind)
    elif isinstance(value, dict):
        if str(value.get("type", "")).endswith("/" + kind):
            found[value["id"]] = value
        for one in value.values():
            found |= inside(one, kind)
    return found


@pytest.mark.parametrize(
    "options",
    [{}, {"version": "1.0"}, {"external": True}, {"feed": True}, {"per_page": 1}, {"meetings": 1, "items": 1}],
    ids=json.dumps,
)
def test_what_is_in_the_store_is_what_the_server_has(towns: Found, options: dict[str, Any]) -> None:
    town = towns(**options)
    report = town.sync()
    assert (report.failed, report.skipped, report.attention) == ((), (), ())
    everything = list(town.body.lists.values())
    stated = inside(everything, "Meeting")
    items = inside(everything, "AgendaItem")
    papers = inside(everything, "Paper")
    assert report.new == len(stated) == len(rows(town.store)) == town.body.meetings
    with_files = sum("invitation" in meeting for meeting in stated.values())
    assert sum(row.items for row in rows(town.store)) == len(items) + with_files
    named = 0
    for meeting in stated.values():
        named += "invitation" in meeting
        for item in meeting["agendaItem"]:
            for paper in papers.values():
                on = {one["agendaItem"] for one in paper["consultation"]}
                named += (1 + len(paper["auxiliaryFile"])) * (item["id"] in on)
    assert len(town.files()) == named
    assert {one.state for one in town.files()} <= {FileState.PRESENT}
    assert report.attachments == len(inside(everything, "File"))
    closed = [one for number in range(1, town.body.meetings + 1) for one in town.view(number).items if one.closed]
    assert len(closed) == sum(not item["public"] for item in items.values())


def test_nothing_new_costs_one_request_a_list_and_writes_nothing(town: Town) -> None:
    town.sync()
    before = dump(town.store)
    report = town.sync()
    assert counted(report) == (0, 0, 6, 0)
    assert sorted(town.asked) == ["/list/meeting", "/list/paper"]
    assert dump(town.store) == before


@pytest.mark.parametrize("options", [{}, {"external": True}, {"filters": "ignored"}, {"filters": "failing"}])
def test_the_nearest_meetings_are_here_long_before_the_lists_are_read(towns: Found, options: dict[str, Any]) -> None:
    town = towns(meetings=30, per_page=3, now=datetime(2027, 2, 3, tzinfo=UTC), **options)
    lists_read = []

    def on_event(event: SyncEvent) -> None:
        if event.event is EventKind.MEETING:
            lists_read.append(len([one for one in town.web.paths() if "/list/" in one]))

    report = town.sync(on_event=on_event)
    assert (report.new, report.changed, report.failed) == (30, 0, ())
    assert len(rows(town.store)) == 30
    assert {len(row.versions) for row in rows(town.store)} == {1}, "what came first is not told twice"
    everything = len([one for one in town.web.paths() if "/list/" in one])
    if not options:
        assert lists_read[0] < everything / 2
        assert lists_read[-1] == everything
    before = dump(town.store)
    assert counted(town.sync()) == (0, 0, 30, 0)
    assert dump(town.store) == before


def test_a_run_that_ends_after_the_nearest_meetings_is_completed_by_the_next(towns: Found) -> None:
    town = towns(meetings=30, per_page=3, now=datetime(2027, 2, 3, tzinfo=UTC))
    told: list[SyncEvent] = []
    report = town.sync(on_event=told.append, cancelled=lambda: any(one.event is EventKind.MEETING for one in told))
    assert report.cancelled
    assert 0 < len(rows(town.store)) < 30
    report = town.sync()
    assert (report.new + report.changed + report.unchanged, report.failed) == (30, ())
    assert {one.state for one in town.files()} == {FileState.PRESENT}
    assert counted(town.sync()) == (0, 0, 30, 0)


def test_of_a_static_feed_nothing_new_costs_one_request(towns: Found) -> None:
    town = towns(feed=True)
    assert town.sync().new == 6
    before = dump(town.store)
    for _ in range(2):
        assert counted(town.sync()) == (0, 0, 6, 0)
        assert town.asked == ["/system"]
    # Even after years: that nothing has changed is certain.
    town.now += timedelta(days=700)
    assert (counted(town.sync()), town.asked) == ((0, 0, 6, 0), ["/system"])
    assert dump(town.store) == before


def test_a_change_in_a_static_feed_costs_the_pages_that_changed(towns: Found) -> None:
    town = towns(feed=True, meetings=12)
    town.sync()
    meeting = town.body.meeting(12)
    meeting["agendaItem"][1]["result"] = "vertagt"
    town.body.changed(meeting)
    assert counted(town.sync()) == (0, 1, 11, 0)
    assert len(town.asked) == 2
    assert town.view(12).content.items[1].outcome is Outcome.POSTPONED
    town.body.bury(town.body.meeting(11), typed=True)
    assert counted(town.sync()) == (0, 0, 11, 1)
    assert counted(town.sync()) == (0, 0, 11, 0)
    # What is left of a paper does not say what it was of: once all pages are read, and never again for that.
    town.body.bury(town.body.paper("12-1"), typed=True)
    assert town.sync().changed == 1
    town.body.paper("12-2")["name"] = "Anderer Name"
    town.body.changed(town.body.paper("12-2"))
    town.sync()
    assert town.asked == ["/system", "/feed/paper-2027-01.json"]


@pytest.mark.parametrize("options", [{}, {"external": True}, {"filters": "ignored"}, {"feed": True}])
def test_changes_come_to_the_same_as_listing_everything(towns: Found, options: dict[str, Any], store: Store) -> None:
    town = towns(meetings=8, **options)
    town.sync()
    body = town.body
    harbour = body.meeting(5)["agendaItem"][1]
    harbour["result"], harbour["resolutionText"] = "geändert beschlossen", "Der Hafen wird tiefer.\nUnd breiter."
    body.changed(harbour, body.meeting(5))
    body.replace_file("7-1", "en anden vorlage")
    body.paper("6-2")["reference"] = "2026/99999"
    body.changed(body.paper("6-2"))
    body.add_meeting(9)
    body.changed(body.meeting(9), *(one for one in body.lists["paper"].values() if "/paper/9-" in one["id"]))
    body.bury(body.meeting(3), typed=True)
    report = town.sync()
    assert (report.new, report.withdrawn, report.failed) == (1, 1, ())
    # 5 has a result; 6 and 7 have a paper of which the file is new; 5 and 6 one with another number; 8 what 9 has too.
    assert report.changed == 4
    after = dump(store)
    # From scratch, in the same store: nothing is other than it was.
    town.now += timedelta(days=8)
    assert counted(town.sync()) == (0, 0, 8, 0)
    assert dump(store) == after


def test_a_change_asks_for_nothing_that_is_known(town: Town) -> None:
    town.sync()
    town.body.meeting(6)["agendaItem"][1]["result"] = "vertagt"
    town.body.changed(town.body.meeting(6))
    town.body.paper("5-1")["name"] = "Anderer Name"
    town.body.changed(town.body.paper("5-1"))
    assert town.sync().failed == ()
    assert sorted(town.asked) == ["/list/meeting", "/list/paper"]


def test_a_meeting_is_the_same_when_its_committee_is_called_otherwise(town: Town, store: Store) -> None:
    town.sync()
    item_id = town.view(2).items[1].id
    note_on(store, item_id, "note-1")
    committee = town.body.lists["organization"][town.body.meeting(2)["organization"][0]]
    committee["name"] = "Udvalget for havne og natur"
    town.body.changed(committee)
    town.now += timedelta(days=8)
    assert town.sync().new == 0
    assert town.row(2).committee == "Udvalget for havne og natur"
    assert town.view(2).items[1].id == item_id
    assert note_of(store, "note-1").state is AnchorState.PLACED
    assert counted(town.sync()) == (0, 0, 6, 0)


def test_notes_stay_when_the_server_calls_everything_by_new_ids(town: Town, store: Store) -> None:
    town.sync()
    item_id = town.view(2).items[1].id
    note_on(store, item_id, "note-1")
    said = json.dumps(town.body.lists)
    for kind in ("meeting", "item", "paper", "file", "consultation"):
        said = said.replace(f"/{kind}/", f"/v2/{kind}/")
    town.body.lists = json.loads(said)
    town.body.changed(*(one for there in town.body.lists.values() for one in there.values()))
    town.now += timedelta(days=8)
    assert [one.code for one in town.sync().attention] == ["mostly_gone"]
    assert town.sync(accept=True).new == 6
    note = note_of(store, "note-1")
    assert note.home.item_id != item_id
    assert note.home.title == store.read(lambda db: meetings.item_content(db, item_id)).title
    assert note.state is AnchorState.PLACED


def test_what_is_no_text_changes_too(town: Town) -> None:
    town.sync()
    town.body.paper("5-1")["reference"] = "2027/1"
    town.body.changed(town.body.paper("5-1"))
    assert counted(town.sync()) == (0, 2, 4, 0)
    item = town.view(5).content.items[1]
    assert (item.case_number, item.attachments[0].document_number) == ("2027/1", "2027/1")
    assert len(town.row(5).versions) == 1


def test_a_paper_that_changes_alone_is_a_change_of_its_meetings(town: Town) -> None:
    town.sync()
    town.body.replace_file("5-1", "en anden vorlage")
    report = town.sync()
    assert (report.changed, report.attachments) == (2, 1)
    assert [one.path for one in town.web.asked if "inhalt" in one.path] == ["/oparl/inhalt/5-1.pdf"]
    assert town.sync().attachments == 0


def test_an_item_or_a_file_that_changes_alone_is_told_by_its_own_list(towns: Found) -> None:
    town = towns(all_lists=True)
    town.sync()
    meeting = town.body.meeting(6)
    item = meeting["agendaItem"][1]
    item["result"] = "vertagt"
    town.body.changed(item)
    assert counted(town.sync()) == (0, 1, 5, 0)
    assert set(town.asked) == {f"/list/{name}" for name in ("agendaItem", "file", "meeting", "paper")}
    assert town.view(6).content.items[1].outcome is Outcome.POSTPONED
    # One that is new stands in its place; files of a paper, of a meeting and of an item have another content.
    added = new_item(town.body, meeting)
    town.body.changed(added)
    invitation, main = meeting["invitation"], town.body.paper("5-1")["mainFile"]
    for file, owner, key in ((invitation, "meeting", meeting["id"]), (main, "paper", town.body.id("paper", "5-1"))):
        file.update(town.body.file(file["id"].rpartition("/")[2], file["name"], "et andet indhold"))
        file[owner] = [key]
        town.body.changed(file)
    report = town.sync()
    assert (report.attachments, report.failed) == (2, ())
    assert town.view(6).content.items[-2].source_id == added["id"]
    town.now += timedelta(days=8)
    assert counted(town.sync()) == (0, 0, 6, 0)


@pytest.mark.parametrize("entry", ["bodies", "body/1"])
def test_a_source_may_begin_at_a_body_or_at_their_list(town: Town, entry: str) -> None:
    town.web.pages["/oparl/body/1"] = Page.json(town.body._body())
    source = OparlSource("src-o", town.body.base + "/" + entry, town.client, FixedClock(town.now))
    assert len([one for one in source.discover(lambda: False).documents if one.use == "record"]) == 6


def test_lists_may_stand_in_the_body_itself(towns: Found) -> None:
    town = towns(embedded=True)
    assert town.sync().new == 6
    before = dump(town.store)
    assert counted(town.sync()) == (0, 0, 6, 0)
    assert town.asked == ["/system", "/bodies"]
    assert dump(town.store) == before
    town.body.meeting(6)["agendaItem"][1]["result"] = "vertagt"
    town.body.changed(town.body.meeting(6))
    assert counted(town.sync()) == (0, 1, 5, 0)


@pytest.mark.parametrize("filters", ["ignored", "failing"])
def test_without_a_filter_everything_is_listed_each_time(towns: Found, filters: str) -> None:
    town = towns(filters=filters)
    town.sync()
    before = dump(town.store)
    for _ in range(2):
        report = town.sync()
        assert (counted(report), report.failed) == ((0, 0, 6, 0), ())
    assert "/system" in town.asked
    assert not [one for one in town.web.asked if "modified_since" in one.target], "it is not tried each time"
    assert dump(town.store) == before
    town.body.lose(town.body.meeting(2))
    assert counted(town.sync()) == (0, 0, 5, 1)
    # After a week it is tried again.
    town.body.filters = "honoured"
    town.now += timedelta(days=8)
    town.sync()
    town.sync()
    assert sorted(town.asked) == ["/list/meeting", "/list/paper"]


def test_what_vanishes_without_a_tombstone_is_noticed_within_a_week(town: Town) -> None:
    town.sync()
    town.body.lose(town.body.meeting(2))
    assert counted(town.sync()) == (0, 0, 6, 0)
    town.now += timedelta(days=6, hours=23)
    assert counted(town.sync()) == (0, 0, 6, 0)
    town.now += timedelta(hours=1)
    assert counted(town.sync()) == (0, 0, 5, 1)


def test_a_tombstone_withdraws_at_once_and_the_meeting_may_come_back(town: Town, store: Store) -> None:
    town.sync()
    kept = dict(town.body.meeting(4))
    note_on(store, town.view(4).items[1].id, "note-1")
    town.body.bury(town.body.meeting(4))
    assert counted(town.sync()) == (0, 0, 5, 1)
    assert counted(town.sync()) == (0, 0, 5, 0)
    assert note_of(store, "note-1").state is AnchorState.UNPLACED
    there = town.body.lists["meeting"][kept["id"]]
    there.clear()
    there.update(kept)
    town.body.changed(there)
    assert counted(town.sync()) == (0, 1, 5, 0)
    assert note_of(store, "note-1").state is AnchorState.PLACED
    assert note_of(store, "note-1").home.item_id == town.view(4).items[1].id


def test_a_paper_that_is_deleted_is_no_attachment_any_more(town: Town) -> None:
    town.sync()
    assert {one.gone for one in town.files()} == {None}
    town.body.bury(town.body.paper("6-1"))
    assert town.sync().changed == 2
    assert sum(one.gone is not None for one in town.files()) == 4, "at both of its meetings"
    town.sync()
    assert sorted(town.asked) == ["/list/meeting", "/list/paper"], "the tombstone is told each time, and is no news"


def test_a_meeting_that_is_called_off_is_withdrawn_and_said_to_be(town: Town) -> None:
    town.sync()
    town.body.meeting(5)["cancelled"] = True
    town.body.changed(town.body.meeting(5))
    report = town.sync()
    assert counted(report) == (0, 0, 5, 1)
    assert [one.code for one in report.skipped] == ["meeting_cancelled"]
    town.body.meeting(5)["cancelled"] = False
    town.body.changed(town.body.meeting(5))
    assert counted(town.sync()) == (0, 1, 5, 0)


def test_results_make_minutes_of_an_agenda_and_words_stay_as_they_are(town: Town, store: Store) -> None:
    town.sync()
    assert town.row(6).kind is MeetingKind.AGENDA
    meeting = town.body.meeting(6)
    meeting["agendaItem"][1]["result"] = "Einstimmig  beschlossen"
    meeting["agendaItem"][2]["resolutionText"] = "<p>Der Rat <b>stimmt</b> zu.</p>"
    meeting["resultsProtocol"] = town.body.file("6-9", "Niederschrift")
    meeting["start"] = "2026-03-31T18:30:00+02:00"
    town.body.changed(meeting)
    assert counted(town.sync()) == (0, 1, 5, 0)
    shown = town.view(6)
    assert (town.row(6).kind, town.row(6).start.isoformat()) == (MeetingKind.MINUTES, "2026-03-31T18:30")
    decided = [[one.plain for one in item.decisions] for item in shown.content.items]
    assert decided == [[], ["Einstimmig beschlossen"], ["Der Rat stimmt zu."], [], [], []]
    assert shown.content.items[1].outcome is Outcome.FOLLOWED
    assert [item.number for item in shown.content.items] == ["A", "1", "1", "3", "4", None]
    assert shown.items[-1].title == "6. Sitzung"
    assert [one.title for one in shown.content.items[-1].attachments] == ["Einladung", "Niederschrift"]
    assert shown.content.items[1].case_number == "2026/00601"
    assert [(one.body, one.item) for one in shown.content.items[1].references] == [("Byrådet 2026-2029", "1")]
    assert town.row(5).committee == "Byrådet"
    assert town.row(5).term == "2026-2029"
    assert town.row(4).committee == "Økonomiudvalget / Byrådet"
    assert {row.municipality for row in rows(store)} == {"Nordlund Kommune"}


def test_only_what_is_chosen_is_fetched(town: Town) -> None:
    report = town.sync(choice=Choice(("Havneudvalget",)))
    assert report.new == len(rows(town.store)) == 2
    assert {row.committee for row in rows(town.store)} == {"Havneudvalget"}
    assert len([one for one in town.asked if one.startswith("/inhalt")]) == report.attachments
    assert report.attachments < len(town.body.files) / 2
    # Two committees that meet together are each of them.
    town.sync(choice=Choice(("Byrådet",)))
    assert "Økonomiudvalget / Byrådet" in {row.committee for row in rows(town.store)}


def test_a_file_that_is_not_what_its_hash_says_is_not_kept(town: Town) -> None:
    town.web.pages["/oparl/inhalt/6-1.pdf"] = Page(small_pdf("en anden"), "application/pdf")
    town.web.pages["/oparl/inhalt/6-2.pdf"] = Page(b"", status=410)
    town.web.pages["/oparl/inhalt/6-3.pdf"] = Page.html("<p>Anmelden")
    report = town.sync()
    assert sorted(one.code for one in report.failed) == ["not_there", "page_instead", "wrong_hash"]
    assert {one.state for one in town.files()} == {FileState.PRESENT, FileState.FAILED}
    town.body.serve()
    town.sync()
    assert {one.state for one in town.files()} <= {FileState.PRESENT, FileState.FAILED}


def test_several_bodies_in_one_system_are_told_apart(towns: Found, store: Store) -> None:
    town, other = towns(), towns(name="Sydlund Kommune", meetings=2)
    bodies = [town.body._body(), other.body._body()]
    town.web.pages["/oparl/bodies"] = Page.json({"data": bodies})
    assert town.sync().new == 8
    assert sorted({row.municipality for row in rows(store)}) == ["Nordlund Kommune", "Sydlund Kommune"]
    town.bodies = ("sydlund kommune",)
    assert [one.code for one in town.sync().attention] == ["mostly_gone"]
    town.bodies = ("Vestlund",)
    report = town.sync()
    assert [(one.code, dict(one.params)["names"]) for one in report.failed] == [
        ("oparl_no_body", "Nordlund Kommune, Sydlund Kommune")
    ]


def test_no_signature_is_kept(town: Town, store: Store) -> None:
    town.sync()
    assert "geheim" not in json.dumps(dump(store), default=str)
    source = OparlSource("src-o", town.body.system, town.client, FixedClock(town.now))
    listing = source.discover(lambda: False)
    assert "geheim" not in listing.cursor + repr(listing.documents)


def note_on(store: Store, item_id: str, note_id: str) -> None:
    """A note on an item as a whole."""

    def work(db: Any) -> tuple[Any, ChangeSet]:
        now = store.clock.now()
        note = Note(note_id, meetings.snapshot(db, item_id), "min note", None, None, AnchorState.PLACED, now, now)
        return annotations.put(db, note), ChangeSet()

    store.write(work)
