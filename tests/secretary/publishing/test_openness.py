"""What of a meeting goes out, and what stays: by access, and when in doubt it stays."""

from __future__ import annotations

from dataclasses import replace

import pytest

from moedeklar.model.agenda import AgendaItem, Attachment, Meeting, MeetingKind, Role
from moedeklar.model.moments import LocalStart
from moedeklar.secretary.publishing.openness import (
    HeldKind,
    ReadItem,
    ReadMeeting,
    ReadPaper,
    Reason,
    Sorted,
    closed_alias,
    sort_out,
)
from moedeklar.secretary.publishing.records import FeedFile
from tests.fakes.agendas import paragraphs

SALT = b"salt" * 8
START = LocalStart.parse("2027-02-09T16:00")
PDF = "application/pdf"


def file(name: str, media_type: str = PDF) -> FeedFile:
    return FeedFile(f"file-{name}", name, (name.encode().hex() * 64)[:64], media_type)


def item(n: int, title: str, *files: FeedFile | None, closed: bool = False) -> ReadItem:
    content = AgendaItem(
        str(n), title, closed=closed, case_number=f"27/{n}", sections=(paragraphs(Role.FACTS, "Sagen", f"Om {title}."),)
    )
    named = tuple((one.title if one else "Skitse", one) for one in files)
    attachments = tuple(Attachment(name, ref="P:/drev/" + name, source_id="7") for name, _ in named)
    return ReadItem(f"item-{n}", replace(content, attachments=attachments), named)


def paper(name: str, items: tuple[ReadItem, ...], kind: MeetingKind = MeetingKind.AGENDA, **more: object) -> ReadPaper:
    made = ReadPaper(file(name), kind, frozenset(one.id for one in items), any(one.content.closed for one in items))
    return replace(made, **more)


def meeting(*items: ReadItem, papers: tuple[ReadPaper, ...] = (), start: LocalStart | None = START) -> ReadMeeting:
    content = Meeting(committee="Havneudvalget", start=start, items=tuple(one.content for one in items))
    return ReadMeeting(
        "meeting-1", content, MeetingKind.AGENDA, "Havneudvalget", None, start, "Rådhuset", None, items, papers
    )


def reasons(found: Sorted, kind: HeldKind) -> list[Reason]:
    return [one.reason for one in found.held if one.kind is kind]


ROOF = item(1, "Nyt tag", file("Tilbud"))
GROUND = item(2, "Køb af grund af Kaj Sten", file("Skøde"), closed=True)


def test_of_a_closed_item_goes_out_only_that_it_is_there() -> None:
    found = sort_out([meeting(ROOF, GROUND)], SALT)
    opened, shut = found.going[0].items
    assert opened.content is not None
    assert opened.files == (file("Tilbud"),)
    assert (shut.number, shut.content, shut.files, shut.missing) == ("2", None, (), ())
    assert "Kaj Sten" not in repr(found.going)
    assert "Skøde" not in repr(found.going)
    assert reasons(found, HeldKind.ITEM) == [Reason.CLOSED]
    assert reasons(found, HeldKind.FILE) == [Reason.CLOSED]


def test_what_stays_is_named_to_the_secretary_and_to_no_log() -> None:
    held = sort_out([meeting(ROOF, GROUND)], SALT).held
    assert "Køb af grund af Kaj Sten" in [one.name for one in held]
    assert "Kaj Sten" not in repr(held)


def test_the_id_of_a_closed_item_cannot_be_traced_without_the_salt() -> None:
    shut = sort_out([meeting(GROUND)], SALT).going[0].items[0]
    assert shut.id == closed_alias("item-2", SALT) != closed_alias("item-2", b"other" * 8)


def test_a_paper_that_mixes_open_and_closed_stays() -> None:
    found = sort_out([meeting(ROOF, GROUND, papers=(paper("Dagsorden", (ROOF, GROUND)),))], SALT)
    assert found.going[0].agenda == ()
    assert reasons(found, HeldKind.PAPER) == [Reason.MIXED]


def test_a_paper_of_closed_items_alone_stays_as_closed() -> None:
    found = sort_out([meeting(ROOF, GROUND, papers=(paper("Lukket", (GROUND,)),))], SALT)
    assert reasons(found, HeldKind.PAPER) == [Reason.CLOSED]


def test_a_paper_from_when_an_item_was_open_stays_once_it_is_closed() -> None:
    before = paper("Dagsorden", (ROOF, replace(GROUND, content=replace(GROUND.content, closed=False))))
    assert not before.closed
    found = sort_out([meeting(ROOF, GROUND, papers=(before,))], SALT)
    assert reasons(found, HeldKind.PAPER) == [Reason.MIXED]


def test_a_paper_in_which_an_item_was_closed_stays_though_it_is_open_now() -> None:
    opened = replace(GROUND, content=replace(GROUND.content, closed=False))
    found = sort_out([meeting(ROOF, opened, papers=(paper("Dagsorden", (ROOF, GROUND)),))], SALT)
    assert found.going[0].agenda == ()


def test_open_papers_go_out_as_agenda_and_minutes() -> None:
    papers = (paper("Dagsorden", (ROOF,)), paper("Referat", (ROOF,), MeetingKind.MINUTES))
    going = sort_out([meeting(ROOF, papers=papers)], SALT).going[0]
    assert [one.title for one in going.agenda] == ["Dagsorden"]
    assert [one.title for one in going.minutes] == ["Referat"]


def test_only_pdf_goes_out_as_a_paper_and_a_systems_record_is_not_even_told_of() -> None:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    papers = (
        paper("Dagsorden", (ROOF,), file=file("Dagsorden", word)),
        paper("Publication", (ROOF,), file=file("Publication", "application/xml"), is_record=True),
    )
    found = sort_out([meeting(ROOF, papers=papers)], SALT)
    assert found.going[0].agenda == ()
    assert reasons(found, HeldKind.PAPER) == [Reason.NOT_PDF]


def test_a_file_of_a_closed_item_stays_where_an_open_one_has_it_too() -> None:
    shared = file("Skøde")
    found = sort_out([meeting(item(1, "Nyt tag", shared), GROUND)], SALT)
    assert found.going[0].items[0].files == ()
    assert found.going[0].items[0].missing == ()
    assert "Skøde" not in repr(found.going)
    assert Reason.OF_CLOSED in reasons(found, HeldKind.FILE)


def test_a_file_that_is_a_closed_paper_elsewhere_stays() -> None:
    closed = paper("Lukket dagsorden", (GROUND,))
    found = sort_out([meeting(item(1, "Nyt tag", closed.file)), meeting(GROUND, papers=(closed,))], SALT)
    assert found.going[0].items[0].files == ()


def test_an_attachment_that_a_system_calls_closed_stays_with_its_title() -> None:
    content = (Attachment("Tilbud"), Attachment("Personnotat", closed=True))
    both = item(1, "Nyt tag", file("Tilbud"), file("Personnotat"))
    both = replace(both, content=replace(both.content, attachments=content))
    other = replace(item(3, "Andet", replace(file("Personnotat"), title="Samme fil")))
    found = sort_out([meeting(both, other)], SALT)
    assert [one.title for one in found.going[0].files] == ["Tilbud"]
    assert "Personnotat" not in repr(found.going)


@pytest.mark.parametrize("media_type", ["text/html", "image/svg+xml"])
def test_what_browsers_run_stays_and_is_told_of(media_type: str) -> None:
    found = sort_out([meeting(item(1, "Nyt tag", file("Side", media_type)))], SALT)
    assert found.going[0].items[0].missing == ("Side",)
    assert reasons(found, HeldKind.FILE) == [Reason.ACTIVE]


def test_an_attachment_without_a_file_is_told_of() -> None:
    found = sort_out([meeting(item(1, "Nyt tag", None))], SALT)
    assert found.going[0].items[0].missing == ("Skitse",)
    assert reasons(found, HeldKind.FILE) == [Reason.MISSING]


def test_a_meeting_without_a_day_stays() -> None:
    found = sort_out([meeting(ROOF, start=None)], SALT)
    assert (found.going, reasons(found, HeldKind.MEETING)) == ((), [Reason.UNDATED])


def test_a_meeting_that_was_withdrawn_by_hand_stays() -> None:
    found = sort_out([meeting(ROOF)], SALT, ("meeting-1",))
    assert (found.going, reasons(found, HeldKind.MEETING)) == ((), [Reason.WITHHELD])


def test_nothing_of_a_disk_or_of_a_system_goes_out_with_an_item() -> None:
    told = repr(sort_out([meeting(ROOF)], SALT).going)
    assert "P:/drev" not in told
    assert "source_id='7'" not in told
