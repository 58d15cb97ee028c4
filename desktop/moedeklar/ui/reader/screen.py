"""The reader as a screen: three columns, and what they show of the session."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSplitter, QWidget

from moedeklar.model.changes import ChangeSet
from moedeklar.model.errors import MoedeklarError
from moedeklar.model.views import ItemView
from moedeklar.model.work import Colour
from moedeklar.ui.navigation import Navigator, Target
from moedeklar.ui.noting.popup import SelectionBar
from moedeklar.ui.operations import Operations
from moedeklar.ui.reader.commands import Handlers, ReaderActions
from moedeklar.ui.reader.doing import Parts, ReaderDoing
from moedeklar.ui.reader.list_column import ListColumn
from moedeklar.ui.reader.middle import MiddleColumn
from moedeklar.ui.reader.notes_column import NotesColumn
from moedeklar.ui.reader.nothing import TextOrNothing
from moedeklar.ui.reader.session import ReaderSession
from moedeklar.ui.reader.showing import ReaderShowing
from moedeklar.ui.reader.work import ReaderWork
from moedeklar.ui.screen import ScreenWidget
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.banner import Banner
from moedeklar.wording.errors import error_sentence
from moedeklar.wording.language import _

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace

NARROW = 900  # pixels; below this the notes column is a toggle
WIDE_COLUMNS, NARROW_COLUMNS = (372, 560, 290), (270, 560, 230)
SMALLEST, LARGEST = 70, 250  # per cent


class ReaderScreen(ScreenWidget):
    """Screen.MEETING. `reading_size_changed` carries the size chosen by key.

    `saving` tells the number of writes under way, `unsaved` whether words wait to be written.
    """

    saving = Signal(int)
    unsaved = Signal(bool)
    reading_size_changed = Signal(int)

    def __init__(
        self,
        workspace: Workspace,
        operations: Operations,
        navigator: Navigator,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        reading_size: int = 100,
    ) -> None:
        super().__init__(workspace, operations, navigator, theme, parent)
        self.session = ReaderSession(workspace, operations, navigator, self)
        self.work = ReaderWork(workspace, operations, self.session, self)
        self.list = ListColumn(theme)
        self.middle = MiddleColumn(theme)
        self.text = self.middle.text
        self.notes = NotesColumn(theme)
        self.popup = SelectionBar(theme, self.text.viewport())
        parts = Parts(self.list, self.middle, self.notes, self.popup)
        self.doing = ReaderDoing(self.session, self.work, navigator, parts, self.show_notes, theme)
        self.commands = ReaderActions(self, theme, self._handlers())
        self._stack = TextOrNothing(theme, self.middle, self.doing.open_document, self.doing.request)
        self.showing = ReaderShowing(
            *(self.session, theme, parts, self.doing, self.commands),
            self._stack.show_nothing,
            reading_size,
        )
        self._narrow = False
        self._keep = QTimer(self)
        self._keep.setSingleShot(True)
        self._keep.setInterval(600)
        self._keep.timeout.connect(self._keep_place)
        self._lay_out()
        self._connect_session()
        self._connect_columns()
        self.commands.show_item(None)

    def _handlers(self) -> Handlers:
        work, doing = self.work, self.doing
        return Handlers(
            highlight=doing.highlight,
            note=doing.note,
            note_on_item=doing.note_on_item,
            bookmark=work.toggle_bookmark,
            prepared=work.toggle_prepared,
            read=work.mark_read,
            step=self._step,
            zoom=self._zoom,
            cycle=doing.cycle,
            request=doing.request,
            cite=doing.inside.cite,
            correct=doing.correcting.menu_at_caret,
            notes_column=lambda: self.show_notes(not self.notes.isVisible()),
        )

    def _lay_out(self) -> None:
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        for column, stretch in ((self.list, 0), (self._stack, 1), (self.notes, 0)):
            self.splitter.addWidget(column)
            self.splitter.setStretchFactor(self.splitter.count() - 1, stretch)
        self.splitter.setSizes(list(WIDE_COLUMNS))
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.splitter)
        act = self.commands
        self.middle.add_buttons((act.bookmark, act.prepared, act.note_on_item, act.request, act.notes_column))
        act.notes_column.setChecked(True)

    def _connect_session(self) -> None:
        self.session.meeting_shown.connect(self.showing.meeting)
        self.session.item_shown.connect(self._item_shown)
        self.session.failed.connect(self._say_failed)
        self.work.note_made.connect(lambda note: self.notes.cards.write_in(note.id))
        self.work.saving.connect(self.saving)
        self.work.failed.connect(self._say_failed)
        self.work.fetching.connect(
            lambda title: self.middle.set_banner(_fetching(self.theme, title, self.work.stop) if title else None)
        )
        self.theme.changed.connect(self._theme_changed)

    def _connect_columns(self) -> None:
        text, cards, work, doing = self.text, self.notes.cards, self.work, self.doing
        self.list.item_chosen.connect(self._choose)
        self.list.place_chosen.connect(lambda *_place: self.flush())
        self.list.place_chosen.connect(doing.choose_place)
        self.list.findings.removal_wanted.connect(doing.correcting.remove)
        self.list.meeting_wanted.connect(doing.go_to_meeting)
        self.list.menu_wanted.connect(lambda at: doing.menu(at, self.commands))
        self.list.version_chosen.connect(doing.choose_version)
        self.list.document_wanted.connect(doing.open_document)
        self.list.opened.connect(doing.to_text)
        text.settled.connect(self._keep.start)
        text.end_seen.connect(work.end_seen)
        text.note_chosen.connect(cards.show_note)
        text.attachment_chosen.connect(doing.open_attachment)
        text.meeting_chosen.connect(doing.go_to_meeting)
        text.undo_chosen.connect(doing.correcting.remove)
        text.uncertain_chosen.connect(doing.correcting.menu_at)
        text.menu_wanted.connect(lambda at: doing.menu(at, self.commands))
        text.selection_made.connect(doing.offer)
        text.selectionChanged.connect(self._selection_changed)
        text.verticalScrollBar().valueChanged.connect(self.popup.hide)
        self.notes.save_wanted.connect(doing.save_note)
        self.notes.attachment_chosen.connect(doing.open_attachment)
        self.notes.meeting_chosen.connect(doing.go_to_meeting)
        cards.colour_wanted.connect(work.recolour)
        cards.removal_wanted.connect(work.remove_note)
        cards.confirm_wanted.connect(work.confirm_note)
        cards.note_chosen.connect(doing.go_to_note)
        cards.left.connect(doing.to_text)
        cards.unsaved.connect(self.unsaved)
        self.popup.colour_wanted.connect(lambda colour: doing.highlight(Colour(colour)))
        self.popup.note_wanted.connect(doing.note)
        self.popup.copy_wanted.connect(text.copy)

    # -- what the window calls -----------------------------------------------------------------------------------

    def show_target(self, target: Target) -> None:
        """Open a meeting, an item of it, a version, a passage or a note."""
        self.flush()
        self.session.open(target)

    def refresh(self, changes: ChangeSet) -> None:
        """Ask again for what is shown; scroll place and selection stay."""
        self.session.refresh(changes)

    def status_text(self) -> str:
        """ "Punkt 2 af 9"."""
        view = self.session.item
        return _("Item {n} of {count}").format(n=view.position, count=view.count) if view is not None else ""

    def flush(self) -> None:
        """Hand all unsaved words to the store, and the place of reading."""
        self.notes.cards.flush()
        self._keep.stop()
        self._keep_place()

    def focus_first(self) -> None:
        """The keyboard to the text."""
        self.doing.to_text()

    def step_actions(self) -> tuple[QAction, QAction]:
        """Previous and next item, for the status bar."""
        return self.commands.previous, self.commands.next

    def menu_actions(self, menu: str) -> list[QAction | None]:
        """What the window's menus show while the reader is there."""
        return self.commands.for_menu(menu)

    def set_reading_size(self, percent: int) -> None:
        """The person's own size of reading text."""
        if percent != self.showing.percent:
            self.showing.percent = percent
            self.showing.again()

    def show_notes(self, shown: bool) -> None:
        """Show or fold away the notes column; in a narrow window it takes the place of the list."""
        focus = QApplication.focusWidget()
        if self._narrow and shown and focus is not None and self.list.isAncestorOf(focus):
            self.doing.to_text()
        self.list.setVisible(not (self._narrow and shown))
        self.notes.setVisible(shown)
        self.commands.notes_column.setChecked(shown)

    # -- showing -------------------------------------------------------------------------------------------------

    def _item_shown(self, view: ItemView | None) -> None:
        self.showing.item(view)
        self.doing.correcting.item_shown(view)
        self.status_changed.emit()

    def _theme_changed(self) -> None:
        self.showing.again()

    def _say_failed(self, error: MoedeklarError) -> None:
        self.middle.set_banner(Banner(self.theme, "bad", error_sentence(error)))

    def _selection_changed(self) -> None:
        if not self.text.textCursor().hasSelection():
            self.popup.hide()

    # -- moving --------------------------------------------------------------------------------------------------

    def _choose(self, item_id: str) -> None:
        self.flush()
        self.session.choose(item_id)

    def _step(self, distance: int) -> None:
        self.flush()
        self.session.step(distance)

    def _keep_place(self) -> None:
        if self.session.newest:
            self.work.keep_place(*(self.text.reading_place() or (None, 0)))

    def _zoom(self, step: int) -> None:
        percent = min(max(self.showing.percent + step, SMALLEST), LARGEST) if step else 100
        if percent != self.showing.percent:
            self.set_reading_size(percent)
            self.reading_size_changed.emit(percent)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """A narrow window has no room for three columns at once."""
        super().resizeEvent(event)
        narrow = event.size().width() < self.theme.fonts.scaled(NARROW, 1.3)
        if narrow != self._narrow or event.oldSize().width() < 0:
            self._narrow = narrow
            self.show_notes(not narrow)
            self.splitter.setSizes(list(NARROW_COLUMNS if narrow else WIDE_COLUMNS))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """The end of a short item counts as seen only from when the screen is."""
        super().showEvent(event)
        self.text.watch_end()


def _fetching(theme: Theme, title: str, cancel: Callable[[], object]) -> Banner:
    """Says that an attachment is being fetched, and lets that be given up."""
    banner = Banner(theme, "info", _("Fetching “{title}” …").format(title=title))
    banner.add_action(_("Cancel"), cancel)
    return banner
