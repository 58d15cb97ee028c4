"""Where meetings come from: source list, source remove, sync; `adding` has source add."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from moedeklar.cli import adding, shapes, signing
from moedeklar.cli.interrupting import interruptible
from moedeklar.cli.listing import say_table
from moedeklar.cli.session import Session
from moedeklar.cli.verbs import add_verb, new_group
from moedeklar.model.reports import EventKind, RunReport, SyncEvent
from moedeklar.model.views import SourceInfo, SourceState
from moedeklar.wording.errors import finding_sentence
from moedeklar.wording.language import _, pgettext
from moedeklar.wording.reports import report_lines

if TYPE_CHECKING:
    from moedeklar.member.presets import Presets

PARTLY, ATTENTION, INTERRUPTED = 3, 4, 130


def register(app: typer.Typer) -> None:
    """Add the verbs to *app*."""
    source = new_group(app, "source", about=_("Add, list and remove the places that meetings come from."))
    adding.register(new_group(source, "add", about=_("Add a source.")))
    signing.register(source)
    add_verb(source, "list", list_sources, about=_("List the sources."), examples=("moedeklar source list",))
    add_verb(
        source,
        "remove",
        remove,
        about=_("Remove a source. Your notes stay, unless you say otherwise."),
        examples=("moedeklar source remove source-0123", "moedeklar source remove source-0123 --forget-notes"),
    )
    add_verb(
        app,
        "sync",
        sync,
        about=_("Fetch what is new and changed. Exit status 3 when something failed, 4 when a guard stopped it."),
        examples=(
            "moedeklar sync",
            "moedeklar sync --source source-0123 --json",
            "moedeklar sync --accept source-0123",
            "moedeklar sync --meeting meeting-0123",
            "moedeklar sync --ocr",
        ),
    )


def list_sources(
    session: Session, as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False
) -> None:
    """The verb `source list`."""
    with session.workspace() as workspace:
        rows = workspace.sources.list()
        organisation = workspace.presets.organisation() if workspace.presets.current().sources else ""
    nothing = _("No sources yet. Add one: moedeklar source add folder PATH")
    if organisation:
        nothing = _("No sources yet. What {name} has set up: moedeklar organisation show").format(name=organisation)
    say_table(session.output, rows, as_json, shapes.source, _cells, nothing)


def _cells(row: SourceInfo) -> list[str]:
    return [row.id, row.kind, row.name, _state(row), row.location]


def remove(
    session: Session,
    source: Annotated[str, typer.Argument(metavar="ID", help=_("The source's id, from `moedeklar source list`."))],
    forget_notes: Annotated[
        bool,
        typer.Option(
            "--forget-notes", help=_("Delete its meetings, and your notes on them, for good: as `moedeklar forget`.")
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> None:
    """The verb `source remove`."""
    with session.workspace() as workspace:
        if forget_notes:
            workspace.forgetting.forget((source,))
        else:
            workspace.sources.remove(source)
    if as_json:
        session.output.json({"id": source})
    else:
        session.output.say(_("Removed. Your notes are kept.") if not forget_notes else _("Removed, with its notes."))


def sync(
    session: Session,
    source: Annotated[
        list[str] | None, typer.Option(metavar="ID", help=_("Only this source; may be given again."))
    ] = None,
    accept: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help=_("Go on with this source although a guard stopped it; may be given again.")),
    ] = None,
    ocr: Annotated[
        bool | None,
        typer.Option(
            "--ocr/--no-ocr",
            help=_("Read scanned documents by text recognition, from now on; or no longer."),
            show_default=False,
        ),
    ] = None,
    meeting: Annotated[
        str | None, typer.Option(metavar="ID", help=_("Only this meeting, with all its attachments."))
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help=_("Print a line of JSON per event, then the report."))
    ] = False,
) -> int:
    """The verb `sync`."""
    stopped: list[str] = []

    def follow(event: SyncEvent) -> None:
        if event.event is EventKind.DONE and event.outcome == SourceState.ATTENTION.value:
            stopped.append(event.source)
        if as_json:
            session.output.json(shapes.event(event), line=True)
        else:
            _say_event(session, event)

    accepted = tuple(accept or ())
    with session.workspace() as workspace:
        workspace.presets.follow()
        _tell_of_presets(session, workspace.presets)
        if ocr is not None:
            workspace.sources.read_scans(tuple(source) if source else None, ocr)
        with interruptible() as cancelled:
            report = workspace.sources.sync(
                tuple(source) if source else None, accepted, follow, cancelled, meeting=meeting
            )
    session.output.end_progress()
    if as_json:
        session.output.json(shapes.report(report), line=True)
    else:
        for line in report_lines(report, with_skipped=session.verbose):
            session.output.say(line)
        for source_id in stopped:
            session.output.say(_("If that is as it should be: moedeklar sync --accept {id}").format(id=source_id))
    return _status(report)


def _tell_of_presets(session: Session, presets: Presets) -> None:
    """Why less is fetched than an organisation has set up, and what of it is not followed."""
    for finding in presets.findings():
        if finding.is_error:
            session.output.tell(finding_sentence(finding))
    if presets.pending() is not None:
        told = _("{name} has set up something that you have not agreed to yet: moedeklar organisation show")
        session.output.tell(told.format(name=presets.organisation()))


def _status(report: RunReport) -> int:
    if report.cancelled:
        return INTERRUPTED
    if report.attention:
        return ATTENTION
    return PARTLY if report.failed else 0


def _say_event(session: Session, event: SyncEvent) -> None:
    if event.event is EventKind.PROGRESS:
        page = _(", page {page} of {pages}").format(page=event.page, pages=event.pages) if event.pages else ""
        done, total = (event.files_done, event.files_total) if event.files_total else (event.done, event.total)
        session.output.progress(f"{done}/{total}  {event.what[:70]}{page}")
    elif session.verbose and event.event is EventKind.MEETING:
        session.output.tell(f"{event.what}  {event.outcome}")


def _state(row: SourceInfo) -> str:
    return {
        SourceState.NEVER: lambda: pgettext("source", "never synchronised"),
        SourceState.OK: lambda: pgettext("source", "well"),
        SourceState.PARTLY: lambda: pgettext("source", "partly"),
        SourceState.FAILED: lambda: pgettext("source", "failed"),
        SourceState.ATTENTION: lambda: pgettext("source", "needs attention"),
    }[row.state]()
