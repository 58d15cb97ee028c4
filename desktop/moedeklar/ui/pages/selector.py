"""The state of selecting: the words that are known, and what of them is selected."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from moedeklar.pdf.types import Word
from moedeklar.ui.pages.selection import Marked, Selection, Spot, beside, hit, line_beside, near


class Selector(QObject):
    """Selects words by pointer and by keys. `changed` says that the selection is another. UI thread."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.words: dict[int, tuple[Word, ...]] = {}
        self.selection: Selection | None = None
        self._pages = 0
        self._pressed: Spot | None = None

    def reset(self, pages: int) -> None:
        """Forget words and selection: another document, of so many pages, is shown."""
        self.words.clear()
        self._pages = pages
        self._pressed = None
        self._select(None)

    def press(self, page: int, x: float, y: float) -> None:
        """The pointer was pressed at a place in own points: nothing is selected until it moves to another word."""
        word = near(self.words.get(page, ()), x, y)
        self._pressed = Spot(page, word) if word is not None else None
        self._select(None)

    def drag(self, page: int, x: float, y: float) -> None:
        """The pressed pointer is over a place: select from where it was pressed, over empty paper nothing more."""
        word = near(self.words.get(page, ()), x, y)
        if word is None or self._pressed is None:
            return
        spot = Spot(page, word)
        if self.selection is not None or spot != self._pressed or hit(self.words[page], x, y):
            self._select(Selection(self._pressed, spot))

    def extend(self, page: int, x: float, y: float) -> None:
        """Shift and a click: from where the selection began to here."""
        word = near(self.words.get(page, ()), x, y)
        if word is not None:
            spot = Spot(page, word)
            began = self.selection.anchor if self.selection is not None else (self._pressed or spot)
            self._pressed = began
            self._select(Selection(began, spot))

    def select_word(self, page: int, x: float, y: float) -> None:
        """A double click: the word there."""
        there = self.words.get(page, ())
        word = near(there, x, y)
        if word is not None and hit(there, x, y):
            self._select(Selection(Spot(page, word), Spot(page, word)))

    def select_page(self, page: int) -> None:
        """All words of a page."""
        count = len(self.words.get(page, ()))
        if count:
            self._select(Selection(Spot(page, 0), Spot(page, count - 1)))

    def move(self, page: int, step: int, *, by_line: bool) -> None:
        """Shift and an arrow: the end of the selection goes on by a word or a line; it begins on *page*, at its top."""
        if self.selection is None:
            if self.words.get(page):
                start = self._pressed if self._pressed is not None and self._pressed.page == page else Spot(page, 0)
                self._select(Selection(start, start))
            return
        go = line_beside if by_line else beside
        self._select(self.selection.to(go(self.words, self.selection.caret, step, self._pages)))

    def clear(self) -> None:
        """Select nothing."""
        self._pressed = None
        self._select(None)

    def over_word(self, page: int, x: float, y: float) -> bool:
        """Whether there is a word at a place, for the pointer's shape."""
        return hit(self.words.get(page, ()), x, y)

    def parts(self) -> tuple[Marked, ...]:
        """What is selected, page by page."""
        return self.selection.parts(self.words) if self.selection is not None else ()

    def text(self) -> str:
        """What is selected, as text."""
        return self.selection.text(self.words) if self.selection is not None else ""

    def _select(self, selection: Selection | None) -> None:
        if selection != self.selection:
            self.selection = selection
            self.changed.emit()
