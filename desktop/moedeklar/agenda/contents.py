"""The table of contents: found, set aside, and used to mend the titles of the items it lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from moedeklar.agenda.labels import find_label
from moedeklar.agenda.numbers import find_particulars
from moedeklar.agenda.paragraphs import Para, Part
from moedeklar.agenda.titles import has_leader, read_title, without_leader
from moedeklar.agenda.vocabulary import CONTENTS_LABELS
from moedeklar.agenda.words import label_key
from moedeklar.model.lines import OutlineEntry
from moedeklar.model.text import bare

_NUMBER = re.compile(
    r"^(?:(?:åbent|åben|lukket|punkt|pkt\.?|nr\.?)\s*)?\d{1,4}[a-zA-Z]?(?:\.\d{1,3})?\s*[.:)–-]?\s+(?=\S)",
    re.IGNORECASE,
)
_OUTLINE_ITEM = re.compile(r"^(?:punkt|pkt\.?)\s*\d+\w?\s*[.:]?\s*", re.IGNORECASE)
_LONGEST_LABEL = 40
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

        A heading may have lost or gained a space ("Anmodnings sag"); an entry of the contents may be cut off.
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
        for spelling in (title, entry):
            if bare(spelling):
                self.titles.setdefault(bare(spelling), spelling)


def read_contents(paras: Sequence[Para], outline: Sequence[OutlineEntry]) -> Contents:
    """Find the table of contents in *paras*, mark its paragraphs as such, and return what it and the outline list."""
    contents = Contents()
    for at, para in enumerate(paras):
        if para.part is Part.UNKNOWN and has_leader(para.text) and len(without_leader(para.text)) > 2:
            para.part = Part.CONTENTS
            contents.add(para.numbered)
        elif len(para.text) < _LONGEST_LABEL and label_key(para.text) in CONTENTS_LABELS:
            _under_label(at, paras, contents)
    for entry in outline:
        if _OUTLINE_ITEM.match(entry.title):
            contents.add(_OUTLINE_ITEM.sub("", entry.title))
    return contents


def _under_label(at: int, paras: Sequence[Para], contents: Contents) -> None:
    """The entries under a heading "Indholdsfortegnelse": as long as they are entries, and come again further on."""
    entries: list[int] = []
    seen: set[str] = set()
    for index in range(at + 1, min(at + 400, len(paras))):
        para = paras[index]
        key = bare(_entry(para))
        if not key or len(para.text) > 250 or key in seen or (para.level and entries):
            break
        if not has_leader(para.text) and (find_label(para.text, para.mark) or find_particulars(para.numbered)):
            break
        if len(para.text) > _LONGEST_LABEL and para.text.endswith((".", ";", ",")) and not has_leader(para.text):
            break
        seen.add(key)
        entries.append(index)
    if entries and not has_leader(paras[entries[-1]].text):
        later = _later_keys(paras, entries[-1] + 1)
        while entries and not has_leader(paras[entries[-1]].text) and not _keys(paras[entries[-1]]) & later:
            entries.pop()
    if len(entries) >= 2 or (entries and has_leader(paras[entries[0]].text)):
        paras[at].part = Part.CONTENTS
        for index in entries:
            paras[index].part = Part.CONTENTS
            contents.add(paras[index].numbered)
            if _PAGE.search(paras[index].text):
                contents.add(_PAGE.sub("", paras[index].numbered))


def _entry(para: Para) -> str:
    return read_title(_NUMBER.sub("", without_leader(para.numbered))).text


def _keys(para: Para) -> set[str]:
    """The bare title of an entry, with and without a number at its end, which may be that of a page."""
    entry = _entry(para)
    return {bare(entry), bare(_PAGE.sub("", entry))}


def _later_keys(paras: Sequence[Para], start: int) -> set[str]:
    return {bare(_entry(para)) for para in paras[start:] if len(para.text) < 320}
