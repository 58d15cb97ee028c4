"""Everything inside the window: bars, navigation and screens. Made anew when the language changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.errors import MoedeklarError
from moedeklar.model.views import SourceInfo
from moedeklar.ui.going.notice import GoingNotice
from moedeklar.ui.navigation import ADD, Navigator, Screen, Target
from moedeklar.ui.operations import Operations
from moedeklar.ui.precedence import go_first
from moedeklar.ui.publishing.news import PublishNews
from moedeklar.ui.publishing.runner import PublishRunner
from moedeklar.ui.screen import ScreenWidget
from moedeklar.ui.shell.bridge import Bridge
from moedeklar.ui.shell.fetching import Fetching
from moedeklar.ui.shell.meeting_menu import OneMeeting
from moedeklar.ui.shell.menus import Menus
from moedeklar.ui.shell.navigation_model import Known, read_known
from moedeklar.ui.shell.news import News
from moedeklar.ui.shell.screens import Factory, ScreenStack
from moedeklar.ui.shell.sidebar import Sidebar
from moedeklar.ui.shell.statusbar import StatusBar
from moedeklar.ui.shell.topbar import TopBar
from moedeklar.ui.sources.rhythm import next_of_all
from moedeklar.ui.sources.runner import SyncRunner
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.updates.follower import UpdateFollower
from moedeklar.ui.updates.notice import UpdateNotice
from moedeklar.ui.widgets.banner import Banner
from moedeklar.wording.errors import error_sentence
from moedeklar.wording.language import _

if TYPE_CHECKING:
    from moedeklar.member.schedule import ScheduleState
    from moedeklar.member.workspace import Workspace
    from moedeklar.ui.search.palette import SearchPalette

LASTS = 12_000  # ms that a banner stands which asks for nothing
TABBED = frozenset({Qt.FocusPolicy.TabFocus, Qt.FocusPolicy.StrongFocus, Qt.FocusPolicy.WheelFocus})
SIDE = (Kind.MEETING, Kind.NOTE, Kind.BOOKMARK, Kind.REQUEST, Kind.SOURCE, Kind.ITEM, Kind.SETTING)


@dataclass(frozen=True, slots=True)
class Rooms:
    """What lives as long as the window's workspace, whatever language is spoken."""

    workspace: Workspace
    operations: Operations
    navigator: Navigator
    theme: Theme
    bridge: Bridge
    runner: SyncRunner
    publishing: PublishRunner

    def busy(self) -> bool:
        """Whether a run or a publish is under way, or an answer is being waited for."""
        return self.runner.running or self.publishing.job is not None or self.operations.under_way > 0

    def quiet(self) -> bool:
        """Whether the person waits for nothing, and has not for a moment. Any thread."""
        return self.operations.quiet


class WindowContent(QWidget):
    """The central widget. `screen_made` is told of each screen when it is first built."""

    screen_made = Signal(object, object)
    banner_gone = Signal()

    def __init__(self, rooms: Rooms, factories: dict[Screen, Factory], menus: Menus) -> None:
        super().__init__()
        self._rooms = rooms
        self.busy, self.quiet = rooms.busy, rooms.quiet
        self._menus = menus
        self.top = TopBar(rooms.theme, menus.bar)
        self.side = Sidebar(rooms.navigator, rooms.theme)
        self.stack = ScreenStack(factories, self._made)
        self.status = StatusBar(rooms.theme)
        self.fetching = Fetching(rooms.runner, self.top, self.tell, rooms.workspace.clock.now, self)
        self._banners = QVBoxLayout()
        self.banner: Banner | None = None
        self._palette: SearchPalette | None = None
        self._saving: dict[ScreenWidget, int] = {}
        self._unsaved: set[ScreenWidget] = set()
        self.news = News(rooms.workspace, rooms.operations, rooms.runner, self.status, rooms.navigator)
        self.notice = UpdateNotice(self, UpdateFollower(rooms.workspace, rooms.operations, self))
        self.going = GoingNotice(self, rooms)
        self.one_meeting = OneMeeting(self, rooms.navigator, self.fetching.fetch_meeting, self.tell)
        self._gather = QTimer(self)
        self._gather.setSingleShot(True)
        self._gather.setInterval(120)
        self._gather.timeout.connect(self._ask)
        self._lay_out()
        self._connect()
        self._ask()
        self._show_undo()
        self.notice.follower.ask()
        self.going.ask()

    def _lay_out(self) -> None:
        self._banners.setContentsMargins(0, 0, 0, 0)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addLayout(self._banners)
        right.addWidget(self.stack, 1)
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.side)
        middle.addLayout(right, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.top)
        whole.addLayout(middle, 1)
        whole.addWidget(self.status)

    def _connect(self) -> None:
        rooms = self._rooms
        rooms.navigator.changed.connect(self._go)
        rooms.bridge.changed.connect(self._changed)
        rooms.bridge.undo_changed.connect(self._show_undo)
        rooms.operations.failed.connect(self.tell_error)
        self.top.search.wanted.connect(self.search)
        self.side.left.connect(self._into_screen)
        rooms.runner.state_changed.connect(self._gather.start)
        self.publish_news = PublishNews(rooms.publishing, rooms.navigator, self.tell, self)
        self.status.sources_wanted.connect(lambda: rooms.navigator.go(Target(Screen.SOURCES)))

    # -- where the window is ---------------------------------------------------------------------------------------

    def _go(self, target: Target) -> None:
        go_first()
        screen = self.stack.show_target(target)
        self.side.show_current(target)
        self.status.show_place(screen.status_text())
        self.status.show_steps(getattr(screen, "step_actions", lambda: None)())
        self._menus.show_screen_actions(getattr(screen, "menu_actions", None))
        navigator = self._rooms.navigator
        self._menus.back.setEnabled(navigator.can_go_back)
        self._menus.forward.setEnabled(navigator.can_go_forward)
        screen.focus_first()

    def _into_screen(self) -> None:
        """The keyboard to the screen, and the navigation back at where the window is."""
        current = self._rooms.navigator.current
        if current is not None:
            self.side.show_current(current)
        if self.stack.current is not None:
            self.stack.current.focus_first()

    def _made(self, name: Screen, screen: ScreenWidget) -> None:
        screen.status_changed.connect(lambda: self._status_of(screen))
        saving, unsaved = getattr(screen, "saving", None), getattr(screen, "unsaved", None)
        if saving is not None:
            saving.connect(lambda count: self._show_saving(screen, count))
        if unsaved is not None:
            unsaved.connect(lambda some: self._show_unsaved(screen, some))
        self.screen_made.emit(name, screen)

    def _status_of(self, screen: ScreenWidget) -> None:
        if screen is self.stack.current:
            self.status.show_place(screen.status_text())

    def _show_saving(self, screen: ScreenWidget, count: int) -> None:
        self._saving[screen] = count
        self._show_saved()

    def _show_unsaved(self, screen: ScreenWidget, some: bool) -> None:
        (self._unsaved.add if some else self._unsaved.discard)(screen)
        self._show_saved()

    def _show_saved(self) -> None:
        """Say "Saved" only when everything written on any screen is in the store."""
        if any(self._saving.values()):
            self.status.show_saved(_("Saving …"))
        elif self._unsaved:
            self.status.show_saved(_("Not saved yet"))
        else:
            self.status.show_saved(_("Saved"))

    def up(self) -> None:
        """One level up where there is one: from an attachment to its item, from a request to all of them."""
        current = self._rooms.navigator.current
        if current is not None and current.screen is Screen.PAGES and current.meeting is not None:
            self._rooms.navigator.up(Target(Screen.MEETING, meeting=current.meeting, item=current.item))
        elif current is not None and current.screen is Screen.REQUEST:
            self._rooms.navigator.up(Target(Screen.REQUESTS))

    def search(self, text: str = "") -> None:
        """Open the search over everything."""
        if self._palette is None:
            # Loaded when it is first used: nobody searches before the window is painted.
            from moedeklar.ui.search.palette import SearchPalette  # noqa: PLC0415

            rooms = self._rooms
            self._palette = SearchPalette(rooms.workspace, rooms.operations, rooms.navigator, rooms.theme, self)
            self._palette.left.connect(self._into_screen)
        self._palette.open_palette(text)

    def add_source(self) -> None:
        """To the list of sources, or to the welcome where there is none yet."""
        rooms = self._rooms

        def known(sources: tuple[SourceInfo, ...]) -> None:
            rooms.navigator.go(Target(Screen.SOURCES, section=ADD) if sources else Target(Screen.WELCOME))

        rooms.operations.query(rooms.workspace.sources.list, known, key="shell.add")

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, N802 (Qt's names)
        """Tab goes as one reads: top bar, navigation, banner and screen, status bar.

        Qt's own order is that in which widgets were made, and the screens are made last.
        """
        focus = QApplication.focusWidget()
        stops = self._stops()
        if focus not in stops:
            return super().focusNextPrevChild(next)
        step = stops[(stops.index(focus) + (1 if next else -1)) % len(stops)]
        step.setFocus(Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason)
        return True

    def _stops(self) -> list[QWidget]:
        """What Tab stops at, in order."""
        banner = self._banners.itemAt(0)
        parts = [self.top, self.side, banner.widget() if banner is not None else None, self.stack, self.status]
        found: list[list[QWidget]] = [[] for _part in parts]
        widget = self.nextInFocusChain()
        while widget is not None and widget is not self:
            if widget.focusPolicy() in TABBED and _can_take(widget):
                for number, part in enumerate(parts):
                    if part is not None and part.isAncestorOf(widget):
                        found[number].append(widget)
            widget = widget.nextInFocusChain()
        return [widget for group in found for widget in group]

    # -- what changes ----------------------------------------------------------------------------------------------

    def _changed(self, changes: ChangeSet) -> None:
        self.stack.refresh(changes)
        if changes.touches(*SIDE):
            self._gather.start()

    def _ask(self) -> None:
        workspace = self._rooms.workspace
        self._rooms.operations.query(
            lambda: (read_known(workspace), workspace.schedule.state()), self._show_known, key="shell.known"
        )

    def _show_known(self, answer: tuple[Known, ScheduleState]) -> None:
        known, state = answer
        sources = tuple(plan.source for plan in state.sources)
        self.side.show_known(known)
        self.status.show_store(sources)
        self.status.show_next(next_of_all(state, self._rooms.workspace.clock.now()))
        self.fetching.show_sources(sources)

    def _show_undo(self) -> None:
        undo = self._rooms.workspace.undo
        self._menus.show_undo(undo.undo_label, undo.redo_label)

    # -- telling ---------------------------------------------------------------------------------------------------

    def tell(self, kind: str, words: str, actions: dict[str, Callable[[], object]] | None = None) -> Banner:
        """A banner over the screen, in place of the one before.

        What is only told, and asks for nothing, goes by itself after a while.
        """
        self.clear_banner()
        banner = Banner(self._rooms.theme, kind, words)
        for text, slot in (actions or {}).items():
            banner.add_action(text, slot)
        banner.dismissed.connect(self.clear_banner)
        self._banners.setContentsMargins(14, 8, 14, 8)
        self._banners.addWidget(banner)
        self.banner = banner
        if kind == "info" and not actions:
            _go_by_itself(banner, self.clear_banner)
        return banner

    def clear_banner(self) -> None:
        """Take the banner away."""
        focus, had_focus = QApplication.focusWidget(), False
        while (entry := self._banners.takeAt(0)) is not None:
            widget = entry.widget()
            if widget is not None:
                had_focus = had_focus or (focus is not None and widget.isAncestorOf(focus))
                widget.hide()
                widget.deleteLater()
        self._banners.setContentsMargins(0, 0, 0, 0)
        self.banner = None
        self.banner_gone.emit()
        if had_focus and self.stack.current is not None:
            # Else Qt gives it to whatever comes next, which is the search in the top bar.
            self.stack.current.focus_first()

    def tell_error(self, error: MoedeklarError) -> None:
        """An error of the environment that no screen has told."""
        self.tell("bad", error_sentence(error))

    def tell_fault(self, details: str) -> None:
        """A fault of the program itself: what it means, and the details to copy."""
        words = _("Something went wrong in the program itself. What you have saved is safe; go on, or start it again.")
        self.tell("bad", words, {_("Copy details"): lambda: QGuiApplication.clipboard().setText(details)})

    def close_down(self) -> None:
        """Listen to nothing more; called before another content takes its place."""
        rooms = self._rooms
        rooms.navigator.changed.disconnect(self._go)
        rooms.bridge.changed.disconnect(self._changed)
        rooms.bridge.undo_changed.disconnect(self._show_undo)
        rooms.operations.failed.disconnect(self.tell_error)
        rooms.runner.state_changed.disconnect(self._gather.start)
        self.publish_news.close()
        self.news.close()
        self.notice.follower.close()
        self.going.close()
        self._gather.stop()


def _can_take(widget: QWidget) -> bool:
    return widget.isEnabled() and widget.isVisible() and widget.focusProxy() is None


def _go_by_itself(banner: Banner, clear: Callable[[], None]) -> None:
    """Have *banner* taken away after a while, unless somebody is at it: then that while begins again."""

    def let_go() -> None:
        focus = QApplication.focusWidget()
        if not banner.underMouse() and not (focus is not None and banner.isAncestorOf(focus)):
            clear()

    leaves = QTimer(banner)
    leaves.setInterval(LASTS)
    leaves.timeout.connect(let_go)
    leaves.start()
