"""The page view as a screen: small pages, the pages, the notes on them, and what goes on between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from moedeklar.model.changes import ChangeSet
from moedeklar.model.errors import MoedeklarError
from moedeklar.pdf.types import PdfInfo
from moedeklar.ui.navigation import Navigator, Screen, Target
from moedeklar.ui.operations import Operations
from moedeklar.ui.pages.annotator import Annotator
from moedeklar.ui.pages.canvas import PageCanvas
from moedeklar.ui.pages.columns import Columns
from moedeklar.ui.pages.commands import Handlers, PagesActions
from moedeklar.ui.pages.geometry import sheets_of
from moedeklar.ui.pages.middle import Middle
from moedeklar.ui.pages.outside import OFFICE
from moedeklar.ui.pages.panel import NotesPanel
from moedeklar.ui.pages.session import OpenFile, PagesSession
from moedeklar.ui.pages.thumbnails import Thumbnails
from moedeklar.ui.pages.toolbar import Toolbar
from moedeklar.ui.pages.trouble import Trouble
from moedeklar.ui.pages.work import PagesWork
from moedeklar.ui.pages.worker import Draw, Open, PageWorker, Task
from moedeklar.ui.screen import ScreenWidget
from moedeklar.ui.theme.theme import Theme
from moedeklar.wording.language import _

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace

WHOLE_FILE = {"pdf_refused", "pdf_process", "pdf_encrypted", "pdf_empty", "not_supported"}


class PagesScreen(ScreenWidget):
    """Screen.PAGES. `saving` tells the number of writes under way, `unsaved` whether words wait to be written."""

    saving = Signal(int)
    unsaved = Signal(bool)

    def __init__(
        self,
        workspace: Workspace,
        operations: Operations,
        navigator: Navigator,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workspace, operations, navigator, theme, parent)
        self.setAccessibleName(_("Pages"))
        self._shown = ""  # the hash of what the canvas shows
        self._asked: int | None = None  # the page to go to once there are pages
        self.session = PagesSession(workspace, operations, navigator, self)
        self.work = PagesWork(workspace, operations, self.session, self)
        self.worker = PageWorker(workspace.pdf, self)
        self.canvas = PageCanvas(self.worker, theme)
        self.thumbnails = Thumbnails(self.worker, theme)
        self.panel = NotesPanel(theme)
        self.annotator = Annotator(self.session, self.work, self.canvas, self.panel, theme)
        self.actions_ = PagesActions(self, theme, self._handlers())
        self.toolbar = Toolbar(self.actions_, theme)
        self.middle = Middle(self.toolbar, self.canvas, theme)
        self._trouble = Trouble(self.session, operations, self.middle, self._leave)
        self.columns = Columns(self.thumbnails, self.middle, self.panel)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.columns)
        self.setTabOrder(self.thumbnails, self.canvas)
        self._connect()
        self.actions_.set_readable(False)
        self.destroyed.connect(self.worker.close)
        self.destroyed.connect(self._trouble.close)

    def _handlers(self) -> Handlers:
        notes, canvas = self.annotator, self.canvas
        return Handlers(
            highlight=notes.highlight,
            note=notes.note,
            note_on_page=notes.note_on_page,
            remove=notes.remove,
            copy=notes.copy,
            select_page=notes.select_page,
            zoom=canvas.step_zoom,
            fit=canvas.fit_width,
            page=lambda: self.toolbar.focus_page(),  # noqa: PLW0108 - the toolbar is made from the actions
            step=self._step,
            leave=self._escape,
            cycle=self._cycle,
            show_pages=lambda: self.columns.toggle(self.thumbnails),
            notes_column=lambda: self.columns.toggle(self.panel),
        )

    def _connect(self) -> None:
        session, worker, canvas = self.session, self.worker, self.canvas
        session.file_known.connect(self._show_file)
        session.missing.connect(self._show_problem)
        for part in (session, self.work):
            part.failed.connect(self._trouble.say)
        self.work.saving.connect(self.saving)
        worker.opened.connect(self._show_pages, Qt.ConnectionType.QueuedConnection)
        for take in (canvas.take_picture, self.thumbnails.take_picture, self.middle.drawn):
            worker.drawn.connect(take, Qt.ConnectionType.QueuedConnection)
        worker.read.connect(self.canvas.take_words, Qt.ConnectionType.QueuedConnection)
        worker.failed.connect(self._task_failed, Qt.ConnectionType.QueuedConnection)
        worker.died.connect(self.middle.say_stopped, Qt.ConnectionType.QueuedConnection)
        canvas.page_changed.connect(self._turned)
        canvas.zoom_changed.connect(self._show_view)
        canvas.menu_wanted.connect(self.annotator.menu)
        self.thumbnails.page_chosen.connect(canvas.go_to)
        self.toolbar.page_wanted.connect(canvas.go_to)
        self.toolbar.back_wanted.connect(self._leave)
        self.annotator.panel_wanted.connect(lambda: self.columns.show_column(self.panel, True))
        self.columns.room_changed.connect(self._show_view)
        self.annotator.hint.connect(lambda text: self.middle.say("info", text))
        self.panel.cards.left.connect(self.focus_first)
        self.panel.cards.unsaved.connect(self.unsaved)

    # -- what the window calls -----------------------------------------------------------------------------------

    def show_target(self, target: Target) -> None:
        """Open a file, at a page or a note of it."""
        self.panel.cards.flush()
        self.middle.say("", "")
        self.annotator.seek(target.note)
        self._asked = target.page
        self.session.open(target)

    def refresh(self, changes: ChangeSet) -> None:
        """Ask again for what is shown; the place and the selection stay."""
        self.session.refresh(changes)

    def status_text(self) -> str:
        """ "Side 2 af 14"."""
        count = len(self.canvas.desk.sheets)
        if not count or not self.middle.readable:
            return ""
        return _("Page {n} of {count}").format(n=self.canvas.page + 1, count=count)

    def flush(self) -> None:
        """Hand all unsaved words to the store."""
        self.panel.cards.flush()

    def focus_first(self) -> None:
        """The keyboard to the pages."""
        if self.middle.readable:
            self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def step_actions(self) -> tuple[QAction, QAction]:
        """Previous and next attachment, for the status bar."""
        return self.actions_.previous, self.actions_.next

    def menu_actions(self, menu: str) -> list[QAction | None]:
        """What the window's menus show while the pages are there."""
        return self.actions_.for_menu(menu)

    # -- showing -------------------------------------------------------------------------------------------------

    def _show_file(self, file: OpenFile) -> None:
        number = file.item.row.number if file.item is not None else None
        label = _("Item {number}").format(number=number.rstrip(".")) if number else ""
        self.toolbar.show_way_back(label or (_("The meeting") if file.meeting_id else ""))
        self.toolbar.show_title(file.title)
        self.panel.name_file(attachment=file.attachment_id is not None)
        self.actions_.show_steps(before=file.previous is not None, after=file.next is not None)
        if self._shown == file.sha256 and self.middle.readable:
            self._go_where_asked()
        else:
            self._clear()
            self.middle.show_pages()
            self.worker.open(file.sha256, self.session.load(file.sha256))

    def _show_pages(self, sha256: str, info: PdfInfo) -> None:
        file = self.session.file
        if file is None or file.sha256 != sha256:
            return
        sheets = sheets_of(info)
        self.middle.show_pages()
        self.actions_.set_readable(True)
        self.canvas.show_document(sha256, file.title, sheets)
        self.thumbnails.show_document(sha256, sheets)
        if info.repaired:
            self.middle.say("warn", _("The file is damaged. What could be read of it is shown; pages may be missing."))
        elif info.media_type.startswith(OFFICE):
            said = _("This is the text alone, without lists, tables and styles as they were set.")
            self.middle.say("info", said, (_("Open in the system's viewer"), self._trouble.open_outside))
        self.session.load_notes()
        self._go_where_asked()
        self._shown = sha256
        self._turned(self.canvas.page)
        self._show_view()
        self.canvas.ask()
        self.focus_first()

    def _go_where_asked(self) -> None:
        page, self._asked = self._asked, None
        if page is not None:
            self.canvas.go_to(min(max(page, 0), len(self.canvas.desk.rects) - 1))
        self.annotator.go_where_asked()

    def _turned(self, page: int) -> None:
        self.thumbnails.follow(page)
        self.toolbar.show_page(page, len(self.canvas.desk.sheets))
        self.status_changed.emit()
        if self._shown:
            self.session.turned_to(page)
            self.work.keep_place(page)

    def _show_view(self) -> None:
        self.toolbar.show_zoom(self.canvas.zoom)
        self.actions_.fit.setChecked(self.canvas.fitted)
        self.actions_.pages.setChecked(self.thumbnails.isVisibleTo(self))
        self.actions_.notes_column.setChecked(self.panel.isVisibleTo(self))

    def _task_failed(self, task: Task, error: MoedeklarError) -> None:
        file = self.session.file
        if file is None or task.sha256 != file.sha256:
            return
        if isinstance(task, Open) or error.code in WHOLE_FILE:
            self._show_problem(error)
        elif not (isinstance(task, Draw) and task.small):
            self.canvas.fail_page(task, self._trouble.words_for(error))

    def _clear(self) -> None:
        """No document: what was shown must not stand under another's title."""
        self._shown = ""
        self.worker.want("pages", ())
        self.worker.want("thumbnails", ())
        self.canvas.show_document("", "", ())
        self.thumbnails.show_document("", ())
        self.actions_.set_readable(False)

    def _show_problem(self, error: MoedeklarError) -> None:
        self._clear()
        self._trouble.show(error)
        self.status_changed.emit()

    # -- going -------------------------------------------------------------------------------------------------------

    def _escape(self) -> None:
        """One step back: from a field to the pages, from a selection to none, from the pages to the item."""
        if self.middle.readable and not self.canvas.hasFocus():
            self.flush()
            self.focus_first()
        elif not self.annotator.escape():
            self._leave()

    def _leave(self) -> None:
        """Back to the item, which is one step: meeting, item, attachment."""
        self.flush()
        file = self.session.file
        if file is not None and file.meeting_id is not None:
            item = file.item.row.id if file.item is not None else None
            version = self.session.target.version if self.session.target is not None else None
            self.navigator.go(Target(Screen.MEETING, meeting=file.meeting_id, item=item, version=version))
        else:
            self.navigator.back()

    def _step(self, distance: int) -> None:
        file = self.session.file
        other = (file.next if distance > 0 else file.previous) if file is not None else None
        if other is not None:
            self.flush()
            self.navigator.go(other)

    def _cycle(self, step: int) -> None:
        column = self.columns.beside_focus(step)
        if column is self.thumbnails:
            column.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif column is self.middle or not self.panel.cards.focus_first():
            self.canvas.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Ask for what is in sight."""
        super().showEvent(event)
        self.canvas.ask()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 (Qt's name)
        """Leave the PDF process alone while nobody looks."""
        super().hideEvent(event)
        self.worker.rest()
