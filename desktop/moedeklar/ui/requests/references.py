"""What a request refers to: chips, and a field in which items, attachments and notes are searched for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from moedeklar.model.views import Hit, HitKind
from moedeklar.ui.operations import Operations
from moedeklar.ui.requests.loading import hit_words, names
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.chips import ChipField
from moedeklar.wording.dates import short_date
from moedeklar.wording.language import _
from moedeklar.wording.names import item_title

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace

PAUSE = 150
SHORTEST = 2
MOST = 6
KINDS = (HitKind.ITEM, HitKind.ATTACHMENT, HitKind.NOTE)
_ICONS = {HitKind.ITEM: "file-text", HitKind.ATTACHMENT: "paperclip", HitKind.NOTE: "message-square"}


class References(QWidget):
    """The references of a draft as ids with words. `changed` after every addition and removal.

    Arrows choose among what was found, Enter takes it, Esc closes the list.
    """

    changed = Signal()

    def __init__(
        self, workspace: Workspace, operations: Operations, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._operations = operations
        self._theme = theme
        self._chosen: dict[str, str] = {}
        self._hits: tuple[Hit, ...] = ()
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.setSpacing(4)
        self.field = ChipField(theme, _("References"), _("+ item, attachment or note"))
        self.field.removed.connect(self._remove)
        self.field.added.connect(lambda _text: self._enter())
        self.field.edit.textEdited.connect(self._typed)
        self.field.edit.installEventFilter(self)
        outside.addWidget(self.field)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Found for references"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.itemClicked.connect(lambda item: self._take(self.list.row(item)))
        self.list.hide()
        outside.addWidget(self.list)
        self.setFocusProxy(self.field)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._search)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids chosen, in order."""
        return tuple(self._chosen)

    def set_references(self, chosen: dict[str, str]) -> None:
        """Show these ids with their words; nothing is emitted."""
        self._chosen = dict(chosen)
        self.field.edit.clear()
        self._close()
        self.field.set_chips(self._chosen.items())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Arrows move in the list; Esc and leaving the field close it."""
        if event.type() == QEvent.Type.FocusOut:
            self._close()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self.list.isVisible():
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + step)))
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._close()
                return True
        return super().eventFilter(watched, event)

    def _typed(self, text: str) -> None:
        if len(text.strip()) >= SHORTEST:
            self._timer.start()
        else:
            self._close()

    def _search(self) -> None:
        words = self.field.edit.text().strip()
        self._operations.query(
            lambda: self._workspace.finding.search(words, kinds=KINDS, limit=MOST), self._found, key="references"
        )

    def _found(self, hits: tuple[Hit, ...]) -> None:
        if not self.field.edit.hasFocus() or not self.field.edit.text().strip():
            return
        self._hits = tuple(hit for hit in hits if hit.id not in self._chosen)
        self.list.clear()
        for hit in self._hits:
            day = f"  ·  {short_date(hit.start_of_meeting.day, year=True)}" if hit.start_of_meeting else ""
            self.list.addItem(QListWidgetItem(self._theme.icon(_ICONS[hit.kind]), f"{item_title(hit.title)}{day}"))
        if not self._hits:
            nothing = QListWidgetItem(_("Nothing found"))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(nothing)
        self.list.setCurrentRow(0)
        self.list.ensurePolished()
        rows = sum(self.list.sizeHintForRow(row) for row in range(self.list.count()))
        self.list.setFixedHeight(rows + 2 * self.list.frameWidth() + 4)
        self.list.show()

    def _enter(self) -> None:
        if self.field.edit.hasFocus():
            self._take(self.list.currentRow())

    def _take(self, row: int) -> None:
        if not 0 <= row < len(self._hits):
            return
        hit = self._hits[row]
        self._chosen[hit.id] = hit_words(hit)
        self.field.edit.clear()
        self._close()
        self.field.set_chips(self._chosen.items())
        self.changed.emit()
        self._operations.query(lambda: names(self._workspace, (hit.id,)), self._named, key=f"reference-{hit.id}")

    def _named(self, found: dict[str, str]) -> None:
        known = {key: words for key, words in found.items() if key in self._chosen}
        if known:
            self._chosen.update(known)
            self.field.set_chips(self._chosen.items())

    def _remove(self, key: str) -> None:
        if self._chosen.pop(key, None) is not None:
            self.field.set_chips(self._chosen.items())
            self.changed.emit()

    def _close(self) -> None:
        self._timer.stop()
        self._hits = ()
        self.list.hide()
