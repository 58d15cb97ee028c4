from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moedeklar.model.agenda import AgendaItem, Attachment, Block, BlockKind, Meeting, MeetingKind, Role, Section
from moedeklar.model.anchors import AnchorState, TextAnchor
from moedeklar.model.changes import ChangeSet
from moedeklar.model.moments import LocalStart
from moedeklar.model.requests import Request, RequestDraft, RequestStatus
from moedeklar.model.views import HitKind
from moedeklar.model.work import Note
from moedeklar.store import annotations, attachments, meetings, mirror, search
from moedeklar.store import requests as request_rows
from moedeklar.store.mirror import DocumentRecord, ItemPlace, MeetingRecord, VersionRecord
from moedeklar.store.snippets import CLOSE, OPEN
from moedeklar.store.store import Store

NOW = "2027-02-03T06:42:00.000000+00:00"


def section(role: Role, heading: str, *texts: str) -> Section:
    return Section(role, heading, tuple(Block(BlockKind.PARAGRAPH, text) for text in texts))


def keep(store: Store, name: str, day: str, *items: AgendaItem) -> list[str]:
    """Store a meeting of the committee *name* and index its items; their ids."""
    ids = [f"item-{name}-{day}-{n}" for n in range(len(items))]
    places = tuple(ItemPlace(i, item.title, item.case_number) for i, item in zip(ids, items, strict=True))
    document = DocumentRecord(f"document-{name}-{day}", f"{name}.pdf", "a" * 64, "application/pdf")
    version = VersionRecord(f"version-{name}-{day}", MeetingKind.AGENDA, NOW, "f", NOW, 0, None, (document,), places)
    start = LocalStart.parse(day)
    record = MeetingRecord(f"meeting-{name}-{day}", "src", None, name, name, None, start, None, versions=(version,))

    def work(db):
        mirror.save(db, record, {version.id: Meeting(items=items)}, NOW)
        for item_id, item in zip(ids, items, strict=True):
            search.index_item(db, item_id, item)
        return ids, ChangeSet()

    return store.write(work)


def find(store: Store, query: str, kinds=None, limit: int = 50):
    return store.read(lambda db: search.find(db, query, kinds, limit))


ILL = AgendaItem(
    "5",
    "Erfaringer med ressourceforløb i Nordlund",
    case_number="15.20.00-G01-2-27",
    sections=(
        section(Role.RECOMMENDATION, "Indstilling", "Forvaltningen indstiller, at status drøftes."),
        section(Role.FACTS, "Sagsfremstilling", "Hår og negle.", "Et ungdomsudvalg har set på sagen."),
    ),
)
ROAD = AgendaItem(
    "2",
    "Vejbelysning på Kirkegade",
    sections=(section(Role.FACTS, "Sagsfremstilling", "Der er søgt om midler. Borgere i forløb hjælper til."),),
)


def test_words_and_the_inside_of_compounds(store: Store) -> None:
    first, second = keep(store, "udvalg", "2027-02-09", ILL, ROAD)
    assert [h.item_id for h in find(store, "ressourceforløb")] == [first]
    # In a title before in a text, though here only inside a compound.
    assert [h.item_id for h in find(store, "forløb")] == [first, second]
    assert [h.item_id for h in find(store, "udvalg")] == [first]
    assert [h.item_id for h in find(store, "RESSOURCEFORLØB")] == [first]


def test_diacritics_are_letters_of_their_own(store: Store) -> None:
    (first,) = keep(store, "udvalg", "2027-02-09", ILL)
    assert [h.item_id for h in find(store, "hår")] == [first]
    hits = find(store, "har")
    assert [h.snippet[h.snippet.index(OPEN) + 1 : h.snippet.index(CLOSE)] for h in hits] == ["har"]
    assert find(store, "forlob") == ()


def test_words_may_stand_in_different_sections_and_in_the_title(store: Store) -> None:
    (first, _) = keep(store, "udvalg", "2027-02-09", ILL, ROAD)
    assert [h.item_id for h in find(store, "nordlund drøftes negle")] == [first]
    assert find(store, "nordlund kirkegade") == ()
    assert [h.item_id for h in find(store, '"status drøftes"')] == [first]
    assert find(store, '"drøftes status"') == ()


def test_short_words_are_the_beginnings_of_words(store: Store) -> None:
    keep(store, "udvalg", "2027-02-09", ILL, ROAD)
    assert len(find(store, "ki")) == 1
    assert find(store, "ga") == ()
    assert len(find(store, "i kirkegade")) == 1


def test_case_numbers_and_names_of_attachments_are_found(store: Store) -> None:
    item = AgendaItem("1", "Havnen", case_number="08.06.00-P20-1-27", attachments=(Attachment("Notat om sejldybde"),))
    (first,) = keep(store, "udvalg", "2027-02-09", item)
    assert [h.item_id for h in find(store, "08.06.00-P20-1-27")] == [first]
    assert [h.item_id for h in find(store, "sejldybde")] == [first]


def test_a_hit_says_where_the_passage_is(store: Store) -> None:
    (first,) = keep(store, "udvalg", "2027-02-09", ILL)
    (hit,) = find(store, "ungdomsudvalg")
    texts = {k: s.text for k, s in ILL.keyed_sections()}
    assert texts[hit.section][hit.start : hit.end] == "ungdomsudvalg"
    assert (hit.kind, hit.meeting_id, hit.committee) == (HitKind.ITEM, "meeting-udvalg-2027-02-09", "udvalg")
    assert hit.start_of_meeting == LocalStart.parse("2027-02-09")
    assert f"{OPEN}ungdomsudvalg{CLOSE}" in hit.snippet
    (by_title,) = find(store, "ressourceforløb")
    assert (by_title.id, by_title.section, by_title.title) == (first, None, ILL.title)


def test_the_best_come_first(store: Store) -> None:
    text = (section(Role.FACTS, "Sagsfremstilling", "Om havnens fremtid."),)
    whole = (section(Role.FACTS, "Sagsfremstilling", "Om havn og strand."),)
    old = keep(store, "a", "2026-01-01", AgendaItem("1", "Plan", sections=whole))[0]
    new = keep(store, "b", "2027-01-01", AgendaItem("1", "Plan", sections=whole))[0]
    inside = keep(store, "c", "2028-01-01", AgendaItem("1", "Plan", sections=text))[0]
    title = keep(store, "d", "2020-01-01", AgendaItem("1", "En ny havn"))[0]
    titled = keep(store, "e", "2025-01-01", AgendaItem("1", "Havneplanen"))[0]
    assert [h.item_id for h in find(store, "havn")] == [title, titled, new, old, inside]
    assert [h.item_id for h in find(store, "havn", limit=2)] == [title, titled]


def test_an_own_note_and_a_request_are_found_by_their_words(store: Store) -> None:
    (first,) = keep(store, "udvalg", "2027-02-09", ILL)
    now = store.clock.now()

    def work(db):
        home = meetings.snapshot(db, first)
        anchor = TextAnchor.of("facts.sagsfremstilling", "Hår og negle. Et", 0, 3)
        note = annotations.put(db, Note("note-1", home, "spørg formanden", None, anchor, AnchorState.PLACED, now, now))
        request = Request(
            "request-1", RequestDraft("udvalg", "Cykelparkering", text="Ved stationen"), RequestStatus.DRAFT, now, now
        )
        request_rows.put(db, request)
        search.index_request(db, request)
        return note, ChangeSet()

    store.write(work)
    (hit,) = find(store, "formanden")
    assert (hit.kind, hit.id, hit.item_id, hit.section, hit.start, hit.end) == (
        HitKind.NOTE,
        "note-1",
        first,
        "facts.sagsfremstilling",
        0,
        3,
    )
    (hit,) = find(store, "cykel")
    assert (hit.kind, hit.id, hit.title) == (HitKind.REQUEST, "request-1", "Cykelparkering")
    assert find(store, "formanden", [HitKind.ITEM]) == ()
    assert len(find(store, "formanden", [HitKind.NOTE])) == 1
    store.write(lambda db: (search.forget(db, HitKind.REQUEST, "request-1"), ChangeSet()))
    assert find(store, "cykel") == ()


def test_pages_of_a_file_belong_to_every_attachment_that_it_is(store: Store) -> None:
    old, new = (keep(store, "udvalg", day, ILL)[0] for day in ("2026-02-09", "2027-02-09"))

    def work(db):
        for item_id in (old, new):
            record = attachments.AttachmentRecord(f"att-{item_id}", item_id, 0, "Notat", sha256="b" * 64)
            attachments.put(db, record)
        attachments.put_file(db, "b" * 64, "application/pdf", 10)
        search.index_pages(db, "b" * 64, ("", "Om bevillinger til\nlegepladser"))
        return None, ChangeSet()

    store.write(work)
    (hit,) = find(store, "legeplads")
    assert (hit.kind, hit.attachment_id, hit.page, hit.title) == (HitKind.ATTACHMENT, f"att-{new}", 1, "Notat")


@given(st.text(max_size=40))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_that_is_typed_is_an_error(store: Store, query: str) -> None:
    find(store, query)
    find(store, f'{query}" OR title:havn* NEAR(a b) ^x -{query}')


@pytest.mark.parametrize("query", ["", " ", '"', "*", "()", "' OR 1=1", '"" ""', "\x00", "AND", "§ 11"])
def test_signs_are_words_or_nothing(store: Store, query: str) -> None:
    keep(store, "udvalg", "2027-02-09", ILL)
    assert isinstance(find(store, query), tuple)


def test_the_index_is_checked_and_made_anew(store: Store) -> None:
    (first,) = keep(store, "udvalg", "2027-02-09", ILL)

    def whole() -> bool:
        return store.write(lambda db: (search.check(db), ChangeSet()))

    def run(sql: str) -> None:
        store.write(lambda db: (db.execute(sql).rowcount, ChangeSet()))

    assert whole()
    run("DROP TRIGGER search_passage_added")
    run("INSERT INTO search_passage (kind, owner, part, title, body) VALUES ('item', 'x', '', 'tabt', '')")
    assert not whole()
    assert store.write(lambda db: (search.reindex(db), ChangeSet())) == 1
    assert whole()
    assert [h.item_id for h in find(store, "ressourceforløb")] == [first]
    run("DELETE FROM search_passage")
    assert not whole()
    (again, *_) = keep(store, "udvalg", "2027-02-10", ROAD)
    assert [h.item_id for h in find(store, "kirkegade")] == [again]


def test_meetings_of_a_removed_source_are_not_found(store: Store) -> None:
    keep(store, "udvalg", "2027-02-09", ILL)
    sql = "INSERT INTO user_source VALUES ('src', 'folder', 'x', '/x', '{}', '2027', '2027')"
    store.write(lambda db: (db.execute(sql).rowcount, ChangeSet()))
    assert find(store, "ressourceforløb") == ()


def test_an_item_comes_before_its_attachment_and_its_note(store: Store) -> None:
    (road,) = keep(store, "udvalg", "2027-02-09", ROAD)

    def work(db):
        now = store.clock.now()
        for n, text in enumerate(("Spørg om borgere i forløb", "Spørg om prisen")):
            home = meetings.snapshot(db, road)
            note = Note(f"note-{n}", home, text, None, None, AnchorState.PLACED, now, now)
            annotations.put(db, note)
            search.index_note(db, note)
        return None, ChangeSet()

    store.write(work)
    assert [(h.kind, h.id) for h in find(store, "forløb")] == [(HitKind.ITEM, road), (HitKind.NOTE, "note-0")]
    # The title of the item that it is on is no text of the note.
    assert [h.kind for h in find(store, "vejbelysning")] == [HitKind.ITEM]
    assert [h.kind for h in find(store, "prisen")] == [HitKind.NOTE]
