"""The letter of a request: HTML on A4 pages."""

from __future__ import annotations

from collections.abc import Callable

import pymupdf
import pytest

from moedeklar.model.errors import DocumentError
from moedeklar.pdf.client import PdfClient
from moedeklar.pdf.types import LetterFont, LetterPicture
from moedeklar.resources import resource_path

LONG = "Speciallægepraksisplanlægningsstabiliseringsperiode"
CSS = "body { font-family: 'Source Serif 4'; font-size: 11pt } h1 { font-size: 18pt }"


def fonts() -> tuple[LetterFont, ...]:
    faces = (("Regular", False, False), ("Bold", True, False), ("It", False, True), ("BoldIt", True, True))
    return tuple(
        LetterFont("Source Serif 4", resource_path(f"fonts/SourceSerif4-{name}.ttf").read_bytes(), bold, italic)
        for name, bold, italic in faces
    )


def letter(body: str) -> str:
    return f"<html lang='da'><body><h1>Anmodning om et punkt på dagsordenen<br>Ø og Å</h1>{body}</body></html>"


def test_a_letter_with_danish_letters_embedded_fonts_and_what_a_reader_program_asks_for(client: PdfClient) -> None:
    html = letter("<p>Til <b>formanden</b> for <i>Børneudvalget</i>: “æøå ÆØÅ é ü – §”</p>")
    made = client.set_html(html, CSS, "Anmodning om blåbær", "Vera Ærø", fonts=fonts())
    assert len(made) < 100_000
    document = pymupdf.open(stream=made)
    assert document[0].rect.width == pytest.approx(595.28, abs=0.1)
    assert document[0].rect.height == pytest.approx(841.89, abs=0.1)
    text = document[0].get_text().replace("\n", " ")
    assert "Til formanden for Børneudvalget: “æøå ÆØÅ é ü – §”" in text
    names = {font[3].partition("+")[2] for font in document[0].get_fonts()}
    assert names == {"Source Serif 4 Regular", "Source Serif 4 Bold", "Source Serif 4 Italic"}
    assert all("+" in font[3] for font in document[0].get_fonts())
    assert document.metadata["title"] == "Anmodning om blåbær"
    assert document.metadata["author"] == "Vera Ærø"
    assert document.language == "da"
    assert document.get_toc() == [[1, "Anmodning om et punkt på dagsordenen Ø og Å", 1]]


def test_the_same_letter_is_the_same_file(client: PdfClient) -> None:
    html = letter("<p>blåbær</p>" * 50)
    once = client.set_html(html, CSS, "t", "a", fonts=fonts())
    assert client.set_html(html, CSS, "t", "a", fonts=fonts()) == once
    assert client.set_html(html, CSS, "t", "b", fonts=fonts()) != once


def test_many_pages_keep_their_margins_and_their_outline(client: PdfClient) -> None:
    parts = "".join(f"<h2>Afsnit {n}</h2><p>{'blåbærgrød på øen ' * 120}</p>" for n in range(30))
    document = pymupdf.open(stream=client.set_html(letter(parts), CSS, fonts=fonts()))
    assert document.page_count > 5
    words = [word for page in document for word in page.get_text("words")]
    assert min(word[0] for word in words) > 69
    assert max(word[2] for word in words) < 526
    assert max(word[3] for word in words) < 772
    toc = document.get_toc()
    assert [row[1] for row in toc[1:]] == [f"Afsnit {n}" for n in range(30)]
    for _, title, page in toc[1:]:
        assert title in document[page - 1].get_text()


def test_a_word_longer_than_the_line_is_broken_and_not_lost(client: PdfClient) -> None:
    document = pymupdf.open(stream=client.set_html(letter(f"<p>{LONG * 4} slut</p>"), CSS, fonts=fonts()))
    text = document[0].get_text().replace("\n", "")
    assert text.count(LONG) == 4
    assert "slut" in text


def test_without_fonts_the_built_in_one_is_used(client: PdfClient) -> None:
    document = pymupdf.open(stream=client.set_html("<p>blåbær på øen</p>"))
    assert "blåbær på øen" in document[0].get_text()


def test_strange_html_is_set_as_far_as_it_goes(client: PdfClient) -> None:
    made = client.set_html("<h3>Først</h3><p>uafsluttet <b>fed <i>begge</p><script>alert(1)</script><img src='x.png'>")
    assert "uafsluttet" in pymupdf.open(stream=made)[0].get_text()


def test_an_empty_letter_is_one_empty_page(client: PdfClient) -> None:
    assert pymupdf.open(stream=client.set_html("")).page_count == 1


def test_a_letter_without_end_is_refused_in_words(client: PdfClient) -> None:
    with pytest.raises(DocumentError) as error:
        client.set_html("<p>x</p>" * 40_000)
    assert error.value.code == "letter_failed"
    assert "500" in str(error.value.params["detail"])


def png() -> bytes:
    pixels = pymupdf.Pixmap(pymupdf.csRGB, (0, 0, 40, 20))
    pixels.clear_with(0x60)
    return bytes(pixels.tobytes("png"))


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"><rect width="80" height="40" fill="#246"/></svg>'


@pytest.mark.parametrize(("name", "kind"), [("mark.png", png), ("mark.svg", lambda: SVG)])
def test_a_picture_is_set_where_the_letter_names_it(client: PdfClient, name: str, kind: Callable[[], bytes]) -> None:
    html = letter(f'<p><img src="{name}" height="40"/></p>')
    made = client.set_html(html, CSS, pictures=(LetterPicture(name, kind()),))
    places = pymupdf.open(stream=made)[0].get_image_info()
    assert [place["bbox"][3] - place["bbox"][1] for place in places] == [pytest.approx(40, abs=1)]
    assert client.set_html(html, CSS, pictures=(LetterPicture(name, kind()),)) == made
    assert client.set_html(html, CSS) != made


def test_a_picture_that_is_none_is_left_out(client: PdfClient) -> None:
    html = letter('<p>Før <img src="mark.png"/> efter</p>')
    made = client.set_html(html, CSS, pictures=(LetterPicture("mark.png", b"not a picture"),))
    page = pymupdf.open(stream=made)[0]
    assert page.get_image_info() == []
    assert "Før" in page.get_text()
    assert "efter" in page.get_text()
