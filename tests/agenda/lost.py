"""Which words of a document stand in no item although no line of theirs is known to stand outside all of them."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from moedeklar.agenda.inspection import inspection
from moedeklar.model.agenda import AgendaItem, Meeting
from moedeklar.model.codec import encode
from moedeklar.model.lines import Line, StyledDocument
from moedeklar.model.roles import LineRole, unpacked
from moedeklar.model.text import bare

# Lines that are understood as a whole: of these no words are kept, or only a number.
OUTSIDE = frozenset(
    (LineRole.FURNITURE, LineRole.CONTENTS, LineRole.FRONT, LineRole.GROUP, LineRole.PARTICULARS, LineRole.LABEL)
)
_WORD = re.compile(r"[^\W\d_]{3,}|\d{3,}")
_DECORATION = re.compile(r"Klik her for at folde ud.*|Til toppen$|^\s*application/\S+ icon")
# Words that say what a line is, and are told by the item's number, type and mark or by a section's heading.
_UNSAID = {
    LineRole.TITLE: frozenset(
        (
            "punkt",
            "pkt",
            "sag",
            "dagsordenspunkt",
            "lukket",
            "lukkede",
            "døre",
            "for",
            "closed",
            "fortroligt",
            "sagsnr",
            "sagsid",
            "åben",
            "åbent",
            "initialer",
        )
    ),
    LineRole.ATTENDANCE: frozenset(("fra", "bilag")),
    LineRole.ATTACHMENT: frozenset(("ingen", "intet", "bilag")),
}
_GLUED_LABEL = re.compile(r"(?<=[.!?:)])[^\W_]+$")  # "Godkendt.Bilag": taken apart, and empty
_GLUED_HEADING = re.compile(r"^[^\d.!?:]+(?=\d+\. \S)")  # "Økonomi3. Salg af grund": an empty label and a heading
_ALIKE = 0.7  # of its letters: a title may be mended by the contents list
_PAGE = 160  # characters: longer lines may hold a whole page, with headers and labels inside


def lost_words(document: StyledDocument, meeting: Meeting) -> list[tuple[str, str]]:
    """Each word of three letters or more that its item does not hold, with its line."""
    items = [_letters(item) for item in json.loads(json.dumps(encode(meeting.items), ensure_ascii=False))]
    shown = [_letters(item) for item in inspection(meeting)["items"]]
    runs = [(run.role, run.item) for run in unpacked(meeting.roles) for _ in range(run.lines)]
    lost = []
    for line, (role, item) in zip(document.lines, runs, strict=True):
        if role in OUTSIDE or item is None or _may_be_parted(line) or _is_mended(line, role, meeting.items):
            continue
        text = _GLUED_LABEL.sub("", _DECORATION.sub("", line.text))
        for word in _WORD.findall(_GLUED_HEADING.sub("", text) if role is LineRole.TITLE else text):
            if word.casefold() in _UNSAID.get(role, ()) or (role is LineRole.ATTACHMENT and word.isdigit()):
                continue
            if bare(word) not in items[item] and bare(word) not in shown[item]:
                lost.append((word, line.text))
    return lost


def _may_be_parted(line: Line) -> bool:
    """Whether a line may be several: a page, fields or columns beside each other, a row of a list of attachments."""
    return len(line.text) > _PAGE or "  " in line.text.strip() or bool(line.cells) or " | " in line.text


def _is_mended(line: Line, role: LineRole, items: Sequence[AgendaItem]) -> bool:
    """Whether a heading is one of *items*' as the contents list spells it, also where it is quoted in another item."""
    if role is not LineRole.TITLE:
        return False
    printed = SequenceMatcher(None, b=bare(line.text))
    for item in items:
        printed.set_seq1(bare(f"{item.number or ''}{item.title}"))
        if printed.ratio() > _ALIKE:
            return True
    return False


def _letters(item: object) -> str:
    """All that an item says, letters and digits alone, so that words divided at a line's end are found too."""
    if isinstance(item, dict):
        return "".join(map(_letters, item.values()))
    if isinstance(item, list | tuple):
        return "".join(map(_letters, item))
    return bare(str(item))
