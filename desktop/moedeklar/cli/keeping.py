"""Keeping things well: open, backup, restore, doctor, index check and rebuild, and the program's own test."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Annotated
from urllib.parse import unquote, urlsplit

import typer

from moedeklar.cli.files import write_whole
from moedeklar.cli.session import Session, TerminalSecrets
from moedeklar.cli.table import paragraph
from moedeklar.cli.use import WrongUse
from moedeklar.cli.verbs import add_verb, new_group
from moedeklar.model.errors import MoedeklarError, StoreError
from moedeklar.model.ids import is_id
from moedeklar.model.links import Wanted, is_link, place_of_link
from moedeklar.wording.language import _, ngettext
from moedeklar.wording.reports import part_saved_sentence

DONE, PARTLY = 0, 3
BACKUP = ".moedeklar"  # what the name of a backup ends in
SHOWN = 80  # characters of a link that is refused


def register(app: typer.Typer) -> None:
    """Add the verbs to *app*."""
    add_verb(
        app,
        "open",
        open_window,
        about=_("Open the window, at a meeting or an item of it, or to restore a backup."),
        examples=(
            "moedeklar open",
            "moedeklar open m-0123/i-0123",
            "moedeklar open moedeklar:meeting/m-0123",
            "moedeklar open ~/moedeklar-2026-11-28.moedeklar",
        ),
    )
    add_verb(
        app,
        "backup",
        backup,
        about=_("Save everything of yours in one encrypted file."),
        examples=("moedeklar backup ~/moedeklar.backup",),
    )
    add_verb(
        app,
        "restore",
        restore,
        about=_("Bring back everything of yours from a backup. What is here is kept aside first."),
        examples=("moedeklar restore ~/moedeklar.backup",),
    )
    add_verb(
        app,
        "doctor",
        doctor,
        about=_("Tell what is well and what is not, and what to do about it."),
        examples=("moedeklar doctor", "moedeklar doctor --json", "moedeklar doctor --source src-0123"),
    )
    index = new_group(app, "index", about=_("Check and rebuild the search index."))
    add_verb(index, "check", check_index, about=_("Check the search index."), examples=("moedeklar index check",))
    add_verb(
        index, "rebuild", rebuild_index, about=_("Rebuild the search index."), examples=("moedeklar index rebuild",)
    )


def open_window(
    session: Session,
    place: Annotated[
        str | None,
        typer.Argument(
            metavar=_("MEETING[/ITEM]|FILE"),
            help=_("Where to open, also as a link, or a backup; where reading stopped otherwise."),
        ),
    ] = None,
) -> int:
    """The verb `open`, and what is done without a verb."""
    wanted = _wanted(place or "")
    if session.open_window is None:
        raise MoedeklarError("no_window")
    return session.open_window(session, wanted)


def _wanted(named: str) -> Wanted:
    """What MEETING, MEETING/ITEM, a link, or the name of a backup stands for."""
    if is_link(named):
        found = place_of_link(named)
        if found is None:
            raise WrongUse("use_link", value=named if len(named) <= SHOWN else named[:SHOWN] + "…")
        return Wanted(found[0], found[1] or "")
    if named.lower().endswith(BACKUP):
        file = _file(named)
        if not _is_there(file):
            raise StoreError("backup_missing", path=str(file))
        return Wanted(backup=str(file))
    meeting, _slash, item = named.partition("/")
    if any(part and not is_id(part) for part in (meeting, item)):
        raise WrongUse("use_place", value=named)
    return Wanted(meeting, item)


def _file(named: str) -> Path:
    """The absolute path of a file by its name, or by its `file:` address (RFC 8089), as desktops hand it over."""
    with contextlib.suppress(ValueError):  # else it is the name of a file, and of one that isn't there
        if named[:5].lower() == "file:" and urlsplit(named).netloc in ("", "localhost"):
            named = unquote(urlsplit(named).path)
    return Path(named).absolute()


def _is_there(file: Path) -> bool:
    try:
        return file.is_file()
    except OSError:  # a name that is too long
        return False


def backup(
    session: Session,
    file: Annotated[Path, typer.Argument(metavar=_("FILE"), help=_("Where to write it."))],
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> int:
    """The verb `backup`."""
    with session.workspace(damaged=True) as workspace:
        whole = workspace.backups.save(file)
    if as_json:
        session.output.json({"file": str(file), "bytes": file.stat().st_size})
    else:
        session.output.say(_("Written to {file}.").format(file=file))
    if whole:
        return DONE
    session.output.tell(part_saved_sentence())
    return PARTLY


def restore(
    session: Session,
    file: Annotated[Path, typer.Argument(metavar=_("FILE"), help=_("The backup."))],
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> None:
    """The verb `restore`."""
    from moedeklar.member.accounts import kept_keys  # noqa: PLC0415 (loads the store)
    from moedeklar.member.backups import must_open  # noqa: PLC0415 (as above)

    if kept_keys(session.profile()) is None:
        must_open(file)
    with session.workspace() as workspace:
        counts = workspace.backups.restore(file, TerminalSecrets(session.output))
    if as_json:
        session.output.json(counts)
    else:
        session.output.say(_("Restored: {counts}.").format(counts=", ".join(_counted(counts))))


def _counted(counts: Mapping[str, int]) -> Iterator[str]:
    kinds: dict[str, Callable[[int], str]] = {
        "notes": lambda n: ngettext("{n} note", "{n} notes", n),
        "bookmarks": lambda n: ngettext("{n} bookmark", "{n} bookmarks", n),
        "requests": lambda n: ngettext("{n} request", "{n} requests", n),
        "meetings": lambda n: ngettext("{n} meeting", "{n} meetings", n),
    }
    return (kinds[name](count).format(n=count) for name, count in counts.items())


def doctor(
    session: Session,
    source: Annotated[
        str | None, typer.Option(metavar="ID", help=_("Look at this source only, and at the whole way to it."))
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> int:
    """The verb `doctor`."""
    from moedeklar.member.doctor import examine  # noqa: PLC0415 (all rooms, which only this verb looks at)

    checks = list(examine(session.profile(), TerminalSecrets(session.output), session.clock(), source))
    if source is not None and not checks:
        raise MoedeklarError("not_found", id=source)
    if as_json:
        session.output.json([asdict(check) for check in checks])
    else:
        for check in checks:
            mark = "✓" if check.ok else "✗"
            session.output.say(paragraph(f"{check.check}: {check.detail}", "  ", f"{mark} "))
            if check.remedy:
                session.output.say(paragraph(check.remedy, "    ", "  → "))
    return 0 if all(check.ok for check in checks) else 1


def check_index(
    session: Session, as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False
) -> int:
    """The verb `index check`."""
    with session.workspace() as workspace:
        why = workspace.finding.check()
    if as_json:
        session.output.json({"ok": not why, "detail": why})
    elif not why:
        session.output.say(_("The search index is whole."))
    if why and not as_json:
        session.output.tell(_("The search index is not whole: {why}").format(why=why))
    return 1 if why else 0


def rebuild_index(
    session: Session, as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False
) -> None:
    """The verb `index rebuild`."""
    with session.workspace() as workspace:
        workspace.finding.rebuild()
    if as_json:
        session.output.json({"ok": True, "detail": ""})
    else:
        session.output.say(_("The search index is whole."))


def selftest(session: Session, out: Path | None) -> int:
    """The option `--selftest`: everything tried once; the result as JSON on standard output or in the file *out*."""
    from moedeklar.member.selftest import try_everything  # noqa: PLC0415 (all rooms, as above)

    tried = try_everything(session.clock(), session.check_window)
    ok = all(one.ok for one in tried)
    result = {"ok": ok, "checks": [asdict(one) for one in tried]}
    if out is not None:
        write_whole(out, (json.dumps(result, ensure_ascii=False, indent=2) + "\n").encode())
    else:
        session.output.json(result)
    return 0 if ok else 1
