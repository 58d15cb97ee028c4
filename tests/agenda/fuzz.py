"""Reads damaged documents by the thousand: `python -m tests.agenda.fuzz --count 20000`.

Prints how many were read, how fast, and the seed of each that failed or took too long; exit status 1 if any did.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass

from moedeklar.agenda.reader import read
from tests.agenda.invariants import check
from tests.agenda.mutations import damaged_document

LONGEST = 0.5  # seconds of the processor for one document of a few pages; usual are some milliseconds


@dataclass(frozen=True)
class Failure:
    """A document that was not read well, by its seed, and what went wrong."""

    seed: int
    what: str


def failures(seeds: range, longest: float = LONGEST) -> Iterator[Failure]:
    """Read the damaged document of each seed; what raises, breaks a promise or takes longer than *longest*."""
    for seed in seeds:
        document = damaged_document(seed)
        begun = time.process_time()
        try:
            meeting = read(document)
            taken = time.process_time() - begun
            check(document, meeting)
        except Exception:  # noqa: BLE001  # whatever it is, its seed is told and the others are read
            yield Failure(seed, traceback.format_exc(limit=-3))
            continue
        if taken > longest:
            yield Failure(seed, f"took {taken:.2f} s")


def main() -> int:
    """Read as many as were asked for."""
    options = argparse.ArgumentParser()
    options.add_argument("--count", type=int, default=20_000)
    options.add_argument("--seed", type=int, default=0, help="the first seed")
    options.add_argument("--longest", type=float, default=LONGEST, help="seconds of the processor for one document")
    asked = options.parse_args()
    begun = time.perf_counter()
    found = 0
    for failure in failures(range(asked.seed, asked.seed + asked.count), asked.longest):
        found += 1
        print(f"seed {failure.seed}: {failure.what}", flush=True)
    taken = time.perf_counter() - begun
    print(f"{asked.count} damaged documents in {taken:.0f} s, {asked.count / taken:.0f} a second; {found} failed")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
