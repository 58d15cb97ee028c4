"""In which order meetings are fetched: the nearest to today first, those to come before those that were. Pure."""

from __future__ import annotations

from datetime import date

from moedeklar.model.moments import LocalStart

Nearness = tuple[int, bool]
UNDATED: Nearness = (10**6, True)  # in days; after all others


def nearness(start: LocalStart | None, today: date) -> Nearness:
    """Sorts as the meetings are wanted: days between *today* and *start*, and whether it has been."""
    return UNDATED if start is None else (abs((start.day - today).days), start.day < today)
