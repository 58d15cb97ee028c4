"""Which files are read as text, and a stored meeting in the shape of `inspect`."""

from __future__ import annotations

from pathlib import Path

import pytest

from moedeklar.agenda.inspection import inspection
from moedeklar.member.inspecting import inspect_file, inspect_stored, is_text, styled_lines
from moedeklar.model.errors import DocumentError, ParseError
from tests.fakes import exports
from tests.fakes.workspace import FakeWorkspace


@pytest.mark.parametrize(
    ("name", "data", "text"),
    [
        ("a.txt", b"hej", True),
        ("A.MD", b"", True),
        ("a.markdown", b"# hej", True),
        ("a.txt", b"\n%PDF-1.4", False),
        ("a.pdf", b"hej", False),
        ("a", b"hej", False),
    ],
)
def test_what_is_text(name: str, data: bytes, text: bool) -> None:
    assert is_text(name, data) is text


def test_markdown_headings_have_a_level(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# Dagsorden\n\n## 1. Budget\n", encoding="utf-8")
    assert [line.level for line in styled_lines(path).lines if line.text.strip()] == [1, 2]


def test_what_a_case_system_exports_is_inspected_too(tmp_path: Path) -> None:
    exports.put(tmp_path / "Publication1.XML", exports.AGENDA.publication())
    found = inspect_file(tmp_path / "Publication1.XML")
    assert found.shape["kind"] == "agenda"
    assert [item["title"] for item in found.shape["items"]] == ["Meddelelser", "Uddybning af havnen"]
    assert found.shape["items"][1]["attachments"][0] == {"title": "Søkort", "document_number": None}
    exports.put(tmp_path / "andet.xml", b"<feed/>")
    with pytest.raises(ParseError) as told:
        inspect_file(tmp_path / "andet.xml")
    assert told.value.code == "export_unknown"


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(DocumentError) as told:
        inspect_file(tmp_path / "a.txt")
    assert told.value.code == "file_unreadable"


def test_a_stored_meeting_has_the_shape_of_inspect_and_ids() -> None:
    meetings = FakeWorkspace().meetings
    view = meetings.view("bi")
    plain = inspection(view.content)
    shape = inspect_stored(meetings, "bi").shape
    assert (shape["id"], shape["version"]) == ("bi", view.version.id)
    assert [item["id"] for item in shape["items"]] == list(view.item_ids)
    assert set(shape) - set(plain) == {"id", "version"}
    for item, bare in zip(shape["items"], plain["items"], strict=True):
        assert set(item) - set(bare) == {"id"}
        assert {key: item[key] for key in bare if key != "attachments"} == {
            k: bare[k] for k in bare if k != "attachments"
        }
        assert all(set(one) == {"id", "title", "document_number", "state"} for one in item["attachments"])
    assert any(item["attachments"] for item in shape["items"])


def test_an_earlier_version() -> None:
    meetings = FakeWorkspace().meetings
    first = meetings.view("bi").row.versions[0].id
    assert inspect_stored(meetings, "bi", first).shape["version"] == first
