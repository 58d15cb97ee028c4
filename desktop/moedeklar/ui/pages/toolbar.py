"""The bar over the pages: the way back, the title, highlighters, zoom and page number."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QFont, QIntValidator, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QToolButton, QWidget

from moedeklar.model.work import Colour
from moedeklar.ui.noting.popup import swatch
from moedeklar.ui.pages.commands import PagesActions
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.elided import ElidedLabel
from moedeklar.wording.language import _

_SWATCH = 18
_ROOM_FOR_PAGE = 720  # pixels
_ROOM_FOR_NOTE = 580
_ROOM_FOR_ZOOM = 500
_NARROWEST = 380


class Toolbar(QFrame):
    """Buttons for the actions of the page view.

    `page_wanted` carries the page (from 0) that was typed; `back_wanted` asks for the way to the item.
    """

    page_wanted = Signal(int)
    back_wanted = Signal()

    def __init__(self, actions: PagesActions, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "toolbar")
        self.setMinimumWidth(_NARROWEST)
        self._theme = theme
        self._at = 0
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 7, 12, 7)
        self._row.setSpacing(2)
        self._back = QPushButton()
        self._back.clicked.connect(self.back_wanted)
        theme.set_icon(self._back, "arrow-left")
        self._row.addWidget(self._tool(actions.pages))
        self._row.addWidget(self._back)
        self._row.addSpacing(8)
        self._title = ElidedLabel()
        self._title.setFont(theme.fonts.interface(weight=QFont.Weight.DemiBold))
        self._row.addWidget(self._title, 1)
        self._row.addSpacing(8)
        self._swatches: dict[Colour, QToolButton] = {}
        for colour, action in zip(Colour, actions.colours, strict=True):
            self._swatches[colour] = self._tool(action)
            self._swatches[colour].setIconSize(QSize(_SWATCH, _SWATCH))
            self._row.addWidget(self._swatches[colour])
        self._row.addWidget(self._note_button(actions.note))
        self._row.addSpacing(4)
        self._add_zoom(actions)
        self._row.addSpacing(4)
        self._add_page()
        self._row.addWidget(self._tool(actions.notes_column))
        self._paint()
        theme.changed.connect(self._paint)
        self.show_way_back("")

    def show_way_back(self, label: str) -> None:
        """Name what the first button leads to ("Punkt 2")."""
        self._back.setText(label or _("Back"))
        self._back.setAccessibleName(_("Back to {place}").format(place=label) if label else _("Back"))
        self._back.setToolTip(f"{self._back.accessibleName()} (Esc)")

    def show_title(self, title: str) -> None:
        """Show the file's title."""
        self._title.setText(title)

    def show_zoom(self, zoom: float) -> None:
        """Show how large the pages are; 1.0 for 100 %."""
        percent = _("{n} %").format(n=round(zoom * 100))
        self._zoom.setText(percent)
        self._zoom.setAccessibleName(_("Zoom {percent}").format(percent=percent))

    def show_page(self, page: int, count: int) -> None:
        """Show which page (from 0) of how many is read."""
        self._at = page
        self._page.setText(str(page + 1))
        self._page.setValidator(QIntValidator(1, max(count, 1), self._page))
        self._page.setEnabled(count > 1)
        self._count.setText(_("of {count}").format(count=count))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Leave out what has keys and menus of its own where there is little room."""
        super().resizeEvent(event)
        width = event.size().width()
        for widget, needed in (
            (self._page, _ROOM_FOR_PAGE),
            (self._count, _ROOM_FOR_PAGE),
            (self._note, _ROOM_FOR_NOTE),
            (self._zoom, _ROOM_FOR_ZOOM),
            (self._fit, _ROOM_FOR_ZOOM),
        ):
            widget.setVisible(width >= needed)

    def focus_page(self) -> None:
        """The keyboard to the page number, also where there is little room for it."""
        self._page.show()
        self._page.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._page.selectAll()

    def _tool(self, action: QAction) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(action)
        button.setAccessibleName(action.text())
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setIconSize(QSize(16, 16))
        return button

    def _note_button(self, action: QAction) -> QPushButton:
        self._note = QPushButton(_("Note"))
        self._note.setAccessibleName(action.text())
        self._note.setToolTip(action.toolTip())
        self._note.clicked.connect(action.trigger)
        action.changed.connect(lambda: self._note.setEnabled(action.isEnabled()))
        return self._note

    def _add_zoom(self, actions: PagesActions) -> None:
        self._zoom = QLabel()
        self._zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._zoom.setMinimumWidth(self._zoom.fontMetrics().horizontalAdvance("500 %") + 8)
        self._row.addWidget(self._tool(actions.smaller))
        self._row.addWidget(self._zoom)
        self._row.addWidget(self._tool(actions.larger))
        self._fit = self._tool(actions.fit)
        self._row.addWidget(self._fit)

    def _add_page(self) -> None:
        self._page = QLineEdit()
        self._page.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._page.setAccessibleName(_("Page number"))
        self._page.setToolTip(_("Page number"))
        self._page.setFixedWidth(self._page.fontMetrics().horizontalAdvance("00000") + 24)
        self._page.returnPressed.connect(self._typed)
        self._page.editingFinished.connect(lambda: self._page.setText(str(self._at + 1)))
        self._count = QLabel()
        set_role(self._count, "muted")
        self._row.addWidget(self._page)
        self._row.addWidget(self._count)

    def _typed(self) -> None:
        self._at = int(self._page.text()) - 1
        self.page_wanted.emit(self._at)

    def _paint(self) -> None:
        for colour, button in self._swatches.items():
            action = button.defaultAction()
            action.setIcon(swatch(self._theme, colour, _SWATCH, self.devicePixelRatioF()))
