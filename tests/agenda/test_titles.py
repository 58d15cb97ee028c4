"""Headings of items taken apart, and the numbers around them."""

from __future__ import annotations

import pytest

from moedeklar.agenda.numbers import Particulars, find_particulars, split_document_number, without_links
from moedeklar.agenda.titles import has_leader, read_title, without_leader
from moedeklar.model.agenda import ItemType

B, O, D = ItemType.DECISION, ItemType.BRIEFING, ItemType.DISCUSSION  # noqa: E741


@pytest.mark.parametrize(
    ("printed", "title", "kind", "closed"),
    [
        ("Ny mole (Beslutning)", "Ny mole", B, False),
        ("Ny mole (B)", "Ny mole", B, False),
        ("Status (orienteringssag)", "Status", O, False),
        ("Dialog med elevrådene (D)", "Dialog med elevrådene", D, False),
        ("O - Nyt fra havnen", "Nyt fra havnen", O, False),
        ("Orientering: Nyt fra havnen", "Nyt fra havnen", O, False),
        ("Takster - beslutning", "Takster", B, False),
        ("Beslutning om takster", "Beslutning om takster", None, False),
        ("Pulje til byhaver ( )", "Pulje til byhaver", None, False),
        ("Anlæg af legeplads (bevilling)", "Anlæg af legeplads (bevilling)", None, False),
        ("Lukket: Køb af grund", "Køb af grund", None, True),
        ("Lukket: Meddelelser - Lukket møde", "Meddelelser - Lukket møde", None, True),
        ("Køb af grund (Lukket) (O)", "Køb af grund", O, True),
        ("Grundsalg (FOR LUKKEDE DØRE)", "Grundsalg", None, True),
        ("LUKKET PUNKT - Forlig", "Forlig", None, True),
        ("Ansættelse af leder - Lukket punkt", "Ansættelse af leder - Lukket punkt", None, True),
        ("Lukket sag", "Lukket sag", None, True),
        ("Closed: Lejemål", "Lejemål", None, True),
        ("Lukketider på havnen", "Lukketider på havnen", None, False),
        ("Ny mole....... 12", "Ny mole", None, False),
        ("Regnskab 2024", "Regnskab 2024", None, False),
    ],
)
def test_title(printed: str, title: str, kind: ItemType | None, closed: bool) -> None:
    found = read_title(printed)
    assert (found.text, found.type, found.closed) == (title, kind, closed)


def test_a_case_number_in_brackets() -> None:
    assert read_title("Salg af grund (2020-0044211)").case == "2020-0044211"
    assert read_title("Salg af grund (2020)").case is None


def test_leaders() -> None:
    assert has_leader("Ny mole ..... 3")
    assert has_leader("Ny mole…")
    assert not has_leader("Ny mole m.v.")
    assert without_leader("Ny mole . . . . . 14") == "Ny mole"


@pytest.mark.parametrize(
    ("text", "case", "document"),
    [
        ("00.22.04-A21-7-17", "00.22.04-A21-7-17", None),
        ("00.01.00P35-0104", "00.01.00P35-0104", None),
        ("EMN-2025-003383", "EMN-2025-003383", None),
        ("Sagsnr. 163-2017-19777/Dok.nr. 163-2018-65361", "163-2017-19777", "163-2018-65361"),
        ("Sagsnr.: 330-2016-5389 Dok.nr.: 330-2016-78714 Åbent", "330-2016-5389", "330-2016-78714"),
        ("Sagsnr.: 326-2010-57347   J.nr.: 00.01.00   Dokumentnr.: 326-2011-15264", "326-2010-57347", "326-2011-15264"),
        ("Sagsid.: 21/118, Sagsinitialer: kmo", "21/118", None),
        ("Sagsnr.: 18.15.00-Ø40-1-18 Sagsbehandler: Lone Hviid", "18.15.00-Ø40-1-18", None),
        ("Sag 306-2009-600", "306-2009-600", None),
        ("Dok. 306-2019-263412", None, "306-2019-263412"),
        ("Sagsnr. 20-332957F", "20-332957F", None),
        ("Sagsnr. 299835", "299835", None),
        ("J.nr.: . Sagsid.: Initialer: Åben sag", None, None),
    ],
)
def test_particulars(text: str, case: str | None, document: str | None) -> None:
    found = find_particulars(text)
    assert found is not None
    assert (found.case, found.document) == (case, document)


def test_a_journal_number_stands_for_a_case_number_that_is_missing() -> None:
    assert find_particulars("J.nr. ØU 5/2006") == Particulars(journal="ØU 5/2006")


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
    assert find_particulars("Åbent - 01.00.00-G01-93-16") == Particulars("01.00.00-G01-93-16", closed=False)


def test_document_numbers_of_attachments() -> None:
    assert split_document_number("163-2018-84425 Oplæg") == ("163-2018-84425", "Oplæg")
    assert split_document_number("[163-2018-67897](#)") == ("163-2018-67897", "")
    assert split_document_number("Oplæg 2018") == (None, "Oplæg 2018")
    assert without_links("[163-2018-84425](#) Oplæg") == "163-2018-84425 Oplæg"
