"""What a source keeps from one listing to the next, as an opaque text. Pure."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from moedeklar.model.codec import decode, encode
from moedeklar.sources.oparl.system import Body
from moedeklar.sources.oparl.times import instant

FORM = 1
FULL_EVERY = timedelta(days=7)  # at the latest everything is listed again: not every server tells what it deleted


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of a list: from when on (UTC) changes are asked for, and when the newest objects were changed."""

    since: str
    recent: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cursor:
    """`full` is when everything was listed last (UTC), `filters` whether the server minds `modified_since`.

    `seen` is what is known of each list, by its address, `committees` are names by id, `moment` is when the server was
    last changed. `etag` and `pages` (digests by address) are those of a static feed. `wanted` are the bodies that were
    asked for.
    """

    full: str
    wanted: tuple[str, ...] = ()
    bodies: tuple[Body, ...] = ()
    committees: dict[str, str] = field(default_factory=dict)
    seen: dict[str, Seen] = field(default_factory=dict)
    unfiltered: str = ""
    moment: str = ""
    etag: str = ""
    pages: dict[str, str] = field(default_factory=dict)
    form: int = FORM

    def packed(self) -> str:
        """The text."""
        return json.dumps({**encode(self), "form": self.form}, ensure_ascii=False, sort_keys=True)

    def without_filters(self, since: str) -> Cursor:
        """The same, of a server that did not mind a filter at that instant."""
        return replace(self, unfiltered=since)

    def is_due(self, now: datetime) -> bool:
        """Whether everything is to be listed again. So it is where the clock was set back."""
        return not _is_recent(self.full, now)

    def minds_filters(self, now: datetime) -> bool:
        """Whether it is worth while to ask for what was changed since."""
        return not self.unfiltered or not _is_recent(self.unfiltered, now)


def unpacked(text: str) -> Cursor | None:
    """The cursor that *text* is; None for none, and for one that another version of the program wrote."""
    try:
        value = json.loads(text) if text else None
        if not isinstance(value, dict) or value.get("form") != FORM:
            return None
        return decode(Cursor, value)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _is_recent(stated: str, now: datetime) -> bool:
    at = instant(stated)
    return at is not None and at <= now < at + FULL_EVERY
