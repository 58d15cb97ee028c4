"""Receiving a request: is it well formed, what does it ask, and what will have to be asked back for.

A request that breaks the schema is refused with the place where it breaks. One that is well formed is always received,
since a member's right to put a question doesn't depend on good form; what a secretary would miss is listed.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath, PureWindowsPath

from moedeklar.model.agenda import ItemType
from moedeklar.model.requests import RequestDraft
from moedeklar.request_document import draft_of, read_request


class Gap(StrEnum):
    """What a well-formed request leaves open."""

    NO_TEXT = "no_text"
    NO_MEETING = "no_meeting"
    NO_RECOMMENDATION = "no_recommendation"
    FILE_MISSING = "file_missing"
    FILE_OUTSIDE = "file_outside"


@dataclass(frozen=True, slots=True)
class ReceivedRequest:
    """A request as received.

    `digest` is the same for the same content however it is spaced, so that one that is sent twice is known. `files` are
    those of its attachments that lie where it says; `gaps` in the order of `Gap`.
    """

    draft: RequestDraft
    digest: str
    files: tuple[Path, ...]
    gaps: tuple[Gap, ...]


def receive(path: Path) -> ReceivedRequest:
    """Read and check the REQUEST.json at *path*. DocumentError as of `request_document.read_request`.

    Attachments are looked for below the document's own folder only: a request that comes from outside must not make
    anybody's program open other files of the computer.
    """
    document = read_request(path)
    named = document.get("attachments", [])
    inside = [name for name in named if _is_inside(name)]
    files = [path.parent.joinpath(*PureWindowsPath(name).parts) for name in inside]
    present = tuple(file for file in files if file.is_file() and file.resolve().is_relative_to(path.parent.resolve()))
    draft = draft_of(document)
    open_points = {
        Gap.NO_TEXT: not (draft.text.strip() or draft.reason.strip()),
        Gap.NO_MEETING: draft.meeting_id is None,
        Gap.NO_RECOMMENDATION: draft.treatment is ItemType.DECISION and not draft.recommendation,
        Gap.FILE_MISSING: any(not file.is_file() for file in files),
        Gap.FILE_OUTSIDE: len(inside) < len(named) or any(file.is_file() and file not in present for file in files),
    }
    spelled = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(spelled.encode("utf-8", "surrogatepass")).hexdigest()
    return ReceivedRequest(draft, digest, present, tuple(gap for gap, is_open in open_points.items() if is_open))


def _is_inside(name: str) -> bool:
    if PurePosixPath(name).is_absolute() or PureWindowsPath(name).drive or PureWindowsPath(name).root:
        return False
    return ".." not in PureWindowsPath(name).parts
