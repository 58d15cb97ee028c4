"""Who was absent, left, arrived, stood in or was disqualified at an item, told by labels, lists and sentences."""

from __future__ import annotations

import re

from moedeklar.agenda.later import later
from moedeklar.agenda.names import NAME, NAMES, names_in, says_none, sentences
from moedeklar.model.agenda import Presence, PresenceKind

_STANDS_IN = r"(?:stedfortræder(?:e|en)?|suppleant(?:er|en)?)"
_COMES = r"(?:mødte|deltog|deltager|møder|indtrådte)(?: i mødet| på mødet| i hele mødet)?"
# What is said of the names before it, in the order in which it is looked for. None: somebody was there, after all.
VERBS: tuple[tuple[PresenceKind | None, str], ...] = (
    (
        PresenceKind.DISQUALIFIED,
        (
            r"(?:var|er|blev|erklærede sig|erklærer sig|meldte sig|anså sig(?: for)?|blev erklæret|blev (?:kendt"
            r"|anset for)"
            r"|har erklæret sig) inhabil(?:e|t)?"
        ),
    ),
    (
        PresenceKind.SUBSTITUTE,
        (
            rf"(?:{_COMES}|(?:var|er) (?:indkaldt|til ?stede|mødt)|blev indkaldt|indkaldt) (?:som {_STANDS_IN}"
            r"|i stedet)"
            rf"|(?:(?:var|er|som) )?(?:{_STANDS_IN}|Stedfortræder|Suppleant) for|afløste"
        ),
    ),
    (
        PresenceKind.ABSENT,
        (
            r"deltog(?:e|er)? (?:heller )?ikke|deltager ikke|var (?:ikke (?:til ?stede|mødt)|fraværende|forhindret)"
            r"|er (?:fraværende|forhindret|ikke til ?stede)|(?:havde|har) (?:(?:meldt"
            r"|sendt) )?(?:lovligt )?(?:afbud|forfald)"
            r"|meldte afbud|mødte ikke|udeblev|kunne ikke deltage"
        ),
    ),
    (
        PresenceKind.LEFT,
        (
            r"forlod (?:mødet|lokalet|salen)|forlader (?:mødet|lokalet|salen)|havde forladt"
            r"|deltog(?: kun)?(?: i mødet)? (?:til|indtil)|gik (?:kl|fra mødet|før tid|under punkt)"
        ),
    ),
    (
        PresenceKind.ARRIVED,
        r"ankom|mødte kl|kom (?:til ?stede|til mødet|kl)|deltog(?: først)?(?: i mødet)? fra|tiltrådte mødet",
    ),
    (None, r"var (?:til ?stede|mødt)|mødte som|deltog (?:via|under|online|virtuelt)"),
)
# A sentence of attendance: names, what is said of them, and the rest of it.
SENTENCE = later(
    rf"^(?P<names>{NAMES}),?\s+(?P<what>{'|'.join(pattern for _, pattern in VERBS)})\b(?P<rest>.*)$", re.DOTALL
)
INSTEAD = later(
    rf"^(?:[Ii] stedet(?: for (?P<absent>{NAME}))?|[Ss]om {_STANDS_IN}(?: for (?P<absent2>{NAME}))?)"
    rf" (?:mødte|deltog|deltager|møder|mødt er)\b\s*(?P<name>{NAME})?",
    re.DOTALL,
)
_KINDS = tuple((kind, later(pattern)) for kind, pattern in VERBS)
_LABELS = (
    (PresenceKind.DISQUALIFIED, later("inhabil", re.IGNORECASE)),
    (PresenceKind.SUBSTITUTE, later(_STANDS_IN, re.IGNORECASE)),
    (PresenceKind.ABSENT, later("afbud|fravær|forfald|ikke|udeblev", re.IGNORECASE)),
)
_FOR = later(rf"^\s*for\s+(?P<absent>{NAME})")
_BARE_FOR = later(rf"^\s*(?P<absent>{NAME})\s*[.;]?$")
# A substitute named in the same sentence as who was absent, or in brackets after the name.
_BESIDE = later(
    rf"(?:[,;(]|\bog|\s[–-])\s*(?:i stedet (?:mødte|deltog)\s+(?P<after>{NAME})"
    rf"|(?:som )?(?:{_STANDS_IN}|Stedfortræder|Suppleant)(?:\s*:|\s+mødte|\s+deltog)?\s+(?P<named>{NAME})"
    rf"|(?P<name>{NAME})\s+(?:(?:var |er |blev )?(?:{_COMES}|indkaldt)\s+(?:i stedet|som {_STANDS_IN})))",
)
_PAIR = later(rf"^(?P<name>{NAME})\s+(?:i stedet )?for\s+(?P<absent>{NAME})")
_CUT = later(rf"\s*[,;–(-]?\s*\b(?:1\. )?(?:{_STANDS_IN}|i stedet)\b", re.IGNORECASE)
_TITLES = ("Stedfortræder ", "Suppleant ")
_PARTLY = later(
    rf"^(?P<name>{NAME}),?\s+(?:(?P<until>til|indtil)|(?P<since>fra)|under|ved)?\s*"
    r"(?:kl\.|klokken|punkt|punkterne|pkt\.?|sag|sagerne|sag nr\.)\s*\d"
)


def read_presence(text: str, label: str = "") -> tuple[Presence, ...]:
    """What a paragraph of attendance tells, in order; *label* is the word under which a list of names stands."""
    found: list[Presence] = []
    for part in sentences(text):
        said = SENTENCE.match(part)
        if said:
            found += _said(said, part, found)
            continue
        instead = INSTEAD.match(part)
        if instead:
            if instead["name"]:
                found.append(_substitute(instead["name"], instead["absent"] or instead["absent2"], found, part))
        elif label:
            found += _listed(part, label)
    return tuple(found)


def _said(said: re.Match[str], part: str, before: list[Presence]) -> list[Presence]:
    kind = next(kind for kind, pattern in _KINDS if pattern.match(said["what"]))
    names = names_in(said["names"])
    if kind is None:
        return []
    if kind is PresenceKind.ABSENT and "inhabil" in said["rest"]:
        kind = PresenceKind.DISQUALIFIED
    if names and names[0].startswith(_TITLES):
        kind, names = PresenceKind.SUBSTITUTE, (names[0].partition(" ")[2], *names[1:])
    if kind is PresenceKind.SUBSTITUTE:
        told = _FOR.match(said["rest"]) or _BARE_FOR.match(said["rest"])
        return [_substitute(name, told["absent"] if told else None, before, part) for name in names]
    found = [Presence(kind, name, text=part) for name in names]
    if kind is not PresenceKind.DISQUALIFIED:
        found += _beside(said["rest"], found, part)
    return found


def _listed(part: str, label: str) -> list[Presence]:
    kind = next((kind for kind, pattern in _LABELS if pattern.search(label)), None)
    if kind is None or says_none(part):
        return []
    partly = _PARTLY.match(part)
    if partly:
        if kind is PresenceKind.ABSENT and (partly["until"] or partly["since"]):
            kind = PresenceKind.ARRIVED if partly["until"] else PresenceKind.LEFT
        return [Presence(kind, partly["name"].rstrip(","), text=part)]
    pair = _PAIR.match(part) if kind is PresenceKind.SUBSTITUTE else None
    if pair:
        return [_substitute(pair["name"], pair["absent"], [], part)]
    names = names_in(_CUT.split(part)[0])
    told = "" if part.strip(" .").endswith(names[-1:]) else part
    found = [Presence(kind, name, text=told) for name in names]
    return found + (_beside(part, found, part) if kind is PresenceKind.ABSENT else [])


def _beside(rest: str, absent: list[Presence], part: str) -> list[Presence]:
    found = []
    for told in _BESIDE.finditer(rest):
        found.append(_substitute(told["after"] or told["named"] or told["name"], None, absent, part))
    return found


def _substitute(name: str, instead_of: str | None, before: list[Presence], text: str) -> Presence:
    """*name* as a substitute: for the one named, or for the only one who was said to be absent before."""
    absent = [one.name for one in before if one.kind in (PresenceKind.ABSENT, PresenceKind.LEFT)]
    known = instead_of or (absent[-1] if len(absent) == 1 else None)
    return Presence(PresenceKind.SUBSTITUTE, _clean(name), _clean(known) if known else None, text)


def _clean(name: str) -> str:
    return name.strip(" .,;")
