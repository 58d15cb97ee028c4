from __future__ import annotations

import pytest

from moedeklar.member.bookmarks import Bookmarks
from moedeklar.member.notes import Notes
from moedeklar.member.reading import Reading
from moedeklar.member.settings import Settings
from moedeklar.member.undo import Undo
from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.errors import NotFound
from moedeklar.model.views import SourceState
from moedeklar.model.work import Place
from moedeklar.store import annotations, attachments, bookmarks, erasing, meetings, reading, sources
from moedeklar.store.attachments import AttachmentRecord
from moedeklar.store.erasing import Holdings
from moedeklar.store.store import Store
from tests.support.meeting import AGENDA, MINUTES, put_meeting


@pytest.fixture
def undo() -> Undo:
    """Nothing done yet."""
    return Undo()


@pytest.fixture
def with_file(read_store: Store) -> Store:
    """The store with an attachment of the first item."""

    def work(db):
        attachments.put(db, AttachmentRecord("attachment", "roof", 0, "Tilbud på tag"))
        return None, ChangeSet()

    read_store.write(work)
    return read_store


def row(store: Store, item: str = "roof"):
    return next(row for row in store.read(lambda db: meetings.meeting_view(db, "meeting")).items if row.id == item)


def test_a_bookmark_is_kept_undone_and_redone_with_its_id(with_file: Store, undo: Undo) -> None:
    marks = Bookmarks(with_file, undo)
    made = marks.add("roof", "Taget", "attachment", 4)
    assert marks.list() == (made,)
    assert (made.home.title, made.name, made.attachment_id, made.page) == (
        "Nyt tag på Askeby Skole",
        "Taget",
        "attachment",
        4,
    )
    undo.undo()
    assert marks.list() == ()
    undo.redo()
    assert marks.list() == (made,)
    marks.remove(made.id)
    assert marks.list() == ()
    undo.undo()
    assert marks.list() == (made,)


def test_what_is_bookmarked_twice_has_one_bookmark(with_file: Store, undo: Undo) -> None:
    marks = Bookmarks(with_file, undo)
    whole, page = marks.add("roof"), marks.add("roof", "Taget", "attachment", 4)
    assert marks.add("roof") == whole
    assert marks.add("roof", "", "attachment", 4) == page
    assert marks.add("roof", "", "attachment", 5).id != page.id
    renamed = marks.add("roof", "Før tirsdag")
    assert (renamed.id, renamed.name) == (whole.id, "Før tirsdag")
    assert len(marks.list()) == 3
    undo.undo()
    assert whole in marks.list()
    undo.redo()
    assert renamed in marks.list()
    # What changed nothing is nothing to undo.
    marks.add("roof", "Før tirsdag")
    undo.undo()
    assert whole in marks.list()


def test_nothing_new_is_put_on_what_a_removed_source_left(read_store: Store, undo: Undo) -> None:
    marks, notes = Bookmarks(read_store, undo), Notes(read_store, undo)
    notes.add("roof", text="Før")

    def remove(db):
        source = sources.add(db, "folder", "Nordlund", "/nordlund", {}, read_store.clock.now())
        db.execute("UPDATE mirror_meeting SET source_id = ?", (source.id,))
        sources.remove(db, source.id, read_store.clock.now())
        return None, ChangeSet()

    read_store.write(remove)
    for attempt in (
        lambda: notes.add("roof", text="Efter"),
        lambda: notes.add("roof", section="facts.sagsfremstilling", start=0, end=6),
        lambda: marks.add("roof"),
    ):
        with pytest.raises(NotFound) as caught:
            attempt()
        assert caught.value.code == "item_not_followed"
    assert [note.text for note in notes.list()] == ["Før"]


def test_toggling_marks_the_item_and_leaves_marks_on_its_attachments(with_file: Store, undo: Undo) -> None:
    marks = Bookmarks(with_file, undo)
    page = marks.add("roof", attachment_id="attachment", page=0)
    assert marks.toggle("roof") is True
    assert row(with_file).bookmarked
    assert marks.toggle("roof") is False
    assert marks.list() == (page,)
    with pytest.raises(NotFound):
        marks.toggle("nothing")
    with pytest.raises(NotFound):
        marks.remove("nothing")
    with pytest.raises(NotFound):
        marks.add("ferry", attachment_id="attachment", page=0)


def test_read_is_of_the_text_and_a_version_that_changes_it_makes_it_unread(read_store: Store, undo: Undo) -> None:
    marks = Reading(read_store, undo)
    marks.mark_read("roof")
    marks.mark_read("ferry")
    assert row(read_store).read
    put_meeting(read_store, AGENDA, MINUTES)
    assert (row(read_store).read, row(read_store).changed) == (False, True)
    assert row(read_store, "ferry").read
    marks.mark_read("roof", version_id="version-a")
    assert not row(read_store).read
    marks.mark_read("roof")
    assert row(read_store).read
    assert (undo.undo(), row(read_store).read) == ("read", False)
    assert (undo.redo(), row(read_store).read) == ("read", True)
    marks.mark_read("roof", read=False)
    assert (row(read_store).read, row(read_store).changed) == (False, False)
    with pytest.raises(NotFound):
        marks.mark_read("nothing")


def test_what_was_read_by_reading_is_nothing_to_undo_and_twice_is_once(read_store: Store, undo: Undo) -> None:
    marks = Reading(read_store, undo)
    marks.mark_read("roof", by_hand=False)
    assert not undo.can_undo
    marks.mark_read("roof")
    assert not undo.can_undo, "it was read already"


def test_prepared_is_undone_and_redone_and_leaves_read_alone(read_store: Store, undo: Undo) -> None:
    marks = Reading(read_store, undo)
    marks.mark_read("roof", by_hand=False)
    marks.set_prepared("roof", True)
    assert row(read_store).prepared
    marks.set_prepared("roof", True)
    assert (undo.undo(), row(read_store).prepared, row(read_store).read) == ("prepared", False, True)
    assert undo.undo() is None
    undo.redo()
    assert row(read_store).prepared
    marks.set_prepared("roof", False)
    assert (undo.undo_label, row(read_store).prepared) == ("not prepared", False)


def test_where_reading_stopped_is_kept(read_store: Store, undo: Undo) -> None:
    marks = Reading(read_store, undo)
    assert marks.place() is None
    for place in (Place("item", "meeting", "roof", "facts.sagsfremstilling", 12), Place("overview")):
        marks.keep_place(place)
        assert Reading(read_store, undo).place() == place
    assert not undo.can_undo
    read_store.write(lambda db: (db.execute("UPDATE user_place SET value = '{'"), ChangeSet()))
    assert marks.place() is None


def test_settings_are_any_json(store: Store) -> None:
    settings = Settings(store)
    assert settings.get("theme") is None
    assert settings.get("theme", "light") == "light"
    for value in ("dark", "", 120, None, [1, "æ"], {"a": False}):
        settings.set("theme", value)
        assert settings.get("theme", "light") == value
    with pytest.raises(TypeError):
        settings.set("theme", object())
    assert settings.get("theme") == {"a": False}


def test_a_source_is_the_same_when_it_is_added_again(store: Store, fixed_clock) -> None:
    now = fixed_clock.now()

    def add(name: str, **options):
        return store.write(lambda db: (sources.add(db, "folder", name, "/a", options, now), ChangeSet.of(Kind.SOURCE)))

    first = add("Nordlund", committees=["Skoleudvalget"])
    assert (first.committees, first.state, first.last_success) == (("Skoleudvalget",), SourceState.NEVER, None)
    renamed = add("Nordlund Kommune")
    assert (renamed.id, renamed.name, renamed.committees) == (first.id, "Nordlund Kommune", first.committees)
    again = add("Nordlund Kommune", committees=[])
    assert (again.id, again.committees) == (first.id, ())
    store.write(lambda db: (sources.remove(db, first.id, now), ChangeSet()))
    assert store.read(sources.find) == ()
    with pytest.raises(NotFound):
        store.read(lambda db: sources.options(db, first.id))
    assert add("Nordlund").id == first.id
    assert store.read(sources.find)[0].name == "Nordlund"


def test_how_the_last_run_ended_is_told(store: Store, fixed_clock) -> None:
    now = fixed_clock.now()

    def work(db):
        found = sources.add(db, "folder", "Nordlund", "/a", {}, now)
        ends = ("2027-01-01T08:00:00.000000+00:00", "2027-01-02T08:00:00.000000+00:00", None)
        for n, (state, end) in enumerate(zip(("ok", "failed", "running"), ends, strict=True)):
            db["sync_run"].insert(
                {"id": str(n), "source_id": found.id, "started": f"2027-01-0{n}", "finished": end, "state": state}
            )
        return sources.get(db, found.id), ChangeSet()

    found = store.write(work)
    assert found.state is SourceState.FAILED
    assert found.last_success is not None
    assert found.last_success.day == 1


def test_forgetting_takes_notes_bookmarks_and_marks_of_that_source_alone(read_store: Store, undo: Undo) -> None:
    Bookmarks(read_store, undo).add("roof")
    Reading(read_store, undo).mark_read("roof")

    def erased(source_id: str) -> Holdings:
        return read_store.write(lambda db: (erasing.erase(db, [source_id], lambda _done, _total: None), ChangeSet()))

    assert erased("another") == Holdings()
    assert erased("source").bookmarks == 1
    assert read_store.read(bookmarks.find) == ()
    assert read_store.read(annotations.find) == ()
    assert read_store.read(lambda db: reading.marks(db, "roof")) == reading.Marks()
