from __future__ import annotations

import threading
from pathlib import Path

import pytest
from sqlite_utils import Database

from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.errors import StoreError
from moedeklar.model.moments import FixedClock
from moedeklar.store.keys import StoreKeys
from moedeklar.store.store import Store

NOTHING = ChangeSet()


def put(key: str, value: str = "1"):
    def work(db: Database) -> tuple[str, ChangeSet]:
        db["user_setting"].insert({"key": key, "value": value, "changed": "2027"}, replace=True)
        return key, ChangeSet.of(Kind.SETTING, key)

    return work


def keys_of(db: Database) -> list[str]:
    return [row[0] for row in db.execute("SELECT key FROM user_setting ORDER BY key").fetchall()]


def test_what_is_written_is_read_after_reopening(
    store: Store, profile, store_keys: StoreKeys, fixed_clock: FixedClock
) -> None:
    assert store.write(put("a")) == "a"
    store.close()
    again = Store.open(profile.folder, store_keys, fixed_clock)
    assert again.read(keys_of) == ["a"]
    again.close()


def test_changes_are_told_after_the_commit_and_before_write_returns(profile, store_keys, fixed_clock) -> None:
    told: list[tuple[ChangeSet, list[str], str]] = []
    made = Store.open(
        profile.folder,
        store_keys,
        fixed_clock,
        lambda changes: told.append((changes, made.read(keys_of), threading.current_thread().name)),
    )
    made.write(put("a"))
    assert told == [(ChangeSet.of(Kind.SETTING, "a"), ["a"], "store-writer")]
    made.write(lambda db: (None, NOTHING))
    assert len(told) == 1
    made.close()


def test_a_listener_that_fails_undoes_nothing(profile, store_keys, fixed_clock, caplog) -> None:
    def fails(changes: ChangeSet) -> None:
        raise ValueError("listener")

    made = Store.open(profile.folder, store_keys, fixed_clock, fails)
    assert made.write(put("a")) == "a"
    assert made.read(keys_of) == ["a"]
    made.close()
    assert "a listener to changes failed" in caplog.text


def test_a_write_that_raises_leaves_nothing(store: Store) -> None:
    def work(db: Database) -> tuple[None, ChangeSet]:
        put("a")(db)
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        store.write(work)
    assert store.read(keys_of) == []
    assert store.write(put("b")) == "b"


def test_an_error_of_another_file_in_a_write_is_not_taken_for_one_of_the_database(store: Store, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        store.write(lambda db: ((tmp_path / "nothing").read_bytes(), NOTHING))
    with pytest.raises(FileNotFoundError):
        store.read(lambda db: (tmp_path / "nothing").read_bytes())


def test_a_write_within_a_write_is_refused_and_the_outer_one_rolled_back(store: Store) -> None:
    def work(db: Database) -> tuple[None, ChangeSet]:
        put("a")(db)
        store.write(put("b"))
        return None, NOTHING

    with pytest.raises(RuntimeError):
        store.write(work)
    assert store.read(keys_of) == []


def test_a_reader_cannot_write(store: Store) -> None:
    with pytest.raises(StoreError) as caught:
        store.read(put("a"))
    assert caught.value.code == "store_denied"


def test_a_read_is_of_one_moment_and_a_read_within_it_too(store: Store) -> None:
    def work(db: Database) -> tuple[list[str], list[str]]:
        before = keys_of(db)
        store.write(put("a"))
        return before, store.read(keys_of)

    assert store.read(work) == ([], [])
    assert store.read(keys_of) == ["a"]


def test_many_threads_read_and_write(store: Store) -> None:
    def busy(n: int) -> None:
        for i in range(20):
            store.write(put(f"{n}-{i}"))
            assert f"{n}-{i}" in store.read(keys_of)

    threads = [threading.Thread(target=busy, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.read(keys_of)) == 120


def test_only_commits_of_others_count_as_outside(profile, store: Store, store_keys, fixed_clock) -> None:
    store.write(put("mine"))
    assert not store.changed_outside()
    other = Store.open(profile.folder, store_keys, fixed_clock)
    other.write(put("theirs"))
    assert store.changed_outside()
    assert not store.changed_outside()
    other.close()
    assert store.read(keys_of) == ["mine", "theirs"]


def test_after_closing_everything_is_refused_in_words_and_closing_again_is_harmless(store: Store) -> None:
    store.close()
    for call in (lambda: store.read(keys_of), lambda: store.write(put("a")), store.changed_outside):
        with pytest.raises(StoreError) as caught:
            call()
        assert caught.value.code == "store_closed"
    store.close()


def test_closing_finishes_the_writes_that_were_asked_for(profile, store: Store, store_keys, fixed_clock) -> None:
    begun, go = threading.Event(), threading.Event()

    def slow(db: Database) -> tuple[None, ChangeSet]:
        begun.set()
        go.wait(5)
        put("slow")(db)
        return None, NOTHING

    thread = threading.Thread(target=store.write, args=(slow,))
    thread.start()
    begun.wait(5)
    threading.Timer(0.1, go.set).start()
    store.close()
    thread.join()
    again = Store.open(profile.folder, store_keys, fixed_clock)
    assert again.read(keys_of) == ["slow"]
    again.close()


def test_closing_interrupts_a_read_that_would_not_end(store: Store) -> None:
    begun, ended = threading.Event(), []
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"

    def work(db: Database) -> None:
        begun.set()
        db.execute(endless).fetchone()

    def read() -> None:
        try:
            store.read(work)
        except StoreError as error:
            ended.append(error.code)

    thread = threading.Thread(target=read)
    thread.start()
    begun.wait(5)
    store.close(timeout=0.2)
    thread.join(5)
    assert not thread.is_alive()
    assert ended == ["store_closed"]


def test_nothing_is_in_plain_text_and_nobody_else_can_read_it(store: Store, profile) -> None:
    store.write(put("secret-key-word", "the person's own words"))
    sha256, _ = store.files.put(b"words of an attachment" * 10)
    store.close()
    kept = [path for path in profile.folder.rglob("*") if path.is_file()]
    assert len(kept) >= 2
    for path in kept:
        data = path.read_bytes()
        assert b"own words" not in data
        assert b"words of an attachment" not in data
        assert b"SQLite format" not in data
        assert path.stat().st_mode & 0o077 == 0, path
    assert (profile.folder.stat().st_mode & 0o777) == 0o700
    assert any(sha256 in path.name for path in kept)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, store_keys, fixed_clock) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError) as caught:
        Store.open(tmp_path / "file" / "profile", store_keys, fixed_clock)
    assert caught.value.code == "path_is_file"


def test_a_folder_may_be_called_anything(tmp_path: Path, store_keys, fixed_clock) -> None:
    folder = tmp_path / "Åse's noter #1 mode=ro %41 & æøå"
    made = Store.open(folder, store_keys, fixed_clock)
    made.write(put("a"))
    made.close()
    assert (folder / "moedeklar.db").stat().st_size > 0
    again = Store.open(folder, store_keys, fixed_clock)
    assert again.read(keys_of) == ["a"]
    again.close()
