"""Outcomes: only what is certain."""

from __future__ import annotations

import pytest

from moedeklar.agenda.outcome import is_bare_decision, last_decision, read_outcome
from moedeklar.model.agenda import Outcome, Role, Section


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
        ("Udsat, da Åge Lind ikke var til stede.", Outcome.POSTPONED),
        ("Sagen sendes tilbage til forvaltningen.", Outcome.SENT_BACK),
        ("Ikke godkendt.", Outcome.REJECTED),
        ("Godkendt med den ændring, at taksten gælder fra juli.", Outcome.CHANGED),
        ("Indstillingen blev godkendt med de ændringer, som formanden nævnte.", Outcome.CHANGED),
        ("Udvalget tiltrådte indstillingen.", Outcome.FOLLOWED),
        ("Teknik- og Havneudvalget anbefaler indstillingen. Bo Lind (V) kan ikke anbefale.", Outcome.FOLLOWED),
        ("Anbefales over for Byrådet. Liste G stemte imod.", Outcome.FOLLOWED),
        ("Indstilles godkendt. Kaj Sten tager forbehold.", Outcome.FOLLOWED),
        ("Økonomiudvalgets indstilling tiltrådt.", Outcome.FOLLOWED),
        ("Godkendt. Et notat blev omdelt på mødet.", Outcome.FOLLOWED),
        ("D stillede ændringsforslag om taksten. For stemte D. Imod stemte A og C. Godkendt.", Outcome.FOLLOWED),
        ("Havneudvalget tog orienteringen til efterretning.", Outcome.NOTED),
        ("Udvalget for Havne drøftede sagen.", Outcome.DISCUSSED),
        ("Udskydes.", Outcome.POSTPONED),
        ("Udvalget besluttede at udsætte sagen til juni.", Outcome.POSTPONED),
        ("Udvalget sender sagen tilbage til forvaltningen med ønske om nye tegninger.", Outcome.SENT_BACK),
        ("Forslaget faldt.", Outcome.REJECTED),
        ("Havneudvalget indstiller, at planen godkendes med et tillæg.", None),
        ("Drøftet. Udvalget ønsker et nyt udkast.", None),
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


def test_the_decision_that_counts_is_the_last_by_date_else_the_last_printed() -> None:
    committee = Section(Role.DECISION, "Beslutning", (), "Havneudvalget", "2026-05-04")
    council = Section(Role.DECISION, "Beslutning", (), "Byrådet", "2026-05-28")
    undated = Section(Role.DECISION, "Beslutning", ())
    assert last_decision([council, committee]) is council
    assert last_decision([council, undated]) is undated
    assert last_decision([]) is None


def test_a_bare_decision() -> None:
    assert is_bare_decision("Udgår")
    assert is_bare_decision("Indstillingen blev tiltrådt.")
    assert not is_bare_decision("Legepladsen blev godkendt af tilsynet i foråret.")
