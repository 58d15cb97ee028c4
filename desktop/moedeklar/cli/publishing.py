"""What a secretary publishes: publish."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from moedeklar.cli import shapes
from moedeklar.cli.interrupting import interruptible
from moedeklar.cli.session import Session
from moedeklar.cli.table import table
from moedeklar.cli.use import WrongUse
from moedeklar.cli.verbs import add_verb
from moedeklar.model.errors import Cancelled, NotFound
from moedeklar.model.reports import EventKind, SyncEvent
from moedeklar.wording.language import _
from moedeklar.wording.publishing import (
    CHANGES,
    closed_sentence,
    held_sentence,
    objects_sentence,
    plan_summary,
    stopped_sentence,
)
from moedeklar.wording.reports import report_lines

if TYPE_CHECKING:
    from moedeklar.secretary.publishing.closed import ClosedPlan
    from moedeklar.secretary.publishing.openness import Held
    from moedeklar.secretary.publishing.plan import Plan, PlannedMeeting
    from moedeklar.secretary.publishing.publisher import Publisher
    from moedeklar.secretary.publishing.records import FeedSettings
    from moedeklar.secretary.publishing.targets.base import Target

PARTLY = 3
PUBLISHING = "publishing"  # the folder in the profile


def register(app: typer.Typer) -> None:
    """Add the verbs to *app*."""
    add_verb(
        app,
        "publish",
        publish,
        about=_(
            "Publish a folder of agendas, or an export of a case system, as a feed: web pages for everybody, OParl "
            "for programs. Closed items never go out. Exit status 3 when something could not be read, 4 when a guard "
            "stopped it."
        ),
        examples=(
            "moedeklar publish ~/Dagsordener --to /srv/www/dagsordener --url https://kommunen.example/ --name Nordlund",
            "moedeklar publish ~/Dagsordener --to /srv/www/dagsordener --dry-run",
            "moedeklar publish ~/Dagsordener --to s3://nordlund-dagsordener --option region=eu-north-1",
            "moedeklar publish ~/Dagsordener --to /srv/www/dagsordener --hold meeting-0123/4",
            "moedeklar publish ~/Dagsordener --to /srv/www/dagsordener --withdraw meeting-0123",
            "moedeklar publish ~/Dagsordener --to /srv/www/dagsordener --undo",
        ),
    )


def publish(
    session: Session,
    folder: Annotated[str, typer.Argument(metavar=_("FOLDER"), help=_("The folder of agendas, or the export."))],
    to: Annotated[
        str,
        typer.Option("--to", metavar=_("PLACE"), help=_("A folder, or s3://…, az://… or gs://… for object storage.")),
    ],
    url: Annotated[
        str | None, typer.Option(metavar="URL", help=_("Where the place is reached on the web; needed at first."))
    ] = None,
    name: Annotated[
        str | None, typer.Option(metavar="N", help=_("What the municipality is called; needed at first."))
    ] = None,
    contact: Annotated[str | None, typer.Option(metavar="E-MAIL", help=_("Whom readers may write to."))] = None,
    website: Annotated[str | None, typer.Option(metavar="URL", help=_("The municipality's own web site."))] = None,
    license_: Annotated[
        str | None, typer.Option("--license", metavar="URL", help=_("The licence of what is published."))
    ] = None,
    option: Annotated[
        list[str] | None,
        typer.Option(metavar=_("NAME=VALUE"), help=_("An option of the object storage; may be given again.")),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Tell what would be done, object by object, and write nothing."))
    ] = False,
    preview: Annotated[
        str | None, typer.Option(metavar=_("DIR"), help=_("Put everything into this folder to look at, and not out."))
    ] = None,
    withdraw: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help=_("Take this meeting back, and do nothing else; may be given again.")),
    ] = None,
    put_back: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID[/N]",
            help=_("Publish a withdrawn meeting, or an item that is held back, again; may be given again."),
        ),
    ] = None,
    hold: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID[/N]",
            help=_("Hold this meeting, or its item number N, back from now on; may be given again."),
        ),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID",
            help=_("Publish this meeting alone, and take back what has become closed; may be given again."),
        ),
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help=_("Go back to what was out before the last publish."))] = False,
    closed_to: Annotated[
        str | None,
        typer.Option(
            metavar=_("PLACE"),
            help=_("Where closed items go, encrypted for members: a place that only members may read."),
        ),
    ] = None,
    member_key: Annotated[
        list[str] | None,
        typer.Option(metavar=_("FILE"), help=_("A file with members' keys, one a line; may be given again.")),
    ] = None,
    accept: Annotated[
        bool, typer.Option("--accept", help=_("Go on although most meetings are gone from the folder."))
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> int:
    """The verb `publish`."""
    if sum(map(bool, (undo, withdraw, put_back or hold or only))) > 1:
        raise WrongUse("use_publish_two")
    if (closed_to is None) != (not member_key):
        raise WrongUse("use_closed_target")
    only_look, closed = dry_run or preview is not None, None
    with (
        interruptible() as stopped,
        _stoppable(session) as begun,
        _publisher(session, folder, to, option or []) as publisher,
    ):
        if undo:
            plan = publisher.plan_undo()
        elif withdraw:
            plan = publisher.plan_withdrawal(*withdraw)
        else:
            settings = _settings(publisher.settings, url, name, contact, website, license_)
            asked = _Asked(tuple(hold or ()), tuple(put_back or ()), tuple(only) if only else None, accept)
            plan = _plan(session, publisher, settings, asked, only_look=only_look, stopped=stopped)
        if closed_to is not None:
            closed = _closed(publisher, closed_to, option or [], member_key or [], only_look=only_look)
        if preview is not None:
            publisher.preview(plan, Path(preview).expanduser(), cancelled=stopped)
        elif not dry_run:
            begun.append(True)
            publisher.publish(
                plan, lambda done, total, what: session.output.progress(f"{done}/{total}  {what[:70]}"), stopped
            )
    session.output.end_progress()
    _say(session, plan, closed, as_json=as_json, dry=only_look, with_names=dry_run)
    return PARTLY if plan.report.failed else 0


@contextmanager
def _stoppable(session: Session) -> Iterator[list[bool]]:
    """Says what became of it where somebody pressed Ctrl+C; what it gives is filled when writing begins."""
    begun: list[bool] = []
    try:
        yield begun
    except Cancelled:
        session.output.end_progress()
        session.output.tell(stopped_sentence(publishing=bool(begun)))
        raise


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is to be held back and put back, and what alone is to be published, by the names of `holding`."""

    hold: tuple[str, ...]
    put_back: tuple[str, ...]
    only: tuple[str, ...] | None
    accept: bool


def _plan(
    session: Session,
    publisher: Publisher,
    settings: FeedSettings | None,
    asked: _Asked,
    *,
    only_look: bool,
    stopped: Callable[[], bool],
) -> Plan:
    from moedeklar.secretary.publishing import holding  # noqa: PLC0415 (as below)

    again = tuple(one for one in asked.put_back if not holding.is_item(one))
    items = tuple(one for one in asked.put_back if holding.is_item(one))
    by_hand = asked.hold or items
    plan = publisher.plan(
        settings,
        accept=asked.accept,
        put_back=again,
        only=None if by_hand else asked.only,
        on_event=lambda event: _follow(session, event),
        cancelled=stopped,
    )
    for one in asked.only or ():
        if plan.record(one) is None and all(meeting.id != one for meeting in plan.meetings):
            raise NotFound("not_found", id=one)
    if not by_hand:
        return plan
    wanted = holding.let_go(holding.held_too(publisher.choices, plan, asked.hold, publisher.alias), plan, items)
    plan = publisher.plan(
        settings, put_back=again, only=asked.only, report=plan.report, choices=wanted, cancelled=stopped
    )
    if not only_look:  # kept only now that there is a plan, and never for a look, however that ends
        publisher.choices = wanted
    return plan


@contextmanager
def _publisher(session: Session, folder: str, to: str, options: list[str]) -> Iterator[Publisher]:
    # Here, since publishing loads the store and the PDF client, which most verbs do without.
    from moedeklar.pdf.client import PdfClient  # noqa: PLC0415
    from moedeklar.secretary.publishing.publisher import Publisher  # noqa: PLC0415

    if not folder.strip() or not to.strip():
        raise WrongUse("use_path_empty")
    target, pdf = _target(to, options), PdfClient()
    try:
        home = session.profile().folder / PUBLISHING
        with Publisher.open(Path(folder), target, home, session.keys(), session.clock(), lambda: pdf) as publisher:
            yield publisher
    finally:
        pdf.close()


def _closed(publisher: Publisher, to: str, options: list[str], files: list[str], *, only_look: bool) -> ClosedPlan:
    from moedeklar.secretary.publishing.closed import read_keys  # noqa: PLC0415 (as above)

    target, recipients = _target(to, options), read_keys(Path(name).expanduser() for name in files)
    plan = publisher.plan_closed(target, recipients)
    if not only_look:
        publisher.publish_closed(plan, target, recipients)
    return plan


def _target(to: str, options: list[str]) -> Target:
    from moedeklar.secretary.publishing.targets.places import target_of  # noqa: PLC0415 (as above)

    given = {}
    for one in options:
        key, sign, value = one.partition("=")
        if not sign or not key.strip():
            raise WrongUse("use_option", value=one)
        given[key.strip()] = value
    return target_of(to, given)


def _settings(
    known: FeedSettings | None,
    url: str | None,
    name: str | None,
    contact: str | None,
    website: str | None,
    license_: str | None,
) -> FeedSettings | None:
    """What is remembered, with what is given now; None where that is not enough."""
    from moedeklar.secretary.publishing.feeds import address_of, contact_of, link_of  # noqa: PLC0415 (as above)
    from moedeklar.secretary.publishing.records import FeedSettings  # noqa: PLC0415

    address = address_of(url) if url is not None else known.url if known else ""
    called = name.strip() if name is not None else known.name if known else ""
    if not address or not called:
        return None

    before = known or FeedSettings("", "")
    return FeedSettings(
        address,
        called,
        contact_of(contact) if contact is not None else before.contact,
        link_of(website) if website is not None else before.website,
        link_of(license_) if license_ is not None else before.license,
    )


def _follow(session: Session, event: SyncEvent) -> None:
    if event.event is EventKind.PROGRESS:
        session.output.progress(f"{event.done}/{event.total}  {event.what[:70]}")


def _say(
    session: Session, plan: Plan, closed: ClosedPlan | None, *, as_json: bool, dry: bool, with_names: bool
) -> None:
    if as_json:
        session.output.json(_shape(plan, closed, dry=dry, with_names=with_names))
        return
    said = session.output.say
    changes = [one for one in plan.meetings if one.change.value != "same"]
    said(plan_summary(*(sum(one.change.value == what for one in plan.meetings) for what in _ORDER)))
    if changes:
        said(table([_cells(one) for one in changes]))
    held = plan.held if dry or session.verbose else [one for one in plan.held if one.kind.value != "file"]
    if held:
        said(_("Stays at home:"))
        for one in held:
            said("  " + _stays(one))
    lines = list(report_lines(plan.report, with_skipped=session.verbose))[1:]
    for line in lines:
        said(line)
    if with_names:
        for name in plan.writes:
            said(f"+ {name}")
        for name in plan.removes:
            said(f"- {name}")
    if plan.is_empty:
        said(_("Nothing has changed, so nothing is written."))
    else:
        said(objects_sentence(len(plan.writes), len(plan.removes), plan.size))
    if closed is not None:
        said(closed_sentence(len(closed.packages), len(closed.writes), closed.members))
    if dry:
        said(_("That is what would be done at {place}; nothing was written there.").format(place=plan.target))


_ORDER = ("new", "changed", "withdrawn", "same")


def _cells(one: PlannedMeeting) -> list[str]:
    start = one.start.isoformat().replace("T", " ") if one.start else ""
    return ["  " + CHANGES[one.change.value](), start, one.committee, one.id]


def _stays(one: Held) -> str:
    return f"{one.meeting}: " + held_sentence(
        one.kind.value, one.reason.value, one.number, one.name, one.by.value if one.by else None
    )


def _shape(plan: Plan, closed: ClosedPlan | None, *, dry: bool, with_names: bool) -> dict[str, Any]:
    """The plan as JSON. Of what is closed no name is in it."""
    shape: dict[str, Any] = {
        "target": plan.target,
        "done": not dry,
        "meetings": [
            {
                "id": one.id,
                "committee": one.committee,
                "start": one.start.isoformat() if one.start else None,
                "change": one.change.value,
                "items": one.items,
                "closed": one.closed,
                "files": one.files,
            }
            for one in plan.meetings
        ],
        "held": [
            {
                "kind": one.kind.value,
                "reason": one.reason.value,
                "meeting": one.meeting_id,
                "number": one.number,
                "by": one.by.value if one.by else None,
            }
            for one in plan.held
        ],
        "written": len(plan.writes),
        "removed": len(plan.removes),
        "bytes": plan.size,
        "report": shapes.report(plan.report),
    }
    if closed is not None:
        shape["closed"] = {"target": closed.target, "packages": len(closed.packages), "written": len(closed.writes)}
    if with_names:
        shape["objects"] = {"written": list(plan.writes), "removed": list(plan.removes)}
    return shape
