"""Says quietly how much of a document was understood, where the rest is, and what is to be known of the reading."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QMenu, QVBoxLayout, QWidget

from moedeklar.model.announced import Spot, unnamed
from moedeklar.model.views import MeetingView
from moedeklar.ui.reader.corrected import correction_line
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.widgets.buttons import action_button
from moedeklar.wording.findings import coverage_sentence, reading_warning, recognised_sentence
from moedeklar.wording.language import _, ngettext
from moedeklar.wording.names import item_title

ENOUGH = 0.99  # share of a document from which nothing is said
TITLE = 60  # letters of an item's title in the menu


class FindingsLine(QWidget):
    """Takes no room while everything was understood. `place_chosen` carries an item's id and a `Spot` in it.

    Corrections that fit nothing any more are listed too; `removal_wanted` carries the id of one to be taken away.
    """

    place_chosen = Signal(str, object)
    removal_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._menu = QMenu(self)
        self._share, self._warnings = QLabel(), QLabel()
        for label in (self._share, self._warnings):
            label.setWordWrap(True)
            set_role(label, "faint")
        self._rest = action_button(_("Show the rest"), self._show_rest)
        set_role(self._rest, "text-link")
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 2, 0, 0)
        inside.setSpacing(0)
        self._unfitting = action_button("", self._show_unfitting)
        set_role(self._unfitting, "text-link")
        inside.addWidget(self._share)
        inside.addWidget(self._rest, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(self._warnings)
        inside.addWidget(self._unfitting, 0, Qt.AlignmentFlag.AlignLeft)
        self._removals = QMenu(self)
        self.hide()

    @property
    def text(self) -> str:
        """All that is said."""
        return "\n".join(part for part in (self._share.text(), self._warnings.text()) if part)

    @property
    def removals(self) -> QMenu:
        """The corrections that fit nothing any more."""
        return self._removals

    @property
    def menu(self) -> QMenu:
        """The items that hold what was not understood."""
        return self._menu

    def show_meeting(self, view: MeetingView) -> None:
        """Say what there is to say of the reading of *view*."""
        self._list_rest(view)
        low = view.content.coverage < ENOUGH
        self._share.setText(f"{coverage_sentence(view.content.coverage)}." if low else "")
        self._share.setVisible(low)
        self._rest.setVisible(low and not self._menu.isEmpty())
        told = [recognised_sentence()] if view.content.recognised else []
        told += [reading_warning(code) for code in view.content.warnings]
        self._warnings.setText("\n".join(told))
        self._warnings.setVisible(bool(told))
        self._list_unfitting(view)
        self.setVisible(bool(self.text or view.unfitting))

    def _list_unfitting(self, view: MeetingView) -> None:
        self._removals.clear()
        for one in view.unfitting:
            words = _("Remove: {correction}").format(correction=correction_line(one))
            action = self._removals.addAction(_escaped(words))
            action.triggered.connect(lambda _on=False, i=one.id: self.removal_wanted.emit(i))
        count = len(view.unfitting)
        said = ngettext("{n} correction fits no longer", "{n} corrections fit no longer", count).format(n=count)
        self._unfitting.setText(said)
        self._unfitting.setAccessibleName(said)
        self._unfitting.setVisible(bool(count))

    def _show_unfitting(self) -> None:
        self._removals.popup(self._unfitting.mapToGlobal(self._unfitting.rect().bottomLeft()))

    def _show_rest(self) -> None:
        self._menu.popup(self._rest.mapToGlobal(self._rest.rect().bottomLeft()))

    def _list_rest(self, view: MeetingView) -> None:
        self._menu.clear()
        for item_id, item in zip(view.item_ids, view.content.items, strict=True):
            rest = unnamed(item)
            if rest:
                key, section = rest[0]
                letters = sum(len(one.text) for _key, one in rest)
                count = ngettext("{n} letter", "{n} letters", letters).format(n=letters)
                title = item_title(item.caption)[:TITLE]
                name = f"{item.number}  {title}" if item.number else title
                action = self._menu.addAction(f"{_escaped(name)}  ·  {count}")
                spot = Spot(key, 0, len(section.text))
                action.triggered.connect(lambda _on=False, i=item_id, s=spot: self.place_chosen.emit(i, s))


def _escaped(text: str) -> str:
    return text.replace("&", "&&")
