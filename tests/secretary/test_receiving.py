"""Requests that come in from outside, well formed and not."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from moedeklar.model.errors import DocumentError
from moedeklar.model.requests import Requester
from moedeklar.secretary.receiving import Gap, receive

GOOD: dict[str, Any] = {
    "committee": "Udvalget for Læring og Fritid",
    "meeting": "m-1",
    "title": "Svømmehallens åbningstider",
    "requesters": [{"name": "Sigrid Balle", "party": "B", "role": "formand"}],
    "text": "Vi ønsker en drøftelse.",
}


def written(folder: Path, document: Any, name: str = "REQUEST.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return path


def test_a_whole_request(tmp_path: Path) -> None:
    received = receive(written(tmp_path, GOOD))
    assert received.draft.requesters == (Requester("Sigrid Balle", "B", "formand"),)
    assert received.draft.title == "Svømmehallens åbningstider"
    assert received.gaps == ()


def test_the_same_request_twice_has_one_digest(tmp_path: Path) -> None:
    path = tmp_path / "again.json"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(dict(reversed(GOOD.items())), indent=4).encode())
    assert receive(path).digest == receive(written(tmp_path, GOOD)).digest
    assert receive(written(tmp_path, {**GOOD, "title": "Andet"})).digest != receive(path).digest


def test_what_is_left_open_is_listed(tmp_path: Path) -> None:
    document = {**GOOD, "meeting": None, "text": " ", "treatment": "Beslutning", "attachments": ["plan.pdf"]}
    assert receive(written(tmp_path, document)).gaps == (
        Gap.NO_TEXT,
        Gap.NO_MEETING,
        Gap.NO_RECOMMENDATION,
        Gap.FILE_MISSING,
    )


def test_attachments_beside_the_request(tmp_path: Path) -> None:
    (tmp_path / "bilag").mkdir()
    (tmp_path / "bilag" / "Plan æ.pdf").write_bytes(b"x")
    received = receive(written(tmp_path, {**GOOD, "attachments": ["bilag\\Plan æ.pdf"]}))
    assert received.files == (tmp_path / "bilag" / "Plan æ.pdf",)
    assert received.gaps == ()


@pytest.mark.parametrize(
    "name", ["../secret.txt", "/etc/passwd", "C:\\secret.txt", "a\\..\\..\\secret.txt", "\\\\host\\x"]
)
def test_files_elsewhere_on_the_computer_are_not_looked_at(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("x")
    received = receive(written(folder, {**GOOD, "attachments": [name]}))
    assert received.files == ()
    assert received.gaps == (Gap.FILE_OUTSIDE,)


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_nor_through_a_link(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("x")
    (folder / "plan.pdf").symlink_to(tmp_path / "secret.txt")
    assert receive(written(folder, {**GOOD, "attachments": ["plan.pdf"]})).gaps == (Gap.FILE_OUTSIDE,)


@pytest.mark.parametrize(
    ("change", "code", "where"),
    [
        ({"title": None}, "request_type", "title"),
        ({"title": ""}, "request_empty", "title"),
        ({"title": "  "}, "request_form", "title"),
        ({"treatment": "Samtale"}, "request_choice", "treatment"),
        ({"requesters": []}, "request_empty", "requesters"),
        ({"requesters": [{"party": "B"}]}, "request_missing", "requesters[0].name"),
        ({"requester": "B"}, "request_unknown", "requester"),
        ({"committee": "x" * 201}, "request_long", "committee"),
    ],
)
def test_a_request_that_is_not_well_formed(tmp_path: Path, change: dict[str, Any], code: str, where: str) -> None:
    with pytest.raises(DocumentError) as told:
        receive(written(tmp_path, {**GOOD, **change}))
    assert (told.value.code, told.value.params["where"]) == (code, where)


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "request_not_json"), (b"\xff\xfe{", "request_not_json"), (b"[" * 200_000, "request_not_json"),
     (b" " * 1_000_001, "request_large")],
)  # fmt: skip
def test_what_is_no_request_at_all(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "REQUEST.json"
    path.write_bytes(data)
    with pytest.raises(DocumentError) as told:
        receive(path)
    assert told.value.code == code


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(DocumentError) as told:
        receive(tmp_path / "REQUEST.json")
    assert told.value.code == "file_unreadable"
