"""The program tries itself, part by part, in a profile of its own: from the PDF process to the window.

Every installer is judged by it, so each part of the program that can be missing from an installation has a check here.
"""

from __future__ import annotations

import os
import secrets
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from moedeklar.member.accounts import KeyringShelf, NobodyToAsk
from moedeklar.member.environment import PASSPHRASE_FILE
from moedeklar.member.presets import Decided
from moedeklar.member.presets.places import FILE_NAME, Surroundings
from moedeklar.member.profile import Profile
from moedeklar.member.updates.installation import this_one
from moedeklar.member.workspace import Workspace
from moedeklar.model.errors import MoedeklarError, SecretsError, SignatureError
from moedeklar.model.moments import Clock
from moedeklar.model.requests import RequestDraft, Requester
from moedeklar.pdf.client import PdfClient
from moedeklar.wording.errors import error_sentence

PRESET = """
name = "Selvtest æøå"
language = "da"
locked = ["language"]
selftest = "a key that no version knows"
[[sources]]
kind = "oparl"
location = "https://selftest.invalid/system.json"
"""
# What minisign signed with a key that is trusted nowhere but here (packaging/keys/test.pub).
SIGNED = "Mødeklar".encode()
KEY = "RWQY892Dj3Oblg2ljmP/4Lv6Bdc04CKwLAZfZKk7HZGjSmF4KKnGo5e5"
SIGNATURE = b"""untrusted comment: TEST KEY
RUQY892Dj3OblrzJ1oNKYbojlN7K3tul27U52K3GE16YAmrxMSX3zBC19torMrffVMuqDokuyxtFTYkNB70PYNXVUuwxxTLj0AA=
trusted comment: self-test
UZBnjOZxVShb0DZdjEkOj9vJXsu3LdoQwQ87jNsEfXlN4snp7Fsid7CKLHQ3C068hpfmW9VOXwaiAmYpCKdBAQ==
"""
WindowCheck = Callable[[Path], str]


@dataclass(frozen=True, slots=True)
class Tried:
    """One part of the program and how it went: seconds taken, and what was seen or what went wrong."""

    name: str
    ok: bool
    seconds: float
    detail: str


class Failed(Exception):
    """A part did its work and the result is not what it must be."""


def try_everything(clock: Clock, check_window: WindowCheck | None) -> tuple[Tried, ...]:
    """Try each part, all of them whatever fails. Blocks for some seconds; leaves nothing behind.

    *check_window* is handed in since only the window may use Qt; without it that check fails.
    """
    with tempfile.TemporaryDirectory(prefix="moedeklar-selftest-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        tried = [_tried("pdf", _pdf), _tried("keyring", _keyring), _tried("updates", _updates)]
        with _passphrase(folder / "passphrase"):
            profile = Profile(folder / "profile")
            tried += _Trial(profile, clock).run()
            tried.append(_tried("window", lambda: _window(check_window, folder / "profile")))
    return tuple(tried)


class _Trial:
    """The checks that need a workspace, in the order in which each builds on the one before."""

    def __init__(self, profile: Profile, clock: Clock) -> None:
        self._profile = profile
        self._clock = clock
        self._workspace: Workspace | None = None

    def run(self) -> Iterator[Tried]:
        try:
            for name in ("store", "presets", "sync", "search", "note", "letter"):
                yield _tried(name, getattr(self, f"_{name}"))
        finally:
            if self._workspace is not None:
                self._workspace.close()

    @property
    def _open(self) -> Workspace:
        if self._workspace is None:
            raise Failed("the store did not open")
        return self._workspace

    def _store(self) -> str:
        # What is decided on this computer does not count here: it may forbid the sample.
        decided = Decided(Surroundings.only(_preset(self._profile.folder.parent / "preset")))
        self._workspace = Workspace.open(self._profile, NobodyToAsk(), self._clock, decided=decided)
        self._workspace.settings.set("selftest", "æøå")
        if self._workspace.settings.get("selftest", "") != "æøå":
            raise Failed("what was written was not read again")
        if b"SQLite format 3" in self._profile.database.read_bytes()[:16]:
            raise Failed("the database is not encrypted")
        return str(self._profile.database.name)

    def _presets(self) -> str:
        presets = self._open.presets
        codes = [finding.code for finding in presets.findings()]
        if codes != ["preset_unknown"]:
            raise Failed(f"a key that is not known was told as {codes}")
        if not presets.is_locked("language") or self._open.settings.get("language") != "da":
            raise Failed("what is locked does not count")
        offer = presets.pending()
        if offer is None or offer.hosts != ("selftest.invalid",):
            raise Failed("the source was not offered")
        presets.decline(offer)
        return f"{offer.organisation}: {', '.join(sorted(presets.current().locked))}"

    def _sync(self) -> str:
        workspace = self._open
        workspace.sources.add_sample()
        report = workspace.sources.sync()
        if not report.new or report.failed:
            raise Failed(f"{report.new} new, {len(report.failed)} failed")
        return f"{report.new} meetings, {report.attachments} attachments"

    def _first_item(self) -> tuple[str, str]:
        for row in self._open.meetings.list():
            view = self._open.meetings.view(row.id)
            for item in view.items:
                if not item.closed:
                    return item.id, item.title
        raise Failed("no open item in the sample")

    def _search(self) -> str:
        item_id, title = self._first_item()
        word = max(title.split(), key=len).strip(".,:;()")
        hits = self._open.finding.search(word)
        if not any(hit.item_id == item_id for hit in hits):
            raise Failed(f"{word!r} was not found")
        return f"{word}: {len(hits)}"

    def _note(self) -> str:
        item_id, _title = self._first_item()
        made = self._open.notes.add(item_id, text="selftest")
        if made.id not in {note.id for note in self._open.notes.list(item_id=item_id)}:
            raise Failed("the note is not there")
        self._open.notes.remove(made.id)
        return made.id

    def _letter(self) -> str:
        row = self._open.meetings.list()[-1]
        draft = RequestDraft(row.committee, "Selvtest", (Requester("Selvtest", "A"),), row.id, text="En prøve.")
        data = self._open.requests.letter_pdf(self._open.requests.new(draft).id)
        if not data.startswith(b"%PDF-"):
            raise Failed("no PDF came out")
        return f"{len(data)} bytes"


def _preset(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / FILE_NAME).write_text(PRESET, encoding="utf-8")
    return folder


def _pdf() -> str:
    client = PdfClient()
    try:
        made = client.set_html("<p>Selvtest æøå</p>")
        texts = client.page_texts(made, "selftest.pdf")
    finally:
        client.close()
    if "Selvtest æøå" not in "".join(texts):
        raise Failed(f"the page says {texts!r}")
    return f"{len(made)} bytes"


def _keyring() -> str:
    """A secret kept, read and forgotten. Where no keyring works that is told: a passphrase then does its work."""
    if os.environ.get(PASSPHRASE_FILE):
        return f"not touched, since {PASSPHRASE_FILE} names a file"
    shelf = KeyringShelf()
    name, secret = f"selftest-{secrets.token_hex(8)}", secrets.token_urlsafe(24)
    try:
        shelf.set(name, secret)
    except SecretsError as error:
        return f"none that works: {error_sentence(error)}"
    try:
        kept = shelf.get(name)
    finally:
        shelf.delete(name)
    if kept != secret or shelf.get(name) is not None:
        raise Failed(f"{shelf.backend()} does not keep, or does not forget")
    return shelf.backend()


def _updates() -> str:
    """A signature is told from none, and this copy's own keys are keys. Says what kind of installation it is."""
    from moedeklar.signatures import read_key, trusted_comment  # noqa: PLC0415 (cryptography: for this check alone)

    here, key = this_one(), read_key(KEY)
    trusted = [read_key(line) for line in here.keys]
    trusted_comment(SIGNED, SIGNATURE, [key, *trusted])
    try:
        trusted_comment(SIGNED[1:], SIGNATURE, [key])
    except SignatureError:
        return f"{here.kind.value or 'from source'}, {len(trusted)} keys, {here.address or 'no address'}"
    raise Failed("a signature holds for what was never signed")


def _window(check_window: WindowCheck | None, folder: Path) -> str:
    if check_window is None:
        raise Failed("there is no window in this program")
    return check_window(folder)


def _tried(name: str, work: Callable[[], str]) -> Tried:
    started = time.monotonic()
    try:
        ok, detail = True, work()
    except MoedeklarError as error:
        ok, detail = False, error_sentence(error)
    except Exception as error:  # noqa: BLE001 (a self-test tells of bugs too, and goes on)
        ok, detail = False, f"{type(error).__name__}: {error}"
    return Tried(name, ok, round(time.monotonic() - started, 3), detail)


@contextmanager
def _passphrase(path: Path) -> Iterator[None]:
    """A passphrase of its own for the time being, so that no keyring is touched."""
    path.write_text(secrets.token_urlsafe(24) + "\n", encoding="utf-8")
    before = os.environ.get(PASSPHRASE_FILE)
    os.environ[PASSPHRASE_FILE] = str(path)
    try:
        yield
    finally:
        if before is None:
            del os.environ[PASSPHRASE_FILE]
        else:
            os.environ[PASSPHRASE_FILE] = before
