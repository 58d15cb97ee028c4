"""What a run works with, from the beginning of the run to its end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

from moedeklar.model.moments import Clock
from moedeklar.sources.base import Source
from moedeklar.store.store import Store
from moedeklar.sync.choice import Choice
from moedeklar.sync.indexing import Texts
from moedeklar.sync.opening import Lines
from moedeklar.sync.outage import Outage
from moedeklar.sync.retrying import Retries
from moedeklar.sync.telling import Telling

if TYPE_CHECKING:
    from moedeklar.model.lines import StyledDocument


class Pdf(Lines, Texts, Protocol):
    """What the engine asks of a PDF process."""

    def warm_up(self) -> None:
        """Start without waiting."""
        ...


class ReadsScans(Protocol):
    """Reads pages that are pictures, as `pdf.recognising.Recogniser` does."""

    def read(
        self,
        document: StyledDocument,
        data: bytes,
        name: str,
        on_page: Callable[[int, int], object],
        cancelled: Callable[[], bool],
    ) -> StyledDocument:
        """*document* with the text of those pages; DocumentError, Cancelled."""
        ...


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
