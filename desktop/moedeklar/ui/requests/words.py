"""What the window adds to the words of a request: the tone in which a status or deadline is shown, and tags."""

from __future__ import annotations

from datetime import datetime

from moedeklar.model.agenda import ItemType
from moedeklar.model.requests import Deadline, DeadlineRule, DeadlineUnit, RequestStatus
from moedeklar.ui.lines import Tone
from moedeklar.wording.language import _, pgettext
from moedeklar.wording.requests import deadline_sentence, rule_phrase, status_name

SOON = 3


STEPS = (
    RequestStatus.DRAFT,
    RequestStatus.SENT,
    RequestStatus.RECEIVED,
    RequestStatus.ON_AGENDA,
    RequestStatus.DECIDED,
)


def status_tag(status: RequestStatus, item_number: str | None) -> str:
    """The status as a tag: with the item's number where the request stands on an agenda."""
    if status is RequestStatus.ON_AGENDA and item_number:
        return _("On the agenda, item {number}").format(number=item_number)
    return status_name(status)


def status_tone(status: RequestStatus) -> Tone:
    """Green from the agenda on, the accent colour while it is under way."""
    if status in (RequestStatus.ON_AGENDA, RequestStatus.DECIDED):
        return Tone.GOOD
    if status in (RequestStatus.SENT, RequestStatus.RECEIVED, RequestStatus.READY):
        return Tone.ACCENT
    return Tone.PLAIN


def treatment_name(treatment: ItemType) -> str:
    """What the committee is asked to do, in the language spoken."""
    return {
        ItemType.DISCUSSION: lambda: pgettext("treatment", "Discussion"),
        ItemType.DECISION: lambda: pgettext("treatment", "Decision"),
        ItemType.BRIEFING: lambda: pgettext("treatment", "Briefing"),
    }[treatment]()


def unit_name(unit: DeadlineUnit) -> str:
    """What a rule counts, for choosing."""
    return {
        DeadlineUnit.DAYS: lambda: _("days before the meeting"),
        DeadlineUnit.WEEKDAYS_WITH_SATURDAY: lambda: _("weekdays before, Saturday counted"),
        DeadlineUnit.WEEKDAYS: lambda: _("weekdays before, Monday to Friday"),
        DeadlineUnit.WEEKDAY_BEFORE: lambda: _("a fixed weekday in the week of the meeting"),
    }[unit]()


def rule_with_meeting(rule: DeadlineRule, day: str) -> str:
    """The rule with the *day* of the meeting that it counts from: "8 dage før mødet 18. februar"."""
    if rule.unit is DeadlineUnit.WEEKDAY_BEFORE:
        return _("{rule} on {day}").format(rule=rule_phrase(rule), day=day)
    return _("{rule} the meeting on {day}").format(rule=rule_phrase(rule), day=day)


def deadline_tone(deadline: Deadline, now: datetime) -> Tone:
    """Green while there is time, amber on the last days, red when it has passed."""
    if deadline.due < now:
        return Tone.LATE
    return Tone.WARN if deadline.days_left <= SOON else Tone.GOOD


def deadline_words(deadline: Deadline, status: RequestStatus, now: datetime) -> tuple[str, Tone]:
    """The deadline as the editor says it, and its tone. Only a draft that is too late is told what can be done."""
    said = deadline_sentence(deadline, now)
    if status not in (RequestStatus.DRAFT, RequestStatus.READY):
        return said, Tone.PLAIN
    tone = deadline_tone(deadline, now)
    if tone is Tone.LATE:
        said += "\n" + _("Choose a later meeting, or ask the chair to take it up all the same.")
    return said, tone
