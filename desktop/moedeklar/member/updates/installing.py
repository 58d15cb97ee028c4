"""Putting an installer that was fetched in place of the program that runs."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from moedeklar.member.updates.downloading import is_as_signed
from moedeklar.model.errors import UpdateError
from moedeklar.model.updates import Kind, Offer

TRIAL = 180.0  # seconds that a new version may take for its own test
OLD = ".old"  # behind the name of an AppImage that was replaced, until the new one has started
# What an AppImage and a frozen program set for themselves, and another version must not find.
_OWN = ("APPDIR", "APPIMAGE", "ARGV0", "OWD", "LD_LIBRARY_PATH", "LD_LIBRARY_PATH_ORIG", "QT_PLUGIN_PATH")


@dataclass(frozen=True, slots=True)
class AtEnd:
    """What is started once the window has closed and everything is stored."""

    command: tuple[str, ...]

    def start(self) -> None:
        """Start it; it goes on when this program has ended. Raises OSError."""
        options: dict[str, Any] = {"start_new_session": True}
        if sys.platform == "win32":
            options = {"creationflags": subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP}
        quiet = subprocess.DEVNULL
        begun = subprocess.Popen(
            self.command, env=clean(os.environ), stdin=quiet, stdout=quiet, stderr=quiet, close_fds=True, **options
        )
        begun.returncode = 0  # nobody waits for it: it outlives this program


def clean(environment: Mapping[str, str]) -> dict[str, str]:
    """The *environment* as it was before this program set anything for itself."""
    kept = {
        name: value for name, value in environment.items() if name not in _OWN and not name.startswith(("_PYI", "_MEI"))
    }
    before = environment.get("LD_LIBRARY_PATH_ORIG")
    if before:
        kept["LD_LIBRARY_PATH"] = before
    kept["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
    return kept


def setup_at_end(setup: Path, offer: Offer, *, restart: bool) -> AtEnd:
    """Run setup silently when the program has ended; with *restart* it starts the program again.

    Raises UpdateError where the file is no longer what was signed.
    """
    if not is_as_signed(setup, offer):
        raise UpdateError("update_changed" if setup.exists() else "update_gone")
    return AtEnd((str(setup), "/S", "/WAIT", *(("/START",) if restart else ())))


def replace_appimage(place: Path, new: Path, offer: Offer) -> AtEnd:
    """Put *new* in the place of the AppImage *place*, once it has passed its own test; the old one is kept beside it.

    A start of *place* finds the old or the new one whole, whatever happens. Raises UpdateError update_changed,
    update_gone, update_fails, update_place; the old one then stays in its place.
    """
    beside = place.with_name(f".{place.name}.new")
    try:
        try:
            shutil.copyfile(new, beside)
        except FileNotFoundError as error:
            raise UpdateError("update_gone") from error
        if not is_as_signed(beside, offer):
            raise UpdateError("update_changed")
        beside.chmod(0o755)
        _flush(beside)
        _pass(beside, offer.version)
        old = place.with_name(place.name + OLD)
        old.unlink(missing_ok=True)
        try:
            os.link(place, old)
        except OSError:  # a file system without such links
            shutil.copy2(place, old)
        beside.replace(place)
    except OSError as error:
        raise UpdateError("update_place", path=str(place), why=error.strerror or type(error).__name__) from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
    return AtEnd((str(place),))


def forget_old(place: Path | None) -> None:
    """Delete the version that was replaced, now that the new one has started."""
    if place is not None:
        with contextlib.suppress(OSError):
            place.with_name(place.name + OLD).unlink(missing_ok=True)


def can_replace(kind: Kind, place: Path | None) -> bool:
    """Whether this copy can be replaced by the program itself."""
    if kind is Kind.APPIMAGE:
        return place is not None and os.access(place.parent, os.W_OK)
    return kind is Kind.SETUP


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _pass(program: Path, version: str) -> None:
    """Let *program* try itself. Raises UpdateError update_fails."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "result.json"
        environment = {**clean(os.environ), "QT_QPA_PLATFORM": "offscreen"}
        try:
            subprocess.run(
                [program, "--selftest", "--out", out], env=environment, timeout=TRIAL, check=False, cwd=folder,
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            told = json.loads(out.read_text(encoding="utf-8"))
            failed = [str(check["name"]) for check in told["checks"] if not check["ok"]]
            well = told["ok"] is True and not failed
        except (OSError, subprocess.TimeoutExpired, ValueError, KeyError, TypeError) as error:
            raise UpdateError("update_fails", version=version, why=type(error).__name__) from error
    if not well:
        raise UpdateError("update_fails", version=version, why=", ".join(failed) or "?")
