"""What a letter needs from the store, and its setting on paper by the PDF process."""

from __future__ import annotations

from datetime import date

from moedeklar.member.letter import PAPER, PAPER_CSS, LetterFacts, heading, letter_html, plain_date
from moedeklar.member.rules import NOTHING, addressed_rule
from moedeklar.model.organisation import Preset
from moedeklar.model.requests import RequestDraft
from moedeklar.model.text import committee_key
from moedeklar.model.views import HitKind
from moedeklar.pdf.client import PdfClient
from moedeklar.pdf.types import LetterFont
from moedeklar.resources import resource_path
from moedeklar.store import requests as rows
from moedeklar.store.database import Database

FONT_FAMILY = "Source Serif 4"
_FONTS = (("Regular", False, False), ("Bold", True, False), ("It", False, True), ("BoldIt", True, True))


def letter_facts(db: Database, draft: RequestDraft, day: date, preset: Preset = NOTHING) -> LetterFacts:
    """Meeting, recipient and references of *draft*, for a letter written on *day*. What is not known is left out."""
    meeting = rows.meeting_start(db, draft.meeting_id) if draft.meeting_id else None
    found = (rows.referred(db, reference) for reference in draft.references)
    references = tuple(reference_words(one, draft.committee) for one in found if one is not None)
    recipient = addressed_rule(db, draft.committee, preset).recipient
    return LetterFacts(day, meeting, recipient, references, draft.attachment_names)


def reference_words(found: rows.Referred, own_committee: str) -> str:
    """ "Punkt 5, 12. januar 2021: Indsats for unge", with the committee where it is another one.

    A closed item is named by number and day only: its title may not be for everyone who opens the letter. So is an
    attachment that is not public, without its title.
    """
    place = [f"Punkt {found.number}" if found.number else "Punkt"]
    if found.committee and committee_key(found.committee) != committee_key(own_committee):
        place.append(found.committee)
    if found.start is not None:
        place.append(plain_date(found.start.day))
    words = ", ".join(place)
    if found.kind is HitKind.ATTACHMENT:
        told = f"Bilag til {words[0].lower()}{words[1:]}"
        return told if found.closed else f"{told}: {found.words}"
    if found.closed:
        return words
    quote = f" (”{found.words}”)" if found.words else ""
    return f"{words}: {found.item_title}{quote}"


def set_letter(pdf: PdfClient, draft: RequestDraft, facts: LetterFacts) -> bytes:
    """The letter as a PDF with the reading font embedded. Raises DocumentError."""
    fonts = [
        LetterFont(FONT_FAMILY, resource_path(f"fonts/SourceSerif4-{style}.ttf").read_bytes(), bold=bold, italic=italic)
        for style, bold, italic in _FONTS
    ]
    author = ", ".join(person.name for person in draft.requesters)
    html = letter_html(draft, facts, PAPER)
    return pdf.set_html(html, PAPER_CSS, title=heading(draft), author=author, fonts=fonts)
