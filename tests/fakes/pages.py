"""`PagesWorkspace`: the fake workspace with real files behind the attachments of one item, and a real PDF process."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from moedeklar.model.errors import NotFound
from moedeklar.model.views import AttachmentView, DocumentInfo, FileState, ItemView
from moedeklar.pdf.client import PdfClient
from tests.fakes.meetings import FakeMeetings
from tests.fakes.workspace import FakeWorkspace

ITEM = "bi-2"


class FakeFiles(FakeMeetings):
    """Meetings of the fake workspace, where `ITEM` has the files that a test gives it."""

    def __init__(self, workspace: FakeWorkspace) -> None:
        super().__init__(workspace)
        self.views: list[AttachmentView] = []
        self.data: dict[str, bytes] = {}
        self.documents: dict[str, DocumentInfo] = {}

    def item(self, item_id: str, version_id: str | None = None) -> ItemView:
        found = super().item(item_id, version_id)
        return replace(found, attachments=tuple(self.views)) if item_id == ITEM else found

    def attachment(self, attachment_id: str) -> AttachmentView:
        found = [view for view in self.views if view.id == attachment_id]
        if not found:
            raise NotFound("not_found", id=attachment_id)
        return found[0]

    def document(self, document_id: str) -> DocumentInfo:
        return self.documents[document_id] if document_id in self.documents else super().document(document_id)

    def file_bytes(self, sha256: str) -> bytes:
        return self.data[sha256]


class PagesWorkspace(FakeWorkspace):
    """Close its `pdf` at the end."""

    def __init__(self, *, timeout: float = 15) -> None:
        super().__init__()
        self.meetings: FakeFiles = FakeFiles(self)
        self.pdf: PdfClient = PdfClient(timeout=timeout)

    def add_attachment(self, data: bytes, title: str, media_type: str = "application/pdf") -> AttachmentView:
        """Put a file behind a new attachment of `ITEM`."""
        sha = hashlib.sha256(data).hexdigest()
        number = len(self.meetings.views) + 1
        view = AttachmentView(f"att-{number}", title, None, FileState.PRESENT, sha, media_type, len(data))
        self.meetings.views.append(view)
        self.meetings.data[sha] = data
        return view

    def add_missing(self, title: str) -> AttachmentView:
        """An attachment that is named in the papers only."""
        view = AttachmentView(f"att-{len(self.meetings.views) + 1}", title, None, FileState.NOT_IN_SOURCE)
        self.meetings.views.append(view)
        return view

    def add_document(self, data: bytes, name: str) -> DocumentInfo:
        """Put a file behind a document of a meeting."""
        sha = hashlib.sha256(data).hexdigest()
        found = DocumentInfo(f"doc-{len(self.meetings.documents) + 1}", name, sha, "application/pdf")
        self.meetings.documents[found.id] = found
        self.meetings.data[sha] = data
        return found
