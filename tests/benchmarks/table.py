"""Rows of RESULTS.md, and the machine in words."""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil


@dataclass(frozen=True)
class Row:
    """One measurement: what, ours and the limit's own figure (with unit), and what was promised, kept or not."""

    what: str
    ours: str
    other: str
    promise: str
    kept: bool


def median(values: Sequence[float]) -> float:
    """The median, as everywhere in the table."""
    return statistics.median(values)


def timed(work: Callable[[], object], runs: int) -> float:
    """The median seconds of *runs* after one that does not count."""
    work()
    taken = []
    for _ in range(runs):
        begin = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begin)
    return median(taken)


def process_seconds(command: list[str], environment: dict[str, str]) -> float:
    """Wall seconds of a whole process. Its failure is ours."""
    begin = time.perf_counter()
    done = subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 3):
        raise RuntimeError(f"{command}: {done.stderr[-800:]}")
    return time.perf_counter() - begin


def machine() -> str:
    """The machine in words, without a name of its own."""
    memory = round(psutil.virtual_memory().total / 2**30)
    model = ""
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [
            line.partition(":")[2].strip() for line in info.read_text().splitlines() if line.startswith("model name")
        ]
        model = f" ({names[0]})" if names else ""
    return (
        f"{psutil.cpu_count()} cores{model}, {memory} GB of memory, "
        f"{platform.system()} {platform.release().split('-')[0]}, Python {platform.python_version()}"
    )
