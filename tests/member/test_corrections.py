"""Corrections by hand in a real store, over papers that are synced: they hold, notes go along, each can be undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from moedeklar.member.bookmarks import Bookmarks
from moedeklar.member.corrections import Corrections
from moedeklar.member.meetings import Meetings
from moedeklar.member.notes import Notes
from moedeklar.member.reading import Reading
from moedeklar.member.undo import Undo
from moedeklar.model.agenda import AgendaItem, Role
from moedeklar.model.anchors import AnchorState, TextAnchor
from moedeklar.model.changes import ChangeSet
from moedeklar.model.corrections import CorrectionState, Similar
from moedeklar.model.errors import MoedeklarError, NotFound
from moedeklar.model.reports import RunReport
from moedeklar.model.requests import Request, RequestDraft, RequestStatus
from moedeklar.model.views import Hit, MeetingView
from moedeklar.model.work import Note
from moedeklar.sources.folder import FolderSource
from moedeklar.store import backup, erasing, journal, requests, search
from moedeklar.store import corrections as rows
from moedeklar.store.database import Database
from moedeklar.store.keys import StoreKeys
from moedeklar.store.store import Store
from moedeklar.sync import engine
from moedeklar.sync.recorrecting import recorrect_all
from tests.support.misread import COMMITTEE, FACTS, GRANT, HARBOUR, HEARING, HELD, PATH, PATHWAY, paper
from tests.sync.nordlund import put


class Folder:
    """A folder of papers that is synced, and the member who reads them."""

    def __init__(self, store: Store, root: Path) -> None:
        self.store = store
        self.root = root
        self.undo = Undo()
        self.corrections = Corrections(store, self.undo)
        self.notes = Notes(store, self.undo)
        self.reading = Reading(store, self.undo)
        self.bookmarks = Bookmarks(store, self.undo)
        self.meetings = Meetings(store, _no_deadline, lambda: ())

    def put(self, name: str, text: str) -> None:
        put(self.root / name, text)

    def sync(self) -> RunReport:
        return engine.run(FolderSource("src", self.root), self.store, _no_pdf, self.store.clock)  # type: ignore[arg-type]

    def view(self, at: int = 0) -> MeetingView:
        return self.meetings.view(self.meetings.list()[at].id)

    def titles(self) -> list[str]:
        return [item.title for item in self.view().content.items]

    def id_of(self, title: str, at: int = 0) -> str:
        view = self.view(at)
        return next(i for i, item in zip(view.item_ids, view.content.items, strict=True) if item.title == title)

    def item(self, title: str, at: int = 0) -> AgendaItem:
        return self.meetings.item(self.id_of(title, at)).content

    def note(self, title: str, quote: str) -> Note:
        return self.notes.add_quote(self.id_of(title), quote, text="husk")

    def words_of(self, note: Note) -> tuple[str, str, AnchorState]:
        """What a note stands on now: the item's title, the words there, and how sure that is."""
        now = self.notes.get(note.id)
        content = self.meetings.item(now.home.item_id).content
        assert isinstance(now.anchor, TextAnchor)
        text = dict(content.keyed_sections())[now.anchor.section].text
        return content.title, text[now.anchor.start : now.anchor.end], now.state


def _no_deadline(_committee: str) -> object:
    raise NotFound("not_found", id="")


def _no_pdf() -> object:
    raise AssertionError("no PDF here")


@pytest.fixture
def folder(store: Store, tmp_path: Path) -> Folder:
    """A meeting's agenda, synced."""
    made = Folder(store, tmp_path / "papirer")
    made.put("dagsorden.md", paper("DAGSORDEN"))
    made.sync()
    return made


def found(folder: Folder, query: str) -> tuple[Hit, ...]:
    return folder.store.read(lambda db: search.find(db, query))


def split(folder: Folder) -> None:
    text = dict(folder.item(GRANT).keyed_sections())[FACTS].text
    folder.corrections.split(folder.id_of(GRANT), FACTS, text.index("langs fjorden"))


def test_the_paper_is_read_as_these_tests_suppose(folder: Folder) -> None:
    assert folder.titles() == ["Godkendelse af dagsorden", GRANT, HARBOUR, "Eventuelt"]
    assert [key for key, _ in folder.item(GRANT).keyed_sections()] == [HELD, FACTS, "economy.økonomi"]


def test_a_section_becomes_the_recommendation_and_its_note_stays(folder: Folder) -> None:
    note = folder.note(GRANT, "125.000 kr.")
    folder.reading.mark_read(folder.id_of(GRANT))
    made = folder.corrections.set_role(folder.id_of(GRANT), HELD, Role.RECOMMENDATION)
    item = folder.item(GRANT)
    assert item.recommendation == HEARING
    assert item.sections[0].corrected == made.id
    assert folder.words_of(note) == (GRANT, "125.000 kr.", AnchorState.PLACED)
    row = next(row for row in folder.view().items if row.title == GRANT)
    assert (row.read, row.changed) == (True, False)
    folder.undo.undo()
    assert folder.item(GRANT).recommendation is None
    assert folder.item(GRANT).sections[0].corrected == ""
    assert folder.words_of(note) == (GRANT, "125.000 kr.", AnchorState.PLACED)
    folder.undo.redo()
    assert folder.item(GRANT).recommendation == HEARING
    assert folder.words_of(note) == (GRANT, "125.000 kr.", AnchorState.PLACED)


def test_what_becomes_a_decision_tells_its_outcome_and_back(folder: Folder) -> None:
    folder.put("dagsorden.md", paper("DAGSORDEN", extra="## **Punkt 3: Ny sag**\n\n### **Høring**\n\nUdsat.\n\n"))
    folder.sync()
    folder.corrections.set_role(folder.id_of("Ny sag"), HELD, Role.DECISION)
    assert folder.item("Ny sag").outcome == "postponed"
    folder.corrections.set_role(folder.id_of("Ny sag"), "decision", Role.OTHER)
    assert folder.item("Ny sag").outcome is None
    assert folder.item("Ny sag").decisions == ()


def test_an_item_is_split_where_a_paragraph_begins_another(folder: Folder) -> None:
    before, behind = folder.note(GRANT, "640 medlemmer"), folder.note(GRANT, "nyt grus")
    whole = folder.notes.add(folder.id_of(GRANT), text="om det hele")
    folder.reading.mark_read(folder.id_of(GRANT))
    split(folder)
    assert folder.titles() == ["Godkendelse af dagsorden", GRANT, PATHWAY, HARBOUR, "Eventuelt"]
    made = folder.item(PATHWAY)
    assert made.number == "3"
    assert PATH in made.text
    assert [section.heading for section in made.sections] == ["", "Økonomi"]
    assert "80.000" not in folder.item(GRANT).text
    assert folder.words_of(before) == (GRANT, "640 medlemmer", AnchorState.PLACED)
    assert folder.words_of(behind) == (PATHWAY, "nyt grus", AnchorState.PLACED)
    assert folder.notes.get(whole.id).home.title == GRANT
    marks = {row.title: (row.read, row.changed) for row in folder.view().items}
    assert marks[GRANT] == marks[PATHWAY] == (True, False)
    assert marks[HARBOUR] == (False, False)
    assert next(hit.item_id for hit in found(folder, "grus")) == folder.id_of(PATHWAY)
    folder.undo.undo()
    assert PATHWAY not in folder.titles()
    assert folder.words_of(behind) == (GRANT, "nyt grus", AnchorState.PLACED)
    folder.undo.redo()
    assert folder.words_of(behind) == (PATHWAY, "nyt grus", AnchorState.PLACED)


def test_a_passage_that_a_split_cuts_is_to_be_checked(folder: Folder) -> None:
    note = folder.note(GRANT, "unge. Sti langs fjorden Stien")
    split(folder)
    assert folder.words_of(note) == (GRANT, "unge.", AnchorState.CHECK)
    assert folder.notes.get(note.id).quote == "unge. Sti langs fjorden Stien"


def test_an_item_is_joined_with_the_one_before_and_everything_on_it_comes_along(folder: Folder) -> None:
    harbour = folder.id_of(HARBOUR)
    passage, whole = folder.note(HARBOUR, "til sommer"), folder.notes.add(harbour, text="hele punktet")
    folder.bookmarks.add(harbour)
    folder.reading.mark_read(folder.id_of(GRANT))
    folder.corrections.join(harbour)
    assert folder.titles() == ["Godkendelse af dagsorden", GRANT, "Eventuelt"]
    item = folder.item(GRANT)
    assert HARBOUR in item.text
    assert "Havnen skal uddybes" in item.text
    assert folder.words_of(passage) == (GRANT, "til sommer", AnchorState.PLACED)
    home = folder.id_of(GRANT)
    assert folder.notes.get(whole.id).home.item_id == home
    assert [one.home.item_id for one in folder.bookmarks.list()] == [home]
    row = next(row for row in folder.view().items if row.id == home)
    assert (row.read, row.changed, row.notes) == (False, False, 2)
    folder.undo.undo()
    assert HARBOUR in folder.titles()
    assert folder.id_of(HARBOUR) == harbour
    assert folder.words_of(passage) == (HARBOUR, "til sommer", AnchorState.PLACED)
    assert folder.notes.get(whole.id).home.item_id == harbour
    assert [one.home.item_id for one in folder.bookmarks.list()] == [harbour]
    rows = {row.title: row.read for row in folder.view().items}
    assert rows[GRANT]
    assert not rows[HARBOUR]


def test_a_label_that_was_taken_for_an_item_becomes_a_heading_again(folder: Folder) -> None:
    folder.put("dagsorden.md", paper("DAGSORDEN", extra="## **Punkt 3: Lovgrundlag**\n\nFolkeoplysningsloven.\n\n"))
    folder.sync()
    folder.corrections.join(folder.id_of("Lovgrundlag"))
    assert (folder.item(GRANT).sections[-1].heading, folder.item(GRANT).sections[-1].role) == ("Lovgrundlag", Role.LAW)


def test_an_item_is_given_another_title_and_nothing_is_news(folder: Folder) -> None:
    note, harbour = folder.note(HARBOUR, "til sommer"), folder.id_of(HARBOUR)
    folder.reading.mark_read(harbour)
    folder.corrections.set_title(harbour, "  Uddybning\nher ")
    assert folder.id_of("Uddybning her") == harbour
    row = next(row for row in folder.view().items if row.id == harbour)
    assert (row.title, row.read, row.changed) == ("Uddybning her", True, False)
    assert folder.words_of(note)[1:] == ("til sommer", AnchorState.PLACED)
    assert [hit.item_id for hit in found(folder, "uddybning her")][:1] == [harbour]
    folder.undo.undo()
    assert folder.id_of(HARBOUR) == harbour


def correct_everything(folder: Folder) -> list[Note]:
    """Section, title, split and join, with a note on each; returns the notes."""
    notes = [folder.note(GRANT, "125.000 kr."), folder.note(GRANT, "nyt grus"), folder.note(HARBOUR, "til sommer")]
    folder.corrections.set_role(folder.id_of(GRANT), HELD, Role.RECOMMENDATION)
    split(folder)
    folder.corrections.set_title(folder.id_of(PATHWAY), "Fjordstien")
    folder.corrections.join(folder.id_of(HARBOUR))
    return notes


def check_everything(folder: Folder, notes: list[Note]) -> None:
    assert folder.titles() == ["Godkendelse af dagsorden", GRANT, "Fjordstien", "Eventuelt"]
    assert folder.item(GRANT).recommendation == HEARING
    assert [folder.words_of(note) for note in notes] == [
        (GRANT, "125.000 kr.", AnchorState.PLACED),
        ("Fjordstien", "nyt grus", AnchorState.PLACED),
        ("Fjordstien", "til sommer", AnchorState.PLACED),
    ]


def test_corrections_survive_a_sync_the_minutes_and_a_reading_from_the_beginning(folder: Folder) -> None:
    notes = correct_everything(folder)
    check_everything(folder, notes)
    report = folder.sync()
    assert (report.changed, report.unchanged) == (0, 1)
    check_everything(folder, notes)
    folder.put("referat.md", paper("REFERAT", decision="Godkendt."))
    folder.sync()
    check_everything(folder, notes)
    assert folder.item(GRANT).decisions == ()
    assert folder.item("Fjordstien").decisions[-1].text == "Godkendt."
    assert all(one.state is CorrectionState.APPLIED for one in every(folder))
    _forget_the_journal(folder)
    report = folder.sync()
    assert report.new == report.changed == 0
    assert len(folder.view().row.versions) == 2
    check_everything(folder, notes)
    for _ in range(4):
        folder.undo.undo()
    assert folder.titles() == ["Godkendelse af dagsorden", GRANT, HARBOUR, "Eventuelt"]
    assert [folder.words_of(note)[1] for note in notes] == ["125.000 kr.", "nyt grus", "til sommer"]


def test_a_restored_backup_has_them_and_goes_on_with_them(
    folder: Folder, tmp_path: Path, store_keys: StoreKeys
) -> None:
    notes = correct_everything(folder)
    lines = folder.store.read(lambda db: list(backup.dump(db)))
    elsewhere = Store.open(tmp_path / "elsewhere", store_keys, folder.store.clock)
    try:
        entries = [backup.parse(line) for line in lines]
        elsewhere.write(lambda db: (backup.merge(db, entries, lambda _sha: False), ChangeSet.everything()))
        restored = Folder(elsewhere, folder.root)
        check_everything(restored, notes)
        restored.sync()
        check_everything(restored, notes)
        restored.put("referat.md", paper("REFERAT", decision="Godkendt."))
        restored.sync()
        check_everything(restored, notes)
        restored.corrections.remove(restored.item(GRANT).sections[0].corrected)
        assert restored.item(GRANT).recommendation is None
    finally:
        elsewhere.close()


def test_a_meeting_that_is_rescheduled_keeps_them(folder: Folder) -> None:
    folder.corrections.set_role(folder.id_of(GRANT), HELD, Role.RECOMMENDATION)
    folder.put("dagsorden.md", paper("DAGSORDEN", day="16. februar 2027"))
    folder.sync()
    view = folder.view()
    assert view.row.start is not None
    assert view.row.start.day.day == 16
    assert folder.item(GRANT).recommendation == HEARING


def test_two_papers_of_the_same_words_stay_one_version(folder: Folder) -> None:
    notes = correct_everything(folder)
    folder.put("kopi.md", paper("DAGSORDEN") + "\n")
    folder.sync()
    assert [len(version.documents) for version in folder.view().row.versions] == [2]
    check_everything(folder, notes)


def every(folder: Folder) -> tuple[object, ...]:
    key = folder.store.read(lambda db: db.execute("SELECT committee_key FROM mirror_meeting").fetchone()[0])
    return folder.store.read(lambda db: rows.of_committee(db, key))


def _forget_the_journal(folder: Folder) -> None:
    folder.store.write(lambda db: (journal.forget(db, "src"), ChangeSet()))


def test_a_correction_that_fits_no_more_is_kept_and_listed(folder: Folder) -> None:
    folder.corrections.set_role(folder.id_of(GRANT), HELD, Role.RECOMMENDATION)
    folder.put("dagsorden.md", paper("DAGSORDEN").replace(f"### **Høring**\n\n{HEARING}\n\n", ""))
    folder.sync()
    view = folder.view()
    assert [one.state for one in view.unfitting] == [CorrectionState.UNFITTING]
    folder.put("dagsorden.md", paper("DAGSORDEN").replace("640", "641"))
    folder.sync()
    assert folder.view().unfitting == ()
    assert folder.item(GRANT).recommendation == HEARING
    folder.corrections.remove(folder.item(GRANT).sections[0].corrected)
    assert folder.item(GRANT).recommendation is None
    folder.undo.undo()
    assert folder.item(GRANT).recommendation == HEARING


def test_undoing_after_the_minutes_puts_notes_where_their_words_are_now(folder: Folder) -> None:
    note, whole = folder.note(HARBOUR, "til sommer"), folder.notes.add(folder.id_of(HARBOUR), text="hele punktet")
    folder.reading.mark_read(folder.id_of(GRANT))
    folder.corrections.join(folder.id_of(HARBOUR))
    minutes = paper("REFERAT", decision="Godkendt.").replace("Havnen skal", "Som oplyst på mødet: Havnen skal")
    folder.put("referat.md", minutes)
    folder.sync()
    folder.reading.mark_read(folder.id_of(GRANT))
    folder.undo.undo()  # the mark of having read
    folder.undo.undo()
    assert folder.words_of(note)[:2] == (HARBOUR, "til sommer")
    assert folder.notes.get(whole.id).home.item_id == folder.id_of(HARBOUR)


def test_a_cut_passage_is_whole_again_when_the_split_is_undone(folder: Folder) -> None:
    note = folder.note(GRANT, "unge. Sti langs fjorden Stien")
    split(folder)
    folder.undo.undo()
    assert folder.words_of(note) == (GRANT, "unge. Sti langs fjorden Stien", AnchorState.PLACED)


def test_a_title_taken_back_leaves_what_else_was_corrected(folder: Folder) -> None:
    titled = folder.corrections.set_title(folder.id_of(HARBOUR), "Noget helt andet")
    joined = folder.corrections.join(folder.id_of("Eventuelt"))
    folder.corrections.remove(titled.id)
    assert folder.titles()[-1] == HARBOUR
    assert joined.id in folder.item(HARBOUR).corrected
    assert folder.view().unfitting == ()


def test_a_backup_that_is_merged_into_what_is_here_corrects_it(
    folder: Folder, tmp_path: Path, store_keys: StoreKeys
) -> None:
    elsewhere = Store.open(tmp_path / "elsewhere", store_keys, folder.store.clock)
    try:
        other = Folder(elsewhere, folder.root)
        other.sync()
        folder.corrections.set_role(folder.id_of(GRANT), HELD, Role.RECOMMENDATION)
        entries = [backup.parse(line) for line in folder.store.read(lambda db: list(backup.dump(db)))]
        elsewhere.write(lambda db: (merged_in(db, entries), ChangeSet.everything()))
        assert other.item(GRANT).recommendation == HEARING
    finally:
        elsewhere.close()


def merged_in(db: Database, entries: list[backup.Entry]) -> None:
    backup.merge(db, entries, lambda _sha: False)
    recorrect_all(db, "2027-02-03T06:42:00.000000+00:00")


def test_who_forgets_a_source_with_its_notes_forgets_its_corrections(folder: Folder) -> None:
    folder.corrections.set_role(folder.id_of(GRANT), HELD, Role.RECOMMENDATION)
    folder.store.write(lambda db: (erasing.erase(db, ["elsewhere"], lambda _done, _total: None), ChangeSet()))
    assert len(every(folder)) == 1
    folder.store.write(lambda db: (erasing.erase(db, ["src"], lambda _done, _total: None), ChangeSet()))
    assert folder.store.read(lambda db: list(db["user_correction"].rows)) == []


UNKNOWN = f"""DAGSORDEN

{COMMITTEE}

Mødedato: 2. februar 2027 kl. 16:00

Velkomst

Formanden byder velkommen til mødet.

Vejen til Havnholm

Vejen er hullet, og der skal ny asfalt på i sommer.

Indstilling: at vejen repareres.

Broen ved Askeby

Broen skal males i år.
"""


def test_a_document_of_unknown_build_is_divided_into_its_items(folder: Folder) -> None:
    folder.put("ukendt.txt", UNKNOWN)
    folder.sync()
    assert [len(folder.view().items), folder.view().content.warnings] == [1, ("no_items_found",)]
    note = folder.note(folder.titles()[0], "males i år")
    for words in ("Vejen til Havnholm", "Broen ved Askeby"):
        view = folder.view()
        item_id, key, at = next(
            (item_id, key, section.text.index(words))
            for item_id, item in zip(view.item_ids, view.content.items, strict=True)
            for key, section in item.keyed_sections()
            if words in section.text
        )
        folder.corrections.split(item_id, key, at)
    assert folder.titles()[1:] == ["Vejen til Havnholm", "Broen ved Askeby"]
    assert folder.view().content.warnings == ()
    assert folder.item("Vejen til Havnholm").recommendation == "at vejen repareres."
    assert folder.item("Broen ved Askeby").recommendation is None
    folder.put("ukendt.txt", UNKNOWN.replace("hullet", "meget hullet"))
    folder.sync()
    assert folder.titles()[1:] == ["Vejen til Havnholm", "Broen ved Askeby"]
    assert folder.words_of(note) == ("Broen ved Askeby", "males i år", AnchorState.PLACED)


def test_a_request_comes_along_and_back(folder: Folder) -> None:
    harbour = folder.id_of(HARBOUR)

    def came_of(db: Database) -> tuple[None, ChangeSet]:
        now = folder.store.clock.now()
        draft = RequestDraft(COMMITTEE, "Havnen")
        requests.put(db, Request("request-1", draft, RequestStatus.ON_AGENDA, now, now, harbour))
        return None, ChangeSet()

    folder.store.write(came_of)
    folder.corrections.join(harbour)
    assert next(row for row in folder.view().items if row.title == GRANT).from_request
    folder.undo.undo()
    assert next(row for row in folder.view().items if row.title == HARBOUR).from_request


def test_similar_documents_are_counted_offered_and_done(folder: Folder) -> None:
    for day in ("9. marts 2027", "13. april 2027"):
        folder.put(f"{day}.md", paper("DAGSORDEN", day=day))
    folder.sync()
    made = folder.corrections.set_role(folder.id_of(GRANT), HELD, Role.RECOMMENDATION)
    assert folder.corrections.similar(made.id) == Similar(2, 2)
    march = folder.id_of(GRANT, 1)
    (offer,) = folder.corrections.offers(march)
    assert (offer.correction.id, offer.section) == (made.id, HELD)
    assert folder.corrections.offers(folder.id_of(HARBOUR, 1)) == ()
    assert folder.corrections.offers(folder.id_of(GRANT)) == ()
    folder.corrections.everywhere(made.id)
    assert [folder.item(GRANT, at).recommendation for at in range(3)] == [HEARING] * 3
    assert folder.corrections.offers(march) == ()
    folder.put("maj.md", paper("DAGSORDEN", day="11. maj 2027"))
    folder.sync()
    assert folder.item(GRANT, 3).recommendation == HEARING
    assert folder.item(GRANT, 3).sections[0].corrected == made.id
    folder.undo.undo()
    assert [folder.item(GRANT, at).recommendation for at in range(4)] == [HEARING, None, None, None]
    folder.undo.redo()
    assert folder.item(GRANT, 3).recommendation == HEARING
    folder.corrections.remove(made.id)
    assert [folder.item(GRANT, at).recommendation for at in range(4)] == [None] * 4


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda f: f.corrections.join(f.view().item_ids[0]), "join_first"),
        (lambda f: f.corrections.set_title(f.id_of(GRANT), "  "), "title_empty"),
        (lambda f: f.corrections.split(f.id_of(GRANT), HELD), "split_at_beginning"),
        (lambda f: f.corrections.set_role(f.id_of(GRANT), "law", Role.DECISION), "section_not_found"),
        (lambda f: f.corrections.remove("correction-0"), "not_found"),
    ],
)
def test_what_cannot_be_corrected_is_refused_in_words(
    folder: Folder, act: Callable[[Folder], object], code: str
) -> None:
    with pytest.raises(MoedeklarError) as refused:
        act(folder)
    assert refused.value.code == code
    assert not folder.undo.can_undo
