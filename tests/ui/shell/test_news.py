"""What a run brought is told quietly; one meeting alone is fetched by key and from a row's menu."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from moedeklar.member.schedule import Run
from moedeklar.model.errors import SourceError
from moedeklar.model.reports import RunReport
from moedeklar.model.views import Arrival
from moedeklar.ui.navigation import Screen
from moedeklar.ui.overview.view import OverviewScreen
from moedeklar.ui.shell.news import ON_DESKTOP, news_lines, news_words
from tests.fakes.workspace import FakeWorkspace
from tests.ui.shell.conftest import Opened

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
SHIFT = Qt.KeyboardModifier.ShiftModifier


def arrivals(workspace: FakeWorkspace, *, new: bool = True) -> tuple[Arrival, ...]:
    rows = workspace.meetings.list()
    return tuple(Arrival(row, workspace.clock.now(), new) for row in rows)


def ran_by_itself(opened: Opened, report: RunReport | Exception) -> None:
    tell = opened.workspace.schedule._followers.tell
    tell(Run(("source-1",), by_itself=True))
    tell(Run(("source-1",), by_itself=True, ended=report))
    opened.settle()


def banners(opened: Opened) -> int:
    return opened.content._banners.count()


def test_news_in_words(workspace: FakeWorkspace) -> None:
    (first, second, *_) = came = arrivals(workspace)
    assert news_words((first,)).startswith("Ny dagsorden: ")
    assert news_words((Arrival(first.meeting, first.when, False),)).startswith("Ændret: ")
    assert news_words((first, Arrival(second.meeting, second.when, False))) == "1 ny dagsorden, 1 ændret"
    assert news_lines(came).count("\n") == 3
    assert news_lines(came).endswith("og 1 mere")


def test_what_came_by_itself_stands_in_the_status_bar_and_nothing_moves(opened: Opened, qtbot: QtBot) -> None:
    came = next(one for one in arrivals(opened.workspace) if one.meeting.id == "kb")
    opened.workspace.meetings.arrivals = (came,)
    focus = QApplication.focusWidget()
    shown: list[str] = []
    opened.content.news.notify = lambda title, text: shown.append(title + text)
    ran_by_itself(opened, RunReport(new=1))
    news = opened.content.status._news
    qtbot.waitUntil(news.isVisible)
    assert news.text().startswith("Ny dagsorden: ")
    assert banners(opened) == 0
    assert QApplication.focusWidget() is focus
    assert shown == [], "nobody asked for that"
    qtbot.mouseClick(news, Qt.MouseButton.LeftButton)
    opened.settle()
    assert opened.navigator.current is not None
    assert (opened.navigator.current.screen, opened.navigator.current.meeting) == (Screen.MEETING, "kb")
    assert not news.isVisible()


def test_the_desktop_is_told_where_that_is_wanted_and_names_no_item(
    opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.workspace.meetings.arrivals = arrivals(opened.workspace)
    opened.workspace.settings.set(ON_DESKTOP, True)
    shown: list[tuple[str, str]] = []
    opened.content.news.notify = lambda title, text: shown.append((title, text))
    ran_by_itself(opened, RunReport(new=4))
    assert shown == [], "the window is in front"
    monkeypatch.setattr(QApplication, "activeWindow", staticmethod(lambda: None))
    ran_by_itself(opened, RunReport(new=4))
    qtbot.waitUntil(lambda: len(shown) == 1)
    said = " ".join(shown[0])
    rows = opened.workspace.meetings.list()
    titles = [item.title for row in rows for item in opened.workspace.meetings.view(row.id).items]
    assert not [title for title in titles if title in said]


def test_nothing_new_and_a_run_elsewhere_say_nothing(opened: Opened) -> None:
    ran_by_itself(opened, RunReport(unchanged=4))
    ran_by_itself(opened, SourceError("sync_running", process=1))
    assert not opened.content.status._news.isVisible()
    assert banners(opened) == 0


def test_the_status_bar_says_when_is_fetched_again(opened: Opened, qtbot: QtBot) -> None:
    opened.workspace.schedule.next_run = opened.workspace.clock.now() + timedelta(hours=1)
    opened.workspace.schedule.wake()
    qtbot.waitUntil(lambda: opened.content.status._next.text() == "Henter igen 08.42")
    opened.workspace.schedule.pause()
    qtbot.waitUntil(lambda: opened.content.status._next.text() == "Hentning er sat på pause")


def test_where_there_is_little_room_what_is_new_comes_first(opened: Opened, qtbot: QtBot) -> None:
    status = opened.content.status
    status.show_next("Henter igen 08.42")
    status.show_news("Ny dagsorden: Havneudvalget, 9. feb.")
    assert status._next.isVisible()
    assert status._store.isVisible()
    opened.window.resize(1024, 700)
    qtbot.waitUntil(lambda: not status._next.isVisible() and not status._store.isVisible())
    assert status._news.isVisible()
    status.show_news("")
    assert status._store.isVisible()


@pytest.fixture
def asked(opened: Opened) -> list[str | None]:
    """The meetings that are fetched alone."""
    found: list[str | None] = []

    def sync(*_given: object, meeting: str | None = None, **_named: object) -> RunReport:
        found.append(meeting)
        return RunReport(unchanged=1)

    opened.workspace.sources.sync = sync  # type: ignore[assignment]
    return found


def test_only_the_meeting_that_is_shown_is_fetched(opened: Opened, asked: list[str | None], qtbot: QtBot) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, Qt.Key.Key_F5, SHIFT)
    qtbot.waitUntil(lambda: banners(opened) == 1)
    assert asked == ["bi"]
    assert "Intet nyt i dette møde" in opened.content._banners.itemAt(0).widget().accessibleName()


def test_where_no_meeting_is_at_hand_it_is_said_how(opened: Opened, asked: list[str | None], qtbot: QtBot) -> None:
    opened.go(Screen.SETTINGS)
    opened.content.one_meeting.fetch()
    assert asked == []
    assert "Åbn et møde først" in opened.content._banners.itemAt(0).widget().accessibleName()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_meeting_of_a_row_is_fetched_from_its_menu(
    opened: Opened, asked: list[str | None], qtbot: QtBot, settled_menu: Callable[[], QMenu]
) -> None:
    opened.go(Screen.COMMITTEE, committee="Økonomiudvalget")
    row = opened.content.stack.current.rows[0]  # type: ignore[union-attr]
    row.setFocus()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(9, 9), row.mapToGlobal(QPoint(9, 9)))
    QApplication.sendEvent(row, event)
    menu = settled_menu()
    assert [action.text() for action in menu.actions()] == ["Åbn", "Hent kun dette møde"]
    menu.actions()[1].trigger()
    menu.close()
    qtbot.waitUntil(lambda: asked == ["oko"])


@pytest.fixture
def settled_menu(qtbot: QtBot) -> Callable[[], QMenu]:
    def found() -> QMenu:
        qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        return menu

    return found


def test_new_agendas_stand_in_the_overview_until_they_are_read(opened: Opened) -> None:
    opened.workspace.meetings.arrivals = tuple(
        one for one in arrivals(opened.workspace) if one.meeting.id in ("bi", "kb")
    )
    opened.go(Screen.OVERVIEW)
    screen = opened.content.stack.current
    assert isinstance(screen, OverviewScreen)
    rows = screen.cards["arrived"].rows
    assert [row.line.target.meeting for row in rows] == ["kb"], "the next meeting has a card of its own"
    assert rows[0].line.trailing == "kom 07.42"
