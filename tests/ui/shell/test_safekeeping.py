"""Restoring a backup from the window: what it does is said before, and a wrong code is asked for again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from moedeklar.model.errors import MoedeklarError, SecretsError
from moedeklar.ui.operations import Operations
from moedeklar.ui.shell.safekeeping import Safekeeping
from moedeklar.ui.widgets.dialog import Question
from tests.fakes.workspace import FakeWorkspace


class Asker:
    """Asks again after a code of another profile, as the window's does."""

    def refused(self, error: MoedeklarError) -> bool:
        return error.code == "recovery_code_wrong"


class Backups:
    """Refuses the first code, and counts how often it was asked to restore."""

    def __init__(self) -> None:
        self.files: list[Path] = []

    def restore(self, path: Path, _ask: object) -> dict[str, int]:
        self.files.append(path)
        if len(self.files) == 1:
            raise SecretsError("recovery_code_wrong")
        return {"notes": 3}


def test_it_is_said_what_restoring_does_and_a_wrong_code_asked_for_again(
    workspace: FakeWorkspace,
    operations: Operations,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    settled: Callable[[], None],
) -> None:
    window, told, backups = QWidget(), [], Backups()
    qtbot.addWidget(window)
    window.show()
    workspace.backups = backups  # type: ignore[attr-defined]  # the fake workspace has none
    keeping = Safekeeping(workspace, operations, Asker(), lambda *words: told.append(words), window)  # type: ignore[arg-type]
    chosen = str(tmp_path / "kopi.moedeklar")
    monkeypatch.setattr("moedeklar.ui.shell.safekeeping.choose_file", lambda *_args: chosen)
    keeping.restore()
    question = window.findChild(Question)
    assert isinstance(question, Question)
    said = " ".join(label.text() for label in question.findChildren(QLabel))
    assert "kopi.moedeklar" in said
    assert "lægges sammen" in said
    assert backups.files == []
    question.yes.click()
    qtbot.waitUntil(lambda: bool(told))
    assert backups.files == [tmp_path / "kopi.moedeklar"] * 2
    assert told == [("info", "3 noter er gendannet.")]
    keeping.restore()
    again = window.findChildren(Question)[-1]
    again.cancel.click()
    settled()
    assert len(backups.files) == 2
