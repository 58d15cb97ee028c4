"""Whether two items are the same one: by source id, by case number and similar title, by title; never by number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from moedeklar.model.agenda import AgendaItem, comparable_case
from moedeklar.model.text import bare, canonical

WITH_CASE = 0.5  # likeness of titles that is enough where the case numbers are equal
BY_TITLE = 0.75  # likeness that is enough where nothing but the titles speaks
SPELLING = 0.75  # likeness of two words that may be two spellings of one
ABBREVIATED = 4  # letters from which the beginning of a word may stand for the word
SUBSTITUTED = 0.6  # the most that titles can be alike of which one has another word in place of a word
EXTENDED = 0.85  # likeness of a title and the same title with something added
LONG = 12  # letters from which a title is telling enough to be extended

# What stands on nearly every agenda and so says nothing of which meeting it is.
ROUTINE = frozenset(
    bare(title)
    for title in (
        "Godkendelse af dagsorden",
        "Godkendelse af dagsordenen",
        "Godkendelse af referat",
        "Godkendelse af protokol",
        "Dagsorden",
        "Meddelelser",
        "Orientering",
        "Orienteringer",
        "Gensidig orientering",
        "Eventuelt",
        "Spørgetid",
        "Kommende sager",
        "Kommende møder",
        "Næste møde",
        "Sager til orientering",
        "Underskrift",
        "Underskrifter",
        "Underskriftsark",
        "Underskriftsside",
        "Lukket punkt",
        "Lukket sag",
        "Lukkede punkter",
        "Meddelelser fra formanden",
        "Orientering fra formanden",
        "Orientering fra forvaltningen",
        "Orientering fra administrationen",
        "Siden sidst",
    )
)


@dataclass(frozen=True, slots=True)
class ItemMark:
    """What an item is known by, in one version: the source's own id, the comparable case number, the title."""

    title: str
    case: str = ""
    source_id: str = ""

    @classmethod
    def of(cls, item: AgendaItem) -> ItemMark:
        """The mark of *item*."""
        return cls(canonical(item.title), comparable_case(item.case_number), item.source_id or "")

    @property
    def seed(self) -> tuple[str, str]:
        """What the item's id is derived from: the strongest thing that is known of it."""
        if self.source_id:
            return "source", self.source_id
        return ("case", self.case) if self.case else ("title", bare(self.title))

    @property
    def telling(self) -> bool:
        """Whether the item says which meeting this is: not one that stands on every agenda."""
        return bool(self.case or self.source_id) or bare(self.title) not in ROUTINE


@lru_cache(maxsize=20_000)
def likeness(first: str, second: str) -> float:
    """How alike two titles are, 0–1. Symmetric.

    A word in place of another ("1. kvartal", "2. kvartal"; two names) keeps it low however long the rest is: such
    titles stand side by side on one agenda and are two items.
    """
    if bare(first) == bare(second):
        return 1.0 if bare(first) else 0.0
    mine, theirs = Counter(_words(first)), Counter(_words(second))
    common = mine & theirs
    matched: float = 2 * sum(len(word) * count for word, count in common.items())
    rest, other = sorted((mine - common).elements()), sorted((theirs - common).elements())
    matched += _pair_spellings(rest, other)
    total = sum(len(word) * count for word, count in (mine + theirs).items())
    share = matched / total if total else 0.0
    if rest and other:
        return min(share, SUBSTITUTED)
    return max(share, EXTENDED) if _extends(first, second) else share


def _words(text: str) -> list[str]:
    spaced = "".join(letter if letter.isalnum() else " " for letter in canonical(text).casefold())
    return spaced.split()


def _extends(first: str, second: str) -> bool:
    short, long = sorted((bare(first), bare(second)), key=len)
    return len(short) >= LONG and long.startswith(short)


def _pair_spellings(rest: list[str], other: list[str]) -> float:
    """Take out of both lists the words that may be spellings of one another; the letters that they share."""
    pairs = sorted(
        (-_spelling(mine, theirs), mine, theirs)
        for mine in rest
        for theirs in other
        if not (mine.isdigit() or theirs.isdigit())
    )
    letters = 0.0
    for negative, mine, theirs in pairs:
        if -negative < SPELLING:
            break
        if mine in rest and theirs in other:
            rest.remove(mine)
            other.remove(theirs)
            letters += -negative * (len(mine) + len(theirs))
    return letters


def _spelling(first: str, second: str) -> float:
    short, long = sorted((first, second), key=lambda word: (len(word), word))
    ratio = SequenceMatcher(None, short, long, autojunk=False).ratio()
    # "vedr." is "vedrørende".
    return max(ratio, SPELLING) if len(short) >= ABBREVIATED and long.startswith(short) else ratio


def same_item(first: ItemMark, second: ItemMark) -> tuple[int, float] | None:
    """How surely the two are one item, as (tier, likeness), the greater the surer; None when they are not.

    Tier 3: the source's own id. 2: case number and similar title. 1: similar title. 0: the very title under two case
    numbers, one of which is then a slip.
    """
    if first.source_id and first.source_id == second.source_id:
        return 3, 1.0
    alike = likeness(first.title, second.title)
    if first.case and first.case == second.case:
        return (2, alike) if alike >= WITH_CASE else None
    if first.case and second.case:
        return (0, alike) if alike == 1.0 else None
    return (1, alike) if alike >= BY_TITLE else None


def assign(known: Sequence[Sequence[ItemMark]], fresh: Sequence[ItemMark]) -> dict[int, int]:
    """Which of *known* each of *fresh* is: indices of fresh to indices of known, one to one.

    Each known item comes with the marks it has had in its versions; the best of them counts. The surest pairs are
    made first; of equals the earlier in both lists.
    """
    pairs = _exact_pairs(known, fresh)
    olds, news = Counter(old for *_, old in pairs), Counter(new for *_, new, _ in pairs)
    settled = {new for *_, new, old in pairs if olds[old] == 1 and news[new] == 1}
    for new, mark in enumerate(fresh):
        if new in settled:
            continue
        for old, marks in enumerate(known):
            best = max((found for m in marks if (found := same_item(m, mark))), default=None)
            if best is not None:
                pairs.append((-best[0], -best[1], new, old))
    chosen: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, new, old in sorted(set(pairs)):
        if new not in chosen and old not in taken:
            chosen[new] = old
            taken.add(old)
    return chosen


def _exact_pairs(known: Sequence[Sequence[ItemMark]], fresh: Sequence[ItemMark]) -> list[tuple[int, float, int, int]]:
    """Pairs with the very same mark: nearly all of them, found without comparing everything with everything."""
    where: dict[ItemMark, list[int]] = {}
    for old, marks in enumerate(known):
        for mark in dict.fromkeys(marks):
            where.setdefault(mark, []).append(old)
    tier = {mark: -(3 if mark.source_id else 2 if mark.case else 1) for mark in where}
    return [(tier[mark], -1.0, new, old) for new, mark in enumerate(fresh) for old in where.get(mark, ())]
