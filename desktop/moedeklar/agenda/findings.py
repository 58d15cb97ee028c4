"""What can be concluded from an item's sections: outcome, votes, statements, handouts, announcements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from moedeklar.agenda.announcements import announcements_of
from moedeklar.agenda.outcome import last_decision, read_outcome
from moedeklar.agenda.statements import handed_out, read_statements
from moedeklar.agenda.vocabulary import STATEMENT_LABELS
from moedeklar.agenda.votes import read_votes
from moedeklar.agenda.words import label_key
from moedeklar.model.agenda import AgendaItem
from moedeklar.model.moments import LocalStart


def complete(item: AgendaItem) -> AgendaItem:
    """*item* with what its own sections tell of outcome, votes, statements, handouts and announcements."""
    announcements = announcements_of(item)
    decisions = item.decisions
    if not decisions and not announcements and not item.attachments:
        return item
    counts = last_decision(decisions)
    decided = [[block.text for block in section.blocks] for section in decisions]
    outcome = read_outcome(counts.text, recommended=item.recommendation is not None) if counts else None
    votes = tuple([vote for texts in decided for vote in read_votes(texts)])
    told = [*decided, *_statements_apart(item)]
    statements = tuple([statement for texts in told for statement in read_statements(texts)])
    handouts = _handouts(item, decided)
    if (outcome, votes, statements, handouts, announcements) == (
        item.outcome,
        item.votes,
        item.statements,
        item.handouts,
        item.sub_items,
    ):
        return item
    return replace(
        item, outcome=outcome, votes=votes, statements=statements, handouts=handouts, sub_items=announcements
    )


def _statements_apart(item: AgendaItem) -> list[list[str]]:
    """Statements that have a section of their own, each with its heading in front."""
    return [
        [f"{section.heading}: {section.blocks[0].text}", *(block.text for block in section.blocks[1:])]
        for section in item.sections
        if section.blocks and label_key(section.heading) in STATEMENT_LABELS
    ]


def _handouts(item: AgendaItem, decided: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """What decisions say was handed out, and the attachments whose titles say that they came later."""
    told = [part for texts in decided for text in texts for part in handed_out(text)]
    late = [attachment.title for attachment in item.attachments if handed_out(attachment.title)]
    return tuple(dict.fromkeys(told + late))


def common_day(items: Sequence[AgendaItem]) -> LocalStart | None:
    """The day on which most items were decided, where each names one; None where they name none."""
    days = Counter(item.decisions[-1].date for item in items if item.decisions and item.decisions[-1].date)
    return LocalStart.parse(days.most_common(1)[0][0] or "") if days else None
