"""Whose meeting an event is."""

from __future__ import annotations

import pytest

from moedeklar.sources.ical.committees import Committees


@pytest.mark.parametrize(
    ("title", "committee", "beside"),
    [
        ("Møde i Teknisk Udvalg", "Teknisk Udvalg", ""),
        ("Teknik- og Miljøudvalget", "Teknik- og Miljøudvalget", ""),
        ("Udvalget for Plan, Udvikling og Kultur", "Udvalget for Plan, Udvikling og Kultur", ""),
        ("Social-, Sundheds- og Seniorudvalget - Budgetseminar", "Social-, Sundheds- og Seniorudvalget", True),
        ("Byrådsmøde", "Byrådet", ""),
        ("Økonomiudvalgsmøde", "Økonomiudvalget", ""),
        ("Ekstraordinært møde i Kommunalbestyrelsen", "Kommunalbestyrelsen", ""),
        ("Budgetseminar: Byrådet", "Byrådet", True),
        ("Møde: Handicaprådet (kl. 16)", "Handicaprådet", True),
        ("Handicaprådet kl. 16.00", "Handicaprådet", ""),
        ("Executive Committee Meeting", "Executive Committee", ""),
        ("Sitzung des Hauptausschuss", "Hauptausschuss", ""),
        ("Kontoret er lukket", "Nordlund", True),
        ("", "Nordlund", ""),
    ],
)
def test_by_what_looks_like_a_body(title: str, committee: str, beside: str | bool) -> None:
    found = Committees().of(title, (), "Rådhuset", "Nordlund")
    assert found == (committee, title if beside is True else beside)


def test_a_category_or_the_calendar_where_the_title_says_nothing() -> None:
    told = Committees()
    assert told.of("Ordinært møde", ("Politik", "Havneudvalget"), "", "Nordlund") == ("Havneudvalget", "Ordinært møde")
    assert told.of("Ordinært møde", (), "", "Mødekalender for Havneudvalget") == ("Havneudvalget", "Ordinært møde")
    assert told.of("Ordinært møde", (), "", "") == ("", "Ordinært møde")


def test_by_a_persons_names() -> None:
    told = Committees(["Økonomiudvalget", "Udvalget", "Forum for Havn"])
    assert told.of("Økonomiudvalgets møde", (), "", "x")[0] == "Økonomiudvalget"
    assert told.of("ØKONOMIUDVALGSMØDE", (), "", "x")[0] == "Økonomiudvalget"
    assert told.of("Teknisk Udvalg", (), "", "x")[0] == "Udvalget"
    assert told.of("Havnens forum", ("Forum for havn",), "", "x")[0] == "Forum for Havn"
    assert told.of("Møde", (), "Lokale 2, Økonomiudvalget", "x")[0] == "Økonomiudvalget"
    # Not inside of another word, and the title before the place.
    assert told.of("Miljøudvalget", (), "", "x")[0] == "Miljøudvalget"
    assert told.of("Forum for Havn", (), "Økonomiudvalget", "x")[0] == "Forum for Havn"
