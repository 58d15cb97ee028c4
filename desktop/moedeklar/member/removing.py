"""Removing closed material whose time is up, and the program's own copies that hold such."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from moedeklar.member.profile import Profile
from moedeklar.member.removed import LAST, Removed, removed_of
from moedeklar.member.settings import Settings
from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.errors import StoreError
from moedeklar.model.retention import Expiring, Standing
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

_COPIES = "retention.copies"
UNDO_LASTS = timedelta(days=1)  # what a person removed can be brought back for at least so long


class Removing:
    """What `Retention` does where there is a rule. Every call blocks; any thread but the store's writer."""

    def __init__(self, profile: Profile, store: Store, settings: Settings, keys: StoreKeys) -> None:
        self._profile = profile
        self._store = store
        self._settings = settings
        self._keys = keys

    def going(self) -> list[Going]:
        """What every meeting has that goes some day."""

        def work(db: Database) -> list[Going]:
            found = (expiring.holds(db, meeting) for meeting in expired.candidates(db))
            return [going for going in found if going is not None]

        return self._store.read(work)

    def restored(self, db: Database, when: Expiring) -> None:
        """Remove what is due in the transaction that has brought it back."""
        expiring.expire_all(db, when, stamp(self._store.clock.now()))

    def remove(self, when: Expiring, done: Removed, cancelled: Callable[[], bool]) -> Removed:
        """Remove what is due, a meeting at a time; *done* and what that was. Raises StoreError."""
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
        due = [path.name for path, day in self.copies(Standing(when.rule, when.rule), when.today) if day <= when.today]
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
                changes |= ChangeSet.of(Kind.SETTING, LAST)
            return removed, changes

        return self._store.write(work)

    def _drop_copies(self, names: list[str], when: Expiring) -> Removed:
        removed = Removed(when.today, when.rule.name, copies=len(names))

        def work(db: Database) -> tuple[None, ChangeSet]:
            for name in names:
                discards.add(db, discards.COPY, name)
            self._tell(db, removed)
            return None, ChangeSet.of(Kind.SETTING, LAST)

        self._store.write(work)
        return removed

    def _tell(self, db: Database, removed: Removed) -> None:
        """Add to what was removed today, or begin anew with it."""
        known = settings.get(db, LAST)
        before = removed_of(known) if known else None
        whole = before + removed if before and (before.day, before.rule) == (removed.day, removed.rule) else removed
        kept = asdict(whole) | {"day": whole.day.isoformat()}
        settings.put(db, LAST, kept, self._store.clock.now())

    def copies(self, standing: Standing, today: date) -> list[tuple[Path, date]]:
        """The program's own copies that hold closed material, and the day on which each goes; each is read once."""
        known = self._settings.get(_COPIES, {})
        found: dict[str, Any] = {}
        paths = sorted(self._profile.backups.glob("*")) if self._profile.backups.is_dir() else []
        for path in (one for one in paths if one.suffix in ENDINGS):
            try:
                mark = str(path.stat().st_mtime_ns)
            except FileNotFoundError:  # thrown away meanwhile
                continue
            before = known.get(path.name)
            found[path.name] = before if before and before[0] == mark else [mark, self._first(path)]
        if found != known:
            self._settings.set(_COPIES, found)
        days = [
            (path, standing.goes(date.fromisoformat(found[path.name][1]), today))
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
