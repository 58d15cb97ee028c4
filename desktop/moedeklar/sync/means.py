"""What a run works with, from the beginning of the run to its end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from moedeklar.model.moments import Clock
from moedeklar.sources.base import Source
from moedeklar.store.store import Store
from moedeklar.sync.choice import Choice
from moedeklar.sync.outage import Outage
from moedeklar.sync.pdf import Pdf, ReadsScans
from moedeklar.sync.retrying import Retries
from moedeklar.sync.telling import Telling


@dataclass(eq=False, repr=False)
class Means:
    """See `engine.run` for what it is given. *today* is the local day on which the run began."""

    source: Source
    store: Store
    pdf: Callable[[], Pdf]
    clock: Clock
    cancelled: Callable[[], bool]
    accept: bool
    choice: Choice
    scans: Callable[[], ReadsScans] | None
    only: str | None
    today: date
    telling: Telling
    retries: Retries
    outage: Outage
