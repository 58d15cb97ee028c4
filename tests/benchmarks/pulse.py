"""A process that does nothing but beat every 10 ms until its input ends: how long the machine itself stands still.

usage: pulse.py    prints the largest gap in seconds, less the 10 ms
"""

from __future__ import annotations

import sys
import threading
import time

BEAT = 0.01  # seconds


def main() -> int:
    """Beat."""
    ended = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
    largest, last = 0.0, time.perf_counter()
    while not ended.wait(BEAT):
        now = time.perf_counter()
        largest, last = max(largest, now - last - BEAT), now
    print(largest)
    return 0


if __name__ == "__main__":
    sys.exit(main())
