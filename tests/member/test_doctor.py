"""What the doctor says of things that are not well."""

from __future__ import annotations

import shutil
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
from moedeklar.model.errors import DocumentError
from moedeklar.model.moments import FixedClock
from moedeklar.wording.language import language, set_language


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
