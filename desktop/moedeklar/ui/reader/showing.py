"""Shows what the session answers: the meeting in the list, the item as a document, its notes and marks."""

from __future__ import annotations

from collections.abc import Callable

from moedeklar.model.anchors import AnchorState, TextAnchor
from moedeklar.model.views import ItemView, MeetingView
from moedeklar.ui.reader import words
from moedeklar.ui.reader.commands import ReaderActions
from moedeklar.ui.reader.document import Around, build_item
from moedeklar.ui.reader.doing import Parts, ReaderDoing
from moedeklar.ui.reader.positions import Passage
from moedeklar.ui.reader.session import ReaderSession
from moedeklar.ui.reader.text import Mark
from moedeklar.ui.reader.writer import Look
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.banner import Banner
from moedeklar.wording.language import _


class ReaderShowing:
    """Keeps the columns as the newest answers say; builds the document anew only when it would differ. UI thread."""

    def __init__(
        self,
        session: ReaderSession,
        theme: Theme,
        parts: Parts,
        doing: ReaderDoing,
        commands: ReaderActions,
        show_nothing: Callable[[MeetingView | None], None],
        percent: int,
    ) -> None:
        self._session = session
        self._theme = theme
        self._parts = parts
        self._text = parts.middle.text
        self._doing = doing
        self._commands = commands
        self._show_nothing = show_nothing
        self.percent = percent
        self._built_for: tuple[object, ...] | None = None

    def meeting(self, view: MeetingView) -> None:
        """Show the meeting; where no item was found in it, say so."""
        self._parts.list.show_meeting(view)
        self._show_nothing(None if view.items else view)
        self._parts.middle.set_banner(self._version_banner(view))

    def _version_banner(self, view: MeetingView) -> Banner | None:
        if view.row.withdrawn:
            said = _("This meeting has been withdrawn by its source. Your notes are kept.")
            return Banner(self._theme, "warn", said, dismissible=False)
        if self._session.newest:
            return None
        said = _("You are reading an older version: {version}.").format(version=words.version_label(view.version))
        banner = Banner(self._theme, "warn", said, dismissible=False)
        newest = view.row.versions[-1].id
        banner.add_action(_("Show the newest"), lambda: self._doing.choose_version(newest))
        return banner

    def item(self, view: ItemView | None) -> None:
        """Show the item. What is the same as before is left alone, with scroll place and selection."""
        self._commands.show_item(view)
        if view is None:
            return
        self._parts.list.choose(view.row.id)
        fresh = self._built_for is None or self._built_for[:2] != (view.row.id, view.version_id)
        if self._built_for != self._key(view):
            self._build(view, keep_place=not fresh)
        self._show_marks(view)
        self._parts.notes.show_item(view, self._session.now(), self._around(view).committee)
        self._parts.middle.say(words.item_state(view.row))
        self._doing.go_where_asked(fresh=fresh)

    def again(self) -> None:
        """Build the document anew: the theme or the size has changed."""
        if self._session.item is not None:
            self._build(self._session.item, keep_place=True)
            self._show_marks(self._session.item)

    def _key(self, view: ItemView) -> tuple[object, ...]:
        """What the document is made of: while this stays the same it is not built anew."""
        return (
            *(view.row.id, view.version_id, view.content, view.attachments, view.earlier, view.corrections),
            view.recognised,
            *(self._around(view), self.percent, self._theme.colours.name),
        )

    def _around(self, view: ItemView) -> Around:
        meeting = self._session.meeting
        if meeting is None:
            return Around("")
        coming = tuple(one for one in meeting.coming if one.item_id == view.row.id)
        return Around(meeting.row.committee, coming, "no_items_found" in meeting.content.warnings)

    def _build(self, view: ItemView, *, keep_place: bool) -> None:
        place = self._text.reading_place() if keep_place else None
        look = Look(self._theme.colours, self._theme.fonts, self.percent)
        self._parts.popup.hide()
        self._text.show_item(build_item(view, self._around(view), look))
        self._built_for = self._key(view)
        if place is not None:
            self._text.show_place(*place)

    def _show_marks(self, view: ItemView) -> None:
        self._text.set_marks(
            Mark(note.id, Passage(note.anchor.section, note.anchor.start, note.anchor.end), note.colour)
            for note in view.notes
            if isinstance(note.anchor, TextAnchor) and note.state is not AnchorState.UNPLACED
        )
