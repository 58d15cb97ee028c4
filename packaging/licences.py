#!/usr/bin/env python3
"""Collects the licence of every library that any installer carries into resources/licences, where the program shows it.

usage: licences.py      run after a library was added or changed; tests/packaging/test_licences.py tells when

A wheel brings its licence with it. What is inside wheels and says nothing there stands in licence-texts/.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import Distribution
from pathlib import Path

from bom import Pin, shipped, stated
from inside import installed, paragraph, parts
from project import HERE, ROOT, packages, run, say, tool

HAND_WRITTEN = HERE / "licence-texts"
TARGET = ROOT / "resources" / "licences"
OURS = ("inter", "lucide", "source-serif-4")  # fonts and icons, which no library brings
# Their wheels carry no text; qt.txt is theirs.
IN_QT = frozenset({"pyside6-essentials", "shiboken6"})
_WORDS = ("licen", "copying", "notice")


def wanted() -> dict[str, Pin]:
    """The libraries of all systems' installers that need a text of their own, by name."""
    pins = {pin.name: pin for system in ("linux", "win32", "darwin") for pin in shipped(system)}
    return {name: pin for name, pin in sorted(pins.items()) if name not in IN_QT}


def text_of(name: str, found: Distribution) -> str:
    """What a wheel says of its own licence: a heading, then its texts one after the other."""
    said = found.metadata
    licence = stated(said, "License-Expression") or stated(said, "License").partition("\n")[0]
    head = [f"{name} {found.version}" + (f" ({licence})" if licence else "")]
    head += [url for url in (stated(said, "Home-page"), *_urls(said.get_all("Project-URL") or ())) if url][:1]
    texts = [path.read_text(encoding="utf-8", errors="replace").strip() for path in _files(found)]
    if not texts:
        raise SystemExit(f"{name} brings no licence: write packaging/licence-texts/{name}.txt")
    return "\n".join(head) + "\n\n" + "\n\n".join(dict.fromkeys(texts)) + "\n"


def _urls(stated: tuple[str, ...] | list[str]) -> Iterator[str]:
    wanted_labels = ("homepage", "source", "repository", "source code", "github")
    by_label = {label.strip().lower(): url.strip() for label, _comma, url in (line.partition(",") for line in stated)}
    yield from (by_label[label] for label in wanted_labels if label in by_label)


def _files(found: Distribution) -> Iterator[Path]:
    for file in sorted(found.files or (), key=str):
        inside = ".dist-info" in str(file) and "_vendor" not in str(file)
        if inside and any(word in file.name.lower() for word in _WORDS):
            yield Path(str(found.locate_file(file)))


def with_parts(name: str, text: str, found: Distribution | None) -> str:
    """The text, and after it what is compiled into the wheel, where that says so itself."""
    inside = parts(found) if found is not None else ()
    return f"{text.rstrip()}\n\n{paragraph(name, inside)}\n" if inside else text


def main() -> int:
    """Write all texts anew; the fonts' and icons' own stay."""
    pins = wanted()
    here = installed([packages()])
    with tempfile.TemporaryDirectory() as elsewhere:
        for name in sorted(pins.keys() - here.keys()):
            say(f"Fetching {name}, which only another system needs")
            run([tool("uv"), "pip", "install", "--quiet", "--no-deps", "--target", elsewhere, "--python-platform",
                 "x86_64-pc-windows-msvc", f"{name}=={pins[name].version}"])  # fmt: skip
        known = here | installed([elsewhere])
        texts = {path.stem: path.read_text(encoding="utf-8") for path in HAND_WRITTEN.glob("*.txt")}
        texts = {name: text_of(name, known[name]) for name in pins.keys() - texts.keys()} | texts
        texts = {name: with_parts(name, text, known.get(name)) for name, text in texts.items()}
    texts["moedeklar"] = (ROOT / "LICENSE").read_text(encoding="utf-8")
    for path in TARGET.glob("*.txt"):
        if path.stem not in (*OURS, *texts):
            path.unlink()
    for name, text in texts.items():
        (TARGET / f"{name}.txt").write_text(text, encoding="utf-8")
    say(f"{len(list(TARGET.glob('*.txt')))} texts in {TARGET.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
