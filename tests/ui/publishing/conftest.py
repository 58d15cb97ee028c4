"""The page of the feed over a real workspace, a real publisher and real folders."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from moedeklar.member.accounts import NobodyToAsk
from moedeklar.member.profile import Profile
from moedeklar.member.workspace import Workspace
from moedeklar.model.moments import FixedClock
from moedeklar.secretary.publishing.feeds import Feed, new_feed_id
from moedeklar.secretary.publishing.records import FeedSettings
from moedeklar.ui.navigation import Screen, Target
from moedeklar.ui.publishing.meeting import MeetingRow
from moedeklar.ui.publishing.runner import PublishRunner
from moedeklar.ui.publishing.view import PublishScreen
from tests.support.body import Body
from tests.support.feed import read_feed
from tests.ui.showing import Show, show, theme

__all__ = ["show", "theme"]
HERE = Target(Screen.PUBLISH)
SLOW = 30_000  # ms
URL = "https://feed.nordlund.example/dagsordener/"
Settled = Callable[[], None]


@dataclass
class Hands:
    """The page, and what a person does on it."""

    page: PublishScreen
    qtbot: QtBot
    settled: Settled
    root: Path
    body: Body
    opened: list[Path]

    @property
    def folder(self) -> Path:
        return self.root / "Dagsordener"

    @property
    def out(self) -> Path:
        return self.root / "ud"

    @property
    def runner(self) -> PublishRunner:
        return self.page.runner

    @property
    def said(self) -> str:
        """What the banner says."""
        banner = self.page.banners.banner
        return banner.accessibleName() if banner is not None else ""

    def add_feed(self, **more: Any) -> Feed:
        """A feed of the folder, kept as the form keeps it."""
        feed = Feed(new_feed_id(), str(self.folder), str(self.out), FeedSettings(URL, "Nordlund Kommune"), **more)
        self.runner.desk.feeds.keep(feed)
        self.page.load()
        self.settled()
        return feed

    def wait(self) -> None:
        """Until nothing is done any more, and what came of it is shown."""
        self.qtbot.wait(20)
        self.qtbot.waitUntil(lambda: self.runner.job is None and not self.page._queue, timeout=SLOW)
        self.settled()
        self.qtbot.wait(20)
        self.qtbot.waitUntil(lambda: self.runner.job is None and self.page.plan.complete, timeout=SLOW)

    def look(self) -> None:
        self.page.card.look.click()
        self.wait()

    def publish(self) -> None:
        self.page.bar.publish.click()
        self.wait()

    def answer(self, yes: bool = True) -> None:
        """Answer the question that is asked."""
        question = self.page.question
        assert question is not None
        (question.yes if yes else question.cancel).click()
        self.wait()

    def row(self, committee: str, month: str) -> MeetingRow:
        """The row of a meeting, unfolded."""
        found = next(
            row
            for row in self.page.plan.rows.values()
            if row.one.committee == committee and row.one.start and row.one.start.isoformat().startswith(month)
        )
        found.button.setChecked(True)
        return found

    def action(self, text: str) -> None:
        """Press the button of the banner that says *text*."""
        banner = self.page.banners.banner
        assert banner is not None
        next(one for one in banner.findChildren(QPushButton) if one.text() == text).click()
        self.wait()

    def feed(self) -> dict[str, dict[str, Any]]:
        """What readers find."""
        return read_feed(self.out, URL)


@pytest.fixture
def workspace(
    tmp_path: Path, profile: Profile, fixed_clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Workspace]:
    secret = tmp_path / "passphrase"
    secret.write_text("en lang og god adgangssætning\n", encoding="utf-8")
    monkeypatch.setenv("MOEDEKLAR_PASSPHRASE_FILE", str(secret))
    with Workspace.open(profile, NobodyToAsk(), fixed_clock) as made:
        yield made


@pytest.fixture
def publishing(workspace: Workspace, qapp: object) -> Iterator[PublishRunner]:
    made = PublishRunner(workspace)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def hands(show: Show, publishing: PublishRunner, qtbot: QtBot, settled: Settled, tmp_path: Path) -> Hands:
    """The page before there is a feed; in the folder six meetings, the last item of one of them closed."""
    page = show(PublishScreen, HERE, runner=publishing)
    assert isinstance(page, PublishScreen)
    opened: list[Path] = []

    def open_url(url: QUrl) -> bool:
        opened.append(Path(url.toLocalFile()))
        return True

    page.open_url = open_url
    body = Body(committees=2, months=3, items=4, files=6)
    made = Hands(page, qtbot, settled, tmp_path, body, opened)
    body.write(made.folder)
    body.write_meeting(made.folder, 1, 2, closed=1)
    return made
