"""From the notice of a newer version to a program that starts as that version, by hand in the real window."""

from __future__ import annotations

import os
import ssl
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from moedeklar.member.updates.installation import Installation
from moedeklar.member.updates.work import UpdateWork
from moedeklar.model.moments import FixedClock
from moedeklar.model.updates import Kind
from tests.member.updates.test_installing import PASSES, app
from tests.support.updates import NOW, PATH, PUBLIC, Asking, publish
from tests.support.web import Page, Slow, WebServer
from tests.support.window import Driven

pytestmark = [
    pytest.mark.qt_log_ignore("propagateSizeHints"),
    pytest.mark.skipif(os.name == "nt", reason="an AppImage runs on Linux"),
]
NEW = app(PASSES) + b"#" * 400_000


@pytest.fixture
def web(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[WebServer]:
    """Tells of version 9.9.9, an AppImage."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    with WebServer({"/setup.exe": Page(NEW)}, tls=context) as server:
        publish(server, file=NEW)
        yield server


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """The AppImage that runs."""
    made = tmp_path / "Mødeklar.AppImage"
    made.write_bytes(app(PASSES, "old"))
    made.chmod(0o755)
    return made


@pytest.fixture
def driven(
    tmp_path: Path, web: WebServer, place: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Driven]:
    """The window of a copy that came as an AppImage, which asks the server; its passphrase is in a file."""
    (tmp_path / "passphrase").write_text("blåbær på en regnvejrsdag\n", encoding="utf-8")
    monkeypatch.setenv("MOEDEKLAR_PASSPHRASE_FILE", str(tmp_path / "passphrase"))
    made = Driven(tmp_path / "profile", FixedClock(NOW), qtbot)
    made.open()
    workspace = made.workspace
    around = Asking(web, workspace.settings, workspace.profile.updates).work()._around
    here = Installation(Kind.APPIMAGE, "linux-x64-appimage", "1.0.0", PUBLIC, web.url + PATH, place)
    workspace.updates.work = UpdateWork(workspace.profile.updates, workspace.settings, workspace.clock, here, around)
    yield made
    made.close()


def press(driven: Driven, text: str) -> None:
    """A button of the banner."""

    def there() -> QAbstractButton | None:
        content = driven.program.window.content
        banner = content.banner if content is not None else None
        found = banner.findChildren(QAbstractButton) if banner is not None else []
        return next((one for one in found if one.text() == text), None)

    driven.until(lambda: there() is not None)
    button = there()
    assert button is not None
    button.click()


def test_from_the_notice_to_the_newer_version(driven: Driven, place: Path, qtbot: QtBot) -> None:
    updates = driven.workspace.updates
    updates.look_now()
    press(driven, "Hent")
    press(driven, "Installér og genstart")
    qtbot.waitUntil(lambda: not driven.program.window.isVisible(), timeout=20_000)
    driven._closed = True  # by itself
    driven.program.stop()
    driven.program.window.deleteLater()
    assert place.read_bytes() == NEW
    assert driven.program.afterwards is not None
    assert driven.program.afterwards.command == (str(place),)
    driven.program.afterwards.start()
    started = place.with_name(place.name + ".started")
    until = time.monotonic() + 10
    while not (started.exists() and started.read_text()) and time.monotonic() < until:
        time.sleep(0.02)
    assert started.read_text().startswith("9.9.9")


def test_a_download_that_is_cancelled_leaves_the_old_version(driven: Driven, web: WebServer, place: Path) -> None:
    web.faults["/setup.exe"] = [Slow(20_000, 0.1)]
    updates = driven.workspace.updates
    updates.look_now()
    press(driven, "Hent")
    press(driven, "Annuller")
    press(driven, "Hent")  # it can be begun again
    driven.until(updates.work.is_ready)
    driven.close()
    assert driven.program.afterwards is None
    assert place.read_bytes() == app(PASSES, "old")


def test_shutting_the_computer_down_installs_nothing(driven: Driven) -> None:
    updates = driven.workspace.updates
    updates.look_now()
    updates.fetch_now()
    driven.until(updates.work.is_ready)
    updates.install_now()
    driven.until(lambda: updates._at_end is not None)
    driven.program._shut_down(None)
    driven._closed = True
    driven.until(lambda: not driven.program.window.isVisible())
    driven.program.stop()
    driven.program.window.deleteLater()
    assert driven.program.afterwards is None
