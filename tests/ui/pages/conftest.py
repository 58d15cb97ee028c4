"""The page view with a real PDF process, shown offscreen."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from moedeklar.model.views import AttachmentView
from moedeklar.ui.navigation import Navigator, Screen, Target
from moedeklar.ui.operations import Operations
from moedeklar.ui.pages.screen import PagesScreen
from moedeklar.ui.theme.theme import Theme
from tests.fakes.pages import ITEM, PagesWorkspace
from tests.pdf import papers

LINES = [
    "Resultater 2026",
    "56 tilsynssager behandlet i alt.",
    "60 pct. fra interne anmeldelser.",
    "4,4 mio. kr. i året",
]


class Bridge(QObject):
    """Brings what the workspace tells on its threads to the UI thread, as the shell does."""

    told = Signal(object)


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    made = Theme(qapp)
    made.apply("light")
    return made


@pytest.fixture
def paper() -> bytes:
    """Fourteen pages with four lines each."""
    return papers.lines(14, LINES)


@pytest.fixture
def workspace(request: pytest.FixtureRequest) -> Iterator[PagesWorkspace]:
    """Parametrised indirectly, with a time limit for the PDF process in seconds."""
    made = PagesWorkspace(timeout=getattr(request, "param", 15))
    yield made
    made.pdf.close()


@pytest.fixture
def screen(
    workspace: PagesWorkspace, operations: Operations, navigator: Navigator, theme: Theme, qtbot: QtBot
) -> Iterator[PagesScreen]:
    made = PagesScreen(workspace, operations, navigator, theme)
    qtbot.addWidget(made)
    bridge = Bridge()
    bridge.told.connect(made.refresh)
    stop = workspace.changes.subscribe(bridge.told.emit)
    navigator.changed.connect(lambda target: target.screen is Screen.PAGES and made.show_target(target))
    made.resize(1240, 800)
    made.show()
    qtbot.waitExposed(made)
    yield made
    stop()
    made.worker.close()
    made._trouble.close()


@pytest.fixture
def show(screen: PagesScreen, navigator: Navigator, qtbot: QtBot) -> Callable[..., PagesScreen]:
    """Open an attachment, and wait until its pages in sight are drawn and their words known."""

    def go(view: AttachmentView, **where: object) -> PagesScreen:
        target = Target(Screen.PAGES, meeting="bi", item=ITEM, attachment=view.id, sha256=view.sha256, **where)
        navigator.go(target)
        qtbot.waitUntil(lambda: settled(screen, view.sha256), timeout=10_000)
        return screen

    return go


def settled(screen: PagesScreen, sha256: str | None) -> bool:
    """Whether what is in sight is drawn, or it is said why nothing is."""
    if not screen.middle.readable:
        return True
    canvas = screen.canvas
    seen = canvas._in_sight()
    drawn = all((held := canvas._pictures.get(page)) and held.dpi == canvas._dpi() for page in seen)
    return screen._shown == sha256 and bool(seen) and drawn and all(page in canvas.selector.words for page in seen)


@pytest.fixture
def view(workspace: PagesWorkspace, paper: bytes) -> AttachmentView:
    return workspace.add_attachment(paper, "Oplæg om kontrol")
