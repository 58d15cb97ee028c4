"""Cases that are announced for later meetings: lists, tables and lines under "Kommende sager" and the like."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from moedeklar.agenda.dates import MONTH_PATTERN, find_date
from moedeklar.agenda.vocabulary import COMING_COLUMNS, COMING_TITLES, MEETING_COLUMNS
from moedeklar.agenda.words import holds_any, label_key
from moedeklar.model.agenda import AgendaItem, Block, BlockKind, ComingItem, Role

_ROLES = (Role.FACTS, Role.OTHER, Role.SUMMARY)
_LISTED = (BlockKind.BULLET, BlockKind.NUMBERED)
_TIME = (
    rf"(?:(?:(?:man|tirs|ons|tors|fre)dag )?(?:den |d\. )?\d{{1,2}}(?:\. ?{MONTH_PATTERN}"
    rf"|[./-]\d{{1,2}})(?:[ ./-]*20\d\d)?"
    rf"|(?:(?:primo|medio|ultimo|start|slut) )?{MONTH_PATTERN}(?:[ -]+20\d\d)?|uge \d{{1,2}}(?:,? 20\d\d)?"
    r"|[1-4]\. ?kvartal(?: 20\d\d)?|(?:forår|sommer|efterår|vinter)(?:et|en)?(?: 20\d\d)?|20\d\d)"
)
# When a case comes, with the meeting's name before it: "mødet den 12. maj 2027", "Byrådet i juni".
_WHEN = (
    r"(?:(?:(?:udvalgs|byråds|bestyrelses)?møde(?:t|r)?|på mødet|forventes?(?: på)?|behandles|[A-ZÆØÅ][\wæøå-]*"
    rf"(?:udvalget|rådet|bestyrelsen)(?:s møde)?|[A-ZÆØÅ]{{2,4}})[ :]+)?(?:den |d\. |i )?{_TIME}"
)
_IS_WHEN = re.compile(rf"{_WHEN}\s*[:.]?", re.IGNORECASE)
_AFTER = re.compile(
    rf"^(?P<title>\S.*?)(?:\s+[–-]\s*|,\s+|:\s+"
    rf"|\s+\((?=[^()]+\)$))(?P<when>{_WHEN})\)?\.?$",
    re.IGNORECASE,
)
_BEFORE = re.compile(rf"^(?P<when>{_WHEN})\s*(?:[:–]|\s-)\s+(?P<title>\S.*)$", re.IGNORECASE)
_INLINE = re.compile(rf"(?:{COMING_TITLES.pattern})[^.:]{{0,60}}:\s*(?P<list>\S.*)$", re.IGNORECASE)
_PARTS = re.compile(r"[,;]\s+(?![^()]*\))")
_ANNOUNCING = ("kommende", "på vej", "fremtidige", "næste møde")
_STARTS = frozenset(("kom", "sag", "pun", "fre", "emn"))  # of COMING_TITLES
_LONGEST_TITLE = 40  # characters that COMING_TITLES matches
_LONGEST = 200


def coming_of(item: AgendaItem) -> tuple[ComingItem, ...]:
    """The cases that *item* announces, in order: all that it lists where its title says so.

    Elsewhere those under a heading "Kommende sager". Of minutes without headings what was decided is the list.
    """
    announced = _may_announce(item.title) and COMING_TITLES.search(item.title) is not None
    if not announced and not _may_hold_heading(item):  # most
        return ()
    blocks = _blocks(item, _ROLES) or _blocks(item, (Role.DECISION,))
    return tuple(_entries(blocks if announced else list(_under_heading(blocks))))


def _may_hold_heading(item: AgendaItem) -> bool:
    """Whether a block anywhere in *item* may be a heading such as "Kommende sager"."""
    for section in item.sections:
        for block in section.blocks:
            if block.text[:3].casefold() in _STARTS and _may_announce(block.text[:_LONGEST_TITLE]):
                return True
    return False


def _may_announce(text: str) -> bool:
    """Whether one of the words that COMING_TITLES cannot do without is in *text*. Cheap, since nearly all have none."""
    return holds_any(text.casefold(), _ANNOUNCING)


def _blocks(item: AgendaItem, roles: Sequence[Role]) -> list[Block]:
    return [block for section in item.sections if section.role in roles for block in section.blocks]


def _under_heading(blocks: Sequence[Block]) -> Iterator[Block]:
    """What follows a line such as "Kommende sager:" as long as it is a list, or stands in that line."""
    taking = False
    for block in blocks:
        if len(block.text) < _LONGEST and COMING_TITLES.match(block.text):
            inline = _INLINE.match(block.text)
            taking = inline is None
            if inline:
                for part in _PARTS.split(inline["list"].rstrip(".")):
                    yield Block(BlockKind.BULLET, part)
        elif taking and (block.kind in _LISTED or block.kind is BlockKind.TABLE or _IS_WHEN.fullmatch(block.text)):
            yield block
        else:
            taking = False


def _entries(blocks: Sequence[Block]) -> Iterator[ComingItem]:
    when: str | None = None
    listed = any(block.kind in _LISTED for block in blocks)
    timed = any(_IS_WHEN.fullmatch(block.text) for block in blocks)
    for block in blocks:
        if block.kind is BlockKind.TABLE:
            yield from _rows(block.rows)
        elif block.kind not in _LISTED and _IS_WHEN.fullmatch(block.text):
            when = block.text.rstrip(" :.")
        elif block.kind in _LISTED or (not listed and _is_entry(block, timed=timed or when is not None)):
            yield _entry(block.text, when)


def _is_entry(block: Block, *, timed: bool) -> bool:
    """Whether a plain line is a case: under a time of its own, or with one in it."""
    text = block.text
    if not text or len(text) > _LONGEST or text.endswith(":"):
        return False
    return bool(_AFTER.match(text) or _BEFORE.match(text)) or (timed and not text.endswith("."))


def _entry(text: str, when: str | None) -> ComingItem:
    found = _AFTER.match(text) or _BEFORE.match(text)
    title, meeting = (found["title"].strip(" .,;:"), found["when"].strip()) if found else (text.strip(" ;"), when)
    day = find_date(meeting) if meeting else None
    return ComingItem(title, meeting, day.day.isoformat() if day else None)


def _rows(rows: Sequence[Sequence[str]]) -> Iterator[ComingItem]:
    """The cases of a table: its columns are told by their headings, else the first is the case's."""
    if not rows:
        return
    heads = [label_key(cell) for cell in rows[0]]
    title = next((at for at, head in enumerate(heads) if head in COMING_COLUMNS), None)
    meeting = next((at for at, head in enumerate(heads) if head in MEETING_COLUMNS), None)
    if title is None:
        title = next((at for at in range(len(heads)) if at != meeting), 0)
    when: str | None = None
    for row in rows[1:]:
        if meeting is not None and row[meeting]:
            when = row[meeting]
        if row[title]:
            yield _entry(row[title], when)
