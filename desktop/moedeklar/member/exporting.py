"""A person's own work in open formats: Markdown to read, and W3C Web Annotations for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from moedeklar.member.profile import Profile
from moedeklar.model.anchors import AnchorState, PageAnchor, TextAnchor
from moedeklar.model.errors import StoreError
from moedeklar.model.links import link_to
from moedeklar.model.moments import local_now
from moedeklar.model.work import Bookmark, ItemSnapshot, Note
from moedeklar.store import annotations as note_rows
from moedeklar.store import bookmarks as bookmark_rows
from moedeklar.store.atomic import write_atomically
from moedeklar.store.standing import closed_among
from moedeklar.store.store import Store
from moedeklar.wording.dates import meeting_time
from moedeklar.wording.language import _
from moedeklar.wording.names import committee_name, item_title

NOTES, ANNOTATIONS = "moedeklar-notes.md", "moedeklar-notes.jsonld"
_CONTEXT = "http://www.w3.org/ns/anno.jsonld"


class Exporting:
    """Writes what a person noted to a folder. Blocks."""

    def __init__(self, profile: Profile, store: Store) -> None:
        self._profile = profile
        self._store = store

    def notes(self, folder: Path | str, *, with_closed: bool = False) -> tuple[Path, ...]:
        """Write all notes, highlights and bookmarks to *folder*, which is made; the files. Older ones are replaced.

        What is on closed items is left out but *with_closed*. Raises StoreError: export_in_profile, path_is_file,
        store_denied, disk_full, store_io.
        """
        target = Path(folder).expanduser().absolute()
        profile = self._profile.folder.resolve()
        if profile in (target.resolve(), *target.resolve().parents):
            raise StoreError("export_in_profile", path=str(target))
        noted, marked = self._store.read(lambda db: (note_rows.find(db), bookmark_rows.find(db)))
        if not with_closed:
            ids = {one.home.item_id for one in noted} | {one.home.item_id for one in marked}
            closed = self._store.read(lambda db: closed_among(db, ids))
            noted = tuple(one for one in noted if one.home.item_id not in closed)
            marked = tuple(one for one in marked if one.home.item_id not in closed)
        try:
            target.mkdir(parents=True, exist_ok=True)
        except FileExistsError as error:
            raise StoreError("path_is_file", path=str(target)) from error
        except OSError as error:
            raise StoreError("store_denied", path=str(target)) from error
        files = {NOTES: markdown(noted, marked), ANNOTATIONS: web_annotations(noted, marked)}
        for name, text in files.items():
            write_atomically(target / name, text.encode())
        return tuple(target / name for name in files)

    def everything(self, folder: Path | str, save: Callable[[Path], object]) -> tuple[Path, ...]:
        """Write all notes, also on closed items, and by *save* a backup of today; the files. Raises as `notes`."""
        notes = self.notes(folder, with_closed=True)
        backup = notes[0].with_name(f"moedeklar-{local_now(self._store.clock):%Y-%m-%d}.moedeklar")
        save(backup)
        return (*notes, backup)


def markdown(noted: Iterable[Note], marked: Iterable[Bookmark]) -> str:
    """Notes and bookmarks under their meetings and items, the earliest meeting first."""
    of_item: dict[str, tuple[ItemSnapshot, list[str]]] = {}
    for note in noted:
        of_item.setdefault(note.home.item_id, (note.home, []))[1].append(_note_lines(note))
    for mark in marked:
        of_item.setdefault(mark.home.item_id, (mark.home, []))[1].append(_mark_line(mark))
    homes = sorted(of_item.values(), key=lambda one: _order(one[0]))
    lines, meeting = ["# " + _("My notes")], None
    for home, parts in homes:
        if home.meeting_id != meeting:
            meeting = home.meeting_id
            lines.append(f"## {committee_name(home.committee)}, {meeting_time(home.start)}")
        number = f"{home.number}. " if home.number else ""
        lines.append(f"### {number}{_line(item_title(home.title))}")
        lines += parts
    return "\n\n".join(lines) + "\n"


def _order(home: ItemSnapshot) -> tuple[Any, ...]:
    digits = "".join(filter(str.isdigit, home.number or ""))
    return (home.start is None, home.start.isoformat() if home.start else "", home.meeting_id, int(digits or 0))


def _note_lines(note: Note) -> str:
    parts = []
    if note.quote:
        parts.append("\n".join(f"> {line}" for line in note.quote.splitlines()))
    if isinstance(note.anchor, PageAnchor):
        parts.append("*" + _page(note.anchor.page) + "*")
    if note.text:
        parts.append(note.text)
    if note.state is AnchorState.UNPLACED:
        parts.append("*" + _("its passage is gone") + "*")
    return "\n\n".join(parts) or "*" + _("A note without words") + "*"


def _mark_line(mark: Bookmark) -> str:
    page = ", " + _page(mark.page) if mark.page is not None else ""
    return "- " + _("Bookmark") + f": {_line(mark.name or item_title(mark.home.title))}{page}"


def _page(page: int) -> str:
    return _("page {n}").format(n=page + 1)


def _line(text: str) -> str:
    return " ".join(text.split())


def web_annotations(noted: Sequence[Note], marked: Sequence[Bookmark]) -> str:
    """An AnnotationPage of the W3C Web Annotation Data Model (https://www.w3.org/TR/annotation-model/)."""
    items = [*(_annotation(note) for note in noted), *(_bookmarking(mark) for mark in marked)]
    page = {"@context": _CONTEXT, "id": "urn:moedeklar:notes", "type": "AnnotationPage", "items": items}
    return json.dumps(page, ensure_ascii=False, indent=2) + "\n"


def _annotation(note: Note) -> dict[str, Any]:
    body: list[dict[str, Any]] = []
    if note.text:
        body.append({"type": "TextualBody", "value": note.text, "format": "text/plain", "purpose": "commenting"})
    if note.colour is not None:
        body.append({"type": "TextualBody", "value": note.colour.value, "purpose": "tagging"})
    return {
        "id": f"urn:moedeklar:{note.id}",
        "type": "Annotation",
        "motivation": "commenting" if note.text else "highlighting",
        "created": note.created.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "modified": note.changed.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "body": body,
        "target": _target(note),
    }


def _target(note: Note) -> dict[str, Any]:
    source = {"id": link_to(note.home.meeting_id, note.home.item_id), "dc:title": item_title(note.home.title)}
    anchor = note.anchor
    if anchor is None:
        return {"type": "SpecificResource", "source": source}
    quote: dict[str, Any] = {"type": "TextQuoteSelector", "exact": anchor.quote}
    if isinstance(anchor, TextAnchor):
        quote |= {"prefix": anchor.prefix, "suffix": anchor.suffix}
        place = {"type": "FragmentSelector", "value": anchor.section, "refinedBy": _position(anchor, quote)}
        return {"type": "SpecificResource", "source": source, "selector": place}
    page = {
        "type": "FragmentSelector",
        "conformsTo": "http://tools.ietf.org/rfc/rfc3778",
        "value": f"page={anchor.page + 1}",
        "refinedBy": quote,
    }
    return {"type": "SpecificResource", "source": {"id": f"urn:sha256:{anchor.sha256}"}, "selector": page}


def _position(anchor: TextAnchor, quote: dict[str, Any]) -> list[dict[str, Any]]:
    return [quote, {"type": "TextPositionSelector", "start": anchor.start, "end": anchor.end}]


def _bookmarking(mark: Bookmark) -> dict[str, Any]:
    return {
        "id": f"urn:moedeklar:{mark.id}",
        "type": "Annotation",
        "motivation": "bookmarking",
        "created": mark.created.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "bodyValue": mark.name,
        "target": link_to(mark.home.meeting_id, mark.home.item_id),
    }
