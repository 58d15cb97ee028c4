"""Passphrase and recovery code: the dialogs, and asking for them from another thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from moedeklar.model.errors import Cancelled, SecretsError
from moedeklar.store.recovery_code import new_code
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.unlock.asker import WindowAsker
from moedeklar.ui.unlock.entry import RecoveryEntryDialog
from moedeklar.ui.unlock.passphrase import PassphraseDialog
from moedeklar.ui.unlock.recovery import RecoveryCodeDialog
from moedeklar.ui.unlock.trouble import TroubleDialog

CODE = "ABCDE-12345-FGHJK-67890"


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def asker(theme: Theme, window: QWidget) -> WindowAsker:
    return WindowAsker(theme, window)


class Elsewhere:
    """Runs something on another thread and keeps what came of it."""

    def __init__(self, work: Callable[[], Any]) -> None:
        self.result: Any = None
        self._work = work
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        try:
            self.result = self._work()
        except (Cancelled, SecretsError) as error:
            self.result = error

    def wait(self, qtbot: QtBot) -> Any:
        qtbot.waitUntil(lambda: not self._thread.is_alive(), timeout=5000)
        self._thread.join()
        return self.result


def dialog_of(window: QWidget, kind: type[Any], qtbot: QtBot) -> Any:
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(kind)), timeout=3000)
    return next(d for d in window.findChildren(kind) if d.isVisible())


def test_a_known_passphrase_is_asked_once(asker: WindowAsker, window: QWidget, qtbot: QtBot) -> None:
    asked = Elsewhere(lambda: asker.passphrase(new=False, wrong=False))
    dialog = dialog_of(window, PassphraseDialog, qtbot)
    assert not dialog._ok.isEnabled()
    QTest.keyClicks(dialog.first, "hemmelige ord")
    qtbot.keyClick(dialog.first, Qt.Key.Key_Return)
    assert asked.wait(qtbot) == "hemmelige ord"


def test_a_wrong_one_is_said_to_be_wrong(asker: WindowAsker, window: QWidget, qtbot: QtBot) -> None:
    asked = Elsewhere(lambda: asker.passphrase(new=False, wrong=True))
    dialog = dialog_of(window, PassphraseDialog, qtbot)
    assert dialog._complaint.isVisible()
    QTest.keyClicks(dialog.first, "x")
    assert not dialog._complaint.isVisible()
    dialog.reject()
    assert isinstance(asked.wait(qtbot), Cancelled)


def test_a_new_one_is_asked_twice_and_not_again(asker: WindowAsker, window: QWidget, qtbot: QtBot) -> None:
    asked = Elsewhere(lambda: asker.passphrase(new=True, wrong=False))
    dialog = dialog_of(window, PassphraseDialog, qtbot)
    QTest.keyClicks(dialog.first, "kort")
    QTest.keyClicks(dialog.second, "kort")
    dialog._ok.click()
    assert "Mindst" in dialog._complaint.text() or "mindst" in dialog._complaint.text()
    for field, words in ((dialog.first, "fire ord og mere"), (dialog.second, "fire ord og meer")):
        field.clear()
        QTest.keyClicks(field, words)
    dialog._ok.click()
    assert dialog._complaint.text() == "De to er ikke ens."
    dialog.second.clear()
    QTest.keyClicks(dialog.second, "fire ord og mere")
    dialog._ok.click()
    assert asked.wait(qtbot) == "fire ord og mere"
    assert Elsewhere(lambda: asker.passphrase(new=False, wrong=False)).wait(qtbot) == "fire ord og mere"


def test_who_has_forgotten_it_can_take_the_recovery_code(asker: WindowAsker, window: QWidget, qtbot: QtBot) -> None:
    asked = Elsewhere(lambda: asker.passphrase(new=False, wrong=True))
    dialog = dialog_of(window, PassphraseDialog, qtbot)
    next(b for b in dialog.findChildren(QPushButton) if "glemt" in b.text()).click()
    assert isinstance(asked.wait(qtbot), Cancelled)
    assert asker.recovery_chosen
    code = Elsewhere(asker.recovery_code)
    entry = dialog_of(window, RecoveryEntryDialog, qtbot)
    typed = new_code()
    QTest.keyClicks(entry.field, typed)
    qtbot.keyClick(entry.field, Qt.Key.Key_Return)
    assert code.wait(qtbot) == typed


def test_a_code_with_a_slip_stays_with_what_is_wrong_marked(qtbot: QtBot) -> None:
    dialog = RecoveryEntryDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    good = new_code()
    slipped = good[:13] + "Å" + good[13:]
    dialog.field.setText(slipped)
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.field.text() == slipped
    assert dialog.field.selectedText() == "Å"
    assert "Å" in dialog.complaint.text()
    qtbot.keyClick(dialog.field, Qt.Key.Key_Delete)
    assert not dialog.complaint.isVisible()
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert (dialog.isVisible(), dialog.code) == (False, good)


def test_the_code_of_another_profile_is_asked_for_again_as_it_was_typed(
    asker: WindowAsker, window: QWidget, qtbot: QtBot
) -> None:
    typed = new_code()
    first = Elsewhere(asker.recovery_code)
    entry = dialog_of(window, RecoveryEntryDialog, qtbot)
    entry.field.setText(typed)
    qtbot.keyClick(entry.field, Qt.Key.Key_Return)
    first.wait(qtbot)
    assert asker.refused(SecretsError("recovery_code_wrong"))
    assert not asker.refused(SecretsError("keyring_empty"))
    second = Elsewhere(asker.recovery_code)
    entry = dialog_of(window, RecoveryEntryDialog, qtbot)
    assert entry.field.text() == typed
    assert "anden profil" in entry.complaint.text()
    entry.reject()
    assert isinstance(second.wait(qtbot), Cancelled)


def test_letters_can_be_seen(theme: Theme, qtbot: QtBot) -> None:
    dialog = PassphraseDialog(theme, new=False, wrong=False)
    qtbot.addWidget(dialog)
    assert dialog.first.echoMode() is dialog.first.EchoMode.Password
    dialog.first._eye.trigger()
    assert dialog.first.echoMode() is dialog.first.EchoMode.Normal


def test_the_recovery_code_must_be_kept(
    asker: WindowAsker, window: QWidget, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Elsewhere(lambda: asker.show_recovery_code(CODE))
    dialog = dialog_of(window, RecoveryCodeDialog, qtbot)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    dialog.close()
    assert dialog.isVisible()
    assert not dialog.go_on.isEnabled()
    monkeypatch.setattr("moedeklar.ui.unlock.recovery.choose_target", lambda *_args: str(tmp_path / "kode.txt"))
    for text in ("Kopiér", "Gem …"):
        next(b for b in dialog.findChildren(QPushButton) if b.text() == text).click()
    assert QApplication.clipboard().text() == CODE
    assert CODE in (tmp_path / "kode.txt").read_text(encoding="utf-8")
    dialog.kept.click()
    dialog.go_on.click()
    assert asked.wait(qtbot) is None


def test_a_window_that_goes_ends_the_question(asker: WindowAsker, window: QWidget, qtbot: QtBot) -> None:
    asked = Elsewhere(lambda: asker.passphrase(new=False, wrong=False))
    dialog_of(window, PassphraseDialog, qtbot)
    asker.give_up()
    assert isinstance(asked.wait(qtbot), Cancelled)
    shown = Elsewhere(lambda: asker.show_recovery_code(CODE))
    dialog_of(window, RecoveryCodeDialog, qtbot)
    asker.give_up()
    assert isinstance(shown.wait(qtbot), Cancelled)


def test_the_code_can_be_given_up_but_not_by_a_slip(asker: WindowAsker, window: QWidget, qtbot: QtBot) -> None:
    shown = Elsewhere(lambda: asker.show_recovery_code(CODE))
    dialog = dialog_of(window, RecoveryCodeDialog, qtbot)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog._reminder.isVisible()
    dialog._cancel.click()
    assert isinstance(shown.wait(qtbot), Cancelled)


def test_a_dialog_has_no_gaps(theme: Theme, qtbot: QtBot) -> None:
    for dialog in (RecoveryCodeDialog(theme, CODE), PassphraseDialog(theme, new=True, wrong=False)):
        qtbot.addWidget(dialog)
        dialog.show()
        heading = next(label for label in dialog.findChildren(QLabel) if label.text() == dialog.windowTitle())
        assert heading.height() <= heading.sizeHint().height() + 4


@pytest.mark.parametrize("recoverable", [True, False])
def test_trouble_says_why_and_offers_ways_on(theme: Theme, qtbot: QtBot, recoverable: bool) -> None:
    dialog = TroubleDialog(theme, SecretsError("keyring_empty"), recoverable=recoverable)
    qtbot.addWidget(dialog)
    dialog.show()
    texts = [button.text() for button in dialog.findChildren(QPushButton)]
    assert ("Brug gendannelseskoden" in texts) == recoverable
    with qtbot.waitSignal(dialog.again):
        next(b for b in dialog.findChildren(QPushButton) if b.text() == "Prøv igen").click()
    with qtbot.waitSignal(dialog.given_up):
        dialog.reject()
