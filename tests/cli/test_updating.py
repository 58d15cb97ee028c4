"""The verb `update`, by the real program: from source, and as an installer would have put it there."""

from __future__ import annotations

import json
import ssl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme

import moedeklar
from tests.cli.shapes import UPDATE, fits
from tests.support.program import Program
from tests.support.updates import PATH, PUBLIC, SETUP, SIGNATURE, publish
from tests.support.web import WebServer

ROOT = Path(__file__).resolve().parents[2]
# As the launcher of an installation starts it (packaging/windows/launcher.c).
INSTALLED = """
import sys
sys.frozen, sys.executable, sys._MEIPASS = "launcher", sys.argv.pop(1), sys.argv.pop(1)
from moedeklar.member.updates import downloading
downloading.has_network = lambda: True  # loopback is none
from moedeklar.member import workspace
workspace.has_network = downloading.has_network
from moedeklar.__main__ import main
sys.exit(main())
"""


@pytest.fixture
def web(tmp_path: Path) -> Iterator[WebServer]:
    """Tells of version 9.9.9, over TLS by an authority in ca.pem."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    with WebServer(tls=context) as server:
        publish(server)
        yield server


class Installed:
    """A copy that a .deb brought, which trusts the test keys and asks *web*."""

    def __init__(self, folder: Path, web: WebServer) -> None:
        self.program = Program(folder / "run")
        self.folder = folder
        self.place = folder / "place"
        resources = self.place / "resources"
        (resources / "updates").mkdir(parents=True)
        (self.place / "installation").write_text("deb\n")
        for path in (ROOT / "resources").iterdir():
            (resources / path.name).symlink_to(path)
        for name, key in zip(("present.pub", "next.pub"), PUBLIC, strict=True):
            (resources / "updates" / name).write_text(key)
        (resources / "updates" / "address").write_text(web.url + PATH)

    def run(self, *words: str, status: int = 0) -> subprocess.CompletedProcess[str]:
        """Run it, and hold it to its exit status."""
        command = [sys.executable, "-c", INSTALLED, str(self.place / "moedeklar"), str(self.place), "--profile",
                   str(self.folder / "profile"), "update", *words]  # fmt: skip
        environment = {**self.program.environment, "SSL_CERT_FILE": str(self.folder / "ca.pem")}
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
        assert done.returncode == status, done.stdout + done.stderr
        return done

    def json(self, *words: str) -> Any:
        told = json.loads(self.run(*words, "--json").stdout)
        fits(told, UPDATE)
        return told


@pytest.fixture
def installed(tmp_path: Path, web: WebServer) -> Installed:
    if not sys.platform.startswith("linux"):
        pytest.skip("a .deb is Linux's")
    return Installed(tmp_path, web)


def test_from_source_it_says_why_it_does_not_look(tmp_path: Path) -> None:
    program = Program(tmp_path / "run")
    assert "wasn't installed by an installer" in program.run("update", "--language", "en").stdout
    told = program.run("update", "--check", "--language", "en", status=1)
    assert told.stdout == ""
    assert "wasn't installed by an installer" in told.stderr
    known = program.json("update")
    fits(known, UPDATE)
    assert (known["installation"], known["outcome"], known["mode"]) == (None, "never", "notify")
    program.run("update", "--check", "--download", status=2)


def test_without_an_option_nothing_is_asked(installed: Installed, web: WebServer) -> None:
    told = installed.json()
    assert (told["installation"], told["newer"], told["looked"]) == ("deb", None, None)
    assert told["version"] == moedeklar.__version__
    assert web.asked == []


def test_it_looks_and_tells(installed: Installed, web: WebServer) -> None:
    told = installed.json("--check")
    assert (told["outcome"], told["newer"]["version"], told["file"]) == ("found", "9.9.9", None)
    assert told["newer"]["url"] == web.url + "/setup.exe"
    assert web.paths() == [PATH, SIGNATURE]
    said = installed.run("--language", "da").stdout
    assert "Version 9.9.9 af Mødeklar er kommet." in said
    assert "Hvad der er nyt i 9.9.9." in said
    assert web.url + "/setup.exe" in said


def test_it_fetches(installed: Installed) -> None:
    file = Path(installed.json("--download")["file"])
    assert file.read_bytes() == SETUP
    assert file.name == "Moedeklar-9.9.9.deb"


def test_what_is_refused_is_told_and_remembered(installed: Installed, web: WebServer) -> None:
    web.pages[PATH] = b"{}"
    told = installed.run("--check", "--json", "--language", "en", status=1)
    assert told.stdout == ""
    assert "signature doesn't hold" in told.stderr
    known = installed.json()
    assert known["outcome"] == "failed"
    assert known["why"]


def test_during_a_meeting_it_needs_attention(installed: Installed, web: WebServer, tmp_path: Path) -> None:
    calendar = tmp_path / "møder.ics"
    calendar.write_text(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Nordlund//DA\r\nBEGIN:VEVENT\r\nUID:1@nordlund\r\n"
        "DTSTAMP:20270101T000000Z\r\nDTSTART;TZID=Europe/Copenhagen:20270203T080000\r\n"
        "SUMMARY:Havneudvalget\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        encoding="utf-8",
    )
    run = Program(installed.folder / "run")
    own = {**run.environment, "LANG": "C.UTF-8"}
    for words in (("source", "add", "ical", str(calendar)), ("sync",)):
        command = [sys.executable, "-m", "moedeklar", "--profile", str(installed.folder / "profile"), *words]
        subprocess.run(command, env=own, check=True, capture_output=True, timeout=60)
    told = installed.run("--check", "--language", "en", status=4)
    assert "Havneudvalget has a meeting now" in told.stderr
    assert "12:00" in told.stderr
    assert web.asked == []
