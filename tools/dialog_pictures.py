"""Pictures of every dialog, each as it stands before a person has done anything in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog

from moedeklar import __version__
from moedeklar.member.accounts import code_slip
from moedeklar.model.errors import SecretsError
from moedeklar.ui.shell.about import AboutDialog
from moedeklar.ui.shell.keys import KeysDialog
from moedeklar.ui.shell.safekeeping import restore_question
from moedeklar.ui.unlock.entry import RecoveryEntryDialog, slip_words
from moedeklar.ui.unlock.passphrase import PassphraseDialog
from moedeklar.ui.unlock.recovery import RecoveryCodeDialog
from moedeklar.ui.unlock.trouble import TroubleDialog
from moedeklar.ui.widgets.files import file_dialog
from moedeklar.wording.language import _
from tools.pictures import Camera

CODE = "XK4QN-0P7TB-9WEHD-V2M5R-6SC3F-G8JYA"  # of no profile
SLIPPED = CODE[:-3]


def draw_dialogs(camera: Camera, folder: Path) -> None:
    """Write FOLDER/dialog-NAME.png for each, over the window of *camera* and in its look."""
    for name, dialog in _dialogs(camera):
        camera.save_dialog(dialog, folder / f"dialog-{name}.png")


def _dialogs(camera: Camera) -> Iterator[tuple[str, QDialog]]:
    window, theme = camera.window, camera.theme
    yield "about", AboutDialog(__version__, window)
    yield "licences", AboutDialog(__version__, window, licences=True)
    yield "keys", KeysDialog(window)
    yield "passphrase-new", PassphraseDialog(theme, new=True, wrong=False, parent=window)
    yield "passphrase", PassphraseDialog(theme, new=False, wrong=True, parent=window)
    yield "recovery-code", RecoveryCodeDialog(theme, CODE, window)
    slip = code_slip(SLIPPED)
    assert slip is not None
    yield "recovery-entry", RecoveryEntryDialog(SLIPPED, slip_words(slip, SLIPPED), window)
    yield "trouble", TroubleDialog(theme, SecretsError("keyring_empty"), recoverable=True, parent=window)
    yield "restore", restore_question("moedeklar-2027-02-03.moedeklar", window)
    chooser = file_dialog(window, _("Save a backup"), str(Path(__file__).parent))
    chooser.setOption(QFileDialog.Option.DontUseNativeDialog)
    chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    yield "file", chooser
