"""The navigation at the left, as two lists that keyboard and mouse walk through."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from moedeklar.ui.navigation import Navigator, Target
from moedeklar.ui.shell.navigation_model import ENTRY, Entry, Index, Known, NavigationModel, fixed_places, places
from moedeklar.ui.theme.fonts import Fonts, Size
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.wording.language import _

WIDTH, INSET, PAD, ICON = 226, 8, 10, 16
MOST = 1.3  # times WIDTH, where the text is larger: the screen beside it needs its room too
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class Letters:
    """The fonts that rows are written in, and their measures."""

    def __init__(self, fonts: Fonts) -> None:
        self.fonts = fonts
        self.plain = fonts.interface(Size.BODY)
        self.strong = fonts.interface(Size.BODY, QFont.Weight.DemiBold)
        self.small = fonts.interface(Size.LABEL)
        self.heading = fonts.interface(Size.LABEL, QFont.Weight.DemiBold)
        self.heading.setCapitalization(QFont.Capitalization.AllUppercase)
        self.heading.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 105)
        self.of_strong, self.of_small = QFontMetrics(self.strong), QFontMetrics(self.small)
        self.of_heading = QFontMetrics(self.heading)


class NavigationDelegate(QStyledItemDelegate):
    """Draws headings in small capitals, and places with what stands at their right."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._made = Letters(theme.fonts)
        self._longest: dict[str, int] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 (Qt's name)
        """A heading has air above it; a place is as high as its words."""
        entry: Entry = index.data(ENTRY)
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else option.rect.width()
        if entry.target is None:
            return QSize(width, self._letters.of_heading.height() + 24)
        room = QRect(0, 0, self._room(entry, width), 10_000)
        height = self._letters.of_strong.boundingRect(room, _WRAP, entry.text).height() + 14
        return QSize(width, height + (self._letters.of_small.height() if self._below(entry, width) else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        entry: Entry = index.data(ENTRY)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry.target is None:
            painter.setFont(self._letters.heading)
            painter.setPen(QColor(self._theme.colours.faint))
            line = rect.adjusted(INSET + PAD, 14, -INSET, 0)
            painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), entry.text)
        else:
            self._place(painter, rect, option.state, entry, painter.device().devicePixelRatio())
        painter.restore()

    def _place(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, entry: Entry, ratio: float) -> None:
        colours = self._theme.colours
        box = QRectF(rect).adjusted(INSET, 1, -INSET, -1)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.paper if chosen else colours.hover))
            painter.drawRoundedRect(box, 6, 6)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)
        left = rect.left() + INSET + PAD
        if entry.icon:
            tone = "accent" if chosen else "mute"
            painter.drawPixmap(
                left, rect.center().y() - ICON // 2 + 1, self._theme.pixmap(entry.icon, ICON, tone, ratio)
            )
            left += ICON + 9
        painter.setFont(self._letters.strong if chosen else self._letters.plain)
        painter.setPen(QColor(colours.ink))
        below = self._below(entry, rect.width())
        lower = self._letters.of_small.height() if below else 0
        room = QRect(left, rect.top(), self._room(entry, rect.width()), rect.height() - lower)
        painter.drawText(room, _WRAP, entry.text)
        painter.setFont(self._letters.small)
        painter.setPen(QColor(colours.faint))
        if below:
            painter.drawText(left, rect.bottom() - 8, entry.trailing)
            return
        place = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        painter.drawText(rect.adjusted(0, 8, -INSET - PAD, 0), place, entry.trailing)

    def _below(self, entry: Entry, width: int) -> bool:
        """Whether what stands at the right must go below, since a long word needs the whole width."""
        return bool(entry.trailing) and self._longest_word(entry) > self._beside(entry, width)

    def _longest_word(self, entry: Entry) -> int:
        letters = self._letters
        if entry.text not in self._longest:
            words = entry.text.split()
            self._longest[entry.text] = max((letters.of_strong.horizontalAdvance(one) for one in words), default=0)
        return self._longest[entry.text]

    def _beside(self, entry: Entry, width: int) -> int:
        trailing = self._letters.of_small.horizontalAdvance(entry.trailing) + 10 if entry.trailing else 0
        return width - 2 * (INSET + PAD) - trailing - (ICON + 9 if entry.icon else 0)

    def _room(self, entry: Entry, width: int) -> int:
        beside = self._beside(entry, width)
        return (
            beside
            if self._longest_word(entry) <= beside
            else width - 2 * (INSET + PAD) - (ICON + 9 if entry.icon else 0)
        )

    @property
    def _letters(self) -> Letters:
        if self._made.fonts is not self._theme.fonts:
            self._made = Letters(self._theme.fonts)
            self._longest.clear()
        return self._made


class NavigationList(QListView):
    """A list of places. `chosen` carries the target of a row clicked or entered; `left` is F6.

    Letters do nothing here: they are keys of the screens, and jumping about would leave list and screen apart.
    """

    chosen = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "nav")
        self.setAccessibleName(name)
        self.entries = NavigationModel(self)
        self.setModel(self.entries)
        self.setItemDelegate(NavigationDelegate(theme, self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self._go)

    def show_current(self, target: Target) -> None:
        """Select the row that stands for *target*, without telling; none where there is none."""
        number = self.entries.row_for(target)
        if number < 0:
            self.clearSelection()
        else:
            self.setCurrentIndex(self.entries.index(number))

    def _go(self, index: Index) -> None:
        entry = self.entries.at(index.row())
        if entry is not None and entry.target is not None:
            self.chosen.emit(entry.target)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Enter goes there; F6 goes into the screen."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._go(self.currentIndex())
            return
        if event.key() == Qt.Key.Key_F6:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802 (Qt's name)
        """No jumping to what begins so."""

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Words wrap elsewhere at another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()


class Sidebar(QFrame):
    """Both lists. Goes through the navigator; shows where it is. `left`: the keyboard is to go into the screen."""

    left = Signal()

    def __init__(self, navigator: Navigator, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "sidebar")
        self.setFixedWidth(theme.fonts.scaled(WIDTH, MOST))
        self.places = NavigationList(theme, _("Navigation"))
        self.fixed = NavigationList(theme, _("Sources and settings"))
        self.fixed.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.fixed.entries.show_entries(fixed_places(Known()))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 10, 0, 8)
        whole.setSpacing(4)
        whole.addWidget(self.places, 1)
        whole.addWidget(self.fixed)
        self._target: Target | None = None
        for part in (self.places, self.fixed):
            part.chosen.connect(navigator.go)
            part.left.connect(self.left)
        self.show_known(Known())
        theme.changed.connect(self._fit)
        self._fit()

    def show_known(self, known: Known) -> None:
        """Show counts, meetings and committees."""
        self.places.entries.show_entries(places(known), known.homes)
        self.fixed.entries.show_entries(fixed_places(known))
        self._fit()
        if self._target is not None:
            self.show_current(self._target)

    def show_current(self, target: Target) -> None:
        """Show where the window is."""
        self._target = target
        for part in (self.places, self.fixed):
            part.show_current(target)

    def _fit(self) -> None:
        """The lower list is as high as its rows."""
        self.fixed.ensurePolished()
        height = sum(self.fixed.sizeHintForRow(n) for n in range(self.fixed.entries.rowCount()))
        self.fixed.setFixedHeight(max(height, 60) + 2)
