"""Notes, undo and search of the fake workspace."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from moedeklar.model.anchors import AnchorState, PageAnchor, TextAnchor
from moedeklar.model.changes import Kind
from moedeklar.model.errors import NotFound
from moedeklar.model.views import Hit, HitKind
from moedeklar.model.work import Colour, Note

if TYPE_CHECKING:
    from tests.fakes.workspace import FakeWorkspace

Step = Callable[[], object]


class FakeUndo:
    def __init__(self) -> None:
        self._done: list[tuple[str, Step, Step]] = []
        self._undone: list[tuple[str, Step, Step]] = []
        self._listeners: list[Callable[[], None]] = []

    def push(self, label: str, back: Step, again: Step) -> None:
        """Remember how to take a step back and again."""
        self._done.append((label, back, again))
        self._undone.clear()
        self._tell()

    def undo(self) -> str | None:
        if not self._done:
            return None
        step = self._done.pop()
        step[1]()
        self._undone.append(step)
        self._tell()
        return step[0]

    def redo(self) -> str | None:
        if not self._undone:
            return None
        step = self._undone.pop()
        step[2]()
        self._done.append(step)
        self._tell()
        return step[0]

    @property
    def can_undo(self) -> bool:
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        return bool(self._undone)

    @property
    def undo_label(self) -> str | None:
        return self._done[-1][0] if self._done else None

    @property
    def redo_label(self) -> str | None:
        return self._undone[-1][0] if self._undone else None

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        self._listeners.append(callback)
        return lambda: self._listeners.remove(callback)

    def _tell(self) -> None:
        for listener in tuple(self._listeners):
            listener()


class FakeNotes:
    def __init__(self, workspace: FakeWorkspace) -> None:
        self._workspace = workspace
        self._all: dict[str, Note] = {}
        self._next = 1

    def add(
        self,
        item_id: str,
        *,
        section: str | None = None,
        start: int | None = None,
        end: int | None = None,
        text: str = "",
        colour: Colour | None = None,
        version_id: str | None = None,
    ) -> Note:
        anchor = None
        if section is not None and start is not None and end is not None:
            content = self._workspace.meetings.item(item_id, version_id).content
            whole = dict(content.keyed_sections())[section].text
            anchor = TextAnchor.of(section, whole, start, end)
        return self._made(item_id, anchor, text, colour)

    def add_quote(self, item_id: str, quote: str, *, text: str = "", colour: Colour | None = None) -> Note:
        for key, section in self._workspace.meetings.item(item_id).content.keyed_sections():
            at = section.text.find(quote)
            if at >= 0:
                return self.add(item_id, section=key, start=at, end=at + len(quote), text=text, colour=colour)
        raise NotFound("quote_not_found", quote=quote)

    def add_on_page(
        self,
        item_id: str,
        sha256: str,
        page: int,
        rects: tuple[tuple[float, float, float, float], ...],
        quote: str,
        *,
        text: str = "",
        colour: Colour | None = None,
        attachment_id: str | None = None,
    ) -> Note:
        return self._made(item_id, PageAnchor(sha256, page, rects, quote), text, colour, attachment_id)

    def edit(self, note_id: str, *, text: str | None = None, colour: Colour | None = None) -> Note:
        before = self.get(note_id)
        after = replace(
            before,
            text=before.text if text is None else text,
            colour=colour or before.colour,
            changed=self._workspace.clock.now(),
        )
        self.put(after)
        self._workspace.undo.push("rettelse", lambda: self.put(before), lambda: self.put(after))
        return after

    def remove(self, note_id: str) -> None:
        gone = self.get(note_id)
        self.drop(note_id)
        self._workspace.undo.push("slet note", lambda: self.put(gone), lambda: self.drop(note_id))

    def get(self, note_id: str) -> Note:
        if note_id not in self._all:
            raise NotFound("not_found", id=note_id)
        return self._all[note_id]

    def list(
        self, state: AnchorState | None = None, item_id: str | None = None, sha256: str | None = None
    ) -> tuple[Note, ...]:
        found = [n for n in self._all.values() if state in (None, n.state) and item_id in (None, n.home.item_id)]
        if sha256 is not None:
            found = [n for n in found if isinstance(n.anchor, PageAnchor) and n.anchor.sha256 == sha256]
        return tuple(found)

    def confirm(self, note_id: str) -> None:
        self.put(replace(self.get(note_id), state=AnchorState.PLACED))

    def put(self, note: Note) -> None:
        """Keep *note* as it is, and tell."""
        self._all[note.id] = note
        self._workspace.changed(Kind.NOTE, note.id)

    def drop(self, note_id: str) -> None:
        """Forget a note, and tell."""
        del self._all[note_id]
        self._workspace.changed(Kind.NOTE, note_id)

    def _made(
        self,
        item_id: str,
        anchor: TextAnchor | PageAnchor | None,
        text: str,
        colour: Colour | None,
        attachment_id: str | None = None,
    ) -> Note:
        now = self._workspace.clock.now()
        note = Note(
            f"note-{self._next}",
            self._workspace.meetings.snapshot(item_id),
            text,
            colour,
            anchor,
            AnchorState.PLACED,
            now,
            now,
            attachment_id,
        )
        self._next += 1
        self.put(note)
        label = "note" if text or colour is None else "markering"
        self._workspace.undo.push(label, lambda: self.drop(note.id), lambda: self.put(note))
        return note


class FakeFinding:
    """Finds plain substrings; ranking and word forms are the store's business."""

    def __init__(self, workspace: FakeWorkspace) -> None:
        self._workspace = workspace

    def search(self, query: str, kinds: tuple[HitKind, ...] | None = None, limit: int = 50) -> tuple[Hit, ...]:
        wanted = query.strip().casefold()
        if not wanted:
            return ()
        hits = [*self._items(wanted), *self._attachments(wanted), *self._notes(wanted), *self._requests(wanted)]
        return tuple(h for h in hits if not kinds or h.kind in kinds)[:limit]

    def _items(self, wanted: str) -> list[Hit]:
        found = []
        for row in self._workspace.meetings.list():
            view = self._workspace.meetings.view(row.id)
            for item_id, item in zip(view.item_ids, view.content.items, strict=True):
                places = [(key, s.text) for key, s in item.keyed_sections() if wanted in s.text.casefold()]
                if not places and wanted not in item.title.casefold():
                    continue
                key, text = places[0] if places else (None, item.title)
                at = text.casefold().find(wanted)
                found.append(
                    Hit(
                        HitKind.ITEM,
                        item_id,
                        row.id,
                        item_id,
                        None,
                        item.title,
                        _snippet(text, at, len(wanted)),
                        row.committee,
                        row.start,
                        key,
                        at if key else 0,
                        at + len(wanted) if key else 0,
                    )
                )
        return found

    def _attachments(self, wanted: str) -> list[Hit]:
        found = []
        for row in self._workspace.meetings.list():
            for item_id in self._workspace.meetings.view(row.id).item_ids:
                for attachment in self._workspace.meetings.item(item_id).attachments:
                    at = attachment.title.casefold().find(wanted)
                    if at >= 0 and attachment.sha256:
                        found.append(
                            Hit(
                                HitKind.ATTACHMENT,
                                attachment.id,
                                row.id,
                                item_id,
                                attachment.id,
                                attachment.title,
                                _snippet(attachment.title, at, len(wanted)),
                                row.committee,
                                row.start,
                                page=0,
                            )
                        )
        return found

    def _notes(self, wanted: str) -> list[Hit]:
        found = []
        for note in self._workspace.notes.list():
            text = note.text or note.quote
            at = text.casefold().find(wanted)
            if at >= 0:
                home = note.home
                found.append(
                    Hit(
                        HitKind.NOTE,
                        note.id,
                        home.meeting_id,
                        home.item_id,
                        note.attachment_id,
                        home.title,
                        _snippet(text, at, len(wanted)),
                        home.committee,
                        home.start,
                    )
                )
        return found

    def _requests(self, wanted: str) -> list[Hit]:
        found = []
        for row in self._workspace.requests.list():
            draft = row.request.draft
            at = draft.title.casefold().find(wanted)
            if at >= 0:
                found.append(
                    Hit(
                        HitKind.REQUEST,
                        row.request.id,
                        draft.meeting_id,
                        None,
                        None,
                        draft.title,
                        _snippet(draft.title, at, len(wanted)),
                        draft.committee,
                        row.meeting_start,
                    )
                )
        return found


def _snippet(text: str, at: int, length: int) -> str:
    begin = max(0, at - 40)
    return f"{text[begin:at]}\ue000{text[at : at + length]}\ue001{text[at + length : at + length + 60]}"
