"""A web page as styled lines, in reading order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from moedeklar.model.errors import DocumentError
from moedeklar.model.lines import StyledDocument
from moedeklar.pdf.child.cells import Cell
from moedeklar.pdf.child.documents import HTML
from moedeklar.pdf.child.flow import Flow, Look
from moedeklar.pdf.child.marks import BULLET, bullet, html_number, is_simple
from moedeklar.pdf.child.web.charset import decoded
from moedeklar.pdf.child.web.elements import APART, BLOCKS, HEADINGS, Furniture
from moedeklar.pdf.child.web.style import Rules, class_rules, look_of
from moedeklar.pdf.child.web.tables import data_rows

LARGEST: Final = 60_000_000  # bytes; a page above this is no agenda
_LISTS: Final = frozenset({"ul", "ol", "menu", "dir"})
_WORD_MARK = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_WORD_LEVEL = re.compile(r"mso-list\s*:[^;]*\blevel([1-9])", re.IGNORECASE)
_INDENTED: Final = 2  # lists inside each other from which on an entry is moved in


def page_lines(data: bytes | memoryview) -> StyledDocument:
    """The text of the page *data* without what stands around it. Runs in the PDF process.

    Raises DocumentError `pdf_too_large` and `too_deep` (elements nested beyond what the parser follows, so that
    text would be missing). Nothing is fetched, and no entity is expanded but those of HTML itself.
    """
    if len(data) > LARGEST:
        raise DocumentError("pdf_too_large", megabytes=len(data) // 1_000_000)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, recover=True)
    text = decoded(bytes(data)).encode("utf-8", errors="replace")
    root = etree.fromstring(text or b"<p></p>", parser)
    if any("depth" in error.message for error in parser.error_log):
        raise DocumentError("too_deep")
    if root is None:
        return StyledDocument((), HTML)
    title = next(root.iter("title"), None)
    words = " ".join((title.text or "").split()) if title is not None else ""
    walk = _Walk(root, Furniture(root), class_rules(root), Look())
    return StyledDocument(tuple(walk.flow.lines), HTML, title=words)


@dataclass(slots=True)
class _List:
    """A list that is being read: how it counts, and the number of its next entry."""

    ordered: bool
    kind: str
    next: int
    step: int = 1


class _Walk:
    """One walk over a page or a cell, without recursion: pages may be nested deeply."""

    def __init__(self, root: Any, furniture: Furniture, rules: Rules, look: Look) -> None:
        self.flow = Flow()
        self._furniture = furniture
        self._rules = rules
        self._looks = [look]
        self._lists: list[_List] = []
        self._kept = 0  # elements around whose white space counts
        walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        skipped: Any = None
        for event, element in walker:
            if event == "start" and self._skips(element):
                walker.skip_subtree()
                skipped = element
            elif event == "start":
                self._begin(element)
            elif event == "end" and element is not skipped:
                self._end(element)
            if event != "start":
                self._text(element.tail if element is not root else None)
        self.flow.end_line()

    def _skips(self, element: Any) -> bool:
        """Whether what is in *element* is done with: left out, or taken as a table."""
        if self._furniture.leaves_out(element):
            if element.tag in APART | BLOCKS:
                self.flow.end_line()
            return True
        if element.tag == "span" and "mso-list" in element.get("style", ""):
            return self._word_mark(element)
        return element.tag == "table" and self._table(element)

    def _word_mark(self, element: Any) -> bool:
        """Take the number or bullet that Word writes out before the text of a list's entry."""
        if not _WORD_MARK.search(element.get("style")):
            return False
        mark = " ".join("".join(element.itertext()).split())
        mark = mark if any(letter.isdigit() for letter in mark) or mark[-1:] in {".", ")"} else bullet(mark)
        if not is_simple(mark) or any(parent.tag in HEADINGS for parent in element.iterancestors()):
            return False
        levels = (_WORD_LEVEL.search(parent.get("style", "")) for parent in element.iterancestors("p", "li", "div"))
        level = next((int(found[1]) for found in levels if found), 1)
        self.flow.entry(mark, level - 1)
        return True

    def _table(self, table: Any) -> bool:
        """Take *table* as rows of cells, where that is what it is."""
        rows = data_rows(table, self._cell, lambda element: not self._furniture.leaves_out(element))
        if not rows:
            return False
        self.flow.block(gap=True)
        caption = table.find("caption")
        if caption is not None:
            self.flow.text(" ".join(caption.itertext()), self._looks[-1])
        for row in rows:
            self.flow.row(row.cells, bold=row.bold, size=row.size)
        self.flow.block(gap=True)
        return True

    def _cell(self, cell: Any) -> Cell:
        return Cell(*_Walk(cell, self._furniture, self._rules, self._looks[-1]).flow.flat())

    def _begin(self, element: Any) -> None:
        tag = element.tag
        self._looks.append(look_of(element, self._looks[-1], self._rules))
        if tag in HEADINGS:
            self.flow.block(gap=True)
            self.flow.heading(HEADINGS[tag])
        elif tag in _LISTS:
            self.flow.block(gap=not self._lists)
            self._lists.append(_list_of(element))
        elif tag == "li":
            self.flow.entry(self._mark(element), self._depth())
        elif tag == "br":
            self.flow.end_line()
        elif tag in APART | BLOCKS:
            self.flow.block(gap=tag in APART and not self._lists)
        elif "display" in element.get("style", "") and _is_set_as_block(element):
            self.flow.end_line()
        if tag == "pre":
            self._kept += 1
        self._text(element.text)

    def _end(self, element: Any) -> None:
        tag = element.tag
        self._looks.pop()
        if tag in HEADINGS:
            self.flow.heading(0)
            self.flow.block(gap=True)
        elif tag in _LISTS and self._lists:
            self._lists.pop()
            self.flow.block(gap=not self._lists)
            self.flow.end_entry(self._depth())
        elif tag == "li":
            self.flow.end_entry(self._depth())
        elif tag in APART | BLOCKS:
            self.flow.block(gap=tag in APART and not self._lists)
            if tag == "p" and not self._lists:
                self.flow.end_entry()
        elif tag in {"th", "td"} or ("display" in element.get("style", "") and _is_set_as_block(element)):
            self.flow.end_line()
        if tag == "pre":
            self._kept -= 1

    def _text(self, text: str | None) -> None:
        if text:
            self.flow.text(text, self._looks[-1], keep_space=self._kept > 0)

    def _depth(self) -> int:
        return max(len(self._lists) - _INDENTED + 1, 0)

    def _mark(self, entry: Any) -> str:
        if not self._lists or not self._lists[-1].ordered:
            return BULLET
        counted = self._lists[-1]
        number = _whole(entry.get("value"), counted.next)
        counted.next = number + counted.step
        return f"{html_number(number, entry.get('type') or counted.kind)}."


def _list_of(element: Any) -> _List:
    ordered = element.tag == "ol"
    if ordered and element.get("reversed") is not None:
        return _List(ordered, element.get("type", "1"), _whole(element.get("start"), len(element.findall("li"))), -1)
    return _List(ordered, element.get("type", "1"), _whole(element.get("start"), 1))


def _whole(text: str | None, default: int) -> int:
    try:
        number = int(text) if text and len(text) < 10 else default
    except ValueError:
        return default
    return number


def _is_set_as_block(element: Any) -> bool:
    style = "".join(element.get("style").casefold().split())
    return "display:block" in style or "display:flex" in style or "display:grid" in style
