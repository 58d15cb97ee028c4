"""What the doctor says of things that are not well."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from moedeklar.member import doctor
from moedeklar.member.accounts import NobodyToAsk
from moedeklar.member.doctor import Check, examine
from moedeklar.member.profile import Profile
from moedeklar.member.sources import Sources
from moedeklar.member.workspace import Workspace
from moedeklar.model.errors import DocumentError, NotFound
from moedeklar.model.moments import FixedClock
from moedeklar.wording.language import language, set_language
from tests.support.web import Page, WebServer


class Usage(NamedTuple):
    total: int
    used: int
    free: int


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    before = language()
    set_language("en")
    yield
    set_language(before)


@pytest.fixture
def secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "passphrase"
    path.write_text("en god lang sætning\n", encoding="utf-8")
    monkeypatch.setenv("MOEDEKLAR_PASSPHRASE_FILE", str(path))
    return path


@pytest.fixture
def made(profile: Profile, secret: Path, fixed_clock: FixedClock, tmp_path: Path) -> Profile:
    """A profile with a database and a source."""
    (tmp_path / "papers").mkdir()
    with Workspace.open(profile, NobodyToAsk(), fixed_clock) as workspace:
        workspace.sources.add_folder(tmp_path / "papers")
    return profile


def seen(profile: Profile, clock: FixedClock) -> dict[str, Check]:
    return {check.check: check for check in examine(profile, NobodyToAsk(), clock)}


def test_all_is_well(made: Profile, fixed_clock: FixedClock) -> None:
    checks = seen(made, fixed_clock)
    assert all(check.ok for check in checks.values()), checks
    assert not any(check.remedy for check in checks.values())
    assert "SQLCipher" in checks["libraries"].detail or "sqlcipher3" in checks["libraries"].detail


@pytest.mark.parametrize("here", [True, False])
def test_whether_scans_can_be_read(
    made: Profile, secret: Path, fixed_clock: FixedClock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, here: bool
) -> None:
    found = tmp_path if here else None
    monkeypatch.setattr(doctor, "find_danish", lambda: found)
    monkeypatch.setattr(Sources, "can_read_scans", lambda _self: here)
    checks = seen(made, fixed_clock)
    assert checks["scans"].ok
    assert (str(tmp_path) in checks["scans"].detail) is here
    with Workspace.open(made, NobodyToAsk(), fixed_clock) as workspace:
        workspace.sources.read_scans(None, on=True)
    wanted = {name: check for name, check in seen(made, fixed_clock).items() if name.startswith("scans ")}
    assert [check.ok for check in wanted.values()] == ([] if here else [False])
    assert all("tesseract" in check.remedy for check in wanted.values())


def test_a_damaged_database(made: Profile, fixed_clock: FixedClock) -> None:
    data = bytearray(made.database.read_bytes())
    data[4096 * 3 + 100 : 4096 * 3 + 200] = bytes(100)
    made.database.write_bytes(data)
    check = seen(made, fixed_clock)["database"]
    assert not check.ok
    assert check.remedy


def test_a_wrong_passphrase(made: Profile, fixed_clock: FixedClock, secret: Path) -> None:
    secret.write_text("en anden\n", encoding="utf-8")
    check = seen(made, fixed_clock)["database"]
    assert not check.ok
    assert "passphrase" in check.detail.lower()


def test_a_passphrase_file_that_is_gone(made: Profile, fixed_clock: FixedClock, secret: Path) -> None:
    secret.unlink()
    checks = seen(made, fixed_clock)
    assert not checks["keys"].ok
    assert str(secret) in checks["keys"].detail


def test_keys_that_are_damaged(made: Profile, fixed_clock: FixedClock) -> None:
    for file in made.folder.glob("keys.json*"):
        file.write_text("{", encoding="utf-8")
    checks = seen(made, fixed_clock)
    assert not checks["keys"].ok
    assert not checks["database"].ok


def test_a_full_disk(made: Profile, fixed_clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(10**12, 10**12 - 10**8, 10**8))
    check = seen(made, fixed_clock)["space"]
    assert (check.ok, check.detail) == (False, "0.1 GB free where the profile is.")


def test_a_pdf_process_that_does_not_start(
    profile: Profile, fixed_clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken:
        def set_html(self, html: str) -> bytes:
            raise DocumentError("pdf_process")

        def close(self) -> None:
            pass

    monkeypatch.setattr(doctor, "PdfClient", Broken)
    check = seen(profile, fixed_clock)["pdf"]
    assert not check.ok
    assert "virus" in check.remedy


def test_a_library_that_is_missing(profile: Profile, fixed_clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "LIBRARIES", ("typer", "no-such-library"))
    check = seen(profile, fixed_clock)["libraries"]
    assert (check.ok, check.detail) == (False, "Missing: no-such-library.")


def test_a_source_that_is_gone(made: Profile, fixed_clock: FixedClock, tmp_path: Path) -> None:
    (tmp_path / "papers").rmdir()
    (check,) = [check for name, check in seen(made, fixed_clock).items() if name.startswith("source ")]
    assert not check.ok
    assert str(tmp_path / "papers") in check.detail


def test_nothing_is_made_where_there_is_no_profile(tmp_path: Path, secret: Path, fixed_clock: FixedClock) -> None:
    checks = seen(Profile(tmp_path / "none"), fixed_clock)
    assert checks["database"].ok
    assert checks["profile"].ok
    assert not (tmp_path / "none").exists()


def way(workspace: Workspace, source_id: str) -> dict[str, Check]:
    return {check.check: check for check in workspace.diagnosing.of(source_id)}


def test_the_place_of_a_source(made: Profile, fixed_clock: FixedClock, tmp_path: Path) -> None:
    archive = tmp_path / "Publication1.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("Publication1.xml", "<Publication/>")
    (tmp_path / "møder.ics").write_text("BEGIN:VCALENDAR\nEND:VCALENDAR\n")
    with Workspace.open(made, NobodyToAsk(), fixed_clock) as workspace:
        (folder,) = workspace.sources.list()
        exports = workspace.sources.add_exports(archive)
        calendar = workspace.sources.add("ical", str(tmp_path / "møder.ics"), "Møder")
        for source in (folder, exports, calendar):
            checks = way(workspace, source.id)
            assert list(checks) == ["folder", "disk"]
            assert all(check.ok and not check.remedy for check in checks.values())
        archive.write_bytes(b"PK half of it")
        assert "Publication1.zip" in way(workspace, exports.id)["folder"].detail
        (tmp_path / "papers").rmdir()
        gone = way(workspace, folder.id)["folder"]
        assert not gone.ok
        assert "share" in gone.remedy


def test_the_way_to_a_source(made: Profile, fixed_clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with Workspace.open(made, NobodyToAsk(), fixed_clock) as workspace, WebServer({"/s": Page.json({})}) as web:
        source = workspace.sources.add("oparl", f"{web.url}/s", "Nordlund")
        checks = way(workspace, source.id)
        assert all(check.ok for check in checks.values()), checks
        assert list(checks)[-2:] == ["server", "disk"]
        web.pages["/s"] = Page(b"", status=401)
        checks = way(workspace, source.id)
        assert list(checks)[-2:] == ["sign-in", "disk"]
        assert "127.0.0.1" in checks["sign-in"].detail
        assert "sign-in" in checks["sign-in"].remedy
        with pytest.raises(NotFound):
            workspace.diagnosing.of("src-none")


def test_a_source_alone_is_looked_at_with_its_whole_way(made: Profile, fixed_clock: FixedClock) -> None:
    with Workspace.open(made, NobodyToAsk(), fixed_clock) as workspace:
        (source,) = workspace.sources.list()
    names = [check.check for check in examine(made, NobodyToAsk(), fixed_clock, source.id)]
    assert names == [f"source {source.id}", "folder", "disk"]
    assert list(examine(made, NobodyToAsk(), fixed_clock, "src-none")) == []
