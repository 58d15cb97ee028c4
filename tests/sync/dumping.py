"""Everything that a sync has put into a store, without the moments at which it did: for comparing two stores."""

from __future__ import annotations

from moedeklar.store.store import Store

_MOMENTS = {"changed", "added", "withdrawn", "gone", "indexed"}


def dump(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """All rows of the mirror and the journal's documents by table; moments only say whether they are set."""

    def work(db):
        tables = [name for name in db.table_names() if name.startswith(("mirror_", "sync_document"))]
        found = {}
        for table in tables:
            names = list(db[table].columns_dict)
            rows = [
                tuple(row[name] is not None if name in _MOMENTS else row[name] for name in names)
                for row in db[table].rows
            ]
            found[table] = sorted(rows, key=repr)
        passages = db.execute("SELECT kind, owner, part, page, title, body FROM search_passage").fetchall()
        found["search_passage"] = sorted(passages, key=repr)
        return found

    return store.read(work)
