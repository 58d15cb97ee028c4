"""Who voted how in a decision: names, party letters or counts, as printed on each side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from moedeklar.agenda.later import later
from moedeklar.agenda.names import NAME, says_none
from moedeklar.agenda.words import holds_any
from moedeklar.model.agenda import Vote


class _Side(IntEnum):
    FOR = 0
    AGAINST = 1
    ABSTAINED = 2


_SEPARATOR = r"(?:\s*,\s*(?:og\s+)?|\s+og\s+|\s+samt\s+|\s*\+\s*|\s*&\s*)"
_LIST = rf"(?:[Ll]iste(?:rne)? |[Pp]arti(?:et|erne)? |[Gg]rupperne )?{NAME}(?:{_SEPARATOR}(?:[Ll]iste )?{NAME})*"
_BRACKETS = r"\((?:[^()]|\([^()]*\))*\)"
_MEMBER = r"(?:[Ll]iste )?[A-ZÆØÅ](?:[\w.'’ -]{1,40}\([A-ZÆØÅ]{1,2}\)|[A-ZÆØÅ]?(?![\w'’-]))"
_NAMED = rf"\s*:\s*{_MEMBER}(?:{_SEPARATOR}{_MEMBER})*"  # after a number: "21: A, V og C"
_WHO = rf"(?:\d+(?:\s+(?:medlemmer|stemmer|byrådsmedlemmer))?(?:\s*{_BRACKETS}|{_NAMED})?|{_BRACKETS}|{_LIST})"
# What is said after those who voted, and before them. The longer phrase stands first.
_VERBS: tuple[tuple[_Side, str, str], ...] = (
    (
        _Side.ABSTAINED,
        (
            r"(?:undlod|undlader|afstod fra|afstår fra) (?:at stemme|stemmeafgivning)"
            r"|stemte (?:hverken for eller imod|blankt)"
            r"|(?:undlod|undlader)(?=\.?$)|hverken for eller imod"
        ),
        (
            r"hverken for eller imod (?:forslaget |indstillingen )?(?:stemte|stemmer)|hverken for eller imod(?=\s*:)"
            r"|undlod at stemme(?=\s*:)|blanke?(?: stemmer)?(?=\s*:)|undlod(?=\s*:)"
        ),
    ),
    (
        _Side.AGAINST,
        (
            r"(?:stemte|stemmer) (?:imod|nej)|(?:kan|kunne) ikke (?:tiltræde|anbefale|støtte|godkende"
            r"|tilslutte sig)"
        ),
        (
            r"i?mod (?:forslaget |indstillingen |ændringsforslaget )?(?:stemte|stemmer)|(?:stemte|stemmer) imod(?=\s*:)"
            r"|imod(?=\s*:)|nej(?:-stemmer)?(?=\s*:)"
        ),
    ),
    (
        _Side.FOR,
        r"(?:stemte|stemmer) (?:for(?! og imod)|ja)",
        (
            r"for (?:forslaget |indstillingen |ændringsforslaget )?(?:stemte|stemmer)|(?:stemte|stemmer) for(?=\s*:)"
            r"|(?:^|(?<=[\s(]))for(?=\s*:)|ja(?:-stemmer)?(?=\s*:)"
        ),
    ),
)
_TOLD = tuple(
    (
        side,
        later(rf"(?P<who>{_WHO})\s+(?:(?:{before}))\b"),
        later(rf"(?i:\b(?:{after}))\s*:?\s*(?P<who>{_WHO})"),
    )
    for side, before, after in _VERBS
)
_COUNTED = later(
    rf"(?P<for>\d+)(?: stemmer| medlemmer)?\s+for(?:\s*(?P<for_who>{_BRACKETS}))?\s*(?:,|;|og|, og)\s*"
    rf"(?P<against>\d+)(?: stemmer| medlemmer)?\s+i?mod(?:\s*(?P<against_who>{_BRACKETS}))?"
    rf"(?:\s*(?:,|;|og|, og|mens)\s*(?P<abstained>\d+)(?: medlemmer)?\s+(?:undlod|hverken for|blank)\w*)?"
)
_AGAINST_EACH_OTHER = later(
    rf"\b(?P<for>\d+)(?:\s*(?P<for_who>{_BRACKETS}))? stemmer i?mod"
    rf" (?P<against>\d+)(?:\s*(?P<against_who>{_BRACKETS}))?"
)
_MAJORITY = later(
    rf"\b[Ff]lertal(?:let)?(?: i \w+)?,?\s*(?:bestående af\s*)?(?P<who>{_BRACKETS}"
    rf"|(?<=af ){_LIST})"
)
_MEMBERS = later(rf"\b\d+ (?:udvalgs)?medlemmer\s*(?P<who>{_BRACKETS})\s+(?:anbefaler|tiltræder|godkender|støtter)")
_UNANIMOUS = later(r"\b(?<!ikke )[Ee]nstemmigt?\b")
_DECIDED = later(
    r"\b(?:faldt|falder|forkastet|vedtaget|nedstemt|godkendt|bortfaldt|afvist|tiltrådt)\b|^ad\.?\s*\d", re.IGNORECASE
)
_SENTENCES = later(
    r"(?<=[a-zæøå)\d])[.;]\s+(?=[A-ZÆØÅ\d])"
    r"|(?<=[\s(][A-ZÆØÅ])[.;]\s+(?=(?:For|Imod|Hverken|Undlod|Et|En|Indstilling|Forslag|Ændring|Dermed|Herefter"
    r"|Sagen)\w*)"
)
_COUNT_ONLY = later(r"\s*\(\d+\)$")
_NUMBER = later(r"^(\d+)\b[^():]*(?:\((?P<who>.*)\)|:\s*(?P<named>.+))?$", re.DOTALL)
_PARTS = later(rf"{_SEPARATOR}(?![^()]*\))")
_LONGEST = 1500  # characters of a sentence that tells a vote
_CHEAP = (
    "mod",
    "temte",
    "temmer",
    "ndl",
    "nstemmig",
    "lertal",
    "medlemmer (",
    "ej:",
    "kke tiltr",
    "kke anbef",
    "kke st",
    "kke godk",
)


@dataclass(slots=True)
class _Counting:
    """One vote while its sides are met."""

    sides: list[list[str]]
    last: _Side | None = None

    @classmethod
    def new(cls) -> _Counting:
        return cls([[], [], []])

    def done(self) -> Vote:
        return Vote(*(tuple(dict.fromkeys(side)) for side in self.sides))


def read_votes(texts: Sequence[str]) -> tuple[Vote, ...]:
    """The votes that the paragraphs of a decision tell, in order.

    On each side stand party letters or names where given, else the number. A unanimous one that names nobody has
    "enstemmigt" as its only side, as printed.
    """
    if not any(holds_any(text, _CHEAP) for text in texts):  # most by far
        return ()
    votes: list[Vote] = []
    counting = _Counting.new()
    for sentence in _sentences(texts):
        told = _told_in(sentence)
        if _DECIDED.search(sentence) and not told and any(counting.sides):
            votes.append(counting.done())
            counting = _Counting.new()
        for side, who in told:
            if counting.sides[side] and counting.last is not side:
                votes.append(counting.done())
                counting = _Counting.new()
            counting.sides[side] += who
            counting.last = side
    if any(counting.sides):
        votes.append(counting.done())
    unanimous = None if votes else next(filter(None, map(_UNANIMOUS.search, texts)), None)
    return (Vote((unanimous[0].casefold(),)),) if unanimous else tuple(votes)


def is_vote(sentence: str) -> bool:
    """Whether a sentence tells who voted how."""
    return holds_any(sentence, _CHEAP) and bool(_told_in(sentence))


def _sentences(texts: Sequence[str]) -> Iterator[str]:
    """The sentences; a paragraph that ends in a colon has its names in the next one."""
    waiting = ""
    for text in texts:
        joined = f"{waiting} {text}".strip()
        waiting = ""
        if joined.endswith(":") and len(joined) < 400:
            *before, waiting = _SENTENCES.split(joined)
            yield from before
        else:
            yield from _SENTENCES.split(joined)


def _told_in(sentence: str) -> list[tuple[_Side, list[str]]]:
    """The sides of a vote in one sentence, in the order in which they are told."""
    if len(sentence) > _LONGEST:
        return []
    counted = _COUNTED.search(sentence) or _AGAINST_EACH_OTHER.search(sentence)
    if counted:
        groups = counted.groupdict()
        sides = ((_Side.FOR, "for"), (_Side.AGAINST, "against"), (_Side.ABSTAINED, "abstained"))
        return [
            (side, _people(groups.get(f"{name}_who") or groups[name] or "")) for side, name in sides if groups.get(name)
        ]
    found: list[tuple[int, int, _Side, list[str]]] = []
    for side, before, after in _TOLD:
        for pattern in (after, before):
            for told in pattern.finditer(sentence):
                start, end = told.span()
                taken = any(start < stop and begin < end for begin, stop, _, _ in found)
                who = _people(told["who"])
                if who and not taken:
                    found.append((start, end, side, who))
    majority = _MAJORITY.search(sentence) or _MEMBERS.search(sentence)
    if majority and not any(side is not _Side.AGAINST for *_, side, _ in found) and "imod" not in sentence:
        found.append((majority.start(), majority.end(), _Side.FOR, _people(majority["who"])))
    return [(side, who) for _, _, side, who in sorted(found, key=lambda told: told[0])]


def _people(who: str) -> list[str]:
    """The names or letters in *who*; its number where it names nobody."""
    number = _NUMBER.match(who)
    if number:
        named = number["who"] or number["named"]
        return _people(named) if named else [number[1]]
    inner = who[1:-1] if who.startswith("(") and who.endswith(")") else who
    parts = (_COUNT_ONLY.sub("", part.strip(" .,;:")) for part in _PARTS.split(inner))
    return [part for part in parts if part and not says_none(part) and part[:1].isupper()]
