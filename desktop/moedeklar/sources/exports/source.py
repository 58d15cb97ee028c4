"""A folder or a zip archive that a case system exports into, as a source of records.

Which files are records is told by how they begin. Lists and notices in the export say which of them are published: what
they withdraw, and what is not named by a list where there has to be one, is not listed. A file that is still being
written waits until it is whole, and an attachment until its file is there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from moedeklar.model.agenda import AgendaItem, Attachment, Meeting
from moedeklar.model.errors import DocumentError, ParseError
from moedeklar.model.moments import Clock, local_now
from moedeklar.model.reports import Problem
from moedeklar.sources.base import Cancelled, Listing, RemoteDocument, Use
from moedeklar.sources.exports.files import ARCHIVE, ExportFiles, File, Found
from moedeklar.sources.exports.format import Announcement, Format, Place
from moedeklar.sources.exports.formats import format_of, read_planned, read_record
from moedeklar.sources.exports.markup import HEAD, read_xml, root_name
from moedeklar.sources.exports.paths import folder_of, resolve
from moedeklar.sources.exports.planned import forgotten, is_planned, meeting_of, planned
from moedeklar.sources.folder import media_type_of

KIND = "exports"
LARGEST_LIST = 20_000_000  # bytes of a list or notice
LARGEST_RECORD = 30_000_000  # bytes of a record that is looked at for what it announces
_XML = ".xml"
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass
class _Sorted:
    """The XML files of an export, by what they are."""

    records: dict[str, Format] = field(default_factory=dict)
    lists: dict[str, Format] = field(default_factory=dict)
    announced: dict[str, Announcement] = field(default_factory=dict)
    withdrawn: dict[str, Announcement] = field(default_factory=dict)  # by the system's id of the agenda
    broken: list[str] = field(default_factory=list)  # folders whose list could not be read


class ExportSource:
    """The export at *root*. *leave_out* are folders within it that are never looked into (the profile itself).

    With *clock* it lists the planned meetings too that its records announce from today on.
    """

    kind = KIND
    connections = 1

    def __init__(
        self, source_id: str, root: Path, leave_out: tuple[Path, ...] = (), clock: Clock | None = None
    ) -> None:
        self.id = source_id
        self._clock = clock
        self._planned: Mapping[str, bytes] = {}
        self._disk = ExportFiles(root, leave_out)
        self._files: dict[str, File] = {}
        self._folded: dict[str, str] = {}
        self._announced: dict[str, Announcement] = {}

    def discover(self, cancelled: Cancelled, cursor: str = "") -> Listing:
        """List all files, whatever *cursor* says.

        Raises SourceError folder_missing, folder_unreadable, archive_broken, archive_bomb.
        """
        found = self._disk.find(cancelled)
        self._files = found.files
        self._folded = {ref.casefold(): ref for ref in sorted(found.files, reverse=True)}
        known = self._sort(found)
        for ref, its_format in known.lists.items():
            self._read_list(ref, its_format, known, found)
        self._announced = known.announced
        published = [
            ref for ref, its_format in known.records.items() if self._is_published(ref, its_format, known, found)
        ]
        documents = [self._document(found.files[ref], Use.RECORD) for ref in published]
        documents += [
            self._document(file, Use.ATTACHMENT) for ref, file in found.files.items() if ref not in known.records
        ]
        documents.sort(key=lambda document: document.ref)
        listing = Listing(tuple(documents), tuple(found.problems), tuple(found.skipped), tuple(found.unlisted))
        return self._with_planned(listing, {ref: known.records[ref] for ref in published}, cursor)

    def open(self, ref: str) -> BinaryIO:
        """The file's content. Raises DocumentError vanished, not_readable."""
        if ref in self._planned:
            return BytesIO(self._planned[ref])
        return self._disk.open(self._file(ref))

    def is_steady(self, document: RemoteDocument) -> bool:
        """Whether the file, or the archive that it is in, is as it was listed."""
        return document.ref in self._planned or self._disk.is_steady(self._file(document.ref))

    def record(self, document: RemoteDocument, data: bytes) -> Meeting:
        """The meeting that an exported file states, or a planned one. Raises ParseError."""
        if is_planned(document.ref):
            return meeting_of(data)
        meeting = read_record(data, Place(document.ref, self._announced.get(document.ref)))
        folder = folder_of(document.ref)
        items = tuple(self._with_files(item, folder) for item in meeting.items)
        named = [one for item in meeting.items for one in item.attachments if one.ref]
        placed = [one for item in items for one in item.attachments if one.ref]
        warnings = (*meeting.warnings, "attachment_outside") if len(placed) < len(named) else meeting.warnings
        return replace(meeting, items=items, warnings=warnings)

    def _with_planned(self, listing: Listing, records: Mapping[str, Format], cursor: str) -> Listing:
        if self._clock is None:
            return listing
        now = local_now(self._clock)
        telling = [self._files[ref] for ref, its_format in records.items() if its_format.planned is not None]
        found = planned(telling, lambda file: self._announces(file, records[file.ref]), cursor, now)
        self._planned = found.contents
        return replace(
            listing,
            documents=(*listing.documents, *found.documents),
            forgotten=forgotten(now),
            cursor=found.cursor,
        )

    def _announces(self, file: File, its_format: Format) -> Sequence[Meeting] | None:
        """What a record announces; None where it can't be read now, which reading it as a record says."""
        try:
            with self._disk.open(file) as opened:
                return read_planned(its_format, opened.read(LARGEST_RECORD + 1)) if file.size <= LARGEST_RECORD else ()
        except (DocumentError, OSError):
            return None

    def _with_files(self, item: AgendaItem, folder: str) -> AgendaItem:
        return replace(item, attachments=tuple(self._placed(one, folder) for one in item.attachments))

    def _placed(self, attachment: Attachment, folder: str) -> Attachment:
        """*attachment* with the ref of its file; of one that is there as PDF too, under its title, that one's."""
        ref = resolve(folder, attachment.ref) if attachment.ref else None
        if ref is None:
            return replace(attachment, ref=None)
        ref = self._folded.get(ref.casefold(), ref)
        if not ref.casefold().endswith(".pdf"):
            twin = resolve(folder_of(ref), attachment.title + ".pdf")
            ref = self._folded.get(twin.casefold(), ref) if twin else ref
        return replace(attachment, ref=ref)

    def _sort(self, found: Found) -> _Sorted:
        """Tell records and lists by how they begin; a file with no beginning yet is neither there nor gone."""
        known = _Sorted()
        for ref, file in found.files.items():
            if not ref.casefold().endswith(_XML):
                continue
            try:
                with self._disk.open(file) as opened:
                    head = opened.read(HEAD)
            except (DocumentError, OSError):
                found.problems.append(Problem(ref, "not_readable"))
                found.unlisted.append(ref)
                continue
            told = format_of(head)
            if told is not None:
                (known.lists if told[1] else known.records)[ref] = told[0]
            elif not root_name(head):
                found.unlisted.append(ref)
        return known

    def _read_list(self, ref: str, its_format: Format, known: _Sorted, found: Found) -> None:
        file = found.files[ref]
        try:
            if file.size > LARGEST_LIST:
                raise ParseError("text_too_large", megabytes=file.size // 1_000_000)
            with self._disk.open(file) as opened:
                announced = its_format.read_list(read_xml(opened.read()))
        except (DocumentError, OSError) as error:
            code, params = ("not_readable", {}) if isinstance(error, OSError) else (error.code, error.params)
            found.problems.append(Problem(ref, code, tuple(sorted(params.items()))))
            known.broken.append(folder_of(ref))
            return
        for one in announced:
            self._take(one, folder_of(ref), known)

    def _take(self, one: Announcement, folder: str, known: _Sorted) -> None:
        """Note what a list says; of several that speak of one file, or of one agenda, the latest counts."""
        target = resolve(folder, one.path) if one.path else None
        ref = self._folded.get(target.casefold()) if target else None
        if ref is not None and _is_later(one, known.announced.get(ref)):
            known.announced[ref] = one
        if one.agenda_id and _is_later(one, known.withdrawn.get(one.agenda_id)):
            known.withdrawn[one.agenda_id] = one

    def _is_published(self, ref: str, its_format: Format, known: _Sorted, found: Found) -> bool:
        announced = known.announced.get(ref)
        if announced is not None and not announced.published:
            return False
        if its_format.needs_list and announced is None:
            if any(folder == "" or ref.startswith(folder + "/") for folder in known.broken):
                found.unlisted.append(ref)
            else:
                found.skipped.append(Problem(ref, "export_not_announced"))
            return False
        return not self._is_withdrawn(ref, its_format, known)

    def _is_withdrawn(self, ref: str, its_format: Format, known: _Sorted) -> bool:
        """Whether the last notice on the agenda that the record is of takes it back."""
        if its_format.agenda_id is None or all(one.published for one in known.withdrawn.values()):
            return False
        announced = known.announced.get(ref)
        agenda_id = announced.agenda_id if announced is not None else ""
        if not agenda_id:
            try:
                with self._disk.open(self._files[ref]) as opened:
                    agenda_id = its_format.agenda_id(read_xml(opened.read()))
            except (DocumentError, OSError):
                return False  # reading it as a record says what is wrong
        last = known.withdrawn.get(agenda_id)
        return last is not None and not last.published

    def _document(self, file: File, use: Use) -> RemoteDocument:
        media_type = "application/xml" if use is Use.RECORD else media_type_of(file.ref)
        return RemoteDocument(file.ref, file.size, file.modified, use, folder_of(file.ref), media_type=media_type)

    def _file(self, ref: str) -> File:
        file = self._files.get(ref)
        if file is None:
            raise DocumentError("vanished", name=ref)
        return file


def is_archive(path: Path) -> bool:
    """Whether *path* is a zip archive by its name, and so may be an export without being a folder."""
    return path.suffix.casefold() == ARCHIVE


def _is_later(one: Announcement, known: Announcement | None) -> bool:
    return known is None or (one.said or _NEVER) >= (known.said or _NEVER)
