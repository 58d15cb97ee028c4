"""What the engine asks of a source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import BinaryIO, Protocol, runtime_checkable

from moedeklar.model.agenda import Meeting
from moedeklar.model.moments import LocalStart
from moedeklar.model.reports import Problem

Cancelled = Callable[[], bool]

# Media types of documents that may well be agendas and are not read as such: a person is told.
WORD_DOCUMENTS = frozenset(
    {
        "application/msword",
        "application/vnd.oasis.opendocument.text",
        "application/rtf",
    }
)


class Use(StrEnum):
    """What a document can be by its kind.

    A paper of a meeting or an attachment of an item; an attachment only; or a record, which states a meeting itself and
    is read by its source.
    """

    PAPER = "paper"
    ATTACHMENT = "attachment"
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class RemoteDocument:
    """One thing that a source lists.

    `ref` is its lasting name in the source, of which `/` separates folders; in NFC. `version` (opaque: an ETag, a hash
    of what a list says of it) tells one state of it from another; where it is "", `size` in bytes and `modified` (UTC)
    do so together. `size` is 0 where it is not known. With `recheck` it may have changed although nothing shows it: it
    is fetched again and its content compared. Where there is a `version`, or `recheck`, `ref` is the system's own and
    stays with the document: its content is never looked for under another name. `group` is the same for documents that
    the source says are of one meeting or lie in one place: they are understood and stored together.
    `among_attachments` says that it lies where only attachments are expected. `released` (UTC) is when the source says
    that it was published. `committee` and `start` are those of its meeting, where the list says so: what nobody chose
    is never fetched, and the nearest meetings come first. `title` is what to call it where the ref says nothing to
    people.
    """

    ref: str
    size: int
    modified: datetime
    use: Use = Use.PAPER
    group: str = ""
    among_attachments: bool = False
    released: datetime | None = None
    media_type: str = ""
    version: str = ""
    recheck: bool = False
    committee: str = ""
    start: LocalStart | None = None
    title: str = ""

    @property
    def name(self) -> str:
        """What people are told: its title, else the last part of the ref, which is the file's name."""
        return self.title or self.ref.rpartition("/")[2]

    @property
    def label(self) -> str:
        """What people are told of it where they may want to look for it: its title, else its whole ref."""
        return self.title or self.ref


@dataclass(frozen=True, slots=True)
class Listing:
    """What a source lists at one moment: everything, or what has changed since a *cursor*.

    With `partial`, which only a RecordSource's can be, what is not listed is as it was, but for `gone`: refs that the
    source says are withdrawn. `cursor` (opaque) is given to the next `discover` once a run has ended with nothing left
    to try again. `moment` (UTC) is when the source itself was last changed, as it states it: it never goes backwards,
    but where a server was set back.

    With `more`, which only a partial listing can be, the nearest meetings come first: once they are here, `discover` is
    called with `cursor` in the same run.

    `problems` are places that could not be listed; what was known below one of `unlisted` (prefixes of refs) is
    neither there nor gone, and asked for again. So is what was known below one of `forgotten`, which the source does
    not list any more only because it is past: a calendar's. `skipped` are things that are listed and never read, each
    with the reason.
    """

    documents: tuple[RemoteDocument, ...]
    problems: tuple[Problem, ...] = ()
    skipped: tuple[Problem, ...] = ()
    unlisted: tuple[str, ...] = field(default=())
    partial: bool = False
    gone: tuple[str, ...] = ()
    cursor: str = ""
    moment: datetime | None = None
    more: bool = False
    forgotten: tuple[str, ...] = ()

    @property
    def unsaid(self) -> tuple[str, ...]:
        """The prefixes of refs below which what is not listed is neither there nor gone."""
        return (*self.unlisted, *self.forgotten)


class Source(Protocol):
    """A place that publishes documents. Methods block, with time-outs of their own, on the thread of the sync."""

    @property
    def id(self) -> str:
        """The id of the source in this profile."""
        ...

    @property
    def kind(self) -> str:
        """What kind it is: "folder"."""
        ...

    @property
    def connections(self) -> int:
        """How many documents may be fetched from it at once; `open` and `record` are called from as many threads."""
        ...

    def discover(self, cancelled: Cancelled, cursor: str = "") -> Listing:
        """List everything, or where the source can, what has changed since *cursor*, an earlier listing's own.

        Raises SourceError when the listing as a whole fails; Cancelled when *cancelled* says so.
        """
        ...

    def open(self, ref: str) -> BinaryIO:
        """The content of a listed document, to read and close; reading it may raise DocumentError too.

        Of a source that lists partially, also what an earlier run was told of.

        Raises DocumentError: vanished when it is gone since, not_readable when it may not be read.
        """
        ...

    def is_steady(self, document: RemoteDocument) -> bool:
        """Whether the document is still as it was listed: not being written at this moment, not replaced since."""
        ...


@runtime_checkable
class RecordSource(Source, Protocol):
    """A source that hands over meetings itself: what its system states, with the system's own ids.

    It lists a record for every paper of a meeting (`Use.RECORD`), whose content, as `open` gives it, is kept as it is.
    Its items name their attachments' documents by `Attachment.ref`; one that is not listed yet is waited for.
    """

    def record(self, document: RemoteDocument, data: bytes) -> Meeting:
        """The meeting that *data*, the content of a listed record, states, with its `origin`.

        Raises ParseError, which says where; export_unfinished when it ends before it is whole.
        """
        ...


@runtime_checkable
class NamingSource(RecordSource, Protocol):
    """A record source that lists no files of attachments: its records alone name them, by `Attachment.ref`.

    Such a file can be had as long as a record names it, and is the same as long as its ref is.
    """

    def named(self, ref: str) -> RemoteDocument | None:
        """The document that an attachment's *ref* is of; None where that is none of this source's."""
        ...
