"""Whether two items are the same one: by source id, by case number and similar title, by title; never by number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from moedeklar.model.agenda import AgendaItem, comparable_case
from moedeklar.model.retention import SEALED, sealed_name
from moedeklar.model.text import bare, canonical

WITH_CASE = 0.5  # likeness of titles that is enough where the case numbers are equal
BY_TITLE = 0.75  # likeness that is enough where nothing but the titles speaks
SPELLING = 0.75  # likeness of two words that may be two spellings of one
ABBREVIATED = 4  # letters from which the beginning of a word may stand for the word
SUBSTITUTED = 0.6  # the most that titles can be alike of which one has another word in place of a word
EXTENDED = 0.85  # likeness of a title and the same title with something added
VERBATIM = 2.0  # likeness of two texts that are the same: more than of one that says all of the other
CLEARLY = 0.1  # how much more alike texts must be to tell items apart that are called the same
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
    """What an item is known by, in one version: the source's own id, the comparable case number, the title.

    What it says, `text`, tells apart those that are called the same.
    """

    title: str
    case: str = ""
    source_id: str = ""
    text: str = ""

    @classmethod
    def of(cls, item: AgendaItem) -> ItemMark:
        """The mark of *item*."""
        return cls(canonical(item.title), comparable_case(item.case_number), item.source_id or "", item.text)

    @property
    def name(self) -> tuple[str, str, str]:
        """Everything but what it says."""
        return self.title, self.case, self.source_id

    @property
    def seed(self) -> tuple[str, str]:
        """What the item's id is derived from: the strongest thing that is known of it."""
        if self.source_id:
            return "source", self.source_id
        return ("case", self.case) if self.case else ("title", bare(self.title))

    @property
    def telling(self) -> bool:
        """Whether the item says which meeting this is: not one that stands on every agenda, or that was emptied."""
        if self.is_sealed:
            return False
        return bool(self.case or self.source_id) or bare(self.title) not in ROUTINE

    @property
    def is_sealed(self) -> bool:
        """Whether it was emptied, and is known by what no longer tells its title (see `model.retention`)."""
        return self.source_id.startswith(SEALED)

    @property
    def sealed(self) -> ItemMark:
        """What it is known by once it is emptied."""
        return ItemMark("", "", self.source_id or sealed_name(self.title, self.case))


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


@dataclass(frozen=True, slots=True, order=True)
class _Score:
    """How surely two items are one: as `same_item` says, and then by how alike their texts are."""

    tier: int
    titles: float
    texts: float = 0.0

    def beats(self, other: _Score) -> bool:
        """Whether it is surer by more than chance."""
        if (self.tier, self.titles) != (other.tier, other.titles):
            return (self.tier, self.titles) > (other.tier, other.titles)
        return self.texts >= other.texts + CLEARLY


_Pairs = dict[tuple[int, int], _Score]  # (index of fresh, index of known) → how surely they are one


def assign(known: Sequence[Sequence[ItemMark]], fresh: Sequence[ItemMark]) -> dict[int, int]:
    """Which of *known* each of *fresh* is: see `match`."""
    return match(known, fresh)[0]


def match(known: Sequence[Sequence[ItemMark]], fresh: Sequence[ItemMark]) -> tuple[dict[int, int], set[int]]:
    """Which of *known* each of *fresh* is: indices of fresh to indices of known, one to one; and which are doubtful.

    Each known item comes with the marks it has had in its versions; the best of them counts. The surest pairs are
    made first; of those called the same the ones with the likest texts, and of equals the earlier in both lists. A
    choice is doubtful where another item of another text would have done as well.
    """
    pairs = _exact_pairs(known, fresh)
    olds, news = Counter(old for _, old in pairs), Counter(new for new, _ in pairs)
    settled = {new for new, old in pairs if olds[old] == 1 and news[new] == 1}
    for new, mark in enumerate(fresh):
        if new in settled:
            continue
        for old, marks in enumerate(known):
            best = max((score for m in marks if (score := _score(m, mark))), default=None)
            if best is not None:
                pairs[new, old] = best
    chosen: dict[int, int] = {}
    taken: dict[int, int] = {}
    for (new, old), _ in sorted(pairs.items(), key=lambda pair: (_surest_first(pair[1]), pair[0])):
        if new not in chosen and old not in taken:
            chosen[new] = old
            taken[old] = new
    return chosen, _doubtful(known, fresh, pairs, chosen)


def _doubtful(
    known: Sequence[Sequence[ItemMark]], fresh: Sequence[ItemMark], pairs: _Pairs, chosen: dict[int, int]
) -> set[int]:
    """The fresh items that might as well have been paired with another, which says something else."""
    taken = {old: new for new, old in chosen.items()}
    made = {new: pairs[new, old] for new, old in chosen.items()}
    found = set()
    for (new, old), rival in pairs.items():
        if chosen.get(new) == old or any(
            made[one].beats(rival) and made[one].texts == VERBATIM for one in (new, taken.get(old)) if one in made
        ):
            continue
        if new in chosen and _words_of(known[old][-1]) != _words_of(known[chosen[new]][-1]):
            found |= {new} if not made[new].beats(rival) else set()
        if old in taken and _words_of(fresh[new]) != _words_of(fresh[taken[old]]):
            found |= {taken[old]} if not made[taken[old]].beats(rival) else set()
    return found


def _surest_first(score: _Score) -> tuple[float, float, float]:
    return -score.tier, -score.titles, -score.texts


def _score(old: ItemMark, new: ItemMark) -> _Score | None:
    found = same_item(old, new)
    return _Score(*found, _texts_alike(_words_of(old), _words_of(new))) if found else None


@lru_cache(maxsize=5_000)
def _words_of(mark: ItemMark) -> tuple[str, ...]:
    return tuple(_words(mark.text))


def _texts_alike(first: tuple[str, ...], second: tuple[str, ...]) -> float:
    """Share of the words of the shorter text that are in the other: minutes add to what the agenda says."""
    if first == second:
        return VERBATIM
    shorter = min(len(first), len(second))
    return (Counter(first) & Counter(second)).total() / shorter if shorter else 0.0


def _exact_pairs(known: Sequence[Sequence[ItemMark]], fresh: Sequence[ItemMark]) -> _Pairs:
    """Pairs that are called the very same: nearly all of them, found without comparing everything with everything."""
    where: dict[tuple[str, str, str], list[int]] = {}
    for old, marks in enumerate(known):
        for name in dict.fromkeys(mark.name for mark in marks):
            where.setdefault(name, []).append(old)
    return {
        (new, old): _Score(3 if mark.source_id else 2 if mark.case else 1, 1.0)
        for new, mark in enumerate(fresh)
        for old in where.get(mark.name, ())
    }
