"""Closed material that goes some days after its meeting: the verb `retention`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from moedeklar.cli.interrupting import interruptible
from moedeklar.cli.session import Session
from moedeklar.cli.table import table
from moedeklar.cli.verbs import add_verb
from moedeklar.wording.dates import plain_date
from moedeklar.wording.language import _
from moedeklar.wording.retention import (
    amount,
    begins_sentence,
    copies_sentence,
    gone_sentence,
    kept_lines,
    meeting_words,
    rule_sentence,
)

if TYPE_CHECKING:
    from moedeklar.member.removed import Removed
    from moedeklar.member.retention import RetentionStatus, Upcoming


def register(app: typer.Typer) -> None:
    """Add the verb to *app*."""
    add_verb(
        app,
        "retention",
        retention,
        about=_("Tell what closed material is removed when, and by whose rule; or remove what is due."),
        examples=(
            "moedeklar retention",
            "moedeklar retention --run",
            "moedeklar retention --days 90",
            "moedeklar retention --json",
        ),
    )


def retention(
    session: Session,
    run: Annotated[bool, typer.Option("--run", help=_("Remove what is due now."))] = False,
    days: Annotated[
        int | None,
        typer.Option(
            min=0,
            metavar=_("DAYS"),
            help=_("From now on keep closed material for so many days after its meeting; 0: for ever."),
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> None:
    """The verb `retention`."""
    removed: Removed | None = None
    with session.workspace() as workspace:
        if days is not None:
            workspace.retention.choose(days)
        if run:
            with interruptible() as cancelled:
                removed = workspace.retention.run(cancelled)
        workspace.retention.told()
        status = workspace.retention.status()
    if as_json:
        session.output.json(_shape(status, removed))
        return
    if removed is not None:
        session.output.say(_removed(removed) if removed else _("Nothing was due."))
    _say(session, status)


def _say(session: Session, status: RetentionStatus) -> None:
    say = session.output.say
    say(rule_sentence(status.rule))
    if status.begins is not None:
        say(begins_sentence(status.begins))
    if status.rule is None:
        return
    if not status.upcoming:
        say(_("There is no closed material here."))
        return
    rows = [
        [plain_date(one.day), meeting_words(one.going.meeting.committee, one.going.meeting.start), _amount(one)]
        for one in status.upcoming
    ]
    say(table(rows))
    if status.copies:
        say(copies_sentence(len(status.copies)))
    for line in kept_lines():
        say(line)


def _amount(one: Upcoming) -> str:
    return amount(one.going.items, one.going.attachments, one.going.size)


def _removed(removed: Removed) -> str:
    parts = amount(removed.items, removed.attachments, removed.size)
    said = [gone_sentence(removed.day, removed.rule, parts)] if parts else []
    return " ".join([*said, *([copies_sentence(removed.copies)] if removed.copies else [])])


def _shape(status: RetentionStatus, removed: Removed | None) -> dict[str, Any]:
    rule, last = status.rule, removed or status.last
    return {
        "rule": {"days": rule.days, "name": rule.name} if rule else None,
        "locked": status.locked,
        "begins": status.begins.isoformat() if status.begins else None,
        "upcoming": [
            {
                "day": one.day.isoformat(),
                "meeting": one.going.meeting.meeting_id,
                "committee": one.going.meeting.committee,
                "start": one.going.meeting.start.isoformat() if one.going.meeting.start else None,
                "items": one.going.items,
                "attachments": one.going.attachments,
                "papers": one.going.papers,
                "bytes": one.going.size,
            }
            for one in status.upcoming
        ],
        "copies": list(status.copies),
        "removed": _removal(last) if last else None,
    }


def _removal(removed: Removed) -> dict[str, Any]:
    return {
        "day": removed.day.isoformat(),
        "rule": removed.rule,
        "meetings": removed.meetings,
        "items": removed.items,
        "attachments": removed.attachments,
        "papers": removed.papers,
        "bytes": removed.size,
        "copies": removed.copies,
    }
