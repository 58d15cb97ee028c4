"""What only pages have: running headers, wrapped lines, hyphens, page breaks."""

from __future__ import annotations

import html

import pymupdf

from moedeklar.agenda.paragraphs import paragraphs
from moedeklar.agenda.reader import read
from moedeklar.model.agenda import BlockKind
from moedeklar.model.lines import Line, StyledDocument
from moedeklar.pdf.child.lines import document_lines
from tests.agenda.papers import meeting_of, pages_of, text_of

A4 = (595.0, 842.0)
LONG = "Molen i Havnholm er slidt, og havnen har derfor bedt om penge til at skifte den ud inden vinteren kommer. "


def line(text: str, y: float, *, page: int = 0, x1: float | None = None, gap: bool = False, size: float = 10.0) -> Line:
    end = 60 + 5.0 * len(text) if x1 is None else x1
    return Line(text, page, size, gap=gap, x0=60, y0=y, x1=end, y1=y + 12)


def test_headers_and_footers_go_only_where_they_are_repeated() -> None:
    lines = []
    for page in range(4):
        lines += [
            line("Havneudvalget, referat", 30, page=page, size=8),
            line(f"Punkt {page + 1}: Sag nummer {page}", 64, page=page, size=16),
            line("Sagsfremstilling", 90, page=page, gap=True),
            line(f"Molen er slidt det {page}. sted.", 110, page=page, gap=True),
            line(f"Side {page + 1} af 4", 810, page=page, size=8),
        ]
    front = [line("Referat Havneudvalget d. 04-05-2026", 80, size=18)]
    meeting = read(StyledDocument((*front, *lines), "application/pdf", (A4,) * 4))
    assert [item.title for item in meeting.items] == [f"Sag nummer {page}" for page in range(4)]
    assert [item.text for item in meeting.items] == [f"Molen er slidt det {page}. sted." for page in range(4)]
    assert meeting.coverage == 1.0


def test_lines_are_joined_where_the_next_word_would_not_have_fitted() -> None:
    lines = [
        line("Molen i Havnholm er slidt, og havnen har derfor bedt om penge til at", 100, x1=530),
        line("skifte den.", 114),
        line("Arbejdet varer til sommer.", 128),
        line("Bilag", 150, gap=True),
    ]
    assert [para.text for para in paragraphs(lines, 595)] == [
        "Molen i Havnholm er slidt, og havnen har derfor bedt om penge til at skifte den.",
        "Arbejdet varer til sommer.",
        "Bilag",
    ]


def test_hyphens_at_the_end_of_lines() -> None:
    def joined(first: str, second: str, *more: str) -> str:
        full = "Der er lagt en lang og ret udførlig plan for hele området og dets "
        lines = [line(full + first, 100, x1=530), line(second, 114)]
        lines += [line(text, 200 + 20 * at, gap=True) for at, text in enumerate(more)]
        return paragraphs(lines, 595)[0].text.removeprefix(full)

    assert joined("sags-", "fremstilling") == "sagsfremstilling"
    assert joined("job-", "og fritidsliv") == "job- og fritidsliv"
    assert joined("Covid-", "19") == "Covid-19"
    assert joined("a-", "dagpenge") == "a-dagpenge"
    assert joined("LIS-", "rapport") == "LIS-rapport"
    assert joined("bo-", "støtte", "Der gives bo-støtte til flere.") == "bo-støtte"
    assert joined("sags\u00ad", "fremstilling") == "sagsfremstilling"


def test_a_paragraph_goes_on_over_a_page_break() -> None:
    lines = [
        line("Molen i Havnholm er slidt, og havnen har derfor bedt om penge til at", 760, x1=530),
        line("skifte den ud inden vinteren kommer.", 60, page=1),
        line("Nyt afsnit om kajen.", 90, page=1, gap=True),
    ]
    assert len(paragraphs(lines, 595)) == 2


def test_a_whole_document_as_pages() -> None:
    body = "".join(
        [
            "<h1>REFERAT Havneudvalget 2026-2029 d. 04-05-2026</h1><p><b>Mødested</b> Havnekontoret</p>",
            "<h2>Punkt 1: Status for bådpladser i Havnholm, Askeby og Nordlund gennem de seneste år (Orientering)</h2>",
            "<p>00.21.03-A20-5-26</p><h3>Sagsfremstilling</h3>",
            *(f"<p>{html.escape(LONG * 4)}</p>" for _ in range(12)),
            "<h4>Kajen</h4><ul><li>Planker skiftes</li><li>Lamper sættes op</li></ul>",
            "<h3>Beslutning</h3><p>Havneudvalget, den 4. maj 2026</p><p>Taget til efterretning.</p>",
            "<h3>Bilag</h3><p>Plan over molen</p><p>Budget</p>",
        ]
    )
    css = (
        "* { font-family: sans-serif } p, li { font-size: 10px }"
        "h2 { font-size: 16px } h3 { font-size: 13px } h4 { font-size: 11px }"
    )
    meeting = read(document_lines(pages_of(body, css)))
    (item,) = meeting.items
    assert (meeting.committee, meeting.term, meeting.place) == ("Havneudvalget", "2026-2029", "Havnekontoret")
    assert item.title == "Status for bådpladser i Havnholm, Askeby og Nordlund gennem de seneste år"
    facts = item.sections[0]
    assert facts.heading == "Sagsfremstilling"
    assert [block.text for block in facts.blocks[:12]] == [(LONG * 4).strip()] * 12
    assert [(block.kind, block.text) for block in facts.blocks[12:]] == [
        (BlockKind.HEADING, "Kajen"),
        (BlockKind.BULLET, "Planker skiftes"),
        (BlockKind.BULLET, "Lamper sættes op"),
    ]
    assert [section.text for section in item.decisions] == ["Taget til efterretning."]
    assert [attachment.title for attachment in item.attachments] == ["Plan over molen", "Budget"]
    assert meeting.coverage == 1.0


def test_the_last_lines_of_pages_stay_though_they_are_the_same() -> None:
    items = [
        f"Punkt {n}: Bro {n}\nIndstilling\nHavnechefen indstiller, at broen fornyes.\nBeslutning\nGodkendt."
        for n in (1, 2)
    ]
    pdf = pymupdf.open()
    for text, top in zip(items, (60, 700), strict=True):
        page = pdf.new_page()
        page.insert_text((60, top), text.split("\n"), fontsize=10)
    pdf[0].insert_text((60, 780), "Godkendt.", fontsize=10)
    meeting = read(document_lines(pdf))
    assert [item.decisions[-1].text for item in meeting.items][1] == "Godkendt."


def test_numbers_of_pages_in_a_text_go_with_the_lines_that_come_with_them() -> None:
    head = ["Havneudvalget", "04-05-2026"]
    text = text_of(
        "Referat",
        *head,
        "Side 1",
        "1. Kran",
        "Beslutning",
        "Godkendt.",
        *head,
        "Side 2",
        "2. Bro",
        "Beslutning",
        "Udsat.",
    )
    assert [item.decisions[0].text for item in meeting_of(text).items] == ["Godkendt.", "Udsat."]


def test_a_heading_under_a_full_line_is_a_heading() -> None:
    body = "<p>Punkt 1: Kran</p><p>Sagsfremstilling</p><p>" + "Kranen er slidt og skal skiftes ud. " * 9 + "</p>"
    meeting = read(document_lines(pages_of(body + "<p>Indstilling</p><p>Havnechefen indstiller, at den skiftes.</p>")))
    assert meeting.items[0].recommendation == "Havnechefen indstiller, at den skiftes."


def test_headings_that_no_table_knows_are_told_by_their_size() -> None:
    body = (
        "<p>Referat</p><p>Havneudvalget d. 04-05-2026</p><h1>Punkt 1: Ny mole</h1>"
        "<h3>Resume</h3><p>Molen er slidt.</p><h3>Lystsejlernes syn på sagen</h3><p>De vil have en ny.</p>"
        "<p><b>Pris</b></p><p>2 mio. kr.</p><h3>Havneudvalget den 4. maj 2026</h3><p>Udsat.</p>"
    )
    (item,) = read(document_lines(pymupdf.open("pdf", pages_of(body).tobytes()))).items
    assert [section.heading for section in item.sections] == [
        "Resume",
        "Lystsejlernes syn på sagen",
        "Havneudvalget den 4. maj 2026",
    ]
    assert [section.text for section in item.decisions] == ["Udsat."]
