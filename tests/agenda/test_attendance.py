"""Lines of attendance and the names in them."""

from __future__ import annotations

import pytest

from moedeklar.agenda.attendance import (
    absent_names,
    attendance_label,
    is_attendance,
    is_names,
    split_attendance,
)
from moedeklar.agenda.names import names_in
from moedeklar.agenda.presence import read_presence


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Afbud: Ingen", ()),
        ("Afbud: Bo Lind (V)", ("Bo Lind (V)",)),
        ("Ikke til stede: Ane Skov (F)", ("Ane Skov (F)",)),
        (
            "Fraværende: Eva Sand (F), Bo Ager og Kaj Sten (Løsgænger).",
            ("Eva Sand (F)", "Bo Ager", "Kaj Sten (Løsgænger)"),
        ),
        ("Fraværende: Ida Mark (V) - Bo Lind (V) mødte som stedfortræder.", ("Ida Mark (V)",)),
        ("Afbud fra Bo Lind.", ("Bo Lind",)),
        ("Per Eng deltog ikke i mødet.", ("Per Eng",)),
        ("Eva Sand (F) havde meldt forfald.", ("Eva Sand (F)",)),
        ("Jens Peter Rask og Lis Kvist havde meldt afbud.", ("Jens Peter Rask", "Lis Kvist")),
        ("Fraværende: Per Eng (i stedet mødte Jan Bro)", ("Per Eng",)),
        ("Ida Mark deltog ikke under punkterne 7-9.", ()),
        ("Lis Kvist forlod salen, mens punkt 4 blev behandlet.", ()),
    ],
)
def test_absent(text: str, names: tuple[str, ...]) -> None:
    label, listed = attendance_label(text) or ("", text)
    assert label or is_attendance(text)
    assert absent_names(read_presence(listed, label)) == names


@pytest.mark.parametrize(
    "text",
    [
        "Godkendt.",
        "Ulla Dam (O) kunne ikke anbefale.",
        "Rådet tog sagen til orientering.",
        "Indstillingen blev tiltrådt.",
    ],
)
def test_decisions_are_no_attendance(text: str) -> None:
    assert attendance_label(text) is None
    assert not is_attendance(text)


def test_sentences_of_attendance_are_taken_off_a_decision() -> None:
    assert split_attendance("Tiltrådt. Eva Sand havde meldt forfald. I stedet mødte Jan Bro.") == (
        "Tiltrådt.",
        "Eva Sand havde meldt forfald. I stedet mødte Jan Bro.",
    )
    assert split_attendance("Eva Sand var fraværende. Punkt 3 udgår. Godkendt.") == (
        "Punkt 3 udgår. Godkendt.",
        "Eva Sand var fraværende.",
    )
    assert split_attendance("Godkendt.") == ("Godkendt.", "")


def test_names() -> None:
    assert is_names("Ole Tangaa (A)")
    assert is_names("Grete Bay (V). Som stedfortræder mødte Ib Lund (V).")
    assert is_names("Rolf Sand, Ø")
    assert names_in("Rolf Sand, Ø og Eva Mark, A") == ("Rolf Sand, Ø", "Eva Mark, A")
    assert not is_names("Godkendt.")
    assert not is_names("Udvalget drøftede sagen og tog den til efterretning")
    assert names_in("Ingen") == ()
