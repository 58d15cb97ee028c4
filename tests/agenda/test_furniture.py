"""The cheap tests before the rules for what stands around the text: they must pass on all that a rule may match."""

from __future__ import annotations

import pytest

from moedeklar.agenda.furniture import is_decorated, to_look_at, without_decoration
from moedeklar.agenda.vocabulary import NOISE_LINES
from moedeklar.agenda.words import label_key


def _is_asked(line: str) -> bool:
    return is_decorated([line]) or to_look_at([line]) == [0]


@pytest.mark.parametrize("line", sorted(NOISE_LINES))
def test_buttons_are_asked_for(line: str) -> None:
    button = line.capitalize()
    assert _is_asked(button)
    assert _is_asked(button.upper())


@pytest.mark.parametrize("line", sorted(NOISE_LINES))
def test_buttons_are_written_as_they_are_compared(line: str) -> None:
    assert label_key(line) == line


@pytest.mark.parametrize(
    "line",
    [
        "Sidst opdateret 3. maj 2026",
        "Senest ændret af havnekontoret",
        "Opdateret den 3. maj 2026",
        "Publiceret den 3. maj 2026",
        "Udskrevet 3. maj 2026",
        "Download »Dagsorden«",
        "Del siden på nettet",
        "Cookies på nordlund.example",
        "Acceptér alle",
        "© Nordlund Kommune",
        "Copyright Nordlund Kommune",
        "Hent samlet dagsorden",
        "Læs højt",
        "Se hele punktet her",
        "Gem som pdf",
        "Vis hele dagsordenen",
        "Åbn alle punkter på dagsordenen",
        "Forside / Politik / Møder",
        "Du er her: Politik » Møder",
        "Fold dette punkt ind Ny mole",
        "Bilag Fold ud",
        "Indstilling (klik for at folde ud)",
        "Ny mole Til toppen",
    ],
)
def test_lines_of_web_pages_are_asked_for(line: str) -> None:
    assert without_decoration(line) != line
    assert _is_asked(line)


def test_running_text_is_not_asked() -> None:
    assert not _is_asked("Kommunen har modtaget et tilbud om en ny mole ved havnen i Nordlund.")
