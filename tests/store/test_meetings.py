from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from moedeklar.model.agenda import AgendaItem, Attachment, ComingItem, ItemType, Meeting, MeetingKind, Role
from moedeklar.model.changes import ChangeSet
from moedeklar.model.errors import NotFound
from moedeklar.model.views import FileState
from moedeklar.store import attachments, meetings, mirror, reading
from moedeklar.store.mirror import DocumentRecord, ItemPlace, VersionRecord, text_mark, words_of
from moedeklar.store.stamps import unstamp
from moedeklar.store.store import Store
from tests.store.test_search import ILL, NOW, ROAD, keep, section


def with_version(
    store: Store, meeting_id: str, kind: MeetingKind, ordinal: int, *pairs: tuple[str, AgendaItem]
) -> None:
    """Add a version to a meeting that is there: pairs of item id and content."""

    def work(db):
        record = mirror.load(db, [meeting_id])[meeting_id]
        places = tuple(ItemPlace(item_id, item.title, item.case_number) for item_id, item in pairs)
        document = DocumentRecord(f"document-{ordinal}", f"{kind}.pdf", f"{ordinal}" * 64, "application/pdf")
        version = VersionRecord(f"version-{ordinal}", kind, NOW, str(ordinal), NOW, ordinal, None, (document,), places)
        content = Meeting(kind, items=tuple(item for _, item in pairs), coming=(ComingItem("Ny skole"),))
        mirror.save(db, replace(record, versions=(*record.versions, version)), {version.id: content}, NOW)
        return None, ChangeSet()

    store.write(work)


def view(store: Store, meeting_id: str, version: str | None = None):
    return store.read(lambda db: meetings.meeting_view(db, meeting_id, version))


def test_what_was_saved_is_loaded(store: Store) -> None:
    keep(store, "udvalg", "2027-02-09", ILL, ROAD)
    record = store.read(lambda db: mirror.load(db, ["meeting-udvalg-2027-02-09", "ukendt"]))
    assert list(record) == ["meeting-udvalg-2027-02-09"]
    (version,) = record["meeting-udvalg-2027-02-09"].versions
    assert [place.title for place in version.items] == [ILL.title, ROAD.title]
    content = store.read(lambda db: mirror.version_content(db, version.id))
    assert content.items == (ILL, ROAD)
    assert store.read(lambda db: mirror.version_content(db, "ukendt")) is None


def test_the_mark_of_a_text_counts_words_and_minds_amounts() -> None:
    assert words_of(text_mark(ILL)) == 14
    assert words_of(None) == 0
    other = replace(ILL, sections=(*ILL.sections, section(Role.DECISION, "Beslutning", "Godkendt.")))
    assert text_mark(other) != text_mark(ILL)
    same = replace(
        ILL,
        number="7",
        sections=(
            section(Role.RECOMMENDATION, "Indstilling:", "Forvaltningen  indstiller, at status drøftes"),
            ILL.sections[1],
        ),
    )
    assert text_mark(same).partition("-")[0] == text_mark(ILL).partition("-")[0]
    amounts = [replace(ILL, sections=(section(Role.FACTS, "", text),)) for text in ("1,5 mio.", "15 mio.")]
    assert text_mark(amounts[0]) != text_mark(amounts[1])


def test_minutes_stand_before_the_agenda_and_what_they_lack_is_removed(store: Store) -> None:
    first, second = keep(store, "udvalg", "2027-02-09", ILL, ROAD)
    decided = replace(ILL, sections=(*ILL.sections, section(Role.DECISION, "Beslutning", "Godkendt.")))
    with_version(
        store,
        "meeting-udvalg-2027-02-09",
        MeetingKind.MINUTES,
        1,
        ("item-ny", AgendaItem("1", "Valg")),
        (first, decided),
    )
    shown = view(store, "meeting-udvalg-2027-02-09")
    assert [(i.id, i.removed) for i in shown.items] == [("item-ny", False), (first, False), (second, True)]
    assert shown.item_ids == ("item-ny", first)
    assert shown.content.items == (AgendaItem("1", "Valg"), decided)
    assert (shown.row.items, shown.row.kind, shown.items[1].decision) == (2, MeetingKind.MINUTES, "Godkendt.")
    before = view(store, "meeting-udvalg-2027-02-09", "version-udvalg-2027-02-09")
    assert before.content.items == (ILL, ROAD)
    assert store.read(lambda db: meetings.item_content(db, first)) == decided
    assert store.read(lambda db: meetings.item_content(db, first, "version-udvalg-2027-02-09")) == ILL
    assert store.read(lambda db: meetings.text_of(db, first))[1] == "version-1"
    gone = store.read(lambda db: meetings.item_view(db, second))
    assert (gone.row.removed, gone.content) == (True, ROAD)
    present = store.read(lambda db: meetings.item_view(db, first))
    assert (present.previous, present.next, present.position, present.count) == ("item-ny", None, 2, 2)


def test_a_supplement_adds_to_the_agenda_and_says_items_anew(store: Store) -> None:
    first, second = keep(store, "udvalg", "2027-02-09", ILL, ROAD)
    again = replace(ROAD, number="2a", sections=(section(Role.FACTS, "", "Ny tekst."),))
    with_version(
        store,
        "meeting-udvalg-2027-02-09",
        MeetingKind.SUPPLEMENT,
        1,
        ("item-ny", AgendaItem("3", "Brand")),
        (second, again),
    )
    shown = view(store, "meeting-udvalg-2027-02-09")
    assert [i.id for i in shown.items] == [first, second, "item-ny"]
    assert shown.content.items == (ILL, again, AgendaItem("3", "Brand"))
    assert shown.version.kind is MeetingKind.SUPPLEMENT
    # The meeting itself has an agenda until there are minutes; which paper a version is, the version says.
    assert shown.row.kind is MeetingKind.AGENDA
    assert [version.kind for version in shown.row.versions] == [MeetingKind.AGENDA, MeetingKind.SUPPLEMENT]


def test_a_document_that_was_replaced_is_no_longer_listed(store: Store) -> None:
    keep(store, "udvalg", "2027-02-09", ILL)
    meeting_id = "meeting-udvalg-2027-02-09"

    names = ("document-udvalg-2027-02-09", "document-1", "document-2")

    def set_documents(*withdrawn: str | None):
        def work(db):
            record = mirror.load(db, [meeting_id])[meeting_id]
            documents = tuple(
                DocumentRecord(names[n], "dagsorden.pdf", f"{n}" * 64, "application/pdf", when)
                for n, when in enumerate(withdrawn)
            )
            mirror.save(db, replace(record, versions=(replace(record.versions[0], documents=documents),)), {}, NOW)
            return None, ChangeSet()

        store.write(work)
        (version,) = view(store, meeting_id).row.versions
        return [document.id for document in version.documents]

    assert set_documents("2027-01-01", None, "2027-01-02") == ["document-1"]
    # Of a version that is gone as a whole, each name as it was last.
    assert set_documents("2027-01-01", "2027-01-03", "2027-01-02") == ["document-1"]


def test_lists_are_by_time_and_committee(store: Store) -> None:
    for name, day in (("b", "2027-03-01"), ("a", "2027-02-09T16:00"), ("a", "2027-01-05")):
        keep(store, name, day, ILL)

    def days(*wanted):
        return [row.start.isoformat() for row in store.read(lambda db: meetings.meeting_rows(db, *wanted))]

    assert days() == ["2027-01-05", "2027-02-09T16:00", "2027-03-01"]
    assert days("a") == ["2027-01-05", "2027-02-09T16:00"]
    assert days(None, date(2027, 2, 9), date(2027, 2, 9)) == ["2027-02-09T16:00"]
    assert days(None, date(2027, 2, 10), None) == ["2027-03-01"]


def test_the_agenda_as_it_stands_is_counted_in_one_go(store: Store) -> None:
    """However many meetings there are, a list takes the same few queries."""
    for n in range(12):
        keep(store, "a", f"2027-02-{n + 1:02}", ILL, ROAD)
    asked: list[str] = []

    def work(db):
        db.conn.set_trace_callback(asked.append)
        found = meetings.meeting_rows(db)
        db.conn.set_trace_callback(None)
        return found

    assert len(store.read(work)) == 12
    assert len(asked) <= 6


def test_types_and_closed_items_and_attachments(store: Store) -> None:
    item = AgendaItem("3", "Køb", ItemType.DECISION, closed=True, attachments=(Attachment("Kort"), Attachment("Bud")))
    (first,) = keep(store, "udvalg", "2027-02-09", item)

    def work(db):
        for n, title in enumerate(("Kort", "Bud", "Væk")):
            gone = NOW if title == "Væk" else None
            attachments.put(db, attachments.AttachmentRecord(f"att-{n}", first, n, title, gone=gone))
        return None, ChangeSet()

    store.write(work)
    shown = store.read(lambda db: meetings.item_view(db, first))
    assert (shown.row.type, shown.row.closed, shown.row.attachments) == (ItemType.DECISION, True, 2)
    assert [(a.title, a.state) for a in shown.attachments] == [
        ("Kort", FileState.NOT_IN_SOURCE),
        ("Bud", FileState.NOT_IN_SOURCE),
    ]


def test_closed_items_are_on_the_agenda_but_not_among_those_to_read(store: Store) -> None:
    closed = AgendaItem("3", "Lukket punkt", closed=True)
    items = keep(store, "udvalg", "2027-02-09", ILL, ROAD, closed)

    def read(db):
        for item_id in (items[0], items[2]):
            home = meetings.snapshot(db, item_id)
            reading.put(db, home, reading.Marks(read_hash=meetings.text_of(db, item_id)[0]), unstamp(NOW))
        return None, ChangeSet()

    store.write(read)
    (row,) = store.read(meetings.meeting_rows)
    assert (row.items, row.closed, row.readable, row.read) == (3, 1, 2, 1)


def test_an_id_that_nothing_bears(store: Store) -> None:
    keep(store, "udvalg", "2027-02-09", ILL)
    for ask in (
        meetings.meeting_view,
        meetings.item_view,
        meetings.snapshot,
        meetings.item_content,
        meetings.document,
        meetings.text_of,
    ):
        with pytest.raises(NotFound):
            store.read(lambda db, ask=ask: ask(db, "ukendt"))
    with pytest.raises(NotFound):
        view(store, "meeting-udvalg-2027-02-09", "ukendt")
    with pytest.raises(NotFound):
        store.read(lambda db: meetings.item_content(db, "item-udvalg-2027-02-09-0", "ukendt"))


def test_an_item_without_title_is_listed_and_kept_by_its_first_words(store: Store) -> None:
    untitled = AgendaItem("1", "", sections=(section(Role.FACTS, "", "Vejen er revnet."),))
    (item,) = keep(store, "udvalg", "2027-02-09", untitled)
    assert view(store, "meeting-udvalg-2027-02-09").items[0].title == "Vejen er revnet."
    assert store.read(lambda db: meetings.snapshot(db, item)).title == "Vejen er revnet."
    assert store.read(lambda db: meetings.item_view(db, item)).content == untitled
