"""What stands in place of the text where a meeting has no items."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget, QWidget

from moedeklar.model.views import MeetingView
from moedeklar.ui.reader import words
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.empty import EmptyState
from moedeklar.wording.language import _


class TextOrNothing(QStackedWidget):
    """*text*, or words on why there is none and what can be done: open the document, or ask for an item."""

    def __init__(
        self, theme: Theme, text: QWidget, open_document: Callable[[], object], ask: Callable[[], object]
    ) -> None:
        super().__init__()
        self._nothing = EmptyState(theme, "file-x", "", "")
        self._open = self._nothing.add_action(_("Open the document itself"), open_document)
        self._ask = self._nothing.add_action(_("New request"), ask)
        self.addWidget(text)
        self.addWidget(self._nothing)

    def show_nothing(self, view: MeetingView | None) -> None:
        """Say that *view* has no items, or show the text again."""
        self.setCurrentIndex(0 if view is None else 1)
        if view is not None:
            self._nothing.set_words(*words.without_items(view))
            self._open.setVisible(any(not document.is_record for document in view.version.documents))
            self._ask.setVisible(view.row.is_planned)
