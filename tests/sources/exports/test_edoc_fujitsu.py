from __future__ import annotations

from datetime import UTC, datetime

import pytest

from moedeklar.model.agenda import Attachment, ComingItem, MeetingKind, Origin, Reference
from moedeklar.sources.exports.edoc_fujitsu import FORMAT
from moedeklar.sources.exports.format import Announcement
from moedeklar.sources.exports.markup import read_xml
from tests.fakes.exports import AGENDA, HARBOUR, NEWS, File, Text, notice
from tests.sources.exports.reading import read, told

EXPORT = AGENDA.but(meeting="DE29-AA", agenda="61BE-BB")


def handling(placement: str, committee: str, when: str, planned: str = "") -> str:
    return (
        f"<edoc:Handling><edoc:Placement>{placement}</edoc:Placement><edoc:SerialNo>4</edoc:SerialNo>"
        f"<edoc:Title>Uddybning</edoc:Title><edoc:CommitteeName>{committee}</edoc:CommitteeName>"
        f"<edoc:PlannedMeeting>{planned}</edoc:PlannedMeeting><edoc:MeetingDate>{when}</edoc:MeetingDate>"
        "<edoc:Decision><![CDATA[Beslutning ikke frigivet]]></edoc:Decision></edoc:Handling>"
    )


def test_an_agenda_is_read_whole() -> None:
    item = HARBOUR.but(
        id="9B1B-CC",
        files=(File("Brev.msg", "\\Attachments\\61-1.pdf", "57BC", "2027-000516-1"),),
        texts=(
            Text("Præsentation", "Kort sagt."),
            Text("Forvaltningen foreslår", "At punktet <b>drøftes</b>."),
            Text("Økonomi", ""),
            Text("Udtalelse", "<p>Vedtaget.</p>", decides=True),
        ),
    )
    meeting = read(EXPORT.but(points=(item,)).fujitsu(), "Havn/2027-02-01 12.00.48/a.xml")
    assert (meeting.kind, meeting.committee, meeting.place) == (MeetingKind.AGENDA, "Havneudvalget", "Askeby Rådhus")
    assert meeting.origin == Origin("DE29-AA", "61be-bb", datetime(2027, 2, 1, 11, 0, 48, tzinfo=UTC))
    assert meeting.attendance == ("Deltagere: Kaj Sten (A)", "Afbud: Ida Holm (V)")
    (found,) = meeting.items
    assert (found.source_id, found.number, found.case_number) == ("9b1b-cc", "2", "24/1001")
    assert [(role, heading) for role, heading, _ in told(found)] == [
        ("summary", "Præsentation"),
        ("recommendation", "Forvaltningen foreslår"),
        ("decision", "Udtalelse"),
    ]
    assert found.attachments == (Attachment("Brev.msg", "2027-000516-1", "\\Attachments\\61-1.pdf", "57bc"),)


def test_minutes_and_supplements_say_so() -> None:
    assert read(EXPORT.but(kind="minutes").fujitsu()).kind is MeetingKind.MINUTES
    extra = EXPORT.fujitsu().replace(b"<edoc:Type>Dagsorden<", "<edoc:Type>Tillægsdagsorden<".encode())
    assert read(extra).kind is MeetingKind.SUPPLEMENT


def test_items_stand_in_their_order_also_where_two_share_a_place() -> None:
    points = (HARBOUR.but(id="c", number="5"), NEWS.but(id="a"), HARBOUR.but(id="b", number="5", public=False))
    assert [(item.source_id, item.closed) for item in read(EXPORT.but(points=points).fujitsu()).items] == [
        ("a", False),
        ("c", False),
        ("b", True),
    ]


@pytest.mark.parametrize(
    ("public", "name", "closed"),
    [
        ("true", "Offentlig publicering", False),
        ("false", "Offentlig publicering", True),
        ("true", "Fortrolig publicering", True),
        ("", "Lukket", True),
    ],
)
def test_access_is_closed_where_either_word_says_so(public: str, name: str, closed: bool) -> None:
    data = EXPORT.but(points=(HARBOUR,)).fujitsu()
    data = data.replace(b"<edoc:AccessIsPublic>true<", f"<edoc:AccessIsPublic>{public}<".encode())
    (item,) = read(data.replace(b">Offentlig publicering<", f">{name}<".encode())).items
    assert item.closed is closed


def test_the_plan_of_a_case_tells_where_it_was_and_where_it_goes() -> None:
    plan = (
        "<edoc:HandlingPlan>"
        + handling("Before", "Vejudvalget", "05-01-2027 16:00")
        + handling("This", "Havneudvalget", "09-02-2027 16:00")
        + handling("After", "Byrådet", "01-01-0001 00:00", "23-02-2027 18:00")
        + "</edoc:HandlingPlan>"
    )
    meeting = read(EXPORT.but(points=(HARBOUR.but(extra=plan),)).fujitsu())
    assert meeting.coming == (ComingItem("Uddybning", "Byrådet 23-02-2027 18:00", "2027-02-23"),)
    assert meeting.items[0].references == (Reference("Vejudvalget", "2027-01-05", "4"),)
    assert "ikke frigivet" not in meeting.items[0].text


def test_a_notice_is_told_from_an_agenda() -> None:
    (one,) = FORMAT.read_list(read_xml(notice("61BE-BB", "\\Havn\\a.xml", at="2027-02-01T10:00:00.1234567+01:00")))
    assert one == Announcement("\\Havn\\a.xml", True, "61be-bb", datetime(2027, 2, 1, 9, tzinfo=UTC))
    (gone,) = FORMAT.read_list(read_xml(notice("61BE-BB", "", publish=False, at="02-02-2027 08:00:00")))
    assert (gone.published, gone.said) == (False, datetime(2027, 2, 2, 7, tzinfo=UTC))
    head = notice("1", "x").decode()
    assert FORMAT.is_list("Root", head)
    assert not FORMAT.recognises("Root", head)
    assert FORMAT.recognises("Root", EXPORT.fujitsu().decode())
    assert not FORMAT.recognises("Root", "<Root><Noget/></Root>")
    announced = Announcement("x", said=datetime(2027, 2, 1, 9, tzinfo=UTC))
    assert read(EXPORT.fujitsu(), announced=announced).origin.released == announced.said  # type: ignore[union-attr]
