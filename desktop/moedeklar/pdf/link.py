"""Keeps one PDF process going: starts it when it is needed, starts it again when it has died, ends it for good."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence

from moedeklar.model.errors import Cancelled, DocumentError
from moedeklar.pdf.process import NotStarted, PdfProcess
from moedeklar.pdf.protocol import Buffer, Header, PeerGone, PeerSilent

log = logging.getLogger(__name__)


class Link:
    """The way to a PDF process. May be used from any thread; requests wait for one another."""

    def __init__(self, timeout: float, start_timeout: float, found_dead: Callable[[], None]) -> None:
        """Times in seconds. *found_dead* is called on the asking thread when the process died while nobody asked."""
        self._timeout = timeout
        self._start_timeout = start_timeout
        self._found_dead = found_dead
        self._talking = threading.Lock()
        self._state = threading.Lock()  # held only for a moment, so that `close` never waits for a request
        self._process: PdfProcess | None = None
        self._closed = False

    @property
    def closed(self) -> bool:
        """Whether `close` has been called."""
        return self._closed

    @property
    def process_id(self) -> int | None:
        """The id of the process while it runs, else None."""
        with self._state:
            process = self._process
        return process.pid if process is not None and process.alive else None

    def check_open(self) -> None:
        """Raise Cancelled once `close` has been called."""
        if self._closed:
            raise Cancelled

    def warm_up(self) -> None:
        """Start the process without waiting for it. Does nothing if it is in use already, or can't be started."""
        if self._talking.acquire(blocking=False):
            try:
                self._started()
            except (NotStarted, Cancelled) as error:
                log.warning("the PDF process was not started ahead: %s", error)
            finally:
                self._talking.release()

    def exchange(
        self, header: Header, bodies: Sequence[Buffer], seconds: float | None = None
    ) -> tuple[Header, memoryview]:
        """Ask, starting the process if need be, and wait for the answer, at most *seconds* where that is said.

        Raises PeerGone if the process died over it and PeerSilent if it took too long (it is ended then); DocumentError
        `pdf_process` if it could not be started; Cancelled after `close`, also while waiting.
        """
        limit = self._timeout if seconds is None else seconds
        with self._talking:
            try:
                process = self._started()
                process.connect(self._start_timeout)
                return process.exchange({**header, "limit": limit}, bodies, limit)
            except (NotStarted, PeerGone, PeerSilent) as error:
                self._drop()
                self.check_open()
                if isinstance(error, NotStarted):
                    raise DocumentError("pdf_process", detail=str(error)) from error
                raise

    def close(self) -> None:
        """End the process, also under somebody who waits for its answer, and wait until all is given back."""
        with self._state:
            self._closed = True
            process = self._process
        if process is not None:
            process.kill()
        with self._talking:
            self._drop()

    def _started(self) -> PdfProcess:
        if self._process is not None and not self._process.alive:
            self._drop()
            self._found_dead()
        with self._state:
            self.check_open()
            if self._process is None:
                self._process = PdfProcess()
            return self._process

    def _drop(self) -> None:
        with self._state:
            process, self._process = self._process, None
        if process is not None:
            process.release()
