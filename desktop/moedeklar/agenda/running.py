"""Running text, which most of a document is, told cheaply from all that a rule for single lines may match."""

from __future__ import annotations

import re
from typing import Final

from moedeklar.agenda.attendance import ATTENDANCE_STARTS
from moedeklar.agenda.labels import LABEL_STARTS, LONGEST_NAMING

_AT_END: Final = 8  # characters
_ENDS: Final = frozenset(".,;")  # no label has one of these at its end
_DIGIT: Final = re.compile(r"\d")
# Three letters: of labels with text after them, of attendance, of the meeting's end, of files ("application/pdf icon").
_STARTS: Final = LABEL_STARTS | ATTENDANCE_STARTS | {"mød", "næs", "app"}


def is_running(text: str) -> bool:
    """Whether *text* ends as a sentence does, has no colon near its beginning and begins with no word of a rule.

    Such a paragraph is no label (`find_label`), no naming (`find_naming`), no line of attendance with its label, no
    name of a body with a colon, no end of a meeting and no name of a file. It may be a lead (`is_lead`).
    """
    return (
        text[-1:] in _ENDS
        and text.find(":", 0, LONGEST_NAMING) < 0
        and text[:3].casefold() not in _STARTS
        and (len(text) > LONGEST_NAMING or _DIGIT.search(text, len(text) - _AT_END) is None)
    )
