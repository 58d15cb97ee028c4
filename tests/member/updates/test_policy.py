"""Who decides whether newer versions are looked for, and when that is done."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from moedeklar.member.updates import timing
from moedeklar.member.updates.installation import Installation
from moedeklar.member.updates.policy import policy, refusal
from moedeklar.model.errors import AttentionNeeded, MoedeklarError
from moedeklar.model.moments import LocalStart
from moedeklar.model.organisation import Preset, UpdateMode, UpdatePolicy
from moedeklar.model.updates import Kind, is_newer, version_key
from moedeklar.model.views import MeetingRow
from tests.support.updates import NOW, Asking

HERE = Installation(Kind.SETUP, "windows-x64-setup", "1.0.0", ("a", "b"), "https://own.invalid/latest.json")
LOCKED = frozenset({"updates.mode"})


def preset(mode: UpdateMode | None = None, url: str = "", locked: frozenset[str] = frozenset()) -> Preset:
    return Preset(name="Nordlund Kommune", updates=UpdatePolicy(mode, url), locked=locked)


def meeting(start: str, **more: Any) -> MeetingRow:
    fields: dict[str, Any] = {
        "id": "m", "source_id": "s", "municipality": None, "committee": "Havneudvalget", "term": None, "place": None,
        "kind": None, "withdrawn": False, "versions": (), "items": 0, "read": 0, "changed": 0, "prepared": 0,
        "minutes_left": 0, **more,
    }  # fmt: skip
    return MeetingRow(start=LocalStart.parse(start) if start else None, **fields)


def test_newer_versions_are_told_of_where_nobody_decides() -> None:
    found = policy(Preset(), None, HERE)
    assert (found.mode, found.locked, found.url, found.reason) == (UpdateMode.NOTIFY, False, HERE.address, "")
    assert policy(Preset(), "sometimes", HERE).mode is UpdateMode.NOTIFY


@pytest.mark.parametrize("mode", list(UpdateMode))
def test_an_organisations_word_is_the_default_and_a_locked_one_holds(mode: UpdateMode) -> None:
    other = "off" if mode is not UpdateMode.OFF else "auto"
    assert policy(preset(mode), None, HERE).mode is mode
    assert policy(preset(mode), other, HERE).mode == other
    for locked in (LOCKED, frozenset({"updates"})):
        found = policy(preset(mode, locked=locked), other, HERE)
        assert (found.mode, found.locked, found.organisation) == (mode, True, "Nordlund Kommune")


def test_a_lock_on_what_nobody_decided_holds_nobody() -> None:
    found = policy(preset(locked=LOCKED), "auto", HERE)
    assert (found.mode, found.locked) == (UpdateMode.AUTO, False)


def test_an_organisations_address_goes_before_the_programs_own() -> None:
    assert policy(preset(url="https://nordlund.invalid/l.json"), None, HERE).url == "https://nordlund.invalid/l.json"


def test_a_locked_mode_can_not_be_chosen(asking: Asking) -> None:
    url = asking.setting.preset.updates.url
    asking.setting.preset = preset(UpdateMode.OFF, url, LOCKED)
    work = asking.work()
    with pytest.raises(MoedeklarError, match="update_locked") as caught:
        work.choose(UpdateMode.AUTO)
    assert caught.value.params == {"organisation": "Nordlund Kommune"}
    with pytest.raises(MoedeklarError, match="update_off"):
        work.look(lambda: False)
    assert asking.web.asked == []
    assert refusal(work.policy()) is not None


def test_the_persons_choice_is_kept(asking: Asking) -> None:
    asking.work().choose(UpdateMode.AUTO)
    assert asking.work().policy().mode is UpdateMode.AUTO


# -- meetings ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "under_way"),
    [
        ("2027-02-03T07:42", True),  # now, on the wall clock of Copenhagen
        ("2027-02-03T08:12", True),  # in half an hour
        ("2027-02-03T08:13", False),
        ("2027-02-03T03:43", True),  # four hours ago, nearly
        ("2027-02-03T03:42", False),
        ("2027-02-03", False),  # nobody knows when
        ("2027-02-04T07:42", False),
        ("", False),
    ],
)
def test_a_meeting_is_under_way_from_half_an_hour_before_until_four_hours_after(start: str, under_way: bool) -> None:
    assert (timing.under_way((meeting(start),), NOW) is not None) is under_way


def test_one_that_was_withdrawn_is_none() -> None:
    assert timing.under_way((meeting("2027-02-03T07:42", withdrawn=True),), NOW) is None


def test_during_a_meeting_nothing_is_asked_or_installed(asking: Asking) -> None:
    work = asking.work()
    asking.fetch(work)
    asking.web.asked.clear()
    asking.setting.meetings = (meeting("2027-02-03T07:30"),)
    doing: Any
    for doing in (
        lambda: work.look(lambda: False),
        lambda: work.fetch(lambda *_far: None, lambda: False),
        lambda: work.install(restart=True),
    ):
        with pytest.raises(AttentionNeeded) as caught:
            doing()
        assert caught.value.params == {"committee": "Havneudvalget", "clock": "11:30"}
    assert work.install_by_itself() is None
    assert not work.is_allowed()
    assert asking.web.asked == []
    assert work.memory().failed == ()


# -- once a day --------------------------------------------------------------------------------------------------------


def test_at_most_once_a_day_and_not_everybody_at_once() -> None:
    assert timing.next_look(NOW, None, 0.5) == NOW
    assert timing.next_look(NOW, NOW, 0.0) == NOW + timedelta(days=1)
    assert timing.next_look(NOW, NOW, 1.0) == NOW + timedelta(days=1, hours=2)
    tomorrow = NOW + timedelta(days=1)
    assert timing.next_look(NOW, tomorrow, 0.0) == tomorrow  # the clock was set back: not longer than a day


def test_versions_are_compared_by_their_numbers() -> None:
    assert is_newer("1.10", "1.9.9")
    assert not is_newer("1.0", "1.0.0")
    assert is_newer("1.0.0.1", "1.0")
    for other in ("", "1.", ".1", "1.0-rc1", "v1", "1.2.3.4.5", "١"):
        with pytest.raises(ValueError, match="not a version"):
            version_key(other)


def test_what_was_remembered_badly_is_forgotten(asking: Asking) -> None:
    for kept in ("x", {"looked": "never"}, {"offer": {"version": 1}}, 7):
        asking.settings.set("updates.memory", kept)
        assert asking.work().memory().looked is None
        assert asking.work().offer() is None
    asking.work().remember(looked=datetime(2027, 1, 1, tzinfo=UTC))
    assert asking.work().memory().looked == datetime(2027, 1, 1, tzinfo=UTC)
