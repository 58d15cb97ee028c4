"""Lines whose parts stand beside each other: labels to the left of their text, numbers at the right, agendas as tables.

Each becomes the lines that it would be in a paper without columns, so that all other reading is the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from moedeklar.agenda.labels import Label, find_label
from moedeklar.agenda.numbers import CASE_NUMBER, find_particulars, is_title_text
from moedeklar.agenda.printed import Printed
from moedeklar.agenda.vocabulary import FRONT_FIELDS, TABLE_TEXTS, TABLE_TITLES
from moedeklar.agenda.words import label_key
from moedeklar.model.agenda import Role
from moedeklar.model.lines import LINE_END, Line

_ITEM_ROLES = (Role.RECOMMENDATION, Role.DECISION, Role.FACTS, Role.SUMMARY)
_LONGEST_LABEL = 60
_LONGEST_TITLE = 250
_FEWEST = 2  # labels at the left: so few only count where none stands above its text, as rows of any table may
_NUMBER_AT_END = re.compile(
    r"(?P<title>^.*?\S)(?:\s{3,}|\s+(?=Sags?(?:nr\b|nummer|id\b)))(?P<numbers>(?:Sags?|Dok\.?|J\.)\s?(?:nr|nummer|id)\b.*)$",
    re.DOTALL,
)
_NUMBERED = re.compile(r"^\d{1,4}[a-z]?\s*(?:[.)]\s*|\s)(?=\S)", re.IGNORECASE)
_WORDED_NUMBER = re.compile(r"(?:(?:dagsordens?)?punkt|pkt\.?|sag)(?: nr\.?)? ?\d{1,4}[a-z]?\.?", re.IGNORECASE)
_MOST_BARS = 2  # right under each other: more are a table of contents
_IS_NUMBER = re.compile(r"\d{1,4}[a-z]?\.?", re.IGNORECASE)


def uncolumned(printed: Printed) -> Printed:
    """*printed*, with what holds columns of a layout set under each other; tables of a text stay as they are."""
    held = _held(printed.lines)
    if all(printed.lines[at].cells and not _may_hold(printed.lines[at].text) for at in held):  # most by far
        return _with_even_cells(printed, held)
    labelled = _labels_stand_left(printed.lines)
    apart: dict[int, list[Line]] = _boxes(printed.lines, held)
    headers: tuple[str, ...] = ()
    before = -1
    for at in held:
        line = printed.lines[at]
        headers = headers if at == before + 1 else ()
        before = at
        if at in apart:
            continue
        fields = _fields(printed.lines[at - 1].text) if at and " | " in line.text else ()
        if line.cells and not headers and _stands_alone(printed.lines, at):
            parts = _bar(line) or _of_row(line, (), labelled=labelled)
        elif line.cells:
            headers = _headers(line.cells) or (headers if len(headers) == len(line.cells) else ())
            parts = _of_row(line, headers, labelled=labelled)
        elif fields:
            parts = list(_under_each_other(line, _of_fields(fields, line.text)))
            apart[at - 1] = []
        else:
            headers = ()
            parts = list(_under_each_other(line, _apart(line, labelled=labelled)))
        if parts:
            apart[at] = parts
    return _with_even_cells(printed, [at for at in held if at not in apart]).with_parts(apart)


def _with_even_cells(printed: Printed, rows: Iterable[int]) -> Printed:
    """*printed*, with the cells of those *rows* that stay as they are without the ends of lines in them."""
    for at in rows:
        line = printed.lines[at]
        if LINE_END in line.text:
            cells = tuple(cell.replace(LINE_END, " ") for cell in line.cells)
            printed.lines[at] = replace(line, text=line.text.replace(LINE_END, " "), cells=cells)
    return printed


def _held(lines: Sequence[Line]) -> list[int]:
    """The indexes of those *lines* that are rows or `_may_hold` columns."""
    return [
        at
        for at, line in enumerate(lines)
        if line.cells or "\t" in (text := line.text) or " | " in text or (text[:1].isdigit() and _may_hold(text))
    ]


def _may_hold(text: str) -> bool:
    return "\t" in text or " | " in text or (text[:1].isdigit() and ("ags" in text or "nr" in text))


def _fields(text: str) -> tuple[str, ...]:
    """The fields of a front page where *text* heads columns with them ("Udvalg | Dato | Type"), else ()."""
    names = tuple(part.strip() for part in text.split(" | "))
    return names if len(names) > 1 and all(label_key(name) in FRONT_FIELDS for name in names) else ()


def _of_fields(fields: Sequence[str], text: str) -> tuple[str, ...]:
    values = text.split(" | ")
    return tuple(f"{name}: {value.strip()}" for name, value in zip(fields, values, strict=False))


def _left(line: Line) -> tuple[str, str] | None:
    """The two columns of *line*, or None."""
    if line.cells:
        return (line.cells[0], line.cells[1]) if len(line.cells) == 2 and all(line.cells) else None
    left, tab, right = line.text.strip().partition("\t")
    return (left.strip(), right.strip()) if tab and right.strip() else None


def _label(text: str) -> Label | None:
    label = find_label(text) if len(text) < _LONGEST_LABEL else None
    return label if label and not label.rest else None


def _labels_stand_left(lines: Sequence[Line]) -> bool:
    """Whether labels stand to the left of their text in this document, rather than above it."""
    tabbed = [line for line in lines if "\t" in line.text]
    beside = sum(_has_item_label(columns[0]) for line in tabbed if (columns := _left(line)))
    if beside < _FEWEST:
        return False
    above = sum(_has_item_label(line.text.strip()) for line in lines if "\t" not in line.text)
    return beside > above if beside > _FEWEST else not above


def _has_item_label(text: str) -> bool:
    label = _label(text)
    return label is not None and label.role in _ITEM_ROLES and not label.soft


def _apart(line: Line, *, labelled: bool) -> tuple[str, ...]:
    """The lines that *line* holds; () where it is one."""
    columns = _left(line)
    if columns and label_key(columns[0]) in FRONT_FIELDS and not columns[0].endswith(":"):
        return (f"{columns[0]}: {columns[1]}",)
    if columns and labelled and (_label(columns[0]) or find_particulars(" ".join(columns))):
        return columns if _label(columns[0]) else (" ".join(columns),)
    if columns and find_particulars(columns[1]) and len(columns[0]) < _LONGEST_TITLE:
        return columns if not find_particulars(columns[0]) else ()
    numbered = _NUMBER_AT_END.match(line.text) if line.text[:1].isdigit() else None
    if numbered and find_particulars(numbered["numbers"].strip()):
        return numbered["title"], numbered["numbers"]
    return ()


def _under_each_other(line: Line, parts: Sequence[str]) -> Iterator[Line]:
    width = (line.x1 - line.x0) / max(len(line.text), 1)
    for at, part in enumerate(parts):
        end = line.x0 + width * len(part) if len(parts) > 1 else line.x1
        yield replace(
            line, text=part, gap=line.gap or at > 0, x1=end, cells=(), bold=line.bold, bold_runs=(), italic_runs=()
        )


def _headers(cells: Sequence[str]) -> tuple[str, ...]:
    """The columns of an agenda that is a table, where *cells* are their headings; () for other rows."""
    keys = tuple(label_key(cell) for cell in cells)
    return keys if set(keys) & TABLE_TITLES and set(keys) & TABLE_TEXTS else ()


def _boxes(lines: Sequence[Line], held: Sequence[int]) -> dict[int, list[Line]]:
    """The headings of items that are boxes: number, title and mark in a row ("Punkt 4 | Ny mole | Åben sag").

    The row under such a one may hold particulars. Many such rows under each other are a table of contents.
    """
    bars = [at for at in held if _is_bar(lines[at].cells)]
    found: dict[int, list[Line]] = {}
    run: list[int] = []
    for at, after in zip_longest(bars, bars[1:]):
        run.append(at)
        if after == at + 1 and lines[after].page == lines[at].page:
            continue
        if len(run) <= _MOST_BARS:
            found.update((bar, _of_bar(lines[bar])) for bar in run)
            below = lines[at + 1] if at + 1 < len(lines) else None
            told = " ".join(cell for cell in below.cells if cell) if below else ""
            if below and told and find_particulars(told):
                found[at + 1] = list(_under_each_other(below, (told,)))
        run = []
    return found


def _is_bar(cells: Sequence[str]) -> bool:
    """Whether *cells* are a number in words, a title and at most marks that say whether the item is closed."""
    if len(cells) < 2 or not _WORDED_NUMBER.fullmatch(cells[0]) or not is_title_text(cells[1]) or not cells[1]:
        return False
    told = [find_particulars(cell) for cell in cells[2:] if cell]
    return all(particulars is not None for particulars in told) and len(cells[1]) < _LONGEST_TITLE


def _of_bar(line: Line) -> list[Line]:
    number, title, *told = (cell.replace(LINE_END, " ") for cell in line.cells if cell)
    heading = f"{number.rstrip('.')}: {title}"
    return list(_under_each_other(replace(line, level=2, gap=True), (heading, *told)))


def _stands_alone(lines: Sequence[Line], at: int) -> bool:
    return not any(line.cells for line in (*lines[max(at - 1, 0) : at], *lines[at + 1 : at + 2]))


def _bar(line: Line) -> list[Line]:
    """The heading of an item that is set as a table of one row: number, title, and what else is known of it."""
    cells = [cell for cell in line.cells if cell]
    if len(cells) < 2 or not _IS_NUMBER.fullmatch(cells[0]) or not is_title_text(cells[1]):
        return []
    if not all(find_particulars(cell) or CASE_NUMBER.fullmatch(cell) for cell in cells[2:]):
        return []
    told = [cell if find_particulars(cell) else f"Sagsnr. {cell}" for cell in cells[2:]]
    return list(_under_each_other(replace(line, level=2), (f"{cells[0]} {cells[1]}", *told)))


def _of_row(line: Line, headers: tuple[str, ...], *, labelled: bool) -> list[Line]:
    """The lines that a row of a table stands for; none where it belongs to a table of the text."""
    columns = _left(line)
    if not headers and LINE_END in line.text and (parts := _stacked(line.cells)):
        return list(_under_each_other(line, parts))
    if columns and not headers:
        if labelled and _label(columns[0]):
            return list(_under_each_other(line, (columns[0], *columns[1].split(LINE_END))))
        if find_particulars(" ".join(columns)) and (labelled or CASE_NUMBER.fullmatch(columns[1])):
            return list(_under_each_other(line, (" ".join(columns),)))
        if _NUMBERED.match(columns[0]) and find_particulars(columns[1]):
            return list(_under_each_other(line, columns))
    return list(_item_of_row(line, headers)) if headers else []


def _stacked(cells: Sequence[str]) -> tuple[str, ...]:
    """The fields of a front page whose names stand above their values, each in a cell of its own; else ()."""
    fields = [cell.partition(LINE_END) for cell in cells if cell]
    if not all(value and label_key(name) in FRONT_FIELDS for name, _, value in fields):
        return ()
    return tuple(f"{name.rstrip(' :')}: {value.replace(LINE_END, ', ')}" for name, _, value in fields)


def _item_of_row(line: Line, headers: tuple[str, ...]) -> Iterator[Line]:
    """The item that a row tells of: its heading, then each column under its own."""
    texts = dict(zip(headers, line.cells, strict=True))
    title = next((texts[key] for key in headers if key in TABLE_TITLES and not _IS_NUMBER.fullmatch(texts[key])), "")
    if headers == tuple(map(label_key, line.cells)) or not title:
        return
    number = next((cell for cell in line.cells if _IS_NUMBER.fullmatch(cell)), "")
    heading = f"{number.rstrip('.')}. {title}" if number and not _NUMBERED.match(title) else title
    yield replace(line, text=heading.replace(LINE_END, " "), level=2, gap=True, cells=())
    for key, cell in texts.items():
        if cell and cell not in (title, number):
            name = key.capitalize()
            yield from _under_each_other(
                replace(line, bold=False),
                (name, *cell.split(LINE_END)) if _label(name) else (f"{name}: {cell.replace(LINE_END, ' ')}",),
            )
