"""`moedeklar sync` of a folder as a whole process, against a plain script that only extracts the text."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.benchmarks.documents import corpus
from tests.benchmarks.table import Row, median, process_seconds

RUNS = 5
PLAIN = """
import pathlib, sys
import pymupdf
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*")):
    if path.suffix == ".pdf":
        with pymupdf.open(path) as document:
            for page in document:
                page.get_text()
    elif path.suffix in (".txt", ".md"):
        path.read_text(encoding="utf-8", errors="replace")
"""


def rows() -> list[Row]:
    """First run into a new profile, and a second run in which nothing is new."""
    first, second, plain = [], [], []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        papers = corpus(folder)
        secret = folder / "passphrase"
        secret.write_text("en lang og god sætning\n", encoding="utf-8")
        environment = {"MOEDEKLAR_PASSPHRASE_FILE": str(secret)}
        for run in range(RUNS + 1):
            command = [sys.executable, "-m", "moedeklar", "--profile", str(folder / f"profile{run}")]
            process_seconds([*command, "source", "add", "folder", str(papers)], environment)
            one = process_seconds([*command, "sync"], environment)
            two = process_seconds([*command, "sync"], environment)
            three = process_seconds([sys.executable, "-c", PLAIN, str(papers)], {})
            if run:
                first.append(one)
                second.append(two)
                plain.append(three)
    ours, again, other = median(first), median(second), median(plain)
    return [
        Row(
            "`moedeklar sync` of a folder, whole process, first run",
            f"{ours:.2f} s",
            f"{other:.2f} s a script that extracts the text",
            "≤ 2 × + 1.0 s",
            ours <= 2 * other + 1.0,
        ),
        Row("the same, nothing new", f"{again:.2f} s", f"{other:.2f} s", "≤ 1 × + 1.0 s", again <= other + 1.0),
    ]
