"""Damaged objects: whatever a server sends is read or is an error that says where, and never anything else."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable
from typing import Any, TypeVar

import pytest

from moedeklar.model.errors import ParseError
from moedeklar.sources.oparl.objects import meeting_of, organization_of, paper_of, tombstone_of
from moedeklar.sources.oparl.pages import page_of
from moedeklar.sources.oparl.reading import meeting_of as read
from moedeklar.sources.oparl.record import Case, Record, packed, unpacked
from moedeklar.sources.oparl.system import body_of, system_of
from tests.support.oparl_body import OparlBody
from tests.support.web import WebServer

Read = TypeVar("Read")
ODD: tuple[Any, ...] = (
    None, True, 0, -1, 1e308, "", " ", "\x00", "\ud800", "x" * 5000, "https://", "http://[", "https://a.example/\n",
    [], {}, [[]], [None], {"id": None}, {"id": []}, {"type": 7}, "2027-02-30T25:61:00", "9999-12-31T23:59:59-23:59",
)  # fmt: skip


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where anything stands in some JSON."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path] * bool(path) + [found for key, one in inner for found in places(one, (*path, key))]


def damaged(value: Any, chance: random.Random) -> Any:
    """*value* with something else in one to three places."""
    made = copy.deepcopy(value)
    for _ in range(chance.randint(1, 3)):
        path = chance.choice(places(made) or [()])
        if not path:
            return chance.choice(ODD)
        there = made
        for key in path[:-1]:
            there = there[key]
        if chance.random() < 0.3:
            del there[path[-1]]
        else:
            there[path[-1]] = copy.deepcopy(chance.choice(ODD))
    return made


@pytest.fixture(scope="module")
def body() -> OparlBody:
    with WebServer() as web:
        made = OparlBody(meetings=4)
        made.put_on(web)
    return made


@pytest.mark.parametrize("seed", range(300))
def test_a_damaged_object_is_read_or_says_where(body: OparlBody, seed: int) -> None:
    chance = random.Random(seed)
    committee = next(iter(body.lists["organization"].values()))
    _tried(tombstone_of, damaged(body.meeting(4), chance))
    _tried(organization_of, damaged(committee, chance))
    meeting = _tried(meeting_of, damaged(body.meeting(4), chance))
    paper = _tried(paper_of, damaged(body.paper("4-1"), chance))
    if meeting is None or paper is None:
        return
    cases = (Case(0, paper),) if meeting.items else ()
    data = packed(Record(meeting, "Nordlund", ("Havneudvalget",), cases))
    assert packed(unpacked(data)) == data
    read(unpacked(data))


def _tried(parse: Callable[[Any, str], Read], value: Any) -> Read | None:
    try:
        return parse(value, "data[0]")
    except ParseError as error:
        where = error.params["where"]
    assert str(where).startswith("data[0]")
    return None


@pytest.mark.parametrize("seed", range(100))
def test_a_damaged_list_or_system_is_read_or_is_an_error(body: OparlBody, seed: int) -> None:
    chance = random.Random(seed)
    whole = {"data": [body.meeting(4)], "links": {"next": "https://a.example/"}, "pagination": {"totalPages": 3}}
    stated = {"id": "https://a.example/", "type": "x/System", "body": [body._body()]}
    for parse, value in ((page_of, whole), (system_of, stated), (body_of, body._body())):
        try:
            if parse is page_of:
                page_of(json.dumps(damaged(value, chance)).encode("utf-8", "surrogatepass"))
            else:
                parse(damaged(value, chance), "https://a.example/")  # type: ignore[operator]
        except ParseError:
            continue
