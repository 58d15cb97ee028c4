"""What is done once a day while the program runs, and at its start."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date

from moedeklar.model.errors import MoedeklarError
from moedeklar.model.moments import Clock, local_now

Work = Callable[[Callable[[], bool]], object]
"""What is done; it is given what tells it to end."""

_log = logging.getLogger(__name__)


class Daily:
    """Does its work when it is first called on a day. For one thread."""

    def __init__(self, clock: Clock, work: Work | None) -> None:
        self._clock = clock
        self._work = work
        self._day: date | None = None

    def __call__(self, ending: Callable[[], bool]) -> None:
        """Do it, unless it was done today. What stands in its way is logged, and it is done tomorrow."""
        today = local_now(self._clock).date()
        if self._work is None or self._day == today:
            return
        self._day = today
        try:
            self._work(ending)
        except MoedeklarError as error:
            _log.warning("what is done daily was not: %s", error)
