from __future__ import annotations

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from moedeklar.ui.pages.pixmaps import Picture, PixmapCache


def picture() -> Picture:
    return Picture(QPixmap(100, 100), 96)


def test_the_limit_holds_and_the_least_used_goes_first(qapp: QApplication) -> None:
    cache = PixmapCache(3 * picture().size)
    for page in range(3):
        cache.put(page, picture())
    cache.get(0)
    cache.put(3, picture())
    assert [page for page in range(4) if cache.get(page)] == [0, 2, 3]
    assert cache.size == 3 * picture().size


def test_pages_in_sight_stay_even_beyond_the_limit(qapp: QApplication) -> None:
    cache = PixmapCache(1)
    cache.put(0, picture())
    cache.put(1, picture(), keep=(0,))
    assert cache.get(0)
    assert cache.get(1)
    cache.put(2, picture())
    assert len(cache) == 1
    cache.clear()
    assert cache.size == 0


def test_a_page_drawn_again_replaces_itself(qapp: QApplication) -> None:
    cache = PixmapCache(10 * picture().size)
    cache.put(0, picture())
    cache.put(0, Picture(QPixmap(10, 10), 10))
    assert len(cache) == 1
    assert cache.get(0) is not None
