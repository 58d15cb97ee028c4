"""Pictures of every dialog, each as it stands before a person has done anything in it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QDialog, QFileDialog

from moedeklar import __version__
from moedeklar.member.accounts import code_slip
from moedeklar.model.errors import SecretsError
from moedeklar.pdf.client import PdfClient
from moedeklar.ui.kit.dialog import KitDialog
from moedeklar.ui.kit.preset_form import PresetFormDialog
from moedeklar.ui.shell.about import AboutDialog
from moedeklar.ui.shell.keys import KeysDialog
from moedeklar.ui.shell.safekeeping import restore_question
from moedeklar.ui.unlock.entry import RecoveryEntryDialog, slip_words
from moedeklar.ui.unlock.passphrase import PassphraseDialog
from moedeklar.ui.unlock.recovery import RecoveryCodeDialog
from moedeklar.ui.unlock.trouble import TroubleDialog
from moedeklar.ui.widgets.files import file_dialog
from moedeklar.wording.language import _
from tests.secretary.kit.inputs import installer, preset, public_keys, signed
from tools.pictures import Camera

CODE = "XK4QN-0P7TB-9WEHD-V2M5R-6SC3F-G8JYA"  # of no profile
SLIPPED = CODE[:-3]
MOMENT = 1_801_636_920  # 3 February 2027, 06.42 UTC


def draw_dialogs(camera: Camera, folder: Path) -> None:
    """Write FOLDER/dialog-NAME.png for each, over the window of *camera* and in its look."""
    for name, dialog in _dialogs(camera):
        camera.save_dialog(dialog, folder / f"dialog-{name}.png")
    with TemporaryDirectory() as place:
        _draw_kit(camera, Path(place), folder)


def _draw_kit(camera: Camera, place: Path, folder: Path) -> None:
    """The dialog with what it takes, once of a released installer and once of one that nothing vouches for."""
    pdf = PdfClient()
    try:
        for name, ending in (("kit", "setup.exe"), ("kit-unchecked", ".deb")):
            (place / name).mkdir()
            dialog = KitDialog(pdf, camera.theme, camera.window, keys=public_keys)
            organisation, setup = preset(place / name), installer(place / name, ending)
            for file in (place / name).iterdir():
                os.utime(file, (MOMENT, MOMENT))  # it stands on the page
            if ending == "setup.exe":
                signed(place / name)
            dialog.preset.set_name(str(organisation))
            dialog.installer.set_name(str(setup))
            # Seen as it would be by a person, whose files do not lie in a folder that is another one each time.
            for field, file in ((dialog.preset, "organisation.toml"), (dialog.installer, setup.name)):
                field.blockSignals(True)
                field.edit.setText(f"~/Mødeklar/{file}")
            camera.wait(lambda shown=dialog: shown.preview.has_page)
            dialog.close_button.setFocus()
            camera.save_dialog(dialog, folder / f"dialog-{name}.png")
    finally:
        pdf.close()


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
    yield "kit-settings", PresetFormDialog(theme, "", window)
    chooser = file_dialog(window, _("Save a backup"), str(Path(__file__).parent))
    chooser.setOption(QFileDialog.Option.DontUseNativeDialog)
    chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    yield "file", chooser
