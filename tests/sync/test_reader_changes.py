"""A better reader understands papers anew: ids, notes and versions stay, and what was taken for two becomes one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from moedeklar.agenda import reader
from moedeklar.model.agenda import Meeting, MeetingKind
from moedeklar.model.anchors import AnchorState
from moedeklar.model.changes import ChangeSet
from moedeklar.store import search
from moedeklar.store.store import Store
from moedeklar.sync import choice
from tests.sync.nordlund import AGENDA, MINUTES, put
from tests.sync.test_engine import annotate, note_of, rows, view, words_at

AS_IT_IS = reader.read


@pytest.fixture
def understood(monkeypatch):
    """Let the reader, in a version of its own, say something else than it does."""

    def set_reader(version: str, change) -> None:
        monkeypatch.setattr(choice, "READER_VERSION", version)
        monkeypatch.setattr(reader, "read", lambda document: change(AS_IT_IS(document)))

    return set_reader


def test_the_same_reader_reads_nothing_again(sync, root: Path, understood) -> None:
    put(root / "dagsorden.txt", AGENDA.text())
    sync()

    def fails(meeting: Meeting) -> Meeting:
        raise AssertionError("it was read again")

    understood(choice.READER_VERSION, fails)
    assert sync().unchanged == 1


def test_ids_and_notes_stay_when_papers_are_understood_better(sync, root: Path, store: Store, understood) -> None:
    put(root / "dagsorden.txt", AGENDA.text())
    put(root / "referat.txt", MINUTES.text())

    def worse(meeting: Meeting) -> Meeting:
        items = tuple(replace(item, title=item.title + " (", attachments=()) for item in meeting.items)
        return replace(meeting, committee="Kultur- og", items=items, place=None)

    understood("gammel", worse)
    sync()
    before, ids = rows(store)[0], view(store).item_ids
    assert before.committee == "Kultur- og"
    annotate(store, ids[2], "facts.sagsfremstilling", "sejldybden er nu 2,1 meter", "note-1")
    understood("ny", lambda meeting: meeting)
    report = sync()
    assert (report.new, report.changed, report.withdrawn) == (0, 1, 0)
    (after,) = rows(store)
    assert (after.id, after.committee, after.place) == (before.id, AGENDA.committee, "Askeby Rådhus")
    assert [v.id for v in after.versions] == [v.id for v in before.versions]
    assert view(store).item_ids == ids
    note = note_of(store, "note-1")
    assert (note.state, words_at(store, note)) == (AnchorState.PLACED, "sejldybden er nu 2,1 meter")
    assert sync().unchanged == 1


def test_meetings_that_turn_out_to_be_one_are_one_with_all_notes(sync, root: Path, store: Store, understood) -> None:
    put(root / "dagsorden.txt", AGENDA.text())
    put(root / "referat.txt", MINUTES.text())

    def worse(meeting: Meeting) -> Meeting:
        committee = None if meeting.kind is MeetingKind.MINUTES else meeting.committee
        return replace(meeting, committee=committee, start=None if committee is None else meeting.start)

    understood("gammel", worse)
    assert sync().new == 2
    dated, undated = rows(store)
    of_agenda, of_minutes = view(store, 0).item_ids, view(store, 1).item_ids
    annotate(store, of_agenda[2], "facts.sagsfremstilling", "sejldybden er nu 2,1 meter", "note-1")
    annotate(store, of_minutes[1], "decision", "Udvalget bevilgede 100.000 kr.", "note-2")
    understood("ny", lambda meeting: meeting)
    report = sync()
    assert (report.new, report.changed, report.failed) == (0, 1, ())
    (row,) = rows(store)
    assert row.id == dated.id != undated.id
    assert [v.kind for v in row.versions] == [MeetingKind.AGENDA, MeetingKind.MINUTES]
    assert view(store).item_ids == of_agenda
    first, second = note_of(store, "note-1"), note_of(store, "note-2")
    assert (first.home.item_id, words_at(store, first)) == (of_agenda[2], "sejldybden er nu 2,1 meter")
    assert (second.home.item_id, second.home.meeting_id) == (of_agenda[1], row.id)
    assert (second.state, words_at(store, second)) == (AnchorState.PLACED, "Udvalget bevilgede 100.000 kr.")
    assert store.write(lambda db: (search.check(db), ChangeSet()))
    assert sync().unchanged == 1
