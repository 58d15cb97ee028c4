"""The palette's entries: grouped, with their place, leading to the very passage."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from moedeklar.model.moments import LocalStart, local_now
from moedeklar.model.views import Hit, HitKind
from moedeklar.ui.navigation import Screen, Target
from moedeklar.ui.search.content import (
    Group,
    commands,
    entries_of_hits,
    pieces,
    places_of,
    shortened,
    target_of,
    target_without_file,
)
from tests.fakes.workspace import FakeWorkspace

START = LocalStart(date(2027, 2, 9), time(16))


def hit(kind: HitKind, **more: object) -> Hit:
    known: dict[str, object] = {
        "id": "x-1",
        "meeting_id": "bi",
        "item_id": "bi-2",
        "attachment_id": None,
        "title": "Et punkt",
        "snippet": "om \ue000kontrol\ue001",
        "committee": "Økonomiudvalget",
        "start_of_meeting": START,
    }
    return Hit(kind=kind, **{**known, **more})  # type: ignore[arg-type]


def test_an_item_leads_to_its_passage() -> None:
    target = target_of(hit(HitKind.ITEM, section="facts", start=4, end=11))
    assert target == Target(Screen.MEETING, meeting="bi", item="bi-2", section="facts", start=4, end=11)


def test_an_attachment_leads_to_its_page_and_a_note_on_it_to_the_note() -> None:
    page = target_of(hit(HitKind.ATTACHMENT, attachment_id="a-1", page=3))
    assert (page.screen, page.attachment, page.page, page.note) == (Screen.PAGES, "a-1", 3, None)
    note = target_of(hit(HitKind.NOTE, id="n-1", attachment_id="a-1", page=3))
    assert (note.screen, note.note, note.page) == (Screen.PAGES, "n-1", 3)
    assert target_without_file(page) == Target(Screen.MEETING, meeting="bi", item="bi-2")


def test_a_note_and_a_request_lead_to_themselves() -> None:
    assert target_of(hit(HitKind.NOTE, id="n-1")).note == "n-1"
    assert target_of(hit(HitKind.REQUEST, id="r-1")) == Target(Screen.REQUEST, request="r-1")


def test_entries_are_grouped_and_keep_their_order_within_a_group() -> None:
    hits = [
        hit(HitKind.NOTE, title="n"),
        hit(HitKind.ITEM, title="b"),
        hit(HitKind.ITEM, title="a"),
        hit(HitKind.ATTACHMENT, title="c", page=0),
    ]
    found = entries_of_hits(hits)
    assert [(e.group, e.title) for e in found] == [
        (Group.ITEM, "b"),
        (Group.ITEM, "a"),
        (Group.ATTACHMENT, "c"),
        (Group.NOTE, "n"),
    ]
    assert found[2].when == "9. feb. 2027 · side 1"
    assert found[0].spoken == "Punkter, b, om kontrol, Økonomiudvalget, 9. feb. 2027"


def test_a_snippet_that_only_says_the_title_again_is_left_out() -> None:
    assert entries_of_hits([hit(HitKind.ITEM, title="om kontrol")])[0].snippet == ""


def test_places_to_go_to(workspace: FakeWorkspace) -> None:
    meetings, today = workspace.meetings.list(), local_now(workspace.clock).date()
    places = places_of(meetings, today)
    every = commands("", places)
    assert [e.target.screen for e in every[:2]] == [Screen.OVERVIEW, Screen.BOOKMARKS]
    assert every[8].target == Target(Screen.MEETING, meeting="bi")
    assert [e.target.meeting for e in every[8:]] == ["bi", "oko", "kb", "old"]
    assert [e.target.screen for e in commands("kild", ())] == [Screen.SOURCES]
    assert [e.target.meeting for e in commands("øko torsdag", places)] == ["oko"]
    assert [e.target.meeting for e in commands("fælles", places)] == ["bi", "old"]
    assert commands("ønomi", places) == []


def test_pieces_and_shortening() -> None:
    assert pieces("om \ue000kontrol\ue001gruppen") == [("om ", False), ("kontrol", True), ("gruppen", False)]
    assert pieces("\ue001sært\ue000") == [("sært", False)]
    long = "ord " * 40 + "\ue000kontrol\ue001"
    assert shortened(long).startswith("…ord")
    assert shortened(long).endswith("\ue000kontrol\ue001")
    assert len(shortened(long)) < 70
    assert shortened("om \ue000kontrol\ue001") == "om \ue000kontrol\ue001"


def test_what_has_no_committee_or_title_has_words_all_the_same(workspace: FakeWorkspace) -> None:
    entry = entries_of_hits([hit(HitKind.ITEM, title="", committee="")])[0]
    assert (entry.title, entry.context) == ("Uden titel", "Uden udvalg")
    row = replace(workspace.meetings.list()[0], committee="")
    (found,) = commands("uden udv", places_of([row], local_now(workspace.clock).date()))
    assert found.title == "Uden udvalg"
