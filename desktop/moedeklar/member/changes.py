"""The hub through which everybody who shows something learns what a write has changed."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Generic, ParamSpec

from moedeklar.model.changes import ChangeSet

Told = ParamSpec("Told")
_log = logging.getLogger(__name__)


class Listeners(Generic[Told]):
    """Those who want to be told, on the thread that tells. They must return at once. Thread-safe."""

    def __init__(self) -> None:
        self._listeners: list[Callable[Told, None]] = []
        self._guard = threading.Lock()

    def subscribe(self, listener: Callable[Told, None]) -> Callable[[], None]:
        """Call *listener* every time from here on; returns what ends that (calling it twice is harmless)."""
        with self._guard:
            self._listeners.append(listener)

        def unsubscribe() -> None:
            with self._guard:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return unsubscribe

    def tell(self, *said: Told.args, **named: Told.kwargs) -> None:
        """Tell everybody. One that fails is noted in the log and keeps nobody else from hearing."""
        with self._guard:
            listeners = tuple(self._listeners)
        for listener in listeners:
            try:
                listener(*said, **named)
            except Exception:  # noqa: BLE001 - a listener's bug, reported here
                _log.exception("a listener failed")


class Changes(Listeners[[ChangeSet]]):
    """Tells its listeners what a write has changed, on the store's writer thread. They must not write."""
