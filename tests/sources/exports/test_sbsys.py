from __future__ import annotations

from moedeklar.model.agenda import Attachment, MeetingKind, Origin
from tests.fakes.exports import AGENDA, HARBOUR, File, Text, sbsys_item
from tests.sources.exports.reading import read, refused, told


def test_an_export_is_read_whole() -> None:
    item = HARBOUR.but(files=(File("Søkort", "bilag/1.pdf", "7"),))
    closed = HARBOUR.but(id="9", number="3", title="Salg af kaj", public=False)
    grouped = f'<Gruppe navn="Lukkede punkter">{sbsys_item(closed)}</Gruppe>'
    data = AGENDA.but(points=(item,), extra=grouped).sbsys()
    meeting = read(data)
    assert (meeting.kind, meeting.committee, meeting.place) == (MeetingKind.AGENDA, "Havneudvalget", "Askeby Rådhus")
    assert meeting.start is not None
    assert meeting.start.isoformat() == "2027-02-09T16:00"
    assert meeting.origin == Origin("26", "32")
    kaj, harbour = meeting.items
    assert (kaj.title, kaj.closed, harbour.closed) == ("Salg af kaj", True, False)
    assert (harbour.number, harbour.source_id) == ("2", "112")
    assert [(role, heading) for role, heading, _ in told(harbour)] == [
        ("facts", "Sagsfremstilling"),
        ("recommendation", "Indstilling"),
    ]
    assert harbour.attachments == (Attachment("Søkort", None, "bilag/1.pdf", "7"),)


def test_kinds_and_content_that_is_not_escaped() -> None:
    assert read(AGENDA.but(kind="minutes").sbsys()).kind is MeetingKind.MINUTES
    extra = AGENDA.sbsys().replace('Tillægsdagsorden="false"'.encode(), 'Tillægsdagsorden="true"'.encode())
    assert read(extra).kind is MeetingKind.SUPPLEMENT
    text = Text("Økonomiske_konsekvenser", "x")
    data = AGENDA.but(points=(HARBOUR.but(texts=(text,)),)).sbsys()
    data = data.replace(b"<![CDATA[x]]>", b"<p>Renden &amp; <b>molen</b></p><p>koster&nbsp;penge</p>")
    (item,) = read(data).items
    assert told(item) == [("economy", "Økonomiske konsekvenser", "Renden & molen koster penge")]
    assert len(item.sections[0].blocks) == 2


def test_a_closed_agenda_closes_what_does_not_say_that_it_is_open() -> None:
    data = AGENDA.but(points=(HARBOUR,)).sbsys().replace('Åben="true"'.encode(), 'Åben="false"'.encode())
    assert [item.closed for item in read(data).items] == [False]
    assert [item.closed for item in read(data.replace('Åbent="true"'.encode(), b"")).items] == [True]


def test_without_a_meeting_it_says_what_is_missing() -> None:
    assert refused(b"<Dagsorden><Dagsordenpunkter/></Dagsorden>").params["name"] == "Dagsorden/Møde"
