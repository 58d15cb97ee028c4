"""Asks the PDF process for pages on a thread of its own, the most wanted first, so that scrolling never waits."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from moedeklar.model.errors import Cancelled, DocumentError, MoedeklarError
from moedeklar.pdf.types import PdfInfo, Raster, Word
from moedeklar.ui.mail import Errand, Mailbox

log = logging.getLogger(__name__)

_IDLE = 10.0  # seconds without work after which the thread ends


class Pages(Protocol):
    """What is asked of `pdf.client.PdfClient`."""

    def open(self, sha256: str, load: Callable[[], bytes]) -> PdfInfo:
        """See `PdfClient.open`."""
        ...

    def render(self, sha256: str, page: int, dpi: float) -> Raster:
        """See `PdfClient.render`."""
        ...

    def words(self, sha256: str, page: int) -> tuple[Word, ...]:
        """See `PdfClient.words`."""
        ...

    def watch(self, callback: Callable[[], None]) -> Callable[[], None]:
        """See `PdfClient.watch`."""
        ...


@dataclass(frozen=True, slots=True)
class Draw:
    """A page wanted as a picture. `small` says that it is for the row of thumbnails."""

    sha256: str
    page: int
    dpi: float
    small: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """The words of a page wanted."""

    sha256: str
    page: int


@dataclass(frozen=True, slots=True)
class Open:
    """A document wanted open."""

    sha256: str
    load: Callable[[], bytes]


Task = Draw | Read | Open


class PageWorker(QObject):
    """Lives in the UI thread and is told there what is wanted; its signals are delivered there.

    What is wanted replaces what was wanted before under the same key, so that pages scrolled away are never drawn.
    `opened` carries the hash and a PdfInfo, `drawn` a Draw and a QImage, `read` a Read and words, `failed` the task and
    a MoedeklarError. `died` says that the PDF process was found dead; it is being started again by then.
    """

    opened = Signal(str, object)
    drawn = Signal(object, object)
    read = Signal(object, object)
    failed = Signal(object, object)
    died = Signal()

    def __init__(self, pdf: Pages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pdf = pdf
        self._wake = threading.Condition()
        self._opening: Open | None = None
        self._wanted: dict[str, list[Task]] = {}
        self._busy: Task | None = None
        self._thread: threading.Thread | None = None
        self._stopped = False
        self._told = Mailbox(self._hear)
        self._unwatch = pdf.watch(partial(self._told.send, "died"))

    def open(self, sha256: str, load: Callable[[], bytes]) -> None:
        """Open a document before anything else; what was wanted of another is dropped. *load* runs on the thread."""
        with self._wake:
            self._opening = Open(sha256, load)
            self._wanted.clear()
            self._run()

    def want(self, key: str, tasks: Sequence[Task]) -> None:
        """Replace what is wanted under *key* ("pages" comes before "thumbnails"), the most wanted first."""
        with self._wake:
            self._wanted[key] = [task for task in tasks if task != self._busy]
            if self._wanted[key]:
                self._run()

    def rest(self) -> None:
        """Drop all that is wanted and let the thread end."""
        with self._wake:
            self._opening = None
            self._wanted.clear()
            self._thread = None
            self._wake.notify_all()

    def close(self) -> None:
        """Rest for good."""
        self._stopped = True
        self._unwatch()
        self._told.close()
        self.rest()

    def _run(self) -> None:
        """Have a thread at work. Called with the lock held."""
        if self._stopped:
            return
        if self._thread is None:
            errand = Errand(self._work, self._ended)
            self._thread = threading.Thread(target=errand.do, name="pages", daemon=True)
            self._thread.start()
        self._wake.notify_all()

    def _work(self) -> None:
        me = threading.current_thread()
        while True:
            with self._wake:
                self._busy = None
                if self._thread is me and not self._any():
                    self._wake.wait(_IDLE)
                if self._thread is not me:
                    return
                task = self._next()
                if task is None:
                    self._thread = None
                    return
                self._busy = task
            if not self._do(task):
                return

    def _hear(self, what: str, *values: object) -> None:
        getattr(self, what).emit(*values)

    @staticmethod
    def _ended(result: object) -> None:
        if isinstance(result, BaseException):
            raise result

    def _any(self) -> bool:
        return self._opening is not None or any(self._wanted.values())

    def _next(self) -> Task | None:
        if self._opening is not None:
            task, self._opening = self._opening, None
            return task
        for key in sorted(self._wanted):
            if self._wanted[key]:
                return self._wanted[key].pop(0)
        return None

    def _do(self, task: Task) -> bool:
        """Do one task and tell its outcome; False once the program is ending."""
        try:
            what, *outcome = self._outcome(task)
        except Cancelled:
            return False
        except LookupError:
            log.debug("a page was wanted of a document that is no longer open")
            return True
        except MoedeklarError as error:
            what, outcome = "failed", [task, error]
        except Exception as error:
            # The thread must outlive a fault of ours; the person is told that this page can't be shown.
            log.exception("a page could not be prepared")
            what, outcome = "failed", [task, DocumentError("pdf_damaged", name="", detail=repr(error))]
        with self._wake:
            self._busy = None  # before it is told: whoever is told may want the same again
        self._told.send(what, *outcome)
        return True

    def _outcome(self, task: Task) -> tuple[Any, ...]:
        if isinstance(task, Open):
            return "opened", task.sha256, self._pdf.open(task.sha256, task.load)
        if isinstance(task, Read):
            return "read", task, self._pdf.words(task.sha256, task.page)
        return "drawn", task, picture(self._pdf.render(task.sha256, task.page, task.dpi))


def picture(raster: Raster) -> QImage:
    """The raster as an image of its own in the form that screens take, made on the calling thread."""
    image = QImage(raster.data, raster.width, raster.height, raster.stride, QImage.Format.Format_RGB888)
    return image.convertToFormat(QImage.Format.Format_RGB32)
