from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest

from moedeklar.model.changes import ChangeSet
from moedeklar.model.errors import StoreError
from moedeklar.store import settings
from moedeklar.store.keys import StoreKeys
from moedeklar.store.store import Store

CHILD = textwrap.dedent(
    """
    import sys
    from datetime import UTC, datetime
    from pathlib import Path
    from moedeklar.model.changes import ChangeSet
    from moedeklar.model.moments import SystemClock
    from moedeklar.store import settings
    from moedeklar.store.keys import StoreKeys
    from moedeklar.store.store import Store

    folder, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    store = Store.open(folder, StoreKeys.unpack(sys.stdin.readline()), SystemClock())
    for n in range(count):
        key, now = f"{name}-{n}", datetime.now(UTC)
        store.write(lambda db: (settings.put(db, key, "word " * 200, now), ChangeSet()))
        print(key, flush=True)
    store.close()
    """
)


def start(folder: Path, keys: StoreKeys, name: str, count: int) -> subprocess.Popen[str]:
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(folder), name, str(count)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdin is not None
    child.stdin.write(keys.pack() + "\n")
    child.stdin.close()
    return child


def names(store: Store) -> set[str]:
    return store.read(lambda db: {row[0] for row in db.execute("SELECT key FROM user_setting").fetchall()})


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is of POSIX")
def test_killed_in_the_middle_of_writing_what_was_acknowledged_is_there(profile, store_keys, fixed_clock) -> None:
    child = start(profile.folder, store_keys, "note", 1_000_000)
    assert child.stdout is not None
    acknowledged = [child.stdout.readline().strip() for _ in range(40)]
    child.send_signal(signal.SIGKILL)
    acknowledged += child.stdout.read().split()
    child.wait()
    child.stdout.close()
    assert (profile.folder / "moedeklar.db-wal").stat().st_size > 0
    (mark,) = (profile.folder / "running").iterdir()
    assert mark.read_text() == str(child.pid)

    store = Store.open(profile.folder, store_keys, fixed_clock)
    assert set(acknowledged) <= names(store)
    assert store.check() == ()
    assert not mark.exists()
    store.close()
    assert list((profile.folder / "running").iterdir()) == []


def test_two_processes_and_this_one_write_at_once(profile, store: Store, store_keys, fixed_clock) -> None:
    children = [start(profile.folder, store_keys, name, 60) for name in ("a", "b")]
    for n in range(60):
        now = fixed_clock.now()
        store.write(lambda db, n=n, now=now: (settings.put(db, f"here-{n}", "1", now), ChangeSet()))
    for child in children:
        assert child.stdout is not None
        assert len(child.stdout.read().split()) == 60
        assert child.wait(20) == 0
        child.stdout.close()
    assert len(names(store)) == 180
    assert store.changed_outside()
    assert store.check() == ()


def test_a_writer_that_waits_too_long_says_that_another_is_busy(
    profile, store: Store, store_keys, fixed_clock, monkeypatch
) -> None:
    monkeypatch.setattr("moedeklar.store.database.BUSY_MILLISECONDS", 50)
    impatient = Store.open(profile.folder, store_keys, fixed_clock)
    inside, go = threading.Event(), threading.Event()

    def hold(db):
        inside.set()
        go.wait(10)
        return None, ChangeSet()

    holder = threading.Thread(target=store.write, args=(hold,))
    holder.start()
    inside.wait(5)
    with pytest.raises(StoreError) as caught:
        impatient.write(lambda db: (settings.put(db, "a", 1, fixed_clock.now()), ChangeSet()))
    assert caught.value.code == "store_busy"
    assert names(impatient) == set(), "reading goes on meanwhile"
    go.set()
    holder.join()
    impatient.write(lambda db: (settings.put(db, "a", 1, fixed_clock.now()), ChangeSet()))
    impatient.close()
