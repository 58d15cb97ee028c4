"""A committee's page as widgets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.errors import MoedeklarError
from moedeklar.model.requests import DeadlineRule
from moedeklar.ui.committee.content import Group, Page, load
from moedeklar.ui.committee.group_card import GroupCard
from moedeklar.ui.committee.rule import RuleEditor
from moedeklar.ui.navigation import Navigator, Screen, Target
from moedeklar.ui.operations import Operations
from moedeklar.ui.requests.state import StateLine
from moedeklar.ui.rows import RowButton, words
from moedeklar.ui.screen import BannerSpot, ScreenWidget, SheetScroll, clear_layout
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.card import Card
from moedeklar.ui.widgets.decided import DecidedMark
from moedeklar.wording.dates import capitalised
from moedeklar.wording.errors import error_sentence
from moedeklar.wording.language import _
from moedeklar.wording.names import committee_name

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace

_SHOWN = (Kind.SOURCE, Kind.MEETING, Kind.ITEM, Kind.READING, Kind.RULE)


class CommitteeScreen(ScreenWidget):
    """The page of `Target.committee`. `focus_first` goes to its first meeting."""

    def __init__(
        self,
        workspace: Workspace,
        operations: Operations,
        navigator: Navigator,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workspace, operations, navigator, theme, parent)
        self.setAccessibleName(_("Committee"))
        self._key: str | None = None
        self._municipality: str | None = None
        self._page: Page | None = None
        self._wants_focus = False
        self._cards: dict[str, GroupCard] = {}
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        self.area = SheetScroll(980)
        outside.addWidget(self.area)
        page = self.area.page
        page.addLayout(self._head())
        self.banners = BannerSpot(theme)
        page.addWidget(self.banners)
        self.deadline_card = self._deadline_card()
        page.addWidget(self.deadline_card)
        self._groups = QVBoxLayout()
        self._groups.setSpacing(18)
        page.addLayout(self._groups)
        page.addStretch(1)

    @property
    def rows(self) -> list[RowButton]:
        """The rows of all groups that are there by now."""
        return [row for card in self._cards.values() for row in card.rows]

    @property
    def whole(self) -> bool:
        """Whether all rows are there that shall be."""
        return all(card.whole for card in self._cards.values())

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        names = QVBoxLayout()
        names.setSpacing(2)
        self.title = QLabel()
        self.title.setWordWrap(True)
        set_role(self.title, "title")
        self.detail = QLabel()
        set_role(self.detail, "muted")
        names.addWidget(self.title)
        names.addWidget(self.detail)
        head.addLayout(names, 1)
        self.new_button = QPushButton(_("New request"))
        set_role(self.new_button, "primary")
        self.theme.set_icon(self.new_button, "plus", "on_accent")
        self.new_button.clicked.connect(
            lambda: self.navigator.go(Target(Screen.REQUEST, committee=self._page.name if self._page else self._key))
        )
        head.addWidget(self.new_button)
        return head

    def _deadline_card(self) -> Card:
        card = Card(_("Deadline for requests"))
        self.edit_button = QPushButton(_("Change the rule"))
        set_role(self.edit_button, "quiet")
        self.edit_button.setCheckable(True)
        self.edit_button.toggled.connect(self._edit)
        card.add_header_widget(self.edit_button)
        self.decided = DecidedMark(self.theme, card)
        self.decided.clicked.connect(lambda: self.navigator.go(Target(Screen.ORGANISATION)))
        card.add_header_widget(self.decided)
        self.deadline = StateLine(self.theme)
        card.body.addWidget(self.deadline)
        self.rule_words = words("", "muted")
        card.body.addWidget(self.rule_words)
        self.editor = RuleEditor()
        self.editor.saved.connect(self._save)
        self.editor.cancelled.connect(self._keep)
        self.editor.hide()
        card.body.addWidget(self.editor)
        return card

    def show_target(self, target: Target) -> None:
        """Show the committee of *target*."""
        if (target.committee, target.municipality) != (self._key, self._municipality):
            self.edit_button.setChecked(False)
            self._page = None
            self._cards = {}
            clear_layout(self._groups)
            self.area.verticalScrollBar().setValue(0)
        self._key, self._municipality = target.committee or "", target.municipality
        self.banners.clear()
        self._load()

    def refresh(self, changes: ChangeSet) -> None:
        """Ask again where meetings, reading or rules changed."""
        if self._key is not None and changes.touches(*_SHOWN):
            self._load()

    def _load(self) -> None:
        key, municipality = self._key or "", self._municipality
        self.operations.query(
            lambda: load(self.workspace, key, municipality), self.show_page, self.show_error, key="committee"
        )

    def show_page(self, page: Page) -> None:
        """Put the page's words in place. A rule that is being changed is left alone."""
        if page == self._page:
            return
        held = next(((n, row) for n, row in enumerate(self.rows) if row.hasFocus()), None)
        self._page = page
        self.setAccessibleName(committee_name(page.name))
        self.title.setText(committee_name(page.name))
        self.new_button.setVisible(bool(page.name))
        self.deadline_card.setVisible(bool(page.name))
        self.detail.setText(page.detail)
        self.deadline.say(page.deadline, page.tone)
        self.rule_words.setText(capitalised(page.rule_words) + ".")
        self.edit_button.setVisible(not page.decided_by)
        if page.decided_by:
            self.edit_button.setChecked(False)
        self.decided.say(page.decided_by, _("Deadline for requests"), page.rule_words)
        if not self.editor.isVisible():
            self.editor.show_rule(page.rule, page.others)
        self._show_groups(page.groups)
        if held is not None and self.rows:
            number, row = held
            (row if row in self.rows else self.rows[min(number, len(self.rows) - 1)]).setFocus()
        elif self._wants_focus:
            self.focus_first()

    def _show_groups(self, groups: tuple[Group, ...]) -> None:
        """A card each: those that were there already show what is new in them."""
        if list(self._cards) != [group.key for group in groups]:
            clear_layout(self._groups)
            self._cards = {group.key: GroupCard(group, self.navigator) for group in groups}
            for card in self._cards.values():
                self._groups.addWidget(card)
        for group in groups:
            self._cards[group.key].show_group(group)

    def _edit(self, on: bool) -> None:
        if on and self._page is not None:
            self.editor.show_rule(self._page.rule, self._page.others)
        self.editor.setVisible(on)
        self.rule_words.setVisible(not on)
        if on:
            self.editor.count.setFocus() if self.editor.count.isVisible() else self.editor.weekday.setFocus()

    def _keep(self) -> None:
        self.edit_button.setChecked(False)
        self.edit_button.setFocus()

    def _save(self, rule: DeadlineRule) -> None:
        if self._page is None:
            return
        name = self._page.name

        def saved(_nothing: object) -> None:
            self._keep()
            self._load()

        self.operations.command(lambda: self.workspace.requests.set_rule(name, rule), saved, self.show_error)

    def show_error(self, error: MoedeklarError) -> None:
        """Say what is wrong; what was shown stays."""
        self.banners.say("bad", error_sentence(error)).add_action(_("Try again"), self._load)

    def focus_first(self) -> None:
        """Put the keyboard on the first meeting, or on the button for a request."""
        self._wants_focus = self._page is None
        if self._page is not None:
            (self.rows[0] if self.rows else self.new_button).setFocus()
