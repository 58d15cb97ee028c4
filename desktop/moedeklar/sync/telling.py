"""Telling of a run while it goes on, on the thread of the run."""

from __future__ import annotations

from collections.abc import Callable

from moedeklar.model.reports import EventKind, Problem, SyncEvent
from moedeklar.sync.tally import MeetingOutcome, Tally


class Telling:
    """Passes on what happens with the source *source_id*, with the counts of `tally` as they are then."""

    def __init__(self, source_id: str, on_event: Callable[[SyncEvent], None] | None) -> None:
        self.tally = Tally()
        self._source_id = source_id
        self._on_event = on_event

    def fail(self, problem: Problem) -> None:
        """Something failed. What two attachments are fails once."""
        if problem not in self.tally.failed:
            self.tally.failed.append(problem)
            self.tell(EventKind.FAILED, what=problem.what, problem=problem)

    def meeting(self, outcome: MeetingOutcome) -> None:
        """A meeting was written."""
        self.tally.meeting(outcome)
        self.tell(EventKind.MEETING, what=outcome.title, outcome=outcome.kind)

    def tell(
        self,
        event: EventKind,
        what: str = "",
        outcome: str = "",
        problem: Problem | None = None,
        page: int = 0,
        pages: int = 0,
    ) -> None:
        """See `SyncEvent`."""
        if self._on_event is None:
            return
        tally = self.tally
        self._on_event(
            SyncEvent(
                event,
                self._source_id,
                what,
                tally.read,
                tally.total,
                outcome,
                problem,
                page,
                pages,
                tally.files_done,
                tally.files_total,
                tally.bytes_done,
                tally.bytes_total,
            )
        )
