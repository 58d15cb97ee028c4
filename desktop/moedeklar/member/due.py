"""When a source is to be fetched by itself again. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from moedeklar.model.reports import Problem
from moedeklar.model.views import SourceState

SOON = timedelta(minutes=1)  # after the first failure of a source as a whole; then twice as long each time
RETRY_LEAST = timedelta(minutes=5)  # between a run and the next that only tries again what failed in it


@dataclass(frozen=True, slots=True)
class Ended:
    """How a source's last run ended, and when (UTC); `failed` is what failed, `retry` when that is worth a try."""

    state: SourceState
    at: datetime
    failed: tuple[Problem, ...] = ()
    retry: datetime | None = None


def next_run(now: datetime, ended: Ended | None, interval: timedelta | None, failures: int) -> datetime | None:
    """When to run a source, at once where it never was; None where it is never run by itself (no *interval*).

    *failures* is how many runs in a row failed as a whole: the first ones are tried again soon, since the network may
    only have been away. A clock that was set back makes nobody wait longer than the interval.
    """
    if interval is None:
        return None
    if ended is None:
        return now
    last = min(ended.at, now)
    if ended.state is SourceState.FAILED:
        return last + min(interval, SOON * (1 << min(max(failures, 1) - 1, 16)))
    due = last + interval
    if ended.retry is not None:
        due = min(due, max(ended.retry, last + RETRY_LEAST))
    return due
