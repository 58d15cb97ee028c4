"""A secretary's folder, published, served by nginx and read by a member's app over HTTP."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from moedeklar.model.agenda import AgendaItem
from moedeklar.model.moments import FixedClock
from moedeklar.model.reports import RunReport
from moedeklar.model.views import MeetingRow
from moedeklar.sources.folder import FolderSource
from moedeklar.sources.http.client import HttpClient
from moedeklar.sources.http.limits import Limits
from moedeklar.sources.oparl.source import OparlSource
from moedeklar.store import attachments, meetings
from moedeklar.store.keys import StoreKeys
from moedeklar.store.store import Store
from moedeklar.sync import engine
from moedeklar.sync.keeping import recall_of
from tests.secretary.publishing.conftest import Desk, pdf
from tests.support.body import Body
from tests.support.nginx import Nginx, running

__all__ = ["pdf"]
QUICK = Limits(rate=1000.0, burst=1000)


@dataclass
class Member:
    """A member who reads the feed at *nginx*."""

    store: Store
    desk: Desk
    nginx: Nginx

    def sync(self) -> tuple[RunReport, list[str]]:
        """One run, and the lines that it left in the server's log."""
        before = len(self.nginx.log())
        client = HttpClient(self.nginx.url, limits=QUICK)
        source = OparlSource(
            "src-feed",
            self.nginx.url + "/system.json",
            client,
            FixedClock(self.desk.clock.now()),
            recall=recall_of(self.store, "src-feed"),
        )
        try:
            report = engine.run(source, self.store, lambda: self.desk.pdf, self.store.clock, index=False)
        finally:
            client.close()
        return report, self.nginx.log()[before:]

    def rows(self) -> list[MeetingRow]:
        return [row for row in self.store.read(meetings.meeting_rows) if not row.withdrawn]

    def items(self, row: MeetingRow) -> list[AgendaItem]:
        return list(self.store.read(lambda db: meetings.meeting_view(db, row.id)).content.items)


@pytest.fixture
def member(tmp_path: Path, store: Store, store_keys: StoreKeys, pdf: object) -> Iterator[Member]:
    desk = Desk(tmp_path, store_keys, pdf, Body(committees=2, months=3, items=4, files=6))  # type: ignore[arg-type]
    desk.body.write(desk.folder)
    desk.body.write_meeting(desk.folder, 1, 2, closed=1)
    desk.out.mkdir()
    with running(desk.out, tmp_path / "nginx") as nginx:
        desk.settings = replace(desk.settings, url=nginx.url + "/")
        yield Member(store, desk, nginx)


def test_a_member_reads_what_the_folder_says(member: Member, tmp_path: Path) -> None:
    member.desk.publish()
    report, _ = member.sync()
    assert (report.new, report.failed, report.attention) == (6, (), ())
    assert report.attachments == 35
    own = Store.open(tmp_path / "own", StoreKeys.generate(), member.store.clock)
    try:
        engine.run(FolderSource("src-own", member.desk.folder), own, lambda: member.desk.pdf, own.clock, index=False)
        for mine, theirs in zip(member.rows(), own.read(meetings.meeting_rows), strict=True):
            assert (mine.committee, mine.start, mine.place) == (theirs.committee, theirs.start, theirs.place)
            said = own.read(lambda db, one=theirs: meetings.meeting_view(db, one.id)).content.items
            for read, stated in zip(member.items(mine), said, strict=True):
                if stated.closed:
                    assert (read.title, read.closed, read.sections) == ("Lukket punkt", True, ())
                else:
                    assert (read.title, read.case_number) == (stated.title, stated.case_number)
                    assert (read.sections, read.type) == (stated.sections, stated.type)
                    assert [one.title for one in read.attachments] == [one.title for one in stated.attachments]
    finally:
        own.close()
    records = member.store.read(lambda db: attachments.of_meetings(db, [row.id for row in member.rows()]))
    assert {record.state.value for record in records} == {"present"}


def test_nothing_new_is_one_request_of_less_than_two_kilobytes(member: Member) -> None:
    member.desk.publish()
    member.sync()
    report, log = member.sync()
    assert (report.new, report.changed, report.failed) == (0, 0, ())
    assert len(log) == 1
    assert '"GET /system.json' in log[0]
    assert " 304 0 " in log[0]
    assert _bytes_of_no_change(member.nginx) < 2000


def test_one_changed_item_is_the_system_and_its_page(member: Member) -> None:
    member.desk.publish()
    member.sync()
    member.desk.body.write_meeting(member.desk.folder, 0, 1, changed=1)
    member.desk.publish()
    report, log = member.sync()
    assert (report.changed, report.new, report.failed) == (1, 0, ())
    assert sorted(line.split('"')[1].split()[1] for line in log) == ["/meetings/2017-02.json", "/system.json"]
    changed = next(row for row in member.rows() if row.start and row.start.isoformat().startswith("2017-02-03"))
    assert "Prisen er steget" in member.items(changed)[0].text


def test_what_is_withdrawn_is_withdrawn_and_comes_back_with_undo(member: Member) -> None:
    member.desk.publish()
    member.sync()
    shutil.rmtree(member.desk.body.folder(member.desk.folder, 0, 1))
    member.desk.publish()
    report, _ = member.sync()
    assert (report.withdrawn, len(member.rows())) == (1, 5)
    member.desk.undo()
    report, _ = member.sync()
    assert (report.failed, len(member.rows())) == ((), 6)


def test_an_item_that_becomes_closed_is_closed_for_the_member(member: Member) -> None:
    member.desk.publish()
    member.sync()
    member.desk.body.write_meeting(member.desk.folder, 0, 1, closed=1)
    member.desk.publish()
    member.sync()
    row = next(row for row in member.rows() if row.start and row.start.isoformat().startswith("2017-02-03"))
    assert [item.closed for item in member.items(row)] == [False, False, False, True]
    assert member.items(row)[3].title == "Lukket punkt"


def test_nginx_serves_ranges_and_compresses(member: Member) -> None:
    member.desk.publish()
    name = next(name for name in member.desk.files() if name.startswith("files/"))
    part = _ask(member.nginx, f"/{name}", "Range: bytes=0-3")
    assert part.startswith(b"HTTP/1.1 206")
    assert part.endswith(b"%PDF")
    assert b"Content-Encoding: gzip" in _ask(member.nginx, "/meetings/2017-02.json", "Accept-Encoding: gzip")


def _bytes_of_no_change(nginx: Nginx) -> int:
    head = _ask(nginx, "/system.json").split(b"\r\n\r\n")[0].decode()
    etag = next(line.partition(": ")[2] for line in head.splitlines() if line.lower().startswith("etag"))
    answer = _ask(nginx, "/system.json", f"If-None-Match: {etag}", "User-Agent: " + 60 * "x")
    assert answer.startswith(b"HTTP/1.1 304")
    return len(answer) + 400  # and a request of the size that browsers and this app send


def _ask(nginx: Nginx, path: str, *headers: str) -> bytes:
    host, port = nginx.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=5) as connection:
        lines = [f"GET {path} HTTP/1.1", f"Host: {host}", "Connection: close", *headers, "", ""]
        connection.sendall("\r\n".join(lines).encode())
        answer = b""
        while piece := connection.recv(1 << 16):
            answer += piece
    return answer
