"""What a write changed, so that whoever shows it can decide whether to ask again."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of thing that can change."""

    SOURCE = "source"
    MEETING = "meeting"
    ITEM = "item"
    ATTACHMENT = "attachment"
    NOTE = "note"
    BOOKMARK = "bookmark"
    READING = "reading"
    REQUEST = "request"
    RULE = "rule"
    SETTING = "setting"
    EVERYTHING = "everything"


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Pairs of kind and id. An empty id means: any of this kind. Made after commit, never before."""

    changed: frozenset[tuple[Kind, str]] = frozenset()

    @classmethod
    def of(cls, kind: Kind, *ids: str) -> ChangeSet:
        """Changes of one kind; without ids, of any of that kind."""
        return cls(frozenset((kind, i) for i in ids or ("",)))

    @classmethod
    def everything(cls) -> ChangeSet:
        """After a restore, or when another program wrote to the store."""
        return cls.of(Kind.EVERYTHING)

    def __or__(self, other: ChangeSet) -> ChangeSet:
        """Both together."""
        return ChangeSet(self.changed | other.changed)

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return bool(self.changed)

    def touches(self, *kinds: Kind) -> bool:
        """Whether anything of these kinds changed."""
        return any(kind is Kind.EVERYTHING or kind in kinds for kind, _ in self.changed)
