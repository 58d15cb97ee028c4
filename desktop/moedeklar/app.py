"""The composition root of the window: builds every room, and stops them in order."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication

from moedeklar.member.profile import Profile
from moedeklar.model.errors import MoedeklarError, StoreError
from moedeklar.model.links import Wanted
from moedeklar.model.moments import Clock, SystemClock
from moedeklar.ui.navigation import Screen, Target
from moedeklar.ui.shell.ahead import Ahead
from moedeklar.ui.shell.desktop_calls import DesktopCalls
from moedeklar.ui.shell.faults import Faults, fault_hook
from moedeklar.ui.shell.memory import WindowMemory
from moedeklar.ui.shell.opening import Opened, Opening, ask_first
from moedeklar.ui.shell.preloading import Preloader
from moedeklar.ui.shell.qt_language import QtLanguage
from moedeklar.ui.shell.tidying import Tidying
from moedeklar.ui.shell.window import MainWindow, start_target
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.unlock.asker import WindowAsker
from moedeklar.ui.unlock.trouble import TroubleDialog
from moedeklar.wording.secrets import same_passphrase

if TYPE_CHECKING:
    from moedeklar.member.updates.installing import AtEnd
    from moedeklar.member.workspace import Workspace
    from moedeklar.ui.shell.single import FirstWindow

log = logging.getLogger(__name__)

CHECK_TIME = 20_000  # ms
# Seconds that a thread runs on while another waits. With Python's own 5 ms a few threads of a run make the window,
# which gives its turn away with nearly every call to Qt, wait for a tenth of a second again and again.
TURN = 0.0005
NOTHING = Wanted()


class Program(QObject):
    """One window over one profile, from its start to its end. UI thread."""

    def __init__(self, profile: Profile, clock: Clock, language: str = "", wanted: Wanted = NOTHING) -> None:
        super().__init__()
        self._profile = profile
        self._clock = clock
        self._stated = language
        self._target = _target(wanted)
        self._backup = wanted.backup  # is offered once there is a workspace
        self._workspace: Workspace | None = None
        self._session_ends = False
        self.afterwards: AtEnd | None = None  # what is to be started once everything has ended
        self._first: FirstWindow | None = None
        self._memory = WindowMemory(profile.window_settings)
        self._language = QtLanguage()
        self._language.speak(language or self._memory.language)
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101 (made by the caller)
        self.theme = Theme(app, self)
        self.theme.apply(self._memory.theme)
        self.faults = Faults(profile.logs, self)
        self.window = MainWindow(self.theme, self._memory, self._language)
        self._asker = WindowAsker(self.theme, self.window)
        self._tidying = Tidying(self._busy, self)
        self._preloader = Preloader(quiet=self._quiet, parent=self)
        self._preloader.done.connect(self._loaded)
        self._opening = Opening(self)
        self._opening.opened.connect(self._opened)
        self._opening.failed.connect(self._failed)
        self._opening.given_up.connect(self._given_up)
        self.window.closed.connect(self._window_closed)
        self.window.first_shown.connect(self._later)
        app.commitDataRequest.connect(self._shut_down)
        if sys.platform == "darwin":
            DesktopCalls(app, self).called.connect(self._called)

    def start(self) -> None:
        """Show the window, and open the workspace behind it."""
        self.faults.install()
        self._tidying.start()
        self.window.show()
        self._open()

    def stop(self) -> None:
        """After the window: the workspace (writer, readers, PDF processes), then the nets. Blocks until all is done."""
        if self._first is not None:
            self._first.close()
        self._preloader.stop()
        self._asker.give_up()
        if self._workspace is not None:
            self.afterwards = self._workspace.updates.at_end(session_ends=self._session_ends)
        for workspace in (self._opening.abandon(), self._workspace):
            if workspace is not None:
                workspace.close()
        self._workspace = None
        self._tidying.stop()  # no other thread works any more
        self.faults.remove()

    def _open(self, *, recover: bool = False) -> None:
        self._opening.start(lambda: self._work(recover=recover))

    def _work(self, *, recover: bool) -> Opened:
        # The store and the sources are loaded here, on the thread that opens them, while the window is painted.
        from moedeklar.member.accounts import passphrase_file, recover_keys  # noqa: PLC0415
        from moedeklar.member.workspace import Workspace  # noqa: PLC0415

        keys = recover_keys(self._profile, self._asker) if recover else None
        workspace = Workspace.open(self._profile, self._asker, self._clock, keys=keys)
        workspace.load()
        opened = ask_first(workspace)
        return replace(opened, same_passphrase=recover and passphrase_file() is not None)

    def _opened(self, opened: Opened) -> None:
        self._workspace = opened.workspace
        opened.workspace.schedule.start()
        opened.workspace.updates.start()
        if not self._stated:
            self._language.speak(opened.language)
        self.theme.apply(opened.theme)
        self._memory.language, self._memory.theme = opened.language, opened.theme
        start = self._target or start_target(
            opened.place, sources=opened.sources, offered=opened.presets.offer is not None
        )
        self.window.open_workspace(
            opened.workspace,
            start,
            profile=self._profile,
            ask=self._asker,
            reading_size=opened.reading_size,
            presets=opened.presets,
        )
        if opened.workspace.store.full and self.window.content is not None:
            self.window.content.tell_error(StoreError("store_full", path=str(self._profile.folder)))
        elif opened.same_passphrase and self.window.content is not None:
            self.window.content.tell("warn", same_passphrase())
        if self._backup:
            self.window.come_forward(None, Path(self._backup))

    def _failed(self, error: MoedeklarError) -> None:
        from moedeklar.member.accounts import RECOVERABLE  # noqa: PLC0415 (with the store, see `_work`)

        if self._asker.refused(error):
            self._open(recover=True)
            return
        dialog = TroubleDialog(self.theme, error, recoverable=error.code in RECOVERABLE, parent=self.window)
        dialog.again.connect(self._open)
        dialog.recover.connect(lambda: self._open(recover=True))
        dialog.given_up.connect(self.window.close_now)
        dialog.open()

    def _given_up(self) -> None:
        if self._asker.recovery_chosen:
            self._asker.recovery_chosen = False
            self._open(recover=True)
        else:
            self.window.close_now()

    def _later(self) -> None:
        """What can wait until the window has been painted.

        The PDF process, the watching of folders, later starts, what ended the last run, the other screens.
        """
        log.info("the window is there")
        from moedeklar.ui.shell.single import FirstWindow  # noqa: PLC0415 (QtNetwork: after the first paint)

        if self._workspace is not None:
            self._workspace.warm_up()
            self._workspace.watch()
        self._first = FirstWindow(self._profile.folder, self)
        self._first.called.connect(self._called)
        self._first.listen()
        fault_hook(self.window.tell_fault, self.faults)
        self._preloader.start()

    def _loaded(self) -> None:
        self._tidying.settle()
        if self.window.content is not None:
            Ahead(self.window.content.stack, self._quiet)

    def _quiet(self) -> bool:
        content = self.window.content
        return content is not None and content.quiet()

    def _busy(self) -> bool:
        return self.window.content is not None and self.window.content.busy()

    def _called(self, wanted: Wanted) -> None:
        if self._workspace is None:  # for when it is there
            self._target, self._backup = _target(wanted) or self._target, wanted.backup or self._backup
        self.window.come_forward(_target(wanted), Path(wanted.backup) if wanted.backup else None)

    def _shut_down(self, _manager: object) -> None:
        """The person signs out, or the computer is shut down."""
        self._session_ends = True

    def _window_closed(self) -> None:
        app = QApplication.instance()
        if app is not None:
            app.quit()


def _target(wanted: Wanted) -> Target | None:
    if not wanted.meeting:
        return None
    return Target(Screen.MEETING, meeting=wanted.meeting, item=wanted.item or None)


def run(profile: Profile, clock: Clock, language: str = "", wanted: Wanted = NOTHING) -> int:
    """Open the window of *profile*, at what is *wanted*, until it is closed; returns the exit status.

    Where the profile has a window already, that one comes to the front and this returns at once. Raises
    MoedeklarError where there is no screen, or the profile's folder cannot be used.
    """
    if not _has_screen():
        raise MoedeklarError("no_screen")
    profile.make()
    lock = profile.window_lock()
    sys.setswitchinterval(TURN)
    app = application()
    if not lock.acquire():
        from moedeklar.ui.shell.single import call_first  # noqa: PLC0415 (QtNetwork: only for a second start)

        if call_first(profile.folder, wanted):
            return 0
        raise MoedeklarError("window_silent", process=lock.holder() or 0)
    try:
        program = Program(profile, clock, language, wanted)
        program.start()
        status = app.exec()
        program.stop()
    finally:
        lock.release()
    if program.afterwards is not None:
        try:
            program.afterwards.start()
        except OSError:
            log.exception("what was to be started after the window was not")
    return status


def check(folder: Path) -> str:
    """Build the window over the profile in *folder* without showing it to anyone; says what it showed.

    Raises MoedeklarError, or TimeoutError where nothing was painted in time.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = application()
    program = Program(Profile(folder), SystemClock())
    loop = QEventLoop()
    program.window.first_shown.connect(loop.quit)
    waited = QTimer()
    waited.setSingleShot(True)
    waited.timeout.connect(lambda: loop.exit(1))
    waited.start(CHECK_TIME)
    program.start()
    late = loop.exec()
    picture = program.window.grab()
    program.window.closed.connect(loop.quit)
    _settle(loop, program.window.close)
    program.stop()
    if late or picture.isNull():
        raise TimeoutError("the window was not painted in time")
    return f"{picture.width()} x {picture.height()}, {app.platformName()}"


def _settle(loop: QEventLoop, then: Callable[[], object]) -> None:
    QTimer.singleShot(0, then)
    loop.exec()


def application() -> QApplication:
    """The one QApplication of the process, made when first asked for."""
    known = QApplication.instance()
    if isinstance(known, QApplication):
        return known
    QApplication.setApplicationName("Mødeklar")
    QApplication.setDesktopFileName("dk.moedeklar.Moedeklar")
    app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    return app


def _has_screen() -> bool:
    """Whether a window can be shown. Qt itself would end the process where it cannot."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
