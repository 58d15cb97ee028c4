"""What the client answers about documents of all kinds, through a real process."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from moedeklar.model.errors import DocumentError
from moedeklar.pdf.client import PdfClient
from moedeklar.pdf.types import Raster
from tests.pdf import papers
from tests.pdf.papers import sha_of

CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "corpus"


def code_of(error: pytest.ExceptionInfo[DocumentError]) -> str:
    return error.value.code


def opened(client: PdfClient, data: bytes) -> str:
    client.open(sha_of(data), lambda: data, "prøve.pdf")
    return sha_of(data)


def pixel(raster: Raster, x: int, y: int) -> tuple[int, int, int]:
    at = y * raster.stride + x * 3
    return raster.data[at], raster.data[at + 1], raster.data[at + 2]


def test_lines_and_texts_of_a_pdf(client: PdfClient) -> None:
    data = papers.pages(2)
    document = client.lines(data, "dagsorden.pdf")
    assert [line.text for line in document.lines] == ["Side 1 om blåbær på øen", "Side 2 om blåbær på øen"]
    assert document.media_type == "application/pdf"
    assert document.page_sizes == ((595, 842), (595, 842))
    assert [text.strip() for text in client.page_texts(data, "x")] == [line.text for line in document.lines]


def test_an_open_document_tells_its_pages(client: PdfClient) -> None:
    data = papers.pages(3)
    info = client.open(sha_of(data), lambda: data)
    assert info.pages == ((595, 842),) * 3
    assert info.rotations == (0, 0, 0)
    assert [(entry.title, entry.page) for entry in info.outline] == [("Side 1", 0), ("Side 2", 1), ("Side 3", 2)]
    assert info.title == "Prøve"
    assert not info.repaired


def test_zero_bytes(client: PdfClient) -> None:
    for ask in (lambda: client.lines(b"", "tom.pdf"), lambda: client.open("0" * 64, lambda: b"")):
        with pytest.raises(DocumentError) as error:
            ask()
        assert code_of(error) == "pdf_empty"


@pytest.mark.parametrize("data", [b"ikke en pdf" * 50, b"%PDF-1.7\nkun et hoved", papers.pages(20)[:600]])
def test_garbage_and_what_is_beyond_repair(client: PdfClient, data: bytes) -> None:
    with pytest.raises(DocumentError) as error:
        client.lines(data, "referat.pdf")
    assert code_of(error) == "pdf_damaged"
    assert error.value.params["name"] == "referat.pdf"
    with pytest.raises(DocumentError) as error:
        opened(client, data)
    assert code_of(error) == "pdf_damaged"


@pytest.mark.parametrize("share", [0.5, 0.8, 0.97])
def test_a_truncated_file_is_never_read_as_a_whole_agenda(client: PdfClient, share: float) -> None:
    whole = papers.pages(30)
    part = whole[: int(len(whole) * share)]
    for ask in (client.lines, client.page_texts):
        with pytest.raises(DocumentError) as error:
            ask(part, "halv.pdf")
        assert code_of(error) == "pdf_damaged"


def test_what_is_left_of_a_truncated_file_can_be_looked_at(client: PdfClient) -> None:
    whole = papers.pages(30)
    part = whole[: int(len(whole) * 0.97)]
    assert client.open(sha_of(part), lambda: part).repaired


def test_a_password_is_asked_for(client: PdfClient) -> None:
    data = papers.locked()
    for ask in (
        lambda: client.lines(data, "låst.pdf"),
        lambda: client.page_texts(data, "x"),
        lambda: opened(client, data),
    ):
        with pytest.raises(DocumentError) as error:
            ask()
        assert code_of(error) == "pdf_encrypted"


def test_protection_against_changes_is_no_hindrance(client: PdfClient) -> None:
    data = papers.locked(user="")
    assert client.lines(data, "x.pdf").lines[0].text == "Side 1 om blåbær på øen"
    assert client.render(opened(client, data), 0, 50).width > 0


def test_three_hundred_pages(client: PdfClient) -> None:
    data = papers.pages(300)
    assert len(client.lines(data, "lang.pdf").lines) == 300
    sha = opened(client, data)
    assert [word.text for word in client.words(sha, 299)][:2] == ["Side", "300"]
    with pytest.raises(DocumentError):
        client.words(sha, 300)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (20, 30, 380, 580)])
def test_words_are_in_unrotated_points_from_the_cropbox(
    client: PdfClient, rotation: int, crop: tuple[float, float, float, float] | None
) -> None:
    data = papers.turned(rotation, crop)
    sha = sha_of(data)
    info = client.open(sha, lambda: data)
    left, top = (crop[0], crop[1]) if crop else (0, 0)
    width, height = (360, 550) if crop else (400, 600)
    assert info.pages == ((width, height) if rotation in (0, 180) else (height, width),)
    assert info.rotations == (rotation,)
    word = client.words(sha, 0)[0]
    assert word.text == "Ærøskøbing"
    assert word.x0 == pytest.approx(50 - left, abs=0.5)
    assert word.y0 < 100 - top < word.y1
    # The black square stands at the same place by the same reckoning, so both agree with what is drawn.
    raster = client.render(sha, 0, 72)
    x, y = 70 - left, 130 - top
    places = {0: (x, y), 90: (height - y, x), 180: (width - x, height - y), 270: (y, width - x)}
    assert pixel(raster, *(int(value) for value in places[rotation])) == (0, 0, 0)


def test_a_page_is_drawn_like_pymupdf_draws_it(client: PdfClient) -> None:
    data = papers.pages(1)
    raster = client.render(opened(client, data), 0, 150)
    expected = pymupdf.open(stream=data)[0].get_pixmap(dpi=150, alpha=False)
    assert (raster.width, raster.height, raster.stride) == (expected.width, expected.height, expected.stride)
    assert raster.data == expected.samples
    assert raster.dpi == pytest.approx(150)


def test_a_page_can_be_turned(client: PdfClient) -> None:
    sha = opened(client, papers.pages(1))
    upright, turned = client.render(sha, 0, 50), client.render(sha, 0, 50, rotation=90)
    assert (upright.width, upright.height) == (turned.height, turned.width)


def test_a_huge_page_comes_at_a_lower_resolution(client: PdfClient) -> None:
    made = pymupdf.open()
    made.new_page(width=14_400, height=14_400)
    raster = client.render(opened(client, made.tobytes()), 0, 300)
    assert raster.width * raster.height <= 24_200_000
    assert raster.dpi < 30


@pytest.mark.parametrize("dpi", [0, -5, float("inf"), float("nan")])
def test_a_nonsensical_resolution_is_an_error_and_no_crash(client: PdfClient, dpi: float) -> None:
    sha = opened(client, papers.pages(1))
    with pytest.raises(DocumentError):
        client.render(sha, 0, dpi)
    assert client.render(sha, 0, 50).width


def test_office_documents_and_pictures_can_be_shown(client: PdfClient) -> None:
    word = papers.word_document("Brev om blåbær")
    assert client.open(sha_of(word), lambda: word).media_type.endswith("wordprocessingml.document")
    assert "blåbær" in [w.text for w in client.words(sha_of(word), 0)]
    picture = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 20, 10), False).tobytes("png")
    assert client.open(sha_of(picture), lambda: picture).media_type == "image/png"


@pytest.mark.parametrize(("data", "name"), [(b"\xd0\xcf\x11\xe0" + b"x" * 600, "gammel.doc"), (b"hej", "note.txt")])
def test_other_kinds_are_said_to_be_unsupported(client: PdfClient, data: bytes, name: str) -> None:
    with pytest.raises(DocumentError) as error:
        client.lines(data, name)
    assert code_of(error) == "not_supported"


def test_many_documents_can_be_open_and_are_loaded_again_when_needed(client: PdfClient) -> None:
    loads: list[int] = []
    documents = [papers.pages(1, f"Bilag {n}") for n in range(9)]

    def loader(n: int) -> bytes:
        loads.append(n)
        return documents[n]

    for n, data in enumerate(documents):
        client.open(sha_of(data), lambda n=n: loader(n))
    for n, data in enumerate(documents):
        assert client.words(sha_of(data), 0)[1].text == str(n)
    assert loads[:9] == list(range(9))
    assert 0 in loads[9:], "the first had to make room"
    again = len(loads)
    client.words(sha_of(documents[8]), 0)
    assert len(loads) == again, "the last is still open"


def test_a_forgotten_document_is_not_open(client: PdfClient) -> None:
    sha = opened(client, papers.pages(1))
    client.forget(sha)
    client.forget(sha)
    with pytest.raises(LookupError):
        client.render(sha, 0, 50)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared documents are not here")
def test_published_minutes_are_read(client: PdfClient) -> None:
    path = CORPUS / "lyngby-taarbaek-2021-02-09" / "referat.pdf"
    document = client.lines(path.read_bytes(), path.name)
    assert len(document.page_sizes) == 20
    assert len(document.lines) > 300
