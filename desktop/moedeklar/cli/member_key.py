"""A member's key, and what is encrypted for it: key show, key export, key open."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from moedeklar.cli.session import Session
from moedeklar.cli.use import WrongUse
from moedeklar.cli.verbs import add_verb, new_group
from moedeklar.wording.language import _, ngettext


def register(app: typer.Typer) -> None:
    """Add the verbs to *app*."""
    key = new_group(
        app, "key", about=_("The key that a secretary encrypts closed items for you with, and what was encrypted.")
    )
    add_verb(
        key,
        "show",
        show,
        about=_("Show your public key. It is no secret."),
        examples=("moedeklar key show",),
    )
    add_verb(
        key,
        "export",
        export,
        about=_("Write your public key to a file, to give to the secretary."),
        examples=("moedeklar key export min-noegle.txt --name 'Ida Holm'",),
    )
    add_verb(
        key,
        "open",
        open_,
        about=_("Open a package of a meeting with closed items. What is in it is then on the disk in plain text."),
        examples=("moedeklar key open closed-0123.age --to ~/Lukket", "moedeklar source add folder ~/Lukket"),
    )


def show(session: Session, as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False) -> None:
    """The verb `key show`."""
    public = session.keys().member_public
    if as_json:
        session.output.json({"key": public})
    else:
        session.output.say(public)


def export(
    session: Session,
    file: Annotated[str, typer.Argument(metavar=_("FILE"), help=_("The file to write."))],
    name: Annotated[str, typer.Option(metavar="N", help=_("Your name, so that the secretary knows whose it is."))] = "",
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> None:
    """The verb `key export`."""
    from moedeklar.member.member_key import export_key  # noqa: PLC0415 (loads the store)

    keys = session.keys()
    export_key(keys, _path(file), name)
    if as_json:
        session.output.json({"key": keys.member_public, "file": file})
    else:
        session.output.say(_("Written to {path}. Give it to the secretary; it is no secret.").format(path=file))


def open_(
    session: Session,
    package: Annotated[
        str, typer.Argument(metavar=_("PACKAGE"), help=_("The package, as the secretary published it."))
    ],
    to: Annotated[str, typer.Option("--to", metavar=_("DIR"), help=_("A new folder for what is in it."))],
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> None:
    """The verb `key open`."""
    from moedeklar.member.member_key import open_package  # noqa: PLC0415 (loads the store)

    names = open_package(session.keys(), _path(package), _path(to))
    if as_json:
        session.output.json({"folder": to, "files": list(names)})
        return
    counted = ngettext("{n} file", "{n} files", len(names)).format(n=len(names))
    session.output.say(
        _("{files} in {path}, in plain text. To read them here: moedeklar source add folder {path}").format(
            files=counted, path=to
        )
    )


def _path(text: str) -> Path:
    if not text.strip():
        raise WrongUse("use_path_empty")
    return Path(text).expanduser()
