"""Crash nets: what the program could not catch is written down, and shown; what ended it is shown at the next start."""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import IO

from PySide6.QtCore import QObject, Qt, Signal

log = logging.getLogger(__name__)

FAULT, FAULTS_BEFORE, ERRORS = "fault.log", "fault-before.log", "errors.log"
LARGEST = 256 * 1024  # bytes of errors.log, from which it is begun anew


class Faults(QObject):
    """Installed once, before the window. `caught` carries a traceback as text, in the UI thread.

    `before` is what a crash of the last run left behind, "" for none. Tracebacks name code, never the values in it, so
    that nothing of a closed item gets into a log.
    """

    caught = Signal(str)
    _told = Signal(str)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._file: IO[str] | None = None
        self._hooks: tuple[object, object] | None = None
        self._told.connect(self.caught, Qt.ConnectionType.QueuedConnection)
        self.before = self._take_before()

    def install(self) -> None:
        """Take over the hooks of this process. An unwritable folder costs the logs, not the start."""
        self._hooks = (sys.excepthook, threading.excepthook)
        sys.excepthook = self._main
        threading.excepthook = self._thread
        try:
            self._file = (self._folder / FAULT).open("w", encoding="utf-8")
            faulthandler.enable(self._file)
        except OSError:
            log.warning("no fault log in %s", self._folder)

    def remove(self) -> None:
        """Give the hooks back; after a clean end there is nothing to show next time."""
        if self._hooks is not None:
            sys.excepthook, threading.excepthook = self._hooks  # type: ignore[assignment]
            self._hooks = None
        if self._file is not None:
            faulthandler.disable()
            self._file.close()
            self._file = None
            (self._folder / FAULT).unlink(missing_ok=True)

    def _take_before(self) -> str:
        path = self._folder / FAULT
        try:
            text = path.read_text(encoding="utf-8", errors="replace")
            if text.strip():
                path.replace(self._folder / FAULTS_BEFORE)
        except OSError:
            return ""
        return text.strip()

    def _main(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self._tell("".join(traceback.format_exception(kind, error, trace)))

    def _thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_type is not SystemExit:
            self._tell("".join(traceback.format_exception(args.exc_type, args.exc_value, args.exc_traceback)))

    def _tell(self, text: str) -> None:
        if sys.stderr is not None:  # a windowed Windows program has none
            sys.stderr.write(text)
        try:
            path = self._folder / ERRORS
            mode = "a" if path.exists() and path.stat().st_size < LARGEST else "w"
            with path.open(mode, encoding="utf-8") as file:
                file.write(f"{datetime.now(UTC).isoformat(timespec='seconds')}\n{text}\n")
        except OSError:
            log.warning("an error could not be written down")
        try:
            self._told.emit(text)
        except RuntimeError:
            log.debug("an error came after the window had closed")


def fault_hook(window: Callable[[str], None], faults: Faults) -> None:
    """Show in the window what is caught, and what ended the last run."""
    faults.caught.connect(window)
    if faults.before:
        window(faults.before)
