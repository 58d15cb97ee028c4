"""The overview in words: what is next, what changed, what is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from moedeklar.model.agenda import MeetingKind
from moedeklar.model.requests import Deadline, DeadlineRule, DeadlineUnit, RequestDraft, RequestStatus
from moedeklar.model.views import News, Overview
from moedeklar.ui.lines import Tone
from moedeklar.ui.navigation import Screen, Target
from moedeklar.ui.overview import content
from tests.fakes.workspace import FakeWorkspace


def overview(workspace: FakeWorkspace) -> Overview:
    return workspace.meetings.overview()


def test_headline_and_next_meeting(workspace: FakeWorkspace) -> None:
    found = overview(workspace)
    assert content.headline(found) == "Onsdag 3. februar"
    said = content.next_meeting(found)
    assert said is not None
    assert said.intro == "Næste møde · om 6 dage"
    assert said.when == "Tirsdag 9. februar kl. 16.00 · Mødelokale 2, Rådhuset"
    assert said.progress == "4 af 8 punkter læst · ca. 20 min. tilbage"
    assert said.button == "Fortsæt ved punkt 2"
    assert said.target.item == "bi-2"


def test_button_of_the_next_meeting_follows_the_reading(workspace: FakeWorkspace) -> None:
    found = overview(workspace)
    row = found.next_meeting
    assert row is not None
    begun = replace(found, next_meeting=replace(row, read=0))
    done = replace(found, next_meeting=replace(row, read=row.items, minutes_left=0))
    assert content.next_meeting(begun).button == "Begynd at læse"  # type: ignore[union-attr]
    said = content.next_meeting(done)
    assert said is not None
    assert (said.button, said.progress) == ("Åbn dagsordenen", "Alle 8 punkter er læst")


def test_a_planned_meeting_can_be_looked_at_and_says_that_there_is_no_agenda(workspace: FakeWorkspace) -> None:
    found = overview(workspace)
    row = found.next_meeting
    assert row is not None
    planned = replace(row, kind=MeetingKind.PLANNED, items=0, read=0, closed=0, title="Budgetseminar")
    said = content.next_meeting(replace(found, next_meeting=planned, resume_item=None))
    assert said is not None
    assert (said.progress, said.button, said.items) == ("Ingen dagsorden endnu", "Vis mødet", 0)
    assert said.when.endswith("Rådhuset · Budgetseminar")
    assert said.target == Target(Screen.MEETING, meeting=row.id)


def test_a_meeting_next_year_says_its_year(workspace: FakeWorkspace) -> None:
    found = overview(workspace)
    row = found.next_meeting
    assert row is not None
    assert row.start is not None
    later = replace(row, start=replace(row.start, day=row.start.day + timedelta(days=365)), place=None)
    said = content.next_meeting(replace(found, next_meeting=later))
    assert said is not None
    assert said.when == "Onsdag 9. februar 2028 kl. 16.00"


def test_no_meeting_is_coming() -> None:
    assert content.next_meeting(overview(FakeWorkspace(empty=True))) is None


def test_changed_and_removed_items(workspace: FakeWorkspace) -> None:
    found = overview(workspace)
    first = content.changed(found).lines[0]
    assert first.title == "Punkt 3 · Forslag til nøgletal for jobcentret"
    assert first.detail == "Ny udgave · Beskæftigelses- og Fællesskabsudvalget · 9. februar"
    meeting, item = found.changed[0]
    news = (News.DECISION, News.TEXT, News.ATTACHMENT, News.ATTACHMENT)
    told = replace(found, changed=((meeting, replace(item, news=news)),))
    assert content.changed(told).lines[0].detail.startswith("Beslutning tilføjet, tekst ændret, 2 nye bilag · ")
    gone = replace(found, changed=((meeting, replace(item, removed=True, number=None)),))
    line = content.changed(gone).lines[0]
    assert line.title == item.title
    assert line.detail.startswith("Ikke længere på dagsordenen · ")


def test_deadlines_are_told_in_days_and_warn_late(workspace: FakeWorkspace) -> None:
    found = overview(workspace)
    line = content.deadlines(found).lines[0]
    assert line.title == "Punkt til dagsordenen, Økonomiudvalget"
    assert line.detail == "8 dage før mødet 18. februar"
    assert line.trailing == "om 7 dage"
    assert line.tone is Tone.PLAIN
    assert line.target.screen is Screen.REQUEST
    meeting, deadline = found.deadlines[0]
    soon = replace(deadline, due=found.now + timedelta(days=3), days_left=3)
    past = replace(deadline, due=found.now - timedelta(days=1), days_left=-1)
    lines = content.deadlines(replace(found, deadlines=((meeting, soon), (meeting, past)))).lines
    assert [(x.trailing, x.tone) for x in lines] == [("om 3 dage", Tone.WARN), ("i går", Tone.LATE)]


def test_a_weekday_rule_is_told_as_one(workspace: FakeWorkspace) -> None:
    found = overview(workspace)
    meeting, old = found.deadlines[0]
    rule = DeadlineRule(DeadlineUnit.WEEKDAY_BEFORE, 1)
    due = datetime.combine(old.meeting_day - timedelta(days=3), datetime.min.time(), found.now.tzinfo)
    line = content.deadlines(replace(found, deadlines=((meeting, Deadline(rule, old.meeting_day, due, 5)),))).lines[0]
    assert "mandag" in line.detail
    assert line.detail.endswith("18. februar")


def test_requests_with_their_status(workspace: FakeWorkspace) -> None:
    made = workspace.requests.new(RequestDraft("Økonomiudvalget", "Social kontrol"))
    workspace.requests.new(RequestDraft("Økonomiudvalget"))
    workspace.requests.set_status(made.id, RequestStatus.ON_AGENDA)
    first, second = content.requests(overview(workspace)).lines
    assert (first.title, first.trailing, first.tone) == ("Social kontrol", "På dagsordenen", Tone.GOOD)
    assert (second.title, second.trailing) == ("Anmodning uden titel", "Kladde")
    found = overview(workspace)
    numbered = replace(found, requests=(replace(found.requests[0], item_number="6"),))
    assert content.requests(numbered).lines[0].trailing == "På dagsordenen, punkt 6"


def test_a_meeting_without_committee_and_an_item_without_title_have_words(workspace: FakeWorkspace) -> None:
    found = overview(workspace)
    meeting, item = found.changed[0]
    nameless, untitled = replace(meeting, committee=""), replace(item, title="", number=None)
    without = replace(
        found,
        next_meeting=replace(found.next_meeting, committee=""),  # type: ignore[type-var]
        changed=((nameless, untitled),),
        decided=((nameless, replace(untitled, decision="Godkendt.")),),
        coming=((nameless, "Ny skole"),),
    )
    said = content.next_meeting(without)
    assert said is not None
    assert said.committee == "Uden udvalg"
    (line,) = content.changed(without).lines
    assert (line.title, line.detail) == ("Uden titel", "Ny udgave · Uden udvalg · 9. februar")
    assert content.decided(without).lines[0].title == "Uden udvalg · Uden titel"
    assert content.coming(without).lines[0].detail.startswith("Uden udvalg")
