"""Requests over a real store: drafts, deadlines by the meetings that are known, letters, and what becomes of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest

from moedeklar.member.requests import Requests
from moedeklar.member.undo import Undo
from moedeklar.model.agenda import AgendaItem, Block, BlockKind, Meeting, Role, Section
from moedeklar.model.changes import ChangeSet
from moedeklar.model.errors import DocumentError, NotFound
from moedeklar.model.moments import LocalStart
from moedeklar.model.requests import (
    DeadlineRule,
    DeadlineUnit,
    Request,
    RequestDraft,
    Requester,
    RequestStatus,
)
from moedeklar.model.views import HitKind
from moedeklar.pdf.client import PdfClient
from moedeklar.store import mirror, search, sources
from moedeklar.store.mirror import ItemPlace, MeetingRecord, VersionRecord
from moedeklar.store.store import Store

COMMITTEE = "Beskæftigelsesudvalget"
DRAFT = RequestDraft(COMMITTEE, "Social kontrol", (Requester("Ea Skov", "C", "formand"),), text="Vi vil drøfte det.")
STAMP = "2027-02-01T08:00:00.000000+00:00"


def hold(store: Store, name: str, day: str, *titles: str, committee: str = COMMITTEE, decided: bool = False) -> None:
    """A meeting with items called *titles*; ids are made of *name* and the item's number."""
    decision = (Section(Role.DECISION, "Beslutning", (Block(BlockKind.PARAGRAPH, "Drøftet."),)),) if decided else ()
    items = tuple(AgendaItem(str(n), title, sections=decision) for n, title in enumerate(titles, 1))
    places = tuple(ItemPlace(f"{name}-{n}", title, None) for n, title in enumerate(titles, 1))
    version = VersionRecord(f"{name}-v", None, STAMP, name + str(decided), STAMP, items=places)
    record = MeetingRecord(
        id=name, source_id="source", municipality="Nordlund Kommune", committee=committee,
        committee_key=committee.casefold(), term=None, start=LocalStart.parse(day), place=None, versions=(version,),
    )  # fmt: skip
    content = Meeting(committee=committee, start=record.start, items=items)

    def work(db):
        if not sources.find(db):
            sources.add(db, "folder", "Nordlund", "/nordlund", {}, store.clock.now())
        mirror.save(db, record, {version.id: content}, STAMP)
        return None, ChangeSet()

    store.write(work)


@pytest.fixture
def undo() -> Undo:
    return Undo()


@pytest.fixture
def pdf() -> Iterator[PdfClient]:
    client = PdfClient()
    yield client
    client.close()


@pytest.fixture
def requests(store: Store, undo: Undo, pdf: PdfClient) -> Requests:
    hold(store, "past", "2027-01-12T16:00", "Godkendelse", "Unge")
    hold(store, "soon", "2027-02-09T16:00", "Godkendelse")
    hold(store, "later", "2027-03-09T16:00", "Godkendelse")
    return Requests(store, pdf, undo)


def found(store: Store, query: str) -> list[str]:
    return [hit.id for hit in store.read(lambda db: search.find(db, query, (HitKind.REQUEST,)))]


def test_a_draft_is_kept_listed_and_found(requests: Requests, store: Store) -> None:
    made = requests.new(RequestDraft(COMMITTEE))
    saved = requests.save(made.id, DRAFT)
    assert requests.get(made.id) == saved
    assert (saved.status, saved.draft, saved.created) == (RequestStatus.DRAFT, DRAFT, made.created)
    (row,) = requests.list()
    assert row.request == saved
    assert found(store, "kontrol") == found(store, "drøfte") == [made.id]


def test_saving_what_is_kept_writes_nothing(requests: Requests, store: Store) -> None:
    made = requests.new(DRAFT)
    before = store.read(lambda db: db.execute("PRAGMA data_version").fetchone()[0])
    assert requests.save(made.id, DRAFT) == made
    assert store.read(lambda db: db.execute("PRAGMA data_version").fetchone()[0]) == before


def test_making_removing_and_status_can_be_undone(requests: Requests, store: Store, undo: Undo) -> None:
    made = requests.new(DRAFT)
    requests.set_status(made.id, RequestStatus.SENT)
    requests.remove(made.id)
    assert requests.list() == ()
    assert found(store, "kontrol") == []
    with pytest.raises(NotFound):
        requests.get(made.id)
    undo.undo()
    assert requests.get(made.id).status is RequestStatus.SENT
    assert found(store, "kontrol") == [made.id]
    undo.undo()
    assert requests.get(made.id).status is RequestStatus.DRAFT
    undo.undo()
    assert requests.list() == ()
    undo.redo()
    undo.redo()
    undo.redo()
    assert requests.list() == ()
    assert undo.can_redo is False


def test_what_is_typed_after_a_status_survives_its_undo(requests: Requests, undo: Undo) -> None:
    made = requests.new(DRAFT)
    requests.set_status(made.id, RequestStatus.SENT)
    requests.save(made.id, replace(DRAFT, text="Mere tekst."))
    undo.undo()
    assert requests.get(made.id).status is RequestStatus.DRAFT
    assert requests.get(made.id).draft.text == "Mere tekst."


def test_what_was_typed_into_a_new_request_comes_back_with_it(requests: Requests, store: Store, undo: Undo) -> None:
    made = requests.new(RequestDraft(COMMITTEE))
    requests.save(made.id, DRAFT)
    undo.undo()
    assert requests.list() == ()
    undo.redo()
    assert requests.get(made.id).draft == DRAFT
    assert found(store, "kontrol") == [made.id]


@pytest.mark.parametrize("id_", ["request-0", "", "'; DROP TABLE user_request; --"])
def test_an_id_that_nothing_bears(requests: Requests, id_: str) -> None:
    for use in (requests.get, requests.remove, requests.letter_html, requests.letter_pdf, requests.row):
        with pytest.raises(NotFound):
            use(id_)
    with pytest.raises(NotFound):
        requests.save(id_, DRAFT)


def test_the_deadline_is_that_of_the_next_meeting_that_can_be_reached(requests: Requests) -> None:
    # 8 days before 9 February was two days ago.
    deadline = requests.deadline(COMMITTEE)
    assert (deadline.meeting_id, deadline.due.date().isoformat(), deadline.days_left) == ("later", "2027-03-01", 26)
    late = requests.deadline(COMMITTEE + " 2026-2029", "soon")
    assert (late.due.date().isoformat(), late.days_left) == ("2027-02-01", -2)


def test_the_committees_own_rule(requests: Requests, undo: Undo) -> None:
    rule = DeadlineRule(DeadlineUnit.WEEKDAYS, 2, time(12), "formanden")
    requests.set_rule(COMMITTEE, rule)
    assert requests.rule(f"  {COMMITTEE.upper()} 2026-29 ") == rule
    deadline = requests.deadline(COMMITTEE)
    assert (deadline.meeting_id, deadline.due.isoformat()) == ("soon", "2027-02-05T12:00:00+01:00")
    assert "Til formanden" in requests.letter_html(DRAFT)
    undo.undo()
    assert requests.rule(COMMITTEE) == DeadlineRule()


def test_a_rule_that_counts_from_another_committee(requests: Requests, store: Store) -> None:
    rule = DeadlineRule(DeadlineUnit.WEEKDAY_BEFORE, 1, time(12), "borgmesteren", "Økonomiudvalget")
    requests.set_rule(COMMITTEE, rule)
    with pytest.raises(NotFound) as told:
        requests.deadline(COMMITTEE)
    assert (told.value.code, told.value.params) == ("no_reference_meeting", {"committee": "Økonomiudvalget"})
    hold(store, "eco", "2027-02-25", "Budget", committee="Økonomiudvalget")
    assert requests.deadline(COMMITTEE, "later").due.isoformat() == "2027-02-22T12:00:00+01:00"


def test_no_meeting_to_count_to(requests: Requests) -> None:
    with pytest.raises(NotFound) as told:
        requests.deadline("Et andet udvalg")
    assert told.value.code == "no_meeting"
    with pytest.raises(NotFound) as told:
        requests.deadline(COMMITTEE, "m-0")
    assert told.value.code == "not_found"
    requests.new(RequestDraft("Et andet udvalg"))
    assert requests.list()[0].deadline is None


def test_the_letter_says_what_is_referred_to(requests: Requests) -> None:
    draft = replace(DRAFT, meeting_id="later", references=("past-2", "gone"))
    html = requests.letter_html(draft)
    assert "møde tirsdag den 9. marts 2027 kl. 16.00:" in html
    assert "<li>Punkt 2, 12. januar 2027: Unge</li>" in html
    assert "3. februar 2027" in html
    assert requests.letter_pdf(requests.new(draft).id).startswith(b"%PDF-")


@pytest.mark.parametrize("title", ["Anmodningssag vedr. social kontrol", "Sag fra formandskabet: Social kontrol"])
def test_a_sent_request_is_found_on_the_agenda_and_then_decided(requests: Requests, store: Store, title: str) -> None:
    made = requests.new(DRAFT)
    requests.set_status(made.id, RequestStatus.SENT)
    assert requests.follow() == ()
    hold(store, "soon", "2027-02-09T16:00", "Godkendelse", title)
    assert requests.follow() == (made.id,)
    (row,) = requests.list()
    assert (row.request.status, row.request.item_id, row.item_number) == (RequestStatus.ON_AGENDA, "soon-2", "2")
    assert requests.follow() == ()
    hold(store, "soon", "2027-02-09T16:00", "Godkendelse", title, decided=True)
    assert requests.follow() == (made.id,)
    assert requests.get(made.id).status is RequestStatus.DECIDED
    assert requests.follow() == ()


@pytest.mark.parametrize("status", [RequestStatus.DRAFT, RequestStatus.WITHDRAWN, RequestStatus.DECIDED])
def test_a_request_that_is_not_under_way_is_not_followed(
    requests: Requests, store: Store, status: RequestStatus
) -> None:
    made = requests.new(DRAFT)
    requests.set_status(made.id, status)
    hold(store, "soon", "2027-02-09T16:00", "Social kontrol")
    assert requests.follow() == ()
    assert requests.get(made.id).item_id is None


def test_no_other_item_is_taken_for_it(requests: Requests, store: Store) -> None:
    made = requests.new(DRAFT)
    requests.set_status(made.id, RequestStatus.SENT)
    hold(store, "before", "2027-01-26", "Social kontrol")
    hold(store, "other", "2027-02-09", "Social kontrol", committee="Skoleudvalget")
    hold(store, "soon", "2027-02-09T16:00", "Social balance", "Kontrol af tilskud", "Meddelelser")
    assert requests.follow() == ()
    assert requests.get(made.id).status is RequestStatus.SENT


def test_an_item_that_is_withdrawn_again_leaves_the_request_on_the_agenda(requests: Requests, store: Store) -> None:
    made = requests.new(DRAFT)
    requests.set_status(made.id, RequestStatus.SENT)
    hold(store, "soon", "2027-02-09T16:00", "Godkendelse", "Social kontrol")
    requests.follow()
    hold(store, "soon", "2027-02-09T16:00", "Godkendelse")
    assert requests.follow() == ()
    assert requests.get(made.id).status is RequestStatus.ON_AGENDA
    assert requests.list()[0].request.item_id == "soon-2"


def written(folder: Path, **more: object) -> Path:
    path = folder / "REQUEST.json"
    document = {"committee": COMMITTEE, "title": "Støj", "requesters": [{"name": "Ea Skov", "party": "C"}], **more}
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def test_a_request_from_a_file(requests: Requests, store: Store, tmp_path: Path) -> None:
    (tmp_path / "Måling.pdf").write_bytes(b"%PDF-1.7 not really")
    path = written(tmp_path, meeting="later", treatment="Beslutning", attachments=["Måling.pdf"], recommendation=["at"])
    made: Request = requests.new_from_file(path)
    assert (made.draft.meeting_id, made.draft.treatment.value) == ("later", "Beslutning")
    (sha256,) = made.draft.attachments
    assert store.files.read(sha256) == b"%PDF-1.7 not really"
    assert "<li>Måling.pdf</li>" in requests.letter_html(made.id)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"meeting": "m-unknown"}, "not_found"),
        ({"attachments": ["gone.pdf"]}, "file_unreadable"),
        ({"requesters": []}, "request_empty"),
    ],
)
def test_a_file_that_will_not_do_makes_nothing(
    requests: Requests, tmp_path: Path, more: dict[str, object], code: str
) -> None:
    with pytest.raises((DocumentError, NotFound)) as told:
        requests.new_from_file(written(tmp_path, **more))
    assert told.value.code == code
    assert requests.list() == ()


def test_a_request_without_a_readable_rule_counts_by_the_default(requests: Requests, store: Store) -> None:
    def work(db):
        db.execute("INSERT INTO user_deadline_rule VALUES (?, 'not json', ?)", (COMMITTEE.casefold(), STAMP))
        return None, ChangeSet()

    store.write(work)
    assert requests.rule(COMMITTEE) == DeadlineRule()
