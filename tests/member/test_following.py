"""What two titles have to do with each other."""

from __future__ import annotations

import pytest

from moedeklar.member.following import likeness, matching, subject
from moedeklar.store.requests import PublishedItem


def items(*titles: str) -> list[PublishedItem]:
    return [PublishedItem(f"i-{n}", "m", None, str(n), title, False) for n, title in enumerate(titles)]


@pytest.mark.parametrize(
    "title",
    [
        "Social kontrol",
        "Anmodningssag vedr. social kontrol",
        "ANMODNINGSSAG VEDRØRENDE SOCIAL KONTROL",
        "Anmodning om social kontrol",
        "Anmodning fra Ea Skov (C) om social kontrol",
        "Medlemsforslag fra Enhedslisten: Social kontrol",
        "Sag fra formandskabet – Social kontrol",
        "Åbent: Social kontrol",
    ],
)
def test_lead_words_say_nothing_of_the_subject(title: str) -> None:
    assert subject(title) == "socialkontrol"


def test_a_title_of_lead_words_alone_is_its_own_subject() -> None:
    assert subject("Anmodningssag") == "anmodningssag"


@pytest.mark.parametrize(
    ("one", "other"), [("Social kontrol", "Socialtilsyn"), ("", "Social kontrol"), ("Støj", "Støv")]
)
def test_not_alike(one: str, other: str) -> None:
    assert likeness(one, other) < 0.85


def test_the_most_alike_one() -> None:
    listed = items("Cykelstier i Askeby", "Anmodningssag vedr. cykelsti i Askeby", "Meddelelser")
    found = matching("Cykelsti i Askeby", listed)
    assert found is listed[1]


def test_two_that_say_the_same_give_the_earlier() -> None:
    listed = items("Meddelelser", "Social kontrol", "Anmodning om social kontrol")
    assert matching("Social kontrol", listed) is listed[1]


def test_between_two_that_are_equally_alike_nothing_is_guessed() -> None:
    listed = items("Tilsyn med plejehjem 1", "Tilsyn med plejehjem 2")
    assert matching("Tilsyn med plejehjem 3", listed) is None


def test_nothing_to_choose_from() -> None:
    assert matching("Social kontrol", []) is None
