"""How long a run is likely to go on, from its events. Pure: whoever asks says what time it is."""

from __future__ import annotations

from collections import deque

from moedeklar.model.reports import EventKind, SyncEvent

WINDOW = 20.0  # seconds that are looked back on: the network now tells more than the network a while ago
LEAST = 3.0  # seconds that have to be seen before anything is said


class TimeLeft:
    """Follows one run. Seconds are of any clock that only goes forward."""

    def __init__(self) -> None:
        self._phase = ""
        self._seen: deque[tuple[float, int]] = deque()
        self._total = 0

    def follow(self, event: SyncEvent, now: float) -> None:
        """Take note of *event*, which came at *now*."""
        phase, done, total = _work(event)
        if event.event is EventKind.START or phase != self._phase:
            self._seen.clear()
        self._phase, self._total = phase, total
        self._seen.append((now, done))
        while len(self._seen) > 2 and now - self._seen[0][0] > WINDOW:
            self._seen.popleft()

    def seconds(self, now: float) -> float | None:
        """How many seconds what is at hand will take: the texts, and after them the attachments. None for unknown."""
        if len(self._seen) < 2:
            return None
        (began, first), (_, last) = self._seen[0], self._seen[-1]
        if now - began < LEAST or last <= first or not self._total:
            return None
        return max(0.0, (self._total - last) * (now - began) / (last - first))


def _work(event: SyncEvent) -> tuple[str, int, int]:
    """What is being done, and how much of it is: bytes where all sizes are known, else files; documents before."""
    if not event.files_total:
        return "documents", event.done, event.total
    if event.bytes_total:
        return "bytes", min(event.bytes_done, event.bytes_total), event.bytes_total
    return "files", event.files_done, event.files_total
