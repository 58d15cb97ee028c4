"""Adding a source in one place: first what kind it is, then the few things that this kind needs."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from moedeklar.ui.screen import focus_soon
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.flow import FlowLayout
from moedeklar.wording.language import _

MUNICIPALITY, FOLDER, FEED, CALENDAR = "municipality", "folder", "feed", "calendar"


class AddSource(QWidget):
    """Four kinds beside each other, and below them the form of the one that is chosen."""

    def __init__(self, theme: Theme, forms: dict[str, QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._forms = forms
        self.buttons: dict[str, QPushButton] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        kinds = QWidget()
        kinds.setAccessibleName(_("Kind of source"))
        beside = FlowLayout(kinds, spacing=6)
        self._group = QButtonGroup(self)
        named = {
            MUNICIPALITY: (_("Municipality"), "gavel"),
            FOLDER: (_("Folder or export"), "folder"),
            FEED: (_("OParl address"), "link"),
            CALENDAR: (_("Calendar"), "calendar"),
        }
        for kind, form in forms.items():
            text, icon = named[kind]
            button = QPushButton(text)
            set_role(button, "quiet")
            button.setCheckable(True)
            theme.set_icon(button, icon)
            button.clicked.connect(lambda _checked=False, kind=kind: self.choose(kind))
            self._group.addButton(button)
            self.buttons[kind] = button
            beside.addWidget(button)
            form.setVisible(False)
        layout.addWidget(kinds)
        for form in forms.values():
            layout.addWidget(form)
        self.kind = next(iter(forms))
        self.choose(self.kind, focus=False)

    @property
    def form(self) -> QWidget:
        """The form of the kind that is chosen."""
        return self._forms[self.kind]

    def choose(self, kind: str, *, focus: bool = True) -> None:
        """Show the form of *kind*, and give it the keyboard."""
        self.kind = kind
        self.buttons[kind].setChecked(True)
        for name, form in self._forms.items():
            form.setVisible(name == kind)
        if focus:
            focus_soon(self.form)
