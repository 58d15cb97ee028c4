"""Where announcements, coming cases and what nobody named stand in an item."""

from __future__ import annotations

from dataclasses import replace

import pytest

from moedeklar.model.agenda import AgendaItem, Block, BlockKind, ComingItem, Role, Section, SubItem
from moedeklar.model.announced import (
    Coming,
    Spot,
    announced_by,
    announcements,
    coming_cases,
    unnamed,
    whole_number,
)

HEADING, PLAIN, BULLET = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.BULLET


def told(*blocks: Block, role: Role = Role.FACTS, heading: str = "Sagsfremstilling") -> Section:
    return Section(role, heading, blocks)


def words(item: AgendaItem, spot: Spot | None) -> str:
    assert spot is not None
    return dict(item.keyed_sections())[spot.section].text[spot.start : spot.end]


NEWS = AgendaItem(
    "8",
    "Meddelelser",
    sections=(
        told(
            Block(PLAIN, "Formanden bød velkommen."),
            Block(HEADING, "Nyt fra havnen", marker="1."),
            Block(PLAIN, "Kajen er repareret."),
            Block.table((("År", "Skibe"), ("2026", "41"))),
            Block(HEADING, "Ny skole", marker="2."),
            Block(PLAIN, "Byggeriet går i gang."),
            Block(PLAIN, "Dette hører ikke til."),
        ),
    ),
    sub_items=(
        SubItem("1", "Nyt fra havnen", "Kajen er repareret.\nÅr\tSkibe\n2026\t41"),
        SubItem("2", "Ny skole", "Byggeriet går i gang."),
        SubItem("3", "Står ikke i teksten", ""),
    ),
)


def test_an_announcement_reaches_from_its_title_to_its_last_line() -> None:
    first, second, lost = announcements("item-8", NEWS)
    assert (first.item_id, first.number, first.title) == ("item-8", "8.1", "Nyt fra havnen")
    assert words(NEWS, first.spot) == "Nyt fra havnen Kajen er repareret. År Skibe 2026 41"
    assert words(NEWS, second.spot) == "Ny skole Byggeriet går i gang."
    assert (lost.number, lost.spot) == ("8.3", None)


def test_an_announcement_without_a_number_is_cited_by_its_item() -> None:
    item = replace(NEWS, sub_items=(SubItem("", "Ny skole", ""),))
    (told_of,) = announcements("item-8", item)
    assert (told_of.number, told_of.numbered) == ("8", False)


def test_a_title_inside_a_paragraph_and_the_same_title_twice() -> None:
    item = AgendaItem(
        None,
        "Orientering",
        sections=(told(Block(PLAIN, "a) Nyt: havnen er åben.", marker=""), Block(PLAIN, "b) Nyt: skolen er lukket.")),),
        sub_items=(SubItem("a", "Nyt", "havnen er åben."), SubItem("b", "Nyt", "skolen er lukket.")),
    )
    assert [words(item, one.spot) for one in announcements("x", item)] == [
        "Nyt: havnen er åben.",
        "Nyt: skolen er lukket.",
    ]


@pytest.mark.parametrize(
    ("item", "sub", "whole"),
    [("8", "2", "8.2"), ("8", "8.2", "8.2"), (None, "2", "2"), ("8", "", "8"), (None, "", ""), ("18", "8.2", "18.8.2")],
)
def test_the_whole_number(item: str | None, sub: str, whole: str) -> None:
    assert whole_number(item, sub) == whole


def test_coming_cases_are_found_in_the_item_that_lists_them() -> None:
    cases = (ComingItem("Regnskab 2026", "marts"), ComingItem("Ny skole", date="2027-04-14"), ComingItem("Andet"))
    listing = AgendaItem(
        "7", "Kommende sager", sections=(told(Block(BULLET, "Marts: Regnskab 2026"), Block(PLAIN, "Ny skole, april")),)
    )
    mention = AgendaItem("3", "Budget", sections=(told(Block(PLAIN, "Se også Regnskab 2026.")),))
    found = coming_cases(cases, [("3", mention), ("7", listing)], lambda case: "m-4" if case.date else None)
    assert [(one.item_id, one.meeting_id) for one in found] == [("7", None), ("7", "m-4"), (None, None)]
    assert words(listing, found[0].spot) == "Regnskab 2026"
    assert found[2] == Coming(cases[2])
    assert (announced_by(cases, listing), announced_by(cases, mention), announced_by((), listing)) == (2, 0, 0)


def test_what_stands_under_no_label_is_unnamed() -> None:
    loose = told(Block(PLAIN, "Løs tekst."), role=Role.OTHER, heading="")
    headed = told(Block(PLAIN, "Høring."), role=Role.OTHER, heading="Høring")
    empty = told(role=Role.OTHER, heading="")
    item = AgendaItem("1", "Sag", sections=(headed, loose, empty, told(Block(PLAIN, "Fakta."))))
    assert unnamed(item) == (("other", loose),)
