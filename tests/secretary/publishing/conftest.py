"""A secretary's desk: a folder of agendas, a place to publish to, and what publishing keeps."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from moedeklar.pdf.client import PdfClient
from moedeklar.secretary.publishing.plan import Plan
from moedeklar.secretary.publishing.publisher import Publisher
from moedeklar.secretary.publishing.records import FeedSettings
from moedeklar.secretary.publishing.targets.base import Target
from moedeklar.secretary.publishing.targets.folder import FolderTarget
from moedeklar.store.keys import StoreKeys
from tests.support.body import Body

URL = "https://feed.nordlund.example/dagsordener/"
SETTINGS = FeedSettings(URL, "Nordlund Kommune", "dagsorden@nordlund.example")


@dataclass
class Ticking:
    """A clock that goes on by a minute each time it is asked."""

    instant: datetime = datetime(2027, 2, 3, 6, 42, tzinfo=UTC)

    def now(self) -> datetime:
        self.instant += timedelta(minutes=1)
        return self.instant


@dataclass
class Desk:
    """Publishes *folder* to *out*, each time with everything opened anew, as a command does."""

    root: Path
    keys: StoreKeys
    pdf: PdfClient
    body: Body = field(default_factory=lambda: Body(committees=2, months=3, items=4, files=6))
    clock: Ticking = field(default_factory=Ticking)
    settings: FeedSettings = SETTINGS

    @property
    def folder(self) -> Path:
        return self.root / "Dagsordener æøå"

    @property
    def out(self) -> Path:
        return self.root / "ud"

    def open(self, target: Target | None = None) -> Publisher:
        place = target or FolderTarget(self.out)
        return Publisher.open(
            self.folder, place, self.root / "profile" / "publishing", self.keys, self.clock, self._pdf
        )

    def plan(self, **how: Any) -> Plan:
        with self.open() as publisher:
            return publisher.plan(self.settings, **how)

    def publish(self, target: Target | None = None, **how: Any) -> Plan:
        with self.open(target) as publisher:
            return publisher.publish(publisher.plan(self.settings, **how))

    def withdraw(self, *meetings: str) -> Plan:
        with self.open() as publisher:
            return publisher.publish(publisher.plan_withdrawal(*meetings))

    def undo(self) -> Plan:
        with self.open() as publisher:
            return publisher.publish(publisher.plan_undo())

    def files(self) -> dict[str, bytes]:
        """Everything in the place, by name."""
        return {
            path.relative_to(self.out).as_posix(): path.read_bytes() for path in self.out.rglob("*") if path.is_file()
        }

    def json(self, name: str) -> Any:
        return json.loads((self.out / name).read_bytes())

    def listed(self, name: str = "meeting") -> list[dict[str, Any]]:
        """All objects of a list of the body, page by page, as a reader walks it."""
        found, url = [], self.json("body.json")[name]
        while url:
            page = self.json(url.removeprefix(URL))
            found += page["data"]
            url = page["links"].get("next")
        return found

    def meeting(self, committee: str, month: str) -> dict[str, Any]:
        """The one meeting of a committee in a month that is out."""
        return next(one for one in self.listed() if one.get("name") == committee and one["start"].startswith(month))

    def _pdf(self) -> PdfClient:
        return self.pdf


@pytest.fixture
def pdf() -> Iterator[PdfClient]:
    client = PdfClient()
    yield client
    client.close()


@pytest.fixture
def desk(tmp_path: Path, store_keys: StoreKeys, pdf: PdfClient) -> Desk:
    """A folder with six meetings of two committees; the last item of one of them is closed."""
    made = Desk(tmp_path, store_keys, pdf)
    made.body.write(made.folder)
    made.body.write_meeting(made.folder, 1, 2, closed=1)
    return made
