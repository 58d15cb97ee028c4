"""A secretary publishes with the keyboard alone: from an empty page to a feed, one change, and back again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from moedeklar.member.environment import PASSPHRASE_FILE
from moedeklar.model.moments import FixedClock
from moedeklar.secretary.publishing.feeds import Feed, new_feed_id
from moedeklar.secretary.publishing.records import FeedSettings
from moedeklar.ui.navigation import Screen, Target
from moedeklar.ui.publishing.runner import desk_of
from moedeklar.ui.publishing.view import PublishScreen
from moedeklar.ui.shell.sidebar import Sidebar
from moedeklar.ui.widgets.banner import Banner
from moedeklar.ui.widgets.dialog import Question
from tests.support.body import Body
from tests.support.feed import live, read_feed
from tests.support.window import Driven

URL = "https://feed.nordlund.example/dagsordener/"


@pytest.fixture(autouse=True)
def passphrase(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "adgangssætning"
    path.write_text("fire små ord på ét sted\n", encoding="utf-8")
    monkeypatch.setenv(PASSPHRASE_FILE, str(path))


@pytest.fixture
def driven(tmp_path: Path, fixed_clock: FixedClock, qtbot: QtBot) -> Iterator[Driven]:
    made = Driven(tmp_path / "profil", fixed_clock, qtbot)
    made.open()
    yield made
    made.close()


def tab_to(driven: Driven, widget: QWidget, *, back: bool = False) -> None:
    """Tab until *widget* has the keyboard."""
    for _ in range(80):
        if widget.hasFocus():
            return
        driven.press(Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab)
    raise AssertionError(f"{widget.accessibleName()} is never reached")


def places(driven: Driven) -> list[str]:
    """What the lower list of the navigation names."""
    side = driven.program.window.findChild(Sidebar)
    assert isinstance(side, Sidebar)
    model = side.fixed.entries
    return [str(model.data(model.index(n))) for n in range(model.rowCount())]


def test_with_the_keyboard_alone_from_nothing_to_a_feed_and_back(driven: Driven, tmp_path: Path) -> None:
    body, folder, out = Body(committees=2, months=2, items=3, files=4), tmp_path / "dagsordener", tmp_path / "ud"
    body.write(folder)
    assert "Udgiv dagsordener" not in places(driven)
    driven.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    driven.type("udgiv")
    driven.press(Qt.Key.Key_Return)
    driven.until(lambda: driven.shown() is Screen.PUBLISH)
    page = driven.screen(Screen.PUBLISH)
    assert isinstance(page, PublishScreen)
    driven.until(page.form.folder.edit.hasFocus)
    driven.type(str(folder))
    for field, text in ((page.form.place, str(out)), (page.form.url, URL), (page.form.name, "Nordlund Kommune")):
        tab_to(driven, field.edit)
        driven.type(text)
    driven.press(Qt.Key.Key_Return)
    driven.until(page.card.look.hasFocus)
    driven.until(lambda: "Udgiv dagsordener" in places(driven))
    driven.press(Qt.Key.Key_Return)
    driven.until(page.bar.publish.hasFocus)
    assert page.bar.publish.text() == "Udgiv 4 møder, 16 filer"
    row = next(iter(page.plan.rows.values()))
    tab_to(driven, row.button, back=True)
    driven.press(Qt.Key.Key_Return)
    assert row.details is not None
    assert row.details.isVisible()
    tab_to(driven, page.bar.publish)
    driven.press(Qt.Key.Key_Return)
    driven.until(page.done.copy.hasFocus)
    assert len(live(read_feed(out, URL))) == 4
    body.write_meeting(folder, 0, 1, changed=1)
    tab_to(driven, page.card.look, back=True)
    driven.press(Qt.Key.Key_Return)
    driven.until(page.bar.publish.hasFocus)
    assert page.bar.publish.text() == "Udgiv 1 møde"
    driven.press(Qt.Key.Key_Return)
    driven.until(page.done.copy.hasFocus)
    assert "Prisen er steget" in str(read_feed(out, URL))
    tab_to(driven, page.card.undo, back=True)
    driven.press(Qt.Key.Key_Return)
    driven.until(lambda: any(one.isVisible() for one in page.findChildren(Question)))
    driven.press(Qt.Key.Key_Return)
    driven.until(lambda: page.runner.job is None and "Prisen er steget" not in str(read_feed(out, URL)))
    driven.until(lambda: driven.program.window.focusWidget() is page.done.copy)


def test_the_window_closes_in_the_midst_of_a_publish(driven: Driven, tmp_path: Path) -> None:
    body, folder, out = Body(committees=3, months=12, items=6, files=9), tmp_path / "dagsordener", tmp_path / "ud"
    small = Body(committees=1, months=1)
    small.write(folder)
    driven.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    driven.type("udgiv")
    driven.press(Qt.Key.Key_Return)
    driven.until(lambda: driven.shown() is Screen.PUBLISH)
    page = driven.screen(Screen.PUBLISH)
    assert isinstance(page, PublishScreen)
    driven.until(page.form.folder.edit.hasFocus)
    texts = ((page.form.folder, str(folder)), (page.form.place, str(out)), (page.form.url, URL))
    for field, text in (*texts, (page.form.name, "Nordlund")):
        field.edit.setText(text)
    driven.press(Qt.Key.Key_Return)
    driven.until(page.card.look.hasFocus)
    driven.press(Qt.Key.Key_Return)
    driven.until(page.bar.publish.hasFocus)
    driven.press(Qt.Key.Key_Return)
    driven.until(page.done.copy.hasFocus)
    before = read_feed(out, URL)
    body.write(folder)
    page.card.look.click()
    driven.until(lambda: page.runner.job is None)
    page.bar.publish.click()
    driven.until(lambda: page.runner.last_event is not None)
    driven.close()
    assert before.keys() <= read_feed(out, URL).keys()


def test_another_language_in_the_midst_of_it(driven: Driven, tmp_path: Path) -> None:
    folder, out = tmp_path / "dagsordener", tmp_path / "ud"
    Body(committees=1, months=2, items=2, files=2).write(folder)
    workspace = driven.workspace
    desk = desk_of(workspace)
    desk.feeds.keep(Feed(new_feed_id(), str(folder), str(out), FeedSettings(URL, "Nordlund Kommune")))
    driven.navigator.go(Target(Screen.PUBLISH))
    driven.settle()
    page = driven.screen(Screen.PUBLISH)
    assert isinstance(page, PublishScreen)
    runner = page.runner
    page.card.look.click()
    driven.program.window._choose_language("en")
    driven.until(lambda: runner.job is None)
    driven.settle()
    page = driven.screen(Screen.PUBLISH)
    assert isinstance(page, PublishScreen)
    assert page.bar.publish.text() == "Publish 2 meetings, 4 files"
    page.bar.publish.click()
    driven.navigator.go(Target(Screen.SETTINGS))
    driven.until(lambda: runner.job is None and (out / "system.json").exists())
    driven.settle()
    assert any("Publishing is done." in one.accessibleName() for one in driven.program.window.findChildren(Banner))
    assert len(live(read_feed(out, URL))) == 2
