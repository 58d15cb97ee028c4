"""What FirstAgenda Publication answers, for an invented municipality, in the shape that real answers have."""

from __future__ import annotations

import json
import random
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZERO = "00000000-0000-0000-0000-000000000000"
HOST = "https://dagsordener.nordlund.example"
_NOISE = (
    '<meta http-equiv="Content-Type" content="text/html; charset=utf-8"><meta name="generator" '
    'content="Aspose.Words for .NET 22.1.0"><title>Dagsordenspunkt</title>'
)
_ZONE = ZoneInfo("Europe/Copenhagen")
SUBJECTS = ("Havnebadet", "Cykelstien til Askeby", "Skolemaden", "Landsbypuljen", "Fritidsjob", "Lystbådehavnen")
COMMITTEES = ("Byrådet", "Havneudvalget", "Børne- og Skoleudvalget", "Økonomiudvalget", "Kultur- og Fritidsudvalget")


def guid(*parts: object) -> str:
    """A GUID that is the same for the same *parts*."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "nordlund:" + ":".join(map(str, parts))))


def moment(day: date, clock: time) -> str:
    """As the portal writes it: local time with its offset."""
    return datetime.combine(day, clock, _ZONE).isoformat()


@dataclass(frozen=True)
class File:
    """An attachment. `pdf` is the text that says whether there is a PDF of it."""

    title: str
    id: str
    pdf: str = "true"


@dataclass(frozen=True)
class Point:
    """An item; `texts` are heading, class of the span ("" for none) and HTML."""

    title: str
    number: str = "1"
    case: str = ""
    texts: tuple[tuple[str, str, str], ...] = ()
    files: tuple[File, ...] = ()
    closed: bool = False
    source: str | None = None
    sorting: int | None = None

    def but(self, **changes: object) -> Point:
        return replace(self, **changes)  # type: ignore[arg-type]

    def html(self) -> str:
        """All sections in one piece, with what Aspose leaves in each."""
        if self.closed:
            return ""
        parts = "".join(
            f"\r\n<h3>{heading}</h3>\r\n<span{f' class={kind!r}' if kind else ''}>{_NOISE}<div>{text}</div></span>\r\n"
            for heading, kind, text in self.texts
        )
        return f"<div><div id='sagsfremstillingContainer'>\r\n{parts}\r\n</div></div>"


@dataclass(frozen=True)
class Paper:
    """An agenda, a supplement or minutes."""

    id: str
    name: str = "Dagsorden"
    committee: str = "Havneudvalget"
    begin: str = "2027-02-09T16:00:00+01:00"
    points: tuple[Point, ...] = ()
    end: str | None = None
    released: str | None = "2027-02-01T10:00:00.1234567+01:00"
    place: str = "Askeby Rådhus "
    concluded: bool = False
    people: tuple[tuple[str, bool], ...] = (("Kaj  Sten", False), ("Ida Holm ", True))
    period: str = "Udvalg 2026-2029"

    def but(self, **changes: object) -> Paper:
        return replace(self, **changes)  # type: ignore[arg-type]

    def meeting(self, *, listed: bool) -> dict[str, object]:
        """As it stands in the list, or inside the agenda itself (where its id is zeros)."""
        people = [
            {"Name": name, "Absent": absent, "ParticipationCancelled": absent, "AttendanceType": 0}
            for name, absent in self.people
        ]
        return {
            "Id": self.id if listed else ZERO,
            "MeetingBeginUtc": self.begin,
            "MeetingEndUtc": self.end,
            "ReleasedDate": self.released,
            "Dato": self.begin,
            "Sted": self.place,
            "Afsluttet": self.concluded,
            "Moededeltagere": None if listed else people,
            "Navn": self.name,
            "Description": None,
            "SourceId": None,
            "IsSupplementaryAgenda": False,
        }

    def answer(self, host: str = HOST, **extra: object) -> bytes:
        """The agenda with its items."""
        made = {
            "Dagsordenpunkter": [_point(at, one, self.id, host) for at, one in enumerate(self.points, 1)],
            "Udvalg": {"Id": guid("udvalg", self.committee), "OrganisationId": ZERO, "Navn": self.committee},
            "Moede": self.meeting(listed=False),
            "TillaegsDagsorden": False,
            "Id": self.id,
            "Lydfiler": None,
            "LiveIntegrationEnabled": False,
            **extra,
        }
        return json.dumps(made, ensure_ascii=False).encode()


def _point(at: int, point: Point, agenda: str, host: str) -> dict[str, object]:
    own = guid(agenda, point.title)
    field = {
        "Navn": "",
        "Html": point.html(),
        "Tekst": None,
        "Id": ZERO,
        "Link": "" if point.closed else f"{host}/Vis/Pdf/bilag/{guid('punkt', own)}",
        "DocumentId": ZERO if point.closed else guid("punkt", own),
    }
    files = [
        {"HarPdfVersion": one.pdf, "Order": order, "Navn": one.title, "Id": one.id}
        for order, one in enumerate(point.files)
    ]
    title = f"Lukket: {point.title}" if point.closed else point.title
    return {
        "Felter": [field],
        "Presentations": None,
        "ItemDecision": None,
        "SagsNummer": point.case,
        "Navn": title,
        "Punktnummer": point.number,
        "Bilag": files[::-1],
        "Documents": None,
        "Id": own,
        "AgendaUid": agenda,
        "Number": point.number,
        "Sorting": at if point.sorting is None else point.sorting,
        "IsOpen": not point.closed,
        "CaseNumber": point.case,
        "SourceId": point.source,
        "Caption": title,
        "ExternalAgendaItemAttendees": [],
    }


def listing(papers: Iterable[Paper]) -> bytes:
    """All committees by period with all their meetings, the latest first."""
    periods: dict[str, dict[str, list[Paper]]] = {"Udvalg 2026-2029": {}, "Udvalg 2022-2025": {}}
    for paper in papers:
        periods.setdefault(paper.period, {}).setdefault(paper.committee, []).append(paper)
    made = {
        period: [
            {
                "Id": guid("udvalg", name),
                "Navn": name,
                "OrganisationId": ZERO,
                "Historisk": False,
                "Moeder": [one.meeting(listed=True) for one in sorted(found, key=lambda one: one.begin, reverse=True)],
            }
            for name, found in committees.items()
        ]
        for period, committees in periods.items()
    }
    return json.dumps({"Udvalg": made}, ensure_ascii=False).encode()


def small_pdf(text: str) -> bytes:
    """A whole PDF of one page that says *text* (letters without accents)."""
    stream = f"BT /F1 12 Tf 72 760 Td ({text}) Tj ET".encode("latin-1", "replace")
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    made, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(made))
        made += b"%d 0 obj%b endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(made)
    made += b"xref\n0 6\n0000000000 65535 f \n" + table
    return made + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start


@dataclass(frozen=True)
class Body:
    """A municipality's whole publication: its papers, and the files of all attachments by id."""

    papers: tuple[Paper, ...]
    files: dict[str, bytes]


def body(committees: int, meetings: int, items: int, *, files: int = 1, today: date = date(2027, 2, 3)) -> Body:
    """An invented body: each of *committees* meets every fourth week, the last time in three weeks.

    Each meeting has *items*, the last of them closed and without attachments, every other with *files*. Meetings of the
    past have minutes. A case that comes from another committee brings its attachments with new ids.
    """
    papers, contents = [], dict[str, bytes]()
    dice = random.Random(4711)
    for at in range(committees):
        name = COMMITTEES[at % len(COMMITTEES)] + (f" {at // len(COMMITTEES) + 1}" if at >= len(COMMITTEES) else "")
        for back in range(meetings):
            day = today + timedelta(days=21 + at % 3 - 28 * back)
            points = []
            for number in range(1, items + 1):
                closed = number == items
                subject = f"{SUBJECTS[(number + back) % len(SUBJECTS)]} {back + 1}.{number}"
                shared = small_pdf(f"Notat om sag {back}-{number}")  # the same in every committee
                own = [guid("bilag", name, back, number, one) for one in range(files)]
                if not closed:
                    contents |= {one: shared if n == 0 else small_pdf(one) for n, one in enumerate(own)}
                points.append(_generated(number, subject, own, closed=closed, decided=day < today, words=dice))
            past = day < today
            papers.append(
                Paper(
                    guid("dagsorden", name, back),
                    "Referat" if past else "Dagsorden",
                    name,
                    moment(day, time(16, 30)),
                    tuple(points),
                    concluded=past,
                    released=moment(day + timedelta(days=1 if past else -8), time(10, 5)),
                    period="Udvalg 2026-2029" if day.year >= 2026 else "Udvalg 2022-2025",
                )
            )
    return Body(tuple(papers), contents)


def _generated(
    number: int, subject: str, files: list[str], *, closed: bool, decided: bool, words: random.Random
) -> Point:
    texts = [
        ("Sagsfremstilling", "resume", f"<p>{subject} har været drøftet {words.randint(2, 9)} gange i Nordlund.</p>"),
        ("Indstilling", "indstilling", f"<p>Forvaltningen indstiller,</p><ol><li>at {subject} godkendes.</li></ol>"),
    ]
    if decided:
        texts.append(("Beslutninger", "resume", "<p>Godkendt.</p>"))
    return Point(
        f"Plan for {subject}",
        str(number),
        f"27/{1000 + number}",
        () if closed else tuple(texts),
        () if closed else tuple(File(f"Notat {n}", one) for n, one in enumerate(files, 1)),
        closed,
        str(40000 + number),
    )
