"""Asking for files: answered as a person does, in Qt's own dialog."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.files import choose_file, choose_folder, choose_target, file_dialog


@pytest.fixture
def window(theme: Theme, qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def answer(text: str | None) -> None:
    """Type *text* into the dialog that comes, and accept it; None gives up."""

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QFileDialog):
            QTimer.singleShot(20, act)
        elif text is None:
            dialog.reject()
        else:
            dialog.findChild(QLineEdit, "fileNameEdit").setText(text)  # type: ignore[union-attr]
            dialog.accept()

    QTimer.singleShot(20, act)


@pytest.mark.parametrize(
    ("ask", "typed", "expected"),
    [
        (lambda window, at: choose_folder(window, "", str(at)), "mappe", "mappe"),
        (lambda window, at: choose_file(window, "", str(at), "*.txt"), "brev.txt", "brev.txt"),
        (lambda window, at: choose_target(window, "", str(at / "forslag.pdf"), "*.pdf"), "nyt", "nyt.pdf"),
    ],
)
def test_what_is_typed_is_chosen(
    window: QWidget, tmp_path: Path, ask: Callable[[QWidget, Path], str], typed: str, expected: str
) -> None:
    (tmp_path / "mappe").mkdir()
    (tmp_path / "brev.txt").write_text("Kære udvalg")
    answer(typed)
    assert Path(ask(window, tmp_path)) == tmp_path / expected
    answer(None)
    assert ask(window, tmp_path) == ""


def test_the_columns_can_be_read(window: QWidget, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "En dagsorden med et navn af almindelig længde.pdf").write_bytes(b"x")
    dialog = file_dialog(window, "", str(tmp_path))
    dialog.show()
    rows = dialog.findChild(QTreeView, "treeView")
    assert isinstance(rows, QTreeView)
    header = rows.header()

    def read() -> None:
        assert rows.model().rowCount(rows.rootIndex()) == 1
        assert all(header.sectionSize(n) >= header.sectionSizeHint(n) for n in range(header.count()))
        assert rows.horizontalScrollBar().maximum() == 0

    qtbot.waitUntil(read)
    dialog.deleteLater()
