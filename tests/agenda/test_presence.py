"""Who was absent, left, arrived, stood in or was disqualified."""

from __future__ import annotations

import pytest

from moedeklar.agenda.presence import read_presence
from moedeklar.model.agenda import Presence
from tests.agenda.papers import item_of


def told(found: tuple[Presence, ...]) -> list[tuple[str, str, str | None]]:
    return [(str(one.kind), one.name, one.instead_of) for one in found]


@pytest.mark.parametrize(
    ("text", "presence"),
    [
        ("Per Eng deltog ikke i mødet.", [("absent", "Per Eng", None)]),
        (
            "Eva Sand og Bo Ager var forhindret i at deltage.",
            [("absent", "Eva Sand", None), ("absent", "Bo Ager", None)],
        ),
        ("Bo Lind (V) udeblev.", [("absent", "Bo Lind (V)", None)]),
        ("Kaj Sten forlod mødet kl. 17.00.", [("left", "Kaj Sten", None)]),
        ("Kaj Sten deltog indtil kl. 17.10.", [("left", "Kaj Sten", None)]),
        ("Ane Skov ankom kl. 16.20 under punkt 4.", [("arrived", "Ane Skov", None)]),
        ("Ane Skov mødte kl. 16.20", [("arrived", "Ane Skov", None)]),
        ("Ane Skov (F) deltog fra kl. 17.10.", [("arrived", "Ane Skov (F)", None)]),
        (
            "Ulla Dam (O) var inhabil og forlod mødet under punktets behandling.",
            [("disqualified", "Ulla Dam (O)", None)],
        ),
        ("Ulla Dam (O) deltog ikke i sagen på grund af inhabilitet.", [("disqualified", "Ulla Dam (O)", None)]),
        ("Jan Bro (F) deltog i mødet i stedet for Eva Sand (A).", [("substitute", "Jan Bro (F)", "Eva Sand (A)")]),
        ("Jan Bro deltog som stedfortræder for Eva Sand.", [("substitute", "Jan Bro", "Eva Sand")]),
        ("Jan Bro (C) stedfortræder for Eva Sand (C)", [("substitute", "Jan Bro (C)", "Eva Sand (C)")]),
        ("Jan Bro er indkaldt som suppleant for Eva Sand.", [("substitute", "Jan Bro", "Eva Sand")]),
        (
            "Eva Sand havde meldt afbud, og Jan Bro deltog i stedet.",
            [("absent", "Eva Sand", None), ("substitute", "Jan Bro", "Eva Sand")],
        ),
        (
            "Eva Sand var fraværende. I stedet mødte Jan Bro.",
            [("absent", "Eva Sand", None), ("substitute", "Jan Bro", "Eva Sand")],
        ),
        (
            "Eva Sand forlod mødet under punkt 8. Stedfortræder Jan Bro (Liste D) deltog i stedet i resten af mødet.",
            [("left", "Eva Sand", None), ("substitute", "Jan Bro (Liste D)", "Eva Sand")],
        ),
        ("Godkendt.", []),
        ("Eva Sand deltog via Teams.", []),
        ("Udvalget forlod sin tidligere holdning.", []),
    ],
)
def test_sentences(text: str, presence: list[tuple[str, str, str | None]]) -> None:
    assert told(read_presence(text)) == presence


@pytest.mark.parametrize(
    ("label", "text", "presence"),
    [
        ("Fraværende", "Eva Sand (F), Bo Ager.", [("absent", "Eva Sand (F)", None), ("absent", "Bo Ager", None)]),
        ("Afbud", "Ingen", []),
        ("Fraværende", "Eva Sand ved sag nr. 2", [("absent", "Eva Sand", None)]),
        ("Fraværende i mødet", "Eva Sand til kl. 18.40 i punkt 2", [("arrived", "Eva Sand", None)]),
        ("Fraværende i mødet", "Bo Ager fra kl. 21.33 i punkt 12", [("left", "Bo Ager", None)]),
        (
            "Afbud",
            "Eva Sand (A) - suppleant Jan Bro (A) deltog",
            [("absent", "Eva Sand (A)", None), ("substitute", "Jan Bro (A)", "Eva Sand (A)")],
        ),
        (
            "Fraværende",
            "Eva Sand (i stedet mødte Jan Bro)",
            [("absent", "Eva Sand", None), ("substitute", "Jan Bro", "Eva Sand")],
        ),
        ("Stedfortrædere", "Jan Bro for Eva Sand", [("substitute", "Jan Bro", "Eva Sand")]),
        ("Inhabilitet", "Bo Ager", [("disqualified", "Bo Ager", None)]),
        ("Til stede", "Bo Ager", []),
    ],
)
def test_lists(label: str, text: str, presence: list[tuple[str, str, str | None]]) -> None:
    assert told(read_presence(text, label)) == presence


def test_a_name_in_a_list_has_no_text_and_a_sentence_is_kept() -> None:
    assert [one.text for one in read_presence("Eva Sand, Bo Ager", "Afbud")] == ["", ""]
    assert read_presence("Eva Sand ankom kl. 17.")[0].text == "Eva Sand ankom kl. 17."


def test_presence_is_gathered_from_all_of_an_item() -> None:
    item = item_of(
        "Beslutning",
        "Godkendt.",
        "Ulla Dam (O) erklærede sig inhabil og deltog ikke i behandlingen.",
        "Fraværende:",
        "Jan Bro (F) deltog i mødet i stedet for Eva Sand (A).",
    )
    assert item.decisions[0].text == "Godkendt."
    assert told(item.presence) == [
        ("disqualified", "Ulla Dam (O)", None),
        ("substitute", "Jan Bro (F)", "Eva Sand (A)"),
    ]
    assert item.absent == ()


def test_absent_ones_of_a_named_meeting_are_no_decision() -> None:
    item = item_of(
        "Beslutning",
        "Havneudvalget, 4. maj 2026:",
        "Godkendt.",
        "Fraværende i Nordlund Havneudvalg, 4. maj 2026:",
        "Eva Sand",
    )
    assert [(part.body, part.text) for part in item.decisions] == [("Havneudvalget", "Godkendt.")]
    assert item.absent == ("Eva Sand",)
