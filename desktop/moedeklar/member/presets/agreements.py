"""What a person has agreed to and declined of presets, kept among the settings of the profile."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.store import settings
from moedeklar.store.store import Store

if TYPE_CHECKING:
    from moedeklar.store.database import Database

SOURCES = "preset.sources"  # the setting with what came of presets, by the id of each source
ADDRESSES = "preset.addresses"  # the setting with what else may be connected to
DECLINED = "preset.declined"  # the setting with the keys of sources that the person does not want


@dataclass(frozen=True, slots=True)
class Agreed:
    """A source that came of a preset: its key there, whose it was, and what the preset said of it then.

    `told` says that the person knows that the preset has it no longer.
    """

    key: str
    organisation: str
    said: dict[str, Any] = field(default_factory=dict)
    told: bool = False


class Agreements:
    """Blocks; any thread but the store's writer. What is kept and can't be understood counts for nothing."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def sources(self) -> dict[str, Agreed]:
        """What was agreed to, by the id of the source that came of it."""
        kept = self._get(SOURCES)
        found = {}
        for source_id, one in kept.items() if isinstance(kept, dict) else ():
            if isinstance(one, dict) and isinstance(one.get("key"), str):
                said = one.get("said")
                found[str(source_id)] = Agreed(
                    one["key"],
                    str(one.get("organisation", "")),
                    said if isinstance(said, dict) else {},
                    bool(one.get("told")),
                )
        return found

    def keys(self) -> set[str]:
        """The keys of what was agreed to."""
        return {one.key for one in self.sources().values()}

    def addresses(self) -> tuple[str, ...]:
        """What else was agreed to: where newer versions are looked for."""
        kept = self._get(ADDRESSES)
        return tuple(map(str, kept)) if isinstance(kept, list) else ()

    def declined(self) -> tuple[str, ...]:
        """The keys of what was declined."""
        kept = self._get(DECLINED)
        return tuple(map(str, kept)) if isinstance(kept, list) else ()

    def agree(self, source_id: str, agreed: Agreed) -> None:
        """The source with *source_id* came of what was agreed to, declined before or not."""
        self._put(SOURCES, self._plain({**self.sources(), source_id: agreed}))
        self._put(DECLINED, [key for key in self.declined() if key != agreed.key])

    def agree_to(self, address: str, key: str) -> None:
        """*address*, declined by *key* before or not, may be connected to."""
        self._put(ADDRESSES, list(dict.fromkeys([*self.addresses(), address])))
        self._put(DECLINED, [one for one in self.declined() if one != key])

    def decline(self, keys: Iterable[str]) -> None:
        """These are not wanted."""
        self._put(DECLINED, list(dict.fromkeys([*self.declined(), *keys])))

    def tell(self, source_ids: Collection[str]) -> None:
        """The person knows that these are in no preset any more."""
        known = self.sources()
        told = {
            one: Agreed(it.key, it.organisation, it.said, told=True) for one, it in known.items() if one in source_ids
        }
        self._put(SOURCES, self._plain({**known, **told}))

    @classmethod
    def drop(cls, db: Database, source_ids: Collection[str], now: datetime) -> None:
        """These are not wanted any more, and nothing tells that they were. In the transaction that removes them."""
        kept = settings.get(db, SOURCES)
        if isinstance(kept, dict) and kept.keys() & set(source_ids):
            keys = [one["key"] for source_id, one in kept.items() if source_id in source_ids]
            declined = settings.get(db, DECLINED)
            settings.put(db, SOURCES, {one: said for one, said in kept.items() if one not in source_ids}, now)
            settings.put(db, DECLINED, list(dict.fromkeys([*(declined or ()), *keys])), now)

    @staticmethod
    def _plain(agreed: dict[str, Agreed]) -> dict[str, Any]:
        return {
            source_id: {"key": one.key, "organisation": one.organisation, "said": one.said, "told": one.told}
            for source_id, one in agreed.items()
        }

    def _get(self, key: str) -> Any:
        return self._store.read(lambda db: settings.get(db, key))

    def _put(self, key: str, value: Any) -> None:
        if (self._get(key) or None) == (value or None):
            return
        now = self._store.clock.now()
        self._store.write(lambda db: (settings.put(db, key, value, now), ChangeSet.of(Kind.SETTING, key)))
