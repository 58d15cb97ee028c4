"""What is said of corrections: the quiet marks in the text, and the sentences of offers. Also what is uncertain."""

from __future__ import annotations

from collections.abc import Iterable

from moedeklar.model.agenda import Role, Section
from moedeklar.model.corrections import Correction, CorrectionKind, Similar
from moedeklar.model.views import ItemView
from moedeklar.ui.reader.writer import INTERFACE_LINE, Writer, spaced
from moedeklar.ui.theme.fonts import Size
from moedeklar.wording.language import _, ngettext

CORRECTION_LINK = "correction:"
UNCERTAIN_LINK = "uncertain:"


def role_word(role: Role | None) -> str:
    """What a section was moved to, in the middle of a sentence."""
    words = {Role.RECOMMENDATION: _("the recommendation"), Role.DECISION: _("the decision")}
    return words.get(role, _("ordinary text")) if role is not None else _("ordinary text")


def correction_line(correction: Correction) -> str:
    """ "Høring: er indstillingen", "Delt her: Ny hal": a correction in a list of its own."""
    title = correction.home.title
    section = correction.section
    if correction.kind is CorrectionKind.ROLE:
        name = (section.heading or section.words) if section is not None else ""
        return _("{title}: “{section}” is {role}").format(title=title, section=name, role=role_word(correction.role))
    if correction.kind is CorrectionKind.SPLIT:
        return _("{title}: “{new}” is an item of its own").format(title=title, new=correction.title)
    if correction.kind is CorrectionKind.JOIN:
        before = correction.before.title if correction.before is not None else ""
        return _("{title}: part of “{before}”").format(title=title, before=before)
    return _("{title}: called “{new}”").format(title=title, new=correction.title)


def similar_sentence(made: Correction, found: Similar) -> str:
    """Where else the same heading stands in the same role."""
    heading = made.section.heading if made.section is not None else ""
    if not found.meetings:
        return ngettext(
            "“{heading}” stands like that in {n} other section of this meeting. Is it {role} there too?",
            "“{heading}” stands like that in {n} other sections of this meeting. Is it {role} there too?",
            found.sections,
        ).format(heading=heading, n=found.sections, role=role_word(made.role))
    return ngettext(
        "“{heading}” stands like that in {n} other meeting of this committee. Is it {role} there too?",
        "“{heading}” stands like that in {n} other meetings of this committee. Is it {role} there too?",
        found.meetings,
    ).format(heading=heading, n=found.meetings, role=role_word(made.role))


def offer_sentence(correction: Correction) -> str:
    """What was done in another meeting and may be right here."""
    heading = correction.section.heading if correction.section is not None else ""
    return _("In an earlier meeting you said that “{heading}” is {role}. Is it so here too?").format(
        heading=heading, role=role_word(correction.role)
    )


def set_item_marks(writer: Writer, view: ItemView, *, whole: bool) -> None:
    """Under the title: what of the item was corrected, and that a document was not understood at all (*whole*)."""
    known = {one.id: one for one in view.corrections}
    for correction in (known[one] for one in view.content.corrected if one in known):
        _mark(writer, _done_to_item(correction), correction)
    if whole and not view.content.corrected:
        words = _("How this document is built was not understood: all of its text stands here.")
        _uncertain(writer, words, _("Correct the reading…"), next(iter(dict(view.content.keyed_sections())), ""))


def add_mark(writer: Writer, section: Section, corrections: Iterable[Correction]) -> None:
    """Behind a heading: that the member gave the section its role, and the way back."""
    correction = next((one for one in corrections if one.id == section.corrected), None)
    if correction is None:
        return
    look, ink = writer.look, writer.look.palette
    font = look.interface(Size.SMALL)
    said = _("as in other meetings of the committee") if correction.everywhere else _("corrected by you")
    writer.text(f"   {said} · ", font, ink.mute)
    writer.text(_("undo"), font, ink.accent, CORRECTION_LINK + correction.id)


def set_uncertain(writer: Writer, key: str) -> None:
    """Over a section that stands under no label: that what it is for is not known, and the way to say it."""
    _uncertain(writer, _("No heading tells what this is."), _("Say what it is…"), key)


def _done_to_item(correction: Correction) -> str:
    return {
        CorrectionKind.TITLE: _("Title corrected by you"),
        CorrectionKind.SPLIT: _("Split by you"),
        CorrectionKind.JOIN: _("Joined by you"),
        CorrectionKind.ROLE: _("Corrected by you"),
    }[correction.kind]


def _mark(writer: Writer, said: str, correction: Correction) -> None:
    look, ink = writer.look, writer.look.palette
    font = look.interface(Size.SMALL)
    writer.block(f"{said} · ", font, ink.mute, spaced(0, 4, INTERFACE_LINE))
    writer.text(_("undo"), font, ink.accent, CORRECTION_LINK + correction.id)


def _uncertain(writer: Writer, said: str, way: str, key: str) -> None:
    look, ink = writer.look, writer.look.palette
    font = look.interface(Size.SMALL)
    writer.block(f"{said} ", font, ink.mute, spaced(10, 4, INTERFACE_LINE))
    writer.text(way, font, ink.accent, UNCERTAIN_LINK + key)
