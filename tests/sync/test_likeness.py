from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moedeklar.sync.likeness import BY_TITLE, ItemMark, assign, likeness, same_item


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Forslag til nøgletal for jobcentret", "nøgletal for jobcentret"),
        ("Erfaringer med ressourceforløb i Nordlund", "Erfaringer med resourceforløb i Nordlund"),
        ("Anmodningssag vedr. social kontrol", "Anmodningssag vedrørende social kontrol"),
        ("Godkendelse af budget – 2. behandling", "Godkendelse af budget - 2. behandling"),
        ("Uddybning af havnen i Havnholm", "Uddybning af havnen i Havnholm (fortsat)"),
    ],
)
def test_titles_that_are_the_same_in_other_words(first: str, second: str) -> None:
    assert likeness(first, second) >= BY_TITLE


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Budgetopfølgning 1. kvartal 2027", "Budgetopfølgning 2. kvartal 2027"),
        ("Godkendelse af dagsorden", "Godkendelse af referat"),
        ("Ansøgning om tilskud til Askeby Idrætsforening", "Ansøgning om tilskud til Havnholm Idrætsforening"),
        ("Meddelelser", "Eventuelt"),
        ("", ""),
    ],
)
def test_titles_that_stand_side_by_side_on_one_agenda(first: str, second: str) -> None:
    assert likeness(first, second) < BY_TITLE


titles = st.lists(
    st.sampled_from(["budget", "havn", "tilskud", "Askeby", "2026", "2027", "vedr", "vedrørende", "lokalplan"]),
    max_size=6,
)


@given(titles, titles)
@settings(max_examples=200, deadline=None)
def test_likeness_is_symmetric_and_between_nought_and_one(first: list[str], second: list[str]) -> None:
    one, other = " ".join(first), " ".join(second)
    assert 0.0 <= likeness(one, other) <= 1.0
    assert likeness(one, other) == pytest.approx(likeness(other, one))


def test_the_source_s_own_id_comes_first_then_the_case_number_then_the_title() -> None:
    by_id = ItemMark("En titel", source_id="a1")
    assert same_item(by_id, ItemMark("En ganske anden", source_id="a1")) == (3, 1.0)
    case = ItemMark("Uddybning af havnen", "0806p201")
    assert (same_item(case, ItemMark("Uddybning af havnen i Havnholm", "0806p201")) or (0,))[0] == 2
    # Some secretaries use one case number for every routine item.
    assert same_item(case, ItemMark("Eventuelt", "0806p201")) is None
    assert (same_item(case, ItemMark("Uddybning af havnen i Havnholm")) or (0,))[0] == 1
    assert same_item(case, ItemMark("Uddybning af havnen i Havnholm", "0806p202")) is None
    assert (same_item(case, ItemMark("Uddybning af havnen", "0806p202")) or (9,))[0] == 0


def test_one_item_is_never_given_to_two() -> None:
    known = [(ItemMark("Budget 2027"),), (ItemMark("Budget 2027"),)]
    fresh = [ItemMark("Budget 2027"), ItemMark("Budget 2027"), ItemMark("Budget 2027")]
    assert assign(known, fresh) == {0: 0, 1: 1}


def test_the_surest_pair_is_made_first() -> None:
    known = [(ItemMark("Budget 2027 – høring i lokalsamfundet"),), (ItemMark("Budget 2027 for havnen"),)]
    fresh = [ItemMark("Budget 2027 for havnen (fortsat)"), ItemMark("Budget 2027 – høring i lokalsamfundet")]
    assert assign(known, fresh) == {0: 1, 1: 0}


marks = st.lists(
    st.builds(
        ItemMark,
        st.sampled_from(["Budget", "Havn", "Tilskud til Askeby", "Eventuelt"]),
        st.sampled_from(["", "a", "b"]),
    ),
    max_size=7,
)


@given(marks, marks)
@settings(max_examples=200, deadline=None)
def test_assignment_is_one_to_one_and_only_of_the_same(known: list[ItemMark], fresh: list[ItemMark]) -> None:
    chosen = assign([(mark,) for mark in known], fresh)
    assert len(set(chosen.values())) == len(chosen)
    assert all(same_item(known[old], fresh[new]) for new, old in chosen.items())
    assert set(assign([(mark,) for mark in fresh], fresh).items()) == {(n, n) for n in range(len(fresh))}
