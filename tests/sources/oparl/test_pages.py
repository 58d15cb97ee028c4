"""Lists in pages: to their end, and never in a circle."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from moedeklar.model.errors import ParseError
from moedeklar.sources.oparl import pages
from moedeklar.sources.oparl.pages import filtered, page_of, walk

URL = "https://nordlund.example/meetings"


def page(*numbers: int, after: str = "", **counts: int) -> bytes:
    return json.dumps({"data": list(numbers), "links": {"next": after}, "pagination": counts}).encode()


def walked(there: dict[str, bytes], url: str = URL) -> list[int]:
    return [one for _, found in walk(lambda asked: there[asked], url) for one in found.data]


def test_a_list_is_read_to_its_end() -> None:
    there = {URL: page(1, 2, after=f"{URL}?2"), f"{URL}?2": page(3, after=f"{URL}?3"), f"{URL}?3": page()}
    assert walked(there) == [1, 2, 3]


def test_the_last_page_may_name_itself() -> None:
    there = {URL: page(1, after=f"{URL}?2"), f"{URL}?2": page(2, after=f"{URL}?2", currentPage=2, totalPages=2)}
    assert walked(there) == [1, 2]


@pytest.mark.parametrize("after", [URL, f"{URL}?2"])
def test_a_circle_is_noticed(after: str) -> None:
    with pytest.raises(ParseError, match="oparl_loop"):
        walked({URL: page(1, after=f"{URL}?2"), f"{URL}?2": page(2, after=after)})


def test_a_server_that_does_not_mind_the_page_is_noticed() -> None:
    with pytest.raises(ParseError, match="oparl_loop"):
        for _, _found in walk(lambda url: page(1, 2, after=url + "0"), URL):
            pass


def test_a_list_without_end_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "MOST_PAGES", 30)
    with pytest.raises(ParseError, match="oparl_endless"):
        for _, _found in walk(lambda url: page(len(url), after=url + "0"), URL):
            pass


def test_what_is_no_list_says_so() -> None:
    for wrong in (b"{}", b'{"data": {}}', b'"x"', b"null"):
        with pytest.raises(ParseError, match="oparl_no_list"):
            page_of(wrong)
    assert page_of(b"[1]").data == (1,)


def test_a_filter_is_added_to_what_the_address_has() -> None:
    since = datetime(2027, 1, 2, 3, 4, tzinfo=UTC)
    assert filtered(f"{URL}?limit=5&modified_since=x", since) == (
        f"{URL}?limit=5&modified_since=2027-01-02T03%3A04%3A00%2B00%3A00"
    )
