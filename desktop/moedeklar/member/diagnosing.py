"""Why a source can't be fetched from: the way to it over the network, or the folder that it is; and the disk."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from moedeklar.member.checks import Check, space
from moedeklar.member.kinds import ICAL, OPARL
from moedeklar.member.profile import Profile
from moedeklar.member.signing import SigningIn
from moedeklar.model.errors import MoedeklarError
from moedeklar.model.views import SourceInfo
from moedeklar.store import sources as rows
from moedeklar.store.store import Store
from moedeklar.wording.diagnosis import remedy_sentence, well_sentence
from moedeklar.wording.errors import error_sentence, sentence
from moedeklar.wording.language import _, ngettext

if TYPE_CHECKING:
    from moedeklar.store.database import Database

# What the answer of a source's address is, where that is not just anything.
_ANSWERS = {OPARL: "application/json"}


class Diagnosing:
    """Looks at the sources of a profile. Blocks, with time-outs; any thread but the UI's and the store's writer."""

    def __init__(self, profile: Profile, store: Store, signing: SigningIn) -> None:
        self._profile = profile
        self._store = store
        self._signing = signing

    def of(self, source_id: str, cancelled: Callable[[], bool] | None = None) -> Iterator[Check]:
        """What is well with the source and what is not, each check when it is asked for, the disk at last.

        The steps are in the order of the way; the first that is not well ends them. Raises NotFound, Cancelled.
        """

        def work(db: Database) -> tuple[SourceInfo, dict[str, Any]]:
            return rows.get(db, source_id), rows.options(db, source_id)

        info, options = self._store.read(work)
        return self._checks(info, options, cancelled)

    def _checks(
        self, info: SourceInfo, options: Mapping[str, Any], cancelled: Callable[[], bool] | None
    ) -> Iterator[Check]:
        address = web_address_of(info)
        if address is None:
            yield place_check(Path(info.location))
        else:
            yield from self._way(info, options, address, cancelled)
        yield space(self._profile, "disk")

    def _way(
        self, info: SourceInfo, options: Mapping[str, Any], address: str, cancelled: Callable[[], bool] | None
    ) -> Iterator[Check]:
        from moedeklar.sources.http.diagnosis import diagnose  # noqa: PLC0415 (the network, which few need)
        from moedeklar.sources.http.waiting import never  # noqa: PLC0415 (as above)

        ends = cancelled or never
        try:
            sign_in = self._signing.of(info, options, ends)
        except MoedeklarError as error:
            yield Check("sign-in", False, error_sentence(error), _remedy(info, error.code, error.params))
            return
        for found in diagnose(address, sign_in=sign_in, accept=_ANSWERS.get(info.kind, ""), cancelled=ends):
            if found.ok:
                yield Check(found.step, True, well_sentence(found.code, found.params))
            else:
                remedy = _remedy(info, found.code, found.params)
                yield Check(found.step, False, sentence(found.code, found.params), remedy)


def _remedy(info: SourceInfo, code: str, params: Mapping[str, str | int]) -> str:
    return remedy_sentence(code, {**params, "source": info.id})


def web_address_of(info: SourceInfo) -> str | None:
    """The http(s) address that the source is fetched from; None where it is a folder or a file."""
    if info.kind == ICAL:
        from moedeklar.sources.ical.places import web_address  # noqa: PLC0415 (loads the network)

        return web_address(info.location)
    return info.location if info.location.casefold().startswith(("http://", "https://")) else None


def place_check(path: Path) -> Check:
    """Whether the folder or file is there and may be read: a drive, a share, an archive. Looks at the disk."""
    remedy = _("Connect the drive or the share, or remove the source and add it from its new place.")
    try:
        if path.is_dir():
            count = sum(1 for _entry in path.iterdir())
            said = ngettext("{path} is there, with {n} entry.", "{path} is there, with {n} entries.", count)
            return Check("folder", True, said.format(path=path, n=count))
        if path.is_file():
            return _file_check(path)
    except OSError:
        given = _("Give yourself the right to read it, or ask whoever looks after the share.")
        return Check("folder", False, sentence("folder_unreadable", {"path": str(path)}), given)
    return Check("folder", False, sentence("folder_missing", {"path": str(path)}), remedy)


def _file_check(path: Path) -> Check:
    with path.open("rb") as file:
        file.read(1)
    if path.suffix.lower() == ".zip" and not zipfile.is_zipfile(path):
        remedy = _("Wait until it is written whole, or ask for it again.")
        return Check("folder", False, sentence("archive_broken", {"name": path.name}), remedy)
    return Check("folder", True, _("{path} is there and can be read.").format(path=path))
