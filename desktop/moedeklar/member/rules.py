"""Deadline rules as they are kept, applied to the meetings that are known.

Each function reads in the caller's transaction.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from moedeklar.member.deadlines import apply_rule, reference_day
from moedeklar.model.errors import NotFound
from moedeklar.model.moments import Clock, local_now
from moedeklar.model.organisation import Preset
from moedeklar.model.requests import Deadline, DeadlineRule
from moedeklar.model.text import committee_key
from moedeklar.store import requests as rows
from moedeklar.store.database import Database

NOTHING = Preset()  # where nothing is decided


def decided_rule(preset: Preset, committee: str) -> DeadlineRule | None:
    """The rule that the organisation has for the committee; None where it has none."""
    key = committee_key(committee)
    return next((one.rule for one in preset.committees if committee_key(one.name) == key), None)


def rule_for(db: Database, committee: str, preset: Preset = NOTHING) -> DeadlineRule:
    """The committee's rule; the default of 8 days before, where none was set.

    What the *preset* has is the rule until the person sets one, and for good where committees are locked.
    """
    decided = decided_rule(preset, committee)
    chosen = None if decided is not None and preset.is_locked("committees") else rows.rule(db, committee_key(committee))
    return chosen or decided or DeadlineRule()


def addressed_rule(db: Database, committee: str, preset: Preset = NOTHING) -> DeadlineRule:
    """As `rule_for`, to the recipient of the *preset* where the committee's own rule names none."""
    rule = rule_for(db, committee, preset)
    return rule if rule.recipient else replace(rule, recipient=preset.requests.recipient)


def deadline_for(
    db: Database, clock: Clock, committee: str, meeting_id: str | None = None, preset: Preset = NOTHING
) -> Deadline:
    """The deadline of a request to *committee* for the meeting, or for its next one that can still be reached.

    NotFound: not_found for an unknown or undated meeting, no_meeting where none is known to come,
    no_reference_meeting where the rule counts from another committee's meeting and none is known.
    """
    rule, today = addressed_rule(db, committee, preset), local_now(clock).date()
    if meeting_id is not None:
        start = rows.meeting_start(db, meeting_id)
        if start is None:
            raise NotFound("not_found", id=meeting_id)
        return _applied(db, rule, start.day, today, meeting_id)
    days = rows.meeting_days(db, committee_key(committee))
    coming = [(meeting, start.day) for meeting, start in days if start.day >= today]
    if not coming:
        raise NotFound("no_meeting", committee=committee)
    deadlines = [_applied(db, rule, day, today, meeting) for meeting, day in coming]
    return next((deadline for deadline in deadlines if deadline.due >= clock.now()), deadlines[-1])


def _applied(db: Database, rule: DeadlineRule, day: date, today: date, meeting_id: str) -> Deadline:
    reference = None
    if rule.reference_committee:
        days = rows.meeting_days(db, committee_key(rule.reference_committee))
        reference = reference_day(day, (start.day for _id, start in days))
        if reference is None:
            raise NotFound("no_reference_meeting", committee=rule.reference_committee)
    return apply_rule(rule, day, today, reference=reference, meeting_id=meeting_id)
