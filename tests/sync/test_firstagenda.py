"""A FirstAgenda portal through the engine into a store, over real HTTP."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from moedeklar.model.agenda import MeetingKind
from moedeklar.model.anchors import AnchorState
from moedeklar.model.reports import RunReport
from moedeklar.model.views import FileState
from moedeklar.pdf.client import PdfClient
from moedeklar.sources.firstagenda.source import FirstAgendaSource
from moedeklar.sources.http.client import HttpClient
from moedeklar.store import attachments, meetings
from moedeklar.store.store import Store
from moedeklar.sync import engine
from moedeklar.sync.choice import Choice
from tests.fakes.firstagenda import File, Paper, Point, body, guid, listing, small_pdf
from tests.support.portal import AGENDA, LIST, QUICK, Portal, viewer
from tests.support.web import Instead, Page, status
from tests.sync.dumping import dump
from tests.sync.test_engine import annotate, item, note_of, rows, view, words_at
from tests.sync.test_exports import counted, files, item_id

SAMPLES = Path(__file__).parents[2].parent / "shared" / "formats" / "samples" / "firstagenda-hvidovre"
Sync = Callable[..., RunReport]
CHART, COST = guid("bilag", "kort"), guid("bilag", "overslag")
HARBOUR = Point(
    "Uddybning af havnen",
    "2",
    "24/1001",
    (("Sagsfremstilling", "ukendt", "<p>Sejlrenden er sandet til.</p>"),),
    (File("Søkort", CHART), File("Overslag", COST)),
    source="112",
)
NEWS = Point("Meddelelser", "1", source="111")
CLOSED = Point("Køb af grund", "3", "24/1002", closed=True, source="113")
PAPER = Paper(guid("a"), points=(NEWS, HARBOUR, CLOSED))
FILES = {CHART: small_pdf("kort"), COST: small_pdf("overslag")}


@pytest.fixture
def portal() -> Iterator[Portal]:
    with Portal([PAPER], FILES) as made:
        yield made


@pytest.fixture
def sync(store: Store, portal: Portal, pdf: PdfClient) -> Sync:
    """Run once, as a program that is started anew does."""

    def run(**options: object) -> RunReport:
        source = FirstAgendaSource("src-fa", HttpClient(portal.url, limits=QUICK), store.clock, "Nordlund Kommune")
        try:
            return engine.run(source, store, lambda: pdf, store.clock, **options)  # type: ignore[arg-type]
        finally:
            source.close()

    return run


def every_attachment(store: Store) -> list[attachments.AttachmentRecord]:
    return store.read(lambda db: attachments.of_meetings(db, [row.id for row in store.read(meetings.meeting_rows)]))


def items_in(store: Store) -> int:
    views = [
        store.read(lambda db, at=row.id: meetings.meeting_view(db, at)) for row in store.read(meetings.meeting_rows)
    ]
    return sum(1 for one in views for item in one.items if not item.removed)


def test_a_portal_is_in_the_store_with_its_files(sync: Sync, portal: Portal, store: Store) -> None:
    report = sync()
    assert (counted(report), report.attachments, report.failed, report.skipped) == ((1, 0, 0, 0), 2, (), ())
    (row,) = rows(store)
    assert (row.committee, row.municipality, row.term) == ("Havneudvalget", "Nordlund Kommune", "2026-2029")
    assert (row.start.isoformat(), row.place) == ("2027-02-09T16:00", "Askeby Rådhus")
    assert [(one.title, one.closed) for one in view(store).items] == [
        ("Meddelelser", False),
        ("Uddybning af havnen", False),
        ("Køb af grund", True),
    ]
    assert files(store) == [("Søkort", FileState.PRESENT), ("Overslag", FileState.PRESENT)]
    assert portal.storage.cookies == [], "the cookie is the portal's alone"


def test_a_generated_body_is_there_whole(store: Store, pdf: PdfClient) -> None:
    made = body(3, 5, 4, files=2)
    listed = json.loads(listing(made.papers))
    meetings_listed = [one for period in listed["Udvalg"].values() for group in period for one in group["Moeder"]]
    answers = [json.loads(paper.answer()) for paper in made.papers]
    named = [one["Id"] for answer in answers for point in answer["Dagsordenpunkter"] for one in point["Bilag"]]
    with Portal.of(made) as portal:
        source = FirstAgendaSource("src-fa", HttpClient(portal.url, limits=QUICK), store.clock)
        report = engine.run(source, store, lambda: pdf, store.clock)
        source.close()
        calls = portal.calls()
    assert report.failed == ()
    assert len(rows(store)) == len(meetings_listed) == 15
    assert items_in(store) == sum(len(answer["Dagsordenpunkter"]) for answer in answers) == 60
    found = every_attachment(store)
    assert len(found) == len(named) == 90
    assert {one.state for one in found} == {FileState.PRESENT}
    assert {one.sha256 for one in found} == {_sha256(data) for data in made.files.values()}
    assert len({one.sha256 for one in found}) < len(found), "one file under several ids is stored once"
    assert calls[:2] == ["", "udvalgsliste"]
    assert len(calls) == 2 + 15 + 90, "each thing is asked for once"


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_a_second_run_asks_for_the_list_and_for_the_days_around_now(store: Store, pdf: PdfClient) -> None:
    made = body(2, 6, 3)
    with Portal.of(made) as portal:

        def run() -> RunReport:
            source = FirstAgendaSource("src-fa", HttpClient(portal.url, limits=QUICK), store.clock)
            try:
                return engine.run(source, store, lambda: pdf, store.clock)
            finally:
                source.close()

        assert run().new == 12
        before, _ = dump(store), portal.calls()
        report = run()
        calls = portal.calls()
    today = store.clock.now().date()
    near = {one.id for one in made.papers if -7 <= (date.fromisoformat(one.begin[:10]) - today).days <= 30}
    assert near
    assert calls[0] == "udvalgsliste"
    assert set(calls[1:]) == near
    assert len(calls[1:]) == len(near)
    assert (counted(report), report.attachments, report.failed) == ((0, 0, 12, 0), 0, ())
    assert dump(store) == before


def test_only_what_is_chosen_is_fetched(sync: Sync, portal: Portal, store: Store) -> None:
    old = PAPER.but(id=guid("old"), begin="2020-02-04T16:00:00+01:00")
    other = PAPER.but(id=guid("other"), committee="Byrådet 2026-2029")
    portal.papers += [old, other]
    sync(choice=Choice(("Havneudvalget",), date(2026, 1, 1)))
    assert [one for one in portal.calls() if "bilag" not in one] == ["", "udvalgsliste", PAPER.id]
    assert len(rows(store)) == 1
    sync(choice=Choice(("Byrådet",)))
    assert other.id in portal.calls()


def test_minutes_join_the_agenda_and_the_supplement_and_notes_stay(sync: Sync, portal: Portal, store: Store) -> None:
    sync()
    annotate(store, item_id(store, "Uddybning af havnen"), "facts.sagsfremstilling", "sandet til", "note-1")
    extra = Point(
        "Broen over åen", "4", "24/1003", (("Sagsfremstilling", "", "<p>Broen er gammel.</p>"),), source="114"
    )
    added = PAPER.but(id=guid("tillæg"), name="Tillægsdagsorden", points=(extra,), released="2027-02-05T10:00:00+01:00")
    portal.papers.append(added)
    assert counted(sync()) == (0, 1, 0, 0)
    # Another id, and a committee whose name has got its term: the meeting is the same.
    decided = HARBOUR.but(texts=(*HARBOUR.texts, ("Beslutninger", "resume", "<p>Godkendt.</p>")))
    minutes = PAPER.but(
        id=guid("referat"),
        name="Referat",
        committee="Havneudvalget 2026-2029",
        points=(NEWS, decided, CLOSED, extra),
        released="2027-02-10T10:00:00+01:00",
        concluded=True,
    )
    portal.papers = [minutes, added]
    report = sync()
    assert (counted(report), report.failed) == ((0, 1, 0, 0), ())
    (row,) = rows(store)
    assert [version.kind for version in row.versions] == [
        MeetingKind.AGENDA,
        MeetingKind.SUPPLEMENT,
        MeetingKind.MINUTES,
    ]
    assert [one.title for one in view(store).items if not one.removed] == [
        "Meddelelser",
        "Uddybning af havnen",
        "Køb af grund",
        "Broen over åen",
    ]
    note = note_of(store, "note-1")
    assert (note.state, words_at(store, note)) == (AnchorState.PLACED, "sandet til")
    assert [one.text for one in item(store, note.home.item_id).content.decisions] == ["Godkendt."]


@pytest.mark.parametrize("later", ["open", "closed"])
@pytest.mark.parametrize("closed_titles", [True, False])
@pytest.mark.parametrize("name", ["referat", "dagsorden"])
def test_closed_items_in_a_paper_of_their_own_are_added_whenever_it_came_out(
    sync: Sync, portal: Portal, store: Store, name: str, closed_titles: bool, later: str
) -> None:
    sale = CLOSED.but(title="Salg af grund", number="4", case="24/1009", source="118")
    days = ("2027-02-10T10:00:00+01:00", "2027-02-11T10:00:00+01:00")
    own = PAPER.but(
        id=guid("åbent"),
        name=name.capitalize(),
        points=(NEWS, HARBOUR, *((CLOSED, sale) if closed_titles else ())),
        released=days[later == "open"],
    )
    closed = own.but(id=guid("lukket"), name=f"Lukket {name}", points=(CLOSED, sale), released=days[later == "closed"])
    portal.papers = [own, closed]
    report = sync()
    assert (counted(report), report.notices) == ((1, 0, 0, 0), ())
    assert [(one.title, one.closed) for one in view(store).items if not one.removed] == [
        ("Meddelelser", False),
        ("Uddybning af havnen", False),
        ("Køb af grund", True),
        ("Salg af grund", True),
    ]


def test_minutes_that_do_not_repeat_the_supplement_do_not_end_it(sync: Sync, portal: Portal, store: Store) -> None:
    extra = Point(
        "Broen over åen", "4", "24/1003", (("Sagsfremstilling", "", "<p>Broen er gammel.</p>"),), source="114"
    )
    added = PAPER.but(id=guid("t"), name="Tillægsdagsorden", points=(extra,), released="2027-02-05T10:00:00+01:00")
    minutes = PAPER.but(id=guid("r"), name="Referat", released="2027-02-10T10:00:00+01:00", concluded=True)
    portal.papers = [minutes, added]
    sync()
    assert [one.title for one in view(store).items if not one.removed] == [
        "Meddelelser",
        "Uddybning af havnen",
        "Køb af grund",
        "Broen over åen",
    ]


def test_minutes_under_the_id_of_the_agenda_are_another_version(sync: Sync, portal: Portal, store: Store) -> None:
    sync()
    portal.replace(PAPER.but(name="Referat", concluded=True))
    assert counted(sync()) == (0, 1, 0, 0)
    assert [version.kind for version in rows(store)[0].versions] == [MeetingKind.AGENDA, MeetingKind.MINUTES]


def test_the_same_file_under_another_id_at_another_committee_is_stored_once(
    sync: Sync, portal: Portal, store: Store
) -> None:
    again = guid("bilag", "kort hos byrådet")
    portal.storage.files[again] = FILES[CHART]
    portal.papers.append(
        PAPER.but(id=guid("b"), committee="Byrådet", points=(HARBOUR.but(files=(File("Søkort", again),)),))
    )
    assert sync().attachments == 3
    found = every_attachment(store)
    assert len(found) == 3
    assert len({one.sha256 for one in found}) == 2


def test_an_agenda_without_a_change_in_the_list_is_compared_by_its_content(
    sync: Sync, portal: Portal, store: Store
) -> None:
    sync()
    portal.replace(PAPER.but(points=(NEWS, HARBOUR.but(texts=(("Sagsfremstilling", "", "<p>Ny tekst.</p>"),)), CLOSED)))
    assert counted(sync()) == (0, 1, 0, 0)
    assert item(store, item_id(store, "Uddybning af havnen")).content.text == "Ny tekst."


def test_an_agenda_that_changes_between_list_and_fetch_is_what_was_fetched(
    sync: Sync, portal: Portal, store: Store
) -> None:
    changed = PAPER.but(place="Havnholm", points=(NEWS, CLOSED))
    portal.answers[PAPER.id] = changed.answer(portal.url)
    assert counted(sync()) == (1, 0, 0, 0)
    assert len(view(store).items) == 2
    portal.replace(changed)
    portal.answers.clear()
    assert counted(sync()) == (0, 0, 1, 0)
    assert len(rows(store)[0].versions) == 1


def test_an_agenda_that_is_taken_back_is_withdrawn_and_comes_again(sync: Sync, portal: Portal, store: Store) -> None:
    portal.papers.append(PAPER.but(id=guid("b"), committee="Byrådet"))
    sync()
    portal.papers = portal.papers[1:]
    assert counted(sync()) == (0, 0, 1, 1)
    portal.papers.insert(0, PAPER)
    assert sync().withdrawn == 0
    assert len([row for row in rows(store) if not row.withdrawn]) == 2


def test_an_agenda_that_is_gone_before_it_is_fetched_fails_alone(sync: Sync, portal: Portal, store: Store) -> None:
    portal.papers.append(PAPER.but(id=guid("b"), committee="Byrådet"))
    portal.faults[AGENDA + guid("b")] = [Instead(Page.json({"Message": "væk"}, status=404))]
    report = sync()
    assert (report.new, [one.what for one in report.failed]) == (1, ["Byrådet 09-02-2027 Dagsorden"])
    assert len(rows(store)) == 1


@pytest.mark.parametrize("after", ["0", None])
def test_a_busy_portal_is_waited_for(sync: Sync, portal: Portal, after: str | None) -> None:
    headers = {} if after is None else {"Retry_After": after}
    portal.faults = {
        LIST: [status(429, **headers), status(503, **headers)],
        AGENDA + PAPER.id: [status(429, **headers)],
        f"/vis/pdf/bilag/{CHART}/": [status(503, **headers), status(429, **headers)],
    }
    report = sync()
    assert (counted(report), report.attachments, report.failed) == ((1, 0, 0, 0), 2, ())


def test_a_page_in_place_of_a_pdf_is_no_attachment_and_is_fetched_later(
    sync: Sync, portal: Portal, store: Store
) -> None:
    portal.faults[f"/vis/pdf/bilag/{CHART}/"] = [viewer(), viewer()]
    report = sync()
    assert [(one.what, one.code) for one in report.failed] == [("Søkort", "portal_page")]
    assert files(store) == [("Søkort", FileState.FAILED), ("Overslag", FileState.PRESENT)]
    assert sync().attachments == 1
    assert files(store)[0] == ("Søkort", FileState.PRESENT)


def test_a_file_that_is_not_there_is_told_and_not_asked_for_again(sync: Sync, portal: Portal, store: Store) -> None:
    del portal.storage.files[CHART]
    report = sync()
    assert [one.what for one in report.failed] == ["Søkort"]
    portal.calls()
    again = sync()
    assert [one.what for one in again.failed] == ["Søkort"], "as long as it is so"
    assert portal.calls() == ["udvalgsliste", PAPER.id]
    assert files(store)[0] == ("Søkort", FileState.FAILED)


def test_a_cookie_that_runs_out_is_got_anew(sync: Sync, portal: Portal, store: Store) -> None:
    real, turns = portal.page, iter(range(100))

    def page(asked):  # type: ignore[no-untyped-def]
        if asked.path.startswith(AGENDA) and next(turns) == 0:
            portal.forget_visitors()
        return real(asked)

    portal.page = page  # type: ignore[method-assign]
    report = sync()
    assert (counted(report), report.attachments, report.failed) == ((1, 0, 0, 0), 2, ())
    assert portal.calls().count("") == 2


def test_the_cookie_is_kept_for_the_next_run_and_got_anew_when_it_is_not_known_any_more(
    sync: Sync, portal: Portal
) -> None:
    sync()
    portal.calls()
    sync()
    assert portal.calls() == ["udvalgsliste", PAPER.id]
    portal.forget_visitors()
    assert counted(sync()) == (0, 0, 1, 0)
    assert portal.calls() == ["udvalgsliste", "Home/AnonymousAuthentication", "", "udvalgsliste", PAPER.id]
    sync()
    assert portal.calls() == ["udvalgsliste", PAPER.id]


def test_a_meeting_is_the_same_when_its_committee_is_called_otherwise(sync: Sync, portal: Portal, store: Store) -> None:
    sync()
    known = item_id(store, "Uddybning af havnen")
    annotate(store, known, "facts.sagsfremstilling", "sandet til", "note-1")
    portal.calls()
    portal.replace(PAPER.but(committee="Udvalget for havne og natur"))
    assert counted(sync()) == (0, 1, 0, 0)
    assert [row.committee for row in rows(store)] == ["Udvalget for havne og natur"]
    assert item_id(store, "Uddybning af havnen") == known
    assert note_of(store, "note-1").state is AnchorState.PLACED
    assert portal.calls() == ["udvalgsliste", PAPER.id]


def test_another_dress_of_the_same_words_is_no_change(sync: Sync, portal: Portal, store: Store) -> None:
    sync()
    (before,) = rows(store)
    dressed = "<p class='MsoNormal' style='color:red'>Sejlrenden  er\r\nsandet til.</p>\r\n"
    portal.replace(PAPER.but(points=(NEWS, HARBOUR.but(texts=(("Sagsfremstilling", "resume", dressed),)), CLOSED)))
    assert counted(sync()) == (0, 0, 1, 0)
    assert [one.id for one in rows(store)[0].versions] == [one.id for one in before.versions]


def test_the_only_attachments_of_an_item_are_taken_back(sync: Sync, portal: Portal, store: Store) -> None:
    bare = PAPER.but(points=(NEWS, HARBOUR.but(files=()), CLOSED))
    # Minutes that name none, in place of the agenda, are no word on them.
    for paper, there in ((PAPER, 2), (bare, 0), (PAPER, 2), (bare.but(id=guid("b"), name="Referat"), 2)):
        portal.papers = [paper]
        sync()
        assert len([one for one in every_attachment(store) if one.gone is None]) == there


def test_a_portal_without_a_front_page_is_asked_all_the_same(sync: Sync, portal: Portal) -> None:
    real = portal.page
    portal.cookie = ""
    portal.page = lambda asked: Page(b"", "text/plain", 404) if asked.path == "/" else real(asked)  # type: ignore[method-assign]
    assert sync().new == 1


def test_a_portal_that_lets_nobody_in_is_told_and_nothing_changes(sync: Sync, portal: Portal, store: Store) -> None:
    sync()
    before = dump(store)
    portal.page = lambda asked: Page.html("<h1>Lukket for vedligehold</h1>")  # type: ignore[method-assign]
    report = sync()
    assert [one.code for one in report.failed] == ["wrong_kind"]
    assert dump(store) == before


@pytest.mark.parametrize("data", [b'{"Udvalg":null}', b'{"Udvalg":{"Udvalg 2026-', b"[]"])
def test_a_list_that_cannot_be_understood_needs_attention(
    sync: Sync, portal: Portal, store: Store, data: bytes
) -> None:
    sync()
    before = dump(store)
    portal.list = data
    assert [one.code for one in sync().attention] == ["listing_broken"]
    assert dump(store) == before


def test_a_list_that_is_suddenly_empty_needs_attention(sync: Sync, portal: Portal, store: Store) -> None:
    sync()
    portal.papers = []
    assert [one.code for one in sync().attention] == ["listing_empty"]
    assert not rows(store)[0].withdrawn


def test_a_planned_meeting_gets_its_agenda(sync: Sync, portal: Portal, store: Store) -> None:
    portal.replace(PAPER.but(points=(), released=None))
    assert sync().failed == ()
    (row,) = rows(store)
    assert (row.is_planned, row.items) == (True, 0)
    portal.replace(PAPER)
    assert sync().failed == ()
    (row,) = rows(store)
    assert (row.is_planned, row.items, row.kind) == (False, 3, MeetingKind.AGENDA)


def test_no_signed_address_is_kept(sync: Sync, portal: Portal, store: Store) -> None:
    answer = json.loads(PAPER.answer(portal.url))
    address = portal.storage.address(CHART)
    answer["Dagsordenpunkter"][1]["Felter"][0]["Html"] += f"<p><img src='{address}'></p>"
    answer["Lydfiler"] = [{"Link": address}]
    portal.answers[PAPER.id] = json.dumps(answer).encode()
    sync()
    (document,) = rows(store)[0].versions[0].documents
    with store.files.open(document.sha256) as file:
        kept = file.read()
    assert b"X-Amz" not in kept
    assert json.loads(kept)["Lydfiler"] == [{"Link": address.partition("?")[0]}]
    assert "X-Amz" not in str(dump(store))


def test_a_run_is_cancelled_at_any_moment_and_goes_on(sync: Sync, portal: Portal, store: Store) -> None:
    made = body(2, 3, 3)
    portal.papers, portal.storage.files = list(made.papers), dict(made.files)
    for calls in (1, 3, 6, 9):
        asked = len(portal.asked)
        sync(cancelled=lambda asked=asked, calls=calls: len(portal.asked) >= asked + calls)
    report = sync()
    assert (report.failed, report.cancelled) == ((), False)
    assert len(rows(store)) == 6
    assert {one.state for one in every_attachment(store)} == {FileState.PRESENT}


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the shared samples are not here")
def test_the_samples_are_in_the_store_as_their_files_count(sync: Sync, portal: Portal, store: Store) -> None:
    agenda = (SAMPLES / "agenda_0cad2b4d_reduced.json").read_bytes()
    said = json.loads(agenda)
    child = json.loads((SAMPLES / "udvalg_boerne_reduced.json").read_bytes())
    listed = json.loads((SAMPLES / "udvalgsliste_shape.json").read_bytes())
    finance = {**said["Udvalg"], "Moeder": [{**said["Moede"], "Id": said["Id"]}]}
    listed["Udvalg"]["Udvalg 2026-2029"].append(finance)
    listed["Udvalg"]["Udvalg 2022-2025"].append(child)
    portal.papers, portal.list = [], json.dumps(listed).encode()
    committees = [one for period in listed["Udvalg"].values() for one in period]
    portal.answers = {said["Id"]: agenda}
    for committee in committees:
        for meeting in committee["Moeder"]:
            # Of the others the samples have no agenda: each has the items of the one that is there.
            whole = {**said, "Id": meeting["Id"], "Udvalg": committee, "Moede": meeting}
            portal.answers.setdefault(meeting["Id"], json.dumps(whole).encode())
    bilag = [one["Id"] for point in said["Dagsordenpunkter"] for one in point["Bilag"]]
    portal.storage.files = {one: small_pdf(one) for one in bilag}
    report = sync()
    assert report.failed == ()
    starts = {(one["Navn"], meeting["MeetingBeginUtc"]) for one in committees for meeting in one["Moeder"]}
    papers = [meeting for one in committees for meeting in one["Moeder"]]
    assert len(rows(store)) == len(starts) == 8
    assert sum(len(row.versions) for row in rows(store)) == len(papers) == 11
    assert items_in(store) == len(starts) * len(said["Dagsordenpunkter"])
    found = every_attachment(store)
    assert len(found) == len(starts) * len(bilag)
    assert {one.state for one in found} == {FileState.PRESENT}
    assert sync().unchanged == len(starts)
