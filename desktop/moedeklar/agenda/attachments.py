"""The attachments that an item lists: each once, with its document number where any of its places names one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from moedeklar.agenda.names import says_none
from moedeklar.agenda.numbers import split_document_number, without_links
from moedeklar.agenda.vocabulary import ATTACHMENT_COLUMNS, FILE_NAME_ENDS, NO_ATTACHMENTS
from moedeklar.agenda.words import label_key
from moedeklar.model.agenda import Attachment
from moedeklar.model.text import bare

_IS_DOCUMENT = re.compile(r"[\d/-]{5,20}")
_BEFORE = re.compile(r"^(?:\d{1,3}\s+)?[(\[](?:åben|lukket)[)\]]\s+(?=\S)", re.IGNORECASE)
_NUMBER_AFTER = re.compile(
    r"\s*[(\[](?:dok(?:ument)?\.?\s?(?:nr|id)?\b[.:]*\s*(?P<number>\d[\w/-]{3,25})"
    r"|(?P<bare>\d{4,9}/\d\d|\d\d/\d{4,9}|\d{3}-(?:19|20)\d\d-\d{2,7}))[)\]]$",
    re.IGNORECASE,
)
_SIZE = re.compile(r"\s*[(\[](?:pdf|docx?|xlsx?|pptx?)(?:,?\s*[\d.,]+\s*[km]b)?[)\]]$", re.IGNORECASE)
_LONGEST_NAME = 120  # characters
_PLACE = re.compile(r"^(\d{1,2})(?:\s*[:–-])?\s+(?=[A-ZÆØÅ])")
_OPENING, _CLOSING = frozenset("(["), frozenset(")]")
_BETWEEN_FILES = re.compile(r"(?<=\.\w{3})\s+|(?<=\.\w{4})\s+")


def _without_marks(title: str) -> tuple[str, str | None]:
    """A title without its place in the list, whether it is open, its size and its number, and that number."""
    if title[:1].isdigit() or title[:1] in _OPENING:
        title = _BEFORE.sub("", title)
    if title[-1:] not in _CLOSING:  # most
        return title, None
    found = _NUMBER_AFTER.search(title)
    if found and found.start():
        return title[: found.start()], found["number"] or found["bare"]
    return _SIZE.sub("", title) or title, None


def file_names(line: str) -> tuple[str, ...]:
    """The names in a line that holds nothing but names of files, as pages list attachments above an item's text."""
    if "." not in line[-5:-3] or not line.casefold().endswith(FILE_NAME_ENDS):
        return ()
    names = tuple(_BETWEEN_FILES.split(line))
    alone = all(name.casefold().endswith(FILE_NAME_ENDS) and " " not in name for name in names)
    return names if alone else ()


def is_file_name(line: str) -> bool:
    """Whether *line* is the name of one file, which may have spaces in it; no sentence that ends in one."""
    found = line.casefold().endswith(FILE_NAME_ENDS) and len(line) <= _LONGEST_NAME and ". " not in line
    return found and (line[0].isupper() or line[0].isdigit())


class AttachmentList:
    """Collects the lines of an item's lists of attachments."""

    def __init__(self) -> None:
        self._found: dict[str, Attachment] = {}
        self._number: str | None = None

    def add(self, line: str) -> None:
        """Take one line: a title, a number that belongs to the next line's title, or both."""
        number, title = split_document_number(without_links(line).strip())
        title, after = _without_marks(title)
        number = number or after
        if not title:
            self._number = number or self._number
            return
        number, self._number = number or self._number, None
        if label_key(title) in NO_ATTACHMENTS or says_none(title):
            return
        key = bare(title) or title
        known = self._found.get(key)
        if known is None:
            self._found[key] = Attachment(title, number)
        elif number and not known.document_number:
            self._found[key] = replace(known, document_number=number)

    def add_row(self, cells: Sequence[str]) -> None:
        """Take a row of a table of attachments: its longest cell is the title, unless the row is that of headings."""
        if {label_key(cell) for cell in cells} & ATTACHMENT_COLUMNS:
            return
        title = max(cells, key=len)
        number = next((cell for cell in cells if cell is not title and _IS_DOCUMENT.fullmatch(cell)), None)
        self.add(title)
        known = self._found.get(bare(title))
        if number and known and not known.document_number:
            self._found[bare(title)] = replace(known, document_number=number)

    def close(self) -> None:
        """The list ends: a number without a title is an attachment by itself; places in the list are no titles."""
        if self._number:
            self._found.setdefault(bare(self._number), Attachment(self._number, self._number))
            self._number = None

        places = [_PLACE.match(part.title) for part in self._found.values()]
        if len(places) > 1 and all(found and found[1] == str(at) for at, found in enumerate(places, start=1)):
            titles = [replace(part, title=_PLACE.sub("", part.title)) for part in self._found.values()]
            self._found = {bare(part.title) or part.title: part for part in titles}

    @property
    def found(self) -> tuple[Attachment, ...]:
        """The attachments, in the order in which they were first met."""
        return tuple(self._found.values())
