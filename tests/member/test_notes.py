from __future__ import annotations

import pytest

from moedeklar.member.notes import Notes
from moedeklar.member.undo import Undo
from moedeklar.model.anchors import AnchorState, PageAnchor, TextAnchor
from moedeklar.model.changes import ChangeSet
from moedeklar.model.errors import MoedeklarError, NotFound
from moedeklar.model.views import HitKind
from moedeklar.model.work import Colour, Note
from moedeklar.store import homes, search
from moedeklar.store.homes import NotePlace
from moedeklar.store.store import Store
from tests.support.meeting import AGENDA, FACTS, MINUTES, NEW_FACTS, put_meeting

KEY = "facts.sagsfremstilling"


@pytest.fixture
def undo() -> Undo:
    """Nothing done yet."""
    return Undo()


@pytest.fixture
def notes(read_store: Store, undo: Undo) -> Notes:
    """No notes yet, on a meeting with an agenda."""
    return Notes(read_store, undo)


def at(words: str, text: str = FACTS) -> dict[str, int | str]:
    start = text.index(words)
    return {"section": KEY, "start": start, "end": start + len(words)}


def marked(notes: Notes) -> list[tuple[str, str | None]]:
    found = sorted(notes.list(item_id="roof"), key=lambda note: note.anchor.start)
    return [(note.quote, note.colour) for note in found]


def hits(store: Store, query: str) -> list[str]:
    return [hit.id for hit in store.read(lambda db: search.find(db, query, (HitKind.NOTE,)))]


def test_a_note_on_a_passage_keeps_the_words_and_what_stands_around_them(notes: Notes, fixed_clock) -> None:
    note = notes.add("roof", **at("Taget er utæt."), text="Hvor længe?", colour=Colour.RED)
    assert isinstance(note.anchor, TextAnchor)
    assert (note.quote, note.text, note.colour, note.state) == (
        "Taget er utæt.",
        "Hvor længe?",
        Colour.RED,
        AnchorState.PLACED,
    )
    assert note.anchor.prefix.endswith("have nyt tag. ")
    assert (note.home.title, note.home.case_number, note.home.committee) == (
        "Nyt tag på Askeby Skole",
        "27/104",
        "Skoleudvalget",
    )
    assert note.created == note.changed == fixed_clock.now()
    assert notes.get(note.id) == note
    assert notes.list() == (note,)


def test_white_space_at_the_ends_of_a_selection_is_left_out(notes: Notes) -> None:
    note = notes.add("roof", section=KEY, start=FACTS.index(" Taget"), end=FACTS.index("Forvaltningen"))
    assert note.quote == "Taget er utæt."
    assert note.colour is Colour.YELLOW


def test_a_note_on_the_whole_item(notes: Notes) -> None:
    note = notes.add("ferry", text="Spørg om vinteren")
    assert note.anchor is None
    assert notes.list(item_id="ferry") == (note,)
    assert notes.list(item_id="roof") == ()


def test_what_cannot_be_a_note_is_refused_and_nothing_is_kept(notes: Notes, undo: Undo) -> None:
    for wanted, code in (
        ({"text": "  "}, "note_empty"),
        ({"section": KEY, "start": 0, "end": 9999}, "passage_outside"),
        ({"section": KEY, "start": 5, "end": 5}, "passage_outside"),
        ({"section": KEY, "start": -1, "end": 5}, "passage_outside"),
        ({"section": KEY}, "passage_outside"),
        ({"section": KEY, "start": 6, "end": 7}, "passage_outside"),
        ({"section": "law", "start": 0, "end": 1}, "section_not_found"),
    ):
        with pytest.raises(MoedeklarError) as caught:
            notes.add("roof", **wanted)
        assert caught.value.code == code
    for missing in (lambda: notes.add("nothing", text="x"), lambda: notes.get("x"), lambda: notes.remove("x")):
        with pytest.raises(NotFound):
            missing()
    assert notes.list() == ()
    assert not undo.can_undo


@pytest.mark.parametrize("quote", ["Taget er utæt.", "Taget  er\nutæt.", "TAGET er utæt."])
def test_a_quote_finds_its_passage(notes: Notes, quote: str) -> None:
    note = notes.add_quote("roof", quote, text="x")
    assert note.quote == "Taget er utæt."
    assert note.anchor.section == KEY


def test_a_quote_that_is_not_there_is_told(notes: Notes) -> None:
    for quote in ("Taget er tæt.", "", "  "):
        with pytest.raises(NotFound) as caught:
            notes.add_quote("roof", quote)
        assert caught.value.code == "quote_not_found"


def test_a_note_on_a_page(notes: Notes) -> None:
    sha256 = "b" * 64
    rects = ((10.0, 20.0, 110.5, 32.0),)
    note = notes.add_on_page("roof", sha256, 3, rects, "Taget  er", colour=Colour.GREEN, attachment_id="attachment")
    assert note.anchor == PageAnchor(sha256, 3, rects, "Taget er")
    assert note.attachment_id == "attachment"
    assert notes.list(sha256=sha256) == (note,)
    assert notes.list(sha256="c" * 64) == ()
    with pytest.raises(MoedeklarError):
        notes.add_on_page("roof", sha256, 3, (), "")


def test_every_step_is_undone_and_redone_with_the_same_id(notes: Notes, undo: Undo) -> None:
    note = notes.add("roof", **at("Taget er utæt."), text="Hvor længe?")
    states: list[tuple[Note, ...]] = [(), notes.list()]
    notes.edit(note.id, text="Siden hvornår?")
    states.append(notes.list())
    notes.edit(note.id, colour=Colour.GREEN)
    states.append(notes.list())
    notes.remove(note.id)
    states.append(())
    for state in reversed(states[:-1]):
        assert undo.undo()
        assert notes.list() == state
    assert undo.undo() is None
    for state in states[1:]:
        assert undo.redo()
        assert notes.list() == state
    assert undo.redo() is None


def test_undoing_a_change_of_words_leaves_the_place_that_a_new_version_gave(notes: Notes, undo: Undo, store) -> None:
    note = notes.add("roof", **at("Taget er utæt."), text="a")
    notes.edit(note.id, text="b")
    moved = TextAnchor.of(KEY, NEW_FACTS, *(NEW_FACTS.index("Taget er utæt.") + n for n in (0, 14)))
    place = NotePlace(note.id, "roof", moved, AnchorState.MOVED, None)
    store.write(lambda db: (homes.put(db, place), ChangeSet()))
    undo.undo()
    now = notes.get(note.id)
    assert (now.text, now.anchor, now.state) == ("a", moved, AnchorState.MOVED)


def test_highlights_of_one_colour_join(notes: Notes, undo: Undo) -> None:
    notes.add("roof", **at("Skolen i Askeby"), colour=Colour.GREEN)
    notes.add("roof", **at("Taget er utæt."), colour=Colour.GREEN)
    whole = "Skolen i Askeby skal have nyt tag. Taget er utæt."
    notes.add("roof", **at("Askeby skal have nyt tag. Taget"), colour=Colour.GREEN)
    assert marked(notes) == [(whole, "green")]
    assert undo.undo() == "highlight"
    assert marked(notes) == [("Skolen i Askeby", "green"), ("Taget er utæt.", "green")]
    undo.redo()
    assert marked(notes) == [(whole, "green")]


def test_a_highlight_within_one_of_its_colour_changes_nothing(notes: Notes, undo: Undo) -> None:
    first = notes.add("roof", **at("Taget er utæt."), colour=Colour.RED)
    assert notes.add("roof", **at("er utæt"), colour=Colour.RED) == first
    assert notes.list() == (first,)
    undo.undo()
    assert notes.list() == ()
    assert not undo.can_undo


def test_a_highlight_takes_its_passage_from_another_colour(notes: Notes, undo: Undo) -> None:
    notes.add("roof", **at("Skolen i Askeby skal have nyt tag."), colour=Colour.YELLOW)
    notes.add("roof", **at("i Askeby"), colour=Colour.RED)
    cut = [("Skolen", "yellow"), ("i Askeby", "red"), ("skal have nyt tag.", "yellow")]
    assert marked(notes) == cut
    notes.add("roof", **at("Skolen i Askeby skal have nyt tag."), colour=Colour.GREEN)
    assert marked(notes) == [("Skolen i Askeby skal have nyt tag.", "green")]
    undo.undo()
    assert marked(notes) == cut
    undo.undo()
    assert marked(notes) == [("Skolen i Askeby skal have nyt tag.", "yellow")]
    undo.redo()
    undo.redo()
    assert marked(notes) == [("Skolen i Askeby skal have nyt tag.", "green")]


def test_notes_with_words_are_never_touched_by_a_highlight(notes: Notes) -> None:
    written = notes.add("roof", **at("Taget er utæt."), text="Hvor længe?", colour=Colour.YELLOW)
    notes.add("roof", **at("Taget er utæt."), colour=Colour.RED)
    notes.add("roof", **at("Taget er utæt."), colour=Colour.YELLOW)
    assert notes.get(written.id) == written


def test_a_note_made_in_the_old_version_stands_on_its_words_in_the_new_one(store: Store, undo: Undo) -> None:
    put_meeting(store, AGENDA, MINUTES)
    notes = Notes(store, undo)
    note = notes.add("roof", **at("Taget er utæt."), version_id="version-a")
    assert isinstance(note.anchor, TextAnchor)
    assert NEW_FACTS[note.anchor.start : note.anchor.end] == note.quote == "Taget er utæt."
    assert note.state in (AnchorState.PLACED, AnchorState.MOVED)


def test_a_place_that_is_to_be_checked_can_be_accepted(notes: Notes, undo: Undo, store: Store) -> None:
    note = notes.add("roof", **at("Taget er utæt."))
    similar = TextAnchor(KEY, FACTS.index("Forvaltningen"), len(FACTS), "Forvaltningen foreslog tegl.")
    place = NotePlace(note.id, "roof", similar, AnchorState.CHECK, None)
    store.write(lambda db: (homes.put(db, place), ChangeSet()))
    assert notes.list(state=AnchorState.CHECK)[0].anchor == similar
    notes.confirm(note.id)
    now = notes.get(note.id)
    assert (now.state, now.quote) == (AnchorState.PLACED, "Forvaltningen foreslår tegl.")
    undo.undo()
    assert (notes.get(note.id).state, notes.get(note.id).anchor) == (AnchorState.CHECK, similar)


def test_the_search_finds_a_note_by_its_own_words_and_those_it_marks_until_it_is_removed(
    notes: Notes, undo: Undo, store: Store
) -> None:
    note = notes.add("roof", **at("Taget er utæt."), text="Spørg tømreren")
    assert hits(store, "tømreren") == hits(store, "utæt") == [note.id]
    notes.edit(note.id, text="Spørg mureren")
    assert hits(store, "tømreren") == []
    assert hits(store, "mureren") == [note.id]
    notes.remove(note.id)
    assert hits(store, "mureren") == []
    undo.undo()
    assert hits(store, "mureren") == [note.id]
