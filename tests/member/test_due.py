from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from moedeklar.member.due import RETRY_LEAST, SOON, Ended, next_run
from moedeklar.model.views import SourceState

NOW = datetime(2027, 2, 3, 6, 42, tzinfo=UTC)
HOUR = timedelta(hours=1)
BEFORE = NOW - timedelta(minutes=20)


def test_at_once_where_it_never_was_and_never_where_nobody_wants_it() -> None:
    assert next_run(NOW, None, HOUR, 0) == NOW
    assert next_run(NOW, None, None, 0) is None
    assert next_run(NOW, Ended(SourceState.OK, BEFORE), None, 0) is None


@pytest.mark.parametrize("state", [SourceState.OK, SourceState.PARTLY, SourceState.ATTENTION])
def test_at_its_interval_after_the_last_run(state: SourceState) -> None:
    assert next_run(NOW, Ended(state, BEFORE), HOUR, 0) == BEFORE + HOUR


def test_soon_after_a_failure_and_then_ever_later_up_to_the_interval() -> None:
    failed = Ended(SourceState.FAILED, BEFORE)
    after = [next_run(NOW, failed, HOUR, failures) - BEFORE for failures in (0, 1, 2, 3, 6, 7, 400)]
    assert after == [SOON, SOON, 2 * SOON, 4 * SOON, 32 * SOON, HOUR, HOUR]


def test_what_failed_alone_is_tried_again_before_the_interval() -> None:
    ended = Ended(SourceState.PARTLY, BEFORE, retry=BEFORE + timedelta(minutes=10))
    assert next_run(NOW, ended, HOUR, 0) == BEFORE + timedelta(minutes=10)
    ended = Ended(SourceState.PARTLY, BEFORE, retry=BEFORE - HOUR)
    assert next_run(NOW, ended, HOUR, 0) == BEFORE + RETRY_LEAST
    ended = Ended(SourceState.PARTLY, BEFORE, retry=BEFORE + 9 * HOUR)
    assert next_run(NOW, ended, HOUR, 0) == BEFORE + HOUR


def test_a_clock_that_was_set_back_makes_nobody_wait_for_years() -> None:
    ended = Ended(SourceState.OK, NOW + timedelta(days=900))
    assert next_run(NOW, ended, HOUR, 0) == NOW + HOUR
