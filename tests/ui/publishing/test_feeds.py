"""Several feeds on the page: what is asked of one is never done to another."""

from __future__ import annotations

from dataclasses import replace

from moedeklar.ui.publishing.jobs import Job
from tests.ui.publishing.conftest import Hands


def test_what_waits_for_one_feed_is_never_done_to_another(hands: Hands) -> None:
    first = hands.add_feed()
    second = hands.add_feed()
    hands.runner.desk.feeds.keep(replace(second, place=str(hands.root / "andet")))
    hands.page.load()
    hands.settled()
    hands.page.which.activated.emit(hands.page.which.findData(first.id))
    hands.look()
    plan = hands.runner.session(first.id).plan
    assert plan is not None
    hands.page.bar.preview.click()
    assert hands.runner.job is Job.PREVIEW
    hands.page._publish(plan)  # asked for while the preview is made
    hands.page.which.activated.emit(hands.page.which.findData(second.id))
    hands.wait()
    assert not hands.out.exists()
    assert not (hands.root / "andet").exists()
    assert hands.said == ""
