"""Where quoted words stand in an item: as a person copied them, with or without the marks of its lists."""

from __future__ import annotations

from collections.abc import Iterator

from moedeklar.model.agenda import AgendaItem, Section
from moedeklar.model.text import canonical

# One character for one, so that offsets stay: what keyboards, mail programs and web pages put for each other.
_ALIKE = str.maketrans("”“„«»’‘´`–—−‐‑", '"""""\'\'\'\'-----')


def find_quote(item: AgendaItem, quote: str) -> tuple[str, int, int] | None:
    """The first place where *quote* stands: section key, start and end in the section's canonical text; None for none.

    Any spacing will do; exact letters are looked for before other cases, quotation marks and dashes. A quote taken from
    the printed text may hold list marks ("•", "1."), which no canonical text does: they are passed over.
    """
    wanted = canonical(quote)
    if not wanted:
        return None
    for fold in (str, _folded):
        sought = fold(wanted)
        for key, section in item.keyed_sections():
            for text, places in _readings(section):
                found = fold(text)
                at = found.find(sought) if len(found) == len(text) else -1
                if at >= 0:
                    covered = [place for place in places[at : at + len(wanted)] if place is not None]
                    if covered:
                        return key, covered[0], covered[-1] + 1
    return None


def _folded(text: str) -> str:
    return text.translate(_ALIKE).casefold()


def _readings(section: Section) -> Iterator[tuple[str, list[int | None]]]:
    """The section's text as it is counted and as it is printed, with the canonical offset of each character."""
    text = section.text
    yield text, list(range(len(text)))
    if any(block.marker for block in section.blocks):
        yield _printed(section)


def _printed(section: Section) -> tuple[str, list[int | None]]:
    parts: list[str] = []
    places: list[int | None] = []
    for at, block in section.block_offsets():
        mark = f"{block.marker} " if block.marker else ""
        before = " " if parts else ""
        parts.append(before + mark + block.text)
        places += [None] * (len(before) + len(mark))
        places += range(at, at + len(block.text))
    return "".join(parts), places
