"""Scanned documents in a source: told, read once that is asked for, and remembered as read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pymupdf

from moedeklar.agenda.plaintext import lines_of_text
from moedeklar.model.errors import Cancelled, DocumentError
from moedeklar.model.lines import StyledDocument
from moedeklar.model.reports import EventKind, RunReport, SyncEvent
from moedeklar.pdf.client import PdfClient
from moedeklar.pdf.recognising import Recogniser
from moedeklar.store import meetings
from moedeklar.store.store import Store
from moedeklar.wording.errors import problem_sentence
from tests.support.scans import TESSDATA, needs_danish, scanned
from tests.sync.conftest import SyncRun
from tests.sync.nordlund import AGENDA, put


class Reads:
    """Reads pictures by knowing what is on them: the lines of the agenda in place of every unread page."""

    def __init__(self, unread: tuple[int, ...] = ()) -> None:
        self.unread = unread
        self.names: list[str] = []

    def read(
        self,
        document: StyledDocument,
        data: bytes,
        name: str,
        on_page: Callable[[int, int], object],
        cancelled: Callable[[], bool],
    ) -> StyledDocument:
        self.names.append(name)
        for at, _page in enumerate(document.scanned_pages):
            if cancelled():
                raise Cancelled
            on_page(at, len(document.scanned_pages))
        lines = lines_of_text(AGENDA.text().encode()).lines if len(self.unread) < len(document.scanned_pages) else ()
        return replace(document, lines=document.lines + lines, scanned_pages=self.unread, recognised=bool(lines))


def codes(problems: tuple[object, ...]) -> list[tuple[str, str]]:
    return [(problem.what, problem.code) for problem in problems]  # type: ignore[attr-defined]


def recognised(store: Store) -> bool:
    (row,) = store.read(meetings.meeting_rows)
    return store.read(lambda db: meetings.meeting_view(db, row.id)).content.recognised


def test_a_scan_is_told_and_read_once_that_is_asked_for(sync: SyncRun, root: Path, store: Store) -> None:
    put(root / "dagsorden.pdf", scanned(AGENDA.pdf()))
    assert codes(sync().failed) == [("dagsorden.pdf", "scan_no_text")]
    reads, told = Reads(), []
    report = sync(scans=lambda: reads, on_event=told.append)
    assert (report.new, report.failed, reads.names) == (1, (), ["dagsorden.pdf"])
    assert recognised(store)
    pages = [event for event in told if event.pages]
    assert pages[0] == SyncEvent(EventKind.PROGRESS, "src-test", "dagsorden.pdf", 0, 1, page=1, pages=pages[0].pages)
    # It is not read again, whether scans are to be read or not, and what was read stays.
    for scans in (lambda: reads, None):
        assert sync(scans=scans) == RunReport(unchanged=1)
    assert reads.names == ["dagsorden.pdf"]
    assert recognised(store)


def test_a_document_with_some_pictures_is_understood_and_says_which(sync: SyncRun, root: Path, store: Store) -> None:
    put(root / "dagsorden.pdf", _with_picture(AGENDA.pdf()))
    for _ in range(2):  # told again in every run, until it is read
        report = sync()
        assert (report.failed, codes(report.notices)) == ((), [("dagsorden.pdf", "pages_without_text")])
        assert dict(report.notices[0].params)["pages"] == "1"
        assert "1" in problem_sentence(report.notices[0])
    (row,) = store.read(meetings.meeting_rows)
    view = store.read(lambda db: meetings.meeting_view(db, row.id))
    assert "pages_without_text 1" in view.content.warnings
    report = sync(scans=Reads)
    assert (report.new, report.notices) == (0, ())
    assert recognised(store)
    assert sync().notices == ()


def test_pages_that_could_not_be_read_in_time_are_told_and_not_tried_in_every_run(sync: SyncRun, root: Path) -> None:
    put(root / "dagsorden.pdf", _with_picture(AGENDA.pdf()))
    reads = Reads(unread=(0,))
    for _ in range(2):
        assert codes(sync(scans=lambda: reads).notices) == [("dagsorden.pdf", "pages_not_recognised")]
    assert reads.names == ["dagsorden.pdf"]


def test_a_scan_of_which_no_page_could_be_read_fails_in_words(sync: SyncRun, root: Path) -> None:
    put(root / "dagsorden.pdf", scanned(AGENDA.pdf(), dpi=40))
    reads = Reads(unread=tuple(range(_pages(AGENDA.pdf()))))
    report = sync(scans=lambda: reads)
    assert codes(report.failed) == [("dagsorden.pdf", "scan_unreadable")]
    assert problem_sentence(report.failed[0])


def test_without_the_data_it_is_said_what_to_install_and_tried_again(sync: SyncRun, root: Path) -> None:
    put(root / "dagsorden.pdf", scanned(AGENDA.pdf(), dpi=40))
    put(root / "blandet.pdf", _with_picture(AGENDA.pdf()))

    def missing() -> Reads:
        raise DocumentError("ocr_missing")

    sync()
    report = sync(scans=missing)
    assert codes(report.failed) == [("dagsorden.pdf", "ocr_missing")]
    assert "tesseract-ocr-dan" in problem_sentence(report.failed[0])
    assert codes(report.notices) == [("blandet.pdf", "pages_without_text")]
    report = sync(scans=Reads)
    assert (report.failed, [code for _, code in codes(report.notices)]) == ((), ["agendas_differ"])


def test_cancelling_ends_the_reading_and_the_next_run_reads_it(sync: SyncRun, root: Path, store: Store) -> None:
    put(root / "dagsorden.pdf", scanned(AGENDA.pdf(), dpi=40))
    begun: list[SyncEvent] = []
    stop: Callable[[], bool] = lambda: any(event.pages for event in begun)  # noqa: E731
    reads = Reads()
    report = sync(scans=lambda: _Twice(reads), on_event=begun.append, cancelled=stop)
    assert report.cancelled
    assert store.read(meetings.meeting_rows) == ()
    assert sync(scans=lambda: reads).new == 1


class _Twice(Reads):
    """Looks whether it is cancelled once more after the last page."""

    def __init__(self, inner: Reads) -> None:
        super().__init__()
        self.inner = inner

    def read(self, document, data, name, on_page, cancelled):  # type: ignore[no-untyped-def]
        made = self.inner.read(document, data, name, on_page, cancelled)
        if cancelled():
            raise Cancelled
        return made


@needs_danish
def test_a_real_scan(sync: SyncRun, root: Path, store: Store, pdf: PdfClient) -> None:
    put(root / "dagsorden.pdf", scanned(AGENDA.pdf()))
    assert TESSDATA is not None
    folder = TESSDATA
    report = sync(scans=lambda: Recogniser(pdf, folder))
    assert (report.new, report.failed) == (1, ())
    (row,) = store.read(meetings.meeting_rows)
    assert (row.committee, row.items) == ("Kultur- og Fritidsudvalget", len(AGENDA.items))


def _pages(pdf: bytes) -> int:
    with pymupdf.open("pdf", pdf) as document:
        return int(document.page_count)


def _with_picture(pdf: bytes) -> bytes:
    """*pdf* with a page before its first that is a picture."""
    with pymupdf.open("pdf", pdf) as document:
        page = document.new_page(0)
        page.insert_image(page.rect, pixmap=pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 60, 80)))
        return bytes(document.tobytes())
