"""A section's paragraphs as blocks: paragraphs, small headings, lists and tables."""

from __future__ import annotations

from collections.abc import Sequence

from moedeklar.agenda.paragraphs import Para
from moedeklar.model.agenda import Block, BlockKind, Run

# Found once: to look a member of an enumeration up costs Python 3.11 more than what is done with it.
_PARAGRAPH, _HEADING, _NUMBERED, _BULLET = (
    BlockKind.PARAGRAPH,
    BlockKind.HEADING,
    BlockKind.NUMBERED,
    BlockKind.BULLET,
)
_SMALL_HEADING = 110
_PLAIN_HEADING = 70
_STYLED_ENDS = (".", ":", ",", ";", "…")
_ENDS = (".", ":", ",", ";", "!", "?", "…", ")", "”", '"')
_INDENT_POINTS = 14.0
_INDENT_SPACES = 2.0


def blocks_of(paras: Sequence[Para], body_size: float) -> tuple[Block, ...]:
    """The blocks that *paras* are. Rows of one table follow each other with the same number of cells."""
    blocks: list[Block] = []
    rows: list[tuple[str, ...]] = []
    margin = 0.0
    for at, para in enumerate(paras):
        if rows and (not para.cells or len(para.cells) != len(rows[-1])):
            blocks.append(Block.table(tuple(rows)))
            rows = []
        if para.cells:
            rows.append(para.cells)
            continue
        if not para.mark:
            margin = 0.0
            after = paras[at + 1] if at + 1 < len(paras) else None
            if para.level or (len(para.text) <= _SMALL_HEADING and _is_heading(para, after, body_size)):
                blocks.append(Block(_HEADING, para.text, level=para.level or 1))
            else:
                plain = not (para.runs or para.bold or para.italic)  # as most
                blocks.append(Block(_PARAGRAPH, para.text, 1, "", (), () if plain else _runs(para)))
            continue
        margin = margin or para.x0 or 0.001
        blocks.append(_entry(para, body_size, margin))
    if rows:
        blocks.append(Block.table(tuple(rows)))
    return tuple(blocks)


def _entry(para: Para, body_size: float, margin: float) -> Block:
    """A paragraph with a list mark, where marks of the outermost list stand at *margin*."""
    numbered = para.mark[-1] in ".)"
    if numbered and _is_styled(para, body_size) and not para.text.endswith(_STYLED_ENDS):
        return Block(_HEADING, para.text, para.level or 1, para.mark)
    kind = _NUMBERED if numbered else _BULLET
    indent = _INDENT_POINTS if para.size else _INDENT_SPACES
    level = 1 + max(0, min(int((para.x0 - margin) / indent), 5))
    return Block(kind, para.text, level, para.mark, runs=_runs(para))


def _is_heading(para: Para, after: Para | None, body_size: float) -> bool:
    """Whether a short paragraph has no full stop and is set larger or bold, or stands alone before a longer one."""
    if para.text.endswith(_STYLED_ENDS):
        return False
    if _is_styled(para, body_size):
        return True
    if after is None or after.mark or after.cells or para.text.endswith(_ENDS) or not para.text[:1].isupper():
        return False
    return len(para.text) < _PLAIN_HEADING and len(after.text) > 2 * len(para.text) and after.text[:1].isupper()


def _is_styled(para: Para, body_size: float) -> bool:
    return para.level > 0 or para.bold or bool(body_size and para.size > body_size + 0.4)


def _runs(para: Para) -> tuple[Run, ...]:
    if para.runs:
        return para.runs
    if (para.bold or para.italic) and para.text:
        return (Run(0, len(para.text), bold=para.bold, italic=para.italic),)
    return ()
