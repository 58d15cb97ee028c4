"""The attachments that an item lists: each once, with its document number where any of its places names one."""

from __future__ import annotations

from dataclasses import replace

from moedeklar.agenda.names import says_none
from moedeklar.agenda.numbers import split_document_number, without_links
from moedeklar.agenda.vocabulary import NO_ATTACHMENTS
from moedeklar.agenda.words import label_key
from moedeklar.model.agenda import Attachment
from moedeklar.model.text import bare


class AttachmentList:
    """Collects the lines of an item's lists of attachments."""

    def __init__(self) -> None:
        self._found: dict[str, Attachment] = {}
        self._number: str | None = None

    def add(self, line: str) -> None:
        """Take one line: a title, a number that belongs to the next line's title, or both."""
        number, title = split_document_number(without_links(line).strip())
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

    def close(self) -> None:
        """The list ends: a number that no title followed is an attachment by itself."""
        if self._number:
            self._found.setdefault(bare(self._number), Attachment(self._number, self._number))
            self._number = None

    @property
    def found(self) -> tuple[Attachment, ...]:
        """The attachments, in the order in which they were first met."""
        return tuple(self._found.values())
