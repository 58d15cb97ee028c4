"""Which clock a run goes by: the computer's, or the one that MOEDEKLAR_NOW sets.

A set clock keeps the sample municipality's "today", the screenshots and the tests from drifting.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from moedeklar.member.environment import NOW
from moedeklar.model.errors import MoedeklarError
from moedeklar.model.moments import COPENHAGEN, Clock, FixedClock, SystemClock


def clock_of_environment(environment: Mapping[str, str] = os.environ) -> Clock:
    """The clock that stands at MOEDEKLAR_NOW (ISO 8601; without an offset, local time in Copenhagen), or the system's.

    MoedeklarError("clock_unreadable") where the variable holds no moment.
    """
    stated = environment.get(NOW, "").strip()
    if not stated:
        return SystemClock()
    try:
        moment = datetime.fromisoformat(stated)
    except ValueError as error:
        raise MoedeklarError("clock_unreadable", value=stated) from error
    return FixedClock(moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(COPENHAGEN)))
