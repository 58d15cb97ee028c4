"""An organisation's logo, on white as it was made for, whatever the theme."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from moedeklar.wording.language import _

WIDEST, HIGHEST, MARGIN = 260, 84, 10


class Logo(QWidget):
    """Shows a PNG or SVG no larger than its place; nothing where there is none, or it can't be drawn."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._pixmap = QPixmap()
        self._vector: QSvgRenderer | None = None
        self._size = QSize()
        self.hide()

    def show_logo(self, data: bytes, organisation: str) -> None:
        """Show what *data* holds."""
        self._pixmap, self._vector = QPixmap(), None
        if b"<svg" in data[:4096]:
            self._vector = QSvgRenderer(QByteArray(data))
            natural = self._vector.defaultSize() if self._vector.isValid() else QSize()
        else:
            self._pixmap.loadFromData(data)
            natural = self._pixmap.size()
        largest = QSize(WIDEST, HIGHEST)
        self._size = QSize() if natural.isEmpty() else natural.scaled(largest, Qt.AspectRatioMode.KeepAspectRatio)
        if not self._pixmap.isNull() and natural.width() < self._size.width():
            self._size = natural
        self.setAccessibleName(_("Logo of {name}").format(name=organisation))
        self.updateGeometry()
        self.setVisible(not self._size.isEmpty())
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """The picture, and white around it."""
        return self._size + QSize(2 * MARGIN, 2 * MARGIN)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 (Qt's name)
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        ground = QPainterPath()
        ground.addRoundedRect(QRectF(self.rect()), 8, 8)
        painter.fillPath(ground, QColor("white"))
        place = QRectF(MARGIN, MARGIN, self._size.width(), self._size.height())
        if self._vector is not None:
            self._vector.render(painter, place)
        else:
            painter.drawPixmap(place, self._pixmap, QRectF(self._pixmap.rect()))
