"""A folder of agendas, or what a case system exports, as meetings: synchronised into the private store, read there.

See the package's docstring for why there is a store in between.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from moedeklar.model.errors import AttentionNeeded, Cancelled, SourceError
from moedeklar.model.ids import derived_id
from moedeklar.model.reports import RunReport, SyncEvent
from moedeklar.model.text import bare
from moedeklar.model.views import AttachmentView, DocumentInfo, FileState, MeetingRow
from moedeklar.pdf.client import PdfClient
from moedeklar.secretary.publishing.counting import OnStep
from moedeklar.secretary.publishing.marks import Mark, Marks, is_named_closed
from moedeklar.secretary.publishing.openness import ClosedBy, ReadItem, ReadMeeting, ReadPaper
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
    the folder can't be read, AttentionNeeded where a guard stopped and not *accept*, Cancelled: nothing is then to be
    published.
    """
    source = _source(folder, leave_out)
    report = engine.run(
        source, store, pdf, store.clock, on_event=on_event, cancelled=cancelled, accept=accept, index=False
    )
    if report.cancelled:
        raise Cancelled
    for problem in report.attention:
        raise AttentionNeeded(problem.code, **dict(problem.params))
    for problem in report.failed:
        if not problem.what:
            raise SourceError(problem.code, **dict(problem.params))
    return report


def read_meetings(
    store: Store,
    marks: Marks,
    on_step: OnStep | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[ReadMeeting, ...]:
    """The meetings that the folder has, as they stand, in the order of their days. *on_step* is told of each.

    All items of a paper that is closed as a whole, by its *marks* or its name, are closed. Raises StoreError and
    Cancelled.
    """
    found = store.read(_meetings)
    shut = store.read(_named_closed)
    made = []
    for done, meeting in enumerate(found):
        if cancelled is not None and cancelled():
            raise Cancelled
        if on_step is not None:
            on_step(done, len(found), meeting.title)
        made.append(_marked(meeting, marks, shut))
    marks.keep(paper.file.sha256 for meeting in found for paper in meeting.papers)
    return tuple(made)


def _source(folder: Path, leave_out: tuple[Path, ...]) -> Source:
    if not folder.exists():
        raise SourceError("publish_folder_unknown", path=str(folder))
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
    closed: dict[str, ClosedBy] = {}
    for paper in meeting.papers:
        mark = Mark()
        if not paper.is_record:
            first = next((titles[one] for one in titles if one in paper.items), "")
            mark = marks.of(paper.file.sha256, paper.name, paper.file.media_type, first)
        by = _closed_by(mark, called=paper.file.sha256 in named)
        if by is not None:
            closed |= dict.fromkeys(paper.items, by)
        shut = paper.closed or by is not None
        papers.append(replace(paper, closed=shut, unread=mark.unread, closed_by=by))
    items = tuple(_with_marks(item, named, closed.get(item.id)) for item in meeting.items)
    return replace(meeting, items=items, papers=tuple(papers))


def _closed_by(mark: Mark, *, called: bool) -> ClosedBy | None:
    """What says that a whole paper is closed; *called* says that its name does."""
    if called:
        return ClosedBy.NAME
    if mark.failed:
        return ClosedBy.UNREADABLE
    return ClosedBy.FRONT if mark.closed else None


def _with_marks(item: ReadItem, named: frozenset[str], by: ClosedBy | None) -> ReadItem:
    secret = {bare(title) for title, file in item.files if file is not None and file.sha256 in named}
    attached = tuple(replace(one, closed=one.closed or bare(one.title) in secret) for one in item.content.attachments)
    shut = item.content.closed or by is not None
    decided = ClosedBy.MARK if item.content.closed or by is None else by
    return replace(item, content=replace(item.content, closed=shut, attachments=attached), closed_by=decided)


def _paper(document: DocumentInfo) -> FeedFile:
    name = document.name.rpartition("/")[2]
    return FeedFile(document.id, name.rpartition(".")[0] or name, document.sha256, document.media_type)


def _files(attachments: tuple[AttachmentView, ...]) -> tuple[tuple[str, FeedFile | None], ...]:
    return tuple((one.title, _file(one)) for one in attachments)


def _file(one: AttachmentView) -> FeedFile | None:
    if one.state is not FileState.PRESENT or one.sha256 is None:
        return None
    return FeedFile(one.id, one.title, one.sha256, one.media_type or "application/octet-stream")
