"""Attachments that are not public, over the versions of their item."""

from __future__ import annotations

from moedeklar.model.agenda import Attachment
from moedeklar.store.attachment_access import Access


def one(title: str, ref: str | None = None, *, closed: bool = False) -> Attachment:
    return Attachment(title, None, ref, None, closed)


def test_the_last_version_that_names_it_counts() -> None:
    closed, opened = [one("Notat", "a.pdf", closed=True)], [one("Notat", "a.pdf")]
    assert Access([closed]).is_closed("A.PDF", "Notat")
    assert Access([opened, closed]).is_closed("a.pdf", "Notat")
    assert not Access([closed, opened]).is_closed("a.pdf", "Notat")
    assert Access([closed, []]).is_closed("a.pdf", "Notat")
    assert not Access([]).is_closed("a.pdf", "Notat")


def test_by_its_file_else_by_its_title_and_in_doubt_closed() -> None:
    access = Access([[one("Notat", "a.pdf", closed=True), one("Notat", "b.pdf"), one("Kort")]])
    assert access.is_closed("a.pdf", "Andet navn")
    assert not access.is_closed("b.pdf", "Notat")
    assert access.is_closed(None, "notat ")
    assert access.is_closed("flyttet.pdf", "Notat")
    assert not access.is_closed(None, "Kort")
