"""A label and a list to choose from that shorten what does not fit, and tell the whole of it in a tool tip."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QComboBox, QLabel, QSizePolicy, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from moedeklar.ui.theme.style import set_role


class ElidedLabel(QLabel):
    """Plain *text* on at most *lines* lines, broken between words, the last one shortened with "…".

    `text()` is always the whole text, which is also what a screen reader reads.
    """

    def __init__(self, text: str = "", role: str = "", lines: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = max(lines, 1)
        self._shown: list[str] = []
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        if role:
            set_role(self, role)
        self.setText(text)

    @property
    def shown(self) -> str:
        """What is drawn, line by line."""
        return "\n".join(self._shown)

    def setText(self, text: str) -> None:  # noqa: N802 (Qt's name)
        """Show *text*, shortened where it does not fit."""
        super().setText(text)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Break the text anew."""
        super().resizeEvent(event)
        self._arrange()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """The width that the whole text wants, and the height of the lines it needs now."""
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self.text()) + 2
        return QSize(width, metrics.height() * max(len(self._shown), 1))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Room for a few letters."""
        return QSize(self.fontMetrics().averageCharWidth() * 4, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 (Qt's name)
        """Draw the lines in the widget's own colour."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        height = self.fontMetrics().height()
        for index, line in enumerate(self._shown):
            box = QRect(0, index * height, self.width(), height)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), line)

    def _arrange(self) -> None:
        before = len(self._shown)
        self._shown = broken(self.text(), self.font(), max(self.width(), 1), self._lines)
        self.setToolTip(self.text() if "".join(self._shown).endswith("…") else "")
        if len(self._shown) != before:
            self.updateGeometry()
        self.update()


def broken(text: str, font: QFont, width: int, lines: int) -> list[str]:
    """*text* in at most so many lines of *width* pixels, broken between words, the last one shortened with "…".

    Where *text* has lines of its own, these are kept.
    """
    text = text.replace("\n", "\u2028")
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    made: list[str] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, 0))
        start = line.textStart()
        if len(made) == lines - 1:
            made.append(QFontMetrics(font).elidedText(text[start:], Qt.TextElideMode.ElideRight, width))
            break
        made.append(text[start : start + line.textLength()].rstrip())
    layout.endLayout()
    return made


class ElidedComboBox(QComboBox):
    """Shows what is chosen shortened with "…" where it does not fit; its list is as wide as its entries."""

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Room for a few letters."""
        return QSize(self.fontMetrics().averageCharWidth() * 12, super().minimumSizeHint().height())

    def showPopup(self) -> None:  # noqa: N802 (Qt's name)
        """Open the list, wide enough for every entry."""
        rows = self.view()
        rows.setMinimumWidth(rows.sizeHintForColumn(0) + rows.verticalScrollBar().sizeHint().width())
        super().showPopup()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 (Qt's name)
        """The field, with as much of the text as there is room for."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        field = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        shown = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, field.width() - 4)
        self.setToolTip(self.currentText() if shown != self.currentText() else "")
        option.currentText = shown
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
