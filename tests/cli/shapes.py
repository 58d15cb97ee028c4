"""The JSON shapes that the command line promises, as JSON Schemas. Written by hand, apart from the code that prints."""

from __future__ import annotations

from typing import Any

import jsonschema

ID = {"type": "string", "pattern": "^[A-Za-z0-9_-]+$"}
TEXT = {"type": "string"}
COUNT = {"type": "integer", "minimum": 0}
INSTANT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$"}
LOCAL = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0[12]:00$"}
START = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d(T\d\d:\d\d)?$"}


def maybe(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def some(schema: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": schema}


def exactly(**properties: dict[str, Any]) -> dict[str, Any]:
    """An object with all of these and nothing else."""
    named = {name.rstrip("_"): schema for name, schema in properties.items()}
    return {"type": "object", "properties": named, "required": list(named), "additionalProperties": False}


KIND = maybe({"enum": ["agenda", "minutes", "supplement", "planned"]})
ADDED = exactly(id=ID, kind={"enum": ["folder", "exports", "firstagenda", "oparl", "ical"]}, name=TEXT)
SOURCES = some(
    exactly(
        id=ID, kind=TEXT, name=TEXT, location=TEXT, committees=some(TEXT), last_success=maybe(INSTANT),
        state={"enum": ["never", "ok", "partly", "failed", "attention"]}, read_scans={"type": "boolean"},
    )
)  # fmt: skip
PROBLEM = exactly(what=TEXT, why={"type": "string", "minLength": 10})
REPORT = exactly(
    new=COUNT, changed=COUNT, unchanged=COUNT, withdrawn=COUNT, attachments=COUNT, skipped=some(PROBLEM),
    failed=some(PROBLEM), notices=some(PROBLEM), attention=some(PROBLEM),
)  # fmt: skip
EVENT = {
    "type": "object",
    "required": ["event", "source", "what"],
    "properties": {
        "event": {"enum": ["start", "progress", "meeting", "failed", "done"]},
        "source": ID, "what": TEXT, "done": COUNT, "total": COUNT, "page": COUNT, "pages": COUNT,
        "files_done": COUNT, "files_total": COUNT, "bytes_done": COUNT, "bytes_total": COUNT,
        "outcome": TEXT, "why": TEXT,
    },
    "additionalProperties": False,
}  # fmt: skip
MEETINGS = some(
    exactly(
        id=ID, municipality=maybe(TEXT), committee=TEXT, term=maybe(TEXT), start=maybe(START), place=maybe(TEXT),
        end=maybe(START), title=maybe(TEXT), kind=KIND, withdrawn={"type": "boolean"}, items=COUNT,
        versions=some(exactly(id=ID, kind=KIND, released=maybe(INSTANT), documents=some(exactly(id=ID, name=TEXT)))),
    )
)  # fmt: skip


def _item(stored: bool) -> dict[str, Any]:
    attachment = {"title": TEXT, "document_number": maybe(TEXT)}
    if stored:
        attachment |= {"id": ID, "state": {"enum": ["present", "waiting", "failed", "not_in_source"]}}
    return exactly(
        **({"id": ID} if stored else {}),
        number=maybe(TEXT), title=TEXT, type=maybe({"enum": ["Beslutning", "Orientering", "Drøftelse"]}),
        closed={"type": "boolean"}, case_number=maybe(TEXT), document_number=maybe(TEXT), recommendation=maybe(TEXT),
        decisions=some(exactly(body=maybe(TEXT), date=maybe(START), text=TEXT)),
        attachments=some(exactly(**attachment)),
        outcome=maybe({"enum": ["followed", "changed", "rejected", "postponed", "sent_back", "discussed", "noted"]}),
        votes=some(exactly(for_=some(TEXT), against=some(TEXT), abstained=some(TEXT))), absent=some(TEXT),
        presence=some(
            exactly(
                kind={"enum": ["absent", "left", "arrived", "substitute", "disqualified"]},
                name=TEXT, instead_of=maybe(TEXT), text=TEXT,
            )
        ),
        statements=some(
            exactly(kind={"enum": ["reservation", "minority", "entered"]}, who=some(TEXT), text=TEXT)
        ),
        handouts=some(TEXT),
        sub_items=some(exactly(number=TEXT, title=TEXT, text=TEXT)),
        references=some(exactly(body=maybe(TEXT), date=maybe(TEXT), item=maybe(TEXT))),
        sections=some(exactly(heading=TEXT, text=TEXT)),
    )  # fmt: skip


def _meeting(stored: bool) -> dict[str, Any]:
    return exactly(
        **({"id": ID, "version": ID} if stored else {}),
        kind=KIND, committee=maybe(TEXT), term=maybe(TEXT), start=maybe(START), place=maybe(TEXT),
        items=some(_item(stored)), coming_items=some(TEXT), warnings=some(TEXT),
        coming=some(exactly(title=TEXT, meeting=maybe(TEXT), date=maybe(START))),
        coverage={"type": "number", "minimum": 0, "maximum": 1}, recognised={"type": "boolean"},
    )  # fmt: skip


INSPECT, SHOW = _meeting(stored=False), _meeting(stored=True)
HITS = some(
    exactly(
        kind={"enum": ["item", "attachment", "note", "request"]}, id=ID, meeting=maybe(ID), item=maybe(ID),
        attachment=maybe(ID), page=maybe({"type": "integer", "minimum": 1}), title=TEXT, date=maybe(START),
        snippet={"type": "string", "pattern": "^[^\ue000\ue001]*$"},
    )
)  # fmt: skip
NOTE = exactly(
    id=ID, meeting=ID, item=ID, item_title=TEXT, attachment=maybe(ID), page=maybe({"type": "integer", "minimum": 1}),
    quote=maybe(TEXT), text=TEXT, colour=maybe({"enum": ["yellow", "green", "red"]}),
    state={"enum": ["placed", "moved", "check", "unplaced"]}, created=INSTANT, changed=INSTANT,
)  # fmt: skip
BOOKMARK = exactly(
    id=ID, item=ID, attachment=maybe(ID), page=maybe({"type": "integer", "minimum": 1}), name=TEXT, created=INSTANT
)
_REQUEST: dict[str, Any] = {
    "id": ID,
    "status": {"enum": ["draft", "ready", "sent", "received", "on_agenda", "decided", "withdrawn"]},
    "committee": TEXT,
    "meeting": maybe(ID),
    "title": TEXT,
    "requesters": some(exactly(name=TEXT, party=TEXT, role=TEXT)),
    "deadline": maybe(LOCAL),
    "days_left": maybe({"type": "integer"}),
    "item": maybe(ID),
}
REQUEST = exactly(**_REQUEST)
WHOLE_REQUEST = exactly(
    **_REQUEST, treatment={"enum": ["Beslutning", "Orientering", "Drøftelse"]}, text=TEXT, recommendation=some(TEXT),
    reason=TEXT, references=some(ID), attachments=some(TEXT), created=INSTANT, changed=INSTANT,
)  # fmt: skip
DEADLINE = exactly(rule=TEXT, deadline=LOCAL, days_left={"type": "integer"}, meeting=maybe(ID))
DOCTOR = some(exactly(check=TEXT, ok={"type": "boolean"}, detail=TEXT, remedy=TEXT))
SELFTEST = exactly(
    ok={"type": "boolean"},
    checks=some(exactly(name=TEXT, ok={"type": "boolean"}, seconds={"type": "number", "minimum": 0}, detail=TEXT)),
)
NEWER = exactly(
    version=TEXT, urgent={"type": "boolean"}, notes=TEXT, expires=INSTANT, url=TEXT, size=COUNT,
    sha256={"type": "string", "pattern": "^[0-9a-f]{64}$"},
)  # fmt: skip
UPDATE = exactly(
    version=TEXT, mode={"enum": ["off", "notify", "auto"]}, locked={"type": "boolean"}, installation=maybe(TEXT),
    address=maybe(TEXT), looked=maybe(INSTANT), outcome={"enum": ["never", "current", "found", "nothing", "failed"]},
    why=maybe(TEXT), newer=maybe(NEWER), file=maybe(TEXT),
)  # fmt: skip


def fits(value: Any, schema: dict[str, Any]) -> Any:
    """*value*, held to *schema*."""
    jsonschema.validate(value, schema, cls=jsonschema.Draft202012Validator)
    return value
