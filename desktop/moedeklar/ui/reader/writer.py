"""Sets blocks, cards, lists and tables into a QTextDocument, and notes where the sections' own text came to stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextOption,
    QTextTableFormat,
)

from moedeklar.model.agenda import Block, BlockKind, Run
from moedeklar.ui.reader.positions import Piece
from moedeklar.ui.theme.fonts import Fonts, Size
from moedeklar.ui.theme.palette import Palette

CARD = QTextFormat.Property.UserProperty + 1  # a frame's property: which card the view paints behind it
READING_LINE, INTERFACE_LINE = 112.0, 112.0  # per cent of the font's own line height
INDENT, GAP = 26.0, 14.0
_LISTS = (BlockKind.BULLET, BlockKind.NUMBERED)


@dataclass(frozen=True, slots=True)
class Look:
    """How the text is set: the colours and fonts of the theme, and the person's size for reading in per cent."""

    palette: Palette
    fonts: Fonts
    percent: int = 100

    def interface(self, size: Size, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """The interface font at *size*, grown with the reading size."""
        font = self.fonts.interface(size, weight)
        font.setPointSizeF(font.pointSizeF() * self.percent / 100)
        return font

    def reading(self) -> QFont:
        """The serif."""
        return self.fonts.reading(self.percent)

    def characters(self, font: QFont, colour: str) -> QTextCharFormat:
        """A char format of *font* and the colour "#rrggbb"."""
        made = QTextCharFormat()
        made.setFont(font)
        made.setForeground(QBrush(QColor(colour)))
        return made


def spaced(top: float, bottom: float, line: float = READING_LINE) -> QTextBlockFormat:
    """A block with space above and below in pixels; *line* is the line height in per cent."""
    made = QTextBlockFormat()
    made.setTopMargin(top)
    made.setBottomMargin(bottom)
    made.setLineHeight(line, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    return made


@dataclass
class Writer:
    """Writes at the end of *document*. `pieces` grows with the sections' text. UI thread."""

    document: QTextDocument
    look: Look
    pieces: list[Piece] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.cursor = QTextCursor(self.document)
        self._fresh = True

    def block(self, text: str, font: QFont, colour: str, form: QTextBlockFormat, *, heading: int = 0) -> None:
        """One block of the program's own words."""
        if heading:
            form.setHeadingLevel(heading)
        self._begin(form, self.look.characters(font, colour))
        self.cursor.insertText(text)

    def heading(self, text: str) -> None:
        """A heading over a part of the item."""
        font = self.look.interface(Size.HEADING, QFont.Weight.DemiBold)
        self.block(text, font, self.look.palette.ink, spaced(14, 6, INTERFACE_LINE), heading=2)

    def text(self, words: str, font: QFont, colour: str, link: str = "") -> None:
        """More words in the block begun last; with *link* an anchor that the view can be asked to follow."""
        form = self.look.characters(font, colour)
        if link:
            form.setAnchor(True)
            form.setAnchorHref(link)
        self.cursor.insertText(words, form)

    def section(self, key: str, blocks: Iterable[tuple[int, Block]], *, inside_card: bool = False) -> None:
        """The blocks of the section *key*, each with its offset in the section's text."""
        known = list(blocks)
        for number, (offset, block) in enumerate(known):
            last = inside_card and number == len(known) - 1
            if block.kind is BlockKind.TABLE:
                self._table(key, offset, block)
            elif block.kind is BlockKind.HEADING:
                font = self.look.interface(Size.BODY, QFont.Weight.DemiBold)
                self._begin(self._heading(block), self.look.characters(font, self.look.palette.ink))
                if block.marker:
                    self.text(f"{block.marker} ", font, self.look.palette.mute)
                self._piece(key, offset, block.text, (), font)
            else:
                following = known[number + 1][1].kind if number + 1 < len(known) else None
                listed = block.kind in _LISTS and following in _LISTS
                self._paragraph(key, offset, block, 0 if last else 5 if listed else 10)

    def begin_card(self, kind: str) -> None:
        """Everything up to `end_card` stands in a frame that the view paints as a card of *kind*."""
        form = QTextFrameFormat()
        form.setPadding(14)
        form.setBorder(0)
        form.setProperty(CARD, kind)
        self.gap(GAP)
        self.cursor.insertFrame(form)
        self._fresh = True

    def end_card(self) -> None:
        """Go on below the card."""
        self.cursor = self.document.rootFrame().lastCursorPosition()
        self._fresh = True

    def gap(self, height: float) -> None:
        """Room of *height* pixels. A block's own margins are lost where it touches a frame or a table."""
        flat = QTextBlockFormat()
        flat.setLineHeight(height, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        font = QFont(self.look.reading())
        font.setPointSizeF(1)
        self._begin(flat, self.look.characters(font, self.look.palette.ink))

    def finish(self) -> None:
        """Make the empty block that a frame leaves at the end take no room."""
        if self._fresh:
            self.gap(1)

    def _begin(self, form: QTextBlockFormat, characters: QTextCharFormat) -> None:
        if self._fresh:
            self.cursor.setBlockFormat(form)
            self.cursor.setBlockCharFormat(characters)
        else:
            self.cursor.insertBlock(form, characters)
        self.cursor.setCharFormat(characters)
        self._fresh = False

    def _paragraph(self, key: str, offset: int, block: Block, below: float) -> None:
        font, form = self.look.reading(), spaced(0, below)
        marked = block.marker or ("•" if block.kind is BlockKind.BULLET else "")
        if marked:
            hang = max(INDENT, QFontMetricsF(font).horizontalAdvance(marked) + 10)
            form.setLeftMargin(INDENT * (max(block.level, 1) - 1) + hang)
            form.setTextIndent(-hang)
            form.setTabPositions([QTextOption.Tab(hang, QTextOption.TabType.LeftTab)])
        self._begin(form, self.look.characters(font, self.look.palette.ink))
        if marked:
            self.text(f"{marked}\t", font, self.look.palette.mute)
        self._piece(key, offset, block.text, block.runs, font)

    @staticmethod
    def _heading(block: Block) -> QTextBlockFormat:
        form = spaced(12, 4, INTERFACE_LINE)
        form.setHeadingLevel(min(6, 2 + block.level))
        return form

    def _piece(self, key: str, offset: int, text: str, runs: tuple[Run, ...], font: QFont) -> None:
        """Insert canonical *text* unchanged, stretch by stretch as *runs* (offsets in *text*) set it."""
        self.pieces.append(Piece(key, offset, text, self.cursor.position()))
        ends = sorted({0, len(text), *(min(max(edge, 0), len(text)) for run in runs for edge in (run.start, run.end))})
        for start, end in pairwise(ends):
            here = [run for run in runs if run.start <= start and end <= run.end]
            shown = QFont(font)
            shown.setBold(font.bold() or any(run.bold for run in here))
            shown.setItalic(any(run.italic for run in here))
            self.cursor.insertText(text[start:end], self.look.characters(shown, self.look.palette.ink))

    def _table(self, key: str, offset: int, block: Block) -> None:
        columns = max((len(row) for row in block.rows), default=0)
        if not columns:
            return
        form = QTextTableFormat()
        form.setBorder(1)
        form.setBorderCollapse(True)
        form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        form.setBorderBrush(QBrush(QColor(self.look.palette.line)))
        form.setCellPadding(7)
        form.setCellSpacing(0)
        form.setBottomMargin(14)  # an empty block after a table would have no height
        form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        self.gap(4)
        table = self.cursor.insertTable(len(block.rows), columns, form)
        font = self.look.interface(Size.BODY)
        inside = 0
        for r, row in enumerate(block.rows):
            for c, cell in enumerate(row):
                self.cursor = table.cellAt(r, c).firstCursorPosition()
                self.cursor.setBlockFormat(spaced(0, 0, INTERFACE_LINE))
                self.cursor.setBlockCharFormat(self.look.characters(font, self.look.palette.ink))
                if cell:
                    length = len(cell)
                    runs = tuple(Run(run.start - inside, run.end - inside, run.bold, run.italic) for run in block.runs)
                    runs = tuple(run for run in runs if run.end > 0 and run.start < length)
                    self._piece(key, offset + inside, cell, runs, font)
                    inside += length + 1
        self.cursor = table.lastCursorPosition()
        self.cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
        self._fresh = True
