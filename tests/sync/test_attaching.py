from __future__ import annotations

from datetime import UTC, datetime

from moedeklar.model.agenda import Attachment
from moedeklar.model.views import FileState
from moedeklar.sources.base import RemoteDocument
from moedeklar.store.attachments import AttachmentRecord
from moedeklar.sync.attaching import candidates, file_of, named_over_versions

NOW, LATER = "2027-02-03", "2027-02-04"
T = datetime(2027, 2, 1, tzinfo=UTC)


def named(*titles: str) -> tuple[Attachment, ...]:
    return tuple(Attachment(title) for title in titles)


def file(ref: str, media_type: str = "application/pdf") -> RemoteDocument:
    return RemoteDocument(ref, 1, T, media_type=media_type)


def test_an_attachment_is_the_same_over_versions_whatever_its_place_and_spelling() -> None:
    first = named_over_versions("item-1", [named("Bilag 1 - Kort", "Budget")], (), NOW)
    both = named_over_versions(
        "item-1", [named("Bilag 1 - Kort", "Budget"), named("Budget", "Bilag 1: Kort")], first, LATER
    )
    assert {r.id for r in both} == {r.id for r in first}
    assert [(r.title, r.position, r.gone) for r in both] == [("Budget", 0, None), ("Bilag 1: Kort", 1, None)]
    assert {r.id for r in named_over_versions("item-2", [named("Budget")], (), NOW)}.isdisjoint(r.id for r in first)


def test_what_is_named_twice_is_two() -> None:
    made = named_over_versions("item-1", [named("Notat", "Notat")], (), NOW)
    assert len({r.id for r in made}) == 2


def test_gone_is_what_the_item_does_not_name_while_it_names_others() -> None:
    first = named_over_versions("item-1", [named("Kort", "Budget")], (), NOW)
    dropped = named_over_versions("item-1", [named("Kort", "Budget"), named("Kort")], first, LATER)
    assert [(r.title, r.gone) for r in dropped] == [("Kort", None), ("Budget", LATER)]
    again = named_over_versions(
        "item-1", [named("Kort", "Budget"), named("Kort"), named("Budget", "Kort")], dropped, "2027-02-05"
    )
    assert [(r.title, r.gone) for r in again] == [("Budget", None), ("Kort", None)]
    # Many minutes name no attachments at all.
    minutes = named_over_versions("item-1", [named("Kort", "Budget"), ()], first, LATER)
    assert [(r.title, r.gone) for r in minutes] == [("Kort", None), ("Budget", None)]


def test_gone_is_what_the_source_took_back_though_nothing_is_named_in_its_place() -> None:
    first = named_over_versions("item-1", [named("Kort", "Budget")], (), NOW)
    for taken_back, gone in (
        ([True, None], LATER),  # another agenda stands in the place of the one that named them
        ([False, None], None),  # minutes stand there
        ([None, None], None),
    ):
        made = named_over_versions("item-1", [named("Kort", "Budget"), (), ()], first, LATER, taken_back)
        assert {one.gone for one in made} == {gone}


def test_what_is_known_of_the_file_stays() -> None:
    (made,) = named_over_versions("item-1", [named("Kort")], (), NOW)
    known = AttachmentRecord(made.id, "item-1", 3, "Kort", sha256="a" * 64, state=FileState.PRESENT)
    (again,) = named_over_versions("item-1", [(Attachment("Kort", "12-27"),)], [known], NOW)
    assert (again.sha256, again.state, again.position, again.document_number) == (
        "a" * 64,
        FileState.PRESENT,
        0,
        "12-27",
    )


def test_a_file_is_the_attachment_that_it_is_called_after() -> None:
    word = file("m/Bilag 1 – Kort.docx", "application/msword")
    files = candidates([word, file("m/bilag/bilag 1 - kort.pdf"), file("m/Budget.xlsx.pdf")])
    assert file_of("Bilag 1: Kort", files).ref == "m/bilag/bilag 1 - kort.pdf"
    assert file_of("Budget.xlsx", files).ref == "m/Budget.xlsx.pdf"
    assert file_of("Kort", files) is None
    assert file_of("", files) is None
