"""Agendas and minutes of an invented municipality as real PDFs, made where a test wants them."""

from __future__ import annotations

from pathlib import Path

import pymupdf

MONTHS = (
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
)
SUBJECTS = ("Cykelstier", "Lektiecaféer", "Fritidsjob", "Havnebadet", "Skolemad", "Landsbypuljen")


def agenda_lines(day: int, month: int, year: int, *, decided: bool, items: int = 5) -> list[tuple[str, int]]:
    """(text, size in points) of a meeting's agenda, or of its minutes where *decided*."""
    kind = "REFERAT" if decided else "DAGSORDEN"
    lines = [(f"{kind} Fritids- og Byudvalget d. {day:02}-{month:02}-{year}", 18)]
    lines += [
        (f"Mødedato {day}. {MONTHS[month - 1]} {year} kl. 16:30", 11),
        ("Mødested Rådhuset i Askeby, lokale 2", 11),
    ]
    for number in range(1, items + 1):
        subject = SUBJECTS[number % len(SUBJECTS)]
        lines += [
            (f"Punkt {number}: {subject} i Nordlund Kommune", 14),
            (f"24.10.00-A00-{number}-{year % 100}", 10),
            ("Indstilling", 12),
            (f"Forvaltningen indstiller, at planen for {subject.lower()} godkendes.", 10),
            ("Sagsfremstilling", 12),
            (f"Udvalget bad i foråret om en plan for {subject.lower()} i de tre byer.", 10),
            ("Planen er blevet til sammen med borgerne i Havnholm og koster 1,2 mio. kr.", 10),
        ]
        if decided:
            lines += [
                ("Beslutning", 12),
                (f"Fritids- og Byudvalget, den {day}. {MONTHS[month - 1]} {year}", 10),
                ("Godkendt.", 10),
            ]
    return lines


def write_pdf(path: Path, lines: list[tuple[str, int]]) -> Path:
    """Set *lines* on A4 pages, each on a line of its own."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with pymupdf.open() as document:
        page, y = document.new_page(), 72.0
        for text, size in lines:
            if y > 770:
                page, y = document.new_page(), 72.0
            font = "hebo" if size > 11 else "helv"
            page.insert_text((64, y), text, fontsize=size, fontname=font)
            y += size * 1.6 + (6 if size > 11 else 0)
        document.save(path)
    return path


def write_papers(folder: Path, meetings: int = 2) -> None:
    """*meetings* meetings with agenda, minutes and an attachment each, in folders of their own."""
    for number in range(meetings):
        place = folder / f"moede {number + 1}"
        write_pdf(place / "dagsorden.pdf", agenda_lines(3 + number, 3 + number, 2026, decided=False))
        write_pdf(place / "referat.pdf", agenda_lines(3 + number, 3 + number, 2026, decided=True))
