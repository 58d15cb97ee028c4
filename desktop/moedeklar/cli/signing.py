"""Signing in to a source that wants to know who one is: source sign-in."""

from __future__ import annotations

import getpass
import sys
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from moedeklar.cli.session import Session
from moedeklar.cli.use import WrongUse
from moedeklar.cli.verbs import add_verb
from moedeklar.wording.language import _

if TYPE_CHECKING:
    from moedeklar.sources.http.sign_in.ways import Way


def register(source: typer.Typer) -> None:
    """Add the verb to *source*, the group "source"."""
    add_verb(
        source,
        "sign-in",
        sign_in,
        about=_("Say how to sign in to a source: with a name and password, a token, as a client, or in the browser."),
        examples=(
            "moedeklar source sign-in src-0123 --user kirsten",
            "moedeklar source sign-in src-0123 --token --secret-file token.txt",
            "moedeklar source sign-in src-0123 --client app --token-url https://login.nordlund.example/token",
            "moedeklar source sign-in src-0123 --forget",
        ),
    )


def sign_in(
    session: Session,
    source: Annotated[str, typer.Argument(metavar="ID", help=_("The source's id, from `moedeklar source list`."))],
    user: Annotated[str, typer.Option(metavar="N", help=_("With this name and a password."))] = "",
    token: Annotated[bool, typer.Option("--token", help=_("With a token that the source gave you."))] = False,
    client: Annotated[
        str, typer.Option(metavar="ID", help=_("With OAuth, as this client, with its secret or in the browser."))
    ] = "",
    token_url: Annotated[str, typer.Option(metavar="URL", help=_("Where OAuth gives tokens."))] = "",
    authorize_url: Annotated[
        str, typer.Option(metavar="URL", help=_("Where you sign in yourself, in the browser; without it, the client."))
    ] = "",
    scope: Annotated[str, typer.Option(metavar="S", help=_("What OAuth is asked for, if anything."))] = "",
    secret_file: Annotated[
        Path | None,
        typer.Option(metavar=_("FILE"), help=_("Take the password, token or secret from its first line.")),
    ] = None,
    forget: Annotated[bool, typer.Option("--forget", help=_("Sign in no more, and forget what was given."))] = False,
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> None:
    """The verb `source sign-in`."""
    if [bool(user), token, bool(client), forget].count(True) != 1 or bool(client) != bool(token_url):
        raise WrongUse("use_sign_in")
    way = None if forget else _way(user, client, authorize_url, token_url, scope)
    with session.workspace() as workspace:
        if way is None:
            workspace.signing.forget(source)
        elif authorize_url:
            workspace.signing.in_browser(source, way, _opener(session))
        else:
            workspace.signing.give(source, way, _secret(secret_file))
    if as_json:
        session.output.json({"id": source, "sign_in": way.kind.value if way else None})
    else:
        session.output.say(
            _("Forgotten.") if forget else _("Kept. Now: moedeklar sync --source {id}").format(id=source)
        )


def _way(user: str, client: str, authorize_url: str, token_url: str, scope: str) -> Way:
    from moedeklar.sources.http.sign_in.ways import Kind, Way  # noqa: PLC0415 (the network, which few verbs need)

    kind = Kind.BROWSER if authorize_url else Kind.CLIENT if client else Kind.BASIC if user else Kind.BEARER
    return Way(kind, user, client, authorize_url, token_url, scope)


def _opener(session: Session) -> Callable[[str], bool]:
    def shown(url: str) -> bool:
        session.output.tell(_("Sign in in the browser. If none opens, go to:\n{url}").format(url=url))
        webbrowser.open(url)
        return True  # whoever reads the address can open it on their own

    return shown


def _secret(file: Path | None) -> str:
    if file is not None:
        try:
            found = file.read_text(encoding="utf-8-sig").partition("\n")[0].rstrip("\r")
        except (OSError, UnicodeDecodeError) as error:
            raise WrongUse("use_secret_file", path=str(file)) from error
    elif sys.stdin is not None and sys.stdin.isatty():
        found = getpass.getpass(_("Password, token or secret: "))
    else:
        raise WrongUse("use_secret_nowhere")
    if not found:
        raise WrongUse("use_secret_nowhere")
    return found
