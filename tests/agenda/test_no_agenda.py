"""Papers that are no agendas have no items; an agenda in an unknown layout has one."""

from __future__ import annotations

import pytest

from moedeklar.agenda.reader import read
from moedeklar.model.lines import Line, OutlineEntry, StyledDocument
from tests.agenda.papers import meeting_of

PROSE = """Havnen ved aftentid

Solen gik ned bag molen, og mågerne samlede sig på bolværket. Bo sad på sin kasse og bødede garn.
"Der kommer regn," sagde han, og han fik ret. Ved midnat slog den mod ruderne i det gule hus.

Næste morgen var vandet stille igen.
"""
SENTENCE = "Mågerne samlede sig på bolværket, og Bo sad på sin kasse og bødede garn."
LETTER = """Kære Ane

Tak for dit brev af 4. maj 2026. Vi har set på molen, og den skal repareres.

1. Vi sender en tømrer i uge 20.
2. Han skifter de yderste planker.
3. Regningen sendes til foreningen.

Venlig hilsen
Kaj Sten
Nordlund Kommune
"""
INVOICE = """Faktura nr. 2026-1187
Dato: 12. juni 2026
Nordlund Tømmerhandel A/S
Havnegade 3, 9999 Nordlund

Vare\tAntal\tPris
Planker\t40\t3.200,00
Søm\t12\t240,00

I alt\t\t3.440,00
Betales senest den 26. juni 2026. Ved for sen betaling pålægges renter.
"""
README = """# Lanterne

A small tool that counts boats in a harbour.

## Install

1. Clone the repository.
2. Run `make setup`.

## Usage

- `lanterne count FILE` prints how many boats there are.
- `lanterne --help` tells the rest.

## Licence

MIT, see LICENSE.
"""
CSV = """navn;plads;længde
Havørn;12;7,5
Tejsten;14;6,2
Lomvien;15;8,0
"""
RECIPE = """Fiskesuppe

Du skal bruge:
- 400 g torsk
- 2 porrer
- 1 l fond

Sådan gør du
1. Skær porrerne i ringe.
2. Kog dem i fonden i ti minutter.
3. Læg fisken i, og server med brød.
"""
TEXT_OF_LAW = """Bekendtgørelse om fartøjers plads i havne

§ 1. Fartøjer skal ligge på den plads, der er anvist.
Stk. 2. Havnefogeden kan anvise en anden plads.
§ 2. Den, der overtræder § 1, straffes med bøde.
"""


@pytest.mark.parametrize(
    "text",
    [PROSE, LETTER, INVOICE, README, CSV, RECIPE, TEXT_OF_LAW, "", "\n\n", "12. august 2026", "Beslutning"],
    ids=["prose", "letter", "invoice", "readme", "csv", "recipe", "law", "empty", "blank", "a date", "a word"],
)
def test_no_agenda_has_no_items(text: str) -> None:
    meeting = meeting_of(text)
    assert [item.title for item in meeting.items] == []
    assert meeting.warnings == ()


def test_an_agenda_in_an_unknown_layout_is_one_item_with_its_text_and_a_warning() -> None:
    meeting = meeting_of(
        "Dagsorden for møde i Havneudvalget den 4. maj 2026 kl. 16.30\n\n"
        "Vi begynder med en tur til den yderste mole.\n\nDerefter taler vi om nye bådpladser.\n"
    )
    assert [item.text for item in meeting.items] == [
        "Vi begynder med en tur til den yderste mole. Derefter taler vi om nye bådpladser."
    ]
    assert meeting.warnings[0] == "no_items_found"


def test_a_report_with_an_outline_is_no_agenda() -> None:
    """Its headings are listed in the outline, and one of them is a word that heads sections of items, too."""
    titles = ("Hvem bor her", "Baggrund", "Hvad vi har lært", "Det vil vi anbefale")
    lines = [Line("Status for havnekvarteret", size=24.0, bold=True)]
    for page, title in enumerate(titles):
        lines += [Line(title, page=page, size=15.0, bold=True), *[Line(SENTENCE, page=page, size=10.0)] * 6]
    outline = tuple(OutlineEntry(2, title, page) for page, title in enumerate(titles))
    document = StyledDocument(tuple(lines), "application/pdf", ((595.0, 842.0),) * len(titles), outline)
    assert read(document).items == ()
