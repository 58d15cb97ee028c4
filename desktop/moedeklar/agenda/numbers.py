"""Case and document numbers, and the lines of particulars that hold them ("Sagsnr.: 16/204 Sagsbehandler: …")."""

from __future__ import annotations

import re
from typing import NamedTuple

from moedeklar.agenda.vocabulary import CLOSED_WORDS, OPEN_WORDS, TYPE_WORDS
from moedeklar.agenda.words import label_key
from moedeklar.model.agenda import ItemType

# Every shape that published agendas were seen to use; numbers stay opaque text.
CASE_NUMBER = re.compile(
    r"(?:"
    r"\d\d\.\d\d\.\d\d-?[A-ZÆØÅ]\d\d-\d+(?:-\d+)?"  # 06.01.05-P16-2-26, 00.02.00P36-0207
    r"|[A-ZÆØÅ]{2,5}-(?:19|20)?\d\d[-/]\d+"  # EMN-2026-00112, EMN-25/0000417
    r"|[A-Z](?:19|20)\d\d-\d+"  # S2020-10233
    r"|\d{3}-(?:19|20)\d\d-\d+"  # 330-2026-4410
    r"|(?:19|20)\d\d-\d{5,7}-\d{1,3}"  # 2026-000104-7
    r"|(?:19|20)?\d\d[-/]\d{1,7}[A-Z]?"  # 25/10422, 25-000114, 2025-02210, 20-118244K
    r"|[A-ZÆØÅ]{1,4} \d{1,4}/(?:19|20)\d\d"  # HU 7/2006
    r"|\d{4,8}-(?:19|20)\d\d"  # 000143-2026
    r"|\d{5,12}"
    r")"
)
_ALONE = re.compile(
    r"(?:\d\d\.\d\d\.\d\d-?[A-ZÆØÅ]\d\d-\d+(?:-\d+)?|[A-ZÆØÅ]{2,5}-(?:19|20)?\d\d[-/]\d+|[A-Z](?:19|20)\d\d-\d+"
    r"|\d{3}-(?:19|20)\d\d-\d{2,}"
    r"|\d\d/\d{2,6}|(?:19|20)\d\d-\d{4,7}(?:-\d{1,3})?|\d\d-\d{5,7}[A-Z]?)"
)
# With the department behind it: "30-2217 / Pleje og Omsorg".
_OF_DEPARTMENT = re.compile(r"(?P<case>\d\d[-/]\d{3,7}|(?:19|20)\d\d[-/]\d{3,7}) [/|] [A-ZÆØÅ][\w ,&-]{2,40}")
_KEY = re.compile(
    r"\b(?:(?P<case>(?:esdh-?)?sags?[\s-]?(?:nr|nummer|id|\.)(?:\.|\b)\s*:?|sagsnummer\b\s*:?"
    r"|(?:esdh-?)?sag(?:\s*:\s*|\s+)(?=\d{2,4}[-/]|[A-ZÆØÅ]{2,5}-\d|\d\d\.\d\d\.\d\d)"
    r"|(?:acadre|esdh|sbsys|edoc|workzone|getorganized)(?:[\s-]?(?:sag|id|nr\.?))*\s*:\s*(?=[A-ZÆØÅ]{0,5}-?\d)"
    r"|emne\s?nr\.?\s*:?)"
    r"|(?P<document>dok(?:ument)?\.?\s?(?:nr|nummer|id)\b\.?\s*:?|dok\.\s+(?=\d))"
    r"|(?P<journal>j(?:ournal)?\.?\s?nr\b\.?\s*:?|journalnummer\b\s*:?)"
    r"|(?P<other>(?:sagsbehandler|sagsinitialer|initialer|sagsansvarlig|forvaltning|afdeling|ansvarlig"
    r"|kontaktperson|brevid|"
    r"acadre(?:nr)?|sagsbeh|enhed|udarbejdet af|forfatter|center)\b\.?\s*:)"
    r"|(?P<type>(?:sagstype|punkttype|sagsart)\b\s*:|^(?:type|art|offentlighed|adgang|åben/lukket)\s*:)"
    r"|(?P<open>(?:åben sag|åbent punkt|åbent møde|åbent?|lukket sag|lukket punkt|lukket|offentlig)(?=\s*(?:$"
    r"|[-–,|]|\s\d))))",
    re.IGNORECASE,
)
_KEY_STARTS = frozenset(  # of the words above: to tell cheaply most lines that begin with none
    ("sag", "emn", "dok", "ini", "for", "afd", "ans", "kon", "bre", "aca", "enh", "uda", "cen", "pun", "typ", "art")
) | {"off", "adg", "åbe", "luk", "esd", "sbs", "edo", "wor", "get"}
_MARK_STARTS = frozenset(letter for word in OPEN_WORDS | CLOSED_WORDS for letter in word[0] + word[0].upper())
_DOCUMENT_ALONE = re.compile(r"^\[?(?P<number>\d{3}-(?:19|20)\d\d-\d+)(?:\]\(#?[^)]*\))?$")
_DOCUMENT_FIRST = re.compile(r"^\[?(?P<number>\d{3}-(?:19|20)\d\d-\d+)(?:\]\([^)]*\))?[\s:–-]*(?P<title>\S.*)$")
_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
_LONGEST = 160
_LONGEST_ALONE = 40  # characters of a number, or of a mark of an open or closed item, that is a line of its own


class Particulars(NamedTuple):
    """What a line of particulars told: numbers, whether the item is closed (None where it doesn't say), its type.

    `journal` is a file plan's number, which stands for the case where no case number is given.
    """

    case: str | None = None
    document: str | None = None
    journal: str | None = None
    closed: bool | None = None
    type: ItemType | None = None


def find_particulars(text: str) -> Particulars | None:
    """What *text* tells where it is nothing but particulars, or None."""
    if len(text) > _LONGEST or not text:
        return None
    if len(text) <= _LONGEST_ALONE:
        if (text[-1].isdigit() or text[-2:-1].isdigit()) and _ALONE.fullmatch(text):  # in a digit, or one and a letter
            return Particulars(case=text)
        department = _OF_DEPARTMENT.fullmatch(text) if text[0].isdigit() else None
        if department:
            return Particulars(case=department["case"])
        key = label_key(text[1:-1] if text[0] == "(" and text[-1] == ")" else text) if _may_be_mark(text) else ""
        if key in OPEN_WORDS or key in CLOSED_WORDS:  # "Lukket." is a sentence, and what was decided
            return None if text.endswith(".") else Particulars(closed=key in CLOSED_WORDS)
    start = text[:3].casefold()
    return _fields(text) if (start in _KEY_STARTS or start[:1] == "j") and _KEY.match(text) else None


def _may_be_mark(text: str) -> bool:
    """Whether *text* begins like one of OPEN_WORDS or CLOSED_WORDS, with or without marks around it."""
    return text[0] in _MARK_STARTS or not text[0].isalpha()


def _fields(text: str) -> Particulars | None:
    """The fields of a line that begins with the name of one."""
    found = list(_KEY.finditer(text))
    case = document = journal = None
    closed: bool | None = None
    kind: ItemType | None = None
    for at, key in enumerate(found):
        end = found[at + 1].start() if at + 1 < len(found) else len(text)
        value = text[key.end() : end].strip(" .,/:;|–-\t")
        if key["open"]:
            closed = not key["open"].casefold().startswith(("å", "o"))
            number = CASE_NUMBER.match(value)
            case = case or (number[0] if number else None)
            if value and not number:
                return None
        elif key["type"]:
            said = label_key(value)
            kind = TYPE_WORDS.get(said, kind)
            closed = said in CLOSED_WORDS if said in CLOSED_WORDS or said in OPEN_WORDS else closed
        elif key["case"] or key["document"] or key["journal"]:
            number = CASE_NUMBER.match(value)
            if value and not number and not re.fullmatch(r"[\w./-]{2,40}", value):
                return None
            if number and len(value) > number.end() + 40:
                return None
            name = number[0] if number else value or None
            case, document, journal = (
                case or (name if key["case"] else None),
                document or (name if key["document"] else None),
                journal or (name if key["journal"] else None),
            )
        elif len(value) > 60:
            return None
    return Particulars(case, document, journal, closed, kind)


def split_document_number(text: str) -> tuple[str | None, str]:
    """A document number that stands before an attachment's title, and the title: ("330-2026-44210", "Oplæg …")."""
    if not text[:1].isdigit() and not text.startswith("["):
        return None, text
    alone = _DOCUMENT_ALONE.match(text)
    if alone:
        return alone["number"], ""
    first = _DOCUMENT_FIRST.match(text)
    if first:
        return first["number"], first["title"]
    return None, text


def without_links(text: str) -> str:
    """*text* with Markdown links reduced to what they show."""
    return _LINK.sub(r"\1", text) if "](" in text else text


def is_title_text(text: str) -> bool:
    """Whether *text* may be a title: no particulars, but for "Lukket punkt", which is often all that is printed."""
    return not find_particulars(text) or label_key(text) in CLOSED_WORDS
