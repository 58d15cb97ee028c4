"""What became of a recommendation, and who voted how: only where the words leave no doubt."""

from __future__ import annotations

import re

from moedeklar.model.agenda import Outcome, Vote

_FOLLOWED = (
    r"(?:indstilling(?:en|erne)?|forslaget|dagsorden(?:en)?|punktet|sagen|det indstillede|udvalget|byrådet)?\s*(?:blev|er|bliver)?\s*"
    r"(?:enstemmigt?\s+|anbefales\s+|indstilles\s+)?(?:godkendt|tiltrådt|tiltrædes|vedtaget|godkendes|vedtages|anbefales|anbefalet|fulgt|følges|imødekommet)"
    r"(?: som indstillet| enstemmigt| uden afstemning| i henhold til indstillingen)?"
)
_PHRASES: tuple[tuple[Outcome, re.Pattern[str]], ...] = tuple(
    (outcome, re.compile(pattern, re.IGNORECASE))
    for outcome, pattern in (
        (Outcome.FOLLOWED, _FOLLOWED),
        (Outcome.FOLLOWED, r"godkendt med \d+ stemmer for og \d+ (?:stemmer )?imod(?:, og \d+ undlod)?"),
        (Outcome.NOTED, r"(?:orienteringen |sagen |punktet |udvalget tog (?:sagen|orienteringen) )?(?:blev |er )?(?:taget )?til (?:efterretning|orientering)"),
        (Outcome.NOTED, r"tages til (?:efterretning|orientering)|orienteret"),
        (Outcome.DISCUSSED, r"(?:sagen |punktet |emnet |udvalget )?(?:blev |er )?drøftet|udvalget drøftede (?:sagen|punktet|emnet)"),
        (Outcome.POSTPONED, r"(?:sagen |punktet )?(?:blev |er |bliver )?(?:udsat|udsættes|udskudt|udgår|udgik)(?: til .{2,60})?"),
        (Outcome.SENT_BACK, r"(?:sagen |punktet )?(?:blev |er )?(?:hjemsendt|hjemvist|sendt tilbage|sendes tilbage|tilbagesendt|tilbagesendes)(?: til .{2,80})?"),
        (Outcome.REJECTED, r"(?:indstillingen |forslaget |ansøgningen )?(?:blev |er |bliver )?(?:ikke godkendt|afvist|forkastet|nedstemt|afslået)|(?:der gives )?afslag"),
    )
)
_BARE = re.compile(
    r"^(?:(?:indstillingen|indstillingerne|sagen|punktet|dagsordenen|referatet)\s+)?(?:(?:blev|er|bliver)\s+)?(?:godkendt|tiltrådt|vedtaget|udgår|udgik|udsat|drøftet|taget til|til efterretning|til orientering|anbefales|intet\b|ingen\b|orienteret)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!])\s+(?=[A-ZÆØÅ0-9])")
_POINT = re.compile(r"^(?:ad\.?\s*)?\d{1,2}[.):]?\s*$|^(?:ad\.?\s*\d{1,2}[.:)]?|\d{1,2}[.)])\s+", re.IGNORECASE)
_SIDES = {
    "for": re.compile(r"\b(?:for(?: stemte)?|stemte for)\s*:?\s*(?P<count>\d+)\s*(?:stemmer\s*)?(?:\((?P<who>[^()]*(?:\([^()]*\)[^()]*)*)\))?", re.IGNORECASE),
    "against": re.compile(r"\b(?:imod(?: stemte)?|stemte imod)\s*:?\s*(?P<count>\d+)\s*(?:stemmer\s*)?(?:\((?P<who>[^()]*(?:\([^()]*\)[^()]*)*)\))?", re.IGNORECASE),
    "abstained": re.compile(r"\b(?:undlod(?: at stemme)?|hverken for eller imod)\s*:?\s*(?P<count>\d+)\s*(?:stemmer\s*)?(?:\((?P<who>[^()]*(?:\([^()]*\)[^()]*)*)\))?", re.IGNORECASE),
}
_COUNTED = re.compile(r"\bmed (?P<for>\d+) stemmer for og (?P<against>\d+)(?: stemmer)? imod", re.IGNORECASE)
_WHO = re.compile(r"\s*,\s*|\s+og\s+|\s*\+\s*")


def read_outcome(decision: str) -> Outcome | None:
    """The outcome of a decision all of whose sentences say the same; None where any says something else."""
    found: set[Outcome] = set()
    for sentence in _SENTENCE.split(decision):
        words = _POINT.sub("", sentence).strip(" .:;")
        if not words:
            continue
        outcome = next((outcome for outcome, pattern in _PHRASES if pattern.fullmatch(words)), None)
        if outcome is None:
            return None
        found.add(outcome)
    return found.pop() if len(found) == 1 else None


def is_bare_decision(text: str) -> bool:
    """Whether a short text is in itself what was decided."""
    return len(text) < 90 and bool(_BARE.match(text))


def read_votes(decision: str) -> tuple[Vote, ...]:
    """The vote that a decision counts, as printed: party letters or names where given, else the number."""
    counted = _COUNTED.search(decision)
    if counted:
        return (Vote((counted["for"],), (counted["against"],)),)
    sides = {side: _side(pattern, decision) for side, pattern in _SIDES.items()}
    if not sides["for"] or not (sides["against"] or sides["abstained"]):
        return ()
    return (Vote(sides["for"], sides["against"], sides["abstained"]),)


def _side(pattern: re.Pattern[str], text: str) -> tuple[str, ...]:
    found = pattern.search(text)
    if not found:
        return ()
    who = tuple(part.strip() for part in _WHO.split(found["who"] or "") if part.strip())
    return who or (found["count"],)
