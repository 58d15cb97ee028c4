"""Settings of a profile: language, theme, reading size, and whatever else is remembered by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.errors import PresetError
from moedeklar.model.organisation import Preset
from moedeklar.store import settings
from moedeklar.store.store import Store

DECIDABLE = ("language", "theme")  # settings that are fields of a preset by the same name
_UNCHOSEN = object()


class Settings:
    """Any JSON value by its name. Blocks.

    What the organisation decides of `DECIDABLE` is what such a setting is until the person chooses, and for good where
    it is locked. *preset* gives that.
    """

    def __init__(self, store: Store, preset: Callable[[], Preset] = Preset) -> None:
        self._store = store
        self._preset = preset

    def get(self, key: str, default: Any = None) -> Any:
        """The value of *key*, or *default* where it was never set."""
        if key not in DECIDABLE:
            return self._store.read(lambda db: settings.get(db, key, default))
        decided = self.decided(key)
        if self.is_locked(key):
            return decided
        chosen = self._store.read(lambda db: settings.get(db, key, _UNCHOSEN))
        return chosen if chosen is not _UNCHOSEN else decided or default

    def decided(self, key: str) -> str:
        """What the organisation decides for *key*, one of `DECIDABLE`; "" for nothing."""
        return str(getattr(self._preset(), key))

    def is_locked(self, key: str) -> bool:
        """Whether the organisation decides *key* and a member can't change it."""
        return key in DECIDABLE and bool(self.decided(key)) and self._preset().is_locked(key)

    def set(self, key: str, value: Any) -> None:
        """Set *key*. Raises TypeError for what JSON cannot hold, PresetError preset_locked."""
        if self.is_locked(key):
            raise PresetError("preset_locked", name=self._preset().name)
        now = self._store.clock.now()
        self._store.write(lambda db: (settings.put(db, key, value, now), ChangeSet.of(Kind.SETTING, key)))
