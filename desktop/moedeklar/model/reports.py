"""What a sync run tells: events while it runs, and a report in which every meeting and file has a named outcome."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be done, and why as a code of `wording.errors` with its parameters."""

    what: str
    code: str
    params: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True, slots=True)
class RunReport:
    """The outcome of a run: counts of meetings, of attachments fetched, and each thing left out or failed.

    `skipped` are documents that are no agenda (and no attachment of one); `notices` are things worth telling that
    are no failure, such as two minutes of one meeting with different text.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    attachments: int = 0
    skipped: tuple[Problem, ...] = ()
    failed: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()
    attention: tuple[Problem, ...] = ()
    cancelled: bool = False

    def __add__(self, other: RunReport) -> RunReport:
        """The report of two sources in one run."""
        return RunReport(
            self.new + other.new,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
            self.withdrawn + other.withdrawn,
            self.attachments + other.attachments,
            self.skipped + other.skipped,
            self.failed + other.failed,
            self.notices + other.notices,
            self.attention + other.attention,
            self.cancelled or other.cancelled,
        )


class EventKind(StrEnum):
    """What an event of a run tells."""

    START = "start"
    PROGRESS = "progress"
    MEETING = "meeting"
    FAILED = "failed"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class SyncEvent:
    """One event of a run. `done` of `total` documents; `what` names the document, meeting or source at hand.

    `page` of `pages` (from 1) is set while the pages of a scanned document are read. While attachments are fetched,
    after all texts, `files_done` of `files_total` are here, and `bytes_done` of `bytes_total`, which counts only the
    files whose size the source says.
    """

    event: EventKind
    source: str
    what: str = ""
    done: int = 0
    total: int = 0
    outcome: str = ""
    problem: Problem | None = None
    page: int = 0
    pages: int = 0
    files_done: int = 0
    files_total: int = 0
    bytes_done: int = 0
    bytes_total: int = 0
