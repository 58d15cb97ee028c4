"""Requests to put an item on an agenda: request new, list, show, letter, withdraw, and deadline."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from moedeklar.cli import shapes
from moedeklar.cli.files import write_whole
from moedeklar.cli.listing import say_table
from moedeklar.cli.session import Session
from moedeklar.cli.table import paragraph
from moedeklar.cli.use import WrongUse
from moedeklar.cli.verbs import add_verb, new_group
from moedeklar.model.errors import DocumentError
from moedeklar.model.requests import RequestStatus
from moedeklar.model.views import RequestRow
from moedeklar.wording.dates import capitalised, meeting_time
from moedeklar.wording.language import _
from moedeklar.wording.names import committee_name
from moedeklar.wording.requests import (
    days_left,
    deadline_sentence,
    due_date,
    requester_name,
    rule_sentence,
    status_name,
)

_EXAMPLE = '{"committee": "Kulturudvalget", "title": "Svømmehal", "requesters": [{"name": "Ea Holm", "party": "B"}]}'


def register(app: typer.Typer) -> None:
    """Add the verbs to *app*."""
    request = new_group(app, "request", about=_("Ask for an item on an agenda, and follow what becomes of it."))
    add_verb(
        request,
        "new",
        new,
        about=_("Begin a request from a file. Its form is resources/request.schema.json."),
        examples=(f"echo '{_EXAMPLE}' > REQUEST.json", "moedeklar request new --file REQUEST.json"),
    )
    add_verb(
        request,
        "list",
        list_requests,
        about=_("List your requests with deadline and status."),
        examples=("moedeklar request list --json",),
    )
    add_verb(
        request, "show", show, about=_("Show one request."), examples=("moedeklar request show request-0123 --json",)
    )
    add_verb(
        request,
        "letter",
        letter,
        about=_("Write the request's letter as a PDF. The letter is in Danish."),
        examples=("moedeklar request letter request-0123 --out anmodning.pdf",),
    )
    add_verb(
        request,
        "put",
        put,
        about=_("Put the letter, the request and its files into the folder that your organisation has named."),
        examples=("moedeklar request put request-0123",),
    )
    add_verb(
        request,
        "withdraw",
        withdraw,
        about=_("Mark a request as withdrawn. It stays in the list."),
        examples=("moedeklar request withdraw request-0123",),
    )
    add_verb(
        app,
        "deadline",
        deadline,
        about=_("Tell by when a request to a committee must be made."),
        examples=('moedeklar deadline "Kulturudvalget"', 'moedeklar deadline "Kulturudvalget" --meeting m-0123 --json'),
    )


def new(
    session: Session,
    file: Annotated[Path, typer.Option("--file", metavar="REQUEST.json", help=_("The request, as JSON in UTF-8."))],
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> None:
    """The verb `request new`."""
    with session.workspace() as workspace:
        made = workspace.requests.new_from_file(file)
        row = workspace.requests.row(made.id)
        _say_request(session, row, as_json, shapes.request)


def list_requests(
    session: Session, as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False
) -> None:
    """The verb `request list`."""
    with session.workspace() as workspace:
        rows, now = workspace.requests.list(), workspace.clock.now()

    def cells(row: RequestRow) -> list[str]:
        return [
            row.request.id,
            status_name(row.request.status),
            committee_name(row.request.draft.committee),
            days_left(row.deadline, now) if row.deadline else "",
            row.request.draft.title,
        ]

    say_table(session.output, rows, as_json, shapes.request, cells, _("No requests."))


def show(
    session: Session,
    request: Annotated[str, typer.Argument(metavar="ID", help=_("The request's id, from `moedeklar request list`."))],
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> None:
    """The verb `request show`."""
    with session.workspace() as workspace:
        _say_request(session, workspace.requests.row(request), as_json, shapes.whole_request)


def letter(
    session: Session,
    request: Annotated[str, typer.Argument(metavar="ID", help=_("The request's id, from `moedeklar request list`."))],
    out: Annotated[Path, typer.Option("--out", metavar=_("FILE.pdf"), help=_("Where to write it."))],
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> None:
    """The verb `request letter`."""
    if out.suffix.lower() != ".pdf":
        raise WrongUse("use_pdf_only", value=str(out))
    with session.workspace() as workspace:
        data = workspace.requests.letter_pdf(request)
    write_whole(out, data)
    if as_json:
        session.output.json({"id": request, "file": str(out), "bytes": len(data)})
    else:
        session.output.say(_("Written to {file}.").format(file=out))


def put(
    session: Session,
    request: Annotated[str, typer.Argument(metavar="ID", help=_("The request's id, from `moedeklar request list`."))],
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> None:
    """The verb `request put`."""
    from moedeklar.member.sending import put_into_folder  # noqa: PLC0415 (only what is used is loaded)

    with session.workspace() as workspace:
        folder = workspace.presets.in_force().requests.folder
        if not folder:
            raise DocumentError("no_way", command=f"moedeklar request letter {request} --out FILE.pdf")
        place = put_into_folder(workspace.requests, workspace.store.files, request, Path(folder).expanduser())
    if as_json:
        session.output.json({"id": request, "folder": str(place)})
    else:
        session.output.say(_("The request lies in {place}.").format(place=place))


def withdraw(
    session: Session,
    request: Annotated[str, typer.Argument(metavar="ID", help=_("The request's id, from `moedeklar request list`."))],
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> None:
    """The verb `request withdraw`."""
    with session.workspace() as workspace:
        workspace.requests.set_status(request, RequestStatus.WITHDRAWN)
        _say_request(session, workspace.requests.row(request), as_json, shapes.request)


def deadline(
    session: Session,
    committee: Annotated[str, typer.Argument(metavar=_("COMMITTEE"), help=_("The committee's name."))],
    meeting: Annotated[
        str | None,
        typer.Option("--meeting", metavar="ID", help=_("The meeting; the next one that can be reached otherwise.")),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> None:
    """The verb `deadline`."""
    with session.workspace() as workspace:
        found, now = workspace.requests.deadline(committee, meeting), workspace.clock.now()
    if as_json:
        session.output.json(shapes.deadline(found))
        return
    session.output.say(f"{capitalised(due_date(found))} · {days_left(found, now)}")
    session.output.say(capitalised(rule_sentence(found.rule)))


def _say_request(session: Session, row: RequestRow, as_json: bool, shape: Callable[[RequestRow], object]) -> None:
    if as_json:
        session.output.json(shape(row))
        return
    say, asked, draft = session.output.say, row.request, row.request.draft
    say(f"{draft.title}  ({status_name(asked.status)})")
    name = committee_name(draft.committee)
    say(f"{name}, {meeting_time(row.meeting_start)}" if row.meeting_start else name)
    say(asked.id)
    if row.deadline is not None:
        # The moment that days are counted from is the one the deadline was made with.
        say(deadline_sentence(row.deadline, session.clock().now()))
    say(", ".join(requester_name(person) for person in draft.requesters))
    for text in (draft.text, *draft.recommendation, draft.reason):
        if text.strip():
            say()
            say(paragraph(text))
