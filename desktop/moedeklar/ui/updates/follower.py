"""The window's side of `member.updates`: brings its state to the UI thread, and hands on what a person wants."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from moedeklar.model.errors import MoedeklarError
from moedeklar.model.organisation import UpdateMode
from moedeklar.model.updates import UpdateState
from moedeklar.ui.mail import Mailbox
from moedeklar.ui.operations import Operations

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace

BREATH = 120  # ms between two tellings: more than eyes can follow


class UpdateFollower(QObject):
    """`changed` carries the newest `UpdateState`, a few times a second at most; `failed` an error. UI thread.

    `open_url` opens an address in the browser, and may be replaced.
    """

    changed = Signal(object)
    failed = Signal(object)

    def __init__(self, workspace: Workspace, operations: Operations, parent: QObject) -> None:
        super().__init__(parent)
        self._updates = workspace.updates
        self._operations = operations
        self.state = UpdateState()
        self.open_url: Callable[[QUrl], bool] = QDesktopServices.openUrl
        self._breath = QTimer(self)
        self._breath.setSingleShot(True)
        self._breath.setInterval(BREATH)
        self._breath.timeout.connect(self.ask)
        self._told = Mailbox(self._breathe)
        self._end = self._updates.subscribe(self._told.send)
        parent.destroyed.connect(self._end)

    def ask(self) -> None:
        """Ask for the state now."""
        self._operations.query(self._updates.state, self._show, self.failed.emit, key=f"updates.{id(self)}")

    def look(self) -> None:
        """Look for a newer version."""
        self._updates.look_now()

    def fetch(self) -> None:
        """Fetch the newer version."""
        self._updates.fetch_now()

    def open_page(self) -> None:
        """Open the address of the newer version in the browser, which is known to be one of https."""
        offer = self.state.offer
        if offer is not None:
            self.open_url(QUrl(offer.file.url))

    def install(self) -> None:
        """Get ready for a restart with the newer version; the window is to close when `state` says DONE."""
        self._updates.install_now()

    def cancel(self) -> None:
        """Cancel what is under way."""
        self._updates.cancel()

    def choose(self, mode: UpdateMode) -> None:
        """Do as the person wants from here on."""
        self._operations.command(lambda: self._updates.choose(mode), None, self._refused)

    def hide(self) -> None:
        """The person has seen the notice."""
        self._operations.command(self._updates.hide)

    def close(self) -> None:
        """Follow no more."""
        self._end()
        self._told.close()
        self._breath.stop()

    def _refused(self, error: MoedeklarError) -> None:
        self.failed.emit(error)
        self.ask()

    def _breathe(self) -> None:
        if not self._breath.isActive():
            self._breath.start()

    def _show(self, state: UpdateState) -> None:
        self.state = state
        self.changed.emit(state)
