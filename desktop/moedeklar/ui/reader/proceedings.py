"""What happened at an item besides its decision, and where the case was before and comes again, set under the cards."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QFont

from moedeklar.model.agenda import AgendaItem
from moedeklar.model.announced import Coming
from moedeklar.model.text import bare
from moedeklar.model.views import Earlier
from moedeklar.ui.reader import words
from moedeklar.ui.reader.writer import INTERFACE_LINE, Writer, spaced
from moedeklar.ui.theme.fonts import Size
from moedeklar.wording.language import _
from moedeklar.wording.proceedings import expected_at, proceedings

MEETING_LINK = "meeting:"  # "meeting:ID" or "meeting:ID/ITEM"


def set_proceedings(writer: Writer, item: AgendaItem) -> None:
    """Votes, reservations and statements, who was absent, came, left or was disqualified, and what was handed out."""
    lines = list(proceedings(item))
    if lines:
        writer.gap(8)
    for number, (label, text) in enumerate(lines):
        look, ink = writer.look, writer.look.palette
        below = 12 if number == len(lines) - 1 else 3
        font = look.interface(Size.BODY, QFont.Weight.DemiBold)
        writer.block(label, font, ink.mute, spaced(0, below, INTERFACE_LINE))
        writer.text("  " + text, look.interface(Size.BODY), ink.ink)


def set_coming(writer: Writer, coming: Iterable[Coming], shown: str) -> None:
    """The coming cases with when they are expected: those of which that is known, or that the text does not hold.

    *shown* is the bare text of the item's sections.
    """
    told = [one for one in coming if expected_at(one.case) or bare(one.case.title)[:80] not in shown]
    if told:
        listed = all(bare(one.case.title)[:80] in shown for one in told)
        writer.heading(_("When they are expected") if listed else _("Coming cases"))
    for one in told:
        link = f"{MEETING_LINK}{one.meeting_id}" if one.meeting_id else ""
        _linked(writer, one.case.title, expected_at(one.case), link)


def set_earlier(writer: Writer, earlier: Iterable[Earlier], committee: str) -> None:
    """Earlier treatments, those whose meeting is here as links."""
    found = list(earlier)
    if found:
        writer.heading(_("Treated before"))
    for one in found:
        _linked(writer, words.earlier_line(one, committee), words.earlier_under(one), meeting_link(one))


def meeting_link(earlier: Earlier) -> str:
    """The link to an earlier treatment, "" where it is not here."""
    if earlier.meeting_id is None:
        return ""
    return f"{MEETING_LINK}{earlier.meeting_id}" + (f"/{earlier.item_id}" if earlier.item_id else "")


def _linked(writer: Writer, text: str, under: str, link: str) -> None:
    look, ink = writer.look, writer.look.palette
    font = look.interface(Size.BODY)
    writer.block("", font, ink.ink, spaced(0, 0 if under else 9, INTERFACE_LINE))
    writer.text(text, font, ink.accent if link else ink.ink, link)
    if under:
        writer.block(under, look.interface(Size.SMALL), ink.mute, spaced(1, 9, INTERFACE_LINE))
