"""A request put into the organisation's folder is there whole, and a secretary's program reads it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from moedeklar.member.requests import Requests
from moedeklar.member.sending import folder_name, mail_address, put_into_folder
from moedeklar.member.templates import begun
from moedeklar.member.undo import Undo
from moedeklar.model.errors import DocumentError
from moedeklar.model.organisation import Preset, RequestWays
from moedeklar.model.requests import RequestDraft, Requester
from moedeklar.pdf.client import PdfClient
from moedeklar.secretary.receiving import receive
from moedeklar.store.store import Store
from moedeklar.wording.errors import error_sentence

DRAFT = RequestDraft("Havneudvalget", "Nye bolværker: hvornår?", (Requester("Ea Skov", "C"),), text="Vi vil vide det.")
PRESET = Preset(
    requests=RequestWays("Byrådssekretariatet"), templates={"reason": "Fordi …", "recommendation": "at a\n\n at b "}
)


@pytest.fixture
def requests(store: Store) -> Iterator[Requests]:
    pdf = PdfClient()
    yield Requests(store, pdf, Undo(), lambda: PRESET)
    pdf.close()


def test_it_arrives_whole_and_is_received(requests: Requests, store: Store, tmp_path: Path) -> None:
    sha256, _size = store.files.put(b"tegning")
    made = requests.new(replace(DRAFT, attachments=(sha256,), attachment_names=("Tegning æ.dwg",)))
    folder = tmp_path / "anmodninger"
    folder.mkdir()
    place = put_into_folder(requests, store.files, made.id, folder)
    assert place.name == "Anmodning - Nye bolværker hvornår"
    assert sorted(one.name for one in place.iterdir()) == ["Anmodning.pdf", "Bilag 1.dwg", "REQUEST.json"]
    received = receive(place / "REQUEST.json")
    assert (received.draft.title, received.draft.text) == (DRAFT.title, DRAFT.text)
    assert [file.read_bytes() for file in received.files] == [b"tegning"]
    again = put_into_folder(requests, store.files, made.id, folder)
    assert again.name == "Anmodning - Nye bolværker hvornår (2)"
    assert sorted(one.name for one in folder.iterdir()) == [place.name, again.name]


def test_a_folder_that_is_not_there_or_refuses_is_told(requests: Requests, store: Store, tmp_path: Path) -> None:
    made = requests.new(DRAFT)
    with pytest.raises(DocumentError) as caught:
        put_into_folder(requests, store.files, made.id, tmp_path / "gone")
    assert caught.value.code == "way_unreachable"
    (tmp_path / f".{made.id}.part").write_text("in the way")
    with pytest.raises(DocumentError) as caught:
        put_into_folder(requests, store.files, made.id, tmp_path)
    assert caught.value.code == "way_unwritable"
    assert str(tmp_path) in error_sentence(caught.value)


def test_the_letter_is_addressed_to_the_organisation(requests: Requests) -> None:
    assert "Byrådssekretariatet" in requests.letter_html(DRAFT)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("", "Anmodning"),
        ('a/b\\c:d*e?f"g<h>i|j', "Anmodning - a b c d e f g h i j"),
        ("æøå\n\t2", "Anmodning - æøå 2"),
        ("x" * 200, "Anmodning - " + "x" * 80),
        (" .. ", "Anmodning"),
    ],
)
def test_names_that_every_system_takes(title: str, name: str) -> None:
    assert folder_name(replace(DRAFT, title=title)) == name


def test_nothing_in_a_title_adds_to_an_e_mail() -> None:
    address = mail_address(replace(DRAFT, title="a&bcc=x@y.dk\r\nBcc: z"), "sekretariat@nordlund.example")
    assert address.startswith("mailto:sekretariat@nordlund.example?subject=")
    assert address.count("&") == 1
    assert "\r" not in address


def test_templates_fill_only_what_is_empty() -> None:
    draft = begun(DRAFT, PRESET.templates)
    assert (draft.text, draft.reason, draft.recommendation) == (DRAFT.text, "Fordi …", ("at a", "at b"))
    assert begun(draft, {"reason": "Andet", "text": "Andet"}) == draft
