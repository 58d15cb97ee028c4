"""Lists in pages: to their end, and never in a circle."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from moedeklar.model.errors import ParseError, SourceError
from moedeklar.sources.oparl import pages
from moedeklar.sources.oparl.pages import MOST_EMPTY, Walk, filtered, page_of

URL = "https://nordlund.example/meetings"


def page(*numbers: int, after: str = "", **counts: int) -> bytes:
    return json.dumps({"data": list(numbers), "links": {"next": after}, "pagination": counts}).encode()


def walked(there: dict[str, bytes], url: str = URL) -> list[int]:
    return [one for _, found in Walk(lambda asked: there[asked], url) for one in found.data]


def test_a_list_is_read_to_its_end() -> None:
    there = {URL: page(1, 2, after=f"{URL}?2"), f"{URL}?2": page(3, after=f"{URL}?3"), f"{URL}?3": page()}
    assert walked(there) == [1, 2, 3]


def test_the_last_page_may_name_itself() -> None:
    there = {URL: page(1, after=f"{URL}?2"), f"{URL}?2": page(2, after=f"{URL}?2", currentPage=2, totalPages=2)}
    assert walked(there) == [1, 2]


@pytest.mark.parametrize("after", ["?2", "meetings?2", "/meetings?2", "//nordlund.example/meetings?2", f" {URL}?2 "])
def test_the_next_page_may_be_named_within_the_server(after: str) -> None:
    assert walked({URL: page(1, after=after), f"{URL}?2": page(2)}) == [1, 2]


@pytest.mark.parametrize("after", ["mailto:x@nordlund.example", "https://[", "file:///etc/passwd"])
def test_a_next_page_that_is_no_address_is_not_the_end(after: str) -> None:
    with pytest.raises(ParseError, match="oparl_no_list") as caught:
        walked({URL: page(1, after=after)})
    assert caught.value.params["where"] == "links.next"


def test_a_page_that_says_it_is_the_last_is_believed_unless_it_counts_more() -> None:
    more = {"currentPage": 1, "totalPages": 1}
    there = {URL: page(1, after=f"{URL}?2", totalElements=3, **more), f"{URL}?2": page(2, 3, totalElements=3, **more)}
    assert walked(there) == [1, 2, 3]
    assert walked({URL: page(1, after=f"{URL}?2", **more)}) == [1]
    # One that counts what was deleted, and answers with its last page whatever page is asked for.
    there = {url: page(1, 2, after=f"{URL}?2", totalElements=9, **more) for url in (URL, f"{URL}?2")}
    assert walked(there) == [1, 2]


@pytest.mark.parametrize("code", ["not_there", "vanished"])
def test_the_page_after_the_last_may_be_missing(code: str) -> None:
    there = {
        URL: page(1, after=f"{URL}?2", totalElements=3, currentPage=1, totalPages=2),
        f"{URL}?2": page(2, after=f"{URL}?3", totalElements=3, currentPage=2, totalPages=2),
    }

    def ask(url: str) -> bytes:
        if url not in there:
            raise SourceError(code)
        return there[url]

    assert [one for _, found in Walk(ask, URL) for one in found.data] == [1, 2]
    del there[f"{URL}?2"]
    with pytest.raises(SourceError):
        list(Walk(ask, URL))


def test_a_list_that_ends_before_its_end_says_so() -> None:
    ends = Walk({URL: page(1, currentPage=1, totalPages=3)}.__getitem__, URL)
    assert [found.data for _, found in ends] == [(1,)]
    assert ends.is_short
    # Some count their pages from 0.
    there = {URL: page(1, after="?2", currentPage=0, totalPages=2), f"{URL}?2": page(2, currentPage=1, totalPages=2)}
    whole = Walk(there.__getitem__, URL)
    assert len(list(whole)) == 2
    assert not whole.is_short


def test_pages_with_nothing_on_them_are_not_followed_for_ever() -> None:
    asked = []

    def ask(url: str) -> bytes:
        asked.append(url)
        return page(*([1] if url == URL else []), after=url + "0")

    endless = Walk(ask, URL)
    assert [one for _, found in endless for one in found.data] == [1]
    assert (len(asked), endless.is_short) == (MOST_EMPTY + 1, True)


@pytest.mark.parametrize("after", [URL, f"{URL}?2"])
def test_a_circle_is_noticed(after: str) -> None:
    with pytest.raises(ParseError, match="oparl_loop"):
        walked({URL: page(1, after=f"{URL}?2"), f"{URL}?2": page(2, after=after)})


def test_a_server_that_does_not_mind_the_page_is_noticed() -> None:
    with pytest.raises(ParseError, match="oparl_loop"):
        for _, _found in Walk(lambda url: page(1, 2, after=url + "0"), URL):
            pass


def test_a_list_without_end_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "MOST_PAGES", 30)
    with pytest.raises(ParseError, match="oparl_endless"):
        for _, _found in Walk(lambda url: page(len(url), after=url + "0"), URL):
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
