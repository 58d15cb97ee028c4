#!/usr/bin/env python3
"""How long the window takes: from the start of the process until what it shows is painted.

usage: measure.py PROGRAM [RUNS]      compares PROGRAM with the same source in .venv
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from project import ROOT, BuildError

RUNS = 5
PATIENCE = 60  # seconds
_THERE = "the window is there"  # what `moedeklar -v` says at that moment


def compared(program: Path, runs: int = RUNS) -> tuple[float, float]:
    """Seconds of *program* and of the virtual environment, each the quickest of *runs*, taken in turn and warm."""
    ours, theirs = [], []
    with tempfile.TemporaryDirectory() as place:
        environment = _environment(Path(place))
        words = [[str(program)], [str(_python()), "-P", "-m", "moedeklar"]]
        for arguments in (["source", "add", "sample"], ["sync"]):
            subprocess.run([*words[1], *arguments], env=environment, check=True, capture_output=True)
        for run in range(runs + 1):
            one, other = (_seconds(command, environment) for command in words)
            if run:
                ours.append(one)
                theirs.append(other)
    return min(ours), min(theirs)


def _python() -> Path:
    python = ROOT / ".venv" / "bin" / "python"
    if not python.exists():
        raise BuildError("there is no virtual environment: make setup")
    return python


def _environment(place: Path) -> dict[str, str]:
    secret = place / "passphrase"
    secret.write_text("en adgangssætning til målingen\n", encoding="utf-8")
    return {
        "HOME": str(place), "LANG": "C.UTF-8", "PATH": os.environ["PATH"], "QT_QPA_PLATFORM": "offscreen",
        "MOEDEKLAR_PASSPHRASE_FILE": str(secret),
    }  # fmt: skip


def _seconds(command: Sequence[str], environment: dict[str, str]) -> float:
    began = time.monotonic()
    with subprocess.Popen(
        [*command, "-v"], env=environment, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stderr is not None
        limit = threading.Timer(PATIENCE, process.kill)
        limit.start()
        try:
            for line in process.stderr:
                if _THERE in line:
                    return time.monotonic() - began
        finally:
            limit.cancel()
            process.kill()
    raise BuildError(f"{command[0]} ended without showing a window")


def main() -> int:
    """Print the two times and what one is of the other."""
    ours, theirs = compared(Path(sys.argv[1]), int(sys.argv[2]) if sys.argv[2:] else RUNS)
    print(f"{ours:.2f} s, {theirs:.2f} s from the virtual environment: {ours / theirs:.2f} times")
    return 0


if __name__ == "__main__":
    sys.exit(main())
