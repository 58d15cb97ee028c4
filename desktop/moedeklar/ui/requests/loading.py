"""What the editor needs before it can be shown: the request, the meetings to choose from, and words for references."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from moedeklar.member.templates import begun
from moedeklar.model.errors import NotFound
from moedeklar.model.moments import LocalStart, local_now
from moedeklar.model.organisation import RequestWays
from moedeklar.model.requests import Request, RequestDraft, Requester, RequestStatus
from moedeklar.model.text import bare, committee_key
from moedeklar.model.views import Hit, HitKind, ItemRow, MeetingRow
from moedeklar.ui.navigation import Target
from moedeklar.wording.dates import long_date, plain_date
from moedeklar.wording.language import _
from moedeklar.wording.names import item_title

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Choice:
    """A committee's meeting that a request may be for; `meeting_id` None is its next one, whenever that is."""

    committee: str
    meeting_id: str | None
    label: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """All that the editor shows at first. `request` is None for a new one; `names` are words for the references.

    `ways` are those in which requests get to the *organisation*, "" where none has decided on any.
    """

    request: Request | None
    draft: RequestDraft
    choices: tuple[Choice, ...]
    names: dict[str, str]
    ways: RequestWays = field(default_factory=RequestWays)
    organisation: str = ""


def load(workspace: Workspace, target: Target) -> Loaded:
    """Read what *target* asks for. Blocks; any thread. Raises NotFound for a request that is gone."""
    today = local_now(workspace.clock).date()
    coming = tuple(row for row in workspace.meetings.list(since=today) if row.committee)
    committees = [row.name for row in workspace.meetings.committees() if row.name]
    if target.request is not None:
        request = workspace.requests.get(target.request)
        draft = request.draft
    else:
        request, draft = None, _fresh(workspace, target, coming, committees)
    past = _wanted(workspace, draft.meeting_id, coming)
    presets = workspace.presets
    return Loaded(
        request,
        draft,
        choices([*coming, *past], committees, draft),
        names(workspace, draft.references),
        presets.in_force().requests,
        presets.organisation(),
    )


def choices(meetings: Iterable[MeetingRow], committees: Iterable[str], draft: RequestDraft) -> tuple[Choice, ...]:
    """The meetings by committee and day, each committee's "next meeting" last; the draft's own is always there."""
    rows: dict[str, list[Choice]] = {}
    for name in (*committees, draft.committee):
        if name:
            rows.setdefault(bare(name), [Choice(name, None, _("{committee} · next meeting").format(committee=name))])
    for meeting in meetings:
        own = rows.setdefault(bare(meeting.committee), [])
        day = long_date(meeting.start.day) if meeting.start else _("no date")
        label = f"{meeting.committee} · {day}"
        own.insert(len(own) - 1 if own else 0, Choice(meeting.committee, meeting.id, label))
    return tuple(choice for key in sorted(rows) for choice in rows[key])


def _wanted(workspace: Workspace, meeting_id: str | None, coming: Iterable[MeetingRow]) -> list[MeetingRow]:
    if meeting_id is None or any(row.id == meeting_id for row in coming):
        return []
    try:
        return [workspace.meetings.view(meeting_id).row]
    except NotFound:
        return []


def _fresh(workspace: Workspace, target: Target, coming: tuple[MeetingRow, ...], committees: list[str]) -> RequestDraft:
    """A new draft for what somebody was looking at: its committee, next meeting, and a reference to the item."""
    committee, meeting, title = "", target.meeting, target.title
    references: tuple[str, ...] = ()
    if target.item is not None:
        item = workspace.meetings.item(target.item)
        row = workspace.meetings.view(item.meeting_id).row
        committee, title, references = row.committee, title or item.content.caption, (target.item,)
        meeting = None
    elif meeting is not None:
        committee = workspace.meetings.view(meeting).row.committee
    elif target.committee is not None:
        committee = next((name for name in committees if _same(name, target.committee)), target.committee)
    if not committee:
        committee, meeting = coming[0].committee if coming else next(iter(committees), ""), None
    if meeting is None and committee:
        meeting = _reachable(workspace, committee)
    draft = RequestDraft(committee, title, _usual_requesters(workspace), meeting, references=references)
    return begun(draft, workspace.presets.in_force().templates)


def _same(one: str, other: str) -> bool:
    """Whether two names, or a name and a key, are of one committee; the council's term doesn't count."""
    return committee_key(one) == committee_key(other)


def _reachable(workspace: Workspace, committee: str) -> str | None:
    """The committee's next meeting whose deadline hasn't passed."""
    try:
        return workspace.requests.deadline(committee).meeting_id
    except NotFound:
        return None


def _usual_requesters(workspace: Workspace) -> tuple[Requester, ...]:
    """Those who asked last time: mostly the same people ask again."""
    rows = [row.request for row in workspace.requests.list() if row.request.status is not RequestStatus.WITHDRAWN]
    newest = max(rows, key=lambda request: request.created, default=None)
    return newest.draft.requesters if newest else ()


def names(workspace: Workspace, references: Iterable[str]) -> dict[str, str]:
    """Words for ids of items, attachments and notes. One that is gone is told as such."""
    return {reference: _name(workspace, reference) for reference in references}


def _name(workspace: Workspace, reference: str) -> str:
    try:
        item = workspace.meetings.item(reference)
        row = workspace.meetings.view(item.meeting_id).row
        return item_words(item.row, row.start)
    except NotFound:
        pass
    try:
        return attachment_words(workspace.meetings.attachment(reference).title)
    except NotFound:
        pass
    try:
        note = workspace.notes.get(reference)
        return note_words(note.text or note.quote)
    except NotFound:
        return _("No longer here")


def item_words(row: ItemRow, start: LocalStart | None) -> str:
    """ "Punkt 5, 12. januar 2021", or the title where there is no number."""
    return _item(row.number, row.title, start.day if start else None)


def _item(number: str | None, title: str, day: date | None) -> str:
    name = _("Item {number}").format(number=number) if number else _short(item_title(title))
    return f"{name}, {plain_date(day)}" if day else name


def attachment_words(title: str) -> str:
    """ "Bilag: Kontrolgruppens oplæg"."""
    return _("Attachment: {title}").format(title=_short(title))


def note_words(text: str) -> str:
    """ "Note: Spørg til udgifterne …"."""
    return _("Note: {text}").format(text=_short(text))


def hit_words(hit: Hit) -> str:
    """A hit as a reference, before its number is known: its title and day."""
    if hit.kind is HitKind.NOTE:
        return note_words(hit.title)
    if hit.kind is HitKind.ATTACHMENT:
        return attachment_words(hit.title)
    return _item(None, hit.title, hit.start_of_meeting.day if hit.start_of_meeting else None)


def _short(text: str, most: int = 40) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
