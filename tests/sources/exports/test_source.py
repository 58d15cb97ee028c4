"""Files of an export: archives, names, links, what leads outside, and what lists say of records."""

from __future__ import annotations

import os
import stat
import sys
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from moedeklar.model.agenda import Meeting
from moedeklar.model.errors import Cancelled, DocumentError, SourceError
from moedeklar.sources.base import Listing, RecordSource, RemoteDocument, Use
from moedeklar.sources.exports import archive
from moedeklar.sources.exports.source import ExportSource
from tests.fakes.exports import AGENDA, HARBOUR, PDF, File, manifest, notice, put


def source(root: Path) -> ExportSource:
    return ExportSource("src-x", root)


def listed(root: Path) -> Listing:
    return source(root).discover(lambda: False)


def records(root: Path) -> list[str]:
    return [one.ref for one in listed(root).documents if one.use is Use.RECORD]


def problems(found: Listing) -> list[tuple[str, str]]:
    return [(one.what, one.code) for one in (*found.problems, *found.skipped)]


def read(root: Path, ref: str) -> Meeting:
    one = source(root)
    document = next(found for found in one.discover(lambda: False).documents if found.ref == ref)
    with one.open(ref) as file:
        return one.record(document, file.read())


def packed(path: Path, files: dict[str, bytes], change: Callable[[zipfile.ZipInfo], None] | None = None) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, (2027, 2, 1, 10, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            if change is not None:
                change(info)
            made.writestr(info, content)
    return path


def test_it_is_a_source_of_records(tmp_path: Path) -> None:
    put(tmp_path / "P" / "Publication1.xml", AGENDA.publication())
    put(tmp_path / "P" / "Enclosures" / "1.pdf")
    put(tmp_path / "noget.xml", b"<html/>")
    put(tmp_path / "__MACOSX" / "P" / "Publication1.xml", AGENDA.publication())
    put(tmp_path / ".skjult.xml", AGENDA.publication())
    one = source(tmp_path)
    assert isinstance(one, RecordSource)
    found = one.discover(lambda: False)
    assert [(d.ref, d.use, d.media_type) for d in found.documents] == [
        ("P/Enclosures/1.pdf", Use.ATTACHMENT, "application/pdf"),
        ("P/Publication1.xml", Use.RECORD, "application/xml"),
        ("noget.xml", Use.ATTACHMENT, "application/octet-stream"),
    ]
    assert problems(found) == []
    assert all(one.is_steady(document) for document in found.documents)
    with pytest.raises(Cancelled):
        one.discover(lambda: True)


def test_a_file_is_found_whatever_its_capitals_and_as_pdf_where_there_is_one(tmp_path: Path) -> None:
    files = (File("Kort", "Bilag\\kort.pdf"), File("Notat om renden", "25E2.DOC"), File("Tegning", "9.DOCX"))
    put(tmp_path / "Publication1.xml", AGENDA.but(points=(HARBOUR.but(files=files),)).publication())
    put(tmp_path / "bilag" / "KORT.PDF")
    put(tmp_path / "25E2.DOC")
    put(tmp_path / "Notat om renden.PDF")
    put(tmp_path / "9.DOCX")
    refs = [one.ref for one in read(tmp_path, "Publication1.xml").items[0].attachments]
    assert refs == ["bilag/KORT.PDF", "Notat om renden.PDF", "9.DOCX"]


def test_paths_that_lead_outside_are_refused_and_told(tmp_path: Path) -> None:
    put(tmp_path / "hemmelig.pdf")
    files = (File("A", "..\\..\\etc\\passwd"), File("B", "../hemmelig.pdf"), File("C", "C:\\x.pdf"), File("D", "1.pdf"))
    put(tmp_path / "ud" / "Publication1.xml", AGENDA.but(points=(HARBOUR.but(files=files),)).publication())
    meeting = read(tmp_path / "ud", "Publication1.xml")
    assert [(one.title, one.ref) for one in meeting.items[0].attachments] == [
        ("A", None),
        ("B", None),
        ("C", None),
        ("D", "1.pdf"),
    ]
    assert meeting.warnings == ("attachment_outside",)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_links_that_lead_outside_are_not_followed(tmp_path: Path) -> None:
    put(tmp_path / "hemmelig.pdf")
    put(tmp_path / "andre" / "Publication9.xml", AGENDA.publication())
    root = tmp_path / "ud"
    put(root / "Publication1.xml", AGENDA.publication())
    (root / "Enclosures").mkdir()
    (root / "Enclosures" / "1.pdf").symlink_to(tmp_path / "hemmelig.pdf")
    (root / "inde.xml").symlink_to(root / "Publication1.xml")
    (root / "andre").symlink_to(tmp_path / "andre")
    (root / "løkke").symlink_to("løkke")
    found = listed(root)
    assert [d.ref for d in found.documents] == ["Publication1.xml", "inde.xml"]
    assert set(problems(found)) >= {("Enclosures/1.pdf", "link_not_followed"), ("andre", "link_not_followed")}


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    for root, code in ((tmp_path / "væk", "folder_missing"), (tmp_path / "væk.zip", "folder_missing")):
        with pytest.raises(SourceError) as error:
            listed(root)
        assert error.value.code == code
    with pytest.raises(DocumentError) as gone:
        source(tmp_path).open("væk.xml")
    assert gone.value.code == "vanished"


def test_only_what_a_list_names_as_published_is_a_record(tmp_path: Path) -> None:
    produced = {"type": "2", "filesfolder": "Files_1", "publish": "1"}
    put(
        tmp_path / "XML_1.xml",
        manifest(produced | {"xmlfilename": "1.xml"}, produced | {"xmlfilename": "2.xml", "publish": "0"}),
    )
    for name in ("1.XML", "2.XML", "3.XML"):
        put(tmp_path / "Files_1" / name, AGENDA.acadre())
    found = listed(tmp_path)
    assert [d.ref for d in found.documents if d.use is Use.RECORD] == ["Files_1/1.XML"]
    assert problems(found) == [("Files_1/3.XML", "export_not_announced")]
    put(tmp_path / "XML_1.xml", b'<root><org>Nordlund</org><table name="committee"><fields>')
    found = listed(tmp_path)
    assert [d for d in found.documents if d.use is Use.RECORD] == []
    assert problems(found) == [("XML_1.xml", "export_unfinished")]
    assert sorted(found.unlisted) == ["Files_1/1.XML", "Files_1/2.XML", "Files_1/3.XML"]


def test_the_last_notice_on_an_agenda_counts(tmp_path: Path) -> None:
    put(tmp_path / "a" / "1.xml", AGENDA.but(agenda="AA").fujitsu())
    put(tmp_path / "a" / "2.xml", AGENDA.but(agenda="AA").fujitsu())
    put(tmp_path / "b" / "3.xml", AGENDA.but(agenda="BB").fujitsu())
    assert records(tmp_path) == ["a/1.xml", "a/2.xml", "b/3.xml"]
    put(tmp_path / "n1.xml", notice("aa", "\\a\\2.XML", at="2027-02-01T10:00:00"))
    put(tmp_path / "n2.xml", notice("AA", "", publish=False, at="2027-02-01T09:00:00"))
    assert records(tmp_path) == ["a/1.xml", "a/2.xml", "b/3.xml"]
    put(tmp_path / "n3.xml", notice("AA", "\\a\\2.xml", publish=False, at="2027-02-01T11:00:00"))
    assert records(tmp_path) == ["b/3.xml"]
    put(tmp_path / "n4.xml", notice("AA", "..\\..\\a\\2.xml", at="2027-02-01T12:00:00"))
    assert records(tmp_path) == ["a/1.xml", "b/3.xml"]


def test_a_file_with_no_beginning_yet_is_neither_there_nor_gone(tmp_path: Path) -> None:
    put(tmp_path / "Publication1.xml", b"")
    put(tmp_path / "Publication2.xml", b'<?xml version="1.0" enc')
    found = listed(tmp_path)
    assert found.unlisted == ("Publication1.xml", "Publication2.xml")


@pytest.mark.parametrize("inside", [True, False])
def test_an_archive_is_a_folder(tmp_path: Path, inside: bool) -> None:
    files = {
        "P32/Publication32.xml": AGENDA.publication(),
        "P32/Enclosures/1.pdf": PDF,
        "__MACOSX/P32/._Publication32.xml": b"x",
        "P32/.DS_Store": b"x",
    }
    path = packed(tmp_path / "ud" / "Havn.zip", files)
    root, prefix = (path.parent, "Havn.zip/") if inside else (path, "")
    found = listed(root)
    assert [d.ref for d in found.documents if d.ref != "Havn.zip"] == [
        prefix + "P32/Enclosures/1.pdf",
        prefix + "P32/Publication32.xml",
    ]
    document = next(d for d in found.documents if d.use is Use.RECORD)
    assert (document.size, document.modified) == (len(AGENDA.publication()), datetime(2027, 2, 1, 10, tzinfo=UTC))
    meeting = read(root, prefix + "P32/Publication32.xml")
    assert [one.ref for one in meeting.items[1].attachments] == [
        prefix + "P32/Enclosures/1.pdf",
        prefix + "P32/Enclosures/2.pdf",
    ]
    one = source(root)
    one.discover(lambda: False)
    with one.open(prefix + "P32/Enclosures/1.pdf") as file:
        assert (file.read(3), file.read()) == (PDF[:3], PDF[3:])
    os.utime(path, (1, 1))
    assert not one.is_steady(document)


def test_names_in_archives_are_read_as_they_were_meant(tmp_path: Path) -> None:
    for encoding in ("utf-8", "cp850"):
        path = packed(tmp_path / encoding / "a.zip", {"Xkort.pdf": PDF})
        raw = path.read_bytes().replace(b"Xkort.pdf", "Økort.pdf".encode(encoding)[: len(b"Xkort.pdf")])
        if encoding == "cp850":
            path.write_bytes(raw)
            assert [d.ref for d in listed(path).documents] == ["Økort.pdf"]
    path = packed(tmp_path / "b.zip", {"Bilag/Søkort.pdf": PDF})
    assert [d.ref for d in listed(path).documents] == ["Bilag/Søkort.pdf"]


def test_what_leads_out_of_an_archive_is_refused(tmp_path: Path) -> None:
    def as_link(info: zipfile.ZipInfo) -> None:
        if info.filename == "link.pdf":
            info.external_attr = (stat.S_IFLNK | 0o777) << 16

    names = ["../ude.pdf", "/etc/passwd", "a\\..\\..\\x.pdf", "C:/x.pdf", "link.pdf", "inde.pdf"]
    path = packed(tmp_path / "ud" / "a.zip", dict.fromkeys(names, PDF), as_link)
    found = listed(path.parent)
    assert [d.ref for d in found.documents] == ["a.zip", "a.zip/inde.pdf"]
    assert [code for _, code in problems(found)] == ["path_outside"] * 4 + ["link_not_followed"]
    assert not (tmp_path / "ude.pdf").exists()


def test_archives_that_unpack_to_too_much_are_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "god" / "Publication1.xml", AGENDA.publication())
    packed(tmp_path / "bombe.zip", {"Publication2.xml": b"<Publication>" + b"0" * 20_000_000})
    found = listed(tmp_path)
    assert problems(found) == [("bombe.zip", "archive_bomb")]
    assert found.unlisted == ("bombe.zip/",)
    assert records(tmp_path) == ["god/Publication1.xml"]
    with pytest.raises(SourceError) as error:
        listed(tmp_path / "bombe.zip")
    assert error.value.code == "archive_bomb"
    many = packed(tmp_path / "mange.zip", {f"{n}.pdf": b"" for n in range(12)})
    monkeypatch.setattr(archive, "MOST_MEMBERS", 11)
    with pytest.raises(DocumentError):
        archive.members(many, datetime.now(UTC))


def test_a_member_that_is_longer_than_it_says_ends_where_it_says(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"a.pdf": b"x" * 5000})
    raw = bytearray(path.read_bytes())
    at = raw.rindex(b"PK\x01\x02") + 24  # the length in the table of contents
    raw[at : at + 4] = (100).to_bytes(4, "little")
    path.write_bytes(raw)
    one = source(path)
    one.discover(lambda: False)
    with one.open("a.pdf") as file, pytest.raises(OSError, match="damaged"):
        file.read()


def test_an_archive_that_is_being_written_takes_nothing_away(tmp_path: Path) -> None:
    path = packed(tmp_path / "ud" / "a.zip", {"Publication1.xml": AGENDA.publication()})
    whole = path.read_bytes()
    path.write_bytes(whole[:-30])
    found = listed(path.parent)
    assert (problems(found), found.unlisted) == ([("a.zip", "archive_broken")], ("a.zip/",))
    damaged = whole.replace(whole[60:80], b"\0" * 20, 1)
    path.write_bytes(damaged)
    one = source(path.parent)
    found = one.discover(lambda: False)
    assert [code for _, code in problems(found)] == ["not_readable"]
    assert "a.zip/Publication1.xml" in found.unlisted
    locked = packed(tmp_path / "låst.zip", {"a.pdf": PDF, "b.pdf": PDF})
    raw = bytearray(locked.read_bytes())
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    locked.write_bytes(raw)
    assert problems(listed(locked)) == [("a.pdf", "archive_locked")]


def test_a_record_of_an_unlisted_document_is_no_crash(tmp_path: Path) -> None:
    put(tmp_path / "Publication1.xml", AGENDA.publication())
    one = source(tmp_path)
    document = RemoteDocument("Publication1.xml", 1, datetime.now(UTC), Use.RECORD)
    assert one.record(document, AGENDA.publication()).items[1].attachments[0].ref == "Enclosures/1.pdf"
    with pytest.raises(DocumentError):
        one.is_steady(document)
