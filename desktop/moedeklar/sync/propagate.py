"""Writing a meeting as it has become, and putting a person's notes on their passages again. In one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from moedeklar.model.agenda import AgendaItem, Meeting
from moedeklar.model.anchors import AnchorState, TextAnchor
from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.retention import Expiring
from moedeklar.model.views import HitKind
from moedeklar.store import attachments, homes, journal, meetings, mirror, search
from moedeklar.store import expiring as expiring_rows
from moedeklar.store.journal import Entry
from moedeklar.store.mirror import MeetingRecord
from moedeklar.store.standing import StandingItem, attachments_by_version, contents, standing
from moedeklar.sync.anchoring import place_text
from moedeklar.sync.attaching import named_over_versions
from moedeklar.sync.likeness import match
from moedeklar.sync.reconcile import MeetingPlan, known_items, mark_of

if TYPE_CHECKING:
    from moedeklar.store.database import Database

_SURE = (AnchorState.PLACED, AnchorState.MOVED)


@dataclass(frozen=True, slots=True)
class Journalled:
    """A paper of a meeting with its entry, what it was understood as, and what is known of its file (size in bytes).

    `corrected` is the same as the member has corrected it, None where that changes nothing. `is_expired` says that its
    file is not kept, for the closed material in it.
    """

    entry: Entry
    meeting: Meeting
    media_type: str
    pages: int | None
    corrected: Meeting | None = None
    size: int = 0
    is_expired: bool = False


@dataclass(frozen=True, slots=True)
class MeetingState:
    """The items of a meeting at one moment: which stand, and what each of them says."""

    standing: Mapping[str, StandingItem]
    said: Mapping[str, AgendaItem]
    files: frozenset[str] = frozenset()

    def has(self, item_id: str) -> bool:
        """Whether the item stands, and is not one that earlier versions alone have."""
        return item_id in self.standing and not self.standing[item_id].removed


def write_meeting(
    db: Database, plan: MeetingPlan, papers: Mapping[str, Journalled], now: str, expiring: Expiring | None = None
) -> tuple[bool, ChangeSet]:
    """Write *plan*, with the journal entries of its *papers* (by ref). Says whether anything a member sees changed."""
    record = plan.record
    before = state_of(db, record.id) if plan.before else MeetingState({}, {})
    # Its documents are given to this meeting below; what the person did on its items follows them at the end.
    found = {version: papers[paper.ref] for version, paper in plan.contents.items()}
    said = {version: paper.corrected or paper.meeting for version, paper in found.items()}
    readings = {version: paper.meeting for version, paper in found.items() if paper.corrected is not None}
    mirror.save(db, record, said, now, readings)
    for paper in papers.values():
        entry = paper.entry
        journal.put(db, record.source_id, entry, paper.meeting)
        if entry.sha256 and not paper.is_expired:
            attachments.put_file(db, entry.sha256, paper.media_type, paper.size or entry.size, paper.pages)
    kept = {paper.entry.sha256: paper.is_expired for paper in papers.values() if paper.entry.sha256}
    if expiring is not None and any(kept.values()):
        expiring_rows.say(db, record.id, record.source_id, expiring, kept)
    elif kept:
        expiring_rows.take_back(db, record.id, record.source_id, kept)
    after = state_of(db, record.id)
    renamed = name_attachments(db, record.id, after, now)
    changed = [item_id for item_id in after.standing if before.said.get(item_id) != after.said[item_id]]
    for item_id in changed:
        search.index_item(db, item_id, after.said[item_id])
    moved = _place_notes(db, plan, before, after)
    for absorbed in plan.absorbed:
        _absorb(db, absorbed, record, after)
    changes = ChangeSet.of(Kind.MEETING, record.id)
    if changed:
        changes |= ChangeSet.of(Kind.ITEM, *changed)
    if renamed:
        changes |= ChangeSet.of(Kind.ATTACHMENT)
    if moved:
        changes |= ChangeSet.of(Kind.NOTE, *moved)
    if plan.absorbed:
        changes |= ChangeSet.everything()
    return bool(plan.changes or changed or renamed or plan.absorbed), changes


def state_of(db: Database, meeting_id: str) -> MeetingState:
    """The items of a meeting as they stand."""
    items = standing(db, (meeting_id,)).get(meeting_id, [])
    files = frozenset(attachments.files_of_meeting(db, meeting_id))
    return MeetingState({item.item_id: item for item in items}, contents(db, items), files)


def name_attachments(db: Database, meeting_id: str, state: MeetingState, now: str) -> bool:
    """Bring the attachments of all items in line with what the versions name. Whether anything changed."""
    known = {record.id: record for record in attachments.of_meetings(db, (meeting_id,))}
    of_item: dict[str, list[attachments.AttachmentRecord]] = {}
    for record in known.values():
        of_item.setdefault(record.item_id, []).append(record)
    changed = False
    for item_id, named in attachments_by_version(db, meeting_id).items():
        # How the item stands comes last, whichever version that is.
        versions = [*(one.attachments for one in named), state.said[item_id].attachments]
        stands = next((one.kind for one in named if one.version_id == state.standing[item_id].version_id), None)
        back = [one.kind == stands if one.withdrawn else None for one in named]
        for record in named_over_versions(item_id, versions, of_item.get(item_id, ()), now, back):
            if known.get(record.id) != record:
                changed = True
                attachments.put(db, record)
                if record.gone is None:
                    search.index_attachment(db, record.id, record.title, record.document_number)
                else:
                    search.forget(db, HitKind.ATTACHMENT, record.id)
    return changed


def _absorb(db: Database, absorbed: MeetingRecord, record: MeetingRecord, state: MeetingState) -> None:
    """Take the meeting *absorbed* away; what was done on its items is now of the items that these are in *record*."""
    there = mirror.with_texts(db, absorbed).versions
    names = {place.item_id: mark_of(place) for version in there for place in version.items}
    known = known_items(mirror.with_texts(db, record), state.standing)
    chosen, doubtful = match([item.marks for item in known], list(names.values()))
    for at, to in chosen.items():
        move_to_item(db, list(names)[at], state.standing[known[to].id], sure=at not in doubtful)
    mirror.remove(db, absorbed.id)


def move_to_item(db: Database, old_item: str, item: StandingItem, *, sure: bool = True) -> None:
    """Give everything that the person did on *old_item* to *item*, and put the notes on their passages there.

    Where it is not *sure* that the two are one, the notes are to be checked.
    """
    noted = homes.notes_of_item(db, old_item)
    homes.move(db, old_item, meetings.snapshot(db, item.item_id))
    sections = sections_of(meetings.item_content(db, item.item_id))
    for note in noted:
        if isinstance(note.anchor, TextAnchor):
            anchor, found = place_text(note.anchor, sections)
            note = replace(note, anchor=anchor, state=found)  # noqa: PLW2901 - the same note, at its new place
        elif note.anchor is None:
            note = replace(note, state=AnchorState.PLACED)  # noqa: PLW2901 - as above
        homes.put(db, note if sure else _doubted(note))


def _place_notes(db: Database, plan: MeetingPlan, before: MeetingState, after: MeetingState) -> list[str]:
    """Put the meeting's notes where their words are now; the ids of those that have another place or state."""
    moved = []
    gone = plan.record.withdrawn is not None
    was_gone = plan.before is not None and plan.before.withdrawn is not None
    for note in homes.places(db, plan.record.id):
        if gone or not after.has(note.item_id):
            placed = replace(note, state=AnchorState.UNPLACED)
        else:
            came_back = was_gone or not before.has(note.item_id)
            placed = _placed(note, before, after, came_back=came_back)
        if note.item_id in plan.doubtful and before.said.get(note.item_id) != after.said.get(note.item_id):
            placed = _doubted(placed)
        if placed != note:
            homes.put(db, placed)
            moved.append(note.id)
    return moved


def _doubted(note: homes.NotePlace) -> homes.NotePlace:
    """*note* on an item that may be another now: a person is asked, unless it is on a page of a file."""
    on_words = note.anchor is None or isinstance(note.anchor, TextAnchor)
    return replace(note, state=AnchorState.CHECK) if on_words and note.state in _SURE else note


def _placed(note: homes.NotePlace, before: MeetingState, after: MeetingState, *, came_back: bool) -> homes.NotePlace:
    """*note* in an item that stands."""
    anchor = note.anchor
    if not isinstance(anchor, TextAnchor):
        # On the whole item, or on a page of a file: it is where these are.
        back = anchor is None or (came_back and anchor.sha256 in after.files)
        return replace(note, state=AnchorState.PLACED) if back and note.state is AnchorState.UNPLACED else note
    old, new = before.said.get(note.item_id), after.said[note.item_id]
    if new.expired or (old == new and not came_back):
        return note
    sure = note.state in _SURE and old is not None
    found, state = place_text(anchor, sections_of(new), sections_of(old) if sure and old else None)
    if state is AnchorState.PLACED and note.state is AnchorState.MOVED:
        state = AnchorState.MOVED
    return replace(note, anchor=found, state=state)


def sections_of(item: AgendaItem) -> dict[str, str]:
    """The canonical text of each section by its key."""
    return {key: section.text for key, section in item.keyed_sections()}
