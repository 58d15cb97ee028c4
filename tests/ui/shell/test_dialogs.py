"""What the menus open over the window."""

from __future__ import annotations

from moedeklar.ui.kit.dialog import KitDialog
from tests.ui.shell.conftest import Opened


def test_a_kit_for_members_is_made_from_the_menu(opened: Opened) -> None:
    actions = [action for menu in opened.content._menus.bar.actions() for action in menu.menu().actions()]
    next(action for action in actions if action.text() == "Lav et sæt til medlemmer …").trigger()
    dialog = opened.window.findChild(KitDialog)
    assert isinstance(dialog, KitDialog)
    assert dialog.isVisible()
    assert not dialog.make.isEnabled()
    dialog.reject()
    assert not dialog.isVisible()
