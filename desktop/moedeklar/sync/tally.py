"""Counting what a run does, for its report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from moedeklar.model.reports import Problem, RunReport
from moedeklar.sources.base import Listing
from moedeklar.store.journal import DocumentOutcome, Entry

NEW, CHANGED, UNCHANGED, WITHDRAWN = "new", "changed", "unchanged", "withdrawn"


@dataclass(frozen=True, slots=True)
class MeetingOutcome:
    """What became of a meeting in a run: `kind` is "new", "changed", "unchanged" or "withdrawn"."""

    meeting_id: str
    title: str
    kind: str
    notices: tuple[Problem, ...] = ()


@dataclass
class Tally:
    """The counts and problems of a run while it goes on. `is_left` says that something is to be listed again."""

    read: int = 0
    total: int = 0
    cancelled: bool = False
    is_left: bool = False
    is_put_off: bool = False
    files_done: int = 0
    files_total: int = 0
    bytes_done: int = 0
    bytes_total: int = 0
    failed: list[Problem] = field(default_factory=list)
    passing: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)
    attention: list[Problem] = field(default_factory=list)
    _skipped: list[Problem] = field(default_factory=list)
    _left_out: tuple[Problem, ...] = ()
    _lasting: list[Problem] = field(default_factory=list)
    _known_notices: list[Problem] = field(default_factory=list)
    _outcomes: dict[str, str] = field(default_factory=dict)
    _fetched: set[str] = field(default_factory=set)
    _standing: int | None = None
    _listed: frozenset[str] = frozenset()

    def begin(self, listing: Listing, entries: Mapping[str, Entry], total: int) -> None:
        """A listing is there, *total* documents of it to be read. What is known counts until the run knows better."""
        self.total = self.read + total
        self._standing = None  # what stood after an earlier listing of the run says nothing of this one
        self._left_out = listing.skipped
        self._skipped += listing.skipped
        self._listed = frozenset(document.ref for document in listing.documents)
        if listing.partial:
            self._listed |= entries.keys() - set(listing.gone)
        self.is_left = bool(listing.problems or listing.unlisted or self.is_put_off)
        self._sort(entries)

    def meeting(self, outcome: MeetingOutcome) -> None:
        """A meeting was written. One that is met again in the run keeps being new, or changed."""
        before = self._outcomes.get(outcome.meeting_id)
        if before is None or before == UNCHANGED or (before != NEW and outcome.kind == WITHDRAWN):
            self._outcomes[outcome.meeting_id] = outcome.kind
        elif before == WITHDRAWN and outcome.kind != UNCHANGED:
            self._outcomes[outcome.meeting_id] = CHANGED
        self.notices += outcome.notices

    def attachment(self, meeting_id: str, ref: str, *, new: bool) -> None:
        """The attachment *ref* was fetched, or was there already. One that two items name is counted once."""
        if new:
            self._fetched.add(ref)
            if self._outcomes.get(meeting_id, UNCHANGED) == UNCHANGED:
                self._outcomes[meeting_id] = CHANGED

    def end(self, entries: Mapping[str, Entry], standing: int) -> None:
        """All is written: the journal says what was left out and what failed, and *standing* meetings are there."""
        self._skipped = list(self._left_out)
        self._lasting.clear()
        self._known_notices.clear()
        self._sort(entries)
        self._standing = standing

    def report(self) -> RunReport:
        """The report, also of a run that was cut short."""
        kinds = list(self._outcomes.values())
        busy = sum(1 for kind in kinds if kind in (NEW, CHANGED))
        told = {(problem.what, problem.code) for problem in self.failed}
        tried = {problem.what for problem in self.passing}  # what the journal says of these is no news
        lasting = [*self.passing, *(problem for problem in self._lasting if problem.what not in tried)]
        lasting = [problem for problem in lasting if (problem.what, problem.code) not in told]
        return RunReport(
            kinds.count(NEW),
            kinds.count(CHANGED),
            self._standing - busy if self._standing is not None else kinds.count(UNCHANGED),
            kinds.count(WITHDRAWN),
            len(self._fetched),
            tuple(_sorted(self._skipped)),
            tuple(_sorted(list(dict.fromkeys([*self.failed, *lasting])))),
            tuple(dict.fromkeys([*self.notices, *self._known_notices])),
            tuple(self.attention),
            self.cancelled,
        )

    def _sort(self, entries: Mapping[str, Entry]) -> None:
        for ref in sorted(self._listed & entries.keys()):
            entry = entries[ref]
            if entry.problem is None:
                continue
            if entry.outcome is DocumentOutcome.MEETING:
                self._known_notices.append(entry.problem)
            elif entry.outcome in (DocumentOutcome.SKIPPED, DocumentOutcome.BESIDE):
                self._skipped.append(entry.problem)
            elif entry.outcome is DocumentOutcome.FAILED:
                self._lasting.append(entry.problem)


def _sorted(problems: list[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: (problem.what, problem.code))
