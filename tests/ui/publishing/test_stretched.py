"""The page with words two fifths longer, in the smallest window, in each of its states."""

from __future__ import annotations

import pytest

from tests.ui.overview.test_stretched import longer
from tests.ui.publishing.conftest import SLOW, Hands
from tests.ui.showing import cut_off

__all__ = ["longer"]
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.mark.usefixtures("longer")
def test_nothing_is_cut_off(hands: Hands) -> None:
    page = hands.page
    page.resize(806, 630)
    page.form.save.click()
    hands.qtbot.waitUntil(lambda: cut_off(page) == [], timeout=SLOW)
    for kind in range(page.form.kind.count()):
        page.form.kind.setCurrentIndex(kind)
        hands.qtbot.waitUntil(lambda: cut_off(page) == [], timeout=SLOW)
    hands.add_feed()
    hands.look()
    hands.row("Skoleudvalget", "2017-03")
    page.closed.set_up.click()
    hands.qtbot.waitUntil(lambda: cut_off(page) == [], timeout=SLOW)
    hands.publish()
    hands.body.write_meeting(hands.folder, 0, 1, changed=1)
    hands.look()
    hands.publish()
    assert page.card.undo.isVisible()
    hands.qtbot.waitUntil(lambda: cut_off(page) == [], timeout=SLOW)
    assert page.width() == 806
