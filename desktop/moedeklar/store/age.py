"""The age file format (age-encryption.org/v1), by pyrage."""

from __future__ import annotations

from typing import Any

import pyrage as _pyrage

__all__ = ["age"]

age: Any = _pyrage  # pyrage brings no types; said once, here
