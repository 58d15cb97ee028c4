"""The first schema. Frozen: a later change is a later migration."""

from __future__ import annotations

from sqlite_utils import Database

NAME = "m0001_first"

_SCHEMA = """
-- The person's own work. Nothing here refers to mirror_ by a foreign key: what a source does never deletes a note.
CREATE TABLE user_source (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, location TEXT NOT NULL,
    options TEXT NOT NULL DEFAULT '{}', created TEXT NOT NULL, removed TEXT);
CREATE TABLE user_note (
    id TEXT PRIMARY KEY, meeting_id TEXT NOT NULL, item_id TEXT NOT NULL, home TEXT NOT NULL,
    text TEXT NOT NULL, colour TEXT, anchor TEXT, state TEXT NOT NULL, attachment_id TEXT,
    created TEXT NOT NULL, changed TEXT NOT NULL, deleted TEXT);
CREATE INDEX user_note_item ON user_note (item_id);
CREATE TABLE user_bookmark (
    id TEXT PRIMARY KEY, meeting_id TEXT NOT NULL, item_id TEXT NOT NULL, home TEXT NOT NULL, name TEXT NOT NULL,
    attachment_id TEXT, page INTEGER, created TEXT NOT NULL, changed TEXT NOT NULL, deleted TEXT);
CREATE INDEX user_bookmark_item ON user_bookmark (item_id);
CREATE TABLE user_reading (
    item_id TEXT PRIMARY KEY, meeting_id TEXT NOT NULL, home TEXT NOT NULL,
    read_hash TEXT, read_version TEXT, read_at TEXT, prepared_at TEXT, changed TEXT NOT NULL);
CREATE TABLE user_place (key TEXT PRIMARY KEY, value TEXT NOT NULL, changed TEXT NOT NULL);
CREATE TABLE user_setting (key TEXT PRIMARY KEY, value TEXT NOT NULL, changed TEXT NOT NULL);
CREATE TABLE user_request (
    id TEXT PRIMARY KEY, draft TEXT NOT NULL, status TEXT NOT NULL, item_id TEXT,
    created TEXT NOT NULL, changed TEXT NOT NULL, deleted TEXT);
CREATE TABLE user_deadline_rule (committee TEXT PRIMARY KEY, rule TEXT NOT NULL, changed TEXT NOT NULL);

-- What sources publish. May be fetched again.
CREATE TABLE mirror_meeting (
    id TEXT PRIMARY KEY, source_id TEXT NOT NULL, municipality TEXT, committee TEXT NOT NULL,
    committee_key TEXT NOT NULL, term TEXT, start TEXT, place TEXT, apart TEXT NOT NULL DEFAULT '',
    withdrawn TEXT, changed TEXT NOT NULL);
CREATE INDEX mirror_meeting_start ON mirror_meeting (start);
CREATE TABLE mirror_version (
    id TEXT PRIMARY KEY, meeting_id TEXT NOT NULL REFERENCES mirror_meeting (id), ordinal INTEGER NOT NULL,
    kind TEXT, released TEXT, content TEXT NOT NULL, fingerprint TEXT NOT NULL, added TEXT NOT NULL, withdrawn TEXT);
CREATE INDEX mirror_version_meeting ON mirror_version (meeting_id, ordinal);
CREATE TABLE mirror_document (
    id TEXT PRIMARY KEY, version_id TEXT NOT NULL REFERENCES mirror_version (id), source_id TEXT NOT NULL,
    ref TEXT NOT NULL, sha256 TEXT NOT NULL, media_type TEXT NOT NULL, withdrawn TEXT);
CREATE INDEX mirror_document_version ON mirror_document (version_id);
CREATE TABLE mirror_item (
    id TEXT PRIMARY KEY, meeting_id TEXT NOT NULL REFERENCES mirror_meeting (id),
    source_ref TEXT, case_key TEXT NOT NULL, title TEXT NOT NULL);
CREATE INDEX mirror_item_meeting ON mirror_item (meeting_id);
CREATE TABLE mirror_item_version (
    item_id TEXT NOT NULL REFERENCES mirror_item (id), version_id TEXT NOT NULL REFERENCES mirror_version (id),
    position INTEGER NOT NULL, number TEXT, title TEXT NOT NULL, type TEXT, closed INTEGER NOT NULL,
    case_number TEXT, content TEXT NOT NULL, text_hash TEXT NOT NULL, PRIMARY KEY (item_id, version_id)) WITHOUT ROWID;
CREATE INDEX mirror_item_version_version ON mirror_item_version (version_id, position);
CREATE TABLE mirror_attachment (
    id TEXT PRIMARY KEY, item_id TEXT NOT NULL REFERENCES mirror_item (id), position INTEGER NOT NULL,
    title TEXT NOT NULL, document_number TEXT, source_ref TEXT, sha256 TEXT, state TEXT NOT NULL, problem TEXT,
    gone TEXT);
CREATE INDEX mirror_attachment_item ON mirror_attachment (item_id, position);
CREATE TABLE mirror_file (
    sha256 TEXT PRIMARY KEY, media_type TEXT NOT NULL, size INTEGER NOT NULL, pages INTEGER, indexed TEXT);

-- The journal of synchronising.
CREATE TABLE sync_document (
    source_id TEXT NOT NULL, ref TEXT NOT NULL, size INTEGER NOT NULL, modified TEXT NOT NULL, sha256 TEXT,
    reader TEXT NOT NULL DEFAULT '', outcome TEXT NOT NULL, problem TEXT, content TEXT,
    PRIMARY KEY (source_id, ref)) WITHOUT ROWID;
CREATE TABLE sync_run (
    id TEXT PRIMARY KEY, source_id TEXT NOT NULL, started TEXT NOT NULL, finished TEXT, state TEXT NOT NULL,
    report TEXT);
CREATE INDEX sync_run_source ON sync_run (source_id, started);

-- Search: one row a passage; a word index, and a trigram index for the inside of compounds.
CREATE TABLE search_passage (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, owner TEXT NOT NULL, part TEXT NOT NULL, page INTEGER,
    title TEXT NOT NULL, body TEXT NOT NULL);
CREATE INDEX search_passage_owner ON search_passage (kind, owner);
CREATE VIRTUAL TABLE search_word USING fts5 (
    title, body, content='search_passage', content_rowid='id', tokenize='unicode61 remove_diacritics 0');
CREATE VIRTUAL TABLE search_inside USING fts5 (
    title, body, content='search_passage', content_rowid='id', tokenize='trigram case_sensitive 0');
CREATE TRIGGER search_passage_added AFTER INSERT ON search_passage BEGIN
    INSERT INTO search_word (rowid, title, body) VALUES (new.id, new.title, new.body);
    INSERT INTO search_inside (rowid, title, body) VALUES (new.id, new.title, new.body);
END;
CREATE TRIGGER search_passage_removed AFTER DELETE ON search_passage BEGIN
    INSERT INTO search_word (search_word, rowid, title, body) VALUES ('delete', old.id, old.title, old.body);
    INSERT INTO search_inside (search_inside, rowid, title, body) VALUES ('delete', old.id, old.title, old.body);
END;
CREATE TRIGGER search_passage_changed AFTER UPDATE ON search_passage BEGIN
    INSERT INTO search_word (search_word, rowid, title, body) VALUES ('delete', old.id, old.title, old.body);
    INSERT INTO search_inside (search_inside, rowid, title, body) VALUES ('delete', old.id, old.title, old.body);
    INSERT INTO search_word (rowid, title, body) VALUES (new.id, new.title, new.body);
    INSERT INTO search_inside (rowid, title, body) VALUES (new.id, new.title, new.body);
END;
"""


def apply(db: Database) -> None:
    """Make every table of the first schema. Runs inside the caller's transaction, so it must not use executescript."""
    statement = ""
    for line in _SCHEMA.splitlines():
        if line.lstrip().startswith("--"):
            continue
        statement += line + "\n"
        if line.rstrip().endswith(";") and ("TRIGGER" not in statement or line.strip() == "END;"):
            db.execute(statement)
            statement = ""
