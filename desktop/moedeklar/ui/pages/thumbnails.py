"""The row of small pages at the left: where one is, and a way to go elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from moedeklar.ui.pages.geometry import Sheet
from moedeklar.ui.pages.pixmaps import Picture, PixmapCache
from moedeklar.ui.pages.worker import Draw, PageWorker
from moedeklar.ui.theme.palette import LIGHT
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.wording.language import _

WIDTH: Final = 92  # pixels of a page
_TALLEST: Final = 1.6  # of the width: receipts and posters are cut down to this
_MARGIN: Final = 7
_MEMORY: Final = 16 << 20
_ASK_AFTER: Final = 60  # ms
_POINTS_PER_INCH: Final = 72
Index = QModelIndex | QPersistentModelIndex


class ThumbnailModel(QAbstractListModel):
    """A row a page. `SheetRole` gives its Sheet, `PictureRole` its picture or None."""

    SheetRole = Qt.ItemDataRole.UserRole
    PictureRole = Qt.ItemDataRole.UserRole + 1

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheets: tuple[Sheet, ...] = ()
        self.pictures = PixmapCache(_MEMORY)

    def show_sheets(self, sheets: Sequence[Sheet]) -> None:
        """Show the pages of another document."""
        self.beginResetModel()
        self.sheets = tuple(sheets)
        self.pictures.clear()
        self.endResetModel()

    def take(self, page: int, picture: Picture) -> None:
        """A page has been drawn."""
        self.pictures.put(page, picture)
        at = self.index(page)
        self.dataChanged.emit(at, at, [self.PictureRole])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 (Qt's name and default)
        """The number of pages."""
        return 0 if parent.isValid() else len(self.sheets)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The number for people, and what the delegate paints."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return str(index.row() + 1)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _("Page {n} of {count}").format(n=index.row() + 1, count=len(self.sheets))
        if role == self.SheetRole:
            return self.sheets[index.row()]
        if role == self.PictureRole:
            return self.pictures.get(index.row())
        return None


class ThumbnailDelegate(QStyledItemDelegate):
    """Paints a small page with its number below; the current one is framed in the accent colour."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 (Qt's name)
        """The page and its number."""
        sheet = index.data(ThumbnailModel.SheetRole)
        return QSize(WIDTH + 2 * _MARGIN, height_of(sheet) + 2 * _MARGIN + option.fontMetrics.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paper, picture, frame, number."""
        room: QRect = option.rect
        state: QStyle.StateFlag = option.state
        colours = self._theme.colours
        page = QRect(0, 0, WIDTH, height_of(index.data(ThumbnailModel.SheetRole)))
        page.moveTo(room.left() + (room.width() - WIDTH) // 2, room.top() + _MARGIN)
        painter.save()
        painter.fillRect(page, QColor(LIGHT.paper))
        picture = index.data(ThumbnailModel.PictureRole)
        if picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(page, picture.pixmap)
        current = bool(state & QStyle.StateFlag.State_Selected)
        painter.setPen(QPen(QColor(colours.accent if current else colours.line), 3 if current else 1))
        out = 3 if current else 0
        painter.drawRect(page.adjusted(-out, -out, out - 1, out - 1))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(colours.accent), 1, Qt.PenStyle.DotLine))
            painter.drawRect(room.adjusted(0, 0, -1, -1))
        painter.setPen(QColor(colours.ink if current else colours.mute))
        painter.setFont(option.font)
        below = QRect(room.left(), page.bottom() + 4, room.width(), room.bottom() - page.bottom() - 4)
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, str(index.row() + 1))
        painter.restore()


class Thumbnails(QListView):
    """The list. `page_chosen` carries the page (from 0) that a person went to."""

    page_chosen = Signal(int)

    def __init__(self, worker: PageWorker, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._worker = worker
        self._sha256 = ""
        self._model = ThumbnailModel(self)
        self._following = False
        set_role(self, "sidebar")
        self.setModel(self._model)
        self.setItemDelegate(ThumbnailDelegate(theme, self))
        self.setFont(theme.fonts.interface())
        self.setAccessibleName(_("Pages"))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setSpacing(2)
        self.setMinimumWidth(WIDTH + 2 * _MARGIN + 24)
        self.setMaximumWidth(WIDTH + 2 * _MARGIN + 44)
        self.selectionModel().currentChanged.connect(self._chosen)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_ASK_AFTER)
        self._timer.timeout.connect(self._ask)
        self.verticalScrollBar().valueChanged.connect(self._timer.start)
        theme.changed.connect(self.viewport().update)

    def show_document(self, sha256: str, sheets: Sequence[Sheet]) -> None:
        """Show another document's pages."""
        self._sha256 = sha256
        self._model.show_sheets(sheets)
        self._timer.start()

    def follow(self, page: int) -> None:
        """Frame the page that is read now."""
        self._following = True
        index = self._model.index(page)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)
        self._following = False

    def take_picture(self, task: Draw, image: QImage) -> None:
        """A page has been drawn; only small ones are for here."""
        if task.small and task.sha256 == self._sha256:
            self._model.take(task.page, Picture(QPixmap.fromImage(image), task.dpi))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Other pages may be in sight."""
        super().resizeEvent(event)
        self._timer.start()

    def _chosen(self, index: QModelIndex) -> None:
        if index.isValid() and not self._following:
            self.page_chosen.emit(index.row())

    def _ask(self) -> None:
        if not self._sha256 or not self.isVisible():
            return
        wanted = []
        for page, sheet in enumerate(self._model.sheets):
            box = self.visualRect(self._model.index(page))
            if box.bottom() >= 0 and box.top() <= self.viewport().height() and self._model.pictures.get(page) is None:
                dpi = WIDTH * self.devicePixelRatioF() / sheet.width * _POINTS_PER_INCH
                wanted.append(Draw(self._sha256, page, round(dpi, 3), small=True))
        self._worker.want("thumbnails", wanted)


def height_of(sheet: Sheet) -> int:
    """The height of a small page in pixels."""
    return round(WIDTH * min(sheet.height / sheet.width, _TALLEST))
