"""The store on a disk that is really full."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from moedeklar.model.changes import ChangeSet
from moedeklar.model.errors import StoreError
from moedeklar.store import settings
from moedeklar.store.atomic import write_atomically
from moedeklar.store.migrate import migrate
from moedeklar.store.migrations import STEPS, Step
from moedeklar.store.store import Store
from tests.support.disks import fill


def put(store: Store, key: str, size: int) -> None:
    now = store.clock.now()
    store.write(lambda db: (settings.put(db, key, os.urandom(size // 2).hex(), now), ChangeSet()))


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


def opened_on_a_full_disk(folder: Path, store_keys, fixed_clock, leave: int = 0) -> Store:
    fill(folder, leave=leave)
    return Store.open(folder / "profile", store_keys, fixed_clock)


@pytest.mark.parametrize("leave", [0, 4096])
def test_what_is_stored_can_be_read_with_no_room_at_all(small_disk: Path, store_keys, fixed_clock, leave: int) -> None:
    first = Store.open(small_disk / "profile", store_keys, fixed_clock)
    assert not first.full
    put(first, "before", 1000)
    sha256, _ = first.files.put(b"an attachment")
    first.close()
    store = opened_on_a_full_disk(small_disk, store_keys, fixed_clock, leave)
    assert store.full
    assert names(store) == ["before"]
    assert store.files.read(sha256) == b"an attachment"
    assert store.check() == ()
    assert not store.changed_outside()
    # Several readers at once, as the window has them.
    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(lambda _: names(store), range(9))) == [["before"]] * 9
    with pytest.raises(StoreError) as caught:
        put(store, "more", 100_000)
    assert caught.value.code == "disk_full"
    (small_disk / "ballast").unlink()
    put(store, "after", 100_000)
    store.close()
    again = Store.open(small_disk / "profile", store_keys, fixed_clock)
    assert not again.full
    assert sorted(names(again)) == ["after", "before"]
    again.close()


def test_after_a_crash_on_a_full_disk_the_last_acknowledged_write_is_read(
    small_disk: Path, store_keys, fixed_clock
) -> None:
    killed = (
        "import os, sys; from pathlib import Path; from datetime import datetime, UTC;"
        "from moedeklar.store.store import Store; from moedeklar.store.keys import StoreKeys;"
        "from moedeklar.store import settings; from moedeklar.model.changes import ChangeSet;"
        "from moedeklar.model.moments import SystemClock;"
        "s = Store.open(Path(sys.argv[1]), StoreKeys.unpack(sys.argv[2]), SystemClock());"
        "s.write(lambda db: (settings.put(db, 'acknowledged', 'x', datetime.now(UTC)), ChangeSet()));"
        "os.kill(os.getpid(), 9)"
    )
    profile = small_disk / "profile"
    subprocess.run([sys.executable, "-c", killed, str(profile), store_keys.pack()], check=False)
    (profile / "moedeklar.db-shm").unlink()
    store = opened_on_a_full_disk(small_disk, store_keys, fixed_clock)
    assert (store.full, names(store)) == (True, ["acknowledged"])
    store.close()


def test_a_database_of_an_older_program_is_left_alone_on_a_full_disk(
    small_disk: Path, store_keys, fixed_clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Store.open(small_disk / "profile", store_keys, fixed_clock)
    put(first, "before", 1000)
    first.close()
    newer = (*STEPS, Step("m9999_next", lambda db: db.execute("CREATE TABLE user_next (id TEXT)")))
    monkeypatch.setattr("moedeklar.store.store.migrate", partial(migrate, steps=newer))
    with pytest.raises(StoreError) as caught:
        opened_on_a_full_disk(small_disk, store_keys, fixed_clock)
    assert caught.value.code == "disk_full"
    assert not list(small_disk.rglob("*.part"))
    monkeypatch.undo()
    store = Store.open(small_disk / "profile", store_keys, fixed_clock)
    assert names(store) == ["before"]
    store.close()
