"""The dialog in which a kit is made: real files, a real PDF process, real keys and clicks."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from moedeklar.organisation_file import read
from moedeklar.pdf.client import PdfClient
from moedeklar.ui.kit.dialog import KitDialog
from moedeklar.ui.kit.preset_form import PresetFormDialog
from moedeklar.ui.lines import Tone
from moedeklar.ui.theme.theme import Theme
from tests.secretary.kit.inputs import installer, preset, public_keys, signed, windows_program

PATIENCE = 20_000


@pytest.fixture
def pdf() -> Iterator[PdfClient]:
    made = PdfClient()
    yield made
    made.close()


@pytest.fixture
def dialog(pdf: PdfClient, theme: Theme, qtbot: QtBot) -> Iterator[KitDialog]:
    made = KitDialog(pdf, theme, keys=public_keys)
    qtbot.addWidget(made)
    made.open()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.reject()


def rest(dialog: KitDialog, qtbot: QtBot) -> None:
    """Wait until nothing is under way."""
    idle = lambda: not (dialog._looking.running or dialog._making.running or dialog._typing.isActive())  # noqa: E731
    qtbot.waitUntil(idle, timeout=PATIENCE)


def said(field: object) -> list[tuple[str, Tone]]:
    """What stands below a field."""
    return [(line.label.text(), line.tone) for line in field.said]  # type: ignore[attr-defined]


def chosen(dialog: KitDialog, qtbot: QtBot, folder: Path) -> None:
    """Name both files, by hand as it were."""
    dialog.preset.set_name(str(folder / "organisation.toml"))
    dialog.installer.set_name(str(next(folder.glob("*-setup.exe"))))
    rest(dialog, qtbot)


def test_a_kit_is_made_from_files_that_are_right(
    dialog: KitDialog, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installer(tmp_path)
    preset(tmp_path)
    signed(tmp_path)
    assert not dialog.make.isEnabled()
    assert not dialog.preview.has_page
    chosen(dialog, qtbot, tmp_path)
    assert said(dialog.preset) == [("Indstillinger for Nordlund Kommune", Tone.GOOD)]
    assert [tone for _text, tone in said(dialog.installer)] == [Tone.GOOD, Tone.GOOD]
    assert not dialog.unchecked.isVisible()
    assert dialog.preview.has_page
    assert "sekretariat@nordlund.invalid" in dialog.preview.accessibleDescription()
    dialog.contact.setFocus()
    QTest.keyClicks(dialog.contact, "IT, 12 34")
    rest(dialog, qtbot)
    assert "Spørg IT, 12 34" in " ".join(dialog.preview.accessibleDescription().split())

    out = tmp_path / "kit.zip"
    out.write_text("an older one, which the person said may go")
    monkeypatch.setattr("moedeklar.ui.kit.dialog.choose_target", lambda *_args: str(out))
    dialog.make.setFocus()
    QTest.keyClick(dialog.make, Qt.Key.Key_Return)
    rest(dialog, qtbot)
    assert dialog.state.tone is Tone.GOOD
    assert "kit.zip" in dialog.state.label.text()
    with zipfile.ZipFile(out) as kit:
        assert "Vejledning.pdf" in kit.namelist()
    shown: list[QUrl] = []
    dialog.open_url = lambda url: bool(shown.append(url)) or True
    QTest.keyClick(dialog.show_folder, Qt.Key.Key_Return)
    assert [Path(url.toLocalFile()) for url in shown] == [tmp_path]


def test_what_nothing_vouches_for_is_taken_only_with_a_tick(dialog: KitDialog, qtbot: QtBot, tmp_path: Path) -> None:
    installer(tmp_path)
    preset(tmp_path)
    chosen(dialog, qtbot, tmp_path)
    assert said(dialog.installer)[1][1] is Tone.WARN
    assert dialog.unchecked.isVisible()
    assert not dialog.make.isEnabled()
    QTest.keyClick(dialog.unchecked, Qt.Key.Key_Space)
    assert dialog.make.isEnabled()
    (tmp_path / "andre").mkdir()
    dialog.installer.set_name(str(installer(tmp_path / "andre", ".msi")))
    rest(dialog, qtbot)
    assert not dialog.unchecked.isChecked()


def test_what_is_wrong_is_told_where_it_is_wrong(dialog: KitDialog, qtbot: QtBot, tmp_path: Path) -> None:
    setup = installer(tmp_path)
    path = preset(tmp_path)
    signed(tmp_path)
    setup.write_bytes(windows_program() + b"x")
    path.write_text('name = 1\nlanguage = 2\n[[sources]]\nkind = "oparl"\n', encoding="utf-8")
    chosen(dialog, qtbot, tmp_path)
    assert [tone for _text, tone in said(dialog.preset)] == [Tone.LATE] * 3
    ((text, tone),) = said(dialog.installer)
    assert tone is Tone.LATE
    assert "SHA256SUMS" in text
    assert not dialog.make.isEnabled()
    assert not dialog.preview.has_page
    preset(tmp_path, "")
    dialog.preset.edit.clear()
    dialog.preset.set_name(str(tmp_path / "organisation.toml"))
    rest(dialog, qtbot)
    assert said(dialog.preset) == [("Indstillinger for Nordlund Kommune", Tone.GOOD)]
    dialog.preset.set_name(str(tmp_path / "nowhere.toml"))
    rest(dialog, qtbot)
    assert "kan ikke læses" in said(dialog.preset)[0][0]


def test_a_place_that_cannot_be_written_is_told(
    dialog: KitDialog, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installer(tmp_path)
    preset(tmp_path)
    signed(tmp_path)
    chosen(dialog, qtbot, tmp_path)
    monkeypatch.setattr("moedeklar.ui.kit.dialog.choose_target", lambda *_args: str(tmp_path / "nowhere" / "kit"))
    dialog.make.click()
    rest(dialog, qtbot)
    assert dialog.state.tone is Tone.LATE
    assert "kit.zip" in dialog.state.label.text()
    assert not dialog.show_folder.isVisible()
    assert dialog.make.isEnabled()
    monkeypatch.setattr("moedeklar.ui.kit.dialog.choose_target", lambda *_args: "")
    dialog.make.click()
    assert not dialog._making.running


def test_esc_cancels_the_making_and_then_closes(
    dialog: KitDialog, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "Moedeklar-9.9.9-x64-setup.exe").write_bytes(windows_program(200 << 20))
    preset(tmp_path)
    signed(tmp_path)
    chosen(dialog, qtbot, tmp_path)
    (tmp_path / "ud").mkdir()
    monkeypatch.setattr("moedeklar.ui.kit.dialog.choose_target", lambda *_args: str(tmp_path / "ud" / "kit.zip"))
    dialog.make.click()
    qtbot.waitUntil(lambda: any((tmp_path / "ud").iterdir()), timeout=PATIENCE)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert "annulleret" in dialog.state.label.text()
    qtbot.waitUntil(lambda: not list((tmp_path / "ud").iterdir()), timeout=PATIENCE)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_enter_in_a_field_makes_nothing(dialog: KitDialog, qtbot: QtBot, tmp_path: Path) -> None:
    path = preset(tmp_path)
    dialog.preset.edit.setFocus()
    dialog.preset.edit.setText(f'"{path}"')
    QTest.keyClick(dialog.preset.edit, Qt.Key.Key_Return)
    rest(dialog, qtbot)
    assert dialog.isVisible()
    assert said(dialog.preset)[0][1] is Tone.GOOD


def test_settings_are_written_from_a_small_form(
    dialog: KitDialog, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "nordlund.toml"
    monkeypatch.setattr("moedeklar.ui.kit.preset_form.choose_target", lambda *_args: str(target))
    dialog.write_new.click()
    form = dialog.findChild(PresetFormDialog)
    assert isinstance(form, PresetFormDialog)
    form.save.click()
    assert form.state.tone is Tone.LATE
    form.name.setText('Den "nye" Ærø\\Kommune')
    form.save.click()
    assert form.state.tone is Tone.LATE
    form.location.setText("file:///etc/passwd")
    form.save.click()
    assert "file:///etc/passwd" in form.state.label.text()
    form.location.setText("https://dagsordener.nordlund.invalid/system.json")
    form.mail.setText("ingen adresse")
    form.save.click()
    assert form.state.tone is Tone.LATE
    assert not target.exists()
    form.mail.setText("sekretariat@nordlund.invalid")
    form.language.setCurrentIndex(1)
    form.save.click()
    qtbot.waitUntil(target.exists, timeout=PATIENCE)
    qtbot.waitUntil(lambda: dialog.preset.name == str(target), timeout=PATIENCE)
    rest(dialog, qtbot)
    made = read(target).preset
    assert made.name == 'Den "nye" Ærø\\Kommune'
    assert made.sources[0].location == "https://dagsordener.nordlund.invalid/system.json"
    assert (made.language, made.requests.mail) == ("da", "sekretariat@nordlund.invalid")
    assert said(dialog.preset)[0][1] is Tone.GOOD


def test_every_part_has_a_name_and_room_at_the_smallest(dialog: KitDialog, qtbot: QtBot, tmp_path: Path) -> None:
    installer(tmp_path)
    preset(tmp_path)
    chosen(dialog, qtbot, tmp_path)
    dialog.resize(dialog.minimumSizeHint())
    dialog.resize(920, 630)
    for widget in dialog.findChildren(QWidget):
        if widget.isVisible() and isinstance(widget, QAbstractButton | QLineEdit):
            spoken = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
            assert spoken.strip() or isinstance(widget.parent(), QLineEdit), widget
        if widget.isVisible() and isinstance(widget, QPushButton | QCheckBox):
            qtbot.waitUntil(lambda shown=widget: shown.sizeHint().width() <= shown.width() + 1)
