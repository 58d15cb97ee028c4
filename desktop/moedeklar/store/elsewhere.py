"""The way from what an item mentions to the meetings and items that it means: earlier treatments, coming meetings."""

from __future__ import annotations

from sqlite_utils import Database

from moedeklar.model.agenda import AgendaItem, Reference, comparable_case
from moedeklar.model.text import committee_key
from moedeklar.model.views import Earlier
from moedeklar.store.planned import ONLY_PLANNED
from moedeklar.store.rows import select
from moedeklar.store.standing import VISIBLE, StandingItem, contents, standing

DECISION_LENGTH = 120  # letters of what was decided that a reference shows


def meeting_on(db: Database, meeting_id: str, day: str | None, body: str | None = None) -> str | None:
    """Another meeting on *day* (ISO) of *body*, or of the committee of the meeting *meeting_id*; None where none is.

    One that is only planned comes last, and of several the one from the same source first; one of another municipality
    is never meant.
    """
    if not day:
        return None
    rows = select(
        db,
        "SELECT m.id FROM mirror_meeting m JOIN mirror_meeting here ON here.id = :here WHERE m.id <> here.id "
        "AND substr(m.start, 1, 10) = :day AND m.committee_key = coalesce(nullif(:body, ''), here.committee_key) "
        "AND coalesce(m.municipality, here.municipality, '') = coalesce(here.municipality, m.municipality, '') "
        f"AND {VISIBLE} ORDER BY {ONLY_PLANNED}, m.source_id <> here.source_id, m.id LIMIT 1",
        here=meeting_id,
        day=day[:10],
        body=committee_key(body or ""),
    )
    return str(rows[0]["id"]) if rows else None


def earlier_treatments(db: Database, item: StandingItem, content: AgendaItem) -> tuple[Earlier, ...]:
    """The earlier treatments that an item mentions, each with the meeting and item here that it was."""
    return tuple(_earlier(db, item, reference) for reference in content.references)


def _earlier(db: Database, item: StandingItem, reference: Reference) -> Earlier:
    meeting_id = meeting_on(db, item.meeting_id, reference.date, reference.body)
    if meeting_id is None:
        return Earlier(reference)
    committee = db.execute("SELECT committee FROM mirror_meeting WHERE id = ?", (meeting_id,)).fetchone()[0]
    found = _same_case(standing(db, (meeting_id,)).get(meeting_id, []), item, reference)
    if found is None:
        return Earlier(reference, meeting_id, None, str(committee))
    said = contents(db, [found])[found.item_id]
    decision = said.decisions[-1].text[:DECISION_LENGTH] if said.decisions else ""
    return Earlier(reference, meeting_id, found.item_id, str(committee), said.caption, decision)


def _same_case(there: list[StandingItem], item: StandingItem, reference: Reference) -> StandingItem | None:
    """The item of that meeting: by the number that the reference states, else the only one with this case number."""
    case = comparable_case(item.case_number)
    alike = [one for one in there if case and comparable_case(one.case_number) == case]
    numbered = [one for one in there if reference.item and one.number == reference.item]
    if len(numbered) == 1 and (not alike or numbered[0] in alike):
        return numbered[0]
    return alike[0] if len(alike) == 1 else None
