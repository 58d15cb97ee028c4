"""Papers that say once, above their items, that all of them are closed ("Lukket dagsorden"), and items that say so."""

from __future__ import annotations

import re
from collections.abc import Iterable

from moedeklar.agenda.paragraphs import Para
from moedeklar.model.roles import LineRole

_LONGEST = 80
_SHUT = r"(?:lukke[td]e?|fortrolig\w*|ikke[ -]offentlig\w*)"
_PAPER = r"(?:(?:tillægs)?dagsorden(?:en)?|(?:beslutnings)?referat(?:et)?|(?:beslutnings)?protokol(?:len)?|møde(?:t)?)"
_SAYS = re.compile(
    rf"(?<![^\W_])(?:{_SHUT}\s+{_PAPER}|{_PAPER}\s*[-–:,(]\s*{_SHUT})(?![^\W_])"
    r"|^\W*fortrolig(?:t|e)?\W*$"
    r"|^\W*møde(?:t)? (?:holdes )?for lukkede døre\W*$",
    re.IGNORECASE,
)
# "Åbent og lukket møde" tells of both, and "Ingen lukket dagsorden" of none.
_BUT = re.compile(
    r"(?<![^\W_])(?:ingen|ikke\s+(?:nogen|fortrolig\w*)|åben\w*|åbne|(?<!ikke[ -])offentlig\w*)(?![^\W_])",
    re.IGNORECASE,
)
_ENTRY = re.compile(r"^(?:pkt\.?|punkt|sag(?:\s+nr\.?)?)\s*\d|^\d{1,4}\.?\s+(?-i:[A-ZÆØÅ])", re.IGNORECASE)


_SAYING_STARTS = frozenset(("sa", "pu", "de", "da"))
_ITEM_SAYS = re.compile(  # "Sagen er lukket" may also say that it is over
    r"(?:(?:(?:dagsordens)?punktet|dette punkt) er (?:lukket|fortroligt|et lukket punkt|ikke[ -]offentligt)"
    r"|(?:sagen|denne sag) er (?:fortrolig|ikke[ -]offentlig|lukket for offentligheden)"
    r"|(?:sagen|(?:dagsordens)?punktet|dette punkt|denne sag) behandles "
    r"(?:for lukkede døre|(?:på|i) (?:et )?lukket møde|som (?:et )?lukket punkt|fortroligt))(?![^\W_])",
    re.IGNORECASE,
)
_LONGEST_SAYING = 160


def says_closed(text: str) -> bool:
    """Whether *text* is a sentence that says of its item that it is closed: "Punktet behandles for lukkede døre"."""
    return len(text) < _LONGEST_SAYING and text[:2].casefold() in _SAYING_STARTS and _ITEM_SAYS.match(text) is not None


def is_shut(front: Iterable[Para]) -> bool:
    """Whether what stands above the items, and above their table of contents, says that every one of them is closed.

    *front* are the paragraphs before the first item. A list of items may have a part of its own for closed ones, so
    nothing counts from its first entry on.
    """
    for para in front:
        if para.role is LineRole.CONTENTS or _ENTRY.search(para.text):
            return False
        if len(para.text) <= _LONGEST and _SAYS.search(para.text) and not _BUT.search(para.text):
            return True
    return False
