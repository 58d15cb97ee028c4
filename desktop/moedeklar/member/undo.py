"""Undo and redo of everything that a person does to their own work."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from moedeklar.member.changes import Listeners
from moedeklar.model.errors import NotFound

Step = Callable[[], object]
MOST = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing done: its label in the language of the moment, how to take it back, and how to do it again."""

    label: Callable[[], str]
    undo: Step
    redo: Step


class Undo:
    """The steps of one session, newest last. Thread-safe; `undo` and `redo` block while the store writes."""

    def __init__(self) -> None:
        self._done: list[Entry] = []
        self._undone: list[Entry] = []
        self._listeners: Listeners[[]] = Listeners()
        # Never held while a step runs: its write tells listeners on another thread, and they may ask `can_undo`.
        self._guard = threading.Lock()

    def push(self, label: Callable[[], str], undo: Step, redo: Step) -> None:
        """Remember what was just done. What had been undone can no longer be redone."""
        with self._guard:
            self._done.append(Entry(label, undo, redo))
            del self._done[:-MOST]
            self._undone.clear()
        self._listeners.tell()

    def undo(self) -> str | None:
        """Take back the last step; returns its label, None when there is none.

        Raises what the step raises; then it stays the last step, to be tried again. After NotFound it is dropped, since
        what it was about is gone.
        """
        return self._move(self._done, self._undone, lambda entry: entry.undo())

    def redo(self) -> str | None:
        """Do again what was last taken back; returns its label, None when there is nothing. Raises as `undo`."""
        return self._move(self._undone, self._done, lambda entry: entry.redo())

    def clear(self) -> None:
        """Forget all steps: after a restore they speak of what no longer is."""
        with self._guard:
            self._done.clear()
            self._undone.clear()
        self._listeners.tell()

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to do again."""
        return bool(self._undone)

    @property
    def undo_label(self) -> str | None:
        """What `undo` would take back: "highlight", "note"."""
        return _label(self._done, self._guard)

    @property
    def redo_label(self) -> str | None:
        """What `redo` would do again."""
        return _label(self._undone, self._guard)

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call *listener* whenever what can be undone changes, on the thread that changed it; returns what ends it."""
        return self._listeners.subscribe(listener)

    def _move(self, source: list[Entry], target: list[Entry], step: Callable[[Entry], object]) -> str | None:
        with self._guard:
            if not source:
                return None
            entry = source.pop()
        try:
            step(entry)
        except NotFound:
            self._listeners.tell()
            raise
        except BaseException:
            with self._guard:
                source.append(entry)
            raise
        with self._guard:
            target.append(entry)
        self._listeners.tell()
        return entry.label()


def _label(entries: list[Entry], guard: threading.Lock) -> str | None:
    with guard:
        last = entries[-1] if entries else None
    return last.label() if last else None
