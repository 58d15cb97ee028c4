"""What Qt itself says (its dialogs, the menus of its fields) is said in the language of the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFileDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QTextBrowser,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from moedeklar.ui.shell.qt_language import QtLanguage
from moedeklar.ui.theme.theme import Theme


@pytest.fixture
def spoken() -> Iterator[QtLanguage]:
    made = QtLanguage()
    yield made
    made.speak("en")
    made.fall_silent()
    QLocale.setDefault(QLocale(QLocale.Language.English))


def words(dialog: QWidget) -> set[str]:
    """All that stands in a dialog or is said of its buttons."""
    parts = [part.text() for kind in (QLabel, QPushButton) for part in dialog.findChildren(kind)]
    parts += [part.toolTip() for part in dialog.findChildren(QToolButton)]
    parts += [action.text() for action in dialog.findChildren(QAction)]
    for header in dialog.findChildren(QHeaderView):
        model = header.model()
        parts += [str(model.headerData(n, header.orientation())) for n in range(model.columnCount())]
    return {part.replace("&", "").partition("\t")[0] for part in parts if part.strip()}


def file_dialog(qtbot: QtBot, folder: Path, saves: bool) -> QFileDialog:
    dialog = QFileDialog(directory=str(folder))
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    mode = QFileDialog.AcceptMode.AcceptSave if saves else QFileDialog.AcceptMode.AcceptOpen
    dialog.setAcceptMode(mode)
    dialog.show()
    return dialog


DANISH = {
    "Placering:", "Filnavn:", "Filtype:", "Annuller", "Navn", "Størrelse", "Type", "Ændringsdato", "Tilbage", "Frem",
    "Opret ny mappe", "Overliggende mappe", "Listevisning", "Detaljeret visning", "Omdøb", "Slet", "Ny mappe",
    "Vis skjulte filer",
}  # fmt: skip


@pytest.mark.parametrize("saves", [True, False])
def test_the_file_dialog_is_danish_throughout(
    spoken: QtLanguage, theme: Theme, qtbot: QtBot, tmp_path: Path, saves: bool
) -> None:
    spoken.speak("da")
    (tmp_path / "mappe").mkdir()
    dialog = file_dialog(qtbot, tmp_path, saves)
    said = words(dialog)
    assert (DANISH | {"Gem" if saves else "Åbn"}) - said == set()
    english = {"Look in", "Files of", "Folder", "Cancel", "Parent", "Name", "Size", "Back", "Create", "View", "Delete"}
    assert [word for word in said if any(word.startswith(start) for start in english)] == []


@pytest.mark.parametrize("saves", [True, False])
def test_in_english_it_does_not_look_in_when_it_saves(
    spoken: QtLanguage, qtbot: QtBot, tmp_path: Path, saves: bool
) -> None:
    spoken.speak("en")
    assert {"Location:", "File type:", "File name:"} <= words(file_dialog(qtbot, tmp_path, saves))


def test_buttons_and_questions(spoken: QtLanguage, qtbot: QtBot) -> None:
    spoken.speak("da")
    box, standard = QDialogButtonBox(), QDialogButtonBox.StandardButton
    qtbot.addWidget(box)
    for button in (standard.Ok, standard.Cancel, standard.Close, standard.Save, standard.Discard, standard.Apply):
        box.addButton(button)
    assert words(box) == {"OK", "Annuller", "Luk", "Gem", "Forkast", "Anvend"}
    yes_or_no = QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No
    asked = QMessageBox(QMessageBox.Icon.Question, "", "", yes_or_no)
    qtbot.addWidget(asked)
    assert {"Ja", "Nej"} <= words(asked)


FIELD = {"Fortryd", "Gendan", "Klip", "Kopiér", "Sæt ind", "Slet", "Markér alt"}


@pytest.mark.parametrize(("kind", "expected"), [
    (QLineEdit, FIELD), (QPlainTextEdit, FIELD), (QTextBrowser, {"Kopiér", "Kopiér linkplacering", "Markér alt"}),
])  # fmt: skip
def test_menus_of_fields(spoken: QtLanguage, qtbot: QtBot, kind: type[QWidget], expected: set[str]) -> None:
    spoken.speak("da")
    field = kind()
    qtbot.addWidget(field)
    if isinstance(field, QTextBrowser):
        field.setHtml("<a href='#x'>et sted</a>")
        menu = field.createStandardContextMenu(QPoint(5, 5))
    else:
        menu = field.createStandardContextMenu()  # type: ignore[attr-defined]  # a QLineEdit or a QPlainTextEdit
    assert expected <= words(menu)
    menu.deleteLater()
