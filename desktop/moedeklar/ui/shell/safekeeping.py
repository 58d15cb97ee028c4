"""Saving and restoring a backup, with the dialogs it takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from moedeklar.ui.operations import Operations
from moedeklar.wording.language import _, ngettext

if TYPE_CHECKING:
    from moedeklar.member.accounts import AskSecrets
    from moedeklar.member.workspace import Workspace

ENDING = ".moedeklar"


class Safekeeping:
    """Asks where, then works in the background. *tell* shows a banner: kind and words. UI thread."""

    def __init__(
        self,
        workspace: Workspace,
        operations: Operations,
        ask: AskSecrets,
        tell: Callable[[str, str], object],
        window: QWidget,
    ) -> None:
        self._workspace = workspace
        self._operations = operations
        self._ask = ask
        self._tell = tell
        self._window = window

    def save(self) -> None:
        """Save everything that the person has made into one file."""
        day = self._workspace.clock.now().date().isoformat()
        suggested = str(Path.home() / f"moedeklar-{day}{ENDING}")
        name, _kind = QFileDialog.getSaveFileName(self._window, _("Save a backup"), suggested, self._filter())
        if name:
            path = Path(name) if Path(name).suffix else Path(name + ENDING)
            self._operations.command(
                lambda: self._workspace.backups.save(path),
                lambda _nothing: self._saved(path),
            )

    def _saved(self, path: Path) -> None:
        self._tell("info", _("The backup is saved as {path}.").format(path=path))

    def restore(self) -> None:
        """Bring back what a backup holds, beside what is here."""
        name, _kind = QFileDialog.getOpenFileName(self._window, _("Restore a backup"), str(Path.home()), self._filter())
        if not name:
            return
        question = _("Restore the notes, bookmarks and requests in {file}?").format(file=Path(name).name)
        if QMessageBox.question(self._window, _("Restore a backup"), question) is QMessageBox.StandardButton.Yes:
            self._operations.command(lambda: self._workspace.backups.restore(Path(name), self._ask), self._restored)

    def _restored(self, counts: Mapping[str, int]) -> None:
        notes = counts.get("notes", 0)
        self._tell("info", ngettext("{n} note was restored.", "{n} notes were restored.", notes).format(n=notes))

    @staticmethod
    def _filter() -> str:
        return _("Backups of Mødeklar (*{ending})").format(ending=ENDING)
