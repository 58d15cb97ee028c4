"""Small parts of the page: a line with an icon, a row that unfolds, and rows of which twenty are shown at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from moedeklar.ui.lines import Line, Tone
from moedeklar.ui.navigation import Screen, Target
from moedeklar.ui.portions import Portions
from moedeklar.ui.precedence import go_first
from moedeklar.ui.rows import RowButton, words
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.wording.language import ngettext

AT_ONCE = 20  # rows that are shown before one asks for more
PORTION = 5  # rows made in one turn of the event loop: more would have the window stand still
ICON = 15
HERE = Target(Screen.PUBLISH)


class Wishes(QObject):
    """What a person asks for in the rows of a plan: meetings and items by their ids."""

    included = Signal(str, bool)
    meeting_held = Signal(str, bool)
    item_held = Signal(str, bool)
    withdraw = Signal(str)
    preview = Signal(str)


class IconLine(QWidget):
    """Words with an icon before them, which follows the theme. *kind* is said before the words to a screen reader."""

    def __init__(
        self, theme: Theme, icon: str, text: str, *, role: str = "small", tone: str = "mute", kind: str = ""
    ) -> None:
        super().__init__()
        self._theme, self._icon, self._tone = theme, icon, tone
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(7)
        self._picture = QLabel()
        self._picture.setAccessibleName(kind)
        self.row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        self.label = words(text, role)
        self.row.addWidget(self.label, 1)
        self.setAccessibleName(f"{kind}: {text}" if kind else text)
        theme.changed.connect(self._draw)
        self._draw()

    def add_button(self, text: str, name: str, pressed: Callable[[], object]) -> QPushButton:
        """A quiet button at its end; *name* says of what it is."""
        button = quiet_button(text, name, pressed)
        self.row.setAlignment(self._picture, Qt.AlignmentFlag.AlignVCenter)
        self.row.addWidget(button)
        return button

    def _draw(self) -> None:
        self._picture.setPixmap(self._theme.pixmap(self._icon, ICON, self._tone, self.devicePixelRatioF()))


def quiet_button(text: str, name: str, pressed: Callable[[], object]) -> QPushButton:
    """A button without a frame; *name* is how a screen reader says it."""
    button = QPushButton(text)
    set_role(button, "quiet")
    button.setAccessibleName(name)
    button.clicked.connect(lambda _checked=False: pressed())
    return button


class FoldRow(RowButton):
    """A row that unfolds what is below it: pressed it stays so."""

    def __init__(self, theme: Theme, title: str, detail: str, tag: str, tone: Tone, *, opened: bool) -> None:
        super().__init__(Line(title, HERE, detail, tag, tone, tag=True))
        self._theme = theme
        self.setCheckable(True)
        self.setChecked(opened)
        self._arrow = QLabel()
        self._arrow.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = self.layout()
        if isinstance(row, QBoxLayout):
            row.insertWidget(0, self._arrow, 0, Qt.AlignmentFlag.AlignVCenter)
        self.toggled.connect(lambda _opened: self._draw())
        theme.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        icon = "chevron-down" if self.isChecked() else "chevron-right"
        self._arrow.setPixmap(self._theme.pixmap(icon, ICON, "mute", self.devicePixelRatioF()))


class PagedRows(QWidget):
    """Rows made of *entries* by *make*, twenty at a time, and below them a button for more.

    The first few are there at once, the others follow in *portions*.
    """

    def __init__(
        self, entries: Sequence[Any], make: Callable[[Any], QWidget], portions: Portions, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._entries, self._make, self._portions = entries, make, portions
        self._wanted = 0
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self.more = QPushButton()
        set_role(self.more, "quiet")
        self.more.clicked.connect(lambda _checked=False: self._go_on())
        self._layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.rows: list[QWidget] = []
        self._want()

    def _want(self) -> None:
        self._wanted = min(len(self._entries), self._wanted + AT_ONCE)
        rest = len(self._entries) - self._wanted
        count = min(rest, AT_ONCE)
        self.more.setText(
            ngettext("Show {n} more of {rest}", "Show {n} more of {rest}", count).format(n=count, rest=rest)
        )
        self.more.setVisible(rest > 0)
        self._fill()

    def _fill(self) -> None:
        """The next rows, on a sheet that is shown once: Qt lays the page out anew for each widget shown by itself."""
        sheet = QWidget()
        layout = QVBoxLayout(sheet)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        first = len(self.rows)
        for entry in self._entries[first : min(first + PORTION, self._wanted)]:
            row = self._make(entry)
            self.rows.append(row)
            layout.addWidget(row)
        self._layout.insertWidget(self._layout.count() - 1, sheet)
        if len(self.rows) < self._wanted:
            self._portions.add(self._fill)

    def _go_on(self) -> None:
        first = self._wanted
        go_first()
        self._want()
        if len(self.rows) <= first:
            return  # those before are still being made
        row = self.rows[first]
        button = row if row.focusPolicy() != Qt.FocusPolicy.NoFocus else row.findChild(QPushButton)
        if isinstance(button, QWidget):
            button.setFocus()
