"""Closed material that goes some days after its meeting: whose rule, what goes when, and removing it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from moedeklar.member.discarding import Discarding
from moedeklar.member.profile import Profile
from moedeklar.member.removed import LAST, Removed, removed_of
from moedeklar.member.settings import Settings
from moedeklar.model.errors import PresetError
from moedeklar.model.moments import local_now
from moedeklar.model.organisation import Preset
from moedeklar.model.retention import NOTICE, Expiring, Rule, Standing, Told
from moedeklar.store import settings
from moedeklar.store.keys import StoreKeys
from moedeklar.store.store import Store

if TYPE_CHECKING:
    from moedeklar.member.removing import Removing
    from moedeklar.store.database import Database
    from moedeklar.sync.expiring import Going

DAYS = "retention.closed_days"  # a setting, and the key of a preset: days, 0 for ever
CHOICES = (0, 30, 90, 365)  # days that a person is offered
_HELD, _TOLD, _HIDDEN = (f"retention.{name}" for name in ("held", "told", "hidden"))


@dataclass(frozen=True, slots=True)
class Upcoming:
    """What goes of a meeting, and on which day."""

    day: date
    going: Going


@dataclass(frozen=True, slots=True)
class RetentionStatus:
    """The rule as it stands, and everything that goes by it, what goes first in front.

    `begins` is the day from which the rule holds, None where it does already. `locked`: the person can't change it.
    `own` is what the person chose, None for nothing, 0 for ever. `copies` are those of the program's own that go too.
    """

    rule: Rule | None
    today: date
    begins: date | None = None
    locked: bool = False
    own: int | None = None
    upcoming: tuple[Upcoming, ...] = ()
    copies: tuple[str, ...] = ()
    last: Removed | None = None
    hidden: bool = False

    @property
    def soon(self) -> tuple[Upcoming, ...]:
        """What goes within a week."""
        return tuple(one for one in self.upcoming if one.day <= self.today + NOTICE)

    @property
    def tells(self) -> bool:
        """Whether there is something that the person is to be told of now."""
        return bool(self.soon) and not self.hidden


class Retention:
    """The rule of one profile. Every call blocks; any thread but the store's writer."""

    def __init__(
        self,
        profile: Profile,
        store: Store,
        settings: Settings,
        preset: Callable[[], Preset],
        keys: StoreKeys,
        discarding: Discarding,
    ) -> None:
        self._profile = profile
        self._store = store
        self._settings = settings
        self._preset = preset
        self._keys = keys
        self._discarding = discarding

    def status(self) -> RetentionStatus:
        """The rule, and what goes when. Reads every closed item that is left."""
        standing, today = self._standing(), self._today
        preset, begins = self._preset(), standing.begins(today)
        own = self._settings.get(DAYS)
        upcoming = self._upcoming(standing, today)
        soon = [one.day for one in upcoming if one.day <= today + NOTICE]
        return RetentionStatus(
            standing.wanted,
            today,
            begins if begins is not None and begins > today else None,
            preset.closed_days is not None and preset.is_locked(DAYS),
            own if isinstance(own, int) else None,
            upcoming,
            self._copies(standing, today),
            self.last(),
            bool(soon) and max(soon).isoformat() <= str(self._settings.get(_HIDDEN, "")),
        )

    def last(self) -> Removed | None:
        """What was removed on the last day on which anything was."""
        kept = self._settings.get(LAST)
        return removed_of(kept) if kept else None

    def expiring(self) -> Expiring | None:
        """The rule that holds today, by which nothing closed is taken in any more; None for none."""
        rule = self._standing().in_force(self._today)
        return Expiring(rule, self._today) if rule is not None else None

    def choose(self, days: int | None) -> None:
        """Let closed material go so many days after its meeting, 0 for never; None as if nothing was chosen.

        Holds a week later where it is sooner than before. Raises PresetError preset_locked where others decide.
        """
        preset = self._preset()
        if preset.closed_days is not None and preset.is_locked(DAYS):
            raise PresetError("preset_locked", name=preset.name)
        self._settings.set(DAYS, days)
        self.told()

    def told(self) -> None:
        """The person was told of the rule, and of what goes when."""
        standing, today = self._standing(), self._today
        if standing.wanted is None or (standing.told is not None and standing.told.days <= standing.wanted.days):
            return
        self._settings.set(_TOLD, {"days": standing.wanted.days, "on": today.isoformat()})

    def hide(self) -> None:
        """Say no more of what goes within a week; what goes later is told of when it is time."""
        soon = self.status().soon
        if soon:
            self._settings.set(_HIDDEN, max(one.day for one in soon).isoformat())

    def run(self, cancelled: Callable[[], bool] = lambda: False) -> Removed:
        """Remove what is due, a meeting at a time, and what earlier runs left to be thrown away; what was removed.

        May end at any moment; what is left is done the next time. Raises StoreError.
        """
        standing, today = self._standing(), self._today
        rule = standing.in_force(today)
        self._keep_state(standing, rule)
        done = Removed(today, rule.name if rule is not None else "")
        if rule is not None:
            done = self._removing.remove(Expiring(rule, today), done, cancelled)
        self._discarding.finish(cancelled)
        return done

    def restored(self, db: Database) -> None:
        """Remove what is due in the transaction that has brought it back."""
        rule = self._standing(lambda key: settings.get(db, key)).in_force(self._today)
        if rule is not None:
            self._removing.restored(db, Expiring(rule, self._today))

    @cached_property
    def _removing(self) -> Removing:
        from moedeklar.member.removing import Removing  # noqa: PLC0415 (large, and where there is no rule of no use)

        return Removing(self._profile, self._store, self._settings, self._keys)

    def _copies(self, standing: Standing, today: date) -> tuple[str, ...]:
        """The program's own copies that go within a week; none is looked into where there is no rule."""
        if standing.wanted is None:
            return ()
        return tuple(path.name for path, day in self._removing.copies(standing, today) if day <= today + NOTICE)

    def _upcoming(self, standing: Standing, today: date) -> tuple[Upcoming, ...]:
        if standing.wanted is None:
            return ()

        days = ((standing.goes(going.meeting.day, today), going) for going in self._removing.going())
        found = [Upcoming(max(day, today), going) for day, going in days if day is not None]
        return tuple(sorted(found, key=lambda one: (one.day, one.going.meeting.day, one.going.meeting.meeting_id)))

    def _standing(self, get: Callable[[str], Any] | None = None) -> Standing:
        preset, get = self._preset(), get or self._settings.get
        own, held, told = get(DAYS), get(_HELD), get(_TOLD)
        wanted: Rule | None = None
        if isinstance(own, int) and not (preset.closed_days is not None and preset.is_locked(DAYS)):
            wanted = Rule(own) if own > 0 else None
        elif preset.closed_days is not None:
            wanted = Rule(preset.closed_days, preset.name)
        return Standing(
            wanted,
            Rule(int(held["days"]), str(held["name"])) if held else None,
            Told(int(told["days"]), date.fromisoformat(told["on"])) if told else None,
        )

    def _keep_state(self, standing: Standing, rule: Rule | None) -> None:
        """Remember the rule that holds, or that there is none: then the next one is new."""
        kept = {"days": rule.days, "name": rule.name} if rule is not None else None
        if kept != self._settings.get(_HELD):
            self._settings.set(_HELD, kept)
        if standing.wanted is None and standing.told is not None:
            self._settings.set(_TOLD, None)

    @property
    def _today(self) -> date:
        return local_now(self._store.clock).date()
