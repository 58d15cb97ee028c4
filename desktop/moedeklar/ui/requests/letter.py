"""The letter as it will be sent, on a sheet of white paper in either theme, beside what is being written."""

from __future__ import annotations

import re

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QTextBrowser, QVBoxLayout, QWidget

from moedeklar.ui.theme.fonts import READING
from moedeklar.ui.theme.palette import LIGHT
from moedeklar.ui.theme.style import set_role
from moedeklar.wording.language import _

WIDTH = 600
MARGIN = 24
RATIO = 297 / 210
SMALLER = 0.92
_POINTS = re.compile(r"(\d+(?:\.\d+)?)pt")
_STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)


class Sheet(QFrame):
    """White paper with a soft shadow: a letter is printed on white, so it is white in the dark theme as well."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 (Qt's name)
        """Draw shadow and paper."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for reach in range(6, 0, -1):
            shade = QColor("black")
            shade.setAlpha(5)
            painter.setBrush(shade)
            inset = 6 - reach
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset + 1), reach, reach)
        painter.setBrush(QColor(LIGHT.paper))
        painter.drawRect(QRectF(self.rect()).adjusted(6, 6, -6, -6))


class LetterPreview(QScrollArea):
    """Shows a letter's HTML. It can be read and copied from, not written in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        desk = QWidget()
        set_role(desk, "desk")
        around = QHBoxLayout(desk)
        around.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        around.addStretch(1)
        self.sheet = Sheet()
        self._inside = QVBoxLayout(self.sheet)
        self.text = QTextBrowser()
        set_role(self.text, "bare")
        self.text.setAccessibleName(_("The letter as it will look"))
        self.text.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text.setTabChangesFocus(True)
        self.text.setOpenLinks(False)
        self.text.document().setDocumentMargin(0)
        # On white paper in either theme, so in the ink of the light one unless the letter says otherwise.
        self.text.document().setDefaultStyleSheet(f"body, p, h1, h2, li {{ color: {LIGHT.ink}; }}")
        self._inside.addWidget(self.text)
        around.addWidget(self.sheet, 0, Qt.AlignmentFlag.AlignTop)
        around.addStretch(1)
        self.setWidget(desk)

    def set_letter(self, html: str) -> None:
        """Show *html*, staying where one had scrolled to."""
        at = self.verticalScrollBar().value()
        self.text.setHtml(_for_screen(html))
        self._fit()
        self.verticalScrollBar().setValue(at)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Give the sheet the width that there is, within reason."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Measure once the fonts are known."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = max(240, min(WIDTH, self.viewport().width() - 2 * MARGIN))
        side = max(28, round(width * 0.1))
        self._inside.setContentsMargins(side, side, side, side)
        self.sheet.setFixedWidth(width)
        document = self.text.document()
        document.setTextWidth(width - 2 * side)
        height = round(document.size().height()) + 4
        self.text.setFixedHeight(max(height, round(width * RATIO) - 2 * side))
        self.sheet.setFixedHeight(self.text.height() + 2 * side)


def _for_screen(html: str) -> str:
    """The letter in the shipped serif and a little smaller than on paper, where it is read from further away."""

    def smaller(found: re.Match[str]) -> str:
        return f"{float(found[1]) * SMALLER:.1f}pt"

    def style(found: re.Match[str]) -> str:
        return _POINTS.sub(smaller, found[0]).replace("font-family: serif", f'font-family: "{READING}"')

    return _STYLE.sub(style, html, count=1)
