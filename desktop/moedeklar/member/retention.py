"""Closed material that goes some days after its meeting: whose rule, what goes when, and removing it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from moedeklar.member.discarding import Discarding
from moedeklar.member.profile import Profile
from moedeklar.member.settings import Settings
from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.codec import decode
from moedeklar.model.errors import PresetError, StoreError
from moedeklar.model.moments import local_now
from moedeklar.model.organisation import Preset
from moedeklar.model.retention import NOTICE, Expiring, Rule, Standing, Told
from moedeklar.store import discards, expired, settings
from moedeklar.store.copies import ENDINGS, first_closed
from moedeklar.store.expired import Candidate
from moedeklar.store.keys import StoreKeys
from moedeklar.store.stamps import stamp
from moedeklar.store.store import Store
from moedeklar.sync import expiring
from moedeklar.sync.expiring import Going

if TYPE_CHECKING:
    from moedeklar.store.database import Database

DAYS = "retention.closed_days"  # a setting, and the key of a preset: days, 0 for ever
CHOICES = (0, 30, 90, 365)  # days that a person is offered
_HELD, _TOLD, _HIDDEN, _LAST, _COPIES = (f"retention.{name}" for name in ("held", "told", "hidden", "last", "copies"))
UNDO_LASTS = timedelta(days=1)  # what a person removed can be brought back for at least so long


@dataclass(frozen=True, slots=True)
class Upcoming:
    """What goes of a meeting, and on which day."""

    day: date
    going: Going


@dataclass(frozen=True, slots=True)
class Removed:
    """What was removed on a day, of how many meetings, and by whose rule.

    `size` is in bytes, `copies` are the program's own.
    """

    day: date
    rule: str
    meetings: int = 0
    items: int = 0
    attachments: int = 0
    papers: int = 0
    size: int = 0
    copies: int = 0

    def __add__(self, other: Removed) -> Removed:
        """Both together, of one day and rule."""
        return Removed(
            self.day,
            self.rule,
            self.meetings + other.meetings,
            self.items + other.items,
            self.attachments + other.attachments,
            self.papers + other.papers,
            self.size + other.size,
            self.copies + other.copies,
        )

    def __bool__(self) -> bool:
        """Whether anything was."""
        return bool(self.meetings or self.copies)


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
        last = self._settings.get(_LAST)
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
            tuple(path.name for path, day in self._copies(standing) if day <= today + NOTICE),
            _removed(last) if last else None,
            bool(soon) and max(soon).isoformat() <= str(self._settings.get(_HIDDEN, "")),
        )

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
            done = self._remove(Expiring(rule, today), done, cancelled)
        self._discarding.finish(cancelled)
        return done

    def restored(self, db: Database) -> None:
        """Remove what is due in the transaction that has brought it back."""
        rule = self._standing(lambda key: settings.get(db, key)).in_force(self._today)
        if rule is not None:
            expiring.expire_all(db, Expiring(rule, self._today), stamp(self._store.clock.now()))

    def _remove(self, when: Expiring, done: Removed, cancelled: Callable[[], bool]) -> Removed:
        now = stamp(self._store.clock.now())
        for meeting in self._store.read(expired.candidates):
            if cancelled():
                return done
            if when.is_due(meeting.day):
                done += self._expire(meeting, when, now)
        before = stamp(self._store.clock.now() - UNDO_LASTS)
        self._store.write(lambda db: (expiring.expire_journal(db, when), ChangeSet()))

        def tidy(db: Database) -> tuple[None, ChangeSet]:
            expiring.tidy(db, before, now)
            discards.let_go_of_orphans(db)
            return None, ChangeSet()

        self._store.write(tidy)
        due = [path.name for path, day in self._copies(Standing(when.rule, when.rule)) if day <= when.today]
        return done + self._drop_copies(due, when) if due else done

    def _expire(self, meeting: Candidate, when: Expiring, now: str) -> Removed:
        """Remove what is due of a meeting, and tell of it, in one transaction; what that was."""

        def work(db: Database) -> tuple[Removed, ChangeSet]:
            going = expiring.holds(db, meeting)
            changes = expiring.expire(db, meeting.meeting_id, when, now)
            removed = Removed(when.today, when.rule.name)
            if going is not None:
                said = (1, going.items, going.attachments, going.papers, going.size)
                removed = Removed(when.today, when.rule.name, *said)
                self._tell(db, removed)
                changes |= ChangeSet.of(Kind.SETTING, _LAST)
            return removed, changes

        return self._store.write(work)

    def _drop_copies(self, names: list[str], when: Expiring) -> Removed:
        removed = Removed(when.today, when.rule.name, copies=len(names))

        def work(db: Database) -> tuple[None, ChangeSet]:
            for name in names:
                discards.add(db, discards.COPY, name)
            self._tell(db, removed)
            return None, ChangeSet.of(Kind.SETTING, _LAST)

        self._store.write(work)
        return removed

    def _tell(self, db: Database, removed: Removed) -> None:
        """Add to what was removed today, or begin anew with it."""
        known = settings.get(db, _LAST)
        before = _removed(known) if known else None
        whole = before + removed if before and (before.day, before.rule) == (removed.day, removed.rule) else removed
        kept = asdict(whole) | {"day": whole.day.isoformat()}
        settings.put(db, _LAST, kept, self._store.clock.now())

    def _upcoming(self, standing: Standing, today: date) -> tuple[Upcoming, ...]:
        if standing.wanted is None:
            return ()

        def work(db: Database) -> list[Going]:
            found = (expiring.holds(db, meeting) for meeting in expired.candidates(db))
            return [going for going in found if going is not None]

        days = ((standing.goes(going.meeting.day, today), going) for going in self._store.read(work))
        found = [Upcoming(max(day, today), going) for day, going in days if day is not None]
        return tuple(sorted(found, key=lambda one: (one.day, one.going.meeting.day, one.going.meeting.meeting_id)))

    def _copies(self, standing: Standing) -> list[tuple[Path, date]]:
        """The program's own copies that hold closed material, and the day on which each goes; each is read once."""
        known = self._settings.get(_COPIES, {})
        found: dict[str, Any] = {}
        paths = sorted(self._profile.backups.glob("*")) if self._profile.backups.is_dir() else []
        for path in (one for one in paths if one.suffix in ENDINGS):
            mark = str(path.stat().st_mtime_ns)
            before = known.get(path.name)
            found[path.name] = before if before and before[0] == mark else [mark, self._first(path)]
        if found != known:
            self._settings.set(_COPIES, found)
        days = [
            (path, standing.goes(date.fromisoformat(found[path.name][1]), self._today))
            for path in paths
            if found.get(path.name, ("", None))[1]
        ]
        return [(path, day) for path, day in days if day is not None]

    def _first(self, path: Path) -> str | None:
        try:
            day = first_closed(path, self._keys)
        except StoreError:  # of another profile, or damaged: nobody can read it, and its owner decides
            return None
        return day.isoformat() if day else None

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


def _removed(kept: dict[str, Any]) -> Removed:
    return decode(Removed, kept)
