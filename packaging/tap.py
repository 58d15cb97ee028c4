"""Results in the Test Anything Protocol (TAP 14), one line a check."""

from __future__ import annotations

import time
from collections.abc import Callable

from project import BuildError


class Skipped(Exception):
    """A check cannot be made on this machine; the message says why."""


class Tap:
    """Prints a line for each check, and remembers whether any failed."""

    def __init__(self) -> None:
        self._number = 0
        self.failed: list[str] = []

    def check(self, name: str, work: Callable[[], str | None]) -> bool:
        """Do *work*: it returns what is worth telling, and raises AssertionError or BuildError where it fails."""
        self._number += 1
        began = time.monotonic()
        try:
            told = work()
        except Skipped as why:
            print(f"ok {self._number} - {name} # SKIP {why}", flush=True)
            return True
        except (AssertionError, BuildError, OSError, ValueError, KeyError) as error:
            self.failed.append(name)
            print(f"not ok {self._number} - {name}", flush=True)
            print("\n".join(f"  # {line}" for line in f"{type(error).__name__}: {error}".splitlines()), flush=True)
            return False
        seconds = time.monotonic() - began
        print(f"ok {self._number} - {name}" + (f" # {told}" if told else "") + f" ({seconds:.0f} s)", flush=True)
        return True

    def end(self) -> int:
        """The plan, which TAP allows to stand last; the exit status."""
        print(f"1..{self._number}")
        return 1 if self.failed else 0


def expect(holds: object, otherwise: str) -> None:
    """Fail the check with a sentence."""
    if not holds:
        raise AssertionError(otherwise)
