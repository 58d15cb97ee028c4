from __future__ import annotations

import pytest

from moedeklar.member.quotes import find_quote
from moedeklar.model.agenda import AgendaItem, Block, BlockKind, Role, Section

LISTED = Section(
    Role.FACTS,
    "Sagsfremstilling",
    (
        Block(BlockKind.PARAGRAPH, "Puljen dækker “tre” ting:"),
        Block(BlockKind.BULLET, "nye bænke – af træ", marker="•"),
        Block(BlockKind.NUMBERED, "Et skur", marker="2."),
        Block.table((("År", "Kroner"), ("2026", "40.000"))),
    ),
)
POINTS = Section(Role.RECOMMENDATION, "Indstilling", (Block(BlockKind.NUMBERED, "at skuret males", marker="1."),))
ITEM = AgendaItem("4", "Puljen", sections=(POINTS, LISTED))


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("nye bænke", "nye bænke"),
        ("• nye bænke – af træ 2. Et skur", "nye bænke – af træ Et skur"),
        ("ting:\n• nye bænke", "ting: nye bænke"),
        ("ting: nye bænke", "ting: nye bænke"),
        ("ting: •", "ting:"),
        ("• nye", "nye"),
        ("1. at skuret", "at skuret"),
        ("Et skur\nÅr\tKroner\n2026", "Et skur År Kroner 2026"),
        ('PULJEN dækker "tre" ting', "Puljen dækker “tre” ting"),
        ("bænke - af træ", "bænke – af træ"),
    ],
)
def test_words_are_found_as_a_person_copies_them(quote: str, words: str) -> None:
    found = find_quote(ITEM, quote)
    assert found is not None
    key, start, end = found
    assert dict(ITEM.keyed_sections())[key].text[start:end] == words


@pytest.mark.parametrize("quote", ["", " \n", "•", "nye borde", "træ 3. Et skur"])
def test_what_does_not_stand_there_is_not_found(quote: str) -> None:
    assert find_quote(ITEM, quote) is None


def test_exact_letters_come_before_others() -> None:
    first = Section(Role.FACTS, "Baggrund", (Block(BlockKind.PARAGRAPH, "skuret"),))
    second = Section(Role.FACTS, "Vurdering", (Block(BlockKind.PARAGRAPH, "Skuret"),))
    found = find_quote(AgendaItem("1", "Skur", sections=(first, second)), "Skuret")
    assert found == ("facts.vurdering", 0, 6)
