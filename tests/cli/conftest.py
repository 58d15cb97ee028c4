"""A profile with the papers of one meeting, for the verbs to work on through the real program."""

from __future__ import annotations

import shutil
from pathlib import Path

import pymupdf
import pytest

from tests.support.program import Program

AGENDA = """\
Nordlund Kommune
Skoleudvalget
{kind}
Tirsdag den {day}. februar 2027 kl. 16.00
Mødested: Rådhuset, lokale 2

1. Nyt tag på Askeby Skole
Sagsnr.: 27/104

Indstilling
Forvaltningen indstiller,
1. at taget fornyes.

Sagsfremstilling
Taget er utæt, og der er målt fugt i tre klasselokaler. Et nyt tegltag koster 4,2 mio. kr.
{decision}
Bilag:
Tilbud på tag

2. Lukket: Køb af grund
"""


def pdf_of(text: str) -> bytes:
    """*text* as a PDF of one page, a line a line."""
    with pymupdf.open() as document:
        page = document.new_page()
        for n, line in enumerate(text.splitlines()):
            page.insert_text((72, 72 + 16 * n), line, fontsize=14 if n < 4 else 11)
        return bytes(document.tobytes())


def papers_in(place: Path) -> Path:
    """A folder with one meeting and one attachment of it."""
    folder = place / "Dagsordener æøå"
    folder.mkdir()
    (folder / "dagsorden.txt").write_text(AGENDA.format(kind="Dagsorden", day=23, decision=""), encoding="utf-8")
    with pymupdf.open() as document:
        document.new_page().insert_text((72, 72), "Tilbud")
        document.new_page().insert_text((72, 72), "Tegl koster mere end pap.")
        document.save(folder / "Tilbud på tag.pdf")
    return folder


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """Papers that a test may change."""
    return papers_in(tmp_path)


@pytest.fixture
def program(tmp_path: Path, papers: Path) -> Program:
    """The program with those papers as its source, not yet synchronised."""
    made = Program(tmp_path / "run")
    made.run("source", "add", "folder", str(papers))
    return made


@pytest.fixture
def papers_with_files(papers: Path) -> Path:
    """The same with an attachment that has no pages, and a PDF that is none."""
    text = (papers / "dagsorden.txt").read_text(encoding="utf-8")
    more = "Tilbud på tag\nNotat om tag\nSkitse af tag\n"
    (papers / "dagsorden.txt").write_text(text.replace("Tilbud på tag\n", more), encoding="utf-8")
    (papers / "Notat om tag.docx").write_bytes(b"PK\x03\x04")
    (papers / "Skitse af tag.pdf").write_bytes(b"%PDF-1.7 nothing")
    return papers


@pytest.fixture
def synced(program: Program) -> Program:
    """The same, synchronised."""
    program.run("sync")
    return program


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A synchronised profile, made once; its papers are not to be changed."""
    place = tmp_path_factory.mktemp("template")
    made = Program(place / "run")
    made.run("source", "add", "folder", str(papers_in(place)))
    made.run("sync")
    return made.folder


@pytest.fixture
def ready(tmp_path: Path, template: Path) -> Program:
    """A copy of that profile."""
    shutil.copytree(template, tmp_path / "run")
    return Program(tmp_path / "run")


def roof(program: Program) -> tuple[str, str, str]:
    """The ids of the meeting, its first item and that one's attachment."""
    shown = program.json("show", program.json("meetings")[0]["id"])
    return shown["id"], shown["items"][0]["id"], shown["items"][0]["attachments"][0]["id"]
