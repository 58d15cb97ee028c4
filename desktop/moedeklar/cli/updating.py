"""Newer versions of the program: update."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from moedeklar import __version__
from moedeklar.cli import shapes
from moedeklar.cli.session import Session
from moedeklar.cli.use import WrongUse
from moedeklar.cli.verbs import add_verb
from moedeklar.model.updates import Outcome, UpdateState
from moedeklar.wording.language import _
from moedeklar.wording.updates import (
    far_words,
    idle_words,
    locked_words,
    looked_words,
    mode_words,
    offer_words,
    problem_words,
)


def register(app: typer.Typer) -> None:
    """Add the verb to *app*."""
    add_verb(
        app,
        "update",
        update,
        about=_(
            "Tell what is known of newer versions; look for one, or fetch it. Exit status 4 during a meeting, when "
            "nothing is done."
        ),
        examples=("moedeklar update", "moedeklar update --check --json", "moedeklar update --download"),
    )


def update(
    session: Session,
    check: Annotated[bool, typer.Option("--check", help=_("Look for a newer version now."))] = False,
    download: Annotated[bool, typer.Option("--download", help=_("Look, and fetch it. Nothing is installed."))] = False,
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> None:
    """The verb `update`."""
    if check and download:
        raise WrongUse("use_update")
    with session.workspace() as workspace:
        work, file = workspace.updates.work, None
        if check or download:
            found = work.look(_never)
            if download and found is Outcome.FOUND:
                file = work.fetch(lambda done, total: session.output.progress(far_words(done, total)), _never)
                session.output.end_progress()
        state, now = workspace.updates.state(), workspace.clock.now()
    if as_json:
        session.output.json(shapes.updates(state, __version__, file))
        return
    for line in (
        mode_words(state.mode) + ".",
        locked_words(state),
        idle_words(state) or looked_words(state, __version__, now),
        problem_words(state),
        *_offer_lines(state, file),
    ):
        if line:
            session.output.say(line)


def _offer_lines(state: UpdateState, file: Path | None) -> list[str]:
    if state.offer is None:
        return []
    lines = [offer_words(state.offer, __version__)]
    if state.offer.notes:
        lines += ["", state.offer.notes, ""]
    if file is not None:
        return [*lines, _("Fetched and checked: {file}").format(file=file)]
    return [*lines, _("It is at {url}. Fetch it with: moedeklar update --download").format(url=state.offer.file.url)]


def _never() -> bool:
    return False
