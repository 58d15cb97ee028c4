"""What is new, changed, unchanged, moved and gone in a listing, compared with the journal. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from moedeklar.model.errors import AttentionNeeded
from moedeklar.model.moments import COPENHAGEN
from moedeklar.sources.base import Listing, RemoteDocument, Use
from moedeklar.store.journal import DocumentOutcome, Entry, expired_ref
from moedeklar.store.known import KnownDocument
from moedeklar.sync.passing import UNREAD_SCANS
from moedeklar.sync.states import is_lasting, is_same

FEW = 5  # meetings, from which on more than half of them going at once is looked at by a person


@dataclass
class Findings:
    """A listing sorted out. `hashes` are those of documents that have not changed, by ref.

    `again` are the hashes of documents that have not changed and are read again all the same, for their pictures.
    `rechecked` are the entries of fresh documents that are as they were where their content is. `unwanted` are the refs
    of what nobody chose, which is neither read nor gone, and `put_aside` what is to be journalled of it.
    """

    unchanged: dict[str, Entry] = field(default_factory=dict)
    fresh: list[RemoteDocument] = field(default_factory=list)
    gone: list[Entry] = field(default_factory=list)
    hashes: dict[str, str] = field(default_factory=dict)
    dirty_groups: set[str] = field(default_factory=set)
    again: set[str] = field(default_factory=set)
    rechecked: dict[str, Entry] = field(default_factory=dict)
    unwanted: set[str] = field(default_factory=set)
    put_aside: list[Entry] = field(default_factory=list)

    @property
    def rechecked_hashes(self) -> dict[str, str]:
        """By ref: what the documents that are rechecked held."""
        return {ref: entry.sha256 for ref, entry in self.rechecked.items() if entry.sha256}

    @property
    def unsure(self) -> list[RemoteDocument]:
        """Fresh documents whose content may be what another was called until now."""
        return [document for document in self.fresh if not is_lasting(document)]


def _all(_document: RemoteDocument) -> bool:
    return True


def compare(
    listing: Listing,
    entries: Mapping[str, Entry],
    reader: str,
    known: Collection[str],
    *,
    read_scans: bool = False,
    wants: Callable[[RemoteDocument], bool] = _all,
) -> Findings:
    """Sort out *listing*. *reader* is the version of the agenda reader, *known* the hashes that meetings have.

    What *wants* denies is not read.

    What another version of the reader understood, or what a crash left without its meeting, is to be read again; with
    *read_scans* also what has pages that are pictures and were not read.
    """
    found = Findings()
    for document in listing.documents:
        entry = entries.get(document.ref)
        if entry is None and expired_ref(document.ref) in entries:
            continue
        if document.use is not Use.ATTACHMENT and not wants(document):
            _pass_over(document, entry, reader, found)
            continue
        if entry is None or not is_same(entry, document):
            found.dirty_groups.add(document.group)
            if document.use is not Use.ATTACHMENT:
                found.fresh.append(document)
            continue
        if entry.outcome is DocumentOutcome.GONE:
            found.dirty_groups.add(document.group)
        if read_scans and entry.problem is not None and entry.problem.code in UNREAD_SCANS:
            found.fresh.append(document)
            found.again.update({entry.sha256} if entry.sha256 else ())
        elif document.use is Use.ATTACHMENT or (is_settled(entry, reader, known) and not document.recheck):
            _leave(entry, found)
        else:
            found.fresh.append(document)
            if is_settled(entry, reader, known) and not _is_tombstone(entry):
                found.rechecked[document.ref] = entry
    _sort_unlisted(listing, entries, found)
    return found


def _pass_over(document: RemoteDocument, entry: Entry | None, reader: str, found: Findings) -> None:
    found.unwanted.add(document.ref)
    if entry is not None and not _is_tombstone(entry):
        if entry.sha256:
            found.hashes[document.ref] = entry.sha256
        aside = replace(entry, outcome=DocumentOutcome.BESIDE, reader=reader, problem=None)
        if aside != entry:
            found.put_aside.append(aside)


def _leave(entry: Entry, found: Findings) -> None:
    found.unchanged[entry.ref] = entry
    if entry.sha256:
        found.hashes[entry.ref] = entry.sha256


def _sort_unlisted(listing: Listing, entries: Mapping[str, Entry], found: Findings) -> None:
    """What *listing* does not name is gone; in a partial one only what it says is, and the rest is as it was."""
    listed = {document.ref for document in listing.documents}
    gone = set(listing.gone)
    for entry in entries.values():
        if entry.ref in listed or _is_tombstone(entry) or entry.outcome is DocumentOutcome.EXPIRED:
            continue
        if listing.partial and entry.ref not in gone:
            _leave(entry, found)
        elif entry.ref in gone or not entry.ref.startswith(listing.unsaid):
            found.gone.append(entry)


def _is_tombstone(entry: Entry) -> bool:
    return entry.outcome is DocumentOutcome.GONE


def is_settled(entry: Entry, reader: str, known: Collection[str]) -> bool:
    """Whether there is nothing to read while the document stays as it is. Arguments as of `compare`."""
    if entry.outcome in (DocumentOutcome.ATTACHMENT, DocumentOutcome.LISTED, DocumentOutcome.EXPIRED):
        return True
    if entry.outcome is DocumentOutcome.GONE:
        return entry.reader == reader and entry.sha256 in known
    if entry.reader != reader:
        return False
    return entry.outcome is not DocumentOutcome.MEETING or entry.sha256 in known


def tombstone(entry: Entry) -> Entry:
    """The entry of a document that is no longer listed."""
    return replace(entry, outcome=DocumentOutcome.GONE, problem=None)


def guard_listing(listing: Listing, standing: int, accept: bool) -> None:
    """Stop where a source that had *standing* meetings, and has not forgotten them, lists nothing at all.

    Raises AttentionNeeded.
    """
    if standing and not listing.documents and not listing.unlisted and not listing.partial and not accept:
        raise AttentionNeeded("listing_empty", count=standing)


def guard_moment(moment: datetime | None, before: datetime | None) -> None:
    """Stop where the source was last changed *before* and now says that it was at an earlier *moment*.

    So does a server that was restored from a backup. Raises AttentionNeeded.
    """
    if moment is not None and before is not None and moment < before:
        raise AttentionNeeded("server_went_back", now=_local(moment), before=_local(before))


def _local(moment: datetime) -> str:
    return f"{moment.astimezone(ZoneInfo(COPENHAGEN)):%Y-%m-%d %H:%M}"


def is_most(going: int, standing: int) -> bool:
    """Whether *going* of *standing* meetings are so many that a person should look: over half of five or more."""
    return standing >= FEW and going * 2 > standing


def guard_withdrawals(going: int, standing: int, accept: bool) -> None:
    """Stop where most meetings would be withdrawn. Raises AttentionNeeded."""
    if is_most(going, standing) and not accept:
        raise AttentionNeeded("mostly_gone", count=going, of=standing)


def meetings_without(
    documents: Collection[KnownDocument], is_there: Callable[[KnownDocument], bool]
) -> tuple[set[str], set[str]]:
    """Of the meetings that had a document until now: all of them, and those that have none any more."""
    before = {document.meeting_id for document in documents if not document.withdrawn}
    after = {document.meeting_id for document in documents if is_there(document)}
    return before, before - after
