from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moedeklar.pdf.types import PdfInfo
from moedeklar.ui.pages.geometry import GAP, MARGIN, Desk, Sheet, sheets_of

A4 = Sheet(595, 842)


@given(st.sampled_from([0, 90, 180, 270]), st.floats(0, 400), st.floats(0, 600))
def test_a_place_comes_back_from_every_rotation(rotation: int, x: float, y: float) -> None:
    sideways = rotation in (90, 270)
    sheet = Sheet(600 if sideways else 400, 400 if sideways else 600, rotation)
    shown = sheet.shown((x, y, x, y))
    assert -0.001 <= shown.x() <= sheet.width + 0.001
    assert -0.001 <= shown.y() <= sheet.height + 0.001
    assert sheet.own(shown.x(), shown.y()) == pytest.approx((x, y), abs=1e-6)


def test_a_rectangle_stays_one_when_it_is_turned() -> None:
    rect = Sheet(600, 400, 90).shown((10, 20, 110, 40))
    assert (rect.width(), rect.height()) == (20, 100)
    assert (rect.x(), rect.y()) == (600 - 40, 10)


def test_pages_lie_below_one_another_in_the_middle() -> None:
    desk = Desk([A4, Sheet(842, 595)], 1.0, 1400)
    first, second = desk.rects
    assert first.top() == MARGIN
    assert second.top() - first.top() == first.height() + GAP
    assert abs(first.center().x() - second.center().x()) <= 1
    assert desk.width == 1400
    assert desk.height == second.top() + second.height() + MARGIN


def test_a_desk_is_as_wide_as_its_widest_page() -> None:
    assert Desk([A4], 3.0, 400).width == (595 * 4) + 2 * MARGIN


def test_which_pages_are_between_two_heights() -> None:
    desk = Desk([A4] * 5, 1.0, 1000)
    tops = [rect.top() for rect in desk.rects]
    assert list(desk.pages_between(0, 100)) == [0]
    assert list(desk.pages_between(tops[1] - GAP + 1, tops[1] - 1)) == []
    assert list(desk.pages_between(tops[1] - GAP - 1, tops[1])) == [0, 1]
    assert list(desk.pages_between(tops[4] + 5, 99_999)) == [4]
    assert list(Desk([], 1.0, 100).pages_between(0, 100)) == []
    assert desk.page_at(-50) == 0
    assert desk.page_at(tops[3]) == 3


def test_points_and_pixels_agree() -> None:
    desk = Desk([A4, A4], 1.5, 1400)
    rect = desk.rect_on_desk(1, (100, 200, 150, 220))
    assert desk.own_point(1, rect.left(), rect.top()) == pytest.approx((100, 200))
    assert rect.width() == pytest.approx(50 * 1.5 * 96 / 72)


def test_the_widest_page_fits_the_window() -> None:
    desk = Desk([A4, Sheet(1190, 842)], 1.0, 800)
    fitted = Desk(desk.sheets, desk.zoom_to_fit(800), 800)
    assert fitted.width == 800
    assert fitted.rects[1].width() == pytest.approx(800 - 2 * MARGIN, abs=1)


def test_pages_of_no_size_do_no_harm() -> None:
    sheets = sheets_of(PdfInfo(((0, 0), (595, 842)), (0, 450)))
    assert sheets == (Sheet(1, 1, 0), Sheet(595, 842, 90))
    assert Desk(sheets, 0.25, 10).rects[0].width() == 1
