"""A search over a year of meetings, against plain FTS5 on the same text."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from moedeklar.member.accounts import NobodyToAsk
from moedeklar.member.profile import Profile
from moedeklar.member.workspace import Workspace
from moedeklar.model.moments import SystemClock
from moedeklar.store.engine import sqlite
from tests.benchmarks.table import Row, timed
from tests.support.papers import write_papers

QUERY = "lektiecafé"


def rows() -> list[Row]:
    """The whole use case (two indexes, places, snippets, titles joined) against one FTS5 query with a snippet."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        secret = folder / "passphrase"
        secret.write_text("en lang og god sætning\n", encoding="utf-8")
        os.environ["MOEDEKLAR_PASSPHRASE_FILE"] = str(secret)
        write_papers(folder / "papers", meetings=9)
        with Workspace.open(Profile(folder / "profile"), NobodyToAsk(), SystemClock()) as workspace:
            workspace.sources.add_folder(folder / "papers")
            workspace.sources.sync()
            texts = [
                (item.content.title, item.content.text)
                for meeting in workspace.meetings.list()
                for item in (workspace.meetings.item(row.id) for row in workspace.meetings.view(meeting.id).items)
            ]
            ours = timed(lambda: workspace.finding.search(QUERY), 20)
    plain = sqlite.connect(":memory:")
    try:
        plain.execute("CREATE VIRTUAL TABLE f USING fts5 (title, body)")
        plain.executemany("INSERT INTO f VALUES (?, ?)", texts)
        query = "SELECT title, snippet(f, 1, '[', ']', '…', 12) FROM f WHERE f MATCH ? ORDER BY rank LIMIT 50"
        other = timed(lambda: plain.execute(query, (f'"{QUERY}"*',)).fetchall(), 20)
    finally:
        plain.close()
    return [
        Row(
            f"A search in {len(texts)} items, words and the inside of compounds",
            f"{ours * 1000:.1f} ms",
            f"{other * 1000:.1f} ms one plain FTS5 query",
            "≤ 50 ms",
            ours <= 0.050,
        )
    ]
