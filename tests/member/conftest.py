"""What the tests of a member's work share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from moedeklar.member.workspace import Workspace
from moedeklar.store.store import Store
from tests.support.closed import Member, papers
from tests.support.meeting import AGENDA, put_meeting


@pytest.fixture
def read_store(store: Store) -> Store:
    """The store with a meeting's agenda in it."""
    put_meeting(store, AGENDA)
    return store


@pytest.fixture
def member(tmp_path: Path) -> Iterator[Member]:
    with ExitStack() as stack:
        yield Member(tmp_path, stack)


@pytest.fixture
def synced(member: Member) -> Workspace:
    papers(member.root)
    workspace = member.start()
    workspace.sources.add_folder(member.root)
    assert workspace.sources.sync().new == 2
    return workspace
