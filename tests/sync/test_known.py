"""A run in which nothing is new looks at no meeting, and tells and does what looking at each would have."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from moedeklar.model.anchors import AnchorState
from moedeklar.model.changes import ChangeSet
from moedeklar.model.moments import SystemClock
from moedeklar.model.reports import Problem, RunReport, SyncEvent
from moedeklar.store import journal
from moedeklar.store.journal import DocumentOutcome, Entry
from moedeklar.store.stamps import stamp
from moedeklar.store.store import Store
from moedeklar.sync.choice import Choice
from moedeklar.sync.known import Known
from moedeklar.sync.taking import Taking
from tests.sync.dumping import dump
from tests.sync.test_engine import note_of
from tests.sync.test_oparl import note_on
from tests.sync.towns import Found, Town

Told = tuple[RunReport, list[SyncEvent], object, object, bool]


@pytest.fixture
def feed(towns: Found) -> Town:
    """A static feed of which everything is here."""
    town = towns(feed=True)
    assert town.sync().new == 6
    return town


def told(town: Town) -> Told:
    """What a run tells and leaves behind, and whether it looked at each meeting."""
    taken: list[Taking] = []
    events: list[SyncEvent] = []
    with pytest.MonkeyPatch.context() as patch:
        take = Taking.take
        patch.setattr(Taking, "take", lambda self: taken.append(self) or take(self))
        report = town.sync(on_event=events.append)
    position = town.store.read(lambda db: journal.position(db, "src-o"))
    return report, events, dump(town.store), position, bool(taken)


def both_ways(town: Town) -> tuple[Told, Told]:
    """What a run tells, and what one tells that looks at each meeting."""
    quick = told(town)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Known, "is_at_rest", False)
        return quick, told(town)


def noted(store: Store, outcome: DocumentOutcome, code: str) -> None:
    """The journal tells of something beside the meetings."""
    ref = f"https://nordlund.example/{outcome.value}"
    problem = Problem(ref, code, (("name", "x"),))
    entry = Entry(ref, 1, stamp(SystemClock().now()), outcome, None, Choice().reader, problem, "v1")
    store.write(lambda db: (journal.put(db, "src-o", entry), ChangeSet()))


def as_it_was(_town: Town) -> None:
    """Nothing is other."""


def withdrawn(town: Town) -> None:
    town.body.bury(town.body.meeting(3), typed=True)
    assert town.sync().withdrawn == 1


def changed(town: Town) -> None:
    town.body.meeting(6)["agendaItem"][1]["result"] = "vertagt"
    town.body.changed(town.body.meeting(6))
    assert town.sync().changed == 1


def with_problems(town: Town) -> None:
    noted(town.store, DocumentOutcome.FAILED, "record_unreadable")
    noted(town.store, DocumentOutcome.SKIPPED, "kind_not_read")
    noted(town.store, DocumentOutcome.BESIDE, "kind_not_read")


def without_home(town: Town) -> None:
    note_on(town.store, town.view(4).items[1].id, "note-1")
    town.body.bury(town.body.meeting(4))
    assert town.sync().withdrawn == 1
    assert note_of(town.store, "note-1").state is AnchorState.UNPLACED


def buried_before(town: Town) -> None:
    noted(town.store, DocumentOutcome.GONE, "kind_not_read")


@pytest.mark.parametrize("state", [as_it_was, withdrawn, changed, with_problems, without_home, buried_before])
def test_it_is_told_without_looking_at_each_meeting(feed: Town, state: Callable[[Town], None]) -> None:
    state(feed)
    quick, slow = both_ways(feed)
    assert (quick[-1], slow[-1]) == (False, True)
    assert quick[:-1] == slow[:-1]
    assert feed.asked == ["/system"]
    if state is with_problems:
        assert (len(quick[0].failed), len(quick[0].skipped)) == (1, 2)


def test_a_note_that_lost_its_place_elsewhere_comes_home_all_the_same(feed: Town) -> None:
    note_on(feed.store, feed.view(4).items[1].id, "note-1")
    home = note_of(feed.store, "note-1").home.item_id

    def lose(db) -> tuple[None, ChangeSet]:
        db.execute("UPDATE user_note SET item_id = 'i-away', home = replace(home, ?, 'i-away')", (home,))
        return None, ChangeSet()

    feed.store.write(lose)
    assert told(feed)[-1] is False
    assert note_of(feed.store, "note-1").home.item_id == home


def read_by_another(db) -> None:
    db.execute("UPDATE sync_document SET reader = '0' WHERE outcome = 'meeting' AND ref LIKE '%/meeting/2'")


def without_meeting(db) -> None:
    db.execute("UPDATE mirror_document SET sha256 = 'other' WHERE ref LIKE '%/meeting/2'")


def not_withdrawn(db) -> None:
    db.execute("UPDATE sync_document SET outcome = 'gone' WHERE ref LIKE '%/meeting/2'")


def withdrawn_and_there(db) -> None:
    db.execute("UPDATE mirror_document SET withdrawn = '2027-01-01' WHERE ref LIKE '%/meeting/2'")


def waiting(db) -> None:
    db.execute("UPDATE mirror_attachment SET state = 'waiting'")


@pytest.mark.parametrize("change", [read_by_another, without_meeting, not_withdrawn, withdrawn_and_there, waiting])
def test_what_is_not_as_a_whole_run_leaves_it_is_looked_at(feed: Town, change: Callable[[object], None]) -> None:
    feed.store.write(lambda db: (change(db), ChangeSet()))
    assert told(feed)[-1] is True
    quick, slow = both_ways(feed)
    assert quick[:-1] == slow[:-1]


def test_a_file_that_was_lost_is_fetched_again(feed: Town) -> None:
    sha256 = feed.files()[0].sha256
    feed.store.files.remove(sha256)
    assert told(feed)[-1] is True
    assert feed.store.files.exists(sha256)
    assert told(feed)[-1] is False


def test_a_server_that_filters_says_so_by_empty_lists(town: Town) -> None:
    assert town.sync().new == 6
    quick, slow = both_ways(town)
    assert (quick[-1], slow[-1]) == (False, True)
    assert quick[:-1] == slow[:-1]
