"""Pictures of the sync centre: every state of a source, a run under way, what is wrong, signing in, and each kind."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea, QWidget

from moedeklar.member.accounts import NobodyToAsk
from moedeklar.member.profile import Profile
from moedeklar.member.schedule import Run
from moedeklar.member.workspace import Workspace
from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.moments import Clock, FixedClock
from moedeklar.model.reports import EventKind, Problem, RunReport, SyncEvent
from moedeklar.model.views import SourceState
from moedeklar.store import journal
from moedeklar.store.stamps import stamp
from moedeklar.ui.navigation import Screen, Target
from moedeklar.ui.operations import Operations
from moedeklar.ui.sources.add_source import FEED
from moedeklar.ui.sources.runner import SyncRunner
from moedeklar.ui.sources.sign_in import BROWSER, SignInDialog
from moedeklar.ui.sources.view import SourcesScreen
from tools.pictures import Camera

if TYPE_CHECKING:
    from moedeklar.store.database import Database

NOBODY = "http://127.0.0.1:9/oparl/system"
HOST = (("host", "ris.nordlund.example"),)
STATES = (
    ("folder", "/home/astrid/Dagsordener", "Nordlund", SourceState.OK, RunReport(new=3, unchanged=41)),
    (
        "firstagenda",
        "https://dagsordener.havneby.example",
        "Havneby Kommune",
        SourceState.PARTLY,
        RunReport(
            unchanged=212,
            failed=(
                Problem("Bilag 2 – Tegninger af molen.pdf", "cut_short", HOST),
                Problem("Byrådet, 28. januar 2027 kl. 17.00", "server_failed", (*HOST, ("status", 503))),
            ),
        ),
    ),
    (
        "oparl",
        "https://ris.nordlund.example/oparl/system",
        "Nordlund Rat",
        SourceState.FAILED,
        RunReport(failed=(Problem("", "sign_in_expired", HOST),)),
    ),
    (
        "exports",
        "/srv/edagsorden",
        "Sagssystem",
        SourceState.ATTENTION,
        RunReport(attention=(Problem("", "mostly_gone", (("count", 31), ("of", 44))),)),
    ),
    ("oparl", NOBODY, "Askeby", SourceState.FAILED, RunReport(failed=(Problem("", "net_offline"),))),
)


def prepare_centre(profile: Profile, clock: Clock) -> None:
    """Sources in *profile*, one in each state, as their last runs have left them, a minute between each."""
    for number, (kind, location, name, state, report) in enumerate(STATES):
        moment = FixedClock(clock.now() - timedelta(minutes=len(STATES) - number))
        with Workspace.open(profile, NobodyToAsk(), moment) as workspace:
            made = workspace.sources.add(kind, location, name)
            now = stamp(moment.now())

            def work(
                db: Database,
                made: str = made.id,
                state: SourceState = state,
                report: RunReport = report,
                now: str = now,
            ) -> tuple[None, ChangeSet]:
                journal.finish_run(db, journal.start_run(db, made, now), state, report, now)
                return None, ChangeSet.of(Kind.SOURCE, made)

            workspace.store.write(work)


def draw_centre(camera: Camera, folder: Path) -> None:
    """Write FOLDER/centre-STATE.png for each state, over the window of *camera* and in its look."""
    camera.show(Target(Screen.SOURCES))
    screen = camera.window.findChild(SourcesScreen)
    assert isinstance(screen, SourcesScreen)
    area = screen.area
    camera.save(folder / "centre-states.png")
    _show(area, screen.cards[-2])
    camera.pause()
    camera.save(folder / "centre-attention.png")
    _run(camera, screen, folder)
    last = screen.cards[-1]
    last.doctor_button.click()
    for _ in range(40):
        camera.pause()
        if last.doctor is not None and not last.doctor.running:
            break
    camera.pause()
    _show(area, last)
    camera.pause()
    camera.save(folder / "centre-doctor.png")
    if last.doctor is not None:
        last.doctor.leave()
    for kind in screen.kinds.buttons:
        screen.kinds.choose(kind)
        camera.settle()
        _show(area, screen.add_card)
        camera.pause()
        camera.save(folder / f"centre-add-{kind}.png")
    screen.kinds.choose(FEED)
    QTest.keyClicks(screen.feed.address, "ftp://ris.nordlund.example/")
    QTest.keyClick(screen.feed.address, Qt.Key.Key_Return)
    camera.settle()
    _show(area, screen.add_card)
    camera.save(folder / "centre-add-refused.png")
    _sign_in(camera, screen, folder)


def _show(area: QScrollArea, widget: QWidget) -> None:
    area.ensureWidgetVisible(widget)


def _run(camera: Camera, screen: SourcesScreen, folder: Path) -> None:
    """A run of the second source, in the midst of its attachments."""
    runner = camera.window.findChild(SyncRunner)
    assert isinstance(runner, SyncRunner)
    source = screen.cards[1].source.id
    runner._follow(Run((source,), by_itself=True))  # noqa: SLF001 (in its midst, without a server)
    for files in (24, 31):
        amount = {"files_done": files, "files_total": 190, "bytes_done": files * 2_000_000, "bytes_total": 398_000_000}
        what = "Bilag 4 – Udkast til lokalplan for havnen.pdf"
        runner._pass_on(SyncEvent(EventKind.PROGRESS, source, what, 214, 214, **amount))  # noqa: SLF001
        camera.pause()
    screen.area.verticalScrollBar().setValue(0)
    camera.pause()
    camera.save(folder / "centre-running.png")
    runner._follow(Run((source,), by_itself=True, ended=RunReport()))  # noqa: SLF001 (in its midst, without a server)
    camera.settle()


def _sign_in(camera: Camera, screen: SourcesScreen, folder: Path) -> None:
    operations = camera.window.findChild(Operations)
    assert isinstance(operations, Operations)
    for name, way in (("sign-in", ""), ("sign-in-browser", BROWSER)):
        dialog = SignInDialog(screen.workspace, operations, camera.theme, screen.cards[2].source, camera.window)
        if way:
            dialog.way.setCurrentIndex(dialog.way.findData(way))
        dialog.yes.click()  # what is missing is told beside its field
        camera.save_dialog(dialog, folder / f"centre-{name}.png")
