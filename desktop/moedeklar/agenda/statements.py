"""What members had entered in the minutes, and the papers that were handed out at the meeting."""

from __future__ import annotations

import re
from collections.abc import Sequence

from moedeklar.agenda.later import later
from moedeklar.agenda.names import NAME
from moedeklar.agenda.words import holds_any
from moedeklar.model.agenda import Statement, StatementKind

_AND = r"(?:\s*,\s*|,?\s+og\s+|\s+samt\s+|\s*\+\s*)"
_WHO = rf"(?:[Ll]iste(?:rne)? |[Pp]artiet |[Mm]edlemmerne )?{NAME}(?:{_AND}{NAME})*"
_IN = r"(?:mødets |beslutnings)?(?:protokol(?:len|s|latet)?|referat(?:et)?|udvalgets protokol)"
# Each row tells who said it before the phrase, or after it; the first that is found names the kind.
_PHRASES: tuple[tuple[StatementKind, re.Pattern[str]], ...] = (
    (
        StatementKind.MINORITY,
        later(
            rf"\b(?:[Ee]t )?[Mm]indretal(?:let)?(?:,)?\s*(?:bestående af (?P<who>{_WHO})"
            rf"|\((?P<in>[^()]+(?:\([^()]*\))?[^()]*)\)|(?P<by>{_WHO}))?"
            r"[^.:]*?\b(?:ønske|udtal|afg[ia]v|bemærke|anfør|foreslå|stillede|finder|mener|kan ikke|kunne ikke|begær)"
        ),
    ),
    (
        StatementKind.MINORITY,
        later(rf"\b[Mm]indretalsudtalelse(?:n)?(?:\s+(?:fra|af|afgivet af)\s+(?P<who>{_WHO}))?(?=\s*[:.]|\s+fra|$)"),
    ),
    (
        StatementKind.MINORITY,
        later(rf"(?P<who>{_WHO})\s+[^.:]{{0,60}}?\bmindretalsudtalelse"),
    ),
    (
        StatementKind.RESERVATION,
        later(rf"(?P<who>{_WHO})\s+(?:tager|tog|har taget|ønsker at tage|har)\s+(?:\w+\s+)?forbehold\b"),
    ),
    (
        StatementKind.RESERVATION,
        later(rf"\b[Ff]orbehold\s+fra\s+(?P<who>{_WHO})|\b[Ff]orbehold:\s*(?P<by>{_WHO})"),
    ),
    (
        StatementKind.ENTERED,
        later(
            rf"(?P<who>{_WHO})\s+[^.:]{{0,90}}?\b(?:(?:til|ind)?ført|optaget|noteret"
            rf"|anført)\s+(?:\w+\s+)?(?:til|i|på)?\s*{_IN}\b"
        ),
    ),
    (
        StatementKind.ENTERED,
        later(
            rf"(?P<who>{_WHO})\s+(?:afgav|afgiver|fremsatte|havde|ønskede"
            rf"|ønsker)\s+(?:\w+\s+){{0,4}}(?:protokol(?:bemærkning|lat|tilførsel|erklæring)|særudtalelse"
            rf"|særstandpunkt)"
        ),
    ),
    (
        StatementKind.ENTERED,
        later(
            r"\b(?:[Pp]rotokol(?:lat|bemærkning|tilførsel|erklæring)(?:er|et|en)?|[Ss]ærudtalelse"
            r"|[Ss]ærstandpunkt|[Bb]emærkning til protokollen)"
            rf"\s+(?:fra|af|ved)\s+(?P<who>{_WHO})"
        ),
    ),
    (
        StatementKind.ENTERED,
        later(r"^(?:[Pp]rotokol(?:lat|bemærkning|tilførsel)|[Ss]ærudtalelse|[Ss]ærstandpunkt|[Tt]il protokollen)\s*:"),
    ),
)
_CHEAP = ("orbehold", "indretal", "rotokol", "ført", "ærudtal", "ærstandpunkt", "referatet")
_PARTS = later(r"(?:\s*,\s*(?:og\s+)?|\s+og\s+|\s+samt\s+|\s*\+\s*)(?![^()]*\))")
_OPENING = "\"”“»„'"
_CLOSING = later(r"[\"”“«']\s*\.?(?=\s|$)")
_SENTENCES = later(r"(?<=[a-zæøå)\d][.!?])\s+(?=[A-ZÆØÅ])")
_HANDED = later(
    r"\b(?:omdelt|omdelte|uddelt|uddelte|omdeles|udleveret|udleveredes|udleverede|omdeling)\b"
    r"|\beftersend(?:t|es|te)\b|\bfremlagt på mødet\b|\b(?:rund|ud)sendt (?:efter|forud for|inden) (?:mødet"
    r"|udsendelsen)",
    re.IGNORECASE,
)
_HANDED_CHEAP = ("delt", "everet", "ftersend", "remlagt på", "deling", "sendt ", "deles")
_LONGEST = 2000


def read_statements(texts: Sequence[str]) -> tuple[Statement, ...]:
    """The reservations, minority statements and entries that the paragraphs of a decision hold, in order.

    A statement's text is its sentence with the quotation, or the paragraph, that it announces.
    """
    found: list[Statement] = []
    taken = -1
    for at, text in enumerate(texts):
        if at <= taken or not holds_any(text, _CHEAP):
            continue
        parts = _SENTENCES.split(text)
        for number, sentence in enumerate(parts):
            told = _told(sentence)
            if told is None:
                continue
            kind, who = told
            rest = " ".join(parts[number:])
            whole = _with_quotation(sentence, rest)
            if whole.endswith(":") and at + 1 < len(texts):
                taken = at + 1
                whole = f"{whole} {texts[at + 1]}"
            found.append(Statement(kind, who, whole[:_LONGEST]))
            if whole != sentence:
                break
    return tuple(found)


def is_statement(sentence: str) -> bool:
    """Whether a sentence has something entered in the minutes."""
    return holds_any(sentence, _CHEAP) and _told(sentence) is not None


def handed_out(text: str) -> list[str]:
    """The sentences of *text* that tell of papers handed out at the meeting or sent after the agenda."""
    if not holds_any(text, _HANDED_CHEAP):
        return []
    return [sentence.strip() for sentence in _SENTENCES.split(text) if _HANDED.search(sentence)]


def _told(sentence: str) -> tuple[StatementKind, tuple[str, ...]] | None:
    for kind, pattern in _PHRASES if len(sentence) < _LONGEST else ():
        found = pattern.search(sentence)
        if found:
            groups = found.groupdict()
            who = groups.get("who") or groups.get("in") or groups.get("by") or ""
            return kind, tuple(part.strip(" .,;:") for part in _PARTS.split(who) if part.strip(" .,;:"))
    return None


def _with_quotation(sentence: str, rest: str) -> str:
    """The sentence with the quotation that it opens, or with all that follows its colon."""
    colon = rest.find(":", 0, len(sentence) + 1)
    if colon < 0 or colon == len(rest) - 1:
        return sentence if colon < 0 else rest
    said = rest[colon + 1 :].lstrip()
    if said[:1] in _OPENING:
        start = len(rest) - len(said)
        end = _CLOSING.search(rest, start + 1)
        return rest[: end.end()].strip() if end else rest
    return rest
