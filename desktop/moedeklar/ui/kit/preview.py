"""The page of a kit as members get it, on white paper in either theme."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from moedeklar.ui.kit.looking import Page
from moedeklar.ui.rows import words
from moedeklar.ui.theme.style import set_role
from moedeklar.wording.language import _

MARGIN = 16
WIDEST = 760


class PagePreview(QScrollArea):
    """Shows a page as wide as there is room for; words where there is none yet. It scrolls by the keyboard too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("The page as members get it"))
        self._whole = QPixmap()
        desk = QWidget()
        set_role(desk, "desk")
        inside = QVBoxLayout(desk)
        inside.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        # Two labels: one that wraps words gives a picture no height.
        self.paper, self._nothing = (
            QLabel(),
            words(_("The page that goes along is shown here once settings and installer are chosen."), "muted"),
        )
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.paper.setMinimumWidth(1)  # never wider than the view, whatever width it was drawn for before
        inside.addWidget(self._nothing)
        inside.addWidget(self.paper, 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addStretch(1)
        self.setWidget(desk)
        self.show_page(None)

    def show_page(self, page: Page | None) -> None:
        """Show *page*; None for none yet."""
        self._nothing.setVisible(page is None)
        self.paper.setVisible(page is not None)
        if page is None:
            self._whole = QPixmap()
            self.setAccessibleDescription("")
            return
        raster = page.raster
        image = QImage(raster.data, raster.width, raster.height, raster.stride, QImage.Format.Format_RGB888)
        self._whole = QPixmap.fromImage(image)
        self.setAccessibleDescription(page.words)
        self._fit()

    @property
    def has_page(self) -> bool:
        """Whether a page is shown."""
        return not self._whole.isNull()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Give the page the width that there is."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._whole.isNull():
            return
        ratio = self.devicePixelRatioF()
        width = round(max(120, min(WIDEST, self.viewport().width() - 2 * MARGIN)) * ratio)
        size = QSize(width, round(width * self._whole.height() / self._whole.width()))
        shown = self._whole.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        shown.setDevicePixelRatio(ratio)
        self.paper.setPixmap(shown)
