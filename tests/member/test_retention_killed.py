"""Killed by SIGKILL at any step, what was being removed is removed at the next start."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from moedeklar.member.profile import Profile
from moedeklar.member.workspace import Workspace
from tests.support.closed import SECRETS, Member, due, found
from tests.sync.dumping import dump

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
TOP = Path(__file__).resolve().parents[2]


def ended(profile: Path, member: Member, after: int, way: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.member.killed", str(profile), member.keys.pack()]
    command += [member.clock.now().isoformat(), str(after), way]
    return subprocess.run(command, cwd=TOP, capture_output=True, text=True, timeout=120, check=False)


def test_a_run_goes_on_where_it_was_killed(member: Member, synced: Workspace, rounds: int) -> None:
    due(member, synced)
    member.clock.later(40)
    synced.close()
    whole = member.profile.folder.with_name("hel")
    shutil.copytree(member.profile.folder, whole)
    done = ended(whole, member, 0, "expire")
    assert done.returncode == 0, done.stderr
    steps = int(done.stdout)
    assert steps > 20
    expected_profile = Profile(whole)
    assert found(expected_profile, member.keys, SECRETS) == set()
    expected = member.start(expected_profile)
    rows, files = dump(expected.store), {path.name for path in whole.rglob("*.age")}
    for after in range(1, steps + 1, max(1, steps // (rounds // 3))):
        half = member.profile.folder.with_name(f"halv-{after}")
        shutil.copytree(member.profile.folder, half)
        assert ended(half, member, after, "expire").returncode == -signal.SIGKILL
        profile = Profile(half)
        workspace = member.start(profile)
        workspace.retention.run()
        assert found(profile, member.keys, SECRETS) == set(), f"killed at step {after} of {steps}"
        assert dump(workspace.store) == rows
        assert {path.name for path in half.rglob("*.age")} == files
        workspace.close()
        shutil.rmtree(half)
