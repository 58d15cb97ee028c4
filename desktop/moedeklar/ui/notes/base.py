"""What "Mine noter" and "Bogmærker" share: a title, a filter, the list, and the word for an empty one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.ui.navigation import Navigator, Screen, Target
from moedeklar.ui.notes.rows import WorkRow, grouped
from moedeklar.ui.notes.work_list import WorkList
from moedeklar.ui.operations import Operations
from moedeklar.ui.screen import ScreenWidget
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.empty import EmptyState
from moedeklar.wording.language import _

if TYPE_CHECKING:
    from moedeklar.member.bookmarks import Bookmarks
    from moedeklar.member.notes import Notes
    from moedeklar.member.workspace import Workspace

WIDEST = 860


@dataclass(frozen=True, slots=True)
class Said:
    """A list's title, and what is said of it with *icon* while it is empty."""

    title: str
    icon: str
    nothing: str
    advice: str


class WorkScreen(ScreenWidget):
    """Shows what a subclass makes of the rows of its `work`, filtered by words, and removes them.

    `KINDS` are the changes after which they are read anew.
    """

    KINDS: tuple[Kind, ...] = ()

    def __init__(
        self,
        workspace: Workspace,
        operations: Operations,
        navigator: Navigator,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workspace, operations, navigator, theme, parent)
        said = self.said()
        set_role(self, "canvas")
        self._rows: tuple[WorkRow, ...] = ()
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(_("Filter"))
        self.filter.setAccessibleName(_("Show only those with these words"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setMaximumWidth(260)
        self.filter.textChanged.connect(lambda _text: self._show())
        self.list = WorkList(theme, said.title)
        self.list.opened.connect(lambda row: navigator.go(row.target))
        self.list.removal_wanted.connect(self.remove)
        self._nothing_found = QLabel(_("Nothing here holds these words."))
        self._nothing_found.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        set_role(self._nothing_found, "muted")
        self._empty = EmptyState(theme, said.icon, said.nothing, said.advice)
        self._empty.add_action(_("Go to the overview"), lambda: navigator.go(Target(Screen.OVERVIEW)))
        self._heading = QLabel(said.title)
        set_role(self._heading, "title")
        self._stack = QStackedWidget()
        for page in (self.list, self._nothing_found, self._empty):
            self._stack.addWidget(page)
        self.head = QHBoxLayout()
        self._lay_out()

    def _lay_out(self) -> None:
        self.head.addWidget(self._heading, 1)
        self.head.addWidget(self.filter)
        column = QWidget()
        column.setMaximumWidth(WIDEST)
        inside = QVBoxLayout(column)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(10)
        inside.addLayout(self.head)
        inside.addWidget(self._stack, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(36, 24, 36, 12)
        whole.addWidget(column, 100)
        whole.addStretch(1)

    def show_target(self, target: Target) -> None:  # noqa: ARG002 (there is only one list to show)
        """Read the list anew."""
        self.ask()

    def refresh(self, changes: ChangeSet) -> None:
        """Read it anew where it may have changed."""
        if changes.touches(*self.KINDS):
            self.ask()

    def focus_first(self) -> None:
        """The keyboard to the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def said(self) -> Said:
        """Title and words, in the language spoken now."""
        raise TypeError("a WorkScreen says itself what it is called")

    @property
    def work(self) -> Notes | Bookmarks:
        """The part of the workspace whose rows are shown."""
        raise TypeError("a WorkScreen says itself what it shows")

    def arrived(self, things: tuple[Any, ...]) -> None:
        """These are all there are now: hand them on to `show_rows`."""
        raise TypeError(f"a WorkScreen makes rows itself of {len(things)} things")

    def ask(self) -> None:
        """Read all of them off the UI thread."""
        self.operations.query(self.work.list, self.arrived, key=f"{type(self).__name__}.list")

    def remove(self, row: WorkRow) -> None:
        """Remove *row*; it can be undone."""
        work = self.work
        self.operations.command(lambda: work.remove(row.id))

    def show_rows(self, rows: Sequence[WorkRow]) -> None:
        """Show *rows*, filtered."""
        self._rows = tuple(rows)
        self._show()
        self.status_changed.emit()

    def _show(self) -> None:
        shown = grouped(self._rows, self.filter.text())
        self.list.show_rows(shown)
        self.list.choose_first()
        self.filter.setVisible(bool(self._rows))
        self._stack.setCurrentIndex(2 if not self._rows else 0 if shown else 1)
