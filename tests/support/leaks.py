"""Every test must leave the machine as it found it: no thread, no child process, no Qt timer."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import psutil
import pytest

PATIENCE = 3.0  # seconds that a thread or process may take to end after it was told to


def _threads() -> set[threading.Thread]:
    return {thread for thread in threading.enumerate() if thread.is_alive() and not thread.name.startswith("execnet")}


def _children() -> set[psutil.Process]:
    found = set()
    for child in psutil.Process().children(recursive=True):
        try:
            if child.status() != psutil.STATUS_ZOMBIE:
                found.add(child)
        except psutil.NoSuchProcess:
            continue
    return found


@pytest.fixture(autouse=True)
def leaves_nothing_behind() -> Iterator[None]:
    """Fail a test after which a thread or a child process goes on living."""
    threads, children = _threads(), _children()
    yield
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and (_threads() - threads or _children() - children):
        time.sleep(0.02)
    left_threads = [f"{thread.name} ({thread.ident})" for thread in _threads() - threads]
    left_children = []
    for child in _children() - children:
        left_children.append(f"{child.pid}: {child.name()}")
        child.kill()
    assert not left_threads, f"threads still run: {left_threads}"
    assert not left_children, f"processes still run: {left_children}"
