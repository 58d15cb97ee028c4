"""Real exports into a store: what is in it is what their files hold, counted in these without reading them as XML."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from moedeklar.model.anchors import AnchorState
from moedeklar.model.views import FileState, MeetingView
from moedeklar.pdf.client import PdfClient
from moedeklar.sources.exports.source import ExportSource
from moedeklar.store import attachments, meetings
from moedeklar.store.store import Store
from moedeklar.sync import engine
from tests.sync.test_engine import annotate, note_of, words_at

SAMPLES = Path(__file__).parents[2].parent / "shared" / "formats" / "samples"
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the shared samples are not here")


def distinct(pattern: str) -> Callable[[str], int]:
    return lambda text: len(set(re.findall(pattern, text)))


@dataclass(frozen=True)
class Sample:
    """A sample, and what its text must have: patterns with one group, of which different finds are counted."""

    folder: str
    records: str
    meetings: Callable[[str], int]
    items: Callable[[str], int]
    attachments: Callable[[str], int]
    decisions: Callable[[str], int]
    closed: int = 0


TABLE = (
    Sample(
        "agenda-management",
        "Publication*.xml",
        distinct(r'<Meeting ID="(\d+)"'),
        distinct(r'<Item ID="(\d+)"'),
        distinct(r'<Enclosure ID="(\d+)"'),
        lambda text: 0,  # an agenda: its fields for decisions are empty
    ),
    Sample(
        "edoc-fujitsu",
        "*.xml",
        distinct(r"<edoc:MeetingIdentifier>([\w-]+)<"),
        distinct(r"<edoc:AgendaElement>\s*<edoc:Identifier>([\w-]+)<"),
        distinct(r"<edoc:Attachment>\s*<edoc:Identifier>([\w-]+)<"),
        lambda text: 0,  # not released
        closed=2,
    ),
    Sample(
        "acadre",
        "Files_*/*.XML",
        distinct(r'<table name="meeting"><fields><field name="sysid">(\d+)<'),
        distinct(r'<table name="agendaitem"><fields><field name="sysid">(\d+)<'),
        distinct(r'<table name="enclosure"><fields><field name="sysid">(\d+)<'),
        distinct(r'name="bulletname">(Beslutning i [^<]+)<'),
    ),
    Sample(
        "edoc",
        "eDocAgendaPublishing.xml",
        distinct(r"<Meeting>\s*<Committee>([^<]+)<"),
        distinct(r'<Document documentid="(\d+)"'),
        distinct(r'<Attachment attachmentid="(\d+)"'),
        distinct(r"s beslutning den [\d.]+ Punkt (\d+)"),
    ),
)


def as_it_is(folder: Path, _into: Path) -> Path:
    return folder


def deep_in_a_folder(folder: Path, into: Path) -> Path:
    shutil.copytree(folder, into / "2027" / "eksporter" / folder.name)
    return into


def an_archive(folder: Path, into: Path) -> Path:
    return zipped(folder, into / f"{folder.name}.zip")


def an_archive_in_a_folder(folder: Path, into: Path) -> Path:
    zipped(folder, into / "nye" / f"{folder.name}.ZIP")
    return into


def an_archive_of_a_mac(folder: Path, into: Path) -> Path:
    made = zipped(folder, into / f"{folder.name}.zip", prefix=f"{folder.name}/")
    with zipfile.ZipFile(made, "a") as archive:
        for path in sorted(folder.rglob("*")):
            name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
            archive.writestr(f"__MACOSX/{name.rpartition('/')[0]}/._{path.name}", b"\0\5\x16\7 Mac OS X")
    return made


def zipped(folder: Path, archive: Path, prefix: str = "") -> Path:
    archive.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
        for path in sorted(folder.rglob("*")):
            made.write(path, prefix + path.relative_to(folder).as_posix())
    return archive


FORMS = (as_it_is, deep_in_a_folder, an_archive, an_archive_in_a_folder, an_archive_of_a_mac)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("sample", TABLE, ids=[sample.folder for sample in TABLE])
def test_a_sample_is_in_the_store_as_its_files_count(
    sample: Sample, form: Callable[[Path, Path], Path], tmp_path: Path, store: Store, pdf: PdfClient
) -> None:
    root = SAMPLES / sample.folder
    texts = [path.read_text(encoding="utf-8-sig") for path in sorted(root.rglob(sample.records))]
    assert texts
    text = "\n".join(texts)
    into = tmp_path / "eksport"
    into.mkdir()
    source = ExportSource("src-sample", form(root, into))
    report = engine.run(source, store, lambda: pdf, store.clock)
    assert report.failed == ()
    rows = store.read(meetings.meeting_rows)
    assert len(rows) == sample.meetings(text) == report.new
    views = [store.read(lambda db, at=row.id: meetings.meeting_view(db, at)) for row in rows]
    items = [item for view in views for item in view.items if not item.removed]
    assert len(items) == sample.items(text)
    assert sum(item.closed for item in items) == sample.closed
    named = store.read(lambda db: attachments.of_meetings(db, [row.id for row in rows]))
    assert len(named) == sample.attachments(text)
    assert {one.state for one in named} == {FileState.PRESENT}
    assert report.attachments == len(named)
    contents = [item for view in views for item in view.content.items]
    assert sum(len(item.decisions) for item in contents) == sample.decisions(text)
    assert all(item.source_id for item in contents)
    assert sum(len(row.versions) for row in rows) == len(texts)
    again = engine.run(source, store, lambda: pdf, store.clock)
    assert (again.new, again.changed, again.unchanged, again.withdrawn) == (0, 0, len(rows), 0)
    assert (again.attachments, again.failed) == (0, ())


def test_all_samples_in_one_folder_and_each_twice_are_the_same_meetings(
    tmp_path: Path, store: Store, pdf: PdfClient
) -> None:
    for sample in TABLE:
        shutil.copytree(SAMPLES / sample.folder, tmp_path / "a" / sample.folder)
        zipped(SAMPLES / sample.folder, tmp_path / "b" / f"{sample.folder}.zip")
    source = ExportSource("src-sample", tmp_path)
    assert engine.run(source, store, lambda: pdf, store.clock).failed == ()
    rows = store.read(meetings.meeting_rows)
    assert len(rows) == len(TABLE)
    named = store.read(lambda db: attachments.of_meetings(db, [row.id for row in rows]))
    read = {
        sample.folder: "\n".join(
            path.read_text(encoding="utf-8-sig") for path in (SAMPLES / sample.folder).rglob(sample.records)
        )
        for sample in TABLE
    }
    assert len(named) == sum(sample.attachments(read[sample.folder]) for sample in TABLE)
    assert {one.state for one in named} == {FileState.PRESENT}
    # One of the two goes: nothing is lost.
    shutil.rmtree(tmp_path / "a")
    report = engine.run(source, store, lambda: pdf, store.clock)
    assert (report.failed, report.withdrawn) == ((), 0)
    assert not any(row.withdrawn for row in store.read(meetings.meeting_rows))


@pytest.mark.parametrize("sample", TABLE, ids=[sample.folder for sample in TABLE])
def test_every_word_of_a_field_is_somewhere_in_its_item(sample: Sample) -> None:
    source = ExportSource("src-sample", SAMPLES / sample.folder)
    for document in source.discover(lambda: False).documents:
        if document.use == "record":
            with source.open(document.ref) as file:
                data = file.read()
            said = " ".join(item.text for item in source.record(document, data).items)
            # A tag in the middle of a word makes two of it here, and not there.
            assert [word for word in _words(_fields(data.decode("utf-8-sig"))) if word not in said] == []


def test_what_a_person_wrote_follows_the_items_from_one_snapshot_to_the_next(
    tmp_path: Path, store: Store, pdf: PdfClient
) -> None:
    first, second = sorted((SAMPLES / "edoc-fujitsu").rglob("2017-04-21 12.*"))
    source = ExportSource("src-sample", tmp_path)

    def sync() -> MeetingView:
        engine.run(source, store, lambda: pdf, store.clock)
        (row,) = store.read(meetings.meeting_rows)
        return store.read(lambda db: meetings.meeting_view(db, row.id))

    shutil.copytree(first, tmp_path / first.name)
    before = sync()
    noted = [
        (item, one.sections[0].text[:20])
        for item, one in zip(before.items, before.content.items, strict=True)
        if one.sections
    ]
    for item, words in noted:
        key, _ = next(store.read(lambda db, at=item.id: meetings.item_content(db, at)).keyed_sections())
        annotate(store, item.id, key, words, f"note-{item.id}")
    shutil.copytree(second, tmp_path / second.name)
    after = sync()
    assert len(noted) == 3
    for item, words in noted:
        note = note_of(store, f"note-{item.id}")
        assert (note.state, words_at(store, note)) == (AnchorState.PLACED, words)
    closed = {item.id: item.closed for item in after.items}
    assert sum(closed.values()) == 2
    assert [closed[item.id] for item in before.items] == [False] * 4 + [True]


def _fields(text: str) -> str:
    """What is between the tags of the fields of items, with the tags of HTML taken out by hand."""
    import html

    texts = re.findall(
        r"<Content><!\[CDATA\[(.*?)\]\]>|<edoc:Content><!\[CDATA\[(.*?)\]\]>|bulletcontent\">(.*?)</", text, re.DOTALL
    )
    plain = " ".join(part for found in texts for part in found)
    return html.unescape(re.sub(r"<[^>]*>", " ", html.unescape(plain)))


def _words(text: str) -> list[str]:
    return re.findall(r"[\wæøåÆØÅ]{3,}", text)
