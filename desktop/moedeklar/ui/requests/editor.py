"""The editor of a request: its fields, its letter beside them, and what has become of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.errors import MoedeklarError
from moedeklar.model.moments import local_now
from moedeklar.model.requests import Deadline, Request, RequestDraft, RequestStatus
from moedeklar.ui.lines import Tone
from moedeklar.ui.navigation import Navigator, Screen, Target
from moedeklar.ui.operations import Operations
from moedeklar.ui.requests.drafting import Drafting, Kept
from moedeklar.ui.requests.loading import Loaded, load
from moedeklar.ui.requests.saving import LetterSaver
from moedeklar.ui.requests.sending import Sending
from moedeklar.ui.requests.view import EditorView
from moedeklar.ui.requests.words import STEPS, deadline_words
from moedeklar.ui.screen import ScreenWidget, focus_soon
from moedeklar.ui.theme.theme import Theme
from moedeklar.wording.errors import error_sentence
from moedeklar.wording.language import _
from moedeklar.wording.requests import status_name

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace

PREVIEW_PAUSE = 250


class RequestScreen(ScreenWidget):
    """Writes one request. `flush` saves at once; leaving the screen flushes too."""

    def __init__(
        self,
        workspace: Workspace,
        operations: Operations,
        navigator: Navigator,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workspace, operations, navigator, theme, parent)
        self.setAccessibleName(_("Request"))
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        self.view = EditorView(workspace, operations, theme)
        self.form = self.view.form
        outside.addWidget(self.view)
        self._status = RequestStatus.DRAFT
        self._asked: tuple[str, str | None] | None = None
        self._deadline: Deadline | None = None
        self._wants_focus = False
        self.drafting = Drafting(workspace, operations, self)
        self.saver = LetterSaver(workspace, operations, self)
        self.saver.told.connect(self._letter_saved)
        self.sending = Sending(workspace, operations, self.view, self.drafting, self)
        self.sending.sent.connect(lambda: self.set_status(RequestStatus.SENT))
        self._preview_timer = QTimer(self)
        self._preview_timer.setSingleShot(True)
        self._preview_timer.setInterval(PREVIEW_PAUSE)
        self._preview_timer.timeout.connect(self._ask_letter)
        self.view.save_button.clicked.connect(self.save_letter)
        self.view.delete_button.clicked.connect(self.delete)
        self.view.status_menu.aboutToShow.connect(self._fill_status_menu)
        self.form.changed.connect(self._edited)
        self.drafting.state.connect(self._show_kept)
        self.drafting.made.connect(self._made)
        self.drafting.failed.connect(self._show_error)

    def show_target(self, target: Target) -> None:
        """Open the request that *target* names, or begin a new one for its committee, meeting or item."""
        if target.request is not None and target.request == self.drafting.request_id:
            return
        self.flush()
        self.view.banners.clear()
        self.operations.query(lambda: load(self.workspace, target), self._loaded, self._show_error, key="request")

    def refresh(self, changes: ChangeSet) -> None:
        """Ask again for the status and the deadline; what is being written is never replaced."""
        if changes.touches(Kind.REQUEST) and self.drafting.request_id:
            request_id = self.drafting.request_id
            self.operations.query(
                lambda: self.workspace.requests.get(request_id), self._refreshed, self._gone, key="request-status"
            )
        if changes.touches(Kind.MEETING, Kind.RULE):
            self._asked = None
            self._ask_deadline(self.form.draft())

    def _loaded(self, loaded: Loaded) -> None:
        request = loaded.request
        self.form.fill(loaded.draft, loaded.choices, loaded.names)
        self.sending.show_ways(loaded.ways, loaded.organisation)
        draft = self.form.draft()
        self.drafting.begin(request.id if request else "", draft)
        self._show_status(request.status if request else RequestStatus.DRAFT)
        self._show_kept(self.drafting.kept)
        self._asked = None
        self._ask_deadline(draft)
        self._ask_letter()
        self.view.area.verticalScrollBar().setValue(0)
        if self._wants_focus:
            self.focus_first()

    def _refreshed(self, request: Request) -> None:
        if request.id == self.drafting.request_id:
            self._show_status(request.status)

    def _gone(self, _error: MoedeklarError) -> None:
        """Somebody removed it elsewhere; what stands in the form is kept, and saved as new when it is changed."""
        draft = self.form.draft()
        self.drafting.forget()
        self.drafting.begin("", draft)

    def _show_status(self, status: RequestStatus) -> None:
        changed, self._status = status is not self._status, status
        if changed and self._deadline is not None:
            self._show_deadline(self._deadline)
        self.view.show_status(status)

    def focus_first(self) -> None:
        """Put the keyboard into the title, or into the text where there is a title."""
        if self.drafting.draft is None:
            self._wants_focus = True
            return
        self._wants_focus = False
        field = self.form.text if self.form.title.text() else self.form.title
        field.setFocus()

    def status_text(self) -> str:
        """How safe the draft is."""
        return self.view.kept.label.text()

    def flush(self) -> None:
        """Save what is written, and a requester that was typed but not added."""
        if self.drafting.draft is not None:
            self.form.people.commit()
        self.drafting.flush()

    def _edited(self) -> None:
        draft = self.form.draft()
        self.drafting.change(draft)
        self._ask_deadline(draft)
        self._preview_timer.start()

    def _made(self, request: Request) -> None:
        """The new request has an id: note it on the way taken, so that going back finds it."""
        current = self.navigator.current
        if current is not None and current.screen is Screen.REQUEST and current.request is None:
            self.navigator.replace(Target(Screen.REQUEST, request=request.id))

    def _show_kept(self, kept: Kept) -> None:
        self.view.show_kept(kept, stored=bool(self.drafting.request_id))
        self.status_changed.emit()

    def _ask_deadline(self, draft: RequestDraft) -> None:
        asked = (draft.committee, draft.meeting_id)
        if asked == self._asked:
            return
        self._asked = asked
        if not draft.committee:
            self.form.deadline.say("")
            return
        self.operations.query(
            lambda: self.workspace.requests.deadline(*asked),
            self._show_deadline,
            lambda error: self.form.deadline.say(error_sentence(error), Tone.ACCENT),
            key="request-deadline",
        )

    def _show_deadline(self, deadline: Deadline) -> None:
        self._deadline = deadline
        self.form.deadline.say(*deadline_words(deadline, self._status, local_now(self.workspace.clock)))

    def _ask_letter(self) -> None:
        draft = self.form.draft()
        self.operations.query(
            lambda: self.workspace.requests.letter_html(draft), self.view.preview.set_letter, key="request-letter"
        )

    def _fill_status_menu(self) -> None:
        self.view.status_menu.clear()
        for status in (*STEPS, RequestStatus.WITHDRAWN):
            action = self.view.status_menu.addAction(status_name(status))
            action.setCheckable(True)
            action.setChecked(status is self._status)
            action.triggered.connect(lambda _checked=False, chosen=status: self.set_status(chosen))

    def set_status(self, status: RequestStatus) -> None:
        """Say by hand how far it has come. It can be undone like everything else."""
        self.flush()
        request_id = self.drafting.request_id
        if request_id and status is not self._status:
            self.operations.command(
                lambda: self.workspace.requests.set_status(request_id, status), self._refreshed, self._show_error
            )

    def delete(self) -> None:
        """Remove the request and go to the list, which offers to undo it."""
        request_id = self.drafting.request_id
        if not request_id:
            return
        self.flush()
        title = self.form.title.text()
        self.drafting.forget()

        def gone(_nothing: object) -> None:
            self.navigator.go(Target(Screen.REQUESTS, title=title or _("Untitled request")))

        self.operations.command(lambda: self.workspace.requests.remove(request_id), gone, self._show_error)

    def save_letter(self) -> None:
        """Ask for a file and write the letter into it."""
        self.form.people.commit()
        self.drafting.flush(even_untouched=True)
        self.view.banners.clear()
        slot = self.drafting.slot
        self.saver.save(lambda: slot.id, self.form.draft())

    def _letter_saved(self, path: Path, problem: str) -> None:
        if problem:
            self.view.say("bad", problem)
            return
        banner = self.view.say("info", _("The letter is saved as {name}.").format(name=path.name))
        focus_soon(banner.add_action(_("Open"), lambda: self.saver.open(path), primary=True))
        banner.add_action(_("Show the folder"), lambda: self.saver.open(path.parent))

    def _show_error(self, error: MoedeklarError) -> None:
        self.view.banners.clear()
        banner = self.view.say("bad", error_sentence(error))
        if self.drafting.kept is Kept.FAILED:
            banner.add_action(_("Try again"), self._try_again)

    def _try_again(self) -> None:
        self.view.banners.clear()
        self.flush()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 (Qt's name)
        """Another screen is shown: nothing waits any longer."""
        self.flush()
        super().hideEvent(event)
