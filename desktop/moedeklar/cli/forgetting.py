"""Removing everything of an organisation: the verb `forget`."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from moedeklar.cli.interrupting import interruptible
from moedeklar.cli.session import Session
from moedeklar.cli.use import WrongUse
from moedeklar.cli.verbs import add_verb
from moedeklar.model.errors import Cancelled, NotFound
from moedeklar.wording.forgetting import holdings_lines
from moedeklar.wording.language import _

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace
    from moedeklar.model.views import SourceInfo
    from moedeklar.store.erasing import Holdings


def register(app: typer.Typer) -> None:
    """Add the verb to *app*."""
    add_verb(
        app,
        "forget",
        forget,
        about=_("Remove sources with everything of them: meetings, attachments, your notes, what you sign in with."),
        examples=(
            "moedeklar forget source-0123 --export ~/Mine-noter",
            "moedeklar forget source-0123 source-0124 --no-export --yes",
            "moedeklar forget --organisation --export ~/Mine-noter",
        ),
    )


def forget(
    session: Session,
    source: Annotated[
        list[str] | None, typer.Argument(metavar="ID…", help=_("The sources' ids, from `moedeklar source list`."))
    ] = None,
    organisation: Annotated[
        bool, typer.Option("--organisation", help=_("All sources that your organisation has set up."))
    ] = False,
    export: Annotated[
        Path | None,
        typer.Option(metavar=_("FOLDER"), help=_("First write your notes and a backup of everything to this folder.")),
    ] = None,
    no_export: Annotated[bool, typer.Option("--no-export", help=_("Write nothing first: what goes is gone."))] = False,
    yes: Annotated[bool, typer.Option("--yes", help=_("Don't ask."))] = False,
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> None:
    """The verb `forget`."""
    if (export is None) != no_export:
        raise WrongUse("use_forget_export")
    if not source and not organisation:
        raise WrongUse("use_forget_nothing")
    with session.workspace() as workspace:
        chosen = _chosen(workspace, tuple(source or ()), organisation=organisation)
        if not chosen:
            raise NotFound("forget_nothing")
        ids = tuple(info.id for info in chosen)
        has = workspace.forgetting.holdings(ids)
        if not yes:
            _ask(session, chosen, has, workspace.forgetting.copies())
        # With what is on closed items too, and a backup of it all: everything is about to go.
        written = workspace.exporting.everything(export, workspace.backups.save) if export is not None else ()
        with interruptible() as cancelled:
            was = workspace.forgetting.forget(
                ids, lambda done, total: session.output.progress(f"{done}/{total}"), cancelled
            )
    session.output.end_progress()
    if as_json:
        session.output.json({"sources": list(ids), "removed": asdict(was), "exported": [str(path) for path in written]})
        return
    for path in written:
        session.output.say(_("Written to {file}.").format(file=path))
    names = ", ".join(info.name for info in chosen)
    session.output.say(_("Removed with everything of it: {names}.").format(names=names))


def _chosen(workspace: Workspace, source_ids: tuple[str, ...], *, organisation: bool) -> tuple[SourceInfo, ...]:
    there = {info.id: info for info in workspace.sources.list()}
    wanted = [*source_ids, *(workspace.presets.sources() if organisation else ())]
    for source_id in source_ids:
        if source_id not in there:
            raise NotFound("not_found", id=source_id)
    return tuple(there[one] for one in dict.fromkeys(wanted) if one in there)


def _ask(session: Session, chosen: tuple[SourceInfo, ...], has: Holdings, copies: int) -> None:
    """Say what goes, and let the person type the first source's name. Raises Cancelled, WrongUse without a terminal."""
    if sys.stdin is None or not sys.stdin.isatty():
        raise WrongUse("use_forget_yes")
    session.output.tell(_("This goes for good, on this computer:"))
    for line in (*(info.name for info in chosen), *holdings_lines(has, copies)):
        session.output.tell(f"  {line}")
    name = chosen[0].name if chosen else ""
    session.output.tell(_("Type “{name}” to remove it, or press Enter to leave everything as it is:").format(name=name))
    if input().strip().casefold() != name.casefold():
        raise Cancelled
