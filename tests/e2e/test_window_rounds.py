"""Windows, screens and languages come and go while queries run, and nothing of Qt ends in a thread that is not its own.

What it would end with is the program itself, so it is looked at from outside.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from moedeklar.member.accounts import NobodyToAsk
from moedeklar.member.profile import Profile
from moedeklar.member.workspace import Workspace
from moedeklar.model.moments import SystemClock

pytestmark = [pytest.mark.soak, pytest.mark.walk]
ROOT = Path(__file__).resolve().parents[2]


def test_windows_and_languages_change_while_queries_run(
    tmp_path: Path, rounds: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "passphrase"
    secret.write_text("en lang og god adgangssætning\n", encoding="utf-8")
    monkeypatch.setenv("MOEDEKLAR_PASSPHRASE_FILE", str(secret))
    profile = Profile(tmp_path / "profile")
    with Workspace.open(profile, NobodyToAsk(), SystemClock()) as workspace:
        workspace.sources.add_sample()
        workspace.sources.sync()
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests/support/window_rounds.py"), str(profile.folder), str(rounds)],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), "PYTHONFAULTHANDLER": "1"},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    assert told["rounds"] == told["languages"] == rounds
    assert told["asked"] > rounds
