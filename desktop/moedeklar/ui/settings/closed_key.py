"""The card of the member's own key in the settings: what a secretary encrypts closed items with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFormLayout, QLineEdit, QPushButton, QWidget

from moedeklar.model.errors import MoedeklarError
from moedeklar.ui.operations import Operations
from moedeklar.ui.rows import words
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.card import Card
from moedeklar.ui.widgets.files import choose_file, choose_folder, choose_target
from moedeklar.ui.widgets.flow import FlowLayout
from moedeklar.wording.language import _, ngettext

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace

NAME = "member_key_name"  # the setting that remembers what the person calls themselves in the file


class ClosedKeyCard(Card):
    """Shows the public key, copies it, saves it for the secretary, and opens what was encrypted for it. UI thread.

    `said` tells what was done, `opened` where the files of a package are now, `failed` why something was not done.
    """

    said = Signal(str)
    opened = Signal(str)
    failed = Signal(MoedeklarError)

    def __init__(
        self, workspace: Workspace, operations: Operations, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Your key for closed items"), parent)
        self._workspace = workspace
        self._operations = operations
        self._theme = theme
        told = _(
            "A secretary can encrypt closed items so that only you can read them. Give the secretary this public key;"
            " it is no secret. The key that opens them stays on this computer."
        )
        self.body.addWidget(words(told, "muted"))
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.key = QLineEdit()
        self.key.setReadOnly(True)
        self.key.setAccessibleName(_("Public key"))
        form.addRow(_("Public key"), self.key)
        self.name = QLineEdit()
        self.name.setAccessibleName(_("Your name"))
        self.name.setPlaceholderText(_("So that the secretary sees whose key it is"))
        form.addRow(_("Your name"), self.name)
        self.body.addLayout(form)
        self.copy_button = self._button(_("Copy the key"), "copy", self._copy)
        self.save_button = self._button(_("Save it for the secretary …"), "save", self._save)
        self.open_button = self._button(_("Open a package of closed items …"), "key", self._open)
        row = QWidget()
        flow = FlowLayout(row, spacing=8)
        for button in (self.copy_button, self.save_button, self.open_button):
            flow.addWidget(button)
        self.body.addWidget(row)
        self.show_key("", "")

    def show_key(self, public: str, name: str) -> None:
        """Show the key, "" while it is not known, and what the person is called."""
        self.key.setText(public)
        self.key.setCursorPosition(0)
        if not self.name.isModified():
            self.name.setText(name)
        for button in (self.copy_button, self.save_button, self.open_button):
            button.setEnabled(bool(public))

    def _button(self, text: str, icon: str, wanted: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        self._theme.set_icon(button, icon)
        button.clicked.connect(lambda _checked=False: wanted())
        return button

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.key.text())
        self.said.emit(_("The public key is on the clipboard."))

    def _save(self) -> None:
        suggested = str(Path.home() / _("moedeklar-key.txt"))
        chosen = choose_target(self, _("Save the public key"), suggested, _("Text (*.txt)"))
        if not chosen:
            return
        path, name = Path(chosen), self.name.text()

        def work() -> None:
            from moedeklar.member.member_key import export_key  # noqa: PLC0415 (zip archives, which few need)

            export_key(self._workspace.keys, path, name)
            self._workspace.settings.set(NAME, " ".join(name.split()))

        told = _("The public key is saved as {path}. Give it to the secretary.").format(path=path)
        self._operations.command(work, lambda _done: self.said.emit(told), self.failed.emit)

    def _open(self) -> None:
        package = choose_file(self, _("Choose the package"), str(Path.home()), _("Packages (*.age)"))
        if not package:
            return
        title = _("Choose a folder for what is in it; it will lie there in plain text")
        chosen = choose_folder(self, title, str(Path.home()))
        if not chosen:
            return
        folder = Path(chosen) / Path(package).stem

        def work() -> int:
            from moedeklar.member.member_key import open_package  # noqa: PLC0415 (as above)

            return len(open_package(self._workspace.keys, Path(package), folder))

        self._operations.command(work, lambda count: self._opened(count, folder), self.failed.emit)

    def _opened(self, count: int, folder: Path) -> None:
        said = ngettext(
            "{n} file is in {path}, in plain text. Add the folder as a source to read it here.",
            "{n} files are in {path}, in plain text. Add the folder as a source to read them here.",
            count,
        )
        self.opened.emit(said.format(n=count, path=folder))
