"""What a value on the command line must be; anything else is wrong use and ends with exit status 2."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from moedeklar.model.errors import MoedeklarError


class WrongUse(MoedeklarError):
    """The command line asks for something that cannot be meant."""


def one_of(option: str, value: str, allowed: Collection[str]) -> str:
    """*value* if it is one of *allowed*."""
    if value not in allowed:
        raise WrongUse("use_choice", option=option, value=value, allowed=", ".join(allowed))
    return value


def day(option: str, value: str | None) -> date | None:
    """The day that *value* names as 2021-02-09; None for None."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise WrongUse("use_day", option=option, value=value) from error
