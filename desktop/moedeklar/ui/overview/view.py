"""The overview as widgets: cards in two columns, or in one where the window is narrow."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from moedeklar.model.changes import ChangeSet
from moedeklar.model.errors import MoedeklarError
from moedeklar.ui.navigation import Navigator, Screen, Target
from moedeklar.ui.operations import Operations
from moedeklar.ui.overview.content import CardContent, NextMeeting
from moedeklar.ui.overview.controller import OverviewController, Page
from moedeklar.ui.rows import RowButton, inset_rows, words
from moedeklar.ui.screen import ScreenWidget, SheetScroll, clear_layout
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.banner import Banner
from moedeklar.ui.widgets.card import Card
from moedeklar.ui.widgets.empty import EmptyState
from moedeklar.ui.widgets.progress import ProgressLine
from moedeklar.wording.errors import error_sentence
from moedeklar.wording.language import _

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace

TWO_COLUMNS = 900
WIDEST = 1200


class NextMeetingCard(Card):
    """The next meeting, how far its reading has come, and the button that goes on with it."""

    def __init__(self, said: NextMeeting, navigator: Navigator) -> None:
        super().__init__(role="card-accent")
        self.setAccessibleName(said.intro)
        self.body.addWidget(words(said.intro, "muted"))
        self.body.addWidget(words(said.committee, "large"))
        self.body.addWidget(words(said.when, "muted"))
        line = ProgressLine(_("Reading"))
        line.set_progress(said.read, said.items, said.progress)
        self.body.addSpacing(6)
        self.body.addWidget(line)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(words(said.progress), 1)
        self.button = QPushButton(said.button)
        set_role(self.button, "primary")
        self.button.setAutoDefault(True)
        self.button.setAccessibleDescription(f"{said.committee}, {said.when}")
        self.button.clicked.connect(lambda: navigator.go(said.target))
        row.addWidget(self.button)
        self.body.addSpacing(4)
        self.body.addLayout(row)


class LinesCard(Card):
    """A card of rows that lead somewhere, or of the sentence that says what will be there."""

    def __init__(self, said: CardContent, navigator: Navigator) -> None:
        super().__init__(said.heading)
        self.said = said
        self.setAccessibleName(said.heading)
        self.rows: list[RowButton] = []
        if said.lines:
            inset_rows(self)
        if said.shown:
            self.add_header_widget(words(said.shown, "faint"))
        for line in said.lines:
            row = RowButton(line)
            row.clicked.connect(lambda _checked=False, target=line.target: navigator.go(target))
            self.rows.append(row)
            self.add_row(row)
        if not said.lines:
            self.body.addWidget(words(said.empty, "muted"))


class OverviewScreen(ScreenWidget):
    """The first screen. `focus_first` goes to the button that continues reading."""

    def __init__(
        self,
        workspace: Workspace,
        operations: Operations,
        navigator: Navigator,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workspace, operations, navigator, theme, parent)
        self._controller = OverviewController(workspace, operations, self.show_page, self.show_error)
        self._page: Page | None = None
        self._wants_focus = False
        self.setAccessibleName(_("Overview"))
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        self.area = SheetScroll(WIDEST)
        outside.addWidget(self.area)
        page = self.area.page
        self.title = QLabel()
        set_role(self.title, "title")
        page.addWidget(self.title)
        self._top = QVBoxLayout()
        page.addLayout(self._top)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(24)
        self._main, self._side = QVBoxLayout(), QVBoxLayout()
        for column in (self._main, self._side):
            column.setSpacing(18)
        self._columns.addLayout(self._main, 3)
        self._columns.addLayout(self._side, 2)
        page.addLayout(self._columns)
        page.addStretch(1)
        self.next_card: NextMeetingCard | None = None
        self.cards: dict[str, LinesCard] = {}

    def show_target(self, target: Target) -> None:  # noqa: ARG002 (there is one overview)
        """Show the overview as it is now."""
        self._controller.load()

    def refresh(self, changes: ChangeSet) -> None:
        """Ask again where meetings, reading, requests or deadlines changed."""
        self._controller.refresh(changes)

    def show_page(self, page: Page) -> None:
        """Put the page's words in place; cards that say the same stay, and focus stays in its row."""
        if page == self._page:
            return
        held, at = self._focused(), self.area.verticalScrollBar().value()
        self._page = page
        kept = self._kept(page)
        for layout in (self._top, self._main, self._side):
            clear_layout(layout)
        self.next_card, self.cards = None, {}
        self.title.setText(page.headline)
        if page.empty:
            self._top.addWidget(self._nothing_yet())
        else:
            self._fill(page, kept)
        self.area.verticalScrollBar().setValue(at)
        if held is not None or self._wants_focus:
            self._focus(held)

    def _kept(self, page: Page) -> dict[str, LinesCard]:
        """The cards that say what they shall say already, out of their columns: most of a page stays as it is."""
        kept: dict[str, LinesCard] = {}
        for said in () if page.empty else (*page.main, *page.side):
            card = self.cards.get(said.key)
            if card is not None and card.said == said:
                kept[said.key] = card
        for card in kept.values():
            self._main.removeWidget(card)
            self._side.removeWidget(card)
        return kept

    def _fill(self, page: Page, kept: dict[str, LinesCard]) -> None:
        if page.next_meeting is not None:
            self.next_card = NextMeetingCard(page.next_meeting, self.navigator)
            self._main.addWidget(self.next_card)
        else:
            card = Card(_("Next meeting"))
            card.body.addWidget(words(_("No meeting is coming. When an agenda is fetched, it stands here."), "muted"))
            self._main.addWidget(card)
        for column, cards in ((self._main, page.main), (self._side, page.side)):
            for said in cards:
                self.cards[said.key] = kept.get(said.key) or LinesCard(said, self.navigator)
                column.addWidget(self.cards[said.key])
            column.addStretch(1)
        if not page.side[1].lines and "requests" not in kept:
            self._offer_request()
        if kept:
            self._order()

    def _order(self) -> None:
        """Tab goes through the page as it is read, not in the order in which its parts were made."""
        stops: list[QWidget] = [self.next_card.button] if self.next_card is not None else []
        for card in self.cards.values():
            stops += [button for button in card.findChildren(QPushButton) if button.isEnabled()]
        for stop, following in pairwise(stops):
            QWidget.setTabOrder(stop, following)

    def _offer_request(self) -> None:
        button = QPushButton(_("New request"))
        button.clicked.connect(lambda: self.navigator.go(Target(Screen.REQUEST)))
        self.cards["requests"].body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _nothing_yet(self) -> QWidget:
        empty = EmptyState(
            self.theme,
            "folder",
            _("No agendas yet"),
            _("Choose the folder in which your agendas and minutes lie. Then the next meeting stands here."),
        )
        empty.add_action(_("Choose a folder"), lambda: self.navigator.go(Target(Screen.SOURCES)))
        return empty

    def show_error(self, error: MoedeklarError) -> None:
        """Say what is wrong above the cards; what was shown stays."""
        clear_layout(self._top)
        banner = Banner(self.theme, "bad", error_sentence(error))
        banner.add_action(_("Try again"), self._controller.load)
        self._top.addWidget(banner)
        self._page = None

    def focus_first(self) -> None:
        """Put the keyboard on the button that continues reading, also where the page has yet to come."""
        self._wants_focus = True
        self._focus(None)

    def _focused(self) -> tuple[str, int] | None:
        if self.next_card is not None and self.next_card.button.hasFocus():
            return ("next", 0)
        for key, card in self.cards.items():
            for index, row in enumerate(card.rows):
                if row.hasFocus():
                    return (key, index)
        return None

    def _focus(self, held: tuple[str, int] | None) -> None:
        card = self.cards.get(held[0]) if held else None
        if card is not None and held is not None and card.rows:
            card.rows[min(held[1], len(card.rows) - 1)].setFocus()
        elif self.next_card is not None:
            self.next_card.button.setFocus()
        elif self._page is not None:
            buttons = self.area.sheet.findChildren(QPushButton)
            if buttons:
                buttons[0].setFocus()
        else:
            return
        self._wants_focus = False

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Two columns where there is room for them."""
        super().resizeEvent(event)
        wide = self.width() >= TWO_COLUMNS
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(direction)
        self._columns.setSpacing(24 if wide else 18)
        self._columns.setStretch(0, 3 if wide else 0)
        self._columns.setStretch(1, 2 if wide else 0)
