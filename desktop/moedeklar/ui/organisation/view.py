"""The page of an organisation: what would be connected to, asked before it is, and all that is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.errors import MoedeklarError
from moedeklar.model.reports import RunReport
from moedeklar.model.views import MeetingRow, SourceInfo
from moedeklar.ui.navigation import Navigator, Screen, Target
from moedeklar.ui.operations import Operations
from moedeklar.ui.organisation.content import DecidedLine, OrganisationPage, load, title_of
from moedeklar.ui.organisation.logo import Logo
from moedeklar.ui.rows import words
from moedeklar.ui.screen import BannerSpot, ScreenWidget, SheetScroll, clear_layout, focus_soon
from moedeklar.ui.sources.content import report_headline
from moedeklar.ui.sources.first_meeting import first_meeting
from moedeklar.ui.sources.run_part import RunCard
from moedeklar.ui.sources.runner import SyncRunner
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.buttons import action_button
from moedeklar.ui.widgets.card import Card
from moedeklar.wording.errors import error_sentence
from moedeklar.wording.language import _
from moedeklar.wording.presets import connects_to, looks_at, source_words

if TYPE_CHECKING:
    from moedeklar.member.presets import Offer
    from moedeklar.member.workspace import Workspace

WIDTH = 720
TOP = 24


class OrganisationScreen(ScreenWidget):
    """Asks whether what an organisation has set up shall be connected to. Agreed, it fetches and shows an agenda."""

    def __init__(
        self,
        workspace: Workspace,
        operations: Operations,
        navigator: Navigator,
        theme: Theme,
        parent: QWidget | None = None,
        runner: SyncRunner | None = None,
    ) -> None:
        super().__init__(workspace, operations, navigator, theme, parent)
        self.setAccessibleName(_("Organisation"))
        self.runner = runner or SyncRunner(workspace, self)
        self._page: OrganisationPage | None = None
        self._waiting: tuple[str, ...] = ()
        self._postponed = False
        self._wants_focus = False
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        scroll = SheetScroll(WIDTH, centred=True)
        outside.addWidget(scroll)
        page = scroll.page
        page.setSpacing(16)
        page.addSpacing(TOP)
        self.logo = Logo()
        page.addWidget(self.logo, 0, Qt.AlignmentFlag.AlignLeft)
        self.title = QLabel()
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setWordWrap(True)
        set_role(self.title, "title")
        page.addWidget(self.title)
        self.banners = BannerSpot(theme)
        page.addWidget(self.banners)
        self.offer_card = Card()
        self._offered = QVBoxLayout()
        self._offered.setSpacing(8)
        self.offer_card.body.addLayout(self._offered)
        self._make_answers()
        self.offer_card.body.addWidget(self.answers)
        page.addWidget(self.offer_card)
        self.run_card = RunCard(self.runner)
        page.addWidget(self.run_card)
        self.decided_card = Card(_("What is decided"))
        page.addWidget(self.decided_card)
        self.places = words("", "small")
        page.addWidget(self.places)
        self.sources_button = action_button(_("Show the sources"), lambda: self._go(Screen.SOURCES))
        page.addWidget(self.sources_button, 0, Qt.AlignmentFlag.AlignLeft)
        page.addStretch(2)
        for part in (self.offer_card, self.decided_card, self.places, self.sources_button):
            part.hide()  # until it is known what they say
        self.runner.started.connect(self._running)
        self.runner.finished.connect(self._finished)
        self.runner.failed.connect(self._failed)

    def _make_answers(self) -> None:
        self.accept_button = action_button(_("Connect and fetch"), self.accept, primary=True)
        self.decline_button = action_button(_("No, thanks"), self.decline)
        self.answers = QWidget()
        row = QHBoxLayout(self.answers)
        row.setContentsMargins(0, 6, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.accept_button)
        row.addWidget(self.decline_button)
        row.addStretch(1)

    def _go(self, screen: Screen) -> None:
        self.navigator.go(Target(screen))

    def show_target(self, target: Target) -> None:  # noqa: ARG002 (there is one page)
        """Show what is offered and decided now."""
        self.banners.clear()
        self._load()

    def refresh(self, changes: ChangeSet) -> None:
        """Ask again where something was agreed to, or removed, elsewhere."""
        if changes.touches(Kind.SETTING, Kind.SOURCE) and not self._waiting:
            self._load()

    def _load(self) -> None:
        self.operations.query(lambda: load(self.workspace), self.show_page, self.show_error, key="organisation")

    def show_page(self, page: OrganisationPage) -> None:
        """Put the page in place."""
        if page == self._page:
            self._running()
            return
        self._page = page
        self.logo.show_logo(page.logo, page.name)
        self.title.setText(title_of(page))
        self._show_offer(page)
        self._show_decided(page)
        self.places.setText(_("Stated in {places}").format(places=", ".join(page.places)))
        self.places.setVisible(bool(page.places))
        self.sources_button.setVisible(page.offer is None and not page.first)
        self._running()
        if self._wants_focus:
            self.focus_first()

    def _show_offer(self, page: OrganisationPage) -> None:
        clear_layout(self._offered)
        self.offer_card.setVisible(page.offer is not None)
        if page.offer is None:
            return
        self.offer_card.setAccessibleName(_("What {name} offers").format(name=page.name))
        self._offered.addWidget(words(self._before(page), "muted"))
        for one in page.offer.sources:
            self._offered.addWidget(_source(connects_to(one.source, one.host), source_words(one.source)))
        if page.offer.updates is not None:
            host = page.offer.updates.host
            self._offered.addWidget(_source(looks_at(host), _("Each version is checked by its signature.")))
        if after := self._after(page.offer):
            self._offered.addWidget(words(after, "small"))
        self.accept_button.setText(_("Connect and fetch") if page.offer.sources else _("Yes, connect"))
        self.decline_button.setText(_("Leave it so") if page.declined else _("No, thanks"))

    @staticmethod
    def _before(page: OrganisationPage) -> str:
        if page.declined:
            return _("You have declined this. Nothing is connected to unless you agree.")
        if page.offer is not None and not page.offer.sources:
            return _("Nothing has been connected to yet: say first whether it may be.")
        return _("Agendas can be fetched from here. Nothing has been connected to yet: say first whether it may be.")

    @staticmethod
    def _after(offer: Offer) -> str:
        said = []
        if offer.sources:
            said.append(_("If a name and password are asked for there, you are asked for them first."))
        if offer.committees:
            names = ", ".join(one.name for one in offer.committees)
            said.append(_("The deadlines for requests to {committees} come with it.").format(committees=names))
        return " ".join(said)

    def _show_decided(self, page: OrganisationPage) -> None:
        card = self.decided_card
        card.clear()
        card.setVisible(bool(page.lines or page.problems))
        for line in page.lines:
            card.body.addWidget(self._decided(line))
        for problem in page.problems:
            card.body.addWidget(words(problem, "warn"))

    def _decided(self, line: DecidedLine) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 2, 0, 2)
        layout.setSpacing(10)
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(words(line.name, "small"))
        said.addWidget(words(line.value))
        layout.addLayout(said, 1)
        locked = _("can't be changed") if line.locked else _("can be changed") if line.changeable else ""
        if line.locked:
            picture = QLabel()
            picture.setPixmap(self.theme.pixmap("lock", 16, "mute", self.devicePixelRatioF()))
            layout.addWidget(picture, 0, Qt.AlignmentFlag.AlignVCenter)
        aside = words(locked, "small")
        aside.setWordWrap(False)
        layout.addWidget(aside, 0, Qt.AlignmentFlag.AlignVCenter)
        row.setAccessibleName(", ".join(filter(None, (f"{line.name}: {line.value}", locked))))
        return row

    # -- answering -------------------------------------------------------------------------------------------------

    def accept(self) -> None:
        """Agree: add the sources, fetch from them, and show an agenda."""
        page = self._page
        if page is None or page.offer is None or self._waiting:
            return
        offer = page.offer
        self.banners.clear()
        self.answers.setEnabled(False)
        self.operations.command(lambda: self.workspace.presets.accept(offer), self._accepted, self.show_error)

    def _accepted(self, added: tuple[SourceInfo, ...]) -> None:
        if not added:
            self._leave()
            return
        self._waiting = tuple(source.id for source in added)
        self._postponed = not self.runner.start(self._waiting)
        if self._postponed:
            self.banners.say("info", _("It is added, and is fetched when the run under way has ended."))
        self._running()

    def decline(self) -> None:
        """Leave everything as it was."""
        page = self._page
        if page is None or page.offer is None:
            return
        offer = page.offer

        self.answers.setEnabled(False)
        decline = self.workspace.presets.decline
        self.operations.command(lambda: decline(offer), lambda _nothing: self._leave(), self.show_error)

    def _leave(self) -> None:
        """To what the person would see without a preset."""
        self._go(Screen.WELCOME if self._page is None or self._page.first else Screen.OVERVIEW)

    def _running(self) -> None:
        self.answers.setEnabled(not self._waiting)

    def _finished(self, report: RunReport) -> None:
        if not self._waiting:
            return
        if self._postponed:
            self._postponed = not self.runner.start(self._waiting)
            return
        self._waiting = ()
        if report.cancelled:
            self.banners.say("info", _("It was stopped. What had been fetched until then is there."))
            self._load()
            return
        self.operations.query(
            lambda: first_meeting(self.workspace),
            lambda meeting: self._show(meeting, report),
            self.show_error,
            key="organisation.first",
        )

    def _failed(self, error: MoedeklarError) -> None:
        if not self._waiting:
            return
        if self._postponed:
            self._postponed = not self.runner.start(self._waiting)
            return
        self.show_error(error)

    def _show(self, meeting: MeetingRow | None, report: RunReport) -> None:
        if meeting is not None:
            self.navigator.go(Target(Screen.MEETING, meeting=meeting.id))
            return
        nothing = _("No meetings were found.")
        banner = self.banners.say("warn", f"{nothing} {report_headline(report)}")
        focus_soon(banner.add_action(_("Show the report"), lambda: self._go(Screen.SOURCES)))
        self._load()

    def show_error(self, error: MoedeklarError) -> None:
        """Say what is wrong, and wait for nothing."""
        self._waiting, self._postponed = (), False
        self.banners.say("bad", error_sentence(error))
        self._page = None
        self._load()

    def focus_first(self) -> None:
        """Put the keyboard on the first answer, or on the way to the sources."""
        self._wants_focus = self._page is None
        if self._page is None:
            return
        first: QPushButton = self.accept_button if self._page.offer is not None else self.sources_button
        focus_soon(first)


def _source(said: str, more: str) -> QWidget:
    row = QWidget()
    layout = QVBoxLayout(row)
    layout.setContentsMargins(0, 4, 0, 4)
    layout.setSpacing(1)
    where, what = words(said, "heading"), words(more, "small")
    layout.addWidget(where)
    layout.addWidget(what)
    row.setAccessibleName(f"{where.text()}. {what.text()}")
    return row
