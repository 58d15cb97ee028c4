"""Requests to put an item on an agenda: drafts, deadlines, letters, and what became of them."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from moedeklar.member.following import came_further, day_made
from moedeklar.member.letter import LetterFacts, letter_html
from moedeklar.member.letter_paper import letter_facts, set_letter
from moedeklar.member.rules import deadline_for, decided_rule, rule_for
from moedeklar.member.templates import begun
from moedeklar.member.undo import Undo
from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.errors import DocumentError, NotFound, PresetError
from moedeklar.model.ids import new_id
from moedeklar.model.moments import local_now
from moedeklar.model.organisation import Preset
from moedeklar.model.requests import Deadline, DeadlineRule, Request, RequestDraft, RequestStatus
from moedeklar.model.text import committee_key
from moedeklar.model.views import RequestRow
from moedeklar.pdf.client import PdfClient
from moedeklar.request_document import draft_of, read_request
from moedeklar.store import requests as rows
from moedeklar.store.database import Database
from moedeklar.store.store import Store
from moedeklar.store.under_way import UNDER_WAY, is_any_under_way
from moedeklar.wording.language import _
from moedeklar.wording.requests import rule_sentence

T = TypeVar("T")


class Requests:
    """What a member asks of committees. Blocking; may be called from any thread but the store's writer.

    Making, removing and a change of status can be undone. Typing can not, since an editor undoes it better; so `save`
    is one small transaction, cheap enough for every pause in typing.
    """

    def __init__(self, store: Store, pdf: PdfClient, undo: Undo, preset: Callable[[], Preset] = Preset) -> None:
        """*preset* gives what the organisation decides: deadlines, recipients, what requests begin with."""
        self._preset = preset
        self._store = store
        self._pdf = pdf
        self._clock = store.clock
        self._undo = undo

    def new(self, draft: RequestDraft) -> Request:
        """Begin a request with what is known of it."""
        now = self._clock.now()
        made = self._put(Request(new_id("request"), draft, RequestStatus.DRAFT, now, now))
        self._undo.push(lambda: _("new request"), lambda: self._drop(made.id), lambda: self._back(made.id))
        return made

    def new_from_file(self, path: Path) -> Request:
        """Begin a request from a REQUEST.json; its files are kept in the store.

        DocumentError as of `request_document.read_request`, and file_unreadable for one of its files; nothing is then
        made. NotFound for a meeting that is not here.
        """
        document = read_request(path)
        meeting = document.get("meeting")
        if meeting is not None and self._store.read(lambda db: rows.meeting_start(db, meeting)) is None:
            raise NotFound("not_found", id=meeting)
        files = [path.parent / name for name in document.get("attachments", ())]
        kept = tuple(_keep(self._store, file) for file in files)
        draft = replace(draft_of(document, kept), attachment_names=tuple(file.name for file in files))
        return self.new(begun(draft, self._preset().templates))

    def save(self, request_id: str, draft: RequestDraft) -> Request:
        """Keep what has been written. Nothing is written where nothing changed. Raises NotFound."""

        def work(db: Database) -> tuple[Request, ChangeSet]:
            known = rows.get(db, request_id)
            if known.draft == draft:
                return known, ChangeSet()
            saved = rows.put(db, replace(known, draft=draft, changed=self._clock.now()))
            return saved, ChangeSet.of(Kind.REQUEST, request_id)

        return self._store.write(work)

    def get(self, request_id: str) -> Request:
        """The request. Raises NotFound."""
        return self._store.read(lambda db: rows.get(db, request_id))

    def row(self, request_id: str) -> RequestRow:
        """The request with its deadline, meeting and item. Raises NotFound."""
        preset = self._preset()
        return self._store.read(lambda db: self._row(db, rows.get(db, request_id), preset))

    def list(self) -> tuple[RequestRow, ...]:
        """All requests with deadline, meeting and item, the one changed last first."""
        preset = self._preset()
        return self._store.read(lambda db: tuple(self._row(db, request, preset) for request in rows.find(db)))

    def set_status(self, request_id: str, status: RequestStatus) -> Request:
        """Say how far it has come. Raises NotFound."""
        before = self.get(request_id).status
        after = self._set_status(request_id, status)
        self._undo.push(
            lambda: _("status of a request"),
            lambda: self._set_status(request_id, before),
            lambda: self._set_status(request_id, status),
        )
        return after

    def remove(self, request_id: str) -> None:
        """Remove the request. Raises NotFound."""
        self._drop(request_id)
        self._undo.push(lambda: _("remove request"), lambda: self._back(request_id), lambda: self._drop(request_id))

    def follow(self) -> tuple[str, ...]:
        """Look for requests under way on the agendas that are here; returns the ids of those that have come further.

        To be called after a sync. A request that is found as an item is linked to it and is then on the agenda, and
        decided once the item has a decision. What a person set by hand is never set back.
        """

        def work(db: Database) -> tuple[tuple[str, ...], ChangeSet]:
            open_ones = [request for request in rows.find(db) if request.status in UNDER_WAY]
            if not open_ones:
                return (), ChangeSet()
            since = min(day_made(request) for request in open_ones).isoformat()
            published = rows.published_items(
                db, {committee_key(request.draft.committee) for request in open_ones}, since
            )
            moved = []
            for request in open_ones:
                further = came_further(request, published.get(committee_key(request.draft.committee), ()))
                if further is not None:
                    moved.append(rows.put(db, replace(further, changed=self._clock.now())).id)
            return tuple(moved), ChangeSet.of(Kind.REQUEST, *moved) if moved else ChangeSet()

        # A first look without the writer: most runs bring nothing for a request.
        if not self._store.read(is_any_under_way):
            return ()
        return self._store.write(work)

    def letter_html(self, request: str | RequestDraft) -> str:
        """The letter of a request, or of a draft as it stands in an editor, as HTML for the screen. Raises NotFound."""
        preset = self._preset()
        return letter_html(*self._store.read(lambda db: self._letter(db, request, preset)))

    def letter_pdf(self, request_id: str) -> bytes:
        """The letter as a PDF (A4, fonts embedded). Raises NotFound, DocumentError."""
        preset = self._preset()
        return set_letter(self._pdf, *self._store.read(lambda db: self._letter(db, request_id, preset)))

    def deadline(self, committee: str, meeting_id: str | None = None) -> Deadline:
        """By when a request to *committee* must be made for the meeting, or for its next one that can still be reached.

        NotFound: not_found for an unknown meeting, no_meeting where none is known to come, no_reference_meeting where
        the rule counts from another committee's meeting and none is known.
        """
        preset = self._preset()
        return self._store.read(lambda db: deadline_for(db, self._clock, committee, meeting_id, preset))

    def rule(self, committee: str) -> DeadlineRule:
        """The committee's rule; 8 days before, where none was set. Spelling and council term do not matter."""
        preset = self._preset()
        return self._store.read(lambda db: rule_for(db, committee, preset))

    def rule_is_locked(self, committee: str) -> bool:
        """Whether the organisation has a rule for the committee that a member can't change."""
        preset = self._preset()
        return preset.is_locked("committees") and decided_rule(preset, committee) is not None

    def set_rule(self, committee: str, rule: DeadlineRule) -> None:
        """Set the committee's rule. Raises PresetError preset_rule_locked."""
        if self.rule_is_locked(committee):
            raise PresetError("preset_rule_locked", name=self._preset().name)
        key = committee_key(committee)
        before = self._store.read(lambda db: rows.rule(db, key))
        self._put_rule(key, rule)
        self._undo.push(
            lambda: _("deadline rule"), lambda: self._put_rule(key, before), lambda: self._put_rule(key, rule)
        )

    def describe_rule(self, rule: DeadlineRule) -> str:
        """The rule in words, in the language spoken."""
        return rule_sentence(rule)

    def _put(self, request: Request) -> Request:
        return self._store.write(lambda db: (rows.put(db, request), ChangeSet.of(Kind.REQUEST, request.id)))

    def _drop(self, request_id: str) -> Request:
        now = self._clock.now()
        return self._store.write(lambda db: (rows.remove(db, request_id, now), ChangeSet.of(Kind.REQUEST, request_id)))

    def _back(self, request_id: str) -> Request:
        now, told = self._clock.now(), ChangeSet.of(Kind.REQUEST, request_id)
        return self._store.write(lambda db: (rows.bring_back(db, request_id, now), told))

    def _set_status(self, request_id: str, status: RequestStatus) -> Request:
        """Only the status: what was written since must survive an undo."""

        def work(db: Database) -> tuple[Request, ChangeSet]:
            known = rows.get(db, request_id)
            return rows.put(db, replace(known, status=status, changed=self._clock.now())), told

        told = ChangeSet.of(Kind.REQUEST, request_id)
        return self._store.write(work)

    def _put_rule(self, key: str, rule: DeadlineRule | None) -> None:
        now = self._clock.now()

        def work(db: Database) -> tuple[None, ChangeSet]:
            rows.put_rule(db, key, rule, now)
            return None, ChangeSet.of(Kind.RULE, key)

        self._store.write(work)

    def _letter(self, db: Database, request: str | RequestDraft, preset: Preset) -> tuple[RequestDraft, LetterFacts]:
        draft = rows.get(db, request).draft if isinstance(request, str) else request
        return draft, letter_facts(db, draft, local_now(self._clock).date(), preset)

    def _row(self, db: Database, request: Request, preset: Preset) -> RequestRow:
        draft = request.draft
        deadline: Deadline | None = None
        with contextlib.suppress(NotFound):
            deadline = deadline_for(db, self._clock, draft.committee, draft.meeting_id, preset)
        meeting_id = draft.meeting_id or (deadline.meeting_id if deadline else None)
        start = rows.meeting_start(db, meeting_id) if meeting_id else None
        number = rows.item_number(db, request.item_id) if request.item_id else None
        return RequestRow(request, deadline, start, number)


def _keep(store: Store, file: Path) -> str:
    """Put the file into the store; its hash."""
    try:
        with file.open("rb") as source:
            return store.files.put(source)[0]
    except OSError as error:
        raise DocumentError("file_unreadable", name=str(file), why=error.strerror or type(error).__name__) from error
