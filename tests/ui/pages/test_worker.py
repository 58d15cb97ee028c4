"""The worker's thread: the most wanted first, nothing that was scrolled away, and no thread left behind."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from moedeklar.model.errors import Cancelled, DocumentError
from moedeklar.pdf.types import PdfInfo, Raster, Word
from moedeklar.ui.pages.worker import Draw, PageWorker, Read


class Slow:
    """Answers one request each time it is let go."""

    def __init__(self) -> None:
        self.asked: list[object] = []
        self.go = threading.Semaphore(0)
        self.error: Exception | None = None

    def _answer(self, asked: object) -> None:
        self.asked.append(asked)
        self.go.acquire(timeout=5)
        if self.error is not None:
            raise self.error

    def open(self, sha256: str, load: Callable[[], bytes]) -> PdfInfo:
        self._answer(sha256)
        return PdfInfo(((1, 1),), (0,))

    def render(self, sha256: str, page: int, dpi: float) -> Raster:
        self._answer((page, dpi))
        return Raster(2, 1, 6, b"\xff\x00\x00\x00\xff\x00", dpi)

    def words(self, sha256: str, page: int) -> tuple[Word, ...]:
        self._answer(page)
        return ()

    def watch(self, callback: Callable[[], None]) -> Callable[[], None]:
        return lambda: None


@pytest.fixture
def pdf() -> Slow:
    return Slow()


@pytest.fixture
def worker(pdf: Slow, qapp: QApplication) -> Iterator[PageWorker]:
    made = PageWorker(pdf)
    yield made
    made.close()
    for _ in range(20):
        pdf.go.release()


def test_pages_scrolled_away_are_never_drawn(worker: PageWorker, pdf: Slow, qtbot: QtBot) -> None:
    worker.want("pages", [Draw("s", page, 96) for page in range(5)])
    qtbot.waitUntil(lambda: pdf.asked == [(0, 96)])
    worker.want("pages", [Draw("s", 9, 96)])
    drawn: list[int] = []
    worker.drawn.connect(lambda task, _image: drawn.append(task.page), Qt.ConnectionType.QueuedConnection)
    for _ in range(9):
        pdf.go.release()
    qtbot.waitUntil(lambda: drawn == [0, 9])
    assert pdf.asked == [(0, 96), (9, 96)]


def test_pages_come_before_thumbnails_and_opening_before_both(worker: PageWorker, pdf: Slow, qtbot: QtBot) -> None:
    worker.want("thumbnails", [Draw("s", 7, 10, small=True)])
    qtbot.waitUntil(lambda: len(pdf.asked) == 1)
    worker.want("thumbnails", [Draw("s", 8, 10, small=True)])
    worker.want("pages", [Draw("s", 1, 96), Read("s", 1)])
    for _ in range(4):
        pdf.go.release()
    qtbot.waitUntil(lambda: len(pdf.asked) == 4)
    assert pdf.asked[1:] == [(1, 96), 1, (8, 10)]
    worker.want("pages", [Draw("s", 2, 96)])
    qtbot.waitUntil(lambda: len(pdf.asked) == 5)
    worker.want("pages", [Draw("s", 3, 96)])
    worker.open("t", lambda: b"")
    for _ in range(3):
        pdf.go.release()
    qtbot.waitUntil(lambda: len(pdf.asked) == 6)
    assert pdf.asked[5] == "t"


def test_what_is_being_drawn_is_not_asked_for_twice(worker: PageWorker, pdf: Slow, qtbot: QtBot) -> None:
    worker.want("pages", [Draw("s", 0, 96)])
    qtbot.waitUntil(lambda: pdf.asked == [(0, 96)])
    worker.want("pages", [Draw("s", 0, 96), Draw("s", 1, 96)])
    for _ in range(3):
        pdf.go.release()
    qtbot.waitUntil(lambda: len(pdf.asked) == 2)
    assert pdf.asked[1] == (1, 96)


def test_errors_are_told_and_the_thread_goes_on(worker: PageWorker, pdf: Slow, qtbot: QtBot) -> None:
    for error, code in ((DocumentError("pdf_timeout"), "pdf_timeout"), (ZeroDivisionError(), "pdf_damaged")):
        pdf.error = error
        with qtbot.waitSignal(worker.failed) as told:
            worker.want("pages", [Draw("s", 0, 96)])
            pdf.go.release()
        assert told.args is not None
        assert told.args[1].code == code
    pdf.error = LookupError()
    worker.want("pages", [Draw("s", 0, 96)])
    pdf.go.release()
    qtbot.waitUntil(lambda: len(pdf.asked) == 3)
    pdf.error = None
    with qtbot.waitSignal(worker.drawn):
        worker.want("pages", [Draw("s", 1, 96)])
        pdf.go.release()


def test_at_the_end_of_the_program_the_thread_ends_quietly(worker: PageWorker, pdf: Slow, qtbot: QtBot) -> None:
    pdf.error = Cancelled()
    worker.want("pages", [Draw("s", 0, 96)])
    pdf.go.release()
    qtbot.waitUntil(lambda: not any(thread.name == "pages" for thread in threading.enumerate()))


def test_at_rest_there_is_no_thread(worker: PageWorker, pdf: Slow, qtbot: QtBot) -> None:
    worker.want("pages", [Draw("s", 0, 96), Draw("s", 1, 96)])
    qtbot.waitUntil(lambda: len(pdf.asked) == 1)
    worker.rest()
    pdf.go.release()
    qtbot.waitUntil(lambda: not any(thread.name == "pages" for thread in threading.enumerate()))
    assert len(pdf.asked) == 1
    worker.want("pages", [Draw("s", 2, 96)])
    pdf.go.release()
    qtbot.waitUntil(lambda: len(pdf.asked) == 2)
    worker.close()
    worker.want("pages", [Draw("s", 3, 96)])
    qtbot.waitUntil(lambda: not any(thread.name == "pages" for thread in threading.enumerate()))
    assert len(pdf.asked) == 2
