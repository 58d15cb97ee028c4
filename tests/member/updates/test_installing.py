"""Putting a newer version in place: setup.exe when the program has ended, an AppImage by replacing its file."""

from __future__ import annotations

import os
import stat
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from moedeklar.member.updates import installing
from moedeklar.member.updates.installation import this_one
from moedeklar.model.errors import MoedeklarError
from moedeklar.model.organisation import Preset, UpdateMode, UpdatePolicy
from moedeklar.model.updates import Kind, Outcome
from tests.support.updates import PUBLIC, SETUP, Asking, publish
from tests.support.web import Page

POSIX = pytest.mark.skipif(os.name == "nt", reason="an AppImage runs on Linux")
PASSES = '{"ok": true, "checks": [{"name": "window", "ok": true}]}'
FAILS = '{"ok": false, "checks": [{"name": "window", "ok": true}, {"name": "store", "ok": false}]}'


def app(told: str, version: str = "9.9.9") -> bytes:
    """A program that answers to --selftest, and says what it is and what it was given otherwise."""
    return f"""#!{sys.executable}
import os, pathlib, sys
if "--selftest" in sys.argv:
    pathlib.Path(sys.argv[sys.argv.index("--out") + 1]).write_text('{told}')
else:
    pathlib.Path(__file__ + ".started").write_text("{version} " + str("APPIMAGE" in os.environ))
""".encode()


def in_auto(asking: Asking) -> None:
    url = asking.setting.preset.updates.url
    asking.setting.preset = Preset("Nordlund Kommune", updates=UpdatePolicy(UpdateMode.AUTO, url))


# -- setup.exe ---------------------------------------------------------------------------------------------------------


def test_setup_waits_for_the_end_and_starts_the_program_again(asking: Asking) -> None:
    work = asking.work()
    file = asking.fetch(work)
    assert work.install(restart=True).command == (str(file), "/S", "/WAIT", "/START")
    assert work.memory().begun == "9.9.9"


def test_by_itself_only_where_that_was_decided_and_without_starting_again(asking: Asking) -> None:
    work = asking.work()
    file = asking.fetch(work)
    assert work.install_by_itself() is None
    in_auto(asking)
    made = work.install_by_itself()
    assert made is not None
    assert made.command == (str(file), "/S", "/WAIT")


def test_a_file_that_was_exchanged_is_never_started(asking: Asking) -> None:
    work = asking.work()
    file = asking.fetch(work)
    file.write_bytes(b"MZ evil" + SETUP[7:])
    in_auto(asking)
    assert work.install_by_itself() is None
    assert work.memory().failed == ("9.9.9",)
    with pytest.raises(MoedeklarError, match="update_changed"):
        work.install(restart=True)
    file.unlink()
    with pytest.raises(MoedeklarError, match="update_gone"):
        work.install(restart=True)


def test_what_was_installed_is_forgotten_at_the_next_start(asking: Asking) -> None:
    work = asking.work()
    asking.fetch(work)
    work.install(restart=True)
    newer = asking.work(version="9.9.9")
    newer.settle()
    assert (newer.memory().begun, newer.memory().ready, newer.memory().failed) == ("", "", ())
    assert newer.offer() is None
    assert list(asking.folder.iterdir()) == []


def test_a_setup_that_came_to_nothing_is_not_tried_again_by_itself(asking: Asking) -> None:
    in_auto(asking)
    work = asking.work()
    asking.fetch(work)
    assert work.install_by_itself() is not None
    again = asking.work()
    again.settle()
    problem = again.memory().problem
    assert problem is not None
    assert problem.code == "update_not_installed"
    assert again.look(lambda: False) is Outcome.FOUND
    assert not again.fetches_by_itself()
    assert again.install_by_itself() is None
    publish(asking.web, version="9.9.10")
    again.look(lambda: False)
    assert again.fetches_by_itself()  # another version


def test_the_version_that_runs_is_never_installed_over_itself(asking: Asking) -> None:
    in_auto(asking)
    work = asking.work()
    asking.fetch(work)
    same = asking.work(version="9.9.9")
    assert same.install_by_itself() is None
    with pytest.raises(MoedeklarError, match="update_gone"):
        same.install(restart=True)


def test_what_is_known_of_has_an_end(asking: Asking) -> None:
    in_auto(asking)
    work = asking.work()
    asking.fetch(work)
    asking.setting.clock = type(asking.setting.clock)(datetime(2028, 1, 1, tzinfo=UTC))
    assert work.install_by_itself() is None


@POSIX
def test_what_is_started_at_the_end_goes_on_by_itself(tmp_path: Path) -> None:
    program = tmp_path / "setup"
    program.write_bytes(app(PASSES))
    program.chmod(0o755)
    installing.AtEnd((str(program),)).start()
    started = tmp_path / "setup.started"
    until = time.monotonic() + 10
    while not (started.exists() and started.read_text()) and time.monotonic() < until:
        time.sleep(0.02)
    assert started.read_text() == "9.9.9 False"


def test_nothing_of_this_programs_own_is_handed_on() -> None:
    given = {
        "PATH": "/bin", "APPIMAGE": "/x", "APPDIR": "/y", "LD_LIBRARY_PATH": "/bundle", "_PYI_ARCHIVE_FILE": "z",
        "LD_LIBRARY_PATH_ORIG": "/own", "LANG": "da_DK.UTF-8",
    }  # fmt: skip
    assert installing.clean(given) == {
        "PATH": "/bin", "LANG": "da_DK.UTF-8", "LD_LIBRARY_PATH": "/own", "PYINSTALLER_RESET_ENVIRONMENT": "1",
    }  # fmt: skip


# -- AppImage ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def image(asking: Asking, tmp_path: Path) -> Asking:
    """An updater of an AppImage."""
    place = tmp_path / "Mødeklar.AppImage"
    place.write_bytes(app(PASSES, "1.0.0"))
    place.chmod(0o755)
    made = Asking(asking.web, asking.settings, asking.folder, Kind.APPIMAGE)
    made.here = type(made.here)(Kind.APPIMAGE, "linux-x64-appimage", "1.0.0", PUBLIC, "", place)
    return made


def serve(asking: Asking, program: bytes) -> None:
    asking.web.pages["/setup.exe"] = Page(program)
    publish(asking.web, file=program)


def beside(asking: Asking) -> list[str]:
    assert asking.here.place is not None
    return sorted(path.name for path in asking.here.place.parent.glob("*Mødeklar*") if path.is_file())


@POSIX
def test_an_appimage_is_replaced_once_the_new_one_passed(image: Asking) -> None:
    serve(image, app(PASSES))
    work, place = image.work(), image.here.place
    assert place is not None
    before = place.read_bytes()
    image.fetch(work)
    assert work.install(restart=True).command == (str(place),)
    assert place.read_bytes() == app(PASSES)
    assert place.stat().st_mode & stat.S_IXUSR
    assert place.with_name(place.name + ".old").read_bytes() == before
    newer = image.work(version="9.9.9")
    newer.settle()
    assert beside(image) == [place.name]


@POSIX
@pytest.mark.parametrize(
    ("program", "why"),
    [(app(FAILS), "store"), (b"#!/bin/sh\nexit 3\n", "FileNotFoundError"), (b"no program", "OSError")],
)
def test_the_old_appimage_stays_where_the_new_one_fails(image: Asking, program: bytes, why: str) -> None:
    serve(image, program)
    work, place = image.work(), image.here.place
    assert place is not None
    before = place.read_bytes()
    image.fetch(work)
    with pytest.raises(MoedeklarError) as caught:
        work.install(restart=True)
    assert (caught.value.code, caught.value.params["why"]) == ("update_fails", why)
    assert place.read_bytes() == before
    assert beside(image) == [place.name]
    assert work.memory().failed == ("9.9.9",)


@POSIX
def test_an_appimage_that_hangs_in_its_test_fails(image: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installing, "TRIAL", 0.3)
    serve(image, b"#!/bin/sh\nexec sleep 60\n")
    work = image.work()
    image.fetch(work)
    with pytest.raises(MoedeklarError, match="update_fails"):
        work.install(restart=True)


@POSIX
def test_an_appimage_on_a_full_disk_stays_as_it_is(image: Asking, small_disk: Path) -> None:
    from tests.support.disks import fill

    place = small_disk / "Mødeklar.AppImage"
    place.write_bytes(app(PASSES, "1.0.0"))
    image.here = type(image.here)(Kind.APPIMAGE, "linux-x64-appimage", "1.0.0", PUBLIC, "", place)
    serve(image, app(PASSES) + bytes(300_000))
    work = image.work()
    image.fetch(work)
    fill(small_disk, leave=50_000)
    with pytest.raises(MoedeklarError, match="update_place"):
        work.install(restart=True)
    assert place.read_bytes() == app(PASSES, "1.0.0")
    assert sorted(path.name for path in small_disk.iterdir()) == ["Mødeklar.AppImage", "ballast"]


def test_packages_are_left_to_whoever_looks_after_the_computer(asking: Asking) -> None:
    deb = Asking(asking.web, asking.settings, asking.folder, Kind.DEB)
    in_auto(deb)
    work = deb.work()
    deb.fetch(work)
    assert not work.fetches_by_itself()
    assert work.install_by_itself() is None
    with pytest.raises(MoedeklarError, match="update_by_hand"):
        work.install(restart=True)
    assert work.memory().failed == ()


# -- which kind this is ------------------------------------------------------------------------------------------------


def test_a_copy_from_source_is_no_installation() -> None:
    found = this_one()
    assert (found.kind, found.platform, found.keys, found.address) == (Kind.SOURCE, "", (), "")


@pytest.mark.parametrize("kind", ["deb", "rpm", "setup", "msi", "appimage"])
def test_the_file_beside_the_executable_says_the_kind(kind: str, tmp_path: Path) -> None:
    (tmp_path / "installation").write_text(f"{kind}\n")
    image = tmp_path / "Moedeklar.AppImage"
    image.touch()
    found = this_one(tmp_path / "moedeklar", {"APPIMAGE": str(image)})
    assert found.kind == kind
    assert found.platform.endswith(f"-{kind}")
    assert found.place == (image if kind == "appimage" else None)


def test_in_a_bundle_of_macos_it_lies_beside_the_resources(tmp_path: Path) -> None:
    for name in ("MacOS", "Resources"):
        (tmp_path / name).mkdir()
    (tmp_path / "Resources" / "installation").write_text("dmg\n")
    found = this_one(tmp_path / "MacOS" / "moedeklar")
    assert found.kind is Kind.DMG
    assert found.platform.count("-") == 1


@pytest.mark.parametrize("said", ["", "snap", "deb rpm", "\N{SNOWMAN}"])
def test_any_other_word_is_no_kind(said: str, tmp_path: Path) -> None:
    (tmp_path / "installation").write_text(said, encoding="utf-8")
    assert this_one(tmp_path / "moedeklar").kind is Kind.SOURCE


def test_every_kind_has_a_place_in_latest_json() -> None:
    root = Path(__file__).resolve().parents[3]
    text = (root / "packaging" / "latest.py").read_text(encoding="utf-8")
    for kind in set(Kind) - {Kind.SOURCE, Kind.DMG}:
        assert f'-{kind.value}"' in text, kind
