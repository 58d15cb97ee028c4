"""What the window remembers of itself between two starts: size, place, and the columns' widths."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow

USUAL, LEAST = QSize(1440, 900), QSize(900, 600)


class WindowMemory:
    """Reads and writes `window.ini`. Holds nothing of what is read. UI thread; the file is a few lines long."""

    def __init__(self, path: Path | None) -> None:
        self._settings = QSettings(str(path), QSettings.Format.IniFormat) if path is not None else None

    def restore(self, window: QMainWindow) -> None:
        """Give *window* its old size and place, or the usual size where the screen has room for it."""
        kept = self._settings.value("geometry") if self._settings is not None else None
        if isinstance(kept, QByteArray) and not kept.isEmpty() and window.restoreGeometry(kept):
            return
        screen = QGuiApplication.primaryScreen()
        room = screen.availableSize() if screen is not None else USUAL
        window.resize(USUAL.boundedTo(QSize(room.width() - 40, room.height() - 60)).expandedTo(LEAST))

    def keep(self, window: QMainWindow) -> None:
        """Remember how *window* stands. Called as it closes."""
        if self._settings is not None:
            self._settings.setValue("geometry", window.saveGeometry())
            self._settings.sync()
