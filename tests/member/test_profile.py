from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from moedeklar.member.profile import Profile
from moedeklar.model.errors import StoreError

HOLD = """
import sys, time
from pathlib import Path
from moedeklar.member.profile import Profile
lock = Profile(Path(sys.argv[1])).window_lock()
print(lock.acquire(), flush=True)
time.sleep(60)
"""


def test_everything_is_in_the_one_folder(profile: Profile) -> None:
    places = (
        profile.database,
        profile.keys_file,
        profile.files,
        profile.backups,
        profile.logs,
        profile.window_settings,
    )
    assert {place.parent for place in places} == {profile.folder}
    assert profile.folder.stat().st_mode & 0o777 == 0o700 or os.name == "nt"


def test_the_persons_own_profile_is_named_after_the_program() -> None:
    assert Profile.default().folder.name == "Moedeklar"


def test_a_lock_is_held_by_one_alone_and_the_two_locks_are_two(profile: Profile) -> None:
    mine, other = profile.window_lock(), profile.window_lock()
    assert mine.acquire()
    assert mine.acquire(), "taking it twice is harmless"
    assert not other.acquire()
    assert other.holder() == os.getpid()
    with profile.sync_lock():
        pass
    with pytest.raises(StoreError) as caught, other:
        pass
    assert caught.value.code == "profile_busy"
    mine.release()
    assert other.acquire()
    other.release()


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is of POSIX")
def test_a_lock_of_a_killed_process_is_free(profile: Profile) -> None:
    child = subprocess.Popen([sys.executable, "-c", HOLD, str(profile.folder)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline().strip() == "True"
    lock = profile.window_lock()
    assert not lock.acquire()
    assert lock.holder() == child.pid
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    assert lock.acquire()
    lock.release()


def test_a_folder_that_cannot_be_made_is_told(profile: Profile) -> None:
    (profile.folder / "in the way").write_text("")
    with pytest.raises(StoreError):
        Profile(profile.folder / "in the way" / "profile").make()
