"""Start, memory and the opening of an item, against a bare PySide6 window with one QTextBrowser."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from moedeklar.member.accounts import NobodyToAsk
from moedeklar.member.profile import Profile
from moedeklar.member.workspace import Workspace
from moedeklar.model.moments import SystemClock
from moedeklar.model.work import Place
from tests.benchmarks.table import Row, median

RUNS = 5
HERE = Path(__file__).parent


def run_script(script: str, *arguments: str) -> dict[str, Any]:
    """What a script of this folder prints at its end, run without a screen in a process of its own."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(HERE.parents[1])}
    done = subprocess.run(
        [sys.executable, str(HERE / script), *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if "--stacks" in arguments:
        print(done.stderr)
    if done.returncode:
        raise RuntimeError(f"{script}, status {done.returncode}: {done.stderr[-800:]}")
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _sample(folder: Path) -> Profile:
    secret = folder / "passphrase"
    secret.write_text("en lang og god sætning\n", encoding="utf-8")
    os.environ["MOEDEKLAR_PASSPHRASE_FILE"] = str(secret)
    profile = Profile(folder / "profile")
    with Workspace.open(profile, NobodyToAsk(), SystemClock()) as workspace:
        workspace.sources.add_sample()
        workspace.sources.sync()
    return profile


def _begin_anew(profile: Profile) -> None:
    """Let the window open at the first item, whatever the run before has read."""
    with Workspace.open(profile, NobodyToAsk(), SystemClock()) as workspace:
        meeting = workspace.meetings.list()[0]
        first = workspace.meetings.view(meeting.id).items[0]
        workspace.reading.keep_place(Place("meeting", meeting.id, first.id))


def rows() -> list[Row]:
    """Both windows in turn, warm; medians."""
    ours, bare = [], []
    with tempfile.TemporaryDirectory() as place:
        profile = _sample(Path(place))
        for run in range(RUNS + 1):
            _begin_anew(profile)
            one, other = run_script("own_window.py", str(profile.folder)), run_script("bare_window.py")
            if run:
                ours.append(one)
                bare.append(other)
    start, limit = median([run["seconds"] for run in ours]), median([run["seconds"] for run in bare])
    memory, little = median([run["memory"] for run in ours]), median([run["memory"] for run in bare])
    items = sorted(taken for run in ours for taken in run["items"])
    slow = items[int(len(items) * 0.95)]
    return [
        Row(
            "Start to a usable window: items painted, input accepted",
            f"{start:.2f} s",
            f"{limit:.2f} s a bare window",
            "≤ 3 ×",
            start <= 3 * limit,
        ),
        Row(
            "Memory of the window's process on the sample",
            f"{memory / 2**20:.0f} MB",
            f"{little / 2**20:.0f} MB a bare window",
            "≤ 3 ×",
            memory <= 3 * little,
        ),
        Row(
            "Opening an item, from the key to its paint: median, and 95 in 100",
            f"{median(items):.0f} ms, {slow:.0f} ms",
            "",
            "≤ 50 ms",
            slow <= 50,
        ),
    ]
