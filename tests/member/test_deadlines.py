"""Deadlines, on days that an ordinary calendar confirms."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moedeklar.member.deadlines import (
    apply_rule,
    due_day,
    easter_sunday,
    is_weekday,
    public_holidays,
    reference_day,
    weekdays_before,
)
from moedeklar.model.requests import DeadlineRule, DeadlineUnit

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    "day", ["2000-04-23", "2008-03-23", "2019-04-21", "2021-04-04", "2024-03-31", "2025-04-20", "2038-04-25"]
)
def test_easter(day: str) -> None:
    assert easter_sunday(int(day[:4])) == date.fromisoformat(day)


def test_easter_agrees_with_another_computation() -> None:
    easter = pytest.importorskip("dateutil.easter").easter
    assert all(easter_sunday(year) == easter(year) for year in range(1583, 4100))


def test_store_bededag_is_a_holiday_up_to_2023() -> None:
    assert date(2023, 5, 5) in public_holidays(2023)
    assert date(2024, 4, 26) not in public_holidays(2024)
    assert not is_weekday(date(2022, 5, 13), saturday=True)
    assert is_weekday(date(2025, 5, 16), saturday=True)


def test_the_holidays_of_a_year() -> None:
    expected = "0101 0417 0418 0420 0421 0529 0605 0608 0609 1224 1225 1226 1231"
    assert " ".join(day.strftime("%m%d") for day in sorted(public_holidays(2025))) == expected


def test_the_default_is_eight_days_before() -> None:
    deadline = apply_rule(DeadlineRule(), date(2021, 2, 9), date(2021, 1, 27), meeting_id="m-1")
    assert deadline.due == datetime(2021, 2, 1, 23, 59, tzinfo=ZoneInfo("Europe/Copenhagen"))
    assert deadline.due.strftime("%A") == "Monday"
    assert (deadline.days_left, deadline.meeting_day, deadline.meeting_id) == (5, date(2021, 2, 9), "m-1")


@pytest.mark.parametrize(
    ("unit", "count", "meeting", "due"),
    [
        (DeadlineUnit.WEEKDAYS_WITH_SATURDAY, 4, "2021-02-09", "2021-02-04"),
        (DeadlineUnit.WEEKDAYS, 4, "2021-02-09", "2021-02-03"),
        (DeadlineUnit.WEEKDAYS_WITH_SATURDAY, 4, "2025-04-22", "2025-04-14"),
        (DeadlineUnit.WEEKDAYS, 5, "2026-01-05", "2025-12-22"),
        (DeadlineUnit.WEEKDAYS, 0, "2025-06-05", "2025-06-05"),
        (DeadlineUnit.DAYS, 0, "2025-06-05", "2025-06-05"),
        (DeadlineUnit.WEEKDAY_BEFORE, 1, "2021-02-09", "2021-02-08"),
        (DeadlineUnit.WEEKDAY_BEFORE, 2, "2021-02-09", "2021-02-09"),
        (DeadlineUnit.WEEKDAY_BEFORE, 5, "2021-02-09", "2021-02-05"),
        (DeadlineUnit.WEEKDAY_BEFORE, 1, "2021-01-01", "2020-12-28"),
    ],
)
def test_due_day(unit: DeadlineUnit, count: int, meeting: str, due: str) -> None:
    assert due_day(DeadlineRule(unit, count), date.fromisoformat(meeting)) == date.fromisoformat(due)


def test_monday_noon_in_the_week_of_another_committee() -> None:
    rule = DeadlineRule(DeadlineUnit.WEEKDAY_BEFORE, 1, time(12), "borgmesteren", "Økonomiudvalget")
    others = [date(2021, 1, 19), date(2021, 2, 2), date(2021, 2, 16)]
    counted = reference_day(date(2021, 2, 9), others)
    deadline = apply_rule(rule, date(2021, 2, 9), date(2021, 2, 3), reference=counted)
    assert counted == date(2021, 2, 2)
    assert deadline.due.isoformat() == "2021-02-01T12:00:00+01:00"
    assert deadline.days_left == -2


def test_no_meeting_of_the_other_committee_before() -> None:
    assert reference_day(date(2021, 2, 9), [date(2021, 2, 10)]) is None
    assert reference_day(date(2021, 2, 9), [date(2021, 2, 9)]) == date(2021, 2, 9)


def test_days_are_calendar_days_across_summer_time() -> None:
    deadline = apply_rule(DeadlineRule(count=1), date(2025, 3, 31), date(2025, 3, 29))
    assert deadline.days_left == 1
    assert deadline.due.isoformat() == "2025-03-30T23:59:00+02:00"


@given(DAYS, st.integers(0, 40), st.booleans())
def test_exactly_that_many_weekdays_lie_between(day: date, count: int, saturday: bool) -> None:
    due = weekdays_before(day, count, saturday=saturday)
    between = [due + timedelta(days=n) for n in range((day - due).days)]
    assert sum(is_weekday(d, saturday=saturday) for d in between) == count
    assert count == 0 or is_weekday(due, saturday=saturday)


@given(DAYS, st.integers(1, 7))
def test_a_weekday_rule_is_that_weekday_within_the_week_before(day: date, weekday: int) -> None:
    due = due_day(DeadlineRule(DeadlineUnit.WEEKDAY_BEFORE, weekday), day)
    assert due.isoweekday() == weekday
    assert 0 <= (day - due).days <= 6
