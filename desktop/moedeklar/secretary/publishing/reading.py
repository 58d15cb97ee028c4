"""A folder of agendas, or what a case system exports, as meetings: synchronised into the private store, read there.

See the package's docstring for why there is a store in between.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from moedeklar.model.errors import AttentionNeeded, SourceError
from moedeklar.model.ids import derived_id
from moedeklar.model.reports import RunReport, SyncEvent
from moedeklar.model.text import bare
from moedeklar.model.views import AttachmentView, DocumentInfo, FileState, MeetingRow
from moedeklar.pdf.client import PdfClient
from moedeklar.secretary.publishing.marks import Mark, Marks, is_named_closed
from moedeklar.secretary.publishing.openness import ReadItem, ReadMeeting, ReadPaper
from moedeklar.secretary.publishing.records import FeedFile
from moedeklar.sources.base import Source, Use
from moedeklar.sources.exports.source import ExportSource, is_archive
from moedeklar.sources.folder import FolderSource
from moedeklar.store import attachments, journal
from moedeklar.store import meetings as views
from moedeklar.store.attachment_views import attachment_views
from moedeklar.store.journal import DocumentOutcome
from moedeklar.store.standing import version_items
from moedeklar.store.store import Store
from moedeklar.sync import engine

if TYPE_CHECKING:
    from moedeklar.store.database import Database

# One id wherever the folder lies: another computer that publishes the same papers gives the meetings the same ids.
_FOLDER, _EXPORTS = derived_id("source", "feed", "folder"), derived_id("source", "feed", "exports")


def synchronise(
    folder: Path,
    store: Store,
    pdf: Callable[[], PdfClient],
    leave_out: tuple[Path, ...],
    *,
    accept: bool = False,
    on_event: Callable[[SyncEvent], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> RunReport:
    """Bring *store* in line with *folder*. Blocks. *leave_out* are folders within it that are never looked into.

    Where there are exports of a case system in it, they are what is read, and nothing else. Raises SourceError where
    the folder can't be read, AttentionNeeded where a guard stopped and not *accept*: nothing is then to be published.
    """
    source = _source(folder, leave_out)
    report = engine.run(
        source, store, pdf, store.clock, on_event=on_event, cancelled=cancelled, accept=accept, index=False
    )
    for problem in report.attention:
        raise AttentionNeeded(problem.code, **dict(problem.params))
    for problem in report.failed:
        if not problem.what:
            raise SourceError(problem.code, **dict(problem.params))
    return report


def read_meetings(store: Store, marks: Marks) -> tuple[ReadMeeting, ...]:
    """The meetings that the folder has, as they stand, in the order of their days.

    All items of a paper that is closed as a whole, by its *marks* or its name, are closed. Raises StoreError.
    """
    found = store.read(_meetings)
    shut = store.read(_named_closed)
    made = tuple(_marked(meeting, marks, shut) for meeting in found)
    marks.keep(paper.file.sha256 for meeting in found for paper in meeting.papers)
    return made


def _source(folder: Path, leave_out: tuple[Path, ...]) -> Source:
    if not folder.exists():
        raise SourceError("folder_unknown", path=str(folder))
    if folder.is_file() and not is_archive(folder):
        raise SourceError("folder_is_file", path=str(folder))
    exports = ExportSource(_EXPORTS, folder, leave_out)
    listed = exports.discover(lambda: False)
    if folder.is_file() or any(document.use is Use.RECORD for document in listed.documents):
        return exports
    return FolderSource(_FOLDER, folder, leave_out)


def _meetings(db: Database) -> tuple[ReadMeeting, ...]:
    return tuple(_meeting(db, row) for row in views.meeting_rows(db) if not row.withdrawn)


def _meeting(db: Database, row: MeetingRow) -> ReadMeeting:
    view = views.meeting_view(db, row.id)
    items = zip(view.item_ids, view.content.items, strict=True)
    read = tuple(ReadItem(one, content, _files(attachment_views(db, one))) for one, content in items)
    papers = []
    for version in row.versions:
        if version.withdrawn:
            continue
        inside = version_items(db, version.id)
        for document in version.documents:
            papers.append(
                ReadPaper(
                    _paper(document),
                    version.kind,
                    frozenset(item.item_id for item in inside),
                    any(item.closed for item in inside),
                    document.is_record,
                    document.name,
                )
            )
    return ReadMeeting(
        row.id,
        view.content,
        row.kind,
        row.committee,
        row.term,
        row.start,
        row.place,
        row.municipality,
        read,
        tuple(papers),
    )


def _named_closed(db: Database) -> frozenset[str]:
    """The hashes of files of the folder that are called closed, under whatever other name they lie there too."""
    there = (one for one in journal.entries(db, _FOLDER).values() if one.outcome is not DocumentOutcome.GONE)
    read = ((entry.ref, entry.sha256) for entry in there)
    named = [*read, *attachments.files_of_source(db, _FOLDER)]
    return frozenset(sha256 for ref, sha256 in named if sha256 and is_named_closed(ref))


def _marked(meeting: ReadMeeting, marks: Marks, named: frozenset[str]) -> ReadMeeting:
    titles = {item.id: item.content.title for item in meeting.items}
    papers: list[ReadPaper] = []
    closed: set[str] = set()
    for paper in meeting.papers:
        mark = Mark()
        if not paper.is_record:
            first = next((titles[one] for one in titles if one in paper.items), "")
            mark = marks.of(paper.file.sha256, paper.name, paper.file.media_type, first)
        shut = mark.closed or paper.file.sha256 in named
        if shut:
            closed |= paper.items
        papers.append(replace(paper, closed=paper.closed or shut, unread=mark.unread))
    items = tuple(_with_marks(item, named, shut=item.id in closed) for item in meeting.items)
    return replace(meeting, items=items, papers=tuple(papers))


def _with_marks(item: ReadItem, named: frozenset[str], *, shut: bool) -> ReadItem:
    secret = {bare(title) for title, file in item.files if file is not None and file.sha256 in named}
    attached = tuple(replace(one, closed=one.closed or bare(one.title) in secret) for one in item.content.attachments)
    return replace(item, content=replace(item.content, closed=item.content.closed or shut, attachments=attached))


def _paper(document: DocumentInfo) -> FeedFile:
    name = document.name.rpartition("/")[2]
    return FeedFile(document.id, name.rpartition(".")[0] or name, document.sha256, document.media_type)


def _files(attachments: tuple[AttachmentView, ...]) -> tuple[tuple[str, FeedFile | None], ...]:
    return tuple((one.title, _file(one)) for one in attachments)


def _file(one: AttachmentView) -> FeedFile | None:
    if one.state is not FileState.PRESENT or one.sha256 is None:
        return None
    return FeedFile(one.id, one.title, one.sha256, one.media_type or "application/octet-stream")
