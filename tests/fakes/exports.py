"""Exports of case systems in an invented municipality, in the forms that real ones have."""

from __future__ import annotations

import html
import os
import re
from dataclasses import dataclass, field, replace
from pathlib import Path

MONTHS = ("januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november")
PDF = b"%PDF-1.4 bilag"


@dataclass(frozen=True)
class Text:
    """A field of an item: heading and HTML; `decides` where the system marks it as a decision."""

    heading: str
    content: str
    decides: bool = False


@dataclass(frozen=True)
class File:
    """An attachment: what it is called, and where the export says that it lies; whether it may be published."""

    title: str
    path: str
    id: str = ""
    number: str = ""
    public: bool = True


@dataclass(frozen=True)
class Point:
    """An item."""

    id: str
    title: str
    number: str = "1"
    case: str = ""
    public: bool = True
    texts: tuple[Text, ...] = ()
    files: tuple[File, ...] = ()
    extra: str = ""

    def but(self, **changes: object) -> Point:
        return replace(self, **changes)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Export:
    """A meeting as it is exported. `kind` is "agenda" or "minutes"; dates as the systems write them."""

    points: tuple[Point, ...] = ()
    kind: str = "agenda"
    committee: str = "Havneudvalget"
    when: str = "09-02-2027 16:00"
    place: str = "Askeby Rådhus"
    meeting: str = "26"
    agenda: str = "32"
    published: str = "01-02-2027 10:00:00"
    members: tuple[tuple[str, bool], ...] = (("Kaj Sten (A)", True), ("Ida Holm (V)", False))
    extra: str = field(default="")

    def but(self, **changes: object) -> Export:
        return replace(self, **changes)  # type: ignore[arg-type]

    def publication(self) -> bytes:
        """As Agenda Management writes it, with a byte order mark."""
        return (
            b"\xef\xbb\xbf"
            + (
                '<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<Publication>\n'
                f"<Published>{cdata(self.published)}</Published>"
                f"<PublicationTypeAsValue>{cdata('2' if self.kind == 'minutes' else '1')}</PublicationTypeAsValue>"
                f"<Agendas>{self.agenda_element()}{self.extra}</Agendas></Publication>\n"
            ).encode()
        )

    def agenda_element(self) -> str:
        """One `Agenda` of a publication."""
        members = "".join(
            f"<MeetingMember><ParticipationStatusAsValue>{cdata('1' if there else '2')}</ParticipationStatusAsValue>"
            f"<Name>{cdata(name)}</Name></MeetingMember>"
            for name, there in self.members
        )
        return (
            f'<Agenda ID="{self.agenda}"><Meeting ID="{self.meeting}"><Members>{members}</Members>'
            f"<When>{cdata(self.when + ':00')}</When><Where>{cdata(self.place)}</Where></Meeting>"
            f'<Committee ID="8"><Name>{cdata(self.committee)}</Name></Committee>'
            f"<Items>{''.join(map(_agman_item, self.points))}</Items></Agenda>"
        )

    def fujitsu(self) -> bytes:
        """As eDoc by Fujitsu writes it."""
        members = "".join(
            f"<edoc:MeetingParticipant><edoc:Name>{name}</edoc:Name><edoc:Participate>{str(there).lower()}"
            "</edoc:Participate></edoc:MeetingParticipant>"
            for name, there in self.members
        )
        return (
            '\ufeff<Root xmlns:edoc="http://www.fujitsu.dk/agenda/xml/schemas/2009/03/31/">'
            f"<edoc:OutputTypeEnumName>{'Minute' if self.kind == 'minutes' else 'Agenda'}</edoc:OutputTypeEnumName>"
            f"<edoc:Committee><edoc:Name>{self.committee}</edoc:Name><edoc:Meeting>"
            f"<edoc:MeetingIdentifier>{self.meeting}</edoc:MeetingIdentifier>"
            f"<edoc:MeetingDateTime>{self.when}</edoc:MeetingDateTime>"
            f"<edoc:MeetingLocation>{self.place}</edoc:MeetingLocation>"
            f"<edoc:MeetingParticipants>{members}</edoc:MeetingParticipants>"
            f"<edoc:Agenda><edoc:Identifier>{self.agenda}</edoc:Identifier><edoc:Type>Dagsorden</edoc:Type>"
            f"<edoc:AgendaElements>{''.join(map(_fujitsu_item, self.points))}</edoc:AgendaElements></edoc:Agenda>"
            f"</edoc:Meeting></edoc:Committee></Root>"
        ).encode()

    def acadre(self) -> bytes:
        """As Acadre MM writes a production."""
        day, month, year = self.when[:10].split("-")
        members = "".join(
            f'<table name="member"><fields>{_f("name", name)}{_f("absent", "0" if there else "1")}</fields></table>'
            for name, there in self.members
        )
        return (
            f'<?xml version="1.0"?>\n<root><table name="agenda"><fields>{_f("sysid", self.agenda)}'
            f"{_f('name', 'Dagsorden')}</fields>"
            f'<table name="committee"><fields>{_f("sysid", "57")}{_f("name", self.committee)}</fields></table>'
            f'<table name="meeting"><fields>{_f("sysid", self.meeting)}'
            f"{_f('date', f'{year}-{month}-{day}{self.when[10:]}')}{_f('location', self.place)}</fields>"
            f'<table name="meetmember">{members}</table>{self.extra}</table>'
            f"{''.join(map(_acadre_item, self.points))}</table></root>"
        ).encode()

    def edoc(self) -> bytes:
        """As eDoc before Fujitsu's writes it: not well-formed, with form feeds."""
        state = "Referat endeligt godkendt" if self.kind == "minutes" else "Dagsorden udsendt"
        there = "\n".join(name for name, present in self.members if present)
        away = "\n".join(name for name, present in self.members if not present)
        return (
            f'<?xml version="1.0"?>\n<Meeting><Committee>{self.committee}</Committee>'
            f"<MeetingDate>{self.when}:00</MeetingDate><MeetingState>{state}</MeetingState><MeetingAgendaTypes>"
            "<MeetingAgendaType><AgendaType>Åben dagsorden</AgendaType><PDFDocument>900.PDF</PDFDocument>"
            f"<MeetingAgendaItems>{''.join(_edoc_item(p) for p in self.points if p.public)}</MeetingAgendaItems>"
            f"<FullText>\n{self.committee}\n\nTilstede\n{there}\n\nAfbud/Fraværende\n{away}\n\n&#xC;"
            "INDHOLDSFORTEGNELSE\n1.\tNoget\t3\n&#xC;</FullText></MeetingAgendaType>"
            "<MeetingAgendaType><AgendaType>Lukket dagsorden</AgendaType>"
            f"<MeetingAgendaItems>{''.join(_edoc_item(p) for p in self.points if not p.public)}</MeetingAgendaItems>"
            f"</MeetingAgendaType></MeetingAgendaTypes></Meeting>"
        ).encode()

    def sbsys(self) -> bytes:
        """As SBSYS writes it."""
        day, month, year = self.when[:10].split("-")
        kind = "Referat" if self.kind == "minutes" else "Dagsorden"
        return (
            f'<?xml version="1.0" encoding="utf-8"?>\n<Dagsorden DagsordenID="{self.agenda}" Åben="true" '
            f'Dagsordentype="{kind}" Tillægsdagsorden="false"><Møde MødeID="{self.meeting}" Udvalg="{self.committee}" '
            f'Mødedato="{int(day)}. {MONTHS[int(month) - 1]} {year}" Mødetid="{self.when[11:]}" '
            f'Mødested="{self.place}"/><Dagsordenpunkter>{self.extra}{"".join(map(sbsys_item, self.points))}'
            "</Dagsordenpunkter></Dagsorden>"
        ).encode()


def cdata(text: str) -> str:
    return f"<![CDATA[{text}]]>" if text else ""


def notice(
    agenda: str, path: str, *, publish: bool = True, at: str = "2027-02-01T10:00:00", meeting: str = "m"
) -> bytes:
    """A notice of eDoc by Fujitsu."""
    return (
        '<Root xmlns:edoc="http://www.fujitsu.dk/agenda/xml/schemas/2009/03/31/"><edoc:Notification>'
        f"<edoc:AgendaIdentifier>{agenda}</edoc:AgendaIdentifier>"
        f"<edoc:MeetingIdentifier>{meeting}</edoc:MeetingIdentifier><edoc:Publish>{str(publish).lower()}</edoc:Publish>"
        f"<edoc:Timestamp>{at}</edoc:Timestamp><edoc:PathToXml>{path}</edoc:PathToXml></edoc:Notification></Root>"
    ).encode()


def manifest(*produced: dict[str, str]) -> bytes:
    """The list of Acadre MM."""
    tables = "".join(
        "<fields>" + "".join(f'<field {name}="{value}"></field>' for name, value in one.items()) + "</fields>"
        for one in produced
    )
    return (
        '<root><org>Acadre Nordlund</org><table name="committee"><fields><field name="Havneudvalget"></field>'
        f'<field sysid="57"></field></fields></table><table name="producedAgenda">{tables}</table></root>'
    ).encode()


def put(path: Path, content: bytes = PDF, at: float = 1_800_000_000.0) -> Path:
    """Write a file that was changed long ago."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    os.utime(path, (at, at))
    return path


def _agman_item(point: Point) -> str:
    fields = "".join(
        f"<ItemField ID='{at}'><Caption>{cdata(text.heading)}</Caption><HasContent>{cdata('True')}</HasContent>"
        f"<Index>{cdata(str(at))}</Index><IsFeedback>{cdata(str(text.decides))}</IsFeedback>"
        f"<Content>{cdata(text.content)}</Content></ItemField>"
        for at, text in enumerate(point.texts, 1)
    )
    files = "".join(
        f'<Enclosure ID="{file.id}"><FileName>{cdata("P:" + chr(92) + "hemmelig" + chr(92) + "x.pdf")}</FileName>'
        f"<Name>{cdata(file.title)}</Name><IsProtected>{cdata(str(not file.public))}</IsProtected>"
        f"<InstantiationFilePathRelative>{cdata(file.path)}</InstantiationFilePathRelative></Enclosure>"
        for file in point.files
    )
    return (
        f'<Item ID="{point.id}"><Caption>{cdata(point.title)}</Caption><Case ID="0"><Number>{cdata(point.case)}'
        f"</Number></Case><IsPublic>{cdata(str(point.public))}</IsPublic><Number>{cdata(point.number)}</Number>"
        f"<Fields>{fields}</Fields>{point.extra}<Enclosures>{files}</Enclosures></Item>"
    )


def _fujitsu_item(point: Point) -> str:
    texts = "".join(
        f"<edoc:CasePresentation><edoc:Title>{text.heading}</edoc:Title><edoc:Content>{cdata(text.content)}"
        f"</edoc:Content><edoc:IsDecision>{str(text.decides).lower()}</edoc:IsDecision></edoc:CasePresentation>"
        for text in point.texts
    )
    files = "".join(
        f"<edoc:Attachment><edoc:Identifier>{file.id}</edoc:Identifier><edoc:Title>{file.title}</edoc:Title>"
        f"<edoc:AccessEnumName>{'Public' if file.public else 'Confidential'}</edoc:AccessEnumName>"
        f"<edoc:Link>{file.path}</edoc:Link><edoc:DocumentNumber>{file.number}</edoc:DocumentNumber></edoc:Attachment>"
        for file in point.files
    )
    access = "Offentlig publicering" if point.public else "Fortrolig publicering"
    return (
        f"<edoc:AgendaElement><edoc:Identifier>{point.id}</edoc:Identifier><edoc:AccessIsPublic>"
        f"{str(point.public).lower()}</edoc:AccessIsPublic><edoc:AccessName>{access}</edoc:AccessName>"
        f"<edoc:SortOrder>{point.number}</edoc:SortOrder><edoc:HandlingItem><edoc:SerialNo>{point.number}"
        f"</edoc:SerialNo><edoc:Title>{point.title}</edoc:Title><edoc:CaseNumber>{point.case}</edoc:CaseNumber>"
        f"<edoc:FinishedDate>01-01-0001 00:00</edoc:FinishedDate>{point.extra}"
        f"<edoc:CasePresentations>{texts}</edoc:CasePresentations><edoc:Attachments>{files}</edoc:Attachments>"
        "</edoc:HandlingItem></edoc:AgendaElement>"
    )


def _f(name: str, value: str) -> str:
    return f'<field name="{name}">{html.escape(value, quote=False)}</field>'


def _acadre_item(point: Point) -> str:
    bullets = "".join(
        f'<table name="bullet"><fields>{_f("bulletname", text.heading)}{_f("bulletcontent", text.content)}'
        f"{_f('bulletsortorder', str(at))}</fields></table>"
        for at, text in enumerate(point.texts, 1)
    )
    files = "".join(
        f'<table name="enclosure"><fields>{_f("sysid", file.id)}{_f("name", file.title)}{_f("filename", file.path)}'
        f"{_f('fileno', file.number)}{_f('accessname', 'Åben' if file.public else 'Lukket')}</fields></table>"
        for file in point.files
    )
    return (
        f'<table name="agendaitemparents"><fields>{_f("sort", point.number)}</fields><table name="agendaitem"><fields>'
        f"{_f('sysid', point.id)}{_f('name', point.title)}{_f('caseno', point.case)}"
        f"{_f('accessname', 'Åben' if point.public else 'Lukket')}</fields>{bullets}{files}</table></table>"
    )


def _edoc_item(point: Point) -> str:
    text = f"\n\n{point.number}.\t{point.title}\n\nSagsnr.: {point.case}\n\n" + "\n\n".join(
        f"{part.heading}\n{re.sub('<[^>]*>', ' ', part.content)}" for part in point.texts
    )
    files = "".join(
        f'<Attachment attachmentid="{file.id}"><Title>{file.title}</Title><PDFDocument>{file.path}</PDFDocument>'
        f"<PublishingType>{'SKAL PUBLICERES' if file.public else 'MÅ IKKE PUBLICERES'}</PublishingType>"
        "<FileSize>3</FileSize></Attachment>"
        for file in point.files
    )
    return (
        f"<MeetingAgendaItem><AgendaItemNumber>{point.number}</AgendaItemNumber><Document documentid='{point.id}'>"
        f"<Title>{point.title}</Title><AgendaItems>{point.extra}</AgendaItems><Attachments>{files}</Attachments>"
        f"<FullText>{text}&#xC;</FullText></Document></MeetingAgendaItem>"
    )


def sbsys_item(point: Point) -> str:
    """An item of SBSYS, for putting into a group too."""
    named = ((text.heading.replace(" ", "_") or "Tekst", text.content) for text in point.texts)
    texts = "".join(f"<{heading}>{cdata(content)}</{heading}>" for heading, content in named)
    files = "".join(
        f'<Bilag BilagID="{file.id}" Navn="{file.title}" BilagUrl="{file.path}" '
        f'MaaPubliceres="{str(file.public).lower()}"/>'
        for file in point.files
    )
    return (
        f'<Dagsordenpunkt DagsordenpunktID="{point.id}" Nummer="{point.number}" Åbent="{str(point.public).lower()}">'
        f"<Overskrift>{point.title}</Overskrift><Indhold>{texts}</Indhold><Bilagsliste>{files}</Bilagsliste>"
        "</Dagsordenpunkt>"
    )


HARBOUR = Point(
    "112",
    "Uddybning af havnen",
    "2",
    "24/1001",
    texts=(
        Text("Sagsfremstilling", "<p>Sejlrenden er <b>sandet til</b>.</p><p>Den uddybes.</p>"),
        Text(
            "Indstilling",
            "<p>Forvaltningen indstiller,</p><ol><li>at renden uddybes</li><li>at der søges penge</li></ol>",
        ),
        Text("Beslutning", ""),
    ),
    files=(File("Søkort", "Enclosures\\1.pdf", "7"), File("Overslag", "Enclosures\\2.pdf", "8")),
)
NEWS = Point("60", "Meddelelser", "1", texts=(Text("", "<p>Intet nyt.</p>"),))
AGENDA = Export((NEWS, HARBOUR))
