from __future__ import annotations

from datetime import UTC, datetime

import pytest

from moedeklar.model.agenda import Attachment, BlockKind, ComingItem, MeetingKind, Origin, Outcome
from tests.fakes.exports import AGENDA, HARBOUR, NEWS, File, Point, Text, cdata
from tests.sources.exports.reading import read, refused, told


def test_a_publication_is_read_whole() -> None:
    meeting = read(AGENDA.publication())
    assert (meeting.kind, meeting.committee, meeting.place) == (MeetingKind.AGENDA, "Havneudvalget", "Askeby Rådhus")
    assert meeting.start is not None
    assert meeting.start.isoformat() == "2027-02-09T16:00"
    # Published at ten in winter: nine in UTC.
    assert meeting.origin == Origin("26", "32", datetime(2027, 2, 1, 9, tzinfo=UTC))
    assert meeting.attendance == ("Deltagere: Kaj Sten (A)", "Afbud: Ida Holm (V)")
    news, harbour = meeting.items
    assert (news.source_id, news.number, news.title, news.case_number) == ("60", "1", "Meddelelser", None)
    assert (harbour.source_id, harbour.case_number, harbour.closed) == ("112", "24/1001", False)
    assert told(harbour) == [
        ("facts", "Sagsfremstilling", "Sejlrenden er sandet til. Den uddybes."),
        ("recommendation", "Indstilling", "Forvaltningen indstiller, at renden uddybes at der søges penge"),
    ]
    assert [block.kind for block in harbour.sections[1].blocks] == [BlockKind.PARAGRAPH, *[BlockKind.NUMBERED] * 2]
    assert harbour.attachments == (
        Attachment("Søkort", None, "Enclosures\\1.pdf", "7"),
        Attachment("Overslag", None, "Enclosures\\2.pdf", "8"),
    )


def test_each_decision_field_is_a_decision_of_its_body() -> None:
    texts = (
        Text("FORRETNINGSUDVALGETS BESLUTNING", "<p>Anbefales.</p>", decides=True),
        Text("Regionsrådets ord", "<p>Godkendt.</p>", decides=True),
        Text("Indstilling", "<p>At det godkendes.</p>"),
    )
    history = (
        f"<ItemHistory><ItemField><Caption>{cdata('Beslutning')}</Caption><Content>{cdata('<p>Udsat.</p>')}</Content>"
        f"<MeetingDetails><CommitteeName>{cdata('Vejudvalget')}</CommitteeName><MeetingDueDate>"
        f"{cdata('05-01-2027 16:00:00')}</MeetingDueDate></MeetingDetails></ItemField></ItemHistory>"
    )
    (item,) = read(AGENDA.but(kind="minutes", points=(HARBOUR.but(texts=texts, extra=history),)).publication()).items
    assert [(s.heading, s.body, s.date, s.text) for s in item.decisions] == [
        ("Beslutning", "Vejudvalget", "2027-01-05", "Udsat."),
        ("FORRETNINGSUDVALGETS BESLUTNING", "Forretningsudvalget", None, "Anbefales."),
        ("Regionsrådets ord", None, None, "Godkendt."),
    ]
    assert item.outcome is Outcome.FOLLOWED
    assert [(r.body, r.date) for r in item.references] == [("Vejudvalget", "2027-01-05")]


def test_the_route_announces_later_meetings_only() -> None:
    def plan(committee: str, day: str) -> str:
        where = f"<Committee><Name>{cdata(committee)}</Name></Committee>"
        return f"<MeetingPlan>{where}<When>{cdata(day)}</When></MeetingPlan>"

    route = (
        f"<MeetingPlans>{plan('Byrådet', '23-02-2027 18:00:00')}{plan('Vejudvalget', '05-01-2027 16:00:00')}"
        f"{plan('Økonomiudvalget', '01-01-0001 00:00:00')}</MeetingPlans>"
    )
    meeting = read(AGENDA.but(points=(HARBOUR.but(extra=route),)).publication())
    assert meeting.coming == (ComingItem("Uddybning af havnen", "Byrådet 23-02-2027 18:00:00", "2027-02-23"),)


def test_getorganized_writes_other_ids_and_numbers() -> None:
    data = AGENDA.but(
        agenda="NOR-2027-00112",
        meeting="NOR-7",
        points=(
            Point("1_case_9", "Havnens drift", "1.1", texts=(Text("Beslutning", "Godkendt.", decides=True),)),
            Point("1_case_10", "Åbent referat", "0", files=(File("Referat", "ref.pdf"),)),
        ),
    ).publication()
    data = data.replace(b'<Case ID="0"><Number></Number></Case>', b"<ItemCaseNumber>2027-77</ItemCaseNumber>")
    status = b"ParticipationStatusAsValue>"
    data = data.replace(b"<" + status + b"<![CDATA[1]]></" + status, b"<Participate>False</Participate>")
    meeting = read(data)
    assert meeting.origin is not None
    assert (meeting.origin.meeting_id, meeting.origin.agenda_id) == ("NOR-7", "NOR-2027-00112")
    assert [(item.number, item.case_number, item.source_id) for item in meeting.items] == [
        ("1.1", "2027-77", "1_case_9"),
        (None, "2027-77", "1_case_10"),
    ]
    assert meeting.attendance == ("Afbud: Kaj Sten (A), Ida Holm (V)",)


def test_several_agendas_of_one_meeting_are_one_paper_and_of_two_meetings_none() -> None:
    other = AGENDA.but(agenda="101", points=(Point("200", "Broen", "3"),))
    meeting = read(other.but(extra=AGENDA.but(points=(NEWS, HARBOUR)).agenda_element()).publication())
    assert [item.title for item in meeting.items] == ["Meddelelser", "Uddybning af havnen", "Broen"]
    assert meeting.origin is not None
    assert meeting.origin.agenda_id == "32"
    error = refused(AGENDA.but(extra=other.but(meeting="27").agenda_element()).publication())
    assert error.code == "export_two_meetings"


def test_a_closed_item_and_a_path_on_somebodys_drive() -> None:
    closed = HARBOUR.but(public=False, files=(File("", "Enclosures\\9.pdf", "1"),))
    (item,) = read(AGENDA.but(points=(closed,)).publication()).items
    assert item.closed
    # The name alone of "P:\\hemmelig\\x.pdf", and never the drive.
    assert item.attachments == (Attachment("x.pdf", None, "Enclosures\\9.pdf", "1"),)


@pytest.mark.parametrize(
    ("cut", "name"),
    [(b"Agendas", "Publication/Agendas/Agenda"), (b"Meeting", "Agenda/Meeting")],
)
def test_what_must_be_there_and_is_not_is_named_with_its_line(cut: bytes, name: str) -> None:
    data = AGENDA.publication()
    begin, end = data.index(b"<" + cut), data.index(b"</" + cut + b">") + len(cut) + 3
    error = refused(data[:begin] + data[end:])
    assert (error.code, error.params["name"]) == ("export_without", name)
    assert int(error.params["line"]) >= 2


def test_placeholders_are_no_dates() -> None:
    meeting = read(AGENDA.but(when="01-01-0001 00:00").publication())
    assert meeting.start is None
    assert read(AGENDA.but(when="09-02-2027 00:00").publication()).start.isoformat() == "2027-02-09"  # type: ignore[union-attr]
