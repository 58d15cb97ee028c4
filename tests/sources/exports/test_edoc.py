from __future__ import annotations

from moedeklar.model.agenda import Attachment, ComingItem, ItemType, MeetingKind, Origin, Outcome, Reference
from tests.fakes.exports import AGENDA, HARBOUR, NEWS, File, Text
from tests.sources.exports.reading import read, told


def step(committee: str, planned: str, held: str = "", number: str = "") -> str:
    return (
        f"<AgendaItem><Name>Uddybning</Name><Committee>{committee}</Committee><AgendaItemType>Til drøftelse"
        f"</AgendaItemType><PlannedMeetingDate>{planned}</PlannedMeetingDate><MeetingDate>{held}</MeetingDate>"
        f"<AgendaItemNumber>{number}</AgendaItemNumber></AgendaItem>"
    )


ROUTE = (
    step("Vejudvalget", "05-01-2027 16:00:00", "06-01-2027 16:00:00", "7")
    + step("Havneudvalget", "09-02-2027 16:00:00", "09-02-2027 16:00:00", "2")
    + step("Byrådet", "23-02-2027 18:00:00")
)
TEXTS = (
    Text("Sammendrag", "Renden sander til."),
    Text("Bilag", "2027-200782 - Søkort"),
    Text("Indstilling", "Forvaltningen indstiller, at renden uddybes."),
    Text("Havneudvalgets beslutning den 09.02.2027 Punkt 2", "Indstillingen godkendt"),
)
ITEM = HARBOUR.but(texts=TEXTS, extra=ROUTE, files=(File("Søkort", "1537646.PDF", "2003"),))


def test_an_export_that_is_not_well_formed_is_read_whole() -> None:
    data = AGENDA.but(kind="minutes", points=(ITEM, NEWS.but(case="23/1"))).edoc()
    assert b"&#xC;" in data
    meeting = read(data)
    assert (meeting.kind, meeting.committee, meeting.origin) == (MeetingKind.MINUTES, "Havneudvalget", Origin())
    assert meeting.start is not None
    assert meeting.start.isoformat() == "2027-02-09T16:00"
    assert meeting.attendance == ("Deltagere: Kaj Sten (A)", "Afbud: Ida Holm (V)")
    assert meeting.coming == (ComingItem("Uddybning", "Byrådet 23-02-2027 18:00:00", "2027-02-23"),)
    # In the order of their numbers, whatever order they are written in.
    news, harbour = meeting.items
    assert (news.number, news.title, news.case_number) == ("1", "Meddelelser", "23/1")
    assert (harbour.title, harbour.type, harbour.source_id) == ("Uddybning af havnen", ItemType.DISCUSSION, "112")
    assert harbour.case_number == "24/1001"
    assert [(role, heading) for role, heading, _ in told(harbour)] == [
        ("summary", "Sammendrag"),
        ("recommendation", "Indstilling"),
        ("decision", "Havneudvalgets beslutning den 09.02.2027 Punkt 2"),
    ]
    assert [(s.body, s.date) for s in harbour.decisions] == [("Havneudvalget", "2027-02-09")]
    assert harbour.outcome is Outcome.FOLLOWED
    assert Reference("Vejudvalget", "2027-01-06", "7") in harbour.references
    assert harbour.attachments == (Attachment("Søkort", "2027-200782", "1537646.PDF", "2003"),)


def test_items_of_a_closed_agenda_are_closed_and_come_after_the_open_ones() -> None:
    points = (ITEM.but(public=False, id="9", number="1", title="Salg af kaj"), NEWS.but(number="8"))
    data = AGENDA.but(points=points).edoc()
    meeting = read(data)
    assert meeting.kind is MeetingKind.AGENDA
    assert [(item.title, item.closed) for item in meeting.items] == [("Meddelelser", False), ("Salg af kaj", True)]
    kept_back = data.replace(
        b"<AgendaItems>", "<PublishingType>MÅ IKKE PUBLICERES</PublishingType><AgendaItems>".encode()
    )
    assert [item.closed for item in read(kept_back).items] == [True, True]
    assert [item.closed for item in read(kept_back.replace(b" IKKE", b"")).items] == [False, True]
