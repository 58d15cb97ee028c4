"""The window: going about in it, what its bars say, undo, languages, themes, closing."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from moedeklar import __version__
from moedeklar.model.errors import StoreError
from moedeklar.model.work import Place
from moedeklar.ui.navigation import Screen, Target
from moedeklar.ui.reader.screen import ReaderScreen
from moedeklar.ui.shell.memory import WindowMemory
from moedeklar.ui.shell.qt_language import QtLanguage
from moedeklar.ui.shell.window import MainWindow, start_target
from moedeklar.ui.sources.view import SourcesScreen
from moedeklar.ui.theme.theme import Theme
from moedeklar.wording import language
from tests.ui.shell.conftest import Opened, focus_is_in_screen

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def reader(opened: Opened) -> ReaderScreen:
    screen = opened.content.stack.made(Screen.MEETING)
    assert isinstance(screen, ReaderScreen)
    return screen


def key(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    qtbot.keyClick(widget, key, modifier)


def words(opened: Opened) -> str:
    return " | ".join(label.text() for label in opened.content.status.findChildren(QLabel) if label.isVisible())


def banner_words(opened: Opened) -> list[str]:
    layout = opened.content._banners
    return [layout.itemAt(n).widget().accessibleName() for n in range(layout.count())]


def test_the_bars_say_how_things_stand(opened: Opened) -> None:
    assert "Punkt 2 af 9" in words(opened)
    assert "Krypteret lager" in words(opened)
    assert opened.content.status._store.text() == "Alt er hentet og kan læses uden net"
    assert opened.content.top._state.text() == "Synkroniseret 07.42"
    assert opened.window.isVisible()


def test_the_keyboard_is_in_the_text_from_the_start(opened: Opened) -> None:
    assert reader(opened).text.hasFocus()


def test_the_navigation_lists_places_meetings_and_committees(opened: Opened) -> None:
    entries = opened.content.side.places.entries
    shown = [entries.at(n) for n in range(entries.rowCount())]
    assert [e.text for e in shown if e] == [
        "Overblik", "Bogmærker", "Mine noter", "Anmodninger",
        "Kommende møder", "Beskæftigelses- og Fællesskabsudvalget", "Økonomiudvalget", "Kommunalbestyrelsen",
        "Udvalg", "Beskæftigelses- og Fællesskabsudvalget", "Kommunalbestyrelsen", "Økonomiudvalget",
    ]  # fmt: skip
    assert [e.trailing for e in shown[5:8] if e] == ["tir 9.", "tor 18.", "man 22."]
    assert opened.content.side.places.currentIndex().row() == 5


def test_counts_follow_what_is_made(opened: Opened) -> None:
    opened.workspace.notes.add("bi-2", text="en")
    opened.settle()
    QTest.qWait(150)
    opened.settle()
    entry = opened.content.side.places.entries.at(2)
    assert entry is not None
    assert entry.trailing == "1"


def test_arrows_and_enter_walk_the_navigation(opened: Opened, qtbot: QtBot) -> None:
    places = opened.content.side.places
    places.setFocus()
    qtbot.keyClick(places, Qt.Key.Key_Home)
    qtbot.keyClick(places, Qt.Key.Key_Down)
    qtbot.keyClick(places, Qt.Key.Key_Return)
    opened.settle()
    assert opened.navigator.current is not None
    assert opened.navigator.current.screen is Screen.BOOKMARKS
    assert focus_is_in_screen(opened)


def test_letters_leave_the_navigation_where_it_is(opened: Opened, qtbot: QtBot) -> None:
    places = opened.content.side.places
    places.setFocus()
    before = places.currentIndex().row()
    qtbot.keyClicks(places, "omr")
    assert places.currentIndex().row() == before
    qtbot.keyClick(places, Qt.Key.Key_Home)
    assert places.hasFocus()
    qtbot.keyClick(places, Qt.Key.Key_F6)
    assert focus_is_in_screen(opened)
    assert places.currentIndex().row() == before


def test_a_meeting_clicked_in_the_navigation_has_the_keys(opened: Opened, qtbot: QtBot) -> None:
    opened.go(Screen.OVERVIEW)
    places = opened.content.side.places
    index = places.entries.index(places.entries.row_for(Target(Screen.MEETING, meeting="bi")))
    qtbot.mouseClick(places.viewport(), Qt.MouseButton.LeftButton, pos=places.visualRect(index).center())
    opened.settle()
    assert focus_is_in_screen(opened)
    before = opened.content.status._place.text()
    key(qtbot, Qt.Key.Key_J)
    opened.settle()
    assert opened.content.status._place.text() != before


def test_a_place_found_has_the_keys_even_from_the_navigation(opened: Opened, qtbot: QtBot) -> None:
    opened.content.side.places.setFocus()
    key(qtbot, Qt.Key.Key_K, CONTROL)
    opened.settle()
    qtbot.keyClicks(QApplication.focusWidget(), "indstillinger")
    opened.settle()
    QTest.qWait(200)
    opened.settle()
    key(qtbot, Qt.Key.Key_Return)
    opened.settle()
    assert opened.navigator.current == Target(Screen.SETTINGS)
    assert focus_is_in_screen(opened)


@pytest.mark.parametrize("way", [Qt.Key.Key_Tab, Qt.Key.Key_Backtab])
def test_tab_goes_through_the_window_as_one_reads(opened: Opened, qtbot: QtBot, way: Qt.Key) -> None:
    content = opened.content
    content.top.search.setFocus()
    parts = [content.top, content.side, content.stack, content.status]
    passed: list[QWidget] = []
    for _ in range(80):
        focus = QApplication.focusWidget()
        part = next(part for part in parts if part.isAncestorOf(focus))
        if not passed or passed[-1] is not part:
            passed.append(part)
        key(qtbot, way)
    expected = parts if way == Qt.Key.Key_Tab else [parts[0], *reversed(parts[1:])]
    assert passed[:4] == expected


def test_back_and_forward_by_key(opened: Opened, qtbot: QtBot) -> None:
    opened.go(Screen.NOTES)
    key(qtbot, Qt.Key.Key_Left, ALT)
    opened.settle()
    assert opened.navigator.current is not None
    assert opened.navigator.current.screen is Screen.MEETING
    key(qtbot, Qt.Key.Key_Right, ALT)
    opened.settle()
    assert opened.navigator.current.screen is Screen.NOTES


def test_coming_back_leads_to_the_item_read_last(opened: Opened, qtbot: QtBot) -> None:
    key(qtbot, Qt.Key.Key_J)
    opened.settle()
    opened.go(Screen.NOTES)
    opened.navigator.back()
    opened.settle()
    assert reader(opened).list.chosen == "bi-3"


def test_steps_stand_in_the_status_bar(opened: Opened, qtbot: QtBot) -> None:
    buttons = opened.content.status._steps
    assert [b.text() for b in buttons] == ["Forrige", "Næste"]
    qtbot.mouseClick(buttons[1], Qt.MouseButton.LeftButton)
    opened.settle()
    assert "Punkt 3 af 9" in words(opened)
    opened.go(Screen.NOTES)
    assert not buttons[0].isVisible()


def test_undo_and_redo_are_named_and_done(opened: Opened, qtbot: QtBot) -> None:
    menus = opened.content._menus
    assert not menus.undo.isEnabled()
    found = reader(opened).text.document().find("56 tilsynssager")
    reader(opened).text.setTextCursor(found)
    key(qtbot, Qt.Key.Key_1)
    opened.settle()
    assert menus.undo.text() == "Fortryd: markering"
    assert "Gemt" in words(opened)
    key(qtbot, Qt.Key.Key_Z, CONTROL)
    opened.settle()
    assert opened.workspace.notes.list() == ()
    assert menus.redo.text() == "Gendan: markering"
    key(qtbot, Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    opened.settle()
    assert len(opened.workspace.notes.list()) == 1


def test_saved_is_not_said_while_words_wait_to_be_written(opened: Opened) -> None:
    reader = opened.content.stack.current
    assert isinstance(reader, ReaderScreen)
    reader.work.toggle_bookmark()
    opened.settle()
    assert "Gemt" in words(opened)
    reader.doing.note_on_item()
    QTest.keyClicks(reader.notes.cards.all[0].editor, "a")
    assert "Ikke gemt endnu" in words(opened)
    reader.flush()
    assert "Gemmer …" in words(opened)
    opened.settle()
    assert "Gemt" in words(opened)


def test_the_menus_show_the_readers_actions_while_it_is_there(opened: Opened) -> None:
    def texts() -> list[str]:
        return [action.text() for menu in opened.content._menus.bar.actions() for action in menu.menu().actions()]

    assert "Fremhæv med gult" in texts()
    assert "Næste punkt" in texts()
    opened.go(Screen.NOTES)
    assert "Næste punkt" not in texts()
    for text in ("Tilføj en kilde …", "Hent nyt", "Gem en sikkerhedskopi …", "Gendan fra sikkerhedskopi …", "Taster"):
        assert text in texts()


def test_ctrl_k_opens_the_search_from_anywhere(opened: Opened, qtbot: QtBot) -> None:
    key(qtbot, Qt.Key.Key_K, CONTROL)
    palette = opened.content._palette
    assert palette is not None
    assert palette.isVisible()
    key(qtbot, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert opened.navigator.current is not None
    assert opened.navigator.current.screen is Screen.MEETING


def test_typing_into_the_field_at_the_top_searches(opened: Opened, qtbot: QtBot) -> None:
    opened.content.top.search.setFocus()
    qtbot.keyClick(opened.content.top.search, Qt.Key.Key_K)
    palette = opened.content._palette
    assert palette is not None
    assert palette.edit.text() == "k"


def test_escape_leads_from_the_attachment_to_its_item(opened: Opened, qtbot: QtBot) -> None:
    reader(opened).doing.open_attachment("bi-2-a1")
    opened.settle()
    assert opened.navigator.current is not None
    assert opened.navigator.current.screen is Screen.PAGES
    key(qtbot, Qt.Key.Key_Escape)
    opened.settle()
    assert (opened.navigator.current.screen, opened.navigator.current.item) == (Screen.MEETING, "bi-2")


def test_fetching_shows_how_far_it_is_and_what_it_brought(opened: Opened, qtbot: QtBot) -> None:
    from dataclasses import replace

    opened.workspace.sources.report = replace(opened.workspace.sources.report, new=2)
    rooms = opened.window._rooms
    assert rooms is not None
    seen: list[str] = []
    rooms.runner.progress.connect(lambda _event: seen.append(opened.content.top._words.text()))
    with qtbot.waitSignal(rooms.runner.finished, timeout=5000):
        key(qtbot, Qt.Key.Key_F5)
    assert "Henter 3 af 3" in seen
    assert banner_words(opened) == ["2 nye møder."]


def test_an_error_nobody_tells_is_told_over_the_screen(opened: Opened) -> None:
    rooms = opened.window._rooms
    assert rooms is not None

    def fail() -> None:
        raise StoreError("disk_full")

    rooms.operations.command(fail)
    opened.settle()
    assert len(banner_words(opened)) == 1


def test_a_fault_of_the_program_can_be_copied(opened: Opened, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QPushButton

    opened.window.tell_fault("Traceback: den lange forklaring")
    banner = opened.content._banners.itemAt(0).widget()
    button = next(b for b in banner.findChildren(QPushButton) if b.text() == "Kopiér detaljer")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == "Traceback: den lange forklaring"


def test_writes_of_another_program_are_noticed(opened: Opened, qtbot: QtBot) -> None:
    opened.workspace.hold("bi", *opened.workspace.held["bi"].contents[:1])
    opened.workspace.outside = True
    opened.window._look_outside()
    opened.settle()
    opened.settle()
    assert "Beslutning ·" not in reader(opened).text.document().toPlainText()


def test_another_language_is_spoken_at_once_at_the_same_place(opened: Opened, qtbot: QtBot) -> None:
    reader(opened).notes.cards.start_draft("Ny note til punktet")
    QTest.keyClicks(QApplication.focusWidget(), "gemt først")
    opened.window._choose_language("en")
    opened.settle()
    assert language.language() == "en"
    assert "Item 2 of 9" in words(opened)
    assert opened.content._menus.bar.actions()[0].text() == "&File"
    assert [note.text for note in opened.workspace.notes.list()] == ["gemt først"]
    key(qtbot, Qt.Key.Key_J)
    opened.settle()
    assert "Item 3 of 9" in words(opened)
    key(qtbot, Qt.Key.Key_K, CONTROL)
    assert opened.content._palette is not None
    key(qtbot, Qt.Key.Key_Escape)
    opened.window._choose_language("da")
    opened.settle()
    assert "Punkt 3 af 9" in words(opened)


def test_menus_hold_the_screens_own_actions_however_often_they_are_made_anew(opened: Opened) -> None:
    def sizes() -> list[int]:
        menus = [entry.menu() for entry in opened.content._menus.bar.actions()]
        return [len(menu.actions()) for menu in menus if isinstance(menu, QMenu)]

    at_item = sizes()
    for turn in range(6):
        opened.window._choose_language("en" if turn % 2 == 0 else "da")
        gc.collect()
        opened.settle()
        opened.go(Screen.OVERVIEW)
        elsewhere = sizes()
        assert sum(elsewhere) < sum(at_item)
        opened.navigator.back()
        opened.settle()
        assert sizes() == at_item


def test_qts_own_words_follow(qapp: QApplication) -> None:
    from PySide6.QtWidgets import QDialogButtonBox

    def cancel() -> str:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        return box.buttons()[0].text().replace("&", "")

    spoken = QtLanguage()
    spoken.speak("da")
    danish = cancel()
    spoken.speak("en")
    assert (danish, cancel()) == ("Annuller", "Cancel")


def test_the_theme_changes_from_the_menu(opened: Opened) -> None:
    opened.content._menus.themes["dark"].trigger()
    opened.settle()
    assert opened.workspace.settings.get("theme") == "dark"
    ground = opened.window.grab().toImage().pixelColor(700, 400)
    assert ground.lightness() < 80
    opened.content._menus.themes["light"].trigger()


def test_the_keys_are_listed(opened: Opened, qtbot: QtBot) -> None:
    from moedeklar.ui.shell.about import AboutDialog
    from moedeklar.ui.shell.keys import KeysDialog

    key(qtbot, Qt.Key.Key_F1)
    dialog = opened.window.findChild(KeysDialog)
    assert isinstance(dialog, KeysDialog)
    assert any("markér" in label.text().lower() for label in dialog.findChildren(QLabel))
    dialog.reject()
    next(action for action in opened.window.actions() if action.text() == "Om Mødeklar").trigger()
    about = opened.window.findChild(AboutDialog)
    assert isinstance(about, AboutDialog)
    seen = [label.text() for label in about.findChildren(QLabel) if label.isVisible()]
    assert f"Version {__version__}" in seen
    assert any("udvalg" in text for text in seen)
    assert not any(text.isVisible() for text in about.findChildren(QPlainTextEdit))
    about.tabs.setCurrentIndex(1)
    assert any(text.isVisible() for text in about.findChildren(QPlainTextEdit))
    about.reject()


def test_closing_stores_what_was_being_written(
    opened: Opened, qtbot: QtBot, close_window: Callable[[MainWindow], None]
) -> None:
    reader(opened).notes.cards.start_draft("Ny note til punktet")
    QTest.keyClicks(QApplication.focusWidget(), "i sidste øjeblik")
    close_window(opened.window)
    assert [note.text for note in opened.workspace.notes.list()] == ["i sidste øjeblik"]
    assert not opened.window.isVisible()


def test_the_window_stays_where_something_cannot_be_stored(
    opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object, **_more: object) -> None:
        raise StoreError("disk_full")

    with monkeypatch.context() as broken:
        broken.setattr(opened.workspace.notes, "add", full)
        reader(opened).notes.cards.start_draft("Ny note til punktet")
        QTest.keyClicks(QApplication.focusWidget(), "må ikke tabes")
        opened.window.close()
        qtbot.waitUntil(lambda: any("ikke gemmes" in words for words in banner_words(opened)), timeout=3000)
        assert opened.window.isVisible()
    opened.window.close()
    qtbot.waitUntil(lambda: not opened.window.isVisible(), timeout=3000)
    assert [note.text for note in opened.workspace.notes.list()] == ["må ikke tabes"]


def test_the_window_remembers_how_it_stood(theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "window.ini"
    memory = WindowMemory(path)
    first = MainWindow(theme, memory, QtLanguage())
    qtbot.addWidget(first)
    first.resize(780, 560)
    first.show()
    memory.language, memory.theme = "en", "dark"
    first.close_now()
    second = MainWindow(theme, WindowMemory(path), QtLanguage())
    qtbot.addWidget(second)
    assert second.size() == QSize(780, 560)
    again = WindowMemory(path)
    assert (again.language, again.theme) == ("en", "dark")


@pytest.mark.parametrize(
    ("place", "sources", "screen"),
    [
        (None, False, Screen.WELCOME),
        (None, True, Screen.OVERVIEW),
        (Place("settings"), True, Screen.OVERVIEW),
        (Place("meeting", "m", "i", "decision", 4), True, Screen.MEETING),
    ],
)
def test_it_begins_where_reading_stopped(place: Place | None, sources: bool, screen: Screen) -> None:
    target = start_target(place, sources=sources)
    assert target.screen is screen
    if screen is Screen.MEETING:
        assert (target.meeting, target.item, target.section, target.start) == ("m", "i", "decision", 4)


def test_somebody_with_nothing_is_welcomed(open_empty: Opened) -> None:
    assert open_empty.content.status._store.text() == "Ingen kilder endnu"
    assert open_empty.content.top._state.isHidden()


@pytest.mark.parametrize("screen", [Screen.MEETING, Screen.SOURCES])
def test_another_source_is_added_among_the_sources(opened: Opened, qtbot: QtBot, screen: Screen) -> None:
    opened.go(screen, **({"meeting": "bi"} if screen is Screen.MEETING else {}))
    opened.content.side.places.setFocus()
    key(qtbot, Qt.Key.Key_O, CONTROL)
    opened.settle()
    sources = opened.content.stack.current
    assert isinstance(sources, SourcesScreen)
    assert sources.municipality.line.edit.hasFocus()
    opened.go(Screen.OVERVIEW)
    opened.go(Screen.SOURCES)
    assert not sources.municipality.line.edit.hasFocus()


def test_the_first_source_is_added_on_the_welcome_screen(open_empty: Opened, qtbot: QtBot) -> None:
    open_empty.go(Screen.OVERVIEW)
    key(qtbot, Qt.Key.Key_O, CONTROL)
    open_empty.settle()
    assert open_empty.navigator.current == Target(Screen.WELCOME)


def test_the_committee_is_marked_while_a_past_meeting_of_it_is_read(opened: Opened) -> None:
    opened.go(Screen.MEETING, meeting="old")
    places = opened.content.side.places
    assert [index.data() for index in places.selectedIndexes()] == ["Beskæftigelses- og Fællesskabsudvalget"]
    assert places.currentIndex().row() == 9


def test_each_licence_is_shown_where_it_is_chosen(qtbot: QtBot) -> None:
    from moedeklar.ui.shell.about import AboutDialog

    about = AboutDialog("0.1.0", licences=True)
    qtbot.addWidget(about)
    about.show()
    names = [about.licences.names.item(row).text() for row in range(about.licences.names.count())]
    assert names[0] == "Mødeklar"
    assert {"qt", "pymupdf", "Source Serif 4"} <= set(names)
    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in about.licences.text.toPlainText()
    about.licences.names.setFocus()
    for _name in names[: names.index("qt")]:
        qtbot.keyClick(about.licences.names, Qt.Key.Key_Down)
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in about.licences.text.toPlainText()
