"""The map between a document's positions and the sections' text, in both directions, on documents really built."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication

from moedeklar.model.agenda import Block, BlockKind, Role, Run, Section
from moedeklar.model.text import canonical
from moedeklar.ui.reader.positions import Passage, Piece, Positions, code_points, utf16_length
from moedeklar.ui.reader.writer import Look, Writer, spaced
from moedeklar.ui.theme.fonts import Fonts
from moedeklar.ui.theme.palette import LIGHT

LETTERS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co"), exclude_characters="\ufffc"), min_size=1, max_size=24
)
TEXTS = LETTERS.map(canonical).filter(bool)
CELLS = st.one_of(st.just(""), TEXTS)


@st.composite
def blocks(draw: Any) -> Block:
    kind = draw(st.sampled_from(list(BlockKind)))
    if kind is BlockKind.TABLE:
        columns = draw(st.integers(1, 3))
        rows = draw(st.lists(st.tuples(*[CELLS] * columns), min_size=1, max_size=3))
        return Block.table(tuple(rows))
    text = draw(TEXTS)
    start = draw(st.integers(0, len(text)))
    run = Run(start, draw(st.integers(start, len(text))), bold=True)
    marker = draw(st.sampled_from(["", "1.", "a)", "•"])) if kind in (BlockKind.BULLET, BlockKind.NUMBERED) else ""
    return Block(kind, text, level=draw(st.integers(1, 3)), marker=marker, runs=(run,))


SECTIONS = st.lists(st.lists(blocks(), min_size=1, max_size=4), min_size=1, max_size=3).map(
    lambda made: {f"facts.{n}": Section(Role.FACTS, f"Afsnit {n} 🙂", tuple(inside)) for n, inside in enumerate(made)}
)


def built(sections: dict[str, Section]) -> tuple[QTextDocument, Positions]:
    document = QTextDocument()
    writer = Writer(document, Look(LIGHT, Fonts(10.5)))
    for number, (key, section) in enumerate(sections.items()):
        font = writer.look.reading()
        if number == 0:
            writer.begin_card("rec")
        writer.block(section.heading, font, "#000000", spaced(0, 0))
        writer.section(key, section.block_offsets())
        if number == 0:
            writer.end_card()
    writer.finish()
    return document, Positions(writer.pieces)


def shown(document: QTextDocument, start: int, end: int) -> str:
    cursor = QTextCursor(document)
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    return cursor.selectedText()


@given(SECTIONS)
@settings(max_examples=60, deadline=None)
def test_every_passage_is_shown_where_the_map_says(qapp: QApplication, sections: dict[str, Section]) -> None:
    document, positions = built(sections)
    for key, section in sections.items():
        text = section.text
        ranges = positions.ranges(Passage(key, 0, len(text)))
        assert " ".join(shown(document, *r) for r in ranges) == text


@given(SECTIONS, st.data())
@settings(max_examples=60, deadline=None)
def test_a_passage_goes_there_and_back(qapp: QApplication, sections: dict[str, Section], data: Any) -> None:
    _document, positions = built(sections)
    key = data.draw(st.sampled_from([key for key, section in sections.items() if section.text] or [""]))
    if not key:
        return
    text = sections[key].text
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    ranges = positions.ranges(Passage(key, start, end))
    back = positions.passages(ranges[0][0], ranges[-1][1]) if ranges else ()
    if text[start:end].strip():
        assert [text[p.start : p.end] for p in back] == [text[start:end].strip()]
        assert back[0].section == key
        assert start <= back[0].start <= back[0].end <= end
    else:
        assert back == ()


@given(SECTIONS, st.data())
@settings(max_examples=60, deadline=None)
def test_any_position_has_a_place_and_any_place_a_position(
    qapp: QApplication, sections: dict[str, Section], data: Any
) -> None:
    document, positions = built(sections)
    position = data.draw(st.integers(0, document.characterCount() + 3))
    place = positions.place(position)
    if not any(section.text for section in sections.values()):
        assert place is None
        return
    assert place is not None
    key, offset = place
    assert 0 <= offset <= len(sections[key].text)
    again = positions.position(key, offset)
    assert again is not None
    # Going there and back again ends at the same place: nothing drifts.
    assert positions.position(*(positions.place(again) or ("", 0))) == again


@given(LETTERS, st.integers(0, 60))
def test_units_and_code_points_agree(text: str, units: int) -> None:
    encoded = text.encode("utf-16-le")
    assert utf16_length(text) == len(encoded) // 2
    points = code_points(text, units)
    assert utf16_length(text[:points]) <= max(units, 0)
    assert points == len(text) or utf16_length(text[: points + 1]) > units


def test_half_a_pair_counts_as_none_of_it() -> None:
    piece = Piece("facts", 10, "a🏭b", 100)
    assert piece.end == 104
    assert [piece.to_section(p) for p in (99, 100, 101, 102, 103, 104, 110)] == [10, 10, 11, 11, 12, 13, 13]
    assert [piece.to_document(o) for o in (9, 10, 11, 12, 13, 20)] == [100, 100, 101, 103, 104, 104]


def test_a_selection_over_two_sections_is_a_passage_in_each() -> None:
    positions = Positions([Piece("a", 0, "én to", 5), Piece("b", 0, "tre fire", 30)])
    assert positions.passages(8, 33) == (Passage("a", 3, 5), Passage("b", 0, 3))


def test_spaces_at_the_ends_of_a_selection_are_left_out() -> None:
    positions = Positions([Piece("a", 0, "et to tre", 0)])
    assert positions.passages(2, 6) == (Passage("a", 3, 5),)
    assert positions.passages(2, 3) == ()


def test_what_is_not_shown_has_no_position() -> None:
    positions = Positions([Piece("a", 0, "et", 0)])
    assert positions.position("b", 0) is None
    assert positions.ranges(Passage("b", 0, 9)) == ()
    assert Positions().place(4) is None


@pytest.mark.parametrize("position", [0, 1, 4, 5])
def test_between_pieces_the_next_one_counts(position: int) -> None:
    positions = Positions([Piece("a", 0, "et", 6), Piece("a", 3, "to", 20)])
    assert positions.place(position) == ("a", 0)
    assert positions.place(12) == ("a", 3)
    assert positions.place(99) == ("a", 5)
