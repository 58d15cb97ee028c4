"""One meeting as PDF, web page, Word document and text is understood alike, whatever program wrote it."""

from __future__ import annotations

from typing import Any

import pytest

from moedeklar.agenda.inspection import inspection
from moedeklar.agenda.plaintext import lines_of_text
from moedeklar.agenda.reader import read
from moedeklar.pdf.client import PdfClient
from tests.support import one_meeting as one

FORMS = {
    "referat.pdf": one.as_pdf(one.MINUTES),
    "referat.html": one.as_html(one.MINUTES).encode(),
    "portal.html": one.as_spans(one.MINUTES).encode(),
    "sagssystem.htm": one.as_bold_lines(one.MINUTES).encode("cp1252"),
    "referat.docx": one.as_docx(one.MINUTES),
    "skrevet.docx": one.as_typed_docx(one.MINUTES),
}


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    """What is understood of the text, whose every field is held below."""
    return inspection(read(lines_of_text(one.as_text(one.MINUTES).encode())))


@pytest.mark.parametrize("name", FORMS)
def test_the_same_result_in_every_field(name: str, told: dict[str, Any], client: PdfClient) -> None:
    assert inspection(read(client.lines(FORMS[name], name))) == told


def test_the_result_that_all_agree_on(told: dict[str, Any]) -> None:
    front = {key: told[key] for key in ("kind", "committee", "term", "start", "place", "coverage", "warnings")}
    assert front == {
        "kind": "minutes",
        "committee": "Havne- og Kystudvalget",
        "term": "2026-2029",
        "start": "2026-05-04T16:30",
        "place": "Havnekontoret i Askeby, lokale 2",
        "coverage": 1.0,
        "warnings": [],
    }
    assert [(item["number"], item["closed"]) for item in told["items"]] == [
        ("1", False),
        ("2", False),
        ("3", True),
        ("4", False),
        ("5", False),
    ]
    assert [case["title"] for case in told["coming"]] == ["Taksterne for 2027", "Tilsyn med slæbestedet"]
    assert [(one["kind"], one["name"]) for one in told["items"][3]["presence"]] == [("left", "Bo Lund (V)")]
    berths = told["items"][1]
    assert berths["case_number"] == "08.02.00-P19-4-26"
    assert berths["recommendation"].count(" 3. taksten") == 1
    assert berths["decisions"][0]["text"].endswith("Indstillingen blev godkendt.")
    assert berths["votes"] == [{"for": ["A", "F", "V"], "against": ["O"], "abstained": ["C"]}]
    assert berths["absent"] == ["Ida Holm (C)"]
    assert [attachment["title"] for attachment in berths["attachments"]] == [
        "Skitse af den nye bro",
        "Budget for havnen 2027",
    ]
    facts = next(section["text"] for section in berths["sections"] if section["heading"] == "Sagsfremstilling")
    assert "2025\t212\t81" in facts
    assert "• en ny bro ved slæbestedet" in facts
