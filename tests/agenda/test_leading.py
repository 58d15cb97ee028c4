"""Headings in the line of their text, known and unknown."""

from __future__ import annotations

from moedeklar.agenda.reader import read
from moedeklar.model.agenda import AgendaItem, Role
from moedeklar.pdf.child.lines import document_lines
from tests.agenda.papers import meeting_of, pages_of, text_of

FRONT = "<p>Havneudvalget</p><p>Dagsorden til mødet den 4. maj 2027 kl. 9.00</p>"


def sections_of(item: AgendaItem) -> dict[str, str]:
    return {section.heading: section.text for section in item.sections if section.role is not Role.RECOMMENDATION}


def items_of(*lines: str) -> tuple[AgendaItem, ...]:
    front = ("Dagsorden", "Havneudvalget", "Mandag den 4. maj 2026 kl. 16.30", "")
    return meeting_of(text_of(*front, *lines)).items


def test_words_of_many_meanings_are_headings_where_others_stand_in_the_line() -> None:
    first, second = items_of(
        "1. Ny mole",
        "Baggrund: Molen er slidt.",
        "Indstilling: Det indstilles, at molen bygges.",
        "",
        "2. Ny kran",
        "Baggrund: Kranen er slidt.",
        "Indstilling: Det indstilles, at kranen købes.",
    )
    assert sections_of(first)["Baggrund"] == "Molen er slidt."
    assert sections_of(second)["Baggrund"] == "Kranen er slidt."
    assert second.recommendation == "Det indstilles, at kranen købes."


def test_an_unknown_heading_that_comes_again() -> None:
    lines = ("Bemærkninger: Havnen er fredet.", "Indstilling: Det indstilles, at den bygges.", "")
    first, second = items_of("1. Ny mole", *lines, "2. Ny kran", *lines)
    assert sections_of(first)["Bemærkninger"] == sections_of(second)["Bemærkninger"] == "Havnen er fredet."


def test_an_unknown_heading_that_comes_once_is_text() -> None:
    lines = ("Indstilling: Det indstilles, at den bygges.", "")
    first, _ = items_of("1. Ny mole", "Pris: 4 mio. kr.", *lines, "2. Ny kran", *lines)
    assert sections_of(first)[""] == "Pris: 4 mio. kr."


def test_what_a_decision_holds_is_left_together() -> None:
    lines = ("Indstilling: Den bygges.", "Beslutning: Godkendt.", "Baggrund: Prisen er lav.", "")
    first, second = items_of("1. Ny mole", *lines, "2. Ny kran", *lines)
    for item in (first, second):
        assert [decision.text for decision in item.decisions] == ["Godkendt. Baggrund: Prisen er lav."]


def test_in_a_document_whose_headings_stand_above_their_text_words_before_a_colon_are_text() -> None:
    lines = ("Sagsfremstilling", "Molen er slidt.", "Baggrund: Se sag 24.", "", "Indstilling", "Den bygges.", "")
    first, _ = items_of("1. Ny mole", *lines, "2. Ny kran", *lines)
    assert sections_of(first)["Sagsfremstilling"] == "Molen er slidt. Baggrund: Se sag 24."


def test_a_bold_heading_before_its_text_where_known_ones_are_bold() -> None:
    body = FRONT + "".join(
        f"<p><b>{number}. {title}</b></p><p><b>Baggrund:</b> {title} er slidt.</p>"
        f"<p><b>Indstilling:</b> Det indstilles, at den bygges.</p><p>{after}</p>"
        for number, title, after in ((1, "Molen", "<b>Presse:</b> Ingen."), (2, "Kranen", ""))
    )
    first, second = read(document_lines(pages_of(body))).items
    assert sections_of(first) == {"Baggrund": "Molen er slidt.", "Presse": "Ingen."}
    assert sections_of(second) == {"Baggrund": "Kranen er slidt."}
