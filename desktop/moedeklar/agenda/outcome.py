"""What became of a recommendation: only where the words leave no doubt."""

from __future__ import annotations

import re
from collections.abc import Sequence

from moedeklar.agenda.later import later
from moedeklar.agenda.presence import INSTEAD, SENTENCE
from moedeklar.agenda.statements import handed_out, is_statement
from moedeklar.agenda.votes import is_vote
from moedeklar.agenda.words import is_body
from moedeklar.model.agenda import Outcome, Section

_THING = (
    r"(?:det indstillede|økonomiudvalgets indstilling|(?:administrationens |forvaltningens |direktionens "
    r"|udvalgets )?"
    r"(?:indstilling(?:en|erne)|forslag(?:et)?)|indstillingspunkt(?:et|erne)|at-punkt(?:et|erne)|dagsorden(?:en)?"
    r"|referatet|punktet|sagen|emnet|ansøgningen|orientering(?:en|erne)|status(?:sen)?|redegørelsen|planen"
    r"|meddelelse(?:n|rne)|beretningen|rapporten|oplægget|notatet|temaet)"
)
_SUBJECT = rf"(?:(?:{_THING}|udvalget|rådet|byrådet|bestyrelsen) )?(?:(?:blev|er|bliver|blev herefter|blev hermed) )?"
_FOLLOWED = (
    "(?:enstemmigt? |anbefales |indstilles |herefter )?(?:godkendt|tiltrådt|tiltrædes|vedtaget|godkendes|vedtages"
    "|anbefales|anbefalet|fulgt|følges|imødekommet|imødekommes)(?: som indstillet| enstemmigt| uden afstemning"
    "| over for [A-ZÆØÅ]\\w+| godkendt| vedtaget| tiltrådt)?"
)
# Each phrase may have a subject before it ("Sagen blev udsat") and must be all that a sentence says.
_PHRASES: tuple[tuple[Outcome, str], ...] = (
    (Outcome.FOLLOWED, _FOLLOWED),
    (Outcome.FOLLOWED, r"(?:godkendt|vedtaget|tiltrådt) med \d+ stemmer for og \d+ (?:stemmer )?imod.*"),
    (
        Outcome.FOLLOWED,
        r"indstilles til \w+s godkendelse|anbefaler(?:,? at)? " + _THING + "(?: godkendes| godkendt)?",
    ),
    (Outcome.FOLLOWED, "(?:godkendte|tiltrådte|vedtog|tiltræder|godkender|anbefaler|fulgte|følger) " + _THING),
    (
        Outcome.NOTED,
        "(?:tog |tager |taget |tages )?(?:"
        + _THING
        + " )?til (?:efterretning|orientering)|orienteret|orienteringen (?:er )?givet",
    ),
    (Outcome.DISCUSSED, f"(?:blev )?drøftet|drøftede {_THING}|drøftelse(?:n)? (?:er )?(?:gennemført|afholdt)"),
    (
        Outcome.POSTPONED,
        (
            "(?:udsat|udsættes|udskudt|udskydes|udgår|udgik)(?: til .{2,60}| fra dagsordenen| af dagsordenen)?"
            "(?:,? (?:da|fordi|indtil|på grund af|med henblik på) .{2,120})?"
            f"|(?:besluttede at )?udsæt(?:te|ter) {_THING}(?: til .{{2,60}})?"
        ),
    ),
    (
        Outcome.SENT_BACK,
        (
            f"(?:hjemsendt|hjemvist|hjemvises|sendt tilbage|sendes tilbage|tilbagesendt"
            f"|tilbagesendes)(?: til .{{2,80}})?"
            f"|(?:sender|sendte) {_THING} tilbage(?: til .{{2,120}})?"
        ),
    ),
    (
        Outcome.REJECTED,
        (
            f"ikke (?:godkendt|vedtaget|imødekommet|tiltrådt)|afvist|afvises|forkastet|nedstemt|afslået"
            f"|(?:der gives )?afslag|faldt|falder|bortfaldt|afviste {_THING}"
        ),
    ),
    (
        Outcome.CHANGED,
        _FOLLOWED + ",? (?:med (?:den|de|følgende|en) (?:ændring(?:er)?|tilføjelse(?:r)?|rettelse(?:r)?)|med"
        " (?:ændringer|tilføjelser|rettelser)|som ændret|dog (?:således )?at|med den præcisering)\\b.*",
    ),
)
# All rows of the table in one pattern, each a group of its own.
_OUTCOMES = {f"row{at}": outcome for at, (outcome, _) in enumerate(_PHRASES)}
_PHRASE = later(
    "|".join(f"(?P<row{at}>{_SUBJECT}(?:{phrase}))" for at, (_, phrase) in enumerate(_PHRASES)), re.IGNORECASE
)
_BODY_SAYS = later(
    r"^(?P<body>[A-ZÆØÅ].{3,80}?) (?=(?:tog|tager|drøft|godkend|tiltr|vedt|anbefal|følg|fulgt|udsæt|sende"
    r"|sendte|beslut|afvis))"
)
_BARE = later(
    _SUBJECT + "(?:godkendt|tiltrådt|vedtaget|udgår|udgik|udsat|udskydes|udsættes|drøftet|taget til|til efterretning"
    r"|til orientering|anbefales|anbefalet|indstilles (?:godkendt|tiltrådt|vedtaget)|intet\b"
    r"|ingen\b|orienteret|afvist|forkastet|henvist til)",
    re.IGNORECASE,
)
# What is decided beside the recommendation, and remarks on the course of the meeting.
_ASIDE = later(r"\bændringsforslag|^sagen blev behandlet sammen med|^bilag(?:et|ene)? |^ad\.?$", re.IGNORECASE)
_SENTENCE = later(r"(?<=[.!])\s+(?=[A-ZÆØÅ0-9])")
_POINT = later(r"^(?:ad\.?\s*)?\d{1,2}[.):]?\s*$|^(?:ad\.?\s*\d{1,2}[.:)]?|\d{1,2}[.)])\s+", re.IGNORECASE)


def read_outcome(decision: str, *, recommended: bool) -> Outcome | None:
    """The outcome of a decision all of whose sentences say the same; None where any says something else.

    Sentences that tell votes, statements, attendance or handouts say nothing of it. Only what was *recommended* can
    have been followed or changed.
    """
    found: set[Outcome] = set()
    for sentence in _SENTENCE.split(decision):
        words = _POINT.sub("", sentence).strip(" .:;")
        if not words:
            continue
        outcome = _outcome(words)
        if outcome is None:
            said = _BODY_SAYS.match(words)
            rest = words[said.end() :] if said and is_body(said["body"]) else ""
            outcome = _outcome(rest) if rest else None
        if outcome is None and not _says_nothing(sentence):
            return None
        if outcome:
            found.add(outcome)
    outcome = found.pop() if len(found) == 1 else None
    return outcome if recommended or outcome not in (Outcome.FOLLOWED, Outcome.CHANGED) else None


def _outcome(words: str) -> Outcome | None:
    """The outcome that one of the phrases tells, where *words* are nothing else."""
    found = _PHRASE.fullmatch(words)
    return _OUTCOMES[found.lastgroup or ""] if found else None


def last_decision(decisions: Sequence[Section]) -> Section | None:
    """The decision that counts: the last by its date where all have one, else the last printed."""
    if not decisions:
        return None
    dated = [section for section in decisions if section.date]
    if len(dated) == len(decisions):
        newest = max(section.date or "" for section in dated)
        return [section for section in dated if section.date == newest][-1]
    return decisions[-1]


def is_bare_decision(text: str) -> bool:
    """Whether a short text is in itself what was decided."""
    return len(text) < 90 and bool(_BARE.match(text))


def _says_nothing(sentence: str) -> bool:
    return bool(
        _ASIDE.search(sentence)
        or is_vote(sentence)
        or is_statement(sentence)
        or handed_out(sentence)
        or SENTENCE.match(sentence)
        or INSTEAD.match(sentence)
    )
