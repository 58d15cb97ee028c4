"""Every screen with the keyboard alone, and with a screen reader: names on everything, and a way to everything."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from moedeklar.model.work import Colour
from moedeklar.ui.kit.preset_form import PresetFormDialog
from moedeklar.ui.navigation import Screen
from moedeklar.ui.shell.about import AboutDialog
from moedeklar.ui.shell.keys import KeysDialog
from moedeklar.ui.theme.theme import Theme
from tests.ui.shell.conftest import Opened

INTERACTIVE = (
    QAbstractButton, QLineEdit, QComboBox, QAbstractItemView, QPlainTextEdit, QTextEdit, QAbstractSlider,
    QAbstractSpinBox,
)  # fmt: skip
WHERE: dict[Screen, dict[str, str]] = {
    Screen.OVERVIEW: {},
    Screen.COMMITTEE: {"committee": "Økonomiudvalget"},
    Screen.MEETING: {"meeting": "bi", "item": "bi-2"},
    Screen.PAGES: {"meeting": "bi", "item": "bi-2", "attachment": "bi-2-a1"},
    Screen.NOTES: {},
    Screen.BOOKMARKS: {},
    Screen.REQUESTS: {},
    Screen.REQUEST: {"committee": "Økonomiudvalget"},
    Screen.SOURCES: {},
    Screen.SETTINGS: {},
    Screen.PUBLISH: {},
    Screen.WELCOME: {},
}


@pytest.fixture
def shown(opened: Opened) -> Opened:
    workspace = opened.workspace
    workspace.notes.add_quote("bi-2", "56 tilsynssager", text="Spørg", colour=Colour.YELLOW)
    workspace.notes.add("bi-2", text="hele punktet")
    workspace.bookmarks.add("bi-2")
    opened.settle()
    return opened


def interactive(root: QWidget) -> Iterator[QWidget]:
    for widget in root.findChildren(QWidget):
        inside_another = widget.objectName().startswith("qt_") or isinstance(widget, QScrollBar)
        combo = (
            isinstance(widget.parent(), (QComboBox, QAbstractSpinBox, QLineEdit)) or "ComboBox" in type(widget).__name__
        )
        if isinstance(widget, INTERACTIVE) and widget.isVisible() and not inside_another and not combo:
            yield widget


def spoken(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


@pytest.mark.parametrize("screen", list(WHERE))
def test_everything_that_can_be_used_has_a_name(shown: Opened, screen: Screen) -> None:
    shown.go(screen, **WHERE[screen])
    found = list(interactive(shown.window))
    assert len(found) > 5
    nameless = [f"{type(w).__module__}.{type(w).__name__} {w.property('role')}" for w in found if not spoken(w).strip()]
    assert nameless == []


@pytest.mark.parametrize("screen", list(WHERE))
def test_tab_walks_round_and_reaches_the_screen(shown: Opened, screen: Screen, qtbot: QtBot) -> None:
    shown.go(screen, **WHERE[screen])
    stack, seen = shown.content.stack, []
    for _ in range(150):
        focus = QApplication.focusWidget()
        assert focus is not None, "the keyboard is nowhere"
        assert focus.isVisible()
        if focus in seen and focus is not seen[-1]:
            break
        if focus not in seen:  # a text may be several stops: its links
            seen.append(focus)
        modifier = Qt.KeyboardModifier.NoModifier
        if isinstance(focus, (QPlainTextEdit, QTextEdit)) and not focus.tabChangesFocus() and not focus.isReadOnly():
            modifier = Qt.KeyboardModifier.ControlModifier
        qtbot.keyClick(focus, Qt.Key.Key_Tab, modifier)
    assert QApplication.focusWidget() in seen, "tabbing never comes round"
    assert any(stack.isAncestorOf(widget) for widget in seen)
    assert shown.content.side.places in seen
    assert shown.content.top.search in seen
    reachable = [w for w in interactive(stack) if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isEnabled()]
    missed = [
        w for w in reachable if w not in seen and not _in_group(w, seen) and not isinstance(w, QAbstractScrollArea)
    ]
    assert [f"{type(w).__name__} {spoken(w)}" for w in missed] == []


def _in_group(widget: QWidget, seen: list[QWidget]) -> bool:
    """Buttons of one group are one stop: arrows go on from there."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return group is not None and any(button in seen for button in group.buttons())


def test_enter_presses_the_button_that_has_the_keyboard(opened: Opened, qtbot: QtBot) -> None:
    opened.go(Screen.SETTINGS)
    screen = opened.content.stack.current
    assert screen is not None
    button = screen.about_button  # type: ignore[attr-defined]  # of SettingsScreen
    for pressed in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        with qtbot.waitSignal(button.clicked, timeout=1000):
            button.setFocus()
            qtbot.keyClick(button, pressed)
        for dialog in opened.window.findChildren(QDialog):
            dialog.reject()


def test_rows_say_what_they_show(shown: Opened) -> None:
    model = shown.content.stack.current.list.model  # type: ignore[union-attr]
    texts = [model.data(model.index(n), int(Qt.ItemDataRole.AccessibleTextRole)) for n in range(model.rowCount())]
    assert texts[1].startswith("Punkt 2, Status for tilsynet")
    assert "2 bilag, 2 noter, Besluttet: Taget til efterretning." in texts[1]
    assert "ændret, siden du læste det" in texts[2]
    assert "fra din anmodning" in texts[5]
    assert "Kommende sag, Regnskab 2026 og budgetopfølgning, forventes 9. marts 2027" in texts
    assert "Punkt 8.2, Konference i Havnholm" in texts
    assert texts[-1] == "Punkt 9, Lukket punkt, lukket"


def test_the_item_is_readable_text_to_a_screen_reader(shown: Opened) -> None:
    text = shown.content.stack.current.text  # type: ignore[union-attr]
    interface = QAccessible.queryAccessibleInterface(text)
    assert interface is not None
    said = interface.textInterface()
    assert said is not None
    whole = said.text(0, said.characterCount())
    assert "Indstilling" in whole
    assert "4,4 mio. kr." in whole


@pytest.mark.parametrize("kind", [KeysDialog, AboutDialog, PresetFormDialog])
def test_dialogs_have_names_too(qtbot: QtBot, theme: Theme, kind: type[QDialog]) -> None:
    made = {KeysDialog: KeysDialog, AboutDialog: lambda: AboutDialog("0.1.0")}
    dialog = made.get(kind, lambda: PresetFormDialog(theme, ""))()
    qtbot.addWidget(dialog)
    dialog.show()
    assert [type(w).__name__ for w in interactive(dialog) if not spoken(w).strip()] == []


@pytest.mark.parametrize("size", [(1024, 700), (1440, 900)])
@pytest.mark.parametrize("screen", list(WHERE))
def test_no_word_is_cut_off(shown: Opened, screen: Screen, size: tuple[int, int], qtbot: QtBot) -> None:
    shown.window.resize(*size)
    shown.go(screen, **WHERE[screen])

    def fits() -> None:
        # Waited for: pages come from another process, and a layout follows what comes.
        assert (shown.window.width(), shown.window.height()) == size, "something asks for more room than there is"
        assert _cut(shown.window) == []

    qtbot.waitUntil(fits, timeout=15_000)


def _cut(window: QWidget) -> list[str]:
    return [
        part.text()
        for part in (*window.findChildren(QLabel), *window.findChildren(QAbstractButton))
        if part.isVisible() and part.text() and _one_line(part) and part.sizeHint().width() > part.width() + 1
    ]


def _one_line(part: QWidget) -> bool:
    """Whether the words stand in one line that does not shorten itself."""
    if isinstance(part, QLabel):
        return type(part) is QLabel and not part.wordWrap()
    return type(part).__name__ in ("QPushButton", "QCheckBox")
