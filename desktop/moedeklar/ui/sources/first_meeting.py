"""What is shown once the first agendas have come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moedeklar.model.views import MeetingRow

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace


def first_meeting(workspace: Workspace) -> MeetingRow | None:
    """The next meeting, else the latest one that there is; None where there is none. Blocks."""
    coming: MeetingRow | None = workspace.meetings.next_meeting()
    if coming is not None:
        return coming
    meetings: tuple[MeetingRow, ...] = workspace.meetings.list()
    dated = [meeting for meeting in meetings if meeting.start is not None] or list(meetings)
    return dated[-1] if dated else None
