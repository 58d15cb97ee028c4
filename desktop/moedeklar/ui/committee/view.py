"""A committee's page as widgets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.errors import MoedeklarError
from moedeklar.model.requests import DeadlineRule
from moedeklar.ui.committee.content import Group, Page, load
from moedeklar.ui.committee.rule import RuleEditor
from moedeklar.ui.navigation import Navigator, Screen, Target
from moedeklar.ui.operations import Operations
from moedeklar.ui.requests.state import StateLine
from moedeklar.ui.rows import RowButton, inset_rows, words
from moedeklar.ui.screen import BannerSpot, ScreenWidget, SheetScroll, clear_layout, focus_soon
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.card import Card
from moedeklar.ui.widgets.decided import DecidedMark
from moedeklar.wording.dates import capitalised
from moedeklar.wording.errors import error_sentence
from moedeklar.wording.language import _, ngettext
from moedeklar.wording.names import committee_name

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace

_SHOWN = (Kind.SOURCE, Kind.MEETING, Kind.ITEM, Kind.READING, Kind.RULE)
STEP = 40  # meetings of a group at once


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
        self.rows: list[RowButton] = []
        self._most: dict[str, int] = {}  # rows of a group by its heading, where more than the first were asked for
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
            self._most = {}
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
        held = next((n for n, row in enumerate(self.rows) if row.hasFocus()), None)
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
        self.rows = []
        clear_layout(self._groups)
        for group in page.groups:
            self._groups.addWidget(self._card(group))
        if held is not None and self.rows:
            self.rows[min(held, len(self.rows) - 1)].setFocus()
        elif self._wants_focus:
            self.focus_first()

    def _card(self, group: Group) -> Card:
        card = Card(group.heading)
        if not group.lines:
            card.body.addWidget(words(group.empty, "muted"))
            return card
        inset_rows(card)
        self._add_rows(card, group, 0, self._most.get(group.heading, STEP))
        return card

    def _add_rows(self, card: Card, group: Group, start: int, end: int) -> None:
        """Rows of *group*, and below them a button for more: a thousand at once would have the window stand still."""
        for line in group.lines[start:end]:
            row = RowButton(line)
            row.clicked.connect(lambda _checked=False, target=line.target: self.navigator.go(target))
            self.rows.append(row)
            card.add_row(row)
        rest = len(group.lines) - end
        if rest <= 0:
            return
        count = min(rest, STEP)
        said = ngettext("Show {n} more of {rest}", "Show {n} more of {rest}", count).format(n=count, rest=rest)
        more = QPushButton(said)
        set_role(more, "quiet")
        more.clicked.connect(lambda: self._show_more(card, group, end, more))
        card.body.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_more(self, card: Card, group: Group, start: int, button: QPushButton) -> None:
        button.hide()
        button.deleteLater()
        first = len(self.rows)
        self._most[group.heading] = start + STEP
        self._add_rows(card, group, start, start + STEP)
        focus_soon(self.rows[first])

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
