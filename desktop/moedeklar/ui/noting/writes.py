"""The writes to notes that reader and page view both give, counted while they are under way."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from moedeklar.model.errors import MoedeklarError
from moedeklar.model.work import Colour, Note, Place
from moedeklar.ui.noting.note_card import Handle
from moedeklar.ui.operations import Operations

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace


class NoteWrites(QObject):
    """Gives commands to the store. UI thread; they run in `Operations`, in order.

    `note_made` carries the `Note` to write in, `saving` the number of writes under way, `failed` an error of one.
    """

    note_made = Signal(object)
    saving = Signal(int)
    failed = Signal(object)

    def __init__(self, workspace: Workspace, operations: Operations, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._operations = operations
        self._writes = 0
        self._kept: Place | None = None

    def write(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None] | None = None,
        failed: Callable[[MoedeklarError], None] | None = None,
    ) -> None:
        """Do *work* off the UI thread; `saving` counts it until it is done."""
        self._count(1)

        def finished(result: Any) -> None:
            if not isValid(self):  # the screen was built anew while the command ran
                return
            self._count(-1)
            if done is not None:
                done(result)

        def broken(error: MoedeklarError) -> None:
            if not isValid(self):
                self._operations.failed.emit(error)
                return
            if failed is not None:  # first, so that nobody hears that all is saved
                failed(error)
            self._count(-1)
            self.failed.emit(error)

        self._operations.command(work, finished, broken)

    def _count(self, step: int) -> None:
        self._writes += step
        self.saving.emit(self._writes)

    def save_note(
        self,
        handle: Handle,
        text: str,
        failed: Callable[[Handle], None],
        stored: Callable[[Handle, Note], None] | None = None,
        make: Callable[[str], Note] | None = None,
    ) -> None:
        """Store a note's text; one that has no id yet is made by *make*, which blocks.

        Of a new note the id is known only once the command before has run: hence the handle.
        """

        def work() -> Note:
            if handle.id is not None:
                return self.workspace.notes.edit(handle.id, text=text)
            assert make is not None  # noqa: S101 (only a draft has no id, and whoever begins one says how it is made)
            note = make(text)
            handle.id = note.id
            return note

        def done(note: Note) -> None:
            if stored is not None:
                stored(handle, note)

        self.write(work, done, lambda _error: failed(handle))

    def recolour(self, note_id: str, colour: str) -> None:
        """Give a highlight another colour, named as `Colour` has it."""
        self.write(lambda: self.workspace.notes.edit(note_id, colour=Colour(colour)))

    def remove_note(self, note_id: str) -> None:
        """Delete a note (can be undone)."""
        self.write(lambda: self.workspace.notes.remove(note_id))

    def confirm_note(self, note_id: str) -> None:
        """The note stands right where it is."""
        self.write(lambda: self.workspace.notes.confirm(note_id))

    def remember(self, place: Place) -> None:
        """Remember where reading stands, so that the program opens there."""
        if place != self._kept:
            self._kept = place
            self._operations.command(lambda: self.workspace.reading.keep_place(place))
