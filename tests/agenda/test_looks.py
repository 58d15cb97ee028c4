"""Headings that are told by how they look."""

from __future__ import annotations

from tests.agenda.papers import FRONT, meeting_of


def test_headings_that_no_table_knows_are_told_by_coming_again() -> None:
    heading = "**Betydning for borgerne**"
    parts = ("**Indstilling**", "Det indstilles, at sagen drøftes.", heading, "Ingen.", "**Beslutning**", "Drøftet.")
    once = ("**Indstilling**", "Det indstilles:", "**Delområde Øst**", "Sagen drøftes.", "**Beslutning**", "Drøftet.")
    lines = [f"# {at}. {title}\n\n" + "\n\n".join(parts) for at, title in ((1, "Ny mole"), (2, "Nyt anløb"))]
    lines.append("# 3. Ny bro\n\n" + "\n\n".join(once))
    first, _, last = meeting_of(FRONT + "\n\n".join(lines)).items
    assert [section.heading for section in first.sections] == ["Indstilling", "Betydning for borgerne", "Beslutning"]
    assert last.recommendation == "Det indstilles:\nDelområde Øst\nSagen drøftes."
