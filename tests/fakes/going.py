"""What goes for good, in memory: closed material by a rule, sources with all that is of them; exports before that."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from moedeklar.member.removed import Removed
from moedeklar.member.retention import RetentionStatus
from moedeklar.model.changes import Kind
from moedeklar.model.errors import Cancelled
from moedeklar.model.moments import local_now
from moedeklar.model.retention import Rule
from moedeklar.store.erasing import Holdings

if TYPE_CHECKING:
    from tests.fakes.workspace import FakeWorkspace


class FakeRetention:
    """`current` is what `status` tells."""

    def __init__(self, workspace: FakeWorkspace) -> None:
        self._workspace = workspace
        self.current = RetentionStatus(None, local_now(workspace.clock).date())
        self.was_told = 0

    def status(self) -> RetentionStatus:
        return self.current

    def last(self) -> Removed | None:
        return self.current.last

    def told(self) -> None:
        self.was_told += 1

    def hide(self) -> None:
        self.current = replace(self.current, hidden=True)
        self._workspace.changed(Kind.SETTING, "retention.hidden")

    def choose(self, days: int | None) -> None:
        self.current = replace(self.current, own=days, rule=Rule(days) if days else None)
        self._workspace.changed(Kind.SETTING, "retention.closed_days")


class FakeForgetting:
    """`has` is what there is of the sources; `forgotten` what was removed."""

    def __init__(self, workspace: FakeWorkspace) -> None:
        self._workspace = workspace
        self.has = Holdings(41, 118, 73_400_000, 12, 3, 2)
        self.forgotten: list[tuple[str, ...]] = []
        self.before: Callable[[], object] = lambda: None

    def holdings(self, source_ids: Collection[str]) -> Holdings:
        return self.has if source_ids else Holdings()

    def copies(self) -> int:
        return 2

    def forget(
        self,
        source_ids: Collection[str],
        on_step: Callable[[int, int], object] = lambda _done, _total: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Holdings:
        self.before()
        for done in range(self.has.meetings + 1):
            on_step(done, self.has.meetings)
            if cancelled():
                raise Cancelled
        self.forgotten.append(tuple(source_ids))
        self._workspace.sources.known = [one for one in self._workspace.sources.known if one.id not in source_ids]
        self._workspace.changed(Kind.EVERYTHING)
        return self.has


class FakeExporting:
    """`exported` are the folders that notes were written to, and whether those on closed items were among them."""

    def __init__(self) -> None:
        self.exported: list[tuple[Path, bool]] = []

    def notes(self, folder: Path | str, *, with_closed: bool = False) -> tuple[Path, ...]:
        self.exported.append((Path(folder), with_closed))
        return (Path(folder) / "moedeklar-notes.md",)

    def everything(self, folder: Path | str, save: Callable[[Path], object]) -> tuple[Path, ...]:
        notes = self.notes(folder, with_closed=True)
        Path(folder).mkdir(parents=True, exist_ok=True)
        save(Path(folder) / "moedeklar-2027-02-03.moedeklar")
        return notes
