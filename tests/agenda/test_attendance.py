"""Lines of attendance and the names in them."""

from __future__ import annotations

import pytest

from moedeklar.agenda.attendance import (
    absent_names,
    attendance_label,
    is_attendance,
    is_names,
    names_in,
    split_attendance,
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Afbud: Ingen", ()),
        ("Afbud: Ejnar Holt (V)", ("Ejnar Holt (V)",)),
        ("Ikke til stede: Karla Munk (F)", ("Karla Munk (F)",)),
        (
            "Fraværende: Ida Nørholm (F), Bo Ager og Kaj Sten (Løsgænger).",
            ("Ida Nørholm (F)", "Bo Ager", "Kaj Sten (Løsgænger)"),
        ),
        ("Fraværende: Ida Mark (V) - Bo Lind (V) mødte som stedfortræder.", ("Ida Mark (V)",)),
        ("Afbud fra Bo Lind.", ("Bo Lind",)),
        ("Karl Norup deltog ikke i mødet.", ("Karl Norup",)),
        ("Ida Nørholm (F) havde meldt forfald.", ("Ida Nørholm (F)",)),
        ("Knud Erik Thorup og Vibe Storm havde meldt afbud.", ("Knud Erik Thorup", "Vibe Storm")),
        ("Fraværende: Per Eng (i stedet mødte Jan Bro)", ("Per Eng",)),
        ("Mona Lykke deltog ikke under punkterne 12-15.", ()),
        ("Vibe Storm forlod lokalet under behandlingen af ansøgning 3.", ()),
    ],
)
def test_absent(text: str, names: tuple[str, ...]) -> None:
    assert attendance_label(text) is not None or is_attendance(text)
    assert absent_names(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Godkendt.",
        "Jane Kolby (O) kunne ikke anbefale.",
        "Udvalget tog sagen til orientering.",
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
    assert is_names("Grethe Vang (V). Som stedfortræder mødte Ib Lund (V).")
    assert not is_names("Godkendt.")
    assert not is_names("Udvalget drøftede sagen og tog den til efterretning")
    assert names_in("Ingen") == ()
