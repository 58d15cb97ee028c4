"""Publishes that are killed: readers over HTTP see every meeting whole, and the next publish completes it."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from moedeklar.model.errors import DocumentError
from moedeklar.sources.http.client import HttpClient
from moedeklar.sources.http.limits import Limits
from moedeklar.store.keys import StoreKeys
from tests.secretary.publishing.conftest import Desk
from tests.support.body import Body
from tests.support.nginx import Nginx, running

QUICK = Limits(rate=10_000.0, burst=10_000)
ROOT = Path(__file__).resolve().parents[3]
Seen = dict[str, str]


def said(meeting: dict[str, Any]) -> str:
    """What a meeting says, without when it was changed: a publish that is completed later is later."""
    text = json.dumps(meeting, sort_keys=True)
    return json.dumps(_undated(json.loads(text)), sort_keys=True)


def _undated(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _undated(part) for key, part in value.items() if key not in ("created", "modified")}
    return [_undated(part) for part in value] if isinstance(value, list) else value


class Reader:
    """Reads the whole feed as programs do, over HTTP."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._client = HttpClient(url, limits=QUICK)

    def whole(self) -> Seen:
        """Every meeting by its id, all of its files there and as stated; once more where the feed changed meanwhile."""
        while True:
            before = self._client.get(self._url + "/system.json")
            try:
                return self._pass(json.loads(before.body))
            except (DocumentError, AssertionError):
                if self._client.get(self._url + "/system.json", etag=before.etag).status == 304:
                    raise

    def close(self) -> None:
        self._client.close()

    def _pass(self, system: dict[str, Any]) -> Seen:
        found: Seen = {}
        url = self._json(system["body"])["data"][0]["meeting"]
        while url:
            page = self._json(url)
            for meeting in page["data"]:
                found[meeting["id"]] = said(meeting)
                self._files(meeting)
            url = page["links"].get("next")
        return found

    def _files(self, meeting: dict[str, Any]) -> None:
        for item in meeting.get("agendaItem", ()):
            for file in item.get("auxiliaryFile", ()):
                data = self._client.get(file["downloadUrl"]).body
                assert hashlib.sha512(data).hexdigest() == file["sha512Checksum"]

    def _json(self, url: str) -> Any:
        return json.loads(self._client.get(url).body)


@dataclass
class Round:
    """A desk whose feed is out and whose folder has moved on, served by nginx, to be set up again for each round."""

    desk: Desk
    nginx: Nginx
    before: Seen
    after: Seen
    aside: Path

    def reset(self) -> None:
        for name in ("ud", "profile"):
            place = self.desk.root / name
            for path in place.iterdir():
                shutil.rmtree(path) if path.is_dir() else path.unlink()
            shutil.copytree(self.aside / name, place, dirs_exist_ok=True)

    def start(self, after: int) -> subprocess.Popen[str]:
        desk = self.desk
        arguments = [str(desk.folder), str(desk.out), str(desk.root / "profile" / "publishing"), desk.keys.pack()]
        command = [sys.executable, "-m", "tests.secretary.publishing.killed", *arguments, str(after)]
        return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.fixture
def rounds_of(tmp_path: Path, store_keys: StoreKeys, pdf: Any) -> Iterator[Round]:
    desk = Desk(tmp_path, store_keys, pdf, Body(committees=2, months=2, items=3, files=4))
    desk.body.write(desk.folder)
    desk.out.mkdir()
    with running(desk.out, tmp_path / "nginx") as nginx:
        desk.settings = replace(desk.settings, url=nginx.url + "/")
        reader = Reader(nginx.url)
        desk.publish()
        before = reader.whole()
        aside = tmp_path / "aside"
        for name in ("ud", "profile"):
            shutil.copytree(tmp_path / name, aside / name)
        shutil.rmtree(desk.body.folder(desk.folder, 0, 0))  # one is withdrawn, one changed, one has a closed item now,
        desk.body.write_meeting(desk.folder, 0, 1, changed=3)
        desk.body.write_meeting(desk.folder, 1, 0, closed=1)
        replace(desk.body, months=3).write_meeting(desk.folder, 0, 2)  # one is new, and one has another file
        next((desk.body.folder(desk.folder, 1, 1) / "bilag").iterdir()).write_bytes(b"%PDF-1.4 et andet")
        desk.publish()
        after = reader.whole()
        reader.close()
        yield Round(desk, nginx, before, after, aside)


@pytest.mark.soak
def test_readers_see_whole_meetings_and_the_next_publish_completes(rounds_of: Round, rounds: int) -> None:
    rounds_of.reset()
    steps = int(rounds_of.start(0).communicate(timeout=60)[0])
    chance = random.Random(rounds)
    points = [1, steps - 1, steps, *(chance.randrange(2, steps - 1) for _ in range(rounds // 3))]
    for point in points:
        rounds_of.reset()
        _one(rounds_of, point)


def _one(here: Round, point: int) -> None:
    reader = Reader(here.nginx.url)
    try:
        process = here.start(point)
        while process.poll() is None:
            _is_whole(here, reader.whole(), point)
        process.communicate()
        assert process.returncode == -9, point
        _is_whole(here, reader.whole(), point)
        here.desk.publish()
        assert reader.whole() == here.after, point
    finally:
        reader.close()
    assert not [name for name in here.desk.files() if name.endswith(".part")], point
    with here.desk.open() as publisher:
        known = publisher._kept.load()
        assert known is not None
        assert known.objects.keys() == here.desk.files().keys(), point
        assert publisher.plan(here.desk.settings).is_empty
    closed = [name for name, data in here.desk.files().items() if "Køb af grund".encode() in data]
    assert closed == []


def _is_whole(here: Round, seen: Seen, point: int) -> None:
    """Each meeting is as it was or as it is to be; none that stays is ever missing."""
    assert here.before.keys() <= seen.keys(), point
    for one, text in seen.items():
        assert text in (here.before.get(one), here.after.get(one)), (point, one)
