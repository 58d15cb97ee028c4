"""Putting a note on its passage again in a new version of its item. Pure.

Where the very words stand once, or once in the same company, the note goes there by itself. Where there is doubt (only
similar words, or the words several times with nothing to tell which) the best place is found and a person is asked.
Otherwise the note keeps its old words and has no place. A note that was put by asking keeps the words that it was made
on, so that every later version is searched for those and not for what they were last taken for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from moedeklar.model.anchors import AnchorState, PageAnchor, TextAnchor
from moedeklar.model.text import bare, canonical
from moedeklar.sync.approximate import closest

TELLING = 24  # length from which words found once need no company to be the ones meant
COMPANY = 8  # letters of text around them that must agree for shorter words
BESIDE = 16  # letters on each side that must agree for words that stand, or stood, in several places
MARGIN = 6  # letters by which one place must agree better than the next to be the one meant
MOST = 500  # places of one quote that are looked at

Sections = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Spot:
    section: str
    start: int
    before: int  # letters in front of it that agree with what stood in front of the quote
    after: int  # and letters behind it

    @property
    def company(self) -> int:
        return self.before + self.after


def place_text(
    anchor: TextAnchor, sections: Sections, before: Sections | None = None
) -> tuple[TextAnchor, AnchorState]:
    """Where *anchor* is in an item whose sections now read *sections* (key → canonical text), and how sure that is.

    *before* is what they read when the anchor was put there for certain (not by asking), where that is known: in a
    section that reads as before nothing has moved, and words that stood there several times are not told by standing
    there once now.
    """
    if not anchor.quote:
        return anchor, AnchorState.UNPLACED
    here = sections.get(anchor.section, "")
    if before is not None and here[anchor.start : anchor.end] == anchor.quote and before.get(anchor.section) == here:
        return anchor, AnchorState.PLACED
    spots = list(_spots(anchor, sections))
    if spots:
        was_alone = before is None or len(list(_spots(anchor, before))) <= 1
        return _exact(anchor, sections, spots, was_alone)
    return _similar(anchor, sections)


def _exact(
    anchor: TextAnchor, sections: Sections, spots: list[_Spot], was_alone: bool
) -> tuple[TextAnchor, AnchorState]:
    own = next((spot for spot in spots if (spot.section, spot.start) == (anchor.section, anchor.start)), None)
    ranked = sorted(spots, key=lambda spot: (-spot.company, spot.section != anchor.section, _away(anchor, spot)))
    best = ranked[0]
    rivals = [spot.company for spot in ranked[1:]]
    if rivals or not was_alone:
        between = best.before >= min(BESIDE, len(anchor.prefix)) and best.after >= min(BESIDE, len(anchor.suffix))
        sure = between and best.company - max(rivals, default=-MARGIN) >= MARGIN
    else:
        sure = best is own or len(anchor.quote) >= TELLING or best.company >= _needed(anchor)
    end = best.start + len(anchor.quote)
    if not sure:
        return replace(anchor, section=best.section, start=best.start, end=end), AnchorState.CHECK
    state = AnchorState.PLACED if best is own else AnchorState.MOVED
    return TextAnchor.of(best.section, sections[best.section], best.start, end), state


def _similar(anchor: TextAnchor, sections: Sections) -> tuple[TextAnchor, AnchorState]:
    order = sorted(sections, key=lambda key: (key != anchor.section, key))
    found = [(match, -at, key) for at, key in enumerate(order) if (match := closest(anchor.quote, sections[key]))]
    if not found:
        return anchor, AnchorState.UNPLACED
    best, _, section = max(found, key=lambda one: (one[0].likeness, one[1]))
    return replace(anchor, section=section, start=best.start, end=best.end), AnchorState.CHECK


def _spots(anchor: TextAnchor, sections: Sections) -> Iterator[_Spot]:
    """Every place where the very words stand, not as a part of longer words unless they were that before."""
    left = anchor.quote[:1].isalnum() and not anchor.prefix[-1:].isalnum()
    right = anchor.quote[-1:].isalnum() and not anchor.suffix[:1].isalnum()
    count = 0
    for section, text in sections.items():
        at = text.find(anchor.quote)
        while at >= 0 and count < MOST:
            end = at + len(anchor.quote)
            inside = (left and text[at - 1 : at].isalnum()) or (right and text[end : end + 1].isalnum())
            if not inside:
                count += 1
                yield _Spot(section, at, *_company(anchor, text, at, end))
            at = text.find(anchor.quote, at + 1)


def _company(anchor: TextAnchor, text: str, start: int, end: int) -> tuple[int, int]:
    before = text[max(0, start - len(anchor.prefix)) : start]
    after = text[end : end + len(anchor.suffix)]
    return _agree(reversed(anchor.prefix), reversed(before)), _agree(iter(anchor.suffix), iter(after))


def _agree(first: Iterator[str], second: Iterator[str]) -> int:
    count = 0
    for mine, theirs in zip(first, second, strict=False):
        if mine != theirs:
            break
        count += 1
    return count


def _needed(anchor: TextAnchor) -> int:
    """How much company is enough: less where there was less to begin with."""
    return min(COMPANY, (len(anchor.prefix) + len(anchor.suffix) + 1) // 2)


def _away(anchor: TextAnchor, spot: _Spot) -> int:
    return abs(spot.start - anchor.start) if spot.section == anchor.section else 0


def place_page(
    anchor: PageAnchor, sha256: str | None, pages: Sequence[str] | None = None, before: Sequence[str] | None = None
) -> tuple[PageAnchor, AnchorState]:
    """Where *anchor* is in the file that now stands in its place (None: there is none).

    *pages* are the texts of the new file's pages and *before* those of the old one, where they are known. The
    rectangles are kept only where the page reads as it did; otherwise the page is all that is known, and a person is
    asked. A note without a place keeps its old file, page and words.
    """
    if sha256 == anchor.sha256:
        return anchor, AnchorState.PLACED
    quote = canonical(anchor.quote)
    if sha256 is None or not pages:
        return anchor, AnchorState.UNPLACED
    if not bare(quote):
        return _place_whole_page(anchor, sha256, pages, before)
    found = [at for at, text in enumerate(pages) if bare(quote) in bare(text)]
    if not found:
        return anchor, AnchorState.UNPLACED
    page = min(found, key=lambda at: (abs(at - anchor.page), at))
    same = before is not None and anchor.page < len(before) and bare(before[anchor.page]) == bare(pages[page])
    return PageAnchor(sha256, page, anchor.rects if same else (), anchor.quote), AnchorState.CHECK


def _place_whole_page(
    anchor: PageAnchor, sha256: str, pages: Sequence[str], before: Sequence[str] | None
) -> tuple[PageAnchor, AnchorState]:
    """A note on a page as a whole: where the page that reads the same is, else on the page with its number."""
    old = bare(before[anchor.page]) if before is not None and anchor.page < len(before) else ""
    same = [at for at, text in enumerate(pages) if old and bare(text) == old]
    page = min(same, key=lambda at: (abs(at - anchor.page), at)) if same else anchor.page
    if page >= len(pages):
        return anchor, AnchorState.UNPLACED
    return PageAnchor(sha256, page, (), anchor.quote), AnchorState.CHECK
