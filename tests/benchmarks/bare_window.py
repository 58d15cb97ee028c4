"""The limit: a bare PySide6 window with one QTextBrowser. Prints seconds from the start to the paint, and memory."""

from __future__ import annotations

import json
import sys
import time

import psutil
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTextBrowser


class FirstPaint(QObject):
    """Ends the program once the text has been painted and the event loop is idle again."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Wait for the paint."""
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, tell)
        return super().eventFilter(watched, event)


def tell() -> None:
    """Print and end."""
    process = psutil.Process()
    seconds = time.time() - process.create_time()
    QTimer.singleShot(
        1000, lambda: (print(json.dumps({"seconds": seconds, "memory": process.memory_info().rss})), app.quit())
    )


app = QApplication(sys.argv)
window = QMainWindow()
text = QTextBrowser()
text.setPlainText("Dagsorden\n" * 50)
window.setCentralWidget(text)
window.resize(1440, 900)
watcher = FirstPaint()
text.viewport().installEventFilter(watcher)
window.show()
sys.exit(app.exec())
