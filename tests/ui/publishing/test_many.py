"""A folder of many meetings: what is shown comes a few rows at a time."""

from __future__ import annotations

import pytest

from tests.support.body import Body
from tests.ui.publishing.conftest import Hands
from tests.ui.publishing.test_page import press, said_in
from tests.ui.showing import unnamed

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def test_many_meetings_come_a_few_at_a_time_and_twenty_before_one_asks(hands: Hands) -> None:
    Body(committees=2, months=12, items=12, files=3).write(hands.folder)
    hands.add_feed()
    at_once: list[int] = []
    hands.runner.ended.connect(lambda _job, _session: at_once.append(len(hands.page.plan.rows)))
    hands.look()
    assert (at_once, len(hands.page.plan.rows)) == ([5], 20)
    row = next(iter(hands.page.plan.rows.values()))
    row.button.click()
    assert row.details is not None
    assert "6. " not in said_in(row.details)
    hands.qtbot.waitUntil(lambda: hands.page.plan.complete)
    assert "12. " in said_in(row.details)
    press(hands.page.plan, "Vis 4 flere af 4")
    assert hands.page.isAncestorOf(hands.page.window().focusWidget())
    hands.qtbot.waitUntil(lambda: len(hands.page.plan.rows) == 24)
    assert not unnamed(hands.page)


def test_the_foot_is_as_high_while_a_job_is_on(hands: Hands) -> None:
    hands.add_feed()
    hands.look()
    idle = hands.page.bar.height()
    hands.page.bar.publish.click()
    hands.qtbot.waitUntil(hands.page.bar.line.isVisible)
    hands.qtbot.wait(1)
    busy = hands.page.bar.height()
    hands.wait()
    assert (busy, hands.page.bar.height()) == (idle, idle)
