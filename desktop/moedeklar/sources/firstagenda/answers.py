"""An answer in JSON, read leniently: what is not there, is null or of another kind is as if it were empty. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from moedeklar.model.errors import ParseError
from moedeklar.model.moments import COPENHAGEN, LocalStart
from moedeklar.model.text import canonical
from moedeklar.sources.turns import loads

_ID = re.compile(r"[0-9A-Za-z_-]{1,64}")
_NO_ID = re.compile(r"[0-]*")  # the GUID that is all zeros stands for none
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d|$)")
_NUMBER = re.compile(r"(?<!\d)\d{1,18}(?!\d)")
_ZONE = ZoneInfo(COPENHAGEN)
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_NONE = object()
_BROKEN_LETTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_TRUE, _FALSE = frozenset(("true", "1", "ja")), frozenset(("false", "0", "nej"))
_LONGEST = 60  # characters in which a date stands
_BOM = b"\xef\xbb\xbf"


class Thing:
    """A JSON object of an answer. `where` says which, for people who look for what is wrong: "Udvalg.Moede"."""

    def __init__(self, members: dict[str, object], where: str = "") -> None:
        self.where = where
        self._members = members
        self._folded: dict[str, object] | None = None

    def value(self, name: str) -> object:
        """A member as it is, whatever its capitals; None for none."""
        found = self._members.get(name, _NONE)
        if found is not _NONE:
            return found
        if self._folded is None:
            self._folded = {known.casefold(): value for known, value in self._members.items()}
        return self._folded.get(name.casefold())

    def text(self, *names: str) -> str:
        """The first of these members that holds text or a number, in canonical spelling; "" for none."""
        return next((text for name in names if (text := canonical(self.raw(name)))), "")

    def raw(self, name: str) -> str:
        """The text of a member as it is; "" for none."""
        value = self.value(name)
        if isinstance(value, bool) or not isinstance(value, (str, int, float)):
            return ""
        return _BROKEN_LETTERS.sub(" ", str(value))

    def truth(self, name: str) -> bool | None:
        """Whether a member is true, also where it says so as text; None where it says neither."""
        value = self.value(name)
        if isinstance(value, bool):
            return value
        said = self.text(name).casefold()
        return True if said in _TRUE else False if said in _FALSE else None

    def id(self, name: str = "Id") -> str:
        """The id in a member, in small letters; "" for none, for zeros and for what can't be one."""
        text = self.text(name)
        return text.casefold() if _ID.fullmatch(text) and not _NO_ID.fullmatch(text) else ""

    def number(self, name: str) -> int:
        """The first number in a member; 0 for none."""
        found = _NUMBER.search(self.text(name))
        return int(found[0]) if found else 0

    def instant(self, *names: str) -> datetime | None:
        """The instant of the first of these members that states one, in UTC."""
        return next((found for name in names if (found := _instant(self.text(name)[:_LONGEST])) is not None), None)

    def start(self, *names: str) -> LocalStart | None:
        """The local date and time of the first of these members that states one.

        Fields that are called UTC carry the local offset; where one is UTC indeed, the Danish time is meant.
        """
        return next((found for name in names if (found := _start(self.text(name)[:_LONGEST])) is not None), None)

    def thing(self, name: str) -> Thing:
        """The object in a member; an empty one for none."""
        value = self.value(name)
        return Thing(value if isinstance(value, dict) else {}, self._below(name))

    def all(self, name: str) -> Iterator[Thing]:
        """The objects in a list; what else is in it is passed over."""
        value = self.value(name)
        for at, one in enumerate(value if isinstance(value, list) else ()):
            if isinstance(one, dict):
                yield Thing(one, f"{self._below(name)}[{at}]")

    def lists(self, name: str) -> Iterator[tuple[str, Thing]]:
        """The objects in all lists of an object, each with its list's name; or those of a list, with the name ""."""
        value = self.value(name)
        if isinstance(value, dict):
            holder = Thing(value, self._below(name))
            for title in value:
                for one in holder.all(title):
                    yield canonical(title), one
        else:
            for one in self.all(name):
                yield "", one

    def has(self, name: str) -> bool:
        """Whether there is such a member and it is an object or a list."""
        return isinstance(self.value(name), (dict, list))

    def need(self, name: str) -> None:
        """Raises ParseError where the object lacks a list or object that it must have."""
        if not self.has(name):
            raise ParseError("answer_without", name=self._below(name))

    def _below(self, name: str) -> str:
        return f"{self.where}.{name}" if self.where else name


def read_answer(data: bytes) -> Thing:
    """The object that *data* holds. Raises ParseError: answer_not_json with line and column, answer_without."""
    try:
        made = loads(data.removeprefix(_BOM).decode())
    except UnicodeDecodeError as error:
        raise ParseError("answer_not_json", line=data.count(b"\n", 0, error.start) + 1, column=0) from error
    except json.JSONDecodeError as error:
        raise ParseError("answer_not_json", line=error.lineno, column=error.colno) from error
    except (RecursionError, ValueError) as error:  # nested without end, a number of a million digits
        raise ParseError("answer_not_json", line=1, column=0) from error
    if not isinstance(made, dict):
        raise ParseError("answer_without", name="{}")
    return Thing(made)


def _instant(text: str) -> datetime | None:
    said = _moment(text)
    if said is not None:
        return said.replace(tzinfo=said.tzinfo or _ZONE, microsecond=0).astimezone(UTC)
    from moedeklar.sources.stating import instant_of  # noqa: PLC0415 (it loads a part of the reader, for odd spellings)

    return instant_of(text) if text and not _ISO.match(text) else None


def _start(text: str) -> LocalStart | None:
    said = _moment(text)
    if said is not None:
        local = said.astimezone(_ZONE) if said.tzinfo is not None else said
        return LocalStart(local.date(), local.time().replace(second=0, microsecond=0) if _has_clock(local) else None)
    from moedeklar.sources.stating import start_of  # noqa: PLC0415 (as above)

    return start_of(text) if text and not _ISO.match(text) else None


def _moment(text: str) -> datetime | None:
    """The moment that *text* states in ISO form; None for another form, and for what stands for no moment at all."""
    if not _ISO.match(text):
        return None
    try:
        said = datetime.fromisoformat(text)
    except ValueError:
        return None
    return said if _FIRST_YEAR <= said.year < _LAST_YEAR else None


def _has_clock(moment: datetime) -> bool:
    return bool(moment.hour or moment.minute)
