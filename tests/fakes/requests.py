"""Requests of the fake workspace."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from moedeklar.model.changes import Kind
from moedeklar.model.errors import NotFound
from moedeklar.model.moments import COPENHAGEN, local_now
from moedeklar.model.requests import Deadline, DeadlineRule, Request, RequestDraft, RequestStatus
from moedeklar.model.views import RequestRow

if TYPE_CHECKING:
    from tests.fakes.workspace import FakeWorkspace


class FakeRequests:
    def __init__(self, workspace: FakeWorkspace) -> None:
        self._workspace = workspace
        self._all: dict[str, Request] = {}
        self._rules: dict[str, DeadlineRule] = {}
        self._next = 1

    def new(self, draft: RequestDraft) -> Request:
        now = self._workspace.clock.now()
        made = Request(f"request-{self._next}", draft, RequestStatus.DRAFT, now, now)
        self._next += 1
        self._put(made)
        self._workspace.undo.push("ny anmodning", lambda: self._drop(made.id), lambda: self._put(made))
        return made

    def save(self, request_id: str, draft: RequestDraft) -> Request:
        saved = replace(self.get(request_id), draft=draft, changed=self._workspace.clock.now())
        self._put(saved)
        return saved

    def get(self, request_id: str) -> Request:
        if request_id not in self._all:
            raise NotFound("not_found", id=request_id)
        return self._all[request_id]

    def list(self) -> tuple[RequestRow, ...]:
        return tuple(self._row(request) for request in self._all.values())

    def set_status(self, request_id: str, status: RequestStatus) -> Request:
        changed = replace(self.get(request_id), status=status, changed=self._workspace.clock.now())
        self._put(changed)
        return changed

    def remove(self, request_id: str) -> None:
        gone = self.get(request_id)
        self._drop(request_id)
        self._workspace.undo.push("slet anmodning", lambda: self._put(gone), lambda: self._drop(request_id))

    def letter_html(self, request: str | RequestDraft) -> str:
        draft = self.get(request).draft if isinstance(request, str) else request
        who = ", ".join(f"{r.name} ({r.party})" if r.party else r.name for r in draft.requesters)
        return f"<h1>{draft.title}</h1><p>{who} anmoder {draft.committee} om en sag.</p><p>{draft.text}</p>"

    def letter_pdf(self, request_id: str) -> bytes:
        self.get(request_id)
        return b"%PDF-1.7\n%%EOF\n"

    def deadline(self, committee: str, meeting_id: str | None = None) -> Deadline:
        rows = self._workspace.meetings.list(committee=committee, since=local_now(self._workspace.clock).date())
        rows = tuple(r for r in rows if meeting_id in (None, r.id))
        if not rows or rows[0].start is None:
            raise NotFound("no_meeting", committee=committee)
        rule, day = self.rule(committee), rows[0].start.day
        due = datetime.combine(day - timedelta(days=rule.count), rule.clock or time(23, 59), ZoneInfo(COPENHAGEN))
        left = (due.date() - local_now(self._workspace.clock).date()).days
        return Deadline(rule, day, due, left, rows[0].id)

    def rule(self, committee: str) -> DeadlineRule:
        return self._rules.get(committee, DeadlineRule())

    def rule_is_locked(self, committee: str) -> bool:
        presets = self._workspace.presets
        return presets.is_locked("committees") and any(one.name == committee for one in presets.preset.committees)

    def set_rule(self, committee: str, rule: DeadlineRule) -> None:
        self._rules[committee] = rule
        self._workspace.changed(Kind.RULE, committee)

    def describe_rule(self, rule: DeadlineRule) -> str:
        return f"{rule.count} dage før mødet"

    def _row(self, request: Request) -> RequestRow:
        try:
            deadline = self.deadline(request.draft.committee, request.draft.meeting_id)
        except NotFound:
            return RequestRow(request, None, None)
        start = self._workspace.meetings.view(deadline.meeting_id or "").row.start
        return RequestRow(request, deadline, start)

    def _put(self, request: Request) -> None:
        self._all[request.id] = request
        self._workspace.changed(Kind.REQUEST, request.id)

    def _drop(self, request_id: str) -> None:
        del self._all[request_id]
        self._workspace.changed(Kind.REQUEST, request_id)
