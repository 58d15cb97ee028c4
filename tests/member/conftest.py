"""What the tests of a member's work share."""

from __future__ import annotations

import pytest

from moedeklar.store.store import Store
from tests.support.meeting import AGENDA, put_meeting


@pytest.fixture
def read_store(store: Store) -> Store:
    """The store with a meeting's agenda in it."""
    put_meeting(store, AGENDA)
    return store
