"""Folders as people have them: odd encodings, copies, renames, folders in place of files. Nothing is lost by any."""

from __future__ import annotations

import os
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from moedeklar.model.anchors import AnchorState
from moedeklar.store.store import Store
from tests.sync.nordlund import AGENDA, FACTS, MINUTES, put
from tests.sync.test_engine import annotate, item, note_of, rows, view, words_at

QUOTE = "410 er under 25 år"


@pytest.fixture
def noted(sync, root: Path, store: Store) -> Path:
    """An agenda that was synchronised, with a note on it."""
    path = put(root / "dagsorden.txt", AGENDA.text())
    sync()
    annotate(store, view(store).item_ids[1], "facts.sagsfremstilling", QUOTE, "note")
    return path


def stays(store: Store, *, items: int = 5) -> None:
    """There is one meeting, and the note is on its words."""
    (row,) = rows(store)
    assert (row.withdrawn, row.items) == (False, items)
    note = note_of(store, "note")
    assert note.home.item_id in view(store).item_ids
    assert (note.state, words_at(store, note)) == (AnchorState.PLACED, QUOTE)


@pytest.mark.parametrize(
    "data",
    [
        AGENDA.text().encode("utf-8-sig"),
        AGENDA.text().encode("utf-16"),
        AGENDA.text().encode("utf-16-le"),
        AGENDA.text().encode("cp1252"),
        AGENDA.text().replace("\n", "\r\n").encode("latin-1"),
        AGENDA.text().replace("\n", "\r").encode(),
        b"\0" * 900 + AGENDA.text().encode() + b"\0",
        AGENDA.text().replace("Foreningen har", "Foreningen \0har").encode(),
    ],
    ids=["utf-8-sig", "utf-16", "utf-16-le", "cp1252", "crlf", "cr", "nul-around", "nul-within"],
)
def test_a_text_in_any_usual_encoding_says_the_same(sync, root: Path, store: Store, data: bytes) -> None:
    put(root / "dagsorden.txt", data)
    assert sync().failed == ()
    (row,) = rows(store)
    assert (row.committee, row.place, row.items) == (AGENDA.committee, "Askeby Rådhus", 5)
    sections = {key: section.text for key, section in item(store, view(store).item_ids[1]).content.keyed_sections()}
    assert sections["facts.sagsfremstilling"] == FACTS


def test_one_document_under_thirty_names_is_one_document(sync, root: Path, store: Store, noted: Path) -> None:
    for number in range(30):
        put(root / f"kopi {number}" / "dagsorden.txt", noted.read_bytes())
    assert (sync().new, len(rows(store)[0].versions)) == (0, 1)
    assert [document.name for document in view(store).version.documents] == ["dagsorden.txt"]
    stays(store)
    noted.unlink()
    assert sync().withdrawn == 0
    assert [document.name for document in view(store).version.documents] == ["kopi 0/dagsorden.txt"]
    stays(store)


@pytest.mark.parametrize(
    "name", ["DAGSORDEN.TXT", "Dagsorden.txt", "under/dagsorden.txt", unicodedata.normalize("NFD", "Økonomi å.txt")]
)
def test_another_name_changes_nothing(sync, root: Path, store: Store, noted: Path, name: str) -> None:
    target = root / name
    target.parent.mkdir(exist_ok=True)
    noted.rename(target)
    report = sync()
    assert (report.new, report.changed, report.withdrawn, report.unchanged) == (0, 0, 0, 1)
    assert [one.name for one in view(store).version.documents] == [unicodedata.normalize("NFC", name)]
    stays(store)


def test_a_folder_in_place_of_a_file_withdraws_it_and_the_file_brings_it_back(
    sync, root: Path, store: Store, noted: Path
) -> None:
    text = noted.read_bytes()
    noted.unlink()
    noted.mkdir()
    put(noted / "andet.txt", replace(AGENDA, day=(2027, 4, 6)).text())
    report = sync()
    assert (report.new, report.withdrawn, report.failed) == (1, 1, ())
    assert note_of(store, "note").state is AnchorState.UNPLACED
    (noted / "andet.txt").unlink()
    noted.rmdir()
    put(noted, text)
    sync()
    assert [row.withdrawn for row in rows(store)] == [False, True]
    assert (note_of(store, "note").state, words_at(store, note_of(store, "note"))) == (AnchorState.PLACED, QUOTE)


def test_minutes_that_are_taken_away_again_leave_the_agenda_as_it_was(
    sync, root: Path, store: Store, noted: Path
) -> None:
    before = view(store)
    minutes = put(root / "referat.txt", MINUTES.text())
    sync()
    assert view(store).items[1].decision
    minutes.unlink()
    assert (sync().changed, sync().changed) == (1, 0)
    after = view(store)
    assert (after.content, after.item_ids, after.row.kind) == (before.content, before.item_ids, before.row.kind)
    stays(store)


@pytest.mark.skipif(os.name == "nt", reason="names of files are text there")
def test_names_that_could_be_commands_or_markup_are_names(sync, root: Path, store: Store) -> None:
    names = ["%s {name} <b>.txt", "linje\nskift.txt", "-rf.txt", "'; DROP TABLE user_note; --.txt", "a&b.txt"]
    for number, name in enumerate(names, 1):
        put(root / name, replace(AGENDA, day=(2027, 5, number)).text())
    report = sync()
    assert (report.new, report.failed) == (len(names), ())
    found = {document.name for row in rows(store) for document in row.versions[0].documents}
    assert found == set(names)
    os.mkfifo(root / "rør.txt")  # opening it would wait for ever
    assert sync().unchanged == len(names)
