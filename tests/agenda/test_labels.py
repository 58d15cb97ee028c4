"""Section headings and the lines that name who decided when."""

from __future__ import annotations

import pytest

from moedeklar.agenda.labels import find_label, find_naming, is_lead
from moedeklar.agenda.vocabulary import LABELS, SOFT_LABELS
from moedeklar.agenda.words import label_key
from moedeklar.model.agenda import Role


@pytest.mark.parametrize(
    ("text", "role", "rest"),
    [
        ("Indstilling", Role.RECOMMENDATION, ""),
        ("INDSTILLING:", Role.RECOMMENDATION, ""),
        ("INDSTILLING FRA BORGMESTERENS AFDELING", Role.RECOMMENDATION, ""),
        ("Beslutningsforslag fra DD", Role.RECOMMENDATION, ""),
        ("Havnechefens indstilling", Role.RECOMMENDATION, ""),
        ("Sagsfremstilling:", Role.FACTS, ""),
        ("Sagsfremstilling og økonomi", Role.FACTS, ""),
        ("Resumé", Role.SUMMARY, ""),
        ("Økonomiske og personalemæssige konsekvenser", Role.ECONOMY, ""),
        ("Lov- og plangrundlag", Role.LAW, ""),
        ("Beslutningskompetence: KB", Role.COMPETENCE, "KB"),
        ("Sagen sidst behandlet:", Role.ROUTE, ""),
        ("Borgmesterens Afdelings påtegning", Role.OTHER, ""),
        ("Bilag: Udkast.pdf", None, "Udkast.pdf"),
        ("Bilag330-2026-84425", None, "330-2026-84425"),
        ("Beslutning: Godkendt.", Role.DECISION, "Godkendt."),
        (
            "Resume Foreningen søger om støtte til en ny mast.",
            Role.SUMMARY,
            "Foreningen søger om støtte til en ny mast.",
        ),
    ],
)
def test_label(text: str, role: Role | None, rest: str) -> None:
    label = find_label(text)
    assert label is not None
    assert (label.role, label.rest) == (role, rest)


@pytest.mark.parametrize(
    "text",
    [
        "Beslutning om støtte til musikfestival",
        "Beslutningen træffes i foråret.",
        "Økonomien er stram",
        "Kort resume.",
        "Bilag 1 - Plan over molen",
        "Indstilling til prisen modtages i maj, og juryen mødes i juni.",
        "Udvalget drøftede sagen.",
        "",
    ],
)
def test_no_label(text: str) -> None:
    assert find_label(text) is None


def test_a_list_entry_is_a_label_only_as_a_whole() -> None:
    assert find_label("Økonomi: 4 mio. kr.", "-") is None
    assert find_label("Beslutning", "•") is not None


@pytest.mark.parametrize(
    ("text", "body", "day"),
    [
        ("Beslutning i Udvalget for Børn den 06-11-2018", "Udvalget for Børn", "2018-11-06"),
        ("Beslutning Børn- og Ungeudvalget den 08-06-2021:", "Børn- og Ungeudvalget", "2021-06-08"),
        ("Økonomiudvalgets beslutning i mødet den 31. marts 2020", "Økonomiudvalget", "2020-03-31"),
        ("Beslutning den 24. april 2017", None, "2017-04-24"),
        ("FORRETNINGSUDVALGETS BESLUTNING", "Forretningsudvalget", None),
        ("Beslutninger Havnerådet den", "Havnerådet", None),
    ],
)
def test_decision_headings_name_body_and_day(text: str, body: str | None, day: str | None) -> None:
    label = find_label(text)
    if label is None:
        naming = find_naming(text)
        assert naming is not None
        assert naming.says_decision
        assert (naming.body, naming.date) == (body, day)
    else:
        assert label.role is Role.DECISION
        assert (label.body, label.date) == (body, day)


@pytest.mark.parametrize(
    ("text", "body", "day", "item"),
    [
        ("Arbejdsmarkedsudvalgets møde den 18. juni 2018:", "Arbejdsmarkedsudvalget", "2018-06-18", None),
        ("Direktionen, 3. august 2020, pkt. 4:", "Direktionen", "2020-08-03", "4"),
        ("Teknik og Miljø, 11. august 2020, pkt. 57:", "Teknik og Miljø", "2020-08-11", "57"),
        ("Kultur- og Idrætsudvalget, 03-04-2019, pkt. 42", "Kultur- og Idrætsudvalget", "2019-04-03", "42"),
        ("Byrådet, den 29. januar 2020:", "Byrådet", "2020-01-29", None),
    ],
)
def test_naming(text: str, body: str, day: str, item: str | None) -> None:
    naming = find_naming(text)
    assert naming is not None
    assert (naming.body, naming.date, naming.item) == (body, day, item)


@pytest.mark.parametrize(
    "text",
    [
        "På udvalgsmødet den 17. marts 2020 orienterede gruppen udvalget.",
        "Den 1. december 2020 besluttede udvalget, at planen følges.",
        "Byrådet vedtog den 3. maj 2020 en plan for havnen.",
        "Udbuddet starter 1. maj 2020",
    ],
)
def test_running_text_names_nobody(text: str) -> None:
    assert find_naming(text) is None


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("Forvaltningen indstiller:", True),
        ("Det indstilles, at garantien stilles.", True),
        ("Teknik & Anlæg indstiller til KB via DIR, TMU og ØU, at", True),
        ("Direktøren for Børn og Kultur foreslår,", True),
        ("Foreningen foreslår en lavere takst i sommeren.", False),
        ("Udvalget har fået oplyst, at der er plads.", False),
    ],
)
def test_lead(text: str, lead: bool) -> None:
    assert is_lead(text) is lead


def test_the_tables_are_in_the_spelling_in_which_they_are_looked_up() -> None:
    assert [word for word in LABELS if label_key(word) != word] == []
    assert [word for word in SOFT_LABELS if label_key(word) != word] == []
