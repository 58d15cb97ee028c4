"""Section headings: which paragraph is one, what role it gives to the text after it, and who decided when."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from moedeklar.agenda.dates import find_date
from moedeklar.agenda.outcome import is_bare_decision
from moedeklar.agenda.spelling import near_label
from moedeklar.agenda.vocabulary import (
    ATTACHMENT_LABELS,
    LABEL_ENDINGS,
    LABELS,
    SOFT_LABELS,
    TYPE_HEADINGS,
    TYPE_WORDS,
)
from moedeklar.agenda.words import holds_any, is_body, label_key, may_name_body, nominative
from moedeklar.model.agenda import ItemType, Role

_LONGEST = 70  # characters of a label
_LONGEST_LEAD = 400
_DIGIT = re.compile(r"\d")
_AT_END = 7  # characters
_LONGEST_LEADING = 50  # characters of the words between a body and the date of its decision
_LONGEST_AFTER_DATE = 60  # characters of a year and of what stands between it and the colon
LONGEST_NAMING = 170  # characters of a paragraph in which body and date stand
_DECISION = re.compile(
    r"(?:endelig )?(?:beslutning(?:er|en)?|vedtagelse|protokol(?:lering)?|afgørelse)\b(?:\s*/\s*\w+)?"
    r"(?:\s+(?:i|fra|af|truffet (?:i|af)|på møde i|på mødet i))?\s*",
    re.IGNORECASE,
)
# "Beslutning for Punkt 3: Ny mole", with the title of its item.
_OF_ITEM = re.compile(
    r"beslutning(?:er)? (?:for|til|vedr\.?|vedrørende) (?:punkt|pkt\.?|sag)(?: nr\.?)? ?(?:[A-ZÆØÅ]\.?)?\d[\w./]*"
    r"(?:\s*[:–-].{0,300})?",
    re.IGNORECASE | re.DOTALL,
)
_AFTER_DATE = re.compile(
    r"\s*,?\s*(?:kl\.?\s*\d+[.:]?\d*)?\s*,?\s*(?:(?:pkt\.?|punkt)\s*(?P<item>\d+\w*))?\s*(?P<end>[:.]*)\s*",
    re.IGNORECASE,
)
_BEFORE_DATE = re.compile(
    r"(?:(?=[\s,(-])|(?<!\w))[\s,(-]*(?:(?:i mødet|på mødet|på møde|behandlet|møde)\s*)?"
    r"(?:(?:mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag)\s*)?(?:\b(?:den|d)\b\.?)?[\s(]*$",
    re.IGNORECASE,
)
_OF_BODY = re.compile(
    r"\s*(?:møde|mødet|beslutning(?:er)?|behandling|vedtagelse|afgørelse|indstilling)\s*(?:i mødet|på mødet)?$",
    re.IGNORECASE,
)
_OF_BODY_ENDS = frozenset(("møde", "ødet", "ning", "nger", "ling", "else"))  # to tell cheaply most names of bodies
_ABBREVIATION = re.compile(r"[A-ZÆØÅ]{2,5}")
_LEAD_END = re.compile(r"(?:[:,]|\bat:?)$")
_LEAD = re.compile(
    r"^(?P<who>[A-ZÆØÅ][^.:;?!]{1,110}?)\s(?P<verb>indstiller|foreslår|anbefaler|indstilles|foreslås|anbefales"
    r"|anmoder om|henstiller)\b",
    re.DOTALL,
)
_LEAD_WORDS = ("indstil", "foreslå", "anbefal", "anmod", "henstil")
_GLUED = re.compile(
    r"^(?P<label>Resum[eé]|Sagsresum[eé]|Sagsfremstilling|Sagsbeskrivelse|Indstilling|Beslutning(?:er)?"
    r"|Beslutningstema|Økonomi|Lovgrundlag"
    r"|Kompetence|Beslutningskompetence|Økonomiske konsekvenser)\s+(?P<rest>[A-ZÆØÅ0-9].{3,})$",
    re.DOTALL,
)
_TERM = re.compile(
    r"[\s_]+\(?(?:19|20)\d\d\s*[-–/]\s*(?:19|20)?\d\d\)?(?=\s|$)"
)  # a council's years, as part of a name
_BODYS_DECISION = re.compile(r"(?P<body>.{4,80}s)\s+beslutning(?:er)?", re.IGNORECASE)
# All rows of the table in one pattern, each a group of its own.
_ENDING_ROLES = {f"row{at}": role for at, (_, role) in enumerate(LABEL_ENDINGS)}
_ENDING = re.compile(
    "|".join(f"(?P<row{at}>{pattern.pattern})" for at, (pattern, _) in enumerate(LABEL_ENDINGS)), re.IGNORECASE
)
# Of the labels that text may follow without a colon: to tell cheaply most paragraphs that begin with none.
LABEL_STARTS = frozenset(("bes", "bil", "ved", "pro", "afg", "end", "res", "sag", "ind", "øko", "lov", "kom"))
# Which role two labels have that are joined into one.
_ORDER = (
    *(Role.RECOMMENDATION, Role.DECISION, Role.FACTS, Role.SUMMARY, Role.ECONOMY, Role.LAW, Role.COMPETENCE),
    *(Role.ROUTE, Role.OTHER),
)
_BETWEEN = re.compile(r"\s*/\s*| og | samt | & ")
_OF_TWO = frozenset(_ORDER)
_GLUED_ATTACHMENT = re.compile(r"^Bilag(\[?\d{3}-(?:19|20)\d\d-.*)$", re.DOTALL)


class Label(NamedTuple):
    """A section heading. `role` None means attachments; `rest` is text that stands in the same paragraph.

    `soft` labels may also be small headings inside a longer section. `item` is the number that an earlier body had.
    """

    role: Role | None
    heading: str
    rest: str = ""
    body: str | None = None
    date: str | None = None
    item: str | None = None
    soft: bool = False
    type: ItemType | None = None


def find_label(text: str, mark: str = "") -> Label | None:
    """The label that *text* is or begins with, or None. Only whole lines count after a list mark such as "-"."""
    if len(text) <= _LONGEST or ":" in text[:_LONGEST] or (text[:1].isupper() and text[:3].casefold() in LABEL_STARTS):
        return _find(text, bool(mark) and mark != "•")
    return None


@lru_cache(maxsize=1024)  # the same labels come again in every item
def _find(text: str, listed: bool) -> Label | None:
    if not listed:
        named = _decision(text)
        if named:
            return named
    if len(text) <= _LONGEST:
        whole = _whole(text)
        if whole:
            return whole
    if listed:
        return None
    return _with_rest(text)


def _whole(text: str) -> Label | None:
    if text.endswith((",", ";", ".")):
        return None
    heading = text.rstrip(" :.")
    key = label_key(text)
    if not key:
        return None
    if key in ATTACHMENT_LABELS:
        return Label(None, heading)
    role = LABELS.get(key)
    if role:
        if role is Role.DECISION and key in TYPE_WORDS:
            return Label(role, heading, type=TYPE_WORDS[key])
        return Label(role, heading, soft=key in SOFT_LABELS)
    if key in TYPE_HEADINGS:
        return Label(Role.DECISION, heading, type=TYPE_WORDS[key], soft=True)
    if not text[0].isupper():
        return None
    double = _of_two(key, heading)
    if double:
        return double
    near = near_label(key)
    if near:
        return Label(LABELS[near], heading)
    ending = _ENDING.fullmatch(heading)
    if ending:
        role = _ENDING_ROLES[ending.lastgroup or ""]
        return Label(role, heading, soft=role is Role.OTHER)
    return _bodys_decision(heading) if "beslutning" in key else None


def _of_two(key: str, heading: str) -> Label | None:
    """Known labels in one: "Indstilling / Anbefaling", "Resumé og sagsfremstilling"; the one that says most counts."""
    if not ("/" in key or " og " in key or " samt " in key or " & " in key):  # most
        return None
    parts = _BETWEEN.split(key)
    roles = {LABELS.get(part) for part in parts}
    role = next((role for role in _ORDER if role in roles), None)
    if role is None or not roles <= _OF_TWO:
        return None
    return Label(role, heading, soft=SOFT_LABELS.issuperset(parts))


def _bodys_decision(heading: str) -> Label | None:
    """ "FORRETNINGSUDVALGETS BESLUTNING" names the body and no date."""
    found = _BODYS_DECISION.fullmatch(heading)
    if found and is_body(nominative(found["body"])):
        return Label(Role.DECISION, heading, body=nominative(found["body"]))
    return None


def _may_be_followed(label: Label, rest: str) -> bool:
    """Whether *rest* may stand in the label's own line; after a word of many meanings only what proves it a label."""
    if not label.soft or not rest:
        return True
    if label.role is Role.COMPETENCE:
        return is_body(rest.rstrip("."))
    return label.role is Role.DECISION and is_bare_decision(rest)


def _with_rest(text: str) -> Label | None:
    colon = text.find(":", 0, _LONGEST)
    if colon > 0:
        head, rest = text[:colon], text[colon + 1 :].strip()
        label = _whole(head)
        if label and head[0].isupper() and _may_be_followed(label, rest):
            return Label(label.role, label.heading, rest, body=label.body, soft=label.soft, type=label.type)
    if text.startswith("Bilag"):
        glued = _GLUED_ATTACHMENT.match(text)
        return Label(None, "Bilag", glued[1]) if glued else None
    found = _GLUED.match(text)
    if found:
        label = _whole(found["label"])
        if label and (found["rest"][0].isupper() or label.role is Role.DECISION) and not _is_title(found["rest"]):
            return Label(label.role, label.heading, found["rest"], type=label.type)
    return None


def _is_title(rest: str) -> bool:
    """Whether what follows a label's word makes a heading of its own of it: few words and no full stop."""
    return len(rest) < 50 and not rest.endswith((".", ":", ",", "!", "?"))


def _decision(text: str) -> Label | None:
    """ "Beslutning i Udvalget for Havne den 06-11-2026:", with or without date and text after it."""
    found = _DECISION.match(text)
    if not found or len(text) < found.end() + 4:
        return None
    if _OF_ITEM.fullmatch(text):
        return Label(Role.DECISION, text.rstrip(" :"))
    day = find_date(text[:LONGEST_NAMING], found.end())
    if not day:
        body = re.sub(r"\s+(?:den|d\.?)$", "", _TERM.sub("", text[found.end() :].rstrip(" :.")))
        if text[found.end() : found.end() + 1].isupper() and len(body) < 100 and is_body(body):
            return Label(Role.DECISION, text.rstrip(" :"), body=nominative(body))
        return None
    body = nominative(_before_date(text, found.end(), day.start).strip())
    if body and not (is_body(body) or _ABBREVIATION.fullmatch(body)):
        return None
    after = _AFTER_DATE.match(text, day.end)
    end = after.end() if after else day.end
    return Label(
        Role.DECISION,
        text[:end].rstrip(" :"),
        text[end:].strip(),
        body or None,
        day.day.isoformat(),
        after["item"] if after else None,
    )


def _before_date(text: str, start: int, end: int) -> str:
    """What stands in *text* from *start* to a date at *end*, without the words that lead to the date and a term."""
    leading = _BEFORE_DATE.search(text, max(start, end - _LONGEST_LEADING), end)
    return _TERM.sub("", text[start : leading.start() if leading else end])


class Naming(NamedTuple):
    """A line that names who treated a case when: "Økonomiudvalget, 18. august 2026, pkt. 101:"."""

    body: str
    date: str
    item: str | None
    colon: bool
    rest: str = ""
    says_decision: bool = False


def find_naming(text: str) -> Naming | None:
    """The naming line that *text* is, or None. `rest` is text after its colon."""
    start = text[:LONGEST_NAMING]
    if not ("20" in start or "19" in start) or len(text) < 12 or not text[0].isupper():  # most by far
        return None
    # The date stands before a colon or at the end; one anywhere else is in running text, as most are.
    at_end = len(text) <= LONGEST_NAMING and _DIGIT.search(text, len(text) - _AT_END)
    colon = -1 if at_end else start.find(":")
    if not at_end and colon < 0:
        return None
    near = (start if at_end else start[:colon])[-_LONGEST_AFTER_DATE:]
    if not ("20" in near or "19" in near or "18" in near) or not ("kt" in start or may_name_body(start)):
        return None
    day = find_date(start)
    if not day or day.start < 4:
        return None
    after = _AFTER_DATE.match(text, day.end)
    if not after:
        return None
    rest = text[after.end() :]
    ends_in_colon = ":" in after["end"]
    if rest and not ends_in_colon:  # most by far: a date in running text
        return None
    head = _before_date(text, 0, day.start)
    ending = head.rstrip()[-4:].casefold()
    of_body = _OF_BODY.search(head, max(len(head) - _LONGEST_LEADING, 0)) if ending in _OF_BODY_ENDS else None
    body = nominative(head[: of_body.start()] if of_body else head)
    listed = "," not in body or ends_in_colon
    if not (is_body(body) or (after["item"] and body and body[0].isupper() and len(body) < 70 and listed)):
        return None
    return Naming(body, day.day.isoformat(), after["item"], ends_in_colon, rest.strip(), bool(of_body))


def is_lead(text: str) -> bool:
    """Whether *text* opens a recommendation: "Forvaltningen indstiller:", "Det indstilles, at lånet optages"."""
    if len(text) > _LONGEST_LEAD or not text[:1].isupper():
        return False
    text = text.capitalize() if text.isupper() else text
    if not holds_any(text, _LEAD_WORDS):  # most
        return False
    found = _LEAD.match(text)
    if not found:
        return False
    return found["verb"].startswith("indstil") or bool(_LEAD_END.search(text))


def is_history(naming: Naming, day: str | None, decides: bool) -> bool:
    """Whether a line under "Tidligere behandling" only tells of a treatment, on an earlier day if it says what.

    The heading "Økonomiudvalgets beslutning i mødet den 4. maj 2026" over what it *decides* is more than that.
    """
    if naming.says_decision and decides:
        return False
    return not naming.colon or bool(naming.rest and day and naming.date < day)
