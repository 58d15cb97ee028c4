"""Papers that are closed as a whole never go out for the lack of marks on their items."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from moedeklar.secretary.publishing.marks import is_front_closed, is_named_closed
from moedeklar.secretary.publishing.openness import HeldKind, Reason
from tests.secretary.publishing.conftest import Desk
from tests.support.scans import scanned

HEADS = (
    "Lukket dagsorden",
    "Dagsorden - lukket",
    "Lukket referat",
    "Dagsorden for lukket møde",
    "FORTROLIGT",
    "Referat (lukket del)",
    "Lukkede punkter",
    "Ikke offentlig dagsorden",
    "Mødet holdes for lukkede døre",
)
OPEN_HEADS = (
    "Dagsorden",
    "Åben dagsorden",
    "Åben og lukket dagsorden",
    "Ingen lukkede punkter",
    "Svømmehallen er lukket i uge 7",
    "Offentligt referat",
)
AGENDA = """\
Nordlund Kommune
Havneudvalget
{head}
09-02-2027 kl. 16:00
Mødested: Rådhuset

1. Pris på kajplads
Sagsnr.: 27/1

Sagsfremstilling
Kajpladsen koster 4,2 mio. kr. og sælges til Kaj Sten.

2. Salg af bygning
Sagsnr.: 27/2

Sagsfremstilling
Bygningen sælges til Ida Holm, og ventelisten er lukket.
"""


def published(desk: Desk, *names: str, head: str = "Dagsorden") -> bytes:
    """All that goes out of a folder with one paper under these names."""
    for name in names or ("dagsorden.txt",):
        path = desk.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(AGENDA.format(head=head), encoding="utf-8")
    desk.publish()
    return b"".join(desk.files().values())


@pytest.fixture
def bare_desk(desk: Desk) -> Desk:
    desk.folder.rename(desk.root / "andet")
    return desk


@pytest.mark.parametrize("head", HEADS)
def test_a_paper_that_calls_itself_closed_stays_with_all_that_it_says(bare_desk: Desk, head: str) -> None:
    out = published(bare_desk, head=head)
    assert b"Kaj Sten" not in out
    assert b"kajplads" not in out
    items = bare_desk.listed()[0]["agendaItem"]
    assert [(item["number"], item["public"]) for item in items] == [("1", False), ("2", False)]


@pytest.mark.parametrize("head", OPEN_HEADS)
def test_a_paper_that_does_not_goes_out(bare_desk: Desk, head: str) -> None:
    assert b"Kaj Sten" in published(bare_desk, head=head)


@pytest.mark.parametrize(
    "name", ["Lukket dagsorden.txt", "Lukket/dagsorden.txt", "referat_lukket.txt", "Fortroligt/a.txt"]
)
def test_a_paper_in_a_closed_name_or_folder_stays(bare_desk: Desk, name: str) -> None:
    assert b"Kaj Sten" not in published(bare_desk, name)


@pytest.mark.parametrize("name", ["dagsorden.txt", "Åbne og lukkede punkter/dagsorden.txt", "Aflukket havn.txt"])
def test_other_names_hold_nothing_back(bare_desk: Desk, name: str) -> None:
    assert b"Kaj Sten" in published(bare_desk, name)


def test_what_is_in_a_closed_paper_stays_though_an_open_one_has_it_too(bare_desk: Desk) -> None:
    assert b"Kaj Sten" not in published(bare_desk, "dagsorden.txt", "Lukket/dagsorden.txt")


def test_an_attachment_that_is_called_closed_stays(desk: Desk) -> None:
    folder = desk.body.folder(desk.folder, 0, 0)
    open_one = next((folder / "bilag").iterdir())
    shut = open_one.with_name(f"Lukket {open_one.name}")
    open_one.rename(shut)
    path = folder / "dagsorden.txt"
    path.write_text(path.read_text("utf-8").replace(open_one.stem, shut.stem), encoding="utf-8")
    plan = desk.publish()
    held = [one.reason for one in plan.held if one.kind is HeldKind.FILE and one.name == shut.stem]
    assert held == [Reason.CLOSED]
    assert shut.stem.encode() not in b"".join(desk.files().values())


def test_a_paper_is_looked_through_once_and_remembered(bare_desk: Desk) -> None:
    published(bare_desk, head="Lukket dagsorden")
    kept = next((bare_desk.root / "profile").rglob("papers.json")).read_text("ascii")
    assert "[true, false]" in kept
    assert bare_desk.publish().is_empty


def test_a_pdf_with_pages_that_nobody_read_stays(bare_desk: Desk, tmp_path: Path) -> None:
    bare_desk.folder.mkdir()
    with pymupdf.open() as document:
        page = document.new_page()
        for n, line in enumerate(AGENDA.format(head="Dagsorden").splitlines()):
            page.insert_text((72, 72 + 16 * n), line, fontsize=11)
        document.new_page().insert_text((72, 72), "Lukket bilag om Kaj Sten")
        (bare_desk.folder / "dagsorden.pdf").write_bytes(scanned(document.tobytes(), [1]))
    plan = bare_desk.publish()
    assert [one.reason for one in plan.held if one.kind is HeldKind.PAPER] == [Reason.UNREAD]
    assert not [name for name in bare_desk.files() if name.endswith(".pdf")]


def test_marks_are_looked_for_above_the_items_alone() -> None:
    lines = ["Havneudvalget", "Dagsorden", "1. Nyt tag", "Lukket punkt om noget"]
    assert not is_front_closed(lines, "Nyt tag")
    assert is_front_closed(["Lukket dagsorden", *lines], "Nyt tag")
    assert is_front_closed(lines, "Findes ikke")


def test_names_count_as_words() -> None:
    assert is_named_closed("2027/Lukkede punkter/a.pdf")
    assert not is_named_closed("2027/Aflukkede/a.pdf")
