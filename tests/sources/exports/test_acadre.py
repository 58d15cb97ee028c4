from __future__ import annotations

from datetime import UTC, datetime

from moedeklar.model.agenda import Attachment, ComingItem, MeetingKind, Origin
from moedeklar.sources.exports.acadre import FORMAT
from moedeklar.sources.exports.format import Announcement
from moedeklar.sources.exports.formats import format_of
from moedeklar.sources.exports.markup import read_xml
from tests.fakes.exports import AGENDA, HARBOUR, NEWS, File, Text, manifest
from tests.sources.exports.reading import read

MINUTES = Announcement("Files_1/1.xml", kind=MeetingKind.MINUTES, said=datetime(2027, 2, 10, 11, tzinfo=UTC))
UPCOMING = (
    '<table name="upcomingmeetings"><table name="upcomingmeeting"><fields><field name="name">Havneudvalget</field>'
    '<field name="date">16-03-2027 16:00:00</field><field name="location">????</field></fields></table></table>'
)


def test_a_production_is_read_whole() -> None:
    item = HARBOUR.but(
        number="715",
        files=(File("Søkort", "25E2.DOC", "27902", "73288/09"),),
        texts=(
            Text("Resumé", "<p>Kort.</p>"),
            Text("Bilag", ""),
            Text("Beslutning i Vejudvalget den 05-01-2027", "<p>Udsat.</p>"),
            Text("Supplerende sagsfremstilling", "<p>Mere.</p>"),
            Text("Beslutning i Havneudvalget den 09-02-2027", "<p>Godkendt. &aelig;ndret</p>"),
        ),
    )
    export = AGENDA.but(points=(item, NEWS.but(number="714", public=False)))
    data = export.acadre().replace(
        b'</table></table><table name="agendaitemparents">',
        f'</table>{UPCOMING}</table><table name="agendaitemparents">'.encode(),
        1,
    )
    meeting = read(data, announced=MINUTES)
    assert (meeting.kind, meeting.committee, meeting.place) == (MeetingKind.MINUTES, "Havneudvalget", "Askeby Rådhus")
    assert meeting.start is not None
    assert meeting.start.isoformat() == "2027-02-09T16:00"
    assert meeting.origin == Origin("26", "32", MINUTES.said)
    assert meeting.attendance == ("Deltagere: Kaj Sten (A)", "Afbud: Ida Holm (V)")
    assert meeting.coming == (ComingItem("Havneudvalget", "16-03-2027 16:00:00", "2027-03-16"),)
    news, harbour = meeting.items
    assert (news.number, news.closed) == ("714", True)
    assert (harbour.number, harbour.closed, harbour.case_number, harbour.source_id) == ("715", False, "24/1001", "112")
    assert [(s.body, s.date, s.text) for s in harbour.decisions] == [
        ("Vejudvalget", "2027-01-05", "Udsat."),
        ("Havneudvalget", "2027-02-09", "Godkendt. ændret"),
    ]
    assert [section.role.value for section in harbour.sections] == ["summary", "decision", "facts", "decision"]
    assert harbour.attachments == (Attachment("Søkort", "73288/09", "25E2.DOC", "27902"),)


def test_a_closed_production_closes_what_does_not_say_that_it_is_open() -> None:
    data = AGENDA.acadre().replace('<field name="accessname">Åben</field>'.encode(), b"", 1)
    closed = [item.closed for item in read(data, announced=Announcement("x", closed=True)).items]
    assert closed == [True, False]


def test_a_name_says_that_it_is_a_supplement() -> None:
    data = AGENDA.acadre().replace(
        b'<field name="name">Dagsorden<', '<field name="name">Tillæg til dagsorden<'.encode(), 1
    )
    assert read(data, announced=Announcement("x", kind=MeetingKind.AGENDA)).kind is MeetingKind.SUPPLEMENT


def test_the_list_says_what_is_published() -> None:
    data = manifest(
        {"xmlfilename": "1.xml", "type": "1", "publish": "0", "access": "Åben"},
        {
            "xmlfilename": "2.xml",
            "type": "2",
            "publish": "1",
            "access": "Lukket",
            "filesfolder": "Files_1_2",
            "publishDate": "2027-02-10 12:00",
        },
        {"docfilename": "3.docx", "publish": "1"},
    )
    assert FORMAT.read_list(read_xml(data)) == [
        Announcement("1.xml", published=False, kind=MeetingKind.AGENDA),
        Announcement(
            "Files_1_2/2.xml", said=datetime(2027, 2, 10, 11, tzinfo=UTC), kind=MeetingKind.MINUTES, closed=True
        ),
    ]
    assert format_of(data) == (FORMAT, True)
    assert format_of(AGENDA.acadre()) == (FORMAT, False)
