"""Which attachments an item has over its versions, and which file of the source each of them is. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from moedeklar.model.agenda import Attachment
from moedeklar.model.ids import derived_id
from moedeklar.model.text import bare
from moedeklar.model.views import FileState
from moedeklar.sources.base import RemoteDocument
from moedeklar.store.attachments import AttachmentRecord


def named_over_versions(
    item_id: str,
    versions: Sequence[Sequence[Attachment]],
    known: Iterable[AttachmentRecord],
    now: str,
    taken_back: Sequence[bool | None] = (),
) -> list[AttachmentRecord]:
    """The attachments of an item that its *versions* name, oldest version first; the last one is how it stands.

    An attachment is known over all versions by the source's own id where it states one, and by its title. It is gone
    when the item as it stands names others and not this one. Where it names none at all, as many minutes do, only that
    is gone which the source took back: *taken_back* says of each version whether it did so (None: it stands), and
    whether another of its kind stands in its place (True). One whose file the source states waits for it.
    """
    there = {record.id: record for record in known}
    keyed = _keyed(versions)
    latest = {key for key, _ in keyed[-1]} if keyed else set()
    said: dict[_Key, list[bool | None]] = {}
    for of_version, was in zip(keyed, taken_back, strict=False):
        for key, _ in of_version:
            said.setdefault(key, []).append(was)
    replaced = {key for key, was in said.items() if None not in was and True in was}
    found: dict[str, AttachmentRecord] = {}
    for named in reversed(keyed):
        for key, attachment in named:
            made = derived_id("attachment", item_id, *key)
            if made in found:
                continue
            before = there.get(made) or AttachmentRecord(made, item_id, 0, attachment.title)
            is_gone = key not in latest if latest else key in replaced
            gone = (before.gone or now) if is_gone else None
            number = attachment.document_number or before.document_number
            found[made] = replace(
                _stated(before, attachment.ref),
                position=len(found),
                title=attachment.title,
                document_number=number,
                gone=gone,
            )
    return list(found.values())


def attachment_id(item_id: str, title: str) -> str:
    """The id of the first attachment of this title of an item."""
    return derived_id("attachment", item_id, bare(title) or title, "1")


def _stated(record: AttachmentRecord, ref: str | None) -> AttachmentRecord:
    """*record*, of which the source states that its file is the document *ref*; None where it states nothing."""
    if ref is None or (record.source_ref or "").casefold() == ref.casefold():
        return record
    return replace(record, source_ref=ref, state=FileState.WAITING, problem=None)


_Key = tuple[str, str]  # the bare title, and which of those called so it is


def _keyed(versions: Iterable[Iterable[Attachment]]) -> list[list[tuple[_Key, Attachment]]]:
    """The attachments of each version, oldest first, each with the key that it has from its first version on."""
    by_source: dict[str, _Key] = {}
    keyed = []
    for named in versions:
        attachments = list(named)
        used = {by_source[one.source_id] for one in attachments if one.source_id in by_source}
        seen: Counter[str] = Counter()
        taken: set[_Key] = set()
        of_version: list[tuple[_Key, Attachment]] = []
        for attachment in attachments:
            key = by_source.get(attachment.source_id or "")
            if key is None or key in taken:
                key = _next_key(attachment, seen, used | taken)
            if attachment.source_id:
                by_source[attachment.source_id] = key
            taken.add(key)
            of_version.append((key, attachment))
        keyed.append(of_version)
    return keyed


def _next_key(attachment: Attachment, seen: Counter[str], used: Collection[_Key]) -> _Key:
    name = bare(attachment.title) or attachment.title
    while True:
        seen[name] += 1
        key = (name, str(seen[name]))
        if key not in used:
            return key


def file_keys(name: str) -> tuple[str, ...]:
    """What a file name is compared by: without its ending, and with it, since some titles are file names."""
    return tuple(dict.fromkeys(key for key in (bare(PurePosixPath(name).stem), bare(name)) if key))


def candidates(documents: Iterable[RemoteDocument]) -> dict[str, RemoteDocument]:
    """The files that attachments can be, by what they are compared by; of several alike PDF is taken, then by name."""
    found: dict[str, RemoteDocument] = {}
    for document in sorted(documents, key=lambda one: (one.media_type != "application/pdf", one.ref)):
        for key in file_keys(document.name):
            found.setdefault(key, document)
    return found


def file_of(title: str, files: Mapping[str, RemoteDocument]) -> RemoteDocument | None:
    """The file that an attachment of this title is, None where none lies there."""
    return files.get(bare(title))
