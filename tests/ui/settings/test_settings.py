"""Settings: every choice is applied and kept at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from moedeklar.member.profile import Profile
from moedeklar.store.keyfile import Kept, KeyFile
from moedeklar.ui.navigation import Screen, Target
from moedeklar.ui.settings.content import keys_words
from moedeklar.ui.settings.view import SettingsScreen
from moedeklar.wording import language
from tests.fakes.workspace import FakeWorkspace
from tests.ui.showing import Show, cut_off, show, theme, unnamed, went

__all__ = ["show", "theme", "went"]
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
HERE = Target(Screen.SETTINGS)
Settled = Callable[[], None]


def test_language_and_theme_are_kept_and_applied(
    show: Show, workspace: FakeWorkspace, settled: Settled, qtbot: QtBot
) -> None:
    screen = show(SettingsScreen, HERE)
    screen.focus_first()
    assert screen.language.hasFocus()
    with qtbot.waitSignal(screen.language_chosen) as spoken:
        qtbot.keyClick(screen.language, Qt.Key.Key_Down)
    with qtbot.waitSignal(screen.theme_chosen) as shown:
        qtbot.keyClick(screen.theme_choice, Qt.Key.Key_End)
    settled()
    assert (spoken.args, shown.args) == (["da"], ["dark"])
    assert workspace.settings.values == {"language": "da", "theme": "dark"}


def test_what_is_chosen_is_shown_and_nothing_emitted(show: Show, workspace: FakeWorkspace, qtbot: QtBot) -> None:
    workspace.settings.values.update(language="en", theme="light", reading_size=130)
    screen = show(SettingsScreen, HERE)
    assert screen.language.currentText() == "English"
    assert screen.theme_choice.currentText() == "Lyst"
    assert screen.size_words.text() == "130 %"
    with qtbot.assertNotEmitted(screen.language_chosen, wait=50):
        screen.show_target(HERE)


def test_the_reading_size_has_a_live_sample(
    show: Show, workspace: FakeWorkspace, settled: Settled, qtbot: QtBot
) -> None:
    screen = show(SettingsScreen, HERE)
    before = screen.sample.font().pointSizeF()
    screen.size_slider.setFocus()
    with qtbot.waitSignal(screen.reading_size_chosen) as chosen:
        qtbot.keyClick(screen.size_slider, Qt.Key.Key_Right)
        qtbot.keyClick(screen.size_slider, Qt.Key.Key_Right)
        assert screen.size_words.text() == "120 %"
        assert screen.sample.font().pointSizeF() > before
    settled()
    assert chosen.args == [120]
    assert workspace.settings.values == {"reading_size": 120}


def test_a_size_just_chosen_is_kept_on_leaving(
    show: Show, workspace: FakeWorkspace, settled: Settled, qtbot: QtBot
) -> None:
    screen = show(SettingsScreen, HERE)
    qtbot.keyClick(screen.size_slider, Qt.Key.Key_Right)
    screen.flush()
    settled()
    assert workspace.settings.values == {"reading_size": 110}


def test_buttons_ask_the_window(show: Show, profile: Profile, qtbot: QtBot) -> None:
    screen = show(SettingsScreen, HERE, profile=profile)
    opened: list[QUrl] = []
    screen.open_url = lambda url: bool(opened.append(url)) or True
    with qtbot.waitSignals([screen.backup_wanted, screen.restore_wanted]):
        qtbot.mouseClick(screen.backup_button, Qt.MouseButton.LeftButton)
        qtbot.mouseClick(screen.restore_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(screen.folder_button, Qt.MouseButton.LeftButton)
    assert opened == [QUrl.fromLocalFile(str(profile.folder))]
    qtbot.mouseClick(screen.about_button, Qt.MouseButton.LeftButton)
    dialog = screen.findChild(QDialog)
    assert dialog is not None
    dialog.close()
    assert not unnamed(screen)


def test_where_the_keys_are(profile: Profile) -> None:
    assert keys_words(profile) == ""
    profile.keys_file.write_text(KeyFile(Kept.KEYRING, None, {"salt": "x"}).to_json(), encoding="utf-8")
    assert "nøglering" in keys_words(profile)
    assert "Gendannelseskoden" in keys_words(profile)
    profile.keys_file.write_text(KeyFile(Kept.PASSPHRASE, {"salt": "x"}, None).to_json(), encoding="utf-8")
    assert keys_words(profile).endswith("Der er ingen gendannelseskode.")
    profile.keys_file.write_text("volapyk", encoding="utf-8")
    assert keys_words(profile)


@pytest.mark.parametrize("spoken", ["da", "en"])
@pytest.mark.parametrize("size", [(1222, 830), (806, 630)])
def test_nothing_is_cut_off(show: Show, profile: Profile, spoken: str, size: tuple[int, int], qtbot: QtBot) -> None:
    language.set_language(spoken)
    screen = show(SettingsScreen, HERE, size, profile=profile)
    qtbot.waitUntil(lambda: not cut_off(screen))


def test_how_often_is_fetched_and_where_news_are_told(
    show: Show, workspace: FakeWorkspace, settled: Settled, qtbot: QtBot
) -> None:
    screen = show(SettingsScreen, HERE)
    assert screen.rhythm.often.currentText() == "hver time"
    assert not screen.desktop.isChecked()
    qtbot.keyClick(screen.rhythm.often, Qt.Key.Key_End)
    qtbot.mouseClick(screen.rhythm.pause, Qt.MouseButton.LeftButton)
    screen.desktop.setFocus()
    qtbot.keyClick(screen.desktop, Qt.Key.Key_Space)
    settled()
    assert workspace.settings.values == {"sync.minutes": 0, "sync.paused": True, "sync.desktop": True}
    screen.show_target(HERE)
    settled()
    assert screen.rhythm.often.currentText() == "kun når jeg beder om det"
    assert screen.rhythm.pause.text() == "Fortsæt"
