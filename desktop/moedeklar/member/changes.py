"""The hub through which everybody who shows something learns what a write has changed."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from moedeklar.model.changes import ChangeSet

Listener = Callable[[ChangeSet], None]
_log = logging.getLogger(__name__)


class Changes:
    """Tells its listeners, on the thread that tells: the store's writer. They must return at once and not write."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []
        self._guard = threading.Lock()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call *listener* with every change from here on; returns what ends that (calling it twice is harmless)."""
        with self._guard:
            self._listeners.append(listener)

        def unsubscribe() -> None:
            with self._guard:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return unsubscribe

    def tell(self, changes: ChangeSet) -> None:
        """Tell everybody. One that fails is noted in the log and keeps nobody else from hearing."""
        with self._guard:
            listeners = tuple(self._listeners)
        for listener in listeners:
            try:
                listener(changes)
            except Exception:  # noqa: BLE001 - a listener's bug, reported here
                _log.exception("a listener to changes failed")
