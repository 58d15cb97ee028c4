"""Dates and times as agendas write them."""

from __future__ import annotations

from datetime import date, time

import pytest

from moedeklar.agenda.dates import find_date, find_day_in, find_time


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Tirsdag d. 09. februar 2027 kl. 16:00", date(2027, 2, 9)),
        ("Beslutning i Byrådet den 18-06-2026", date(2026, 6, 18)),
        ("06. feb 2023", date(2023, 2, 6)),
        ("15-maj-2002", date(2002, 5, 15)),
        ("Onsdag, April 3, 2026 - 18:00", date(2026, 4, 3)),
        ("October 31, 2026", date(2026, 10, 31)),
        ("Den 08.02.2027 kl. 13:00", date(2027, 2, 8)),
        ("9/1/2020", date(2020, 1, 9)),
        ("torsdag d. 18/5 2017, kl. 14-16", date(2017, 5, 18)),
        ("2027-02-09T16:00", date(2027, 2, 9)),
        ("1 sept. 2021", date(2021, 9, 1)),
        ("31-02-2021, nej: 01-03-2021", date(2021, 3, 1)),
        ("01-01-0001", None),
        ("Sagsnr. 330-2025-10088", None),
        ("00.21.03-A20-5-26", None),
        ("i 2020 var der 12 møder", None),
        ("15. november kl. 18", None),
        ("Byrådet 2026-2029, den 7.03 2027", date(2027, 3, 7)),
        ("Journal 330-2025-10-12 om marts 2027", None),
    ],
)
def test_date(text: str, day: date | None) -> None:
    found = find_date(text)
    assert (found.day if found else None) == day


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("kl. 16", time(16)),
        ("kl. 18.00-20.00", time(18)),
        ("Kl. 16:30", time(16, 30)),
        (" 16:30:00", time(16, 30)),
        ("klokken 9.05", time(9, 5)),
        ("kl. 25.00", None),
        ("uden tid", None),
    ],
)
def test_time(text: str, clock: time | None) -> None:
    assert find_time(text) == clock


def test_a_bare_time_counts_only_where_asked() -> None:
    assert find_time("afsnit 2.07", marked=True) is None
    assert find_time("07-11-2027 16:30", marked=False) == time(16, 30)


def test_a_day_without_its_year() -> None:
    assert find_day_in("Mødet den 15. november kl. 18", 2023) == date(2023, 11, 15)
    assert find_day_in("Mødet den 30. februar", 2023) is None
