"""The announcements inside an item such as "Meddelelser": numbered, lettered, under small headings, one a speaker."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from moedeklar.agenda.vocabulary import ANNOUNCEMENT_TITLES, SPEAKERS
from moedeklar.model.agenda import AgendaItem, Block, BlockKind, Role, SubItem

_NUMBER = re.compile(r"\(?(\d{1,3})[.)]")
_LETTER = re.compile(r"\(?([a-zæøå])[.)]", re.IGNORECASE)
_SUB_NUMBER = re.compile(r"^(?P<number>(?P<item>\d{1,4})\.(?P<sub>\d{1,2}))\.?\s+(?P<title>\S.*)$", re.DOTALL)
_SPEAKER = re.compile(r"^(?P<title>[A-ZÆØÅ][^:.!?]{1,60}):(?:\s+(?P<text>\S.*))?$", re.DOTALL)
_TITLE_END = re.compile(r"[.:;,]$")
_FIRST_SENTENCE = re.compile(r"^(?P<title>.{3,160}?(?<=\w\w)[.:])\s+(?P<text>[A-ZÆØÅ].*)$", re.DOTALL)
_LETTERS = "abcdefghijklmnopqrstuvwxyzæøå"
_LONGEST_TITLE = 160
_LONGEST_SPEAKER = 60


class _Head(NamedTuple):
    """A block that begins an announcement: its number, its title, and what else stands in it."""

    number: str
    title: str
    rest: str = ""


_Reading = Callable[[Block, int, str | None], _Head | None]


def announcements_of(item: AgendaItem) -> tuple[SubItem, ...]:
    """The announcements of *item*, at least two, where its title says that it holds some; the first way that fits."""
    if not ANNOUNCEMENT_TITLES.match(item.title):
        return ()
    for roles in ((Role.FACTS, Role.OTHER, Role.SUMMARY), (Role.DECISION,)):
        blocks = [block for section in item.sections if section.role in roles for block in section.blocks]
        for reading in _READINGS if len(blocks) > 1 else ():
            found = _announced(blocks, reading, item.number)
            if len(found) > 1:
                return found
    return ()


def _announced(blocks: Sequence[Block], reading: _Reading, item: str | None) -> tuple[SubItem, ...]:
    heads: list[tuple[int, _Head]] = []
    for at, block in enumerate(blocks):
        head = reading(block, len(heads), item)
        if head:
            heads.append((at, head))
    found: list[SubItem] = []
    for order, (at, head) in enumerate(heads):
        end = heads[order + 1][0] if order + 1 < len(heads) else len(blocks)
        texts = [head.rest, *(block.plain for block in blocks[at + 1 : end])]
        found.append(SubItem(head.number, head.title, "\n".join(text for text in texts if text)))
    return tuple(found)


def _numbered_heading(block: Block, before: int, _item: str | None) -> _Head | None:
    return _numbered(block, before) if block.kind is BlockKind.HEADING else None


def _numbered_title(block: Block, before: int, _item: str | None) -> _Head | None:
    return _numbered(block, before) if block.kind is BlockKind.NUMBERED else None


def _numbered(block: Block, before: int) -> _Head | None:
    number = _NUMBER.fullmatch(block.marker)
    if not number or int(number[1]) != before + 1 or len(block.text) >= _LONGEST_TITLE or _TITLE_END.search(block.text):
        return None
    return _Head(number[1], block.text)


def _sub_numbered(block: Block, before: int, item: str | None) -> _Head | None:
    """ "8.1 Nyt fra havnen" in item 8, or in one whose number is not known."""
    found = _SUB_NUMBER.match(block.text) if block.text[:1].isdigit() else None
    if not found or int(found["sub"]) != before + 1 or (item and item.isdigit() and int(item) != int(found["item"])):
        return None
    return _Head(found["number"], *_parted(found["title"]))


def _numbered_text(block: Block, before: int, _item: str | None) -> _Head | None:
    number = _NUMBER.fullmatch(block.marker)
    return _Head(number[1], *_parted(block.text)) if number and int(number[1]) == before + 1 else None


def _lettered(block: Block, before: int, _item: str | None) -> _Head | None:
    letter = _LETTER.fullmatch(block.marker)
    if not letter or before >= len(_LETTERS) or letter[1].casefold() != _LETTERS[before]:
        return None
    return _Head(letter[1], *_parted(block.text))


def _heading(block: Block, _before: int, _item: str | None) -> _Head | None:
    return _Head("", block.text) if block.kind is BlockKind.HEADING and not block.marker else None


def _spoken(block: Block, _before: int, _item: str | None) -> _Head | None:
    """ "Gitte: Der er nye bænke.", "Fra forvaltningen", "Nyt fra formanden:"."""
    if block.kind in (BlockKind.TABLE, BlockKind.NUMBERED):
        return None
    if len(block.text) < _LONGEST_SPEAKER and SPEAKERS.fullmatch(block.text.rstrip(" :.")):
        return _Head("", block.text.rstrip(" :."))
    found = _SPEAKER.match(block.text)
    return _Head("", found["title"], found["text"] or "") if found else None


_READINGS: tuple[_Reading, ...] = (
    _numbered_heading,
    _numbered_title,
    _sub_numbered,
    _numbered_text,
    _lettered,
    _heading,
    _spoken,
)


def _parted(text: str) -> tuple[str, str]:
    """A title and what follows it in its own paragraph: the first sentence, or what stands before a colon."""
    found = _FIRST_SENTENCE.match(text)
    return (found["title"].rstrip(".:"), found["text"]) if found else (text, "")
