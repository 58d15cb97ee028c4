"""What the list of sources and the welcome share: a municipality, a folder or the sample is added from there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QPushButton, QWidget

from moedeklar.model.errors import MoedeklarError
from moedeklar.model.views import SourceInfo
from moedeklar.ui.navigation import Navigator
from moedeklar.ui.operations import Operations
from moedeklar.ui.screen import BannerSpot, ScreenWidget
from moedeklar.ui.sources.add import AddFolder, dropped_folder, is_archive
from moedeklar.ui.sources.add_source import CALENDAR, FEED, FOLDER, MUNICIPALITY, AddSource
from moedeklar.ui.sources.address import AddAddress, Typed, calendar_form, feed_form
from moedeklar.ui.sources.municipal import AddMunicipality, Wanted
from moedeklar.ui.sources.runner import SyncRunner
from moedeklar.ui.theme.theme import Theme
from moedeklar.wording.errors import error_sentence
from moedeklar.wording.language import _

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace


class AddingScreen(ScreenWidget):
    """Has `banners`, `kinds` (with the forms of the four kinds in it) and `sample_button`, which a subclass lays out.

    A folder may be dropped anywhere on it.

    *runner* is the window's one; without it the screen makes its own, to be closed by its `close`.
    """

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
        self.setAcceptDrops(True)
        self.runner = runner or SyncRunner(workspace, self)
        self.banners = BannerSpot(theme)
        self.municipality = AddMunicipality(workspace, operations, theme)
        self.municipality.wanted.connect(self.add_municipality)
        self.add = AddFolder(theme)
        self.add.wanted.connect(self.add_folder)
        self.feed = feed_form(theme)
        self.feed.wanted.connect(self.add_oparl)
        self.calendar = calendar_form(theme)
        self.calendar.wanted.connect(self.add_ical)
        forms: dict[str, QWidget] = {
            MUNICIPALITY: self.municipality,
            FOLDER: self.add,
            FEED: self.feed,
            CALENDAR: self.calendar,
        }
        self.kinds = AddSource(theme, forms)
        self.sample_button = QPushButton(_("Show the sample municipality"))
        theme.set_icon(self.sample_button, "book-open")
        self.sample_button.clicked.connect(self.add_sample)
        self._postponed: str | None = None
        self.runner.finished.connect(self._fetch_postponed)
        self.runner.failed.connect(self._fetch_postponed)

    def add_municipality(self, wanted: Wanted) -> None:
        """Add a municipality's portal; or say beside it why not."""
        self.banners.clear()
        add = self.workspace.municipalities.add
        self.operations.command(
            lambda: add(wanted.location, wanted.name, wanted.committees, wanted.since),
            self.added,
            self.municipality.refuse,
        )

    def add_folder(self, folder: Path) -> None:
        """Add *folder* as a source of the kind that is chosen, an archive as an export; or say beside it why not."""
        self.banners.clear()
        sources = self.workspace.sources
        add = sources.add_exports if self.add.exports.isChecked() or is_archive(folder) else sources.add_folder
        self.operations.command(
            lambda: add(folder),
            self.added,
            lambda error: self.add.refuse(error_sentence(error)),
        )

    def add_oparl(self, typed: Typed) -> None:
        """Add a server of the open standard; or say beside its address why not."""
        from moedeklar.member.feeds import add_oparl  # noqa: PLC0415 (only where one is added)

        self._add_address(self.feed, lambda: add_oparl(self.workspace.sources, typed.address, typed.name or None))

    def add_ical(self, typed: Typed) -> None:
        """Add a calendar; or say beside its address why not."""
        from moedeklar.member.calendars import add_calendar  # noqa: PLC0415 (only where one is added)

        self._add_address(
            self.calendar, lambda: add_calendar(self.workspace.sources, typed.address, typed.name or None)
        )

    def _add_address(self, form: AddAddress, work: Callable[[], SourceInfo]) -> None:
        self.banners.clear()
        self.operations.command(work, self.added, lambda error: form.refuse(error_sentence(error)))

    def add_sample(self) -> None:
        """Add the sample municipality."""
        self.banners.clear()
        self.sample_button.setEnabled(False)
        self.operations.command(self.workspace.sources.add_sample, self.added, self.show_error)

    def added(self, source: SourceInfo) -> None:
        """Fetch from *source*, which is new, at once or when the run under way has ended."""
        for form in (self.add, self.municipality, self.feed, self.calendar):
            form.accepted()
        self.sample_button.setEnabled(True)
        if not self.runner.start((source.id,)):
            self._postponed = source.id
            self.banners.say("info", _("It is added, and is fetched when the run under way has ended."))

    def _fetch_postponed(self) -> None:
        source, self._postponed = self._postponed, None
        if source is not None:
            self.runner.start((source,))

    def flush(self) -> None:
        """Leave: nothing is asked of a portal any longer."""
        self.municipality.cancel()
        super().flush()

    def show_error(self, error: MoedeklarError) -> None:
        """Say what is wrong."""
        self.sample_button.setEnabled(True)
        self.banners.say("bad", error_sentence(error))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 (Qt's name)
        """A folder may be dropped while one may be added."""
        if self.add.isEnabled() and dropped_folder(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 (Qt's name)
        """Add the folder that was dropped."""
        folder = dropped_folder(event.mimeData())
        if folder is not None:
            event.acceptProposedAction()
            self.kinds.choose(FOLDER)
            self.add_folder(folder)
