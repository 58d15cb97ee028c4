"""What was entered in the minutes, and what was handed out."""

from __future__ import annotations

import pytest

from moedeklar.agenda.statements import handed_out, read_statements
from tests.agenda.papers import item_of


@pytest.mark.parametrize(
    ("text", "kind", "who", "said"),
    [
        ("Anbefales. Ida Mark (V) tager forbehold.", "reservation", ("Ida Mark (V)",), "Ida Mark (V) tager forbehold."),
        ("Godkendt med forbehold fra D og F.", "reservation", ("D", "F"), "Godkendt med forbehold fra D og F."),
        (
            'Et mindretal (D) afgav følgende protokolbemærkning: "Hallen er for dyr." Herefter godkendt.',
            "minority",
            ("D",),
            'Et mindretal (D) afgav følgende protokolbemærkning: "Hallen er for dyr."',
        ),
        (
            "Mindretalsudtalelse fra C og D: Det er for dyrt.",
            "minority",
            ("C", "D"),
            "Mindretalsudtalelse fra C og D: Det er for dyrt.",
        ),
        ("Mindretallet (G) foreslår afslag.", "minority", ("G",), "Mindretallet (G) foreslår afslag."),
        (
            "Godkendt. G ønsker ført til protokols: Planen er for lille.",
            "entered",
            ("G",),
            "G ønsker ført til protokols: Planen er for lille.",
        ),
        ("Protokollat fra Liste G: Vi er imod.", "entered", ("Liste G",), "Protokollat fra Liste G: Vi er imod."),
        ("Protokollat: Vi er imod.", "entered", (), "Protokollat: Vi er imod."),
        (
            "Ulla Dam (O) ønskede følgende tilført referatet: Prisen er for høj.",
            "entered",
            ("Ulla Dam (O)",),
            "Ulla Dam (O) ønskede følgende tilført referatet: Prisen er for høj.",
        ),
    ],
)
def test_statements(text: str, kind: str, who: tuple[str, ...], said: str) -> None:
    assert [(str(one.kind), one.who, one.text) for one in read_statements([text])] == [(kind, who, said)]


@pytest.mark.parametrize(
    "text",
    ["Godkendt.", "Referatet blev godkendt.", "Der tages forbehold for priserne.", "Protokollen blev underskrevet."],
)
def test_no_statement(text: str) -> None:
    assert read_statements([text]) == ()


def test_the_paragraph_after_a_colon_belongs_to_the_statement() -> None:
    found = read_statements(["Liste D afgav følgende protokolbemærkning:", '"Vi venter."', "Sagen går til byrådet."])
    assert [one.text for one in found] == ['Liste D afgav følgende protokolbemærkning: "Vi venter."']


def test_handouts_of_an_item() -> None:
    item = item_of(
        "Bilag", "Plan (eftersendt 2. maj)", "Kort", "", "Beslutning", "Godkendt.", "Et notat blev omdelt på mødet."
    )
    assert item.handouts == ("Et notat blev omdelt på mødet.", "Plan (eftersendt 2. maj)")
    assert handed_out("Pjecen er delt i to.") == []


def test_a_minoritys_statement_with_a_heading_of_its_own() -> None:
    item = item_of("Beslutning", "Godkendt.", "", "Mindretalsudtalelse", "Molen er for dyr.")
    assert [decision.text for decision in item.decisions] == ["Godkendt."]
    assert [one.text for one in item.statements] == ["Mindretalsudtalelse: Molen er for dyr."]
