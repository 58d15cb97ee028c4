"""A large answer is read while other threads go on."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from moedeklar.sources.turns import loads


@pytest.fixture
def short_turns() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(0.0005)
    yield
    sys.setswitchinterval(before)


def test_it_reads_as_json_does() -> None:
    text = '{"a": [1, {"b": null, "ø": "å"}], "c": 1.5}'
    assert loads(text) == json.loads(text)
    with pytest.raises(json.JSONDecodeError):
        loads("{")


def test_others_have_their_turns(short_turns: None) -> None:
    page = {
        "data": [{"id": f"m/{n}", "agendaItem": [{"id": f"i/{n}/{at}"} for at in range(10)]} for n in range(20_000)]
    }
    text = json.dumps(page)
    turns, done = 0, threading.Event()

    def others() -> None:
        nonlocal turns
        while not done.is_set():
            time.sleep(0.001)
            turns += 1

    thread = threading.Thread(target=others)
    thread.start()
    time.sleep(0.02)
    before = turns
    loads(text)
    had = turns - before
    done.set()
    thread.join()
    assert had > 3  # of `json.loads` alone: 0, or the one that had begun
