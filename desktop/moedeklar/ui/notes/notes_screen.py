"""Mine noter: every highlight and note, under its meeting, with those that need a look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QWidget

from moedeklar.model.anchors import AnchorState
from moedeklar.model.changes import Kind
from moedeklar.model.work import Note
from moedeklar.ui.navigation import Navigator
from moedeklar.ui.notes.base import Said, WorkScreen
from moedeklar.ui.notes.rows import needing_a_look, newest_meeting_first, note_row
from moedeklar.ui.operations import Operations
from moedeklar.ui.theme.theme import Theme
from moedeklar.wording.language import _, ngettext

if TYPE_CHECKING:
    from moedeklar.member.notes import Notes
    from moedeklar.member.workspace import Workspace


class NotesScreen(WorkScreen):
    """Screen.NOTES."""

    KINDS = (Kind.NOTE, Kind.MEETING, Kind.ITEM)

    def __init__(
        self,
        workspace: Workspace,
        operations: Operations,
        navigator: Navigator,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workspace, operations, navigator, theme, parent)
        self._notes: tuple[Note, ...] = ()
        self.only_look = QPushButton()
        self.only_look.setCheckable(True)
        self.only_look.toggled.connect(lambda _on: self._filter_state())
        self.only_look.hide()
        self.head.insertWidget(1, self.only_look)

    def said(self) -> Said:
        """What the screen is called."""
        return Said(
            _("My notes"),
            "sticky-note",
            _("No notes yet"),
            _(
                "Mark words while you read and press 1, 2 or 3 to highlight them, or N to write a note. "
                "They gather here."
            ),
        )

    @property
    def work(self) -> Notes:
        """The notes."""
        return self.workspace.notes

    def status_text(self) -> str:
        """ "38 noter"."""
        count = len(self._notes)
        return ngettext("{n} note", "{n} notes", count).format(n=count)

    def arrived(self, things: tuple[Note, ...]) -> None:
        """Show all notes, or those that need a look where these alone are wanted."""
        self._notes = things
        look = needing_a_look(things)
        self.only_look.setText(ngettext("{n} to check", "{n} to check", look).format(n=look))
        self.only_look.setAccessibleName(_("Show only notes that need a look"))
        self.only_look.setVisible(bool(look))
        if not look:
            self.only_look.setChecked(False)
        self._filter_state()

    def _filter_state(self) -> None:
        now = self.workspace.clock.now()
        wanted = (AnchorState.CHECK, AnchorState.UNPLACED)
        shown = [n for n in self._notes if not self.only_look.isChecked() or n.state in wanted]
        self.show_rows([note_row(note, now) for note in newest_meeting_first(shown)])
