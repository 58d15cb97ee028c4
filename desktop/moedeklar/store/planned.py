"""Planned meetings and the real ones that they become, which may be of another source.

A calendar says that a committee meets; weeks later its agenda comes, often from elsewhere. Each source's own word stays
as it is in the mirror. What is shown is one meeting: the real one of the same committee at the same time, or, where
nothing is planned for its own time, the one on the same day. When the real one is withdrawn, the plan stands again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlite_utils import Database

from moedeklar.model.agenda import MeetingKind
from moedeklar.model.moments import LocalStart
from moedeklar.model.text import body_keys, committee_key
from moedeklar.model.views import MeetingRow, VersionInfo
from moedeklar.store.precedence import give_way
from moedeklar.store.rows import select
from moedeklar.store.standing import VISIBLE

# Of a meeting m: nothing but that it is planned stands, or stood before the source withdrew all of it.
ONLY_PLANNED = (
    "NOT EXISTS (SELECT 1 FROM mirror_version v WHERE v.meeting_id = m.id AND v.kind IS NOT 'planned' "
    "AND (v.withdrawn IS NULL OR m.withdrawn IS NOT NULL))"
)


# A meeting m of the committee :key, or only planned for it in another form of its name (see `forms_of`).
OF_COMMITTEE = (
    "(m.committee_key = :key OR (m.committee_key IN (SELECT value FROM json_each(:forms)) "
    f"AND (:papers OR {ONLY_PLANNED})))"
)


@dataclass(frozen=True, slots=True)
class Slot:
    """A meeting of one committee, in what tells whether it is another one. `start` has a day."""

    id: str
    source_id: str
    municipality: str
    start: LocalStart
    planned: bool
    withdrawn: bool

    @property
    def clock(self) -> str:
        """The time of day, "" where none is known."""
        return self.start.isoformat()[11:]


def stand_ins(slots: Iterable[Slot]) -> dict[str, str]:
    """Which meeting stands for each planned one that is not shown. *slots* are all of one committee; pure."""
    days: dict[object, list[Slot]] = {}
    for slot in slots:
        days.setdefault(slot.start.day, []).append(slot)
    found: dict[str, str] = {}
    for of_day in days.values():
        if len(of_day) > 1:
            found |= _of_day(of_day)
    return found


def _of_day(slots: Sequence[Slot]) -> dict[str, str]:
    real = [slot for slot in slots if not slot.planned and not slot.withdrawn]
    plans = sorted((slot for slot in slots if slot.planned), key=lambda one: (one.withdrawn, one.start, one.id))
    found: dict[str, str] = {}
    for plan in plans:
        same = [one for one in real if one.clock == plan.clock and _may_be_one(one, plan)]
        if same:
            found[plan.id] = min(one.id for one in same)
    for plan in plans:
        if plan.id in found:
            continue
        # A source that plans two meetings on a day means two.
        taken = {found[one.id] for one in plans if one.source_id == plan.source_id and one.id in found}
        left = [one for one in real if one.id not in taken and _may_be_one(one, plan)]
        if left:
            found[plan.id] = min(left, key=lambda one: (_apart(one, plan), one.id)).id
    return found | _twins([plan for plan in plans if plan.id not in found])


def _twins(plans: Sequence[Slot]) -> dict[str, str]:
    """Plans of several sources for one time: the first stands for the others."""
    found: dict[str, str] = {}
    for at, plan in enumerate(plans):
        alike = (
            one.id
            for one in plans[:at]
            if one.id not in found and one.source_id != plan.source_id and one.clock == plan.clock
            if _may_be_one(one, plan)
        )
        first = next(alike, None)
        if first is not None:
            found[plan.id] = first
    return found


def _may_be_one(one: Slot, other: Slot) -> bool:
    return not one.municipality or not other.municipality or one.municipality == other.municipality


def _apart(one: Slot, other: Slot) -> float:
    return abs((one.start.instant() - other.start.instant()).total_seconds())


def joined(db: Database, rows: Sequence[MeetingRow]) -> tuple[MeetingRow, ...]:
    """*rows*, all of their days, without the planned ones that others stand for; these say what the plan says beside.

    A plan names no municipality where its source has none: it is the one that this committee has. It bears the name
    that the committee has on its papers, where that is another form of its own.
    """
    if not any(row.is_planned for row in rows):
        return tuple(rows)
    rows = _named(db, rows)
    of_committee: dict[str, list[Slot]] = {}
    for row in rows:
        if row.start is not None:
            of_committee.setdefault(committee_key(row.committee), []).append(_slot(row, row.start))
    hidden = {plan: real for slots in of_committee.values() for plan, real in stand_ins(slots).items()}
    by_id = {row.id: row for row in rows}
    plans = {real: by_id[plan] for plan, real in reversed(hidden.items())}
    homes = _municipalities(db, {committee_key(row.committee) for row in rows if _is_homeless(row)})
    made = []
    for row in rows:
        if row.id in hidden:
            continue
        plan = plans.get(row.id)
        shown = told_by(row, plan) if plan else row
        home = homes.get(committee_key(row.committee), ()) if _is_homeless(row) else ()
        made.append(replace(shown, municipality=home[0]) if len(home) == 1 else shown)
    return tuple(made)


def _named(db: Database, rows: Sequence[MeetingRow]) -> Sequence[MeetingRow]:
    """*rows* with the planned ones called as the papers call their committee."""
    forms = {name: body_keys(name) for name in {row.committee for row in rows if row.is_planned}}
    sql = (
        "SELECT m.committee_key, max(m.committee) AS committee FROM mirror_meeting m "
        f"WHERE m.committee_key IN (:ids) AND {VISIBLE} AND NOT {ONLY_PLANNED} GROUP BY m.committee_key"
    )
    found = select(db, sql, {key for keys in forms.values() for key in keys})
    papers = {row["committee_key"]: row["committee"] for row in found}
    names = {}
    for name, keys in forms.items():
        known = [papers[key] for key in keys if key in papers]
        names[name] = known[0] if len(known) == 1 and keys[0] not in papers else name
    return [replace(row, committee=names[row.committee]) if row.is_planned else row for row in rows]


def _slot(row: MeetingRow, start: LocalStart) -> Slot:
    return Slot(row.id, row.source_id, row.municipality or "", start, row.is_planned, row.withdrawn)


def _is_homeless(row: MeetingRow) -> bool:
    return row.is_planned and not row.municipality


def told_by(row: MeetingRow, plan: MeetingRow) -> MeetingRow:
    """*row* with what its *plan* says and it does not: where, what it is called, and until when at the same start."""
    end = plan.end if plan.start == row.start else None
    return replace(row, place=row.place or plan.place, end=row.end or end, title=row.title or plan.title)


def _municipalities(db: Database, keys: set[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    sql = (
        "SELECT DISTINCT m.committee_key, m.municipality FROM mirror_meeting m "
        f"WHERE m.committee_key IN (:ids) AND m.municipality <> '' AND {VISIBLE} ORDER BY m.municipality"
    )
    for row in select(db, sql, keys):
        found[row["committee_key"]] = (*found.get(row["committee_key"], ()), row["municipality"])
    return found


def stand_in(db: Database, meeting_id: str) -> str:
    """The meeting that is shown where *meeting_id* is asked for: itself, or the one that its plan became."""
    row = db.execute(
        f"SELECT committee_key, start FROM mirror_meeting m WHERE id = ? AND start IS NOT NULL AND {ONLY_PLANNED}",
        (meeting_id,),
    ).fetchone()
    if row is None:
        return meeting_id
    found = stand_ins(slots_of(db, row[0], row[1][:10], row[1][:10], papers=True))
    while meeting_id in found:
        meeting_id = found[meeting_id]
    return meeting_id


def plan_of(db: Database, row: MeetingRow) -> str | None:
    """The planned meeting that the real one *row* stands for, which is not shown itself; None where there is none."""
    if row.is_planned or row.start is None:
        return None
    day = row.start.day.isoformat()
    found = stand_ins(slots_of(db, committee_key(row.committee), day, day))
    return next((plan for plan, real in found.items() if real == row.id), None)


def slots_of(db: Database, key: str, since: str = "", until: str = "9999", *, papers: bool = False) -> list[Slot]:
    """A committee's dated meetings from the ISO day *since* to *until*, earliest first.

    Plans that call it in another form are its own; with *papers* so are meetings whose papers do.
    """
    give_way()
    rows = db.execute(
        f"SELECT m.id, m.source_id, m.municipality, m.start, m.withdrawn, {ONLY_PLANNED} FROM mirror_meeting m "
        f"WHERE {OF_COMMITTEE} AND m.start >= :since AND m.start <= :until AND {VISIBLE} ORDER BY m.start, m.id",
        {"key": key, "forms": forms_of(key), "papers": papers, "since": since, "until": until + "~"},
    )
    return [
        Slot(row[0], row[1], row[2] or "", LocalStart.parse(row[3]), bool(row[5]), row[4] is not None)
        for row in rows.fetchall()
    ]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a plan says that no paper does."""

    end: LocalStart | None
    title: str | None


def plans_of(db: Database, meeting_ids: Iterable[str]) -> dict[str, Plan]:
    """What the newest plan of each of these meetings says, of those that have one."""
    rows = select(
        db,
        "SELECT meeting_id, json_extract(content, '$.end') AS ends, json_extract(content, '$.title') AS title "
        "FROM mirror_version WHERE meeting_id IN (:ids) AND kind = 'planned' ORDER BY withdrawn IS NULL, ordinal",
        meeting_ids,
    )
    return {
        row["meeting_id"]: Plan(LocalStart.parse(row["ends"]) if row["ends"] else None, row["title"]) for row in rows
    }


def forms_of(key: str) -> str:
    """The keys of the forms of a committee's name, as JSON for `OF_COMMITTEE`."""
    return json.dumps(body_keys(key))


def shown_versions(versions: Sequence[VersionInfo]) -> tuple[VersionInfo, ...]:
    """The versions that a person chooses from: a plan is one only while there is nothing else."""
    plans = [one for one in versions if one.kind is MeetingKind.PLANNED]
    if not plans:
        return tuple(versions)
    papers = tuple(one for one in versions if one.kind is not MeetingKind.PLANNED)
    newest = ([one for one in plans if not one.withdrawn] or plans)[-1]
    if any(not one.withdrawn for one in papers) or (papers and newest.withdrawn):
        return papers
    return (*papers, newest)
