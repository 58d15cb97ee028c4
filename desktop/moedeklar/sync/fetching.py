"""Attachments: telling which file of the source each one is, fetching it into the store, and minding replaced ones."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.errors import Cancelled, DocumentError, StoreError
from moedeklar.model.moments import LocalStart
from moedeklar.model.reports import Problem
from moedeklar.model.views import FileState
from moedeklar.sources.base import WORD_DOCUMENTS, NamingSource, RecordSource, RemoteDocument, Source, Use
from moedeklar.store import attachments, journal
from moedeklar.store.attachments import AttachmentRecord
from moedeklar.store.journal import DocumentOutcome, Entry
from moedeklar.store.store import Store
from moedeklar.sync.attaching import candidates, file_of
from moedeklar.sync.nearness import Nearness, nearness
from moedeklar.sync.states import entry_of, file_of_entry, is_current, is_same

if TYPE_CHECKING:
    from moedeklar.store.database import Database

# What concerns the store as a whole: nothing more can be kept, so the run ends.
FATAL = frozenset({"disk_full", "store_denied", "store_io", "store_closed", "store_busy", "store_damaged"})


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of an attachment's file: fetched anew or known, under which hash, or why not."""

    record: AttachmentRecord
    meeting_id: str
    new: bool = False
    replaced: str | None = None
    problem: Problem | None = None


class Fetcher:
    """Matches and fetches the attachments of one source in one run."""

    def __init__(
        self,
        source: Source,
        store: Store,
        documents: Iterable[RemoteDocument],
        entries: dict[str, Entry],
        reader: str,
        today: date,
        *,
        partial: bool = False,
    ) -> None:
        """*entries* is the journal as it becomes in the run, *reader* what it notes as the reader of papers.

        *partial* says that *documents* are not all that the source has.
        """
        self._source = source
        self._store = store
        self._entries = entries
        self._reader = reader
        self._today = today
        self._checked: set[str] = set()  # fetched in this run, so that what is to be rechecked is so once
        self._groups: dict[str, list[RemoteDocument]] = {}
        self._by_ref: dict[str, RemoteDocument] = {}
        for document in documents:
            self._groups.setdefault(document.group, []).append(document)
            self._by_ref[document.ref] = document
        self._listed = frozenset(self._by_ref)
        if partial:
            there = (entry for entry in entries.values() if entry.outcome is not DocumentOutcome.GONE)
            self._by_ref = {entry.ref: file_of_entry(entry) for entry in there} | self._by_ref
        self._is_stated = isinstance(source, RecordSource)
        self._folded = {ref.casefold(): document for ref, document in sorted(self._by_ref.items(), reverse=True)}

    def match(self, groups: Collection[str], named: Collection[str]) -> None:
        """Say of every attachment of the meetings in *groups* which file it is, where one lies there.

        *named* are documents that were not read since they are called like an attachment. Where the source states which
        file each one is, only files that have changed are looked for.
        """
        if self._is_stated:
            self._await_changed()
            return
        meetings = self._store.read(self._meetings_of)
        files = {group: candidates(self._free(group)) for group in groups}
        where: dict[str, list[str]] = {}
        for group in sorted(files):
            for meeting_id in meetings.get(group, ()):
                where.setdefault(meeting_id, []).append(group)
        if not files:
            return

        def work(db: Database) -> tuple[None, ChangeSet]:
            changed, used = [], set()
            for meeting_id in sorted(where):
                there: dict[str, RemoteDocument] = {}
                for group in where[meeting_id]:
                    for key, document in files[group].items():
                        there.setdefault(key, document)
                for record in attachments.of_meetings(db, (meeting_id,)):
                    document_of = file_of(record.title, there)
                    if document_of is not None:
                        used.add(document_of.ref)
                        if self._must_fetch(record, document_of):
                            changed.append(record.id)
                            attachments.put(
                                db, replace(record, source_ref=document_of.ref, state=FileState.WAITING, problem=None)
                            )
            self._journal_unused(db, groups, used, named)
            return None, ChangeSet.of(Kind.ATTACHMENT, *changed) if changed else ChangeSet()

        self._store.write(work)

    def fetch(self, cancelled: Callable[[], bool]) -> Iterable[Fetched]:
        """Fetch what waits, the nearest meetings' first. Raises Cancelled; StoreError where nothing can be kept."""
        waiting = self._store.read(lambda db: attachments.waiting(db, self._source.id))
        for record, meeting_id, _ in sorted(waiting, key=lambda one: self._nearness(one[2])):
            if cancelled():
                raise Cancelled
            document = self._document(record.source_ref or "")
            if document is not None:
                yield self._fetch(record, meeting_id, document)
            elif not self._is_stated:
                state = FileState.PRESENT if record.sha256 else FileState.NOT_IN_SOURCE
                self._put(replace(record, state=state, problem=None))

    def _nearness(self, start: str) -> Nearness:
        return nearness(LocalStart.parse(start) if start else None, self._today)

    def _document(self, ref: str) -> RemoteDocument | None:
        """The listed document that is called *ref*; where the source states names, whatever its capitals are.

        Where it lists no files, the one that it knows by that name.
        """
        found = self._by_ref.get(ref)
        if found is None and self._is_stated:
            found = self._folded.get(ref.casefold())
        if found is None and ref and isinstance(self._source, NamingSource):
            found = self._source.named(ref)
        return found

    def _await_changed(self) -> None:
        """Say that attachments whose files have changed wait for them."""
        changed = [
            ref
            for ref, entry in self._entries.items()
            if entry.outcome is DocumentOutcome.ATTACHMENT
            and ref in self._listed
            and not is_current(entry, self._by_ref[ref])
        ]
        if not changed:
            return

        def work(db: Database) -> tuple[None, ChangeSet]:
            records = attachments.of_refs(db, self._source.id, changed)
            for record in records:
                attachments.put(db, replace(record, state=FileState.WAITING, problem=None))
            return None, ChangeSet.of(Kind.ATTACHMENT, *(record.id for record in records))

        self._store.write(work)

    def fetch_again(self, cancelled: Callable[[], bool]) -> None:
        """Fetch what was here and is not: lost from the disk, or found damaged and set aside.

        A file that has another content by now stays missing here: it is told by what it became.
        Raises Cancelled; StoreError where nothing can be kept.
        """
        for ref, sha256 in self._store.read(lambda db: attachments.files_of_source(db, self._source.id)):
            document = self._document(ref)
            if document is None or self._store.files.exists(sha256):
                continue
            if cancelled():
                raise Cancelled
            try:
                with self._source.open(document.ref) as file:
                    self._store.files.put(file, sha256)
            except (DocumentError, StoreError) as error:
                if error.code in FATAL:
                    raise

    def _fetch(self, record: AttachmentRecord, meeting_id: str, document: RemoteDocument) -> Fetched:
        try:
            sha256, size = self._kept(document)
        except (DocumentError, StoreError) as error:
            if error.code in FATAL:
                raise
            code = "not_readable" if isinstance(error, StoreError) else error.code
            failed = replace(record, state=FileState.FAILED, problem=code)
            self._put(failed)
            params = {"name": document.name} | (error.params if isinstance(error, DocumentError) else {})
            problem = Problem(document.ref, code, tuple(sorted(params.items())))
            return Fetched(failed, meeting_id, problem=problem)
        entry = entry_of(document, DocumentOutcome.ATTACHMENT, sha256)
        done = replace(record, source_ref=document.ref, sha256=sha256, state=FileState.PRESENT, problem=None)

        def work(db: Database) -> tuple[None, ChangeSet]:
            attachments.put_file(db, sha256, document.media_type, size)
            attachments.put(db, done)
            journal.put(db, self._source.id, entry)
            return None, ChangeSet.of(Kind.ATTACHMENT, record.id)

        self._store.write(work)
        self._entries[document.ref] = entry
        self._checked.add(document.ref)
        replaced = record.sha256 if record.sha256 not in (None, sha256) else None
        return Fetched(done, meeting_id, record.sha256 != sha256, replaced)

    def _put(self, record: AttachmentRecord) -> None:
        def work(db: Database) -> tuple[None, ChangeSet]:
            attachments.put(db, record)
            return None, ChangeSet.of(Kind.ATTACHMENT, record.id)

        self._store.write(work)

    def _kept(self, document: RemoteDocument) -> tuple[str, int]:
        """The hash and size of the document, which the store has then: once, however many attachments it is."""
        entry = self._entries.get(document.ref)
        if entry and entry.sha256 and self._is_current(entry, document) and self._store.files.exists(entry.sha256):
            return entry.sha256, entry.size
        with self._source.open(document.ref) as file:
            return self._store.files.put(file)

    def _must_fetch(self, record: AttachmentRecord, document: RemoteDocument) -> bool:
        if record.state is not FileState.PRESENT or record.sha256 is None:
            return record.source_ref != document.ref or record.state is not FileState.WAITING
        entry = self._entries.get(document.ref)
        known = entry is not None and self._is_current(entry, document) and entry.sha256 is not None
        return not (known and entry is not None and entry.sha256 == record.sha256)

    def _is_current(self, entry: Entry, document: RemoteDocument) -> bool:
        return is_current(entry, document) or (document.ref in self._checked and is_same(entry, document))

    def _free(self, group: str) -> list[RemoteDocument]:
        """The files of a group that are no papers of a meeting."""
        return [one for one in self._groups.get(group, ()) if not self._is_paper(one)]

    def _is_paper(self, document: RemoteDocument) -> bool:
        entry = self._entries.get(document.ref)
        return entry is not None and entry.outcome is DocumentOutcome.MEETING

    def _journal_unused(
        self, db: Database, groups: Collection[str], used: Collection[str], named: Collection[str]
    ) -> None:
        """Journal the files that are no attachment after all, so that they are no news the next time."""
        for document in (one for group in groups for one in self._groups.get(group, ())):
            known = self._entries.get(document.ref)
            told = known is not None and is_same(known, document) and _is_told(known)
            if document.ref in used or (told and document.ref not in named):
                continue
            if document.use is Use.ATTACHMENT or document.ref in named:
                is_word = document.media_type in WORD_DOCUMENTS
                problem = Problem(document.ref, "kind_not_read") if is_word else None
                entry = entry_of(document, DocumentOutcome.BESIDE, None, self._reader, problem)
                journal.put(db, self._source.id, entry)
                self._entries[document.ref] = entry

    def _meetings_of(self, db: Database) -> Mapping[str, set[str]]:
        """The meetings of each group: those of which a document lies there."""
        found: dict[str, set[str]] = {}
        for ref, meeting_id in attachments.documents_of_source(db, self._source.id):
            document = self._by_ref.get(ref)
            if document is not None:
                found.setdefault(document.group, set()).add(meeting_id)
        return found


def _is_told(entry: Entry) -> bool:
    return entry.outcome is not DocumentOutcome.GONE
