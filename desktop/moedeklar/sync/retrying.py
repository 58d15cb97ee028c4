"""What failed in one run and is tried again in a later one: sooner at first, then ever less often."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from moedeklar.model.reports import Problem
from moedeklar.store import retries
from moedeklar.store.retries import Retry
from moedeklar.sync.passing import PASSING
from moedeklar.sync.states import is_lasting

if TYPE_CHECKING:
    from moedeklar.store.database import Database
    from moedeklar.sync.reading import Understood

FIRST = timedelta(minutes=5)
LONGEST = timedelta(days=1)
MOST = 8  # tries of a network's document, after which it counts as failed until it changes or a person asks for it
# What is being written at this moment is looked for in every run.
_AT_ONCE = frozenset({"still_changing", "export_unfinished", "cancelled"})


def pause(tries: int) -> timedelta:
    """How long to leave alone what has failed so often."""
    return min(LONGEST, FIRST * (1 << min(tries - 1, 20)))


class Retries:
    """The queue of one source in one run."""

    def __init__(self, known: Mapping[str, Retry], now: datetime, *, patient: bool) -> None:
        """With *patient* what is not yet to be tried again is left."""
        self._known = known
        self._now = now
        self._patient = patient
        self._failed: dict[str, Retry] = {}
        self._done: set[str] = set()
        self._there: set[str] = set()

    def waits(self, ref: str) -> Problem | None:
        """Why the document is not asked for in this run; None where it is."""
        known = self._known.get(ref)
        return known.problem if self._patient and known is not None and known.next_try > self._now else None

    def ended(self, ref: str, problem: Problem | None) -> None:
        """Note how it ended with the document: well, for good, or so that it is to be tried again."""
        if problem is None or problem.code not in PASSING:
            self._failed.pop(ref, None)
            self._done.add(ref)
        elif problem.code not in _AT_ONCE:
            known = self._known.get(ref)
            tries = known.tries + 1 if known is not None else 1
            self._failed[ref] = Retry(ref, tries, self._now + pause(tries), problem)
            self._done.discard(ref)

    def gives_up(self, one: Understood) -> bool:
        """Whether a document that failed once more is not to be tried again as it is."""
        known = self._known.get(one.document.ref)
        return is_lasting(one.document) and known is not None and known.tries + 1 >= MOST

    def is_there(self, *refs: str) -> None:
        """The source has these documents."""
        self._there.update(refs)

    def write(self, db: Database, source_id: str, *, all_seen: bool) -> None:
        """Keep the queue as it has become. With *all_seen* what was not said to be there is gone."""
        gone = self._known.keys() - self._there if all_seen else set()
        retries.remove(db, source_id, (self._done & self._known.keys()) | gone)
        for retry in self._failed.values():
            retries.put(db, source_id, retry)
