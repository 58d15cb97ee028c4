"""Opens the real window over a profile, without a screen if need be, and takes pictures of what it shows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Self

from PySide6.QtCore import QElapsedTimer, QEventLoop, QSize, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from moedeklar.app import Program, application
from moedeklar.member.profile import Profile
from moedeklar.model.moments import Clock
from moedeklar.ui.navigation import Navigator, Target
from moedeklar.ui.operations import Operations
from moedeklar.ui.theme.theme import Theme

LOOKS = 24  # looks in a row without an operation under way after which a screen counts as drawn
PAUSE = 15  # ms between two looks
PATIENCE = 20_000  # ms for a screen


class Camera:
    """The window of *profile* in one language, theme and size. Use as a context; not more than one at a time."""

    def __init__(self, profile: Profile, clock: Clock, language: str, theme: str, size: tuple[int, int]) -> None:
        self._app: QApplication = application()
        self._program = Program(profile, clock, language)
        self._program.window.resize(QSize(*size))
        self._theme = theme

    def __enter__(self) -> Self:
        """Open the window and wait until it has something to show."""
        window = self._program.window
        self._program.start()
        self._until(lambda: window.findChild(Navigator) is not None)
        self._program.theme.apply(self._theme)
        self.settle()
        return self

    def __exit__(self, *_: object) -> None:
        """Close the window as a person would, and everything behind it."""
        gone: list[bool] = []
        self._program.window.closed.connect(lambda: gone.append(True))
        self._program.window.close()
        self._until(lambda: bool(gone))
        self._program.stop()
        self._program.window.deleteLater()
        self._until(lambda: True)

    @property
    def window(self) -> QWidget:
        """The window itself."""
        return self._program.window

    def show(self, target: Target) -> None:
        """Go to *target* and wait until it is drawn."""
        navigator = self.window.findChild(Navigator)
        assert isinstance(navigator, Navigator)
        navigator.go(target)
        self.settle()

    def settle(self) -> None:
        """Wait until nothing is under way any more."""
        operations = self.window.findChild(Operations)
        calm = 0

        def still() -> bool:
            # Counted in turns of the event loop: on a busy machine time passes while nothing has been laid out yet.
            nonlocal calm
            calm = 0 if isinstance(operations, Operations) and operations.under_way else calm + 1
            return calm > LOOKS

        self._until(still)

    def wait(self, reached: Callable[[], bool]) -> None:
        """Wait for something that goes on beside the operations."""
        self._until(reached)

    def pause(self) -> None:
        """Wait as long as drawing takes, although something is under way."""
        turns = iter(range(LOOKS))
        self._until(lambda: next(turns, None) is None)

    def save(self, path: Path, shown: QWidget | None = None) -> None:
        """Write what the window, or a dialog of it, shows as PNG."""
        path.parent.mkdir(parents=True, exist_ok=True)
        if not (shown or self.window).grab().save(str(path)):
            raise OSError(f"cannot write {path}")

    def save_dialog(self, dialog: QDialog, path: Path) -> None:
        """Open *dialog*, take its picture, and close it."""
        dialog.open()
        self.settle()
        self.save(path, dialog)
        dialog.done(int(QDialog.DialogCode.Rejected))
        dialog.deleteLater()

    @property
    def theme(self) -> Theme:
        """The colours in use, for dialogs that are made here."""
        return self._program.theme

    def _until(self, reached: Callable[[], bool]) -> None:
        waited = QElapsedTimer()
        waited.start()
        loop = QEventLoop()
        look = QTimer()
        look.setInterval(PAUSE)
        look.timeout.connect(lambda: loop.quit() if reached() or waited.elapsed() > PATIENCE else None)
        look.start()
        loop.exec()
        look.stop()
        if waited.elapsed() > PATIENCE:
            raise TimeoutError("the window did not come to rest")
