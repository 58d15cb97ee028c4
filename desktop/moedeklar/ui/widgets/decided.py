"""The mark beside what a member can't change: a lock, and who has decided it."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.wording.language import _
from moedeklar.wording.presets import decided_by


class DecidedMark(QPushButton):
    """ "Decided by Nordlund Kommune", with a lock.

    What it stands beside is disabled, and so out of the keyboard's reach; this is not, and tells a screen reader what
    is decided, and how. Pressed, it is to lead to all that is decided.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(_("Decided by your organisation"), parent)  # words first: beside them the icon has a gap
        set_role(self, "quiet")
        theme.set_icon(self, "lock")
        self.setAccessibleName(self.text())
        self.hide()

    def say(self, organisation: str, what: str, value: str = "") -> None:
        """Show that *organisation* has decided on *what*, which is *value*; hidden where *organisation* is ""."""
        said = decided_by(organisation)
        self.setText(said)
        told = f"{what}: {value}" if value else what
        self.setAccessibleName(_("{what}. {decided}").format(what=told, decided=said))
        self.setToolTip(self.accessibleName())
        self.setVisible(bool(organisation))
