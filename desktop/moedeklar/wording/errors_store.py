"""Sentences for errors of the room that the file is named after."""

from __future__ import annotations

from collections.abc import Callable

SENTENCES: dict[str, Callable[[], str]] = {}
