"""Cases that are announced for later meetings."""

from __future__ import annotations

import pytest

from moedeklar.agenda.coming import coming_of
from tests.agenda.papers import item_of

Found = list[tuple[str, str | None, str | None]]


@pytest.mark.parametrize(
    ("title", "lines", "coming"),
    [
        (
            "Kommende sager",
            [
                "Sagsfremstilling",
                "December 2026:",
                "- Regnskab",
                "- Ungeindsats, status",
                "Januar 2027:",
                "- Dialogmøde",
            ],
            [
                ("Regnskab", "December 2026", None),
                ("Ungeindsats, status", "December 2026", None),
                ("Dialogmøde", "Januar 2027", None),
            ],
        ),
        (
            "Punkter til kommende møder",
            ["Cykelplan – marts 2027", "Affald (maj)", "Budget 2028, juni 2027", "Besøg: mødet den 12. maj 2027"],
            [
                ("Cykelplan", "marts 2027", None),
                ("Affald", "maj", None),
                ("Budget 2028", "juni 2027", None),
                ("Besøg", "mødet den 12. maj 2027", "2027-05-12"),
            ],
        ),
        (
            "Sager på vej",
            ["12. maj 2027", "Cykelplan", "Affald", "16. juni 2027", "Budget"],
            [
                ("Cykelplan", "12. maj 2027", "2027-05-12"),
                ("Affald", "12. maj 2027", "2027-05-12"),
                ("Budget", "16. juni 2027", "2027-06-16"),
            ],
        ),
        (
            "Kommende sager",
            ["- Maj 2027: Cykelplan", "- Byrådet i juni: Budget", "- Molen"],
            [("Cykelplan", "Maj 2027", None), ("Budget", "Byrådet i juni", None), ("Molen", None, None)],
        ),
        (
            "Kommende møder",
            ["| Møde | Sag |", "|---|---|", "| 12. maj 2027 | Cykelplan |", "| | Affald |"],
            [("Cykelplan", "12. maj 2027", "2027-05-12"), ("Affald", "12. maj 2027", "2027-05-12")],
        ),
        (
            "Meddelelser",
            [
                "Sagsfremstilling",
                "1. Svar til naboerne",
                "2. Kommende sager i udvalget: Cykelplan (april), Affald (maj).",
            ],
            [("Cykelplan", "april", None), ("Affald", "maj", None)],
        ),
        (
            "Orientering",
            ["Sagsfremstilling", "Formanden orienterer.", "", "Kommende sager:", "- Molen", "- Kajen"],
            [("Molen", None, None), ("Kajen", None, None)],
        ),
        ("Kommende sager", ["Der er ingen kommende sager."], []),
        ("Nye bådpladser", ["Sagsfremstilling", "- Molen – maj 2027"], []),
    ],
)
def test_coming(title: str, lines: list[str], coming: Found) -> None:
    found = coming_of(item_of(*lines, title=title))
    assert [(one.title, one.meeting, one.date) for one in found] == coming
