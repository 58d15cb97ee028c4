"""The sources that a person has added, and fetching what they publish."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from moedeklar.member.kinds import EXPORTS, FOLDER, KINDS, unknown
from moedeklar.member.profile import SAMPLE, Profile
from moedeklar.member.running import DISK, Retains, Runs, named
from moedeklar.member.signing import SigningIn
from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.errors import SourceError
from moedeklar.model.reports import RunReport
from moedeklar.model.views import SourceInfo
from moedeklar.pdf.tessdata import find_danish
from moedeklar.store import journal, retries
from moedeklar.store import sources as rows
from moedeklar.store.store import Store

if TYPE_CHECKING:
    from moedeklar.pdf.client import PdfClient
    from moedeklar.store.database import Database

SAMPLE_NAME = "Nordlund Kommune"


class SourceGuard(Protocol):
    """What an organisation lets a member do with sources; see `presets.Presets`."""

    def may_add(self) -> None:
        """Raise PresetError where a member can't add sources, nor choose anew of one."""
        ...

    def may_remove(self, source_id: str) -> None:
        """Raise PresetError where a member can't remove this source."""
        ...


class Sources:
    """Adding, listing, removing and fetching. Every call blocks; any thread but the store's writer.

    `sync`, `fetch_attachment` and `stop` are those of `running.Runs`. What adds and what removes raises
    PresetError where the organisation has decided otherwise.
    """

    def __init__(
        self,
        profile: Profile,
        store: Store,
        pdf: Callable[[], PdfClient],
        after_run: Callable[[], object],
        tessdata: Callable[[], Path | None] = find_danish,
        signing: SigningIn | None = None,
        guard: SourceGuard | None = None,
        retention: Callable[[], Retains] | None = None,
    ) -> None:
        """*pdf* gives the PDF process that indexes, when it is first needed; *after_run* is called after each run.

        *tessdata* tells where the data for reading scans are, *signing* what a source's requests are signed with,
        *guard* what an organisation lets a member do,
        *retention* what is not kept.
        """
        self._guard = guard
        self._signing = signing
        self._profile = profile
        self._store = store
        self._pdf = pdf
        self._tessdata = tessdata
        self._runs = Runs(profile, store, pdf, after_run, tessdata, signing, retention)
        self.sync = self._runs.sync
        self.fetch_attachment = self._runs.fetch_attachment
        self.stop = self._runs.stop

    @property
    def is_busy(self) -> bool:
        """Whether anything is being fetched, by this program."""
        return self._runs.is_busy

    def add(
        self,
        kind: str,
        location: str,
        name: str,
        *,
        committees: Collection[str] = (),
        since: date | None = None,
        options: Mapping[str, Any] | None = None,
    ) -> SourceInfo:
        """Add a source of any kind, which reads *location* and *options* (JSON values) itself; nothing is asked of it.

        One that is added already gets the new name, choice and options. A secret is never an option. Raises
        SourceError source_unknown.
        """
        if kind not in KINDS:
            raise unknown(kind)
        return self._add(kind, location, name, committees, since, options)

    def add_decided(
        self,
        kind: str,
        location: str,
        name: str,
        *,
        committees: Collection[str] = (),
        since: date | None = None,
        options: Mapping[str, Any] | None = None,
    ) -> SourceInfo:
        """As `add`, of a source that the organisation has decided on and the person agreed to."""
        if kind not in KINDS:
            raise unknown(kind)
        return self._put(kind, location, name, committees, since, options)

    def add_folder(
        self,
        path: Path | str,
        name: str | None = None,
        committees: Collection[str] = (),
        since: date | None = None,
    ) -> SourceInfo:
        """Add a folder; one that is added already gets the new name and choice.

        Raises SourceError: folder_unknown, folder_is_file, folder_unreadable, folder_in_profile.
        """
        folder = self._usable(Path(path))
        return self._add(FOLDER, str(folder), name or folder.name or str(folder), committees, since)

    def add_exports(
        self,
        path: Path | str,
        name: str | None = None,
        committees: Collection[str] = (),
        since: date | None = None,
    ) -> SourceInfo:
        """Add a folder, or a zip archive, that a case system exports into; otherwise as `add_folder`."""
        place = self._usable(Path(path), archives=True)
        return self._add(
            EXPORTS,
            str(place),
            name or (place.stem if place.is_file() else place.name) or str(place),
            committees,
            since,
        )

    def add_sample(self) -> SourceInfo:
        """Put the sample municipality into the profile, with dates near today, and add it. Raises StoreError."""
        from moedeklar.member import sample  # noqa: PLC0415 (its papers: only what is used is loaded)

        self._may_add()
        folder = (self._profile.folder / SAMPLE).resolve()
        sample.place(folder, self._store.clock, self._pdf().set_html)
        return self._add(FOLDER, str(folder), SAMPLE_NAME, (), None)

    def list(self) -> tuple[SourceInfo, ...]:
        """The sources, in the order in which they were added, each with how its last run ended."""
        return self._store.read(rows.find)

    def last_report(self) -> RunReport:
        """How the last run of each source ended, put together; of none that has run, an empty report."""

        def work(db: Database) -> RunReport:
            names = {info.id: info.name for info in rows.find(db)}
            reports = journal.last_reports(db, names)
            return sum((named(report, names[one]) for one, report in reports.items()), RunReport())

        return self._store.read(work)

    def can_read_scans(self) -> bool:
        """Whether text recognition for Danish is on this computer. Looks at the disk."""
        return self._tessdata() is not None

    def read_scans(self, source_ids: Collection[str] | None, on: bool) -> None:
        """From the next run on read the scanned documents of these sources (None: all), or leave them, and remember it.

        What was read already stays. Raises NotFound.
        """

        def work(db: Database) -> tuple[None, ChangeSet]:
            wanted = [info.id for info in rows.find(db)] if source_ids is None else list(source_ids)
            for source_id in wanted:
                rows.set_option(db, source_id, "read_scans", on)
            return None, ChangeSet.of(Kind.SOURCE, *wanted)

        self._store.write(work)

    def remove(self, source_id: str) -> None:
        """Remove the source; its meetings are no longer shown. They and the notes on them stay.

        Added again, everything is where it was; see `Forgetting` for what removes it all. Raises NotFound.
        """
        if self._guard is not None:
            self._guard.may_remove(source_id)
        now = self._store.clock.now()

        def work(db: Database) -> tuple[None, ChangeSet]:
            rows.get(db, source_id)
            rows.remove(db, source_id, now)
            return None, ChangeSet.everything()

        if self._signing is not None:
            self._signing.leave(source_id)
        self._store.write(work)

    def retry(self, source_id: str) -> None:
        """Let the next run try everything of the source again that failed, also what was given up. Raises NotFound."""

        def work(db: Database) -> tuple[None, ChangeSet]:
            rows.get(db, source_id)
            retries.hurry(db, source_id)
            return None, ChangeSet.of(Kind.SOURCE, source_id)

        self._store.write(work)

    def set_disk(self, source_id: str, most: int | None) -> None:
        """Let the source's attachments take at most so many bytes here (None: as many as there are). Raises NotFound.

        What is here already stays.
        """

        def work(db: Database) -> tuple[None, ChangeSet]:
            rows.set_option(db, source_id, DISK, most)
            return None, ChangeSet.of(Kind.SOURCE, source_id)

        self._store.write(work)

    def _add(
        self,
        kind: str,
        location: str,
        name: str,
        committees: Collection[str],
        since: date | None,
        more: Mapping[str, Any] | None = None,
    ) -> SourceInfo:
        self._may_add()
        return self._put(kind, location, name, committees, since, more)

    def _may_add(self) -> None:
        if self._guard is not None:
            self._guard.may_add()

    def _put(
        self,
        kind: str,
        location: str,
        name: str,
        committees: Collection[str],
        since: date | None,
        more: Mapping[str, Any] | None = None,
    ) -> SourceInfo:
        chosen = {"committees": list(committees), "since": since.isoformat() if since else None}
        options = {**(more or {}), **chosen}
        now = self._store.clock.now()

        def work(db: Database) -> tuple[SourceInfo, ChangeSet]:
            made = rows.add(db, kind, name, location, options, now)
            # A source that comes back brings its meetings with it.
            return made, ChangeSet.of(Kind.SOURCE, made.id) | ChangeSet.of(Kind.MEETING)

        return self._store.write(work)

    def _usable(self, path: Path, *, archives: bool = False) -> Path:
        try:
            from moedeklar.sources.exports.source import is_archive  # noqa: PLC0415 (loads all formats of exports)

            folder = path.expanduser().resolve()
            is_file = folder.exists() and not folder.is_dir()
            if is_file and not (archives and is_archive(folder)):
                raise SourceError("folder_is_file", path=str(path))
            if not folder.exists():
                raise SourceError("folder_unknown", path=str(path))
            if not is_file:
                next(folder.iterdir(), None)
        except (OSError, RuntimeError) as error:
            raise SourceError("folder_unreadable", path=str(path)) from error
        profile = self._profile.folder.resolve()
        if folder == profile or profile in folder.parents:
            raise SourceError("folder_in_profile", path=str(path))
        return folder
