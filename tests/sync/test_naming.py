"""A source that lists records alone, and has the files that these name."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, time
from typing import BinaryIO

import pytest

from moedeklar.model.agenda import AgendaItem, Attachment, Meeting, MeetingKind, Origin
from moedeklar.model.errors import DocumentError
from moedeklar.model.moments import LocalStart
from moedeklar.model.views import FileState
from moedeklar.pdf.client import PdfClient
from moedeklar.sources.base import Cancelled, Listing, NamingSource, RemoteDocument, Use
from moedeklar.store import attachments
from moedeklar.store.store import Store
from moedeklar.sync import engine
from tests.sync.test_engine import rows

T = datetime(2027, 2, 1, 9, tzinfo=UTC)


class Archive:
    """One agenda whose only item has two attachments, the second of which is no file of the archive's."""

    id, kind, connections = "src-names", "archive", 1

    def __init__(self) -> None:
        self.opened: list[str] = []

    def discover(self, cancelled: Cancelled, cursor: str = "") -> Listing:
        return Listing((RemoteDocument("agenda", 0, T, Use.RECORD, "group", media_type="application/json"),))

    def open(self, ref: str) -> BinaryIO:
        self.opened.append(ref)
        return io.BytesIO(b"{}" if ref == "agenda" else b"%PDF-1.4 " + ref.encode())

    def is_steady(self, document: RemoteDocument) -> bool:
        return True

    def named(self, ref: str) -> RemoteDocument | None:
        return RemoteDocument(ref, 0, T, Use.ATTACHMENT) if ref.startswith("bilag/") else None

    def record(self, document: RemoteDocument, data: bytes) -> Meeting:
        named = (Attachment("Søkort", ref="bilag/1"), Attachment("Overslag", ref="elsewhere/2"))
        item = AgendaItem("1", "Uddybning af havnen", attachments=named, source_id="i1")
        start = LocalStart(date(2027, 2, 9), time(16))
        return Meeting(MeetingKind.AGENDA, "Havneudvalget", start=start, items=(item,), origin=Origin("m1", "a1"))


@pytest.fixture
def source() -> Archive:
    return Archive()


def test_files_are_fetched_by_the_names_that_records_give(source: Archive, store: Store, pdf: PdfClient) -> None:
    assert isinstance(source, NamingSource)
    report = engine.run(source, store, lambda: pdf, store.clock)
    assert (report.new, report.attachments, report.failed) == (1, 1, ())
    named = store.read(lambda db: attachments.of_meetings(db, (rows(store)[0].id,)))
    assert [(one.title, one.state) for one in named] == [
        ("Søkort", FileState.PRESENT),
        ("Overslag", FileState.WAITING),
    ]
    source.opened.clear()
    again = engine.run(source, store, lambda: pdf, store.clock)
    assert (again.unchanged, again.attachments, source.opened) == (1, 0, [])


def test_a_file_that_cannot_be_had_is_tried_again(source: Archive, store: Store, pdf: PdfClient, monkeypatch) -> None:
    there = source.open

    def gone(ref: str) -> BinaryIO:
        if ref != "agenda":
            raise DocumentError("vanished", name=ref)
        return there(ref)

    monkeypatch.setattr(source, "open", gone)
    report = engine.run(source, store, lambda: pdf, store.clock)
    assert [(one.what, one.code) for one in report.failed] == [("Søkort", "vanished")]
    monkeypatch.setattr(source, "open", there)
    assert engine.run(source, store, lambda: pdf, store.clock).attachments == 1
