"""Papers of an invented municipality, as text, Markdown-like text or PDF, for tests that sync a folder."""

from __future__ import annotations

import html
import os
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

MONTHS = [
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
]


@dataclass(frozen=True)
class Item:
    """An item as a paper prints it."""

    title: str
    case: str = ""
    recommendation: str = ""
    facts: str = ""
    decision: str = ""
    attachments: tuple[str, ...] = ()

    def decided(self, words: str) -> Item:
        return replace(self, decision=words)


@dataclass(frozen=True)
class Paper:
    """An agenda, or minutes where `kind` is "REFERAT"."""

    items: tuple[Item, ...]
    kind: str = "DAGSORDEN"
    committee: str = "Kultur- og Fritidsudvalget"
    day: tuple[int, int, int] = (2027, 2, 9)
    clock: str = "16:00"
    place: str = "Askeby Rådhus"
    extra: tuple[str, ...] = field(default=())

    def minutes(self, *decisions: str) -> Paper:
        """The minutes of the same meeting, with a decision for each item."""
        words = decisions or ("Godkendt.",) * len(self.items)
        return replace(self, kind="REFERAT", items=tuple(i.decided(w) for i, w in zip(self.items, words, strict=True)))

    def blocks(self) -> Iterable[tuple[str, str]]:
        """Pairs of tag and text."""
        year, month, day = self.day
        yield "h1", f"{self.kind} {self.committee} d. {day:02d}-{month:02d}-{year}"
        if self.clock:
            yield "p", f"**Mødedato** d. {day}. {MONTHS[month - 1]} {year} kl. {self.clock}"
        else:
            yield "p", f"**Mødedato** d. {day}. {MONTHS[month - 1]} {year}"
        yield "p", f"**Mødested** {self.place}"
        for line in self.extra:
            yield "p", line
        for number, item in enumerate(self.items, 1):
            yield "h2", f"Punkt {number}: {item.title}"
            if item.case:
                yield "p", item.case
            for heading, text in (
                ("Indstilling", item.recommendation),
                ("Sagsfremstilling", item.facts),
                ("Beslutning", item.decision),
            ):
                if text:
                    yield "h3", heading
                    yield "p", text
            if item.attachments:
                yield "h3", "Bilag"
                for title in item.attachments:
                    yield "li", title

    def text(self) -> str:
        """The paper as published text."""
        marks = {"h1": "# **{}**", "h2": "## **{}**", "h3": "### **{}**", "p": "{}", "li": "- {}"}
        return "\n\n".join(marks[tag].format(text) for tag, text in self.blocks()) + "\n"

    def pdf(self) -> bytes:
        """The paper as a PDF."""
        import io

        import pymupdf

        sizes = {"h1": 20, "h2": 15, "h3": 12, "p": 10, "li": 10}
        body = ""
        for tag, text in self.blocks():
            words = html.escape(text)
            while "**" in words:
                words = words.replace("**", "<b>", 1).replace("**", "</b>", 1)
            shown = f"• {words}" if tag == "li" else f"<b>{words}</b>" if tag.startswith("h") else words
            body += f'<p style="font-size:{sizes[tag]}pt;font-family:sans-serif">{shown}</p>'
        out = io.BytesIO()
        story, writer = pymupdf.Story(body), pymupdf.DocumentWriter(out)
        more = 1
        while more:
            device = writer.begin_page(pymupdf.paper_rect("a4"))
            more, _ = story.place(pymupdf.Rect(60, 60, 535, 782))
            story.draw(device)
            writer.end_page()
        writer.close()
        return out.getvalue()


def plain_pdf(*pages: str) -> bytes:
    """A PDF with a line of text on each page."""
    import pymupdf

    with pymupdf.open() as document:
        for text in pages:
            page = document.new_page()
            if text:
                page.insert_text((72, 100), text)
        return bytes(document.tobytes())


def put(path: Path, content: bytes | str, age: float = 3600.0) -> Path:
    """Write a file that was changed *age* seconds ago, so that nothing waits for it to be finished."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    changed = path.stat().st_mtime - age
    os.utime(path, (changed, changed))
    return path


FACTS = (
    "Askeby Idrætsforening søger om 125.000 kr. til nye baner. Foreningen har 640 medlemmer, hvoraf 410 er under 25 "
    "år. Forvaltningen har været i dialog med foreningen og vurderer, at skolerne kan bruge dem om formiddagen. "
    "Udgiften kan holdes inden for puljen til anlæg."
)
HARBOUR = (
    "Havnen i Havnholm skal uddybes hvert fjerde år. Sidste uddybning var i 2023, og sejldybden er nu 2,1 meter. "
    "Bådelauget har peget på, at besøgstallet falder, når dybden er under 2,5 meter."
)
AGENDA = Paper(
    (
        Item("Godkendelse af dagsorden", decision=""),
        Item(
            "Ansøgning om tilskud til Askeby Idrætsforening",
            "18.15.00-Ø40-3-27",
            "Forvaltningen indstiller, at udvalget bevilger 125.000 kr. til Askeby Idrætsforening.",
            FACTS,
            attachments=("Ansøgning fra Askeby Idrætsforening", "Tegning af baner"),
        ),
        Item(
            "Uddybning af havnen i Havnholm",
            "08.06.00-P20-1-27",
            "Forvaltningen indstiller, at sagen drøftes.",
            HARBOUR,
            attachments=("Notat om sejldybde",),
        ),
        Item("Status på ungdomsklubben i Nordlund", "18.20.00-A00-7-27", "", "Klubben har fået 32 nye medlemmer i år."),
        Item("Eventuelt"),
    )
)
MINUTES = AGENDA.minutes(
    "Godkendt.",
    "Udvalget bevilgede 100.000 kr. til Askeby Idrætsforening.",
    "Drøftet. Sagen kommer igen i april.",
    "Taget til efterretning.",
    "Intet.",
)
