"""The front of a document: which paper it is, whose meeting, when and where, and who was there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time

from moedeklar.agenda.attendance import is_attendance
from moedeklar.agenda.dates import find_date, find_day_in, find_time, without_dates
from moedeklar.agenda.paragraphs import Para
from moedeklar.agenda.vocabulary import BODY_NOUN, BODY_START, CONTENTS_LABELS, FRONT_FIELDS, GROUPS, KINDS
from moedeklar.agenda.words import body_of_meeting, is_body, label_key, may_name_body, nominative
from moedeklar.model.agenda import MeetingKind
from moedeklar.model.moments import LocalStart
from moedeklar.model.roles import LineRole
from moedeklar.model.text import canonical, split_term

_FIELD_WORDS = sorted(FRONT_FIELDS, key=len, reverse=True)
_FIELD = re.compile(
    r"^(?P<name>" + "|".join(map(re.escape, _FIELD_WORDS)) + r")(?![\w-])(?P<colon>\s*:)?\s*(?P<value>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_STRONG_FIELD = re.compile(
    r"(?<=\s)(?=(?:Mødedato|Mødested|Mødetidspunkt|Mødetid|Starttidspunkt|Sluttidspunkt)\b|(?:Bemærkninger"
    r"|Medlemmer|Deltagere|Fraværende|Afbud|Udvalg|Forum"
    r"|Mødelokale|Til stede|Sted|Lokale|Dato|Tid|Tidspunkt):)"
)
_MUNICIPALITY = re.compile(
    r"\b(?P<name>[A-ZÆØÅ][\wæøåÆØÅ]+(?:-[A-ZÆØÅ]\w+)*(?: [A-ZÆØÅ][\wæøå]+)?) Kommunes?\b"
    r"|\b(?P<capitals>[A-ZÆØÅ-]{3,}) KOMMUNES?\b|\b(?P<region>Region [A-ZÆØÅ]\w+)"
)
_KIND_WORDS = re.compile(
    r"\b(?:(?:åben|åbent|lukket|ordinært|ekstraordinært|endeligt|endelig|foreløbig"
    r"|foreløbigt)?\s*\b(?:beslutningsprotokol|beslutningsreferat|referat|protokol|tillægsdagsorden"
    r"|tillægsreferat|dagsordener og referater|dagsorden|beslutninger|udskrift|indkaldelse)\b(?:\s+(?:fra|til"
    r"|for|af)\b)?|mødet\b|møde\b|fra\b|ordinære\b|ekstraordinære\b|i\b|mødedato\b"
    r"|(?:man|tirs|ons|tors|fre|lør|søn)dag\b|den\b|d\.|kl\b\.?|dagsordenspunkter\b"
    r"|ekstraordinært\b|ordinært\b)",
    re.IGNORECASE,
)
_BODY_INSIDE = re.compile(
    r"\b(?:Udvalget for [A-ZÆØÅ][\w-]+(?:,? (?:og )?[A-ZÆØÅ][\w-]+)*|[A-ZÆØÅ][\w-]*(?: og [A-ZÆØÅ][\w-]*"
    r"| & [A-ZÆØÅ][\w-]*)?"
    r"(?:udvalget|bestyrelsen|rådet)|Byrådet|Kommunalbestyrelsen|Regionsrådet)(?:s\b|\b)"
)
_BODY_INDEFINITE = re.compile(
    r"\b[A-ZÆØÅ][\w-]*(?: og [A-ZÆØÅ][\w-]*| & [A-ZÆØÅ][\w-]*)?(?:udvalg|råd|bestyrelse)\b"
    r"|\b[A-ZÆØÅ][a-zæøå]+sk Udvalg\b"
)
_OF_PLACE = re.compile(r"^(\S.{2,60}?)\s+i\s+[A-ZÆØÅ]\w+(?:\s[A-ZÆØÅ]\w+)?$")  # "Byrådet i Nordlund"
_OF_MUNICIPALITY = re.compile(r"^[A-ZÆØÅ][\w-]+(?: [A-ZÆØÅ][\w-]+)? Kommunes?[\s,.:–-]+(?=[A-ZÆØÅ])", re.IGNORECASE)
_DEFINITE_ENDS = ("et", "en", "n")
_COMPOUND = re.compile(r"\b[\w-]+møde(?:t)?\b")
_PLACE_IN_TITLE = re.compile(r"(?:\s[–-]\s*|\bi\s+)(?P<place>[A-ZÆØÅ][^:]{3,80})$")
_PLACE_AFTER_TIME = re.compile(
    r"(?:\d[.:]\d\d|\bkl\.? ?\d\d?(?:\s?[–-]\s?\d\d?)?)\s*(?:,|\||\s[–-]|\bi\b|\bpå\b)\s*(?P<place>[A-ZÆØÅ][^:]{3,80})$"
)
_EDGES = " \t,.:;–-()[]|/"
_LONGEST = 240
_LONGEST_NAME = 80
_FEWEST_OF_SENTENCE = 5  # words in small letters
_LONGEST_PEOPLE = 600
_TERM_IN_BRACKETS = re.compile(r"\s*\(((?:19|20)\d\d\s*[-–/]\s*(?:19|20)?\d\d)\)")
_TERM_FIRST = re.compile(r"^(?:År\s+)?((?:19|20)\d\d\s*[-–/]\s*(?:19|20)\d\d)\s+([A-ZÆØÅ][^–-]*?)(?=\s+[–-]\s|$)")
_TERM_STARTS = frozenset("12Å")
_SINGLE_YEAR = re.compile(r"\s+(?:19|20)\d\d$")
_ADDRESS = re.compile(
    r"^(?:(?:mødelokale|lokale|mødeværelse|byrådssal|rådssal|rådhus|kantine|aula|musiklokale)\w*\b.{0,90}"
    r"|.{3,80}\b\d{4} [A-ZÆØÅ]\w+.{0,20})$",
    re.IGNORECASE,
)
_ROOM = re.compile(
    r"^(?:(?:i|på)\s+)?(?P<room>(?-i:[A-ZÆØÅ])[^:]{1,50},?\s+(?:mødelokale|lokale|mødeværelse|mødesal|stuen|sal)\b.{0,40}"
    r"|(?:mødelokale|mødeværelse|byrådssal|rådssal|kommunalbestyrelsessal|regionsrådssal|festsal|mødesal|regionshus|medborgerhus|kulturhus|forsamlingshus|kommunekontor"
    r"|online|virtuelt møde"
    r"|teams|skype)\w*\b.{0,60})$",
    re.IGNORECASE,
)
_ONLY_TIME = re.compile(r"(?:kl\.? ?)?\d{1,2}[.:]\d\d(?:\s?[–-]\s?(?:kl\.? ?)?\d{1,2}[.:]\d\d)?", re.IGNORECASE)
_NAMED_ROOM = re.compile(r"\S*(?:salen|rådhuset|huset|gården|skolen|biblioteket|centret)\b", re.IGNORECASE)
_YEARS = re.compile(r"(?:19|20)\d\d\s*[-–/]\s*(?:19|20)?\d\d")
_ROOM_IN_TITLE = re.compile(
    r"\b(?:i|på)\s+(?P<place>(?:(?:mødelokale|lokale|mødeværelse)\s.{1,60}"
    r"|(?:byråds|råds|møde|fest|kommune|kantine)\w*salen|rådhuset)(?:,.{3,60})?)$",
    re.IGNORECASE,
)
_IN_PLACE = re.compile(r"^(?:i|på)\s+(?P<room>[A-ZÆØÅ][^.:;]{3,60})$")


@dataclass(slots=True)
class Front:
    """What the front tells.

    `strong_kind` says that the kind stands in the heading that names body or date, `named` that a field names the body,
    `of_meeting` that a field names a meeting ("Mødested"), `opens` that the paper begins with such a heading,
    `loose_day` that the day stands in some line that names neither paper nor body.
    """

    kind: MeetingKind | None = None
    strong_kind: bool = False
    committee: str | None = None
    term: str | None = None
    day: date | None = None
    clock: time | None = None
    place: str | None = None
    municipality: str | None = None
    present: list[str] = field(default_factory=list)
    fields: int = 0
    named: bool = False
    of_meeting: bool = False
    opens: bool = False
    loose_day: bool = False

    @property
    def start(self) -> LocalStart | None:
        """Day and time of day as far as they are known."""
        return LocalStart(self.day, self.clock) if self.day else None


def read_front(paras: Sequence[Para], title: str) -> Front:
    """Read the paragraphs before the first item, marking those that were understood; *title* is the file's own."""
    front = Front()
    pieces = [(para, piece, at == 0) for para in paras for at, piece in enumerate(_pieces(para))]
    waiting = label = ""
    for para, piece, leads in pieces:
        if waiting:
            people = waiting in {"present", "absent"}
            fits = _is_people(piece) if people else waiting != "place" or not _names_paper(piece)
            if fits and not _field(piece)[0] and _take(front, waiting, piece, label):
                para.role = LineRole.FRONT
                waiting = waiting if people else ""
                continue
            waiting = ""
        name, value = _field(piece)
        front.of_meeting = front.of_meeting or (bool(name) and piece[:3].casefold() == "mød")
        if name and not value:
            waiting, label = name, piece.strip(_EDGES)
            para.role = LineRole.FRONT
            front.fields += leads
        elif name and _take(front, name, value, piece[: len(piece) - len(value)].strip(_EDGES)):
            para.role = LineRole.FRONT
            front.fields += leads
        elif (_heading(front, piece) and not _is_sentence(piece)) or _take_years(front, piece):
            para.role = LineRole.FRONT
    front.opens = front.strong_kind and _opens(paras)
    if title:
        _heading(front, title)
    _finish(front, paras)
    return front


def _opens(paras: Sequence[Para]) -> bool:
    """Whether which paper this is stands at its beginning, after nothing but a municipality's name."""
    for para in paras:
        if para.role is LineRole.FRONT:
            return True
        if not (len(para.text) < _LONGEST_NAME and _MUNICIPALITY.search(para.text)):
            return False
    return False


def _take_years(front: Front, text: str) -> bool:
    """Take a line that is nothing but a council's years, where the committee's name stands before it."""
    if not front.committee or front.term or not _YEARS.fullmatch(text):
        return False
    front.term = split_term(f"{front.committee} {text}")[1]
    return True


def _names_paper(text: str) -> bool:
    """Whether *text* is a heading such as "Referat Havneudvalget" rather than the value of a field."""
    return _committee(text) is not None and any(pattern.search(text) for pattern, _ in KINDS)


def _is_people(text: str) -> bool:
    """Whether *text* may stand under "Deltagere": names, one or many, with party letters and titles."""
    key = label_key(text)
    if len(text) > _LONGEST_PEOPLE or key in CONTENTS_LABELS or text.endswith(":") or find_date(text) or is_body(text):
        return False
    return text[:1].isupper() and not text.endswith(".") and not GROUPS.fullmatch(text)


def _is_sentence(text: str) -> bool:
    """Whether *text* says more than which meeting this is, whatever date or body it names."""
    if not text.endswith((".", "!", "?")):
        return False
    words = _KIND_WORDS.sub(" ", without_dates(text)).split()
    return sum(word[0].islower() for word in words) >= _FEWEST_OF_SENTENCE


def _pieces(para: Para) -> list[str]:
    cells = [cell for cell in para.cells if cell]
    if len(cells) > 1 and all(_field(cell)[1] for cell in cells):  # each is a field with its value
        return cells
    if len(para.cells) == 2:
        return [f"{para.cells[0].rstrip(': ')}: {para.cells[1]}"]
    text = para.numbered
    return [piece.strip() for piece in _STRONG_FIELD.split(text) if piece.strip()] if len(text) > 40 else [text]


def _field(text: str) -> tuple[str, str]:
    """The field that *text* begins with and its value; ("", "") where it is none."""
    found = _FIELD.match(text)
    if not found:
        return "", ""
    name, plain = FRONT_FIELDS[found["name"].casefold()]
    value = found["value"].strip()
    if name == "place" and not found["colon"] and found["name"].casefold().endswith("lokale"):
        value = text if value and not _NAMED_ROOM.match(value) else value
    if (
        value
        and not found["colon"]
        and not (plain and (value[0].isupper() or value[0].isdigit()))
        and not (name == "date" and find_date(value))
        and not (name == "time" and _ONLY_TIME.fullmatch(value))
    ):
        return "", ""
    return name, value


def _take(front: Front, name: str, value: str, label: str) -> bool:
    """Put *value* into the field *name* that was printed as *label*; whether it made sense there."""
    if name in {"date", "time"}:
        day = find_date(value)
        clock = find_time(value[day.end :] if day else value) or find_time(value, marked=True)
        if not day and not clock:
            return False
        if day and (front.day is None or (front.loose_day and name == "date")):
            front.day, front.loose_day = day.day, False
        front.clock = front.clock or clock
        if day and name == "date" and not front.place:
            tail = value[day.end :]
            rest = re.search(r"\bi\s+(?P<place>[A-ZÆØÅ].{2,80})$", tail) or _ROOM_IN_TITLE.search(tail)
            front.place = rest["place"] if rest else None
        return True
    if name == "place":
        front.place = front.place or value.strip(_EDGES) or None
    elif name == "committee":
        if len(value) > 100:
            return False
        bare, term = split_term(_TERM_IN_BRACKETS.sub(r" \1", value))
        front.committee, front.term = front.committee or bare, front.term or term
        front.named = True
    elif name == "remark":
        _take_kind(front, value, strong=False)
    elif name == "note":
        who, names = _field(value)
        return who in {"present", "absent"} and _take(front, who, names, value[: len(value) - len(names)].strip(_EDGES))
    elif name in {"present", "absent"}:
        if len(value) > _LONGEST_PEOPLE:
            return False
        front.present.append(f"{label}: {value}")
    return len(value) <= _LONGEST or name in {"present", "absent"}


def _heading(front: Front, text: str) -> bool:
    """What a heading such as "REFERAT Havneudvalget 2026-2029 d. 12-05-2027" tells; whether it told anything."""
    if len(text) > _LONGEST:
        return False
    understood = False
    day = find_date(text)
    found = _committee(text)
    if day:
        if front.day is None:
            front.day, front.loose_day = day.day, found is None and not _names_kind(text)
        understood = True
    clock = find_time(text[day.end :] if day else text, marked=not day)
    if day and clock and front.loose_day and front.clock is None:  # a meeting has a time, the letter about it has none
        front.day, front.loose_day = day.day, found is None and not _names_kind(text)
    if clock and (day or (len(text) < 120 and not _is_sentence(text))):
        front.clock = front.clock or clock
        understood = True
        if not front.day:
            front.day = None
    if found and not front.committee:
        front.committee, front.term = found
    understood = understood or found is not None
    understood = _take_kind(front, text, strong=day is not None or found is not None) or understood
    if clock and not (day or found or front.place or _is_sentence(text) or is_attendance(text)):
        rest = " ".join(_KIND_WORDS.sub(" ", without_dates(text)).split()).strip(_EDGES)
        front.place = rest if rest[:1].isupper() and len(rest) > 3 else None
    if understood and not front.place:
        tail = text[day.end :] if day else text
        place = _ROOM_IN_TITLE.search(tail) or _PLACE_AFTER_TIME.search(tail) or _PLACE_IN_TITLE.search(tail)
        if (
            place
            and (clock or day)
            and not is_body(place["place"])
            and not any(pattern.search(place["place"]) for pattern, _ in KINDS)
        ):
            front.place = place["place"].strip(_EDGES)
    return understood


def _names_kind(text: str) -> bool:
    return "dagsordener og referater" not in text.casefold() and any(pattern.search(text) for pattern, _ in KINDS)


def _take_kind(front: Front, text: str, *, strong: bool) -> bool:
    """Note which paper *text* says this is; whether it says so. A *strong* word stands beside body or date."""
    if "dagsordener og referater" in text.casefold():
        return False
    for pattern, kind in KINDS:
        if pattern.search(text):
            if front.kind is None or (strong and not front.strong_kind):
                front.kind, front.strong_kind = kind, strong
            return True
    return False


def _committee(text: str) -> tuple[str, str | None] | None:
    """The body that a heading names, and its term."""
    if not may_name_body(canonical(text)):
        return None
    if " | " in text:
        return next((found for part in text.split(" | ") if (found := _committee(part))), None)
    text = _TERM_IN_BRACKETS.sub(r" \1", text) if "(" in text else text
    text = _TERM_FIRST.sub(r"\2 \1", text) if text[:1] in _TERM_STARTS else text
    undated = " ".join(without_dates(text).split())
    rest = " ".join(_KIND_WORDS.sub(" ", undated).split()).strip(_EDGES)
    name, term = split_term(rest)
    name = _OF_MUNICIPALITY.sub("", _SINGLE_YEAR.sub("", name))
    of_place = _OF_PLACE.match(undated) if " i " in undated else None
    for candidate in (of_place[1] if of_place else "", name, re.split(r"\s+[–|-]\s+|[.,]\s", name)[0].strip(_EDGES)):
        if candidate and is_body(nominative(candidate)) and len(candidate.split()) <= 12:
            return nominative(candidate), term
    compound = _COMPOUND.search(text)
    body = body_of_meeting(compound[0]) if compound else None
    if body:
        return body, term
    return None


def _finish(front: Front, paras: Sequence[Para]) -> None:
    """What only the front as a whole can tell: a day without a year, a body inside a longer line, the municipality."""
    texts = [para.text for para in paras if len(para.text) < _LONGEST]
    if front.committee is None:
        inside = Counter(nominative(found[0]) for text in texts for found in _BODY_INSIDE.finditer(text))
        inside = inside or Counter(found[0] for text in texts for found in _BODY_INDEFINITE.finditer(text))
        if inside:
            named = inside.most_common(1)[0][0]
            front.committee = nominative(named)
            for para in paras:
                if para.role is LineRole.UNKNOWN and para.text.startswith(named) and len(para.text) < _LONGEST_NAME:
                    para.role = LineRole.FRONT
    if front.committee:
        front.committee = front.committee.strip(_EDGES) or None
    if front.committee and not front.named:
        _name_in_full(front, texts)
    if front.place is None and front.day:
        _take_address(front, paras)
    places = Counter(_name(found) for text in texts for found in _MUNICIPALITY.finditer(text))
    names = {name for name in places if not BODY_NOUN.search(name) and not BODY_START.match(name)}
    if len(names) == 1:
        name = names.pop()
        front.municipality = name if name.startswith("Region ") else f"{name} Kommune"
        for para in paras:
            if para.text.casefold() == front.municipality.casefold():
                para.role = LineRole.FRONT


def _take_address(front: Front, paras: Sequence[Para]) -> None:
    """The place, where a line is an address or the name of a room."""
    known = False
    for para in paras:
        after, known = known, para.role is LineRole.FRONT
        if para.role is not LineRole.UNKNOWN or len(para.text) >= _LONGEST_NAME:
            continue
        found = _ADDRESS.match(para.text) or _ROOM.match(para.text) or (_IN_PLACE.match(para.text) if after else None)
        if found:
            front.place, para.role = found.groupdict().get("room") or para.text, LineRole.FRONT
            return


def _name_in_full(front: Front, texts: Sequence[str]) -> None:
    """Name the committee as a sentence of the front does ("mødet i Byrådet"), with its term where one follows."""
    name = front.committee or ""
    definite = {f"{name}{end}" for end in _DEFINITE_ENDS}
    for text in texts:
        front.committee = next((word for word in text.split() if word.strip(_EDGES) in definite), front.committee)
        years = re.search(rf"{re.escape(name)}\s*\(((?:19|20)\d\d\s*[-–/]\s*(?:19|20)?\d\d)\)", text)
        if years and not front.term:
            front.term = split_term(f"{name} {years[1]}")[1]


def _name(found: re.Match[str]) -> str:
    return found["name"] or found["region"] or found["capitals"].title()


def day_without_year(front: Front, paras: Sequence[Para]) -> None:
    """Complete a start whose line has no year from another line of the front that has one."""
    if front.day is None:
        years = [found for para in paras for found in re.findall(r"\b20\d\d\b", para.text)]
        for para in paras:
            day = find_day_in(para.text, int(years[0])) if years else None
            if day:
                front.day = day
                return


def is_front_line(text: str) -> bool:
    """Whether *text* belongs to a front page by its look: a field with a colon, or the address of a room."""
    return (":" in text[:30] and bool(_field(text)[0])) or bool(_ADDRESS.match(text))
