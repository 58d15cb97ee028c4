"""Keeps what somebody writes: a draft is saved a second after the last key, and at once when it is left."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from moedeklar.model.errors import MoedeklarError
from moedeklar.model.requests import Request, RequestDraft
from moedeklar.ui.operations import Operations

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace

PAUSE = 1000


class Kept(Enum):
    """How safe the words are."""

    UNTOUCHED = "untouched"
    WAITING = "waiting"
    SAVING = "saving"
    SAVED = "saved"
    FAILED = "failed"


class Slot:
    """The id of the request that a draft belongs to, "" before it is made. Touched by commands only, one at a time."""

    def __init__(self, request_id: str) -> None:
        self.id = request_id


class Drafting(QObject):
    """One draft after the other. UI thread; what it writes are commands, which run in order.

    A new request is made in the store at the first change, so that looking at an empty form leaves nothing behind.
    `state` carries a `Kept`; `made` the `Request` when a new one has been stored; `failed` the error of a save, after
    which the words are kept here and tried again at the next change or by `flush`.
    """

    state = Signal(object)
    made = Signal(object)
    failed = Signal(object)

    def __init__(self, workspace: Workspace, operations: Operations, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._operations = operations
        self._slot = Slot("")
        self._draft: RequestDraft | None = None
        self._handed: RequestDraft | None = None
        self._kept = Kept.UNTOUCHED
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.flush)

    @property
    def request_id(self) -> str:
        """The id of the request written, "" while it isn't stored."""
        return self._slot.id

    @property
    def slot(self) -> Slot:
        """Where the id will stand, for commands that come after the one that stores the request."""
        return self._slot

    @property
    def draft(self) -> RequestDraft | None:
        """The newest words."""
        return self._draft

    @property
    def kept(self) -> Kept:
        """How safe the newest words are."""
        return self._kept

    def begin(self, request_id: str, draft: RequestDraft) -> None:
        """Write on this draft from here on; "" is a new request. What was written before is flushed first."""
        self.flush()
        self._slot = Slot(request_id)
        self._draft = self._handed = draft
        self._tell(Kept.SAVED if request_id else Kept.UNTOUCHED)

    def change(self, draft: RequestDraft) -> None:
        """Somebody has typed; *draft* is the whole of it."""
        self._draft = draft
        if draft != self._handed or self._kept is Kept.FAILED:
            self._tell(Kept.WAITING)
            self._timer.start()

    def flush(self, *, even_untouched: bool = False) -> None:
        """Hand over what isn't saved yet, at once; a new request that nobody has changed yet only if asked."""
        self._timer.stop()
        draft, slot = self._draft, self._slot
        if draft is None or (draft == self._handed and self._kept not in self._unsafe(even_untouched)):
            return
        self._handed = draft
        self._tell(Kept.SAVING)
        requests = self._workspace.requests

        def save() -> Request:
            if slot.id:
                return requests.save(slot.id, draft)
            made = requests.new(draft)
            slot.id = made.id
            return made

        fresh = not slot.id
        self._operations.command(
            save,
            lambda request: self._saved(slot, draft, request, fresh),
            lambda error: self._not_saved(slot, error),
        )

    @staticmethod
    def _unsafe(even_untouched: bool) -> tuple[Kept, ...]:
        return (Kept.FAILED, Kept.UNTOUCHED) if even_untouched else (Kept.FAILED,)

    def forget(self) -> None:
        """Write no more on this draft: its request is gone."""
        self._timer.stop()
        self._slot = Slot("")
        self._draft = self._handed = None
        self._tell(Kept.UNTOUCHED)

    def _saved(self, slot: Slot, draft: RequestDraft, request: Request, fresh: bool) -> None:
        if slot is not self._slot:
            return
        if fresh:
            self.made.emit(request)
        if draft == self._draft:
            self._tell(Kept.SAVED)

    def _not_saved(self, slot: Slot, error: MoedeklarError) -> None:
        if slot is self._slot:
            self._tell(Kept.FAILED)
        self.failed.emit(error)

    def _tell(self, kept: Kept) -> None:
        if kept is not self._kept:
            self._kept = kept
            self.state.emit(kept)
