"""Saving and restoring a backup, with the dialogs it takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from moedeklar.model.errors import MoedeklarError
from moedeklar.ui.operations import Operations
from moedeklar.ui.widgets.dialog import Question
from moedeklar.ui.widgets.files import choose_file, choose_target
from moedeklar.wording.language import _, ngettext
from moedeklar.wording.reports import part_saved_sentence

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace
    from moedeklar.ui.unlock.asker import WindowAsker

ENDING = ".moedeklar"


class Safekeeping:
    """Asks where, then works in the background. *tell* shows a banner: kind and words. UI thread."""

    def __init__(
        self,
        workspace: Workspace,
        operations: Operations,
        asker: WindowAsker,
        tell: Callable[[str, str], object],
        window: QWidget,
    ) -> None:
        self._workspace = workspace
        self._operations = operations
        self._asker = asker
        self._tell = tell
        self._window = window

    def save(self) -> None:
        """Save everything that the person has made into one file."""
        day = self._workspace.clock.now().date().isoformat()
        suggested = str(Path.home() / f"moedeklar-{day}{ENDING}")
        name = choose_target(self._window, _("Save a backup"), suggested, self._filter())
        if name:
            path = Path(name) if Path(name).suffix else Path(name + ENDING)
            self._operations.command(
                lambda: self._workspace.backups.save(path),
                lambda whole: self._saved(path, whole=whole),
            )

    def _saved(self, path: Path, *, whole: bool) -> None:
        said = _("The backup is saved as {path}.").format(path=path)
        if whole:
            self._tell("info", said)
        else:
            self._tell("warn", f"{said} {part_saved_sentence()}")

    def restore(self) -> None:
        """Bring back what a backup holds, beside what is here."""
        name = choose_file(self._window, _("Restore a backup"), str(Path.home()), self._filter())
        if name:
            self.offer(Path(name))

    def offer(self, path: Path) -> None:
        """Ask whether the backup at *path* is to be brought back, and do it."""
        question = restore_question(path.name, self._window)
        question.accepted.connect(lambda: self._bring_back(path))
        question.finished.connect(question.deleteLater)
        question.open()

    def _bring_back(self, path: Path) -> None:
        def failed(error: MoedeklarError) -> None:
            if self._asker.refused(error):
                self._bring_back(path)
            else:
                self._operations.failed.emit(error)

        self._operations.command(lambda: self._workspace.backups.restore(path, self._asker), self._restored, failed)

    def _restored(self, counts: Mapping[str, int]) -> None:
        notes = counts.get("notes", 0)
        self._tell("info", ngettext("{n} note was restored.", "{n} notes were restored.", notes).format(n=notes))

    @staticmethod
    def _filter() -> str:
        return _("Backups of Mødeklar (*{ending})").format(ending=ENDING)


def restore_question(file: str, window: QWidget) -> Question:
    """Asks before a backup is restored, and says what that does."""
    said = _(
        "The notes, highlights, bookmarks and requests in {file} are put beside those that are here. Where both"
        " have the same one, what was changed or deleted last counts. What is only here stays. Before anything is"
        " changed, what is here now is saved in a backup of its own."
    )
    return Question(_("Restore a backup"), said.format(file=file), _("Restore"), window)
