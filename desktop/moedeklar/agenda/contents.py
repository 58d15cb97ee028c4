"""The table of contents: found, set aside, and used to mend the titles of the items it lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from moedeklar.agenda.paragraphs import Para
from moedeklar.agenda.titles import find_leader, has_leader, read_title, title_key, without_leader
from moedeklar.agenda.vocabulary import CONTENTS_LABELS
from moedeklar.agenda.words import label_key, label_start
from moedeklar.model.lines import OutlineEntry
from moedeklar.model.roles import LineRole
from moedeklar.model.text import bare

_NUMBER = re.compile(
    r"^(?:(?:åbent|åben|lukket|punkt|pkt\.?|nr\.?|ad\.?)\s*)?\d{1,4}[a-zA-Z]?(?:\.\d{1,3})?\s*[.:)–-]?\s+(?=\S)",
    re.IGNORECASE,
)
_COLUMN = re.compile(r"^[A-ZÆØÅ]\s+(?=[A-ZÆØÅ])")  # letters for the kinds of items
_OUTLINE_ITEM = re.compile(r"^(?:punkt|pkt\.?)\s*\d+\w?\s*[.:]?\s*", re.IGNORECASE)
_ONLY_CONTENTS = frozenset(
    ("indholdsfortegnelse", "sagsoversigt", "dagsordenpunkter", "dagsordenspunkter", "sagsliste")
)
_LABEL_STARTS = frozenset(("nr", *(label[:2] for label in CONTENTS_LABELS)))
# Found once: to look a member of an enumeration up costs Python 3.11 more than what is done with it.
_UNKNOWN = LineRole.UNKNOWN
_LONGEST_LABEL = 40
_LONGEST_ENTRY = 250
_LONGEST_MARKS = 40
_MOST_ENTRIES = 400
_MOST_HEADINGS = 12  # tables of contents in one document: of open items, of closed ones, of each part
_PAGE = re.compile(r"\s+\d{1,3}$")


@dataclass(slots=True)
class Contents:
    """The titles that the table of contents and the outline list, as printed, by their bare spelling."""

    titles: dict[str, str] = field(default_factory=dict)

    @property
    def keys(self) -> set[str]:
        """The bare spellings."""
        return set(self.titles)

    def mend(self, title: str) -> str:
        """The better spelling of *title*: what the contents say where it differs in spaces alone, or is longer.

        A heading may have lost or gained a space ("Nød havn"); an entry of the contents may be cut off.
        """
        key = bare(title)
        listed = self.titles.get(key)
        if listed and listed != title and len(listed) <= len(title) and label_key(listed) != label_key(title):
            return listed
        return title

    def add(self, printed: str) -> None:
        """List *printed*, with or without number, dots and page number."""
        entry = _NUMBER.sub("", without_leader(printed))
        title = read_title(entry).text
        for spelling in dict.fromkeys((title, entry, _COLUMN.sub("", title))):
            key = bare(spelling)
            if key:
                self.titles.setdefault(key, spelling)


def read_contents(paras: Sequence[Para], outline: Sequence[OutlineEntry]) -> Contents:
    """Find the table of contents in *paras*, mark its paragraphs as such, and return what it and the outline list."""
    contents = Contents()
    finder = _Finder(paras, contents)
    for at, para in enumerate(paras):
        if para.role is not _UNKNOWN:
            continue
        leader = find_leader(para.text)
        if leader and len(para.text[: leader.start()].strip()) > 2:
            para.role = LineRole.CONTENTS
            contents.add(para.numbered)
        elif len(para.text) < _LONGEST_LABEL and is_contents_label(para.text):
            finder.take_under(at)
    for entry in outline:
        if _OUTLINE_ITEM.match(entry.title):
            contents.add(_OUTLINE_ITEM.sub("", entry.title))
    return contents


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

    def take_under(self, at: int) -> None:
        """Take what stands under the heading at *at*: as long as it looks like entries, and comes again further on."""
        self._left -= 1
        if self._left < 0:
            return
        paras = self._paras
        entries = self._candidates(at)
        if label_key(paras[at].text) in _ONLY_CONTENTS:
            paras[at].role = LineRole.CONTENTS
        while entries and not self._is_listed(entries[-1]):
            entries.pop()
        # Fewer: the front of an agenda, whose first item has the title of a later one.
        listed = sum(self._is_listed(entry) for entry in entries)
        if (len(entries) >= 2 and listed * 2 > len(entries)) or (entries and entries[0].leader):
            paras[at].role = LineRole.CONTENTS
            for entry in entries:
                self._take(paras[entry.at], entry)

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

    def _is_listed(self, entry: _Entry) -> bool:
        return entry.leader or self._comes_again(entry)

    def _comes_again(self, entry: _Entry) -> bool:
        """Whether the title of *entry* stands somewhere after it, with or without a number at its end (of a page)."""
        title = entry.title
        if len(title) > self._longest:
            self._find_places(len(title))
        unpaged = _PAGE.sub("", title)
        keys = (title, unpaged, _COLUMN.sub("", unpaged)) if unpaged != title else (title,)
        return any(self._places.get(title_key(key), -1) > entry.at for key in keys)

    def _find_places(self, longest: int) -> None:
        """Where each text last stands that may be a title of at most *longest* characters, with room for its marks."""
        self._longest = longest + _LONGEST_MARKS
        for at, para in enumerate(self._paras):
            if len(para.text) <= self._longest + _LONGEST_MARKS:
                self._places[title_key(_title(para))] = at


def _is_text(para: Para) -> bool:
    """Whether a paragraph is a label, particulars or a sentence rather than a title."""
    sentence = len(para.text) > _LONGEST_LABEL and para.text.endswith((".", ";", ","))
    return sentence or para.label is not None or para.particulars is not None


def _printed(para: Para) -> str:
    """An entry as printed; of a row of a table the longest cell, beside which number, kind and page stand."""
    return max(para.cells, key=len) if para.cells else para.numbered


def _title(para: Para) -> str:
    return _NUMBER.sub("", without_leader(_printed(para)))
