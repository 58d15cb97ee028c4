"""Bad input: each is told by its own code, the rest of the folder arrives, and nothing that is stored is harmed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest

from moedeklar.model.errors import Cancelled, DocumentError, StoreError
from moedeklar.model.reports import RunReport
from moedeklar.model.views import SourceState
from moedeklar.pdf.client import PdfClient
from moedeklar.sources.folder import FolderSource
from moedeklar.store import journal, meetings
from moedeklar.store.files import FileStore
from moedeklar.store.store import Store
from moedeklar.sync import engine
from moedeklar.wording.errors import SENTENCES, problem_sentence
from tests.sync.dumping import dump
from tests.sync.nordlund import AGENDA, MINUTES, Item, Paper, plain_pdf, put

ROOT = os.name != "nt" and os.geteuid() == 0


def encrypted() -> bytes:
    with pymupdf.open("pdf", AGENDA.pdf()) as document:
        return bytes(document.tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="hemmelig", owner_pw="ejer"))


def scan() -> bytes:
    with pymupdf.open() as document:
        page = document.new_page()
        page.insert_image(page.rect, pixmap=pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 60, 80)))
        return bytes(document.tobytes())


BAD: list[tuple[str, Callable[[], bytes], str, str]] = [
    ("afkortet.pdf", lambda: AGENDA.pdf()[:3000], "failed", "pdf_damaged"),
    ("låst.pdf", encrypted, "failed", "pdf_encrypted"),
    ("tom.pdf", lambda: b"", "failed", "pdf_empty"),
    ("tom.txt", lambda: b"  \n", "failed", "file_empty"),
    ("skrald.pdf", lambda: os.urandom(5000), "failed", "pdf_damaged"),
    ("scannet.pdf", scan, "failed", "scan_no_text"),
    ("brochure.pdf", lambda: plain_pdf("Velkommen til Nordlund", "Museet er åbent"), "skipped", "no_agenda"),
    ("noter.md", lambda: b"# Husk\n\n- kaffe\n", "skipped", "no_agenda"),
]


@pytest.mark.parametrize(("name", "content", "where", "code"), BAD, ids=[bad[0] for bad in BAD])
def test_a_bad_document_fails_alone(name: str, content, where: str, code: str, sync, root: Path, store: Store) -> None:
    put(root / "dagsorden.pdf", AGENDA.pdf())
    put(root / name, content())
    report = sync()
    assert report.new == 1
    problems = {"failed": report.failed, "skipped": report.skipped}
    assert [(p.what, p.code) for p in problems.pop(where)] == [(name, code)]
    assert list(problems.values()) == [()]
    assert code in SENTENCES
    assert problem_sentence(getattr(report, where)[0])
    # It is not read again before it changes, and told again all the same.
    before = dump(store)

    def no_process():
        raise AssertionError("it was read again")

    again = engine.run(FolderSource("src-test", root), store, no_process, store.clock)
    assert [(p.what, p.code) for p in getattr(again, where)] == [(name, code)]
    assert dump(store) == before


def test_an_agenda_of_three_hundred_pages_is_read(sync, root: Path, store: Store) -> None:
    facts = "Sagen har været i høring, og der er kommet svar fra alle landsbyer i kommunen. " * 40
    items = tuple(
        Item(f"Sag {n} om landsbyen Askeby", f"01.00.00-G01-{n}-27", "Godkendes.", facts) for n in range(1, 260)
    )
    pdf = Paper(items).pdf()
    with pymupdf.open("pdf", pdf) as document:
        assert document.page_count >= 200
    put(root / "dagsorden.pdf", pdf)
    assert sync().new == 1
    assert store.read(meetings.meeting_rows)[0].items == len(items)


@pytest.mark.skipif(ROOT, reason="the superuser may read everything; the walk of the command line runs as another user")
def test_a_file_that_may_not_be_read(sync, root: Path, store: Store) -> None:
    check_unreadable(sync, root)


def check_unreadable(sync: Callable[[], RunReport], root: Path) -> None:
    put(root / "dagsorden.txt", AGENDA.text())
    locked = put(root / "låst.txt", replace(AGENDA, day=(2027, 3, 9)).text())
    locked.chmod(0)
    report = sync()
    assert (report.new, [(p.what, p.code) for p in report.failed]) == (1, [("låst.txt", "not_readable")])
    locked.chmod(0o600)
    assert sync().new == 1


@pytest.mark.skipif(not ROOT or sys.platform != "linux", reason="needs to become an ordinary user")
def test_a_file_that_may_not_be_read_by_an_ordinary_user(sync, root: Path, store: Store, pdf: PdfClient) -> None:
    """The files are opened with the rights of nobody, in this very process."""

    class AsNobody(FolderSource):
        def open(self, ref: str):
            os.seteuid(65534)
            try:
                return super().open(ref)
            finally:
                os.seteuid(0)

    for folder in (root, *list(root.parents)[:-2]):
        folder.chmod(0o755)

    def run() -> RunReport:
        return engine.run(AsNobody("src-test", root), store, lambda: pdf, store.clock)

    put(root / "dagsorden.txt", AGENDA.text()).chmod(0o644)
    locked = put(root / "låst.txt", replace(AGENDA, day=(2027, 3, 9)).text())
    locked.chmod(0)
    report = run()
    assert (report.new, [(p.what, p.code) for p in report.failed]) == (1, [("låst.txt", "not_readable")])
    assert [(p.what, p.code) for p in run().failed] == [("låst.txt", "not_readable")]
    locked.chmod(0o644)
    report = run()
    assert (report.new, report.failed) == (1, ())


def test_a_file_that_vanishes_in_the_middle_of_a_run(root: Path, store: Store, pdf: PdfClient) -> None:
    put(root / "a.txt", AGENDA.text())
    put(root / "b.txt", replace(AGENDA, day=(2027, 3, 9)).text())

    class Vanishing(FolderSource):
        def open(self, ref: str):
            if ref == "b.txt":
                (root / "b.txt").unlink(missing_ok=True)
            return super().open(ref)

    report = engine.run(Vanishing("src-test", root), store, lambda: pdf, store.clock)
    assert (report.new, [(p.what, p.code) for p in report.failed]) == (1, [("b.txt", "vanished")])
    report = engine.run(FolderSource("src-test", root), store, lambda: pdf, store.clock)
    assert (report.unchanged, report.failed, report.withdrawn) == (1, (), 0)


def test_a_file_that_is_being_written_waits(root: Path, store: Store, pdf: PdfClient) -> None:
    path = put(root / "a.txt", AGENDA.text()[:400], age=0)

    class Growing(FolderSource):
        def is_steady(self, document):
            path.write_text(AGENDA.text(), encoding="utf-8")
            return super().is_steady(document)

    report = engine.run(Growing("src-test", root), store, lambda: pdf, store.clock)
    assert (report.new, report.failed, [p.code for p in report.notices]) == (0, (), ["still_changing"])
    report = engine.run(FolderSource("src-test", root), store, lambda: pdf, store.clock)
    assert (report.new, report.notices) == (1, ())


def test_a_good_agenda_overwritten_by_a_damaged_file_stays_as_it_was(sync, root: Path, store: Store) -> None:
    put(root / "dagsorden.pdf", AGENDA.pdf())
    sync()
    before = store.read(meetings.meeting_rows)
    put(root / "dagsorden.pdf", AGENDA.pdf()[:2000], age=60)
    report = sync()
    assert ([p.code for p in report.failed], report.withdrawn, report.changed) == (["pdf_damaged"], 0, 0)
    assert store.read(meetings.meeting_rows) == before
    report = sync()
    assert ([p.code for p in report.failed], report.withdrawn) == (["pdf_damaged"], 0)
    assert store.read(meetings.meeting_rows) == before


def test_a_folder_that_is_not_there_leaves_everything_as_it_was(sync, root: Path, store: Store) -> None:
    put(root / "dagsorden.txt", AGENDA.text())
    sync()
    before = dump(store)
    root.rename(root.parent / "et andet sted")
    report = sync()
    assert [p.code for p in report.failed] == ["folder_missing"]
    assert (report.withdrawn, dump(store)) == (0, before)
    (root.parent / "et andet sted").rename(root)
    assert sync().unchanged == 1


def test_a_folder_inside_that_cannot_be_entered_loses_nothing(
    root: Path, store: Store, pdf: PdfClient, monkeypatch
) -> None:
    put(root / "åben" / "dagsorden.txt", AGENDA.text())
    put(root / "lukket" / "dagsorden.txt", replace(AGENDA, day=(2027, 3, 9)).text())
    source = FolderSource("src-test", root)
    engine.run(source, store, lambda: pdf, store.clock)
    entered = os.scandir

    def refuse(path):
        if str(path).endswith("lukket"):
            raise PermissionError(13, "denied", str(path))
        return entered(path)

    monkeypatch.setattr(os, "scandir", refuse)
    report = engine.run(source, store, lambda: pdf, store.clock)
    assert [(p.what, p.code) for p in report.failed] == [("lukket", "folder_not_readable")]
    assert (report.withdrawn, report.unchanged) == (0, 2)


def test_an_empty_folder_that_was_full_needs_a_person(sync, root: Path, store: Store) -> None:
    path = put(root / "dagsorden.txt", AGENDA.text())
    sync()
    before = dump(store)
    path.unlink()
    report = sync()
    assert [(p.code, dict(p.params)) for p in report.attention] == [("listing_empty", {"count": 1})]
    assert (report.withdrawn, dump(store)) == (0, before)
    state = store.read(lambda db: db.execute("SELECT state FROM sync_run ORDER BY started DESC, rowid DESC").fetchone())
    assert state[0] == SourceState.ATTENTION
    report = sync(accept=True)
    assert (report.attention, report.withdrawn) == ((), 1)
    # What is withdrawn is no longer missed.
    assert sync().attention == ()


def many(root: Path, count: int) -> list[Path]:
    return [put(root / f"{n}" / "dagsorden.txt", replace(AGENDA, day=(2027, 2, n + 1)).text()) for n in range(count)]


def test_more_than_half_gone_needs_a_person_from_five_meetings_up(sync, root: Path, store: Store) -> None:
    paths = many(root, 5)
    sync()
    before = dump(store)
    for path in paths[:3]:
        path.unlink()
    new = put(root / "ny.txt", replace(MINUTES, day=(2027, 4, 1)).text())
    report = sync()
    assert [(p.code, dict(p.params)) for p in report.attention] == [("mostly_gone", {"count": 3, "of": 5})]
    assert (report.new, dump(store)) == (0, before)
    assert new.exists()
    report = sync(accept=True)
    assert (report.withdrawn, report.new, report.unchanged) == (3, 1, 2)


def test_half_gone_or_few_meetings_need_nobody(sync, root: Path) -> None:
    paths = many(root, 6)
    sync()
    for path in paths[:3]:
        path.unlink()
    assert sync().withdrawn == 3
    for path in paths[3:5]:
        path.unlink()
    assert sync().withdrawn == 2


def test_what_merely_moved_is_not_missed(sync, root: Path, store: Store) -> None:
    paths = many(root, 6)
    sync()
    for n, path in enumerate(paths[:4]):
        path.rename(root / f"flyttet {n}.txt")
    # Set anew under another name: other bytes, the same meeting.
    paths[4].unlink()
    put(root / "fornyet.txt", replace(AGENDA, day=(2027, 2, 5)).text().replace("\n\n", "\n\n\n"))
    report = sync()
    assert (report.attention, report.withdrawn, report.new, report.failed) == ((), 0, 0, ())
    assert len([row for row in store.read(meetings.meeting_rows) if not row.withdrawn]) == 6


def test_a_full_disk_ends_the_run_and_the_next_one_completes_it(sync, root: Path, store: Store, monkeypatch) -> None:
    put(root / "a" / "dagsorden.txt", AGENDA.text(), age=60)
    put(root / "b" / "dagsorden.txt", replace(AGENDA, day=(2027, 3, 9)).text())
    put(root / "b" / "bilag" / "Notat om sejldybde.pdf", plain_pdf("Dybde"))
    real = FileStore.put
    room = 1

    def full(self, source, sha256=None):
        nonlocal room
        room -= 1
        if room < 0:
            raise StoreError("disk_full", path="/")
        return real(self, source, sha256)

    monkeypatch.setattr(FileStore, "put", full)
    report = sync()
    assert (report.new, [p.code for p in report.failed]) == (1, ["disk_full"])
    monkeypatch.undo()
    report = sync()
    assert (report.new, report.attachments, report.failed) == (1, 1, ())


def test_a_disk_that_really_is_full(small_disk: Path, root: Path, pdf: PdfClient, store_keys, fixed_clock) -> None:
    put(root / "a" / "dagsorden.txt", AGENDA.text(), age=60)
    put(root / "a" / "bilag" / "Notat om sejldybde.pdf", os.urandom(4_000_000))
    put(root / "b" / "dagsorden.txt", replace(AGENDA, day=(2027, 3, 9)).text())
    store = Store.open(small_disk / "profil", store_keys, fixed_clock)
    try:
        report = engine.run(FolderSource("src-test", root), store, lambda: pdf, fixed_clock)
        assert (report.new, [p.code for p in report.failed]) == (2, ["disk_full"])
        assert problem_sentence(report.failed[0])
        assert len(store.read(meetings.meeting_rows)) == 2
        assert not list((small_disk / "profil" / "files").rglob("*.part"))
        put(root / "a" / "bilag" / "Notat om sejldybde.pdf", plain_pdf("Dybde"), age=5)
        report = engine.run(FolderSource("src-test", root), store, lambda: pdf, fixed_clock)
        assert (report.attachments, report.failed) == (1, ())
    finally:
        store.close()


class BadPdf:
    """A PDF process that answers every question with one error."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def warm_up(self) -> None:
        pass

    def lines(self, data: bytes, name: str):
        raise self.error

    page_texts = lines


def test_a_pdf_process_that_cannot_start_is_tried_again_the_next_time(sync, root: Path, store: Store) -> None:
    put(root / "dagsorden.pdf", AGENDA.pdf())
    put(root / "referat.txt", MINUTES.text())
    bad = BadPdf(DocumentError("pdf_process"))
    report = engine.run(FolderSource("src-test", root), store, lambda: bad, store.clock)
    assert (report.new, [(p.what, p.code) for p in report.failed]) == (1, [("dagsorden.pdf", "pdf_process")])
    report = sync()
    assert (report.changed, report.failed) == (1, ())


def test_closing_the_pdf_process_cancels_the_run(root: Path, store: Store) -> None:
    put(root / "dagsorden.pdf", AGENDA.pdf())
    bad = BadPdf(Cancelled())
    assert engine.run(FolderSource("src-test", root), store, lambda: bad, store.clock).cancelled


def test_a_run_that_a_crash_cut_short_is_told_as_failed(sync, root: Path, store: Store) -> None:
    from moedeklar.model.changes import ChangeSet

    store.write(lambda db: (journal.start_run(db, "src-test", "2027-02-01T00:00:00.000000+00:00"), ChangeSet()))
    put(root / "dagsorden.txt", AGENDA.text())
    sync()
    states = store.read(
        lambda db: [row[0] for row in db.execute("SELECT state FROM sync_run ORDER BY started").fetchall()]
    )
    assert states == ["failed", "ok"]
