"""What is remembered of a list from one listing to the next."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from moedeklar.sources.oparl.memory import AHEAD, LEAST_RECENT, MOST_RECENT, OVERLAP, Memory, changed_at
from moedeklar.sources.oparl.times import instant

URL = "https://nordlund.example/meetings"
NOW = datetime(2027, 2, 3, 8, tzinfo=UTC)


def objects(*ago: timedelta) -> list[dict[str, Any]]:
    return [{"id": f"{URL}/{n}", "modified": (NOW - one).isoformat()} for n, one in enumerate(ago)]


def seen_of(told: list[dict[str, Any]], memory: Memory | None = None) -> Any:
    memory = memory or Memory({})
    assert len(list(memory.noted(URL, (("", one) for one in told)))) == len(told)
    return memory.seen()[URL]


def test_what_was_changed_lately_is_asked_for_again_and_known() -> None:
    seen = seen_of(objects(*(timedelta(days=n) for n in range(100))))
    assert instant(seen.since) == NOW - OVERLAP
    assert len(seen.recent) == LEAST_RECENT


def test_where_too_much_was_changed_at_once_what_comes_after_is_asked_for() -> None:
    seen = seen_of(objects(*[timedelta(0)] * (5 * MOST_RECENT)))
    assert instant(seen.since) == NOW + timedelta(seconds=1)
    seen = seen_of(objects(*(timedelta(minutes=n) for n in range(5 * MOST_RECENT))))
    since = instant(seen.since)
    assert since is not None
    assert NOW - OVERLAP < since < NOW
    expected = {one["id"] for one in objects(*(timedelta(minutes=n) for n in range(MOST_RECENT - 1)))}
    assert expected <= seen.recent.keys()


def test_news_are_added_to_what_is_known() -> None:
    first = Memory({})
    known = seen_of(objects(*(timedelta(days=n) for n in range(3))), first)
    second = Memory(first.seen(), adds=True)
    assert seen_of([], Memory({URL: known})) == known
    later = [{"id": f"{URL}/new", "modified": (NOW + timedelta(hours=1)).isoformat()}]
    seen = seen_of(later, second)
    assert seen.recent.keys() == known.recent.keys() | {f"{URL}/new"}
    assert not second.is_set_back


def test_an_object_that_is_older_than_it_was_tells_that_the_server_was_set_back() -> None:
    first = Memory({})
    seen_of(objects(timedelta(0)), first)
    second = Memory(first.seen())
    seen_of(objects(timedelta(days=1)), second)
    assert second.is_set_back
    assert second.moment(NOW) == NOW - timedelta(days=1)
    third = Memory({})
    seen_of(objects(timedelta(days=1)), third)
    assert third.moment(NOW) == NOW, "the newest one is gone, and that is all"


def test_what_stands_in_an_object_counts() -> None:
    inner = {
        "id": "x",
        "modified": "2027-02-01T10:00:00Z",
        "agendaItem": [{"modified": "2027-02-02T10:00:00+01:00"}, 7],
    }
    assert changed_at(inner) == datetime(2027, 2, 2, 9, tzinfo=UTC)
    assert changed_at({"modified": "i morgen"}) is None
    assert changed_at(None) is None


def test_an_object_from_the_future_does_not_hide_what_is_new() -> None:
    told = [*objects(timedelta(0), timedelta(days=3)), {"id": f"{URL}/f", "modified": "2031-01-01T00:00:00Z"}]
    memory = Memory({}, now=NOW)
    seen = seen_of(told, memory)
    assert instant(seen.since) == NOW - OVERLAP
    assert f"{URL}/f" in seen.recent
    assert memory.moment(None) == NOW
    again = Memory({URL: seen}, now=NOW)
    seen_of([{"id": f"{URL}/f", "modified": NOW.isoformat()}], again)
    assert not again.is_set_back, "its date was mended"
    assert instant(seen_of([told[-1]], Memory({}, now=NOW)).since) == NOW + AHEAD - OVERLAP
