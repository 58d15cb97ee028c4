"""Runs every measurement and writes RESULTS.md, in which a promise that is not kept says so."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.benchmarks import (
    first_sync,
    network,
    pages,
    publishing,
    publishing_page,
    reading,
    searching,
    syncing,
    understanding,
    window,
)
from tests.benchmarks.table import Row, machine

RESULTS = Path(__file__).with_name("RESULTS.md")


def main() -> int:
    """Measure, write, and print the table."""
    rows: list[Row] = []
    for measured in (window, pages, reading, searching, syncing, first_sync, network, publishing, publishing_page):
        rows += measured.rows()
    lines = [
        "# What was measured",
        "",
        f"On {machine()}. Written by `make bench`; medians, warm, each against its limit in the same run.",
        "",
        "| What | Here | Its limit in the same run | Promise | Kept |",
        "|---|---|---|---|---|",
        *(f"| {r.what} | {r.ours} | {r.other} | {r.promise} | {'yes' if r.kept else '**no**'} |" for r in rows),
        *understanding.tables(),
    ]
    RESULTS.write_text("\n".join(lines), encoding="utf-8")
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
