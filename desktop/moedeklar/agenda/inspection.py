"""A Meeting as the JSON object that `moedeklar inspect --json` prints."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from moedeklar.model.agenda import AgendaItem, Meeting, Role, Section

_APART = (Role.RECOMMENDATION, Role.DECISION)


def inspection(meeting: Meeting, say: Callable[[str], str] = str) -> dict[str, Any]:
    """All that was understood of a document, each key always present. *say* puts the code of a warning into words."""
    return {
        "kind": meeting.kind,
        "committee": meeting.committee,
        "term": meeting.term,
        "start": meeting.start.isoformat() if meeting.start else None,
        "place": meeting.place,
        "items": [_item(item) for item in meeting.items],
        "coming_items": list(meeting.coming_items),
        "coming": [{"title": one.title, "meeting": one.meeting, "date": one.date} for one in meeting.coming],
        "coverage": round(meeting.coverage, 3),
        "recognised": meeting.recognised,
        "warnings": [say(warning) for warning in meeting.warnings],
    }


def _item(item: AgendaItem) -> dict[str, Any]:
    recommended = [_flowing(section) for section in item.sections if section.role is Role.RECOMMENDATION]
    return {
        "number": item.number,
        "title": item.title,
        "type": item.type,
        "closed": item.closed,
        "case_number": item.case_number,
        "document_number": item.document_number,
        "recommendation": " ".join(recommended) or None,
        "decisions": [{"body": part.body, "date": part.date, "text": _flowing(part)} for part in item.decisions],
        "attachments": [{"title": part.title, "document_number": part.document_number} for part in item.attachments],
        "outcome": item.outcome,
        "votes": [
            {"for": list(vote.in_favour), "against": list(vote.against), "abstained": list(vote.abstained)}
            for vote in item.votes
        ],
        "absent": list(item.absent),
        "presence": [
            {"kind": part.kind, "name": part.name, "instead_of": part.instead_of, "text": part.text}
            for part in item.presence
        ],
        "statements": [{"kind": part.kind, "who": list(part.who), "text": part.text} for part in item.statements],
        "handouts": list(item.handouts),
        "sub_items": [{"number": part.number, "title": part.title, "text": part.text} for part in item.sub_items],
        "references": [{"body": part.body, "date": part.date, "item": part.item} for part in item.references],
        "sections": [
            {"heading": section.heading, "text": section.plain}
            for section in item.sections
            if section.role not in _APART
        ],
    }


def _flowing(section: Section) -> str:
    """A section in one line, points with their marks: so recommendations and decisions are compared."""
    return " ".join(block.plain for block in section.blocks)
