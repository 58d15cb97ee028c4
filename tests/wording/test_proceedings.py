"""Votes, statements, presence, citations and coverage in words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from moedeklar.model.agenda import (
    AgendaItem,
    ComingItem,
    Presence,
    PresenceKind,
    Statement,
    StatementKind,
    Vote,
)
from moedeklar.model.moments import LocalStart
from moedeklar.wording import language
from moedeklar.wording.citation import citation
from moedeklar.wording.findings import coverage_sentence
from moedeklar.wording.proceedings import expected_at, proceedings, vote_sentence


@pytest.fixture(autouse=True)
def danish() -> Iterator[None]:
    before = language.language()
    language.set_language("da")
    yield
    language.set_language(before)


def test_everything_that_minutes_tell_of_an_item() -> None:
    item = AgendaItem(
        "3",
        "Sag",
        votes=(Vote(("A", "C"), ("Ø",), ("B",)),),
        absent=("Jens Korsbæk", "Bo Friis"),
        presence=(
            Presence(PresenceKind.LEFT, "Astrid Møllegaard"),
            Presence(PresenceKind.ABSENT, "Jens  Korsbæk"),
            Presence(PresenceKind.SUBSTITUTE, "Line Holm", instead_of="Jens Korsbæk"),
            Presence(PresenceKind.ARRIVED, "", text="Ida kom kl. 17."),
            Presence(PresenceKind.DISQUALIFIED, "Ole Bak"),
        ),
        statements=(
            Statement(StatementKind.RESERVATION, ("Ø",), "Vi tager forbehold."),
            Statement(StatementKind.MINORITY, (), "ord " * 100),
            Statement(StatementKind.ENTERED, ("A", "B"), "Som sagt."),
        ),
        handouts=("Et notat blev uddelt.",),
    )
    told = list(proceedings(item))
    assert told[:2] == [
        ("Afstemning", "For: A, C. Imod: Ø. Undlod at stemme: B"),
        ("Forbehold", "Ø: Vi tager forbehold."),
    ]
    assert told[2][0] == "Mindretalsudtalelse"
    assert told[2][1].endswith(" …")
    assert told[3:] == [
        ("Ført til referat", "A, B: Som sagt."),
        ("Fraværende", "Jens  Korsbæk, Bo Friis"),
        ("Stedfortræder", "Line Holm for Jens Korsbæk"),
        ("Inhabil", "Ole Bak"),
        ("Kom under mødet", "Ida kom kl. 17."),
        ("Forlod mødet", "Astrid Møllegaard"),
        ("Uddelt på mødet", "Et notat blev uddelt."),
    ]
    assert list(proceedings(AgendaItem("1", "Intet"))) == []
    assert vote_sentence(Vote(("5",))) == "For: 5"


@pytest.mark.parametrize(
    ("case", "said"),
    [
        (ComingItem("Sag", "marts 2027"), "forventes marts 2027"),
        (ComingItem("Sag", "9/3", "2027-03-09"), "forventes 9. marts 2027"),
        (ComingItem("Sag"), ""),
    ],
)
def test_when_a_case_is_expected(case: ComingItem, said: str) -> None:
    assert expected_at(case) == said


def test_a_citation_in_both_languages() -> None:
    start = LocalStart.parse("2027-02-09T16:00")
    committee = "Beskæftigelses- og Integrationsudvalget"
    assert citation(committee, start, "8.2", "Nyt fra jobcentret") == (
        "Beskæftigelses- og Integrationsudvalget 9. februar 2027, pkt. 8.2: Nyt fra jobcentret"
    )
    assert citation("", None, "", "Sag") == "Uden udvalg: Sag"
    language.set_language("en")
    assert citation(committee, start, "8.2", "Nyt") == f"{committee} 9 February 2027, item 8.2: Nyt"


def test_coverage_is_never_rounded_up() -> None:
    assert coverage_sentence(0.9789) == "97 % af dokumentet er forstået"
    assert coverage_sentence(0.9999) == "99 % af dokumentet er forstået"
    assert coverage_sentence(1.0) == "100 % af dokumentet er forstået"
