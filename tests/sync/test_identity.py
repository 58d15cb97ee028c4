from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from moedeklar.model.agenda import AgendaItem, Meeting, MeetingKind
from moedeklar.model.moments import LocalStart
from moedeklar.store.mirror import MeetingRecord
from moedeklar.sync.identity import Group, KnownItem, gather, identify, name_groups, overlap
from moedeklar.sync.likeness import ItemMark
from moedeklar.sync.papers import Paper, committee_key, fingerprint, municipality_key
from moedeklar.sync.reconcile import Seen, reconcile

NOW = "2027-02-03T06:42:00.000000+00:00"
T0 = datetime(2027, 2, 1, 9, tzinfo=UTC)
TITLES = ("Uddybning af havnen", "Tilskud til Askeby Idrætsforening", "Lokalplan 114 for Nordlund", "Skolemad")
OTHERS = ("Vejbelysning på Kirkegade", "Køb af feldspat", "Strategi for cykler", "Dagplejens takster")


def paper(
    ref: str,
    titles: tuple[str, ...],
    *,
    kind: MeetingKind = MeetingKind.AGENDA,
    committee: str = "Økonomiudvalget 2026-2029",
    start: str | None = "2027-02-09T16:00",
    municipality: str | None = None,
    released: datetime = T0,
    cases: tuple[str, ...] = (),
) -> Paper:
    items = tuple(AgendaItem(str(n), title, case_number=cases[n] if cases else None) for n, title in enumerate(titles))
    meeting = Meeting(
        kind, committee, start=LocalStart.parse(start) if start else None, municipality=municipality, items=items
    )
    return Paper.of(ref, f"sha-{ref}", meeting, released)


def groups_of(papers: list[Paper]) -> set[frozenset[str]]:
    return {frozenset(p.ref for p in group.papers) for group in gather(papers)}


def test_the_papers_of_one_meeting_are_one_group() -> None:
    papers = [
        paper("dagsorden.pdf", TITLES),
        paper("referat.pdf", TITLES, kind=MeetingKind.MINUTES),
        paper("tillæg.pdf", ("Akut sag om brand",), kind=MeetingKind.SUPPLEMENT),
    ]
    for order in permutations(papers):
        assert groups_of(list(order)) == {frozenset({"dagsorden.pdf", "referat.pdf", "tillæg.pdf"})}


def test_two_municipalities_committees_on_one_evening_stay_apart() -> None:
    papers = [
        paper("a/dagsorden.pdf", ("Godkendelse af dagsorden", *TITLES, "Eventuelt")),
        paper("a/referat.pdf", ("Godkendelse af dagsorden", *TITLES, "Eventuelt"), kind=MeetingKind.MINUTES),
        paper("b/dagsorden.pdf", ("Godkendelse af dagsorden", *OTHERS, "Eventuelt")),
        paper("b/tillæg.pdf", ("Akut sag om brand",), kind=MeetingKind.SUPPLEMENT),
    ]
    for order in permutations(papers):
        assert groups_of(list(order)) == {
            frozenset({"a/dagsorden.pdf", "a/referat.pdf"}),
            frozenset({"b/dagsorden.pdf", "b/tillæg.pdf"}),
        }


def test_what_both_state_and_state_otherwise_keeps_them_apart() -> None:
    assert (
        len(gather([paper("a", TITLES, municipality="Nordlund Kommune"), paper("b", TITLES, municipality="Sydlund")]))
        == 2
    )
    assert (
        len(gather([paper("a", TITLES, municipality="Nordlund Kommune"), paper("b", TITLES, municipality="Nordlund")]))
        == 1
    )
    assert len(gather([paper("a", TITLES), paper("b", OTHERS, start="2027-02-09T19:00")])) == 2


def test_a_time_of_day_that_differs_separates_meetings_only_where_their_items_differ_too() -> None:
    later = paper("referat.txt", TITLES, kind=MeetingKind.MINUTES, start="2027-02-09T16:15")
    assert len(gather([paper("dagsorden.txt", TITLES), later])) == 1
    # An extraordinary meeting with one of the cases, or with nothing that tells, is a meeting of its own.
    assert len(gather([paper("a", TITLES), paper("b", TITLES[:1], start="2027-02-09T19:00")])) == 2
    routine = ("Godkendelse af dagsorden", "Eventuelt")
    assert len(gather([paper("a", routine), paper("b", routine, start="2027-02-09T19:00")])) == 2
    half = (*TITLES[:1], *OTHERS[:3])
    assert len(gather([paper("a", TITLES), paper("b", half, start="2027-02-09T19:00")])) == 2
    assert len(gather([paper("a", TITLES), paper("b", TITLES, start="2027-02-09")])) == 1


def test_routine_items_alone_say_nothing() -> None:
    one = [ItemMark("Godkendelse af dagsorden"), ItemMark("Eventuelt")]
    assert overlap(one, [ItemMark("Godkendelse af dagsorden"), ItemMark("Havnen")]) == 1.0
    assert overlap([*one, ItemMark("Skolen")], [*one, ItemMark("Havnen")]) == 0.0


def test_keys_and_fingerprints_see_past_spelling() -> None:
    assert committee_key("Økonomi-udvalget 2018-2021") == committee_key("Økonomiudvalget")
    assert municipality_key("Nordlund Kommune") == municipality_key("nordlund")
    assert municipality_key(None) == ""
    one = Meeting(items=(AgendaItem("1", "Havnen – uddybning"),))
    assert fingerprint(one) == fingerprint(Meeting(items=(AgendaItem("2", "Havnen -  Uddybning"),)))
    assert fingerprint(one) != fingerprint(Meeting(items=(AgendaItem("1", "Havnen – uddybning 2"),)))


def test_ids_of_the_only_meeting_of_a_day_do_not_depend_on_what_the_papers_say() -> None:
    agenda, minutes = [Group(), Group()]
    agenda.take(paper("a", TITLES))
    minutes.take(paper("b", (*TITLES, *OTHERS), kind=MeetingKind.MINUTES, municipality="Nordlund"))
    assert name_groups("src", [agenda], ()) == name_groups("src", [minutes], ())


def test_undated_meetings_have_ids_of_their_own() -> None:
    groups = gather([paper("a", TITLES, start=None), paper("b", OTHERS, start=None)])
    named = name_groups("src", groups, ())
    assert len({meeting_id for meeting_id, _ in named}) == 2
    assert all(apart for _, apart in named)
    alone = gather([paper("b", OTHERS, start=None)])
    assert name_groups("src", alone, ())[0] in named


def test_new_items_get_ids_by_what_they_are_known_by_and_repeated_ones_are_numbered() -> None:
    fresh = [ItemMark("Lukket punkt"), ItemMark("Havnen", "a1"), ItemMark("Lukket punkt")]
    first: list[KnownItem] = []
    ids = identify("meeting-1", first, fresh)
    assert len(set(ids)) == 3
    # Alone and in another place it is the same item; its number plays no part.
    assert identify("meeting-1", [], [ItemMark("Havnens uddybning", "a1")]) == [ids[1]]
    assert identify("meeting-1", list(first), list(reversed(fresh))) == [ids[0], ids[1], ids[2]]
    assert identify("meeting-2", [], fresh)[1] != ids[1]


# Arrival in any order.

item_titles = st.lists(
    st.sampled_from([*TITLES, *OTHERS, "Lukket punkt", "Meddelelser", "Eventuelt"]), min_size=1, max_size=8
)


def assemble(batches: list[list[Paper]]) -> dict[str, MeetingRecord]:
    """The meetings after the papers have arrived batch by batch."""
    known: dict[str, MeetingRecord] = {}
    refs: dict[str, tuple[str, ...]] = {}
    for batch in batches:
        refs |= {p.sha256: (p.ref,) for p in batch}
        media = {p.ref: "application/pdf" for p in batch}
        for plan in reconcile("src", batch, media, known, known.keys(), Seen(refs), NOW):
            known[plan.record.id] = plan.record
    return known


def shape(known: dict[str, MeetingRecord]) -> object:
    return {
        (meeting.id, meeting.apart): [
            (
                version.id,
                version.kind,
                version.ordinal,
                [d.ref for d in version.documents],
                [i.item_id for i in version.items],
            )
            for version in meeting.versions
        ]
        for meeting in known.values()
    }


@given(titles=item_titles, extra=item_titles, dropped=st.integers(0, 7), shuffle=st.randoms(use_true_random=False))
@settings(max_examples=300, deadline=None)
def test_agenda_and_minutes_give_the_same_ids_together_and_one_after_the_other(titles, extra, dropped, shuffle) -> None:
    """Whatever the minutes add, leave out or set in another order; also when the minutes come first."""
    later = [title for n, title in enumerate(titles) if n != dropped] + [t for t in extra if t not in titles]
    shuffle.shuffle(later)
    agenda = paper("dagsorden.pdf", tuple(titles))
    minutes = paper("referat.pdf", tuple(later or titles), kind=MeetingKind.MINUTES, released=T0 + timedelta(days=9))
    text = paper("referat.txt", tuple(later or titles), kind=MeetingKind.MINUTES, released=T0 + timedelta(days=9))
    if len(gather([agenda, minutes])) == 1:
        together = shape(assemble([[agenda, minutes, text]]))
        assert shape(assemble([[agenda], [minutes], [text]])) == together
        assert shape(assemble([[text], [agenda, minutes]])) == together
        assert shape(assemble([[minutes], [agenda], [text]])) == together


@given(titles=st.lists(st.sampled_from(TITLES + OTHERS), min_size=2, max_size=6, unique=True), data=st.data())
@settings(max_examples=200, deadline=None)
def test_case_numbers_hold_items_together_when_titles_change(titles, data) -> None:
    cases = tuple(f"18.15.00-Ø40-{n}-27" for n in range(len(titles)))
    changed = tuple(f"{t} – {data.draw(st.sampled_from(['fortsat', 'ny behandling', 'høring']))}" for t in titles)
    agenda = paper("dagsorden.pdf", tuple(titles), cases=cases)
    minutes = paper("referat.pdf", changed, kind=MeetingKind.MINUTES, cases=cases, released=T0 + timedelta(days=9))
    record = next(iter(assemble([[agenda], [minutes]]).values()))
    assert [i.item_id for i in record.versions[0].items] == [i.item_id for i in record.versions[1].items]
    assert shape(assemble([[minutes], [agenda]])) == shape(assemble([[agenda, minutes]]))


def test_the_same_text_in_two_formats_is_one_version_and_another_text_is_another() -> None:
    pdf = paper("referat.pdf", TITLES, kind=MeetingKind.MINUTES)
    text = paper("referat.txt", TITLES, kind=MeetingKind.MINUTES)
    other = paper("referat (2).pdf", (*TITLES, "Eventuelt"), kind=MeetingKind.MINUTES)
    record = next(iter(assemble([[pdf, text, other]]).values()))
    assert sorted([d.ref for d in v.documents] for v in record.versions) == [
        ["referat (2).pdf"],
        ["referat.pdf", "referat.txt"],
    ]


def test_versions_stand_in_the_order_agenda_supplement_minutes_then_by_date() -> None:
    papers = [
        paper("r1", TITLES, kind=MeetingKind.MINUTES, released=T0),
        paper("t1", ("Brand",), kind=MeetingKind.SUPPLEMENT, released=T0 + timedelta(days=30)),
        paper("d2", (*TITLES, "Eventuelt"), released=T0 + timedelta(days=2)),
        paper("d1", TITLES, released=T0 + timedelta(days=1)),
    ]
    for order in permutations(papers):
        record = next(iter(assemble([[p] for p in order]).values()))
        assert [v.documents[0].ref for v in record.versions] == ["d1", "d2", "t1", "r1"]
