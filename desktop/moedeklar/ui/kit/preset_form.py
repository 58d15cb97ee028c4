"""A small form from which an organisation.toml is written: whose members, one source, an address, a language."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QPushButton, QWidget

from moedeklar.model.errors import MoedeklarError
from moedeklar.secretary.kit.form import PresetForm, examine_form, save_form
from moedeklar.ui.background import Background
from moedeklar.ui.kit.words import preset_filter
from moedeklar.ui.lines import Tone
from moedeklar.ui.requests.state import StateLine
from moedeklar.ui.rows import words
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.dialog import ColumnDialog
from moedeklar.ui.widgets.files import choose_target
from moedeklar.wording.errors import error_sentence, finding_sentence
from moedeklar.wording.language import _

WIDTH = 580


class PresetFormDialog(ColumnDialog):
    """`saved` carries the name of the file that was written, and the dialog closes. What is wrong is told in it."""

    saved = Signal(str)

    def __init__(self, theme: Theme, folder: str, parent: QWidget | None = None) -> None:
        super().__init__(WIDTH, parent)
        self._folder = folder
        self._work = Background(self)
        self._work.done.connect(self._done)
        self._work.failed.connect(self._fail)
        self.setWindowTitle(_("Settings of the organisation"))
        heading = QLabel(self.windowTitle())
        set_role(heading, "large")
        self.column.addWidget(heading)
        self.column.addWidget(
            words(
                _(
                    "What most organisations need. Committees, deadlines and more can be added to the file afterwards, "
                    "in any text editor."
                ),
                "muted",
            )
        )
        self.name, self.location, self.mail = QLineEdit(), QLineEdit(), QLineEdit()
        self.name.setPlaceholderText("Nordlund Kommune")
        self.mail.setPlaceholderText("sekretariat@kommunen.example")
        self.kind, self.language = QComboBox(), QComboBox()
        for text, kind, example in (
            (_("OParl, or a feed that you publish"), "oparl", "https://dagsordener.kommunen.example/system.json"),
            (_("FirstAgenda Publication"), "firstagenda", "https://dagsordener.kommunen.example"),
            (_("A folder"), "folder", r"\\server\dagsordener"),
            (_("An export of the case system"), "exports", r"\\server\eksport"),
            (_("A calendar"), "ical", "https://kommunen.example/moeder.ics"),
        ):
            self.kind.addItem(text, (kind, example))
        self.kind.currentIndexChanged.connect(lambda _index: self._example())
        for text, code in ((_("The member chooses"), ""), ("Dansk", "da"), ("English", "en")):
            self.language.addItem(text, code)
        self._example()
        form = QFormLayout()
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for text, field in (
            (_("Name"), self.name),
            (_("Agendas from"), self.kind),
            (_("Address or path"), self.location),
            (_("Requests go to"), self.mail),
            (_("Language"), self.language),
        ):
            field.setAccessibleName(text)
            form.addRow(text, field)
        self.column.addLayout(form)
        self.state = StateLine(theme)
        self.column.addWidget(self.state)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.save = QPushButton(_("Save as …"))
        set_role(self.save, "primary")
        buttons.addButton(self.save, QDialogButtonBox.ButtonRole.ActionRole)
        self.save.setDefault(True)
        self.save.clicked.connect(self._ask_where)
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(_("Cancel"))
        buttons.rejected.connect(self.reject)
        self.column.addWidget(buttons)
        self.name.setFocus()

    def _example(self) -> None:
        self.location.setPlaceholderText(self.kind.currentData()[1])

    def filled(self) -> PresetForm:
        """What is filled in."""
        return PresetForm(
            self.name.text(), self.kind.currentData()[0], self.location.text(), self.mail.text(),
            self.language.currentData(),
        )  # fmt: skip

    def _ask_where(self) -> None:
        form = self.filled()
        if not form.name.strip():
            self._refuse(_("Write the organisation's name: members are asked by it."), self.name)
            return
        if not form.location.strip():
            self._refuse(_("Write where the agendas come from."), self.location)
            return
        found = examine_form(form).findings
        if found:
            wrong = self.mail if any("mail" in str(one.facts.get("where")) for one in found) else self.location
            self._refuse(finding_sentence(found[0]), wrong)
            return
        self.state.say("")
        suggested = str(Path(self._folder) / "organisation.toml")
        chosen = choose_target(self, _("Settings of the organisation"), suggested, preset_filter())
        if chosen:
            path = Path(chosen) if Path(chosen).suffix else Path(f"{chosen}.toml")
            self._work.start(lambda _tell, _cancelled: save_form(form, path), "preset-save")

    def _refuse(self, said: str, field: QLineEdit) -> None:
        self.state.say(said, Tone.LATE)
        field.setFocus()

    def _done(self, name: str) -> None:
        self.saved.emit(name)
        self.accept()

    def _fail(self, error: MoedeklarError) -> None:
        self.state.say(error_sentence(error), Tone.LATE)
