"""Which attachments an item has over its versions, and which file of the source each of them is. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from moedeklar.model.agenda import Attachment
from moedeklar.model.ids import derived_id
from moedeklar.model.text import bare
from moedeklar.sources.base import RemoteDocument
from moedeklar.store.attachments import AttachmentRecord


def named_over_versions(
    item_id: str,
    versions: Sequence[Sequence[Attachment]],
    known: Iterable[AttachmentRecord],
    now: str,
) -> list[AttachmentRecord]:
    """The attachments of an item that its *versions* name, oldest version first; the last one is how it stands.

    An attachment is known by its title over all versions. It is gone when the item as it stands names others and not
    this one; where it names none at all, as many minutes do, nothing is gone.
    """
    there = {record.id: record for record in known}
    latest = {key for key, _ in _keyed(versions[-1])} if versions else set()
    found: dict[str, AttachmentRecord] = {}
    for named in reversed(versions):
        for key, attachment in _keyed(named):
            made = derived_id("attachment", item_id, *key)
            if made in found:
                continue
            before = there.get(made) or AttachmentRecord(made, item_id, 0, attachment.title)
            gone = (before.gone or now) if latest and key not in latest else None
            number = attachment.document_number or before.document_number
            found[made] = replace(
                before, position=len(found), title=attachment.title, document_number=number, gone=gone
            )
    return list(found.values())


def _keyed(named: Iterable[Attachment]) -> list[tuple[tuple[str, str], Attachment]]:
    seen: Counter[str] = Counter()
    keyed = []
    for attachment in named:
        name = bare(attachment.title) or attachment.title
        seen[name] += 1
        keyed.append(((name, str(seen[name])), attachment))
    return keyed


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
