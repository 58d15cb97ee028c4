"""A feed of a whole body: published first, published with one changed item, and asked for when nothing is new.

Alone: `python -m tests.benchmarks.publishing`.
"""

from __future__ import annotations

import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

from moedeklar.model.moments import FixedClock, SystemClock
from moedeklar.pdf.client import PdfClient
from moedeklar.secretary.publishing.plan import Plan
from moedeklar.secretary.publishing.publisher import Publisher
from moedeklar.secretary.publishing.records import FeedSettings
from moedeklar.secretary.publishing.targets.folder import FolderTarget
from moedeklar.sources.base import Use
from moedeklar.sources.http.client import HttpClient
from moedeklar.sources.http.limits import Limits
from moedeklar.sources.oparl.source import OparlSource
from moedeklar.store.keys import StoreKeys
from tests.benchmarks import crowd
from tests.benchmarks.table import Row
from tests.support.body import Body
from tests.support.nginx import Nginx, binary, running

BODY = Body()  # 3 committees, 10 years: 360 meetings, 3,600 items, 360 agendas and 9,720 attachments
QUICK = Limits(rate=10_000.0, burst=10_000)


@dataclass(frozen=True)
class Taken:
    """Seconds of reading the folder and of writing the feed, and what was done."""

    reading: float
    writing: float
    plan: Plan


def rows(body: Body = BODY) -> list[Row]:
    """The rows of the table."""
    with tempfile.TemporaryDirectory() as place:
        return _rows(body, Path(place))


def _rows(body: Body, place: Path) -> list[Row]:
    folder, out, keys = place / "Dagsordener", place / "ud", StoreKeys.generate()
    body.write(folder)
    out.mkdir()
    copying = _copied(folder, place / "kopi")
    settings = FeedSettings("http://127.0.0.1/", "Nordlund Kommune")
    first = _publish(folder, out, place / "state", keys, settings)
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    last = body.months - 1
    nothing = _publish(folder, out, place / "state", keys, settings)
    body.write_meeting(folder, 0, last // 2, changed=1)
    one = _publish(folder, out, place / "state", keys, settings)
    body.write_meeting(folder, 1, last, closed=1)
    closed = _publish(folder, out, place / "state", keys, settings)
    found = [
        Row(
            f"first publish of {body.meetings} meetings, {body.meetings * body.items:,} items and "
            f"{sum(1 for _ in folder.rglob('*.*')):,} files",
            f"{first.reading:.0f} s reading, {first.writing:.0f} s writing {len(first.plan.writes):,} objects "
            f"({size / 1e6:.0f} MB)",
            f"{copying:.0f} s copying the folder file by file",
            "≤ 300 s",
            first.reading + first.writing <= 300,
        ),
        Row(
            "the same again, nothing new",
            f"{nothing.reading:.1f} s, {len(nothing.plan.writes)} objects",
            "–",
            "0 objects",
            nothing.plan.is_empty,
        ),
        Row(
            "one changed item in the middle of the ten years",
            f"{one.reading + one.writing:.1f} s, {len(one.plan.writes)} objects, {one.plan.size / 1000:.0f} kB",
            "–",
            "≤ 5 objects",
            len(one.plan.writes) <= 5 and not one.plan.removes,
        ),
        Row(
            "one item that becomes closed, with its attachments",
            f"{closed.reading + closed.writing:.1f} s, {len(closed.plan.writes)} objects, "
            f"{len(closed.plan.removes)} removed",
            "–",
            "the files are gone",
            bool(closed.plan.removes),
        ),
    ]
    return found + _reading(folder, out, place, keys, body)


def _publish(folder: Path, out: Path, home: Path, keys: StoreKeys, settings: FeedSettings) -> Taken:
    pdf = PdfClient()
    try:
        with Publisher.open(folder, FolderTarget(out), home, keys, SystemClock(), lambda: pdf) as publisher:
            begin = time.perf_counter()
            plan = publisher.plan(settings)
            middle = time.perf_counter()
            publisher.publish(plan)
            return Taken(middle - begin, time.perf_counter() - middle, plan)
    finally:
        pdf.close()


def _copied(folder: Path, to: Path) -> float:
    begin = time.perf_counter()
    for path in folder.rglob("*.*"):
        target = to / path.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    return time.perf_counter() - begin


def _reading(folder: Path, out: Path, place: Path, keys: StoreKeys, body: Body) -> list[Row]:
    """A member's app lists the feed from nginx: everything, nothing new, and one changed item."""
    if binary() is None:
        return []
    with running(out, place / "nginx") as nginx:
        settings = FeedSettings(nginx.url + "/", "Nordlund Kommune")
        _publish(folder, out, place / "state", keys, settings)
        kept: dict[str, bytes] = {}
        full, cursor, asked = _listed(nginx, "", kept)
        again, cursor, none = _listed(nginx, cursor, kept)
        body.write_meeting(folder, 0, 0, changed=2)
        _publish(folder, out, place / "state", keys, settings)
        one, _, changed = _listed(nginx, cursor, kept)
        asked_by_many = crowd.rows(nginx.url)
    sizes = [sum(int(line.split()[-2]) for line in lines) for lines in (asked, none, changed)]
    return [
        Row(
            "a member's app lists all of it",
            f"{full:.1f} s, {len(asked)} requests, {sizes[0] / 1e6:.1f} MB",
            "–",
            "",
            True,
        ),
        Row(
            "it asks when nothing is new",
            f"{again * 1000:.0f} ms, {len(none)} request, {sizes[1]} bytes of content",
            "–",
            "1 request, ≤ 2 kB",
            len(none) == 1 and sizes[1] <= 2000,
        ),
        Row(
            "it asks after one item was changed",
            f"{one:.2f} s, {len(changed)} requests, {sizes[2] / 1000:.0f} kB",
            "–",
            "2 requests",
            len(changed) == 2,
        ),
        *asked_by_many,
    ]


def _listed(nginx: Nginx, cursor: str, kept: dict[str, bytes]) -> tuple[float, str, list[str]]:
    """The seconds of a listing, its cursor and the server's log of it. *kept* are records, as a store keeps them."""
    before = len(nginx.log())
    client = HttpClient(nginx.url, limits=QUICK)
    clock = FixedClock(SystemClock().now())
    source = OparlSource("src-feed", nginx.url + "/system.json", client, clock, recall=kept.get)
    try:
        begin = time.perf_counter()
        listing = source.discover(lambda: False, cursor)
        taken = time.perf_counter() - begin
        for document in listing.documents:
            if document.use is Use.RECORD:
                with source.open(document.ref) as file:
                    kept[document.ref] = file.read()
    finally:
        client.close()
    return taken, listing.cursor, nginx.log()[before:]


if __name__ == "__main__":
    months = int(sys.argv[1]) if len(sys.argv) > 1 else BODY.months
    for row in rows(replace(BODY, months=months)):
        print(f"| {row.what} | {row.ours} | {row.other} | {row.promise} | {'yes' if row.kept else 'NO'} |", flush=True)
