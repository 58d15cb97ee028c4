"""Layouts whose parts stand beside each other."""

from __future__ import annotations

import pymupdf

from moedeklar.agenda.reader import read
from moedeklar.model.agenda import Attachment, BlockKind
from moedeklar.pdf.child.lines import document_lines
from tests.agenda.papers import FRONT, meeting_of, text_of, titles
from tests.agenda.press import pdf_of

PLACES = "60:80 {} | 145:300 {} | 450:90 {}"
FACTS = "Molen i Havnholm er slidt, og havnen har bedt om penge til at skifte den ud inden vinteren."


def row(left: str, right: str) -> str:
    return f"{left}\t{right}"


def test_labels_to_the_left_of_their_text() -> None:
    meeting = meeting_of(
        text_of(
            row("Udvalg", "Havneudvalget"),
            row("Dato", "Mandag den 4. maj 2026"),
            row("Tidspunkt", "16.30 - 18.00"),
            row("Sted", "Havnekontoret"),
            "",
            "1. Godkendelse af dagsorden",
            row("Beslutning", "Godkendt."),
            "",
            "2. Ny mole",
            row("Sagsnr.", "26/114"),
            row("Sagsfremstilling", FACTS),
            row("Beslutning", "Godkendt."),
            row("Bilag", "Tegning"),
        )
    )
    assert (meeting.committee, meeting.place) == ("Havneudvalget", "Havnekontoret")
    assert meeting.start is not None
    assert meeting.start.isoformat() == "2026-05-04T16:30"
    assert titles(meeting.items) == ["Godkendelse af dagsorden", "Ny mole"]
    mole = meeting.items[1]
    assert (mole.case_number, mole.attachments) == ("26/114", (Attachment("Tegning"),))
    assert [section.text for section in mole.sections] == [FACTS, "Godkendt."]


def test_a_table_of_the_text_stays_one_although_a_row_begins_with_a_label() -> None:
    meeting = meeting_of(
        FRONT
        + text_of(
            "1. Tidsplan",
            "Sagsfremstilling",
            row("Aktivitet", "Dato"),
            row("Høring", "1. juni 2026"),
            row("Beslutning", "4. september 2026"),
            "Beslutning",
            "Godkendt.",
        )
    )
    (item,) = meeting.items
    assert [section.text for section in item.decisions] == ["Godkendt."]
    assert [block.kind for block in item.sections[0].blocks] == [BlockKind.TABLE]


def test_a_case_number_at_the_right_of_the_title() -> None:
    meeting = meeting_of(
        FRONT
        + text_of(
            row("7. Ny mole", "Sagsnr.: 26/114"),
            "Beslutning",
            "Godkendt.",
            "",
            "8. Takster for bådpladser   Sagsnr.: 26/115",
            "Beslutning",
            "Godkendt.",
            "",
            "9. Bænke Sagsnr. 26/116",
            "Beslutning",
            "Godkendt.",
        )
    )
    assert titles(meeting.items) == ["Ny mole", "Takster for bådpladser", "Bænke"]
    assert [item.case_number for item in meeting.items] == ["26/114", "26/115", "26/116"]


def test_an_agenda_that_is_a_table() -> None:
    meeting = meeting_of(
        FRONT
        + text_of(
            "Punkt\tIndhold\tReferat",
            "1. Godkendelse af dagsorden\tBeslutning\tGodkendt.",
            "2. Nye bænke\tBænkene er slidte.\tBestyrelsen køber fire bænke.",
            "3. Eventuelt\t\tIntet.",
        )
    )
    assert [(item.number, item.title) for item in meeting.items] == [
        ("1", "Godkendelse af dagsorden"),
        ("2", "Nye bænke"),
        ("3", "Eventuelt"),
    ]
    assert [section.text for section in meeting.items[1].decisions] == ["Bestyrelsen køber fire bænke."]


def test_fields_of_the_front_as_columns() -> None:
    meeting = meeting_of(
        text_of(
            "Udvalg | Dato | Type | Hent",
            "Havneudvalget | 04-05-2026 | Referat | Samlet dokument",
            "",
            "Punkt 1: Ny mole",
            "Beslutning",
            "Godkendt.",
        )
    )
    assert (meeting.committee, meeting.kind) == ("Havneudvalget", "minutes")


def test_attachments_in_a_table() -> None:
    meeting = meeting_of(
        FRONT
        + text_of(
            "1. Ny mole",
            "Beslutning",
            "Godkendt.",
            "Bilagsoversigt",
            "Nr.\tTitel\tDokument",
            "1\tTegning af molen\t4410021",
            "2\tOverslag\t4410022",
        )
    )
    assert meeting.items[0].attachments == (
        Attachment("Tegning af molen", "4410021"),
        Attachment("Overslag", "4410022"),
    )


def test_a_drawn_table_on_a_page_that_is_turned() -> None:
    upright = pymupdf.open()
    upright.new_page(width=595, height=842)
    for x in (60, 200, 340):
        upright[0].draw_line((x, 60), (x, 160))
    for y in (60, 95, 130, 160):
        upright[0].draw_line((60, y), (340, y))
    for at, (name, amount) in enumerate((("Pram", "2"), ("Slæbested", "9"), ("Toilet", "4"))):
        upright[0].insert_text((70, 75 + 32 * at), name, fontsize=9)
        upright[0].insert_text((210, 75 + 32 * at), amount, fontsize=9)
    upright = pymupdf.open("pdf", upright.tobytes())
    turned = pymupdf.open()
    page = turned.new_page(width=842, height=595)
    page.show_pdf_page(page.rect, upright, 0, rotate=90)
    page.set_rotation(90)
    turned = pymupdf.open("pdf", turned.tobytes())
    cells = [line.cells for line in document_lines(turned).lines if line.cells]
    assert cells == [line.cells for line in document_lines(upright).lines if line.cells]
    assert len(cells) == 3


def test_cells_keep_the_lines_that_end_before_their_edge() -> None:
    points = "Det indstilles, at\\n1. molen bygges,\\n2. havnen uddybes."
    rows = ("Indstilling", points), ("Bilag", "Kort\\nPlan for molen")
    markup = ["%", "{b 16} Havneudvalget", "Referat af mødet den 4. maj 2027", "{b 13} 1. Ny mole"]
    markup += [f"|#+0 60:100 {label} | 170:300 {text}" for label, text in (*rows, ("Beslutning", "Godkendt."))]
    with pymupdf.open("pdf", pdf_of("\n".join(markup))) as pdf:
        item = read(document_lines(pdf)).items[0]
    assert [part.title for part in item.attachments] == ["Kort", "Plan for molen"]
    assert item.recommendation == "Det indstilles, at\n1. molen bygges,\n2. havnen uddybes."


def test_headings_with_spaces_between_their_letters() -> None:
    text = FRONT + text_of(
        "7. Ny mole", "", "S A G S F R E M S T I L L I N G", FACTS, "", "B E S L U T N I N G", "Udsat."
    )
    (item,) = meeting_of(text).items
    assert [section.heading for section in item.sections] == ["SAGSFREMSTILLING", "BESLUTNING"]


def test_headings_of_items_as_tables_of_one_row() -> None:
    meeting = meeting_of(
        FRONT
        + text_of(
            "12\tGodkendelse af dagsorden\t26/1",
            "Beslutning",
            "Godkendt.",
            "",
            "13\tLukket punkt\t26/3310",
        )
    )
    assert [(item.number, item.title, item.case_number, item.closed) for item in meeting.items] == [
        ("12", "Godkendelse af dagsorden", "26/1", False),
        ("13", "Lukket punkt", "26/3310", True),
    ]


def test_two_labels_at_the_left_count_where_none_stands_above_its_text() -> None:
    meeting = meeting_of(
        FRONT
        + text_of(
            "1. Besøg på havnen",
            row("Sagsfremstilling", FACTS),
            row("Indstilling", "Formanden indstiller, at besøget gennemføres."),
            "2. Eventuelt",
        )
    )
    assert titles(meeting.items) == ["Besøg på havnen", "Eventuelt"]
    assert meeting.items[0].recommendation == "Formanden indstiller, at besøget gennemføres."


def test_a_table_of_contents_with_marks_makes_no_items() -> None:
    entries = [("Punkt 1", "Ny mole", "Åben sag"), ("Punkt 2", "Ny kran", "Åben sag"), ("Punkt 3", "Salg", "Lukket")]
    markup = ["%", "{b 16} Havneudvalget", "Dagsorden til mødet den 4. maj 2027 kl. 9.00"]
    markup += [f"|#+0 {PLACES.format(*entry)}" for entry in entries]
    for number, title, mark in entries:
        markup += ["---", f"|#+0 {PLACES.format(number, title, mark)}", f"|#+8 {PLACES.format('Sagsnr.', '27/11', '')}"]
        markup += ["{b} Indstilling", f"Det indstilles, at {title} godkendes."]
    with pymupdf.open("pdf", pdf_of("\n".join(markup))) as pdf:
        items = read(document_lines(pdf)).items
    assert [(item.number, item.title, item.closed) for item in items] == [
        ("1", "Ny mole", False),
        ("2", "Ny kran", False),
        ("3", "Salg", True),
    ]
    assert {item.case_number for item in items} == {"27/11"}
