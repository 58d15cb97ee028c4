"""The front of a document, and what is no agenda."""

from __future__ import annotations

import pytest

from moedeklar.model.agenda import MeetingKind
from tests.agenda.papers import FRONT, meeting_of

ITEM = "\n\nPunkt 1: Ny mole\n\nSagsfremstilling\n\nMolen er slidt.\n"


@pytest.mark.parametrize(
    ("front", "kind", "committee", "start"),
    [
        ("REFERAT Havneudvalget 2026-2029 d. 04-05-2026", MeetingKind.MINUTES, "Havneudvalget", "2026-05-04"),
        ("DAGSORDEN Havneudvalget d. 04-05-2026", MeetingKind.AGENDA, "Havneudvalget", "2026-05-04"),
        ("Tillægsdagsorden Havneudvalget d. 04-05-2026", MeetingKind.SUPPLEMENT, "Havneudvalget", "2026-05-04"),
        (
            "Beslutningsprotokol\nUdvalg: Havneudvalget\n4. maj 2026 kl. 13:30",
            MeetingKind.MINUTES,
            "Havneudvalget",
            "2026-05-04T13:30",
        ),
        (
            "Havne- og Kystudvalget - Referat fra mødet den 04-05-2026",
            MeetingKind.MINUTES,
            "Havne- og Kystudvalget",
            "2026-05-04",
        ),
        ("Byrådets møde den 4. maj 2026\nSalen kl. 19.00", MeetingKind.AGENDA, "Byrådet", "2026-05-04T19:00"),
        ("Nordlund Kommune | Referat | Havneudvalget\n4/5 2026", MeetingKind.MINUTES, "Havneudvalget", "2026-05-04"),
        ("Skolebestyrelsesmøde den 4. maj 2026 kl. 17", MeetingKind.AGENDA, "Skolebestyrelsen", "2026-05-04T17:00"),
        (
            "UDVALG\n\nUdvalget for Havne\n\nMØDE\n\nReferat\n\nSTARTTIDSPUNKT\n\n04-05-2026 16:30:00",
            MeetingKind.MINUTES,
            "Udvalget for Havne",
            "2026-05-04T16:30",
        ),
        (
            "Erhvervs-, Klima-, Havne- og Teknikudvalget 04. maj 2026",
            MeetingKind.AGENDA,
            "Erhvervs-, Klima-, Havne- og Teknikudvalget",
            "2026-05-04",
        ),
        (
            "Referat fra mødet i Havneudvalget (Åbne punkter)\nMødedato: 4. maj 2026\nMødetidspunkt: Kl. 15:00 - 17:30",
            MeetingKind.MINUTES,
            "Havneudvalget",
            "2026-05-04T15:00",
        ),
    ],
)
def test_whose_meeting_and_when(front: str, kind: MeetingKind, committee: str, start: str) -> None:
    meeting = meeting_of(front + ITEM)
    assert (meeting.kind, meeting.committee, meeting.start and meeting.start.isoformat()) == (kind, committee, start)


@pytest.mark.parametrize(
    ("front", "place"),
    [
        ("Havneudvalget 4. maj 2026\nMødested Havnekontoret, Kaj 2", "Havnekontoret, Kaj 2"),
        ("Havneudvalget 4. maj 2026\nSTED\n\nLokale 2.07, Kaj 2", "Lokale 2.07, Kaj 2"),
        ("Havneudvalget 4. maj 2026\nMødelokale 3, Askeby", "Mødelokale 3, Askeby"),
        ("Havneudvalget\nDen 04.05.2026 kl. 13:00 i Klubhuset", "Klubhuset"),
        ("Havneudvalget 4. maj 2026\nTorvet 1, 9999 Nordlund", "Torvet 1, 9999 Nordlund"),
        ("Havneudvalget\nDen 04.05.2026 kl. 13:00 i byrådssalen", "byrådssalen"),
        ("Havneudvalget\nReferat fra mødet den 4. maj 2026\ni Askeby Kro", "Askeby Kro"),
        ("Havneudvalget, mandag d. 4/5 2026, kl. 14-16, Klubhuset ved Kajen", "Klubhuset ved Kajen"),
        ("Havneudvalget 4. maj 2026", None),
    ],
)
def test_where(front: str, place: str | None) -> None:
    assert meeting_of(front + ITEM).place == place


def test_term_and_municipality_and_who_was_there() -> None:
    meeting = meeting_of(
        "Nordlund Kommune\nReferat\nUdvalg: Havneudvalget (2026-2029)\nMødedato: 4. maj 2026\n"
        "Deltagere:\nAne Skov (A)\nBo Lind (V)\n"
        "Afbud: Kaj Sten\n" + ITEM
    )
    assert (meeting.committee, meeting.term, meeting.municipality) == ("Havneudvalget", "2026-2029", "Nordlund Kommune")
    assert meeting.attendance == ("Deltagere: Ane Skov (A)", "Deltagere: Bo Lind (V)", "Afbud: Kaj Sten")


def test_a_day_whose_year_stands_elsewhere() -> None:
    meeting = meeting_of("Havnerådet 2026\nMøde den 4. maj kl. 17.00 - Klubhuset" + ITEM)
    assert meeting.start is not None
    assert meeting.start.isoformat() == "2026-05-04T17:00"


def test_committee_and_day_from_the_decisions_where_the_front_is_silent() -> None:
    meeting = meeting_of("Punkt 1: Ny mole\n\nBeslutning i Havneudvalget den 04-05-2026\n\nGodkendt.\n")
    assert (meeting.committee, meeting.start and meeting.start.isoformat()) == ("Havneudvalget", "2026-05-04")
    assert meeting.kind is MeetingKind.MINUTES


def test_an_agenda_with_an_earlier_decision_stays_an_agenda() -> None:
    meeting = meeting_of(
        "DAGSORDEN Havneudvalget d. 04-05-2026\n\nPunkt 1: Ny mole\n\n"
        "Indstilling\n\nDet indstilles, at molen skiftes.\n\n"
        "Økonomiudvalget, 3. april 2026, pkt. 4:\n\nAnbefales.\n"
    )
    assert meeting.kind is MeetingKind.AGENDA


def test_earlier_decisions_alone_make_no_minutes_of_a_paper_that_does_not_say_what_it_is() -> None:
    earlier = "Tidligere beslutninger:\nHavneudvalget, 12. marts 2026, pkt. 21:\nUdbuddet blev godkendt."
    meeting = meeting_of(f"Havneudvalget\n4. maj 2026 kl. 9.30\n\n1. Ny mole\n\nIndstilling:\nDrøftes.\n\n{earlier}")
    assert meeting.kind is MeetingKind.AGENDA


def test_a_paper_that_tells_what_was_decided_on_its_day_is_minutes() -> None:
    front = "Havneudvalget - Åben dagsorden\nMødedato: 4. maj 2026\nMøde starttidspunkt: 15:00\n\nPunkt 1: Ny mole\n\n"
    meeting = meeting_of(f"{front}Havneudvalgets møde den 4. maj 2026:\n\nGodkendt.\n")
    assert meeting.kind is MeetingKind.MINUTES
    assert meeting.start is not None
    assert meeting.start.isoformat() == "2026-05-04T15:00"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Kære alle\n\nHusk madpakke på fredag.\n",
        "# Rejsebudget\n\n1. Hotel\n2. Tog\n\nI alt 4.200 kr. den 4. maj 2026\n",
        "Layout profile of a committee's minutes, 8 March 2026\n\nsection order: Resume | Indstilling | Beslutning\n",
    ],
)
def test_no_agenda(text: str) -> None:
    meeting = meeting_of(text)
    assert meeting.items == ()
    assert meeting.start is None


def test_an_unknown_layout_becomes_one_item_with_all_its_text() -> None:
    text = (
        "Referat\nHavneudvalget\nMødedato: 4. maj 2026\n\nVi talte længe om molen, som er slidt.\n\n"
        "Derefter gik vi en tur langs kajen og så på lamperne.\n"
    )
    meeting = meeting_of(text)
    assert len(meeting.items) == 1
    assert "no_items_found" in meeting.warnings
    assert meeting.items[0].text == (
        "Vi talte længe om molen, som er slidt. Derefter gik vi en tur langs kajen og så på lamperne."
    )
    assert meeting.coverage < 0.6


def test_what_was_not_understood_before_the_first_item_is_kept() -> None:
    meeting = meeting_of(FRONT + "Husk redningsvest og gummistøvler\n\nPunkt 1: Kran\n\nBeslutning\nGodkendt.")
    assert [section.text for section in meeting.items[0].sections] == ["Godkendt.", "Husk redningsvest og gummistøvler"]
    assert meeting.coverage < 0.9


@pytest.mark.parametrize(
    ("front", "committee", "term"),
    [
        ("Byrådet i Nordlund\nReferat d. 04-05-2026", "Byrådet", None),
        ("Byråd - Nordlund Kommune\nReferat\ntil\nmødet i Byrådet\nden 4. maj 2026", "Byrådet", None),
        ("Referat fra møde i Lokaludvalg Nordhavn\nDato: 4. maj 2026", "Lokaludvalg Nordhavn", None),
        ("Titel Byrådet (2026-2029) Byrådet Vis medlemmer\nMødedato: 4. maj 2026", "Byrådet", "2026-2029"),
        ("Nordlund Kommune Økonomiudvalg Referat Møde\nMødedato: 4. maj 2026", "Økonomiudvalg", None),
        ("Dagsorden\n\nHavneudvalget\n\nMødedato: 4. maj 2026\n\n1. Ny mole\n2. Takster", "Havneudvalget", None),
    ],
)
def test_names_of_committees(front: str, committee: str, term: str | None) -> None:
    meeting = meeting_of(f"{front}\n\n1. Ny mole\nBeslutning\nGodkendt.\n\n2. Takster\nBeslutning\nGodkendt.\n")
    assert (meeting.committee, meeting.term) == (committee, term)
    assert len(meeting.items) == 2


@pytest.mark.parametrize(
    ("front", "place", "start"),
    [
        ("Mandag den 4. maj 2026 kl. 08.30, Naturskolen i Fugleskov", "Naturskolen i Fugleskov", "2026-05-04T08:30"),
        ("04.05.2026 | 09.00–11.15 | Klubhuset ved Kajen", "Klubhuset ved Kajen", "2026-05-04T09:00"),
        ("Mandag den 4. maj 2026, kl. 18.00 i Byrådssalen", "Byrådssalen", "2026-05-04T18:00"),
        ("4. maj 2026, kl. 13.00\nRegionshuset, mødelokale 5", "Regionshuset, mødelokale 5", "2026-05-04T13:00"),
        ("den 4. maj 2026 kl. 17:00\ni Byrådssalen", "Byrådssalen", "2026-05-04T17:00"),
        ("Dato\nmandag 4. maj 2026\nTid\n08:15-10:00\nSted\nLokale Øst", "Lokale Øst", "2026-05-04T08:15"),
        ("Dato: 4. maj 2026\nTidspunkt 14:30\nSted: Salen", "Salen", "2026-05-04T14:30"),
        ("Starttidspunkt for møde: 4. maj 2026 08.30\nMødelokale: Salen", "Salen", "2026-05-04T08:30"),
        ("Mødedato: 4. maj 2026\nMødelokale:\nReferat Havneudvalget\nMødested: Salen", "Salen", "2026-05-04"),
    ],
)
def test_place_and_start(front: str, place: str, start: str) -> None:
    meeting = meeting_of(f"Referat Havneudvalget\n{front}{ITEM}")
    assert meeting.place == place
    assert meeting.start is not None
    assert meeting.start.isoformat() == start


def start_of(*lines: str) -> str | None:
    start = meeting_of("\n".join(lines) + ITEM).start
    return start.isoformat() if start else None


def test_a_date_field_counts_more_than_a_date_in_some_other_line() -> None:
    lines = ["Læs om møder til og med den 10. februar 2016", "Udvalg: Havneudvalget", "Dato: Tirsdag den 9. juni 2026"]
    assert start_of(*lines) == "2026-06-09"
    assert start_of("Referat Havneudvalget d. 4. maj 2026", "Dato: 1. juni 2026") == "2026-05-04"


def test_the_day_of_a_letter_is_not_the_meetings() -> None:
    lines = ["Nordlund, den 20. april 2026", "Indkaldelse til Havneudvalget", "Mandag den 4. maj 2026 kl. 9.30"]
    assert start_of(*lines) == "2026-05-04T09:30"


def test_a_time_of_day_in_a_sentence_is_not_the_meetings() -> None:
    lines = ["Referat fra byrådsmøde den 20. maj 2026", "Mødet er slut, og referatet ligger på siden torsdag kl. 12."]
    assert start_of(*lines) == "2026-05-20"


def test_a_committee_named_over_several_lines() -> None:
    lines = [
        "Referat",
        "til",
        "mødet i Udvalg for kollektiv trafik",
        "den 7. august 2026 kl. 14:00",
        "i H1 stuen, Nordlund",
    ]
    meeting = meeting_of("\n".join(lines) + ITEM)
    assert (meeting.committee, meeting.place) == ("Udvalg for kollektiv trafik", "H1 stuen, Nordlund")


@pytest.mark.parametrize(
    ("front", "committee", "start", "place"),
    [
        (
            "Se dem fra den 10. februar 2016\nUdvalg: Havneudvalget\nDato: 4. maj 2026\nTid: Kl. 17:30\nSted: lokale 2",
            "Havneudvalget",
            "2026-05-04T17:30",
            "lokale 2",
        ),
        (
            "Havneudvalgets møde den 4. maj 2026 i Salen\nDet endelige referat vil ligge på siden torsdag kl. 12.",
            "Havneudvalget",
            "2026-05-04",
            "Salen",
        ),
        (
            "Referat\ntil\nmødet i Udvalg for kollektiv trafik\nden 4. maj 2026 kl. 14:00\ni F1 stuen, Nordhuset",
            "Udvalg for kollektiv trafik",
            "2026-05-04T14:00",
            "F1 stuen, Nordhuset",
        ),
        (
            "Referat\nHavneudvalgets møde\nden 4. maj 2026 kl. 13:00\ni mødelokale 6\nBo Lind deltog fra kl. 13.20",
            "Havneudvalget",
            "2026-05-04T13:00",
            "mødelokale 6",
        ),
    ],
)
def test_what_else_names_days_and_times(front: str, committee: str, start: str, place: str) -> None:
    meeting = meeting_of(front + ITEM)
    assert meeting.start is not None
    assert (meeting.committee, meeting.start.isoformat()) == (committee, start)
    assert (meeting.place or "").removeprefix("i ") == place


def test_a_term_before_the_committees_name() -> None:
    meeting = meeting_of("År 2026-2029 Integrationsrådet - Referat\n\nDato: 7. september 2026" + ITEM)
    assert (meeting.committee, meeting.term) == ("Integrationsrådet", "2026-2029")
