"""A server on loopback that tells of a newer version, signed with a test key, and an updater that asks it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from minisign import SecretKey

from moedeklar.member.settings import Settings
from moedeklar.member.updates.installation import Installation
from moedeklar.member.updates.work import Surroundings, UpdateWork
from moedeklar.model.moments import FixedClock
from moedeklar.model.organisation import Preset, UpdatePolicy
from moedeklar.model.updates import Kind
from moedeklar.model.views import MeetingRow
from tests.support.web import Page, WebServer

KEYS = Path(__file__).resolve().parents[2] / "packaging" / "keys"
FIRST, SECOND = KEYS / "test.key", KEYS / "test-next.key"
PUBLIC = tuple(path.with_suffix(".pub").read_text(encoding="utf-8").splitlines()[1] for path in (FIRST, SECOND))
PATH, SIGNATURE = "/latest.json", "/latest.json.minisig"
NOW = datetime(2027, 2, 3, 6, 42, tzinfo=UTC)
SETUP = b"MZ" + bytes(range(256)) * 2000  # half a megabyte
PLATFORMS = ("windows-x64-setup", "windows-x64-msi", "linux-x64-deb", "linux-x64-appimage")


def signed(data: bytes, key: Path = FIRST, *, prehash: bool = True, comment: str = "TEST KEY") -> bytes:
    """The signature of *data*."""
    secret = SecretKey.from_base64(key.read_text(encoding="utf-8").splitlines()[1])
    return bytes(secret.sign(data, prehash=prehash, trusted_comment=comment)) + b"\n"


def told(version: str = "9.9.9", file: bytes = SETUP, url: str = "setup.exe", **changed: Any) -> bytes:
    """A latest.json with one file for every platform."""
    entry = {"url": url, "size": len(file), "sha256": hashlib.sha256(file).hexdigest()}
    said = {
        "version": version,
        "minimum": "0.0.1",
        "expires": "2027-06-01T00:00:00Z",
        "notes": f"### Added\n- Hvad der er nyt i {version}.",
        "files": dict.fromkeys(PLATFORMS, entry),
        **changed,
    }
    return json.dumps(said, ensure_ascii=False).encode()


def publish(web: WebServer, data: bytes | None = None, *, key: Path = FIRST, **changed: Any) -> None:
    """Put a signed latest.json on *web*, and the file that it tells of."""
    made = told(**changed) if data is None else data
    web.pages[PATH] = Page(made, "application/json", etag=None)
    web.pages[SIGNATURE] = Page(signed(made, key), "application/octet-stream", etag=None)
    web.pages.setdefault("/setup.exe", Page(SETUP))


@dataclass
class Setting:
    """What a test changes of the surroundings."""

    preset: Preset = field(default_factory=Preset)
    meetings: tuple[MeetingRow, ...] = ()
    online: bool = True
    clock: FixedClock = field(default_factory=lambda: FixedClock(NOW))

    def now(self) -> datetime:
        return self.clock.now()


class Asking:
    """An updater of version 1.0.0 that asks *web*, with what surrounds it at hand."""

    def __init__(self, web: WebServer, settings: Settings, folder: Path, kind: Kind = Kind.SETUP) -> None:
        platforms = {Kind.SETUP: "windows-x64-setup", Kind.APPIMAGE: "linux-x64-appimage"}
        self.web = web
        self.settings = settings
        self.setting = Setting(Preset(name="Nordlund Kommune", updates=UpdatePolicy(None, web.url + PATH)))
        self.here = Installation(kind, platforms.get(kind, f"linux-x64-{kind.value}"), "1.0.0", PUBLIC)
        self.folder = folder

    def work(self, **changed: Any) -> UpdateWork:
        """The updater, as a start of the program makes it."""
        setting = self.setting
        here = Installation(
            **{name: changed.get(name, getattr(self.here, name)) for name in Installation.__dataclass_fields__}
        )
        around = Surroundings(
            lambda: setting.preset, lambda: setting.meetings, lambda: setting.online, changed.get("loopback", True)
        )
        return UpdateWork(self.folder, self.settings, setting, here, around)

    def fetch(self, work: UpdateWork | None = None, stop: Callable[[], bool] = lambda: False) -> Path:
        """Look and fetch."""
        updater = work or self.work()
        updater.look(lambda: False)
        return updater.fetch(lambda _done, _total: None, stop)
