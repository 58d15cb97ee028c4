"""The member's key in the settings: shown, copied, saved for the secretary; a real package is opened with it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from moedeklar.store.age import age
from moedeklar.store.keys import StoreKeys
from moedeklar.ui.navigation import Screen, Target
from moedeklar.ui.settings.view import SettingsScreen
from tests.fakes.workspace import FakeWorkspace
from tests.ui.showing import Show, show, theme, unnamed, went

__all__ = ["show", "theme", "went"]
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
HERE = Target(Screen.SETTINGS)
ROOM = "moedeklar.ui.settings.closed_key"
Settled = Callable[[], None]


def _sealed(path: Path, public: str) -> Path:
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w") as archive:
        archive.writestr("dagsorden.txt", "Lukket punkt")
        archive.writestr("bilag/aftale.pdf", b"%PDF-1.4")
    path.write_bytes(age.encrypt(plain.getvalue(), [age.x25519.Recipient.from_str(public)]))
    return path


def _said(screen: SettingsScreen) -> str:
    return " ".join(label.text() for label in screen.banners.findChildren(QLabel))


def _press(qtbot: QtBot, button: object, settled: Settled) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)  # type: ignore[arg-type]
    settled()


def test_the_key_is_shown_copied_and_saved_with_a_name(
    show: Show,
    workspace: FakeWorkspace,
    settled: Settled,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen = show(SettingsScreen, HERE)
    card, public = screen.closed_key, workspace.keys.member_public
    assert card.key.text() == public
    assert card.key.isReadOnly()
    _press(qtbot, card.copy_button, settled)
    assert QGuiApplication.clipboard().text() == public
    qtbot.keyClicks(card.name, "Ida  Holm")
    monkeypatch.setattr(f"{ROOM}.choose_target", lambda *_args: str(tmp_path / "nøgle.txt"))
    _press(qtbot, card.save_button, settled)
    assert (tmp_path / "nøgle.txt").read_text(encoding="utf-8") == f"# Mødeklar: Ida Holm\n{public}\n"
    assert "nøgle.txt" in _said(screen)
    assert workspace.settings.values == {"member_key_name": "Ida Holm"}
    assert not unnamed(screen)


def test_nothing_happens_where_no_file_is_chosen(
    show: Show, settled: Settled, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = show(SettingsScreen, HERE)
    monkeypatch.setattr(f"{ROOM}.choose_target", lambda *_args: "")
    monkeypatch.setattr(f"{ROOM}.choose_file", lambda *_args: "")
    _press(qtbot, screen.closed_key.save_button, settled)
    _press(qtbot, screen.closed_key.open_button, settled)
    assert _said(screen) == ""


def test_a_package_is_opened_and_its_place_told(
    show: Show,
    workspace: FakeWorkspace,
    settled: Settled,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen = show(SettingsScreen, HERE)
    package = _sealed(tmp_path / "lukket-0123.age", workspace.keys.member_public)
    monkeypatch.setattr(f"{ROOM}.choose_file", lambda *_args: str(package))
    monkeypatch.setattr(f"{ROOM}.choose_folder", lambda *_args: str(tmp_path))
    _press(qtbot, screen.closed_key.open_button, settled)
    assert (tmp_path / "lukket-0123" / "dagsorden.txt").read_text() == "Lukket punkt"
    assert "2 filer" in _said(screen)
    _press(qtbot, screen.closed_key.open_button, settled)  # there is something in that folder now
    assert (tmp_path / "lukket-0123" / "dagsorden.txt").read_text() == "Lukket punkt"


def test_a_package_for_somebody_else_is_refused_in_words(
    show: Show, settled: Settled, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = show(SettingsScreen, HERE)
    package = _sealed(tmp_path / "lukket.age", StoreKeys.generate().member_public)
    monkeypatch.setattr(f"{ROOM}.choose_file", lambda *_args: str(package))
    monkeypatch.setattr(f"{ROOM}.choose_folder", lambda *_args: str(tmp_path))
    _press(qtbot, screen.closed_key.open_button, settled)
    assert "lukket.age" in _said(screen)
    assert not (tmp_path / "lukket").exists()
