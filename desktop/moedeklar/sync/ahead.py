"""Work done in threads a little ahead of the one that takes the results, in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from types import TracebackType
from typing import Generic, Self, TypeVar

Item = TypeVar("Item")
Made = TypeVar("Made")


class Ahead(Generic[Item, Made]):
    """Does *work* on *items*, in `threads` threads and at most *most* ahead of what was taken. Used by one thread.

    Used as a context manager it ends its threads: what has not begun is left, what has is waited for.
    """

    def __init__(self, items: Sequence[Item], work: Callable[[Item], Made], threads: int, most: int, name: str) -> None:
        self._work = work
        self._most = max(most, threads)
        self._left = deque(items)
        self._begun: deque[tuple[Item, Future[Made]]] = deque()
        self._pool = ThreadPoolExecutor(threads, name)

    def take(self, item: Item, on_tick: Callable[[], object] | None = None, every: float = 1.0) -> Made:
        """What was made of *item*, waiting for it; what *work* raises is raised here.

        Items come in the order that was given; those before it that were not taken never will be. *on_tick* is called
        *every* so many seconds of waiting.
        """
        self._begin()
        while self._begun and self._begun[0][0] is not item:
            self._begun.popleft()[1].cancel()
            self._begin()
        if not self._begun:
            return self._work(item)  # it was not among the items
        _, future = self._begun.popleft()
        self._begin()
        while on_tick is not None and not wait((future,), every).done:
            on_tick()
        return future.result()

    def _begin(self) -> None:
        while self._left and len(self._begun) < self._most:
            item = self._left.popleft()
            self._begun.append((item, self._pool.submit(self._work, item)))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._left.clear()
        self._pool.shutdown(wait=True, cancel_futures=True)
