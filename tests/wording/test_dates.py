from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from moedeklar.model.moments import LocalStart
from moedeklar.wording import dates
from moedeklar.wording.language import language, set_language


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    before = language()
    yield
    set_language(before)


DAY = date(2021, 2, 9)


@pytest.mark.parametrize(
    ("spoken", "expected"),
    [
        ("da", ["tirsdag 9. februar 2021", "9. feb.", "tir", "tirsdag 9. februar 2021 kl. 16.00"]),
        ("en", ["Tuesday 9 February 2021", "9 Feb", "Tue", "Tuesday 9 February 2021 at 16:00"]),
    ],
)
def test_dates_as_people_write_them(spoken: str, expected: list[str]) -> None:
    set_language(spoken)
    start = LocalStart.parse("2021-02-09T16:00")
    made = [dates.long_date(DAY), dates.short_date(DAY), dates.weekday(DAY, short=True), dates.meeting_time(start)]
    assert made == expected


def test_every_month_has_a_short_form_without_a_lone_dot() -> None:
    set_language("da")
    assert [dates.month(date(2021, n, 1), short=True) for n in (3, 5, 9)] == ["mar.", "maj", "sep."]


@pytest.mark.parametrize(
    ("day", "expected"),
    [(9, "i dag"), (10, "i morgen"), (8, "i går"), (15, "om 6 dage"), (2, "for 7 dage siden")],
)
def test_days_from(day: int, expected: str) -> None:
    set_language("da")
    assert dates.days_from(date(2021, 2, day), DAY) == expected


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2021-02-09T06:42:00", "07.42"),
        ("2021-02-08T20:14:00", "i går 21.14"),
        ("2021-01-31T20:14:00", "31. jan. 21.14"),
        ("2020-12-31T23:30:00", "1. jan. 00.30"),
        ("2019-06-01T10:00:00", "1. jun. 2019"),
    ],
)
def test_moment_ago(moment: str, expected: str) -> None:
    set_language("da")
    then = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert dates.moment_ago(then, datetime(2021, 2, 9, 12, tzinfo=UTC)) == expected


def test_a_meeting_without_date_says_so() -> None:
    set_language("da")
    assert dates.meeting_time(None) == "uden dato"
