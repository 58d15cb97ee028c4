"""Agendas in layouts of many systems, set as they print them, each beside what must be understood of it.

Those that are PDF files were printed by a browser: their text is tagged, and it divides words in its own way.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pymupdf
import pytest

from moedeklar.agenda.inspection import inspection
from moedeklar.agenda.reader import read
from moedeklar.model.text import canonical
from moedeklar.pdf.child.lines import document_lines
from tests.agenda.press import pdf_of

PRINTED = sorted(path for path in (Path(__file__).parent / "printed").iterdir() if path.suffix in {".set", ".pdf"})


def shape_of(pdf: bytes) -> dict[str, Any]:
    with pymupdf.open("pdf", pdf) as opened:
        return inspection(read(document_lines(opened)))


def data_of(path: Path) -> bytes:
    return path.read_bytes() if path.suffix == ".pdf" else pdf_of(path.read_text(encoding="utf-8"))


def said(found: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    """What *found* says of what is *wanted*, in the shape of *wanted*; of sections how they begin and end."""
    told = {key: found[key] for key in wanted}
    for key in ("decisions", "attachments"):
        if key in wanted and len(found[key]) == len(wanted[key]):
            pairs = zip(found[key], wanted[key], strict=True)
            told[key] = [{name: canonical(one[name] or "") for name in want} for one, want in pairs]
    if wanted.get("recommendation"):
        told["recommendation"] = canonical(found["recommendation"] or "")
    if "sections" in wanted:
        texts = {part["heading"]: canonical(part["text"]) for part in found["sections"]}
        told["sections"] = [
            part if _is_as(part, texts.get(part["heading"], "")) else texts for part in wanted["sections"]
        ]
    return told


def _is_as(part: dict[str, str], text: str) -> bool:
    return text.startswith(part["starts"]) and text.endswith(part["ends"])


@pytest.mark.parametrize("path", PRINTED, ids=lambda path: path.stem)
def test_understood(path: Path) -> None:
    wanted = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    shape = shape_of(data_of(path))
    assert [item["title"] for item in shape["items"]] == [item["title"] for item in wanted["items"]]
    for item, want in zip(shape["items"], wanted["items"], strict=True):
        assert said(item, want) == want
    assert {key: shape[key] for key in wanted if key != "items"} == {
        key: wanted[key] for key in wanted if key != "items"
    }


def test_a_page_whose_letters_are_not_named_is_as_good_as_a_picture() -> None:
    data = data_of(Path(__file__).parent / "printed" / "bold-only.set")
    with pymupdf.open("pdf", pdf_of("%\nNordlund Kommune\n!nameless")) as pdf:
        assert document_lines(pdf).scanned_pages == (0,)
        assert document_lines(pdf).lines == ()
    with pymupdf.open("pdf", data) as pdf:
        assert document_lines(pdf).scanned_pages == ()


def test_a_long_paper_that_only_its_owner_may_change_is_read_as_a_whole() -> None:
    titles = [f"Renovering af gade nr. {number} i Nordlund" for number in range(1, 61)]
    lines = ["%size=11", "{b 16} Havneudvalget", "{b 14} Referat", "Mandag den 3. september 2029 kl. 9.00", "---"]
    lines += [f".. {at}. {title} | {at + 3}" for at, title in enumerate(titles, start=1)]
    for at, title in enumerate(titles, start=1):
        lines += ["---", f"{{b 14}} {at}. {title}", f"Sagsnr. 29/{10_000 + at}", "{b} Sagsfremstilling"]
        lines += ["Gaden er slidt. Fortovet er det også, og kloakken er fra 1958."] * 2
        lines += ["{b} Indstilling", f"Direktionen indstiller, at punkt {at} godkendes."]
        lines += ["{b} Beslutning i Havneudvalget den 3. september 2029", "Godkendt."]
    lines += ["^60:40 Havneudvalget den 3. september 2029", "^480:815 Side {n} af {c}"]
    with pymupdf.open("pdf", pdf_of("\n".join(lines))) as pdf:
        assert pdf.page_count > 60
        locked = pdf.tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, owner_pw="nordlund", user_pw="")
    shape = shape_of(locked)
    assert [item["title"] for item in shape["items"]] == titles
    assert [item["case_number"] for item in shape["items"]] == [f"29/{10_001 + at}" for at in range(60)]
    assert {item["decisions"][0]["text"] for item in shape["items"]} == {"Godkendt."}
