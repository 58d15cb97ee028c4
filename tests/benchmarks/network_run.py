"""One first sync of an OParl server in a process of its own, without indexing: prints seconds and the peak of memory.

`python -m tests.benchmarks.network_run PROFILE ADDRESS`
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from moedeklar.model.moments import SystemClock
from moedeklar.pdf.client import PdfClient
from moedeklar.sources.http.client import HttpClient
from moedeklar.sources.oparl.source import OparlSource
from moedeklar.store.keys import StoreKeys
from moedeklar.store.store import Store
from moedeklar.sync import engine


def main(profile: str, address: str) -> None:
    """Run it."""
    store = Store.open(Path(profile), StoreKeys.generate(), SystemClock())
    source = OparlSource("src-bench", address, HttpClient(address), store.clock)
    pdf = PdfClient()
    begin = time.perf_counter()
    report = engine.run(source, store, lambda: pdf, store.clock, index=False)
    seconds = time.perf_counter() - begin
    source.close()
    pdf.close()
    store.close()
    told = {"seconds": seconds, "peak": _peak(), "files": report.attachments, "failed": len(report.failed)}
    print(json.dumps(told))


def _peak() -> int:
    """The most memory that this program has had, in bytes.

    Linux counts into `ru_maxrss` what the process had before it became this program: the memory of whoever started it.
    """
    status = Path("/proc/self/status")
    if status.exists():
        lines = dict(line.split(":", 1) for line in status.read_text(encoding="ascii").splitlines())
        return int(lines["VmHWM"].split()[0]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
