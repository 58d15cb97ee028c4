"""Text copied out of a PDF viewer, one line a page: taken apart before labels, particulars and headings of items.

Where a label has no colon, a capital letter after it tells that text follows. Items are told by a number with a dot,
and without one by number and first word standing in the document twice: in its contents and where the item begins.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from moedeklar.agenda.dates import MONTH_PATTERN
from moedeklar.agenda.later import later
from moedeklar.agenda.titles import without_leader
from moedeklar.agenda.vocabulary import ATTACHMENT_LABELS, FRONT_FIELDS, LABELS
from moedeklar.model.text import bare

LONG = 160  # characters: a shorter line is hardly a whole page
HEADING_WORDS = (
    r"(?:Sagsfremstilling|Sagsbeskrivelse|Sagsresum[eé]|Resum[eé]|Indstillinger|Indstilling|Beslutninger"
    r"|Beslutning|Bilag|Økonomiske konsekvenser|Økonomi og finansiering|Økonomi"
    r"|Lovgrundlag|Retsgrundlag|Indledning/Baggrund|Baggrund|Beslutningstema|Vurdering|Redegørelse|Sagsforløb"
    r"|Beslutningskompetence|Kompetence|Høring|Historik)"
)
_CAPITALS = (
    r"(?:[A-ZÆØÅ]{3,}S )?(?:SAGSFREMSTILLING|SAGSBESKRIVELSE|RESUM[EÉ]|INDSTILLING(?:ER)?"
    r"|BESLUTNING|BILAG|VURDERING"
    r"|ØKONOMI(?:SKE KONSEKVENSER)?|LOVGRUNDLAG|RETSGRUNDLAG|BAGGRUND|REDEGØRELSE|HØRING|SAGENS KERNE|SAGEN)"
)
_LABELS_OF_A_PAGE = 3
_WORDS_OF_A_HEAD = 3
_LETTERS_OF_A_TITLE = 6
_BODY = (
    r"(?:(?:[A-ZÆØÅ][\wæøå]*-(?:,| og| &) ?){0,3}[A-ZÆØÅ][\wæøå-]*(?:udvalget|rådet|bestyrelsen|nævnet|direktionen)"
    r"|Byrådet|Kommunalbestyrelsen|Direktionen|Udvalget for [A-ZÆØÅ][\wæøå-]+(?: og [A-ZÆØÅ]?[\wæøå-]+)?)"
)
_DAY = rf"(?:\d{{1,2}}\. ?{MONTH_PATTERN} ?[12]\d{{3}}|\d{{1,2}}[-.]\d{{1,2}}[-.][12]\d{{3}})"
_NAMING = rf"{_BODY}(?:s møde)? (?:den )?{_DAY},? (?:pkt\.|punkt|Punkt) \d+:?"
_DECISION = rf"Beslutning(?:er)?(?: (?:i|fra|af))?(?: {_BODY})? (?:den |d\. )?{_DAY}:?"
_TREATED = (
    rf"(?<=[.:;)]\s){_BODY} den {_DAY}(?=\s+[A-ZÆØÅ\d])"  # "… vedtages. Økonomiudvalget den 9. oktober 2026 Ad 1."
)
_OPENNESS = r"(?<!\d\.\s)(?:Åben|Lukket) sag\b(?!\s*[-–:])"
_GROUP = r"(?:[A-ZÆØÅ]{3,}-(?:,| OG| &) ?){0,3}[A-ZÆØÅ]*(?:UDVALGET|BESTYRELSEN|RÅDET|SAGER)"
_DOORS = r"(?:Åben|Lukket) dagsorden|(?:Åbne|Lukkede) (?:sager|punkter)"
_COLONED = "|".join(
    re.escape(word[:1].upper() + word[1:]).replace("resume", "resum[eé]").replace("Resume", "Resum[eé]")
    for word in sorted({*LABELS, *ATTACHMENT_LABELS, *FRONT_FIELDS}, key=len, reverse=True)
    if len(word) > 3
)
_BREAK = later(
    rf"(?:(?<=^)|(?<=[\s.:;)]))(?=[A-ZÆØÅ\d])(?:"
    rf"{_DECISION}|(?:{_COLONED}):|{_CAPITALS}(?=:|\s)|SAG NR\. \d+|{_TREATED}|{HEADING_WORDS}(?=\s+[A-ZÆØÅ])"
    rf"|{_OPENNESS}|Sags?(?:nr\.|nummer|id\.):?|Dok\.?nr\.:?|Sagen afgøres (?:i|af):?|J(?:ournal)?\.? ?nr\.:?"
    r"|(?:Sagsoversigt|Indholdsfortegnelse|INDHOLDSFORTEGNELSE|REFERAT|DAGSORDEN)\b"
    rf"|{_NAMING}|Det (?:indstilles|foreslås)\b|Mødet (?:hævet|slut|sluttede|afsluttet)\b"
    rf"|{_GROUP}(?=\s+\d{{1,3}}\. [A-ZÆØÅ])|(?:{_DOORS})(?=\s+(?:Side\s+)?\d{{1,4}}\.? +[A-ZÆØÅ])"
    rf"|(?<!Ad )(?<!ad )\d{{1,3}}\. (?!{MONTH_PATTERN})(?=[A-ZÆØÅ][a-zæøå])"
    r")",
)
_SIGNS = later(  # fewer words, since all long lines of all documents are asked
    rf"(?<=[\s.:;)])(?:{_CAPITALS}(?=\s)|{HEADING_WORDS}(?::|(?=\s+[A-ZÆØÅ]))|{_OPENNESS}|Sags?(?:nr\.|nummer|id\.):?"
    r"|(?:Mødested|Mødedato|Mødetidspunkt|Medlemmer|Deltagere|Fraværende|Afbud):|Indholdsfortegnelse\b"
    rf"|Det (?:indstilles|foreslås)\b|INDHOLDSFORTEGNELSE\b|\d{{1,3}}\. (?!{MONTH_PATTERN})(?=[A-ZÆØÅ][a-zæøå]))"
)
# What ends a line as well as beginning one.
_ENDS = later(
    rf"(?:{_CAPITALS}:?(?=\s)|{_BODY} den {_DAY}(?=\s)|{_NAMING}(?=\s)"
    rf"|{_DECISION}(?=\s)|{_OPENNESS}|(?:Sags?|Dok\.?)(?:nr\.|nummer|id\.):?\s*[\w./-]+"
    rf"|{_GROUP}(?=\s)|(?:{_DOORS})(?=\s+\d)|(?:{_DOORS})\s+Side(?=\s)"
    rf"|(?:REFERAT|DAGSORDEN)\b"
    r"|\d{1,3}\. (?:Meddelelser|Eventuelt|Godkendelse af (?:dagsorden|referat)(?:en|et)?)(?=\s[A-ZÆØÅ])"
    rf"|(?:Beslutninger|Beslutning) {_BODY} den(?=\s[A-ZÆØÅ]|$)|{HEADING_WORDS}:?(?=\s+[A-ZÆØÅ]))"
)
_PAGE_HEAD = later(r"^\d{1,3}(?:\s+|$)(?:.{0,80}?\bSide \d{1,3}\s+)?(?=\S|$)")
_PAGE = later(r"\s+\d{1,3}$")
_PAGE_FOOT = later(r"\s+Side \d{1,3}(?: af \d{1,3})?\s*$")
_NUMBERED = later(
    r"(?<!\S)(?<!kl\.\s)(?<!nr\.\s)(?<!pkt\.\s)(?<!Side\s)(?!(?:19|20)\d\d\s)(?P<number>\d{1,4}\.?)\s+"
    r"(?:[A-ZÆØÅ]\s+(?=[A-ZÆØÅ]))?(?=[A-ZÆØÅ])"
)


@dataclass(slots=True)
class Pages:
    """The pages of a document as one line each, for taking them apart. `titles` are those met in the contents."""

    head: str = ""
    known: set[tuple[str, str]] = field(default_factory=set)
    titles: dict[tuple[str, str], str] = field(default_factory=dict)

    def parts(self, text: str) -> Iterator[str]:
        """The lines that *text*, a page, was made of; its number and running header are left out."""
        start = _without_head(text, self.head)
        places = {found.start() for found in _BREAK.finditer(text, start)}
        places |= {found.start() for found in _NUMBERED.finditer(text, start) if _key(text, found) in self.known}
        foot = _PAGE_FOOT.search(text, start)
        places = {place for place in places if not foot or place < foot.start()}
        for begin, end in pairwise(sorted({start, *places, foot.start() if foot else len(text)})):
            part = text[begin:end].strip()
            ended = self._title(part) or _end(part)
            if 0 < ended < len(part):
                yield part[:ended]
                part = part[ended:].strip()
            if not part.isdigit():
                yield part

    def _title(self, part: str) -> int:
        """Where the title ends that *part* begins with, by what the contents say; 0 where they say nothing."""
        found = _NUMBERED.match(part)
        key = _key(part, found) if found else None
        if found is None or key not in self.known:
            return 0
        printed = part[found.end() :]
        listed = self.titles.setdefault(key, _PAGE.sub("", without_leader(printed)))
        return found.end() + len(listed) if printed.startswith(f"{listed} ") and not _PAGE.fullmatch(part) else 0


def is_page(text: str) -> bool:
    """Whether *text* is a page that lost its line breaks."""
    return len(text) > LONG // 2 and sum(1 for _ in _SIGNS.finditer(text)) >= _LABELS_OF_A_PAGE


def read_pages(texts: Sequence[str]) -> Pages:
    """What the pages among *texts* have in common: a running header, and items that the contents list."""
    found: Counter[tuple[str, str]] = Counter()
    for text in texts:
        found.update(_key(text, number) for number in _NUMBERED.finditer(text))
    known = {key for key, times in found.items() if times > 1 and key[1]}
    return Pages(_common_head([text for text in texts if len(text) > LONG // 2]), known)


def _common_head(texts: Iterable[str]) -> str:
    """The words with which most pages begin after their number, but for the first."""
    pages = [_PAGE_HEAD.sub("", text).split() for text in texts][1:]
    heads: Counter[str] = Counter()
    for words, after in pairwise(pages):
        same = next((at for at, (a, b) in enumerate(zip(words, after, strict=False)) if a != b), 0)
        if same >= _WORDS_OF_A_HEAD:
            heads[" ".join(words[:same])] += 1
    head, times = heads.most_common(1)[0] if heads else ("", 0)
    return head if times * 2 >= len(pages) - 1 else ""


def _without_head(text: str, head: str) -> int:
    found = _PAGE_HEAD.match(text)
    start = found.end() if found else 0
    return start + len(head) if head and text.startswith(head, start) else start


def _key(text: str, found: re.Match[str]) -> tuple[str, str]:
    """Number and first words of what may be an item's heading; no words where it is a label."""
    words = ""
    for word in text[found.end() : found.end() + 60].split():
        words += bare(word)
        if len(words) >= _LETTERS_OF_A_TITLE:
            break
    return found["number"].rstrip("."), "" if words in LABELS else words


def _end(part: str) -> int:
    ended = _ENDS.match(part)
    return ended.end() if ended else 0
