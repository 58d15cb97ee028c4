from __future__ import annotations

from moedeklar.pdf.types import Word
from moedeklar.ui.pages.selection import Selection, Spot, beside, hit, line_beside, line_rects, nearest
from moedeklar.ui.pages.selector import Selector


def row(y: float, texts: str, line: int) -> tuple[Word, ...]:
    return tuple(Word(10 + 50 * n, y, 50 + 50 * n, y + 10, text, line) for n, text in enumerate(texts.split()))


PAGE = row(10, "at udvalget tager", 0) + row(30, "sagen til efterretning", 1)
WORDS = {0: PAGE, 1: (), 2: row(10, "Bilag to", 0)}


def test_a_selection_has_its_words_lines_and_quote_in_either_direction() -> None:
    for anchor, caret in ((Spot(0, 1), Spot(0, 4)), (Spot(0, 4), Spot(0, 1))):
        selection = Selection(anchor, caret)
        (part,) = selection.parts(WORDS)
        assert part.quote == "udvalget tager sagen til"
        assert part.rects == ((60, 10, 150, 20), (10, 30, 100, 40))
        assert selection.text(WORDS) == "udvalget tager\nsagen til"


def test_a_selection_over_pages_has_a_part_for_each_page_with_words() -> None:
    parts = Selection(Spot(0, 5), Spot(2, 0)).parts(WORDS)
    assert [(part.page, part.quote) for part in parts] == [(0, "efterretning"), (2, "Bilag")]


def test_the_nearest_word() -> None:
    assert nearest(PAGE, 65, 15) == 1
    assert nearest(PAGE, 400, 14) == 2
    assert nearest(PAGE, 12, 500) == 3
    assert nearest((), 1, 1) is None
    assert hit(PAGE, 65, 15)
    assert not hit(PAGE, 300, 15)


def test_steps_go_over_empty_pages_and_stop_at_the_ends() -> None:
    assert beside(WORDS, Spot(0, 0), 1, 3) == Spot(0, 1)
    assert beside(WORDS, Spot(0, 5), 1, 3) == Spot(2, 0)
    assert beside(WORDS, Spot(2, 0), -1, 3) == Spot(0, 5)
    assert beside(WORDS, Spot(0, 0), -1, 3) == Spot(0, 0)
    assert beside(WORDS, Spot(2, 1), 1, 3) == Spot(2, 1)
    assert beside({0: PAGE}, Spot(0, 5), 1, 3) == Spot(0, 5)


def test_steps_by_lines() -> None:
    assert line_beside(WORDS, Spot(0, 1), 1, 3) == Spot(0, 4)
    assert line_beside(WORDS, Spot(0, 4), -1, 3) == Spot(0, 1)
    assert line_beside(WORDS, Spot(0, 4), 1, 3) == Spot(2, 0)
    assert line_beside(WORDS, Spot(0, 1), -1, 3) == Spot(0, 0)
    assert line_beside({}, Spot(0, 1), -1, 3) == Spot(0, 1)


def test_rectangles_are_rounded_to_what_a_file_can_keep() -> None:
    assert line_rects([Word(1.23456, 2.0, 3.0, 4.98765, "x")]) == ((1.23, 2.0, 3.0, 4.99),)


def test_a_press_alone_selects_nothing_and_a_drag_does() -> None:
    selector = Selector()
    selector.reset(3)
    selector.words.update(WORDS)
    selector.press(0, 65, 15)
    assert selector.selection is None
    selector.drag(0, 115, 35)
    assert selector.text() == "udvalget tager\nsagen til efterretning"
    selector.press(0, 65, 15)
    assert selector.selection is None


def test_shift_and_a_click_go_on_from_where_it_began() -> None:
    selector = Selector()
    selector.reset(3)
    selector.words.update(WORDS)
    selector.press(0, 15, 15)
    selector.extend(0, 115, 15)
    assert selector.text() == "at udvalget tager"
    selector.extend(0, 65, 15)
    assert selector.text() == "at udvalget"


def test_a_selection_by_keys_begins_at_the_top_of_the_page() -> None:
    selector = Selector()
    selector.reset(3)
    selector.words.update(WORDS)
    for step, by_line, text in ((1, False, "at"), (1, False, "at udvalget"), (1, True, "at udvalget tager\nsagen til")):
        selector.move(0, step, by_line=by_line)
        assert selector.text() == text
    selector.select_page(2)
    assert selector.text() == "Bilag to"
    selector.select_page(1)
    assert selector.text() == "Bilag to"
    selector.clear()
    assert selector.parts() == ()
    assert selector.text() == ""


def test_a_drag_over_empty_paper_marks_nothing_far_away() -> None:
    selector = Selector()
    selector.reset(3)
    selector.words.update(WORDS)
    selector.press(0, 20, 300)
    selector.drag(0, 300, 400)
    assert selector.selection is None
    selector.press(0, 12, 15)
    selector.drag(0, 115, 35)
    held = selector.selection
    selector.drag(0, 12, 500)
    assert selector.selection == held
