from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from moedeklar.model.errors import ParseError
from moedeklar.sources.firstagenda.listing import read_listing
from tests.fakes.firstagenda import ZERO, Paper, listing

SAMPLES = Path(__file__).parents[3].parent / "shared" / "formats" / "samples" / "firstagenda-hvidovre"
HARBOUR = Paper("a1")
samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the shared samples are not here")


def test_what_is_listed_is_each_paper_with_its_committee_and_term() -> None:
    old = Paper("a2", "Referat", "Byrådet 2018-2021", "2021-02-02T17:00:00+01:00", released=None, period="Tidligere")
    harbour, council = read_listing(listing([HARBOUR, old]))
    assert (harbour.id, harbour.name, harbour.committee, harbour.term) == (
        "a1",
        "Dagsorden",
        "Havneudvalget",
        "2026-2029",
    )
    assert harbour.start is not None
    assert harbour.start.isoformat() == "2027-02-09T16:00"
    assert harbour.released == datetime(2027, 2, 1, 9, tzinfo=UTC)
    assert (council.committee, council.term, council.released) == ("Byrådet", "2018-2021", None)


@pytest.mark.parametrize(
    "changed",
    [
        {"name": "Referat"},
        {"released": None},
        {"begin": "2027-02-09T17:00:00+01:00"},
        {"end": "2027-02-09T18:00:00+01:00"},
        {"place": "Havnholm"},
        {"concluded": True},
    ],
)
def test_whatever_the_list_says_otherwise_is_another_state(changed: dict[str, object]) -> None:
    (before,), (after,) = read_listing(listing([HARBOUR])), read_listing(listing([HARBOUR.but(**changed)]))
    assert before.state != after.state
    (again,) = read_listing(listing([HARBOUR]))
    assert again == before


def test_a_list_without_periods_and_with_what_nobody_knows_is_read() -> None:
    plain = {"Navn": "Havneudvalget", "Ny": {"x": 1}, "Moeder": [HARBOUR.meeting(listed=True), None, 3]}
    (one,) = read_listing(json.dumps({"Udvalg": [plain, "x"]}).encode())
    assert (one.id, one.term) == ("a1", None)


def test_what_has_no_id_is_passed_over_and_what_is_there_twice_counts_once() -> None:
    papers = [HARBOUR, HARBOUR.but(period="Andre"), HARBOUR.but(id=ZERO), HARBOUR.but(id="../x")]
    assert [one.id for one in read_listing(listing(papers))] == ["a1"]


def test_an_answer_without_the_list_is_none() -> None:
    with pytest.raises(ParseError) as caught:
        read_listing(b'{"Udvalg":null,"Message":"fejl"}')
    assert (caught.value.code, caught.value.params) == ("answer_without", {"name": "Udvalg"})


@samples
def test_a_real_list_is_read() -> None:
    (one,) = read_listing((SAMPLES / "udvalgsliste_shape.json").read_bytes())
    assert (one.name, one.term) == ("Referat", "2026-2029")


@samples
def test_a_real_committee_has_as_many_papers_as_it_lists() -> None:
    data = json.loads((SAMPLES / "udvalg_boerne_reduced.json").read_bytes())
    found = read_listing(json.dumps({"Udvalg": {"Udvalg 2022-2025": [data]}}).encode())
    assert len(found) == len(data["Moeder"]) == 9
    assert sum(one.name == "Referat" for one in found) == 6
    assert len({(one.committee, one.start) for one in found}) == 6
    assert all(one.released is not None for one in found)
