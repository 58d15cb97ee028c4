"""Coming in with the recovery code, as the program is composed: a real profile with real keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from moedeklar.app import Program
from moedeklar.member.profile import Profile
from moedeklar.member.workspace import Workspace
from moedeklar.model.moments import FixedClock
from moedeklar.store.recovery_code import new_code
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.unlock.entry import RecoveryEntryDialog
from moedeklar.ui.unlock.trouble import TroubleDialog
from moedeklar.ui.widgets.banner import Banner
from tests.fakes.workspace import NOW


class Printed:
    """Keeps the recovery code, as paper does."""

    code = ""

    def passphrase(self, new: bool, wrong: bool) -> str:
        raise AssertionError("the passphrase stands in a file")

    def show_recovery_code(self, code: str) -> None:
        self.code = code

    def recovery_code(self) -> str:
        return self.code


@pytest.fixture
def program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, theme: Theme, qtbot: QtBot
) -> Iterator[tuple[Program, Printed]]:
    """A program over a profile whose passphrase is not the one in the file any more."""
    secret, paper = tmp_path / "passphrase", Printed()
    secret.write_text("den rigtige sætning\n", encoding="utf-8")
    monkeypatch.setenv("MOEDEKLAR_PASSPHRASE_FILE", str(secret))
    profile = Profile(tmp_path / "profile")
    Workspace.open(profile, paper, FixedClock(NOW)).close()
    secret.write_text("en tastefejl\n", encoding="utf-8")
    made = Program(profile, FixedClock(NOW), "da")
    made.start()
    yield made, paper
    with qtbot.waitSignal(made.window.closed, timeout=10_000):
        made.window.close()
    made.stop()
    made.window.deleteLater()


def test_the_code_opens_and_it_is_said_which_passphrase_stays(program: tuple[Program, Printed], qtbot: QtBot) -> None:
    started, paper = program
    window = started.window
    qtbot.waitUntil(lambda: bool(window.findChildren(TroubleDialog)), timeout=15_000)
    trouble = window.findChildren(TroubleDialog)[0]
    next(b for b in trouble.findChildren(QPushButton) if b.text() == "Brug gendannelseskoden").click()
    for typed in (new_code(), paper.code):  # first that of another profile, which is asked for again
        qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(RecoveryEntryDialog)), timeout=15_000)
        entry = next(d for d in window.findChildren(RecoveryEntryDialog) if d.isVisible())
        entry.field.setText(typed)
        qtbot.keyClick(entry.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.content is not None, timeout=15_000)
    said = [label.text() for banner in window.findChildren(Banner) for label in banner.findChildren(QLabel)]
    assert any("stadig den, den var" in text for text in said), said
