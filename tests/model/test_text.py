import pytest
from hypothesis import given
from hypothesis import strategies as st

from moedeklar.model.text import bare, body_key, body_keys, canonical, committee_key, plain_marks, split_term


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("  to \n linjer\t her ", "to linjer her"),
        ("hårdt mellemrum", "hårdt mellemrum"),
        ("aften\u00adskole", "aftenskole"),
        ("A\u030arhus", "Århus"),
        ("", ""),
    ],
)
def test_canonical(written: str, expected: str) -> None:
    assert canonical(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("pleje\u2010", "pleje-"),
        ("Teknik\u2011 og Miljøudvalget", "Teknik- og Miljøudvalget"),
        ("Sundheds\u200bchefen", "Sundhedschefen"),
        ("\ufeffDagsorden", "Dagsorden"),
        ("1–2", "1–2"),
    ],
)
def test_plain_marks(written: str, expected: str) -> None:
    assert plain_marks(written) == expected


@given(st.text())
def test_canonical_is_its_own_canonical(text: str) -> None:
    assert canonical(canonical(text)) == canonical(text)


@given(st.lists(st.text(alphabet="abcæøå ", min_size=1)))
def test_bare_does_not_see_how_lines_are_broken(words: list[str]) -> None:
    assert bare(" ".join(words)) == bare("\n".join(words))


def test_bare_keeps_what_tells_words_apart() -> None:
    assert bare("har") != bare("hår")
    assert bare("Beslutnings-\nreferat – 2024") == "beslutningsreferat2024"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Kulturudvalget 2018-2021", ("Kulturudvalget", "2018-2021")),
        ("Kulturudvalget_2018-21", ("Kulturudvalget", "2018-2021")),
        ("Kulturudvalget 2026–2029 ", ("Kulturudvalget", "2026-2029")),
        ("Kulturudvalget", ("Kulturudvalget", None)),
        ("Budget 2024", ("Budget 2024", None)),
        ("2018-2021", ("2018-2021", None)),
    ],
)
def test_split_term(name: str, expected: tuple[str, str | None]) -> None:
    assert split_term(name) == expected


def test_forms_of_a_bodys_name() -> None:
    for one, other in (
        ("Byråd", "Byrådet"),
        ("Økonomiudvalg 2026-2029", "Økonomiudvalget"),
        ("Bestyrelse", "Bestyrelsen"),
    ):
        assert body_key(one) == body_key(other)
        assert committee_key(one) in body_keys(other)
    assert body_key("Udvalget for Plan") == committee_key("Udvalget for Plan")
