"""Syncing from a network: against `curl --parallel` from the same nginx, and a run in which nothing is new.

`python -m tests.benchmarks.network` measures these rows alone.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from moedeklar.store.keyfile import load
from moedeklar.store.keys import unwrap
from tests.benchmarks.feed import FeedOnDisk, curl_list
from tests.benchmarks.table import Row, median
from tests.support.nginx import running

MEETINGS = 200  # with two files each, and every other with an invitation
SIZE = 2_000_000
SLOW_MEETINGS, SLOW_SIZE = 16, 25_000_000  # every other with an invitation: large, since nginx counts by the second
LINE = 100_000_000 / 8  # bytes a second, for all connections together
CONNECTIONS = 4
BODY = 3_000  # meetings
LARGE = 1_000_000_000
RUNS = 3
PEAK = 250_000_000


def rows() -> list[Row]:
    """All of them; empty where nginx or curl is not installed."""
    if shutil.which("curl") is None:
        return []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        measured = (_fast, _slow, _large, _nothing_new)
        return [row for one in measured for row in one(folder / one.__name__)]


def _fast(folder: Path) -> list[Row]:
    with running(folder / "root", folder / "nginx") as server:
        feed = FeedOnDisk(meetings=MEETINGS, items=2, folder=folder / "root", size=SIZE).write(server.url)
        ours, other, peak = [], [], 0
        for run in range(RUNS):
            other.append(_curl(feed, folder / f"curl{run}", 50))
            told = _run(folder / f"profile{run}", feed.system, feed.count)
            ours.append(told["seconds"])
            peak = max(peak, told["peak"])
            shutil.rmtree(folder / f"curl{run}")
            shutil.rmtree(folder / f"profile{run}")
        size = feed.count * SIZE / 1e6
        mine, theirs = size / median(ours), size / median(other)
        what = f"first sync of {feed.count} attachments ({size / 1000:.1f} GB) from nginx, encrypted and flushed"
        return [
            Row(what, f"{mine:.0f} MB/s", f"{theirs:.0f} MB/s curl --parallel", "≥ 0.1 ×", mine >= 0.1 * theirs),
            Row("its memory at most", f"{peak / 1e6:.0f} MB", "", "< 250 MB", peak < PEAK),
        ]


def _slow(folder: Path) -> list[Row]:
    more = f"limit_rate {int(LINE / CONNECTIONS)};"
    with running(folder / "root", folder / "nginx", more) as server:
        feed = FeedOnDisk(meetings=SLOW_MEETINGS, items=1, folder=folder / "root", size=SLOW_SIZE).write(server.url)
        other = _curl(feed, folder / "curl", CONNECTIONS)
        ours = _run(folder / "profile", feed.system, feed.count)["seconds"]
        size = feed.count * SLOW_SIZE / 1e6
        mine, theirs = size / ours, size / other
        what = f"the same over a line of 100 Mbit/s ({size:.0f} MB)"
        return [Row(what, f"{mine:.1f} MB/s", f"{theirs:.1f} MB/s curl", "≥ 0.9 ×", mine >= 0.9 * theirs)]


def _large(folder: Path) -> list[Row]:
    with running(folder / "root", folder / "nginx") as server:
        feed = FeedOnDisk(meetings=2, items=1, folder=folder / "root", size=LARGE).write(server.url)
        peak = _run(folder / "profile", feed.system, feed.count)["peak"]
        return [Row("memory while one file of 1 GB comes", f"{peak / 1e6:.0f} MB", "", "< 250 MB", peak < PEAK)]


def _nothing_new(folder: Path) -> list[Row]:
    with running(folder / "root", folder / "nginx") as server:
        feed = FeedOnDisk(meetings=BODY, items=1, folder=folder / "root", size=1000).write(server.url)
        secret = folder / "passphrase"
        secret.write_text("en lang og god sætning\n", encoding="utf-8")
        environment = {"MOEDEKLAR_PASSPHRASE_FILE": str(secret)}
        program = [sys.executable, "-m", "moedeklar"]
        command = [*program, "--profile", str(folder / "profile")]
        _cpu([*command, "source", "add", "oparl", feed.system], environment)
        _cpu([*command, "sync"], environment)
        before = len(server.log())
        ours = median([_cpu([*command, "sync"], environment) for _ in range(RUNS)])
        requests = (len(server.log()) - before) / RUNS
        version = median([_cpu([*program, "--version"], environment) for _ in range(RUNS)])
        unlocking = _unlocking(folder / "profile", secret)
        what = f"a run over {BODY} meetings that finds nothing new: CPU, and requests"
        limit = f"{version:.2f} s --version, and {unlocking:.2f} s scrypt for the passphrase"
        kept = ours - version - unlocking < 0.3 and requests <= 1
        return [Row(what, f"{ours:.2f} s, {requests:.0f}", limit, "< + 0.3 s, 1", kept)]


def _unlocking(profile: Path, secret: Path) -> float:
    """Seconds of CPU that a passphrase takes, on purpose; a keyring takes none."""
    keys = load(profile / "keys.json")
    if keys is None or keys.passphrase is None:
        raise RuntimeError("the profile has no keys")
    begin = time.process_time()
    unwrap(keys.passphrase, secret.read_text(encoding="utf-8").strip())
    return time.process_time() - begin


def _run(profile: Path, address: str, files: int) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.benchmarks.network_run", str(profile), address]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    told: dict[str, float] = json.loads(done.stdout)
    if told["failed"] or told["files"] != files:
        raise RuntimeError(f"not everything came: {told}")
    return told


def _curl(feed: FeedOnDisk, target: Path, at_once: int) -> float:
    config = target.with_suffix(".curl")
    config.write_text(curl_list(feed.addresses(), target), encoding="utf-8")
    begin = time.perf_counter()
    command = ["curl", "--silent", "--fail", "--parallel", "--parallel-max", str(at_once), "--config", str(config)]
    subprocess.run(command, check=True)
    return time.perf_counter() - begin


def _cpu(command: list[str], environment: dict[str, str]) -> float:
    """Seconds of CPU of a whole process and its children. Its failure is ours."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 3):
        raise RuntimeError(f"{command}: {done.stdout[-800:]} {done.stderr[-800:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print the rows."""
    for row in rows():
        print(row.what, row.ours, row.other, row.promise, "kept" if row.kept else "NOT KEPT", sep=" | ")


if __name__ == "__main__":
    main()
