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
        ("Resumé og sagsfremstilling", Role.FACTS, ""),
        ("Indstilling / Anbefaling", Role.RECOMMENDATION, ""),
        ("Beslutning/Referat: Godkendt.", Role.DECISION, "Godkendt."),
        ("Høring og lovgrundlag", Role.LAW, ""),
        ("Økonomiske og personalemæssige konsekvenser", Role.ECONOMY, ""),
        ("Lov- og plangrundlag", Role.LAW, ""),
        ("Beslutningskompetence: KB", Role.COMPETENCE, "KB"),
        ("Sagen sidst behandlet:", Role.ROUTE, ""),
        ("Borgmesterens Afdelings påtegning", Role.OTHER, ""),
        ("Hvorfor kan sagen ikke vente?", Role.OTHER, ""),
        ("Hvad koster det", Role.ECONOMY, ""),
        ("Kommende behandling", Role.ROUTE, ""),
        ("Kompetence: Havneudvalget", Role.COMPETENCE, "Havneudvalget"),
        ("Sagens oplysninger", Role.FACTS, ""),
        ("Beslutning for Punkt 3: Ny mole", Role.DECISION, ""),
        ("Udvalget besluttede", Role.DECISION, ""),
        ("Lovgrundlag/aftalegrundlag:", Role.LAW, ""),
        ("INDSTILLING FRA ØKONOMIUDVALGET", Role.RECOMMENDATION, ""),
        ("Konsekvenser for økonomi", Role.ECONOMY, ""),
        ("Høring af Handicaprådet", Role.OTHER, ""),
        ("Mindretalsudtalelse", Role.OTHER, ""),
        ("Bilagsfortegnelse", None, ""),
        ("Bilag: Udkast.pdf", None, "Udkast.pdf"),
        ("Bilag330-2026-44210", None, "330-2026-44210"),
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
        "Beslutning om støtte til havnefest",
        "Beslutningen træffes i foråret.",
        "Økonomien er stram",
        "Kort resume.",
        "Bilag 1 - Plan over molen",
        "Indstilling til prisen modtages i maj, og juryen mødes i juni.",
        "Udvalget drøftede sagen.",
        "Innstilling: Kommunestyret har vedtatt planen.",
        "Mindretalsudtalelse: Vi er imod.",
        "Beslutning for punkt 3 udsættes til næste møde.",
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
        ("Beslutning i Udvalget for Havne den 06-11-2026", "Udvalget for Havne", "2026-11-06"),
        ("Beslutning Havne- og Kystudvalget den 08-06-2026:", "Havne- og Kystudvalget", "2026-06-08"),
        ("Økonomiudvalgets beslutning i mødet den 30. marts 2026", "Økonomiudvalget", "2026-03-30"),
        ("Beslutning den 24. april 2017", None, "2017-04-24"),
        ("FORRETNINGSUDVALGETS BESLUTNING", "Forretningsudvalget", None),
        ("Beslutninger Havnerådet den", "Havnerådet", None),
        ("Beslutning i HKU den 1-06-2026:", "HKU", "2026-06-01"),
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
        ("Kystudvalgets møde den 18. juni 2026:", "Kystudvalget", "2026-06-18", None),
        ("Direktionen, 3. august 2026, pkt. 4:", "Direktionen", "2026-08-03", "4"),
        ("Havn og Kyst, 11. august 2026, pkt. 57:", "Havn og Kyst", "2026-08-11", "57"),
        ("Kultur- og Havneudvalget, 03-04-2026, pkt. 12", "Kultur- og Havneudvalget", "2026-04-03", "12"),
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
        "På mødet den 7. april 2026 fortalte gruppen om havnen.",
        "Den 3. maj 2026 vedtog rådet, at planen følges.",
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
        ("Det indstilles, at lånet optages.", True),
        ("Havn & Kyst indstiller til ØU via Direktionen, at", True),
        ("Direktøren for Havn og Kyst foreslår,", True),
        ("Foreningen foreslår en lavere takst i sommeren.", False),
        ("Udvalget har fået oplyst, at der er plads.", False),
    ],
)
def test_lead(text: str, lead: bool) -> None:
    assert is_lead(text) is lead


def test_the_tables_are_in_the_spelling_in_which_they_are_looked_up() -> None:
    assert [word for word in LABELS if label_key(word) != word] == []
    assert [word for word in SOFT_LABELS if label_key(word) != word] == []
