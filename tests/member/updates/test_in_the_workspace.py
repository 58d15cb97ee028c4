"""What a workspace hands to its updates: the presets as far as they were agreed to, meetings, runs, and an end."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from moedeklar.member.profile import Profile
from moedeklar.member.workspace import Workspace
from moedeklar.model.moments import FixedClock, LocalStart
from moedeklar.model.organisation import UpdateMode
from moedeklar.model.updates import Kind
from moedeklar.store.keys import StoreKeys
from tests.support.meeting import AGENDA, put_meeting
from tests.support.presets import Computer

Open = Callable[..., AbstractContextManager[Workspace]]
ADDRESS = "https://nordlund.example/latest.json"
PRESET = f"""
name = "Nordlund Kommune"
locked = ["updates.mode"]
[[sources]]
kind = "oparl"
location = "https://feed.nordlund.example/system.json"
[updates]
mode = "off"
url = "{ADDRESS}"
"""


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    return Computer(tmp_path / "computer")


@pytest.fixture
def opened(computer: Computer, profile: Profile, store_keys: StoreKeys) -> Open:
    def open_at(moment: str = "2027-02-03T07:42") -> AbstractContextManager[Workspace]:
        return computer.workspace(profile, store_keys, FixedClock(LocalStart.parse(moment).instant()))

    return open_at


def test_a_copy_from_source_looks_for_nothing(opened: Open) -> None:
    with opened() as workspace:
        workspace.updates.start(0.0)
        state = workspace.updates.state()
        assert (state.kind, state.idle_reason, state.mode) == (Kind.SOURCE, "update_source", UpdateMode.NOTIFY)
        assert workspace.updates.at_end() is None


def test_a_presets_mode_holds_at_once_and_its_address_once_it_was_agreed_to(opened: Open, computer: Computer) -> None:
    computer.lay("etc/xdg/moedeklar", PRESET.replace('"off"', '"auto"'))
    with opened() as workspace:
        state = workspace.updates.state()
        assert (state.mode, state.locked, state.organisation) == (UpdateMode.AUTO, True, "Nordlund Kommune")
        assert state.address == ""
        offer = workspace.presets.pending()
        assert offer is not None
        workspace.presets.accept(offer)
        assert workspace.updates.state().address == ADDRESS


def test_where_a_preset_locks_them_out_no_address_is_asked_for(opened: Open, computer: Computer) -> None:
    computer.lay("etc/xdg/moedeklar", PRESET)
    with opened() as workspace:
        offer = workspace.presets.pending()
        assert offer is not None
        workspace.presets.accept(offer)
        state = workspace.updates.state()
        assert (state.mode, state.locked, state.address) == (UpdateMode.OFF, True, "")


def test_a_preset_of_updates_alone_is_asked_for_too(opened: Open, computer: Computer) -> None:
    computer.lay("etc/xdg/moedeklar", f'[updates]\nurl = "{ADDRESS}"\n')
    with opened() as workspace:
        assert workspace.updates.state().address == ""
        offer = workspace.presets.pending()
        assert offer is not None
        assert workspace.presets.accept(offer) == ()
        assert workspace.presets.pending() is None
        assert workspace.updates.state().address == ADDRESS


@pytest.mark.parametrize(
    ("now", "under_way"),
    [("2027-02-09T15:29", False), ("2027-02-09T15:30", True), ("2027-02-09T19:59", True), ("2027-02-09T20:00", False)],
)
def test_the_members_own_meetings_count(opened: Open, now: str, under_way: bool) -> None:
    with opened(now) as workspace:
        put_meeting(workspace.store, AGENDA)
        found = workspace.updates.work.meeting()
        assert (found is not None) is under_way
        assert found is None or found.committee == "Skoleudvalget"


def test_a_run_keeps_it_waiting(opened: Open) -> None:
    with opened() as workspace:
        assert not workspace.updates._busy()
        with workspace.sources._runs._at_work():
            assert workspace.updates._busy()
        assert not workspace.updates._busy()
