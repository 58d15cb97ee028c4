"""What goes with an organisation's sources, in words. *holdings* are those of `store.erasing`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from moedeklar.wording.language import _, ngettext
from moedeklar.wording.retention import megabytes


class Counted(Protocol):
    """How much there is of some sources; `size` in bytes."""

    @property
    def meetings(self) -> int: ...  # noqa: D102
    @property
    def attachments(self) -> int: ...  # noqa: D102
    @property
    def size(self) -> int: ...  # noqa: D102
    @property
    def notes(self) -> int: ...  # noqa: D102
    @property
    def bookmarks(self) -> int: ...  # noqa: D102
    @property
    def requests(self) -> int: ...  # noqa: D102


def holdings_lines(has: Counted, copies: int = 0) -> Iterator[str]:
    """Everything that goes, a line a kind."""
    yield ngettext("{n} meeting", "{n} meetings", has.meetings).format(n=has.meetings)
    attachments = ngettext("{n} attachment", "{n} attachments", has.attachments).format(n=has.attachments)
    yield f"{attachments} ({megabytes(has.size)})" if has.size else attachments
    yield ngettext("{n} note or highlight", "{n} notes and highlights", has.notes).format(n=has.notes)
    yield ngettext("{n} bookmark", "{n} bookmarks", has.bookmarks).format(n=has.bookmarks)
    yield ngettext("{n} request", "{n} requests", has.requests).format(n=has.requests)
    yield _("What you are signed in with there, and what was read")
    if copies:
        yield ngettext(
            "{n} copy that Mødeklar made before an update or a restore",
            "{n} copies that Mødeklar made before an update or a restore",
            copies,
        ).format(n=copies)
