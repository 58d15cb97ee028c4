"""Real minutes with known answers, scored as the corpus scores them; skipped where the corpus is not at hand."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pymupdf
import pytest

from moedeklar.agenda.inspection import inspection
from moedeklar.agenda.plaintext import lines_of_text
from moedeklar.agenda.reader import read
from moedeklar.model.agenda import Meeting
from moedeklar.model.text import bare
from moedeklar.pdf.child.lines import document_lines

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
CORPUS = SHARED / "corpus"
MEETINGS = ("lyngby-taarbaek-2021-02-09", "herlev-2018-06-18")
pytestmark = pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not at hand")


def meeting_in(path: Path) -> Meeting:
    if path.suffix == ".pdf":
        with pymupdf.open(path) as pdf:
            return read(document_lines(pdf))
    return read(lines_of_text(path.read_bytes()))


@pytest.fixture(scope="module")
def score() -> ModuleType:
    spec = importlib.util.spec_from_file_location("corpus_score", CORPUS / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def facts(score: ModuleType, *folders: Path) -> Iterator[tuple[bool, str]]:
    for path, expected in score.cases(folders):
        shape: dict[str, Any] = json.loads(json.dumps(inspection(meeting_in(path))))
        want = json.loads(expected.read_text(encoding="utf-8"))
        for _, ok, note in score.score(want, shape, agenda=path.stem == "dagsorden"):
            yield ok, f"{path.name}: {note}"


@pytest.mark.parametrize("name", MEETINGS)
def test_every_field_of_the_real_meetings(score: ModuleType, name: str) -> None:
    assert [note for ok, note in facts(score, CORPUS / name) if not ok] == []


def test_nearly_every_field_of_the_other_layouts(score: ModuleType) -> None:
    told = list(facts(score, CORPUS / "layouts"))
    missed = [note for ok, note in told if not ok]
    assert len(missed) <= 0.02 * len(told), missed


@pytest.mark.parametrize("name", MEETINGS)
def test_pdf_and_text_hold_the_same_words(name: str) -> None:
    printed, plain = (meeting_in(CORPUS / name / file) for file in ("referat.pdf", "referat.txt"))
    assert [bare(item.title + item.text) for item in printed.items] == [
        bare(item.title + item.text) for item in plain.items
    ]
    assert [item.attachments for item in printed.items] == [item.attachments for item in plain.items]


@pytest.mark.parametrize("name", MEETINGS)
def test_everything_in_the_real_meetings_has_a_role(name: str) -> None:
    for path in sorted((CORPUS / name).glob("*.*")):
        if path.suffix in {".pdf", ".txt"}:
            assert meeting_in(path).coverage > 0.99


def test_papers_about_agendas_are_none() -> None:
    others = [CORPUS / "README.md", SHARED / "formats" / "README.md", *sorted((CORPUS / "profiles").glob("*.txt"))]
    assert [path.name for path in others if path.exists() and meeting_in(path).items] == []
