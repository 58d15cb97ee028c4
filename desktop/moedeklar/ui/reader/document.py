"""The document of one agenda item, built from its sections by code: what is recommended and decided first."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QFont, QTextDocument, QTextOption

from moedeklar.model.agenda import AgendaItem, Role, Section
from moedeklar.model.announced import Coming
from moedeklar.model.text import bare
from moedeklar.model.views import AttachmentView, FileState, ItemView
from moedeklar.ui.reader import words
from moedeklar.ui.reader.corrected import add_mark, set_item_marks, set_uncertain
from moedeklar.ui.reader.positions import Positions
from moedeklar.ui.reader.proceedings import set_coming, set_earlier, set_proceedings
from moedeklar.ui.reader.writer import INTERFACE_LINE, Look, Writer, spaced
from moedeklar.ui.theme.fonts import Size
from moedeklar.wording.findings import recognised_sentence
from moedeklar.wording.language import _
from moedeklar.wording.names import item_title
from moedeklar.wording.retention import expiry_sentence

ATTACHMENT_LINK = "attachment:"


@dataclass(frozen=True, slots=True)
class BuiltItem:
    """A document and the map between it and the item's sections."""

    document: QTextDocument
    positions: Positions


@dataclass(frozen=True, slots=True)
class Around:
    """What the document needs to know of the meeting: its committee, and the coming cases that the item announces.

    `whole` says that the document was not understood: the item is all of its text.
    """

    committee: str
    coming: tuple[Coming, ...] = ()
    whole: bool = False


def build_item(view: ItemView, around: Around, look: Look) -> BuiltItem:
    """Set *view* as a document. UI thread; a few milliseconds for a long item."""
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    document.setDocumentMargin(0)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    document.setDefaultTextOption(option)
    document.setDefaultFont(look.reading())
    writer = Writer(document, look)
    setter = _ItemSetter(writer, view, around)
    setter.head()
    setter.reading()
    set_item_marks(writer, view, whole=around.whole)
    if view.row.closed and not view.content.text:
        setter.closed()
    else:
        setter.cards()
        set_proceedings(writer, view.content)
        setter.sections()
        setter.announcements()
        set_coming(writer, around.coming, bare(view.content.text))
        setter.bare()
        set_earlier(writer, view.earlier, around.committee)
        setter.attachments()
    writer.finish()
    return BuiltItem(document, Positions(writer.pieces))


class _ItemSetter:
    """The parts of an item's document, in the order in which they are read."""

    def __init__(self, writer: Writer, view: ItemView, around: Around) -> None:
        self._writer = writer
        self._look = writer.look
        self._ink = writer.look.palette
        self._view = view
        self._item: AgendaItem = view.content
        self._around = around
        self._sections = list(view.content.keyed_sections())

    def head(self) -> None:
        """The line over the title, and the title."""
        parts = []
        if self._item.number:
            parts.append(_("Item {number}").format(number=self._item.number))
        if self._item.case_number:
            parts.append(_("Case {number}").format(number=self._item.case_number))
        if self._item.type is not None:
            parts.append(words.type_word(self._item.type))
        self._writer.block(
            " · ".join(parts), self._look.interface(Size.SMALL), self._ink.mute, spaced(0, 4, INTERFACE_LINE)
        )
        title = self._look.interface(Size.TITLE, QFont.Weight.Bold)
        title.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 98.5)
        self._writer.block(
            item_title(self._view.row.title, closed=self._view.row.closed),
            title,
            self._ink.ink,
            spaced(0, 8, 100),
            heading=1,
        )

    def reading(self) -> None:
        """What to know of a text that was read off pictures."""
        if self._view.recognised:
            font = self._look.interface(Size.SMALL)
            self._writer.block(recognised_sentence(), font, self._ink.warn, spaced(0, 8, INTERFACE_LINE))

    def closed(self) -> None:
        """A calm sentence in place of a text that is not published, or that was removed."""
        said = _("This item is closed: it is treated behind closed doors, and its text is not in the published agenda.")
        if self._view.expiry is not None:
            said = expiry_sentence(self._view.expiry) + "."
        self._writer.block(said, self._look.reading(), self._ink.mute, spaced(0, 0))
        if self._view.expiry is not None:
            self.attachments()

    def cards(self) -> None:
        """Recommendation and decision."""
        for key, section in self._sections:
            if section.role is Role.RECOMMENDATION and section.text:
                label = words.recommendation_label(section)
                self._card("rec", label, self._ink.rec_ink, key, section)
        decided = [(key, section) for key, section in self._sections if section.role is Role.DECISION and section.text]
        for key, section in decided:
            outcome = self._item.outcome if section is decided[-1][1] else None
            label = words.decision_label(section, self._around.committee, outcome)
            self._card("dec", label, self._ink.dec_ink, key, section)
        self._writer.gap(6)

    def sections(self) -> None:
        """All other sections in the document's order."""
        for key, section in self._sections:
            if section.role in (Role.RECOMMENDATION, Role.DECISION) or not section.text:
                continue
            uncertain = section.role is Role.OTHER and not section.heading and not section.corrected
            if uncertain and not self._around.whole:
                set_uncertain(self._writer, key)
            self._heading(words.section_heading(section) or (_("Text") if section.corrected else ""))
            add_mark(self._writer, section, self._view.corrections)
            self._writer.section(key, section.block_offsets())

    def announcements(self) -> None:
        """Numbered announcements, where the sections do not hold them already."""
        shown = bare(self._item.text)
        fresh = [sub for sub in self._item.sub_items if bare(sub.text or sub.title)[:80] not in shown]
        if fresh:
            self._heading(_("Announcements"))
        for sub in fresh:
            self._strong(f"{sub.number} {sub.title}".strip())
            if sub.text:
                self._writer.block(sub.text, self._look.reading(), self._ink.ink, spaced(0, 10))

    def bare(self) -> None:
        """Say so where a title is all there is."""
        item = self._item
        if not (item.text or item.sub_items or item.votes or item.absent or item.presence or self._around.coming):
            said = _("The papers hold no text on this item.")
            self._writer.block(said, self._look.reading(), self._ink.mute, spaced(0, 10))

    def attachments(self) -> None:
        """Attachments as named in the document, those that are here as links."""
        if not self._view.attachments:
            return
        self._heading(_("Attachments"))
        for attachment in self._view.attachments:
            self._attachment(attachment)

    def _attachment(self, view: AttachmentView) -> None:
        here = view.state is FileState.PRESENT
        can_come = view.state in (FileState.WAITING, FileState.FAILED)
        font = self._look.interface(Size.BODY)
        self._writer.block("", font, self._ink.ink, spaced(0, 0, INTERFACE_LINE))
        colour = self._ink.accent if here else self._ink.ink
        self._writer.text(view.title, font, colour, ATTACHMENT_LINK + view.id if here else "")
        small = self._look.interface(Size.SMALL)
        self._writer.block(words.attachment_line(view), small, self._ink.mute, spaced(1, 9, INTERFACE_LINE))
        if can_come:
            self._writer.text(" · ", small, self._ink.mute)
            self._writer.text(words.fetch_now(), small, self._ink.accent, ATTACHMENT_LINK + view.id)

    def _card(self, kind: str, label: str, colour: str, key: str, section: Section) -> None:
        self._writer.begin_card(kind)
        font = self._look.interface(Size.LABEL, QFont.Weight.Bold)
        font.setCapitalization(QFont.Capitalization.AllUppercase)
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 104)
        self._writer.block(label, font, colour, spaced(0, 4, INTERFACE_LINE), heading=2)
        add_mark(self._writer, section, self._view.corrections)
        self._writer.section(key, section.block_offsets(), inside_card=True)
        self._writer.end_card()

    def _heading(self, text: str) -> None:
        if text:
            self._writer.heading(text)

    def _strong(self, text: str) -> None:
        font = self._look.interface(Size.BODY, QFont.Weight.DemiBold)
        self._writer.block(text, font, self._ink.ink, spaced(4, 3, INTERFACE_LINE), heading=3)
