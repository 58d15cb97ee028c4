"""Sends a request in the ways that the organisation has named: into its folder, or beside an e-mail."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMenu, QWidget

from moedeklar.model.errors import MoedeklarError
from moedeklar.model.organisation import RequestWays
from moedeklar.model.requests import RequestDraft
from moedeklar.ui.operations import Operations
from moedeklar.ui.requests.drafting import Drafting, Slot
from moedeklar.ui.requests.saving import LetterSaver
from moedeklar.ui.requests.view import EditorView
from moedeklar.ui.screen import focus_soon
from moedeklar.wording.errors import error_sentence
from moedeklar.wording.language import _

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace


class Sending(QObject):
    """Fills the menu of the editor's button for sending, which is hidden where no way is known. UI thread.

    What is written is kept first. `sent`: the person says, once it is on its way, that the request is sent. `open_url`
    may be replaced, so that a test answers.
    """

    sent = Signal()

    def __init__(
        self, workspace: Workspace, operations: Operations, view: EditorView, drafting: Drafting, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._operations = operations
        self._view = view
        self._drafting = drafting
        self._ways = RequestWays()
        self._draft = RequestDraft("")
        self.saver = LetterSaver(workspace, operations, parent)
        self.saver.told.connect(self._saved)
        self.open_url: Callable[[QUrl], bool] = QDesktopServices.openUrl
        self.menu = QMenu(view.send_button)
        view.send_button.setMenu(self.menu)
        view.send_button.hide()

    def show_ways(self, ways: RequestWays, organisation: str) -> None:
        """Offer these ways."""
        self._ways = ways
        self.menu.clear()
        if ways.folder:
            put = self.menu.addAction(_("Put it into the folder of {name}").format(name=organisation))
            put.triggered.connect(lambda _checked=False: self.put())
        if ways.mail:
            mail = self.menu.addAction(_("Write an e-mail to {address} …").format(address=ways.mail))
            mail.triggered.connect(lambda _checked=False: self.mail())
        self._view.send_button.setVisible(bool(ways.folder or ways.mail))

    def put(self) -> None:
        """Put letter, document and files into the organisation's folder."""
        from moedeklar.member.sending import put_into_folder  # noqa: PLC0415 (only where a request is sent)

        slot, folder = self._kept(), Path(self._ways.folder)
        requests, files = self._workspace.requests, self._workspace.store.files
        self._operations.command(
            lambda: put_into_folder(requests, files, slot.id, folder.expanduser()),
            lambda place: self._tell("info", _("The request lies in {place}.").format(place=place), place),
            self._failed,
        )

    def mail(self) -> None:
        """Save the letter where the person says, and open an e-mail that it is to be attached to."""
        slot = self._kept()
        self._draft = self._view.form.draft()
        self.saver.save(lambda: slot.id, self._draft)

    def _kept(self) -> Slot:
        self._view.form.people.commit()
        self._drafting.flush(even_untouched=True)
        self._view.banners.clear()
        return self._drafting.slot

    def _saved(self, path: Path, problem: str) -> None:
        from moedeklar.member.sending import mail_address  # noqa: PLC0415 (as above)

        address = self._ways.mail
        if problem:
            self._view.say("bad", problem)
        elif self.open_url(QUrl(mail_address(self._draft, address), QUrl.ParsingMode.StrictMode)):
            said = _("An e-mail to {address} is open in your mail program. Attach the letter, {name}, and send it.")
            self._tell("info", said.format(address=address, name=path.name), path.parent)
        else:
            said = _("No mail program could be opened. The letter is saved as {path}; send it to {address}.")
            self._tell("warn", said.format(path=path, address=address), path.parent)

    def _tell(self, kind: str, said: str, folder: Path) -> None:
        banner = self._view.say(kind, said)
        focus_soon(banner.add_action(_("Mark as sent"), self._mark, primary=True))
        banner.add_action(_("Show the folder"), lambda: self.saver.open(folder))

    def _mark(self) -> None:
        self._view.banners.clear()
        self.sent.emit()

    def _failed(self, error: MoedeklarError) -> None:
        self._view.say("bad", error_sentence(error))
