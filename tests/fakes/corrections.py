"""Corrections of the fake workspace: the newest version of a meeting is changed in place, and changed back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from moedeklar.agenda import correcting
from moedeklar.model.agenda import AgendaItem, Meeting, Role
from moedeklar.model.changes import Kind
from moedeklar.model.corrections import Correction, CorrectionKind, ItemNames, Offer, SectionMark, Similar

if TYPE_CHECKING:
    from tests.fakes.workspace import FakeWorkspace

Items = tuple[AgendaItem, ...]


class FakeCorrections:
    def __init__(self, workspace: FakeWorkspace) -> None:
        self._workspace = workspace
        self._before: dict[str, Meeting] = {}
        self.made: dict[str, Correction] = {}
        self.found = Similar()
        self.offered: tuple[Offer, ...] = ()
        self.unfitting: tuple[Correction, ...] = ()

    def set_role(self, item_id: str, section: str, role: Role) -> Correction:
        item = self._workspace.meetings.item(item_id).content
        at = [key for key, _ in item.keyed_sections()].index(section)
        mark = SectionMark.of(item.sections[at])
        made = replace(self._new(CorrectionKind.ROLE, item_id, item), section=mark, role=role)
        return self._change(made, lambda n, items: _put(items, n, correcting.with_role(items[n], at, role, made.id)))

    def split(self, item_id: str, section: str, offset: int = 0) -> Correction:
        item = self._workspace.meetings.item(item_id).content
        at = [key for key, _ in item.keyed_sections()].index(section)
        starts = [start for start, _ in item.sections[at].block_offsets()]
        block = max(n for n, start in enumerate(starts) if start <= offset)
        title = correcting.title_at(item.sections[at], block)[1]
        made = replace(self._new(CorrectionKind.SPLIT, item_id, item), title=title)
        return self._change(
            made,
            lambda n, items: (*items[:n], *correcting.split(items[n], at, block, title, made.id), *items[n + 1 :]),
        )

    def join(self, item_id: str) -> Correction:
        item = self._workspace.meetings.item(item_id).content
        made = self._new(CorrectionKind.JOIN, item_id, item)
        return self._change(
            made,
            lambda n, items: (
                *items[: n - 1],
                correcting.joined(items[n - 1], items[n], made.id),
                *items[n + 1 :],
            ),
        )

    def set_title(self, item_id: str, title: str) -> Correction:
        item = self._workspace.meetings.item(item_id).content
        made = replace(self._new(CorrectionKind.TITLE, item_id, item), title=title)
        return self._change(made, lambda n, items: _put(items, n, correcting.with_title(items[n], title, made.id)))

    def remove(self, correction_id: str) -> None:
        self.unfitting = tuple(one for one in self.unfitting if one.id != correction_id)
        gone = self.made.pop(correction_id, None)
        if gone is not None:
            self._hold(gone.home.meeting_id, self._before[correction_id])
        self._workspace.changed(Kind.MEETING)

    def similar(self, correction_id: str) -> Similar:
        return self.found if correction_id in self.made else Similar()

    def everywhere(self, correction_id: str) -> Correction:
        known = {**self.made, **{offer.correction.id: offer.correction for offer in self.offered}}
        self.made[correction_id] = replace(known[correction_id], everywhere=True)
        self.offered = ()
        self._workspace.changed(Kind.MEETING)
        return self.made[correction_id]

    def offers(self, item_id: str) -> tuple[Offer, ...]:
        item = self._workspace.meetings.item(item_id).content
        keys = {key for key, section in item.keyed_sections() if not section.corrected}
        return tuple(offer for offer in self.offered if offer.section in keys)

    def of_item(self, item: AgendaItem) -> tuple[Correction, ...]:
        """Those that made the item what it is."""
        ids = {*item.corrected, *(section.corrected for section in item.sections)}
        return tuple(one for one in self.made.values() if one.id in ids)

    def _new(self, kind: CorrectionKind, item_id: str, item: AgendaItem) -> Correction:
        home = self._workspace.meetings.snapshot(item_id)
        number = len(self.made) + 1
        return Correction(f"correction-{number}", kind, home, ItemNames.of(item), self._workspace.clock.now())

    def _change(self, made: Correction, change: Callable[[int, Items], Items]) -> Correction:
        meeting_id, _, number = made.home.item_id.rpartition("-")
        before = self._workspace.held[meeting_id].contents[-1]
        after = replace(before, items=change(int(number) - 1, before.items))
        self._before[made.id] = before

        def do() -> None:
            self.made[made.id] = made
            self._hold(meeting_id, after)

        def undo() -> None:
            del self.made[made.id]
            self._hold(meeting_id, before)

        do()
        self._workspace.undo.push("rettelse af et afsnit", undo, do)
        return made

    def _hold(self, meeting_id: str, content: Meeting) -> None:
        held = self._workspace.held[meeting_id]
        self._workspace.hold(meeting_id, *held.contents[:-1], content)
        self._workspace.changed(Kind.MEETING, meeting_id)


def _put(items: Items, at: int, item: AgendaItem) -> Items:
    return (*items[:at], item, *items[at + 1 :])
