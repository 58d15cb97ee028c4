"""Instants as they stand in the database: UTC, microseconds, so that text sorts as time."""

from __future__ import annotations

from datetime import UTC, datetime


def stamp(instant: datetime) -> str:
    """An aware *instant* as "2026-11-23T08:00:00.123456+00:00"."""
    return instant.astimezone(UTC).isoformat(timespec="microseconds")


def unstamp(text: str) -> datetime:
    """The aware instant that `stamp` made *text* of. Raises ValueError."""
    return datetime.fromisoformat(text)
