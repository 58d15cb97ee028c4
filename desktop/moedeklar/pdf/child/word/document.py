"""A Word document as styled lines, in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from moedeklar.model.lines import StyledDocument
from moedeklar.pdf.child.cells import Cell, laid_out
from moedeklar.pdf.child.documents import DOCX
from moedeklar.pdf.child.flow import Flow
from moedeklar.pdf.child.marks import BULLET, is_simple
from moedeklar.pdf.child.word.numbering import Numbering
from moedeklar.pdf.child.word.package import Package
from moedeklar.pdf.child.word.styles import Setting, Styles
from moedeklar.pdf.child.word.xml import attribute, child, children, name_of, number

_TRANSPARENT: Final = frozenset(
    ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "fldSimple", "dir", "bdo", "ruby")
)
_GONE: Final = ("del", "moveFrom")  # tracked changes that take text away
_FAR_APART: Final = 60  # twentieths of a point between paragraphs from which on they stand apart
_MANY_BLOCKS: Final = 6  # paragraphs in one cell from which on a table is there to place them
_LARGEST_SYMBOL: Final = 0x10FFFF


def word_lines(data: bytes | memoryview) -> StyledDocument:
    """The text of a .docx as it reads with all tracked changes accepted, without headers and footers of its pages.

    Runs in the PDF process. Raises DocumentError `pdf_damaged`, `pdf_encrypted`, `pdf_too_large`.
    """
    package = Package(data)
    root = package.part(package.document)
    body = child(root, "body")
    reader = _Reader(Styles(package.beside("styles")), Numbering(package.beside("numbering")), _notes(package))
    if body is not None:
        reader.blocks(body)
    title = child(package.part("docProps/core.xml"), "title")
    return StyledDocument(
        tuple(reader.flow.lines), DOCX, title=" ".join((title.text or "").split()) if title is not None else ""
    )


def _notes(package: Package) -> dict[tuple[str, str], Any]:
    """The footnotes and endnotes by kind and id."""
    found: dict[tuple[str, str], Any] = {}
    for kind in ("footnote", "endnote"):
        for note in children(package.beside(f"{kind}s"), kind):
            if not attribute(note, "type"):
                found[kind, attribute(note, "id")] = note
    return found


class _Reader:
    """Reads blocks into `flow`. Recursion is bounded by the parser's limit for nested elements."""

    def __init__(
        self, styles: Styles, numbering: Numbering, notes: dict[tuple[str, str], Any], flow: Flow | None = None
    ) -> None:
        self.flow = flow or Flow()
        self._styles = styles
        self._numbering = numbering
        self._notes = notes
        self._space_after = 0
        self._waiting: list[Any] = []  # text boxes and notes that the paragraph at hand holds
        self._joins = False  # the paragraph before has lost its end to a tracked change

    def blocks(self, container: Any) -> None:
        """Read all paragraphs and tables of *container*."""
        for element in container.iterchildren("*"):
            name = name_of(element)
            if name == "p":
                self._paragraph(element)
            elif name == "tbl":
                self._table(element)
            elif name == "AlternateContent":
                self.blocks(_choice(element))
            elif name in _TRANSPARENT:
                self.blocks(element)

    def _paragraph(self, paragraph: Any) -> None:
        properties = child(paragraph, "pPr")
        shows, goes_on = _shows(paragraph), _has_lost_its_end(properties)
        if goes_on and not shows:
            return  # deleted as a whole: not even its number is counted
        setting = self._styles.paragraph(properties)
        if not self._joins:
            self._begin(setting, self._numbering.mark(setting.list_id, setting.list_level) if shows else "")
        before = len(self.flow.lines)
        self._runs(paragraph, setting)
        self._joins = goes_on
        if goes_on:
            return
        self.flow.heading(0)
        self.flow.end_entry()
        if len(self.flow.lines) == before:  # an empty paragraph is space
            self.flow.block(gap=True)
        self._space_after = setting.space_after
        self._read_waiting()

    def _begin(self, setting: Setting, mark: str) -> None:
        self.flow.block(gap=max(setting.space_before, self._space_after) >= _FAR_APART)
        self.flow.heading(setting.level)
        if not mark:
            return
        if is_simple(mark) and not setting.level:
            self.flow.entry(mark, setting.list_level)
        else:  # "2.1", "Punkt 3:", and the numbers of headings are part of what is printed
            self.flow.text(mark + " ", setting.look)

    def _read_waiting(self) -> None:
        waiting, self._waiting = self._waiting, []
        for box in waiting:
            self.blocks(box)

    def _runs(self, container: Any, setting: Setting) -> None:
        for element in container.iterchildren("*"):
            name = name_of(element)
            if name == "r":
                self._run(element, setting)
            elif name == "AlternateContent":
                self._runs(_choice(element), setting)
            elif name in _TRANSPARENT:
                self._runs(element, setting)

    def _run(self, run: Any, paragraph: Setting) -> None:
        setting = self._styles.run(paragraph, child(run, "rPr"))
        if setting.hidden:
            return
        for element in run.iterchildren("*"):
            self._piece(element, name_of(element), setting)

    def _piece(self, element: Any, name: str, setting: Setting) -> None:
        look = setting.look
        if name == "t":
            self.flow.text(element.text or "", look)
        elif name in {"tab", "ptab"}:
            self.flow.tab(look)
        elif name in {"br", "cr"}:
            self.flow.end_line()
        elif name == "noBreakHyphen":
            self.flow.text("-", look)
        elif name == "sym":
            self.flow.text(_symbol(attribute(element, "char")), look)
        elif name in {"footnoteReference", "endnoteReference"}:
            note = self._notes.pop((name.removesuffix("Reference"), attribute(element, "id")), None)
            if note is not None:
                self._waiting.append(note)
        elif name == "AlternateContent":
            for inner in _choice(element).iterchildren("*"):
                self._piece(inner, name_of(inner), setting)
        elif name in {"drawing", "pict", "object"}:
            self._waiting += element.iter("{*}txbxContent")

    def _table(self, table: Any) -> None:
        rows = list(_rows(table))
        if any(_places(cell) for row in rows for cell in row):
            self._flow_through(rows)
            return
        read = laid_out([[self._cell(cell) for cell in row] for row in rows])
        if read and len(read[0].cells) < 2:
            self._flow_through(rows)
            return
        self.flow.block(gap=True)
        for row in read:
            self.flow.row(row.cells, bold=row.bold, size=row.size)
        self.flow.block(gap=True)

    def _flow_through(self, rows: list[list[Any]]) -> None:
        """Read a table that only places what is in it, cell by cell."""
        for row in rows:
            for cell in row:
                self.blocks(cell)
                self.flow.block(gap=True)

    def _cell(self, cell: Any) -> Cell:
        properties = child(cell, "tcPr")
        columns = number(child(properties, "gridSpan"), default=1)
        merge = child(properties, "vMerge")
        if merge is not None and attribute(merge, default="continue") == "continue":
            return Cell("", columns=columns)
        inside = _Reader(self._styles, self._numbering, self._notes)
        inside.blocks(cell)
        text, bold, size = inside.flow.flat()
        return Cell(text, bold, size, columns)


def _rows(table: Any) -> Iterator[list[Any]]:
    """The cells of each row that was not deleted."""
    for row in _found(table, "tr"):
        if child(child(row, "trPr"), "del") is None:
            yield list(_found(row, "tc"))


def _found(container: Any, name: str) -> Iterator[Any]:
    for element in container.iterchildren("*"):
        if name_of(element) == name:
            yield element
        elif name_of(element) in _TRANSPARENT:
            yield from _found(element, name)


def _places(cell: Any) -> bool:
    """Whether a cell has so much in it that the table is there to place it."""
    return child(cell, "tbl") is not None or sum(1 for _ in children(cell, "p")) >= _MANY_BLOCKS


def _choice(alternate: Any) -> Any:
    """The first of several forms of the same content."""
    found = [child(alternate, name) for name in ("Choice", "Fallback")]
    return next((one for one in found if one is not None), alternate)


def _shows(paragraph: Any) -> bool:
    """Whether a paragraph has text of its own that is not deleted or moved away."""
    texts = (text for text in paragraph.iter("{*}t") if text.text)
    return any(all(name_of(ancestor) not in _GONE for ancestor in text.iterancestors()) for text in texts)


def _has_lost_its_end(properties: Any) -> bool:
    """Whether a tracked change has deleted the end of a paragraph, or moved it away: it goes on in the next one."""
    mark = child(properties, "rPr")
    return any(child(mark, name) is not None for name in _GONE)


def _symbol(code: str) -> str:
    """The letter of a `w:sym`: those of Word's own fonts are taken for bullets."""
    try:
        point = int(code, 16)
    except ValueError:
        return ""
    if 0xF000 <= point < 0xF100:
        return BULLET
    return chr(point) if 0x20 <= point <= _LARGEST_SYMBOL and not 0xD800 <= point < 0xE000 else ""
