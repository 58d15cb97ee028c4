"""The table of contents: found, set aside, and used to mend the titles of the items it lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from moedeklar.agenda.dates import find_date
from moedeklar.agenda.front import is_front_line
from moedeklar.agenda.groups import is_group
from moedeklar.agenda.labels import find_label
from moedeklar.agenda.paragraphs import Para
from moedeklar.agenda.titles import (
    LEADER_ENDS,
    bare_title,
    find_leader,
    has_leader,
    is_closed,
    read_title,
    title_key,
    without_leader,
)
from moedeklar.agenda.vocabulary import CONTENTS_LABELS
from moedeklar.agenda.words import is_body, label_key, label_start
from moedeklar.model.lines import OutlineEntry
from moedeklar.model.roles import LineRole
from moedeklar.model.text import bare

_NUMBER = re.compile(
    r"^(?:(?:åbent|åben|lukket|punkt|pkt\.?|nr\.?|ad\.?)\s*)?(?P<number>\d{1,4}[a-zA-Z]?(?:\.\d{1,3})?)"
    r"\s*[.:)–-]?\s+(?=\S)",
    re.IGNORECASE,
)
_COLUMN = re.compile(r"^[A-ZÆØÅ]\s+(?=[A-ZÆØÅ])")  # letters for the kinds of items
_OUTLINE_ITEM = re.compile(r"^(?:punkt|pkt\.?|sag)\s*\d+\w?(?:\.\d+)?\s*[.:–-]?\s+(?=\S)", re.IGNORECASE)
_ONLY_CONTENTS = frozenset(
    ("indholdsfortegnelse", "sagsoversigt", "dagsordenpunkter", "dagsordenspunkter", "sagsliste")
)
_LABEL_STARTS = frozenset(("nr", *(label[:2] for label in CONTENTS_LABELS)))
# Found once: to look a member of an enumeration up costs Python 3.11 more than what is done with it.
_UNKNOWN = LineRole.UNKNOWN
_LONGEST_LABEL = 40
_LONGEST_ENTRY = 250
_LONGEST_MARKS = 40
_MOST_LOST = 5  # one letter in five
_MOST_ENTRIES = 400
_MOST_HEADINGS = 12  # tables of contents in one document: of open items, of closed ones, of each part
_FIRST_NUMBERS = ("1.", "1 ")
_ENTRY_IN_LINE = re.compile(r"(?:(?<=^)|(?<=\s))\d{1,3}\.\s+(?=[A-ZÆØÅ])")
_PAGE = re.compile(r"\s+\d{1,3}$")
_LEADERS = re.compile(r"(?:\.{3,}|…|_{3,})\s*\d")


@dataclass(slots=True)
class Contents:
    """The titles that the table of contents and the outline list, as printed, by their bare spelling."""

    titles: dict[str, str] = field(default_factory=dict)
    numbered: dict[str, str] = field(default_factory=dict)
    closed: dict[str, str] = field(default_factory=dict)

    @property
    def keys(self) -> set[str]:
        """The bare spellings."""
        return set(self.titles)

    def mend(self, title: str, number: str | None = None) -> str:
        """The better spelling of *title*: what the contents say where it differs in spaces alone, or lost letters.

        A heading may have lost or gained a space ("Nød havn") or a ligature ("a astning"); an entry of the contents
        may be cut off. Letters are only put back where the entry has the same *number*.
        """
        same = self.numbered.get(number or "")
        if same and has_lost_letters(title, same):
            return same
        listed = self.titles.get(bare_title(title))
        if listed and listed != title and len(listed) <= len(title) and label_key(listed) != label_key(title):
            return listed
        return title

    def add(self, printed: str) -> None:
        """List *printed*, with or without number, dots and page number."""
        unled = without_leader(printed)
        number = _NUMBER.match(unled)
        entry = unled[number.end() :] if number else unled
        title = read_title(entry).text
        if number and title and (is_closed(entry) or unled[:6].casefold() == "lukket"):
            self.closed.setdefault(number["number"], title)
        uncolumned = _COLUMN.sub("", title)
        if number and title:
            self.numbered.setdefault(number["number"], _unpaged(uncolumned))
        for spelling in (title,) if title == entry == uncolumned else dict.fromkeys((title, entry, uncolumned)):
            key = bare_title(spelling)
            if key:
                self.titles.setdefault(key, spelling)


def read_contents(paras: Sequence[Para], outline: Sequence[OutlineEntry]) -> Contents:
    """Find the table of contents in *paras*, mark its paragraphs as such, and return what it and the outline list."""
    contents = Contents()
    finder = _Finder(paras, contents)
    for at, para in enumerate(paras):
        if para.role is not _UNKNOWN:
            continue
        text = para.text
        last = text[-1:]
        leader = find_leader(text) if last in LEADER_ENDS and (last != "." or text[-2:] == "..") else None
        if leader and len(text[: leader.start()].strip()) > 2 and finder.is_entry(at):
            para.role = LineRole.CONTENTS
            contents.add(para.numbered)
            _add_wrapped(contents, paras, at)
        elif len(text) < _LONGEST_LABEL and is_contents_label(text):
            finder.take_under(at)
        elif (text[:1] == "1" or para.mark == "1.") and (entries := _in_one_line(para.numbered)):
            finder.take_line(at, entries)
    for title in _items_of_outline(outline):
        contents.add(title)
    return contents


def _items_of_outline(outline: Sequence[OutlineEntry]) -> list[str]:
    """The entries that are items: those headed "Punkt 7:", else the topmost of which few are labels of sections."""
    worded = [entry.title for entry in outline if _OUTLINE_ITEM.match(entry.title)]
    if worded or not outline:
        return worded
    for level in sorted({entry.level for entry in outline}):
        titles = [entry.title for entry in outline if entry.level == level]
        items = [title for title in titles if not (find_label(title) or is_contents_label(title))]
        if len(items) > 1 and 2 * len(items) > len(titles):
            return items
    return []


def _in_one_line(text: str) -> list[str]:
    """The entries of a list of items that is one line ("1. Dagsorden 2. Ny mole 3. Eventuelt"); [] for other text."""
    if text[:2] not in _FIRST_NUMBERS:
        return []
    places = [found.start() for found in _ENTRY_IN_LINE.finditer(text)]
    parts = [text[begin:end].strip() for begin, end in pairwise([*places, len(text)])]
    numbers = [int(part.partition(".")[0]) for part in parts]
    return parts if len(parts) > 2 and numbers == list(range(numbers[0], numbers[0] + len(parts))) else []


def _add_wrapped(contents: Contents, paras: Sequence[Para], at: int) -> None:
    """An entry of two lines has its dots in the second; the first was begun by a number, or follows another entry."""
    before = paras[at - 1] if at else None
    if before is None or before.role is not LineRole.UNKNOWN or before.gap or _NUMBER.match(paras[at].numbered):
        return
    follows = at > 1 and paras[at - 2].role is LineRole.CONTENTS
    if (follows or _NUMBER.match(before.numbered)) and not is_contents_label(before.text) and not before.label:
        before.role = LineRole.CONTENTS
        contents.add(f"{before.numbered} {paras[at].text}")


def has_lost_letters(printed: str, listed: str) -> bool:
    """Whether *printed* is *listed* without a few letters, as where a PDF's font has no names for its ligatures."""
    if printed == listed:
        return False
    short, full = bare_title(printed), bare_title(listed)
    lost = len(full) - len(short)
    if not 0 < lost <= max(2, len(full) // _MOST_LOST):
        return False
    letters = iter(full)
    return all(letter in letters for letter in short) and _digits(short) == _digits(full)


def _unpaged(title: str) -> str:
    """*title* without a number at its end, as of a page."""
    return _PAGE.sub("", title) if title[-1:].isdigit() else title


def _value(para: Para) -> int | None:
    found = _NUMBER.match(para.numbered)
    return int(found["number"]) if found and found["number"].isdigit() else None


def _digits(text: str) -> list[str]:
    return [letter for letter in text if letter.isdigit()]


def is_contents_label(text: str) -> bool:
    """Whether *text* heads a table of contents."""
    if label_start(text) not in _LABEL_STARTS:  # most by far
        return False
    key = label_key(text)
    return key in CONTENTS_LABELS or key.removeprefix("nr. ").removesuffix(" side") in CONTENTS_LABELS


class _Entry(NamedTuple):
    """A paragraph that may be an entry of a table of contents; *leader*: dots lead to its page number."""

    at: int
    title: str
    leader: bool


class _Finder:
    """Takes the entries under headings such as "Indholdsfortegnelse"."""

    def __init__(self, paras: Sequence[Para], contents: Contents) -> None:
        self._paras = paras
        self._contents = contents
        self._places: dict[str, int] = {}
        self._longest = 0
        self._left = _MOST_HEADINGS
        self._numbered: dict[int, list[int]] | None = None

    def take_line(self, at: int, entries: Sequence[str]) -> None:
        """Take the line at *at*, which holds *entries*, where most of them come again further on."""
        keys = {bare(read_title(_NUMBER.sub("", entry)).text) for entry in entries}
        later = {bare(read_title(_NUMBER.sub("", para.text)).text) for para in self._paras[at + 1 :] if para.mark}
        if 2 * len(keys & later) >= len(keys):
            self._paras[at].role = LineRole.CONTENTS
            for entry in entries:
                self._contents.add(entry)

    def take_under(self, at: int) -> None:
        """Take what stands under the heading at *at*: as long as it looks like entries, and comes again further on."""
        self._left -= 1
        if self._left < 0:
            return
        paras = self._paras
        entries = self._candidates(at)
        if label_key(paras[at].text) in _ONLY_CONTENTS:
            paras[at].role = LineRole.CONTENTS
        while entries and not (self._is_listed(entries[-1]) or self._is_next(entries) or self._is_closed(entries[-1])):
            entries.pop()
        while entries and _is_front(paras[entries[0].at].text) and not self._is_listed(entries[0]):
            entries.pop(0)
        # Fewer: the front of an agenda, whose first item has the title of a later one.
        listed = sum(self._is_listed(entry) for entry in entries)
        if (len(entries) >= 2 and listed * 2 > len(entries)) or (entries and entries[0].leader):
            paras[at].role = LineRole.CONTENTS
            for entry in entries:
                self._take(paras[entry.at], entry)

    def is_entry(self, at: int) -> bool:
        """Whether the paragraph at *at*, which ends in dots, is of a list of contents.

        It holds several entries, or stands beside another, or comes again. Dots alone may also end a sentence, or be a
        line to sign on.
        """
        if len(_LEADERS.findall(self._paras[at].text)) > 1:
            return True
        beside = [self._paras[near] for near in (at - 1, at + 1) if 0 <= near < len(self._paras)]
        if _is_paged(self._paras[at]) and any(para.role is LineRole.CONTENTS or _is_paged(para) for para in beside):
            return True
        return self._comes_again(_Entry(at, _title(self._paras[at]), leader=True))

    def _take(self, para: Para, entry: _Entry) -> None:
        para.role = LineRole.CONTENTS
        self._contents.add(_printed(para))
        if not entry.leader and _PAGE.search(para.text):
            self._contents.add(_PAGE.sub("", para.numbered))

    def _candidates(self, at: int) -> list[_Entry]:
        entries: list[_Entry] = []
        seen: set[str] = set()
        for index in range(at + 1, min(at + _MOST_ENTRIES, len(self._paras))):
            para = self._paras[index]
            title = _title(para)
            key = title_key(title)
            if not key or len(para.text) > _LONGEST_ENTRY or key in seen or (para.level and entries):
                break
            leader = has_leader(para.text)
            if not leader and _is_text(para):
                break
            seen.add(key)
            entries.append(_Entry(index, title, leader))
        return entries

    def _is_closed(self, entry: _Entry) -> bool:
        """Whether an entry with a number says that its item is closed: the contents may be all that tells of it."""
        text = self._paras[entry.at].numbered
        return _NUMBER.match(text) is not None and is_closed(text)

    def _is_next(self, entries: Sequence[_Entry]) -> bool:
        """Whether the last entry has the number that is due after the one before, with letters other than its item."""
        above, last = (_value(self._paras[entry.at]) for entry in entries[-2:]) if entries[1:] else (None, None)
        return above is not None and last is not None and last == above + 1

    def _is_listed(self, entry: _Entry) -> bool:
        return entry.leader or self._comes_again(entry) or self._comes_again_worn(entry)

    def _comes_again(self, entry: _Entry) -> bool:
        """Whether the title of *entry* stands somewhere after it, with or without a number at its end (of a page)."""
        title = entry.title
        if len(title) > self._longest:
            self._find_places(len(title))
        unpaged = _unpaged(title)
        keys = (title, unpaged, _COLUMN.sub("", unpaged)) if unpaged != title else (title,)
        return any(self._places.get(title_key(key), -1) > entry.at for key in keys)

    def _comes_again_worn(self, entry: _Entry) -> bool:
        """Whether a title with the same number stands after *entry*, and one of them has lost letters."""
        number = _value(self._paras[entry.at])
        if number is None:
            return False
        if self._numbered is None:
            self._numbered = {}
            for at, para in enumerate(self._paras):
                value = _value(para) if len(para.text) < _LONGEST_ENTRY else None
                if value is not None:
                    self._numbered.setdefault(value, []).append(at)
        later = (_title(self._paras[at]) for at in self._numbered.get(number, ()) if at > entry.at)
        return any(has_lost_letters(title, entry.title) or has_lost_letters(entry.title, title) for title in later)

    def _find_places(self, longest: int) -> None:
        """Where each text last stands that may be a title of at most *longest* characters, with room for its marks."""
        self._longest = longest + _LONGEST_MARKS
        for at, para in enumerate(self._paras):
            if len(para.text) <= self._longest + _LONGEST_MARKS:
                self._places[title_key(_title(para))] = at


def closed_entries(paras: Sequence[Para]) -> set[tuple[str, str]]:
    """Number and bare title of the entries among *paras* that stand under "Lukkede punkter" and the like."""
    found: set[tuple[str, str]] = set()
    closed = False
    for para in paras:
        if is_group(para) or is_contents_label(para.text):
            closed = "lukke" in para.text.casefold()
        elif closed and para.role is LineRole.CONTENTS:
            entry = without_leader(_printed(para))
            number = _NUMBER.match(entry)
            found.add((number["number"], title_key(entry[number.end() :])) if number else ("", title_key(entry)))
    return found


def _is_front(text: str) -> bool:
    """Whether *text* is a line of the front, which follows "Dagsorden" where that is the paper's heading."""
    return is_front_line(text) or is_body(text) or find_date(text) is not None


def _is_text(para: Para) -> bool:
    """Whether a paragraph is a label, particulars or a sentence rather than a title."""
    sentence = len(para.text) > _LONGEST_LABEL and para.text.endswith((".", ";", ","))
    return sentence or para.label is not None or para.particulars is not None


def _is_paged(para: Para) -> bool:
    """Whether dots lead to the number of a page."""
    return para.text[-1:].isdigit() and has_leader(para.text)


def _printed(para: Para) -> str:
    """An entry as printed; of a row of a table the longest cell, beside which number, kind and page stand."""
    return max(para.cells, key=len) if para.cells else para.numbered


def _title(para: Para) -> str:
    return _NUMBER.sub("", without_leader(_printed(para)))
