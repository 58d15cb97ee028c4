"""Exports of case systems through the engine: versions, supplements, access, withdrawal, files that come later."""

from __future__ import annotations

import itertools
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from moedeklar.member.requests import Requests
from moedeklar.member.undo import Undo
from moedeklar.model.agenda import MeetingKind
from moedeklar.model.anchors import AnchorState, PageAnchor
from moedeklar.model.changes import ChangeSet
from moedeklar.model.reports import RunReport
from moedeklar.model.requests import RequestDraft
from moedeklar.model.views import FileState
from moedeklar.model.work import Note
from moedeklar.pdf.client import PdfClient
from moedeklar.sources.exports.source import ExportSource
from moedeklar.store import annotations, attachments, meetings
from moedeklar.store.store import Store
from moedeklar.sync import engine
from tests.fakes.exports import AGENDA, HARBOUR, NEWS, File, Point, Text, manifest, notice, put
from tests.support.disks import mounted
from tests.sync.test_engine import annotate, item, note_of, rows, view, words_at

Sync = Callable[..., RunReport]
BRIDGE = Point("200", "Broen over åen", "3", "24/2002", texts=(Text("Sagsfremstilling", "<p>Broen er gammel.</p>"),))
DECIDED = HARBOUR.but(texts=(*HARBOUR.texts[:2], Text("Beslutning", "<p>Godkendt.</p>", decides=True)))


@pytest.fixture
def sync(store: Store, root: Path, pdf: PdfClient) -> Sync:
    def run(**options: object) -> RunReport:
        return engine.run(ExportSource("src-x", root), store, lambda: pdf, store.clock, **options)  # type: ignore[arg-type]

    return run


def counted(report: RunReport) -> tuple[int, int, int, int]:
    return report.new, report.changed, report.unchanged, report.withdrawn


def titles(store: Store) -> list[str]:
    return [one.title for one in view(store).items if not one.removed]


def files(store: Store) -> list[tuple[str, FileState]]:
    meeting_id = rows(store)[0].id
    return [(one.title, one.state) for one in store.read(lambda db: attachments.of_meetings(db, (meeting_id,)))]


def item_id(store: Store, title: str) -> str:
    return next(one.id for one in view(store).items if one.title == title)


def test_a_publication_becomes_a_meeting_with_its_files(sync: Sync, root: Path, store: Store) -> None:
    put(root / "Publication32" / "Publication32.xml", AGENDA.publication())
    put(root / "Publication32" / "Enclosures" / "1.PDF", b"%PDF-1.4 kort")
    put(root / "Publication32" / "Enclosures" / "2.pdf", b"%PDF-1.4 overslag")
    report = sync()
    assert (counted(report), report.attachments, report.failed, report.skipped) == ((1, 0, 0, 0), 2, (), ())
    (row,) = rows(store)
    assert (row.committee, row.start.isoformat(), row.place) == ("Havneudvalget", "2027-02-09T16:00", "Askeby Rådhus")
    assert [(v.kind, [d.name for d in v.documents]) for v in row.versions] == [
        (MeetingKind.AGENDA, ["Publication32/Publication32.xml"])
    ]
    assert titles(store) == ["Meddelelser", "Uddybning af havnen"]
    assert files(store) == [("Søkort", FileState.PRESENT), ("Overslag", FileState.PRESENT)]
    again = sync()
    assert (counted(again), again.attachments) == ((0, 0, 1, 0), 0)


def test_minutes_join_the_agenda_of_their_meeting_and_notes_stay(sync: Sync, root: Path, store: Store) -> None:
    put(root / "Publication32" / "Publication32.xml", AGENDA.publication())
    sync()
    harbour = item_id(store, "Uddybning af havnen")
    annotate(store, harbour, "facts.sagsfremstilling", "sandet til", "note-1")
    # Another day and another name, the item too: the ids are the same.
    moved = AGENDA.but(
        kind="minutes",
        when="10-02-2027 17:00",
        published="11-02-2027 09:00:00",
        points=(DECIDED.but(title="Sejlrenden", case="", number="9"), NEWS),
    )
    put(root / "Publication40" / "Publication40.xml", moved.publication())
    assert counted(sync()) == (0, 1, 0, 0)
    (row,) = rows(store)
    assert [v.kind for v in row.versions] == [MeetingKind.AGENDA, MeetingKind.MINUTES]
    assert row.start.isoformat() == "2027-02-10T17:00"
    assert item_id(store, "Sejlrenden") == harbour
    assert words_at(store, note_of(store, "note-1")) == "sandet til"
    assert [s.text for s in item(store, harbour).content.decisions] == ["Godkendt."]


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_a_second_agenda_of_a_meeting_is_a_supplement_in_whatever_order_it_comes(
    sync: Sync, root: Path, store: Store, order: tuple[int, ...]
) -> None:
    extra = AGENDA.but(agenda="101", points=(BRIDGE,), published="05-02-2027 10:00:00")
    decided = BRIDGE.but(texts=(*BRIDGE.texts, Text("Beslutning", "<p>Udsat.</p>", decides=True)))
    papers = (
        AGENDA,
        extra,
        AGENDA.but(kind="minutes", points=(NEWS, DECIDED), published="10-02-2027 10:00:00"),
        extra.but(kind="minutes", points=(decided,), published="10-02-2027 11:00:00"),
    )
    for at in order:
        put(root / f"Publication{at}" / f"Publication{at}.xml", papers[at].publication())
        assert sync().failed == ()
    (row,) = rows(store)
    assert sorted(v.kind.value for v in row.versions) == ["agenda", "minutes", "supplement", "supplement"]
    assert titles(store) == ["Meddelelser", "Uddybning af havnen", "Broen over åen"]
    assert [s.text for s in item(store, item_id(store, "Broen over åen")).content.decisions] == ["Udsat."]
    assert [s.text for s in item(store, item_id(store, "Uddybning af havnen")).content.decisions] == ["Godkendt."]


def test_minutes_that_hold_the_items_of_the_supplement_too_are_the_last_word(
    sync: Sync, root: Path, store: Store
) -> None:
    extra = AGENDA.but(agenda="101", points=(BRIDGE,), published="05-02-2027 10:00:00")
    decided = BRIDGE.but(texts=(*BRIDGE.texts, Text("Beslutning", "<p>Udsat.</p>", decides=True)))
    put(root / "1.xml", AGENDA.publication())
    put(root / "2.xml", extra.publication())
    whole = AGENDA.but(kind="minutes", points=(NEWS, DECIDED, decided), published="10-02-2027 10:00:00")
    put(root / "3.xml", whole.publication())
    sync()
    assert titles(store) == ["Meddelelser", "Uddybning af havnen", "Broen over åen"]
    assert [s.text for s in item(store, item_id(store, "Broen over åen")).content.decisions] == ["Udsat."]


def test_minutes_for_which_the_system_makes_an_agenda_of_their_own_are_minutes(
    sync: Sync, root: Path, store: Store
) -> None:
    put(root / "1.xml", AGENDA.but(points=(NEWS, HARBOUR, BRIDGE)).publication())
    whole = AGENDA.but(kind="minutes", agenda="33", points=(NEWS, DECIDED, BRIDGE), published="10-02-2027 10:00:00")
    put(root / "2.xml", whole.publication())
    # One item of the agenda alone, said anew, is a supplement all the same.
    more = AGENDA.but(agenda="34", points=(HARBOUR.but(texts=DECIDED.texts[:1]),), published="08-02-2027 10:00:00")
    put(root / "3.xml", more.publication())
    sync()
    (row,) = rows(store)
    assert sorted(v.kind.value for v in row.versions) == ["agenda", "minutes", "supplement"]
    assert titles(store) == ["Meddelelser", "Uddybning af havnen", "Broen over åen"]
    assert [s.text for s in item(store, item_id(store, "Uddybning af havnen")).content.decisions] == ["Godkendt."]


def test_access_is_read_again_in_every_version(sync: Sync, root: Path, store: Store) -> None:
    guid, folder = "6B1F-AA", "Havneudvalget/2027-02-09 16.00/Dagsorden"
    first = AGENDA.but(meeting=guid, agenda="F00D")
    put(root / folder / "2027-02-01 12.00.48" / "a.xml", first.fujitsu())
    sync()
    assert [one.closed for one in view(store).items] == [False, False]
    closed = first.but(points=(NEWS, HARBOUR.but(public=False)))
    put(root / folder / "2027-02-01 12.24.03" / "b.xml", closed.fujitsu())
    report = sync()
    assert (counted(report), report.notices) == ((0, 1, 0, 0), ())
    assert [one.closed for one in view(store).items] == [False, True]
    assert len(rows(store)[0].versions) == 2
    # In the other order of coming, and of names: what was published last counts.
    put(root / folder / "2027-02-01 12.30.00" / "a0.xml", first.but(points=(NEWS, HARBOUR)).fujitsu())
    sync()
    assert len(rows(store)) == 1


def test_a_notice_withdraws_an_agenda_and_another_brings_it_back(sync: Sync, root: Path, store: Store) -> None:
    export = AGENDA.but(meeting="6B1F-AA", agenda="F00D")
    put(root / "Havn" / "a.xml", export.fujitsu())
    put(root / "Havn" / "Enclosures" / "1.pdf")
    put(root / "n1.xml", notice("f00d", "\\Havn\\a.xml"))
    assert counted(sync()) == (1, 0, 0, 0)
    annotate(store, item_id(store, "Uddybning af havnen"), "facts.sagsfremstilling", "sandet til", "note-1")
    put(root / "n2.xml", notice("F00D", "", publish=False, at="2027-02-02T10:00:00"))
    assert counted(sync()) == (0, 0, 0, 1)
    assert rows(store)[0].withdrawn
    assert store.read(lambda db: annotations.get(db, "note-1"))
    put(root / "n3.xml", notice("F00D", "Havn\\A.XML", at="2027-02-03T10:00:00"))
    assert counted(sync()) == (0, 1, 0, 0)
    assert not rows(store)[0].withdrawn
    assert words_at(store, note_of(store, "note-1")) == "sandet til"


def test_files_that_are_listed_and_missing_are_waited_for(sync: Sync, root: Path, store: Store) -> None:
    put(root / "p" / "Publication1.xml", AGENDA.publication())
    put(root / "p" / "Enclosures" / "1.pdf")
    assert sync().failed == ()
    assert files(store) == [("Søkort", FileState.PRESENT), ("Overslag", FileState.WAITING)]
    assert sync().failed == ()
    put(root / "p" / "enclosures" / "2.PDF", b"%PDF-1.4 overslag")
    report = sync()
    assert (report.attachments, report.changed) == (1, 1)
    assert files(store) == [("Søkort", FileState.PRESENT), ("Overslag", FileState.PRESENT)]
    # One that is replaced while the record stays is fetched again.
    put(root / "p" / "enclosures" / "2.PDF", b"%PDF-1.4 nyt overslag", at=1_800_000_500)
    assert sync().attachments == 1
    assert sync().attachments == 0


def test_an_export_that_is_being_written_waits_until_it_is_whole(sync: Sync, root: Path, store: Store) -> None:
    whole = AGENDA.publication()
    path = root / "p" / "Publication1.xml"
    put(path, whole)
    sync()
    later = AGENDA.but(points=(NEWS, HARBOUR, BRIDGE)).publication()
    for cut in (0, 3, 40, 300, len(later) // 2, len(later) - 5):
        put(path, later[:cut], at=1_800_000_000 + 10 * cut + 10)
        report = sync()
        assert (counted(report), report.failed) == ((0, 0, 1, 0), ()), cut
        assert titles(store) == ["Meddelelser", "Uddybning af havnen"]
    assert [(one.what, one.code) for one in report.notices] == [("p/Publication1.xml", "export_unfinished")]
    put(path, later, at=1_800_900_000)
    assert counted(sync()) == (0, 1, 0, 0)
    assert titles(store) == ["Meddelelser", "Uddybning af havnen", "Broen over åen"]


def test_a_broken_export_fails_alone_and_what_came_before_stays(sync: Sync, root: Path, store: Store) -> None:
    put(root / "god" / "Publication1.xml", AGENDA.publication())
    bad = put(root / "dårlig" / "Publication2.xml", AGENDA.but(meeting="27").publication())
    assert counted(sync()) == (2, 0, 0, 0)
    broken = AGENDA.but(meeting="27").publication().replace(b"</Items>", b"</Itemz>")
    put(bad, broken, at=1_800_000_100)
    report = sync()
    assert [(one.what, one.code) for one in report.failed] == [("dårlig/Publication2.xml", "export_broken")]
    assert counted(report) == (0, 0, 2, 0)
    assert [(one.what, one.code) for one in sync().failed] == [("dårlig/Publication2.xml", "export_broken")]


def test_a_share_that_goes_away_changes_nothing(sync: Sync, root: Path, store: Store, tmp_path: Path) -> None:
    for at in range(6):
        put(root / f"P{at}" / f"Publication{at}.xml", AGENDA.but(meeting=str(at), agenda=str(at)).publication())
    assert counted(sync()) == (6, 0, 0, 0)
    root.rename(tmp_path / "væk")
    assert [one.code for one in sync().failed] == ["folder_missing"]
    root.mkdir()
    assert [one.code for one in sync().attention] == ["listing_empty"]
    for at in range(2):
        (tmp_path / "væk" / f"P{at}").rename(root / f"P{at}")
    assert [one.code for one in sync().attention] == ["mostly_gone"]
    assert all(not row.withdrawn for row in rows(store))
    for at in range(2, 6):
        (tmp_path / "væk" / f"P{at}").rename(root / f"P{at}")
    assert counted(sync()) == (0, 0, 6, 0)


def test_a_share_that_goes_away_and_leaves_its_empty_place_takes_nothing_with_it(
    tmp_path: Path, store: Store, pdf: PdfClient
) -> None:
    def sync() -> RunReport:
        return engine.run(ExportSource("src-x", tmp_path / "share"), store, lambda: pdf, store.clock)

    with mounted(tmp_path / "share", 1_000_000) as share:
        put(share / "Publication1.xml", AGENDA.publication())
        assert counted(sync()) == (1, 0, 0, 0)
        away = tmp_path / "andetsteds"
        away.mkdir()
        if subprocess.run(["mount", "--move", str(share), str(away)], check=False, capture_output=True).returncode:
            pytest.skip("a disk can't be moved here")
        try:
            assert [one.code for one in sync().attention] == ["listing_empty"]
            assert not any(row.withdrawn for row in rows(store))
        finally:
            subprocess.run(["mount", "--move", str(away), str(share)], check=True)
        report = sync()
        assert (counted(report), report.attention, report.failed) == ((0, 0, 1, 0), (), ())


def test_a_list_that_cannot_be_read_takes_nothing_away(sync: Sync, root: Path, store: Store) -> None:
    produced = {"xmlfilename": "1.xml", "type": "2", "publish": "1", "publishDate": "2027-02-10 12:00"}
    listed = manifest(produced | {"filesfolder": "Files_1"})
    put(root / "XML_1.xml", listed)
    put(root / "Files_1" / "1.XML", AGENDA.acadre())
    assert counted(sync()) == (1, 0, 0, 0)
    assert rows(store)[0].versions[0].kind is MeetingKind.MINUTES
    put(root / "XML_1.xml", listed[:-9], at=1_800_000_100)
    report = sync()
    assert (counted(report), report.failed) == ((0, 0, 1, 0), ())
    assert [(one.what, one.code) for one in report.notices] == [("XML_1.xml", "export_unfinished")]
    put(root / "XML_1.xml", manifest(produced | {"filesfolder": "Files_1", "publish": "0"}), at=1_800_000_200)
    assert counted(sync()) == (0, 0, 0, 1)


def test_items_and_attachments_with_one_id_each_stay_apart(sync: Sync, root: Path, store: Store) -> None:
    twins = (HARBOUR, HARBOUR.but(title="Moler", files=(File("Tegning", "a.pdf", "7"), File("Tegning", "b.pdf", "7"))))
    put(root / "Publication1.xml", AGENDA.but(points=twins).publication())
    put(root / "a.pdf", b"%PDF a")
    put(root / "b.pdf", b"%PDF b")
    assert sync().failed == ()
    assert titles(store) == ["Uddybning af havnen", "Moler"]
    assert len({one.id for one in view(store).items}) == 2
    assert [title for title, _ in files(store)].count("Tegning") == 2


PRIVATE = HARBOUR.but(files=(File("Lægeerklæring", "a.pdf", "7", public=False), File("Søkort", "b.pdf", "8")))


@pytest.mark.parametrize("name", ["publication", "fujitsu", "acadre", "edoc", "sbsys"])
def test_an_attachment_that_is_not_public_is_named_in_no_letter(
    sync: Sync, root: Path, store: Store, pdf: PdfClient, name: str
) -> None:
    export = AGENDA.but(points=(PRIVATE,))
    put(root / "x" / "eksport.xml", getattr(export, name)())
    if name == "acadre":
        listed = {"xmlfilename": "eksport.xml", "filesfolder": "x", "publish": "1"}
        put(root / "XML_1.xml", manifest(listed))
    put(root / "x" / "a.pdf", b"%PDF a")
    put(root / "x" / "b.pdf", b"%PDF b")
    assert sync().failed == ()
    (shown,) = view(store).items
    files = {one.title: one for one in item(store, shown.id).attachments}
    assert {title: one.closed for title, one in files.items()} == {"Lægeerklæring": True, "Søkort": False}
    requests = Requests(store, pdf, Undo())
    ids = tuple(one.id for one in files.values())
    letter = requests.letter_html(RequestDraft(committee="Havneudvalget", title="Havnen", references=ids))
    assert "Søkort" in letter
    assert "Lægeerklæring" not in letter


def test_an_attachment_that_is_closed_or_opened_later_is_so_at_once(sync: Sync, root: Path, store: Store) -> None:
    for at, public in enumerate((True, False, True, False)):
        point = HARBOUR.but(files=(File("Søkort", "b.pdf", "8", public=public),))
        put(root / "eksport.xml", AGENDA.but(points=(point,)).sbsys(), at=1_800_000_000 + 100 * at)
        put(root / "b.pdf", b"%PDF b")
        assert sync().failed == ()
        (shown,) = view(store).items
        assert [one.closed for one in item(store, shown.id).attachments] == [not public]


def test_what_is_not_told_by_versions_is_as_the_newest_record_says(sync: Sync, root: Path, store: Store) -> None:
    put(root / "eksport.xml", AGENDA.sbsys())
    sync()
    put(root / "eksport.xml", AGENDA.sbsys().replace(b'Nummer="1"', b'Nummer="1a"'), at=1_800_000_100)
    sync()
    assert [one.number for one in view(store).items][:1] == ["1a"]
    assert len(rows(store)[0].versions) == 1


def test_a_quote_of_an_attachment_that_is_not_public_is_in_no_letter(
    sync: Sync, root: Path, store: Store, pdf: PdfClient
) -> None:
    put(root / "eksport.xml", AGENDA.but(points=(PRIVATE,)).sbsys())
    put(root / "a.pdf", b"%PDF a")
    put(root / "b.pdf", b"%PDF b")
    sync()
    (shown,) = view(store).items
    said = {}
    for one in item(store, shown.id).attachments:
        anchor = PageAnchor(one.sha256 or "", 0, (), f"ord fra {one.title}")
        home = store.read(lambda db: meetings.snapshot(db, shown.id))
        now = store.clock.now()
        note = Note(f"note-{one.id}", home, "", None, anchor, AnchorState.PLACED, now, now)
        store.write(lambda db, note=note: (annotations.put(db, note), ChangeSet()))
        said[one.title] = note.id
    draft = RequestDraft(committee="Havneudvalget", title="Havnen", references=tuple(said.values()))
    letter = Requests(store, pdf, Undo()).letter_html(draft)
    assert "ord fra Søkort" in letter
    assert "ord fra Lægeerklæring" not in letter


def test_an_export_without_items_is_no_agenda(sync: Sync, root: Path, store: Store) -> None:
    put(root / "Publication1.xml", AGENDA.but(points=()).publication())
    report = sync()
    assert [(one.what, one.code) for one in report.skipped] == [("Publication1.xml", "no_agenda")]
    assert rows(store) == ()


def test_old_edoc_has_no_ids_of_meetings_and_its_papers_meet_by_committee_and_start(
    sync: Sync, root: Path, store: Store
) -> None:
    put(root / "a" / "eDocAgendaPublishing.xml", AGENDA.edoc())
    put(root / "b" / "eDocAgendaPublishing.xml", AGENDA.but(kind="minutes", points=(NEWS, DECIDED)).edoc())
    assert counted(sync()) == (1, 0, 0, 0)
    assert [v.kind for v in rows(store)[0].versions] == [MeetingKind.AGENDA, MeetingKind.MINUTES]


def test_a_run_that_is_cut_short_is_finished_by_the_next(sync: Sync, root: Path, store: Store) -> None:
    for at in range(4):
        put(root / f"P{at}" / f"Publication{at}.xml", AGENDA.but(meeting=str(at), agenda=str(at)).publication())
        put(root / f"P{at}" / "Enclosures" / "1.pdf", b"%PDF " + bytes([65 + at]))
    asked = itertools.count()
    assert sync(cancelled=lambda: next(asked) > 9).cancelled
    done = len(rows(store))
    assert done < 4
    report = sync()
    assert report.new + done == 4
    assert len(rows(store)) == 4


def test_closed_items_are_in_no_log(sync: Sync, root: Path, store: Store, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    secret = HARBOUR.but(title="Hemmelig handel", public=False)
    put(root / "Publication1.xml", AGENDA.but(points=(NEWS, secret)).publication())
    put(root / "Publication2.xml", AGENDA.but(meeting="9", points=(secret,)).publication()[:-20])
    sync()
    assert "Hemmelig" not in caplog.text


def test_two_systems_that_count_alike_do_not_share_a_meeting(sync: Sync, root: Path, store: Store) -> None:
    put(root / "Nordlund" / "Publication1.xml", AGENDA.publication())
    put(root / "Sydlund" / "1.xml", AGENDA.but(committee="Skoleudvalget", points=(BRIDGE,)).sbsys())
    assert counted(sync()) == (2, 0, 0, 0)
    assert {row.committee for row in rows(store)} == {"Havneudvalget", "Skoleudvalget"}


def test_items_whose_ids_are_made_anew_are_found_by_case_and_title(sync: Sync, root: Path, store: Store) -> None:
    put(root / "Publication1.xml", AGENDA.publication())
    sync()
    before = {one.title: one.id for one in view(store).items}
    anew = AGENDA.but(published="05-02-2027 10:00:00", points=(HARBOUR.but(id="912", number="1"), NEWS.but(id="960")))
    put(root / "Publication2.xml", anew.publication())
    sync()
    assert {one.title: one.id for one in view(store).items} == before


def test_an_export_that_is_moved_takes_its_files_along(sync: Sync, root: Path, store: Store) -> None:
    put(root / "nyt" / "Publication1.xml", AGENDA.publication())
    put(root / "nyt" / "Enclosures" / "1.pdf")
    sync()
    annotate(store, item_id(store, "Uddybning af havnen"), "facts.sagsfremstilling", "sandet til", "note-1")
    (root / "nyt").rename(root / "2027")
    put(root / "2027" / "Enclosures" / "2.pdf", b"%PDF-1.4 overslag")
    report = sync()
    assert (report.new, report.withdrawn, report.attachments) == (0, 0, 1)
    assert files(store) == [("Søkort", FileState.PRESENT), ("Overslag", FileState.PRESENT)]
    assert [len(row.versions) for row in rows(store)] == [1]
    assert words_at(store, note_of(store, "note-1")) == "sandet til"
    assert counted(sync()) == (0, 0, 1, 0)


def test_an_archive_in_the_folder_is_fetched_like_one(sync: Sync, root: Path, store: Store) -> None:
    def pack(note: bytes) -> None:
        with zipfile.ZipFile(root / "Havn.zip", "w") as archive:
            archive.writestr("P/Publication1.xml", AGENDA.publication())
            archive.writestr("P/Enclosures/1.pdf", note)

    pack(b"%PDF-1.4 et")
    report = sync()
    assert (counted(report), report.attachments) == ((1, 0, 0, 0), 1)
    assert files(store) == [("Søkort", FileState.PRESENT), ("Overslag", FileState.WAITING)]
    (root / "Havn.zip").write_bytes((root / "Havn.zip").read_bytes()[:-10])
    assert [one.code for one in sync().failed] == ["archive_broken"]
    assert not rows(store)[0].withdrawn
    pack(b"%PDF-1.4 et andet")
    assert sync().attachments == 1
