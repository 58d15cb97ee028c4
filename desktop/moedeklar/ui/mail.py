"""The way from a worker to the UI thread: what it tells arrives there, and what it was given ends there.

Work remembers what asked for it: a screen, a dialog. On a change of language, or when a dialog is closed, the window
lets go of these while the work still goes on. The worker would then be the last to hold them, and they would end in its
thread; or it would emit the signal of something that is being deleted. What is of Qt must end in the thread that it
lives in ("Threads and QObjects"), else the program may end with it. So a worker holds nothing but a mailbox or an
errand, which the UI thread empties, and the one signal that it emits is of an object that outlives everything.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from types import FunctionType
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid


class _Home(QObject):
    """Lives in the UI thread for as long as the program."""

    come = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.come.connect(self._arrive, Qt.ConnectionType.QueuedConnection)

    @Slot(object, object)
    def _arrive(self, opened: Callable[..., None], values: tuple[object, ...]) -> None:
        opened(*values)


_homes: list[_Home] = []


def _home() -> _Home:
    if not _homes:
        _homes.append(_Home())
    return _homes[0]


class Mailbox:
    """What is sent from any thread is heard by *hear* in the UI thread, in the order in which it was sent.

    Made in the UI thread. Nothing is heard once it is closed, or once the object of Qt whose method *hear* is has been
    deleted.
    """

    __slots__ = ("_hear", "_home")

    def __init__(self, hear: Callable[..., object]) -> None:
        self._home = _home()
        self._hear: Callable[..., object] | None = hear

    def send(self, *values: object) -> None:
        """Tell this. Any thread."""
        self._home.come.emit(self._open, values)

    def close(self) -> None:
        """Hear nothing more, and let go of who heard. UI thread."""
        self._hear = None

    def _open(self, *values: object) -> None:
        if self._hear is not None and not is_gone(self._hear):
            self._hear(*values)


class Errand:
    """*work* for one worker, and who hears in the UI thread what it tells and, in the end, what it returned or raised.

    Made in the UI thread, which alone lets go of what is in it: when it has been done and heard, or by `empty`.
    """

    __slots__ = ("_ended", "_home", "_result", "_told", "_work")

    def __init__(
        self, work: Callable[..., Any], ended: Callable[[Any], object], told: Callable[[Any], object] | None = None
    ) -> None:
        self._home = _home()
        self._work: Callable[..., Any] | None = work
        self._ended: Callable[[Any], object] | None = ended
        self._told = told
        self._result: Any = None

    def do(self, *given: object) -> None:
        """Do it, in the worker's thread."""
        try:
            if self._work is not None:
                self._result = self._work(*given)
        except BaseException as error:  # noqa: BLE001 (handed to the UI thread, which raises what is a fault of ours)
            self._result = error
        self._home.come.emit(self._end, ())

    def tell(self, said: object) -> None:
        """Tell this while it is being done, in the worker's thread."""
        self._home.come.emit(self._hear, (said,))

    def empty(self) -> None:
        """Let go of everything; nobody hears of it. UI thread, once it has been done, or where it never will be."""
        self._work = self._ended = self._told = self._result = None

    def _hear(self, said: object) -> None:
        if self._told is not None and not is_gone(self._told):
            self._told(said)

    def _end(self) -> None:
        ended, result = self._ended, self._result
        self.empty()
        if ended is not None and not is_gone(ended):
            ended(result)


def is_gone(heard: object) -> bool:
    """Whether *heard* is of something that has been deleted meanwhile (a screen, on a change of language).

    It is of it where it is its method, or a function made in one, which speaks of `self`.
    """
    waiting = _self_of(heard.func if isinstance(heard, partial) else heard)
    return isinstance(waiting, QObject) and not isValid(waiting)


def _self_of(heard: object) -> object:
    if isinstance(heard, FunctionType) and heard.__closure__ and "self" in heard.__code__.co_freevars:
        return heard.__closure__[heard.__code__.co_freevars.index("self")].cell_contents
    return getattr(heard, "__self__", None)
