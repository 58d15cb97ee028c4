"""Paragraphs from lines: visual lines joined over line ends and page breaks, list marks taken off, hyphens mended."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from moedeklar.agenda.dates import MONTH_PATTERN
from moedeklar.agenda.labels import Label, Naming, find_label, find_naming
from moedeklar.agenda.numbers import Particulars, find_particulars
from moedeklar.agenda.vocabulary import FRONT_FIELDS
from moedeklar.agenda.words import holds_any, label_key
from moedeklar.model.agenda import Run
from moedeklar.model.lines import Line
from moedeklar.model.roles import LineRole
from moedeklar.model.text import canonical

_MARK = re.compile(
    r"(?:(?P<glyph>[-–—•·▪▫◦‣●○■□➢➤✓✔*\u0335\uf0b7\uf0a7\uf0d8\uf076]|o)|(?P<number>\(?(?:\d{1,3}|[a-zæøåA-H]|[ivx]{2,4})[.)])(?!\s+"
    + MONTH_PATTERN
    + r"))[\s\u200b]+(?=\S)",
    re.IGNORECASE,
)
BULLETS = frozenset("-–—•·▪▫◦‣●○■□➢➤✓✔*")  # list marks that are neither numbers nor letters
_LONE_MARK = re.compile(r"[•·▪◦‣●○■➢✓\uf0b7\uf0a7]")
_LEADER_END = re.compile(r"(?:\.{3,}|…|\t|_{3,}|(?:\. ){3,})\s*\d{1,4}$")
_LEADERS = ("..", "…", "\t", "__", ". .")  # one of these is in all that it matches
_ENDS = frozenset('.:;!?…)”"')
_MARK_STARTS = frozenset("-–—•·▪▫◦‣●○■□➢➤✓✔*\u0335\uf0b7\uf0a7\uf0d8\uf076(0123456789")
_DIVIDED = frozenset(("-", "\u00ad", " ", "\u00a0", ""))  # ends of a line that may divide a word
_STAY_HYPHENATED = re.compile(r"(?:og|eller|samt|og/eller|til|/)\b", re.IGNORECASE)
_LONG_LINE = 60
_LONG_ENOUGH = 30  # characters: shorter lines say nothing of the text's width
_LONGEST_FIELD = 30
_SAME_SIZE = 0.6  # points
_MARGIN = 40.0  # points by which the right margin may be wider than the left
_HYPHENATED = re.compile(r"\w+-\w+")
_LAST_WORD = re.compile(r"\w+-$")
_FIRST_WORD = re.compile(r"\w+")
# The heading of a decision that was broken: "Beslutning i Vej- og" / "Parkudvalget den 8. november 2026:".
_NAMES_NO_DAY = re.compile(r"Beslutning(?:er)? (?:i|fra|af) [^\d.:]{3,60}")
_ENDS_IN_DAY = re.compile(r"[^\d.:]{0,60}\bden \d{1,2}(?:\.\s*[a-z]{3,9}\.? |[-.]\d{1,2}[-.])(?:19|20)\d\d\s*:?")
_HARD_WRAP = 130  # characters: longer lines are never a text wrapped by hand
_UNASKED: Label = Label(None, "")
_UNASKED_PARTICULARS = Particulars()
_UNASKED_NAMING = Naming("", "", None, colon=False)


@dataclass(slots=True)
class Para:
    """One paragraph, heading, list entry or table row; `text` is canonical and without its list mark.

    `size`, `bold`, `level`, `page` and `x0` are those of its first line; `gap` says that space stands before it. It was
    made of the lines from `first` to before `end`; `role` is what they were understood to be.
    """

    text: str
    mark: str = ""
    page: int = 0
    size: float = 0.0
    bold: bool = False
    italic: bool = False
    level: int = 0
    gap: bool = False
    x0: float = 0.0
    cells: tuple[str, ...] = ()
    runs: tuple[Run, ...] = ()
    first: int = 0
    end: int = 0
    role: LineRole = LineRole.UNKNOWN
    _label: Label | None = field(default=_UNASKED, init=False, repr=False)
    _particulars: Particulars | None = field(default=_UNASKED_PARTICULARS, init=False, repr=False)
    _naming: Naming | None = field(default=_UNASKED_NAMING, init=False, repr=False)

    @property
    def label(self) -> Label | None:
        """The section heading that it is or begins with; looked for once, since many ask."""
        if self._label is _UNASKED:
            self._label = find_label(self.text, self.mark)
        return self._label

    def take_label(self, label: Label) -> None:
        """Say that it begins with *label*, which only the whole document tells."""
        self._label = label

    @property
    def particulars(self) -> Particulars | None:
        """The case numbers and the like that it consists of; looked for once, since many ask."""
        if self._particulars is _UNASKED_PARTICULARS:
            self._particulars = find_particulars(self.numbered if self.mark else self.text)
        return self._particulars

    @property
    def naming(self) -> Naming | None:
        """Who treated a case when, where that is what it says; looked for once, since many ask."""
        if self._naming is _UNASKED_NAMING:
            self._naming = find_naming(self.text)
        return self._naming

    @property
    def whole(self) -> str:
        """The text with its list mark, as printed."""
        return f"{self.mark} {self.text}" if self.mark else self.text

    @property
    def numbered(self) -> str:
        """The text with its number in front, and without a mark that is no number: what a heading would say."""
        return f"{self.mark} {self.text}" if self.mark and self.mark[-1] in ".)" else self.text


def find_mark(text: str) -> re.Match[str] | None:
    """The list mark that *text* begins with, with the space after it."""
    head = text[:6]
    if head[:1] in _MARK_STARTS or "." in head or ")" in head or head[:2] == "o ":
        return _MARK.match(text)
    return None


def paragraphs(lines: Sequence[Line], width: float = 0.0) -> list[Para]:
    """All lines as paragraphs, in order. Empty lines are gone; no letter is lost, but for hyphens at a line's end.

    *width* is the page's, in points, where it has one.
    """
    hyphens = _Hyphens(lines)
    begins = _Joiner(lines, width).begins(lines)
    return _with_lone_marks(
        [_paragraph(lines[first:end], hyphens, first) for first, end in pairwise((*begins, len(lines)))]
    )


class _Joiner:
    """Decides whether a line goes on in the next one, by the width of the text: would the next word have fitted?"""

    def __init__(self, lines: Sequence[Line], width: float) -> None:
        self._placed = any(line.x1 for line in lines)
        if self._placed:
            ends = sorted([line.x1 for line in lines if len(line.text) > _LONG_ENOUGH])
        else:
            ends = sorted([float(length) for line in lines if (length := len(line.text)) > _LONG_ENOUGH])
        self._right = ends[int(0.98 * (len(ends) - 1))] if ends else 0.0
        if self._placed and width:  # where all lines are short, the margins are believed to be about alike
            left = min([line.x0 for line in lines if line.x1])
            self._right = max(self._right, width - left - _MARGIN)
        self._wrapped = self._placed or self._wrapped_by_hand(lines)

    def _wrapped_by_hand(self, lines: Sequence[Line]) -> bool:
        """Whether a text without places was broken at a width: its long lines end in the middle of sentences."""
        if not 50 < self._right <= _HARD_WRAP:
            return False
        full = [line.text.rstrip()[-1:] for line in lines if len(line.text) > 0.8 * self._right]
        return len(full) >= 12 and sum(end not in _ENDS for end in full) > 0.65 * len(full)

    def begins(self, lines: Sequence[Line]) -> list[int]:
        """The indexes of those *lines* with which paragraphs begin, in order."""
        found = [0] if lines else []
        for at, (line, after) in enumerate(pairwise(lines), start=1):
            apart = after.gap or line.page != after.page
            ended = apart and line.text[-1:] in _ENDS and line.text[:10] != "Beslutning"  # as most that stand apart
            if ended or not self._goes_on(line, after, apart=apart, many=at > found[-1] + 1):
                found.append(at)
        return found

    def _goes_on(self, line: Line, after: Line, *, apart: bool, many: bool) -> bool:
        """Whether *after* belongs to the paragraph that ends with *line* so far, and has *many* lines already."""
        text, after_text = line.text.rstrip(), after.text.lstrip()
        open_end = text[-1:] not in _ENDS
        begin = after_text[:1]  # in the middle of a sentence, by its beginning, but for a point of a recommendation
        goes_on = open_end and (begin.islower() or begin == "(") and after_text[:3] != "at "
        if not goes_on and (apart or not self._wrapped) and text[:10] != "Beslutning":
            return False
        if line.bold != after.bold or line.level or after.level or line.cells or after.cells or after.bullet:
            return False
        if line.size != after.size and not -_SAME_SIZE <= line.size - after.size <= _SAME_SIZE:
            return False
        if text[:10] == "Beslutning" and _NAMES_NO_DAY.fullmatch(text) and _ENDS_IN_DAY.fullmatch(after_text):
            return True
        if apart:
            return goes_on and self._goes_on_apart(line, after, many=many)
        if not (self._wrapped and ((goes_on and self._placed) or self._is_full(line, after_text))):
            return False
        if (text[-1:].isdigit() and _ends_in_leader(text)) or find_mark(after_text):
            return False
        # Below a line that is full by chance a heading or an item's numbers may stand.
        return goes_on or not _is_apart(after_text, open_end=open_end and find_particulars(text) is None)

    def _goes_on_apart(self, line: Line, after: Line, *, many: bool) -> bool:
        """Whether a sentence goes on over a page break, or over an empty line that was one in an earlier format."""
        text, after_text = line.text.rstrip(), after.text.lstrip()
        full = self._wrapped and self._is_full(line, after_text)
        if not (full or many or len(text) > _LONG_LINE):
            return False
        if text.endswith((" at", " og")) and (after.gap or not full):
            return False
        return not find_mark(after_text) and not _ends_in_leader(text)

    def _is_full(self, line: Line, after: str) -> bool:
        """Whether the next word would not have fitted into *line*."""
        word = after.find(" ")
        if word < 0:
            word = len(after)
        if not self._placed:
            return len(line.text.rstrip()) + 1 + word > self._right
        letter = (line.x1 - line.x0) / (len(line.text) or 1)
        return line.x1 + letter * (word + 1) > self._right - letter


def _is_apart(text: str, *, open_end: bool) -> bool:
    if not text[:1].isupper():
        return False
    if ":" in text[:_LONGEST_FIELD] and label_key(text.partition(":")[0]) in FRONT_FIELDS:
        return True
    if len(text) > _LONG_LINE:
        label = None if open_end or ":" not in text[:_LONGEST_FIELD] else find_label(text)
        return label is not None and bool(label.rest) and not label.soft
    label = None if open_end else find_label(text)
    return (label is not None and (not label.rest or ":" in text)) or find_particulars(text) is not None


def _ends_in_leader(text: str) -> bool:
    """Whether dots and the like lead to a number at the end of *text*, as in a table of contents."""
    return text[-1:].isdigit() and holds_any(text, _LEADERS) and _LEADER_END.search(text) is not None


class _Hyphens:
    """Tells a hyphen that divides a word at a line's end from one that belongs to it."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._known: frozenset[str] | None = None

    def joined(self, text: str, part: str) -> str:
        """*text*, which ends in a hyphen, as *part* can be put right after it: with or without the hyphen.

        "Covid-|19", "a-|dagpenge" and "LIS-|rapport" keep theirs, and so does a word that the document writes with a
        hyphen elsewhere; "sags-|fremstilling" was divided at the line's end.
        """
        before = _LAST_WORD.search(text, text.rfind(" ") + 1)
        after = _FIRST_WORD.match(part)
        if before is None or after is None:
            return text
        if len(before[0]) <= 2 or before[0][-2].isupper() or not part[0].islower():
            return text
        return text if f"{before[0]}{after[0]}".casefold() in self._words() else text[:-1]

    def _words(self) -> frozenset[str]:
        if self._known is None:
            found = (word for line in self._lines for word in _HYPHENATED.findall(line.text))
            self._known = frozenset(word.casefold() for word in found)
        return self._known


def _paragraph(lines: Sequence[Line], hyphens: _Hyphens, at: int) -> Para:
    first = lines[0]
    raw = first.text
    runs: list[Run] = []
    if len(lines) == 1 and not (first.bold_runs or first.italic_runs):
        text = canonical(raw)
    elif _is_plain(lines):
        text = canonical(" ".join([line.text for line in lines]))
    else:
        text, runs = _joined(lines, hyphens)
    mark = first.bullet
    all_bold = False
    if not (mark or first.cells) and (found := find_mark(text)):
        mark = (found["glyph"] or found["number"]).strip()
        text = text[found.end() :]
        runs = [Run(max(run.start - found.end(), 0), run.end - found.end(), run.bold, run.italic) for run in runs]
        runs = [run for run in runs if run.end > run.start]
    if mark and runs:
        all_bold = any(run.bold and run.start == 0 and run.end == len(text) for run in runs)
    return Para(
        text,
        mark,
        first.page,
        first.size,
        first.bold or all_bold,
        first.italic,
        first.level,
        first.gap,
        first.x0 or float(len(raw) - len(raw.lstrip())),
        first.cells,
        tuple(runs),
        at,
        at + len(lines),
    )


def _is_plain(lines: Sequence[Line]) -> bool:
    """Whether nothing in *lines* is emphasised and no word may be divided between two of them, as in most."""
    for line in lines:  # noqa: SIM110 (a generator costs more than what is done with it)
        if line.bold_runs or line.italic_runs or line.text[-1:] in _DIVIDED:
            return False
    return True


def _joined(lines: Sequence[Line], hyphens: _Hyphens) -> tuple[str, list[Run]]:
    """The text of *lines* with divided words put together again, and its emphasised stretches."""
    first = lines[0]
    styled = any(line.bold_runs or line.italic_runs for line in lines)
    parts = [canonical(first.text)]
    length = len(parts[0])
    runs: list[Run] = list(_runs(first, parts[0], 0)) if styled else []
    for above, line in pairwise(lines):
        part = canonical(line.text)
        last = parts[-1]
        if last.endswith("-") and last[-2:-1].isalpha() and not _STAY_HYPHENATED.match(part):
            parts[-1] = hyphens.joined(last, part)
            length += len(parts[-1]) - len(last)
        elif last and not above.text.rstrip().endswith("\u00ad"):
            parts.append(" ")
            length += 1
        if styled:
            runs += _runs(line, part, length)
        parts.append(part)
        length += len(part)
    return "".join(parts), runs


def _runs(line: Line, text: str, at: int) -> Iterable[Run]:
    """The emphasised stretches of *line*, whose canonical *text* begins at *at* in the paragraph."""
    whole = ((0, len(line.text)),)
    for bold, spans in (
        (True, whole if line.bold else line.bold_runs),
        (False, whole if line.italic else line.italic_runs),
    ):
        for start, end in spans:
            part = canonical(line.text[start:end])
            place = text.find(part, max(len(canonical(line.text[:start])) - 1, 0)) if part else -1
            if place >= 0:
                yield Run(at + place, at + place + len(part), bold=bold, italic=not bold)


def _with_lone_marks(paras: Iterable[Para]) -> list[Para]:
    """All *paras* that say something; a list mark on a line of its own belongs to the paragraph after it."""
    found: list[Para] = []
    alone: Para | None = None
    for para in paras:
        if len(para.text) > 1 and not alone:  # most by far
            found.append(para)
            continue
        if not (para.text or para.cells):
            continue
        if len(para.text) == 1 and not para.mark and _LONE_MARK.fullmatch(para.text):
            alone = para
            continue
        if alone and not para.mark and not para.cells:
            para.mark, para.first = alone.text, alone.first
        alone = None
        found.append(para)
    return found
