"""Actions with their keys that reader and page view both have: made once, for keyboard, menus and buttons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from moedeklar.model.work import Colour
from moedeklar.ui.theme.theme import Theme
from moedeklar.wording.language import _


@dataclass(frozen=True, slots=True)
class NotingHandlers:
    """What a screen does on the commands that both have."""

    highlight: Callable[[Colour], None]
    note: Callable[[], None]
    step: Callable[[int], None]
    zoom: Callable[[int], None]
    cycle: Callable[[int], None]
    notes_column: Callable[[], None]


class NotingActions:
    """Actions of one screen. Their keys work while the keyboard is in it; single letters not in fields."""

    def __init__(self, owner: QWidget, theme: Theme, do: NotingHandlers, *, before: str, after: str) -> None:
        """*before* and *after* say what the steps lead to."""
        self._owner = owner
        self.theme = theme
        self.colours = tuple(
            self.make(_colour_text(colour), "highlighter", [str(n)], partial(do.highlight, colour))
            for n, colour in enumerate(Colour, 1)
        )
        self.note = self.make(_("Write a note on the words"), "sticky-note", ["N"], do.note)
        self.previous = self.make(before, "arrow-left", ["K", "Alt+Up", "Ctrl+PgUp"], lambda: do.step(-1))
        self.next = self.make(after, "arrow-right", ["J", "Alt+Down", "Ctrl+PgDown"], lambda: do.step(1))
        self.cycle = self.make(_("Next column"), "panel-right", ["F6"], lambda: do.cycle(1))
        self.cycle_back = self.make(_("Previous column"), "panel-left", ["Shift+F6"], lambda: do.cycle(-1))
        self.notes_column = self.make(_("Notes column"), "panel-right", ["F9"], do.notes_column, checkable=True)

    def make(
        self,
        text: str,
        icon: str,
        keys: Sequence[str | QKeySequence.StandardKey],
        slot: Callable[[], None],
        *,
        checkable: bool = False,
    ) -> QAction:
        """An action of the screen; its tooltip names the first of *keys*."""
        action = QAction(text, self._owner)
        shortcuts = [QKeySequence(key) for key in keys]
        action.setShortcuts(shortcuts)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        hint = f" ({shortcuts[0].toString(QKeySequence.SequenceFormat.NativeText)})" if shortcuts else ""
        action.setToolTip(text + hint)
        action.setCheckable(checkable)
        action.setIconVisibleInMenu(False)
        self.theme.set_icon(action, icon)
        action.triggered.connect(lambda _on=False: slot())
        self._owner.addAction(action)
        return action


def _colour_text(colour: Colour) -> str:
    return {
        Colour.YELLOW: _("Highlight in yellow"),
        Colour.GREEN: _("Highlight in green"),
        Colour.RED: _("Highlight in red"),
    }[colour]
