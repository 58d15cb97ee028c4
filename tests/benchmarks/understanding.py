"""What is understood of documents with known answers, field by field, and how much of their text has a role."""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import pymupdf

from moedeklar.agenda.inspection import inspection
from moedeklar.agenda.plaintext import lines_of_text
from moedeklar.agenda.reader import read
from moedeklar.model.text import bare
from moedeklar.pdf.child.lines import document_lines
from tests.benchmarks.documents import ROOT, SHARED
from tests.benchmarks.table import median

Fact = tuple[str, bool]
OWN = ROOT / "tests" / "agenda"
_FRONT = ("kind", "committee", "term", "start", "place")


@dataclass
class Understood:
    """Documents of one kind: facts told and facts wanted by field, and the coverage of each document."""

    name: str
    told: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)
    coverages: list[float] = field(default_factory=list)

    def add(self, facts: Iterator[Fact], coverage: float) -> None:
        """One more document."""
        self.coverages.append(coverage)
        for name, right in facts:
            self.wanted[name] += 1
            self.told[name] += right


def tables() -> list[str]:
    """Markdown: a row a field, a column a kind of document; the corpus only where it is at hand."""
    columns = [_own("layouts"), _own("copied")]
    if SHARED.exists():
        columns += [_corpus("real meetings, with PDFs", real=True), _corpus("corpus layouts", real=False)]
    fields = list(dict.fromkeys(name for column in columns for name in column.wanted))
    rows = [[name, *(_share(column.told[name], column.wanted[name]) for column in columns)] for name in fields]
    rows.append(["**all**", *(_share(sum(c.told.values()), sum(c.wanted.values())) for c in columns)])
    rows.append(["coverage: median, lowest", *(_coverage(column) for column in columns)])
    heads = ["Field", *(f"{column.name} ({len(column.coverages)})" for column in columns)]
    return ["", "## What was understood", "", _row(heads), _row(["---"] * len(heads)), *map(_row, rows), ""]


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _share(told: int, wanted: int) -> str:
    return f"{told}/{wanted}, {told / wanted:.1%}" if wanted else ""


def _coverage(column: Understood) -> str:
    return f"{median(column.coverages):.1%}, {min(column.coverages):.1%}"


def _own(folder: str) -> Understood:
    found = Understood(folder)
    for path in sorted((OWN / folder).glob("*.json")):
        document = next(path.with_suffix(ending) for ending in (".txt", ".md") if path.with_suffix(ending).exists())
        shape = _shape(document)
        found.add(_facts(json.loads(path.read_text(encoding="utf-8")), shape), shape["coverage"])
    return found


def _corpus(name: str, *, real: bool) -> Understood:
    score = _score()
    found = Understood(name)
    for document, expected in score.cases([SHARED]):
        if (expected.name == "expected.json") is not real:
            continue
        shape = _shape(document)
        want = json.loads(expected.read_text(encoding="utf-8"))
        told = score.score(want, shape, agenda=document.stem == "dagsorden")
        found.add(((name, right) for name, right, _ in told), shape["coverage"])
    return found


def _score() -> ModuleType:
    spec = importlib.util.spec_from_file_location("corpus_score", SHARED / "score.py")
    if spec is None or spec.loader is None:
        raise RuntimeError("the corpus has no score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _shape(path: Path) -> dict[str, Any]:
    if path.suffix == ".pdf":
        with pymupdf.open(path) as pdf:
            meeting = read(document_lines(pdf))
    else:
        meeting = read(lines_of_text(path.read_bytes()))
    shape: dict[str, Any] = json.loads(json.dumps(inspection(meeting)))
    return shape


def _facts(want: dict[str, Any], shape: dict[str, Any]) -> Iterator[Fact]:
    """Each fact of our own expectations: of texts the letters and digits count, of sections how they begin and end."""
    for name in _FRONT:
        if name in want:
            yield name, want[name] == shape[name]
    left = list(shape["items"])
    for item in want["items"]:
        title = bare(item["title"])
        got = next((other for other in left if bare(other["title"]) == title), {})
        if got:
            left.remove(got)
        for name in item:
            yield from _of_field(name, item[name], got.get(name))
    for _ in left:
        yield "no extra items", False


def _of_field(name: str, want: Any, got: Any) -> Iterator[Fact]:
    if name == "sections":
        texts = {part["heading"]: bare(part["text"]) for part in got or []}
        for part in want:
            heading, begin, end = (part, "", "") if isinstance(part, str) else part.values()
            text = texts.get(heading)
            yield name, text is not None and text.startswith(bare(begin)) and text.endswith(bare(end))
    elif name in {"decisions", "attachments"}:
        key = "text" if name == "decisions" else "title"
        yield name, [bare(part[key]) for part in want] == [bare(part[key]) for part in got or []]
    elif name == "presence":
        yield name, all(part in (got or []) for part in want)
    elif name == "recommendation":
        yield name, bare(want or "") == bare(got or "")
    else:
        yield name, want == got
