"""Headings of items taken apart, and the numbers around them."""

from __future__ import annotations

import pytest

from moedeklar.agenda.numbers import Particulars, find_particulars, split_document_number, without_links
from moedeklar.agenda.titles import has_leader, read_title, without_leader
from moedeklar.model.agenda import ItemType
from tests.agenda.papers import meeting_of, text_of

B, O, D = ItemType.DECISION, ItemType.BRIEFING, ItemType.DISCUSSION  # noqa: E741


@pytest.mark.parametrize(
    ("printed", "title", "kind", "closed"),
    [
        ("Ny mole (Beslutning)", "Ny mole", B, False),
        ("Ny mole (B)", "Ny mole", B, False),
        ("Status (orienteringssag)", "Status", O, False),
        ("Samtale med sejlklubben (D)", "Samtale med sejlklubben", D, False),
        ("B: Ny mole", "Ny mole", B, False),
        ("O - Nyt fra havnen", "Nyt fra havnen", O, False),
        ("Orientering: Nyt fra havnen", "Nyt fra havnen", O, False),
        ("Takster - beslutning", "Takster", B, False),
        ("Beslutning om takster", "Beslutning om takster", None, False),
        ("Pulje til bænke ( )", "Pulje til bænke", None, False),
        ("Anlæg af legeplads (bevilling)", "Anlæg af legeplads (bevilling)", None, False),
        ("Lukket: Køb af grund", "Køb af grund", None, True),
        ("Lukket: Meddelelser - Lukket møde", "Meddelelser - Lukket møde", None, True),
        ("Køb af grund (Lukket) (O)", "Køb af grund", O, True),
        ("Grundsalg (FOR LUKKEDE DØRE)", "Grundsalg (FOR LUKKEDE DØRE)", None, True),
        ("LUKKET PUNKT - Retssag", "Retssag", None, True),
        ("Valg af havnefoged - Lukket punkt", "Valg af havnefoged - Lukket punkt", None, True),
        ("Punkt for lukkede døre", "Punkt for lukkede døre", None, True),
        ("(Lukket sag). Køb af grund", "Køb af grund", None, True),
        ("(Åben) Nye bådpladser", "Nye bådpladser", None, False),
        ("Åben sag - Nye bådpladser", "Nye bådpladser", None, False),
        ("(Å) Nye bådpladser", "Nye bådpladser", None, False),
        ("(L) Køb af grund", "Køb af grund", None, True),
        ("(Fortrolig) Køb af grund", "(Fortrolig) Køb af grund", None, True),
        ("Køb af grund (L)", "Køb af grund (L)", None, True),
        ("(offentlig) Nye bådpladser", "Nye bådpladser", None, False),
        ("Åbent hus på havnen", "Åbent hus på havnen", None, False),
        ("Åben dagsorden - godkendelse", "Åben dagsorden - godkendelse", None, False),
        ("Lukket sag", "Lukket sag", None, True),
        ("Closed: Husleje", "Husleje", None, True),
        ("Fortroligt punkt: Lejekontrakt", "Lejekontrakt", None, True),
        ("Ikke offentligt punkt - Lejekontrakt", "Lejekontrakt", None, True),
        ("Fortrolighed i sundhedsplejen", "Fortrolighed i sundhedsplejen", None, False),
        ("Lukketider på havnen", "Lukketider på havnen", None, False),
        ("Ny mole....... 12", "Ny mole", None, False),
        ("Regnskab 2024", "Regnskab 2024", None, False),
        ("Ny mole                 Åbent", "Ny mole", None, False),
        ("Takster (O)             Lukket", "Takster", O, True),
        ("Havnens nye punkt", "Havnens nye punkt", None, False),
    ],
)
def test_title(printed: str, title: str, kind: ItemType | None, closed: bool) -> None:
    found = read_title(printed)
    assert (found.text, found.type, found.closed) == (title, kind, closed)


def test_a_case_number_in_brackets() -> None:
    assert read_title("Salg af grund (2020-0013377)").case == "2020-0013377"
    assert read_title("Salg af grund (2020)").case is None


def test_leaders() -> None:
    assert has_leader("Ny mole ..... 3")
    assert has_leader("Ny mole…")
    assert not has_leader("Ny mole m.v.")
    assert without_leader("Ny mole . . . . . 14") == "Ny mole"


@pytest.mark.parametrize(
    ("text", "case", "document"),
    [
        ("00.21.03-A20-5-26", "00.21.03-A20-5-26", None),
        ("00.02.00P36-0207", "00.02.00P36-0207", None),
        ("2026-000104-7", "2026-000104-7", None),
        ("EMN-2025-001277", "EMN-2025-001277", None),
        ("Sagsnr. 330-2025-10088/Dok.nr. 330-2026-30077", "330-2025-10088", "330-2026-30077"),
        ("Sagsnr.: 330-2026-4410 Dok.nr.: 330-2026-61020 Åbent", "330-2026-4410", "330-2026-61020"),
        ("Sagsnr.: 327-2010-41200   J.nr.: 00.01.00   Dokumentnr.: 327-2011-30055", "327-2010-41200", "327-2011-30055"),
        ("Sagsid.: 21/204, Sagsinitialer: abc", "21/204", None),
        ("Sagsnr.: 18.16.00-Ø41-2-18 Sagsbehandler: Ida Mark", "18.16.00-Ø41-2-18", None),
        ("Sag 307-2009-700", "307-2009-700", None),
        ("Dok. 307-2019-150022", None, "307-2019-150022"),
        ("Sagsnr. 20-118244K", "20-118244K", None),
        ("Sagsnr. 288110", "288110", None),
        ("Sags-id SAG-2029-01877", "SAG-2029-01877", None),
        ("Sag: EMN-2029-00317", "EMN-2029-00317", None),
        ("Acadre: 29/3318", "29/3318", None),
        ("ESDH-sag: 29/3318", "29/3318", None),
        ("30-2217 / Pleje og Omsorg", "30-2217", None),
        ("J.nr.: . Sagsid.: Initialer: Åben sag", None, None),
    ],
)
def test_particulars(text: str, case: str | None, document: str | None) -> None:
    found = find_particulars(text)
    assert found is not None
    assert (found.case, found.document) == (case, document)


def test_a_journal_number_stands_for_a_case_number_that_is_missing() -> None:
    assert find_particulars("J.nr. HU 7/2006") == Particulars(journal="HU 7/2006")


@pytest.mark.parametrize(
    "text",
    [
        "Sagen blev drøftet.",
        "Sag 3 udgår.",
        "12 nye både",
        "Lukket havn om vinteren",
        "2019",
        "",
        "Sagsbehandleren fortalte",
    ],
)
def test_no_particulars(text: str) -> None:
    assert find_particulars(text) is None


def test_open_or_closed() -> None:
    assert find_particulars("Åbent punkt") == Particulars(closed=False)
    assert find_particulars("Lukket sag") == Particulars(closed=True)
    assert find_particulars("Åbent - 01.02.00-G02-44-16") == Particulars("01.02.00-G02-44-16", closed=False)


def test_document_numbers_of_attachments() -> None:
    assert split_document_number("330-2026-44210 Oplæg") == ("330-2026-44210", "Oplæg")
    assert split_document_number("[330-2026-44211](#)") == ("330-2026-44211", "")
    assert split_document_number("Oplæg 2018") == (None, "Oplæg 2018")
    assert without_links("[330-2026-44210](#) Oplæg") == "330-2026-44210 Oplæg"


def test_an_item_with_the_title_of_a_later_one_is_no_table_of_contents() -> None:
    lines = ["Nordlund Kommune", "", "Dagsorden", "Kultur- og Fritidsudvalget", "", "Dato: tirsdag den 12. januar 2027"]
    lines += ["Tidspunkt: kl. 16.00", "Sted: Mødelokale 1", ""]
    for number, words in ((1, "Første del om skoler."), (2, "Anden del om veje.")):
        lines += [f"{number}. Orientering fra forvaltningen", "", f"Sagsnr.: 00.01.00-A00-{number}-26", ""]
        lines += ["Sagsfremstilling", "", words, ""]
    meeting = meeting_of(text_of(*lines))
    assert (meeting.committee, meeting.place) == ("Kultur- og Fritidsudvalget", "Mødelokale 1")
    assert [(item.number, item.title) for item in meeting.items] == [
        ("1", "Orientering fra forvaltningen"),
        ("2", "Orientering fra forvaltningen"),
    ]
