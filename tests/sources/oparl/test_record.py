"""Records: the same bytes for the same content, and what a meeting becomes of them."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from moedeklar.model.agenda import MeetingKind, Outcome, Reference, Role
from moedeklar.model.errors import ParseError
from moedeklar.sources.oparl.objects import Consultation, File, Item, Meeting, Paper
from moedeklar.sources.oparl.reading import committee_of, meeting_of
from moedeklar.sources.oparl.record import Case, Record, Treatment, case_of, compose, packed, plain, unpacked
from moedeklar.sources.oparl.times import day_of, start_of

URL = "https://nordlund.example/oparl"
FILE = File(f"{URL}/file/1", "Anlage", url=f"{URL}/f/1.pdf?signature=geheim", size=7, modified="2027-01-02T10:00:00Z")
PAPER = Paper(f"{URL}/paper/1", "Vorlage", "2027/12", main=FILE, auxiliary=(FILE,), modified="2027-01-03T10:00:00Z")
ITEM = Item(
    f"{URL}/item/1", number=" 4.1 ", name="Der  Hafen,\nzweiter Teil (Drs. 2027-12345)", consultation=f"{URL}/c/1"
)
MEETING = Meeting(
    f"{URL}/meeting/1", "Sitzung", start="2027-02-09T16:00:00+01:00", items=(ITEM,), modified="2027-01-01"
)
RECORD = Record(
    MEETING, "Nordlund", ("Havneudvalget 2026-2029",), (Case(0, PAPER, (Treatment("2027-01-05", "Rat", "3"),)),)
)


def test_a_record_comes_back_as_it_was_without_where_files_are() -> None:
    data = packed(RECORD)
    assert b"geheim" not in data
    again = unpacked(data)
    assert packed(again) == data
    assert again.meeting == RECORD.meeting
    assert replace(again.cases[0].paper.files[0], url=FILE.url) == FILE
    assert list(again.stated) == list(RECORD.stated)


def test_equal_contents_give_equal_bytes_in_whatever_order_papers_come() -> None:
    other = replace(PAPER, id=f"{URL}/paper/0")
    orders = ([Case(0, PAPER), Case(0, other)], [Case(0, other), Case(0, PAPER)])
    made = {packed(compose(MEETING, "", (), lambda _m, _i, cases=cases: cases)) for cases in orders}
    assert len(made) == 1


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b"{}", b'{"meeting": {}}', b'{"meeting": 7}', b'{"meeting": {"id": "x", "items": 7}}']
)
def test_a_broken_record_is_an_error(data: bytes) -> None:
    with pytest.raises(ParseError, match="oparl_record_broken"):
        unpacked(data)


def test_earlier_treatments_are_those_before_the_meeting() -> None:
    days = {"1": "2027-02-09", "2": "2027-01-05", "3": "2026-12-01", "4": "2027-03-01", "5": ""}
    consultations = tuple(
        Consultation(f"{URL}/c/{n}", item=f"{URL}/item/{n}", meeting=f"{URL}/meeting/{n}") for n in days
    )
    paper = replace(PAPER, consultations=consultations)
    found = case_of(MEETING, ITEM, paper, lambda one: Treatment(days[one.id[-1]]))
    assert [one.day for one in found.earlier] == ["2026-12-01", "2027-01-05"]
    assert found.is_own


def test_a_meeting_of_a_record() -> None:
    meeting = meeting_of(RECORD)
    assert (meeting.kind, meeting.committee, meeting.term) == (MeetingKind.AGENDA, "Havneudvalget", "2026-2029")
    assert (meeting.start, meeting.title, meeting.municipality) == (start_of("2027-02-09T16:00"), "Sitzung", "Nordlund")
    (item,) = meeting.items
    # Its words are the source's own: no mark is taken out of a title.
    assert (item.number, item.title) == ("4.1", "Der Hafen, zweiter Teil (Drs. 2027-12345)")
    assert (item.case_number, item.source_id) == ("2027/12", ITEM.id)
    assert item.references == (Reference("Rat", "2027-01-05", "3"),)
    assert [(one.title, one.ref, one.document_number) for one in item.attachments] == [("Anlage", FILE.id, "2027/12")]
    assert meeting.origin is not None
    assert meeting.origin.released is not None
    assert meeting.origin.released.isoformat() == "2027-01-03T10:00:00+00:00"


@pytest.mark.parametrize(
    ("result", "outcome"),
    [
        ("einstimmig beschlossen", Outcome.FOLLOWED),
        ("Einstimmig  Beschlossen.", Outcome.FOLLOWED),
        ("mehrheitlich abgelehnt", Outcome.REJECTED),
        ("zur Kenntnis genommen", Outcome.NOTED),
        ("vertagt", Outcome.POSTPONED),
        ("teilweise zugestimmt", None),
        ("", None),
    ],
)
def test_a_result_is_a_decision_and_understood_where_it_leaves_no_doubt(result: str, outcome: Outcome | None) -> None:
    item = replace(ITEM, result=result, resolution="Satz eins.\nSatz zwei." if result else "")
    (found,) = meeting_of(Record(replace(MEETING, items=(item,)))).items
    assert found.outcome is outcome
    assert [section.role for section in found.sections] == ([Role.DECISION] if result else [])
    if result:
        assert found.decisions[0].plain == f"{' '.join(result.split())}\nSatz eins.\nSatz zwei."


def test_what_has_nothing_on_it_is_planned() -> None:
    assert meeting_of(Record(replace(MEETING, items=()))).kind is MeetingKind.PLANNED
    invited = replace(MEETING, items=(), invitation=FILE)
    with_file = meeting_of(Record(invited, committees=("Havneudvalget",)))
    assert (with_file.kind, [item.title for item in with_file.items]) == (MeetingKind.AGENDA, ["Sitzung"])
    unnamed = meeting_of(Record(replace(invited, name="Havneudvalget"), committees=("Havneudvalget 2026-2029",)))
    assert ([item.title for item in unnamed.items], unnamed.title) == (["Anlage"], None)
    assert meeting_of(Record(replace(MEETING, items=(), results=FILE))).kind is MeetingKind.MINUTES


def test_committees_that_meet_together_are_named_one_after_another() -> None:
    record = replace(RECORD, committees=("Byrådet 2026-2029", "Havneudvalget", "Byrådet 2026-2029"))
    assert committee_of(record) == "Byrådet / Havneudvalget"
    assert committee_of(replace(record, committees=())) == "Sitzung"


@pytest.mark.parametrize(
    ("stated", "told"),
    [
        ("2027-02-09T16:00:00+01:00", "2027-02-09T16:00"),
        ("2027-07-09T16:00:00+02:00", "2027-07-09T16:00"),
        ("2027-07-09T14:00:00Z", "2027-07-09T16:00"),
        ("2027-02-09T23:30:00+00:00", "2027-02-10T00:30"),
        ("2027-02-09T00:00:00+01:00", "2027-02-09"),
        ("2027-02-09", "2027-02-09"),
        ("2027-02-09T16:00:00", "2027-02-09T16:00"),
        ("2027-02-09T16:00:00.1234567+01:00", "2027-02-09T16:00"),
        ("2027-02-09T15:00+00", "2027-02-09T16:00"),
        ("2027-02-09T15:00:00-00:00", "2027-02-09T16:00"),
        ("20270209T160000+0100", "2027-02-09T16:00"),
        ("20270209", "2027-02-09"),
        ("2027-W06-2T16:00:00+01:00", "2027-02-09T16:00"),
        ("2027-02-09 16:00:00 +0100", "2027-02-09T16:00"),
        ("2027-02-09T16:00:00+01:00[Europe/Berlin]", "2027-02-09T16:00"),
        ("2027-02-09T24:00:00+01:00", "2027-02-10"),
        ("2027-12-31T24:00", "2028-01-01"),
        ("09.02.2027 16:00", "2027-02-09T16:00"),
        ("2027-02-09Tnoon", "2027-02-09"),
    ],
)
def test_a_start_is_on_the_wall_clock_of_the_municipality(stated: str, told: str) -> None:
    found = start_of(stated)
    assert found is not None
    assert found.isoformat() == told


@pytest.mark.parametrize("stated", ["", "i morgen", "2027-13-01", "9999-12-31T24:00", "0000-00-00T00:00:00"])
def test_what_is_no_date_is_none(stated: str) -> None:
    assert start_of(stated) is None


def test_the_day_of_a_treatment_is_that_of_the_municipality() -> None:
    assert day_of("20270209T160000+0100") == day_of("2027-02-08T23:30:00Z") == "2027-02-09"
    assert day_of("i morgen") == ""


def test_nothing_of_a_record_depends_on_what_is_not_stated() -> None:
    assert json.loads(packed(Record(Meeting(f"{URL}/m")))) == {"meeting": {"id": f"{URL}/m"}}
    assert plain(FILE, addresses=True)["url"] == FILE.url
