"""One agenda or minutes as the meeting that they state. Pure."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection

from moedeklar.model.agenda import AgendaItem, Attachment, Meeting, MeetingKind, Origin, Section
from moedeklar.model.text import split_term
from moedeklar.sources.firstagenda.answers import Thing, read_answer
from moedeklar.sources.firstagenda.listing import ATTACHMENTS, is_added
from moedeklar.sources.firstagenda.sections import sections_of
from moedeklar.sources.stating import attachment_of, attendance_of, item_of, kind_of, section_of


def read_agenda(
    data: bytes, *, municipality: str | None = None, term: str | None = None, is_beside: bool = False
) -> Meeting:
    """The meeting that the answer *data* states; *municipality* and the council's *term* where it says none itself.

    *is_beside* says that it stands beside the meeting's own agenda or minutes, and so is a supplement to them. An
    agenda without items is a meeting that is planned. Raises ParseError: answer_not_json, answer_without.
    """
    answer = read_answer(data)
    answer.need("Dagsordenpunkter")
    meeting = answer.thing("Moede")
    committee, own_term = split_term(answer.thing("Udvalg").text("Navn"))
    kind = MeetingKind.SUPPLEMENT if is_beside else _kind(answer, meeting)
    items = sorted(answer.all("Dagsordenpunkter"), key=lambda one: one.number("Sorting"))
    # The case system's own ids, which an item keeps from the agenda to the minutes, where they tell items apart.
    counted = Counter(one.text("SourceId") for one in items)
    known = {source_id for source_id, count in counted.items() if count == 1} - {"", "0"}
    start = meeting.start("MeetingBeginUtc", "Dato")
    is_planned = not items and start is not None and kind in (None, MeetingKind.AGENDA)
    people = [one for one in meeting.all("Moededeltagere") if one.text("Name")]
    return Meeting(
        MeetingKind.PLANNED if is_planned else kind,
        committee or None,
        own_term or term,
        start,
        meeting.text("Sted") or None,
        municipality,
        items=tuple(_item(one, kind, known) for one in items),
        attendance=attendance_of(
            [one.text("Name") for one in people if not _is_absent(one)],
            [one.text("Name") for one in people if _is_absent(one)],
        ),
        origin=Origin(agenda_id=_agenda_id(answer, meeting, kind), released=meeting.instant("ReleasedDate")),
        end=meeting.start("MeetingEndUtc") if is_planned else None,
    )


def _kind(answer: Thing, meeting: Thing) -> MeetingKind | None:
    """By its name, which alone tells supplements in practice; the marks for these count too where they are set."""
    kind = kind_of(meeting.text("Navn"))
    added = answer.truth("TillaegsDagsorden") or meeting.truth("IsSupplementaryAgenda")
    return MeetingKind.SUPPLEMENT if added and kind is not MeetingKind.MINUTES else kind


def _agenda_id(answer: Thing, meeting: Thing, kind: MeetingKind | None) -> str:
    """Which of a meeting's agendas it is of, since the portal does not say: the first, or one of its own after that.

    Agendas and their minutes have ids of their own there, and nothing but the name tells what belongs together.
    """
    if kind is not MeetingKind.SUPPLEMENT and not is_added(meeting.text("Navn")):
        return "1"
    own = answer.id() or meeting.text("Navn")
    return str(2 + int.from_bytes(hashlib.blake2b(own.encode(), digest_size=6).digest()))


def _is_absent(person: Thing) -> bool:
    return bool(person.truth("Absent") or person.truth("ParticipationCancelled"))


def _title(item: Thing) -> str:
    """The title, without the number that some case systems put before it."""
    title, number = item.text("Caption", "Navn"), item.text("Number", "Punktnummer")
    rest = title.removeprefix(f"{number}. ") if number else title
    return rest.strip() or title


def _item(item: Thing, kind: MeetingKind | None, known: Collection[str]) -> AgendaItem:
    closed = item.truth("IsOpen") is False
    decides = closed and kind is MeetingKind.MINUTES  # all that is published of a closed item, if anything is
    attachments = sorted(item.all("Bilag"), key=lambda one: one.number("Order"))
    return item_of(
        _title(item),
        _sections(item, decides=decides),
        number=item.text("Number", "Punktnummer"),
        closed=closed,
        case_number=item.text("CaseNumber", "SagsNummer"),
        source_id=item.text("SourceId") if item.text("SourceId") in known else item.id(),
        attachments=[made for one in attachments if (made := _attachment(one)) is not None],
        absent=[one.text("Name") for one in item.all("ExternalAgendaItemAttendees") if _is_absent(one)],
    )


def _sections(item: Thing, *, decides: bool) -> list[Section | None]:
    found: list[Section | None] = []
    for field in item.all("Felter"):
        text = field.raw("Html") or field.raw("Tekst")
        name = field.text("Navn")
        found += [section_of(name, text)] if name else sections_of(text, decides=decides)
    for part in item.all("Presentations"):
        found.append(section_of(part.text("Title"), part.raw("Content")))
    decision = item.thing("ItemDecision")
    found.append(section_of("", decision.raw("Text"), decides=True))
    return found


def _attachment(bilag: Thing) -> Attachment | None:
    """An attachment; without the name of a file where the portal has no PDF of it, which is all that it hands out."""
    known = bilag.id()
    has_file = bool(known) and bilag.truth("HarPdfVersion") is not False
    return attachment_of(bilag.text("Navn"), ref=ATTACHMENTS + known if has_file else "", source_id=known)
