"""What is done about newer versions, one step after another, on the caller's thread. Each step is remembered."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from moedeklar.member.updates import downloading, installing, latest, memory, timing
from moedeklar.member.updates.installation import Installation
from moedeklar.member.updates.memory import Keeping, Memory
from moedeklar.member.updates.policy import KEY, Policy, is_safe, policy, refusal
from moedeklar.model.errors import AttentionNeeded, Cancelled, MoedeklarError, SignatureError, UpdateError
from moedeklar.model.moments import Clock
from moedeklar.model.organisation import Preset, UpdateMode
from moedeklar.model.reports import Problem
from moedeklar.model.updates import Kind, Offer, Outcome, is_newer
from moedeklar.model.views import MeetingRow

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is asked of the rest of the house. Each blocks, and is asked on the thread that does the work.

    `preset` is what the organisation decides, `meetings` those of yesterday and today, `online` whether there is a
    network at all. With `loopback` an address of this computer may go without encryption, for tests.
    """

    preset: Callable[[], Preset]
    meetings: Callable[[], tuple[MeetingRow, ...]]
    online: Callable[[], bool]
    loopback: bool = False


class UpdateWork:
    """Looks, fetches and installs. Blocks; any thread but the UI's, one at a time."""

    def __init__(self, folder: Path, settings: Keeping, clock: Clock, here: Installation, around: Surroundings) -> None:
        """*folder* is where installers are put; it is made when it is needed."""
        self.folder = folder
        self.here = here
        self._settings = settings
        self._clock = clock
        self._around = around
        self._guard = threading.Lock()

    def policy(self) -> Policy:
        """What holds now."""
        around = self._around
        return policy(around.preset(), self._settings.get(KEY), self.here, loopback=around.loopback)

    def memory(self) -> Memory:
        """What is remembered."""
        return memory.remembered(self._settings)

    def remember(self, **changed: object) -> Memory:
        """Remember something else, beside what is."""
        with self._guard:
            made = replace(self.memory(), **changed)  # type: ignore[arg-type]  # fields of Memory
            memory.keep(self._settings, made)
        return made

    def choose(self, mode: UpdateMode) -> None:
        """Do as the person wants. Raises UpdateError update_locked where an organisation has decided."""
        found = self.policy()
        if found.locked:
            if not found.organisation:
                raise UpdateError("update_locked_here")
            raise UpdateError("update_locked", organisation=found.organisation)
        self._settings.set(KEY, mode.value)

    def offer(self) -> Offer | None:
        """The newer version that is known of, while what was said of it holds."""
        known = self.memory().offer
        if known is None or known.expires <= self._clock.now() or not is_newer(known.version, self.here.version):
            return None
        return known

    def meeting(self) -> MeetingRow | None:
        """The meeting that is under way."""
        return timing.under_way(self._around.meetings(), self._clock.now())

    def may(self) -> Policy:
        """What holds, where anything may be done now. Raises UpdateError, AttentionNeeded during a meeting."""
        found = self.policy()
        why = refusal(found)
        if why is not None:
            raise why
        busy = self.meeting()
        if busy is not None:
            over = timing.over_at(busy)
            clock = f"{over:%H:%M}" if over is not None else ""
            raise AttentionNeeded("update_meeting", committee=busy.committee, clock=clock)
        return found

    def may_ask(self) -> Policy:
        """As `may`; also not without a network: UpdateError net_offline."""
        found = self.may()
        if not self._around.online():
            raise UpdateError("net_offline")
        return found

    def is_allowed(self) -> bool:
        """Whether `may_ask` lets."""
        try:
            self.may_ask()
        except MoedeklarError as error:
            _log.debug("not now: %s", error)
            return False
        return True

    def look(self, cancelled: Callable[[], bool]) -> Outcome:
        """Ask what the newest version is. What came of it is remembered, also that it failed, which raises.

        Raises SignatureError, UpdateError, NetworkError, Cancelled; AttentionNeeded during a meeting.
        """
        found = self.may_ask()
        now, known = self._clock.now(), self.memory()
        self.remember(looked=now)  # before anything can go wrong with it: there is no second try on the same day
        beforehand = latest.Known(now, self.here.version, known.seen, _host(found.url))
        try:
            said = latest.believed(*downloading.fetched(found.url, cancelled), self.here.keys, beforehand)
            made = latest.offer(said, self.here, found.url) if is_newer(said.version, self.here.version) else None
            if made is not None and not is_safe(made.file.url, loopback=self._around.loopback):
                raise UpdateError("update_address", url=made.file.url[:200])
        except Cancelled:
            raise
        except MoedeklarError as error:
            self.remember(outcome=Outcome.FAILED, problem=problem_of(error))
            raise
        if not is_newer(said.version, self.here.version):
            self.remember(outcome=Outcome.CURRENT, problem=None, offer=None, seen=said.version)
            return Outcome.CURRENT
        outcome = Outcome.NOTHING if made is None else Outcome.FOUND
        self.remember(outcome=outcome, problem=None, offer=made, seen=said.version)
        return outcome

    def fetch(self, told: downloading.Told, cancelled: Callable[[], bool]) -> Path:
        """Fetch the installer of the newer version that is known of; its file. One that is here already is kept.

        Raises UpdateError (also where nothing newer is known of), StoreError, NetworkError, Cancelled; AttentionNeeded.
        """
        self.may()
        offer = self.offer()
        if offer is None:
            raise UpdateError("update_nothing")
        try:
            file = downloading.download(offer, self.here.kind, self.folder, told, cancelled)
        except (SignatureError, UpdateError) as error:
            self.fail(offer.version, error)
            raise
        self.remember(ready=offer.version, problem=None)
        return file

    def is_ready(self) -> bool:
        """Whether the installer of the newer version is here. What it holds is looked at when it is used."""
        offer = self.offer()
        if offer is None or self.memory().ready != offer.version:
            return False
        return (self.folder / downloading.name_of(offer, self.here.kind)).exists()

    def install(self, *, restart: bool) -> installing.AtEnd:
        """What is to be started when the program has ended. An AppImage is replaced here and now.

        Raises UpdateError where that can't be done, which is remembered; AttentionNeeded during a meeting.
        """
        self.may()
        offer = self.offer()
        if offer is None:
            raise UpdateError("update_gone")
        if not installing.can_replace(self.here.kind, self.here.place):
            raise UpdateError("update_by_hand", url=offer.file.url)
        file = self.folder / downloading.name_of(offer, self.here.kind)
        try:
            if self.here.place is not None:
                made = installing.replace_appimage(self.here.place, file, offer)
            else:
                made = installing.setup_at_end(file, offer, restart=restart)
        except UpdateError as error:
            self.fail(offer.version, error)
            raise
        self.remember(begun=offer.version, problem=None)
        return made

    def fetches_by_itself(self) -> bool:
        """Whether the newer version that is known of is to be fetched, and later installed, without a word.

        That is wanted, this kind of installation allows it, and it has not failed before.
        """
        offer = self.offer()
        wanted = self.policy().mode is UpdateMode.AUTO and self.here.kind is Kind.SETUP
        return wanted and offer is not None and offer.version not in self.memory().failed

    def install_by_itself(self) -> installing.AtEnd | None:
        """What is to be started at the program's end where nobody has to ask for it; None during a meeting too."""
        try:
            return self.install(restart=False) if self.fetches_by_itself() and self.is_ready() else None
        except MoedeklarError as error:
            _log.info("nothing is installed: %s", error)
            return None

    def fail(self, version: str, error: MoedeklarError) -> None:
        """Remember that *version* failed: nothing is done about it again by itself."""
        failed = dict.fromkeys((*self.memory().failed, version))
        self.remember(failed=tuple(failed)[-5:], ready="", begun="", problem=problem_of(error))

    def settle(self) -> None:
        """At the start: what came of an installation that was begun, and away with what is no longer needed."""
        known, running = self.memory(), self.here.version
        if known.begun and is_newer(known.begun, running):
            self.fail(known.begun, UpdateError("update_not_installed", version=known.begun, running=running))
        elif known.begun:
            _log.info("version %s was installed", running)
            installing.forget_old(self.here.place)
            self.remember(begun="", ready="", problem=None, outcome=Outcome.CURRENT)
        if self.folder.exists() and not self.is_ready():
            downloading.clear(self.folder)


def problem_of(error: MoedeklarError) -> Problem:
    """What is remembered of *error*."""
    return Problem("update", error.code, tuple(sorted(error.params.items())))


def _host(url: str) -> str:
    return url.partition("//")[2].partition("/")[0]
