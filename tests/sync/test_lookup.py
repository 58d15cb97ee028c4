"""What is looked up for every meeting says the same as going through everything would."""

from __future__ import annotations

from moedeklar.store.journal import DocumentOutcome, Entry
from moedeklar.store.known import KnownDocument
from moedeklar.sync.lookup import DocumentsBefore, JournalAsItBecomes, MeetingKeys


def entry(ref: str, sha256: str, reader: str = "1") -> Entry:
    return Entry(ref, 10, "", DocumentOutcome.MEETING, sha256, reader)


def known(meeting: str, ref: str, sha256: str, *, withdrawn: bool) -> KnownDocument:
    return KnownDocument(f"d-{ref}", ref, sha256, "v-1", meeting, withdrawn)


def test_a_content_is_read_as_long_as_one_document_holds_it() -> None:
    journal = JournalAsItBecomes({"a": entry("a", "x"), "b": entry("b", "x"), "c": entry("c", "y", "0")}, "1")
    assert journal.is_read("x")
    assert not journal.is_read("y")
    journal.put(entry("a", "z"))
    assert journal.is_read("x")
    journal.put(entry("b", "z"))
    assert not journal.is_read("x")
    journal.put(entry("c", "y"))
    assert journal.is_read("y")
    assert journal.entries["b"].sha256 == "z"


def test_documents_are_found_by_content_name_and_group() -> None:
    documents = [
        known("m-1", "a/1.pdf", "x", withdrawn=False),
        known("m-2", "a/2.pdf", "x", withdrawn=True),
        known("m-3", "b/1.pdf", "y", withdrawn=True),
    ]
    before = DocumentsBefore(documents, {"a/1.pdf": "a", "a/2.pdf": "a", "b/1.pdf": "b"})
    assert before.meetings({"x"}, set()) == {"m-1", "m-2"}
    assert before.meetings({"other"}, {"b/1.pdf"}) == {"m-3"}
    assert before.in_group("a") == {"m-1", "m-2"}
    assert before.stands_in("a")
    assert not before.stands_in("b")
    assert not before.in_group("c")
    assert set(before.shas) == {"x", "y"}
    assert "b/1.pdf" in before.refs


def test_a_meeting_has_one_key_at_a_time() -> None:
    keys = MeetingKeys([("m-1", ("havn", "2027-01-01")), ("m-2", ("havn", "2027-01-01"))])
    assert keys.at([("havn", "2027-01-01")]) == {"m-1", "m-2"}
    keys.put("m-1", ("havn", "2027-01-02"))
    keys.drop("m-2")
    keys.drop("m-9")
    assert keys.at([("havn", "2027-01-01"), ("havn", "2027-01-02")]) == {"m-1"}
    assert not keys.at([("havn", "2027-01-01")])
    assert set(keys.ids) == {"m-1"}
