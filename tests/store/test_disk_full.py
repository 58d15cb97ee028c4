"""A disk that is really full: a small file system in memory, which only root may mount."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from moedeklar.model.changes import ChangeSet
from moedeklar.model.errors import StoreError
from moedeklar.store import settings
from moedeklar.store.atomic import write_atomically
from moedeklar.store.store import Store

LITTLE = 3 * 1024 * 1024


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder with three megabytes of room."""
    if os.name == "nt" or os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={LITTLE}", "tmpfs", str(folder)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("mounting is not allowed here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def put(store: Store, key: str, size: int) -> None:
    now = store.clock.now()
    store.write(lambda db: (settings.put(db, key, os.urandom(size // 2).hex(), now), ChangeSet()))


def fill(folder: Path, leave: int) -> Path:
    ballast = folder / "ballast"
    free = os.statvfs(folder).f_bavail * os.statvfs(folder).f_frsize
    ballast.write_bytes(bytes(max(0, free - leave)))
    return ballast


def names(store: Store) -> list[str]:
    return store.read(lambda db: [row[0] for row in db.execute("SELECT key FROM user_setting").fetchall()])


def test_a_write_without_room_is_told_undone_and_works_again_when_there_is_room(
    small_disk: Path, store_keys, fixed_clock
) -> None:
    store = Store.open(small_disk / "profile", store_keys, fixed_clock)
    put(store, "before", 1000)
    ballast = fill(small_disk, leave=100_000)
    with pytest.raises(StoreError) as caught:
        put(store, "too big", 400_000)
    assert caught.value.code == "disk_full"
    assert names(store) == ["before"]
    ballast.unlink()
    put(store, "after", 400_000)
    assert sorted(names(store)) == ["after", "before"]
    assert store.check() == ()
    store.close()
    again = Store.open(small_disk / "profile", store_keys, fixed_clock)
    assert sorted(names(again)) == ["after", "before"]
    again.close()


def test_a_file_without_room_is_told_and_leaves_nothing(small_disk: Path, store_keys, fixed_clock) -> None:
    store = Store.open(small_disk / "profile", store_keys, fixed_clock)
    small, _ = store.files.put(b"small")
    ballast = fill(small_disk, leave=100_000)
    with pytest.raises(StoreError) as caught:
        store.files.put(os.urandom(2_000_000))
    assert caught.value.code == "disk_full"
    assert not list(small_disk.rglob("*.part"))
    assert store.files.read(small) == b"small"
    ballast.unlink()
    sha256, _ = store.files.put(os.urandom(1_000_000))
    assert store.files.exists(sha256)
    store.close()


def test_a_store_without_room_to_begin_is_told(small_disk: Path, store_keys, fixed_clock) -> None:
    fill(small_disk, leave=20_000)
    with pytest.raises(StoreError) as caught:
        Store.open(small_disk / "profile", store_keys, fixed_clock)
    assert caught.value.code == "disk_full"
    (small_disk / "ballast").unlink()
    Store.open(small_disk / "profile", store_keys, fixed_clock).close()


def test_replacing_a_small_file_without_room_keeps_the_old_one(small_disk: Path) -> None:
    path = small_disk / "keys.json"
    write_atomically(path, b"old")
    fill(small_disk, leave=0)
    with pytest.raises(StoreError) as caught:
        write_atomically(path, b"new" * 10_000)
    assert caught.value.code == "disk_full"
    assert path.read_bytes() == b"old"
