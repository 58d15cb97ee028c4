"""Outcomes and votes: only what is certain."""

from __future__ import annotations

import pytest

from moedeklar.agenda.outcome import is_bare_decision, read_outcome, read_votes
from moedeklar.model.agenda import Outcome, Vote


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Godkendt.", Outcome.FOLLOWED),
        ("Indstillingen blev tiltrådt.", Outcome.FOLLOWED),
        ("1. Godkendt. 2. Godkendt.", Outcome.FOLLOWED),
        ("Ad 1. Tiltrådt. Ad 2. Anbefales.", Outcome.FOLLOWED),
        ("Godkendt med 9 stemmer for og 4 imod.", Outcome.FOLLOWED),
        ("Taget til efterretning.", Outcome.NOTED),
        ("Drøftet.", Outcome.DISCUSSED),
        ("Udsat til mødet i juni.", Outcome.POSTPONED),
        ("Sagen sendes tilbage til forvaltningen.", Outcome.SENT_BACK),
        ("Ikke godkendt.", Outcome.REJECTED),
        ("Godkendt med den ændring, at taksten gælder fra juli.", Outcome.CHANGED),
        ("Indstillingen blev godkendt med de ændringer, som formanden nævnte.", Outcome.CHANGED),
        ("Godkendt, idet beløbet sænkes.", None),
        ("Godkendt. Taksten ses efter om et år.", None),
        ("1. Godkendt. 2. Udsat.", None),
        ("", None),
    ],
)
def test_outcome(text: str, outcome: Outcome | None) -> None:
    assert read_outcome(text, recommended=True) is outcome


def test_nothing_recommended_is_nothing_followed() -> None:
    assert read_outcome("Godkendt.", recommended=False) is None
    assert read_outcome("Godkendt med ændringer.", recommended=False) is None
    assert read_outcome("Drøftet.", recommended=False) is Outcome.DISCUSSED


@pytest.mark.parametrize(
    ("text", "votes"),
    [
        ("Godkendt med 9 stemmer for og 4 imod.", (Vote(("9",), ("4",)),)),
        ("For stemte 5 (D og E). Imod stemte 9 (A, C og G).", (Vote(("D", "E"), ("A", "C", "G")),)),
        (
            "For: 2 (Eva Sand (A), Per Eng (V)) Imod: 1 (Ulla Dam (B))",
            (Vote(("Eva Sand (A)", "Per Eng (V)"), ("Ulla Dam (B)",)),),
        ),
        ("Et flertal bestående af D og E stemte for. Imod stemte G.", (Vote(("D", "E"), ("G",)),)),
        ("D, E og G stemte for, A stemte imod, og C undlod at stemme.", (Vote(("D", "E", "G"), ("A",), ("C",)),)),
        ("For stemte: D og E. Imod stemte: A. Hverken for eller imod stemte: C.", (Vote(("D", "E"), ("A",), ("C",)),)),
        ("Godkendt for et år. Imod vinden sejles ikke.", ()),
        ("Der er 12 ansøgninger imod 9 sidste år.", ()),
        ("3 medlemmer (G) stemte imod.", ()),
    ],
)
def test_votes(text: str, votes: tuple[Vote, ...]) -> None:
    assert read_votes(text) == votes


def test_a_bare_decision() -> None:
    assert is_bare_decision("Udgår")
    assert is_bare_decision("Indstillingen blev tiltrådt.")
    assert not is_bare_decision("Legepladsen blev godkendt af tilsynet i foråret.")
