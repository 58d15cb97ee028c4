"""Asks for secrets from whatever thread needs them, with dialogs in the UI thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import CancelledError, Future

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QWidget

from moedeklar.model.errors import Cancelled, MoedeklarError
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.unlock.entry import RecoveryEntryDialog
from moedeklar.ui.unlock.passphrase import PassphraseDialog
from moedeklar.ui.unlock.recovery import RecoveryCodeDialog
from moedeklar.wording.errors import error_sentence

Make = Callable[[], QDialog]


class WindowAsker(QObject):
    """`member.accounts.AskSecrets` with dialogs. Made in the UI thread; its three questions block any other thread.

    `recovery_chosen` is set when the person says that they have the recovery code instead of the passphrase; the
    question then ends with Cancelled, and whoever asked goes on with `recover_keys`.
    """

    _wanted = Signal(object)

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self._open: tuple[QDialog, Future[str]] | None = None
        self._just_chosen = ""
        self.recovery_chosen = False
        self._typed = ""
        self._refused = ""
        self._wanted.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def passphrase(self, new: bool, wrong: bool) -> str:
        """The passphrase. Raises Cancelled when the person gives up, or has the recovery code instead."""
        if not new and not wrong and self._just_chosen:
            # Chosen a moment ago, while the profile was made or recovered: nobody is asked twice.
            chosen, self._just_chosen = self._just_chosen, ""
            return chosen

        def answer(dialog: QDialog) -> str:
            return dialog.passphrase if isinstance(dialog, PassphraseDialog) and not dialog.recovery else ""

        given = self._ask(lambda: PassphraseDialog(self._theme, new=new, wrong=wrong, parent=self._window), answer)
        if not given:
            self.recovery_chosen = True
            raise Cancelled
        self._just_chosen = given if new else ""
        return given

    def show_recovery_code(self, code: str) -> None:
        """Show the code; returns once the person has it. Raises Cancelled where they give up, or the window goes."""
        self._ask(lambda: RecoveryCodeDialog(self._theme, code, self._window), lambda _dialog: "")

    def recovery_code(self) -> str:
        """The code as typed, which may be another profile's. Raises Cancelled when the person gives up."""

        def answer(dialog: QDialog) -> str:
            return dialog.code if isinstance(dialog, RecoveryEntryDialog) else ""

        refused, self._refused = self._refused, ""
        typed = self._typed if refused else ""
        self._typed = self._ask(lambda: RecoveryEntryDialog(typed, refused, self._window), answer)
        return self._typed

    def refused(self, error: MoedeklarError) -> bool:
        """The code that was typed is not the right one: it is asked for again, with what was typed and why it is not.

        False where *error* is about something else, and another question would not help.
        """
        if error.code != "recovery_code_wrong":
            return False
        self._refused = error_sentence(error)
        return True

    def give_up(self) -> None:
        """The window is going: a question under way ends with Cancelled. UI thread."""
        if self._open is not None:
            dialog, future = self._open
            self._open = None
            future.cancel()
            dialog.done(int(QDialog.DialogCode.Rejected))

    def _ask(self, make: Make, answer: Callable[[QDialog], str]) -> str:
        future: Future[str] = Future()
        try:
            self._wanted.emit((make, answer, future))
            return future.result()
        except CancelledError as error:
            raise Cancelled from error
        except RuntimeError as error:  # the window has gone
            raise Cancelled from error

    @Slot(object)
    def _show(self, wanted: tuple[Make, Callable[[QDialog], str], Future[str]]) -> None:
        make, answer, future = wanted
        dialog = make()
        self._open = (dialog, future)

        def finished(result: int) -> None:
            self._open = None
            if not future.cancelled():
                # The answer is taken here: a dialog must not be touched from the thread that asked.
                if result == int(QDialog.DialogCode.Accepted):
                    future.set_result(answer(dialog))
                else:
                    future.cancel()
            dialog.deleteLater()

        dialog.finished.connect(finished)
        dialog.open()
