"""What stands around the text: running headers and footers, and the buttons of web pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, product

from moedeklar.agenda.dates import find_date, without_dates
from moedeklar.agenda.labels import find_label
from moedeklar.agenda.outcome import is_bare_decision
from moedeklar.agenda.vocabulary import (
    MORE_ABOUT,
    NOISE_LINES,
    NOISE_PATH,
    NOISE_PATTERN,
    NOISE_PREFIX,
    NOISE_SUFFIX,
    PAGE_NUMBER,
)
from moedeklar.agenda.words import LABEL_EDGES, holds_any, is_body, label_key, nominative
from moedeklar.model.lines import Line, StyledDocument
from moedeklar.model.text import bare

_PAGE_END = re.compile(r"(?:.{0,90}\s)?(?:side|page)\s*\d{1,4}(?:\s*(?:af|/|of)\s*\d{1,4})?", re.IGNORECASE)
_PAGE_OF = re.compile(r"(?:side|page)\s*\d{1,4}\s*(?:af|/|of)\s*\d{1,4}", re.IGNORECASE)
_PAGE_AT_END = re.compile(r"\d{1,4}(?=(?:\s*(?:af|/|of)\s*\d{1,4})?\s*$)", re.IGNORECASE)
_LONGEST_END = 120
_LONGEST_RUNNING = 120
_LONGEST_BUTTON = 240
_AROUND_END = 3  # lines
_FEWEST_ENDS = 2
_DIGITS = re.compile(r"\d+")
_EDGE = 0.11  # of the page's height, at its top and at its foot
_LONGEST_NOISE = max(map(len, NOISE_LINES)) + 8
_NOISE_STARTS = frozenset(line[:2] for line in NOISE_LINES)
# Three letters with which lines of NOISE_PATTERN begin: to tell cheaply most lines that are none.
_PATTERN_STARTS = frozenset(
    ("sid", "sen", "opd", "pub", "uds", "dow", "del", "coo", "acc", "cop", "hen", "læs", "se ", "gem", "vis", "åbn")
)
_PREFIX_STARTS = frozenset(("fol", "vis", "åbn", "uds"))
_SUFFIX_ENDS = ("old ud", "folde ud)", "Til toppen")
_PATH_BEGINS = ("Forside /", "Forside|", "Du er her")
_DECORATIONS = ("»", "›", ">", "©", "\u00a0", "lik her for", "Læs mere om", *_SUFFIX_ENDS)
# Five letters, without marks at their end, with which all these begin.
_STARTS = frozenset(
    begin[:5].rstrip(LABEL_EDGES)
    for begin in (
        *NOISE_LINES,
        *("sidst", "senest", "opdateret", "publiceret", "udskrevet", "download", "del siden", "del punktet", "del på"),
        *("cookie", "acceptér", "copyright", "hent ", "læs højt", "se hele", "gem som", "vis alle"),
        *("vis hele", "vis medlemmer", "vis punkt", "åbn alle", "åbn punkt", "side ", "fold dette", "udskriv"),
        *("forside", "du er her"),
    )
)
_FIRST_LETTERS = frozenset(
    "".join(letters) for begin in _STARTS for letters in product(*((letter, letter.upper()) for letter in begin[:3]))
)
_MUNICIPALITY = re.compile(r"[A-ZÆØÅ][\wæøåÆØÅ -]{1,30} Kommune", re.IGNORECASE)
_EDGES = " ,.:;–-|·"
_SAME_PLACE = 8.0  # points: a header stands at about the same height on each page
_SHARE = 0.4  # of the pages: text that stands on fewer is no header


def running_lines(document: StyledDocument, texts: Sequence[str], body_size: float) -> set[int]:
    """The indexes of the lines that are headers and footers of pages: at the page's edge, and repeated there.

    *texts* are those of its lines.

    Lines are compared without their digits, so that page numbers repeat; a heading of the agenda itself, which is
    larger than *body_size*, is kept.
    """
    found = _at_edges(document, body_size) if document.page_sizes else set()
    return found | _page_ends(texts, found)


def _at_edges(document: StyledDocument, body_size: float) -> set[int]:
    inner = [(_EDGE * height, (1 - _EDGE) * height, height) for _, height in document.page_sizes]
    known = len(inner)
    highest, lowest = max(top for top, _, _ in inner), min(foot for _, foot, _ in inner)
    edge: list[tuple[int, Line, str, str, int]] = []
    keys: dict[str, str] = {}
    pages: dict[tuple[str, int], set[int]] = {}
    outer = [(at, line) for at, line in enumerate(document.lines) if line.y1 <= highest or line.y0 >= lowest]
    for at, line in outer:
        top, foot, height = inner[line.page] if line.page < known else (0.0, 0.0, 0.0)
        if not foot or (top < line.y1 and line.y0 < foot):
            continue
        text = line.text.strip()
        from_edge = line.y0 if line.y1 <= top else height - line.y0  # pages may differ in height
        if text not in keys:
            keys[text] = _DIGITS.sub("#", text)
        key, place = keys[text], int(from_edge / _SAME_PLACE)
        edge.append((at, line, text, key, place))
        pages.setdefault((key, place), set()).add(line.page)
    title = bare(document.title)
    enough = max(2.0, _SHARE * known)
    none: set[int] = set()
    found = set()
    for at, line, text, key, place in edge:
        if line.size <= body_size + 0.5 and not line.cells:
            near = pages[key, place].union(pages.get((key, place - 1), none), pages.get((key, place + 1), none))
            if len(near) >= enough:
                found.add(at)
                continue
        at_foot = line.y1 > 0.5 * inner[line.page][2]
        if line.size < body_size and text and _says_no_more(text, title, at_foot=at_foot):
            found.add(at)
    return found


def _says_no_more(text: str, title: str, *, at_foot: bool) -> bool:
    """Whether *text* is the number of a page, the bare *title*, or at the foot also whose and which meeting this is."""
    if bare(text) == title:
        return True
    parts = [part.strip() for part in text.split("\t")]
    rest = [part for part in parts if not PAGE_NUMBER.match(part)]
    numbered = len(rest) < len(parts)
    return not rest or (at_foot and all(_names_meeting(part) or (numbered and is_body(part)) for part in rest))


def _names_meeting(text: str) -> bool:
    """Whether *text*, at the foot of a page, is nothing but a municipality, or a committee and a day."""
    if _MUNICIPALITY.fullmatch(text):
        return True
    return find_date(text) is not None and is_body(nominative(" ".join(without_dates(text).split()).strip(_EDGES)))


def _page_ends(texts: Sequence[str], known: set[int]) -> set[int]:
    """Of a text that was once on other pages: their numbers ("Side 3 af 14") and the lines that come with each."""
    ends = [
        at
        for at, text in enumerate(texts)
        if text[-1:].isdigit() and len(text) < _LONGEST_END and at not in known and _is_page_end(text)
    ]
    if len(ends) < _FEWEST_ENDS or not _ascending(texts, ends):
        return {at for at in ends if _PAGE_OF.fullmatch(texts[at].strip())}
    around: dict[tuple[int, str], list[int]] = {}
    for end in ends:
        for at in range(max(end - _AROUND_END, 0), min(end + _AROUND_END + 1, len(texts))):
            text = texts[at]
            if at != end and len(text) < _LONGEST_RUNNING and find_label(text) is None and not is_bare_decision(text):
                around.setdefault((at - end, _DIGITS.sub("#", text.strip())), []).append(at)
    found = set(ends)
    for step in (-1, 1):  # outwards from the numbers, as long as all lines come with nearly each
        for away in range(1, _AROUND_END + 1):
            beside = [places for (offset, _), places in around.items() if offset == step * away]
            repeated = [at for places in beside if len(places) >= max(2, len(ends) - 1) for at in places]
            if not repeated:
                break
            found.update(repeated)
    return found


def _is_page_end(text: str) -> bool:
    folded = text.casefold()  # searching first is quicker than a pattern that may begin anywhere
    return ("side" in folded or "page" in folded) and _PAGE_END.fullmatch(text.strip()) is not None


def _ascending(texts: Sequence[str], ends: Sequence[int]) -> bool:
    numbers = [int(number[0]) for at in ends if (number := _PAGE_AT_END.search(texts[at]))]
    return all(number < after for number, after in pairwise(numbers))


def _has_path(text: str) -> bool:
    """Whether *text* may be the path to a web page: "Forside » Politik » Møder"."""
    if "»" in text or "›" in text or " > " in text:
        return True
    return text[:1] in "FD" and text.startswith(_PATH_BEGINS)


def size_of_most(lines: Sequence[Line]) -> float:
    """The size in points in which most of the text is set; 0 where the format states none."""
    most: dict[float, int] = {}
    size, letters = lines[0].size if lines else 0.0, 0
    for line in lines:
        if line.size != size:
            most[size] = most.get(size, 0) + letters
            size, letters = line.size, 0
        letters += len(line.text)
    most[size] = most.get(size, 0) + letters
    return max(most, key=most.__getitem__)


def is_decorated(texts: Sequence[str]) -> bool:
    """Whether what a web page writes inside and behind its lines stands anywhere in *texts*: in no PDF, as a rule."""
    return holds_any("\n".join(texts), _DECORATIONS)


def to_look_at(texts: Sequence[str]) -> list[int]:
    """The indexes of those *texts*, of a document that is not `is_decorated`, of which something may be to be left out.

    No other is a button, has decoration, space around it or between all its letters. Cheap, as all lines are asked.
    """
    found = [
        at
        for at, text in enumerate(texts)
        if (text[:3] in _FIRST_LETTERS and text[:5].casefold().rstrip(LABEL_EDGES) in _STARTS)
        or (text[1:2] == " " and text[3:4] == " ")
        or (len(text) < _LONGEST_NOISE and not text[:1].isalnum())
    ]
    stripped = list(map(str.strip, texts))
    if stripped != texts or "  " in "\n".join(texts):  # in few documents
        found += [at for at, text in enumerate(texts) if "  " in text or text != stripped[at]]
    return found


def without_decoration(text: str) -> str:
    """*text* without what a web page writes around its labels; "" where nothing else is left."""
    shown = text.strip()
    start = shown[:2].casefold()
    may_be = start in _NOISE_STARTS or not shown[:1].isalpha()
    if may_be and len(shown) < _LONGEST_NOISE and _is_button(shown):
        return ""
    patterned = shown[:3].casefold() in _PATTERN_STARTS or shown[:2] == "© "
    if patterned and len(shown) < _LONGEST_BUTTON and NOISE_PATTERN.fullmatch(shown):
        return ""
    if _has_path(shown) and len(shown) < _LONGEST_BUTTON and NOISE_PATH.fullmatch(shown):
        return ""
    found = NOISE_PREFIX.match(shown) if shown[:3].casefold() in _PREFIX_STARTS else None
    if found:
        text = shown[found.end() :]
    if text.endswith(_SUFFIX_ENDS) or "lik her for" in text:
        text = NOISE_SUFFIX.sub("", text)
    more = MORE_ABOUT.search(text) if "Læs mere om" in text else None
    if more and bare(more["about"]) == bare(text[: more.start()]):
        text = text[: more.start()]
    return text


def _is_button(text: str) -> bool:
    """Whether *text* is a button of a web page, not the last word of a sentence: "tilbage", "Tilbage."."""
    last_word = text[:1].islower() or (text[-1:] == "." and " " not in text)
    return not last_word and label_key(text) in NOISE_LINES
