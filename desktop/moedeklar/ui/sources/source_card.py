"""One source as a card: what it is, how it stands, and what can be done with it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from moedeklar.model.views import SourceInfo, SourceState
from moedeklar.ui.rows import TAG_ROLES, words
from moedeklar.ui.screen import focus_soon
from moedeklar.ui.sources.content import kind_name, last_success, state_tag, state_tone, state_words
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.card import Card
from moedeklar.ui.widgets.elided import ElidedLabel
from moedeklar.ui.widgets.tag import Tag
from moedeklar.wording.language import _


class Removal(QFrame):
    """Asks once more, with the two things that may happen to one's own notes.

    `confirmed` carries whether the notes are to be forgotten too; `cancelled` that all stays.
    """

    confirmed = Signal(bool)
    cancelled = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "banner-warn")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.setSpacing(8)
        said = _(
            "Remove “{name}”? Its meetings are no longer shown. Your notes, highlights and bookmarks are kept, and find"
            " their places again if the source is added once more. The files in the folder are not touched."
        )
        layout.addWidget(words(said.format(name=name)))
        self.forget = QCheckBox(_("Also forget my notes, highlights and bookmarks for its meetings"))
        layout.addWidget(self.forget)
        self.warning = words(_("They are then gone for good, except in backups that you have made."), "warn")
        self.warning.hide()
        layout.addWidget(self.warning)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.remove = QPushButton(_("Remove the source"))
        set_role(self.remove, "danger")
        self.cancel = QPushButton(_("Cancel"))
        row.addWidget(self.remove)
        row.addWidget(self.cancel)
        row.addStretch(1)
        layout.addLayout(row)
        self.forget.toggled.connect(self._warn)
        self.remove.clicked.connect(lambda: self.confirmed.emit(self.forget.isChecked()))
        self.cancel.clicked.connect(self.cancelled)

    def _warn(self, forget: bool) -> None:
        self.warning.setVisible(forget)
        self.remove.setText(_("Remove the source and forget my notes") if forget else _("Remove the source"))


_SCANNED = frozenset(("folder",))  # kinds whose documents may be scanned: others state what they hold
_OFFERING = frozenset(("firstagenda",))  # kinds that can be asked for their committees


class SourceCard(Card):
    """`sync_wanted`, `accept_wanted` (go on past a guard), `remove_wanted` (and whether to forget the notes).

    `scans_wanted` carries whether its scanned documents are to be read from now on; `committees_wanted` asks to choose
    its committees anew.
    """

    sync_wanted = Signal()
    accept_wanted = Signal()
    remove_wanted = Signal(bool)
    scans_wanted = Signal(bool)
    committees_wanted = Signal()

    def __init__(self, theme: Theme, source: SourceInfo, now: datetime, parent: QWidget | None = None) -> None:
        super().__init__(source.name, parent)
        self.source = source
        self.setAccessibleName(f"{kind_name(source.kind)} {source.name}, {state_words(source.state)}")
        self.add_header_widget(Tag(state_tag(source.state), TAG_ROLES[state_tone(source.state)]))
        self.body.setSpacing(3)
        self.body.addWidget(ElidedLabel(f"{kind_name(source.kind)} · {source.location}", "muted"))
        self.body.addWidget(words(f"{last_success(source, now)} · {state_words(source.state)}", "small"))
        if source.committees:
            only = _("Only {committees}").format(committees=", ".join(source.committees))
            self.body.addWidget(words(only, "small"))
        if source.state is SourceState.ATTENTION:
            self.body.addWidget(self._guard())
        self.scans = QCheckBox(_("Read scanned documents by text recognition"))
        self.scans.setAccessibleDescription(source.name)
        self.scans.setChecked(source.reads_scans)
        self.scans.clicked.connect(self.scans_wanted)
        self.body.addWidget(self.scans)
        if source.kind not in _SCANNED:
            self.scans.hide()
        self._removal: Removal | None = None
        self._buttons(theme)

    def _guard(self) -> QFrame:
        guard = QFrame()
        set_role(guard, "banner-warn")
        layout = QVBoxLayout(guard)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.setSpacing(8)
        said = _(
            "Much of what was here is suddenly missing from the source, so the run stopped before anything was changed."
            " Look whether the folder is complete: perhaps a drive isn't connected or files are being moved. If it is"
            " right as it is, go on; what is missing is then marked as withdrawn, and your notes are kept."
        )
        layout.addWidget(words(said))
        self.accept_button = QPushButton(_("Go on anyway"))
        self.accept_button.setAccessibleDescription(self.source.name)
        self.accept_button.clicked.connect(self.accept_wanted)
        row = QHBoxLayout()
        row.addWidget(self.accept_button)
        row.addStretch(1)
        layout.addLayout(row)
        return guard

    def _buttons(self, theme: Theme) -> None:
        row = QHBoxLayout()
        row.setSpacing(4)
        self.sync_button = QPushButton(_("Fetch"))
        theme.set_icon(self.sync_button, "refresh-cw")
        self.sync_button.setAccessibleName(_("Fetch from {name}").format(name=self.source.name))
        self.sync_button.clicked.connect(self.sync_wanted)
        self.remove_button = QPushButton(_("Remove …"))
        theme.set_icon(self.remove_button, "trash-2")
        self.remove_button.setAccessibleName(_("Remove {name}").format(name=self.source.name))
        self.remove_button.clicked.connect(self._ask)
        self.committees_button = QPushButton(_("Committees …"))
        theme.set_icon(self.committees_button, "users")
        self.committees_button.setAccessibleName(_("Choose committees of {name}").format(name=self.source.name))
        self.committees_button.clicked.connect(self.committees_wanted)
        for button in (self.sync_button, self.committees_button, self.remove_button):
            set_role(button, "quiet")
            row.addWidget(button)
        if self.source.kind not in _OFFERING:
            self.committees_button.hide()
        row.addStretch(1)
        self.body.addSpacing(4)
        self.body.addLayout(row)

    @property
    def removal(self) -> Removal | None:
        """The question whether to remove, while it is asked."""
        return self._removal

    def set_running(self, running: bool) -> None:
        """While a run is under way nothing else can be asked for."""
        self.sync_button.setEnabled(not running)
        self.remove_button.setEnabled(not running)
        self.committees_button.setEnabled(not running)
        self.scans.setEnabled(not running)

    def _ask(self) -> None:
        if self._removal is None:
            self._removal = Removal(self.source.name)
            self._removal.confirmed.connect(self.remove_wanted)
            self._removal.cancelled.connect(self._keep)
            self.body.addWidget(self._removal)
        focus_soon(self._removal.cancel)

    def _keep(self) -> None:
        removal, self._removal = self._removal, None
        if removal is not None:
            removal.hide()
            removal.deleteLater()
        self.remove_button.setFocus()
