"""Notes and highlights, each step undoable."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from moedeklar.member.highlights import Overlap, overlap, trimmed
from moedeklar.member.quotes import find_quote
from moedeklar.member.undo import Undo
from moedeklar.model.agenda import AgendaItem
from moedeklar.model.anchors import AnchorState, PageAnchor, TextAnchor
from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.errors import MoedeklarError, NotFound
from moedeklar.model.ids import new_id
from moedeklar.model.text import canonical
from moedeklar.model.work import Colour, Note
from moedeklar.store import annotations as rows
from moedeklar.store import meetings
from moedeklar.store.database import Database
from moedeklar.store.store import Store
from moedeklar.sync.anchoring import place_text
from moedeklar.wording.language import pgettext

Rect = tuple[float, float, float, float]
Step = Callable[[Database], None]
Done = tuple[Note, Step, Step]
"""What a write made, how to take it back, and how to do it again."""

_SHOWN = 80  # code points of a quote that a message repeats


class Notes:
    """A person's notes. Every mutating call blocks until it is stored, and can be undone."""

    def __init__(self, store: Store, undo: Undo) -> None:
        self._store = store
        self._undo = undo

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
        """A note on a passage (`section` is a key of the item's, the offsets code points of its text) or on the item.

        A passage with neither text nor colour becomes a yellow highlight. A bare highlight joins with others of its
        colour that it overlaps and takes its passage from those of another (`member.highlights`). Offsets are of the
        version *version_id*, or of the newest; a note made in an old version is put on its words in the newest.
        Raises NotFound, and MoedeklarError note_empty or passage_outside.
        """

        def work(db: Database) -> Done:
            if section is None:
                if not text.strip():
                    raise MoedeklarError("note_empty")
                return self._plain(db, self._new(db, item_id, text, colour))
            shown = colour if colour or text else Colour.YELLOW
            content = meetings.item_content(db, item_id, version_id)
            anchor = _passage(content, section, start, end)
            state = AnchorState.PLACED
            if version_id is not None:
                newest = meetings.item_content(db, item_id)
                anchor, state = place_text(anchor, _texts(newest), _texts(content))
                content = newest
            note = self._new(db, item_id, text, shown, anchor, state)
            if text or shown is None or state not in (AnchorState.PLACED, AnchorState.MOVED):
                return self._plain(db, note)
            return self._highlighted(db, note, shown, anchor, _texts(content)[anchor.section])

        return self._done(
            work,
            lambda: pgettext("undo", "highlight") if section is not None and not text else pgettext("undo", "note"),
        )

    def add_quote(self, item_id: str, quote: str, *, text: str = "", colour: Colour | None = None) -> Note:
        """A note on the first place where *quote* stands in the newest version (`member.quotes`).

        Raises NotFound: not_found for the item, quote_not_found.
        """
        found = find_quote(self._store.read(lambda db: meetings.item_content(db, item_id)), quote)
        if found is None:
            raise NotFound("quote_not_found", quote=canonical(quote)[:_SHOWN])
        section, start, end = found
        return self.add(item_id, section=section, start=start, end=end, text=text, colour=colour)

    def add_on_page(
        self,
        item_id: str,
        sha256: str,
        page: int,
        rects: Iterable[Rect],
        quote: str,
        *,
        text: str = "",
        colour: Colour | None = None,
        attachment_id: str | None = None,
    ) -> Note:
        """A note on a page (from 0) of the file *sha256*: an attachment of the item, or a document of its meeting.

        *rects* are in unrotated PDF points. Raises NotFound, MoedeklarError note_empty.
        """
        anchor = PageAnchor(sha256, page, tuple(rects), canonical(quote))
        if not anchor.rects and not text.strip():
            raise MoedeklarError("note_empty")
        shown = colour if colour or text else Colour.YELLOW

        def work(db: Database) -> Done:
            note = self._new(db, item_id, text, shown, anchor)
            return self._plain(db, replace(note, attachment_id=attachment_id))

        return self._done(work, lambda: pgettext("undo", "note") if text else pgettext("undo", "highlight"))

    def edit(self, note_id: str, *, text: str | None = None, colour: Colour | None = None) -> Note:
        """Change the words, the colour, or both; None leaves as it is. Raises NotFound."""

        def work(db: Database) -> Done:
            before = rows.get(db, note_id)
            words = before.text if text is None else text
            after = rows.put(db, self._now(replace(before, text=words, colour=colour or before.colour)))
            return (
                after,
                # Only these two: where it stands may have changed since, by a new version.
                lambda db: self._rewrite(db, note_id, before.text, before.colour),
                lambda db: self._rewrite(db, note_id, after.text, after.colour),
            )

        return self._done(work, lambda: pgettext("undo", "change to a note"))

    def remove(self, note_id: str) -> None:
        """Remove the note; undone, it is back with its id. Raises NotFound."""

        def work(db: Database) -> Done:
            gone = rows.remove(db, note_id, self._store.clock.now())
            return gone, lambda db: self._back(db, gone), lambda db: self._away(db, gone)

        self._done(work, lambda: pgettext("undo", "removal of a note"))

    def confirm(self, note_id: str) -> None:
        """Accept where a note that is to be checked was put: it is about the words there now. Raises NotFound."""

        def work(db: Database) -> Done:
            before = rows.get(db, note_id)
            after = self._now(replace(before, state=AnchorState.PLACED, anchor=_accepted(db, before)))
            rows.put(db, after)
            return after, lambda db: self._replaced(db, before), lambda db: self._replaced(db, after)

        self._done(work, lambda: pgettext("undo", "confirmed place of a note"))

    def get(self, note_id: str) -> Note:
        """The note. Raises NotFound."""
        return self._store.read(lambda db: rows.get(db, note_id))

    def list(
        self, state: AnchorState | None = None, item_id: str | None = None, sha256: str | None = None
    ) -> tuple[Note, ...]:
        """The notes that are all of this, oldest first."""
        return self._store.read(lambda db: rows.find(db, state=state, item_id=item_id, sha256=sha256))

    def _new(
        self,
        db: Database,
        item_id: str,
        text: str,
        colour: Colour | None,
        anchor: TextAnchor | PageAnchor | None = None,
        state: AnchorState = AnchorState.PLACED,
    ) -> Note:
        home, now = meetings.home_for_new(db, item_id), self._store.clock.now()
        return Note(new_id("note"), home, text, colour, anchor, state, now, now)

    def _plain(self, db: Database, note: Note) -> Done:
        rows.put(db, note)
        return note, lambda db: self._away(db, note), lambda db: self._back(db, note)

    def _highlighted(self, db: Database, note: Note, colour: Colour, anchor: TextAnchor, text: str) -> Done:
        found = overlap(anchor, colour, text, rows.find(db, item_id=note.home.item_id))
        if found.same is not None:
            return found.same, _nothing, _nothing
        made = replace(note, anchor=found.anchor)
        halves = tuple(replace(half, id=new_id("note")) for half in found.halves)
        before = tuple(rows.get(db, short.id) for short in found.shorter)
        added = (made, *halves)
        for one in (*added, *map(self._now, found.shorter)):
            rows.put(db, one)
        self._away(db, *found.gone)
        return made, self._unhighlight(added, before, found), self._rehighlight(added, found)

    def _unhighlight(self, added: tuple[Note, ...], before: tuple[Note, ...], found: Overlap) -> Step:
        def undo(db: Database) -> None:
            self._away(db, *added)
            self._replaced(db, *before)
            self._back(db, *found.gone)

        return undo

    def _rehighlight(self, added: tuple[Note, ...], found: Overlap) -> Step:
        def redo(db: Database) -> None:
            self._away(db, *found.gone)
            self._replaced(db, *found.shorter)
            self._back(db, *added)

        return redo

    def _away(self, db: Database, *notes: Note) -> None:
        for note in notes:
            rows.remove(db, note.id, self._store.clock.now())

    def _back(self, db: Database, *notes: Note) -> None:
        for note in notes:
            rows.bring_back(db, note.id, self._store.clock.now())

    def _replaced(self, db: Database, *notes: Note) -> None:
        for note in notes:
            now = rows.get(db, note.id)
            rows.put(db, self._now(replace(now, anchor=note.anchor, state=note.state)))

    def _rewrite(self, db: Database, note_id: str, text: str, colour: Colour | None) -> None:
        rows.put(db, self._now(replace(rows.get(db, note_id), text=text, colour=colour)))

    def _now(self, note: Note) -> Note:
        return replace(note, changed=self._store.clock.now())

    def _done(
        self,
        work: Callable[[Database], Done],
        label: Callable[[], str],
    ) -> Note:
        """Store what *work* does, and remember how to take it back. All steps touch notes of any id."""

        def change(db: Database) -> tuple[Done, ChangeSet]:
            done = work(db)
            return done, ChangeSet() if done[1] is _nothing else ChangeSet.of(Kind.NOTE)

        note, undo, redo = self._store.write(change)
        if undo is not _nothing:
            self._undo.push(label, lambda: self._step(undo), lambda: self._step(redo))
        return note

    def _step(self, step: Step) -> None:
        def change(db: Database) -> tuple[None, ChangeSet]:
            step(db)
            return None, ChangeSet.of(Kind.NOTE)

        self._store.write(change)


def _nothing(db: Database) -> None:
    """The step that takes back what did nothing."""


def _texts(item: AgendaItem) -> dict[str, str]:
    return {key: section.text for key, section in item.keyed_sections()}


def _passage(item: AgendaItem, section: str, start: int | None, end: int | None) -> TextAnchor:
    text = _texts(item).get(section)
    if text is None:
        raise NotFound("section_not_found", section=section)
    if start is None or end is None or not 0 <= start < end <= len(text):
        raise MoedeklarError("passage_outside")
    first, last = trimmed(text, start, end)
    if first >= last:
        raise MoedeklarError("passage_outside")
    return TextAnchor.of(section, text, first, last)


def _accepted(db: Database, note: Note) -> TextAnchor | PageAnchor | None:
    anchor = note.anchor
    if not isinstance(anchor, TextAnchor):
        return anchor
    text = _texts(meetings.item_content(db, note.home.item_id)).get(anchor.section, "")
    stands = 0 <= anchor.start < anchor.end <= len(text)
    return TextAnchor.of(anchor.section, text, anchor.start, anchor.end) if stands else anchor
