"""Invented agendas in many layouts, each beside what must be understood of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pymupdf
import pytest

from moedeklar.agenda.inspection import inspection
from moedeklar.agenda.plaintext import lines_of_text
from moedeklar.agenda.reader import read
from moedeklar.model.text import bare
from moedeklar.pdf.child.lines import document_lines
from tests.agenda.papers import as_pdf

LAYOUTS = sorted(path for path in (Path(__file__).parent / "layouts").iterdir() if path.suffix in {".txt", ".md"})


def told(shape: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    """What *shape* says of what is *wanted*; of sections their headings, of presence what "absent" does not say."""
    items = []
    for read_item, want in zip(shape["items"], wanted["items"], strict=True):
        presence = [one for one in read_item["presence"] if one["name"] not in read_item["absent"]]
        item = {**read_item, "presence": presence}
        found = {key: item[key] for key in item if key in want or item[key] not in (None, [], False)}
        if item["sections"] or "sections" in want:
            found["sections"] = [section["heading"] for section in item["sections"]]
        items.append({key: value for key, value in found.items() if key != "sub_items"})
    return {key: items if key == "items" else shape[key] for key in wanted}


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.stem)
def test_understood(path: Path) -> None:
    wanted = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    shape = inspection(read(lines_of_text(path.read_bytes())))
    assert told(shape, wanted) == wanted
    assert shape["coverage"] > 0.85


@pytest.mark.parametrize("path", [path for path in LAYOUTS if path.suffix == ".txt"], ids=lambda path: path.stem)
def test_the_same_text_as_pdf_tells_the_same(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    plain = read(lines_of_text(text.encode()))
    with as_pdf(text, header="Nordlund Kommune", footer="Side {page}") as pdf:
        assert isinstance(pdf, pymupdf.Document)
        printed = read(document_lines(pdf))
    assert [bare(item.title) for item in printed.items] == [bare(item.title) for item in plain.items]
    assert [bare(item.text) for item in printed.items] == [bare(item.text) for item in plain.items]
    assert (printed.kind, printed.committee, printed.start) == (plain.kind, plain.committee, plain.start)
