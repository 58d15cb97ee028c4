from __future__ import annotations

import json
from pathlib import Path

import pytest

from moedeklar.member import portals
from moedeklar.model.errors import SourceError

FACTS = Path(__file__).parents[2].parent / "shared" / "formats" / "samples" / "firstagenda-portals" / "portaler.json"


def first(typed: str) -> str:
    return portals.find(typed)[0].name


def test_every_municipality_is_there_once() -> None:
    found = portals.all_portals()
    assert len(found) == len({one.name for one in found}) == 98
    assert len({one.host for one in found if one.host}) == sum(1 for one in found if one.host)
    assert all("." in one.host for one in found if one.is_firstagenda)


@pytest.mark.skipif(not FACTS.is_file(), reason="the shared samples are not here")
def test_the_hosts_are_those_that_are_known() -> None:
    hosts = {value for value in json.loads(FACTS.read_text(encoding="utf-8")).values() if isinstance(value, str)}
    assert {one.host for one in portals.all_portals() if one.is_firstagenda} == hosts
    assert len(hosts) == 88


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Hvidovre", "Hvidovre Kommune"),
        ("hvidovre kommune", "Hvidovre Kommune"),
        ("Hvid", "Hvidovre Kommune"),
        ("Hvidover", "Hvidovre Kommune"),
        ("hvdovre", "Hvidovre Kommune"),
        ("Koebenhavn", "Københavns Kommune"),
        ("københavns kommune", "Københavns Kommune"),
        ("kobenhavn", "Københavns Kommune"),
        ("Ringkobing", "Ringkøbing-Skjern Kommune"),
        ("Skjern", "Ringkøbing-Skjern Kommune"),
        ("taastrup", "Høje-Taastrup Kommune"),
        ("Høje Tåstrup", "Høje-Taastrup Kommune"),
        ("Århus", "Aarhus Kommune"),
        ("ærø", "Ærø Kommune"),
        ("aeroe", "Ærø Kommune"),
        ("Faaborg Midtfyn", "Faaborg-Midtfyn Kommune"),
        ("Fåborg", "Faaborg-Midtfyn Kommune"),
        ("Bornholm", "Bornholms Regionskommune"),
        ("kommunen Bornholm", "Bornholms Regionskommune"),
        ("  Nordfyn ", "Nordfyns Kommune"),
        ("Vesthimmerland", "Vesthimmerlands Kommune"),
    ],
)
def test_a_municipality_is_found_as_people_type_it(typed: str, name: str) -> None:
    assert first(typed) == name


def test_what_begins_so_comes_before_what_has_a_word_that_does() -> None:
    assert [one.name for one in portals.find("freder")] == [
        "Fredericia Kommune",
        "Frederiksberg Kommune",
        "Frederikshavn Kommune",
        "Frederikssund Kommune",
    ]


def test_nothing_typed_shows_the_first_and_nonsense_shows_none() -> None:
    assert len(portals.find("")) == 8
    assert len(portals.find("  Kommune", limit=3)) == 3
    assert portals.find("qqqqqq") == ()
    assert portals.find("xy") == ()


def test_a_name_is_one_municipality_only_where_it_is_its_whole_name() -> None:
    assert (found := portals.named("Greve kommune")) is not None
    assert (found.system, found.host) == ("firstagenda", "dagsordener.greve.dk")
    assert portals.named("Gre") is None
    assert portals.named("") is None
    assert portals.of_host("DAGSORDENER.greve.dk") == found
    assert portals.of_host("dagsordener.nordlund.dk") is None
    assert portals.named("Ishøj") == portals.Portal("Ishøj Kommune", "none")


@pytest.mark.parametrize(
    ("typed", "location", "name"),
    [
        ("Greve", "https://dagsordener.greve.dk", "Greve Kommune"),
        ("dagsordener.greve.dk", "https://dagsordener.greve.dk", "Greve Kommune"),
        (" https://Dagsordener.Greve.dk/vis?id=1&punktid=2 ", "https://dagsordener.greve.dk", "Greve Kommune"),
        ("dagsordener.nordlund.dk/", "https://dagsordener.nordlund.dk", "dagsordener.nordlund.dk"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080", "127.0.0.1"),
        ("localhost:99", "https://localhost:99", "localhost"),
    ],
)
def test_a_name_a_host_or_an_address_is_a_place(typed: str, location: str, name: str) -> None:
    place = portals.place_of(typed)
    assert (place.location, place.name) == (location, name)
    assert (place.portal is not None) == (name == "Greve Kommune")


@pytest.mark.parametrize(
    ("typed", "code", "params"),
    [
        ("Nordlund", "municipality_unknown", {"name": "Nordlund"}),
        ("Gre", "municipality_near", {"name": "Gre", "near": "Greve Kommune"}),
        ("", "municipality_unknown", {"name": ""}),
        ("Kommune", "municipality_unknown", {"name": "Kommune"}),
        ("Aalborg", "municipality_elsewhere", {"name": "Aalborg Kommune"}),
        ("ftp://x", "municipality_unknown", {"name": "ftp://x"}),
    ],
)
def test_what_is_no_place_to_fetch_from_is_told(typed: str, code: str, params: dict[str, str]) -> None:
    with pytest.raises(SourceError) as caught:
        portals.place_of(typed)
    assert (caught.value.code, caught.value.params) == (code, params)
