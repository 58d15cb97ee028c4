"""Closed material whose time is up: of a system's records, of undated papers, and of what a member corrected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from moedeklar.member.corrections import Corrections
from moedeklar.member.undo import Undo
from moedeklar.model.agenda import AgendaItem, Meeting, Role
from moedeklar.model.changes import ChangeSet
from moedeklar.model.reports import RunReport
from moedeklar.model.retention import Expiring, Rule
from moedeklar.pdf.client import PdfClient
from moedeklar.sources.folder import FolderSource
from moedeklar.store import attachments, expired, meetings
from moedeklar.store.stamps import stamp
from moedeklar.store.store import Store
from moedeklar.sync import engine, expiring
from moedeklar.sync.choice import Choice
from tests.fakes.records import CaseSystem, RecordsSource, agenda, said
from tests.support.closed import CLOSED, OPEN
from tests.sync.nordlund import Paper, put
from tests.sync.test_engine import view

NOW = Expiring(Rule(30, "Nordlund"), date(2027, 4, 1))
Sync = Callable[..., RunReport]


@pytest.fixture
def system() -> CaseSystem:
    return CaseSystem()


@pytest.fixture
def source(system: CaseSystem) -> RecordsSource:
    return RecordsSource(system)


@pytest.fixture
def sync(store: Store, source: RecordsSource, pdf: PdfClient) -> Sync:
    def run(*, due: bool = True) -> RunReport:
        choice = Choice(expiring=NOW if due else None)
        return engine.run(source, store, lambda: pdf, store.clock, choice=choice)

    return run


def expire(store: Store) -> None:
    def work(db):
        expiring.expire_all(db, NOW, stamp(store.clock.now()))
        return None, ChangeSet()

    store.write(work)


def rows(store: Store) -> str:
    return store.read(lambda db: repr([list(db[name].rows) for name in db.table_names()]))


def closed_agenda(number: int, start: str = "2027-02-09T16:00", text: str = "Havnen sander til.") -> Meeting:
    """An open item with an attachment that is not public, and a closed item."""
    made = agenda(number, start, text=text, files=[f"f{number}", f"s{number}"])
    first, second = made.items
    public, secret = first.attachments
    secret = replace(secret, closed=True, title="Lønbilag")
    hidden = AgendaItem("3", "Zebrasagen", closed=True, sections=said("Zebraen er dyr."), source_id=f"{number}-3")
    items = (replace(first, attachments=(public, secret)), second, hidden)
    return replace(made, items=items)


def fill(system: CaseSystem, number: int = 1, **how: str) -> None:
    system.put(f"f{number}", b"offentligt %d" % number)
    system.put(f"s{number}", b"hemmeligt %d" % number)
    system.put(f"m{number}", closed_agenda(number, **how))


def test_a_closed_attachment_of_an_open_item_goes_alone_and_is_not_fetched_again(
    sync: Sync, system: CaseSystem, source: RecordsSource, store: Store
) -> None:
    fill(system)
    assert sync(due=False).attachments == 2
    expire(store)
    assert "Zebra" not in rows(store)
    assert "Lønbilag" not in rows(store)
    source.asked()
    assert (sync().changed, source.asked()) == (0, [])
    # Even where the file or the record changes.
    system.put("s1", b"hemmeligt igen")
    assert (sync().changed, source.asked()) == (0, [])
    system.put("m1", closed_agenda(1, text="Havnen er uddybet."))
    report = sync()
    assert (report.changed, report.attachments, source.asked()) == (1, 0, ["m1"])
    items = view(store).items
    assert [item.title for item in items] == ["Uddybning af havnen", "Broen over åen", ""]
    assert [item.closed for item in items] == [False, False, True]
    assert "Zebra" not in rows(store)
    listed = store.read(lambda db: attachments.of_items(db, [items[0].id]))
    assert [one.source_ref for one in listed] == ["f1"]


def test_what_comes_too_late_is_never_kept(sync: Sync, system: CaseSystem, store: Store) -> None:
    fill(system)
    report = sync()
    assert (report.new, report.attachments) == (1, 1)
    assert "Zebra" not in rows(store)
    item_id = view(store).items[2].id
    found = store.read(lambda db: expired.expiry_of(db, item_id))
    assert found is not None
    assert found.rule == "Nordlund"
    # With no rule any more a changed record brings it back, to the same item.
    system.put("m1", closed_agenda(1, text="Havnen er uddybet."))
    sync(due=False)
    assert view(store).items[2].id == item_id
    assert view(store).items[2].title == "Zebrasagen"
    assert store.read(lambda db: meetings.item_view(db, item_id)).expiry is None


def test_no_guard_stops_where_all_meetings_are_closed(sync: Sync, system: CaseSystem, store: Store) -> None:
    for number in range(7):
        fill(system, number, start=f"2027-02-{number + 1:02}T16:00")
    assert sync(due=False).new == 7
    expire(store)
    report = sync()
    assert not report.attention
    assert not report.failed
    assert (report.changed, report.withdrawn, report.unchanged) == (0, 0, 7)
    # One that its source takes back is withdrawn as ever.
    system.take("m3")
    assert sync().withdrawn == 1


def test_an_undated_meeting_counts_from_the_day_on_which_it_was_fetched(
    store: Store, pdf: PdfClient, root: Path
) -> None:
    text = Paper((OPEN, CLOSED)).text()
    lines = [line for line in text.split("\n\n") if "Mødedato" not in line]
    lines[0] = "# **DAGSORDEN Kultur- og Fritidsudvalget**"
    put(root / "dagsorden.txt", "\n\n".join(lines))
    fetched = date(2027, 2, 3)  # by the store's clock

    def run(today: date | None) -> RunReport:
        choice = Choice(expiring=Expiring(Rule(30), today) if today else None)
        return engine.run(FolderSource("src-test", root), store, lambda: pdf, store.clock, choice=choice)

    assert run(date(2027, 12, 1)).new == 1
    assert "Wolframtillæg" in rows(store)
    (found,) = store.read(expired.candidates)
    assert (found.start, found.day) == (None, fetched)
    store.write(
        lambda db: (expiring.expire(db, found.meeting_id, NOW, stamp(store.clock.now())), ChangeSet()),
    )
    assert "Wolframtillæg" not in rows(store)
    put(root / "dagsorden.txt", "\n\n".join(lines) + "\n\n")
    assert (run(NOW.today).new, "Wolframtillæg" in rows(store)) == (0, False)


def test_what_was_corrected_in_a_closed_item_is_forgotten_with_it(store: Store, pdf: PdfClient, root: Path) -> None:
    put(root / "dagsorden.txt", Paper((OPEN, CLOSED), day=(2027, 1, 12)).text())

    def run() -> RunReport:
        source = FolderSource("src-test", root)
        return engine.run(source, store, lambda: pdf, store.clock, choice=Choice(expiring=None))

    run()
    corrections = Corrections(store, Undo())
    first, second = (item.id for item in view(store).items)
    keys = [key for key, _ in store.read(lambda db: meetings.item_content(db, second)).keyed_sections()]
    corrections.set_role(second, keys[1], Role.DECISION)
    corrections.set_title(first, "Havnen, rettet")
    assert "Xylograf" in rows(store)
    expire(store)
    left = rows(store)
    assert not [word for word in ("Xylograf", "Wolframtillæg", "Qvistrup") if word in left]
    assert view(store).items[0].title == "Havnen, rettet"
