"""What a listing has found, kept as long as the run needs it: records, packed, and where their files are."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from dataclasses import replace

from moedeklar.model.moments import LocalStart
from moedeklar.model.reports import Problem
from moedeklar.sources.base import RemoteDocument, Use
from moedeklar.sources.oparl.objects import File, newest, stated_at
from moedeklar.sources.oparl.reading import committee_of
from moedeklar.sources.oparl.record import Record, file_version, packed, unpacked
from moedeklar.sources.oparl.times import start_of
from moedeklar.sources.oparl.values import digest_of

RECORD_TYPE = "application/json"
_FAST = 1


class Shelf:
    """Filled by one listing and only read afterwards, by any thread."""

    def __init__(self) -> None:
        self.documents: dict[str, RemoteDocument] = {}
        self.cancelled: list[Problem] = []
        self._records: dict[str, bytes] = {}
        self._addresses: dict[str, bytes] = {}
        self._homes: dict[str, str] = {}  # of files: the record that names them

    def put(self, records: Iterable[Record]) -> None:
        """Keep *records*, and list them and their files. A meeting that was called off is none to be read."""
        for record in records:
            if record.meeting.cancelled:
                self.cancelled.append(Problem(record.meeting.id, "meeting_cancelled"))
            else:
                self._put(record)

    def record(self, ref: str) -> bytes | None:
        """The content of a record, None where this listing has none of that name."""
        found = self._records.get(ref)
        return zlib.decompress(found) if found is not None else None

    def file(self, ref: str) -> File | None:
        """A file with its address, None where this listing has none of that name."""
        home = self._homes.get(ref)
        data = self.record(home) if home is not None else None
        if home is None or data is None:
            return None
        addresses = json.loads(zlib.decompress(self._addresses[home]))
        found = next(file for file in unpacked(data).files if file.id == ref)
        return replace(found, url=addresses.get(ref, ""))

    def _put(self, record: Record) -> None:
        ref, data = record.meeting.id, packed(record)
        committee, start = committee_of(record), start_of(record.meeting.start)
        self._records[ref] = zlib.compress(data, _FAST)
        files = list(record.files)
        addresses = {file.id: file.url for file in files if file.url and file.url != file.id}
        self._addresses[ref] = zlib.compress(json.dumps(addresses).encode(), _FAST)
        self.documents[ref] = RemoteDocument(
            ref,
            len(data),
            newest(*record.stated) or stated_at(""),
            Use.RECORD,
            ref,
            media_type=RECORD_TYPE,
            version=digest_of(data),
            committee=committee,
            start=start,
        )
        for file in files:
            self._put_file(file, ref, committee, start)

    def _put_file(self, file: File, home: str, committee: str, start: LocalStart | None) -> None:
        """List a file; of several meetings that name it, with the latest."""
        before = self.documents.get(file.id)
        if before is not None and (start is None or (before.start is not None and start < before.start)):
            return
        self._homes[file.id] = home
        self.documents[file.id] = RemoteDocument(
            file.id,
            file.size,
            stated_at(file.modified),
            Use.ATTACHMENT,
            home,
            among_attachments=True,
            media_type=file.media_type,
            version=file_version(file),
            committee=committee,
            start=start,
        )
