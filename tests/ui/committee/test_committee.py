"""A committee's page: its meetings in groups, its deadline, and the rule that can be changed by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from moedeklar.model.agenda import MeetingKind
from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.moments import LocalStart, local_now
from moedeklar.model.requests import DeadlineRule, DeadlineUnit
from moedeklar.ui.committee.content import groups, load
from moedeklar.ui.committee.group_card import FIRST, STEP
from moedeklar.ui.committee.view import CommitteeScreen
from moedeklar.ui.lines import Tone
from moedeklar.ui.navigation import Screen, Target
from moedeklar.ui.rows import RowButton
from moedeklar.wording import language
from tests.fakes import agendas
from tests.fakes.workspace import FakeWorkspace
from tests.ui.showing import Show, cut_off, show, theme, unnamed, went

__all__ = ["show", "theme", "went"]
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
NAME = "Beskæftigelses- og Fællesskabsudvalget"
HERE = Target(Screen.COMMITTEE, committee=NAME)
Settled = Callable[[], None]


def test_meetings_in_groups(workspace: FakeWorkspace) -> None:
    today = local_now(workspace.clock).date()
    rows = {row.id: row for row in workspace.meetings.list()}
    undated = replace(rows["oko"], id="uden", start=None)
    coming, past, none = groups([rows["kb"], rows["old"], undated, rows["bi"]], today)
    assert [line.target.meeting for line in coming.lines] == ["bi", "kb"]
    assert [line.target.meeting for line in past.lines] == ["old"]
    assert (none.heading, none.lines[0].title) == ("Uden dato", "Uden dato")
    first = coming.lines[0]
    assert first.title == "Tirsdag 9. februar 2027 kl. 16.00"
    assert first.detail == "Referat · Mødelokale 2, Rådhuset · 4 af 8 punkter læst"
    assert (first.aside, first.trailing, first.tone) == ("om 6 dage", "2 ændret", Tone.WARN)
    assert [group.key for group in groups([], today)] == ["coming", "past"]


def test_withdrawn_and_whose_meeting_it_is(workspace: FakeWorkspace) -> None:
    today = local_now(workspace.clock).date()
    row = replace(workspace.meetings.list()[0], withdrawn=True, municipality="Askeby Kommune")
    line = groups([row], today, municipalities=True)[1].lines[0]
    assert line.trailing == "Trukket tilbage af kilden"
    assert line.detail.startswith("Askeby Kommune · ")


def test_a_planned_meeting_has_no_agenda_yet(workspace: FakeWorkspace) -> None:
    today = local_now(workspace.clock).date()
    row = replace(
        workspace.meetings.list()[0], start=LocalStart(today), kind=MeetingKind.PLANNED, title="Budgetseminar"
    )
    line = groups([replace(row, items=0, read=0, changed=0, closed=0)], today)[0].lines[0]
    assert line.detail == "Budgetseminar · Ingen dagsorden endnu · Rådhuset"
    was = replace(row, start=LocalStart(today - timedelta(days=1)), items=0, read=0, changed=0, closed=0)
    assert groups([was], today)[1].lines[0].detail == "Budgetseminar · Ingen dagsorden kendt · Rådhuset"


def test_two_municipalities_committees_of_one_name_have_a_page_each(workspace: FakeWorkspace) -> None:
    workspace.hold("askeby", replace(agendas.committee_meeting(), municipality="Askeby Kommune"))
    name = agendas.COMMITTEE
    pages = {town: load(workspace, name, town) for town in ("Nordlund Kommune", "Askeby Kommune")}  # type: ignore[arg-type]
    shown = {
        town: {line.target.meeting for group in page.groups for line in group.lines} for town, page in pages.items()
    }
    assert shown["Askeby Kommune"] == {"askeby"}
    assert "askeby" not in shown["Nordlund Kommune"]
    assert "bi" in shown["Nordlund Kommune"]
    assert name not in pages["Askeby Kommune"].others


def test_the_page_and_its_ways_on(show: Show, went: list[Target], qtbot: QtBot) -> None:
    screen = show(CommitteeScreen, HERE)
    assert screen.title.text() == NAME
    assert screen.detail.text() == "Nordlund Kommune · 2 møder"
    assert screen.deadline.label.text().startswith("Frist mandag 1. februar 2027 (8 dage før)")
    screen.focus_first()
    qtbot.keyClick(screen.rows[0], Qt.Key.Key_Return)
    qtbot.mouseClick(screen.new_button, Qt.MouseButton.LeftButton)
    assert went == [Target(Screen.MEETING, meeting="bi"), Target(Screen.REQUEST, committee=NAME)]
    assert not unnamed(screen)


def test_a_rule_is_changed_with_the_keyboard(
    show: Show, workspace: FakeWorkspace, settled: Settled, qtbot: QtBot
) -> None:
    screen = show(CommitteeScreen, HERE)
    editor = screen.editor
    assert not editor.isVisible()
    screen.edit_button.setFocus()
    qtbot.keyClick(screen.edit_button, Qt.Key.Key_Space)
    assert editor.isVisible()
    qtbot.waitUntil(editor.count.hasFocus)
    editor.count.selectAll()
    qtbot.keyClicks(editor.count, "4")
    qtbot.keyClick(editor.unit, Qt.Key.Key_Down)
    qtbot.keyClick(editor.clock_on, Qt.Key.Key_Space)
    qtbot.keyClicks(editor.recipient, "borgmesteren")
    assert "4 hverdage før mødet" in editor.words.text()
    assert editor.words.text().endswith("til borgmesteren.")
    qtbot.keyClick(editor.save, Qt.Key.Key_Space)
    settled()
    rule = DeadlineRule(DeadlineUnit.WEEKDAYS_WITH_SATURDAY, 4, time(12), "borgmesteren")
    assert workspace.requests.rule(NAME) == rule
    assert not editor.isVisible()
    assert screen.edit_button.hasFocus()


def test_a_weekday_rule_counted_from_another_committee(
    show: Show, workspace: FakeWorkspace, settled: Settled, qtbot: QtBot
) -> None:
    rule = DeadlineRule(DeadlineUnit.WEEKDAY_BEFORE, 1, time(12), "", "Økonomiudvalget")
    workspace.requests.set_rule(NAME, rule)
    screen = show(CommitteeScreen, HERE)
    qtbot.mouseClick(screen.edit_button, Qt.MouseButton.LeftButton)
    editor = screen.editor
    assert editor.weekday.isVisible()
    assert not editor.count.isVisible()
    assert editor.weekday.currentText() == "Mandag"
    assert editor.reference.currentText() == "mødet i Økonomiudvalget"
    assert editor.rule() == rule


def test_cancelled_changes_nothing(show: Show, workspace: FakeWorkspace, settled: Settled, qtbot: QtBot) -> None:
    screen = show(CommitteeScreen, HERE)
    qtbot.mouseClick(screen.edit_button, Qt.MouseButton.LeftButton)
    screen.editor.count.setValue(20)
    qtbot.mouseClick(screen.editor.cancel, Qt.MouseButton.LeftButton)
    settled()
    assert workspace.requests.rule(NAME) == DeadlineRule()
    qtbot.mouseClick(screen.edit_button, Qt.MouseButton.LeftButton)
    assert screen.editor.count.value() == 8


def test_a_change_while_the_rule_is_edited_leaves_it_alone(
    show: Show, workspace: FakeWorkspace, settled: Settled, qtbot: QtBot
) -> None:
    screen = show(CommitteeScreen, HERE)
    qtbot.mouseClick(screen.edit_button, Qt.MouseButton.LeftButton)
    screen.editor.count.setValue(20)
    workspace.reading.mark_read("bi-2")
    screen.refresh(ChangeSet.of(Kind.READING, "bi-2"))
    settled()
    assert "5 af 8 punkter læst" in screen.rows[0].line.detail
    assert screen.editor.count.value() == 20


def test_another_committee_and_one_that_is_gone(show: Show, settled: Settled) -> None:
    screen = show(CommitteeScreen, HERE)
    screen.show_target(Target(Screen.COMMITTEE, committee="kommunalbestyrelsen"))
    settled()
    assert screen.title.text() == "Kommunalbestyrelsen"
    screen.show_target(Target(Screen.COMMITTEE, committee="fugleudvalget"))
    settled()
    assert screen.banners.banner is not None


@pytest.mark.parametrize("spoken", ["da", "en"])
@pytest.mark.parametrize("size", [(1222, 830), (806, 630)])
def test_nothing_is_cut_off(show: Show, spoken: str, size: tuple[int, int], qtbot: QtBot) -> None:
    language.set_language(spoken)
    screen = show(CommitteeScreen, HERE, size)
    screen.edit_button.click()
    assert screen.findChildren(QLabel)
    qtbot.waitUntil(lambda: not cut_off(screen))


def test_meetings_without_a_committee_have_a_page_without_deadline(workspace: FakeWorkspace, show: Show) -> None:
    workspace.hold("x", replace(agendas.economy_meeting(), committee=None))
    screen = show(CommitteeScreen, Target(Screen.COMMITTEE, committee=""))
    assert screen.title.text() == "Uden udvalg"
    assert [row.line.target.meeting for row in screen.rows] == ["x"]
    assert not screen.new_button.isVisible()
    assert not screen.deadline.isVisible()
    assert not screen.banners.isVisible()
    screen.show_target(HERE)


def test_hundreds_of_meetings_are_shown_by_and_by(show: Show, workspace: FakeWorkspace, qtbot: QtBot) -> None:
    (old,) = (row for row in workspace.meetings.list() if row.id == "old")
    many = tuple(replace(old, id=f"old-{number}") for number in range(600))
    workspace.meetings.list = lambda *_given, **_more: many  # type: ignore[method-assign]
    screen = show(CommitteeScreen, Target(Screen.COMMITTEE, committee=old.committee))
    assert len(screen.rows) < STEP
    qtbot.waitUntil(lambda: len(screen.rows) == STEP)
    more = next(b for b in screen.findChildren(QPushButton) if b.text() == "Vis 40 flere af 560")
    more.setFocus()
    qtbot.keyClick(more, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(screen.rows) == 2 * STEP)
    qtbot.waitUntil(screen.rows[STEP].hasFocus)
    assert any(b.text() == "Vis 40 flere af 520" for b in screen.findChildren(QPushButton))


def test_rows_stay_while_others_come(show: Show, workspace: FakeWorkspace, qtbot: QtBot) -> None:
    (old,) = (row for row in workspace.meetings.list() if row.id == "old")
    some = tuple(replace(old, id=f"old-{number}") for number in (1, 3, 5, 7))
    workspace.meetings.list = lambda *_given, **_more: some  # type: ignore[method-assign]
    screen = show(CommitteeScreen, Target(Screen.COMMITTEE, committee=old.committee))
    before = {row.line.target.meeting: row for row in screen.rows}
    before["old-3"].setFocus()
    some = tuple(replace(old, id=f"old-{number}") for number in range(1, 7))
    screen.refresh(ChangeSet.everything())
    qtbot.waitUntil(lambda: len(screen.rows) == 6)
    ids = [row.line.target.meeting for row in screen.rows]
    assert ids == [f"old-{number}" for number in (6, 5, 4, 3, 2, 1)]
    assert [screen.rows[ids.index(f"old-{n}")] is before[f"old-{n}"] for n in (1, 3, 5)] == [True] * 3
    assert before["old-3"].hasFocus()
    heights = [row.y() for row in screen.rows]
    assert heights == sorted(heights)
    following = []
    for _row in range(3):
        qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Tab)
        following.append(screen.focusWidget())
    assert following[:2] == screen.rows[4:6]


def test_another_group_of_meetings_takes_the_place_of_those_that_were_still_coming(
    show: Show, workspace: FakeWorkspace, qtbot: QtBot
) -> None:
    (old,) = (row for row in workspace.meetings.list() if row.id == "old")
    some = tuple(replace(old, id=f"old-{number}") for number in range(100))
    workspace.meetings.list = lambda *_given, **_more: some  # type: ignore[method-assign]
    screen = show(CommitteeScreen, Target(Screen.COMMITTEE, committee=old.committee))
    assert FIRST <= len(screen.rows) < STEP
    some = some[50:52]
    screen.refresh(ChangeSet.everything())
    qtbot.waitUntil(lambda: len(screen.rows) == 2)
    qtbot.wait(50)
    assert len(screen.rows) == 2
    assert sum(1 for row in screen.findChildren(RowButton) if row.isVisible()) == 2
