"""Highlights against the plain model of one colour a letter, and undo against remembered states."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from moedeklar.member.bookmarks import Bookmarks
from moedeklar.member.highlights import overlap, trimmed
from moedeklar.member.notes import Notes
from moedeklar.member.reading import Reading
from moedeklar.member.undo import Undo
from moedeklar.model.anchors import AnchorState, TextAnchor
from moedeklar.model.moments import FixedClock
from moedeklar.model.work import Colour, ItemSnapshot, Note
from moedeklar.store import meetings
from moedeklar.store.keys import StoreKeys
from moedeklar.store.store import Store
from tests.support.meeting import AGENDA, FACTS, put_meeting

KEY = "facts.sagsfremstilling"
TEXT = "ab cd efg h ij klmn"
NOW = datetime(2027, 2, 3, 6, 42, tzinfo=UTC)
HOME = ItemSnapshot("meeting", "item", "Skoleudvalget", None, "1", "Tag", None)
spans = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)), st.sampled_from(Colour))


def painted(notes: list[Note]) -> list[Colour | None]:
    """The colour of each letter; no letter has two."""
    found: list[Colour | None] = [None] * len(TEXT)
    for note in notes:
        assert isinstance(note.anchor, TextAnchor)
        assert note.quote == TEXT[note.anchor.start : note.anchor.end]
        assert note.quote == note.quote.strip() != ""
        for at in range(note.anchor.start, note.anchor.end):
            assert found[at] is None, "two highlights on one letter"
            found[at] = note.colour
    return found


@given(st.lists(spans, max_size=12))
def test_the_last_colour_stands_on_every_letter(strokes: list[tuple[int, int, Colour]]) -> None:
    notes: list[Note] = []
    letters: list[Colour | None] = [None] * len(TEXT)
    for count, (one, other, colour) in enumerate(strokes):
        start, end = trimmed(TEXT, min(one, other), max(one, other))
        if start == end:
            continue
        found = overlap(TextAnchor.of(KEY, TEXT, start, end), colour, TEXT, notes)
        letters[start:end] = [colour] * (end - start)
        if found.same is None:
            made = Note(f"n{count}", HOME, "", colour, found.anchor, AnchorState.PLACED, NOW, NOW)
            shorter = {note.id: note for note in found.shorter}
            gone = {note.id for note in found.gone}
            notes = [shorter.get(note.id, note) for note in notes if note.id not in gone]
            notes += [*(replace(half, id=f"n{count}-{n}") for n, half in enumerate(found.halves)), made]
        seen = painted(notes)
        assert all(seen[at] is letters[at] for at in range(len(TEXT)) if not TEXT[at].isspace())
    ordered = sorted(notes, key=lambda note: note.anchor.start)
    for first, second in pairwise(ordered):
        assert first.anchor.end < second.anchor.start or first.colour is not second.colour, "two that should be one"


class Undoing(RuleBasedStateMachine):
    """Whatever a person does: undo brings back the state before, redo the state after."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.store = Store.open(Path(self.folder.name), StoreKeys.generate(), FixedClock(NOW))
        put_meeting(self.store, AGENDA)
        self.undo = Undo()
        self.notes = Notes(self.store, self.undo)
        self.bookmarks = Bookmarks(self.store, self.undo)
        self.reading = Reading(self.store, self.undo)
        self.states = [self.state()]
        self.at = 0

    def state(self) -> tuple[object, ...]:
        rows = self.store.read(lambda db: meetings.meeting_view(db, "meeting")).items
        marks = tuple((row.read, row.prepared) for row in rows)
        return set(self.notes.list()), self.bookmarks.list(), marks

    def did(self) -> None:
        if (len(self.undo._done)) > self.at:
            del self.states[self.at + 1 :]
            self.states.append(self.state())
            self.at += 1

    @rule(one=st.integers(0, len(FACTS)), other=st.integers(0, len(FACTS)), colour=st.sampled_from(Colour))
    def highlight(self, one: int, other: int, colour: Colour) -> None:
        start, end = trimmed(FACTS, min(one, other), max(one, other))
        if start < end:
            self.notes.add("roof", section=KEY, start=start, end=end, colour=colour)
            self.did()

    @rule(text=st.sampled_from(["a", "b"]), item=st.sampled_from(["roof", "ferry"]))
    def write(self, text: str, item: str) -> None:
        self.notes.add(item, text=text)
        self.did()

    @precondition(lambda self: self.notes.list())
    @rule(which=st.integers(0, 99), text=st.sampled_from(["", "c"]), colour=st.sampled_from([None, *Colour]))
    def edit(self, which: int, text: str, colour: Colour | None) -> None:
        there = self.notes.list()
        self.notes.edit(there[which % len(there)].id, text=text, colour=colour)
        self.did()

    @precondition(lambda self: self.notes.list())
    @rule(which=st.integers(0, 99))
    def remove(self, which: int) -> None:
        there = self.notes.list()
        self.notes.remove(there[which % len(there)].id)
        self.did()

    @rule(item=st.sampled_from(["roof", "ferry"]), what=st.sampled_from(["bookmark", "read", "unread", "prepared"]))
    def mark(self, item: str, what: str) -> None:
        if what == "bookmark":
            self.bookmarks.toggle(item)
        elif what == "prepared":
            self.reading.set_prepared(item, True)
        else:
            self.reading.mark_read(item, what == "read")
        self.did()

    @rule()
    def take_back(self) -> None:
        assert (self.undo.undo() is None) == (self.at == 0)
        self.at = max(0, self.at - 1)

    @rule()
    def do_again(self) -> None:
        assert (self.undo.redo() is None) == (self.at == len(self.states) - 1)
        self.at = min(len(self.states) - 1, self.at + 1)

    @invariant()
    def is_as_remembered(self) -> None:
        assert self.state() == self.states[self.at]

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()


TestUndoing = Undoing.TestCase
TestUndoing.settings = settings(
    max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
