"""What the editor begins with: from nothing, from a committee, from a meeting, from an item."""

from __future__ import annotations

from dataclasses import replace

from moedeklar.model.requests import RequestDraft, Requester, RequestStatus
from moedeklar.ui.navigation import Screen, Target
from moedeklar.ui.requests.loading import load
from tests.fakes import agendas
from tests.fakes.workspace import FakeWorkspace

COMMITTEE = "Beskæftigelses- og Fællesskabsudvalget"


def test_from_nothing_the_next_meeting(workspace: FakeWorkspace) -> None:
    loaded = load(workspace, Target(Screen.REQUEST))
    assert loaded.request is None
    assert (loaded.draft.committee, loaded.draft.meeting_id) == (COMMITTEE, "bi")
    labels = [choice.label for choice in loaded.choices]
    assert f"{COMMITTEE} · tirsdag 9. februar 2027" in labels
    assert f"{COMMITTEE} · næste møde" in labels
    assert labels.index(f"{COMMITTEE} · tirsdag 9. februar 2027") < labels.index(f"{COMMITTEE} · næste møde")


def test_from_a_committee_by_name_or_key(workspace: FakeWorkspace) -> None:
    for name in ("Økonomiudvalget", "økonomiudvalget"):
        draft = load(workspace, Target(Screen.REQUEST, committee=name)).draft
        assert (draft.committee, draft.meeting_id) == ("Økonomiudvalget", "oko")


def test_from_an_item_with_its_title_and_a_reference(workspace: FakeWorkspace) -> None:
    loaded = load(workspace, Target(Screen.REQUEST, item="old-1"))
    assert loaded.draft.title == workspace.meetings.item("old-1").content.title
    assert loaded.draft.references == ("old-1",)
    assert loaded.names["old-1"].startswith("Punkt ")
    assert loaded.draft.meeting_id == "bi"


def test_the_same_people_ask_again(workspace: FakeWorkspace) -> None:
    people = (Requester("Astrid Møllegaard", "A", "formand"),)
    made = workspace.requests.new(RequestDraft("Økonomiudvalget", "Før", people))
    assert load(workspace, Target(Screen.REQUEST)).draft.requesters == people
    workspace.requests.set_status(made.id, RequestStatus.WITHDRAWN)
    assert load(workspace, Target(Screen.REQUEST)).draft.requesters == ()


def test_a_stored_request_keeps_its_meeting_even_when_it_is_past(workspace: FakeWorkspace) -> None:
    made = workspace.requests.new(RequestDraft(COMMITTEE, "Før", meeting_id="old", references=("væk", "bi-2")))
    loaded = load(workspace, Target(Screen.REQUEST, request=made.id))
    assert loaded.request == made
    assert any(choice.meeting_id == "old" for choice in loaded.choices)
    assert loaded.names["væk"] == "Findes ikke længere"


def test_without_any_committee() -> None:
    loaded = load(FakeWorkspace(empty=True), Target(Screen.REQUEST))
    assert loaded.choices == ()
    assert loaded.draft.committee == ""


def test_nothing_is_asked_of_no_committee(workspace: FakeWorkspace) -> None:
    workspace.hold("x", replace(agendas.economy_meeting(), committee=None))
    loaded = load(workspace, Target(Screen.REQUEST, meeting="x"))
    assert loaded.draft.committee == COMMITTEE
    assert all(choice.committee for choice in loaded.choices)
