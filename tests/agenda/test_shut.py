"""Papers that are closed as a whole, and those that only have a closed part."""

from __future__ import annotations

import pytest

from moedeklar.agenda.plaintext import lines_of_text
from moedeklar.agenda.reader import read
from tests.agenda.papers import item_of

AGENDA = """Nordlund Kommune

Havneudvalget

{head}

Mødedato: 4. maj 2027

{contents}
1. Køb af Kajgade 4

Sagsfremstilling

Ejeren har tilbudt kommunen ejendommen.

2. Forhandling

Sagsfremstilling

Aftalen udløber ved årets udgang.
"""


def closed(head: str, contents: str = "") -> set[bool]:
    return {
        item.closed for item in read(lines_of_text(AGENDA.format(head=head, contents=contents).encode(), None)).items
    }


@pytest.mark.parametrize(
    "head",
    ["Lukket dagsorden", "LUKKET REFERAT", "Dagsorden (lukket)", "Dagsorden – lukket", "Fortroligt",
     "Møde for lukkede døre", "Ikke-offentlig dagsorden", "Fortrolig tillægsdagsorden"],
)  # fmt: skip
def test_one_line_closes_all(head: str) -> None:
    assert closed(head) == {True}


@pytest.mark.parametrize(
    "head",
    ["Dagsorden", "Åben dagsorden", "Åbent og lukket møde", "Ingen lukket dagsorden", "Offentlig dagsorden",
     "Mødet lukkes kl. 18", "Dagsorden for det åbne møde"],
)  # fmt: skip
def test_what_is_open_stays_open(head: str) -> None:
    assert closed(head) == {False}


def test_a_part_of_the_contents_closes_nothing_but_its_own() -> None:
    contents = "Pkt. 1 Køb af Kajgade 4\nLukket dagsorden\nPkt. 9 Lejemål\n"
    assert False in closed("Dagsorden", contents)


def test_an_item_may_say_in_a_sentence_that_it_is_closed() -> None:
    assert item_of(
        "Punktet behandles for lukkede døre, jf. styrelseslovens § 10.", "", "Beslutning", "Godkendt."
    ).closed
    for said in (
        "PUNKTET ER LUKKET.", "Dagsordenspunktet er lukket.", "Punktet er et lukket punkt.",
        "Punktet er ikke offentligt.",
        "Sagen er ikke offentlig.", "Sagen er lukket for offentligheden, jf. § 10.",
    ):  # fmt: skip
        assert item_of(said, "", "Beslutning", "Godkendt.").closed, said
    assert not item_of("Sagen er lukket, da ansøgeren har trukket den.", "", "Beslutning", "Godkendt.").closed
    assert not item_of("Sagsfremstilling", "Punktet behandles som det første.", "", "Beslutning", "Godkendt.").closed
