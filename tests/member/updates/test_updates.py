"""The thread: once a day, never beside a run or a meeting, never in a loop, and what a person asks for."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import pytest

from moedeklar.member.updates.updates import Updates
from moedeklar.member.updates.work import UpdateWork
from moedeklar.model.moments import FixedClock
from moedeklar.model.organisation import Preset, UpdateMode, UpdatePolicy
from moedeklar.model.updates import Kind, Outcome, Step
from tests.member.updates.test_policy import meeting
from tests.support.updates import NOW, PATH, SETUP, SIGNATURE, Asking, publish
from tests.support.web import Page, Slow

Make = Callable[..., Updates]
LOOKED = [PATH, SIGNATURE]


@pytest.fixture
def make(asking: Asking, monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    """Makes updaters with a thread, and ends them."""
    monkeypatch.setattr("moedeklar.member.updates.updates.LOOK", 0.02)
    monkeypatch.setattr("moedeklar.member.updates.updates.SOON", 0.01)
    with ExitStack() as stack:

        def made(work: UpdateWork | None = None, busy: Callable[[], bool] = lambda: False) -> Updates:
            updates = Updates(work or asking.work(), asking.setting, busy, jitter=0.0)  # type: ignore[arg-type]
            stack.callback(lambda: updates.stop(10.0) or pytest.fail("the thread did not end"))
            return updates

        yield made


def until(reached: Callable[[], Any], seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.01)


def pause() -> None:
    """Long enough for a dozen looks at the clock."""
    time.sleep(0.3)


def decide(asking: Asking, mode: UpdateMode) -> None:
    url = asking.setting.preset.updates.url
    asking.setting.preset = Preset("Nordlund Kommune", updates=UpdatePolicy(mode, url), locked=frozenset({"updates"}))


def test_it_looks_by_itself_once_a_day(make: Make, asking: Asking) -> None:
    updates = make()
    updates.start(0.0)
    until(lambda: updates.state().outcome is Outcome.FOUND)
    pause()
    assert asking.web.paths() == LOOKED
    asking.setting.clock = FixedClock(NOW + timedelta(hours=23))
    pause()
    assert asking.web.paths() == LOOKED
    asking.setting.clock = FixedClock(NOW + timedelta(hours=24))
    until(lambda: asking.web.paths() == LOOKED * 2)


def test_a_start_of_the_program_does_not_make_it_look_again(make: Make, asking: Asking) -> None:
    asking.work().look(lambda: False)
    make().start(0.0)
    pause()
    assert asking.web.paths() == LOOKED


def test_not_before_its_time(make: Make, asking: Asking) -> None:
    make().start(3600.0)
    pause()
    assert asking.web.asked == []


def test_a_failure_is_quiet_and_not_tried_again_the_same_day(make: Make, asking: Asking) -> None:
    asking.web.pages[PATH] = b"x"
    updates = make()
    updates.start(0.0)
    until(lambda: updates.state().outcome is Outcome.FAILED)
    pause()
    assert asking.web.paths() == LOOKED
    problem = updates.state().problem
    assert problem is not None
    assert problem.code == "signature_wrong"


@pytest.mark.parametrize("reason", ["off", "meeting", "offline", "source", "run"])
def test_where_nothing_may_be_done_no_request_is_made(make: Make, asking: Asking, reason: str) -> None:
    if reason == "off":
        decide(asking, UpdateMode.OFF)
    asking.setting.online = reason != "offline"
    asking.setting.meetings = (meeting("2027-02-03T08:00"),) if reason == "meeting" else ()
    updates = make(asking.work(kind=Kind.SOURCE) if reason == "source" else None, lambda: reason == "run")
    updates.start(0.0)
    pause()
    assert asking.web.asked == []
    assert updates.state().looked is None


def test_after_the_meeting_it_looks(make: Make, asking: Asking) -> None:
    asking.setting.meetings = (meeting("2027-02-03T08:00"),)
    updates = make()
    updates.start(0.0)
    pause()
    asking.setting.meetings = ()
    until(lambda: updates.state().outcome is Outcome.FOUND)


def test_notify_fetches_nothing(make: Make, asking: Asking) -> None:
    updates = make()
    updates.start(0.0)
    until(lambda: updates.state().outcome is Outcome.FOUND)
    pause()
    assert "/setup.exe" not in asking.web.paths()
    assert updates.at_end() is None


def test_auto_fetches_and_installs_at_the_end(make: Make, asking: Asking) -> None:
    decide(asking, UpdateMode.AUTO)
    updates = make()
    updates.start(0.0)
    until(lambda: updates.state().step is Step.READY)
    assert updates.at_end(session_ends=True) is None  # the computer is being shut down
    made = updates.at_end()
    assert made is not None
    assert made.command[1:] == ("/S", "/WAIT")


def test_auto_waits_for_the_end_of_a_meeting(make: Make, asking: Asking) -> None:
    decide(asking, UpdateMode.AUTO)
    updates = make()
    updates.start(0.0)
    until(lambda: updates.state().step is Step.READY)
    asking.setting.meetings = (meeting("2027-02-03T08:00"),)
    assert updates.state().meeting
    assert updates.at_end() is None
    asking.setting.meetings = ()
    assert updates.at_end() is not None


def test_auto_never_goes_round_in_a_loop(make: Make, asking: Asking) -> None:
    decide(asking, UpdateMode.AUTO)
    asking.web.pages["/setup.exe"] = Page(SETUP[:-1] + b"x")
    updates = make()
    updates.start(0.0)
    until(lambda: asking.work().memory().failed == ("9.9.9",))
    for day in (1, 2, 3):
        asking.setting.clock = FixedClock(NOW + timedelta(days=day, hours=1))
        until(lambda day=day: asking.web.paths().count(PATH) == day + 1)
    pause()
    assert asking.web.paths().count("/setup.exe") == 1
    assert updates.at_end() is None
    assert updates.state().hidden


def test_auto_is_notify_where_the_installation_does_not_allow_it(make: Make, asking: Asking) -> None:
    decide(asking, UpdateMode.AUTO)
    deb = Asking(asking.web, asking.settings, asking.folder, Kind.DEB)
    deb.setting = asking.setting
    updates = make(deb.work())
    updates.start(0.0)
    until(lambda: updates.state().outcome is Outcome.FOUND)
    pause()
    assert not updates.state().can_fetch
    assert "/setup.exe" not in asking.web.paths()


def test_a_person_looks_fetches_and_installs(make: Make, asking: Asking) -> None:
    updates, steps = make(), []
    updates.subscribe(lambda: steps.append(updates._now.step))
    updates.look_now()
    until(lambda: updates.state().offer is not None)
    updates.fetch_now()
    until(lambda: updates.state().step is Step.READY)
    updates.install_now()
    until(lambda: updates.state().step is Step.DONE)
    made = updates.at_end()
    assert made is not None
    assert made.command[1:] == ("/S", "/WAIT", "/START")
    assert [step for step in dict.fromkeys(steps) if step is not Step.IDLE] == [
        Step.LOOKING, Step.DOWNLOADING, Step.TRYING, Step.DONE,
    ]  # fmt: skip


def test_a_person_may_look_again_on_the_same_day(make: Make, asking: Asking) -> None:
    updates = make()
    for times in (1, 2):
        updates.look_now()
        until(lambda times=times: asking.web.paths() == LOOKED * times and updates.state().step is Step.IDLE)


def test_what_is_asked_for_waits_for_a_run(make: Make, asking: Asking) -> None:
    running = [True]
    updates = make(busy=lambda: running[0])
    updates.look_now()
    until(lambda: updates.state().step is Step.WAITING)
    pause()
    assert asking.web.asked == []
    running.clear()
    running.append(False)
    until(lambda: updates.state().outcome is Outcome.FOUND)


def test_waiting_can_be_cancelled(make: Make, asking: Asking) -> None:
    updates = make(busy=lambda: True)
    updates.look_now()
    until(lambda: updates.state().step is Step.WAITING)
    updates.cancel()
    until(lambda: updates.state().step is Step.IDLE)
    assert asking.web.asked == []


def test_why_a_person_got_nothing_is_told(make: Make, asking: Asking) -> None:
    asking.setting.meetings = (meeting("2027-02-03T08:00"),)
    updates = make()
    updates.look_now()
    until(lambda: updates.state().problem is not None)
    problem = updates.state().problem
    assert problem is not None
    assert (problem.code, dict(problem.params)["committee"]) == ("update_meeting", "Havneudvalget")
    asking.setting.meetings = ()
    updates.look_now()
    until(lambda: updates.state().offer is not None)
    assert updates.state().problem is None


def test_a_download_can_be_cancelled_and_begun_again(make: Make, asking: Asking) -> None:
    asking.web.faults["/setup.exe"] = [Slow(20_000, 0.05)]
    updates = make()
    updates.look_now()
    until(lambda: updates.state().offer is not None)
    updates.fetch_now()
    until(lambda: updates.state().done > 0)
    assert updates.state().total == len(SETUP)
    updates.cancel()
    until(lambda: updates.state().step is Step.IDLE)
    assert updates.state().problem is None
    updates.fetch_now()
    until(lambda: updates.state().step is Step.READY)


def test_the_end_does_not_wait_for_a_download(make: Make, asking: Asking) -> None:
    asking.web.faults["/setup.exe"] = [Slow(1000, 0.2)]
    updates = make()
    updates.look_now()
    until(lambda: updates.state().offer is not None)
    updates.fetch_now()
    until(lambda: updates.state().done > 0)
    assert updates.stop(3.0)
    assert list(asking.folder.iterdir()) == []
    updates.look_now()  # at the end nothing begins any more


def test_a_notice_that_was_closed_stays_closed_until_the_next_version(make: Make, asking: Asking) -> None:
    updates = make()
    updates.look_now()
    until(lambda: updates.state().offer is not None)
    assert not updates.state().hidden
    updates.hide()
    assert updates.state().hidden
    publish(asking.web, version="9.9.10")
    updates.look_now()
    until(lambda: not updates.state().hidden)


def test_a_fault_of_ours_does_not_end_the_thread(
    make: Make, asking: Asking, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    updates = make()
    work = updates.work

    def broken(_cancelled: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(work, "look", broken)
        updates.look_now()
        until(lambda: "after a fault" in caplog.text)
    updates.look_now()
    until(lambda: updates.state().offer is not None)
