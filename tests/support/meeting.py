"""A meeting of an invented municipality in the real store, in two versions: its agenda and its minutes."""

from __future__ import annotations

from moedeklar.model.agenda import AgendaItem, Block, BlockKind, Meeting, MeetingKind, Role, Section
from moedeklar.model.changes import ChangeSet
from moedeklar.model.moments import LocalStart
from moedeklar.store import mirror, search, sources
from moedeklar.store.mirror import DocumentRecord, ItemPlace, MeetingRecord, VersionRecord
from moedeklar.store.store import Store

FACTS = "Skolen i Askeby skal have nyt tag. Taget er utæt. Forvaltningen foreslår tegl."
NEW_FACTS = "Forvaltningen oplyser: " + FACTS


def paragraphs(*texts: str) -> tuple[Block, ...]:
    return tuple(Block(BlockKind.PARAGRAPH, text) for text in texts)


def roof(facts: str, *decision: str) -> AgendaItem:
    sections = [
        Section(Role.RECOMMENDATION, "Indstilling", paragraphs("Det indstilles, at taget fornyes.")),
        Section(Role.FACTS, "Sagsfremstilling", paragraphs(facts)),
    ]
    if decision:
        sections.append(Section(Role.DECISION, "Beslutning", paragraphs(*decision)))
    return AgendaItem("1", "Nyt tag på Askeby Skole", case_number="27/104", sections=tuple(sections))


def ferry() -> AgendaItem:
    text = "Færgen til Havnholm sejler hver time om sommeren."
    return AgendaItem("2", "Færgen til Havnholm", sections=(Section(Role.FACTS, "", paragraphs(text)),))


def version(name: str, kind: MeetingKind, ordinal: int) -> VersionRecord:
    return VersionRecord(
        id=f"version-{name}",
        kind=kind,
        released="2027-02-01T08:00:00.000000+00:00",
        fingerprint=name,
        added="2027-02-01T08:00:00.000000+00:00",
        ordinal=ordinal,
        documents=(DocumentRecord(f"document-{name}", f"{name}.pdf", name.ljust(64, "0"), "application/pdf"),),
        items=(ItemPlace("roof", "Nyt tag på Askeby Skole", "27/104"), ItemPlace("ferry", "Færgen til Havnholm", None)),
    )


AGENDA = version("a", MeetingKind.AGENDA, 0)
MINUTES = version("b", MeetingKind.MINUTES, 1)


def put_meeting(store: Store, *versions: VersionRecord) -> None:
    """Keep the meeting in these versions: the agenda, or the agenda and the minutes."""
    agenda = Meeting(kind=MeetingKind.AGENDA, committee="Skoleudvalget", items=(roof(FACTS), ferry()))
    decided = roof(NEW_FACTS, "Godkendt.")
    minutes = Meeting(kind=MeetingKind.MINUTES, committee="Skoleudvalget", items=(decided, ferry()))
    record = MeetingRecord(
        id="meeting",
        source_id="source",
        municipality="Nordlund Kommune",
        committee="Skoleudvalget",
        committee_key="skoleudvalget",
        term=None,
        start=LocalStart.parse("2027-02-09T16:00"),
        place="Rådhuset",
        versions=versions,
    )

    def work(db):
        sources.add(db, "folder", "Nordlund", "/nordlund", {}, store.clock.now())
        contents = {"version-a": agenda, "version-b": minutes}
        mirror.save(db, record, {v.id: contents[v.id] for v in versions}, "2027-02-01T08:00:00.000000+00:00")
        search.reindex(db)
        return None, ChangeSet()

    store.write(work)
