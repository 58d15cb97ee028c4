"""Adding a folder of papers or of exports: chosen in a dialog, typed, or dropped on the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QRadioButton, QVBoxLayout, QWidget

from moedeklar.ui.lines import Tone
from moedeklar.ui.requests.state import StateLine
from moedeklar.ui.rows import words
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.files import choose_folder
from moedeklar.ui.widgets.flow import FlowLayout
from moedeklar.wording.language import _


def dropped_folder(data: QMimeData) -> Path | None:
    """The folder or archive that is being dragged, or the folder of a file that is; None for anything else."""
    for url in data.urls():
        if url.isLocalFile():
            path = Path(url.toLocalFile())
            return path if path.is_dir() or is_archive(path) else path.parent
    return None


def is_archive(path: Path) -> bool:
    """Whether *path* is a zip archive by its name: an export in one file."""
    return path.suffix.casefold() == ".zip"


def typed_folder(text: str) -> Path | None:
    """A path as people type and paste it: with quotes, a file address or "~". None for nothing."""
    text = text.strip().strip("\"'“”")
    if text.startswith("file://"):
        text = text.removeprefix("file://")
    return Path(text).expanduser() if text else None


class AddFolder(QWidget):
    """A line for a path, a button that asks for a folder, and one that adds. `wanted` carries the `Path`.

    Above them stands what lies there: papers, or what a case system exports (`exports`). `choose` asks for a folder and
    may be replaced, so that a test answers.
    """

    wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choose: Callable[[], str] = self._ask
        self.problem = StateLine(theme)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        self.papers = QRadioButton(_("Agendas and minutes (PDF, Word, web pages, text)"))
        self.exports = QRadioButton(_("Export folder of a case system (XML)"))
        self.papers.setChecked(True)
        kinds = QWidget()
        beside = FlowLayout(kinds, spacing=12)
        beside.addWidget(self.papers)
        beside.addWidget(self.exports)
        layout.addWidget(kinds)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.path = QLineEdit()
        self.path.setPlaceholderText(_("The folder's path"))
        self.path.setAccessibleName(_("Path of the folder to add"))
        self.path.returnPressed.connect(self._add)
        self.path.textEdited.connect(lambda _text: self.problem.say(""))
        row.addWidget(self.path, 1)
        self.browse = QPushButton(_("Choose a folder …"))
        theme.set_icon(self.browse, "folder-open")
        self.browse.clicked.connect(self._browse)
        row.addWidget(self.browse)
        self.add = QPushButton(_("Add"))
        self.add.setAccessibleName(_("Add the folder"))
        set_role(self.add, "primary")
        self.add.clicked.connect(self._add)
        row.addWidget(self.add)
        layout.addLayout(row)
        layout.addWidget(self.problem)
        layout.addWidget(
            words(
                _(
                    "Agendas, minutes and their attachments in it, and in the folders below, are read. Nothing in the"
                    " folder is changed. You can also drop a folder on this page, or an export as a zip archive."
                ),
                "small",
            )
        )
        self.setFocusProxy(self.path)

    def refuse(self, sentence: str) -> None:
        """Say why the folder was not added; the path stays to be corrected."""
        self.problem.say(sentence, Tone.LATE)
        self.path.setFocus()
        self.path.selectAll()

    def accepted(self) -> None:
        """The folder was added."""
        self.problem.say("")
        self.path.clear()

    def _add(self) -> None:
        folder = typed_folder(self.path.text())
        if folder is None:
            self._browse()
        else:
            self.wanted.emit(folder)

    def _browse(self) -> None:
        chosen = self.choose()
        if chosen:
            self.path.setText(chosen)
            self.wanted.emit(Path(chosen))

    def _ask(self) -> str:
        title = _("Choose the folder with agendas and minutes")
        return choose_folder(self, title, str(Path.home()))
