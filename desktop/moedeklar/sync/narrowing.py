"""A run over one meeting alone. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from moedeklar.model.text import committee_key
from moedeklar.sources.base import Listing, RemoteDocument, Use
from moedeklar.store.known import KnownDocument, KnownMeeting
from moedeklar.sync.discovery import Findings
from moedeklar.sync.states import file_of_entry, is_lasting


def narrow(
    findings: Findings,
    listing: Listing,
    meeting: KnownMeeting,
    documents: Collection[KnownDocument],
    *,
    stated: bool,
) -> None:
    """Leave in *findings* what is of *meeting*, of which *documents* are known; everything else stays as it is.

    What a network has of it is fetched again also where nothing shows that it has changed. Nothing is gone. *stated*
    says that the source's documents are records.
    """
    refs = {document.ref for document in documents if document.meeting_id == meeting.id}
    groups = {document.group for document in listing.documents if document.ref in refs} - {""}

    def is_of_it(document: RemoteDocument) -> bool:
        if document.ref in refs or document.group in groups:
            return True
        day = document.start.day.isoformat() if document.start else ""
        return bool(day) and (committee_key(document.committee), day) == (meeting.committee_key, meeting.start[:10])

    elsewhere = {document.ref for document in findings.fresh if not is_of_it(document)}
    findings.fresh = [document for document in findings.fresh if document.ref not in elsewhere]
    listed = {document.ref: document for document in listing.documents}
    for ref in sorted(refs & findings.unchanged.keys()) if stated else ():
        entry = findings.unchanged[ref]
        unlisted = replace(file_of_entry(entry), use=Use.RECORD, group=meeting.id, recheck=listing.partial)
        document = listed.get(ref, unlisted)
        if is_lasting(document):
            del findings.unchanged[ref]
            findings.hashes.pop(ref, None)
            findings.fresh.append(document)
            findings.rechecked[ref] = entry
    findings.unwanted |= elsewhere | {entry.ref for entry in findings.gone}
    findings.gone = []
    findings.put_aside = []
