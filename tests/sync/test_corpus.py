"""The walk on real papers: both meetings under their committees, as versions; notes survive the minutes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from moedeklar.model.agenda import MeetingKind
from moedeklar.model.anchors import AnchorState
from moedeklar.store import meetings, search
from moedeklar.store.store import Store
from tests.sync.test_engine import annotate, item, note_of, rows, words_at

CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "corpus"
CASES = ("lyngby-taarbaek-2021-02-09", "herlev-2018-06-18")
pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the papers are not here")


@pytest.fixture
def real(root: Path) -> Path:
    for case in CASES:
        shutil.copytree(CORPUS / case, root / case)
    for path in root.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return root


def test_the_papers_of_each_meeting_are_its_versions(sync, real: Path, store: Store) -> None:
    report = sync()
    assert (report.new, report.failed, report.notices, report.skipped) == (2, (), (), ())
    shown = rows(store)
    assert [row.start.isoformat() for row in shown] == ["2018-06-18T19:00", "2021-02-09T16:00"]
    assert all(row.committee and row.place for row in shown)
    for row in shown:
        kinds = [(v.kind, len(v.documents)) for v in row.versions]
        assert kinds == [(MeetingKind.AGENDA, 1), (MeetingKind.MINUTES, 2)]
    hits = store.read(lambda db: search.find(db, "ressourceforløb"))
    assert {hit.committee for hit in hits} == {row.committee for row in shown}
    inside = store.read(lambda db: search.find(db, "forløb"))
    assert {hit.item_id for hit in hits} <= {hit.item_id for hit in inside}
    assert sync().unchanged == 2


@pytest.mark.parametrize("case", CASES)
def test_every_note_is_on_the_same_words_when_the_minutes_come(case: str, sync, real: Path, store: Store) -> None:
    for path in real.iterdir():
        if path.name != case:
            shutil.rmtree(path)
    for name in ("referat.pdf", "referat.txt"):
        (real / case / name).rename(real.parent / name)
    sync()
    meeting_id = rows(store)[0].id
    shown = store.read(lambda db: meetings.meeting_view(db, meeting_id))
    noted: list[tuple[str, str]] = []
    for item_id, content in zip(shown.item_ids, shown.content.items, strict=True):
        for key, section in content.keyed_sections():
            words = section.text.split(" ")
            for at in range(0, max(1, len(words) - 6), 25):
                quote = " ".join(words[at : at + 6])
                if section.text.count(quote) == 1:
                    note_id = f"note-{len(noted)}"
                    annotate(store, item_id, key, quote, note_id)
                    noted.append((note_id, quote))
    assert len(noted) >= 10
    for name in ("referat.pdf", "referat.txt"):
        (real.parent / name).rename(real / case / name)
    assert sync().changed == 1
    after = store.read(lambda db: meetings.meeting_view(db, meeting_id))
    assert after.item_ids == shown.item_ids
    assert any(row.decision for row in after.items)
    for note_id, quote in noted:
        note = note_of(store, note_id)
        assert (note.state, words_at(store, note)) == (AnchorState.PLACED, quote)
    assert item(store, after.item_ids[0]).content.decisions
