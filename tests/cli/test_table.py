"""Tables without borders, and wrapped paragraphs."""

from __future__ import annotations

import pytest

from moedeklar.cli import table as tables
from moedeklar.cli.table import columns, paragraph, table


def test_columns_line_up_by_what_is_seen() -> None:
    rows = [["åbent", "7", "sidste"], ["a\u0308", "11", ""], ["日本", "1", "x"]]
    assert table(rows, ("A", "N", "B"), right=(1,)).splitlines() == [
        "A       N  B",
        "åbent   7  sidste",
        "a\u0308      11",
        "日本    1  x",
    ]


def test_no_rows() -> None:
    assert table([]) == ""
    assert paragraph("") == ""


@pytest.mark.parametrize(("text", "wide"), [("abc", 3), ("é", 1), ("e\u0301", 1), ("日", 2)])
def test_columns(text: str, wide: int) -> None:
    assert columns(text) == wide


def test_paragraphs_keep_their_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "width", lambda: 20)
    assert paragraph("et to tre fire fem seks\n\nsyv", "  ", "– ").splitlines() == [
        "– et to tre fire fem",
        "  seks",
        "",
        "  syv",
    ]


def test_an_id_is_never_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "width", lambda: 20)
    made = "attachment-0123456789abcdef"
    assert paragraph(f"Tegning ({made})", "  ").splitlines() == ["  Tegning", f"  ({made})"]
