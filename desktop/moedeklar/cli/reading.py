"""Reading: meetings, show, search, inspect."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from moedeklar.cli import shapes
from moedeklar.cli.listing import say_each, say_table
from moedeklar.cli.meeting import say_meeting
from moedeklar.cli.session import Session
from moedeklar.cli.table import paragraph
from moedeklar.cli.use import day, one_of
from moedeklar.cli.verbs import add_verb
from moedeklar.model.views import Hit, HitKind, MeetingRow
from moedeklar.wording.dates import capitalised, meeting_time
from moedeklar.wording.language import _, ngettext
from moedeklar.wording.names import committee_name, item_title
from moedeklar.wording.papers import no_agenda_yet, paper_name


def register(app: typer.Typer) -> None:
    """Add the verbs to *app*."""
    add_verb(
        app,
        "meetings",
        meetings,
        about=_("List meetings, earliest first."),
        examples=(
            "moedeklar meetings --from 2026-01-01",
            'moedeklar meetings --committee "Teknik- og Miljøudvalget" --json',
        ),
    )
    add_verb(
        app,
        "show",
        show,
        about=_("Show one meeting: its items with recommendation, decision and attachments."),
        examples=(
            "moedeklar show m-0123456789abcdef0123",
            "moedeklar show m-0123456789abcdef0123 --version v-1 --json",
        ),
    )
    add_verb(
        app,
        "search",
        search,
        about=_("Search items, attachments, notes and requests. All words must occur; also inside compounds."),
        examples=("moedeklar search ressourceforløb", "moedeklar search cykelsti skole --kind item --limit 5"),
    )
    add_verb(
        app,
        "inspect",
        inspect,
        about=_("Tell what is understood of a document. Nothing is stored, and no profile is opened."),
        examples=(
            "moedeklar inspect dagsorden.pdf",
            "moedeklar inspect --ocr scannet.pdf",
            "moedeklar inspect --json referat.pdf | jq '.items[].title'",
        ),
    )


def meetings(
    session: Session,
    committee: Annotated[str | None, typer.Option(metavar="C", help=_("Only this committee's."))] = None,
    since: Annotated[str | None, typer.Option("--from", metavar=_("DATE"), help=_("Not before this day."))] = None,
    until: Annotated[str | None, typer.Option("--to", metavar=_("DATE"), help=_("Not after this day."))] = None,
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> None:
    """The verb `meetings`."""
    first, last = day("--from", since), day("--to", until)
    with session.workspace() as workspace:
        rows = workspace.meetings.list(committee, first, last)
    nothing = _("No meetings. `moedeklar source add folder PATH` and `moedeklar sync` bring some.")
    say_table(session.output, rows, as_json, shapes.meeting, _meeting_cells, nothing)


def show(
    session: Session,
    meeting: Annotated[str, typer.Argument(metavar=_("MEETING"), help=_("The meeting's id."))],
    version: Annotated[
        str | None, typer.Option(metavar="ID", help=_("An earlier version; the newest where none is named."))
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> None:
    """The verb `show`."""
    with session.workspace() as workspace:
        from moedeklar.member.inspecting import inspect_stored  # noqa: PLC0415 (the reader of agendas, for two verbs)

        found = inspect_stored(workspace.meetings, meeting, version)
    if as_json:
        session.output.json(found.shape)
    else:
        say_meeting(session.output, found.meeting, found.shape)


def search(
    session: Session,
    query: Annotated[list[str], typer.Argument(metavar=_("QUERY"), help=_("The words to find."))],
    kind: Annotated[
        str | None, typer.Option(metavar="item|attachment|note|request", help=_("Only hits of this kind."))
    ] = None,
    limit: Annotated[int, typer.Option(metavar="N", min=1, max=1000, help=_("At most so many; 50 unless said."))] = 50,
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> None:
    """The verb `search`."""
    kinds = None if kind is None else (HitKind(one_of("--kind", kind, tuple(HitKind))),)
    with session.workspace() as workspace:
        hits = workspace.finding.search(" ".join(query), kinds, limit)
    say_each(session.output, hits, as_json, shapes.hit, partial(_say_hit, session), _("Nothing found."))


def inspect(
    session: Session,
    file: Annotated[
        Path,
        typer.Argument(metavar=_("FILE"), help=_("A PDF, web page, Word document (.docx), text or Markdown file.")),
    ],
    ocr: Annotated[
        bool, typer.Option("--ocr", help=_("Read pages that are pictures by text recognition (Danish)."))
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> None:
    """The verb `inspect`."""
    from moedeklar.member.inspecting import inspect_file  # noqa: PLC0415 (as above)

    def follow(done: int, total: int) -> None:
        session.output.progress(_("page {page} of {pages}").format(page=done + 1, pages=total))

    found = inspect_file(file, on_page=follow if ocr else None)
    session.output.end_progress()
    if as_json:
        session.output.json(found.shape)
    else:
        say_meeting(session.output, found.meeting, found.shape, always=True)


def _meeting_cells(row: MeetingRow) -> list[str]:
    start = row.start.isoformat().replace("T", " ") if row.start else capitalised(meeting_time(None))
    count = ngettext("{n} item", "{n} items", row.items).format(n=row.items)
    if row.is_planned:
        count = no_agenda_yet()
    kind = _("withdrawn") if row.withdrawn else paper_name(row.kind)
    return [start, committee_name(row.committee), kind, count, row.id]


def _say_hit(session: Session, hit: Hit) -> None:
    when = hit.start_of_meeting.day.isoformat() if hit.start_of_meeting else ""
    page = _("page {n}").format(n=hit.page + 1) if hit.page is not None else ""
    place = " · ".join(part for part in (committee_name(hit.committee), when, page) if part)
    session.output.say(paragraph(item_title(hit.title)))
    session.output.say(paragraph(f"{place}  {hit.item_id or hit.id}", "  "))
    if hit.snippet.strip():
        session.output.say(paragraph(hit.snippet, "  "))
    session.output.say()
