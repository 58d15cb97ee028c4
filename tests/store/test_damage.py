from __future__ import annotations

from pathlib import Path

import pytest

from moedeklar.model.changes import ChangeSet
from moedeklar.model.errors import StoreError
from moedeklar.store import settings
from moedeklar.store.keys import StoreKeys
from moedeklar.store.store import Store

PAGE = 4096


def fill(store: Store, rows: int = 60) -> None:
    now = store.clock.now()

    def work(db):
        for n in range(rows):
            settings.put(db, f"key-{n}", "word " * 400, now)
        return None, ChangeSet()

    store.write(work)


@pytest.fixture
def filled(profile, store_keys, fixed_clock) -> Path:
    """The database file of a store that was filled and closed."""
    store = Store.open(profile.folder, store_keys, fixed_clock)
    fill(store)
    store.close()
    return profile.database


def code_of_opening(profile, keys, clock) -> str:
    with pytest.raises(StoreError) as caught:
        Store.open(profile.folder, keys, clock)
    return caught.value.code


def test_another_key_is_told_apart_from_damage(filled: Path, profile, store_keys, fixed_clock, capfd) -> None:
    before = filled.read_bytes()
    assert code_of_opening(profile, StoreKeys.generate(), fixed_clock) == "store_key_wrong"
    assert filled.read_bytes() == before
    assert capfd.readouterr() == ("", "")
    assert list((profile.folder / "running").iterdir()) == []
    Store.open(profile.folder, store_keys, fixed_clock).close()


def test_a_truncated_database_is_damaged(filled: Path, profile, store_keys, fixed_clock) -> None:
    filled.write_bytes(filled.read_bytes()[: 9 * PAGE + 100])
    assert code_of_opening(profile, store_keys, fixed_clock) == "store_damaged"


def test_a_spoiled_first_page_is_damaged_and_not_a_wrong_key(filled: Path, profile, store_keys, fixed_clock) -> None:
    data = bytearray(filled.read_bytes())
    data[200:240] = bytes(40)
    filled.write_bytes(data)
    assert code_of_opening(profile, store_keys, fixed_clock) == "store_damaged"


def test_a_file_that_is_no_database_is_not_touched(profile, store_keys, fixed_clock) -> None:
    profile.database.write_bytes(b"something of the person's " * 1000)
    assert code_of_opening(profile, store_keys, fixed_clock) in ("store_key_wrong", "store_damaged")
    assert profile.database.read_bytes() == b"something of the person's " * 1000


def spoil_last_pages(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-3 * PAGE + 50 : -3 * PAGE + 90] = bytes(40)
    path.write_bytes(data)


def test_damage_anywhere_is_found_at_the_start_after_a_crash(filled: Path, profile, store_keys, fixed_clock) -> None:
    spoil_last_pages(filled)
    crashed = profile.folder / "running" / "left-by-a-process-that-died"
    crashed.write_text("4242")
    assert code_of_opening(profile, store_keys, fixed_clock) == "store_damaged"
    assert crashed.exists(), "the next start must check again"


def test_after_a_crash_that_did_no_harm_the_mark_is_gone(filled: Path, profile, store_keys, fixed_clock) -> None:
    crashed = profile.folder / "running" / "left-by-a-process-that-died"
    crashed.write_text("4242")
    store = Store.open(profile.folder, store_keys, fixed_clock)
    assert not crashed.exists()
    assert store.check() == ()
    store.close()


def test_damage_that_is_met_while_reading_is_told(filled: Path, profile, store_keys, fixed_clock) -> None:
    spoil_last_pages(filled)
    store = Store.open(profile.folder, store_keys, fixed_clock)
    assert store.check()
    with pytest.raises(StoreError) as caught:
        store.read(lambda db: [db.execute("SELECT key, value FROM user_setting").fetchall() for _ in range(3)])
    assert caught.value.code == "store_damaged"
    store.close()
