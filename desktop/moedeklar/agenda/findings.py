"""What can be concluded from an item's sections: outcome, votes, statements, handouts, announcements."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from moedeklar.agenda.outcome import last_decision, read_outcome
from moedeklar.agenda.statements import handed_out, read_statements
from moedeklar.agenda.vocabulary import ANNOUNCEMENT_TITLES
from moedeklar.agenda.votes import read_votes
from moedeklar.model.agenda import AgendaItem, Block, BlockKind, Role, SubItem
from moedeklar.model.moments import LocalStart

_NUMBER = re.compile(r"\(?(\d{1,3})[.)]")
_TITLE_END = re.compile(r"[.:;,]$")


def complete(item: AgendaItem) -> AgendaItem:
    """*item* with what its own sections tell of outcome, votes, statements, handouts and announcements."""
    announcements = _announcements(item) if ANNOUNCEMENT_TITLES.match(item.title) else ()
    decisions = item.decisions
    if not decisions and not announcements and not item.attachments:
        return item
    counts = last_decision(decisions)
    decided = [[block.text for block in section.blocks] for section in decisions]
    return replace(
        item,
        outcome=read_outcome(counts.text, recommended=item.recommendation is not None) if counts else None,
        votes=tuple(vote for texts in decided for vote in read_votes(texts)),
        statements=tuple(statement for texts in decided for statement in read_statements(texts)),
        handouts=_handouts(item),
        sub_items=announcements,
    )


def _handouts(item: AgendaItem) -> tuple[str, ...]:
    """What decisions say was handed out, and the attachments whose titles say that they came later."""
    told = [text for section in item.decisions for block in section.blocks for text in handed_out(block.text)]
    late = [attachment.title for attachment in item.attachments if handed_out(attachment.title)]
    return tuple(dict.fromkeys(told + late))


def common_day(items: Sequence[AgendaItem]) -> LocalStart | None:
    """The day on which most items were decided, where each names one; None where they name none."""
    days = Counter(item.decisions[-1].date for item in items if item.decisions and item.decisions[-1].date)
    return LocalStart.parse(days.most_common(1)[0][0] or "") if days else None


def _announcements(item: AgendaItem) -> tuple[SubItem, ...]:
    blocks = [
        block for section in item.sections if section.role in (Role.FACTS, Role.OTHER) for block in section.blocks
    ]
    heads = _heads(blocks, (BlockKind.HEADING,)) or _heads(blocks, (BlockKind.NUMBERED,))
    found: list[SubItem] = []
    for at, index in enumerate(heads):
        end = heads[at + 1] if at + 1 < len(heads) else len(blocks)
        number = _NUMBER.fullmatch(blocks[index].marker)
        text = "\n".join(block.plain for block in blocks[index + 1 : end])
        found.append(SubItem(number[1] if number else blocks[index].marker, blocks[index].text, text))
    return tuple(found)


def _heads(blocks: Sequence[Block], kinds: tuple[BlockKind, ...]) -> list[int]:
    """The blocks numbered 1, 2, 3 … that look like headings; [] where there are fewer than two."""
    found: list[int] = []
    for index, block in enumerate(blocks):
        number = _NUMBER.fullmatch(block.marker) if block.kind in kinds else None
        if number and int(number[1]) == len(found) + 1 and len(block.text) < 160 and not _TITLE_END.search(block.text):
            found.append(index)
    return found if len(found) > 1 else []
