"""Chips: things chosen, each with a cross to take it away, in a field where more can be typed."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.flow import FlowLayout
from moedeklar.wording.language import _


class Chip(QFrame):
    """One thing chosen. `removed` carries its key when the cross is used (or Delete, while the cross has the focus)."""

    removed = Signal(str)

    def __init__(self, theme: Theme, key: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self.text = text
        set_role(self, "chip")
        self.setAccessibleName(text)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(9, 1, 3, 1)
        layout.setSpacing(3)
        label = QLabel(text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        layout.addWidget(label)
        self.cross = QToolButton()
        set_role(self.cross, "cross")
        theme.set_icon(self.cross, "x", "mute")
        self.cross.setAccessibleName(_("Remove {name}").format(name=text))
        self.cross.setToolTip(self.cross.accessibleName())
        self.cross.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.cross.clicked.connect(lambda: self.removed.emit(self.key))
        layout.addWidget(self.cross)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Delete and Backspace remove the chip whose cross has the focus."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit(self.key)
        else:
            super().keyPressEvent(event)


class ChipField(QFrame):
    """A field of chips. It shows what it is given and asks for changes; whoever uses it decides and sets anew.

    `added` carries what was typed when Enter, comma or semicolon is pressed or the field is left; `removed` the key of
    a chip whose cross was used, or of the last one when Backspace is pressed in the empty field.
    """

    added = Signal(str)
    removed = Signal(str)

    def __init__(self, theme: Theme, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._chips: list[Chip] = []
        set_role(self, "chips")
        self._flow = FlowLayout(self, spacing=6, stretch_last=True)
        self._flow.setContentsMargins(6, 5, 6, 5)
        self.edit = QLineEdit()
        set_role(self.edit, "bare")
        self.edit.setMinimumWidth(120)
        self.edit.setPlaceholderText(placeholder)
        self.edit.setAccessibleName(name)
        self.edit.editingFinished.connect(self._finish)
        self.edit.textEdited.connect(self._look_for_separator)
        self.edit.installEventFilter(self)
        self._flow.addWidget(self.edit)
        self.setFocusProxy(self.edit)
        self.setAccessibleName(name)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the chips shown, in order."""
        return tuple(chip.key for chip in self._chips)

    def set_chips(self, chips: Iterable[tuple[str, str]]) -> None:
        """Show these chips: pairs of key and text."""
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [Chip(self._theme, key, text, self) for key, text in chips]
        previous: QWidget | None = None
        for index, chip in enumerate(self._chips):
            chip.removed.connect(self.removed)
            self._flow.insert_widget(index, chip)
            chip.show()
            if previous is not None:
                QWidget.setTabOrder(previous, chip.cross)
            previous = chip.cross
        if previous is not None:
            QWidget.setTabOrder(previous, self.edit)
        self.edit.setAccessibleDescription(", ".join(chip.text for chip in self._chips))
        self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Draw the focus around the whole field, and let Backspace take the last chip."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.setProperty("active", event.type() == QEvent.Type.FocusIn)
            self.style().unpolish(self)
            self.style().polish(self)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            empty = not self.edit.text() and bool(self._chips)
            if event.key() == Qt.Key.Key_Backspace and empty:
                self.removed.emit(self._chips[-1].key)
                return True
        return super().eventFilter(watched, event)

    def _look_for_separator(self, text: str) -> None:
        if text.endswith((",", ";")):
            self.edit.setText(text[:-1])
            self._finish()

    def _finish(self) -> None:
        text = self.edit.text().strip()
        self.edit.clear()
        if text:
            self.added.emit(text)
