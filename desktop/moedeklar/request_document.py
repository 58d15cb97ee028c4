"""REQUEST.json, the well-formed request: read, checked against the schema that ships, turned into a draft and back.

Both sides of a request use it, a member who writes one and a secretary who receives one, and neither may import the
other; so it stands beside `resources`, below both.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from moedeklar.model.agenda import ItemType
from moedeklar.model.errors import DocumentError
from moedeklar.model.requests import RequestDraft, Requester
from moedeklar.model.schema import Violation, violations
from moedeklar.resources import resource_path

LARGEST = 1_000_000
_CODES = {
    "required": "request_missing",
    "additionalProperties": "request_unknown",
    "type": "request_type",
    "enum": "request_choice",
    "minLength": "request_empty",
    "minItems": "request_empty",
    "maxLength": "request_long",
    "maxItems": "request_long",
    "pattern": "request_form",
}


def read_request(path: Path) -> dict[str, Any]:
    """The checked document in the file at *path*.

    DocumentError: file_unreadable, request_not_json, request_large, or the first thing that breaks the schema
    (request_missing, request_unknown, request_type, request_choice, request_empty, request_long, request_form).
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise DocumentError("file_unreadable", name=str(path), why=error.strerror or type(error).__name__) from error
    if len(data) > LARGEST:
        raise DocumentError("request_large", name=path.name, limit=LARGEST)
    try:
        document = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise DocumentError("request_not_json", name=path.name, why=str(error)) from error
    check_request(document, path.name)
    return dict(document)


def check_request(document: Any, name: str) -> None:
    """Raise DocumentError for the first thing in which *document*, called *name*, breaks the schema."""
    broken = next(violations(document, request_schema()), None)
    if broken is not None:
        raise _told(broken, name)


def draft_of(document: dict[str, Any], attachments: tuple[str, ...] = ()) -> RequestDraft:
    """The draft that a checked *document* holds; *attachments* are the hashes of its files once they are stored."""
    people = (Requester(who["name"], who.get("party", ""), who.get("role", "")) for who in document["requesters"])
    return RequestDraft(
        committee=document["committee"],
        title=document["title"],
        requesters=tuple(people),
        meeting_id=document.get("meeting"),
        treatment=ItemType(document.get("treatment", ItemType.DISCUSSION)),
        text=document.get("text", ""),
        recommendation=tuple(document.get("recommendation", ())),
        reason=document.get("reason", ""),
        references=tuple(document.get("references", ())),
        attachments=attachments,
    )


def document_of(draft: RequestDraft, attachments: tuple[str, ...] = ()) -> dict[str, Any]:
    """The document that says what *draft* says; *attachments* are the paths of its files."""
    document: dict[str, Any] = {
        "committee": draft.committee,
        "meeting": draft.meeting_id,
        "title": draft.title,
        "treatment": draft.treatment.value,
        "requesters": [{"name": p.name, "party": p.party, "role": p.role} for p in draft.requesters],
        "text": draft.text,
        "recommendation": list(draft.recommendation),
        "reason": draft.reason,
        "references": list(draft.references),
        "attachments": list(attachments),
    }
    return document


@cache
def request_schema() -> dict[str, Any]:
    """The JSON Schema of REQUEST.json."""
    with resource_path("request.schema.json").open(encoding="utf-8") as file:
        return dict(json.load(file))


def _told(broken: Violation, name: str) -> DocumentError:
    where = broken.where or name
    return DocumentError(_CODES[broken.keyword], name=name, where=where, expected=broken.expected)
