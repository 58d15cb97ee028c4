"""Attachments: telling which file of the source each one is, which are to be fetched, and what became of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.errors import DocumentError, StoreError
from moedeklar.model.moments import LocalStart
from moedeklar.model.reports import Problem
from moedeklar.model.views import FileState
from moedeklar.sources.base import WORD_DOCUMENTS, NamingSource, RecordSource, RemoteDocument, Source, Use
from moedeklar.store import attachments, journal
from moedeklar.store.attachments import AttachmentRecord
from moedeklar.store.journal import DocumentOutcome, Entry
from moedeklar.store.precedence import give_way
from moedeklar.store.store import Store
from moedeklar.sync.attaching import candidates, file_of
from moedeklar.sync.downloading import Got, Wanted
from moedeklar.sync.nearness import Nearness, nearness
from moedeklar.sync.passing import PASSING
from moedeklar.sync.states import entry_of, file_of_entry, is_current, is_same

if TYPE_CHECKING:
    from moedeklar.store.database import Database


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of an attachment's file: fetched anew or known, under which hash, or why not."""

    record: AttachmentRecord
    meeting_id: str
    new: bool = False
    replaced: str | None = None
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Pending:
    """A file that is wanted, and the attachments that it is, each with its meeting's id."""

    wanted: Wanted
    records: list[tuple[AttachmentRecord, str]] = field(default_factory=list)


class Fetcher:
    """Tells which files the attachments of one source are, which of them are wanted, and keeps what became of each."""

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
        self._groups: dict[str, list[RemoteDocument]] = {}
        self._by_ref: dict[str, RemoteDocument] = {}
        for document in documents:
            self._groups.setdefault(document.group, []).append(document)
            self._by_ref[document.ref] = document
        self._partial = partial
        self._is_stated = isinstance(source, RecordSource)
        # Asked once: Python looks through all of a source to say it.
        self._naming = source if isinstance(source, NamingSource) else None

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

    def wanted(self, only: str | None = None) -> list[Pending]:
        """What waits to be fetched (of the meeting *only*), the nearest meetings' first.

        What lies nowhere is said to be in no source.
        """
        waiting = self._store.read(lambda db: attachments.waiting(db, self._source.id))
        found: dict[str, Pending] = {}
        for record, meeting_id, _ in sorted(waiting, key=lambda one: self._nearness(one[2])):
            if only not in (None, meeting_id):
                continue
            document = self._document(record.source_ref or "", record.title)
            if document is not None:
                if only is not None or not self._is_given_up(document):
                    wanted = Wanted(document, self._known(document))
                    found.setdefault(document.ref, Pending(wanted)).records.append((record, meeting_id))
            elif not self._is_stated:
                state = FileState.PRESENT if record.sha256 else FileState.NOT_IN_SOURCE
                self._put(replace(record, state=state, problem=None))
        return list(found.values())

    def pending(self, ref: str) -> Pending | None:
        """The document *ref* with all attachments that it is; None where the source does not have it."""
        document = self._document(ref)
        if document is None:
            return None
        records = self._store.read(lambda db: attachments.of_refs(db, self._source.id, [ref]))
        return Pending(Wanted(document, self._known(document)), [(record, "") for record in records])

    def lost(self) -> list[Wanted]:
        """What was here and is not: lost from the disk, or found damaged and set aside.

        A file that has another content by now stays missing here: it is told by what it became.
        """
        missing = self._store.files.missing(self._store.read(attachments.all_files))
        if not missing:
            return []
        there = self._store.read(lambda db: attachments.files_of_source(db, self._source.id))
        lost = ((self._document(ref), sha256) for ref, sha256 in there if sha256 in missing)
        return [Wanted(document, None, sha256) for document, sha256 in lost if document is not None]

    def keep(self, pending: Pending, got: Got) -> Iterator[Fetched]:
        """Write what became of a file, in one transaction for all attachments that it is."""
        document, error = pending.wanted.document, got.error
        problem = self._problem(document, error) if error is not None else None
        entry = self._entry(document, got, problem)

        def became(record: AttachmentRecord) -> AttachmentRecord:
            if problem is not None:
                return replace(record, state=FileState.FAILED, problem=problem.code)
            return replace(record, source_ref=document.ref, sha256=got.sha256, state=FileState.PRESENT, problem=None)

        def work(db: Database) -> tuple[None, ChangeSet]:
            if problem is None:
                attachments.put_file(db, got.sha256, document.media_type, got.size)
            for record, _ in pending.records:
                attachments.put(db, became(record))
            if entry is not None:
                journal.put(db, self._source.id, entry)
            return None, ChangeSet.of(Kind.ATTACHMENT, *(record.id for record, _ in pending.records))

        self._store.write(work)
        if entry is not None:
            self._entries[document.ref] = entry
        for record, meeting_id in pending.records:
            if problem is not None:
                yield Fetched(became(record), meeting_id, problem=problem)
                continue
            replaced = record.sha256 if record.sha256 not in (None, got.sha256) else None
            yield Fetched(became(record), meeting_id, record.sha256 != got.sha256, replaced)

    def _entry(self, document: RemoteDocument, got: Got, problem: Problem | None) -> Entry | None:
        """What the journal shall have; None where the file is tried again the next time."""
        if problem is None:
            return entry_of(document, DocumentOutcome.ATTACHMENT, got.sha256)
        if problem.code in PASSING or not self._is_stated:
            return None
        return entry_of(document, DocumentOutcome.FAILED, None, self._reader, problem)

    @staticmethod
    def _problem(document: RemoteDocument, error: DocumentError | StoreError) -> Problem:
        if isinstance(error, StoreError):
            return Problem(document.label, "not_readable", (("name", document.name),))
        return Problem(document.label, error.code, tuple(sorted(({"name": document.name} | error.params).items())))

    def _is_given_up(self, document: RemoteDocument) -> bool:
        """Whether it cannot be had as long as it is as it is."""
        entry = self._entries.get(document.ref)
        failed = entry is not None and entry.outcome is DocumentOutcome.FAILED
        return self._is_stated and failed and entry is not None and is_current(entry, document)

    def _known(self, document: RemoteDocument) -> tuple[str, int] | None:
        """The hash and size of the document, where the journal has it as it is listed."""
        entry = self._entries.get(document.ref)
        return (entry.sha256, entry.size) if entry and entry.sha256 and is_current(entry, document) else None

    def _nearness(self, start: str) -> Nearness:
        give_way()
        return nearness(LocalStart.parse(start) if start else None, self._today)

    def _document(self, ref: str, title: str = "") -> RemoteDocument | None:
        """The listed document that is called *ref*; where the source states names, whatever its capitals are.

        Where it lists no files, the one that it knows by that name, called *title*.
        """
        found = self._known_as(ref)
        if found is None and self._is_stated:
            found = self._known_as(self._folded.get(ref.casefold(), ""))
        if found is None and ref and self._naming is not None:
            found = self._naming.named(ref)
        if found is not None and self._naming is not None:
            return replace(found, title=found.title or title)
        return found

    def _known_as(self, ref: str) -> RemoteDocument | None:
        """The document *ref*: as it is listed, or of a partial listing as the journal has it."""
        found = self._by_ref.get(ref)
        if found is None and self._partial:
            entry = self._entries.get(ref)
            found = file_of_entry(entry) if entry is not None and entry.outcome is not DocumentOutcome.GONE else None
        return found

    @cached_property
    def _folded(self) -> dict[str, str]:
        """The refs by what they are without capitals."""
        refs = self._by_ref.keys() | self._entries.keys() if self._partial else self._by_ref.keys()
        return {ref.casefold(): ref for ref in sorted(refs, reverse=True)}

    def _await_changed(self) -> None:
        """Say that attachments whose files have changed wait for them, and of which state of the file they do."""
        changed = [
            ref
            for ref, entry in self._entries.items()
            if entry.outcome is DocumentOutcome.ATTACHMENT
            and ref in self._by_ref
            and not is_current(entry, self._by_ref[ref])
        ]
        if not changed:
            return

        def work(db: Database) -> tuple[None, ChangeSet]:
            records = attachments.of_refs(db, self._source.id, changed)
            for record in records:
                attachments.put(db, replace(record, state=FileState.WAITING, problem=None))
            for entry in other:
                journal.put(db, self._source.id, entry)
            return None, ChangeSet.of(Kind.ATTACHMENT, *(record.id for record in records))

        documents = [self._by_ref[ref] for ref in changed]
        unlike = (document for document in documents if not is_same(self._entries[document.ref], document))
        other = [entry_of(document, DocumentOutcome.LISTED) for document in unlike]
        self._store.write(work)
        self._entries |= {entry.ref: entry for entry in other}

    def _put(self, record: AttachmentRecord) -> None:
        def work(db: Database) -> tuple[None, ChangeSet]:
            attachments.put(db, record)
            return None, ChangeSet.of(Kind.ATTACHMENT, record.id)

        self._store.write(work)

    def _must_fetch(self, record: AttachmentRecord, document: RemoteDocument) -> bool:
        if record.state is not FileState.PRESENT or record.sha256 is None:
            return record.source_ref != document.ref or record.state is not FileState.WAITING
        entry = self._entries.get(document.ref)
        known = entry is not None and is_current(entry, document) and entry.sha256 is not None
        return not (known and entry is not None and entry.sha256 == record.sha256)

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
