"""Opens the workspace on a thread of its own while the window is already there."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from moedeklar.model.errors import Cancelled, MoedeklarError
from moedeklar.model.organisation import Finding
from moedeklar.model.work import Place

if TYPE_CHECKING:
    from moedeklar.member.presets import Dropped, Offer
    from moedeklar.member.workspace import Workspace

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PresetNews:
    """What is to be said of presets at the start: what is offered, what is wrong, which sources they have no more."""

    offer: Offer | None = None
    errors: tuple[Finding, ...] = ()
    dropped: tuple[Dropped, ...] = ()


@dataclass(frozen=True, slots=True)
class Opened:
    """An open workspace, and what must be known before the first screen.

    `same_passphrase`: opened with the recovery code, while the passphrase in force goes on being it.
    """

    workspace: Workspace
    place: Place | None
    sources: bool
    language: str
    theme: str
    reading_size: int = 100
    same_passphrase: bool = False
    presets: PresetNews = field(default_factory=PresetNews)


def ask_first(workspace: Workspace) -> Opened:
    """Read what decides where the window begins, and follow what presets now say of sources agreed to. Blocks."""
    presets = workspace.presets
    with contextlib.suppress(MoedeklarError):  # a full disk; it is followed at the next start
        presets.follow()
    errors = tuple(finding for finding in presets.findings() if finding.is_error)
    return Opened(
        workspace,
        workspace.reading.place(),
        bool(workspace.sources.list()),
        str(workspace.settings.get("language", "") or ""),
        str(workspace.settings.get("theme", "") or ""),
        int(workspace.settings.get("reading_size", 100) or 100),
        presets=PresetNews(presets.pending(), errors, presets.dropped()),
    )


class Opening(QObject):
    """Runs *work* on its own thread. One of `opened`, `failed` and `given_up` follows, in the UI thread."""

    opened = Signal(object)
    failed = Signal(object)
    given_up = Signal()
    _ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread: threading.Thread | None = None
        self._result: object = None
        self._abandoned = False
        self._ended.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def start(self, work: Callable[[], Opened]) -> None:
        """Begin; not while it runs already."""
        self.wait()
        self._thread = threading.Thread(target=self._run, args=(work,), name="open")
        self._thread.start()

    def wait(self) -> None:
        """Wait for the thread to end."""
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def abandon(self) -> Workspace | None:
        """Nobody wants the answer any more. Waits, and hands over what was opened but never told, to be closed."""
        self._abandoned = True
        self.wait()
        late, self._result = self._result, None
        return late.workspace if isinstance(late, Opened) else None

    def _run(self, work: Callable[[], Opened]) -> None:
        try:
            result: object = work()
        except Exception as error:  # noqa: BLE001 (handed to the UI thread, which raises what is a bug of ours)
            result = error
        self._result = result
        try:
            self._ended.emit(result)
        except RuntimeError:
            log.debug("the window closed while it opened")

    def _tell(self, result: object) -> None:
        self.wait()
        if self._abandoned:
            return
        self._result = None
        if isinstance(result, Opened):
            self.opened.emit(result)
        elif isinstance(result, Cancelled):
            self.given_up.emit()
        elif isinstance(result, MoedeklarError):
            self.failed.emit(result)
        elif isinstance(result, BaseException):
            raise result
