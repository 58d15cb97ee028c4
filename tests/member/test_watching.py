"""Watching real folders: writes in pieces, renames, folders that go and come back, and what must not count."""

from __future__ import annotations

import shutil
import subprocess
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from moedeklar.member.watching import Pace, Watching, places_of
from moedeklar.model.errors import StoreError
from moedeklar.model.views import SourceInfo
from tests.support.disks import mounted

FAST = Pace(rest=0.15, most=1.0, look=0.1, again=0.3)
PATIENCE = 10.0


class Told:
    """Collects what the watching tells."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self._came = threading.Condition()

    def __call__(self, source_id: str) -> None:
        with self._came:
            self.ids.append(source_id)
            self._came.notify_all()

    def take(self) -> list[str]:
        """What was told since the last time, once there is something."""
        with self._came:
            assert self._came.wait_for(lambda: self.ids, PATIENCE), "nothing was told"
            time.sleep(0)
            found, self.ids = self.ids, []
            return found

    def settle(self) -> None:
        """Wait until no more comes of what was done: the system may tell of it in two goes."""
        while not self.nothing(0.5):
            self.take()

    def nothing(self, seconds: float = 0.6) -> bool:
        with self._came:
            return not self._came.wait_for(lambda: self.ids, seconds)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "eksport"
    folder.mkdir()
    return folder


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def watch(told: Told) -> Iterator[Callable[..., Watching]]:
    made: list[Watching] = []

    def start(places: dict[str, Path], *leave_out: Path, pace: Pace = FAST) -> Watching:
        watching = Watching(lambda: places, leave_out, pace)
        made.append(watching)
        watching.start(told)
        until(lambda: all(watching.is_watched(one) for one, path in places.items() if path.exists()))
        return watching

    yield start
    for one in made:
        assert one.stop(PATIENCE)


def until(what: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_file_that_is_written_in_pieces_is_told_of_once_it_rests(
    watch: Callable[..., Watching], told: Told, root: Path
) -> None:
    watch({"a": root}, pace=Pace(rest=0.6, most=30, look=0.1))
    with (root / "Publication1.xml").open("wb") as file:
        for _ in range(8):
            file.write(b"<x/>" * 100)
            file.flush()
            time.sleep(0.05)
            assert told.ids == []
    assert told.take() == ["a"]
    assert told.nothing()


def test_what_is_written_without_a_pause_is_told_of_in_between(
    watch: Callable[..., Watching], told: Told, root: Path
) -> None:
    watch({"a": root}, pace=Pace(rest=0.5, most=0.8, look=0.1))
    deadline = time.monotonic() + 2.0
    with (root / "stor.pdf").open("wb") as file:
        while time.monotonic() < deadline:
            file.write(b"x")
            file.flush()
            time.sleep(0.02)
    assert told.take()


@pytest.mark.parametrize("deep", ["", "2027/februar"])
def test_everything_that_can_happen_to_a_file_counts(
    watch: Callable[..., Watching], told: Told, root: Path, tmp_path: Path, deep: str
) -> None:
    folder = root / deep
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "a.pdf").write_bytes(b"%PDF")
    watch({"a": root})
    steps = (
        lambda: (folder / "a.pdf").write_bytes(b"%PDF 2"),
        lambda: (folder / "a.pdf").rename(folder / "b.pdf"),
        lambda: (folder / "b.pdf").rename(tmp_path / "ude.pdf"),
        lambda: (tmp_path / "ude.pdf").rename(folder / "c.pdf"),
        (folder / "ny").mkdir,
        lambda: (folder / "ny" / "d.pdf").write_bytes(b"%PDF"),
        lambda: (folder / "c.pdf").replace(folder / "ny" / "d.pdf"),
        lambda: shutil.rmtree(folder / "ny"),
    )
    for step in steps:
        step()
        assert set(told.take()) == {"a"}
        told.settle()


def test_a_folder_that_is_moved_in_with_its_files(
    watch: Callable[..., Watching], told: Told, root: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "Publication2"
    outside.mkdir()
    (outside / "Publication2.xml").write_bytes(b"<x/>")
    watch({"a": root})
    outside.rename(root / "Publication2")
    assert set(told.take()) == {"a"}
    told.settle()
    (root / "Publication2" / "Publication2.xml").write_bytes(b"<y/>")
    assert set(told.take()) == {"a"}


def test_reading_counts_for_nothing_nor_do_unfinished_and_hidden_files_or_the_profile(
    watch: Callable[..., Watching], told: Told, root: Path
) -> None:
    (root / "a.pdf").write_bytes(b"%PDF")
    profile = root / "profil"
    profile.mkdir()
    watch({"a": root}, profile)
    (root / "a.pdf").read_bytes()
    list(root.iterdir())
    (profile / "store.db").write_bytes(b"1")
    assert told.nothing()
    below = root / "under"
    below.mkdir()
    assert set(told.take()) == {"a"}
    told.settle()
    for name in (".skjult", "a.pdf.part", "~$brev.docx", "a.tmp"):
        (below / name).write_bytes(b"1")
    assert told.nothing()
    (below / "a.tmp").rename(below / "a.pdf")
    assert told.take() == ["a"]


def test_a_source_in_the_profile_itself_is_watched(watch: Callable[..., Watching], told: Told, root: Path) -> None:
    sample = root / "sample"
    sample.mkdir()
    watch({"a": sample}, root)
    (sample / "a.pdf").write_bytes(b"%PDF")
    assert told.take() == ["a"]


def test_an_archive_and_calendars_beside_each_other(watch: Callable[..., Watching], told: Told, root: Path) -> None:
    paths = {"zip": root / "a.zip", "one": root / "1.ics", "two": root / "2.ics"}
    for path in paths.values():
        path.write_bytes(b"1")
    watching = watch(dict(paths))
    with zipfile.ZipFile(paths["zip"], "w") as archive:
        archive.writestr("Publication1.xml", "<x/>")
    assert set(told.take()) == {"zip"}
    told.settle()
    (root / "new.ics").write_bytes(b"22")
    paths["two"].rename(root / "old.ics")
    (root / "new.ics").rename(paths["two"])
    assert set(told.take()) == {"two"}
    told.settle()
    paths["one"].unlink()
    assert set(told.take()) == {"one"}
    told.settle()
    paths["two"].write_bytes(b"333")
    assert set(told.take()) == {"two"}
    assert watching.is_watched("two")


def test_a_folder_that_goes_and_comes_back(
    watch: Callable[..., Watching], told: Told, root: Path, tmp_path: Path
) -> None:
    watching = watch({"a": root, "never": tmp_path / "aldrig"})
    root.rename(tmp_path / "væk")
    assert set(told.take()) == {"a"}
    until(lambda: not watching.is_watched("a"))
    told.settle()
    (tmp_path / "væk").rename(root)
    assert set(told.take()) == {"a"}
    until(lambda: watching.is_watched("a"))
    (root / "a.pdf").write_bytes(b"%PDF")
    assert set(told.take()) == {"a"}
    # Another folder in its place.
    shutil.rmtree(root)
    root.mkdir()
    told.take()
    until(lambda: watching.is_watched("a"))
    told.settle()
    (root / "b.pdf").write_bytes(b"%PDF")
    assert set(told.take()) == {"a"}
    (tmp_path / "aldrig").mkdir()
    assert set(told.take()) == {"never"}


def test_a_disk_that_is_taken_away_and_put_back(watch: Callable[..., Watching], told: Told, tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", 1_000_000) as disk:
        share = disk / "eksport"
        share.mkdir()
        other = tmp_path / "andet"
        watching = watch({"a": share})
        other.mkdir()
        if subprocess.run(["mount", "--move", str(disk), str(other)], check=False, capture_output=True).returncode:
            pytest.skip("a disk can't be moved here")
        try:
            assert set(told.take()) == {"a"}
            until(lambda: not watching.is_watched("a"))
        finally:
            subprocess.run(["mount", "--move", str(other), str(disk)], check=True)
        assert set(told.take()) == {"a"}
        until(lambda: watching.is_watched("a"))
        (share / "a.pdf").write_bytes(b"%PDF")
        assert set(told.take()) == {"a"}
        assert watching.stop(PATIENCE)


def test_sources_that_are_added_and_removed_while_it_runs(told: Told, root: Path, tmp_path: Path) -> None:
    places: dict[str, Path] = {}
    watching = Watching(lambda: dict(places), (), FAST)
    watching.start(told)
    try:
        places["a"] = root
        watching.look_again()
        until(lambda: watching.is_watched("a"))
        (root / "a.pdf").write_bytes(b"%PDF")
        assert told.take() == ["a"]
        places["a"] = tmp_path / "b"
        (tmp_path / "b").mkdir()
        watching.look_again()
        until(lambda: watching.is_watched("a"))
        (root / "a.pdf").write_bytes(b"%PDF 2")
        assert told.nothing(0.4)
        del places["a"]
        watching.look_again()
        until(lambda: not watching.is_watched("a"))
        (tmp_path / "b" / "a.pdf").write_bytes(b"%PDF")
        assert told.nothing(0.4)
    finally:
        assert watching.stop(PATIENCE)


def test_what_can_not_be_watched_is_left_to_the_schedule_but_for_its_going(
    told: Told, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from watchdog.observers import Observer

    def refuse(*_args: object, **_more: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(Observer, "schedule", refuse)
    watching = Watching(lambda: {"a": root}, (), FAST)
    watching.start(told)
    try:
        until(lambda: "a" in watching._places)
        assert not watching.is_watched("a")
        root.rename(tmp_path / "væk")
        assert told.take() == ["a"]
        (tmp_path / "væk").rename(root)
        assert told.take() == ["a"]
        monkeypatch.undo()
        until(lambda: watching.is_watched("a"))
    finally:
        assert watching.stop(PATIENCE)


def test_an_error_of_whoever_is_told_or_asked_ends_nothing(root: Path) -> None:
    asked: list[str] = []

    def on_change(source_id: str) -> None:
        asked.append(source_id)
        raise StoreError("store_locked")

    def places() -> dict[str, Path]:
        if not asked:
            asked.append("asked")
            raise StoreError("store_locked")
        return {"a": root}

    watching = Watching(places, (), FAST)
    watching.start(on_change)
    try:
        until(lambda: asked)
        watching.look_again()
        until(lambda: watching.is_watched("a"))
        for n in range(2):
            (root / f"{n}.pdf").write_bytes(b"%PDF")
            until(lambda n=n: asked.count("a") > n)  # type: ignore[misc]
    finally:
        assert watching.stop(PATIENCE)


def test_stopped_before_it_began_and_at_once() -> None:
    assert Watching(dict).stop()
    for _ in range(3):
        watching = Watching(dict)
        watching.start(lambda _id: None)
        assert watching.stop(PATIENCE)


def test_only_what_lies_on_disk_is_watched(tmp_path: Path) -> None:
    found = places_of(
        SourceInfo(kind + location[:3], kind, "", location)
        for kind, location in (
            ("folder", str(tmp_path)),
            ("exports", "/srv/a.zip"),
            ("ical", "/srv/k.ics"),
            ("ical", "https://nordlund.example/k.ics"),
            ("firstagenda", "https://nordlund.example"),
        )
    )
    assert set(found.values()) == {tmp_path, Path("/srv/a.zip"), Path("/srv/k.ics")}
