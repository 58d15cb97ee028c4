"""A server of an invented municipality, and what is fetched from it through the engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from moedeklar.model.moments import FixedClock
from moedeklar.model.reports import RunReport
from moedeklar.pdf.client import PdfClient
from moedeklar.sources.http.client import HttpClient
from moedeklar.sources.http.limits import Limits
from moedeklar.sources.oparl.source import OparlSource
from moedeklar.store import attachments, meetings
from moedeklar.store.store import Store
from moedeklar.sync import engine
from moedeklar.sync.keeping import recall_of
from tests.support.oparl_body import OparlBody
from tests.support.web import WebServer
from tests.sync.test_engine import rows

QUICK = Limits(connect=2.0, read=2.0, pause=0.01, pause_most=0.02, tries=2, rate=1000.0, burst=1000)


@dataclass
class Town:
    """A server, what is fetched from it, and how often it was asked."""

    body: OparlBody
    web: WebServer
    store: Store
    pdf: PdfClient
    client: HttpClient
    now: datetime = datetime(2027, 2, 3, 6, 42, tzinfo=UTC)
    bodies: tuple[str, ...] = ()
    asked: list[str] = field(default_factory=list)

    def sync(self, **options: Any) -> RunReport:
        """One run; `asked` is what it asked the server for."""
        self.web.asked.clear()
        source = OparlSource(
            "src-o",
            self.body.system,
            self.client,
            FixedClock(self.now),
            bodies=self.bodies,
            recall=recall_of(self.store, "src-o"),
        )
        report = engine.run(source, self.store, lambda: self.pdf, self.store.clock, **options)
        self.asked = [one.path.removeprefix(self.body.at) for one in self.web.asked]
        return report

    def row(self, number: int) -> Any:
        """The row of a meeting in the store, by its number in the body."""
        day = datetime.fromisoformat(self.body.meeting(number)["start"]).date()
        return next(row for row in rows(self.store) if row.start.day == day)

    def view(self, number: int) -> Any:
        """The meeting as it stands."""
        meeting_id = self.row(number).id
        return self.store.read(lambda db: meetings.meeting_view(db, meeting_id))

    def files(self) -> list[Any]:
        """All attachments in the store."""
        return self.store.read(lambda db: attachments.of_meetings(db, [row.id for row in rows(self.store)]))


Found = Callable[..., Town]


def opened(stack: ExitStack, store: Store, pdf: PdfClient, options: Mapping[str, Any]) -> Town:
    """A town with its server, until *stack* ends."""
    web = stack.enter_context(WebServer())
    body = OparlBody(**options)
    body.put_on(web)
    client = HttpClient(web.url, limits=QUICK)
    stack.callback(client.close)
    return Town(body, web, store, pdf, client)
