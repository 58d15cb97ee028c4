"""Lists of attachments."""

from __future__ import annotations

import pymupdf

from moedeklar.agenda.attachments import is_file_name
from moedeklar.agenda.reader import read
from moedeklar.model.agenda import Attachment
from moedeklar.pdf.child.lines import document_lines
from tests.agenda.papers import item_of
from tests.agenda.press import pdf_of


def test_attachments_in_one_line_and_with_their_places_in_the_list() -> None:
    assert item_of("Beslutning", "Godkendt.", "", "Bilag: Plan over molen; Budget").attachments == (
        Attachment("Plan over molen"),
        Attachment("Budget"),
    )
    numbered = item_of("Beslutning", "Godkendt.", "", "Bilag", "1 Plan over molen", "2 Budget (113902/29)")
    assert numbered.attachments == (Attachment("Plan over molen"), Attachment("Budget", "113902/29"))
    colons = item_of("Beslutning", "Godkendt.", "", "Bilag", "1: Plan over molen", "2: Budget")
    assert [part.title for part in colons.attachments] == ["Plan over molen", "Budget"]
    years = item_of("Beslutning", "Godkendt.", "", "Bilag", "10 Års regnskab", "Budget")
    assert [part.title for part in years.attachments] == ["10 Års regnskab", "Budget"]


def test_names_of_files_with_spaces_right_under_a_heading() -> None:
    item = item_of("Beslutning", "Godkendt.", "", "Økonomi", "Budget for molen.pdf", "Plan.pdf")
    assert [part.title for part in item.attachments] == ["Budget for molen.pdf", "Plan.pdf"]
    assert not is_file_name("Molen er dyr. Se budget.pdf")
    assert not is_file_name("se budget.pdf")


def test_an_attachment_may_be_called_like_a_heading() -> None:
    item = item_of("Bilag", "• Plan over molen", "• Høringssvar", "", "Beslutning", "Godkendt.")
    assert [part.title for part in item.attachments] == ["Plan over molen", "Høringssvar"]
    assert [decision.text for decision in item.decisions] == ["Godkendt."]


def test_a_list_in_bold_goes_on_over_the_end_of_a_page() -> None:
    markup = ["%", "{b 16} Havneudvalget", "Dagsorden til mødet den 4. maj 2027", "{b 13} 1. Ny mole"]
    markup += ["{b} Indstilling", "Det indstilles, at molen bygges.", "{b} Bilag", "{b} Bilag 1: Kort"]
    markup += ["---", "{b} Bilag 2: Plan"]
    with pymupdf.open("pdf", pdf_of("\n".join(markup))) as pdf:
        item = read(document_lines(pdf)).items[0]
    assert [part.title for part in item.attachments] == ["Bilag 1: Kort", "Bilag 2: Plan"]
