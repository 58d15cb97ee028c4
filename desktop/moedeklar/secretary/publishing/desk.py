"""A secretary's desk: each job on a feed, one after the other, with everything opened for it and closed after it.

Between two jobs nothing is held open, so that a terminal may publish the same folder meanwhile; a plan that was made
before is then refused (publish_stale). What a room above knows (keys, settings, a shelf for secrets) is handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from moedeklar.model.errors import SourceError
from moedeklar.model.moments import Clock
from moedeklar.model.reports import RunReport, SyncEvent
from moedeklar.pdf.client import PdfClient
from moedeklar.secretary.publishing.closed import ClosedPlan
from moedeklar.secretary.publishing.feeds import Feed, Feeds
from moedeklar.secretary.publishing.plan import Plan
from moedeklar.secretary.publishing.publisher import Publisher, desk_folder, place_folder, refuse_inside
from moedeklar.secretary.publishing.records import FeedSettings
from moedeklar.secretary.publishing.state import StateReader
from moedeklar.secretary.publishing.targets.places import target_of
from moedeklar.secretary.publishing.writing import OnWrite
from moedeklar.store.keys import StoreKeys

Cancelled = Callable[[], bool]
HOME = "publishing"  # the folder in a profile


@dataclass(frozen=True, slots=True)
class Standing:
    """How a feed stands, by what was kept of its last publish.

    `settings` is what it says of itself; `meetings` how many are out; `modified` when they changed last (ISO 8601,
    UTC); `unfinished` whether a publish did not come to its end.
    """

    settings: FeedSettings | None = None
    published: bool = False
    meetings: int = 0
    modified: str = ""
    can_undo: bool = False
    unfinished: bool = False

    @property
    def address(self) -> str:
        """What members add as a source, "" before anything is known."""
        return self.settings.url + "system.json" if self.settings is not None and self.settings.url else ""


class Desk:
    """The feeds of a profile, and the jobs on them. Every call blocks; one at a time for each feed.

    *home* is where the private stores lie. Jobs raise what `publisher.Publisher` raises, and SecretsError.
    """

    def __init__(self, home: Path, keys: Callable[[], StoreKeys], clock: Clock, feeds: Feeds) -> None:
        self._home = home
        self._keys = keys
        self._clock = clock
        self.feeds = feeds

    def check(self, feed: Feed) -> None:
        """Whether *feed* can be like this; asks no network.

        Raises SourceError publish_folder_unknown, TargetError target_unknown, PublishError publish_inside.
        """
        folder = Path(feed.folder).expanduser().resolve()
        if not folder.exists():
            raise SourceError("publish_folder_unknown", path=str(folder))
        for place in filter(None, (feed.place, feed.closed_place)):
            refuse_inside(folder, target_of(place, feed.options))

    def standing(self, feed: Feed) -> Standing:
        """How *feed* stands; asks neither the folder nor the place. Raises StoreError, TargetError target_unknown."""
        folder = Path(feed.folder).expanduser().resolve()
        name = target_of(feed.place, feed.options).name
        kept = StateReader(self._home / desk_folder(folder) / place_folder(name))
        known, unfinished = kept.load(), bool(kept.pending())
        if known is None:
            return Standing(feed.settings, unfinished=unfinished)
        state = known.state
        said = feed.settings or state.settings
        return Standing(said, True, len(state.live), state.modified, known.before is not None, unfinished)

    def look(
        self,
        feed: Feed,
        *,
        accept: bool = False,
        only: Iterable[str] | None = None,
        report: RunReport | None = None,
        on_event: Callable[[SyncEvent], None] | None = None,
        cancelled: Cancelled | None = None,
    ) -> Plan:
        """What a publish would do; the rest as `Publisher.plan`."""
        with self._open(feed) as publisher:
            return publisher.plan(
                feed.settings, accept=accept, only=only, report=report, on_event=on_event, cancelled=cancelled
            )

    def plan_undo(self, feed: Feed) -> Plan:
        """What going back to before the last publish would do."""
        with self._open(feed) as publisher:
            return publisher.plan_undo()

    def plan_withdrawal(self, feed: Feed, meeting_id: str) -> Plan:
        """What taking back one meeting, and nothing else, would do."""
        with self._open(feed) as publisher:
            return publisher.plan_withdrawal(meeting_id)

    def hold_meeting(self, feed: Feed, meeting_id: str, *, held: bool) -> None:
        """Keep a meeting back from the next publish on, or put it out again then."""
        with self._open(feed) as publisher:
            publisher.choices = publisher.choices.with_meeting(meeting_id, held=held)

    def hold_item(self, feed: Feed, item_id: str, *, held: bool) -> None:
        """Have an item count as closed from the next publish on. To let go of it name the id under which it is out."""
        with self._open(feed) as publisher:
            alias = publisher.alias(item_id) if held else item_id
            publisher.choices = publisher.choices.with_item(alias, held=held)

    def publish(
        self, feed: Feed, plan: Plan, on_write: OnWrite | None = None, cancelled: Cancelled | None = None
    ) -> Plan:
        """Do what *plan* says; what the feed says of itself is then as it was published."""
        with self._open(feed) as publisher:
            publisher.publish(plan, on_write, cancelled)
            said = publisher.settings
        known = self.feeds.one(feed.id)
        if known is not None and known.settings is not None and known.settings == said:
            self.feeds.keep(replace(known, settings=None))
        return plan

    def preview(
        self, feed: Feed, plan: Plan, folder: Path, files_of: str | None = None, cancelled: Cancelled | None = None
    ) -> None:
        """Put what *plan* would have out into *folder*; the rest as `Publisher.preview`."""
        with self._open(feed) as publisher:
            publisher.preview(plan, folder, files_of, cancelled)

    def plan_closed(self, feed: Feed) -> ClosedPlan:
        """What of closed items would go out for the feed's members, of the folder as it was looked at last."""
        with self._open(feed) as publisher:
            target = target_of(feed.closed_place, self.feeds.options(feed))
            return publisher.plan_closed(target, tuple(one.key for one in feed.members))

    def publish_closed(
        self, feed: Feed, plan: ClosedPlan, on_write: OnWrite | None = None, cancelled: Cancelled | None = None
    ) -> None:
        """Do what *plan* says."""
        with self._open(feed) as publisher:
            target = target_of(feed.closed_place, self.feeds.options(feed))
            keys = tuple(one.key for one in feed.members)
            publisher.publish_closed(plan, target, keys, on_write, cancelled)

    @contextmanager
    def _open(self, feed: Feed) -> Iterator[Publisher]:
        target, pdf = target_of(feed.place, self.feeds.options(feed)), PdfClient()
        try:
            with Publisher.open(
                Path(feed.folder), target, self._home, self._keys(), self._clock, lambda: pdf
            ) as publisher:
                yield publisher
        finally:
            pdf.close()
