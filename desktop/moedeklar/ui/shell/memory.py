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

    @property
    def language(self) -> str:
        """The language chosen last, "" for the system's: what is spoken before the settings can be read."""
        return str(self._value("language") or "")

    @language.setter
    def language(self, value: str) -> None:
        self._keep_value("language", value)

    @property
    def theme(self) -> str:
        """The theme chosen last, "" for the system's; see `language`."""
        kept = str(self._value("theme") or "")
        return kept if kept in ("light", "dark") else ""

    @theme.setter
    def theme(self, value: str) -> None:
        self._keep_value("theme", value)

    def _value(self, key: str) -> object:
        return self._settings.value(key) if self._settings is not None else None

    def _keep_value(self, key: str, value: str) -> None:
        if self._settings is not None:
            self._settings.setValue(key, value)

    def restore(self, window: QMainWindow) -> None:
        """Give *window* its old size and place, or the usual size where the screen has room for it."""
        kept = self._value("geometry")
        if isinstance(kept, QByteArray) and window.restoreGeometry(kept):
            return
        screens = QGuiApplication.screens()  # none at all while a laptop's lid is shut
        room = screens[0].availableSize() if screens else USUAL
        window.resize(USUAL.boundedTo(QSize(room.width() - 40, room.height() - 60)).expandedTo(LEAST))

    def keep(self, window: QMainWindow) -> None:
        """Remember how *window* stands. Called as it closes."""
        if self._settings is not None:
            self._settings.setValue("geometry", window.saveGeometry())
            self._settings.sync()
