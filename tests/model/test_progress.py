from __future__ import annotations

from dataclasses import replace

import pytest

from moedeklar.model.progress import TimeLeft
from moedeklar.model.reports import EventKind, SyncEvent

TEXT = SyncEvent(EventKind.PROGRESS, "src", total=100)


def test_nothing_is_said_before_anything_is_known() -> None:
    left = TimeLeft()
    assert left.seconds(0) is None
    left.follow(SyncEvent(EventKind.START, "src", total=100), 0)
    left.follow(replace(TEXT, done=1), 1)
    assert left.seconds(1) is None


def test_the_rest_takes_as_long_as_what_was_done_lately() -> None:
    left = TimeLeft()
    left.follow(SyncEvent(EventKind.START, "src", total=100), 0)
    for second in range(1, 11):
        left.follow(replace(TEXT, done=second * 5), second)
    assert left.seconds(10) == pytest.approx(10)
    # It becomes ten times slower, and a while later that is what counts.
    for second in range(11, 60):
        left.follow(replace(TEXT, done=50 + (second - 10) // 2), second)
    assert left.seconds(59) == pytest.approx(52, abs=6)
    # And nothing comes any more.
    assert left.seconds(200) > 300


def test_attachments_are_counted_anew_by_their_bytes_or_else_by_their_number() -> None:
    left = TimeLeft()
    left.follow(replace(TEXT, done=100), 50)
    file = replace(TEXT, done=100, files_total=10, bytes_total=1_000_000)
    for second in range(6):
        left.follow(replace(file, bytes_done=second * 100_000), 60 + second)
    assert left.seconds(65) == pytest.approx(5)
    left = TimeLeft()
    for second in range(6):
        left.follow(replace(file, bytes_total=0, files_done=second), 60 + second)
    assert left.seconds(65) == pytest.approx(5)
    left.follow(replace(file, bytes_total=0, files_done=10), 66)
    assert left.seconds(66) == 0


def test_each_source_is_timed_for_itself() -> None:
    left = TimeLeft()
    for second in range(6):
        left.follow(replace(TEXT, done=second), second)
    left.follow(SyncEvent(EventKind.START, "src-2", total=8), 6)
    assert left.seconds(6) is None
