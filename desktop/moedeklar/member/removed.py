"""What the rule for closed material removed on a day, as it is told and kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from moedeklar.model.codec import decode

LAST = "retention.last"  # a setting: what was removed last


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


def removed_of(kept: dict[str, Any]) -> Removed:
    """What the setting `LAST` says."""
    return decode(Removed, kept)
