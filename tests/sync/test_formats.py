"""Web pages and Word documents as papers of a meeting, and as attachments of one."""

from __future__ import annotations

from pathlib import Path

from moedeklar.model.changes import ChangeSet
from moedeklar.model.reports import Problem
from moedeklar.model.views import FileState, HitKind
from moedeklar.sources.folder import FolderSource
from moedeklar.store import journal, meetings, search
from moedeklar.store.journal import DocumentOutcome, Entry
from moedeklar.store.known import known_documents
from moedeklar.store.stamps import stamp
from moedeklar.store.store import Store
from tests.support import one_meeting as one
from tests.support import word
from tests.sync.conftest import SyncRun
from tests.sync.nordlund import put

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def test_one_meeting_in_four_formats_is_one_version(sync: SyncRun, root: Path, store: Store) -> None:
    put(root / "referat.pdf", one.as_pdf(one.MINUTES))
    put(root / "referat.html", one.as_html(one.MINUTES))
    put(root / "referat.htm", one.as_bold_lines(one.MINUTES).encode("cp1252"))
    put(root / "referat.docx", one.as_docx(one.MINUTES))
    report = sync()
    assert (report.new, report.failed, report.skipped, report.notices) == (1, (), (), ())
    documents = store.read(lambda db: known_documents(db, "src-test"))
    assert len({document.meeting_id for document in documents}) == 1
    assert len(documents) == 4
    assert sync().unchanged == 1


def test_attachments_in_these_formats_are_matched_and_searched(sync: SyncRun, root: Path, store: Store) -> None:
    put(root / "referat.html", one.as_html(one.MINUTES))
    put(root / "Skitse af den nye bro.html", "<title>Skitse</title><nav>Menu</nav><p>Broen har pæleværk af eg.")
    put(root / "bilag" / "Budget for havnen 2027.docx", word.docx(word.p("Posten bolværksfond")))
    put(root / "bilag" / "Andet.html", "<p>Ukendt")
    report = sync()
    assert (report.new, report.attachments, report.failed) == (1, 2, ())
    assert [(problem.what, problem.code) for problem in report.skipped] == [("bilag/Andet.html", "attachment_unnamed")]
    hits = {
        word: store.read(lambda db, word=word: search.find(db, word)) for word in ("pæleværk", "bolværksfond", "Menu")
    }
    assert [hit.kind for found in hits.values() for hit in found] == [HitKind.ATTACHMENT, HitKind.ATTACHMENT]
    item = store.read(lambda db: meetings.item_view(db, hits["pæleværk"][0].item_id))
    assert [(a.title, a.state, a.media_type, a.pages) for a in item.attachments] == [
        ("Skitse af den nye bro", FileState.PRESENT, "text/html", None),
        ("Budget for havnen 2027", FileState.PRESENT, DOCX, 1),
    ]


def test_a_web_page_that_is_no_agenda_is_left_out(sync: SyncRun, root: Path) -> None:
    put(root / "index.html", "<h1>Velkommen til Nordlund</h1><p>Museet er åbent")
    put(root / "brev.docx", word.docx(word.p("Kære alle")))
    report = sync()
    assert [(problem.what, problem.code) for problem in report.skipped] == [
        ("brev.docx", "no_agenda"),
        ("index.html", "no_agenda"),
    ]


def test_what_an_earlier_version_could_not_read_is_read_now(sync: SyncRun, root: Path, store: Store) -> None:
    put(root / "referat.docx", one.as_docx(one.MINUTES))
    (listed,) = FolderSource("src-test", root).discover(lambda: False).documents
    told = Problem(listed.ref, "kind_not_read")
    entry = Entry(listed.ref, listed.size, stamp(listed.modified), DocumentOutcome.BESIDE, None, "3", told)
    store.write(lambda db: (journal.put(db, "src-test", entry), ChangeSet()))
    report = sync()
    assert (report.new, report.skipped) == (1, ())
