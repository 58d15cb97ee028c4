"""What the meetings of a source become when papers arrive, change or go: pure, over what is known and what is seen."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from moedeklar.model.agenda import MeetingKind, comparable_case
from moedeklar.model.ids import derived_id
from moedeklar.model.moments import LocalStart
from moedeklar.model.reports import Problem
from moedeklar.model.text import canonical, committee_key
from moedeklar.store.mirror import DocumentRecord, ItemPlace, MeetingRecord, VersionRecord
from moedeklar.store.stamps import stamp
from moedeklar.sync.agendas import apart_by_agenda, supplements_last
from moedeklar.sync.identity import RESCHEDULED, Group, KnownItem, gather, identify, name_groups, overlap
from moedeklar.sync.likeness import ItemMark
from moedeklar.sync.papers import Paper, municipality_key, rank

# Of the documents of one version, the content is taken from the one that knows its pages.
_PREFERRED = {"application/pdf": 0, "text/markdown": 1}


@dataclass(frozen=True, slots=True)
class Seen:
    """Which documents the source has now: by content, and by name those that could not be read this time."""

    refs: Mapping[str, tuple[str, ...]]  # sha256 → refs, sorted
    held: Collection[str] = frozenset()

    def document(self, record: DocumentRecord, now: str) -> DocumentRecord:
        """*record* as it is now: under its present name, or withdrawn since *now*."""
        refs = self.refs.get(record.sha256, ())
        if refs:
            return replace(record, ref=record.ref if record.ref in refs else refs[0], withdrawn=None)
        return record if record.ref in self.held else replace(record, withdrawn=record.withdrawn or now)


@dataclass(frozen=True, slots=True)
class MeetingPlan:
    """A meeting as it shall be. `contents` names the paper whose content each new or changed version has.

    `absorbed` are meetings that turn out to be this one, now that their papers are understood better. `doubtful` are
    items that may be others now: called the same as another, and with nothing in their text to tell.
    """

    record: MeetingRecord
    before: MeetingRecord | None
    papers: tuple[Paper, ...] = ()
    contents: Mapping[str, Paper] = field(default_factory=dict)
    notices: tuple[Problem, ...] = ()
    absorbed: tuple[MeetingRecord, ...] = ()
    doubtful: frozenset[str] = frozenset()

    @property
    def changes(self) -> bool:
        """Whether anything is other than before, beyond the documents that say it."""
        return self.before is None or _nameless(self.before) != _nameless(self.record)


def reconcile(
    source_id: str,
    papers: Iterable[Paper],
    media_types: Mapping[str, str],
    known: Mapping[str, MeetingRecord],
    taken: Collection[str],
    seen: Seen,
    now: str,
) -> list[MeetingPlan]:
    """The meetings that *papers* belong to, as they become.

    *papers* were read now; *media_types* are by ref. *known* are at least the meetings of the same committees and days
    and those that had these documents or names before. *taken* are the ids of all meetings of the source.
    """
    once = {paper.sha256: paper for paper in sorted(papers, key=lambda paper: paper.ref, reverse=True)}
    stated: dict[str, list[Paper]] = {}
    assigned: dict[str, list[Paper]] = {}
    loose: dict[tuple[str, str], list[Paper]] = {}
    for paper in sorted(once.values(), key=lambda paper: paper.ref):
        home = paper.home(source_id)
        if home is not None:
            stated.setdefault(home, []).append(paper)
            continue
        home = _home(paper, known, seen)
        if home is not None:
            assigned.setdefault(home, []).append(paper)
        else:
            loose.setdefault(paper.key, []).append(paper)
    plans = []
    for home, found in sorted(stated.items()):
        record = known.get(home) or _blank(source_id, home, "", found[0])
        plans.append(_plan(source_id, record, found, media_types, seen, now, before=known.get(home)))
    for home, absorbed in _merged(assigned, known).items():
        found = [paper for meeting_id in (home, *absorbed) for paper in assigned[meeting_id]]
        plan = _plan(source_id, known[home], found, media_types, seen, now)
        plans.append(replace(plan, absorbed=tuple(known[meeting_id] for meeting_id in absorbed)))
    used = set(taken)
    for key, found in sorted(loose.items()):
        there = [group_of(record) for record in known.values() if _key(record) == key]
        groups = gather(found, there)
        for group, (meeting_id, apart) in zip(groups, name_groups(source_id, groups, used), strict=True):
            used.add(meeting_id)
            if group.papers:
                record = known.get(meeting_id) or _blank(source_id, meeting_id, apart, group.papers[0])
                before = known.get(meeting_id)
                plans.append(_plan(source_id, record, group.papers, media_types, seen, now, before=before))
    return _joined(plans, source_id, media_types, seen, now, known)


def withdraw(record: MeetingRecord, seen: Seen, now: str) -> MeetingPlan:
    """The meeting when no paper of it was read, but some of its documents went, came back or have another name."""
    return MeetingPlan(_present(record, seen, now), record)


def _home(paper: Paper, known: Mapping[str, MeetingRecord], seen: Seen) -> str | None:
    """The meeting that had this very document before, or had this file with the same items at another time.

    One whose committee is called otherwise by now, too, where the source states its papers.
    """
    for record in known.values():
        for version in record.versions:
            for document in version.documents:
                if document.sha256 == paper.sha256:
                    return record.id
    for record in known.values():
        is_renamed = record.committee_key != committee_key(paper.committee)
        if not (paper.agenda_id and _is_at(record, paper) if is_renamed else _is_elsewhen(record, paper)):
            continue
        documents = [document for version in record.versions for document in version.documents]
        was_there = any(document.ref == paper.ref for document in documents)
        if was_there and not any(document.sha256 in seen.refs for document in documents):
            marks = [marks_of(version) for version in record.versions]
            if max((overlap(one, paper.marks) for one in marks), default=0.0) >= RESCHEDULED:
                return record.id
    return None


def _is_elsewhen(record: MeetingRecord, paper: Paper) -> bool:
    """Whether *paper* states another day than the meeting has, or another time of the same day."""
    if _key(record) != paper.key:
        return True
    clock = clock_of(record)
    return bool(clock and paper.clock and clock != paper.clock)


def _is_at(record: MeetingRecord, paper: Paper) -> bool:
    """Whether *paper* states the day and time that the meeting has."""
    return paper.start is not None and record.start == paper.start


def _merged(assigned: Mapping[str, list[Paper]], known: Mapping[str, MeetingRecord]) -> dict[str, tuple[str, ...]]:
    """Which known meetings are one, each with those that it absorbs.

    A better reader may find the committee or the date of papers that stood alone before. A meeting is absorbed only
    when all of its documents were read again and say so.
    """
    whole = {}
    for meeting_id, papers in assigned.items():
        documents = {document.sha256 for version in known[meeting_id].versions for document in version.documents}
        if documents <= {paper.sha256 for paper in papers} and len({paper.key for paper in papers}) == 1:
            whole[meeting_id] = papers
    keys: dict[tuple[str, str], list[str]] = {}
    for meeting_id in sorted(whole, key=lambda one: min(paper.order for paper in whole[one])):
        keys.setdefault(whole[meeting_id][0].key, []).append(meeting_id)
    found: dict[str, tuple[str, ...]] = dict.fromkeys(assigned, ())
    for (_, day), meeting_ids in keys.items():
        # Undated papers were told apart by what they say, and still are.
        for group in gather(paper for meeting_id in meeting_ids for paper in whole[meeting_id]) if day else ():
            inside = [one for one in meeting_ids if all(paper in group.papers for paper in whole[one])]
            if len(inside) > 1:
                found[inside[0]] = tuple(inside[1:])
                for absorbed in inside[1:]:
                    del found[absorbed]
    return found


def _joined(
    plans: list[MeetingPlan],
    source_id: str,
    media_types: Mapping[str, str],
    seen: Seen,
    now: str,
    known: Mapping[str, MeetingRecord],
) -> list[MeetingPlan]:
    """One plan a meeting: papers may have found the same one in two ways."""
    papers: dict[str, list[Paper]] = {}
    for plan in plans:
        papers.setdefault(plan.record.id, []).extend(plan.papers)
    single = {plan.record.id: plan for plan in plans}
    for meeting_id, found in papers.items():
        if len(found) > len(single[meeting_id].papers):
            absorbed = tuple(one for plan in plans if plan.record.id == meeting_id for one in plan.absorbed)
            plan = _plan(source_id, known[meeting_id], found, media_types, seen, now)
            single[meeting_id] = replace(plan, absorbed=absorbed)
    return sorted(single.values(), key=lambda plan: plan.record.id)


def _key(record: MeetingRecord) -> tuple[str, str]:
    return record.committee_key, record.start.day.isoformat() if record.start else ""


def clock_of(record: MeetingRecord) -> str:
    """The time of day as "16:00", "" where none is known."""
    return f"{record.start.clock:%H:%M}" if record.start and record.start.clock else ""


def marks_of(version: VersionRecord) -> tuple[ItemMark, ...]:
    """What the items of a stored version are known by, in its order."""
    return tuple(mark_of(item) for item in version.items)


def mark_of(item: ItemPlace) -> ItemMark:
    """What an item of a stored version is known by."""
    return ItemMark(canonical(item.title), comparable_case(item.case_number), item.source_ref or "", item.text)


def known_items(record: MeetingRecord, among: Collection[str] | None = None) -> list[KnownItem]:
    """The items of a stored meeting, or those *among* these ids, with what each is known by in every version."""
    known: dict[str, KnownItem] = {}
    for version in record.versions:
        for place in version.items:
            if among is None or place.item_id in among:
                known.setdefault(place.item_id, KnownItem(place.item_id, [])).marks.append(mark_of(place))
    return list(known.values())


def group_of(record: MeetingRecord) -> Group:
    """What is known of a meeting that is stored, for telling which papers are of it."""
    group = Group(record.id)
    clock = clock_of(record)
    for version in record.versions:
        folder = version.documents[0].ref.rpartition("/")[0] or "." if version.documents else ""
        group.know(marks_of(version), version.kind, municipality_key(record.municipality), clock, folder)
    return group


def _blank(source_id: str, meeting_id: str, apart: str, paper: Paper) -> MeetingRecord:
    return MeetingRecord(
        meeting_id, source_id, None, paper.committee, committee_key(paper.committee), None, None, None, apart
    )


def _plan(
    source_id: str,
    record: MeetingRecord,
    papers: Sequence[Paper],
    media_types: Mapping[str, str],
    seen: Seen,
    now: str,
    *,
    before: MeetingRecord | None = None,
) -> MeetingPlan:
    was = before or (record if record.versions else None)
    record, papers = apart_by_agenda(record, papers, marks_of)
    versions = {version.id: version for version in record.versions}
    chosen: dict[str, Paper] = {}
    settled: set[str] = set()
    for paper in sorted(papers, key=lambda paper: paper.order):
        document = DocumentRecord(
            derived_id("document", source_id, paper.sha256), paper.ref, paper.sha256, media_types[paper.ref]
        )
        version_id = _version_of(record.id, paper, document, versions, settled)
        settled.add(version_id)
        versions = {key: _without(version, document.id) for key, version in versions.items()}
        versions[version_id] = _with(versions.get(version_id), version_id, paper, document, now)
        if _is_preferred(document, versions[version_id]):
            chosen[version_id] = paper
    kept = [version for version in versions.values() if version.documents]
    ordered = sorted(kept, key=lambda version: (rank(version.kind), version.released, version.fingerprint, version.id))
    numbered = tuple(replace(version, ordinal=at) for at, version in enumerate(ordered))
    contents = {version.id: chosen[version.id] for version in numbered if version.id in chosen}
    doubtful: set[str] = set()
    named = replace(record, versions=supplements_last(_identified(record, numbered, contents, doubtful)))
    told = _present(_described(named, papers), seen, now)
    return MeetingPlan(told, was, tuple(papers), contents, _notices(told, contents), doubtful=frozenset(doubtful))


def _version_of(
    meeting_id: str,
    paper: Paper,
    document: DocumentRecord,
    versions: Mapping[str, VersionRecord],
    settled: Collection[str],
) -> str:
    """The version that says the same; or the document's own, when it was only understood anew; or a new one."""
    for version in versions.values():
        if (version.kind, version.fingerprint) == (paper.kind, paper.fingerprint):
            return version.id
    for version in versions.values():
        if version.id not in settled and any(known.id == document.id for known in version.documents):
            return version.id
    return derived_id("version", meeting_id, paper.kind or "", paper.fingerprint)


def _without(version: VersionRecord, document_id: str) -> VersionRecord:
    return replace(version, documents=tuple(one for one in version.documents if one.id != document_id))


def _with(
    version: VersionRecord | None, version_id: str, paper: Paper, document: DocumentRecord, now: str
) -> VersionRecord:
    released = stamp(paper.released)
    if version is None:
        return VersionRecord(
            version_id,
            paper.kind,
            released,
            paper.fingerprint,
            now,
            documents=(document,),
            agenda_id=paper.agenda_id,
        )
    return replace(
        version,
        kind=paper.kind,
        fingerprint=paper.fingerprint,
        released=min(version.released, released),
        agenda_id=paper.agenda_id,
        documents=tuple(sorted((*version.documents, document), key=lambda one: one.ref)),
    )


def _is_preferred(document: DocumentRecord, version: VersionRecord) -> bool:
    def order(one: DocumentRecord) -> tuple[int, str, bool]:
        # Of two contents that one document had, the present one.
        return _PREFERRED.get(one.media_type, len(_PREFERRED)), one.ref, one.id != document.id

    return min(version.documents, key=order).id == document.id


def _identified(
    record: MeetingRecord, versions: tuple[VersionRecord, ...], contents: Mapping[str, Paper], doubtful: set[str]
) -> tuple[VersionRecord, ...]:
    """*versions* with their items: those of a version whose content is new are told from all that are known."""
    items = known_items(record)
    found = []
    for version in versions:
        paper = contents.get(version.id)
        if paper is not None:
            ids = identify(record.id, items, paper.marks, doubtful)
            places = (
                ItemPlace(item_id, mark.title, mark.case or None, mark.source_id or None, mark.text)
                for item_id, mark in zip(ids, paper.marks, strict=True)
            )
            version = replace(version, items=tuple(places))  # noqa: PLW2901 - the same version, with its items
        found.append(version)
    return tuple(found)


def _described(record: MeetingRecord, papers: Sequence[Paper]) -> MeetingRecord:
    """What is said of the meeting as a whole: the newest paper's word, and an older one's where it says nothing."""
    newest = max((rank(version.kind), version.released) for version in record.versions)
    for paper in sorted(papers, key=lambda paper: paper.order):
        leads = (rank(paper.kind), stamp(paper.released)) >= newest and paper.kind is not MeetingKind.SUPPLEMENT
        record = replace(
            record,
            committee=_said(leads, paper.committee, record.committee) or "",
            term=_said(leads, paper.term, record.term),
            start=_start(leads, paper.start, record.start),
            place=_said(leads, paper.place, record.place),
            municipality=_said(leads, paper.municipality, record.municipality),
        )
    return replace(record, committee_key=committee_key(record.committee))


def _said(leads: bool, new: str | None, old: str | None) -> str | None:
    return (new or old) if leads else (old or new)


def _start(leads: bool, new: LocalStart | None, old: LocalStart | None) -> LocalStart | None:
    if new is None or old is None:
        return new or old
    if new.day == old.day and (new.clock is None or old.clock is None):
        return new if new.clock is not None else old
    return new if leads else old


def _present(record: MeetingRecord, seen: Seen, now: str) -> MeetingRecord:
    versions = []
    for version in record.versions:
        documents = tuple(seen.document(document, now) for document in version.documents)
        gone = all(document.withdrawn is not None for document in documents)
        versions.append(replace(version, documents=documents, withdrawn=(version.withdrawn or now) if gone else None))
    gone = all(version.withdrawn is not None for version in versions)
    return replace(record, versions=tuple(versions), withdrawn=(record.withdrawn or now) if gone else None)


def _notices(record: MeetingRecord, contents: Mapping[str, Paper]) -> tuple[Problem, ...]:
    """Several papers of one kind that say different things: kept apart, and told once, when one of them is new."""
    found = []
    for kind in (MeetingKind.AGENDA, MeetingKind.MINUTES):
        # Where the source says that they are one agenda, the newest is what it says now.
        alike = [one for one in record.versions if one.kind is kind and one.is_standing and not one.agenda_id]
        if len(alike) > 1 and any(version.id in contents for version in alike):
            names = ", ".join(version.documents[0].ref for version in alike)
            code = "minutes_differ" if kind is MeetingKind.MINUTES else "agendas_differ"
            found.append(Problem(title_of(record), code, (("count", len(alike)), ("names", names))))
    return tuple(found)


def title_of(record: MeetingRecord) -> str:
    """The meeting for a report: its committee and its day in ISO form."""
    day = record.start.day.isoformat() if record.start else ""
    return ", ".join(part for part in (record.committee, day) if part)


def _nameless(record: MeetingRecord) -> MeetingRecord:
    versions = tuple(
        replace(
            version,
            documents=(),
            items=tuple(ItemPlace(item.item_id, "", None) for item in version.items),
        )
        for version in record.versions
    )
    return replace(record, versions=versions)
