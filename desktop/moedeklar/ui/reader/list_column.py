"""The left column: the meeting's own card with version and progress, and its items."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QListView, QToolButton, QVBoxLayout, QWidget

from moedeklar.model.announced import Coming
from moedeklar.model.views import ItemRow, MeetingView
from moedeklar.ui.reader import words
from moedeklar.ui.reader.delegate import ItemDelegate
from moedeklar.ui.reader.findings_line import FindingsLine
from moedeklar.ui.reader.items import Entry, ItemsModel, entries_of, item_of
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.elided import ElidedComboBox
from moedeklar.ui.widgets.progress import ProgressLine
from moedeklar.wording.language import _
from moedeklar.wording.names import committee_name


class ItemList(QListView):
    """The items. `opened` on Enter: go on reading in the text."""

    opened = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "bare")
        self.setAccessibleName(_("Items of the meeting"))
        self.setItemDelegate(ItemDelegate(theme, self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Titles wrap elsewhere at another width, so every row is measured again."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Enter goes to the text."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right):
            self.opened.emit()
            return
        super().keyPressEvent(event)


class ListColumn(QFrame):
    """Shows a `MeetingView`. UI thread.

    `item_chosen` carries an item's id, `version_chosen` a version's. `place_chosen` carries the item and the `Spot` of
    what was chosen inside it, `meeting_wanted` the id of a meeting at which a case is expected, `menu_wanted` where on
    the screen the menu shall stand.
    """

    item_chosen = Signal(str)
    place_chosen = Signal(str, object)
    meeting_wanted = Signal(str)
    menu_wanted = Signal(object)
    version_chosen = Signal(str)
    document_wanted = Signal()
    opened = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "paper")
        self.setMinimumWidth(theme.fonts.scaled(230, 1.3))
        self.model = ItemsModel(self)
        self.list = ItemList(theme, self)
        self.list.setModel(self.model)
        self.list.selectionModel().currentChanged.connect(self._current)
        self.list.opened.connect(self._open)
        self.list.doubleClicked.connect(lambda _index: self._open())
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(
            lambda at: self.menu_wanted.emit(self.list.viewport().mapToGlobal(at))
        )
        self.findings = FindingsLine()
        self.findings.place_chosen.connect(self.place_chosen)
        self._showing = False
        self._title = self._label("heading")
        self._when = self._label("small")
        self._counts = self._label("small")
        self._bar = ProgressLine(_("Items read"))
        self._versions = ElidedComboBox()
        self._versions.setAccessibleName(_("Version of the meeting's papers"))
        self._versions.setSizeAdjustPolicy(ElidedComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._versions.activated.connect(lambda at: self.version_chosen.emit(self._versions.itemData(at)))
        self._pdf = QToolButton()
        self._pdf.setAccessibleName(_("Open the document itself"))
        self._pdf.setToolTip(_("Open the document itself"))
        theme.set_icon(self._pdf, "file-text")
        self._pdf.clicked.connect(self.document_wanted)
        self._lay_out()

    def _label(self, role: str) -> QLabel:
        label = QLabel()
        label.setWordWrap(True)
        # A long word must not count as the least width: the column is laid out as high as that width would make it.
        label.setMinimumWidth(1)
        set_role(label, role)
        return label

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(18, 14, 14, 12)
        head.setSpacing(4)
        first = QHBoxLayout()
        first.addWidget(self._title, 1)
        first.addWidget(self._pdf, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(first)
        head.addWidget(self._when)
        head.addWidget(self._versions)
        head.addSpacing(4)
        head.addWidget(self._bar)
        head.addWidget(self._counts)
        head.addWidget(self.findings)
        line = QFrame()
        set_role(line, "divider")
        line.setFixedHeight(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(line)
        whole.addWidget(self.list, 1)

    def show_meeting(self, view: MeetingView) -> None:
        """Show the meeting; the item chosen stays chosen where it is still there."""
        row = view.row
        self._title.setText(committee_name(row.committee))
        self._when.setText(words.meeting_line(row, view.version))
        progress = words.progress_line(row)
        self._counts.setText(progress)
        self._bar.set_progress(row.read, row.readable, progress)
        self._pdf.setVisible(any(not document.is_record for document in view.version.documents))
        self._show_versions(view)
        chosen = self.chosen
        self._showing = True
        self.model.show_rows(entries_of(view))
        self._showing = False
        self.findings.show_meeting(view)
        if chosen:
            self.choose(chosen)

    def _show_versions(self, view: MeetingView) -> None:
        self._versions.clear()
        for version in reversed(view.row.versions):
            self._versions.addItem(words.version_label(version), version.id)
        self._versions.setCurrentIndex(max(self._versions.findData(view.version.id), 0))
        self._versions.setVisible(len(view.row.versions) > 1)

    @property
    def entry(self) -> Entry | None:
        """What the current row is: an item, or something inside one."""
        return self.model.at(self.list.currentIndex().row())

    @property
    def chosen(self) -> str | None:
        """The id of the item whose row, or a row inside it, is current."""
        entry = self.entry
        return item_of(entry) if entry is not None else None

    def choose(self, item_id: str) -> bool:
        """Make an item's row current without telling; False where it is not in the list. A row inside it may stay."""
        number = self.model.row_of(item_id)
        if number >= 0 and self.chosen != item_id:
            self._showing = True
            self.list.setCurrentIndex(self.model.index(number))
            self._showing = False
            # What is inside the item is shown with it, where there is room for that.
            self.list.scrollTo(self.model.index(self.model.last_inside(number)))
            self.list.scrollTo(self.model.index(number))
        return number >= 0

    def _current(self, now: QModelIndex, _before: QModelIndex) -> None:
        entry = self.model.at(now.row())
        if entry is None or self._showing:
            return
        if isinstance(entry, ItemRow):
            self.item_chosen.emit(entry.id)
        elif entry.item_id is not None:
            self.place_chosen.emit(entry.item_id, entry.spot)

    def _open(self) -> None:
        """Enter: to the meeting at which a case is expected, where that is here; else on to the text."""
        entry = self.entry
        if isinstance(entry, Coming) and entry.meeting_id is not None:
            self.meeting_wanted.emit(entry.meeting_id)
        else:
            self.opened.emit()
