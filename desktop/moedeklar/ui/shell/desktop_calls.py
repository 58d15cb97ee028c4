"""Links and backups that macOS hands to a running program: as an event (Qt, `QFileOpenEvent`), not as arguments."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QFileOpenEvent

from moedeklar.model.links import Wanted, place_of_link


class DesktopCalls(QObject):
    """Listens for them at the application it belongs to. `called` carries the `Wanted` of each. UI thread.

    Anybody can write a link; what is none of ours is passed over.
    """

    called = Signal(object)

    def __init__(self, application: QObject, parent: QObject | None = None) -> None:
        super().__init__(parent)
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Take what is opened; leave everything else to Qt."""
        if event.type() is not QEvent.Type.FileOpen or not isinstance(event, QFileOpenEvent):
            return super().eventFilter(watched, event)
        wanted = _wanted(event.url().toString(), event.file())
        if wanted is not None:
            self.called.emit(wanted)
        return True


def _wanted(link: str, file: str) -> Wanted | None:
    place = place_of_link(link)
    if place is not None:
        return Wanted(place[0], place[1] or "")
    return Wanted(backup=file) if file.lower().endswith(".moedeklar") else None
