"""The letter that asks for an item on an agenda (anmodningssag), as HTML: one text for the preview and the PDF.

The letter goes to a Danish municipality and is in Danish whatever language the program speaks. Everything a person
typed is escaped; the HTML is the small subset that both Qt's rich text and MuPDF's Story set alike.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from moedeklar.model.moments import LocalStart
from moedeklar.model.requests import RequestDraft, Requester
from moedeklar.model.text import canonical, split_term

# The letter is Danish even where the window is English, so it cannot use wording.dates, which follows the window.
_DAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
_MONTHS = (
    *("januar", "februar", "marts", "april", "maj", "juni"),
    *("juli", "august", "september", "oktober", "november", "december"),
)
_BODIES = (
    ("kommunalbestyrelse", "kommunalbestyrelsens"),
    ("bestyrelse", "bestyrelsens"),
    ("byråd", "byrådets"),
    ("regionsråd", "regionsrådets"),
    ("borgerrepræsentation", "borgerrepræsentationens"),
    ("udvalg", "udvalgets"),
    ("råd", "rådets"),
    ("nævn", "nævnets"),
)
_ROLES = {"chair": "formand", "vice-chair": "næstformand", "deputy chair": "næstformand", "member": "medlem"}
_PARAGRAPHS = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_POINT_START = re.compile(r"^\s*(?:\d+[.)]|[-–•*])?\s*at\s+", re.IGNORECASE)
_READY_TITLE = re.compile(r"anmodning(?:ssag)?\b", re.IGNORECASE)

PAPER_CSS = """
body { font-family: "Source Serif 4", serif; font-size: 11.5pt; line-height: 1.45; color: #1c2430; }
p { margin-top: 0; margin-bottom: 9pt; }
p.date { text-align: right; color: #5b6470; margin-bottom: 18pt; }
p.recipient { margin-bottom: 20pt; }
h1 { font-size: 16pt; font-weight: bold; margin-top: 0; margin-bottom: 16pt; }
h2 { font-size: 11.5pt; font-weight: bold; margin-top: 14pt; margin-bottom: 4pt; }
ol, ul { margin-top: 0; margin-bottom: 9pt; }
li { margin-bottom: 3pt; }
p.signature { margin-top: 30pt; margin-bottom: 0; }
"""
# The same in what Qt's rich text understands: margins in pixels, a line height of the font's own line distance.
_SCREEN_CSS = """
body { font-family: "Source Serif 4", serif; font-size: 11.5pt; color: #1c2430; }
p { margin-top: 0px; margin-bottom: 11px; line-height: 114%; }
p.date { color: #5b6470; margin-bottom: 22px; }
p.recipient { margin-bottom: 24px; }
p.title { font-size: 16pt; margin-bottom: 20px; }
p.head { margin-top: 16px; margin-bottom: 5px; }
ol, ul { margin-top: 0px; margin-bottom: 11px; }
li { margin-bottom: 4px; line-height: 114%; }
p.signature { margin-top: 36px; margin-bottom: 0px; }
"""


@dataclass(frozen=True, slots=True)
class Look:
    """How a letter is dressed: its style, and the tags around its title and its headings."""

    css: str
    title: tuple[str, str]
    head: tuple[str, str]


PAPER = Look(PAPER_CSS, ("<h1>", "</h1>"), ("<h2>", "</h2>"))
# Qt sets headings in multiples of the window's own font, whatever the style says, so they are paragraphs there.
SCREEN = Look(_SCREEN_CSS, ('<p class="title"><b>', "</b></p>"), ('<p class="head"><b>', "</b></p>"))


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What a letter needs besides the draft: the day it is written, the meeting, to whom it goes, and references.

    `recipient` is as the committee's rule says ("borgmesteren"), "" for the committee's secretariat. `references` and
    `attachments` are words for the draft's ids.
    """

    day: date
    meeting: LocalStart | None = None
    recipient: str = ""
    references: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()


def letter_html(draft: RequestDraft, facts: LetterFacts, look: Look = SCREEN) -> str:
    """The letter as a whole HTML document, style included. Never fails: what is not written yet is left out."""
    parts = [
        f'<p class="date" align="right">{plain_date(facts.day)}</p>',
        f'<p class="recipient"><b>{_text(_recipient(draft.committee, facts.recipient))}</b></p>',
        _text(heading(draft)).join(look.title),
        f"<p>{_text(opening(draft, facts.meeting))}</p>",
        *_quoted(draft.text),
        f"<p>Ønsket behandling: {_text(draft.treatment.value)}</p>",
        *_recommendation(draft.recommendation),
        *_headed(look, "Begrundelse", _paragraphs(draft.reason)),
        *_listed(look, "Henvisninger", facts.references),
        *_listed(look, "Bilag", facts.attachments),
        *_signatures(draft.requesters),
    ]
    title = _text(heading(draft))
    return (
        f'<!DOCTYPE html><html lang="da"><head><meta charset="utf-8"/><title>{title}</title>'
        f"<style>{look.css}</style></head><body>{''.join(parts)}</body></html>"
    )


def heading(draft: RequestDraft) -> str:
    """ "Anmodningssag vedr. social kontrol"; the title itself where it already says that it is a request."""
    title = canonical(draft.title)
    if not title:
        return "Anmodningssag"
    if _READY_TITLE.match(title):
        return title
    return f"Anmodningssag vedr. {_inside_sentence(title, draft)}"


def opening(draft: RequestDraft, meeting: LocalStart | None) -> str:
    """ "Formandskabet X (C) og Y (Ø) anmoder om, at følgende sag optages på dagsordenen for udvalgets møde …:"."""
    body = _body_of(draft.committee)
    if meeting is None:
        when = f"{body} næste møde"
    else:
        when = f"{body} møde {_DAYS[meeting.day.weekday()]} den {plain_date(meeting.day)}"
        if meeting.clock is not None:
            when += f" kl. {datetime.combine(meeting.day, meeting.clock):%H.%M}"
    return f"{asking(draft.requesters)} anmoder om, at følgende sag optages på dagsordenen for {when}:"


def asking(requesters: Sequence[Requester]) -> str:
    """Who asks, as the sentence's subject: chair and vice-chair together are "Formandskabet"."""
    people = [person for person in requesters if person.name.strip()]
    if not people:
        return "Undertegnede"
    lead = [next((p for p in people if _role(p) == role), None) for role in ("formand", "næstformand")]
    leaders = [person for person in lead if person is not None]
    if len(leaders) == 2:
        others = [person for person in people if person not in leaders]
        text = f"Formandskabet {_joined([_name(person) for person in leaders])}"
        return f"{text} samt {_joined([_named(person) for person in others])}" if others else text
    text = _joined([_named(person) for person in people])
    return text[:1].upper() + text[1:] if _role(people[0]) not in ("", "medlem") else text


def _inside_sentence(title: str, draft: RequestDraft) -> str:
    """*title* with a small first letter, unless its first word is an abbreviation or a name.

    A name is what the person's own words write with a capital inside a sentence, or what the committee's name holds.
    """
    first = re.match(r"[^\W\d_]+", title)
    if first is None or not first[0][1:].islower():
        return title
    word = re.escape(first[0])
    own = "\n".join((draft.text, draft.reason, *draft.recommendation))
    if re.search(rf"[\w,;] {word}\b", own) or re.search(rf"\b{word}\b", draft.committee):
        return title
    return title[0].lower() + title[1:]


def _recipient(committee: str, recipient: str) -> str:
    if recipient.strip():
        return f"Til {canonical(recipient)}"
    name = split_term(committee)[0] or "udvalget"
    if re.match(r"udvalg(et)? (for|til)\b", name, re.IGNORECASE) or len(name.split()) > 5:
        return f"Til sekretariatet for {name}"
    if name.endswith("udvalg"):
        name += "et"
    return f"Til {_genitive(name)} sekretariat"


def _genitive(name: str) -> str:
    return f"{name}'" if name[-1:].lower() in ("s", "x", "z") else f"{name}s"


def _body_of(committee: str) -> str:
    name = split_term(committee)[0].casefold()
    return next((form for word, form in _BODIES if word in name), "udvalgets")


def _role(person: Requester) -> str:
    role = canonical(person.role).casefold()
    role = _ROLES.get(role, role)
    return {"udvalgsformand": "formand", "næstformand for udvalget": "næstformand"}.get(role, role)


def _name(person: Requester) -> str:
    name, party = canonical(person.name), canonical(person.party)
    return f"{name} ({party})" if party else name


def _named(person: Requester) -> str:
    role = _role(person)
    return f"{role} {_name(person)}" if role and role != "medlem" else _name(person)


def _joined(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} og {names[-1]}"


def plain_date(day: date) -> str:
    """ "27. januar 2021", in Danish whatever the program speaks."""
    return f"{day.day}. {_MONTHS[day.month - 1]} {day.year}"


def _text(text: str) -> str:
    return html.escape("".join(mark for mark in text if mark in "\n\t" or mark.isprintable()))


def _paragraphs(text: str) -> list[str]:
    parts = _PARAGRAPHS.split(text.replace("\r\n", "\n").replace("\r", "\n"))
    return [_text(part.strip()).replace("\n", "<br/>") for part in parts if part.strip()]


def _quoted(text: str) -> list[str]:
    paragraphs = _paragraphs(text)
    if not paragraphs:
        return []
    paragraphs[0] = "”" + paragraphs[0]
    paragraphs[-1] += "”"
    return [f'<p class="quoted"><i>{paragraph}</i></p>' for paragraph in paragraphs]


def _recommendation(points: Sequence[str]) -> list[str]:
    texts = [_text(_POINT_START.sub("", canonical(point))) for point in points if canonical(point)]
    if not texts:
        return []
    if len(texts) == 1:
        return [f"<p>Det indstilles, at {texts[0]}</p>"]
    listed = "".join(f"<li>at {text}</li>" for text in texts)
    return ["<p>Det indstilles,</p>", f"<ol>{listed}</ol>"]


def _headed(look: Look, title: str, paragraphs: Sequence[str]) -> list[str]:
    return [title.join(look.head), *(f"<p>{paragraph}</p>" for paragraph in paragraphs)] if paragraphs else []


def _listed(look: Look, title: str, entries: Sequence[str]) -> list[str]:
    listed = "".join(f"<li>{_text(canonical(entry))}</li>" for entry in entries if canonical(entry))
    return [title.join(look.head), f"<ul>{listed}</ul>"] if listed else []


def _signatures(requesters: Sequence[Requester]) -> list[str]:
    """A line to sign on for each requester, drawn with characters since Qt's rich text draws no partial borders."""
    people = [person for person in requesters if person.name.strip()]
    names = [f"{_name(person)}, {_role(person)}" if _role(person) else _name(person) for person in people]
    return [f'<p class="signature">{"_" * 34}<br/>{_text(name)}</p>' for name in names]
