from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from moedeklar.model.errors import AttentionNeeded
from moedeklar.model.reports import Problem
from moedeklar.sources.base import Listing, RemoteDocument, Use
from moedeklar.store.journal import DocumentOutcome, Entry
from moedeklar.store.known import KnownDocument
from moedeklar.store.stamps import stamp
from moedeklar.sync.discovery import compare, guard_listing, guard_withdrawals, is_most, meetings_without

T = datetime(2027, 2, 1, 9, tzinfo=UTC)


def listed(ref: str, size: int = 10, use: Use = Use.PAPER) -> RemoteDocument:
    return RemoteDocument(ref, size, T, use, ref.rpartition("/")[0], media_type="text/plain")


def entry(ref: str, outcome: DocumentOutcome = DocumentOutcome.MEETING, **changed) -> Entry:
    return replace(Entry(ref, 10, stamp(T), outcome, f"sha-{ref}", "1"), **changed)


def sorted_out(documents, entries, known=("sha-a",), reader="1", unlisted=()):
    listing = Listing(tuple(documents), unlisted=tuple(unlisted))
    return compare(listing, {one.ref: one for one in entries}, reader, set(known))


def test_what_is_as_it_was_is_not_read() -> None:
    found = sorted_out([listed("a")], [entry("a")])
    assert (found.fresh, found.gone, found.hashes, found.dirty_groups) == ([], [], {"a": "sha-a"}, set())


@pytest.mark.parametrize(
    "known",
    [
        entry("a", size=11),
        entry("a", modified=stamp(T.replace(hour=10))),
        entry("a", reader="0"),
        entry("a", DocumentOutcome.SKIPPED, reader="0"),
        entry("a", sha256="sha-lost"),  # a crash came between the journal and the meeting
    ],
)
def test_what_may_be_other_than_it_was_is_read(known: Entry) -> None:
    assert [one.ref for one in sorted_out([listed("a")], [known]).fresh] == ["a"]


@pytest.mark.parametrize("outcome", [DocumentOutcome.SKIPPED, DocumentOutcome.FAILED, DocumentOutcome.BESIDE])
def test_what_was_left_out_is_left_out_until_it_changes(outcome: DocumentOutcome) -> None:
    known = entry("a", outcome, problem=Problem("a", "no_agenda"))
    assert sorted_out([listed("a")], [known]).fresh == []
    assert [one.ref for one in sorted_out([listed("a", 12)], [known]).fresh] == ["a"]


def test_what_came_back_unchanged_is_not_read_but_looked_at() -> None:
    found = sorted_out([listed("møde/a")], [entry("møde/a", DocumentOutcome.GONE)], known=["sha-møde/a"])
    assert (found.fresh, found.dirty_groups) == ([], {"møde"})


def test_what_is_gone_is_told_once_and_not_where_nobody_could_look() -> None:
    entries = [entry("a"), entry("b"), entry("c", DocumentOutcome.GONE), entry("lukket/d")]
    found = sorted_out([listed("a")], entries, unlisted=["lukket/"])
    assert [one.ref for one in found.gone] == ["b"]


def test_attachments_only_are_never_read_as_papers() -> None:
    found = sorted_out([listed("m/a.png", use=Use.ATTACHMENT)], [])
    assert (found.fresh, found.dirty_groups) == ([], {"m"})


def test_the_guards() -> None:
    empty = Listing(())
    guard_listing(empty, 0, accept=False)
    guard_listing(empty, 3, accept=True)
    guard_listing(Listing((), unlisted=("a/",)), 3, accept=False)
    with pytest.raises(AttentionNeeded) as error:
        guard_listing(empty, 3, accept=False)
    assert (error.value.code, error.value.params) == ("listing_empty", {"count": 3})
    assert [is_most(gone, of) for gone, of in ((3, 5), (2, 5), (4, 4), (3, 6), (4, 6))] == [
        True,
        False,
        False,
        False,
        True,
    ]
    guard_withdrawals(5, 5, accept=True)
    with pytest.raises(AttentionNeeded):
        guard_withdrawals(5, 5, accept=False)


def test_meetings_are_counted_by_the_documents_they_have_left() -> None:
    documents = [
        KnownDocument("d1", "a", "s1", "v1", "m1", withdrawn=False),
        KnownDocument("d2", "b", "s2", "v2", "m1", withdrawn=False),
        KnownDocument("d3", "c", "s3", "v3", "m2", withdrawn=False),
        KnownDocument("d4", "d", "s4", "v4", "m3", withdrawn=True),
    ]
    assert meetings_without(documents, lambda one: one.sha256 == "s2") == ({"m1", "m2"}, {"m2"})
