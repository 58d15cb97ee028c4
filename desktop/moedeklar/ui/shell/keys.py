"""The list of the window's keys."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from moedeklar.ui.theme.style import set_role
from moedeklar.ui.widgets.dialog import resize_within_screen
from moedeklar.ui.widgets.keyhint import KeyHint
from moedeklar.wording.language import _


def key_groups() -> list[tuple[str, list[tuple[list[str], str]]]]:
    """All keys by what they are for."""
    return [
        (
            _("Find and go"),
            [
                (["Ctrl+K"], _("Search")),
                (["J", "Alt+Down"], _("Next item")),
                (["K", "Alt+Up"], _("Previous item")),
                (["Alt+Left"], _("Back")),
                (["Alt+Right"], _("Forward")),
                (["Esc"], _("From the attachment back to the item")),
                (["F6"], _("Next column")),
                (["Ctrl+1"], _("Overview")),
                (["F5"], _("Fetch what is new")),
                (["Shift+F5"], _("Fetch only this meeting")),
            ],
        ),
        (
            _("Mark and write"),
            [
                (["1", "2", "3"], _("Highlight the selected words in yellow, green or red")),
                (["N"], _("Note on the selected words, or else on the item or page")),
                (["Shift+N"], _("Note on the whole item or page")),
                (["B"], _("Bookmark")),
                (["P"], _("Prepared")),
                (["M", "U"], _("Mark as read, or as unread")),
                (["R"], _("New request from the item")),
                (["C"], _("Correct how the text was read")),
                (["Ctrl+Shift+C"], _("Copy as citation")),
                (["Ctrl+Z"], _("Undo")),
                (["Ctrl+Shift+Z"], _("Redo")),
            ],
        ),
        (
            _("Read"),
            [
                (["Shift+Right"], _("Select by keyboard; with Ctrl by words")),
                (["Space"], _("Read on by a page")),
                (["Ctrl++", "Ctrl+-"], _("Larger or smaller text")),
                (["F9"], _("Notes column")),
                (["F11"], _("Full screen")),
            ],
        ),
    ]


class KeysDialog(QDialog):
    """The list of keys (F1 or "?")."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keys"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(7)
        row = 0
        for title, keys in key_groups():
            heading = QLabel(title)
            set_role(heading, "heading")
            grid.addWidget(heading, row, 0, 1, 2)
            row += 1
            for names, meaning in keys:
                grid.addWidget(self._keys(names), row, 0, Qt.AlignmentFlag.AlignLeft)
                words = QLabel(meaning)
                words.setWordWrap(True)
                spoken = [QKeySequence(n).toString(QKeySequence.SequenceFormat.NativeText) for n in names]
                words.setAccessibleName(f"{meaning}: {', '.join(spoken)}")
                grid.addWidget(words, row, 1)
                row += 1
            grid.setRowMinimumHeight(row, 8)
            row += 1
        grid.setColumnStretch(1, 1)
        inside = QWidget()
        inside.setLayout(grid)
        area = QScrollArea()
        set_role(area, "bare")
        area.setAccessibleName(_("Keys"))
        area.setWidgetResizable(True)
        area.setWidget(inside)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.addWidget(area, 1)
        whole.addWidget(buttons)
        resize_within_screen(self, QSize(560, 640))

    @staticmethod
    def _keys(names: list[str]) -> QWidget:
        box = QWidget()
        row = QGridLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        for column, name in enumerate(names):
            row.addWidget(KeyHint(name), 0, column)
        return box
