from __future__ import annotations

import contextlib
import json
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from moedeklar.model.agenda import Attachment, ItemType, Meeting, MeetingKind, Origin
from moedeklar.model.errors import ParseError
from moedeklar.sources.firstagenda.agenda import read_agenda
from tests.fakes.firstagenda import File, Paper, Point

SAMPLES = Path(__file__).parents[3].parent / "shared" / "formats" / "samples" / "firstagenda-hvidovre"
HARBOUR = Point(
    "Uddybning af havnen",
    "2",
    "24/1001",
    (
        ("Sagsfremstilling", "ukendt", "<p>Sejlrenden er <b>sandet</b> til.</p>"),
        ("Indstilling", "resume", "<p>Forvaltningen indstiller,</p><ol><li>at renden uddybes</li></ol>"),
    ),
    (File("Søkort", "f1"), File("Overslag", "f2"), File("Regneark", "f3", pdf="false")),
    source="112",
)
NEWS = Point("Meddelelser", "1", source="111")
LAND = Point("Køb af grund ved havnen", "3", closed=True, source="113")
AGENDA = Paper("a1", points=(NEWS, HARBOUR, LAND))


def told(meeting: Meeting, number: int) -> list[tuple[str, str, str]]:
    return [(str(one.role), one.heading, one.text) for one in meeting.items[number].sections]


def test_an_agenda_is_read_whole() -> None:
    meeting = read_agenda(AGENDA.answer(), municipality="Nordlund Kommune", term="2026-2029")
    assert (meeting.kind, meeting.committee, meeting.term) == (MeetingKind.AGENDA, "Havneudvalget", "2026-2029")
    assert (meeting.place, meeting.municipality) == ("Askeby Rådhus", "Nordlund Kommune")
    assert meeting.start is not None
    assert meeting.start.isoformat() == "2027-02-09T16:00"
    assert meeting.origin == Origin(agenda_id="1", released=datetime(2027, 2, 1, 9, tzinfo=UTC))
    assert meeting.attendance == ("Deltagere: Kaj Sten", "Afbud: Ida Holm")
    news, harbour, _ = meeting.items
    assert (news.number, news.title, news.source_id, news.sections) == ("1", "Meddelelser", "111", ())
    assert (harbour.case_number, harbour.source_id, harbour.closed) == ("24/1001", "112", False)
    assert told(meeting, 1) == [
        ("facts", "Sagsfremstilling", "Sejlrenden er sandet til."),
        ("recommendation", "Indstilling", "Forvaltningen indstiller, at renden uddybes"),
    ]
    assert harbour.attachments == (
        Attachment("Søkort", None, "bilag/f1", "f1"),
        Attachment("Overslag", None, "bilag/f2", "f2"),
        Attachment("Regneark", None, None, "f3"),  # of which the portal has no PDF
    )


def test_a_closed_item_shows_its_title_only() -> None:
    item = read_agenda(AGENDA.answer()).items[2]
    assert (item.closed, item.title, item.sections, item.attachments) == (True, "Køb af grund ved havnen", (), ())


def test_what_is_published_of_a_closed_item_in_minutes_is_its_decision() -> None:
    data = json.loads(AGENDA.but(name="Lukket referat").answer())
    data["Dagsordenpunkter"][2]["Felter"][0]["Html"] = "<div><span><p>Godkendt.</p></span></div>"
    item = read_agenda(json.dumps(data).encode()).items[2]
    assert (item.closed, [one.text for one in item.decisions]) == (True, ["Godkendt."])


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Dagsorden", MeetingKind.AGENDA),
        ("Tillægsdagsorden", MeetingKind.SUPPLEMENT),
        ("Tillægsdagsorden 2", MeetingKind.SUPPLEMENT),
        ("Referat", MeetingKind.MINUTES),
        ("Lukket referat", MeetingKind.MINUTES),
        ("Referat 1. behandling budget", MeetingKind.MINUTES),
        ("Seminar", None),
    ],
)
def test_its_name_tells_what_it_is(name: str, kind: MeetingKind | None) -> None:
    assert read_agenda(AGENDA.but(name=name).answer()).kind is kind


def test_agenda_and_minutes_are_of_one_agenda_and_what_stands_beside_them_of_its_own() -> None:
    def agenda_id(name: str, paper_id: str = "a1", **options: bool) -> str:
        origin = read_agenda(AGENDA.but(name=name, id=paper_id).answer(), **options).origin
        assert origin is not None
        assert origin.agenda_id is not None
        return origin.agenda_id

    assert {agenda_id(name) for name in ("Dagsorden", "Referat", "Seminar")} == {"1"}
    others = [agenda_id("Tillægsdagsorden"), agenda_id("Tillægsdagsorden", "a2"), agenda_id("Lukket referat", "a3")]
    assert len(set(others)) == 3
    assert all(int(one) > 1 for one in others)
    assert read_agenda(AGENDA.but(name="Lukket referat").answer(), is_beside=True).kind is MeetingKind.SUPPLEMENT


def test_a_mark_tells_a_supplement_where_the_name_does_not() -> None:
    assert read_agenda(AGENDA.answer(TillaegsDagsorden=True)).kind is MeetingKind.SUPPLEMENT
    assert read_agenda(AGENDA.but(name="Referat").answer(TillaegsDagsorden="true")).kind is MeetingKind.MINUTES


def test_a_term_in_the_name_is_the_committees_own() -> None:
    meeting = read_agenda(AGENDA.but(committee="Teknik- og Miljøudvalget 2026-2029 ").answer(), term="2022-2025")
    assert (meeting.committee, meeting.term) == ("Teknik- og Miljøudvalget", "2026-2029")


def test_items_stand_in_the_order_of_their_sorting() -> None:
    meeting = read_agenda(AGENDA.but(points=(HARBOUR.but(sorting=7), NEWS.but(sorting=3))).answer())
    assert [one.title for one in meeting.items] == ["Meddelelser", "Uddybning af havnen"]


def test_a_number_in_front_of_the_title_is_no_part_of_it() -> None:
    points = (HARBOUR.but(title="2. Uddybning af havnen"), NEWS.but(title="2027. Et år i havnen", number="1"))
    titles = [one.title for one in read_agenda(AGENDA.but(points=points).answer()).items]
    assert titles == ["Uddybning af havnen", "2027. Et år i havnen"]


@pytest.mark.parametrize("sources", [(None, None), ("0", "0"), ("7", "7"), ("", "")])
def test_where_the_case_systems_ids_tell_nothing_the_portals_own_count(sources: tuple[str | None, str | None]) -> None:
    points = (NEWS.but(source=sources[0]), HARBOUR.but(source=sources[1]))
    ids = {one.source_id for one in read_agenda(AGENDA.but(points=points).answer()).items}
    assert len(ids) == 2
    assert all(one is not None and len(one) == 36 for one in ids)


def test_fields_that_have_names_presentations_and_decisions_are_sections() -> None:
    data = json.loads(AGENDA.answer())
    point = data["Dagsordenpunkter"][1]
    point["Felter"] = [{"Navn": "Resumé", "Html": None, "Tekst": "Havnen sander til."}]
    point["Presentations"] = [{"type": 1, "title": "Økonomi", "content": "<p>2 mio. kr.</p>"}]
    point["ItemDecision"] = {"text": "<p>Udsat.</p>"}
    assert told(read_agenda(json.dumps(data).encode()), 1) == [
        ("summary", "Resumé", "Havnen sander til."),
        ("economy", "Økonomi", "2 mio. kr."),
        ("decision", "", "Udsat."),
    ]


def test_what_must_be_there_is_named() -> None:
    with pytest.raises(ParseError) as caught:
        read_agenda(b'{"Message":"Der er sket en fejl"}')
    assert (caught.value.code, caught.value.params) == ("answer_without", {"name": "Dagsordenpunkter"})


def test_an_agenda_without_items_is_a_planned_meeting() -> None:
    planned = read_agenda(AGENDA.but(points=(), end="2027-02-09T18:00:00+01:00").answer())
    assert planned.kind is MeetingKind.PLANNED
    assert planned.end is not None
    assert planned.end.isoformat() == "2027-02-09T18:00"
    assert read_agenda(AGENDA.but(points=(), name="Referat").answer()).kind is MeetingKind.MINUTES
    assert read_agenda(AGENDA.but(points=(), begin="").answer()).kind is MeetingKind.AGENDA


def test_little_is_enough() -> None:
    meeting = read_agenda(b'{"Dagsordenpunkter":[{}]}')
    assert (meeting.kind, meeting.committee, meeting.start, meeting.attendance) == (None, None, None, ())
    assert [(one.title, one.number, one.source_id) for one in meeting.items] == [("", None, None)]


def test_whatever_is_wrong_in_its_bytes_ends_in_a_meeting_or_says_so() -> None:
    whole, dice = AGENDA.answer(), random.Random(7)
    for _ in range(400):
        data = bytearray(whole)
        for _ in range(dice.randint(1, 4)):
            at = dice.randrange(len(data))
            data[at : at + dice.randint(0, 3)] = dice.choice([bytes([dice.randrange(256)]), b"", b'"', b"<h3>", b"}"])
        with contextlib.suppress(ParseError):
            read_agenda(bytes(data))


def test_whatever_its_members_are_it_is_read() -> None:
    def names(value: object) -> set[str]:
        if isinstance(value, dict):
            return set(value).union(*map(names, value.values()))
        return set().union(*map(names, value)) if isinstance(value, list) else set()

    def put(value: object, name: str, new: object) -> object:
        if isinstance(value, dict):
            return {key: new if key == name else put(one, name, new) for key, one in value.items()}
        return [put(one, name, new) for one in value] if isinstance(value, list) else value

    whole = json.loads(AGENDA.answer())
    for name in sorted(names(whole) - {"Dagsordenpunkter"}):
        for new in (None, [], {}, "x", -1, True, 1e999, "\ud800", [[]], [None], {"x": []}):
            meeting = read_agenda(json.dumps(put(whole, name, new)).encode())
            assert len(meeting.items) == 3


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the shared samples are not here")
def test_a_real_agenda_is_read() -> None:
    data = (SAMPLES / "agenda_0cad2b4d_reduced.json").read_bytes()
    raw = json.loads(data)
    meeting = read_agenda(data)
    assert len(meeting.items) == len(raw["Dagsordenpunkter"]) == 7
    assert [one.closed for one in meeting.items] == [not one["IsOpen"] for one in raw["Dagsordenpunkter"]]
    assert sum(len(one.attachments) for one in meeting.items) == sum(
        len(one["Bilag"]) for one in raw["Dagsordenpunkter"]
    )
    item = meeting.items[2]
    html = raw["Dagsordenpunkter"][2]["Felter"][0]["Html"]
    assert len(item.sections) == html.count("<h3>") == 9
    assert item.type is ItemType.BRIEFING
    assert [(one.body, one.date) for one in item.decisions] == [("By- og Planudvalget", "2026-05-04")]
    assert "Aspose" not in item.text
    assert "Dagsordenspunkt" not in item.text
    assert meeting.attendance[0].count(",") == len(raw["Moede"]["Moededeltagere"]) - 1
    assert "  " not in meeting.attendance[0]
