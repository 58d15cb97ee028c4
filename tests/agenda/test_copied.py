"""Pages of agendas as they come out of a browser or a PDF viewer, with all that stands around them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from moedeklar.agenda.inspection import inspection
from moedeklar.agenda.plaintext import lines_of_text
from moedeklar.agenda.reader import read
from moedeklar.model.text import canonical

COPIED = sorted((Path(__file__).parent / "copied").glob("*.txt"))


def said(item: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    """What *item* says of what is *wanted*, in the shape of *wanted*; of sections how they begin and end."""
    found = {key: item[key] for key in wanted}
    for key in ("decisions", "attachments"):
        if key in wanted:
            found[key] = [{name: part[name] for name in ("text", "title") if name in part} for part in item[key]]
    if wanted.get("recommendation"):
        found["recommendation"] = canonical(item["recommendation"] or "")
    if "sections" in wanted:
        texts = {part["heading"]: canonical(part["text"]) for part in item["sections"]}
        found["sections"] = [
            part
            | {"starts": part["starts"] if texts.get(part["heading"], "").startswith(part["starts"]) else texts}
            | {
                "ends": part["ends"]
                if texts.get(part["heading"], "").rstrip(" .").endswith(part["ends"].rstrip("."))
                else texts
            }
            for part in wanted["sections"]
        ]
    return found


@pytest.mark.parametrize("path", COPIED, ids=lambda path: path.stem)
def test_understood(path: Path) -> None:
    wanted = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    shape = inspection(read(lines_of_text(path.read_bytes())))
    assert [item["title"] for item in shape["items"]] == [item["title"] for item in wanted["items"]]
    for item, want in zip(shape["items"], wanted["items"], strict=True):
        assert said(item, want) == want
    assert {key: shape[key] for key in wanted if key != "items"} == {
        key: wanted[key] for key in wanted if key != "items"
    }
