from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

import pytest
from sqlite_utils import Database

from moedeklar.model.errors import StoreError
from moedeklar.store import migrations
from moedeklar.store.database import connect
from moedeklar.store.migrate import applied, migrate
from moedeklar.store.migrations import STEPS, Step

KEY = bytes(range(32))


def add_column(db: Database) -> None:
    db.execute("ALTER TABLE user_note ADD COLUMN pinned INTEGER")


def fails(db: Database) -> None:
    raise ValueError("midway")


def fails_midway(db: Database) -> None:
    add_column(db)
    db.execute("DELETE FROM user_setting")
    raise ValueError("midway")


NEXT = Step("m0098_pinned", add_column)
BROKEN = Step("m0098_pinned", fails_midway)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database of today's schema with one setting."""
    found = tmp_path / "moedeklar.db"
    db = connect(found, KEY)
    migrate(db, found, KEY, tmp_path / "backups")
    set_one(db, "a", "2027-01-01")
    db.close()
    return found


def set_one(db: Database, key: str, changed: str) -> None:
    db.execute("INSERT INTO user_setting VALUES (?, '1', ?)", (key, changed))


def columns(db: Database) -> set[str]:
    return {column.name for column in db["user_note"].columns}


def test_the_list_of_steps_is_the_folder_and_in_order() -> None:
    modules = sorted(info.name for info in pkgutil.iter_modules(migrations.__path__))
    assert [step.name for step in STEPS] == modules
    for step in STEPS:
        assert step.name == importlib.import_module(f"moedeklar.store.migrations.{step.name}").NAME


def test_every_step_has_a_test() -> None:
    for step in STEPS:
        assert f"test_{step.name}" in globals(), f"write test_{step.name}"


def test_m0001_first(path: Path) -> None:
    db = connect(path, KEY)
    tables = set(db.table_names())
    assert {"user_note", "user_source", "user_request", "mirror_meeting", "mirror_item_version", "sync_run"} <= tables
    assert {trigger.name for trigger in db.triggers} >= {
        "search_passage_added",
        "search_passage_removed",
        "search_passage_changed",
    }
    db.execute("INSERT INTO search_passage VALUES (1, 'note', 'n', '', NULL, 'Skolen', 'Ungdomsudvalget har ordet')")
    for table in ("search_word", "search_inside"):
        db.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")
    assert db.execute("SELECT count(*) FROM search_word WHERE search_word MATCH '\"hår\"'").fetchone()[0] == 0
    assert db.execute("SELECT count(*) FROM search_inside WHERE search_inside MATCH '\"udvalg\"'").fetchone()[0] == 1
    db.close()


def test_a_new_database_needs_no_copy(path: Path) -> None:
    assert not (path.parent / "backups").exists()


def test_a_step_is_applied_once_with_one_copy_of_what_was(path: Path) -> None:
    db, backups = connect(path, KEY), path.parent / "backups"
    assert migrate(db, path, KEY, backups, (*STEPS, NEXT)) == ("m0098_pinned",)
    assert migrate(db, path, KEY, backups, (*STEPS, NEXT)) == ()
    assert "pinned" in columns(db)
    db.close()
    (kept,) = backups.iterdir()
    assert kept.name.startswith("before-m0098_pinned-")
    assert kept.stat().st_mode & 0o077 == 0
    old = connect(kept, KEY)
    assert "pinned" not in columns(old)
    assert old.execute("SELECT key FROM user_setting").fetchall() == [("a",)]
    assert applied(old) == tuple(step.name for step in STEPS)
    old.close()


def test_a_step_that_fails_midway_leaves_everything_and_a_retry_makes_no_second_copy(path: Path) -> None:
    db, backups = connect(path, KEY), path.parent / "backups"
    for _ in range(2):
        with pytest.raises(ValueError, match="midway"):
            migrate(db, path, KEY, backups, (*STEPS, BROKEN))
        assert "pinned" not in columns(db)
        assert db.execute("SELECT count(*) FROM user_setting").fetchone()[0] == 1
        assert applied(db) == tuple(step.name for step in STEPS)
        assert len(list(backups.iterdir())) == 1
    set_one(db, "b", "2027-01-02")
    migrate(db, path, KEY, backups, (*STEPS, NEXT))
    assert len(list(backups.iterdir())) == 2, "what was written in between is kept too"
    db.close()


def test_several_steps_are_taken_together_or_not_at_all(path: Path) -> None:
    db = connect(path, KEY)
    with pytest.raises(ValueError, match="midway"):
        migrate(db, path, KEY, path.parent / "backups", (*STEPS, NEXT, Step("m0099_bad", fails)))
    assert "pinned" not in columns(db)
    db.close()


def test_a_database_of_a_newer_program_is_refused_and_left_alone(path: Path) -> None:
    db = connect(path, KEY)
    migrate(db, path, KEY, path.parent / "backups", (*STEPS, NEXT))
    with pytest.raises(StoreError) as caught:
        migrate(db, path, KEY, path.parent / "backups", STEPS)
    assert caught.value.code == "store_newer"
    assert caught.value.params["step"] == "m0098_pinned"
    assert "pinned" in columns(db)
    db.close()


def test_m0002_corrections(tmp_path: Path) -> None:
    path = tmp_path / "moedeklar.db"
    db = connect(path, KEY)
    migrate(db, path, KEY, tmp_path / "backups", STEPS[:1])
    set_one(db, "a", "2027-01-01")
    db.execute(
        "INSERT INTO mirror_meeting (id, source_id, committee, committee_key, changed) VALUES ('m', 's', 'U', 'u', 'x')"
    )
    db.execute(
        "INSERT INTO mirror_version (id, meeting_id, ordinal, content, fingerprint, added) "
        "VALUES ('v', 'm', 0, '{}', 'f', 'x')"
    )
    assert migrate(db, path, KEY, tmp_path / "backups", STEPS[:2]) == ("m0002_corrections",)
    assert db.execute("SELECT content, reading FROM mirror_version").fetchall() == [("{}", None)]
    assert db.execute("SELECT count(*) FROM user_setting").fetchone()[0] == 1
    db.execute(
        "INSERT INTO user_correction (id, meeting_id, committee_key, day, content, created, changed) "
        "VALUES ('c', 'm', 'u', '2027-02-09', '{}', 'x', 'x')"
    )
    assert db.execute("SELECT everywhere, deleted FROM user_correction").fetchall() == [(0, None)]
    db.close()


def test_m0003_network(tmp_path: Path) -> None:
    path = tmp_path / "moedeklar.db"
    db = connect(path, KEY)
    migrate(db, path, KEY, tmp_path / "backups", STEPS[:2])
    db.execute(
        "INSERT INTO sync_document (source_id, ref, size, modified, outcome) VALUES ('s', 'a', 1, 'x', 'meeting')"
    )
    assert migrate(db, path, KEY, tmp_path / "backups", STEPS[:3]) == ("m0003_network",)
    assert db.execute("SELECT ref, size, version, media_type FROM sync_document").fetchall() == [("a", 1, "", "")]
    db.execute("INSERT INTO sync_cursor VALUES ('s', '1', '42', NULL)")
    db.execute("INSERT INTO sync_retry VALUES ('s', 'a', 1, 'x', '{}')")
    db.close()


def test_m0004_secrets(tmp_path: Path) -> None:
    path = tmp_path / "moedeklar.db"
    db = connect(path, KEY)
    migrate(db, path, KEY, tmp_path / "backups", STEPS[:3])
    assert migrate(db, path, KEY, tmp_path / "backups", STEPS[:4]) == ("m0004_secrets",)
    db.execute("INSERT INTO sync_secret VALUES ('src-1', 'x', '2027-02-03')")
    db.close()


def test_m0005_rest(tmp_path: Path) -> None:
    path = tmp_path / "moedeklar.db"
    db = connect(path, KEY)
    migrate(db, path, KEY, tmp_path / "backups", STEPS[:4])
    assert migrate(db, path, KEY, tmp_path / "backups", STEPS[:5]) == ("m0005_rest",)
    asked = "SELECT ref, outcome, reader FROM sync_document WHERE source_id = 's' AND problem IS NOT NULL"
    plan = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {asked}").fetchall()]
    assert plan == ["SEARCH sync_document USING COVERING INDEX sync_document_content (source_id=?)"]
    db.close()


def test_m0006_retention(tmp_path: Path) -> None:
    path = tmp_path / "moedeklar.db"
    db = connect(path, KEY)
    migrate(db, path, KEY, tmp_path / "backups", STEPS[:5])
    db.execute("INSERT INTO sync_document VALUES ('src-1', 'a', 1, '', 'sha', '', 'meeting', NULL, '{}', '', '')")
    assert migrate(db, path, KEY, tmp_path / "backups", STEPS[:6]) == ("m0006_retention",)
    db.execute("INSERT INTO mirror_expiry (item_id, day, rule) VALUES ('i', '2027-02-03', 'Nordlund')")
    db.execute("INSERT INTO sync_discard VALUES ('file', 'sha')")
    plan = db.execute(
        "EXPLAIN QUERY PLAN SELECT ref FROM sync_document WHERE instr(content, '\"closed\": true') > 0 "
        "AND instr(content, '\"expired\": true') = 0"
    ).fetchall()
    assert "sync_document_closed" in plan[0][3]
    db.close()
