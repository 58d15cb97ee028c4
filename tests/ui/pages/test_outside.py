from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl

from moedeklar.ui.pages.outside import Outside, show_outside, suffix_of


@pytest.mark.parametrize(
    ("name", "media_type", "suffix"),
    [
        ("Referat.pdf", "application/pdf", ".pdf"),
        ("Tilsynsholdets oplæg for BFU 09.02.2027", "application/pdf", ".pdf"),
        ("Notat", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
        ("Budget.ods", None, ".ods"),
        ("opdatering.exe", None, ".pdf"),
        ("genvej.desktop", "application/x-desktop", ".pdf"),
        ("kør.bat", None, ".pdf"),
        ("side.html", "text/html", ".html"),
        ("Dagsorden fra nettet", "text/html", ".html"),
        ("notat.md", "text/markdown", ".txt"),
    ],
)
def test_nothing_is_handed_over_as_a_program(name: str, media_type: str | None, suffix: str) -> None:
    assert suffix_of(name, media_type) == suffix


def test_copies_are_this_users_alone_and_gone_at_the_end() -> None:
    outside = Outside()
    path = outside.put(b"hej", "../../Bilag 1: æøå/../" + "x" * 200 + ".pdf", ".pdf")
    assert path.read_bytes() == b"hej"
    assert "Bilag 1 æøå" in path.name
    assert not {"/", "\\", ":"} & set(path.name)
    assert len(path.name) < 100
    if sys.platform != "win32":
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    other = outside.put(b"to", "???", ".pdf")
    assert other.name == "bilag.pdf"
    assert other.parent == path.parent
    outside.close()
    assert not path.parent.exists()
    outside.close()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16-le"])
def test_a_web_page_runs_and_fetches_nothing(encoding: str) -> None:
    outside = Outside()
    page = "\ufeff" * (encoding == "utf-16-le") + "<html><script src='https://x.invalid/'></script>Æblegård"
    shown = outside.put(page.encode(encoding), "Dagsorden.html", ".html").read_bytes().decode(encoding)
    outside.close()
    policy, _, rest = shown.partition(">")
    assert policy.lstrip("\ufeff").startswith('<meta http-equiv="Content-Security-Policy" content="default-src')
    assert "script-src" not in policy
    assert rest == page.lstrip("\ufeff")


def test_the_system_is_asked_to_open_it(tmp_path: Path) -> None:
    asked: list[QUrl] = []
    assert show_outside(tmp_path / "a å.pdf", lambda url: bool(asked.append(url)) or True)
    assert asked[0].toLocalFile().endswith("a å.pdf")
