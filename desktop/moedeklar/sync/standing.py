"""Which documents a source has, as far as a run knows yet: by content, and by name what could not be read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from moedeklar.model.errors import DocumentError
from moedeklar.sources.base import Source
from moedeklar.store.journal import DocumentOutcome, Entry
from moedeklar.store.known import KnownDocument
from moedeklar.sync.discovery import Findings, meetings_without
from moedeklar.sync.groups import Grouped
from moedeklar.sync.opening import sha256_of
from moedeklar.sync.reconcile import Seen
from moedeklar.sync.states import is_lasting


class Standing:
    """What stands. `hashes` are those of the documents that are known to be there, by ref."""

    def __init__(self, source: Source, findings: Findings, unlisted: tuple[str, ...], documents: list[KnownDocument]):
        """*documents* are those that meetings had before. Hashes what may have moved, and so may block for long."""
        self.hashes: dict[str, str] = {}
        self._refs: dict[str, tuple[str, ...]] = {}
        for ref, sha256 in findings.hashes.items():
            self._put(ref, sha256)
        self._findings = findings
        self._documents = documents
        self._unlisted = unlisted
        self._held = {ref for ref, entry in findings.unchanged.items() if entry.outcome is DocumentOutcome.FAILED}
        # What keeps its name is there until it was read and turned out otherwise.
        self._unhashed = {document.ref for document in findings.fresh if is_lasting(document)}
        self._held |= self._unhashed | findings.unwanted
        known = {document.ref for document in documents if not document.withdrawn}
        if findings.gone or any(document.ref in known for document in findings.unsure):
            self._hash_all(source)

    def settle(self, grouped: Grouped, entries: Mapping[str, Entry]) -> None:
        """Note what the group's documents hold, and which could not be read and so are not taken for gone."""
        for ref, one in grouped.understood.items():
            if one.sha256:
                self._put(ref, one.sha256)
            was_failed = one.is_known and entries[ref].outcome is DocumentOutcome.FAILED
            if was_failed or (one.problem is not None and not one.is_skipped):
                self._held.add(ref)
            else:
                self._held.discard(ref)

    def seen(self, *, all_read: bool = True) -> Seen:
        """What is there, kept up with `settle`.

        Before *all_read* what is gone is left, where it may have moved to what was not hashed yet.
        """
        held = set(self._held)
        if not all_read and self._unhashed:
            held |= {entry.ref for entry in self._findings.gone}
        if self._unlisted:
            held |= {one.ref for one in self._documents if one.ref.startswith(self._unlisted)}
        return Seen(self._refs, held)

    def is_there(self) -> Callable[[KnownDocument], bool]:
        """Tells of a document whether the source has it, or had it and could not be asked this time."""
        hashes, seen = set(self.hashes.values()), self.seen()

        def there(document: KnownDocument) -> bool:
            return document.sha256 in hashes or (document.ref in seen.held and not document.withdrawn)

        return there

    def meetings(self) -> tuple[Collection[str], set[str]]:
        """The meetings that had a document until now, and those of them that have none any more."""
        return meetings_without(self._documents, self.is_there())

    def _hash_all(self, source: Source) -> None:
        """Hash what is new before anything is taken for gone: it may have moved."""
        for document in self._findings.unsure:
            try:
                self._put(document.ref, sha256_of(source, document.ref))
            except DocumentError:
                self._held.add(document.ref)

    def _put(self, ref: str, sha256: str) -> None:
        before = self.hashes.get(ref)
        if before == sha256:
            return
        if before is not None:
            left = tuple(one for one in self._refs.pop(before) if one != ref)
            if left:
                self._refs[before] = left
        self.hashes[ref] = sha256
        self._refs[sha256] = tuple(sorted((*self._refs.get(sha256, ()), ref)))
