"""What a run looks up for every meeting, found without going through all that there is: a body has thousands. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, KeysView, Mapping

from moedeklar.store.journal import Entry
from moedeklar.store.known import KnownDocument
from moedeklar.sync.groups import Key


class JournalAsItBecomes:
    """`entries`, by ref, with what *reader* has read among them. Whoever changes them before the end uses `put`."""

    def __init__(self, entries: dict[str, Entry], reader: str) -> None:
        self.entries = entries
        self._reader = reader
        self._read = Counter(one.sha256 for one in entries.values() if one.reader == reader)

    def put(self, entry: Entry) -> None:
        """From now on this is what is known of the document."""
        before = self.entries.get(entry.ref)
        if before is not None and before.reader == self._reader:
            self._read[before.sha256] -= 1
        if entry.reader == self._reader:
            self._read[entry.sha256] += 1
        self.entries[entry.ref] = entry

    def is_read(self, sha256: str) -> bool:
        """Whether this reader has read that content."""
        return self._read[sha256] > 0


class DocumentsBefore:
    """The documents that meetings had before the run. `shas` are their contents, `refs` their names."""

    def __init__(self, documents: Iterable[KnownDocument], group_of: Mapping[str, str]) -> None:
        """*group_of* leads from the refs of what is listed now to their groups."""
        self._by_sha: defaultdict[str, set[str]] = defaultdict(set)
        self._by_ref: defaultdict[str, set[str]] = defaultdict(set)
        self._by_group: defaultdict[str | None, set[str]] = defaultdict(set)
        self._standing: set[str | None] = set()
        for one in documents:
            self._by_sha[one.sha256].add(one.meeting_id)
            self._by_ref[one.ref].add(one.meeting_id)
            group = group_of.get(one.ref)
            self._by_group[group].add(one.meeting_id)
            if not one.withdrawn:
                self._standing.add(group)

    @property
    def shas(self) -> KeysView[str]:
        """The contents."""
        return self._by_sha.keys()

    @property
    def refs(self) -> KeysView[str]:
        """The names."""
        return self._by_ref.keys()

    def meetings(self, shas: Collection[str], refs: Collection[str]) -> set[str]:
        """The meetings that had one of these contents or names."""
        found = [self._by_sha.get(sha, set()) for sha in shas] + [self._by_ref.get(ref, set()) for ref in refs]
        return set().union(*found)

    def in_group(self, group: str) -> set[str]:
        """The meetings that had a document of what is this group now."""
        return set(self._by_group.get(group, ()))

    def stands_in(self, group: str) -> bool:
        """Whether one of them that is not withdrawn is in the group."""
        return group in self._standing


class MeetingKeys:
    """The committee and day of each meeting of the source, by id, kept up with what is written."""

    def __init__(self, keys: Iterable[tuple[str, Key]]) -> None:
        self._keys: dict[str, Key] = {}
        self._at: defaultdict[Key, set[str]] = defaultdict(set)
        for meeting_id, key in keys:
            self.put(meeting_id, key)

    @property
    def ids(self) -> KeysView[str]:
        """The ids of all."""
        return self._keys.keys()

    def put(self, meeting_id: str, key: Key) -> None:
        """The meeting is of this committee and on this day."""
        self.drop(meeting_id)
        self._keys[meeting_id] = key
        self._at[key].add(meeting_id)

    def drop(self, meeting_id: str) -> None:
        """There is no such meeting any more."""
        before = self._keys.pop(meeting_id, None)
        if before is not None:
            self._at[before].discard(meeting_id)

    def at(self, keys: Iterable[Key]) -> set[str]:
        """The meetings with one of these keys."""
        return set().union(*(self._at.get(key, set()) for key in keys))
