"""Where items begin: numbers, titles of several lines, groups, and what the contents know better."""

from __future__ import annotations

import pymupdf
import pytest

from moedeklar.agenda.contents import has_lost_letters
from moedeklar.agenda.furniture import without_decoration
from moedeklar.agenda.reader import read
from moedeklar.agenda.words import unspaced
from moedeklar.model.agenda import ItemType
from moedeklar.pdf.child.lines import document_lines
from tests.agenda.papers import FRONT, meeting_of, pages_of, text_of, titles

DECIDED = ("Beslutning", "Godkendt.", "")


def numbered(text: str) -> list[tuple[str | None, str]]:
    return [(item.number, item.title) for item in meeting_of(text).items]


@pytest.mark.parametrize(
    ("heading", "number"),
    [
        ("Pkt.nr. 4 Ny mole", "4"),
        ("Punkt nr. 4: Ny mole", "4"),
        ("Sag nr. 4: Ny mole", "4"),
        ("HU nr. 4. Ny mole", "4"),
        ("Nr.4 - Ny mole", "4"),
        ("Emne 4: Ny mole", "4"),
        ("04A Ny mole", "04A"),
        ("4b. Ny mole", "4b"),
        ("4.2 Ny mole", "4.2"),
        ("4 (Å) Ny mole", "4"),
        ("Ad pkt. 4: Ny mole", "4"),
        ("4 (Åben) Ny mole", "4"),
        ("Sag nr. A4 Ny mole", "A4"),
        ("Punkt B.4: Ny mole", "B.4"),
        ("A4. Ny mole", "A4"),
        ("Punkt 4/29: Ny mole", "4/29"),
        ("Pkt. 4/12 Ny mole", "4/12"),
    ],
)
def test_numbers_before_a_title(heading: str, number: str) -> None:
    assert numbered(FRONT + text_of(heading, *DECIDED)) == [(number, "Ny mole")]


def test_a_closed_mark_between_number_and_title() -> None:
    meeting = meeting_of(
        FRONT + text_of("Sag 1: Ny mole", *DECIDED, "Sag 2 (lukket): Køb af grund", "", "Sag 3: Eventuelt")
    )
    assert [(item.title, item.closed) for item in meeting.items] == [
        ("Ny mole", False),
        ("Køb af grund", True),
        ("Eventuelt", False),
    ]


def test_a_title_that_ends_in_a_small_word_goes_on() -> None:
    lines = ("7. Bådpladser ved", "Nordlund Havn", "Sagsnr. 26/114", *DECIDED, "8. Høring om", "ny lov - udgår", "")
    assert numbered(FRONT + text_of(*lines, "9. Takster", *DECIDED)) == [
        ("7", "Bådpladser ved Nordlund Havn"),
        ("8", "Høring om ny lov - udgår"),
        ("9", "Takster"),
    ]


def test_a_large_title_goes_on_in_the_next_large_line() -> None:
    body = (
        "<p>Referat</p><p>Havneudvalget</p><p>Mandag den 4. maj 2026 kl. 16.30</p>"
        '<p style="font-size: 16px">7. Plan for nye bådpladser i Nordlund Havn og omegn samt for Havnholm<br/>Bugt</p>'
        "<p>Sagsfremstilling</p><p>Molen er slidt, og havnen vil skifte den ud.</p><p>Beslutning</p><p>Udsat.</p>"
    )
    pdf = pymupdf.open("pdf", pages_of(body).tobytes())
    (item,) = read(document_lines(pdf)).items
    assert item.title == "Plan for nye bådpladser i Nordlund Havn og omegn samt for Havnholm Bugt"


def test_numbered_points_inside_an_item_are_none() -> None:
    lines = (
        *("188. Meddelelser", "Sagsfremstilling", "1. Nyt fra formanden", "Formanden har besøgt havnen."),
        *("2. Nyt fra direktionen", "Der er ansat en havnefoged.", *DECIDED, "189. Takster", *DECIDED),
    )
    assert numbered(FRONT + text_of(*lines)) == [("188", "Meddelelser"), ("189", "Takster")]


def test_numbers_of_groups() -> None:
    lines = (
        *("1 Åbne punkter", "1.1 Godkendelse af dagsorden", *DECIDED, "1.2 Ny mole", *DECIDED),
        *("2 Lukkede punkter", "2.1 Køb af grund", *DECIDED, "3 Eventuelt", "3.1 Eventuelt", *DECIDED),
    )
    meeting = meeting_of(FRONT + text_of(*lines))
    assert [(item.number, item.closed) for item in meeting.items] == [
        ("1.1", False),
        ("1.2", False),
        ("2.1", True),
        ("3.1", False),
    ]


def test_closed_items_of_which_nothing_is_printed_but_their_titles() -> None:
    lines = ("31 Ny mole", *DECIDED, "32 Takster", *DECIDED, "LUKKEDE SAGER", "33 Sag om grund", "34 Personale")
    meeting = meeting_of(FRONT + text_of(*lines))
    assert [(item.number, item.closed) for item in meeting.items] == [
        ("31", False),
        ("32", False),
        ("33", True),
        ("34", True),
    ]


def test_an_item_without_labels_between_two_others() -> None:
    lines = (
        "7. Ny mole",
        "Beslutning",
        "1. Godkendt.",
        "2. Udsat.",
        "",
        "8. Lån til havnen",
        "Sagen udgår.",
        "9. Takster",
        *DECIDED,
    )
    assert [number for number, _ in numbered(FRONT + text_of(*lines))] == ["7", "8", "9"]


def test_lukket_punkt_is_its_own_mark_and_closes_nothing_after_it() -> None:
    lines = ("4", "Lukket punkt", "Lukket punkt", "5", "Eventuelt", *DECIDED)
    meeting = meeting_of(FRONT + text_of("3", "Ny mole", *DECIDED, *lines))
    assert [(item.title, item.closed) for item in meeting.items] == [
        ("Ny mole", False),
        ("Lukket punkt", True),
        ("Eventuelt", False),
    ]


def test_a_mark_above_each_title_is_that_of_the_title_under_it() -> None:
    mole, rates = (
        ("", "3", "", "Ny mole", "", "Sagsnr.: 26/4", *DECIDED),
        ("", "5", "", "Takster", "", "Sagsnr.: 26/5", *DECIDED),
    )
    lines = ("Åbent punkt", *mole, "Lukket punkt", "", "4", "", "Salg", "", "Åbent punkt", *rates)
    meeting = meeting_of(FRONT + text_of(*lines))
    assert [(item.title, item.closed) for item in meeting.items] == [
        ("Ny mole", False),
        ("Salg", True),
        ("Takster", False),
    ]


def test_the_number_of_a_page_before_that_of_an_item() -> None:
    lines = ("7. Ny mole", *DECIDED, "8. Lukket punkt: Salg", "2 9. Takster", "Sagsnr.: 26/412", *DECIDED)
    assert [number for number, _ in numbered(FRONT + text_of(*lines))] == ["7", "8", "9"]


def test_a_usual_title_behind_the_letters_of_its_body() -> None:
    lines = (
        "1. HKU - Takster",
        "Indstilling",
        "Havnen indstiller,",
        "1. at taksterne godkendes.",
        "2. HKU - Eventuelt",
    )
    assert [number for number, _ in numbered(FRONT + text_of(*lines))] == ["1", "2"]


def test_a_group_under_the_title_is_no_part_of_the_item() -> None:
    lines = (
        *("1. Ny mole", "A. Sager til afgørelse i byrådet", "Åbent - 01.00.00-G01-93-26", *DECIDED),
        *("2. Køb af grund", "A. Sager til afgørelse i byrådet", "Lukket - 82.02.00-G10-4-26"),
    )
    meeting = meeting_of(FRONT + text_of(*lines))
    assert [(item.case_number, item.closed) for item in meeting.items] == [
        ("01.00.00-G01-93-26", False),
        ("82.02.00-G10-4-26", True),
    ]


def test_a_decision_that_quotes_its_heading() -> None:
    lines = (
        *(
            "Punkt 2: Handleplan for støj",
            "Indstilling",
            "Forvaltningen indstiller, at planen godkendes.",
            "Økonomi",
            "Ingen.",
        ),
        *("Beslutning", "Dagsordenspunkt 2: Handleplan for støj", "Godkendt.", "", "Punkt 3: Eventuelt", *DECIDED),
    )
    meeting = meeting_of(FRONT + text_of("Punkt 1: Dagsorden", *DECIDED, *lines))
    assert titles(meeting.items) == ["Dagsorden", "Handleplan for støj", "Eventuelt"]
    assert meeting.items[1].recommendation == "Forvaltningen indstiller, at planen godkendes."
    assert [section.text for section in meeting.items[1].decisions] == ["Godkendt."]


def test_letters_that_a_heading_lost_are_put_back_from_the_contents() -> None:
    lines = (
        *("Indholdsfortegnelse", "1. Fliser på torvet", "2. Effektive aflastningspladser", "3. Takster for 2027", ""),
        *("1. iser på torvet", *DECIDED, "2. E ektive a astningspladser", *DECIDED, "3. Takster for 2027", *DECIDED),
    )
    assert titles(meeting_of(FRONT + text_of(*lines)).items) == [
        "Fliser på torvet",
        "Effektive aflastningspladser",
        "Takster for 2027",
    ]


def test_letters_that_a_heading_lost_are_put_back_from_the_outline() -> None:
    body = (
        "<p>Referat</p><p>Havneudvalget d. 04-05-2026</p>"
        "<h2>Punkt 1: iser på torvet</h2><p>26-000412</p><h3>Beslutning</h3><p>Udsat.</p>"
        "<h2>Punkt 2: Eventuelt</h2><h3>Beslutning</h3><p>Intet.</p>"
    )
    pdf = pymupdf.open("pdf", pages_of(body).tobytes())
    pdf.set_toc([[1, "Mødeinformation", 1], [1, "Punkt 1: Fliser på torvet", 1], [1, "Punkt 2: Eventuelt", 1]])
    meeting = read(document_lines(pymupdf.open("pdf", pdf.tobytes())))
    assert titles(meeting.items) == ["Fliser på torvet", "Eventuelt"]
    assert meeting.items[0].case_number == "26-000412"


@pytest.mark.parametrize(
    ("printed", "listed", "lost"),
    [
        ("E ektive pladser", "Effektive pladser", True),
        ("Takster", "Takster 2027", False),
        ("Takster for bådpladser", "Takster for bådpladser", False),
        ("Ny mole", "Nye moler og bænke på havnen", False),
    ],
)
def test_what_counts_as_lost_letters(printed: str, listed: str, lost: bool) -> None:
    assert has_lost_letters(printed, listed) is lost


def test_entries_of_the_contents_in_two_lines() -> None:
    lines = (
        *("Indholdsfortegnelse", "122 Ny mole ............ 3", "123 Frigivelse af midler til bådpladser i"),
        *("Havnholm ............ 4", "124 Eventuelt ......... 6", "", "122 Ny mole", *DECIDED),
        *("123 Frigivelse af midler til bådpladser i", "Havnholm", *DECIDED, "124 Eventuelt", *DECIDED),
    )
    assert numbered(FRONT + text_of(*lines)) == [
        ("122", "Ny mole"),
        ("123", "Frigivelse af midler til bådpladser i Havnholm"),
        ("124", "Eventuelt"),
    ]


@pytest.mark.parametrize(
    ("printed", "heading"),
    [
        ("B I L A G", "BILAG"),
        ("S A G E N S   K E R N E", "SAGENS KERNE"),
        ("R E F E R A T:", "REFERAT:"),
        ("A og B i A", "A og B i A"),
        ("A B", "A B"),
    ],
)
def test_spaced_letters(printed: str, heading: str) -> None:
    assert unspaced(printed) == heading


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("Forside » Politik » Havneudvalget 04-05-2026", ""),
        ("Forside / Politik / Dagsordener og referater", ""),
        ("Politik > Dagsordener > Havneudvalget", ""),
        ("Sidst opdateret 20-12-2026", ""),
        ('Download "Referat Havneudvalget"', ""),
        ("Se hele punktet", ""),
        ("Side iv", ""),
        ("Side vil blive rettet", "Side vil blive rettet"),
        ("Sidste års regnskab", "Sidste års regnskab"),
        ("Vis hensyn på molen", "Vis hensyn på molen"),
        ("Prisen er > 5 kr.", "Prisen er > 5 kr."),
    ],
)
def test_what_stands_around_on_a_web_page(printed: str, shown: str) -> None:
    assert without_decoration(printed) == shown


def test_footers_of_pages_of_different_height() -> None:
    pdf = pymupdf.open()
    for width, height in ((595, 842), (842, 595), (595, 842)):
        page = pdf.new_page(width=width, height=height)
        number = pdf.page_count
        page.insert_text((60, 100), f"Punkt {number}: Sag om bro {number}", fontsize=16)
        page.insert_text((60, 140), "Beslutning", fontsize=11)
        page.insert_text((60, 160), "Godkendt med fire stemmer.", fontsize=11)
        page.insert_text((60, height - 30), "Havneudvalget 04-05-2026", fontsize=8)
    meeting = read(document_lines(pymupdf.open("pdf", pdf.tobytes())))
    assert [section.text for item in meeting.items for section in item.decisions] == ["Godkendt med fire stemmer."] * 3


def test_items_that_lead_up_to_the_first_believed_one_are_items() -> None:
    lines = ["1 Velkomst", "Alle var mødt.", "2 Nye stole", "Stolene købes.", "3 Eventuelt", "Intet."]
    meeting = meeting_of(FRONT + text_of(*lines))
    assert titles(meeting.items) == ["Velkomst", "Nye stole", "Eventuelt"]


def test_items_that_are_all_numbered_one_have_no_number() -> None:
    lines = [line for title in ("Dagsorden", "Nye stole.", "Skiltet ved molen") for line in (f"1. {title}", *DECIDED)]
    meeting = meeting_of(FRONT + text_of(*lines))
    assert [(item.number, item.decisions[0].text) for item in meeting.items] == [(None, "Godkendt.")] * 3


def test_a_bare_list_may_have_titles_with_a_full_stop() -> None:
    front = "Referat fra møde i Nordlund Byråd, 23. januar 2026\n\n"
    lines = [
        "1. Lån til havnen",
        "Vedtaget.",
        "2. Svar til staten om åen.",
        "Henvist til Havneudvalget",
        "3. Køb af eng",
    ]
    meeting = meeting_of(front + text_of(*lines, "Udsat."))
    assert [item.decisions[0].text for item in meeting.items] == ["Vedtaget.", "Henvist til Havneudvalget", "Udsat."]


def test_the_number_that_an_item_had_elsewhere_is_no_title() -> None:
    meeting = meeting_of(
        FRONT + text_of("Ny mole", "Sag nr. 12 (ØU 15/07)", *DECIDED, "Ny kaj", "Sag nr. 13 (ØU 16/07)", *DECIDED)
    )
    assert [(item.number, item.title) for item in meeting.items] == [("12", "Ny mole"), ("13", "Ny kaj")]


def test_a_page_with_one_item_has_the_title_above_its_introduction() -> None:
    introduction = "Udvalget skal tage stilling til, om molen skal bygges i år."
    meeting = meeting_of(FRONT + text_of("Ny mole ved havnen", introduction, "Indstilling", "at den bygges.", *DECIDED))
    assert titles(meeting.items) == ["Ny mole ved havnen"]
    assert meeting.warnings == ()


def test_items_that_begin_with_the_word_open() -> None:
    lines = ["Åben", "Indstilling", "at molen bygges.", *DECIDED, "Åben", "Indstilling", "at kajen bygges.", *DECIDED]
    meeting = meeting_of(FRONT + text_of(*lines, "Bilag", "Lukket", *DECIDED))
    assert [item.closed for item in meeting.items] == [False, False, True]
    assert [item.recommendation for item in meeting.items] == ["at molen bygges.", "at kajen bygges.", None]


def test_a_lead_under_the_heading_of_a_recommendation_begins_no_item() -> None:
    lines = ["Nye stole", "Beslutning", "Godkendt.", "Resumé", "Stolene er slidte.", "Indstilling", "Det indstilles:"]
    meeting = meeting_of(FRONT + text_of(*lines, "At 1) stolene købes.", "Sagens forløb", "Ingen."))
    assert titles(meeting.items) == ["Nye stole"]
    assert meeting.items[0].recommendation == "Det indstilles:\nAt 1) stolene købes."


def test_items_that_only_the_contents_call_closed() -> None:
    lines = (
        *("Indholdsfortegnelse", "Åbne punkter", "1. Ny mole", "2. Takster", "Lukkede punkter", "3. Køb af grund", ""),
        *("1. Ny mole", *DECIDED, "2. Takster", *DECIDED, "3. Køb af grund", *DECIDED),
    )
    assert [item.closed for item in meeting_of(FRONT + text_of(*lines)).items] == [False, False, True]


def test_the_rest_of_a_title_that_is_set_in() -> None:
    lines = ("14   Godkendelse af referat fra mødet den 4. september", "     2026", "Sagsnr. 26/17", *DECIDED)
    meeting = meeting_of(FRONT + text_of(*lines))
    assert titles(meeting.items) == ["Godkendelse af referat fra mødet den 4. september 2026"]
    assert meeting.items[0].case_number == "26/17"


def test_footers_that_hold_a_date_and_a_page_number() -> None:
    pages = []
    for page, title in enumerate(("Ny mole", "Takster", "Bænke"), start=1):
        pages += [f"Havneudvalget 04-05-2026      Side {page}", "", f"{page}. {title}", *DECIDED]
    meeting = meeting_of(FRONT + text_of(*pages))
    assert [section.text for item in meeting.items for section in item.decisions] == ["Godkendt."] * 3


def test_a_page_with_one_item_whose_decision_quotes_the_title() -> None:
    lines = ["Ny mole", "Indstilling", "at molen bygges.", "Beslutning", "Dagsordenspunkt 7: Ny mole"]
    lines += ["Havneudvalgets beslutning i mødet den 4. maj 2026", "Godkendt."]
    items = meeting_of(FRONT + text_of(*lines)).items
    assert [(item.number, item.title, item.recommendation) for item in items] == [("7", "Ny mole", "at molen bygges.")]
    assert [part.text for part in items[0].decisions] == ["Godkendt."]


def test_the_heading_of_the_contents_glued_to_the_first_item() -> None:
    meeting = meeting_of(FRONT + text_of("Indholdsfortegnelse1. Fraværende", *DECIDED, "2. Ny mole", *DECIDED))
    assert titles(meeting.items) == ["Fraværende", "Ny mole"]


def test_two_usual_titles_and_a_date_are_an_agenda() -> None:
    lines = ["Mødet holdes mandag den 4. maj 2026", "1 Godkendelse af dagsorden", "Godkendt", "2 Eventuelt", "Intet"]
    assert titles(meeting_of(text_of(*lines)).items) == ["Godkendelse af dagsorden", "Eventuelt"]


def test_running_headers_that_hold_a_date_and_the_page() -> None:
    header = "Havneudvalget, 04-05-2026" + " " * 44 + "Side {}"
    lines = [header.format(2), "1. Ny mole", *DECIDED, header.format(3), "2. Ny kaj", *DECIDED, header.format(4)]
    meeting = meeting_of(FRONT + text_of(*lines))
    assert [[part.text for part in item.decisions] for item in meeting.items] == [["Godkendt."], ["Godkendt."]]


def test_a_closed_mark_beside_a_number_that_stands_alone() -> None:
    lines = ("Punkt 59", "Ny mole", *DECIDED, "Punkt 60 (lukket)", "Salg af grund", *DECIDED)
    meeting = meeting_of(FRONT + text_of(*lines))
    assert [(item.title, item.closed) for item in meeting.items] == [("Ny mole", False), ("Salg af grund", True)]


def test_items_without_numbers_that_the_outline_lists() -> None:
    body = (
        "<p>Dagsorden</p><p>Havneudvalget d. 04-05-2026</p>"
        "<h2>Ny mole</h2><h3>Resume</h3><p>Molen er slidt.</p>"
        "<h3>Indstilling</h3><p>Det indstilles, at den skiftes.</p>"
        "<h2>Indvielse af kajen</h2><p>Kajen indvies i juni.</p>"
    )
    pdf = pymupdf.open("pdf", pages_of(body).tobytes())
    pdf.set_toc([[1, "Ny mole", 1], [2, "Resume", 1], [2, "Indstilling", 1], [1, "Indvielse af kajen", 1]])
    meeting = read(document_lines(pymupdf.open("pdf", pdf.tobytes())))
    assert titles(meeting.items) == ["Ny mole", "Indvielse af kajen"]


def test_bold_titles_of_a_numbered_list() -> None:
    body = (
        "<p>Referat</p><p>Havneudvalget d. 04-05-2026</p><p>3. <b>Mole</b><br/>Udvalget er glad for molen.</p>"
        "<p>4. <b>Eventuelt</b><br/>Festen er den 20. juni.</p>"
    )
    meeting = read(document_lines(pymupdf.open("pdf", pages_of(body).tobytes())))
    assert titles(meeting.items) == ["Mole", "Eventuelt"]


def test_groups_that_say_what_is_done_with_their_items() -> None:
    lines = (
        *("1. Velkomst", *DECIDED, "Beslutningspunkter:", "", "2. Regnskab", *DECIDED, "Punkter til drøftelse:"),
        *("3. Skema", *DECIDED, "Orienteringspunkter: (intet referat)", "", "4. Nyt fra formanden", *DECIDED),
    )
    items = meeting_of(FRONT + text_of(*lines)).items
    assert [item.type for item in items] == [None, ItemType.DECISION, ItemType.DISCUSSION, ItemType.BRIEFING]


def test_closed_items_of_which_the_contents_alone_tell() -> None:
    lines = (
        *("Dagsordenspunkter", "åbent 1 Ny mole", "åbent 2 Takster", "lukket 101 Lukket punkt: klage", ""),
        *("1 Ny mole", *DECIDED, "2 Takster", *DECIDED),
    )
    meeting = meeting_of(FRONT + text_of(*lines))
    assert [(item.number, item.closed) for item in meeting.items] == [("1", False), ("2", False), ("101", True)]


def test_contents_whose_first_entry_is_glued_to_its_heading() -> None:
    lines = ("Indholdsfortegnelse1. Fraværende", "", "Beslutning", "Ingen.", "", "2. Takster", *DECIDED)
    assert titles(meeting_of(FRONT + text_of(*lines)).items) == ["Fraværende", "Takster"]


def test_a_list_without_labels_or_kind_is_an_agenda_where_its_titles_are_usual_ones() -> None:
    text = text_of(
        *(
            "Rådsmøde 27.09.2026",
            "",
            "1 Godkendelse af dagsorden",
            "Godkendt",
            "",
            "2 Ny mole",
            "Udskydes.",
            "",
            "3 Eventuelt",
        ),
        "Intet",
    )
    meeting = meeting_of(text)
    assert titles(meeting.items) == ["Godkendelse af dagsorden", "Ny mole", "Eventuelt"]


def test_a_number_of_its_own_with_a_question_as_title() -> None:
    lines = [
        "Pkt. 1",
        "Dagsorden",
        *DECIDED,
        "Pkt. 7 (Malene)",
        "Hvordan går det?",
        "Kl. 19.45-19.55",
        "Orientering",
        "",
    ]
    assert numbered(FRONT + text_of(*lines, "Pkt. 8", "Eventuelt", *DECIDED)) == [
        ("1", "Dagsorden"),
        ("7", "Hvordan går det?"),
        ("8", "Eventuelt"),
    ]


def test_a_new_item_put_in_between() -> None:
    lines = ["Punkt 1 Dagsorden", *DECIDED, "Nyt punkt 2 Bro ved åen", *DECIDED]
    assert numbered(FRONT + text_of(*lines)) == [("1", "Dagsorden"), ("2", "Bro ved åen")]


def test_a_list_of_items_in_one_line_is_the_contents() -> None:
    lines = ["1. Dagsorden 2. Regnskab for hallen 3. Køb af grund", "", "1.  1. Dagsorden", *DECIDED]
    lines += ["2.  2. Regnskab for hallen", *DECIDED, "3.  3. Køb af grund", *DECIDED]
    wanted = [("1", "Dagsorden"), ("2", "Regnskab for hallen"), ("3", "Køb af grund")]
    assert numbered(FRONT + text_of(*lines)) == wanted


def test_an_empty_label_glued_to_the_next_item() -> None:
    lines = ["1. Dagsorden", *DECIDED, "Referat", "Sagsfremstilling2. Ny mole", *DECIDED]
    assert numbered(FRONT + text_of(*lines)) == [("1", "Dagsorden"), ("2", "Ny mole")]
