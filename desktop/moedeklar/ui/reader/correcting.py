"""Correcting by hand how an item was read: the menu, the offers to do it in other meetings, and taking it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from moedeklar.model.agenda import Role
from moedeklar.model.corrections import Correction, Offer, Similar
from moedeklar.model.views import ItemView
from moedeklar.ui.reader.corrected import offer_sentence, similar_sentence
from moedeklar.ui.reader.middle import MiddleColumn
from moedeklar.ui.reader.session import ReaderSession
from moedeklar.ui.reader.work import ReaderWork
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.banner import Banner
from moedeklar.wording.language import _
from moedeklar.wording.names import item_title

LONGEST_TITLE = 60  # letters of a section's name in the menu


class Correcting:
    """Corrects the item of a session, as it stands in the newest version. UI thread."""

    def __init__(self, session: ReaderSession, work: ReaderWork, middle: MiddleColumn, theme: Theme) -> None:
        self._session = session
        self._work = work
        self._middle = middle
        self._text = middle.text
        self._theme = theme
        self._declined: set[str] = set()
        self._asked_for: str | None = None

    # -- the menu ------------------------------------------------------------------------------------------------

    def menu_at_caret(self) -> None:
        """The menu by keyboard, at the place of the caret."""
        at = self._text.viewport().mapToGlobal(self._text.cursorRect().bottomLeft())
        menu = self.menu(self._text)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    def menu_at(self, section: str) -> None:
        """The menu for the section with that key, where its mark was followed."""
        position = self._text.positions.position(section, 0)
        if position is not None:
            cursor = self._text.textCursor()
            cursor.setPosition(position)
            self._text.setTextCursor(cursor)
            self.menu_at_caret()

    def menu(self, parent: QWidget) -> QMenu:
        """What can be corrected where the caret is."""
        menu = QMenu(_("Correct the reading"), parent)
        view, place = self._session.item, self._place()
        if view is None:
            return menu
        if place is not None:
            self._of_section(menu, view, *place)
        join = menu.addAction(_("Join with the previous item"))
        join.triggered.connect(lambda _on=False: self.join())
        join.setEnabled(self._can and view.previous is not None)
        title = menu.addAction(_("Set title…"))
        title.triggered.connect(lambda _on=False: self.ask_title())
        title.setEnabled(self._can)
        return menu

    def _of_section(self, menu: QMenu, view: ItemView, key: str, offset: int) -> None:
        section = dict(view.content.keyed_sections())[key]
        menu.addAction((section.heading or section.text)[:LONGEST_TITLE].replace("&", "&&")).setEnabled(False)
        menu.addSeparator()
        ordinary = section.role not in (Role.RECOMMENDATION, Role.DECISION)
        for role, words, already in (
            (Role.RECOMMENDATION, _("This is the recommendation"), section.role is Role.RECOMMENDATION),
            (Role.DECISION, _("This is the decision"), section.role is Role.DECISION),
            (Role.OTHER, _("This is ordinary text"), ordinary and bool(section.heading or section.corrected)),
        ):
            action = menu.addAction(words)
            action.setEnabled(self._can and not already)
            action.triggered.connect(lambda _on=False, r=role: self.set_role(key, r))
        menu.addSeparator()
        split = menu.addAction(_("Split item here"))
        split.setEnabled(self._can and not (section == view.content.sections[0] and self._in_first_block(key, offset)))
        split.triggered.connect(lambda _on=False: self.split(key, offset))

    def _in_first_block(self, key: str, offset: int) -> bool:
        view = self._session.item
        blocks = dict(view.content.keyed_sections())[key].blocks if view is not None else ()
        return not blocks or offset <= len(blocks[0].text)

    @property
    def _can(self) -> bool:
        view = self._session.item
        return view is not None and self._session.newest and not view.row.removed

    def _place(self) -> tuple[str, int] | None:
        return self._text.positions.place(self._text.textCursor().position())

    # -- what is corrected ---------------------------------------------------------------------------------------

    def set_role(self, section: str, role: Role) -> None:
        """What a section is for; then it is asked, once, whether to do so in other meetings too."""
        self._do(lambda item_id: self._work.workspace.corrections.set_role(item_id, section, role), self._ask_similar)

    def split(self, section: str, offset: int) -> None:
        """A new item begins at the paragraph that *offset* is in."""
        self._do(lambda item_id: self._work.workspace.corrections.split(item_id, section, offset))

    def join(self) -> None:
        """The item is part of the one before it, which is then shown."""
        view = self._session.item
        before = view.previous if view is not None else None
        if before is not None:
            self._do(self._work.workspace.corrections.join, lambda _made: self._session.choose(before))

    def ask_title(self) -> None:
        """Ask for the item's title, without stopping anything else."""
        view = self._session.item
        if view is None:
            return
        dialog = QInputDialog(self._text)
        dialog.setWindowTitle(_("Set title"))
        dialog.setLabelText(_("What the item is called:"))
        dialog.setTextValue(item_title(view.row.title) if view.row.title.strip() else "")
        dialog.setOkButtonText(_("Set title"))
        dialog.setCancelButtonText(_("Cancel"))
        dialog.resize(480, dialog.sizeHint().height())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        item_id = view.row.id
        dialog.textValueSelected.connect(lambda title: self.set_title(item_id, title))
        dialog.open()

    def set_title(self, item_id: str, title: str) -> None:
        """The item is called *title*."""
        self._work.write(lambda: self._work.workspace.corrections.set_title(item_id, title))

    def remove(self, correction_id: str) -> None:
        """Take a correction back."""
        self._work.write(lambda: self._work.workspace.corrections.remove(correction_id))

    def _do(self, work: Callable[[str], Any], done: Callable[[Any], None] | None = None) -> None:
        view = self._session.item
        if view is not None and self._can:
            item_id = view.row.id
            self._work.write(lambda: work(item_id), done)

    # -- other meetings ------------------------------------------------------------------------------------------

    def _ask_similar(self, made: Correction) -> None:
        self._session.ask(
            lambda: self._work.workspace.corrections.similar(made.id),
            lambda found: self._offer_similar(made, found),
            "reader.similar",
        )

    def _offer_similar(self, made: Correction, found: Similar) -> None:
        if found.sections == 0:
            return
        banner = Banner(self._theme, "info", similar_sentence(made, found))
        banner.add_action(_("Do it there too"), lambda: self._everywhere(made.id), primary=True)
        banner.add_action(_("Not now"), lambda: self._middle.set_offer(None))
        banner.dismissed.connect(lambda: self._middle.set_offer(None))
        self._middle.set_offer(banner)

    def _everywhere(self, correction_id: str) -> None:
        self._middle.set_offer(None)
        self._work.write(lambda: self._work.workspace.corrections.everywhere(correction_id))

    def item_shown(self, view: ItemView | None) -> None:
        """Ask whether what was corrected in other meetings would fit here."""
        item_id = view.row.id if view is not None else None
        if item_id != self._asked_for:
            self._middle.set_offer(None)
        self._asked_for = item_id
        if item_id is not None and self._can:
            self._session.ask(
                lambda: self._work.workspace.corrections.offers(item_id),
                lambda offers: self._offer_here(item_id, offers),
                "reader.offers",
            )

    def _offer_here(self, item_id: str, offers: tuple[Offer, ...]) -> None:
        wanted = [one for one in offers if one.correction.id not in self._declined]
        if not wanted or item_id != self._asked_for or self._middle.offer is not None:
            return
        offer = wanted[0]
        banner = Banner(self._theme, "info", offer_sentence(offer.correction))
        banner.add_action(_("Do it here"), lambda: self._accept(offer), primary=True)
        banner.add_action(_("In all its meetings"), lambda: self._everywhere(offer.correction.id))
        banner.dismissed.connect(lambda: self._decline(offer))
        self._middle.set_offer(banner)

    def _accept(self, offer: Offer) -> None:
        self._middle.set_offer(None)
        role = offer.correction.role or Role.OTHER
        self._do(lambda item_id: self._work.workspace.corrections.set_role(item_id, offer.section, role))

    def _decline(self, offer: Offer) -> None:
        self._declined.add(offer.correction.id)
        self._middle.set_offer(None)


def add_to(menu: QMenu, correcting: Correcting) -> None:
    """Put the corrections into the context menu of the text."""
    menu.addSeparator()
    menu.addMenu(correcting.menu(menu))
