"""What became of a recommendation, and who voted how: only where the words leave no doubt."""

from __future__ import annotations

import re

from moedeklar.model.agenda import Outcome, Vote

_SUBJECT = (
    r"(?:(?:indstilling(?:en|erne)|forslaget|dagsorden(?:en)?|referatet|punktet|sagen|emnet|ansøgningen|orienteringen"
    r"|det indstillede|udvalget|byrådet|bestyrelsen) )?(?:(?:blev|er|bliver) )?"
)
_FOLLOWED = (
    "(?:enstemmigt? |anbefales |indstilles )?(?:godkendt|tiltrådt|tiltrædes|vedtaget|godkendes|vedtages"
    "|anbefales|anbefalet|fulgt|følges|imødekommet)(?: som indstillet| enstemmigt| uden afstemning)?"
)
# Each phrase may have a subject before it ("Sagen blev udsat") and must be all that a sentence says.
_PHRASES: tuple[tuple[Outcome, re.Pattern[str]], ...] = tuple(
    (outcome, re.compile(_SUBJECT + f"(?:{phrase})", re.IGNORECASE))
    for outcome, phrase in (
        (
            Outcome.FOLLOWED,
            _FOLLOWED,
        ),
        (Outcome.FOLLOWED, r"godkendt med \d+ stemmer for og \d+ (?:stemmer )?imod"),
        (Outcome.NOTED, "(?:tog (?:sagen|orienteringen) |taget |tages )?til (?:efterretning|orientering)|orienteret"),
        (Outcome.DISCUSSED, "drøftet|drøftede (?:sagen|punktet|emnet|indstillingen)"),
        (Outcome.POSTPONED, "(?:udsat|udsættes|udskudt|udgår|udgik)(?: til .{2,60})?"),
        (
            Outcome.SENT_BACK,
            "(?:hjemsendt|hjemvist|sendt tilbage|sendes tilbage|tilbagesendt|tilbagesendes)(?: til .{2,80})?",
        ),
        (Outcome.REJECTED, "ikke godkendt|afvist|forkastet|nedstemt|afslået|(?:der gives )?afslag"),
        (
            Outcome.CHANGED,
            _FOLLOWED + ",? (?:med (?:den|de|følgende|en) (?:ændring(?:er)?|tilføjelse(?:r)?|rettelse(?:r)?)|med"
            " (?:ændringer|tilføjelser|rettelser)|som ændret|dog (?:således )?at|med den præcisering)\\b.*",
        ),
    )
)
_BARE = re.compile(
    _SUBJECT + "(?:godkendt|tiltrådt|vedtaget|udgår|udgik|udsat|drøftet|taget til|til efterretning|til orientering"
    r"|anbefales|intet\b|ingen\b|orienteret)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!])\s+(?=[A-ZÆØÅ0-9])")
_POINT = re.compile(r"^(?:ad\.?\s*)?\d{1,2}[.):]?\s*$|^(?:ad\.?\s*\d{1,2}[.:)]?|\d{1,2}[.)])\s+", re.IGNORECASE)
_WHO_IN_BRACKETS = r"\((?P<who>(?:[^()]|\([^()]*\))*)\)"
_PARTIES = r"(?P<parties>(?-i:[A-ZÆØÅ]{1,2}(?:(?:,\s*|,? og |\s*\+\s*)[A-ZÆØÅ]{1,2})*)(?!\w|\.\w))"
_AFTER = (
    rf"\s*:?\s*(?:(?P<count>\d+)\s*(?:stemmer\s*|medlemmer\s*)?(?:{_WHO_IN_BRACKETS})?|(?:liste |parti )?{_PARTIES})"
)
_BEFORE = rf"(?:\b(?P<count>\d+)(?: medlemmer| stemmer)?(?:\s*{_WHO_IN_BRACKETS})?|\b{_PARTIES})\s+"
_FOR = (
    re.compile(r"\b(?:for(?: stemte)?|stemte for)" + _AFTER, re.IGNORECASE),
    re.compile(_BEFORE + r"(?:stemte|stemmer) for\b(?! og imod)", re.IGNORECASE),
)
_AGAINST = (
    re.compile(r"\b(?:imod(?: stemte)?|stemte imod)" + _AFTER, re.IGNORECASE),
    re.compile(_BEFORE + r"(?:stemte|stemmer) imod\b", re.IGNORECASE),
)
_ABSTAINED = (
    re.compile(
        r"\b(?:undlod(?: at stemme)?|hverken for eller imod(?: stemte)?|stemte hverken for eller imod)" + _AFTER,
        re.IGNORECASE,
    ),
    re.compile(_BEFORE + r"(?:undlod|undlader|stemte hverken for)\b", re.IGNORECASE),
)
_COUNTED = re.compile(r"\bmed (?P<for>\d+) stemmer for og (?P<against>\d+)(?: stemmer)? imod", re.IGNORECASE)
_WHO = re.compile(r"\s*,\s*|\s+og\s+|\s*\+\s*")


def read_outcome(decision: str, *, recommended: bool) -> Outcome | None:
    """The outcome of a decision all of whose sentences say the same; None where any says something else.

    Only what was *recommended* can have been followed or changed.
    """
    found: set[Outcome] = set()
    for sentence in _SENTENCE.split(decision):
        words = _POINT.sub("", sentence).strip(" .:;")
        if not words:
            continue
        outcome = next((outcome for outcome, pattern in _PHRASES if pattern.fullmatch(words)), None)
        if outcome is None:
            return None
        found.add(outcome)
    outcome = found.pop() if len(found) == 1 else None
    return outcome if recommended or outcome not in (Outcome.FOLLOWED, Outcome.CHANGED) else None


def is_bare_decision(text: str) -> bool:
    """Whether a short text is in itself what was decided."""
    return len(text) < 90 and bool(_BARE.match(text))


def read_votes(decision: str) -> tuple[Vote, ...]:
    """The vote that a decision counts, as printed: party letters or names where given, else the number."""
    if "mod" not in decision and "undl" not in decision and "ndlod" not in decision:  # most by far
        return ()
    counted = _COUNTED.search(decision)
    if counted:
        return (Vote((counted["for"],), (counted["against"],)),)
    vote = Vote(_side(_FOR, decision), _side(_AGAINST, decision), _side(_ABSTAINED, decision))
    return (vote,) if vote.in_favour and (vote.against or vote.abstained) else ()


def _side(patterns: tuple[re.Pattern[str], ...], text: str) -> tuple[str, ...]:
    for pattern in patterns:
        found = pattern.search(text)
        if found:
            who = tuple(part.strip() for part in _WHO.split(found["who"] or found["parties"] or "") if part.strip())
            return who or (found["count"],)
    return ()
