"""Under which names the objects of a feed stand, and at which addresses. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from moedeklar.model.ids import derived_id
from moedeklar.model.text import committee_key
from moedeklar.secretary.publishing.records import FeedFile

SYSTEM = "system.json"
BODIES = "bodies.json"
BODY = "body.json"
ORGANIZATIONS = "organizations.json"
PERSONS = "persons.json"
INDEX = "index.html"
STYLE = "moedeklar.css"
NO_MEETINGS = "meetings/none.json"
NO_PAPERS = "papers/none.json"

# The endings that files are served under; a web server tells the kind of content by them.
ENDINGS = {
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/csv": ".csv",
    "application/rtf": ".rtf",
    "application/msword": ".doc",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.ms-powerpoint": ".ppt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/vnd.oasis.opendocument.presentation": ".odp",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/tiff": ".tif",
    "application/zip": ".zip",
}


def object_name(kind: str, object_id: str) -> str:
    """The name of a single object: "meeting/meeting-0123.json"."""
    return f"{kind}/{object_id}.json"


def page_name(kind: str, month: str) -> str:
    """The name of a page of a list: "meetings/2026-05.json"."""
    return f"{kind}/{month}.json"


def web_name(meeting_id: str) -> str:
    """The name of a meeting's web page."""
    return f"meeting/{meeting_id}.html"


def file_name(file: FeedFile) -> str:
    """The name of a file: by its content, so that a name never stands for two."""
    return f"files/{file.sha256[:2]}/{file.sha256[:40]}{ENDINGS.get(file.media_type, '.bin')}"


def organization_id(committee: str) -> str:
    """The id of a committee, the same over its terms."""
    return derived_id("organization", committee_key(committee))


def paper_id(item_id: str) -> str:
    """The id of the paper that an item with a case number is about."""
    return derived_id("paper", item_id)


@dataclass(frozen=True, slots=True)
class Addresses:
    """Names to URLs. `base` ends with a slash."""

    base: str

    def of(self, name: str) -> str:
        """The URL of the object called *name*."""
        return self.base + name

    def object(self, kind: str, object_id: str) -> str:
        """The URL, and so the OParl id, of a single object."""
        return self.base + object_name(kind, object_id)
