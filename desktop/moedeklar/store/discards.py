"""What is to be thrown away outside of the database (`sync_discard`): files, secrets, copies. And freed pages.

A row is written in the transaction that makes something needless, and taken out once it is gone: whoever is killed in
between goes on at the next start.
"""

from __future__ import annotations

from sqlite_utils import Database

FILE, SECRET, COPY, SAMPLE, PAGES_LEFT = "file", "secret", "copy", "sample", "zz-pages"
MERGED = 200  # pages of an index that are merged in one transaction
INDEXES = ("search_word", "search_inside")

_USED = (
    "SELECT 1 WHERE EXISTS (SELECT 1 FROM mirror_attachment WHERE sha256 = :sha) "
    "OR EXISTS (SELECT 1 FROM mirror_document WHERE sha256 = :sha AND expired IS NULL) "
    "OR EXISTS (SELECT 1 FROM user_request r, json_each(r.draft, '$.attachments') f WHERE f.value = :sha)"
)


def let_go(db: Database, sha256: str | None) -> None:
    """Throw a file away that was needed until now, with what the search knows of it, where nothing else needs it."""
    from moedeklar.store.search import PAGES  # noqa: PLC0415 (every run asks what is noted here, and few search)

    if sha256 is None or is_used(db, sha256):
        return
    db.execute("DELETE FROM search_passage WHERE kind = ? AND owner = ?", (PAGES, sha256))
    db.execute("DELETE FROM mirror_file WHERE sha256 = ?", (sha256,))
    add(db, FILE, sha256)


def is_used(db: Database, sha256: str) -> bool:
    """Whether a paper, an attachment or a request of the person needs the file."""
    return db.execute(_USED, {"sha": sha256}).fetchone() is not None


def let_go_of_orphans(db: Database) -> int:
    """Throw away the files that others have taken the place of, as an attachment's newer one; how many they were.

    Nothing says any more of which attachment they were, so whether they are closed can't be known. What a note that has
    its place in them is on stays.
    """
    rows = db.execute(
        "SELECT sha256 FROM mirror_file f WHERE sha256 NOT IN (SELECT json_extract(anchor, '$.sha256') FROM user_note "
        "WHERE deleted IS NULL AND json_extract(anchor, '$.sha256') IS NOT NULL "
        "AND item_id NOT IN (SELECT item_id FROM mirror_expiry)) "
        "AND NOT EXISTS (SELECT 1 FROM mirror_attachment a WHERE a.sha256 = f.sha256) "
        "AND NOT EXISTS (SELECT 1 FROM mirror_document d WHERE d.sha256 = f.sha256 AND d.expired IS NULL)"
    ).fetchall()
    for (sha256,) in rows:
        let_go(db, sha256)
    if rows:
        add(db, PAGES_LEFT, "")
    return len(rows)


def add(db: Database, kind: str, name: str) -> None:
    """Throw this away as soon as the transaction stands."""
    db.execute("INSERT INTO sync_discard (kind, name) VALUES (?, ?) ON CONFLICT DO NOTHING", (kind, name))


def find(db: Database) -> list[tuple[str, str]]:
    """What is to be thrown away, as pairs of kind and name."""
    return [
        (row[0], row[1]) for row in db.execute("SELECT kind, name FROM sync_discard ORDER BY kind, name").fetchall()
    ]


def done(db: Database, kind: str, name: str) -> None:
    """This is gone."""
    db.execute("DELETE FROM sync_discard WHERE kind = ? AND name = ?", (kind, name))


def merge_index(db: Database, index: str, *, begin: bool) -> bool:
    """Merge a part of an index into one piece, in which nothing is left of what was taken out; whether more is to do.

    The word index only notes at first that a passage is gone (https://sqlite.org/fts5.html#the_merge_command).
    """
    before = db.execute("SELECT total_changes()").fetchone()[0]
    db.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('merge', ?)", (-MERGED if begin else MERGED,))
    return bool(db.execute("SELECT total_changes()").fetchone()[0] - before >= 2)
