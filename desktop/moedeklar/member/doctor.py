"""What is well with this installation and this profile and what is not, in words, with what to do about it."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import stat
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from moedeklar import __version__
from moedeklar.member.accounts import AskSecrets, KeyringShelf, kept_keys, passphrase_file
from moedeklar.member.checks import Check, space
from moedeklar.member.profile import Profile
from moedeklar.member.workspace import Workspace
from moedeklar.model.errors import MoedeklarError
from moedeklar.model.moments import Clock
from moedeklar.model.views import SourceInfo
from moedeklar.pdf.client import PdfClient
from moedeklar.pdf.tessdata import find_danish
from moedeklar.store import attachments
from moedeklar.store.database import problems
from moedeklar.store.keyfile import Kept
from moedeklar.wording.errors import error_sentence, finding_sentence, sentence
from moedeklar.wording.language import _, ngettext

LIBRARIES = ("PySide6-Essentials", "pymupdf", "lxml", "sqlcipher3", "sqlite-utils", "pyrage", "keyring", "typer")
_TRIAL = b"1. Punkt\n"


def examine(profile: Profile, ask: AskSecrets, clock: Clock, source_id: str | None = None) -> Iterator[Check]:
    """Look at everything, or with *source_id* at that source only, and then at the whole way to it.

    Blocks; never raises for what is not well. A profile that does not exist is not made: there is then nothing to open.
    With an unknown *source_id* there is nothing.
    """
    if source_id is None:
        yield _versions()
        yield _libraries()
        yield _folder(profile)
        yield space(profile)
        yield _pdf_process()
        yield _scans()
        yield _keys(profile)
        yield _keyring(profile)
    if not profile.database.exists():
        yield Check("database", True, _("There is none yet; it is made at the first start."))
        return
    try:
        workspace = Workspace.open(profile, ask, clock)
    except MoedeklarError as error:
        yield Check("database", False, error_sentence(error), _("See the checks above; a backup can be restored."))
        return
    try:
        if source_id is None:
            yield _told("database", lambda: _database(workspace))
            yield _told("organisation", lambda: _organisation(workspace))
            yield _told("index", lambda: _index(workspace))
            yield _told("files", lambda: _files(workspace))
        for source in _sources(workspace):
            if source_id in (None, source.id):
                yield _source(source)
                if source.id == source_id:
                    yield from workspace.diagnosing.of(source.id)
                if source.reads_scans and not workspace.sources.can_read_scans():
                    yield Check(f"scans {source.id}", False, source.name, sentence("ocr_missing", {}))
    finally:
        workspace.close()


def _told(name: str, look: Callable[[], Check]) -> Check:
    """What *look* finds, or that it could not even look."""
    try:
        return look()
    except MoedeklarError as error:
        return Check(name, False, error_sentence(error), _("Restore a backup into a new profile."))


def _sources(workspace: Workspace) -> tuple[SourceInfo, ...]:
    try:
        return workspace.sources.list()
    except MoedeklarError:
        return ()  # the database's own check has said why


def _versions() -> Check:
    detail = f"Mødeklar {__version__}, Python {platform.python_version()}, {platform.platform(terse=True)}"
    return Check("program", True, detail)


def _libraries() -> Check:
    found, missing = [], []
    for name in LIBRARIES:
        try:
            found.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            missing.append(name)
    if missing:
        text = _("Missing: {names}.").format(names=", ".join(missing))
        return Check("libraries", False, text, _("Install Mødeklar again."))
    return Check("libraries", True, ", ".join(found))


def _folder(profile: Profile) -> Check:
    folder = profile.folder
    if not folder.exists():
        return Check("profile", True, _("{folder} does not exist yet.").format(folder=folder))
    if not os.access(folder, os.W_OK | os.X_OK):
        remedy = _("Give yourself the right to write there, or choose another folder with --profile.")
        return Check("profile", False, _("{folder} cannot be written to.").format(folder=folder), remedy)
    mode = stat.S_IMODE(folder.stat().st_mode)
    if os.name != "nt" and mode & 0o077:
        detail = _("Others on this computer may look into {folder} (mode {mode}).").format(
            folder=folder, mode=f"{mode:o}"
        )
        return Check("profile", False, detail, _("chmod 700 {folder}").format(folder=folder))
    return Check("profile", True, str(folder))


def _pdf_process() -> Check:
    client, started = PdfClient(), time.monotonic()
    try:
        client.set_html("<p>Mødeklar</p>")
    except MoedeklarError as error:
        return Check("pdf", False, error_sentence(error), _("Look whether a virus scanner stops the PDF process."))
    finally:
        client.close()
    return Check(
        "pdf", True, _("The PDF process answered in {n} ms.").format(n=round((time.monotonic() - started) * 1e3))
    )


def _scans() -> Check:
    """Nothing is wrong where scans can't be read: it is said, and sources that want it say so themselves."""
    folder = find_danish()
    if folder is None:
        return Check("scans", True, _("Scanned documents can't be read here: tesseract's data for Danish are missing."))
    return Check("scans", True, _("Scanned documents can be read, with the data in {folder}.").format(folder=folder))


def _keys(profile: Profile) -> Check:
    try:
        given, known = passphrase_file(), kept_keys(profile)
    except MoedeklarError as error:
        return Check("keys", False, error_sentence(error), _("Correct the file, or restore a backup of the profile."))
    if known is None:
        return Check("keys", True, _("No keys yet; they are made at the first start."))
    if known.kept is Kept.KEYRING and given is not None:
        remedy = _("Unset MOEDEKLAR_PASSPHRASE_FILE for this profile.")
        return Check("keys", False, _("The keys are in the keyring, but a passphrase file is named."), remedy)
    where = _("in the system's keyring") if known.kept is Kept.KEYRING else _("in the profile, locked by a passphrase")
    if known.recovery is None:
        return Check("keys", True, _("The keys are {where}; there is no recovery code.").format(where=where))
    return Check("keys", True, _("The keys are {where}, and locked by the recovery code.").format(where=where))


def _keyring(profile: Profile) -> Check:
    if os.environ.get("MOEDEKLAR_PASSPHRASE_FILE"):
        return Check("keyring", True, _("Not touched: a passphrase file is named."))
    try:
        return Check("keyring", True, KeyringShelf().backend())
    except MoedeklarError as error:
        needed = profile.keys_file.exists() and _kept_in_keyring(profile)
        remedy = _("Start or unlock the system's keyring, or use the recovery code.") if needed else ""
        return Check("keyring", not needed, error_sentence(error), remedy)


def _kept_in_keyring(profile: Profile) -> bool:
    try:
        known = kept_keys(profile)
    except MoedeklarError:
        return False
    return known is not None and known.kept is Kept.KEYRING


def _database(workspace: Workspace) -> Check:
    found = workspace.store.read(problems)
    if found:
        remedy = _("Save a backup of what can still be read, and restore it into a new profile.")
        return Check("database", False, "; ".join(found[:3]), remedy)
    return Check("database", True, _("Whole and sound, every page of it."))


def _organisation(workspace: Workspace) -> Check:
    presets = workspace.presets
    found = presets.merged()
    if found is None:
        return Check("organisation", True, _("No organisation has decided anything for this computer."))
    said = " ".join(finding_sentence(finding) for finding in found.findings)
    if any(finding.is_error for finding in found.findings):
        return Check("organisation", False, said, "moedeklar organisation show")
    told = _("{name}, read from {places}.").format(name=presets.organisation(), places=", ".join(found.places))
    pending = [_("Sources are not agreed to yet.")] if presets.pending() is not None else []
    return Check("organisation", True, " ".join([told, *pending, *([said] if said else [])]))


def _index(workspace: Workspace) -> Check:
    found = workspace.finding.check()
    if found:
        return Check(
            "index", False, _("The search index is not whole: {why}").format(why=found), "moedeklar index rebuild"
        )
    return Check("index", True, _("The search index is whole."))


def _files(workspace: Workspace) -> Check:
    files: set[str] = set()
    for source in workspace.sources.list():
        files |= {
            sha256 for _, sha256 in workspace.store.read(partial(attachments.files_of_source, source_id=source.id))
        }
    missing = sum(1 for sha256 in files if not workspace.store.files.exists(sha256))
    if missing:
        detail = ngettext("{n} stored file is missing.", "{n} stored files are missing.", missing).format(n=missing)
        return Check("files", False, detail, "moedeklar sync")
    return Check("files", True, _("All files are here."))


def _source(source: SourceInfo) -> Check:
    name = f"source {source.id}"
    if source.kind in ("folder", "exports") and not Path(source.location).exists():
        detail = _("{name}: the folder {place} is not there.").format(name=source.name, place=source.location)
        return Check(name, False, detail, _("Connect the drive, or remove the source and add the folder's new place."))
    if source.last_success is None:
        return Check(name, True, _("{name}: not synchronised yet.").format(name=source.name))
    day = source.last_success.date().isoformat()
    return Check(name, True, _("{name}: last synchronised {day}.").format(name=source.name, day=day))
