"""From what an item mentions to the meetings and items that are meant."""

from __future__ import annotations

from dataclasses import replace

from moedeklar.model.agenda import AgendaItem, Block, BlockKind, ComingItem, Meeting, Reference, Role, Section
from moedeklar.model.changes import ChangeSet
from moedeklar.model.views import Earlier
from moedeklar.store import meetings, mirror, sources
from moedeklar.store.store import Store
from tests.store.test_search import NOW, keep, section

OWN, FINANCE = "skoleudvalget", "okonomiudvalget"
DECIDED = section(Role.DECISION, "Beslutning", "Udsat til næste møde.")


def earlier(store: Store, item_id: str) -> tuple[Earlier, ...]:
    return store.read(lambda db: meetings.item_view(db, item_id)).earlier


def asking(*references: Reference, case: str | None = "27/104") -> AgendaItem:
    return AgendaItem("2", "Nyt tag", case_number=case, references=references)


def test_a_reference_leads_to_the_item_with_its_number(store: Store) -> None:
    _other, roof = keep(
        store,
        OWN,
        "2027-01-12",
        AgendaItem("1", "Godkendelse af dagsorden"),
        AgendaItem("5", "Taget på skolen", case_number="27/104", sections=(DECIDED,)),
    )
    reference = Reference(None, "2027-01-12", "5")
    (item,) = keep(store, OWN, "2027-02-09", asking(reference))
    told = Earlier(reference, f"meeting-{OWN}-2027-01-12", roof, OWN, "Taget på skolen", "Udsat til næste møde.")
    assert earlier(store, item) == (told,)


def test_without_a_number_the_case_number_tells_and_a_number_is_not_trusted_against_it(store: Store) -> None:
    first, roof = keep(
        store, OWN, "2027-01-12", AgendaItem("1", "Andet"), AgendaItem("2", "Tag", case_number="27 / 104")
    )
    day = "2027-01-12"
    (item,) = keep(store, OWN, "2027-02-09", asking(Reference(None, day, None), Reference(None, day, "1")))
    assert [one.item_id for one in earlier(store, item)] == [roof, roof]
    (bare,) = keep(store, OWN, "2027-03-09", asking(Reference(None, day, "9"), Reference(None, day, "1"), case=None))
    assert [(one.meeting_id is not None, one.item_id) for one in earlier(store, bare)] == [(True, None), (True, first)]


def test_a_reference_names_its_own_body_and_day(store: Store) -> None:
    keep(store, FINANCE, "2027-01-20", AgendaItem("3", "Tag", case_number="27/104"))
    references = (
        Reference("Okonomiudvalget 2026-2029", "2027-01-20", "3"),
        Reference(None, "2027-01-20", "3"),
        Reference("Okonomiudvalget", "2027-01-21", "3"),
        Reference("Okonomiudvalget", None, "3"),
        Reference(None, "2027-02-09", "2"),
    )
    (item,) = keep(store, OWN, "2027-02-09", asking(*references))
    # Not the own committee's on another's day, not another day, not without a day, not the meeting itself.
    assert [one.meeting_id for one in earlier(store, item)] == [f"meeting-{FINANCE}-2027-01-20", None, None, None, None]


def test_neither_another_municipality_nor_a_removed_source_is_meant(store: Store) -> None:
    keep(store, OWN, "2027-01-12", AgendaItem("5", "Tag"))
    (item,) = keep(store, OWN, "2027-02-09", asking(Reference(None, "2027-01-12", "5")))

    def municipality(name: str, day: str) -> None:
        def work(db):
            meeting_id = f"meeting-{OWN}-{day}"
            record = mirror.load(db, [meeting_id])[meeting_id]
            mirror.save(db, replace(record, municipality=name), {}, NOW)
            return None, ChangeSet()

        store.write(work)

    municipality("Nordlund", "2027-02-09")
    assert earlier(store, item)[0].meeting_id is not None
    municipality("Sydby", "2027-01-12")
    assert earlier(store, item)[0].meeting_id is None
    municipality("Nordlund", "2027-01-12")
    assert earlier(store, item)[0].meeting_id is not None

    def remove(db):
        source = sources.add(db, "folder", "x", "/x", {}, store.clock.now())
        db.execute("UPDATE mirror_meeting SET source_id = ? WHERE start LIKE '2027-01-12%'", (source.id,))
        sources.remove(db, source.id, store.clock.now())
        return None, ChangeSet()

    store.write(remove)
    assert earlier(store, item)[0].meeting_id is None


def test_a_coming_case_leads_to_the_meeting_where_it_is_expected(store: Store) -> None:
    keep(store, OWN, "2027-03-09", AgendaItem("1", "Regnskab"))
    blocks = (Block(BlockKind.BULLET, "Regnskab 2026"), Block(BlockKind.BULLET, "Ny skole"))
    listing = AgendaItem("7", "Punkter til næste møder", sections=(Section(Role.FACTS, "", blocks),))
    (item,) = keep(store, OWN, "2027-02-09", listing)
    meeting_id = f"meeting-{OWN}-2027-02-09"

    def announce(db):
        record = mirror.load(db, [meeting_id])[meeting_id]
        cases = (ComingItem("Regnskab 2026", "marts", "2027-03-09"), ComingItem("Ny skole", date="2027-05-01"))
        mirror.save(db, record, {record.versions[0].id: Meeting(items=(listing,), coming=cases)}, NOW)
        return None, ChangeSet()

    store.write(announce)
    view = store.read(lambda db: meetings.meeting_view(db, meeting_id))
    assert [(one.item_id, one.meeting_id) for one in view.coming] == [(item, f"meeting-{OWN}-2027-03-09"), (item, None)]
    assert view.items[0].coming == 2
