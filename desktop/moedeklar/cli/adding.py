"""Adding places that meetings come from: source add, with a verb for each kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from moedeklar.cli.session import Session
from moedeklar.cli.use import WrongUse, day
from moedeklar.cli.verbs import add_verb
from moedeklar.model.views import SourceInfo
from moedeklar.wording.language import _

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to come from a source, and what it is called."""

    name: Annotated[str | None, typer.Option(metavar="N", help=_("What to call it."))] = None
    committee: Annotated[
        list[str] | None, typer.Option(metavar="C", help=_("Only this committee's meetings; may be given again."))
    ] = None
    since: Annotated[
        str | None, typer.Option(metavar=_("DATE"), help=_("No meetings before this day, as 2026-01-31."))
    ] = None

    @property
    def committees(self) -> tuple[str, ...]:
        """The committees' names; none means all."""
        return tuple(self.committee or ())

    @property
    def first(self) -> date | None:
        """The first day that is wanted. Raises WrongUse."""
        return day("--since", self.since)


@dataclass(frozen=True, slots=True)
class WantedWithFiles(Wanted):
    """The same, of a source with attachments."""

    disk: Annotated[
        int | None, typer.Option(metavar="MB", min=0, help=_("Let its attachments take at most so much here."))
    ] = None


@dataclass(frozen=True, slots=True)
class WantedOfCalendar(Wanted):
    """The same, of a calendar, whose events name committees in passing."""

    committee: Annotated[
        list[str] | None,
        typer.Option(
            metavar="C", help=_("Only this committee's meetings, whose name stands in them; may be given again.")
        ),
    ] = None


def register(add: typer.Typer) -> None:
    """Add the verbs to *add*, the group "source add"."""
    add_verb(
        add,
        "folder",
        add_folder,
        about=_("Add a folder of agendas and minutes (PDF, web pages, Word, text), with all folders in it."),
        examples=("moedeklar source add folder ~/Dagsordener", "moedeklar source add folder . --name Nordlund"),
    )
    add_verb(
        add,
        "firstagenda",
        add_firstagenda,
        about=_("Add a municipality that publishes through FirstAgenda, by its name or the address of its agendas."),
        examples=(
            "moedeklar source add firstagenda Hvidovre --committee Byrådet --since 2026-01-01",
            "moedeklar source add firstagenda dagsordener.greve.dk",
        ),
    )
    add_verb(
        add,
        "oparl",
        add_oparl,
        about=_("Add a council information system that speaks OParl 1.0 or 1.1, or a static feed of that form."),
        examples=(
            "moedeklar source add oparl https://nordlund.example/oparl/system",
            "moedeklar source add oparl https://ris.example/oparl/v1.1 --body Nordlund --since 2026-01-01",
        ),
    )
    add_verb(
        add,
        "exports",
        add_exports,
        about=_(
            "Add a folder or zip archive that a case system exports into (Agenda Management, SBSYS, eDoc, Acadre)."
        ),
        examples=("moedeklar source add exports /srv/edagsorden", "moedeklar source add exports Publication32.zip"),
    )
    add_verb(
        add,
        "ical",
        add_ical,
        about=_("Add a calendar (iCalendar) of planned meetings, by its address or as a file."),
        examples=(
            "moedeklar source add ical webcal://nordlund.example/moeder.ics --name Nordlund",
            "moedeklar source add ical moeder.ics --committee Byrådet --committee Økonomiudvalget",
        ),
    )
    add_verb(
        add,
        "sample",
        add_sample,
        about=_("Add the sample municipality, with meetings around today, to try things with."),
        examples=("moedeklar --profile try-it source add sample", "moedeklar --profile try-it sync"),
    )


def add_folder(
    session: Session,
    path: Annotated[str, typer.Argument(metavar=_("PATH"), help=_("The folder."))],
    wanted: WantedWithFiles,
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> None:
    """The verb `source add folder`."""
    place, first = _place(path), wanted.first
    with session.workspace() as workspace:
        added = workspace.sources.add_folder(place, wanted.name, wanted.committees, first)
        _limit(workspace, added, wanted.disk)
    say_added(session, added, as_json)


def add_firstagenda(
    session: Session,
    municipality: Annotated[
        str,
        typer.Argument(metavar=_("MUNICIPALITY"), help=_("The municipality's name, or the address of its agendas.")),
    ],
    wanted: WantedWithFiles,
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> None:
    """The verb `source add firstagenda`."""
    first = wanted.first
    with session.workspace() as workspace:
        place = workspace.municipalities.place_of(municipality)
        added = workspace.municipalities.add(place.location, wanted.name or place.name, wanted.committees, first)
        _limit(workspace, added, wanted.disk)
    say_added(session, added, as_json)


def add_oparl(
    session: Session,
    url: Annotated[str, typer.Argument(metavar=_("ADDRESS"), help=_("The address of its system object."))],
    wanted: WantedWithFiles,
    body: Annotated[
        list[str] | None,
        typer.Option(metavar="B", help=_("Only this municipality of the server; may be given again.")),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> None:
    """The verb `source add oparl`."""
    from moedeklar.member import feeds  # noqa: PLC0415 (only what is used is loaded)

    first = wanted.first
    with session.workspace() as workspace:
        added = feeds.add_oparl(
            workspace.sources,
            url,
            wanted.name,
            bodies=tuple(body or ()),
            committees=wanted.committees,
            since=first,
        )
        _limit(workspace, added, wanted.disk)
    say_added(session, added, as_json)


def add_exports(
    session: Session,
    path: Annotated[str, typer.Argument(metavar=_("PATH"), help=_("The folder or zip archive."))],
    wanted: WantedWithFiles,
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> None:
    """The verb `source add exports`."""
    place, first = _place(path), wanted.first
    with session.workspace() as workspace:
        added = workspace.sources.add_exports(place, wanted.name, wanted.committees, first)
        _limit(workspace, added, wanted.disk)
    say_added(session, added, as_json)


def add_ical(
    session: Session,
    place: Annotated[
        str, typer.Argument(metavar=_("URL-OR-FILE"), help=_("The calendar's address (https:, webcal:), or its file."))
    ],
    wanted: WantedOfCalendar,
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> None:
    """The verb `source add ical`."""
    from moedeklar.member.calendars import add_calendar  # noqa: PLC0415 (only where one is added)

    _place(place)
    first = wanted.first
    with session.workspace() as workspace:
        added = add_calendar(workspace.sources, place, wanted.name, wanted.committees, first)
    say_added(session, added, as_json)


def add_sample(
    session: Session, as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False
) -> None:
    """The verb `source add sample`."""
    with session.workspace() as workspace:
        added = workspace.sources.add_sample()
    say_added(session, added, as_json)


def say_added(session: Session, added: SourceInfo, as_json: bool) -> None:
    """Tell what was added, and what to do next."""
    if as_json:
        session.output.json({"id": added.id, "kind": added.kind, "name": added.name})
    else:
        session.output.say(_("Added {name} ({id}). Now: moedeklar sync").format(name=added.name, id=added.id))


def _limit(workspace: Workspace, added: SourceInfo, megabytes: int | None) -> None:
    if megabytes is not None:
        workspace.sources.set_disk(added.id, megabytes * 1_000_000)


def _place(path: str) -> Path:
    # A script whose variable is empty does not mean the folder that it happens to run in.
    if not path.strip():
        raise WrongUse("use_path_empty")
    return Path(path)
