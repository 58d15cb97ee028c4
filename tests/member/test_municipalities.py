"""Municipalities over a portal on loopback: its committees, adding it, and whole runs through `Sources`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from moedeklar.member.municipalities import Municipalities
from moedeklar.member.offers import committees_in
from moedeklar.member.profile import Profile
from moedeklar.member.sources import Sources
from moedeklar.model.errors import AttentionNeeded, Cancelled, SourceError
from moedeklar.model.moments import LocalStart
from moedeklar.model.views import OfferedCommittee, SourceState
from moedeklar.pdf.client import PdfClient
from moedeklar.sources.base import RemoteDocument, Use
from moedeklar.store import meetings
from moedeklar.store import sources as rows
from moedeklar.store.store import Store
from tests.fakes.firstagenda import File, Paper, Point, small_pdf
from tests.support.portal import LIST, Portal
from tests.support.web import Stall

T = datetime(2027, 2, 1, 9, tzinfo=UTC)
PAPER = Paper("a1", points=(Point("Uddybning af havnen", files=(File("Søkort", "kort-1"),), source="112"),))


def listed(ref: str, committee: str, day: date | None) -> RemoteDocument:
    start = LocalStart(day) if day is not None else None
    return RemoteDocument(ref, 0, T, Use.RECORD, f"{committee} {day}", committee=committee, start=start)


def test_committees_that_meet_come_first_and_terms_are_one_committee() -> None:
    documents = [
        listed("1", "Økonomiudvalget", date(2027, 2, 9)),
        listed("2", "Økonomiudvalget", date(2027, 2, 9)),  # the supplement of the same meeting
        listed("3", "Økonomiudvalget 2022-2025 ", date(2025, 3, 4)),
        listed("4", "Byrådet", date(2027, 1, 28)),
        listed("5", "Ældreudvalget", date(2021, 12, 7)),
        listed("6", "Seniorrådet", None),
        listed("7", "", date(2027, 1, 1)),
    ]
    assert committees_in(documents, date(2027, 2, 3)) == (
        OfferedCommittee("Byrådet", 1, date(2027, 1, 28)),
        OfferedCommittee("Økonomiudvalget", 2, date(2027, 2, 9)),
        OfferedCommittee("Seniorrådet", 1, None, meets=False),
        OfferedCommittee("Ældreudvalget", 1, date(2021, 12, 7), meets=False),
    )


@pytest.fixture
def portal() -> Iterator[Portal]:
    with Portal([PAPER, PAPER.but(id="a2", committee="Byrådet")], {"kort-1": small_pdf("kort")}) as made:
        yield made


@pytest.fixture
def sources(profile: Profile, store: Store) -> Iterator[Sources]:
    index = PdfClient()
    yield Sources(profile, store, lambda: index, lambda: None)
    index.close()


@pytest.fixture
def municipalities(profile: Profile, store: Store, sources: Sources) -> Municipalities:
    return Municipalities(profile, store.clock, sources)


def test_a_portal_says_which_committees_it_has(municipalities: Municipalities, portal: Portal) -> None:
    assert [one.name for one in municipalities.committees_of(portal.url)] == ["Byrådet", "Havneudvalget"]
    assert portal.calls() == ["", "udvalgsliste"]


def test_a_portal_without_committees_or_with_nonsense_is_told(municipalities: Municipalities, portal: Portal) -> None:
    portal.papers = []
    with pytest.raises(SourceError) as caught:
        municipalities.committees_of(portal.url)
    assert caught.value.code == "no_committees"
    portal.list = b"{}"
    with pytest.raises(AttentionNeeded) as needed:
        municipalities.committees_of(portal.url)
    assert (needed.value.code, needed.value.params["why"]) == ("listing_broken", "Udvalg")


def test_nobody_there_is_told(municipalities: Municipalities) -> None:
    with pytest.raises(SourceError) as caught:
        municipalities.committees_of("http://127.0.0.1:9")
    assert caught.value.code == "net_refused"


def test_asking_is_cancelled(municipalities: Municipalities, portal: Portal) -> None:
    portal.faults[LIST] = [Stall()]
    with pytest.raises(Cancelled):
        municipalities.committees_of(portal.url, lambda: LIST in portal.paths())


def test_a_municipality_is_added_with_what_was_chosen_and_fetched(
    municipalities: Municipalities, sources: Sources, portal: Portal, store: Store
) -> None:
    added = municipalities.add(portal.url, "Nordlund Kommune", ("Havneudvalget",), date(2026, 1, 1))
    assert (added.kind, added.location, added.committees) == ("firstagenda", portal.url, ("Havneudvalget",))
    report = sources.sync()
    assert (report.new, report.attachments, report.failed) == (1, 1, ())
    assert [row.committee for row in store.read(meetings.meeting_rows)] == ["Havneudvalget"]
    offered = municipalities.committees_of(portal.url)
    assert [(one.name, one.chosen) for one in offered] == [("Byrådet", False), ("Havneudvalget", True)]
    again = municipalities.add(portal.url, "Nordlund")
    assert again.id == added.id
    assert sources.sync().new == 1
    assert {row.committee for row in store.read(meetings.meeting_rows)} == {"Havneudvalget", "Byrådet"}
    assert sources.list()[0].state is SourceState.OK


def test_whose_portal_it_is_is_kept_beside_what_it_is_called(municipalities: Municipalities, store: Store) -> None:
    added = municipalities.add("https://dagsordener.greve.dk", "Min kommune")
    assert (added.name, added.location) == ("Min kommune", "https://dagsordener.greve.dk")
    assert store.read(lambda db: rows.options(db, added.id))["municipality"] == "Greve Kommune"


def test_what_is_offered_is_what_was_typed(municipalities: Municipalities) -> None:
    assert municipalities.suggest("Grev") == ("Greve Kommune",)
    assert municipalities.suggest("dagsordener.nordlund.dk/x") == ("dagsordener.nordlund.dk",)
    assert municipalities.suggest("http://dagsordener.nordlund.dk") == ("http://dagsordener.nordlund.dk",)
    assert municipalities.place_of("Greve").location == "https://dagsordener.greve.dk"
