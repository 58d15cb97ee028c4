from __future__ import annotations

import pytest

from moedeklar.member.changes import Changes
from moedeklar.member.undo import MOST, Undo
from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.errors import NotFound, StoreError


def pushed(undo: Undo, log: list[str], name: str) -> None:
    undo.push(lambda: name, lambda: log.append(f"-{name}"), lambda: log.append(f"+{name}"))


def test_steps_are_taken_back_and_again_in_order() -> None:
    undo, log = Undo(), []
    assert (undo.undo(), undo.redo(), undo.can_undo, undo.can_redo, undo.undo_label) == (None, None, False, False, None)
    for name in "ab":
        pushed(undo, log, name)
    assert undo.undo_label == "b"
    assert (undo.undo(), undo.undo(), undo.undo()) == ("b", "a", None)
    assert undo.redo_label == "a"
    assert (undo.redo(), undo.redo(), undo.redo()) == ("a", "b", None)
    assert log == ["-b", "-a", "+a", "+b"]


def test_something_new_ends_redo() -> None:
    undo, log = Undo(), []
    pushed(undo, log, "a")
    undo.undo()
    pushed(undo, log, "b")
    assert not undo.can_redo
    undo.clear()
    assert not undo.can_undo


def test_a_step_that_fails_stays_unless_its_object_is_gone() -> None:
    undo = Undo()

    def full() -> None:
        raise StoreError("disk_full")

    def gone() -> None:
        raise NotFound("not_found", id="x")

    undo.push(lambda: "full", full, full)
    with pytest.raises(StoreError):
        undo.undo()
    assert undo.undo_label == "full"
    undo.push(lambda: "gone", gone, gone)
    with pytest.raises(NotFound):
        undo.undo()
    assert undo.undo_label == "full"
    assert not undo.can_redo


def test_listeners_hear_of_every_change_until_they_leave() -> None:
    undo, heard = Undo(), []
    leave = undo.subscribe(lambda: heard.append(undo.undo_label))
    pushed(undo, [], "a")
    undo.undo()
    undo.redo()
    leave()
    leave()
    pushed(undo, [], "b")
    assert heard == ["a", None, "a"]


def test_the_oldest_steps_are_forgotten() -> None:
    undo = Undo()
    for n in range(MOST + 5):
        pushed(undo, [], str(n))
    taken = 0
    while undo.undo():
        taken += 1
    assert taken == MOST


def test_changes_reach_everybody_though_one_fails(caplog) -> None:
    changes, heard = Changes(), []

    def fails(told: ChangeSet) -> None:
        raise ValueError("listener")

    changes.subscribe(fails)
    leave = changes.subscribe(heard.append)
    changes.tell(ChangeSet.of(Kind.NOTE))
    leave()
    changes.tell(ChangeSet.of(Kind.SOURCE))
    assert heard == [ChangeSet.of(Kind.NOTE)]
    assert "listener" in caplog.text
