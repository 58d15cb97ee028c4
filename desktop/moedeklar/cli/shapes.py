"""The JSON that verbs print: stable names, ids, ISO dates. Pages count from 1, as on the command line."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from moedeklar.model.anchors import PageAnchor
from moedeklar.model.reports import Problem, RunReport, SyncEvent
from moedeklar.model.requests import Deadline, Request
from moedeklar.model.updates import UpdateState
from moedeklar.model.views import Hit, MeetingRow, RequestRow, SourceInfo
from moedeklar.model.work import Bookmark, Note
from moedeklar.wording.errors import problem_sentence
from moedeklar.wording.requests import rule_sentence

_MARKS = str.maketrans("", "", "\ue000\ue001")


def instant(moment: datetime | None) -> str | None:
    """An instant as "2026-11-23T08:00:00+00:00", always UTC."""
    return moment.astimezone(UTC).isoformat(timespec="seconds") if moment else None


def source(row: SourceInfo) -> dict[str, Any]:
    """A source in `source list`."""
    return {
        "id": row.id,
        "kind": row.kind,
        "name": row.name,
        "location": row.location,
        "committees": list(row.committees),
        "last_success": instant(row.last_success),
        "state": row.state.value,
        "read_scans": row.reads_scans,
    }


def meeting(row: MeetingRow) -> dict[str, Any]:
    """A meeting in `meetings`."""
    return {
        "id": row.id,
        "municipality": row.municipality,
        "committee": row.committee,
        "term": row.term,
        "start": row.start.isoformat() if row.start else None,
        "place": row.place,
        "end": row.end.isoformat() if row.end else None,
        "title": row.title,
        "kind": row.kind.value if row.kind else None,
        "withdrawn": row.withdrawn,
        "versions": [
            {
                "id": version.id,
                "kind": version.kind.value if version.kind else None,
                "released": instant(version.released),
                "documents": [{"id": document.id, "name": document.name} for document in version.documents],
            }
            for version in row.versions
        ],
        "items": row.items,
    }


def hit(found: Hit) -> dict[str, Any]:
    """A hit of `search`; a note or request is named by "id" as well."""
    return {
        "kind": found.kind.value,
        "id": found.id,
        "meeting": found.meeting_id,
        "item": found.item_id,
        "attachment": found.attachment_id,
        "page": page_for_people(found.page),
        "title": found.title,
        "snippet": found.snippet.translate(_MARKS),
        "date": found.start_of_meeting.day.isoformat() if found.start_of_meeting else None,
    }


def note(made: Note) -> dict[str, Any]:
    """A note in `notes`, and what `note add` and `note edit` print."""
    page = made.anchor.page if isinstance(made.anchor, PageAnchor) else None
    return {
        "id": made.id,
        "meeting": made.home.meeting_id,
        "item": made.home.item_id,
        "item_title": made.home.title,
        "attachment": made.attachment_id,
        "page": page_for_people(page),
        "quote": made.quote or None,
        "text": made.text,
        "colour": made.colour.value if made.colour else None,
        "state": made.state.value,
        "created": instant(made.created),
        "changed": instant(made.changed),
    }


def bookmark(made: Bookmark) -> dict[str, Any]:
    """A bookmark in `bookmarks`, and what `bookmark add` prints."""
    return {
        "id": made.id,
        "item": made.home.item_id,
        "attachment": made.attachment_id,
        "page": page_for_people(made.page),
        "name": made.name or made.home.title,
        "created": instant(made.created),
    }


def request(row: RequestRow) -> dict[str, Any]:
    """A request in `request list`."""
    asked, draft = row.request, row.request.draft
    return {
        "id": asked.id,
        "status": asked.status.value,
        "committee": draft.committee,
        "meeting": draft.meeting_id or (row.deadline.meeting_id if row.deadline else None),
        "title": draft.title,
        "requesters": [{"name": who.name, "party": who.party, "role": who.role} for who in draft.requesters],
        "deadline": row.deadline.due.isoformat() if row.deadline else None,
        "days_left": row.deadline.days_left if row.deadline else None,
        "item": asked.item_id,
    }


def whole_request(row: RequestRow) -> dict[str, Any]:
    """A request in `request show`: as listed, and all that was written."""
    asked: Request = row.request
    draft = asked.draft
    return {
        **request(row),
        "treatment": draft.treatment.value,
        "text": draft.text,
        "recommendation": list(draft.recommendation),
        "reason": draft.reason,
        "references": list(draft.references),
        "attachments": list(draft.attachments),
        "created": instant(asked.created),
        "changed": instant(asked.changed),
    }


def deadline(made: Deadline) -> dict[str, Any]:
    """What `deadline` prints."""
    return {
        "rule": rule_sentence(made.rule),
        "deadline": made.due.isoformat(),
        "days_left": made.days_left,
        "meeting": made.meeting_id,
    }


def event(told: SyncEvent) -> dict[str, Any]:
    """A line of `sync --json` while it runs."""
    line: dict[str, Any] = {"event": told.event.value, "source": told.source, "what": told.what}
    if told.total:
        line |= {"done": told.done, "total": told.total}
    if told.files_total:
        line |= {"files_done": told.files_done, "files_total": told.files_total}
        line |= {"bytes_done": told.bytes_done, "bytes_total": told.bytes_total}
    if told.pages:
        line |= {"page": told.page, "pages": told.pages}
    if told.outcome:
        line["outcome"] = told.outcome
    if told.problem is not None:
        line["why"] = problem_sentence(told.problem)
    return line


def report(run: RunReport) -> dict[str, Any]:
    """The last line of `sync --json`."""
    return {
        "new": run.new,
        "changed": run.changed,
        "unchanged": run.unchanged,
        "withdrawn": run.withdrawn,
        "attachments": run.attachments,
        "skipped": [_problem(problem) for problem in run.skipped],
        "failed": [_problem(problem) for problem in run.failed],
        "notices": [_problem(problem) for problem in run.notices],
        "attention": [_problem(problem) for problem in run.attention],
    }


def page_for_people(page: int | None) -> int | None:
    """A page counted from 1."""
    return None if page is None else page + 1


def _problem(problem: Problem) -> dict[str, str]:
    return {"what": problem.what, "why": problem_sentence(problem)}


def updates(state: UpdateState, running: str, file: Path | None) -> dict[str, Any]:
    """What is known of newer versions, in `update`; *file* is the installer that was just fetched."""
    offer = state.offer
    return {
        "version": running,
        "mode": state.mode.value,
        "locked": state.locked,
        "installation": state.kind.value or None,
        "address": state.address or None,
        "looked": instant(state.looked),
        "outcome": state.outcome.value,
        "why": problem_sentence(state.problem) if state.problem is not None else None,
        "newer": {
            "version": offer.version,
            "urgent": offer.urgent,
            "notes": offer.notes,
            "expires": instant(offer.expires),
            "url": offer.file.url,
            "size": offer.file.size,
            "sha256": offer.file.sha256,
        }
        if offer is not None
        else None,
        "file": str(file) if file is not None else None,
    }
