"""Bringing the files of attachments: those that wait, as far as there is room for them, and those that were lost."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing

from moedeklar.model.reports import EventKind, Problem
from moedeklar.sources.base import Source
from moedeklar.store import attachments
from moedeklar.store.store import Store
from moedeklar.sync.downloading import Downloads, Got
from moedeklar.sync.fetching import Fetcher, Pending
from moedeklar.sync.outage import Outage
from moedeklar.sync.pages import place_page_notes
from moedeklar.sync.passing import problem_of
from moedeklar.sync.pdf import Texts
from moedeklar.sync.retrying import Retries
from moedeklar.sync.telling import Telling


class Bringing:
    """One run's fetching of files, after all texts."""

    def __init__(
        self,
        source: Source,
        store: Store,
        pdf: Callable[[], Texts],
        fetcher: Fetcher,
        telling: Telling,
        retries: Retries,
        outage: Outage,
    ) -> None:
        self._source = source
        self._store = store
        self._pdf = pdf
        self._fetcher = fetcher
        self._telling = telling
        self._tally = telling.tally
        self._retries = retries
        self._outage = outage

    def bring(self, cancelled: Callable[[], bool], *, most: int | None = None, only: str | None = None) -> None:
        """Fetch what waits, or what waits of the meeting *only*; leave what would be more than *most* bytes in all.

        Raises Cancelled; StoreError where nothing can be kept.
        """
        wanted, room, left = self._due(self._fetcher.wanted(only)), None, 0
        if most is not None and only is None:
            room = max(0, most - self._store.read(lambda db: attachments.bytes_of_source(db, self._source.id)))
            wanted, left = _fitting(wanted, room)
        downloads = Downloads(self._source, self._store.files, cancelled, lambda: self._came(downloads, wanted), room)
        self._tally.files_total = len(wanted)
        self._tally.bytes_total = sum(one.wanted.document.size for one in wanted)
        with closing(downloads.fetch([one.wanted for one in wanted])) as fetched:
            for pending, (_, got) in zip(wanted, fetched, strict=False):
                if got.error is not None and self._outage.is_out(got.error.code):
                    self._telling.fail(problem_of("", got.error))
                    return
                if got.is_left:
                    left += 1
                    continue
                self._keep(pending, got)
                self._tally.files_done += 1
                self._came(downloads, wanted)
        if left:
            params = (("count", left), ("megabytes", (most or 0) // 1_000_000))
            self._tally.notices.append(Problem("", "disk_budget", params))
        downloads = Downloads(self._source, self._store.files, cancelled)
        with closing(downloads.fetch(self._fetcher.lost())) as again:
            for _ in again:
                pass

    def _due(self, wanted: list[Pending]) -> list[Pending]:
        """What is asked for now; of the rest it is said why not."""
        due = []
        for one in wanted:
            self._retries.is_there(one.wanted.document.ref)
            problem = self._retries.waits(one.wanted.document.ref)
            if problem is None:
                due.append(one)
            else:
                self._tally.passing.append(problem)
        return due

    def _keep(self, pending: Pending, got: Got) -> None:
        """Keep a file that came, or note why it did not."""
        ref = pending.wanted.document.ref
        self._retries.ended(ref, None)
        for fetched in self._fetcher.keep(pending, got):
            if fetched.problem is not None:
                self._telling.fail(fetched.problem)
                self._retries.ended(ref, fetched.problem)
                continue
            self._tally.attachment(fetched.meeting_id, fetched.record.source_ref or "", new=fetched.new)
            if fetched.replaced is not None:
                place_page_notes(self._store, self._pdf, fetched.record, fetched.replaced)

    def _came(self, downloads: Downloads, wanted: list[Pending]) -> None:
        """Tell how far the fetching of *wanted* is."""
        if not wanted:
            return
        self._tally.bytes_done = downloads.bytes
        at_hand = wanted[min(self._tally.files_done, len(wanted) - 1)]
        self._telling.tell(EventKind.PROGRESS, what=at_hand.records[0][0].title)


def _fitting(wanted: list[Pending], room: int) -> tuple[list[Pending], int]:
    """The nearest of *wanted* that fit into *room* bytes, as far as their sizes are known, and how many do not."""
    fitting = []
    for one in wanted:
        if one.wanted.document.size <= room:
            fitting.append(one)
            room -= one.wanted.document.size
    return fitting, len(wanted) - len(fitting)
