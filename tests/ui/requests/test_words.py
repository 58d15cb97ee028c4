"""What the window adds to the words of a request."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from moedeklar.model.moments import local_now
from moedeklar.model.requests import Deadline, DeadlineRule, DeadlineUnit, RequestStatus
from moedeklar.ui.lines import Tone
from moedeklar.ui.requests.words import deadline_tone, deadline_words, rule_with_meeting, status_tag, status_tone
from tests.fakes.workspace import FakeWorkspace


def due(left: int, now: datetime) -> Deadline:
    moment = now + timedelta(days=left)
    return Deadline(DeadlineRule(), moment.date() + timedelta(days=8), moment, left)


@pytest.mark.parametrize(
    ("left", "tone"), [(9, Tone.GOOD), (4, Tone.GOOD), (3, Tone.WARN), (0, Tone.WARN), (-1, Tone.LATE)]
)
def test_a_deadline_turns_amber_and_then_red(workspace: FakeWorkspace, left: int, tone: Tone) -> None:
    now = local_now(workspace.clock)
    assert deadline_tone(due(left, now), now) is tone


def test_only_a_draft_is_told_that_it_is_late(workspace: FakeWorkspace) -> None:
    now = local_now(workspace.clock)
    said, tone = deadline_words(due(-2, now), RequestStatus.DRAFT, now)
    assert tone is Tone.LATE
    assert said.endswith("Vælg et senere møde, eller bed formanden om at tage punktet med alligevel.")
    said, tone = deadline_words(due(-2, now), RequestStatus.SENT, now)
    assert tone is Tone.PLAIN
    assert "\n" not in said


def test_rules_with_their_meeting() -> None:
    assert rule_with_meeting(DeadlineRule(), "18. februar") == "8 dage før mødet 18. februar"
    assert rule_with_meeting(DeadlineRule(DeadlineUnit.WEEKDAY_BEFORE, 1), "18. februar").endswith("18. februar")


def test_tags() -> None:
    assert status_tag(RequestStatus.ON_AGENDA, "6") == "På dagsordenen, punkt 6"
    assert status_tag(RequestStatus.DRAFT, "6") == "Kladde"
    assert [status_tone(s) for s in (RequestStatus.DRAFT, RequestStatus.SENT, RequestStatus.DECIDED)] == [
        Tone.PLAIN,
        Tone.ACCENT,
        Tone.GOOD,
    ]
