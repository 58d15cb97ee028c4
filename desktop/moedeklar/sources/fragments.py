"""Fragments of HTML, as case systems put them into their fields, as blocks: paragraphs, headings, lists, tables.

Everything about looks is dropped but bold and italic; so are pictures, scripts and what Word and Aspose leave behind. A
fragment without any tag is plain text, each line a paragraph.
"""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

from moedeklar.model.agenda import Block, BlockKind
from moedeklar.model.text import canonical
from moedeklar.sources.setting import OpenList, OpenTable, Style, joined, paragraph, rows_as_blocks, style_of

_TAG = re.compile(r"<[a-zA-Z/!]")
_ESCAPED_TAG = re.compile(r"&lt;/?[a-zA-Z][^&]{0,200}&gt;")
_SPECIAL = re.compile("<[!?]")
_DROPPED = frozenset(("title", "style", "script", "meta", "link", "object", "iframe", "template", "noscript"))
_EMPTY = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "wbr"))
_BREAKS = frozenset(
    "address article aside blockquote body br caption center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6"  # noqa: SIM905
    " header hr html li main nav ol p pre section table tbody td tfoot th thead tr ul".split()
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
LARGEST = 3_000_000  # characters; of a longer fragment only the text is kept
_DEEPEST = 300  # open elements whose looks are minded


def blocks_of(content: str) -> tuple[Block, ...]:
    """The blocks of *content*, HTML or plain text. Never raises, whatever it is."""
    content = _FORBIDDEN.sub(" ", content)
    if not _TAG.search(content) and _ESCAPED_TAG.search(content):
        content = html.unescape(content)
    if not _TAG.search(content):
        return _plain(content)
    if len(content) > LARGEST:
        return _plain(re.sub(r"<[^>]*>", "\n", content))
    builder = _Builder()
    builder.feed(tags_alone(content))
    builder.close()
    return builder.blocks()


def tags_alone(content: str) -> str:
    """*content* without comments, declarations and whatever else is between "<!" or "<?" and its end.

    The standard library's parser goes over what follows an unfinished one again and again, and does not know all of
    Word's.
    """
    kept, at, last_comment = [], 0, content.rfind("-->")
    while special := _SPECIAL.search(content, at):
        begin = special.start()
        kept.append(content[at:begin])
        if content.startswith("<!--", begin):
            at = content.find("-->", begin) + 3 if last_comment > begin else begin + 4
        else:
            end = content.find(">", begin)
            at = end + 1 if end >= 0 else begin + 2
            if end < 0:
                break
    whole = "".join(kept) + content[at:]
    last = whole.rfind(">") + 1
    return whole[:last] + whole[last:].replace("<", "&lt;")


def _plain(content: str) -> tuple[Block, ...]:
    lines = (canonical(line) for line in html.unescape(content).splitlines())
    return tuple(paragraph(line, ()) for line in lines if line)


class _Builder(HTMLParser):
    """Builds blocks as tags and text are met. Tags that are not closed, or in the wrong order, harm nothing."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks: list[Block] = []
        self._pieces: list[tuple[str, Style]] = []
        self._styles = [Style()]
        self._dropped = ""  # the element, open now, of which nothing is kept
        self._lists: list[OpenList] = []
        self._marker = ""
        self._level = 0
        self._table: OpenTable | None = None

    def blocks(self) -> tuple[Block, ...]:
        """What was built, once all is fed."""
        if self._table is not None:
            self._table.end_cell()
            self._blocks += rows_as_blocks(self._table.rows)
        self._flush()
        return tuple(self._blocks)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag begins."""
        if self._dropped:
            return
        if tag in _DROPPED:
            self._dropped = "" if tag in _EMPTY else tag
            return
        if tag not in _EMPTY and len(self._styles) < _DEEPEST:
            self._styles.append(style_of(tag, dict(attrs), self._styles[-1]))
        self._start(tag, dict(attrs))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag that closes itself, as XHTML writes them."""
        if not self._dropped and tag not in _DROPPED:
            self._start(tag, dict(attrs))
            self._end(tag)

    def handle_endtag(self, tag: str) -> None:
        """A tag ends, and with it those in it that were not closed."""
        if self._dropped:
            self._dropped = "" if tag == self._dropped else self._dropped
            return
        self._end(tag)
        at = next((at for at in range(len(self._styles) - 1, 0, -1) if self._styles[at].tag == tag), 0)
        if at:
            del self._styles[at:]

    def handle_data(self, data: str) -> None:
        """Text, its character references resolved."""
        if not self._dropped:
            self._add(data)

    def _start(self, tag: str, attributes: dict[str, str | None]) -> None:
        if self._table is not None:
            self._in_table(self._table, tag)
            return
        if tag in _BREAKS:
            self._flush()
        if tag in ("ul", "ol"):
            self._lists.append(OpenList.of(tag, attributes))
        elif tag == "li":
            self._marker = (self._lists[-1] if self._lists else OpenList(numbered=False)).next_marker()
        elif tag == "table":
            self._table = OpenTable()
        self._level = _HEADINGS.get(tag, self._level)

    def _end(self, tag: str) -> None:
        if self._table is not None:
            self._leave_table(self._table, tag)
            return
        if tag in _BREAKS:
            self._flush()
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        if tag in _HEADINGS:
            self._level = 0

    def _in_table(self, table: OpenTable, tag: str) -> None:
        if tag == "table":
            table.depth += 1
        elif tag == "tr" and table.depth == 1:
            table.end_cell()
            table.rows.append([])
        elif tag in ("td", "th") and table.depth == 1:
            table.end_cell()
            table.cell = []
        elif tag in _BREAKS and table.cell is not None:
            table.cell.append(" ")

    def _leave_table(self, table: OpenTable, tag: str) -> None:
        if tag == "table":
            table.depth -= 1
            if not table.depth:
                table.end_cell()
                self._table = None
                self._blocks += rows_as_blocks(table.rows)
        elif tag in ("td", "th", "tr") and table.depth == 1:
            table.end_cell()
        elif tag in _BREAKS and table.cell is not None:
            table.cell.append(" ")

    def _add(self, text: str) -> None:
        if self._table is None:
            self._pieces.append((text, self._styles[-1]))
        elif self._table.cell is not None:
            self._table.cell.append(text)
        elif text.strip():  # beside the cells, where nothing should be
            self._table.rows.append([canonical(text)])

    def _flush(self) -> None:
        text, runs = joined(self._pieces)
        self._pieces = []
        if not text:
            return
        marker, self._marker = self._marker, ""
        if self._level:
            self._blocks.append(Block(BlockKind.HEADING, text, self._level))
        elif marker:
            kind = BlockKind.NUMBERED if marker != "•" else BlockKind.BULLET
            self._blocks.append(Block(kind, text, max(1, len(self._lists)), marker, runs=runs))
        else:
            self._blocks.append(paragraph(text, runs))
