"""The list of requests: what was asked for, of whom, how far it has come, and how long there is."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.errors import MoedeklarError
from moedeklar.model.moments import local_now
from moedeklar.model.requests import RequestStatus
from moedeklar.model.views import RequestRow
from moedeklar.ui.lines import Line, Tone
from moedeklar.ui.navigation import Navigator, Screen, Target
from moedeklar.ui.operations import Operations
from moedeklar.ui.requests.words import deadline_tone, status_tag, status_tone
from moedeklar.ui.rows import RowButton, inset_rows
from moedeklar.ui.screen import BannerSpot, ScreenWidget, SheetScroll, clear_layout, focus_soon
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.card import Card
from moedeklar.ui.widgets.empty import EmptyState
from moedeklar.wording.dates import capitalised, meeting_time
from moedeklar.wording.errors import error_sentence
from moedeklar.wording.language import _, ngettext
from moedeklar.wording.names import committee_name
from moedeklar.wording.requests import days_left, due_date

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace

WIDEST = 980


def request_line(row: RequestRow, now: datetime) -> Line:
    """A request as a row. The deadline is told while there is something to do about it: as long as it is a draft."""
    draft, status = row.request.draft, row.request.status
    detail = committee_name(draft.committee)
    if row.meeting_start is not None:
        detail += " · " + capitalised(meeting_time(row.meeting_start))
    aside, tone = "", Tone.PLAIN
    if row.deadline is not None and status in (RequestStatus.DRAFT, RequestStatus.READY):
        tone = deadline_tone(row.deadline, now)
        detail += " · " + _("deadline {date}").format(date=due_date(row.deadline))
        aside = days_left(row.deadline, now)
    return Line(
        draft.title or _("Untitled request"),
        Target(Screen.REQUEST, request=row.request.id),
        detail,
        status_tag(status, row.item_number),
        status_tone(status),
        tag=True,
        aside=aside,
        aside_tone=tone,
    )


class RequestsScreen(ScreenWidget):
    """All requests, the one changed last first. A target's `title` names one just deleted, to offer its return."""

    def __init__(
        self,
        workspace: Workspace,
        operations: Operations,
        navigator: Navigator,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workspace, operations, navigator, theme, parent)
        self.setAccessibleName(_("Requests"))
        self.rows: list[RowButton] = []
        self._shown: list[Line] | None = None
        self._wants_focus = False
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        scroll = SheetScroll(WIDEST)
        outside.addWidget(scroll)
        page = scroll.page
        head = QHBoxLayout()
        title = QLabel(_("Requests"))
        set_role(title, "title")
        head.addWidget(title, 1)
        self.new_button = QPushButton(_("New request"))
        set_role(self.new_button, "primary")
        theme.set_icon(self.new_button, "plus", "on_accent")
        self.new_button.clicked.connect(lambda: navigator.go(Target(Screen.REQUEST)))
        head.addWidget(self.new_button)
        page.addLayout(head)
        self.banners = BannerSpot(theme)
        page.addWidget(self.banners)
        self._list = QVBoxLayout()
        page.addLayout(self._list, 1)

    def show_target(self, target: Target) -> None:
        """Show the list; `title` is that of a request just deleted."""
        self.banners.clear()
        if target.title:
            said = self.banners.say("info", _("“{title}” is deleted.").format(title=target.title))
            focus_soon(said.add_action(_("Undo"), self._undo))
            self.navigator.replace(Target(Screen.REQUESTS))
        self._load()

    def refresh(self, changes: ChangeSet) -> None:
        """Ask again where requests, meetings or rules changed."""
        if changes.touches(Kind.REQUEST, Kind.MEETING, Kind.RULE):
            self._load()

    def _load(self) -> None:
        self.operations.query(self.workspace.requests.list, self.show_rows, self.show_error, key="requests")

    def show_rows(self, rows: tuple[RequestRow, ...]) -> None:
        """Show these requests, or what a request is for where there are none."""
        now = local_now(self.workspace.clock)
        lines = [request_line(row, now) for row in rows]
        if lines == self._shown:
            return
        held = next((n for n, row in enumerate(self.rows) if row.hasFocus()), None)
        self._shown = lines
        self.rows = []
        clear_layout(self._list)
        if lines:
            self._list.addWidget(self._card(lines))
            self._list.addStretch(1)
        else:
            self._list.addWidget(self._empty(), 1)
        if held is not None and self.rows:
            self.rows[min(held, len(self.rows) - 1)].setFocus()
        elif self._wants_focus:
            self.focus_first()
        self.status_changed.emit()

    def _card(self, lines: list[Line]) -> Card:
        card = Card(ngettext("{n} request", "{n} requests", len(lines)).format(n=len(lines)))
        inset_rows(card)
        for line in lines:
            row = RowButton(line)
            row.clicked.connect(lambda _checked=False, target=line.target: self.navigator.go(target))
            self.rows.append(row)
            card.add_row(row)
        return card

    def _empty(self) -> EmptyState:
        empty = EmptyState(
            self.theme,
            "file-pen",
            _("No requests yet"),
            _(
                "Any member may ask for an item on a committee's agenda. Write it here: the deadline is counted, the"
                " letter is set, and you follow the request until it has been considered."
            ),
        )
        empty.add_action(_("Write a request"), lambda: self.navigator.go(Target(Screen.REQUEST)))
        return empty

    def _undo(self) -> None:
        self.banners.clear()
        self.operations.command(self.workspace.undo.undo, None, self.show_error)
        self.new_button.setFocus()

    def show_error(self, error: MoedeklarError) -> None:
        """Say what is wrong; the list stays as it was."""
        self.banners.say("bad", error_sentence(error)).add_action(_("Try again"), self._load)

    def focus_first(self) -> None:
        """Put the keyboard on the first request, or on the button for a new one."""
        if self._shown is None:
            self._wants_focus = True
            return
        self._wants_focus = False
        (self.rows[0] if self.rows else self.new_button).setFocus()

    def status_text(self) -> str:
        """How many there are."""
        count = len(self._shown or ())
        return ngettext("{n} request", "{n} requests", count).format(n=count) if count else ""
