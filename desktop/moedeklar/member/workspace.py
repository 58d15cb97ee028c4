"""Everything that a window or a command works with, built over one profile and stopped in order."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Self

from moedeklar.member.accounts import AskSecrets, open_keys
from moedeklar.member.changes import Changes
from moedeklar.member.credentials import Credentials
from moedeklar.member.presets import Decided, Presets
from moedeklar.member.profile import Profile
from moedeklar.member.rooms import Rooms
from moedeklar.member.settings import Settings
from moedeklar.member.signing import SigningIn
from moedeklar.member.sources import Sources
from moedeklar.member.undo import Undo
from moedeklar.model.changes import ChangeSet
from moedeklar.model.moments import Clock, SystemClock
from moedeklar.store.keys import StoreKeys
from moedeklar.store.store import Store
from moedeklar.store.under_way import is_any_under_way

if TYPE_CHECKING:
    from moedeklar.member.background import Background
    from moedeklar.member.schedule import Schedule
    from moedeklar.member.updates.updates import Updates
    from moedeklar.pdf.client import PdfClient

SYNC_ENDS = 5.0  # seconds that a run under way may take to end by itself, and again once its PDF process is gone
STORE_ENDS = 10.0  # seconds for writes that were asked for


class Workspace(Rooms):
    """The rooms of one profile. Made by `open`; opening starts no PDF process, using or warming one up does."""

    def __init__(
        self, profile: Profile, keys: StoreKeys, store: Store, changes: Changes, decided: Decided | None = None
    ) -> None:
        self.profile = profile
        self.store = store
        self.clock = store.clock
        self.changes = changes
        self.undo = Undo()
        self._keys = keys
        self._pdf: PdfClient | None = None
        self._index: PdfClient | None = None
        self._background: Background | None = None
        self._guard = threading.Lock()
        self._closed = False
        self.presets = Presets(decided or Decided(), store, lambda: self.sources)
        self.settings = Settings(store, self.presets.current)
        self.credentials = Credentials(profile, store)
        self.signing = SigningIn(store, self.credentials)
        self.sources = Sources(
            profile,
            store,
            lambda: self.index_pdf,
            self._follow_requests,
            signing=self.signing,
            guard=self.presets,
            retention=lambda: self.retention,
        )

    @classmethod
    def open(
        cls,
        profile: Profile,
        ask: AskSecrets,
        clock: Clock | None = None,
        on_change: Callable[[ChangeSet], None] | None = None,
        keys: StoreKeys | None = None,
        *,
        damaged: bool = False,
        decided: Decided | None = None,
    ) -> Workspace:
        """Open the profile, making what is missing. Blocks, also while *ask* waits for the person.

        *keys* are those that `recover_keys` gave, asked for otherwise. *on_change* is the first listener of `changes`.
        *decided* are the presets that count, those of this computer where it is None.
        With *damaged* a database that is not whole is opened too, to save what can be read of it. Raises SecretsError,
        StoreError; nothing is then left open.
        """
        keys = keys or open_keys(profile, ask)
        profile.make()
        changes = Changes()
        if on_change is not None:
            changes.subscribe(on_change)
        store = Store.open(profile.folder, keys, clock or SystemClock(), changes.tell, damaged=damaged)
        try:
            return cls(profile, keys, store, changes, decided)
        except BaseException:
            store.close()
            raise

    def load(self) -> None:
        """Load now, on this thread, what a window enters sooner or later, so that its own never waits for it."""
        super().load()
        _ = self.background

    @property
    def keys(self) -> StoreKeys:
        """The profile's keys, for a secretary's own stores, which know nothing of this room."""
        return self._keys

    @property
    def pdf(self) -> PdfClient:
        """The PDF process of the reader."""
        with self._guard:
            if self._pdf is None:
                self._pdf = self._new_pdf()
            return self._pdf

    @property
    def index_pdf(self) -> PdfClient:
        """The PDF process that reads documents and indexes attachments."""
        with self._guard:
            if self._index is None:
                self._index = self._new_pdf()
            return self._index

    def _new_pdf(self) -> PdfClient:
        """One that has not started; of no use any more once all is closed."""
        from moedeklar.pdf.client import PdfClient  # noqa: PLC0415 (as above)

        made = PdfClient()
        if self._closed:
            made.close()
        return made

    def _follow_requests(self) -> None:
        """After a run: where requests are under way, look for them on the agendas."""
        if self.store.read(is_any_under_way):
            self.requests.follow()

    @property
    def background(self) -> Background:
        """What is done without being asked for, while a window is open."""
        from moedeklar.member.background import Background  # noqa: PLC0415 (only what is used is loaded)

        with self._guard:
            if self._background is None:
                self._background = Background(self)
                if self._closed:
                    self._background.end()
            return self._background

    @property
    def schedule(self) -> Schedule:
        """Fetching by itself, and what a window asks to be fetched."""
        return self.background.schedule

    @property
    def updates(self) -> Updates:
        """New versions of the program."""
        return self.background.updates

    def watch(self) -> None:
        """Fetch by itself what changes on disk, until the end, but for while the schedule is paused."""
        self.background.watch()

    def warm_up(self) -> None:
        """Start the reader's PDF process without waiting for it."""
        self.pdf.warm_up()

    def changed_outside(self) -> bool:
        """Whether another process has written to the store since this was last asked."""
        return self.store.changed_outside()

    def close(self) -> None:
        """Stop everything in order, each with a time limit.

        The schedule, the watching, the sync run, the writer, the readers, the PDF processes.
        """
        with self._guard:
            if self._closed:
                return
            self._closed = True
            index, reader, background = self._index, self._pdf, self._background
        if background is not None:
            background.end()
        if not self.sources.stop(SYNC_ENDS) and index is not None:
            # It waits for a document; without its process it ends with what it has.
            index.close()
            self.sources.stop(SYNC_ENDS)
        if background is not None:
            background.stop()
        self.store.close(STORE_ENDS)
        for process in (reader, index):
            if process is not None:
                process.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
