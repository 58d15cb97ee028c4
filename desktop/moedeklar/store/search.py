"""Search: words, and the inside of compounds, in items, attachments, notes and requests.

An item is one passage with all its sections in a row, so that words spread over sections find it; `part` says where in
the body each section begins. A file is a passage a page, kept once however many attachments it is.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from moedeklar.model.agenda import AgendaItem
from moedeklar.model.moments import LocalStart
from moedeklar.model.requests import Request
from moedeklar.model.views import Hit, HitKind
from moedeklar.model.work import Note
from moedeklar.store import annotations as note_rows
from moedeklar.store.engine import sqlite
from moedeklar.store.rows import select
from moedeklar.store.snippets import best_place, snippet
from moedeklar.store.standing import VISIBLE, all_standing, contents

PAGES = "file"  # the kind of the passages of a file's pages; the owner is its SHA-256
TITLES = HitKind.ATTACHMENT.value  # the kind of the passage of an attachment's name; the owner is the attachment
_QUOTES = str.maketrans(dict.fromkeys("“”„»«", '"'))  # as they are typed, in Danish too
_SHORTEST = 3  # letters; the trigram index knows nothing shorter
_MANY = 400  # passages that are looked at closer
_TITLE_WEIGHT = 8.0
_ADD = (
    "INSERT INTO search_word (rowid, title, body) VALUES (new.id, new.title, new.body); "
    "INSERT INTO search_inside (rowid, title, body) VALUES (new.id, new.title, new.body); "
)
_TAKE = (
    "INSERT INTO search_word (search_word, rowid, title, body) VALUES ('delete', old.id, old.title, old.body); "
    "INSERT INTO search_inside (search_inside, rowid, title, body) VALUES ('delete', old.id, old.title, old.body); "
)
# As the schema has them; changing a table can drop them without a word.
_TRIGGERS = (
    f"CREATE TRIGGER IF NOT EXISTS search_passage_added AFTER INSERT ON search_passage BEGIN {_ADD}END",
    f"CREATE TRIGGER IF NOT EXISTS search_passage_removed AFTER DELETE ON search_passage BEGIN {_TAKE}END",
    f"CREATE TRIGGER IF NOT EXISTS search_passage_changed AFTER UPDATE ON search_passage BEGIN {_TAKE}{_ADD}END",
)
_PHRASE = re.compile(r'"([^"]+)"|(\S+)')
_GAP = "\n"
# Of hits that are as good and of one date: what is on the agenda, what belongs to it, what a person wrote on it.
_KIND_ORDER = {kind: at for at, kind in enumerate((HitKind.ITEM, HitKind.ATTACHMENT, HitKind.NOTE))}


def index_item(db: Database, item_id: str, item: AgendaItem) -> None:
    """Let the search find the item by its title, its sections, its numbers and what its attachments are called."""
    forget(db, HitKind.ITEM, item_id)
    parts: list[list[str | int]] = []
    body = ""
    for key, section in item.keyed_sections():
        text = section.text
        if text:
            parts.append([key, len(body)])
            body += text + _GAP
    parts.append(["", len(body)])
    known = (item.case_number, item.document_number, *(attachment.title for attachment in item.attachments))
    body += _GAP.join(text for text in known if text)
    _add(db, HitKind.ITEM.value, item_id, json.dumps(parts), None, item.title, body)


def index_attachment(db: Database, attachment_id: str, title: str, document_number: str | None = None) -> None:
    """Let the search find an attachment by its name."""
    forget(db, HitKind.ATTACHMENT, attachment_id)
    _add(db, TITLES, attachment_id, "", None, title, document_number or "")


def index_pages(db: Database, sha256: str, pages: Iterable[str]) -> None:
    """Let the search find a file by the text of its pages; pages without text are left out."""
    db.execute("DELETE FROM search_passage WHERE kind = ? AND owner = ?", (PAGES, sha256))
    for page, text in enumerate(pages):
        if text.strip():
            _add(db, PAGES, sha256, "", page, "", " ".join(unicodedata.normalize("NFC", text).split()))


def index_note(db: Database, note: Note) -> None:
    """Let the search find a note by its words and by the words that it marks."""
    note_rows.index(db, note)


def index_request(db: Database, request: Request) -> None:
    """Let the search find a request by its title, its text and who asks."""
    forget(db, HitKind.REQUEST, request.id)
    draft = request.draft
    texts = (draft.text, *draft.recommendation, draft.reason, draft.committee, *(who.name for who in draft.requesters))
    body = _GAP.join(text for text in texts if text)
    _add(db, HitKind.REQUEST.value, request.id, "", None, draft.title, body)


def forget(db: Database, kind: HitKind, owner: str) -> None:
    """Let the search no longer find this."""
    db.execute("DELETE FROM search_passage WHERE kind = ? AND owner = ?", (kind.value, owner))


def check(db: Database) -> bool:
    """Whether both indexes agree with the passages, and every item and note that there is has one."""
    try:
        for index in ("search_word", "search_inside"):
            # Without a rank the check passes over a lost trigger. It is written as a row and changes nothing.
            db.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
    except sqlite.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF != sqlite.SQLITE_CORRUPT:
            raise
        return False
    unknown = "id NOT IN (SELECT owner FROM search_passage WHERE kind = ?)"
    row = db.execute(
        f"SELECT (SELECT count(*) FROM mirror_item WHERE {unknown}) "
        f"+ (SELECT count(*) FROM user_note WHERE deleted IS NULL AND {unknown})",
        (HitKind.ITEM.value, HitKind.NOTE.value),
    ).fetchone()
    return int(row[0]) == 0


def reindex(db: Database) -> int:
    """Make everything that the search knows anew; how many passages there are then.

    The text of pages is kept, since it cannot be had without the PDF process; files without any are read at the next
    sync.
    """
    # First the indexes in line with the passages: taking a passage out of an index that lacks it would damage it.
    for statement in _TRIGGERS:
        db.execute(statement)
    for index in ("search_word", "search_inside"):
        db.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
    db.execute("DELETE FROM search_passage WHERE kind NOT IN (?, ?)", (PAGES, HitKind.REQUEST.value))
    for items in all_standing(db).values():
        for item_id, content in contents(db, items).items():
            index_item(db, item_id, content)
    for row in select(db, "SELECT id, title, document_number FROM mirror_attachment WHERE gone IS NULL"):
        index_attachment(db, row["id"], row["title"], row["document_number"])
    for note in note_rows.find(db):
        index_note(db, note)
    db.execute(
        "UPDATE mirror_file SET indexed = NULL WHERE indexed LIKE '2%' "
        "AND sha256 NOT IN (SELECT owner FROM search_passage WHERE kind = ?)",
        (PAGES,),
    )
    return int(db.execute("SELECT count(*) FROM search_passage").fetchone()[0])


def find(db: Database, query: str, kinds: Collection[HitKind] | None = None, limit: int = 50) -> tuple[Hit, ...]:
    """The best hits for what a person typed, best first: titles before texts, whole words before parts, new before old.

    Every word must be found; text in quotation marks is one phrase. A word of fewer than three letters is found as the
    beginning of a word only. Nothing that is typed is an error.
    """
    terms = terms_of(query)
    if not terms:
        return ()
    found = {row["id"]: row for row in _words(db, terms)}
    for row in _inside(db, terms):
        found.setdefault(row["id"], row)
    rows = _placed(db, [row for row in found.values() if _says_it_itself(row, terms)])
    wanted = frozenset(kinds) if kinds is not None else frozenset(HitKind)
    ranked = sorted(
        (row for row in rows if row["hit"] in wanted),
        key=lambda row: (
            _tier(row, terms),
            _reverse(row["start"] or ""),
            _KIND_ORDER.get(row["hit"], len(_KIND_ORDER)),
            row["rank"],
            row["id"],
        ),
    )
    hits: list[Hit] = []
    owners: set[tuple[HitKind, str]] = set()
    for row in ranked:
        owner = (row["hit"], row["owner_id"])
        if owner not in owners:
            owners.add(owner)
            hits.append(_hit(row, terms))
            if len(hits) >= limit:
                break
    return tuple(hits)


def terms_of(query: str) -> tuple[str, ...]:
    """What is looked for: the words of *query* and its phrases in quotation marks, each with a letter or digit."""
    text = unicodedata.normalize("NFC", query.replace("\u00ad", "").replace("\x00", " "))
    text = text.translate(_QUOTES)
    found = (" ".join((phrase or word).split()) for phrase, word in _PHRASE.findall(text))
    return tuple(dict.fromkeys(term.strip('"') for term in found if any(letter.isalnum() for letter in term)))


def _quoted(term: str) -> str:
    return '"' + term.replace('"', '""') + '"'


_PASSAGES = "SELECT p.id, p.kind, p.owner, p.part, p.page, p.title, p.body"


def _words(db: Database, terms: tuple[str, ...]) -> list[dict[str, Any]]:
    """Passages with every term as whole words, a short one as the beginning of a word."""
    match = " AND ".join(_quoted(term) + ("*" if len(term) < _SHORTEST else "") for term in terms)
    return select(
        db,
        f"{_PASSAGES}, 1 AS whole, bm25(search_word, {_TITLE_WEIGHT}, 1.0) AS rank FROM search_word "
        "JOIN search_passage p ON p.id = search_word.rowid WHERE search_word MATCH :match ORDER BY rank LIMIT :many",
        match=match,
        many=_MANY,
    )


def _inside(db: Database, terms: tuple[str, ...]) -> list[dict[str, Any]]:
    """Passages with every term somewhere, also inside words; short terms as the beginning of a word."""
    long = [term for term in terms if len(term) >= _SHORTEST]
    short = [term for term in terms if len(term) < _SHORTEST]
    if not long:
        return []
    also = "AND p.id IN (SELECT rowid FROM search_word WHERE search_word MATCH :short) " if short else ""
    values = {"short": " AND ".join(_quoted(term) + "*" for term in short)} if short else {}
    return select(
        db,
        f"{_PASSAGES}, 0 AS whole, bm25(search_inside, {_TITLE_WEIGHT}, 1.0) AS rank FROM search_inside "
        f"JOIN search_passage p ON p.id = search_inside.rowid WHERE search_inside MATCH :match {also}"
        "ORDER BY rank LIMIT :many",
        match=" AND ".join(_quoted(term) for term in long),
        many=_MANY,
        **values,
    )


@dataclass(frozen=True, slots=True)
class _Home:
    owner_id: str
    hit: HitKind
    item_id: str | None
    attachment_id: str | None


def _placed(db: Database, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """*rows* with the meeting, item and attachment that each belongs to; what belongs to nothing is left out."""
    homes = {(row["kind"], row["owner"]) for row in rows}
    of = {kind: [owner for k, owner in homes if k == kind] for kind in {kind for kind, _ in homes}}
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for kind, sql in _HOMES.items():
        for row in select(db, sql, of.get(kind, ())) if of.get(kind) else ():
            found.setdefault((kind, row["owner"]), row)
    return [{**row, **found[row["kind"], row["owner"]]} for row in rows if (row["kind"], row["owner"]) in found]


_ITEM = (
    "i.id AS item_id, m.id AS meeting_id, m.committee, m.start, i.title AS item_title FROM mirror_item i "
    "JOIN mirror_meeting m ON m.id = i.meeting_id"
)
_HOMES = {
    HitKind.ITEM.value: f"SELECT i.id AS owner, i.id AS owner_id, 'item' AS hit, NULL AS attachment_id, {_ITEM} "
    f"WHERE i.id IN (:ids) AND {VISIBLE}",
    TITLES: "SELECT a.id AS owner, a.id AS owner_id, 'attachment' AS hit, a.id AS attachment_id, a.title AS name, "
    f"{_ITEM} JOIN mirror_attachment a ON a.item_id = i.id WHERE a.id IN (:ids) AND {VISIBLE}",
    # Of several attachments that are one file, the one of the latest meeting is told.
    PAGES: "SELECT a.sha256 AS owner, a.id AS owner_id, 'attachment' AS hit, a.id AS attachment_id, a.title AS name, "
    f"{_ITEM} JOIN mirror_attachment a ON a.item_id = i.id "
    f"WHERE a.sha256 IN (:ids) AND {VISIBLE} ORDER BY m.start DESC, a.id",
    HitKind.NOTE.value: "SELECT n.id AS owner, n.id AS owner_id, 'note' AS hit, n.attachment_id, n.item_id, "
    "n.meeting_id, n.anchor, coalesce(m.committee, json_extract(n.home, '$.committee')) AS committee, "
    "coalesce(m.start, json_extract(n.home, '$.start')) AS start, json_extract(n.home, '$.title') AS item_title "
    "FROM user_note n LEFT JOIN mirror_meeting m ON m.id = n.meeting_id WHERE n.deleted IS NULL AND n.id IN (:ids)",
    HitKind.REQUEST.value: "SELECT r.id AS owner, r.id AS owner_id, 'request' AS hit, NULL AS attachment_id, "
    "r.item_id, m.id AS meeting_id, coalesce(json_extract(r.draft, '$.committee'), '') AS committee, m.start, "
    "json_extract(r.draft, '$.title') AS item_title FROM user_request r LEFT JOIN mirror_meeting m "
    "ON m.id = json_extract(r.draft, '$.meeting_id') WHERE r.deleted IS NULL AND r.id IN (:ids)",
}


def _says_it_itself(row: dict[str, Any], terms: tuple[str, ...]) -> bool:
    """A note is found by what it says and marks; the title of its item, indexed with it, finds the item."""
    body = row["body"].casefold()
    return row["kind"] != HitKind.NOTE.value or all(term.casefold() in body for term in terms)


def _tier(row: dict[str, Any], terms: tuple[str, ...]) -> int:
    title = row["title"].casefold() if row["kind"] != HitKind.NOTE.value else ""
    if all(term.casefold() in title for term in terms):
        return 0 if row["whole"] else 1
    return 2 if row["whole"] else 3


def _reverse(start: str) -> tuple[int, ...]:
    return tuple(-ord(letter) for letter in start) or (0,)


def _hit(row: dict[str, Any], terms: tuple[str, ...]) -> Hit:
    kind = HitKind(row["hit"])
    body = row["body"]
    place = best_place(body, terms)
    section, start, end = _section(row, place)
    page = row["page"]
    if kind is HitKind.NOTE:
        section, start, end, page = _note_place(row, page)
    return Hit(
        kind,
        row["owner_id"],
        row["meeting_id"],
        row["item_id"],
        row["attachment_id"],
        row.get("name") or row["title"] or row["item_title"] or "",
        snippet(body, terms, place),
        row["committee"] or "",
        LocalStart.parse(row["start"]) if row["start"] else None,
        section,
        start,
        end,
        page,
    )


def _section(row: dict[str, Any], place: tuple[int, int] | None) -> tuple[str | None, int, int]:
    """The section in which *place* of an item's body is, and where in it."""
    if row["kind"] != HitKind.ITEM.value or place is None:
        return None, 0, 0
    within = [(key, at) for key, at in json.loads(row["part"]) if at <= place[0]]
    key, at = within[-1] if within else ("", 0)
    return (key, place[0] - at, place[1] - at) if key else (None, 0, 0)


def _note_place(row: dict[str, Any], page: int | None) -> tuple[str | None, int, int, int | None]:
    anchor = json.loads(row["anchor"]) if row["anchor"] else {}
    if "section" in anchor:
        return anchor["section"], anchor["start"], anchor["end"], None
    return None, 0, 0, anchor.get("page", page)


def _add(db: Database, kind: str, owner: str, part: str, page: int | None, title: str, body: str) -> None:
    db.execute(
        "INSERT INTO search_passage (kind, owner, part, page, title, body) VALUES (?, ?, ?, ?, ?, ?)",
        (kind, owner, part, page, title, body),
    )
