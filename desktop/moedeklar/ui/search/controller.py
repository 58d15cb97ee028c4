"""What the palette asks for while somebody types: hits, meetings to go to, and the file behind an attachment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from moedeklar.model.errors import MoedeklarError
from moedeklar.model.moments import local_now
from moedeklar.model.views import Hit
from moedeklar.ui.navigation import Screen, Target
from moedeklar.ui.operations import Operations
from moedeklar.ui.search.content import (
    SHORTEST,
    Entry,
    Place,
    commands,
    entries_of_hits,
    places_of,
    target_without_file,
)

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace

PAUSE = 120
LIMIT = 40


class SearchController(QObject):
    """Searches after a pause in typing; of several searches only the newest is shown. UI thread.

    *show* gets the entries, how many of them are hits, and whether a search is still under way.
    """

    def __init__(
        self,
        workspace: Workspace,
        operations: Operations,
        show: Callable[[list[Entry], int, bool], None],
        fail: Callable[[MoedeklarError], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._operations = operations
        self._show = show
        self._fail = fail
        self._places: tuple[Place, ...] = ()
        self._hits: list[Entry] = []
        self._query = ""
        self._waiting = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._search)

    @property
    def waiting(self) -> bool:
        """Whether what is shown does not answer the newest words yet."""
        return self._waiting

    def open(self) -> None:
        """Begin anew: nothing typed, and the meetings to go to asked for."""
        self._query, self._hits, self._waiting = "", [], False
        self._operations.query(self._read_places, self._take_places, key="palette-meetings")
        self._tell()

    def type(self, query: str) -> None:
        """Somebody has typed: *query* is the whole of it."""
        self._query = query.strip()
        self._waiting = len(self._query) >= SHORTEST
        if self._waiting:
            self._timer.start()
        else:
            self.close()
        self._tell()

    def close(self) -> None:
        """Drop what is under way."""
        self._timer.stop()
        self._waiting, self._hits = False, []

    def resolve(self, target: Target, go: Callable[[Target], None]) -> None:
        """Go to *target*; a page's file is asked for first, and where it isn't here the item is shown instead."""
        attachment = target.attachment
        if target.screen is not Screen.PAGES or attachment is None:
            go(target)
            return

        def opened(found: object) -> None:
            sha256 = getattr(found, "sha256", None)
            go(replace(target, sha256=sha256) if sha256 else target_without_file(target))

        self._operations.query(
            lambda: self._workspace.meetings.attachment(attachment),
            opened,
            lambda _error: go(target_without_file(target)),
            key="palette-file",
        )

    def _search(self) -> None:
        query = self._query
        self._operations.query(
            lambda: (query, self._workspace.finding.search(query, limit=LIMIT)),
            self._found,
            self._failed,
            key="palette",
        )

    def _found(self, answer: tuple[str, tuple[Hit, ...]]) -> None:
        query, hits = answer
        if query != self._query or not self._waiting:
            return
        self._waiting = False
        self._hits = entries_of_hits(hits)
        self._tell()

    def _failed(self, error: MoedeklarError) -> None:
        self._waiting = False
        self._fail(error)

    def _read_places(self) -> tuple[Place, ...]:
        return places_of(self._workspace.meetings.list(), local_now(self._workspace.clock).date())

    def _take_places(self, places: tuple[Place, ...]) -> None:
        self._places = places
        self._tell()

    def _tell(self) -> None:
        self._show([*commands(self._query, self._places), *self._hits], len(self._hits), self._waiting)
