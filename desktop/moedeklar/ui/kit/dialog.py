"""A kit for members is made: settings and installer are chosen and looked at, the page is shown, the ZIP is written."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from moedeklar.model.errors import MoedeklarError
from moedeklar.secretary.kit.making import MadeKit
from moedeklar.secretary.kit.proof import Keys, Trust, program_keys
from moedeklar.ui.background import Background
from moedeklar.ui.kit.fields import FileField
from moedeklar.ui.kit.looking import Looked, Setup, look, make
from moedeklar.ui.kit.preset_form import PresetFormDialog
from moedeklar.ui.kit.preview import PagePreview
from moedeklar.ui.kit.words import KINDS, kit_filter, megabytes, preset_filter, setup_filter, trust_words
from moedeklar.ui.lines import Tone
from moedeklar.ui.requests.state import StateLine
from moedeklar.ui.rows import words
from moedeklar.ui.screen import SheetScroll
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.dialog import resize_within_screen
from moedeklar.ui.widgets.files import choose_file, choose_target
from moedeklar.ui.widgets.progress import ProgressLine
from moedeklar.wording.errors import error_sentence
from moedeklar.wording.language import _

if TYPE_CHECKING:
    from moedeklar.pdf.client import PdfClient

SIZE = QSize(1180, 760)
LEAST = 440  # pixels of the side with the fields
PAUSE = 500  # ms after the last letter of the contact


class KitDialog(QDialog):
    """Chooses, looks, shows, writes. Esc cancels what is under way, and closes where nothing is. UI thread.

    `open_url` shows a folder, and may be replaced.
    """

    def __init__(
        self, pdf: PdfClient, theme: Theme, parent: QWidget | None = None, *, keys: Keys = program_keys
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("A kit for members"))
        self.open_url: Callable[[QUrl], bool] = QDesktopServices.openUrl
        self._pdf = pdf
        self._theme = theme
        self._keys = keys
        self._looked = Looked()
        self._setup: Setup | None = None
        self._made: MadeKit | None = None
        self._looking, self._making = Background(self), Background(self)
        self._looking.done.connect(self._show)
        self._looking.failed.connect(self._fail)
        self._making.told.connect(self._progress)
        self._making.done.connect(self._written)
        self._making.failed.connect(self._fail)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(PAUSE)
        self._typing.timeout.connect(self._look)
        self.preview = PagePreview()
        both = QHBoxLayout()
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(0)
        both.addWidget(self._choices(), 1)
        both.addWidget(self.preview, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 14)
        whole.setSpacing(12)
        whole.addLayout(both, 1)
        whole.addLayout(self._foot())
        resize_within_screen(self, SIZE)
        self._offer()
        self.preset.edit.setFocus()

    # -- what it is made of --------------------------------------------------------------------------------------------

    def _choices(self) -> QWidget:
        scroll = SheetScroll(620)
        scroll.setMinimumWidth(LEAST)
        heading = QLabel(self.windowTitle())
        set_role(heading, "title")
        scroll.page.addWidget(heading)
        scroll.page.addWidget(
            words(
                _(
                    "One ZIP file with the installer as it was released, your organisation's settings, and a page that "
                    "says what to do. Members unpack it and install; nobody types an address."
                ),
                "muted",
            )
        )
        self.preset = FileField(
            _("Settings of the organisation"),
            _("An organisation.toml: name, where the agendas come from, deadlines and more."),
            lambda: choose_file(self, _("Settings of the organisation"), self._near(), preset_filter()),
            self._theme,
        )
        self.write_new = QPushButton(_("Write new …"))
        self.write_new.clicked.connect(self._write_new)
        self.preset.row.addWidget(self.write_new)
        self.installer = FileField(
            _("Installer"),
            _("As it was downloaded: setup.exe, .msi, .deb, .rpm or AppImage, with SHA256SUMS beside it."),
            lambda: choose_file(self, _("Installer"), self._near(), setup_filter()),
            self._theme,
        )
        self.unchecked = QCheckBox(_("Take it although nothing shows that it is Mødeklar"))
        self.unchecked.hide()
        self.preset.changed.connect(self._look)
        self.installer.changed.connect(self._another_installer)
        self.unchecked.toggled.connect(lambda _on: self._offer())
        scroll.page.addWidget(self.preset)
        scroll.page.addWidget(self.installer)
        scroll.page.addWidget(self.unchecked)
        label = QLabel(_("Whom members ask"))
        set_role(label, "heading")
        self.contact = QLineEdit()
        self.contact.setAccessibleName(label.text())
        self.contact.setPlaceholderText(_("IT service, telephone 12 34 56 78"))
        self.contact.setMaxLength(200)
        self.contact.textEdited.connect(lambda _text: self._typing.start())
        label.setBuddy(self.contact)
        asked = QVBoxLayout()
        asked.setSpacing(4)
        asked.addWidget(label)
        asked.addWidget(words(_("It stands on the page. Left empty: the address that requests go to."), "small"))
        asked.addWidget(self.contact)
        scroll.page.addLayout(asked)
        scroll.page.addStretch(1)
        return scroll

    def _foot(self) -> QVBoxLayout:
        self.line = ProgressLine(_("Making the kit"))
        self.line.hide()
        self.state = StateLine(self._theme)
        self.make = QPushButton(_("Make the kit …"))
        set_role(self.make, "primary")
        self.make.clicked.connect(self._ask_where)
        self.show_folder = QPushButton(_("Open the folder"))
        self.show_folder.clicked.connect(self._open_folder)
        self.close_button = QPushButton(_("Close"))
        self.close_button.clicked.connect(self.reject)
        for button in (self.make, self.show_folder, self.close_button):
            button.setAutoDefault(False)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.state, 1000)
        row.addStretch(1)
        for button in (self.show_folder, self.close_button, self.make):
            row.addWidget(button)
        self.show_folder.hide()  # not before it has a parent
        foot = QVBoxLayout()
        foot.setContentsMargins(24, 0, 24, 0)
        foot.setSpacing(8)
        foot.addWidget(self.line)
        foot.addLayout(row)
        return foot

    def _near(self) -> str:
        """Where to begin looking: beside what is chosen already."""
        named = self.preset.name or self.installer.name
        return str(Path(named).expanduser().parent) if named else str(Path.home())

    # -- looking -------------------------------------------------------------------------------------------------------

    def _another_installer(self) -> None:
        self._setup = None
        self.unchecked.setChecked(False)
        self._look()

    def _look(self) -> None:
        self._typing.stop()
        self._forget_made()
        setup = self._setup if self._setup is not None else self.installer.name
        given = (self._pdf, self.preset.name, setup, self.contact.text(), self._keys)
        self._looking.start(lambda _tell, cancelled: look(*given, cancelled), "kit-look")
        self.state.say(_("Looking at the files …"))
        self._offer()

    def _show(self, looked: Looked) -> None:
        self._looked = looked
        self._setup = looked.setup
        organisation, setup = looked.organisation, looked.setup
        named = [(_("Settings of {name}").format(name=organisation.preset.name), Tone.GOOD)] if organisation else []
        self.preset.say(
            [*named, *((text, Tone.LATE) for text in looked.errors), *((text, Tone.WARN) for text in looked.warnings)]
        )
        if setup is not None:
            kind = f"{KINDS[setup.installer.kind.value]()}, {megabytes(setup.installer.size)}"
            signed = setup.proof.trust is Trust.SIGNED
            self.installer.say([(kind, Tone.GOOD), (trust_words(setup.proof), Tone.GOOD if signed else Tone.WARN)])
            self.unchecked.setVisible(not signed)
        else:
            self.installer.say([(looked.refusal, Tone.LATE)] if looked.refusal else [])
            self.unchecked.hide()
        if organisation is not None and organisation.preset.requests.mail:
            self.contact.setPlaceholderText(organisation.preset.requests.mail)
        self.preview.show_page(looked.page)
        self.state.say("")
        self._offer()

    def _offer(self) -> None:
        """Let the kit be made where nothing stands in the way."""
        order = self._looked.order
        trusted = order is not None and (order.proof.trust is Trust.SIGNED or self.unchecked.isChecked())
        busy = self._looking.running or self._making.running
        self.make.setEnabled(trusted and not busy)
        for widget in (self.preset, self.installer, self.unchecked, self.contact):
            widget.setEnabled(not self._making.running)

    def _write_new(self) -> None:
        dialog = PresetFormDialog(self._theme, self._near(), self)
        dialog.saved.connect(self.preset.set_name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    # -- making --------------------------------------------------------------------------------------------------------

    def _ask_where(self) -> None:
        order = self._looked.order
        if order is None:
            return
        folder = Path(self.preset.name).expanduser().parent
        suggested = str(folder / _("Mødeklar for {name}.zip").format(name=_plain(order.organisation.preset.name)))
        chosen = choose_target(self, _("Make the kit"), suggested, kit_filter())
        if not chosen:
            return
        out = Path(chosen) if Path(chosen).suffix else Path(f"{chosen}.zip")
        self._forget_made()
        self.line.set_progress(0, order.installer.size)
        self.line.show()
        self.state.say(_("Making the kit …"))
        work = partial(make, self._pdf, order, out, unchecked=self.unchecked.isChecked())
        self._making.start(work, "kit-make")
        self._offer()

    def _progress(self, done: object) -> None:
        order = self._looked.order
        if order is not None and isinstance(done, int):
            self.line.set_progress(done, order.installer.size)

    def _written(self, made: MadeKit) -> None:
        self._made = made
        self.line.hide()
        said = _("The kit is made: {name}, {size}.").format(name=made.path.name, size=megabytes(made.size))
        self.state.say(said, Tone.GOOD)
        self.show_folder.show()
        self._offer()
        self.show_folder.setFocus()

    def _fail(self, error: MoedeklarError) -> None:
        self.line.hide()
        self.state.say(error_sentence(error), Tone.LATE)
        self._offer()

    def _forget_made(self) -> None:
        self._made = None
        self.show_folder.hide()
        self.state.say("")

    def _open_folder(self) -> None:
        if self._made is not None:
            self.open_url(QUrl.fromLocalFile(str(self._made.path.parent)))

    # -- keys ----------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Enter presses the button that has the keyboard, and never another one: a name that is typed is no command."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            button = self.focusWidget()
            if isinstance(button, QPushButton):
                button.click()
            return
        super().keyPressEvent(event)

    def reject(self) -> None:
        """Cancel the making; where nothing is being made, close."""
        if self._making.running:
            self._making.cancel()
            self.line.hide()
            self.state.say(_("It was cancelled. There is no kit."))
            self._offer()
            return
        self._typing.stop()
        self._looking.cancel()
        super().reject()


def _plain(name: str) -> str:
    """A name that every file system takes."""
    return "".join(mark for mark in name if mark.isalnum() or mark in " .-_").strip(" .") or "Mødeklar"
