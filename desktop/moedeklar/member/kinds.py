"""The kinds of sources: what each is made of, and how. A new kind is a function here and a row in `KINDS`.

The modules of a kind are loaded when a source of it is made, so that a start and a run load only what they use.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from moedeklar.member.profile import Profile
from moedeklar.model.errors import SourceError
from moedeklar.model.moments import Clock, SystemClock
from moedeklar.model.views import SourceInfo
from moedeklar.sources.base import Cancelled, Source

if TYPE_CHECKING:
    from moedeklar.sources.http.sign_in.base import SignIn

FOLDER, EXPORTS, FIRSTAGENDA, OPARL, ICAL = "folder", "exports", "firstagenda", "oparl", "ical"


def _never() -> bool:
    return False


def _nothing(_ref: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Making:
    """What a source is made of: what the person added, with its options (JSON values), and in which profile.

    `cancelled` says during the run that it is to end; a source that waits for a network asks it while it waits.
    `recall` gives the content of a record as the last run kept it, None for none. `sign_in` is what requests are
    signed with, None where nobody signs in.
    """

    info: SourceInfo
    options: Mapping[str, Any]
    profile: Profile
    cancelled: Cancelled = _never
    clock: Clock = field(default_factory=SystemClock)
    recall: Callable[[str], bytes | None] = _nothing
    sign_in: SignIn | None = None


@runtime_checkable
class Closes(Protocol):
    """A source that holds something until it is closed: connections. It is closed after every run."""

    def close(self) -> None:
        """Let go of everything; any thread, once nothing is fetched any more."""
        ...


def make(making: Making) -> Source:
    """The source, ready to be asked. Raises SourceError source_unknown for a kind that this program does not know."""
    maker = KINDS.get(making.info.kind)
    if maker is None:
        raise unknown(making.info.kind)
    return maker(making)


def unknown(kind: str) -> SourceError:
    """The error for a kind that is none of `KINDS`."""
    return SourceError("source_unknown", kind=kind, kinds=", ".join(sorted(KINDS)))


def _folder(making: Making) -> Source:
    from moedeklar.sources.folder import FolderSource  # noqa: PLC0415 (only what is used is loaded)

    return FolderSource(making.info.id, Path(making.info.location), (making.profile.folder,))


def _exports(making: Making) -> Source:
    from moedeklar.sources.exports.source import ExportSource  # noqa: PLC0415 (as above)

    return ExportSource(making.info.id, Path(making.info.location), (making.profile.folder,), making.clock)


def _firstagenda(making: Making) -> Source:
    from moedeklar.sources.firstagenda.source import LIMITS, FirstAgendaSource  # noqa: PLC0415 (as above)
    from moedeklar.sources.http.client import HttpClient  # noqa: PLC0415 (as above)

    client = HttpClient(making.info.location, limits=LIMITS, cancelled=making.cancelled)
    return FirstAgendaSource(
        making.info.id, client, making.clock, str(making.options.get("municipality") or "") or None
    )


def _oparl(making: Making) -> Source:
    from moedeklar.sources.http.client import HttpClient  # noqa: PLC0415 (as above)
    from moedeklar.sources.oparl.source import OparlSource  # noqa: PLC0415 (as above)

    return OparlSource(
        making.info.id,
        making.info.location,
        HttpClient(making.info.location, sign_in=making.sign_in, cancelled=making.cancelled),
        making.clock,
        bodies=tuple(str(name) for name in making.options.get("bodies") or ()),
        recall=making.recall,
    )


def _ical(making: Making) -> Source:
    from moedeklar.sources.http.client import HttpClient  # noqa: PLC0415 (as above)
    from moedeklar.sources.ical.places import CalendarFeed, CalendarFile, web_address  # noqa: PLC0415 (as above)
    from moedeklar.sources.ical.source import ICalSource  # noqa: PLC0415 (as above)

    info, address = making.info, web_address(making.info.location)
    if address is None:
        place: CalendarFile | CalendarFeed = CalendarFile(Path(info.location))
    else:
        client = HttpClient(address, sign_in=making.sign_in, cancelled=making.cancelled)
        place = CalendarFeed(address, client, making.clock.now())
    return ICalSource(info.id, place, making.clock, info.committees, info.name)


KINDS: dict[str, Callable[[Making], Source]] = {
    FOLDER: _folder,
    EXPORTS: _exports,
    FIRSTAGENDA: _firstagenda,
    OPARL: _oparl,
    ICAL: _ical,
}
