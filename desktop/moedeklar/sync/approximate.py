"""Finding the passage of a text that is most like a quote, in time that grows with the text and not with its square."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import Match as _Block
from difflib import SequenceMatcher

ENOUGH = 0.6  # likeness, by letters in equal words, below which a passage is another passage
FEW = 4  # words, below which a likeness of so few says too little
LONGEST = 400  # words of a quote that are compared
STEM = 5  # letters that two forms of a word have in common at the least
ENDING = 2  # and the most that either has besides: "lørdagen", "lørdage"
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Match:
    """A passage `start`–`end` (code points) and how like the quote it is, 0–1."""

    start: int
    end: int
    likeness: float


def closest(quote: str, text: str) -> Match | None:
    """The passage of *text* that is most like *quote*, or None where none is like it."""
    wanted = [word.group().casefold() for word in _WORD.finditer(quote)][:LONGEST]
    if not wanted:
        return None
    places = [(word.start(), word.end()) for word in _WORD.finditer(text)]
    words = [text[start:end].casefold() for start, end in places]
    wanted = _in_the_forms_of(words, wanted)
    first = _densest(wanted, words)
    if first is None:
        return None
    low = max(0, first - len(wanted) // 2)
    window = words[low : first + len(wanted) + len(wanted) // 2 + 1]
    blocks = [
        block for block in SequenceMatcher(None, wanted, window, autojunk=False).get_matching_blocks() if block.size
    ]
    blocks = _compact(blocks, len(wanted))
    if not blocks:
        return None
    begin, end = blocks[0].b, blocks[-1].b + blocks[-1].size
    # Words of the quote before the first and after the last one found are taken to have been changed in place.
    begin = max(0, begin - blocks[0].a)
    end = min(len(window), end + len(wanted) - blocks[-1].a - blocks[-1].size)
    found = _likeness(wanted, window[begin:end], sum(block.size for block in blocks))
    if found < ENOUGH:
        return None
    return Match(places[low + begin][0], places[low + end - 1][1], found)


def _in_the_forms_of(words: list[str], wanted: list[str]) -> list[str]:
    """*wanted* with each word that is not among *words* in the form that is, where only its ending differs."""
    there = set(words)
    if there.issuperset(wanted):
        return wanted
    stems: dict[str, str] = {}
    for word in dict.fromkeys(words):
        for stem in _stems(word):
            stems.setdefault(stem, word)

    def form(word: str) -> str:
        return word if word in there else next((stems[stem] for stem in _stems(word) if stem in stems), word)

    return [form(word) for word in wanted]


def _stems(word: str) -> list[str]:
    return [word[: len(word) - cut] for cut in range(ENDING + 1) if len(word) - cut >= STEM] if word.isalpha() else []


def _densest(wanted: list[str], words: list[str]) -> int | None:
    """Where the stretch as long as the quote begins that shares most of its words: one walk through the text."""
    left = Counter(wanted)
    size = len(wanted)
    score, best, at = 0.0, 0.0, None
    for index, word in enumerate(words):
        left[word] -= 1
        if left[word] >= 0:
            score += len(word)
        if index >= size:
            gone = words[index - size]
            if left[gone] >= 0:
                score -= len(gone)
            left[gone] += 1
        if score > best:
            best, at = score, max(0, index - size + 1)
    return at


def _compact(blocks: list[_Block], size: int) -> list[_Block]:
    """Without the single words at either end that stand far from the rest and only happen to be equal."""
    while len(blocks) > 1 and blocks[1].b - blocks[0].b > blocks[1].a - blocks[0].a + size // 2:
        blocks = blocks[1:]
    while len(blocks) > 1 and blocks[-1].b - blocks[-2].b > blocks[-1].a - blocks[-2].a + size // 2:
        blocks = blocks[:-1]
    return blocks


def _likeness(wanted: list[str], found: list[str], equal: int) -> float:
    mine, theirs = Counter(wanted), Counter(found)
    shared = sum(len(word) * count for word, count in (mine & theirs).items())
    total = sum(len(word) * count for word, count in (mine + theirs).items())
    by_letters = 2 * shared / total if total else 0.0
    in_order = 2 * equal / (len(wanted) + len(found))
    likeness = min(by_letters, (by_letters + in_order) / 2)
    if len(wanted) < FEW and likeness < 1.0:
        spelled = SequenceMatcher(None, " ".join(wanted), " ".join(found), autojunk=False).ratio()
        return spelled if spelled >= 0.8 else 0.0
    return likeness
