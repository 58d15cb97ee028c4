"""Makes the attachments of the sample municipality: resources/sample/bilag/*.pdf from tools/sample.

Run from the checkout: `python tools/make_sample.py`. The same sources give the same bytes. Sources are the small
Markdown of `moedeklar.member.sample_papers`, and besides: "---" begins a page, "!søjler TITLE" with "label: number"
lines is a bar chart, "!kort NAME" a map. The atlas of villages is made from landsbyer.toml.
"""

# pymupdf annotates only part of its interface.
# mypy: allow-untyped-calls

from __future__ import annotations

import hashlib
import io
import sys
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pymupdf

from moedeklar.member.sample_papers import MUNICIPALITY, blocks_html
from sample import drawings

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "tools" / "sample"
TARGET = ROOT / "resources" / "sample" / "bilag"
PAGE = pymupdf.paper_rect("a4")
FRAME = pymupdf.Rect(57.5, 64, 537.5, 770)
CSS = """
body { margin: 0; font-family: serif; font-size: 11.5pt; line-height: 1.5; color: #1c2530; }
h2, h3, h4, th { font-family: sans-serif; }
h2 { font-size: 24pt; line-height: 1.2; margin: 10pt 0 14pt 0; color: #0f5d6c; }
h3 { font-size: 15pt; margin: 16pt 0 6pt 0; }
h4 { font-size: 11.5pt; margin: 12pt 0 4pt 0; }
p { margin: 0 0 9pt 0; }
ul, ol { margin: 0 0 10pt 0; }
table { border-collapse: collapse; width: 100%; margin: 6pt 0 12pt 0; }
th, td { border: 0.6pt solid #8c877d; padding: 4pt 6pt; text-align: left; font-size: 10pt; }
img { margin: 8pt 0 12pt 0; }
div.page { page-break-before: always; }
"""
AGES = ["20 år siden", "15 år siden", "10 år siden", "5 år siden", "nu"]


@dataclass
class Paper:
    """A paper being set: its HTML, and the drawings in the order in which they stand."""

    title: str
    parts: list[str] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)

    def add(self, markdown: str) -> None:
        """Append text with its charts and maps."""
        for block in markdown.strip().split("\n\n"):
            if block == "---":
                self.parts.append('<div class="page"></div>')
            elif block.startswith("!søjler "):
                title, *lines = block.splitlines()
                pairs = (line.rsplit(": ", 1) for line in lines)
                self.draw(*drawings.bars(title[8:], [(label, float(value)) for label, value in pairs]))
            elif block.startswith("!kort "):
                self.draw(*drawings.MAPS[block[6:]]())
            else:
                self.parts.extend(blocks_html(block))

    def draw(self, svg: str, height: float) -> None:
        """Append a drawing, 480 points wide: a blank image keeps its place."""
        self.figures.append(svg)
        self.parts.append(f'<p><img src="blank.png" width="480" height="{height:g}"/></p>')


def atlas() -> Paper:
    """The atlas of villages: two pages a village, a foreword and a summary."""
    villages: list[dict[str, Any]] = tomllib.loads((SOURCES / "landsbyer.toml").read_text(encoding="utf-8"))["landsby"]
    paper = Paper("Landsbyatlas for Nordlund Kommune")
    paper.add((SOURCES / "landsbyatlas-forord.txt").read_text(encoding="utf-8"))
    rows = [f"| {v['navn']} | {v['indbyggere'][0]} | {v['indbyggere'][-1]} | {v['huse']} |" for v in villages]
    head = ["| Landsby | Indbyggere for 20 år siden | Indbyggere nu | Huse |", "| --- | --- | --- | --- |"]
    paper.add("---\n\n## De 18 landsbyer\n\n" + "\n".join(head + rows))
    for v in villages:
        paper.add(f"---\n\n## {v['navn']}\n\n{v['om']}")
        paper.draw(*drawings.village(v["navn"], v["huse"]))
        change = v["indbyggere"][-1] - v["indbyggere"][0]
        facts = ["| Landsbyen i tal | |", "| --- | --- |", f"| Indbyggere | {v['indbyggere'][-1]} |"]
        facts += [f"| Ændring på 20 år | {change:+d} |", f"| Huse | {v['huse']} |"]
        paper.add("\n".join(facts))
        gather = "\n".join(f"- {place}" for place in v["samles"])
        wishes = "\n".join(f"{number}. {wish}" for number, wish in enumerate(v["oensker"], 1))
        paper.add(f"---\n\n### Det samles man om i {v['navn']}\n\n{gather}")
        paper.draw(*drawings.years("Indbyggere", v["indbyggere"], AGES))
        paper.add(f'### Tre ønsker\n\n{wishes}\n\n### Sagt på aftenen\n\n"{v["citat"]}"')
    return paper


def set_paper(paper: Paper) -> bytes:
    """The PDF, with the drawings laid in as vectors, page numbers, an outline and a fixed id."""
    archive = pymupdf.Archive()
    blank = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 2, 2))
    blank.clear_with(255)
    archive.add((blank.tobytes("png"), "blank.png"))
    story = pymupdf.Story("".join(paper.parts), user_css=CSS, archive=archive)
    out, headings, page = io.BytesIO(), [], 0

    def note_heading(at: Any) -> None:
        if at.heading and at.open_close & 1:
            headings.append([at.heading, at.text, page])

    writer, more = pymupdf.DocumentWriter(out), 1
    while more:
        page += 1
        device = writer.begin_page(PAGE)
        more, _ = story.place(FRAME)
        story.element_positions(note_heading)
        story.draw(device)
        writer.end_page()
    writer.close()
    document = pymupdf.open(stream=out.getvalue(), filetype="pdf")
    _lay_in(document, paper.figures)
    _finish(document, paper.title, headings)
    seed = hashlib.sha256(paper.title.encode() + "".join(paper.parts + paper.figures).encode()).hexdigest()[:32]
    document.xref_set_key(-1, "ID", f"[<{seed}><{seed}>]")
    made: bytes = document.tobytes(garbage=4, deflate=True, deflate_images=True, deflate_fonts=True, no_new_id=True)
    return made


def _lay_in(document: pymupdf.Document, figures: list[str]) -> None:
    left = iter(figures)
    for page in document.pages():
        places = sorted((pymupdf.Rect(info["bbox"]) for info in page.get_image_info()), key=lambda rect: rect.y0)
        for place in places:
            drawing = pymupdf.open(stream=next(left).encode(), filetype="svg")
            with pymupdf.open(stream=drawing.convert_to_pdf(), filetype="pdf") as picture:
                page.show_pdf_page(place, picture, 0)
    if next(left, None) is not None:
        raise ValueError("a drawing has found no place")


def _finish(document: pymupdf.Document, title: str, headings: list[list[Any]]) -> None:
    for number, page in enumerate(document.pages(), 1):
        if document.page_count > 1:
            page.insert_text((57.5, 805), title, fontsize=8, fontname="helv", color=(0.33, 0.38, 0.43))
            label = f"Side {number} af {document.page_count}"
            width = pymupdf.get_text_length(label, fontname="helv", fontsize=8)
            page.insert_text((537.5 - width, 805), label, fontsize=8, fontname="helv", color=(0.33, 0.38, 0.43))
    document.subset_fonts()
    rows: list[list[Any]] = []
    for level, text, page_number in headings:
        rows.append([min(level - 1, rows[-1][0] + 1 if rows else 1), text, page_number])
    document.set_toc(rows)
    document.set_metadata({"title": title, "author": MUNICIPALITY, "producer": "Mødeklar"})
    document.set_language("da")


def main() -> int:
    """Write all attachments."""
    TARGET.mkdir(parents=True, exist_ok=True)
    papers = {"landsbyatlas": atlas()}
    for source in sorted(SOURCES.glob("*.md")):
        text = source.read_text(encoding="utf-8")
        papers[source.stem] = Paper(text.splitlines()[0].removeprefix("# "))
        papers[source.stem].add(text)
    for key, paper in papers.items():
        (TARGET / f"{key}.pdf").write_bytes(set_paper(paper))
    return 0


if __name__ == "__main__":
    sys.exit(main())
