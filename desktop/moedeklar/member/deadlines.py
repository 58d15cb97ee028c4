"""By when a request must be made: a committee's rule applied to a meeting. Pure arithmetic on calendar days.

The default, 8 days before the meeting, is § 3(1) of the ministry's model rules of procedure. Local rules differ in
kind: Albertslund counts from Monday 12.00 in the week in which the finance committee meets, Halsnæs 8 days, and notices
of meetings are counted in weekdays, where Saturday is one (kommunestyrelsesloven § 8(4) as municipalities apply it).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from moedeklar.model.moments import COPENHAGEN
from moedeklar.model.requests import Deadline, DeadlineRule, DeadlineUnit

END_OF_DAY = time(23, 59)
LAST_PRAYER_DAY_YEAR = 2023


def easter_sunday(year: int) -> date:
    """Easter Sunday (påskedag) of the Gregorian calendar, by the method of Meeus, Jones and Butcher."""
    golden = year % 19
    century, of_century = divmod(year, 100)
    leap_centuries, rest = divmod(century, 4)
    moon = (19 * golden + century - leap_centuries - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * rest + 2 * (of_century // 4) - moon - of_century % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


@cache
def public_holidays(year: int) -> frozenset[date]:
    """The days of *year* on which no weekday is counted in Denmark.

    The church's holidays as they stand since the ordinance of 26 October 1770: New Year's Day, Maundy Thursday, Good
    Friday, Easter Sunday and Monday, Ascension Day, Whit Sunday and Monday, Christmas Day and 26 December. Store
    bededag, the fourth Friday after Easter, is one up to 2023 (act no. 214 of 6 March 2023 took it away from 2024).

    Constitution Day (5 June), 24 and 31 December are no holidays by any act, but town halls are shut on them. They are
    left out of the count as well: a deadline is then told a day early rather than a day late.
    """
    easter = easter_sunday(year)
    from_easter = [-3, -2, 0, 1, 39, 49, 50] + ([26] if year <= LAST_PRAYER_DAY_YEAR else [])
    fixed = [(1, 1), (6, 5), (12, 24), (12, 25), (12, 26), (12, 31)]
    return frozenset(easter + timedelta(days=n) for n in from_easter) | frozenset(date(year, m, d) for m, d in fixed)


def is_weekday(day: date, *, saturday: bool) -> bool:
    """Whether *day* counts as a weekday (hverdag): no Sunday, no public holiday, and Saturday only where it is said."""
    return day.isoweekday() <= (6 if saturday else 5) and day not in public_holidays(day.year)


def weekdays_before(day: date, count: int, *, saturday: bool) -> date:
    """The day that lies *count* weekdays before *day*; *day* itself is not counted, whatever it is."""
    while count > 0:
        day -= timedelta(days=1)
        count -= is_weekday(day, saturday=saturday)
    return day


def due_day(rule: DeadlineRule, reference: date) -> date:
    """The last day for a request where the meeting that *rule* counts from is on *reference*.

    A weekday rule gives that weekday on or before the meeting: Monday in the week of a Tuesday meeting, and the Friday
    of the week before where a Friday is asked for. A weekday that is a holiday is not moved: the rules don't say so.
    """
    if rule.unit is DeadlineUnit.DAYS:
        return reference - timedelta(days=rule.count)
    if rule.unit is DeadlineUnit.WEEKDAY_BEFORE:
        return reference - timedelta(days=(reference.isoweekday() - rule.count) % 7)
    return weekdays_before(reference, rule.count, saturday=rule.unit is DeadlineUnit.WEEKDAYS_WITH_SATURDAY)


def reference_day(meeting: date, others: Iterable[date]) -> date | None:
    """The day of the other committee's meeting that counts for a meeting on *meeting*: its nearest one not after it."""
    return max((day for day in others if day <= meeting), default=None)


def apply_rule(
    rule: DeadlineRule,
    meeting: date,
    today: date,
    *,
    reference: date | None = None,
    meeting_id: str | None = None,
    zone: str = COPENHAGEN,
) -> Deadline:
    """*rule* applied to a meeting on the day *meeting*, as seen on the local day *today*.

    *reference* is the day of the other committee's meeting where the rule counts from one. `due` is the aware local
    moment, 23.59 of the last day where the rule has no clock time; `days_left` counts calendar days.
    """
    last = due_day(rule, reference or meeting)
    due = datetime.combine(last, rule.clock or END_OF_DAY, ZoneInfo(zone))
    return Deadline(rule, meeting, due, (last - today).days, meeting_id)
