"""Announcements inside "Meddelelser", in all the ways in which papers set them."""

from __future__ import annotations

import pytest

from moedeklar.model.agenda import AgendaItem, SubItem
from tests.agenda.papers import item_of, meeting_of

NEWS = "Der er kommet to både."
PARTY = "Festen holdes i juni."


def told(*lines: str, title: str = "Meddelelser") -> tuple[SubItem, ...]:
    item: AgendaItem = item_of("Sagsfremstilling", "", *lines, title=title)
    return item.sub_items


@pytest.mark.parametrize(
    ("lines", "numbers"),
    [
        (("1. Nye både", "", NEWS, "", "2. Sommerfest", "", PARTY), ("1", "2")),
        (("1) Nye både", "", NEWS, "", "2) Sommerfest", "", PARTY), ("1", "2")),
        (("1.1 Nye både", "", NEWS, "", "1.2 Sommerfest", "", PARTY), ("1.1", "1.2")),
        (("1.1. Nye både", "", NEWS, "", "1.2. Sommerfest", "", PARTY), ("1.1", "1.2")),
        (("a) Nye både", "", NEWS, "", "b) Sommerfest", "", PARTY), ("a", "b")),
        (("**Nye både**", "", NEWS, "", "**Sommerfest**", "", PARTY), ("", "")),
        (("#### Nye både", "", NEWS, "", "#### Sommerfest", "", PARTY), ("", "")),
        ((f"1. Nye både. {NEWS}", "", f"2. Sommerfest. {PARTY}"), ("1", "2")),
        ((f"a) Nye både: {NEWS}", "", f"b) Sommerfest: {PARTY}"), ("a", "b")),
        ((f"Nye både: {NEWS}", "", f"Sommerfest: {PARTY}"), ("", "")),
    ],
)
def test_ways_to_set_announcements(lines: tuple[str, ...], numbers: tuple[str, ...]) -> None:
    assert told(*lines) == (SubItem(numbers[0], "Nye både", NEWS), SubItem(numbers[1], "Sommerfest", PARTY))


def test_who_tells_something_on_a_line_of_its_own() -> None:
    found = told("Fra formanden", NEWS, "Medlemmerne:", PARTY, "Nyt fra forvaltningen", "Intet.", title="Siden sidst")
    assert found == (
        SubItem("", "Fra formanden", NEWS),
        SubItem("", "Medlemmerne", PARTY),
        SubItem("", "Nyt fra forvaltningen", "Intet."),
    )


def test_sentences_with_numbers_are_announcements_too() -> None:
    assert told("1. Formanden fortalte om molen.", "2. Direktøren fortalte om budgettet.") == (
        SubItem("1", "Formanden fortalte om molen.", ""),
        SubItem("2", "Direktøren fortalte om budgettet.", ""),
    )


def test_announcements_in_the_decision() -> None:
    item = item_of("Beslutning", "1. Nye både", NEWS, "2. Sommerfest", PARTY, title="Orientering")
    assert [sub.title for sub in item.sub_items] == ["Nye både", "Sommerfest"]


def test_one_alone_is_the_item_itself() -> None:
    assert told("1. Nye både", "", NEWS) == ()


@pytest.mark.parametrize("title", ["Ny mole", "Orientering om nye både", "Budget 2027"])
def test_points_of_a_case_are_no_announcements(title: str) -> None:
    assert told("1. Nye både", "", NEWS, "", "2. Sommerfest", "", PARTY, title=title) == ()


def test_the_number_of_another_item_is_none_of_this_one() -> None:
    text = "Referat\nHavneudvalget\n4. maj 2026\n\n8. Meddelelser\nBeslutning\n9.1 Både\nNyt.\n9.2 Fest\nNyt.\n"
    assert meeting_of(text).items[0].sub_items == ()
