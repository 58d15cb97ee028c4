"""Prefixes that together stand for all names before or after one: for days in refs (see `Listing.forgotten`). Pure."""

from __future__ import annotations

_DIGITS = "0123456789"


def before(text: str) -> tuple[str, ...]:
    """The prefixes of everything written like *text* that sorts before it, digit by digit."""
    return tuple(text[:at] + one for at, digit in enumerate(text) for one in _DIGITS if digit.isdigit() and one < digit)


def after(text: str) -> tuple[str, ...]:
    """The prefixes of everything written like *text* that sorts after it."""
    return tuple(text[:at] + one for at, digit in enumerate(text) for one in _DIGITS if digit.isdigit() and one > digit)
