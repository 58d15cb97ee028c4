"""Writes a letter to a file that the person names, and opens it on request."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from moedeklar.model.errors import MoedeklarError
from moedeklar.model.requests import RequestDraft
from moedeklar.ui.operations import Operations
from moedeklar.ui.widgets.files import choose_target
from moedeklar.wording.errors import error_sentence
from moedeklar.wording.language import _

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace

_FORBIDDEN = '<>:"/\\|?*\n\r\t'


def file_name(draft: RequestDraft) -> str:
    """A name for the letter that every system takes: "Anmodning - Social kontrol.pdf"."""
    title = "".join(" " if mark in _FORBIDDEN else mark for mark in draft.title)
    title = " ".join(title.split())[:80].rstrip(" .")
    return (_("Request - {title}").format(title=title) if title else _("Request")) + ".pdf"


def write_whole(path: Path, data: bytes) -> str:
    """Write *data* so that *path* is never half a file. Returns the system's reason where it can't be, "" else."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        return error.strerror or type(error).__name__
    return ""


class LetterSaver(QObject):
    """Asks where, makes the PDF and writes it as a command. UI thread.

    `told` carries the path and "" or a sentence that says why it was not saved. `choose` asks for the file and may be
    replaced, so that a test answers.
    """

    told = Signal(object, str)

    def __init__(self, workspace: Workspace, operations: Operations, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._operations = operations
        self._parent = parent
        self._folder = Path.home()
        self.choose: Callable[[str], str] = self._ask
        self.open_url: Callable[[QUrl], bool] = QDesktopServices.openUrl

    def save(self, request_id: Callable[[], str], draft: RequestDraft) -> None:
        """Ask for a file and write the letter into it.

        *request_id* is called on the thread of commands, after those given before it: by then the draft is stored.
        """
        chosen = self.choose(str(self._folder / file_name(draft)))
        if not chosen:
            return
        path = Path(chosen)
        if path.suffix.lower() != ".pdf":
            path = path.with_name(path.name + ".pdf")
        self._folder = path.parent

        def work() -> str:
            return write_whole(path, self._workspace.requests.letter_pdf(request_id()))

        self._operations.command(work, lambda why: self._written(path, why), lambda error: self._failed(path, error))

    def open(self, path: Path) -> None:
        """Show a file or folder in the system's own program."""
        self.open_url(QUrl.fromLocalFile(str(path)))

    def _ask(self, suggestion: str) -> str:
        return choose_target(self._parent, _("Save the letter"), suggestion, _("PDF files (*.pdf)"))

    def _written(self, path: Path, why: str) -> None:
        said = _("The letter could not be saved in {folder}: {why}. Choose another folder.")
        self.told.emit(path, said.format(folder=path.parent, why=why) if why else "")

    def _failed(self, path: Path, error: MoedeklarError) -> None:
        self.told.emit(path, error_sentence(error))
