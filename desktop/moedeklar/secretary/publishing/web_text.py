"""An item's sections as HTML. Everything that was read is escaped. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from moedeklar.model.agenda import AgendaItem, Block, BlockKind, Section
from moedeklar.secretary.publishing.web_words import HEADINGS


def item_html(item: AgendaItem) -> Iterator[str]:
    """The sections of *item*, whose own heading is h2, line by line."""
    for section in item.sections:
        heading = section.heading or HEADINGS[section.role]
        if heading:
            yield f"<h3>{escape(heading)}</h3>"
        yield from _section(section)


def _section(section: Section) -> Iterator[str]:
    for kind, group in groupby(section.blocks, lambda block: block.kind):
        blocks = list(group)
        if kind in (BlockKind.BULLET, BlockKind.NUMBERED):
            yield from _entries(kind, blocks)
        else:
            for block in blocks:
                yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    if block.kind is BlockKind.TABLE:
        yield from _table(block.rows)
    elif block.kind is BlockKind.HEADING:
        level = min(6, 3 + max(1, block.level))
        yield f"<h{level}>{escape(block.text)}</h{level}>"
    elif block.text:
        yield f"<p>{_emphasised(block)}</p>"


def _entries(kind: BlockKind, blocks: Sequence[Block]) -> Iterator[str]:
    # Marks as printed: "at 2." means the second point whatever a browser would count.
    yield "<ul>" if kind is BlockKind.BULLET else '<ul class="numbered">'
    for block in blocks:
        mark = f"<span>{escape(block.marker)}</span> " if kind is BlockKind.NUMBERED and block.marker else ""
        yield f"<li>{mark}{_emphasised(block)}</li>"
    yield "</ul>"


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield '<div class="wide" role="region" aria-label="Tabel" tabindex="0"><table>'
    for n, row in enumerate(rows):
        cell, scope = ("th", ' scope="col"') if n == 0 and len(rows) > 1 else ("td", "")
        yield "<tr>" + "".join(f"<{cell}{scope}>{escape(text)}</{cell}>" for text in row) + "</tr>"
    yield "</table></div>"


def _emphasised(block: Block) -> str:
    parts, at = [], 0
    for run in block.runs:
        if run.start < at or run.end > len(block.text):
            continue
        tag = "strong" if run.bold else "em"
        parts.append(escape(block.text[at : run.start]))
        parts.append(f"<{tag}>{escape(block.text[run.start : run.end])}</{tag}>")
        at = run.end
    return "".join(parts) + escape(block.text[at:])
