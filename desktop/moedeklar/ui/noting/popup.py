"""The small bar beside a selection made by mouse: three colours, a note, copy."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from moedeklar.model.work import Colour
from moedeklar.ui.noting.note_card import colour_word
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.wording.language import _


def swatch(theme: Theme, colour: Colour, size: int, ratio: float) -> QIcon:
    """A disc in a highlight's colour."""
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.colours.edge(colour)), 1))
    painter.setBrush(QColor(theme.colours.highlight(colour)))
    painter.drawEllipse(1, 1, size - 2, size - 2)
    painter.end()
    return QIcon(pixmap)


class SelectionBar(QFrame):
    """Floats over the text. It never takes the keyboard: the same things have keys of their own."""

    colour_wanted = Signal(str)
    note_wanted = Signal()
    copy_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        set_role(self, "card")
        self._theme = theme
        self._swatches: dict[Colour, QToolButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(5, 4, 5, 4)
        row.setSpacing(2)
        for number, colour in enumerate(Colour, 1):
            name = _("Highlight {colour} (key {n})").format(colour=colour_word(colour).lower(), n=number)
            button = self._button(name)
            button.clicked.connect(lambda _on=False, c=colour: self.colour_wanted.emit(str(c)))
            self._swatches[colour] = button
            row.addWidget(button)
        note = self._button(_("Write a note (key N)"))
        theme.set_icon(note, "sticky-note")
        note.clicked.connect(self.note_wanted)
        copy = self._button(_("Copy"))
        theme.set_icon(copy, "copy")
        copy.clicked.connect(self.copy_wanted)
        row.addWidget(note)
        row.addWidget(copy)
        self.hide()

    def _button(self, name: str) -> QToolButton:
        button = QToolButton()
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setIconSize(QSize(18, 18))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button

    def show_at(self, selection: QRect) -> None:
        """Stand above *selection* (in the parent's coordinates), or below where there is no room."""
        for colour, button in self._swatches.items():
            button.setIcon(swatch(self._theme, colour, 18, self.devicePixelRatioF()))
        self.adjustSize()
        parent = self.parentWidget()
        room = parent.rect() if parent is not None else QRect()
        above = selection.top() - self.height() - 6
        y = above if above > 4 else selection.bottom() + 6
        x = min(max(8, selection.center().x() - self.width() // 2), room.width() - self.width() - 8)
        self.move(QPoint(x, y))
        self.show()
        self.raise_()
