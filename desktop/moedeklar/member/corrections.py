"""Correcting by hand how a document was read: each step undoable, and offered to similar documents of the committee."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

from moedeklar.agenda.correcting import title_at
from moedeklar.member.undo import Undo
from moedeklar.model.agenda import AgendaItem, Role, Section
from moedeklar.model.changes import ChangeSet
from moedeklar.model.corrections import Correction, CorrectionKind, ItemNames, Offer, SectionMark, Similar
from moedeklar.model.errors import MoedeklarError, NotFound
from moedeklar.model.ids import new_id
from moedeklar.model.text import canonical, committee_key
from moedeklar.store import corrections, homes, meetings
from moedeklar.store.database import Database
from moedeklar.store.homes import Attached
from moedeklar.store.stamps import stamp
from moedeklar.store.standing import StandingItem, contents, standing
from moedeklar.store.store import Store
from moedeklar.sync.correcting import matching_sections
from moedeklar.sync.recorrecting import recorrect
from moedeklar.sync.restoring import put_back
from moedeklar.wording.language import pgettext

BLOCK_WORDS = 80  # code points by which a block is found again
TICK = timedelta(microseconds=1)


class Corrections:
    """A member's corrections. Every mutating call blocks until it is stored, and can be undone.

    All speak of an item as it stands in the newest version. Raises NotFound for what is not there.
    """

    def __init__(self, store: Store, undo: Undo) -> None:
        self._store = store
        self._undo = undo

    def set_role(self, item_id: str, section: str, role: Role) -> Correction:
        """The section with the key *section* is for *role*: RECOMMENDATION, DECISION, or OTHER for ordinary text."""

        def make(db: Database) -> Correction:
            item, part = _section(db, item_id, section)
            return replace(self._new(db, CorrectionKind.ROLE, item_id, item), section=SectionMark.of(part), role=role)

        return self._add(make, lambda: pgettext("undo", "correction of a section"))

    def split(self, item_id: str, section: str, offset: int = 0) -> Correction:
        """A new item begins at the block of the section that the *offset* (in its canonical text) is in.

        Raises MoedeklarError split_at_beginning where that is the item's own beginning.
        """

        def make(db: Database) -> Correction:
            item, part = _section(db, item_id, section)
            block = _block_at(part, offset)
            if block == 0 and part == item.sections[0]:
                raise MoedeklarError("split_at_beginning")
            words = part.blocks[block].text[:BLOCK_WORDS] if block else ""
            made = self._new(db, CorrectionKind.SPLIT, item_id, item)
            return replace(made, section=SectionMark.of(part), at=words, title=title_at(part, block)[1])

        return self._add(make, lambda: pgettext("undo", "division of an item"))

    def join(self, item_id: str) -> Correction:
        """The item belongs to the one before it. Raises MoedeklarError join_first where there is none."""

        def make(db: Database) -> Correction:
            item = meetings.item_content(db, item_id)
            made = self._new(db, CorrectionKind.JOIN, item_id, item)
            order = [one.item_id for one in _standing(db, made.home.meeting_id) if not one.removed]
            at = order.index(item_id) if item_id in order else 0
            if at == 0:
                raise MoedeklarError("join_first")
            return replace(made, before=_names(db, meetings.item_content(db, order[at - 1])))

        return self._add(make, lambda: pgettext("undo", "joining of items"))

    def set_title(self, item_id: str, title: str) -> Correction:
        """The item is called *title*. Raises MoedeklarError title_empty."""
        wanted = canonical(title)
        if not wanted:
            raise MoedeklarError("title_empty")

        def make(db: Database) -> Correction:
            item = meetings.item_content(db, item_id)
            return replace(self._new(db, CorrectionKind.TITLE, item_id, item), title=wanted)

        return self._add(make, lambda: pgettext("undo", "title of an item"))

    def remove(self, correction_id: str) -> None:
        """Take a correction back, also one made long ago. Raises NotFound."""

        def work(db: Database) -> tuple[Correction, ChangeSet]:
            gone = corrections.remove(db, correction_id, self._store.clock.now())
            return gone, self._derive(db, gone)

        gone = self._store.write(work)
        self._undo.push(
            lambda: pgettext("undo", "removal of a correction"), lambda: self._put(gone), lambda: self._drop(gone, ())
        )

    def similar(self, correction_id: str) -> Similar:
        """What else of the committee a corrected role would fit. Raises NotFound."""
        return self._store.read(lambda db: _similar(db, corrections.get(db, correction_id)))

    def everywhere(self, correction_id: str) -> Correction:
        """Do the same in all meetings of the committee, those that come too. Raises NotFound."""

        def work(db: Database) -> tuple[Correction, ChangeSet]:
            before = corrections.get(db, correction_id)
            after = corrections.put(db, replace(before, everywhere=True), self._store.clock.now())
            return before, self._derive(db, after)

        before = self._store.write(work)
        after = replace(before, everywhere=True)
        self._undo.push(
            lambda: pgettext("undo", "correction in the whole committee"),
            lambda: self._put(before, also=after),
            lambda: self._put(after),
        )
        return after

    def offers(self, item_id: str) -> tuple[Offer, ...]:
        """Roles corrected in other meetings of the committee that would fit sections of this item. Raises NotFound."""
        return self._store.read(lambda db: tuple(_offers(db, item_id)))

    def _new(self, db: Database, kind: CorrectionKind, item_id: str, item: AgendaItem) -> Correction:
        home, now = meetings.snapshot(db, item_id), self._store.clock.now()
        return Correction(new_id("correction"), kind, home, _names(db, item), now)

    def _add(self, make: Callable[[Database], Correction], label: Callable[[], str]) -> Correction:
        def work(db: Database) -> tuple[tuple[Correction, tuple[Attached, ...]], ChangeSet]:
            made = _after_others(db, make(db))
            before = homes.attached(db, made.home.meeting_id)
            corrections.put(db, made, self._store.clock.now())
            return (made, before), self._derive(db, made)

        made, before = self._store.write(work)
        self._undo.push(label, lambda: self._drop(made, before), lambda: self._put(made))
        return made

    def _put(self, correction: Correction, also: Correction | None = None) -> None:
        def work(db: Database) -> tuple[None, ChangeSet]:
            corrections.put(db, correction, self._store.clock.now())
            return None, self._derive(db, also or correction)

        self._store.write(work)

    def _drop(self, correction: Correction, before: tuple[Attached, ...]) -> None:
        def work(db: Database) -> tuple[None, ChangeSet]:
            corrections.remove(db, correction.id, self._store.clock.now())
            changes = self._derive(db, correction)
            put_back(db, correction.home.meeting_id, before)
            return None, changes

        self._store.write(work)

    def _derive(self, db: Database, correction: Correction) -> ChangeSet:
        """Bring in line what *correction* is about: its meeting, or all of the committee."""
        now, found = stamp(self._store.clock.now()), [correction.home.meeting_id]
        if correction.everywhere:
            found += corrections.meetings_of_committee(db, correction.committee)
        changes = ChangeSet()
        for meeting_id in dict.fromkeys(found):
            changes |= recorrect(db, meeting_id, now)
        return changes


def _names(db: Database, item: AgendaItem) -> ItemNames:
    """What *item* is called, by the member and by its document."""
    known = corrections.with_ids(db, item.corrected)
    titled = next((one.item for one in known if one.kind is CorrectionKind.TITLE), None)
    return ItemNames.of(item, (titled.also or titled.title) if titled is not None else "")


def _after_others(db: Database, made: Correction) -> Correction:
    """*made* as the last of its meeting, also where the clock stands still: they are applied in their order."""
    latest = max((one.created for one in corrections.of_meeting(db, made.home.meeting_id)), default=made.created - TICK)
    return replace(made, created=max(made.created, latest + TICK))


def _section(db: Database, item_id: str, key: str) -> tuple[AgendaItem, Section]:
    item = meetings.item_content(db, item_id)
    found = dict(item.keyed_sections()).get(key)
    if found is None:
        raise NotFound("section_not_found", section=key)
    return item, found


def _block_at(section: Section, offset: int) -> int:
    """The number of the block that *offset* is in."""
    end = 0
    for at, block in enumerate(section.blocks):
        end += len(block.text) + 1 if block.text else 0
        if offset < end:
            return at
    return max(len(section.blocks) - 1, 0)


def _standing(db: Database, meeting_id: str) -> list[StandingItem]:
    return standing(db, (meeting_id,)).get(meeting_id, [])


def _fitting(db: Database, meeting_id: str, mark: SectionMark) -> int:
    items = [item for item in _standing(db, meeting_id) if not item.removed]
    return sum(len(matching_sections(item, mark)) for item in contents(db, items).values())


def _similar(db: Database, correction: Correction) -> Similar:
    if correction.kind is not CorrectionKind.ROLE or correction.section is None or correction.everywhere:
        return Similar()
    home, mark = correction.home.meeting_id, correction.section
    others = [one for one in corrections.meetings_of_committee(db, correction.committee) if one != home]
    counts = [_fitting(db, meeting_id, mark) for meeting_id in others]
    return Similar(sum(counts) + _fitting(db, home, mark), sum(1 for count in counts if count))


def _offers(db: Database, item_id: str) -> Iterator[Offer]:
    home = meetings.snapshot(db, item_id)
    item = meetings.item_content(db, item_id)
    known = corrections.of_committee(db, committee_key(home.committee))
    keys = [key for key, _ in item.keyed_sections()]
    told: set[int] = set()
    for correction in reversed(known):
        elsewhere = correction.kind is CorrectionKind.ROLE and correction.home.meeting_id != home.meeting_id
        if not elsewhere or correction.section is None or correction.everywhere:
            continue
        for at in matching_sections(item, correction.section):
            if at not in told and not item.sections[at].corrected:
                told.add(at)
                yield Offer(correction, keys[at])
