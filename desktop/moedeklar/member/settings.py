"""Settings of a profile: language, theme, reading size, and whatever else is remembered by name."""

from __future__ import annotations

from typing import Any

from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.store import settings
from moedeklar.store.store import Store


class Settings:
    """Any JSON value by its name. Blocks."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, key: str, default: Any = None) -> Any:
        """The value of *key*, or *default* where it was never set."""
        return self._store.read(lambda db: settings.get(db, key, default))

    def set(self, key: str, value: Any) -> None:
        """Set *key*. Raises TypeError for what JSON cannot hold."""
        now = self._store.clock.now()
        self._store.write(lambda db: (settings.put(db, key, value, now), ChangeSet.of(Kind.SETTING, key)))
