"""The main window. It only assembles: what it shows is `content`, what it does stands in the rooms beside."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QLabel, QMainWindow, QPushButton, QToolButton, QVBoxLayout, QWidget

from moedeklar.model.changes import ChangeSet
from moedeklar.model.errors import MoedeklarError
from moedeklar.model.work import Place
from moedeklar.ui.navigation import Navigator, Screen, Target
from moedeklar.ui.operations import Operations
from moedeklar.ui.precedence import going_first
from moedeklar.ui.publishing.runner import PublishRunner
from moedeklar.ui.screen import ScreenWidget
from moedeklar.ui.shell.bridge import Bridge
from moedeklar.ui.shell.choices import Choices
from moedeklar.ui.shell.content import Rooms, WindowContent
from moedeklar.ui.shell.dialogs import show_dialog
from moedeklar.ui.shell.memory import WindowMemory
from moedeklar.ui.shell.menus import Commands, Menus
from moedeklar.ui.shell.opening import PresetNews
from moedeklar.ui.shell.organisation import tell_presets
from moedeklar.ui.shell.qt_language import QtLanguage
from moedeklar.ui.shell.safekeeping import Safekeeping
from moedeklar.ui.shell.screens import ScreenBuilder
from moedeklar.ui.sources.runner import SyncRunner
from moedeklar.ui.theme.icons import app_icon
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.wording.language import _
from moedeklar.wording.presets import decided_by

if TYPE_CHECKING:
    from moedeklar.member.profile import Profile
    from moedeklar.member.workspace import Workspace
    from moedeklar.ui.unlock.asker import WindowAsker

POLL = 2000  # ms between two looks whether another program wrote to the store


class MainWindow(QMainWindow):
    """One window for a profile. Shown empty at once, filled by `open_workspace`. UI thread.

    `closed` is emitted when everything unsaved has been stored and the window is gone: whoever made it then closes the
    workspace.
    """

    closed = Signal()
    first_shown = Signal()

    def __init__(self, theme: Theme, memory: WindowMemory, language: QtLanguage) -> None:
        super().__init__()
        self._theme = theme
        self._memory = memory
        self._language = language
        self._rooms: Rooms | None = None
        self._content: WindowContent | None = None
        self._profile: Profile | None = None
        self._ask: WindowAsker | None = None
        self._broken: MoedeklarError | None = None
        self._may_close = False
        self._chosen: Choices | None = None
        self._poll = QTimer(self)
        self._poll.setInterval(POLL)
        self._poll.timeout.connect(self._look_outside)
        self.setWindowTitle("Mødeklar")
        self.setWindowIcon(app_icon())
        self.setMinimumSize(760, 480)
        memory.restore(self)
        self._show_opening()

    @property
    def content(self) -> WindowContent | None:
        """What the window shows; None until a workspace is open."""
        return self._content

    def _show_opening(self) -> None:
        waiting = QWidget()
        set_role(waiting, "canvas")
        words = QLabel(_("Opening your meetings …"))
        set_role(words, "muted")
        inside = QVBoxLayout(waiting)
        inside.addWidget(words, 0, Qt.AlignmentFlag.AlignCenter)
        self.setCentralWidget(waiting)

    # -- opening ---------------------------------------------------------------------------------------------------

    def open_workspace(
        self,
        workspace: Workspace,
        start: Target,
        *,
        profile: Profile | None = None,
        ask: WindowAsker | None = None,
        reading_size: int = 100,
        presets: PresetNews | None = None,
    ) -> None:
        """Show *workspace*, beginning at *start*, and say what there is to be said of *presets*."""
        operations = Operations(self)
        self._profile, self._ask = profile, ask
        bridge = Bridge(workspace, self, lambda: operations.under_way > 0)
        runner = SyncRunner(workspace, self)
        publishing = PublishRunner(workspace, self)
        self._rooms = Rooms(workspace, operations, Navigator(self), self._theme, bridge, runner, publishing)
        self._chosen = Choices(self._rooms, self._memory, self._shown, reading_size)
        operations.command_failed.connect(self._note_failure)
        self._rooms.navigator.changed.connect(lambda _target: self.setWindowTitle(self._title()))
        self._build()
        self._rooms.navigator.go(start)
        if presets is not None:
            tell_presets(self._shown(), self._rooms, presets)
        self._poll.start()

    def _build(self) -> None:
        rooms = self._rooms
        if rooms is None:
            return
        menus = Menus(self, self._commands(rooms))
        builder = ScreenBuilder(
            rooms.workspace,
            rooms.operations,
            rooms.navigator,
            rooms.theme,
            rooms.runner,
            rooms.publishing,
            self._profile,
            lambda: self._choices().reading_size,
        )
        content = WindowContent(rooms, builder.factories(), menus)
        content.screen_made.connect(self._screen_made)
        menus.themes["" if self._theme.mode == "system" else self._theme.mode].setChecked(True)
        if rooms.workspace.settings.is_locked("theme"):
            menus.lock_themes(decided_by(rooms.workspace.presets.organisation()))
        self._content = content
        self.setCentralWidget(content)

    def _commands(self, rooms: Rooms) -> Commands:
        def go(screen: Screen) -> None:
            rooms.navigator.go(Target(screen))

        over = (rooms.workspace, self._theme, self)
        return Commands(
            add_source=lambda: self._shown().add_source(),
            sync=rooms.runner.start,
            publish=lambda: go(Screen.PUBLISH),
            sync_meeting=lambda: self._shown().one_meeting.fetch(),  # noqa: PLW0108 (there is no content yet)
            kit=lambda: show_dialog("kit", *over),
            backup=lambda: self._safekeeping().save(),
            restore=lambda: self._safekeeping().restore(),
            quit=self.close,
            undo=lambda: rooms.operations.command(rooms.workspace.undo.undo),
            redo=lambda: rooms.operations.command(rooms.workspace.undo.redo),
            search=lambda: self._shown().search(),
            overview=lambda: go(Screen.OVERVIEW),
            back=rooms.navigator.back,
            forward=rooms.navigator.forward,
            up=lambda: self._shown().up(),
            notes=lambda: go(Screen.NOTES),
            bookmarks=lambda: go(Screen.BOOKMARKS),
            requests=lambda: go(Screen.REQUESTS),
            sources=lambda: go(Screen.SOURCES),
            settings=lambda: go(Screen.SETTINGS),
            theme=self._choices().theme,
            full_screen=lambda: self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen),
            keys=lambda: show_dialog("keys", *over),
            whats_new=lambda: show_dialog("new", *over),
            about=lambda: show_dialog("about", *over),
        )

    def _shown(self) -> WindowContent:
        assert self._content is not None  # noqa: S101 (the menus exist only with it)
        return self._content

    def _safekeeping(self) -> Safekeeping:
        rooms, ask = self._rooms, self._ask
        assert rooms is not None  # noqa: S101 (the menus exist only with a workspace)
        assert ask is not None  # noqa: S101
        return Safekeeping(rooms.workspace, rooms.operations, ask, self._shown().tell, self)

    def _screen_made(self, name: Screen, screen: ScreenWidget) -> None:
        self._choices().watch(
            name,
            screen,
            self._choose_language,
            lambda: self._safekeeping().save(),
            lambda: self._safekeeping().restore(),
        )

    def _choices(self) -> Choices:
        assert self._chosen is not None  # noqa: S101 (made with the workspace)
        return self._chosen

    # -- choices ---------------------------------------------------------------------------------------------------

    def _choose_language(self, language: str) -> None:
        """Speak another language: everything is built anew, at the same place."""
        rooms, content = self._rooms, self._content
        if rooms is None or content is None:
            return
        content.stack.flush()
        content.close_down()
        self._memory.language = language
        self._language.speak(language)
        for action in self.actions():
            self.removeAction(action)
            action.deleteLater()
        self._build()
        if rooms.navigator.current is not None:
            rooms.navigator.go(rooms.navigator.current)

    def come_forward(self, target: Target | None, backup: Path | None = None) -> None:
        """A start of the program asked for this window, and maybe for something in it, or to bring a backup back."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        if target is not None and self._rooms is not None:
            self._rooms.navigator.go(target)
        if backup is not None and self._rooms is not None:
            self._safekeeping().offer(backup)

    # -- telling ---------------------------------------------------------------------------------------------------

    def tell_fault(self, details: str) -> None:
        """A fault of the program; see `ui.shell.faults`."""
        if self._content is not None:
            self._content.tell_fault(details)

    def _title(self) -> str:
        current = self._rooms.navigator.current if self._rooms is not None else None
        return f"{current.title} – Mødeklar" if current is not None and current.title else "Mødeklar"

    def _look_outside(self) -> None:
        rooms = self._rooms
        if rooms is not None and self.isVisible():
            rooms.operations.query(rooms.workspace.changed_outside, self._outside, key="shell.outside")

    def _outside(self, changed: bool) -> None:
        if changed and self._rooms is not None:
            self._rooms.bridge.changed.emit(ChangeSet.everything())

    def _note_failure(self, error: MoedeklarError) -> None:
        self._broken = error

    # -- closing ---------------------------------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 (Qt's name)
        """Store what is unsaved first; close when it is, and stay with a word about it where it cannot be."""
        rooms, content = self._rooms, self._content
        if self._may_close or rooms is None or content is None:
            self._let_go()
            event.accept()
            return
        event.ignore()
        self._broken = None
        content.stack.flush()
        rooms.operations.command(lambda: None, lambda _nothing: self._flushed())

    def _flushed(self) -> None:
        content = self._content
        if self._broken is None or content is None:
            self.close_now()
            return
        words = _("Something could not be saved, so the window stays open.")
        content.tell("bad", words, {_("Try again"): self.close, _("Close without saving"): self.close_now})

    def close_now(self) -> None:
        """Close without asking the screens for anything more."""
        self._may_close = True
        self.close()

    def _let_go(self) -> None:
        self._poll.stop()
        self._memory.keep(self)
        self._language.fall_silent()
        rooms, self._rooms = self._rooms, None
        if rooms is not None:
            rooms.bridge.close()
            rooms.runner.close()
            rooms.publishing.close()
            rooms.operations.close(drain=True)
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Esc, where nothing else has used it, goes one level up; Enter presses the button that has the keyboard.

        Qt lets only Space do that outside of dialogs.
        """
        if event.key() == Qt.Key.Key_Escape and self._content is not None:
            self._content.up()
            return
        button = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(button, QPushButton | QToolButton):
            button.showMenu() if button.menu() is not None else button.click()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Tell once that the window has been painted: what can wait begins then."""
        with going_first() if event.type() == QEvent.Type.UpdateRequest else nullcontext():
            done = super().event(event)
        if event.type() == QEvent.Type.Paint and self._content is not None and not self.property("painted"):
            self.setProperty("painted", True)
            QTimer.singleShot(0, self.first_shown.emit)
        return done


def start_target(place: Place | None, *, sources: bool, offered: bool = False) -> Target:
    """Where to begin: where reading stopped, else the overview.

    Where there is nothing yet, what an organisation has *offered*, else the welcome.
    """
    if not sources:
        return Target(Screen.ORGANISATION if offered else Screen.WELCOME)
    if place is None or place.screen not in (Screen.MEETING, Screen.PAGES):
        return Target(Screen.OVERVIEW)
    return Target(
        Screen.MEETING, meeting=place.meeting_id, item=place.item_id, section=place.section,
        start=place.offset, end=place.offset,
    )  # fmt: skip
