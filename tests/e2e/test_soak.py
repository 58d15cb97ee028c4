"""Runs killed at random moments, each followed by one whole run: the store ends as after an uninterrupted one."""

from __future__ import annotations

import json
import random
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.support.papers import write_papers
from tests.support.program import Program

pytestmark = [pytest.mark.soak, pytest.mark.walk]


def content(program: Program) -> str:
    """Everything that a member can see of the mirrored meetings, in one order."""
    shown = []
    for meeting in program.json("meetings"):
        shown.append([meeting, program.json("show", meeting["id"])])
    return json.dumps(shown, sort_keys=True, ensure_ascii=False)


def test_a_killed_run_leaves_nothing_that_the_next_does_not_mend(tmp_path: Path, rounds: int) -> None:
    papers = tmp_path / "papers"
    write_papers(papers, meetings=3)
    whole = Program(tmp_path / "whole")
    whole.run("source", "add", "folder", str(papers))
    begin = time.monotonic()
    whole.run("sync")
    length = time.monotonic() - begin
    expected = content(whole)

    choose = random.Random(20270203)
    killed = 0
    for number in range(rounds):
        program = Program(tmp_path / f"round{number}")
        program.run("source", "add", "folder", str(papers))
        process = program.start("sync")
        try:
            process.communicate(timeout=choose.uniform(0.15, length))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.communicate()
            killed += 1
        program.run("sync")
        assert content(program) == expected, f"round {number}"
        shutil.rmtree(program.folder)
    assert killed >= rounds // 3
