"""The line of steps that a request goes through, drawn as in a timetable: what lies behind is in the accent colour."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from moedeklar.model.requests import RequestStatus
from moedeklar.ui.requests.words import STEPS
from moedeklar.ui.theme.fonts import Size
from moedeklar.ui.theme.theme import Theme
from moedeklar.wording.language import _
from moedeklar.wording.requests import status_name

BAR = 3
GAP = 6


class StepLine(QWidget):
    """Shows where a request stands. Read as "Status: Sendt, trin 2 af 5"."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._status = RequestStatus.DRAFT
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)
        self.set_status(RequestStatus.DRAFT)

    def set_status(self, status: RequestStatus) -> None:
        """Show *status*; a withdrawn request has no step."""
        self._status = status
        name = _("Status: {status}").format(status=status_name(status))
        if status is not RequestStatus.WITHDRAWN:
            name += ", " + _("step {n} of {total}").format(n=self._step() + 1, total=len(STEPS))
        self.setAccessibleName(name)
        self.update()

    def _step(self) -> int:
        if self._status is RequestStatus.WITHDRAWN:
            return -1
        return 0 if self._status is RequestStatus.READY else STEPS.index(self._status)

    def _font(self, *, bold: bool) -> QFont:
        weight = QFont.Weight.DemiBold if bold else QFont.Weight.Normal
        return self._theme.fonts.interface(Size.LABEL, weight)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """The bar, and one line of words below it."""
        metrics = QFontMetrics(self._font(bold=True))
        width = max(metrics.horizontalAdvance(status_name(step)) for step in STEPS) + 8
        return QSize(width * len(STEPS), BAR + GAP + metrics.height() + 2)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Words may be shortened, never the bar."""
        return QSize(200, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 (Qt's name)
        """Draw bar and words."""
        painter = QPainter(self)
        colours, now = self._theme.colours, self._step()
        edges = [round(self.width() * n / len(STEPS)) for n in range(len(STEPS) + 1)]
        for n, step in enumerate(STEPS):
            left, right = edges[n], edges[n + 1]
            painter.fillRect(QRect(left, 0, right - left, BAR), QColor(colours.accent if n <= now else colours.line))
            font = self._font(bold=n == now)
            painter.setFont(font)
            painter.setPen(QColor(colours.ink if n == now else colours.faint))
            box = QRect(left, BAR + GAP, right - left - 6, self.height() - BAR - GAP)
            shown = QFontMetrics(font).elidedText(status_name(step), Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), shown)
