"""The dialogs that the menus open. Each is loaded when somebody asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from moedeklar import __version__
from moedeklar.ui.theme.theme import Theme

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace


def show_dialog(name: str, workspace: Workspace, theme: Theme, window: QWidget) -> None:
    """Open the dialog "keys", "about", "kit" or "new" over *window*; it is deleted when it is closed. UI thread."""
    dialog = _made(name, workspace, theme, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def _made(name: str, workspace: Workspace, theme: Theme, window: QWidget) -> QDialog:
    if name == "keys":
        from moedeklar.ui.shell.keys import KeysDialog  # noqa: PLC0415 (see the head, as the others)

        return KeysDialog(window)
    if name == "new":
        from moedeklar.ui.updates.whats_new import own_changes  # noqa: PLC0415

        return own_changes(window)
    if name == "kit":
        from moedeklar.ui.kit.dialog import KitDialog  # noqa: PLC0415

        return KitDialog(workspace.pdf, theme, window)
    from moedeklar.ui.shell.about import AboutDialog  # noqa: PLC0415

    return AboutDialog(__version__, window)
