"""Builds each screen when it is first gone to, so that the window is there before the screens nobody has asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

from moedeklar.model.changes import ChangeSet
from moedeklar.ui.navigation import Navigator, Screen, Target
from moedeklar.ui.operations import Operations
from moedeklar.ui.publishing.runner import PublishRunner
from moedeklar.ui.screen import ScreenWidget
from moedeklar.ui.sources.runner import SyncRunner
from moedeklar.ui.theme.theme import Theme

if TYPE_CHECKING:
    from moedeklar.member.profile import Profile
    from moedeklar.member.workspace import Workspace

Factory = Callable[[], ScreenWidget]


class ScreenBuilder:
    """Makes screens with what they need. Each method loads its screen's modules only when it is called."""

    def __init__(
        self,
        workspace: Workspace,
        operations: Operations,
        navigator: Navigator,
        theme: Theme,
        runner: SyncRunner,
        publishing: PublishRunner,
        profile: Profile | None,
        reading_size: Callable[[], int],
    ) -> None:
        self._given = (workspace, operations, navigator, theme)
        self._runner = runner
        self._publishing = publishing
        self._profile = profile
        self._reading_size = reading_size

    def factories(self) -> dict[Screen, Factory]:
        """How each screen is made."""
        return {
            Screen.OVERVIEW: self._overview,
            Screen.COMMITTEE: self._committee,
            Screen.MEETING: self._reader,
            Screen.PAGES: self._pages,
            Screen.NOTES: self._notes,
            Screen.BOOKMARKS: self._bookmarks,
            Screen.REQUESTS: self._requests,
            Screen.REQUEST: self._request,
            Screen.SOURCES: self._sources,
            Screen.SETTINGS: self._settings,
            Screen.PUBLISH: self._publish,
            Screen.WELCOME: self._welcome,
            Screen.ORGANISATION: self._organisation,
        }

    # In-function imports, all of them: a screen's modules are loaded when the person first goes there.

    def _overview(self) -> ScreenWidget:
        from moedeklar.ui.overview.view import OverviewScreen  # noqa: PLC0415

        return OverviewScreen(*self._given)

    def _committee(self) -> ScreenWidget:
        from moedeklar.ui.committee.view import CommitteeScreen  # noqa: PLC0415

        return CommitteeScreen(*self._given)

    def _reader(self) -> ScreenWidget:
        from moedeklar.ui.reader.screen import ReaderScreen  # noqa: PLC0415

        return ReaderScreen(*self._given, reading_size=self._reading_size())

    def _pages(self) -> ScreenWidget:
        from moedeklar.ui.pages.screen import PagesScreen  # noqa: PLC0415

        return PagesScreen(*self._given)

    def _notes(self) -> ScreenWidget:
        from moedeklar.ui.notes.notes_screen import NotesScreen  # noqa: PLC0415

        return NotesScreen(*self._given)

    def _bookmarks(self) -> ScreenWidget:
        from moedeklar.ui.notes.bookmarks_screen import BookmarksScreen  # noqa: PLC0415

        return BookmarksScreen(*self._given)

    def _requests(self) -> ScreenWidget:
        from moedeklar.ui.requests.list import RequestsScreen  # noqa: PLC0415

        return RequestsScreen(*self._given)

    def _request(self) -> ScreenWidget:
        from moedeklar.ui.requests.editor import RequestScreen  # noqa: PLC0415

        return RequestScreen(*self._given)

    def _sources(self) -> ScreenWidget:
        from moedeklar.ui.sources.view import SourcesScreen  # noqa: PLC0415

        return SourcesScreen(*self._given, runner=self._runner)

    def _settings(self) -> ScreenWidget:
        from moedeklar.ui.settings.view import SettingsScreen  # noqa: PLC0415

        return SettingsScreen(*self._given, profile=self._profile)

    def _publish(self) -> ScreenWidget:
        from moedeklar.ui.publishing.view import PublishScreen  # noqa: PLC0415

        return PublishScreen(*self._given, runner=self._publishing)

    def _welcome(self) -> ScreenWidget:
        from moedeklar.ui.welcome.view import WelcomeScreen  # noqa: PLC0415

        return WelcomeScreen(*self._given, runner=self._runner)

    def _organisation(self) -> ScreenWidget:
        from moedeklar.ui.organisation.view import OrganisationScreen  # noqa: PLC0415

        return OrganisationScreen(*self._given, runner=self._runner)


class ScreenStack(QStackedWidget):
    """Shows one screen at a time, and keeps those that were made. `made` is told of each new one. UI thread."""

    def __init__(
        self,
        factories: dict[Screen, Factory],
        made: Callable[[Screen, ScreenWidget], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._factories = factories
        self._made = made
        self._screens: dict[Screen, ScreenWidget] = {}

    @property
    def current(self) -> ScreenWidget | None:
        """The screen that is shown."""
        shown = self.currentWidget()
        return shown if isinstance(shown, ScreenWidget) else None

    def show_target(self, target: Target) -> ScreenWidget:
        """Show the target's screen, made now if need be; the one left hands over what is unsaved."""
        before = self.current
        screen = self._screens.get(target.screen) or self._make(target.screen)
        if before is not None and before is not screen:
            before.flush()
        screen.show_target(target)
        self.setCurrentWidget(screen)
        return screen

    def prepare(self, name: Screen) -> bool:
        """Make a screen that will be gone to, with its style; False where it was made already, or there is none."""
        if name in self._screens or name not in self._factories:
            return False
        screen = self._make(name)
        screen.resize(self.size())
        for widget in (screen, *screen.findChildren(QWidget)):
            widget.ensurePolished()
        return True

    def _make(self, name: Screen) -> ScreenWidget:
        screen = self._screens[name] = self._factories[name]()
        self.addWidget(screen)
        self._made(name, screen)
        return screen

    def refresh(self, changes: ChangeSet) -> None:
        """Tell the screen that is shown. The others ask anew when they are gone to."""
        if self.current is not None:
            self.current.refresh(changes)

    def made(self, screen: Screen) -> ScreenWidget | None:
        """A screen that was made already."""
        return self._screens.get(screen)

    def flush(self) -> None:
        """Hand over everything unsaved in any screen."""
        for screen in self._screens.values():
            screen.flush()
