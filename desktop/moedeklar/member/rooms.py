"""The rooms that a run from a terminal hardly enters: each is loaded and made when it is first asked for."""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import cached_property
from typing import TYPE_CHECKING

from moedeklar.member.credentials import Credentials
from moedeklar.member.presets import Presets
from moedeklar.member.profile import Profile
from moedeklar.member.settings import Settings
from moedeklar.member.signing import SigningIn
from moedeklar.member.sources import Sources
from moedeklar.member.undo import Undo
from moedeklar.model.moments import Clock
from moedeklar.store.keys import StoreKeys
from moedeklar.store.store import Store

if TYPE_CHECKING:
    from moedeklar.member.backups import Backups
    from moedeklar.member.bookmarks import Bookmarks
    from moedeklar.member.corrections import Corrections
    from moedeklar.member.diagnosing import Diagnosing
    from moedeklar.member.discarding import Discarding
    from moedeklar.member.exporting import Exporting
    from moedeklar.member.finding import Finding
    from moedeklar.member.forgetting import Forgetting
    from moedeklar.member.meetings import Meetings
    from moedeklar.member.municipalities import Municipalities
    from moedeklar.member.notes import Notes
    from moedeklar.member.reading import Reading
    from moedeklar.member.requests import Requests
    from moedeklar.member.retention import Retention
    from moedeklar.pdf.client import PdfClient


class Rooms(ABC):
    """See `Workspace`, which has what the rooms are made of. Any thread may ask for one, and keeps it.

    Two threads that ask first at the same time may be given two: what a room knows is in the store.
    """

    profile: Profile
    store: Store
    clock: Clock
    undo: Undo
    presets: Presets
    settings: Settings
    credentials: Credentials
    signing: SigningIn
    sources: Sources

    @property
    @abstractmethod
    def keys(self) -> StoreKeys:
        """The profile's keys."""

    @property
    @abstractmethod
    def pdf(self) -> PdfClient:
        """The PDF process of the reader."""

    def load(self) -> None:
        """Load and make them now, on this thread."""
        _ = (self.meetings, self.reading, self.notes, self.bookmarks, self.finding, self.corrections, self.diagnosing)

    @cached_property
    def notes(self) -> Notes:
        """Notes and highlights."""
        from moedeklar.member.notes import Notes  # noqa: PLC0415 (only what is used is loaded)

        return Notes(self.store, self.undo)

    @cached_property
    def bookmarks(self) -> Bookmarks:
        """Bookmarks."""
        from moedeklar.member.bookmarks import Bookmarks  # noqa: PLC0415 (as above)

        return Bookmarks(self.store, self.undo)

    @cached_property
    def reading(self) -> Reading:
        """What is read and prepared."""
        from moedeklar.member.reading import Reading  # noqa: PLC0415 (as above)

        return Reading(self.store, self.undo)

    @cached_property
    def corrections(self) -> Corrections:
        """How a document was read, corrected by hand."""
        from moedeklar.member.corrections import Corrections  # noqa: PLC0415 (as above)

        return Corrections(self.store, self.undo)

    @cached_property
    def finding(self) -> Finding:
        """Searching."""
        from moedeklar.member.finding import Finding  # noqa: PLC0415 (as above)

        return Finding(self.store)

    @cached_property
    def requests(self) -> Requests:
        """Requests, their deadlines and letters."""
        from moedeklar.member.requests import Requests  # noqa: PLC0415 (as above)

        return Requests(self.store, self.pdf, self.undo, self.presets.in_force)

    @cached_property
    def meetings(self) -> Meetings:
        """Meetings, items and attachments."""
        from moedeklar.member.meetings import Meetings  # noqa: PLC0415 (as above)

        return Meetings(self.store, self.requests.deadline, self.requests.list)

    @cached_property
    def diagnosing(self) -> Diagnosing:
        """Why a source can't be fetched from."""
        from moedeklar.member.diagnosing import Diagnosing  # noqa: PLC0415 (as above)

        return Diagnosing(self.profile, self.store, self.signing)

    @cached_property
    def backups(self) -> Backups:
        """Saving everything to a file, and bringing it back."""
        from moedeklar.member.backups import Backups  # noqa: PLC0415 (zip archives, which hardly a run needs)

        return Backups(self.profile, self.store, self.keys, self.undo, restored=self.retention.restored)

    @cached_property
    def retention(self) -> Retention:
        """Closed material that goes some days after its meeting."""
        from moedeklar.member.retention import Retention  # noqa: PLC0415 (only what is used is loaded)

        current = self.presets.current
        return Retention(self.profile, self.store, self.settings, current, self.keys, self._discarding)

    @cached_property
    def forgetting(self) -> Forgetting:
        """Removing sources with everything of them."""
        from moedeklar.member.forgetting import Forgetting  # noqa: PLC0415 (as above)

        return Forgetting(self.profile, self.store, self.settings, self._discarding, self.undo)

    @cached_property
    def exporting(self) -> Exporting:
        """Notes in open formats."""
        from moedeklar.member.exporting import Exporting  # noqa: PLC0415 (as above)

        return Exporting(self.profile, self.store)

    @cached_property
    def _discarding(self) -> Discarding:
        from moedeklar.member.discarding import Discarding  # noqa: PLC0415 (as above)

        return Discarding(self.profile, self.store, self.settings, self.credentials)

    @cached_property
    def municipalities(self) -> Municipalities:
        """Choosing a municipality before it is a source."""
        from moedeklar.member.municipalities import Municipalities  # noqa: PLC0415 (its tables: only to add one)

        return Municipalities(self.profile, self.clock, self.sources)
