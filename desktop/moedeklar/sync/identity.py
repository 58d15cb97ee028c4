"""Which papers are of one meeting, and which items of its versions are one item; the ids of both.

Papers of one meeting agree on committee (without its term) and day, and nothing that both state speaks against it: the
municipality, and the time of day unless the items say that it was only moved. A planned meeting has no items, and is
the one of that day whatever the time. Where that agrees but the items do not
(two municipalities' finance committees on one evening), they stay apart. Ids are derived from what the paper says and
not from its file, so that the same papers give the same ids in whatever order they come; what has an id keeps it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field

from moedeklar.model.agenda import MeetingKind
from moedeklar.model.ids import derived_id
from moedeklar.model.text import bare
from moedeklar.sync.likeness import ItemMark, assign, match, same_item
from moedeklar.sync.papers import Paper, municipality_key

OVERLAP = 1 / 3  # share of the telling items of the shorter paper that must be in the other
PLANNED = 0.1  # how surely a planned meeting is the one at another time of that day
RESCHEDULED = 0.6  # share from which a paper with another date or time of day is the same meeting at another time


@dataclass
class Group:
    """Papers of one meeting while they are being gathered. `meeting_id` is set where the meeting is known already."""

    meeting_id: str | None = None
    papers: list[Paper] = field(default_factory=list)
    marks: list[tuple[ItemMark, ...]] = field(default_factory=list)
    municipalities: set[str] = field(default_factory=set)
    clocks: set[str] = field(default_factory=set)
    planned: set[str] = field(default_factory=set)  # times of day that are only planned
    kinds: set[MeetingKind | None] = field(default_factory=set)
    folders: set[str] = field(default_factory=set)

    def take(self, paper: Paper) -> None:
        """Add *paper*."""
        self.papers.append(paper)
        self.know(paper.marks, paper.kind, municipality_key(paper.municipality), paper.clock, paper.folder)

    def know(self, marks: tuple[ItemMark, ...], kind: MeetingKind | None, where: str, clock: str, folder: str) -> None:
        """Learn what a version of the meeting says, without a paper that is new."""
        self.municipalities |= {where} - {""}
        if kind is MeetingKind.PLANNED:
            self.planned.add(clock)
            return
        self.marks.append(marks)
        self.kinds.add(kind)
        self.folders.add(folder)
        self.clocks |= {clock} - {""}

    def overlap(self, paper: Paper) -> float | None:
        """How surely *paper* is of this meeting, 0–1; None where it is not."""
        return self.agreement(paper.marks, paper.kind, municipality_key(paper.municipality), paper.clock)

    def agreement(self, marks: Sequence[ItemMark], kind: MeetingKind | None, where: str, clock: str) -> float | None:
        """How surely a version that says this is of this meeting, 0–1; None where it is not."""
        if where and self.municipalities and where not in self.municipalities:
            return None
        if kind is MeetingKind.PLANNED or not self.marks:
            return self._as_planned(kind, clock)
        if clock and self.clocks and clock not in self.clocks:
            # Of the longer paper: a meeting of its own on one of the cases is not the meeting at another time.
            share = max((overlap(known, marks, of=max, unknown=0.0) for known in self.marks), default=0.0)
            return share if share >= RESCHEDULED else None
        share = max((overlap(known, marks) for known in self.marks), default=1.0)
        # A supplement brings other items than the agenda: that they differ says nothing.
        added = kind is MeetingKind.SUPPLEMENT or self.kinds == {MeetingKind.SUPPLEMENT}
        return share if added or share >= OVERLAP else None

    def _as_planned(self, kind: MeetingKind | None, clock: str) -> float | None:
        """The same where this or the version is only planned: sure at one time of day, else the only one that day."""
        known = self.planned if kind is not MeetingKind.PLANNED else self.clocks | self.planned
        if not known or clock in known or not clock or "" in known:
            return 1.0
        return PLANNED if kind is not MeetingKind.PLANNED or not self.planned else None


def overlap(
    first: Sequence[ItemMark],
    second: Sequence[ItemMark],
    *,
    of: Callable[[int, int], int] = min,
    unknown: float = 1.0,
) -> float:
    """Share of the telling items of the shorter list (`of=max`: the longer) that are in the other.

    *unknown* where one has none that tell.
    """
    mine = [mark for mark in first if mark.telling]
    theirs = [mark for mark in second if mark.telling]
    if not mine or not theirs:
        return unknown
    short, long = sorted((mine, theirs), key=len)
    pairs = assign([(mark,) for mark in long], short)
    sure = sum(1 for new, old in pairs.items() if (same_item(long[old], short[new]) or (0, 0))[0] > 0)
    return sure / of(len(short), len(long))


def gather(papers: Iterable[Paper], known: Sequence[Group] = ()) -> list[Group]:
    """Put *papers*, all of one committee and day, into groups that are one meeting each; *known* are there already.

    Papers are taken in an order of their own, supplements last, so that the order of *papers* does not matter.
    """
    groups = list(known)
    for paper in sorted(papers, key=lambda p: (p.kind is MeetingKind.SUPPLEMENT, *p.order)):
        fitting = [
            (share, paper.folder in group.folders, -at)
            for at, group in enumerate(groups)
            if (share := group.overlap(paper)) is not None
        ]
        if fitting:
            groups[-max(fitting)[2]].take(paper)
        else:
            groups.append(Group())
            groups[-1].take(paper)
    return groups


def name_groups(source_id: str, groups: Sequence[Group], taken: Collection[str]) -> list[tuple[str, str]]:
    """The id and the `apart` mark of each group of one committee and day, those with an id first kept (mark "").

    The only meeting of a committee and day has no mark, nor has the first of several; every other has one made of what
    it says itself. Undated meetings always have one. *taken* are ids that other meetings bear.
    """
    used = set(taken) | {group.meeting_id for group in groups if group.meeting_id}
    named: dict[int, tuple[str, str]] = {}
    fresh = [at for at, group in enumerate(groups) if not group.meeting_id]
    for at in sorted(fresh, key=lambda at: _apart(groups[at])):
        first = min(groups[at].papers, key=lambda paper: paper.order)
        committee, day = first.key
        apart = _apart(groups[at])
        candidates = [*([""] if day else []), apart, *(f"{apart} {n}" for n in range(2, len(used) + 3))]
        ids = ((derived_id("meeting", source_id, committee, day, mark), mark) for mark in candidates)
        named[at] = next(pair for pair in ids if pair[0] not in used)
        used.add(named[at][0])
    return [named.get(at, (group.meeting_id or "", "")) for at, group in enumerate(groups)]


def _apart(group: Group) -> str:
    first = min(group.papers, key=lambda paper: paper.order)
    seed = next((mark.seed for mark in first.marks if mark.telling), ("text", first.fingerprint))
    return derived_id("apart", municipality_key(first.municipality), first.clock, *seed)


@dataclass
class KnownItem:
    """An item that a meeting has, with every mark that it has had in a version, the oldest version first."""

    id: str
    marks: list[ItemMark]


def have_twins(marks: Iterable[ItemMark]) -> bool:
    """Whether two of these items of one version are called the same, so that only their texts tell them apart."""
    names = [(bare(mark.title), mark.case) for mark in marks]
    return len(set(names)) < len(names)


def identify(
    meeting_id: str, known: list[KnownItem], fresh: Sequence[ItemMark], doubtful: set[str] | None = None
) -> list[str]:
    """The ids of the items of a version, in its order; *known* grows by what is new, *doubtful* by what may be wrong.

    A new item's id comes from the meeting and from what it is known by; of several alike the second, third … in the
    version's order are numbered.
    """
    chosen, unsure = match(*_sealed_alike([item.marks for item in known], fresh))
    if doubtful is not None:
        doubtful |= {known[chosen[new]].id for new in unsure}
    used = {item.id for item in known}
    ids = []
    for new, mark in enumerate(fresh):
        if new in chosen:
            item = known[chosen[new]]
            if mark not in item.marks:
                item.marks.append(mark)
        else:
            item = KnownItem(_fresh_id(meeting_id, mark, used), [mark])
            known.append(item)
            used.add(item.id)
        ids.append(item.id)
    return ids


def _sealed_alike(
    known: list[list[ItemMark]], fresh: Sequence[ItemMark]
) -> tuple[list[list[ItemMark]], Sequence[ItemMark]]:
    """The same, so that an item that was emptied on one side alone is found by what it is known by then."""
    if any(mark.is_sealed for mark in fresh):
        known = [[*marks, *(mark.sealed for mark in marks if not mark.source_id)] for marks in known]
    sealed = {mark.source_id for marks in known for mark in marks if mark.is_sealed}
    if sealed:
        fresh = [mark.sealed if not mark.source_id and mark.sealed.source_id in sealed else mark for mark in fresh]
    return known, fresh


def _fresh_id(meeting_id: str, mark: ItemMark, used: Collection[str]) -> str:
    occurrence = 1
    while (made := derived_id("item", meeting_id, *mark.seed, str(occurrence))) in used:
        occurrence += 1
    return made
