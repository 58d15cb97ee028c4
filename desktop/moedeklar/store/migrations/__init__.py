"""The frozen steps of the schema, oldest first. Each is a module with `NAME` and `apply(db)`, and is never edited."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from sqlite_utils import Database

from moedeklar.store.migrations import (
    m0001_first,
    m0002_corrections,
    m0003_network,
    m0004_secrets,
    m0005_rest,
    m0006_retention,
)


class Step(NamedTuple):
    """One migration: its name, which sorts in the order of the steps, and what it does inside the transaction."""

    name: str
    apply: Callable[[Database], None]


STEPS: tuple[Step, ...] = (
    Step(m0001_first.NAME, m0001_first.apply),
    Step(m0002_corrections.NAME, m0002_corrections.apply),
    Step(m0003_network.NAME, m0003_network.apply),
    Step(m0004_secrets.NAME, m0004_secrets.apply),
    Step(m0005_rest.NAME, m0005_rest.apply),
    Step(m0006_retention.NAME, m0006_retention.apply),
)
