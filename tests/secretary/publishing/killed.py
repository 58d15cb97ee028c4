"""One publish in a process of its own, killed at a given step: `python -m tests.secretary.publishing.killed`."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from moedeklar.model.moments import FixedClock
from moedeklar.pdf.client import PdfClient
from moedeklar.secretary.publishing import state
from moedeklar.secretary.publishing.publisher import Publisher
from moedeklar.secretary.publishing.targets import folder as place
from moedeklar.secretary.publishing.targets.folder import FolderTarget
from moedeklar.store.keys import StoreKeys


def main(folder: str, out: str, home: str, keys: str, after: int) -> None:
    """Publish *folder*; die by SIGKILL at the step number *after*. Prints how many steps there were."""
    count = 0

    def step() -> None:
        nonlocal count
        count += 1
        if count == after:
            os.kill(os.getpid(), signal.SIGKILL)

    def counted(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **named: Any) -> Any:
            step()
            found = real(*args, **named)
            step()
            return found

        return call

    place._make_younger = counted(place._make_younger)  # an object is written beside, and not yet in place
    FolderTarget.put = counted(FolderTarget.put)  # type: ignore[method-assign]
    FolderTarget.remove = counted(FolderTarget.remove)  # type: ignore[method-assign]
    state.write_atomically = counted(state.write_atomically)
    clock = FixedClock(datetime(2027, 2, 4, 6, 42, tzinfo=UTC))
    pdf = PdfClient()
    with Publisher.open(
        Path(folder), FolderTarget(Path(out)), Path(home), StoreKeys.unpack(keys), clock, lambda: pdf
    ) as one:
        one.publish(one.plan())
    pdf.close()
    print(count)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4], int(sys.argv[5]))
