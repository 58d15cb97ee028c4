"""Every screen with words two fifths longer, in the smallest window: nothing is cut off, nothing reaches outside."""

from __future__ import annotations

import gettext
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from moedeklar.model.requests import RequestDraft, Requester
from moedeklar.model.views import SourceInfo, SourceState
from moedeklar.ui.committee.view import CommitteeScreen
from moedeklar.ui.navigation import Screen, Target
from moedeklar.ui.overview.view import OverviewScreen
from moedeklar.ui.requests.editor import RequestScreen
from moedeklar.ui.requests.list import RequestsScreen
from moedeklar.ui.screen import ScreenWidget
from moedeklar.ui.settings.view import SettingsScreen
from moedeklar.ui.sources.view import SourcesScreen
from moedeklar.ui.welcome.view import WelcomeScreen
from moedeklar.wording import language
from tests.fakes.workspace import FakeWorkspace
from tests.ui.showing import Show, cut_off, show, theme

__all__ = ["show", "theme"]
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


class Longer(gettext.NullTranslations):
    """Danish with half as many letters again, at the end of each text."""

    def __init__(self, real: gettext.NullTranslations) -> None:
        super().__init__()
        self._real = real

    def gettext(self, message: str) -> str:
        return _stretch(self._real.gettext(message))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return _stretch(self._real.ngettext(msgid1, msgid2, n))

    def pgettext(self, context: str, message: str) -> str:
        return _stretch(self._real.pgettext(context, message))


def _stretch(text: str) -> str:
    more = max(1, len(text) * 2 // 5)
    return text + (" " if more > 8 else "") + "e" * more if more <= 12 else text + " mere" * (more // 5)


@pytest.fixture
def longer(danish: None) -> Iterator[None]:
    before = language._current[0]
    language._current[0] = Longer(before)
    yield
    language._current[0] = before


@pytest.mark.usefixtures("longer")
@pytest.mark.parametrize(
    ("kind", "target"),
    [
        (OverviewScreen, Target(Screen.OVERVIEW)),
        (CommitteeScreen, Target(Screen.COMMITTEE, committee="Beskæftigelses- og Fællesskabsudvalget")),
        (RequestsScreen, Target(Screen.REQUESTS)),
        (RequestScreen, Target(Screen.REQUEST, request="request-1")),
        (SourcesScreen, Target(Screen.SOURCES)),
        (SettingsScreen, Target(Screen.SETTINGS)),
        (WelcomeScreen, Target(Screen.WELCOME)),
    ],
)
def test_longer_words_fit(
    show: Show, workspace: FakeWorkspace, kind: type[ScreenWidget], target: Target, qtbot: QtBot
) -> None:
    draft = RequestDraft("Beskæftigelses- og Fællesskabsudvalget", "Social kontrol", (Requester("Astrid", "A"),), "bi")
    workspace.requests.new(draft)
    workspace.sources.known.append(SourceInfo("s-2", "folder", "Askeby", "/mnt/drev", (), None, SourceState.ATTENTION))
    screen = show(kind, target, (806, 630))
    if isinstance(screen, CommitteeScreen):
        screen.edit_button.click()
    if isinstance(screen, SourcesScreen):
        screen.cards[0].remove_button.click()
    qtbot.waitUntil(lambda: not cut_off(screen), timeout=2000)
    assert screen.width() == 806
    runner = getattr(screen, "runner", None)
    if runner is not None:
        runner.close()
