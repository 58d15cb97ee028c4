"""The program as a whole: builds the verbs in the language spoken, runs one, and tells what goes wrong."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.exceptions import TyperException

from moedeklar import __version__
from moedeklar.cli import (
    asking,
    forgetting,
    keeping,
    kits,
    member_key,
    organisation,
    publishing,
    reading,
    retaining,
    sourcing,
    updating,
    working,
)
from moedeklar.cli.misuse import help_hint, misuse_sentence
from moedeklar.cli.session import Session, WindowCheck, WindowOpener
from moedeklar.cli.streams import Output
from moedeklar.cli.use import WrongUse
from moedeklar.cli.verbs import CONTEXT, Group, Verbs, with_common
from moedeklar.model.errors import AttentionNeeded, Cancelled, MoedeklarError
from moedeklar.wording.errors import error_sentence
from moedeklar.wording.language import _, set_language

DONE, PROBLEM, WRONG_USE, PARTLY, ATTENTION, INTERRUPTED = 0, 1, 2, 3, 4, 130


def main(argv: Sequence[str], open_window: WindowOpener | None = None, check_window: WindowCheck | None = None) -> int:
    """Do what *argv* (without the program's name) says; returns the exit status. Errors are told, not raised.

    The two callables need Qt and are handed in by `__main__`; without them `open` says that there is no window here.
    """
    # What the rooms note for the log is not for this reader; with -v it is shown, see `Session.take`.
    logging.getLogger("moedeklar").addHandler(logging.NullHandler())
    set_language(_stated_language(argv))
    session = Session(Output(), open_window, check_window)
    try:
        program = build()
        status = _run(program, _json_at_verb(program, list(argv)), session)
    finally:
        session.output.end_progress()
        session.output.flush()
    if session.output.lost is not None:
        why = session.output.lost.strerror or type(session.output.lost).__name__
        session.output.tell(
            _("What was to be printed could not be written ({why}). The work itself is done.").format(why=why)
        )
        return status or PROBLEM
    return status


def build() -> Any:
    """The program in the language spoken now."""
    app = typer.Typer(
        cls=_program_class(),
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings=CONTEXT,
        invoke_without_command=True,
        epilog="\n".join(_EXAMPLES),
        help=_(
            "Mødeklar: committee agendas, attachments and your own notes, ready for the meeting. "
            "Without a verb the window opens."
        ),
    )
    app.callback()(with_common(_without_verb))
    for room in (
        *(reading, sourcing, organisation, working, asking),
        *(publishing, kits, member_key, retaining, forgetting, keeping, updating),
    ):
        room.register(app)
    return typer.main.get_command(app)


_WITH_VALUE = frozenset({"--profile", "--language", "--out"})  # options before a verb that take the word after them
_EXAMPLES = (
    "moedeklar source add folder ~/Dagsordener",
    "moedeklar sync",
    "moedeklar meetings --from 2026-01-01",
    "moedeklar search ressourceforløb --json",
    "moedeklar sync --help",
)


def _program_class() -> type[Verbs]:
    """The first level of the program, its verbs under headings in the language spoken now."""

    class Program(Verbs):
        groups = (
            Group(_("Reading"), ("meetings", "show", "search", "inspect", "open")),
            Group(_("Your own work"), ("note", "notes", "bookmark", "bookmarks")),
            Group(_("Requests"), ("request", "deadline")),
            Group(_("Sources"), ("source", "sync", "organisation", "forget")),
            Group(_("For secretaries"), ("publish", "kit")),
            Group(_("Closed items"), ("key", "retention")),
            Group(_("Keeping it well"), ("backup", "restore", "doctor", "index", "update")),
        )

    return Program


def _without_verb(
    session: Session,
    ctx: typer.Context,
    selftest: Annotated[bool, typer.Option("--selftest", help=_("Try every part of the program once."))] = False,
    out: Annotated[
        Path | None, typer.Option("--out", metavar=_("FILE"), help=_("Where --selftest writes its result."))
    ] = None,
    version: Annotated[bool, typer.Option("--version", help=_("Tell the version."))] = False,
) -> int:
    """What is done before any verb, and instead of one."""
    if out is not None and not selftest:
        raise WrongUse("use_out_alone")
    if ctx.invoked_subcommand is not None:
        return DONE
    if version:
        session.output.say(f"moedeklar {__version__}")
        return DONE
    return keeping.selftest(session, out) if selftest else keeping.open_window(session)


def _run(program: Any, argv: list[str], session: Session) -> int:
    tell = session.output.tell
    try:
        return int(program.main(args=argv, prog_name="moedeklar", standalone_mode=False, obj=session) or DONE)
    except TyperException as error:
        tell("\n".join(line for line in (misuse_sentence(error), help_hint(error)) if line))
        return WRONG_USE
    except WrongUse as error:
        tell(error_sentence(error))
        return WRONG_USE
    except (Cancelled, typer.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except AttentionNeeded as error:
        tell(error_sentence(error))
        return ATTENTION
    except MoedeklarError as error:
        tell(error_sentence(error))
        return PROBLEM
    except Exception:  # noqa: BLE001 (a bug of ours: reported with its trace, and the exit status still means a problem)
        tell(traceback.format_exc().rstrip())
        tell(
            _("That is an error in Mødeklar {version} itself. Please report it with the lines above.").format(
                version=__version__
            )
        )
        return PROBLEM


def _json_at_verb(program: Any, argv: list[str]) -> list[str]:
    """*argv* with a `--json` that stands before the verb put behind it, where the verb knows it."""
    command, before, rest = program, [], list(argv)
    while rest and hasattr(command, "commands"):
        word = rest.pop(0)
        if word == "--json":
            continue
        before.append(word)
        if word in _WITH_VALUE and rest:
            before.append(rest.pop(0))
        elif not word.startswith("-"):
            command = command.commands.get(word)
    moved = len(before) + len(rest) < len(argv) and command is not None and not hasattr(command, "commands")
    return [*before, "--json", *rest] if moved else argv


def _stated_language(argv: Sequence[str]) -> str:
    """The language that the command line asks for, found before the options can be read: their help is in it."""
    for n, word in enumerate(argv):
        if word == "--":
            break
        if word == "--language" and n + 1 < len(argv):
            return argv[n + 1]
        if word.startswith("--language="):
            return word.partition("=")[2]
    return ""
