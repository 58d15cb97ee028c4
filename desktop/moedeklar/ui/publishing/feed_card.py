"""A feed: from where to where, how it stands, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

from moedeklar.ui.publishing.loading import Shown
from moedeklar.ui.publishing.words import standing_words
from moedeklar.ui.rows import words
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.card import Card
from moedeklar.ui.widgets.elided import ElidedLabel
from moedeklar.ui.widgets.flow import FlowLayout
from moedeklar.wording.errors import error_sentence
from moedeklar.wording.language import _


class FeedCard(Card):
    """`look_wanted`, `undo_wanted`, `change_wanted`, `remove_wanted`; the address is copied by the card itself."""

    look_wanted = Signal()
    undo_wanted = Signal()
    change_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._theme = theme
        self._address = ""
        self.body.setSpacing(3)
        self.folder = ElidedLabel("", "muted")
        self.place = ElidedLabel("", "muted")
        self.address = ElidedLabel("", "muted")
        self.state = words("", "small")
        for part in (self.folder, self.place, self.address, self.state):
            self.body.addWidget(part)
        row = QWidget()
        flow = FlowLayout(row, spacing=4)
        self.look = QPushButton(_("See what would go out"))
        set_role(self.look, "primary")
        theme.set_icon(self.look, "refresh-cw", "on_accent")
        self.look.clicked.connect(lambda _checked=False: self.look_wanted.emit())
        self.undo = self._quiet(_("Undo the last publish …"), "undo-2", self.undo_wanted.emit)
        self.copy = self._quiet(_("Copy the address"), "copy", self._copy)
        self.change = self._quiet(_("Change …"), "settings", self.change_wanted.emit)
        self.change.setAccessibleName(_("Change the feed …"))
        self.remove = self._quiet(_("Remove …"), "trash-2", self.remove_wanted.emit)
        self.remove.setAccessibleName(_("Remove the feed …"))
        for button in (self.look, self.undo, self.copy, self.change, self.remove):
            flow.addWidget(button)
        self.body.addSpacing(6)
        self.body.addWidget(row)

    def show_feed(self, shown: Shown, now: datetime) -> None:
        """Show a feed as it stands."""
        feed, standing = shown.feed, shown.standing
        self._address = standing.address
        name = standing.settings.name if standing.settings is not None else ""
        self.set_title(name or feed.place)
        self.folder.setText(_("From {folder}").format(folder=feed.folder))
        self.place.setText(_("To {place}").format(place=feed.place))
        self.address.setText(_("Read at {address}").format(address=standing.address))
        self.address.setVisible(bool(standing.address))
        self.state.setText(error_sentence(shown.error) if shown.error else standing_words(standing, now))
        set_role(self.state, "bad" if shown.error else "warn" if standing.unfinished else "small")
        self.undo.setVisible(standing.can_undo)
        self.copy.setVisible(bool(standing.address))
        self.copy.setText(_("Copy the address"))

    def set_busy(self, busy: bool) -> None:
        """While a job is on nothing else can be asked for."""
        for button in (self.look, self.undo, self.change, self.remove):
            button.setEnabled(not busy)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._address)
        self.copy.setText(_("Copied"))

    def _quiet(self, text: str, icon: str, pressed: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        set_role(button, "quiet")
        self._theme.set_icon(button, icon)
        button.setAccessibleName(text)
        button.clicked.connect(lambda _checked=False: pressed())
        return button
