"""The window of Mødeklar over a profile, from the process's start until the items and the text are painted.

usage: own_window.py PROFILE      prints {"seconds", "memory", "items": [ms …]} (an item: from its key to its paint)
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import psutil
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from moedeklar.app import Program, application
from moedeklar.member.profile import Profile
from moedeklar.model.moments import SystemClock
from moedeklar.ui.reader.list_column import ItemList
from moedeklar.ui.reader.text import ItemText

PATIENCE = 15_000  # ms after which the measurement is given up


class Watch(QObject):
    """Sees the list and the text being painted, presses J for every item, and notes what each took."""

    def __init__(self, program: Program) -> None:
        super().__init__()
        self._program = program
        self._painted: set[str] = set()
        self._title = ""
        self._pressed = 0.0
        self._items: list[float] = []
        self._started: dict[str, float] = {}
        QApplication.instance().installEventFilter(self)
        QTimer.singleShot(PATIENCE, lambda: QApplication.exit(1))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Paints of the list and the text, once each shows something."""
        if event.type() == QEvent.Type.Paint:
            view = watched.parent()
            if isinstance(view, ItemList) and view.model() is not None and view.model().rowCount():
                self._saw("list")
            elif isinstance(view, ItemText) and view.document().characterCount() > 20:
                self._saw(view.document().toPlainText()[:300])
        return False

    def _saw(self, what: str) -> None:
        if not self._started:
            self._painted.add("list" if what == "list" else "text")
            if self._painted == {"list", "text"}:
                self._title = what if what != "list" else self._title
                process = psutil.Process()
                self._started = {"seconds": time.time() - process.create_time()}
                # The same second of rest that the bare window has.
                QTimer.singleShot(1000, self._rested)
        elif what not in ("list", self._title) and self._pressed:
            self._items.append((time.perf_counter() - self._pressed) * 1000)
            self._title, self._pressed = what, 0.0
            QTimer.singleShot(60, self._press)
        elif what != "list":
            self._title = what

    def _rested(self) -> None:
        self._started["memory"] = psutil.Process().memory_info().rss
        self._press()

    def _press(self) -> None:
        if len(self._items) >= 6:
            print(json.dumps(self._started | {"items": self._items}))
            self._program.window.close()
            return
        self._pressed = time.perf_counter()
        QTest.keyClick(self._program.window.focusWidget(), Qt.Key.Key_J)


def main() -> int:
    """Measure once."""
    app = application()
    program = Program(Profile(Path(sys.argv[1])), SystemClock(), "da")
    watch = Watch(program)
    program.start()
    status = app.exec()
    program.stop()
    watch.deleteLater()
    return int(status)


if __name__ == "__main__":
    sys.exit(main())
