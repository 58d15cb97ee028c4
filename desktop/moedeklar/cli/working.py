"""A person's own work: note add, edit and remove, notes, bookmark add and remove, bookmarks."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from moedeklar.cli import shapes
from moedeklar.cli.listing import say_each, say_table
from moedeklar.cli.session import Session
from moedeklar.cli.table import paragraph
from moedeklar.cli.use import WrongUse, one_of
from moedeklar.cli.verbs import add_verb, new_group
from moedeklar.model.anchors import AnchorState
from moedeklar.model.work import Bookmark, Colour, Note
from moedeklar.wording.language import _
from moedeklar.wording.names import committee_name, item_title, quoted


def register(app: typer.Typer) -> None:
    """Add the verbs to *app*."""
    note = new_group(app, "note", about=_("Write, change and remove notes and highlights."))
    add_verb(
        note,
        "add",
        add_note,
        about=_("Write a note on an item, or highlight a passage of it."),
        examples=(
            'moedeklar note add --item i-0123 --text "Ask about the price"',
            'moedeklar note add --item i-0123 --quote "500.000 kr." --colour yellow',
            'moedeklar note add --item i-0123 --attachment a-0123 --page 4 --text "Wrong year?"',
        ),
    )
    add_verb(
        note,
        "edit",
        edit_note,
        about=_("Change a note's text or colour."),
        examples=('moedeklar note edit note-0123 --text "Asked, and answered"',),
    )
    add_verb(note, "remove", remove_note, about=_("Remove a note."), examples=("moedeklar note remove note-0123",))
    add_verb(
        app,
        "notes",
        notes,
        about=_("List your notes and highlights, and whether each is still in its place."),
        examples=("moedeklar notes", "moedeklar notes --state check --json"),
    )
    mark = new_group(app, "bookmark", about=_("Set and remove bookmarks."))
    add_verb(
        mark,
        "add",
        add_bookmark,
        about=_("Bookmark an item."),
        examples=('moedeklar bookmark add --item i-0123 --name "Before Tuesday"',),
    )
    add_verb(
        mark, "remove", remove_bookmark, about=_("Remove a bookmark."), examples=("moedeklar bookmark remove b-1",)
    )
    add_verb(app, "bookmarks", bookmarks, about=_("List your bookmarks."), examples=("moedeklar bookmarks --json",))


def add_note(
    session: Session,
    item: Annotated[str, typer.Option("--item", metavar="ID", help=_("The item it belongs to."))],
    quote: Annotated[
        str | None, typer.Option(metavar=_("TEXT"), help=_("The passage to mark, as it stands in the item."))
    ] = None,
    attachment: Annotated[
        str | None, typer.Option(metavar="ID", help=_("The attachment it stands on, with --page."))
    ] = None,
    page: Annotated[int | None, typer.Option(metavar="N", min=1, help=_("The attachment's page, from 1."))] = None,
    text: Annotated[str, typer.Option(metavar=_("TEXT"), help=_("What you want to note."))] = "",
    colour: Annotated[str | None, typer.Option(metavar="yellow|green|red", help=_("The highlight's colour."))] = None,
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> None:
    """The verb `note add`."""
    chosen = _colour(colour)
    if (attachment is None) != (page is None):
        raise WrongUse("use_attachment_page")
    with session.workspace() as workspace:
        if attachment is not None and page is not None:
            from moedeklar.member.page_quotes import note_on_page  # noqa: PLC0415 (pages of PDFs, for this way only)

            made = note_on_page(workspace, item, attachment, page - 1, quote or "", text=text, colour=chosen)
        elif quote is not None:
            made = workspace.notes.add_quote(item, quote, text=text, colour=chosen or Colour.YELLOW)
        else:
            made = workspace.notes.add(item, text=text, colour=chosen)
    _say_note(session, made, as_json)


def edit_note(
    session: Session,
    note: Annotated[str, typer.Argument(metavar="ID", help=_("The note's id, from `moedeklar notes`."))],
    text: Annotated[str | None, typer.Option(metavar=_("TEXT"), help=_("The new text."))] = None,
    colour: Annotated[str | None, typer.Option(metavar="yellow|green|red", help=_("The highlight's colour."))] = None,
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> None:
    """The verb `note edit`."""
    if text is None and colour is None:
        raise WrongUse("use_nothing_to_change")
    chosen = _colour(colour)
    with session.workspace() as workspace:
        made = workspace.notes.edit(note, text=text, colour=chosen)
    _say_note(session, made, as_json)


def remove_note(
    session: Session,
    note: Annotated[str, typer.Argument(metavar="ID", help=_("The note's id, from `moedeklar notes`."))],
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> None:
    """The verb `note remove`."""
    with session.workspace() as workspace:
        gone = workspace.notes.get(note)
        workspace.notes.remove(note)
    if as_json:
        session.output.json(shapes.note(gone))
    else:
        session.output.say(_("Removed."))


def notes(
    session: Session,
    state: Annotated[
        str | None, typer.Option(metavar="placed|moved|check|unplaced", help=_("Only notes in this state."))
    ] = None,
    item: Annotated[str | None, typer.Option("--item", metavar="ID", help=_("Only notes on this item."))] = None,
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> None:
    """The verb `notes`."""
    wanted = AnchorState(one_of("--state", state, tuple(AnchorState))) if state is not None else None
    with session.workspace() as workspace:
        rows = workspace.notes.list(state=wanted, item_id=item)
    say_each(session.output, rows, as_json, shapes.note, partial(_say_note_row, session), _("No notes."))


def add_bookmark(
    session: Session,
    item: Annotated[str, typer.Option("--item", metavar="ID", help=_("The item to mark."))],
    name: Annotated[str, typer.Option(metavar="N", help=_("What to call it; the item's title otherwise."))] = "",
    attachment: Annotated[str | None, typer.Option(metavar="ID", help=_("The attachment to mark instead."))] = None,
    page: Annotated[int | None, typer.Option(metavar="N", min=1, help=_("The attachment's page, from 1."))] = None,
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> None:
    """The verb `bookmark add`."""
    with session.workspace() as workspace:
        made = workspace.bookmarks.add(item, name, attachment, None if page is None else page - 1)
    if as_json:
        session.output.json(shapes.bookmark(made))
    else:
        session.output.say(_("Bookmarked ({id}).").format(id=made.id))


def remove_bookmark(
    session: Session,
    bookmark: Annotated[str, typer.Argument(metavar="ID", help=_("The bookmark's id."))],
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> None:
    """The verb `bookmark remove`."""
    with session.workspace() as workspace:
        workspace.bookmarks.remove(bookmark)
    if as_json:
        session.output.json({"id": bookmark})
    else:
        session.output.say(_("Removed."))


def bookmarks(
    session: Session, as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False
) -> None:
    """The verb `bookmarks`."""
    with session.workspace() as workspace:
        rows = workspace.bookmarks.list()
    say_table(session.output, rows, as_json, shapes.bookmark, _bookmark_cells, _("No bookmarks."))


def _bookmark_cells(row: Bookmark) -> list[str]:
    return [
        row.id,
        row.home.start.day.isoformat() if row.home.start else "",
        committee_name(row.home.committee),
        _place(row.page),
        row.name or item_title(row.home.title),
    ]


def _colour(name: str | None) -> Colour | None:
    return Colour(one_of("--colour", name, tuple(Colour))) if name is not None else None


def _place(page: int | None) -> str:
    return _("page {n}").format(n=page + 1) if page is not None else ""


def _say_note(session: Session, made: Note, as_json: bool) -> None:
    if as_json:
        session.output.json(shapes.note(made))
    else:
        session.output.say(_("Noted ({id}).").format(id=made.id))


def _say_note_row(session: Session, row: Note) -> None:
    when = row.home.start.day.isoformat() if row.home.start else ""
    say = session.output.say
    head = (committee_name(row.home.committee), when, item_title(row.home.title))
    say(paragraph(" · ".join(part for part in head if part)))
    marks = (row.id, _state(row.state), row.colour.value if row.colour else "")
    say(paragraph("  ".join(part for part in marks if part), "  "))
    if row.quote:
        say(paragraph(quoted(row.quote), "  "))
    if row.text:
        say(paragraph(row.text, "  "))
    say()


def _state(state: AnchorState) -> str:
    if state is AnchorState.PLACED:
        return ""
    return {
        AnchorState.MOVED: lambda: _("moved with its text"),
        AnchorState.CHECK: lambda: _("please check its place"),
        AnchorState.UNPLACED: lambda: _("its passage is gone"),
    }[state]()
