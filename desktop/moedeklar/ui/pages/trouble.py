"""What to say and offer when a file can't be shown, and handing it to the system's own viewer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from moedeklar.model.errors import DocumentError, MoedeklarError
from moedeklar.ui.operations import Operations
from moedeklar.ui.pages.middle import Action, Middle
from moedeklar.ui.pages.outside import Outside, show_outside, suffix_of
from moedeklar.ui.pages.session import PagesSession
from moedeklar.wording.errors import sentence
from moedeklar.wording.language import _

_AGAIN = {"pdf_timeout", "pdf_process"}
_NOTHING_TO_OPEN = {"pdf_empty", "not_found", "not_in_source", "file_missing"}


class Trouble(QObject):
    """Explains errors of the file that is open. UI thread."""

    def __init__(
        self, session: PagesSession, operations: Operations, middle: Middle, leave: Callable[[], object]
    ) -> None:
        super().__init__(middle)
        self._session = session
        self._operations = operations
        self._middle = middle
        self._leave = leave
        self._outside = Outside()

    def show(self, error: MoedeklarError) -> None:
        """Explain, in place of the pages, why there are none, with ways on."""
        actions: list[Action] = []
        if error.code in _AGAIN:
            actions.append((_("Try again"), self._again))
        if error.code not in _NOTHING_TO_OPEN and self._session.file is not None:
            actions.append((_("Open in the system's viewer"), self.open_outside))
        actions.append((_("Back"), self._leave))
        self._middle.show_problem(self.words_for(error), actions)

    def say(self, error: MoedeklarError) -> None:
        """Tell of an error over the pages, which stay."""
        self._middle.say("bad", self.words_for(error))

    def words_for(self, error: MoedeklarError) -> str:
        """The sentence, which names the file by its title where the error doesn't."""
        title = self._session.file.title if self._session.file is not None else ""
        return sentence(error.code, {**error.params, "name": error.params.get("name") or title})

    def open_outside(self) -> None:
        """Put a copy in a folder of this user's and hand it to the system."""
        file = self._session.file
        if file is None:
            return
        load, suffix, outside = self._session.load(file.sha256), suffix_of(file.name, file.media_type), self._outside

        def work() -> Path:
            try:
                return outside.put(load(), file.title, suffix)
            except OSError as error:
                raise DocumentError("outside_failed", name=file.title) from error

        def done(path: Path) -> None:
            if not show_outside(path):
                self.say(DocumentError("outside_failed", name=file.title))

        self._operations.query(work, done, self.say, key="pages.outside")

    def close(self) -> None:
        """Take the copies away again."""
        self._outside.close()

    def _again(self) -> None:
        if self._session.target is not None:
            self._session.open(self._session.target)
