"""PDF pages as lines: order, places, styles, lists, tables, pages without text."""

from __future__ import annotations

import pymupdf
import pytest

from moedeklar.model.lines import OutlineEntry
from moedeklar.pdf.child.lines import document_lines
from moedeklar.pdf.child.pieces import pieces_of
from tests.agenda.papers import pages_of


def page_with(*texts: tuple[float, float, str], size: float = 10.0, font: str = "helv") -> pymupdf.Document:
    """One A4 page with each text at its place, drawn in the order given."""
    pdf = pymupdf.open()
    page = pdf.new_page(width=595, height=842)
    for x, y, text in texts:
        page.insert_text((x, y), text, fontsize=size, fontname=font)
    return pdf


def test_lines_with_places_and_gaps() -> None:
    pdf = page_with((60, 100, "Første linje"), (60, 114, "anden linje"), (60, 142, "Nyt afsnit"))
    document = document_lines(pdf)
    assert [(line.text, line.gap) for line in document.lines] == [
        ("Første linje", False),
        ("anden linje", False),
        ("Nyt afsnit", True),
    ]
    first = document.lines[0]
    assert (first.page, first.size) == (0, 10.0)
    assert first.x0 == pytest.approx(60, abs=1)
    assert 85 < first.y0 < first.y1 < 105
    assert document.page_sizes == ((595, 842),)


def test_what_stands_beside_each_other_is_one_line() -> None:
    document = document_lines(
        page_with((60, 100, "Mødedato"), (150, 100, "4. maj 2026"), (60, 120, "Sted"), (85, 120, "Kaj 2"))
    )
    assert [line.text for line in document.lines] == ["Mødedato\t4. maj 2026", "Sted Kaj 2"]


def test_list_marks_drawn_after_their_text() -> None:
    document = document_lines(page_with((80, 100, "en mast"), (80, 114, "en mole"), (66, 100, "1."), (66, 114, "2.")))
    assert [" ".join(line.text.split()) for line in document.lines] == ["1. en mast", "2. en mole"]


def test_a_header_drawn_last_comes_first() -> None:
    document = document_lines(
        page_with((60, 100, "Tekst"), (60, 120, "mere"), (60, 30, "Havneudvalget"), (60, 810, "Side 1"))
    )
    assert [line.text for line in document.lines] == ["Havneudvalget", "Tekst", "mere", "Side 1"]


def test_styles() -> None:
    pdf = pages_of("<h1>Ny mole</h1><p>Der er <b>fyrre</b> pladser og <i>en</i> mast.</p><p><b>Helt fed</b></p>")
    heading, text, bold = document_lines(pdf).lines
    assert heading.size > text.size
    assert heading.bold
    assert [text.text[start:end] for start, end in text.bold_runs] == ["fyrre"]
    assert [text.text[start:end] for start, end in text.italic_runs] == ["en"]
    assert (bold.bold, bold.bold_runs, text.bold) == (True, (), False)


def test_a_drawn_table_is_rows_with_cells() -> None:
    pdf = page_with((60, 80, "Før"))
    page = pdf[0]
    for y in (100, 130, 170):
        page.draw_line((60, y), (400, y))
    for x in (60, 230, 400):
        page.draw_line((x, 100), (x, 170))
    for x, y, text in (
        (65, 120, "År"),
        (235, 120, "Pladser"),
        (65, 145, "2025, op-"),
        (65, 157, "gjort i maj"),
        (235, 150, "40"),
    ):
        page.insert_text((x, y), text, fontsize=10)
    page.insert_text((60, 190), "Efter", fontsize=10)
    document = document_lines(pymupdf.open("pdf", pdf.tobytes()))
    assert [line.cells or line.text for line in document.lines] == [
        "Før",
        ("År", "Pladser"),
        ("2025, opgjort i maj", "40"),
        "Efter",
    ]
    assert document.lines[2].text == "2025, opgjort i maj\t40"


def test_a_frame_or_an_underline_is_no_table() -> None:
    pdf = page_with((65, 120, "I en ramme"))
    pdf[0].draw_rect((60, 100, 400, 140))
    pdf[0].draw_line((60, 150), (400, 150))
    assert [line.cells for line in document_lines(pymupdf.open("pdf", pdf.tobytes())).lines] == [()]


def test_outline_title_and_pages() -> None:
    pdf = page_with((60, 100, "Forside"))
    pdf.new_page().insert_text((60, 100), "Punkt 1: Ny mole")
    pdf.set_toc([[1, "Forside", 1], [1, "Punkt 1: Ny mole", 2]])
    pdf.set_metadata({"title": "Referat"})
    document = document_lines(pymupdf.open("pdf", pdf.tobytes()))
    assert document.outline == (OutlineEntry(1, "Forside", 0), OutlineEntry(1, "Punkt 1: Ny mole", 1))
    assert document.title == "Referat"
    assert [line.page for line in document.lines] == [0, 1]


def test_a_scan_is_told_from_an_empty_page() -> None:
    pdf = pymupdf.open()
    picture = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 8, 8))
    pdf.new_page().insert_image(pymupdf.Rect(0, 0, 595, 842), pixmap=picture)
    scan = document_lines(pymupdf.open("pdf", pdf.tobytes()))
    assert scan.is_scan
    assert scan.scanned_pages == (0,)
    empty = pymupdf.open()
    empty.new_page()
    assert not document_lines(pymupdf.open("pdf", empty.tobytes())).is_scan


def test_a_turned_page_is_read_in_its_order() -> None:
    pdf = pymupdf.open()
    page = pdf.new_page(width=595, height=842)
    page.set_rotation(90)
    for number, text in enumerate(("Første linje", "anden linje", "tredje linje")):
        place = pymupdf.Point(100, 100 + 14 * number) * page.derotation_matrix
        page.insert_text(place, text, fontsize=10, rotate=90)
    document = document_lines(pymupdf.open("pdf", pdf.tobytes()))
    assert document.page_sizes == ((842, 595),)
    assert [line.text for line in document.lines] == ["Første linje", "anden linje", "tredje linje"]
    assert [line.x0 < line.x1 and line.y0 < line.y1 for line in document.lines] == [True] * 3


def test_a_page_full_of_drawing_still_gives_its_text() -> None:
    pdf = page_with((60, 100, "Kort over havnen"))
    shape = pdf[0].new_shape()
    for number in range(6000):
        shape.draw_line((number % 500, 200 + number // 20), (number % 500 + 9, 205 + number // 20))
    shape.finish()
    shape.commit()
    assert [line.text for line in document_lines(pymupdf.open("pdf", pdf.tobytes())).lines] == ["Kort over havnen"]


def test_a_bullet_from_a_font_of_its_own_is_a_bullet() -> None:
    spans = [{"text": text, "size": 10.0, "flags": 0, "font": "Symbol"} for text in ("\uf0b7", " en mast \uf0b7")]
    (piece,) = pieces_of([{"type": 0, "lines": [{"spans": spans, "bbox": (60, 90, 120, 100)}]}], None)
    assert piece.text == "• en mast \uf0b7"
