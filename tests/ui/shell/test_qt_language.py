"""Qt's own dialogs speak the language of the window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from moedeklar.ui.shell.qt_language import QtLanguage


@pytest.fixture
def spoken() -> Iterator[QtLanguage]:
    made = QtLanguage()
    yield made
    made.fall_silent()


def words(dialog: QFileDialog) -> set[str]:
    parts = dialog.findChildren(QLabel) + dialog.findChildren(QPushButton)
    return {part.text().replace("&", "") for part in parts}


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("da", {"Placering:", "Filnavn:", "Filtype:", "Gem", "Annuller"}),
        ("en", {"Location:", "File name:", "File type:", "Save", "Cancel"}),
    ],
)
def test_the_dialog_for_saving_says_what_it_is_for(
    spoken: QtLanguage, qtbot: QtBot, language: str, expected: set[str]
) -> None:
    spoken.speak(language)
    dialog = QFileDialog()
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    assert words(dialog) == expected
