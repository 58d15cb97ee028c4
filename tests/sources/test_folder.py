from __future__ import annotations

import os
import sys
import unicodedata
from pathlib import Path

import pytest

from moedeklar.model.errors import Cancelled, DocumentError, SourceError
from moedeklar.sources.base import Use
from moedeklar.sources.folder import FolderSource


def put(path: Path, content: bytes = b"x", age: float = 60.0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    now = path.stat().st_mtime
    os.utime(path, (now - age, now - age))
    return path


def refs(source: FolderSource) -> list[str]:
    return [document.ref for document in source.discover(lambda: False).documents]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "papirer"
    folder.mkdir()
    return folder


@pytest.fixture
def source(root: Path) -> FolderSource:
    return FolderSource("src-1", root)


def test_papers_and_attachments_are_found_at_every_depth(root: Path, source: FolderSource) -> None:
    put(root / "dagsorden.pdf")
    put(root / "2027" / "referat.txt")
    put(root / "2027" / "Bilag" / "Budget.xlsx")
    put(root / "2027" / "Bilag" / "Kort.PDF")
    put(root / "2027" / "facit.expected.json")
    put(root / "score.py")
    put(root / "web" / "dagsorden.HTML")
    put(root / "web" / "side.htm")
    put(root / "web" / "referat.docx")
    put(root / "web" / "gammel.doc")
    found = {d.ref: d for d in source.discover(lambda: False).documents}
    web = ["web/dagsorden.HTML", "web/gammel.doc", "web/referat.docx", "web/side.htm"]
    assert sorted(found) == [
        "2027/Bilag/Budget.xlsx",
        "2027/Bilag/Kort.PDF",
        "2027/referat.txt",
        "dagsorden.pdf",
        *web,
    ]
    assert [found[ref].use for ref in web] == [Use.PAPER, Use.ATTACHMENT, Use.PAPER, Use.PAPER]
    assert found["2027/Bilag/Kort.PDF"].use is Use.PAPER
    assert found["2027/Bilag/Kort.PDF"].among_attachments
    assert found["2027/Bilag/Kort.PDF"].group == found["2027/referat.txt"].group == "2027"
    assert found["2027/Bilag/Budget.xlsx"].use is Use.ATTACHMENT
    assert found["dagsorden.pdf"].group == ""


def test_hidden_and_unfinished_files_are_passed_over(root: Path, source: FolderSource) -> None:
    for name in (".skjult.pdf", "~$dagsorden.pdf", "referat.pdf.part", "referat.pdf.crdownload", "x.pdf~", "._x.pdf"):
        put(root / name)
    put(root / ".git" / "dagsorden.pdf")
    put(root / "Thumbs.db")
    assert refs(source) == []


def test_names_with_danish_letters_spaces_and_two_hundred_characters(root: Path, source: FolderSource) -> None:
    long = "Dagsorden for mødet i udvalget " * 6 + "æøå.txt"
    decomposed = unicodedata.normalize("NFD", "referat på lørdag.txt")
    for name in (long, decomposed):
        put(root / name, name.encode())
    found = refs(source)
    assert found == sorted([long, unicodedata.normalize("NFC", decomposed)])
    for ref in found:
        with source.open(ref) as file:
            assert unicodedata.normalize("NFC", file.read().decode()) == ref


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps both spellings apart, and bytes that are no text")
def test_names_that_differ_in_spelling_alone_and_names_that_are_no_utf8(root: Path, source: FolderSource) -> None:
    put(root / unicodedata.normalize("NFC", "mø.txt"), b"nfc")
    put(root / unicodedata.normalize("NFD", "mø.txt".replace("ø", "å")), b"nfd")
    put(root / unicodedata.normalize("NFC", "må.txt"), b"nfc")
    Path(os.fsdecode(os.fsencode(root) + b"/g\xe5.txt")).write_bytes(b"latin")
    found = refs(source)
    assert found == ["gå.txt", "må.txt", "må.txt~", "mø.txt"]
    held = set()
    for ref in ("må.txt", "må.txt~"):
        with source.open(ref) as file:
            held.add(file.read())
    assert held == {b"nfc", b"nfd"}


def test_a_link_to_a_folder_is_told_and_not_followed(root: Path, source: FolderSource) -> None:
    put(root / "a" / "dagsorden.txt")
    (root / "a" / "op").symlink_to(root, target_is_directory=True)
    (root / "løkke").symlink_to(root / "løkke")
    listing = source.discover(lambda: False)
    assert [d.ref for d in listing.documents] == ["a/dagsorden.txt"]
    assert sorted((p.what, p.code) for p in listing.skipped) == [
        ("a/op", "link_not_followed"),
        ("løkke", "link_not_followed"),
    ]


def test_a_folder_that_is_not_there_is_an_error_of_the_source(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as error:
        FolderSource("s", tmp_path / "væk").discover(lambda: False)
    assert error.value.code == "folder_missing"
    put(tmp_path / "fil")
    with pytest.raises(SourceError) as error:
        FolderSource("s", tmp_path / "fil").discover(lambda: False)
    assert error.value.code == "folder_missing"


def test_a_file_that_vanished_and_one_that_changes(root: Path, source: FolderSource) -> None:
    gone, grows, still = put(root / "a.txt"), put(root / "b.txt", age=0), put(root / "c.txt", age=0)
    listed = {d.ref: d for d in source.discover(lambda: False).documents}
    gone.unlink()
    grows.write_bytes(b"xx")
    assert still.exists()
    with pytest.raises(DocumentError) as error:
        source.open("a.txt")
    assert error.value.code == "vanished"
    assert not source.is_steady(listed["b.txt"])
    assert source.is_steady(listed["c.txt"])


def test_cancelling_ends_the_listing(root: Path, source: FolderSource) -> None:
    put(root / "a.txt")
    with pytest.raises(Cancelled):
        source.discover(lambda: True)


def test_a_folder_inside_that_is_left_out(root: Path) -> None:
    put(root / "profil" / "x.pdf")
    put(root / "a.txt")
    assert refs(FolderSource("s", root, (root / "profil",))) == ["a.txt"]
