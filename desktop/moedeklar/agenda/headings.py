"""Where items begin: candidates are collected by the shape of their number and believed by what stands around them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from moedeklar.agenda.labels import find_label
from moedeklar.agenda.numbers import find_particulars
from moedeklar.agenda.paragraphs import Para, Part
from moedeklar.agenda.titles import has_leader, read_title, without_leader
from moedeklar.agenda.vocabulary import USUAL_TITLES
from moedeklar.model.text import bare

_WORDED = re.compile(
    r"^(?P<word>dagsordens?punkt|punkt|pkt\.?|sag nr\.?|nr\.?)\s*(?P<number>\d{1,4}[a-zA-Z]?(?:\.\d{1,3})?)(?![\d/-]|\.\d)\s*(?P<stop>[.:)]|[–-](?=\s))?"
    r"\s*(?P<title>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_DOTTED = re.compile(r"^(?P<number>\d{1,4}[a-zA-Z]?(?:\.\d{1,3})?)[.)]\s*(?![\d.]*\d[\d.-])(?P<title>\S.*)$", re.DOTALL)
_SPACED = re.compile(r"^(?P<number>\d{1,4}[a-z]?(?:\.\d{1,2})?)\s+(?P<title>[A-ZÆØÅ].*)$", re.DOTALL)
_GLUED = re.compile(r"^(?P<number>\d{1,4})(?P<title>[A-ZÆØÅ][a-zæøåé].*)$", re.DOTALL)
_SHAPES = (("worded", _WORDED), ("dotted", _DOTTED), ("spaced", _SPACED), ("glued", _GLUED))
_ABBREVIATED = re.compile(r"(?:\b(?:evt|mv|m\.v|m\.m|m\.fl|kr|mio|nr|pkt|bl\.a|osv|etc|ca|tlf|stk|a/s|aps))\.$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.;,:?!]$")
_STRONG = 4
_WEAK = 2
_LONGEST_TITLE = 320


@dataclass(slots=True)
class Heading:
    """A paragraph that may begin an item. `belief` sums what speaks for it; `end` is the first paragraph after it."""

    at: int
    number: str | None
    title: str
    shape: str
    belief: int = 0
    end: int = 0
    title_before: bool = False


def find_headings(paras: Sequence[Para], contents: set[str], body_size: float) -> list[Heading]:
    """The headings of items in *paras*, in order. *contents* are the bare titles of the table of contents.

    Of the shapes that numbers have in the document the one that is believed most wins, so that numbered points inside
    items headed "Punkt 7:" are never items.
    """
    shapes: dict[str, list[Heading]] = {}
    for at, para in enumerate(paras):
        if para.part is Part.UNKNOWN and not para.cells[2:]:
            heading = _candidate(para, at)
            if heading:
                shapes.setdefault(heading.shape, []).append(heading)
    best: list[Heading] = []
    best_sum = 0
    for shape, found in shapes.items():
        for heading in found:
            _believe(heading, paras, contents, body_size)
        chosen = _in_sequence(_last_of_repeated(found, paras))
        total = sum(heading.belief for heading in chosen) + (4 * len(chosen) if shape == "worded" else 0)
        if total > best_sum:
            best, best_sum = chosen, total
    return best


def _candidate(para: Para, at: int) -> Heading | None:
    text = para.numbered
    if not text or not (text[0].isdigit() or text[0] in "PpNnSsDd") or len(text) > _LONGEST_TITLE:
        return None
    for shape, pattern in _SHAPES:
        found = pattern.match(text)
        if found:
            title = found["title"].strip()
            if shape == "worded" and title and not found["stop"] and not (title[0].isupper() or title[0].isdigit()):
                return None
            return Heading(at, found["number"], title, shape, end=at + 1)
    return None


def _believe(heading: Heading, paras: Sequence[Para], contents: set[str], body_size: float) -> None:
    """Sum up what speaks for and against *heading* being an item's."""
    para = paras[heading.at]
    title = heading.title
    if not title:
        _take_title_beside(heading, paras)
        title = heading.title
    belief = 0
    if para.level or (body_size and para.size >= body_size + 1.0):
        belief += 3
    elif para.bold:
        belief += 2
    key = bare(without_leader(title))
    plain = bare(read_title(title).text)
    if contents and (key in contents or plain in contents):
        belief += 3
    if USUAL_TITLES.match(title):
        belief += 2
    if heading.shape == "worded":
        belief += 2
    belief += _followed_by(heading, paras, plain)
    belief -= _against(heading, paras, title, key in contents)
    heading.belief = belief


def _take_title_beside(heading: Heading, paras: Sequence[Para]) -> None:
    """A number alone ("Pkt. 42", "Sag nr. 130") has its title in the next paragraph, or in the one before."""
    after = paras[heading.at + 1] if heading.at + 1 < len(paras) else None
    if after and not find_label(after.text, after.mark) and not find_particulars(after.text) and len(after.text) < _LONGEST_TITLE:
        heading.title = after.numbered
        heading.end = heading.at + 2
        return
    before = paras[heading.at - 1] if heading.at else None
    if before and before.part is Part.UNKNOWN and not find_label(before.text) and len(before.text) < _LONGEST_TITLE:
        heading.title = before.numbered
        heading.title_before = True


def _followed_by(heading: Heading, paras: Sequence[Para], plain: str) -> int:
    """What the next two paragraphs say: particulars and labels stand under a heading, and titles are printed twice."""
    belief = 0
    for para in paras[heading.end : heading.end + 3]:
        if find_particulars(para.numbered):
            return belief + 3
        label = find_label(para.text, para.mark)
        if label and not (label.role is None and label.rest):
            return belief + 3
        if plain and plain == bare(read_title(para.text).text):
            belief += 2
            continue
        break
    before = paras[heading.at - 1] if heading.at else None
    if before and find_particulars(before.numbered):
        belief += 2
    return belief


def _against(heading: Heading, paras: Sequence[Para], title: str, known: bool) -> int:
    against = 0
    if not title or title[0].islower():
        against += 4
    if _SENTENCE_END.search(title) and not _ABBREVIATED.search(title) and not known:
        against += 1 if title.endswith("?") else 3
    if len(title) > 200:
        against += 2
    before = paras[heading.at - 1] if heading.at else None
    if before and before.part is Part.UNKNOWN and (before.text.endswith(":") or before.text.endswith((" at", ", at"))) and not known:
        against += 0 if before.text.casefold().startswith("luk") else 3
    if has_leader(title):
        against += 3
    return against


def _last_of_repeated(found: list[Heading], paras: Sequence[Para]) -> list[Heading]:
    """Of a number and title that come more than once, far apart, the last is the item; the first was the contents."""
    keys = [(heading.number, bare(read_title(heading.title).text)) for heading in found]
    counts = Counter(keys)
    if len(counts) == len(found):
        return found
    kept: list[Heading] = []
    for at, (heading, key) in enumerate(zip(found, keys, strict=True)):
        if counts[key] > 1:
            counts[key] -= 1
            later = next(other for other, same in zip(found[at + 1 :], keys[at + 1 :], strict=True) if same == key)
            if later.at - heading.at > 3 or later.belief > heading.belief:
                for index in range(heading.at, heading.end):
                    paras[index].part = Part.CONTENTS
                continue
            later.belief = -99  # printed twice under each other: the first one begins the item
        kept.append(heading)
    return kept


def _in_sequence(found: list[Heading]) -> list[Heading]:
    """All strongly believed headings, and the weakly believed whose number comes next."""
    strong = [heading for heading in found if heading.belief >= _STRONG]
    chosen: list[Heading] = []
    following = iter([*strong, None])
    ahead = next(following)
    for heading in found:
        if heading is ahead:
            chosen.append(heading)
            ahead = next(following)
        elif heading.belief >= _WEAK and _fits(heading, chosen[-1] if chosen else None, ahead):
            chosen.append(heading)
    return chosen


def _fits(heading: Heading, last: Heading | None, ahead: Heading | None) -> bool:
    value = _value(heading)
    if ahead is not None and value >= _value(ahead):
        return False
    if last is None:
        return ahead is not None and value + 1 == _value(ahead) or (ahead is None and value == 1)
    return _value(last) < value <= _value(last) + 1


def _value(heading: Heading) -> float:
    found = re.match(r"(\d+)(?:\.(\d+)|([a-zA-Z]))?", heading.number or "")
    if not found:
        return 0.0
    part = int(found[2]) / 1000 if found[2] else (ord(found[3].casefold()) - 96) / 100 if found[3] else 0.0
    return int(found[1]) + part
