"""A request's status, people and deadline and a committee's rule in words, the same in window and terminal."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from moedeklar.model.requests import Deadline, DeadlineRule, DeadlineUnit, Requester, RequestStatus
from moedeklar.wording.dates import clock_time, long_date, weekday
from moedeklar.wording.language import _, ngettext, pgettext

_A_MONDAY = date(2024, 1, 1)


def status_name(status: RequestStatus) -> str:
    """ "Kladde", "Sendt", "Modtaget", "På dagsordenen", "Behandlet", "Trukket tilbage"."""
    return {
        RequestStatus.DRAFT: lambda: pgettext("request", "Draft"),
        RequestStatus.READY: lambda: pgettext("request", "Ready to send"),
        RequestStatus.SENT: lambda: pgettext("request", "Sent"),
        RequestStatus.RECEIVED: lambda: pgettext("request", "Received"),
        RequestStatus.ON_AGENDA: lambda: pgettext("request", "On the agenda"),
        RequestStatus.DECIDED: lambda: pgettext("request", "Considered"),
        RequestStatus.WITHDRAWN: lambda: pgettext("request", "Withdrawn"),
    }[status]()


def requester_name(requester: Requester) -> str:
    """ "Karen Lund (C), formand"."""
    name = f"{requester.name} ({requester.party})" if requester.party else requester.name
    return f"{name}, {requester.role}" if requester.role else name


def rule_phrase(rule: DeadlineRule) -> str:
    """The rule in a few words: "8 dage før", "4 hverdage før", "mandag i mødeugen"."""
    if rule.unit is DeadlineUnit.DAYS:
        return ngettext("{n} day before", "{n} days before", rule.count).format(n=rule.count)
    if rule.unit is DeadlineUnit.WEEKDAY_BEFORE:
        return _("{weekday} in the week of the meeting").format(weekday=_weekday(rule))
    return ngettext("{n} weekday before", "{n} weekdays before", rule.count).format(n=rule.count)


def rule_sentence(rule: DeadlineRule) -> str:
    """The whole rule: what counts, from which meeting, by which clock time and to whom. Begins in lower case."""
    text = _counted(rule)
    if rule.reference_committee:
        text = _("{rule}, counted from the meeting of {committee}").format(
            rule=text, committee=rule.reference_committee
        )
    if rule.clock is not None:
        moment = datetime.combine(_A_MONDAY, rule.clock)
        text = _("{rule}, at {time} at the latest").format(rule=text, time=clock_time(moment))
    return _("{rule}, to {recipient}").format(rule=text, recipient=rule.recipient) if rule.recipient else text


def days_left(deadline: Deadline, now: datetime) -> str:
    """ "5 dage tilbage", "i dag kl. 12.00", "udløbet for 2 dage siden". *now* is aware."""
    if deadline.due < now:
        if deadline.days_left >= 0:
            return _("passed today")
        return ngettext("passed {n} day ago", "passed {n} days ago", -deadline.days_left).format(n=-deadline.days_left)
    if deadline.days_left == 0:
        return _("today at {time}").format(time=clock_time(deadline.due)) if deadline.rule.clock else _("today")
    return ngettext("{n} day left", "{n} days left", deadline.days_left).format(n=deadline.days_left)


def due_date(deadline: Deadline) -> str:
    """ "mandag 1. februar 2021", with the clock time where the rule has one."""
    due = long_date(deadline.due.date())
    if deadline.rule.clock is None:
        return due
    return _("{date} at {time}").format(date=due, time=clock_time(deadline.due))


def deadline_sentence(deadline: Deadline, now: datetime) -> str:
    """ "Frist mandag 1. februar 2021 (8 dage før) · 5 dage tilbage". *now* is aware."""
    return _("Deadline {due} ({rule}) · {left}").format(
        due=due_date(deadline), rule=rule_phrase(deadline.rule), left=days_left(deadline, now)
    )


def _weekday(rule: DeadlineRule) -> str:
    return weekday(_A_MONDAY + timedelta(days=rule.count - 1))


def _counted(rule: DeadlineRule) -> str:
    count = rule.count
    if rule.unit is DeadlineUnit.DAYS:
        return ngettext("{n} day before the meeting", "{n} days before the meeting", count).format(n=count)
    if rule.unit is DeadlineUnit.WEEKDAYS_WITH_SATURDAY:
        return ngettext(
            "{n} weekday before the meeting (Saturday is one, public holidays are not)",
            "{n} weekdays before the meeting (Saturday is one, public holidays are not)",
            count,
        ).format(n=count)
    if rule.unit is DeadlineUnit.WEEKDAYS:
        return ngettext(
            "{n} working day before the meeting (Monday to Friday without public holidays)",
            "{n} working days before the meeting (Monday to Friday without public holidays)",
            count,
        ).format(n=count)
    return _("{weekday} in the week of the meeting").format(weekday=_weekday(rule))
