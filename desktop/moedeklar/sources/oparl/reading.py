"""From a record to a Meeting. Pure.

Words of the content stay as they are, whatever language they are in; only the few results that leave no doubt are
understood too. Files of the meeting as a whole (invitation, minutes) are the attachments of an item of their own, the
last one, which bears the meeting's name, or theirs where that says no more than the committee's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from moedeklar.agenda.findings import complete
from moedeklar.model import agenda
from moedeklar.model.agenda import AgendaItem, Attachment, Block, BlockKind, MeetingKind, Origin, Outcome, Role, Section
from moedeklar.model.text import TOGETHER, bare, canonical, split_term
from moedeklar.sources.fragments import blocks_of
from moedeklar.sources.oparl.content import content_of
from moedeklar.sources.oparl.objects import File, Item, Meeting, newest
from moedeklar.sources.oparl.record import Case, Record
from moedeklar.sources.oparl.times import start_of

_FILES = "#files"
_OUTCOMES = {
    bare(words): outcome
    for outcome, several in {
        Outcome.FOLLOWED: "beschlossen|einstimmig beschlossen|mehrheitlich beschlossen|ungeändert beschlossen"
        "|unverändert beschlossen|zugestimmt|zustimmung|einstimmig zugestimmt|angenommen|einstimmig angenommen",
        Outcome.CHANGED: "geändert beschlossen|mit änderungen beschlossen|zugestimmt zu geändertem beschlusstext",
        Outcome.REJECTED: "abgelehnt|mehrheitlich abgelehnt|einstimmig abgelehnt",
        Outcome.POSTPONED: "vertagt|zurückgestellt|abgesetzt|von der tagesordnung abgesetzt",
        Outcome.SENT_BACK: "zurückverwiesen|verwiesen in fachausschuss",
        Outcome.NOTED: "kenntnisnahme|zur kenntnis genommen|kenntnis genommen",
    }.items()
    for words in several.split("|")
}


def meeting_of(record: Record) -> agenda.Meeting:
    """The meeting that *record* states."""
    meeting = record.meeting
    of_item: dict[int, list[Case]] = {}
    for case in record.cases:
        of_item.setdefault(case.at, []).append(case)
    items = [_item(item, of_item.get(at, [])) for at, item in enumerate(meeting.items)]
    names = [split_term(name) for name in record.committees]
    return agenda.Meeting(
        kind_of(meeting),
        committee_of(record) or None,
        next((term for _, term in names if term), None),
        start_of(meeting.start),
        (meeting.place if meeting.place_known else "") or None,
        record.municipality or None,
        (*items, *_of_the_whole(record)),
        attendance=tuple(canonical(one) for one in meeting.attendance),
        origin=Origin(meeting.id, meeting.id, newest(*record.stated)),
        end=start_of(meeting.end),
        title=_title(record),
    )


def committee_of(record: Record) -> str:
    """What the committee is called, without its term; several that meet together one after another."""
    names = [split_term(name)[0] for name in record.committees]
    return TOGETHER.join(dict.fromkeys(name for name in names if name)) or canonical(record.meeting.name)


def _title(record: Record) -> str | None:
    """What the meeting is called, where that is not just its committee."""
    name = canonical(record.meeting.name)
    return name if bare(name) not in ("", bare(committee_of(record))) else None


def kind_of(meeting: Meeting) -> MeetingKind:
    """Minutes as soon as anything is told of what was decided, an agenda until then, planned without anything on it."""
    if not meeting.items and not meeting.files:
        return MeetingKind.PLANNED
    decided = any(item.result or item.resolution or item.resolution_file for item in meeting.items)
    return MeetingKind.MINUTES if decided or meeting.results or meeting.verbatim else MeetingKind.AGENDA


def _item(item: Item, cases: list[Case]) -> AgendaItem:
    found = _by_the_standard(item, cases)
    said = content_of(item.content) if item.public else None
    if said is None:
        return found
    return replace(
        said, closed=False, attachments=found.attachments, source_id=found.source_id, page=None, corrected=()
    )


def _by_the_standard(item: Item, cases: list[Case]) -> AgendaItem:
    sections = [section for section in (_decision(item),) if section is not None]
    papers = [case.paper for case in cases]
    named = [_attachment(file, paper.name, paper.reference) for paper in papers for file in paper.files]
    named += [_attachment(file, "", "") for file in item.files]
    references = [paper.reference for paper in papers if paper.reference]
    found = AgendaItem(
        canonical(item.number) or None,
        canonical(item.name) or next((canonical(paper.name) for paper in papers if paper.name), ""),
        closed=not item.public,
        case_number=references[0] if references else None,
        document_number=references[0] if references else None,
        sections=tuple(sections),
        attachments=_distinct(named),
        references=tuple(
            agenda.Reference(one.body or None, one.day, one.number or None) for case in cases for one in case.earlier
        ),
        source_id=item.id or None,
    )
    found = complete(found)
    outcome = _OUTCOMES.get(bare(item.result))
    return replace(found, outcome=outcome) if outcome else found


def _decision(item: Item) -> Section | None:
    """What was decided: the result in a few words, and the text where there is one."""
    result = canonical(item.result)
    blocks: tuple[Block, ...] = (Block(BlockKind.PARAGRAPH, result),) if result else ()
    blocks += tuple(block for block in blocks_of(item.resolution) if block.text) if item.resolution else ()
    return Section(Role.DECISION, "", blocks) if blocks else None


def _of_the_whole(record: Record) -> Iterable[AgendaItem]:
    meeting = record.meeting
    named = _distinct(_attachment(file, "", "") for file in meeting.files)
    if named:
        title = _title(record) or ", ".join(dict.fromkeys(one.title for one in named))
        yield AgendaItem(None, title, attachments=named, source_id=meeting.id + _FILES)


def _attachment(file: File, paper: str, reference: str) -> Attachment:
    title = canonical(file.name) or canonical(paper) or canonical(file.file_name) or file.id.rpartition("/")[2]
    return Attachment(title, reference or None, file.id, file.id)


def _distinct(named: Iterable[Attachment]) -> tuple[Attachment, ...]:
    return tuple({one.ref: one for one in named}.values())
