"""The meetings of one group, as rows of a card."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from moedeklar.ui.committee.content import Group
from moedeklar.ui.lines import Line
from moedeklar.ui.navigation import Navigator
from moedeklar.ui.precedence import go_first
from moedeklar.ui.rows import RowButton, inset_rows, words
from moedeklar.ui.screen import clear_layout, focus_soon
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.widgets.card import Card
from moedeklar.wording.language import ngettext

STEP = 40  # meetings of a group at once
FIRST, PART = 10, 6  # rows made at once, and then at a time: more would have the window stand still


class GroupCard(Card):
    """Shows groups of one heading. Rows that stay as they are stay where they are, with the keyboard in them.

    The first rows are there at once, the others one part after another. Of many meetings the first `STEP` are shown,
    and more when asked for. UI thread.
    """

    def __init__(self, group: Group, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(group.heading, parent)
        inset_rows(self)
        self._navigator = navigator
        self._group = group
        self._most = STEP
        self._parted: dict[RowButton, QFrame] = {}
        self._waiting: list[Line] = []
        self._old: dict[Line, RowButton] = {}
        self._focus_at = -1
        self._mixed = False
        self.rows: list[RowButton] = []
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._grow)
        self.show_group(group)

    @property
    def whole(self) -> bool:
        """Whether all rows are there that shall be."""
        return not self._waiting

    def show_group(self, group: Group) -> None:
        """Show *group* in place of what is shown."""
        if group == self._group and (self.rows or not group.lines):
            return
        self._group = group
        self._old |= {row.line: row for row in self.rows}
        for part in self._parted.values():
            self.body.removeWidget(part)
        for row in self.rows:
            self.body.removeWidget(row)
        clear_layout(self.body)
        self.rows = []
        self._fill(group.lines[: self._most])

    def _fill(self, lines: Sequence[Line]) -> None:
        self._waiting = list(lines)
        self._put(FIRST)
        for row in self._old.values():
            row.hide()
            self._parted[row].hide()
        self._go_on()

    def _grow(self) -> None:
        go_first()
        self._put(PART)
        self._go_on()

    def _put(self, most: int) -> None:
        """Put rows in place until *most* new ones were made."""
        while self._waiting and most:
            line = self._waiting.pop(0)
            row = self._old.pop(line, None)
            if row is None:
                row = self._made(line)
                most -= 1
            else:
                self._mixed = True
            for widget in (self._parted[row], row):
                self.body.addWidget(widget)
                widget.show()
            self.rows.append(row)

    def _made(self, line: Line) -> RowButton:
        row = RowButton(line, self)
        row.clicked.connect(lambda _checked=False: self._navigator.go(line.target))
        self._parted[row] = self.divider()
        return row

    def _go_on(self) -> None:
        if self._waiting:
            self._timer.start()
            return
        self._timer.stop()
        for row in self._old.values():
            self._parted.pop(row).deleteLater()
            row.deleteLater()
        self._old.clear()
        if not self._group.lines:
            self.body.addWidget(words(self._group.empty, "muted"))
        if self._mixed:
            # Tab goes in the order in which rows were made.
            for row, following in pairwise(self.rows):
                QWidget.setTabOrder(row, following)
            self._mixed = False
        rest = len(self._group.lines) - self._most
        if rest > 0:
            self._offer(rest)
        if 0 <= self._focus_at < len(self.rows):
            focus_soon(self.rows[self._focus_at])
        self._focus_at = -1

    def _offer(self, rest: int) -> None:
        count = min(rest, STEP)
        said = ngettext("Show {n} more of {rest}", "Show {n} more of {rest}", count).format(n=count, rest=rest)
        more = QPushButton(said)
        set_role(more, "quiet")
        more.clicked.connect(lambda: self._show_more(more))
        self.body.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_more(self, button: QPushButton) -> None:
        button.hide()
        button.deleteLater()
        self._focus_at, before = len(self.rows), self._most
        self._most += STEP
        self._fill(self._group.lines[before : self._most])
