"""Reading scans: what comes of a real one, progress, cancelling, pages that can't be read."""

from __future__ import annotations

from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pymupdf
import pytest

from moedeklar.agenda.inspection import inspection
from moedeklar.agenda.plaintext import lines_of_text
from moedeklar.agenda.reader import read
from moedeklar.model.errors import Cancelled, DocumentError
from moedeklar.model.lines import Line, StyledDocument
from moedeklar.pdf.client import PdfClient
from moedeklar.pdf.recognising import Recogniser
from tests.pdf import papers
from tests.support import one_meeting as one
from tests.support.scans import TESSDATA, needs_danish, scanned

MIXED = "Side {n} om blåbær på øen"


def recogniser(client: PdfClient, seconds: float = 120.0) -> Recogniser:
    assert TESSDATA is not None
    return Recogniser(client, TESSDATA, seconds)


def unlike(found: Any, expected: Any, at: str = "") -> list[str]:
    """Where two results differ in more than a letter or two of a text."""
    if isinstance(expected, dict):
        assert found.keys() == expected.keys()
        return [place for key in expected for place in unlike(found[key], expected[key], f"{at}.{key}")]
    if isinstance(expected, list) and len(found) == len(expected):
        pairs = enumerate(zip(found, expected, strict=True))
        return [place for n, (one, other) in pairs for place in unlike(one, other, f"{at}[{n}]")]
    if isinstance(expected, str) and isinstance(found, str):
        return [] if SequenceMatcher(None, found, expected, autojunk=False).ratio() > 0.96 else [f"{at}: {found!r}"]
    return [] if found == expected else [f"{at}: {found!r}"]


@needs_danish
def test_a_scan_gives_the_same_result_as_its_text(client: PdfClient) -> None:
    data = scanned(one.as_pdf(one.MINUTES))
    document = client.lines(data, "scan.pdf")
    assert (document.is_scan, document.lines) == (True, ())
    told: list[tuple[int, int]] = []
    made = recogniser(client).read(document, data, "scan.pdf", lambda done, total: told.append((done, total)))
    assert told == [(0, 2), (1, 2)]
    assert (made.recognised, made.scanned_pages, made.is_scan) == (True, (), False)
    found = inspection(read(made))
    expected = inspection(read(lines_of_text(one.as_text(one.MINUTES).encode())))
    assert found.pop("recognised")
    assert not expected.pop("recognised")
    assert "2026\t212\t97" in found["items"][1]["sections"][1]["text"]
    assert unlike(found, expected) == []


@needs_danish
def test_only_the_pages_that_are_pictures_are_read(client: PdfClient) -> None:
    data = scanned(papers.pages(3, MIXED), pages=(1,))
    document = client.lines(data, "blandet.pdf")
    assert (document.scanned_pages, document.is_scan) == ((1,), False)
    made = recogniser(client).read(document, data, "blandet.pdf")
    assert [(line.page, line.text) for line in made.lines] == [(n, MIXED.format(n=n + 1)) for n in range(3)]
    assert made.recognised


@needs_danish
def test_a_picture_without_text_is_read_and_holds_none(client: PdfClient) -> None:
    with pymupdf.open() as pdf:
        page = pdf.new_page(width=300, height=300)
        grey = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 60, 60))
        grey.clear_with(200)
        page.insert_image(page.rect, pixmap=grey)
        data = bytes(pdf.tobytes())
    made = recogniser(client).read(client.lines(data, "kort.pdf"), data, "kort.pdf")
    assert (made.lines, made.scanned_pages, made.recognised) == ((), (), False)


@needs_danish
def test_a_page_that_takes_too_long_stays_unread_and_the_others_are_read(client: PdfClient) -> None:
    data = scanned(papers.pages(1, MIXED))
    document = client.lines(data, "scan.pdf")
    before = client.process_id
    made = recogniser(client, seconds=0.05).read(document, data, "scan.pdf")
    assert (made.scanned_pages, made.recognised) == ((0,), False)
    assert client.process_id != before
    # The document itself is not refused for it.
    assert recogniser(client).read(document, data, "scan.pdf").recognised


class Refusing:
    """A PDF process whose pages can't be read, or that is gone."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.forgotten: list[str] = []

    def open(self, sha256: str, load: object, name: str) -> None:
        pass

    def forget(self, sha256: str) -> None:
        self.forgotten.append(sha256)

    def recognise(self, sha256: str, page: int, tessdata: Path, seconds: float) -> tuple[Line, ...]:
        if page == 0:
            raise DocumentError(self.code)
        return (Line("anden side", page),)


SCAN = StyledDocument((), "application/pdf", ((595, 842), (595, 842)), scanned_pages=(0, 1))


@pytest.mark.parametrize("code", ["pdf_timeout", "pdf_refused", "pdf_damaged"])
def test_a_page_that_is_refused_stays_among_those_unread(code: str) -> None:
    made = Recogniser(Refusing(code), Path()).read(SCAN, b"x", "scan.pdf")  # type: ignore[arg-type]
    assert (made.scanned_pages, [line.text for line in made.lines]) == ((0,), ["anden side"])


def test_without_a_process_nothing_is_read() -> None:
    process = Refusing("pdf_process")
    with pytest.raises(DocumentError, match="pdf_process"):
        Recogniser(process, Path()).read(SCAN, b"x", "scan.pdf")  # type: ignore[arg-type]
    assert len(process.forgotten) == 1


def test_cancelling_ends_it_between_two_pages() -> None:
    process, told = Refusing("pdf_timeout"), []
    with pytest.raises(Cancelled):
        Recogniser(process, Path()).read(SCAN, b"x", "s.pdf", lambda *at: told.append(at), lambda: bool(told))  # type: ignore[arg-type]
    assert told == [(0, 2)]
    assert len(process.forgotten) == 1
