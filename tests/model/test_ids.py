import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from moedeklar.model.ids import derived_id, is_id, new_id


@given(st.lists(st.text()))
def test_a_derived_id_is_stable_and_well_formed(parts: list[str]) -> None:
    assert derived_id("meeting", *parts) == derived_id("meeting", *parts)
    assert is_id(derived_id("meeting", *parts))


def test_where_parts_are_cut_counts() -> None:
    assert derived_id("m", "ab", "c") != derived_id("m", "a", "bc")


def test_a_name_from_a_mac_gives_the_same_id() -> None:
    name = "Bilag på bordet.pdf"
    assert derived_id("d", unicodedata.normalize("NFD", name)) == derived_id("d", name)


def test_new_ids_differ() -> None:
    assert new_id("note") != new_id("note")
    assert is_id(new_id("note"))


def test_what_is_no_id() -> None:
    assert not is_id("")
    assert not is_id("a b")
    assert not is_id("a\n")
