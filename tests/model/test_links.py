"""Links into the program: the two forms that are taken, and hostile ones, none of which is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from moedeklar.model.ids import is_id
from moedeklar.model.links import is_link, link_to, place_of_link


@pytest.mark.parametrize(
    ("link", "place"),
    [
        ("moedeklar:meeting/m-0123456789abcdef0123", ("m-0123456789abcdef0123", None)),
        ("moedeklar:meeting/m-1/item/i_2", ("m-1", "i_2")),
        ("Moedeklar:meeting/m-1/item/i-2", ("m-1", "i-2")),
    ],
)
def test_links_that_are_taken(link: str, place: tuple[str, str | None]) -> None:
    assert place_of_link(link) == place


@pytest.mark.parametrize(
    "link",
    [
        "",
        "m-1",
        "https://meeting/m-1",
        "moedeklar:",
        "moedeklar:meeting/",
        "moedeklar:meeting/m-1/",
        "moedeklar:meeting/m-1/item/",
        "moedeklar:meeting/m-1/item/i-2/",
        "moedeklar:meeting/m-1/item/i-2/../../x",
        "moedeklar:meeting/../../etc/passwd",
        "moedeklar:meeting/..%2F..%2Fetc",
        "moedeklar://meeting/m-1",
        "moedeklar:meeting/m-1?profile=/tmp",
        "moedeklar:meeting/m-1#item",
        "moedeklar:Meeting/m-1",
        "moedeklar:meeting/m-1\n",
        "moedeklar:meeting/m-1 --profile /tmp/x",
        "moedeklar:meeting/--profile=/tmp/x",
        "moedeklar:meeting/m-1\x00",
        "moedeklar:meeting/mødé",
        "moedeklar:meeting/m\u202e1",
        "moedeklar:open/m-1",
        "moedeklar:meeting/" + "m" * 201,
        "moedeklar:meeting/m-1'; drop table user_note; --",
    ],
)
def test_links_that_are_refused(link: str) -> None:
    assert place_of_link(link) is None


@given(some.text(max_size=60))
def test_whatever_is_taken_is_made_of_ids(rest: str) -> None:
    place = place_of_link("moedeklar:" + rest)
    if place is not None:
        assert all(is_id(part) for part in place if part is not None)
        assert link_to(*place) == "moedeklar:" + rest


def test_links_that_the_program_makes_are_taken() -> None:
    assert place_of_link(link_to("m-1")) == ("m-1", None)
    assert place_of_link(link_to("m-1", "i-2")) == ("m-1", "i-2")
    assert is_link("MOEDEKLAR:x")
    assert not is_link("moedeklar")
