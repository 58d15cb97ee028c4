"""The announcement inside an item that a person means: to write a note on it, and to cite it."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication

from moedeklar.model.announced import Announcement
from moedeklar.ui.reader.list_column import ListColumn
from moedeklar.ui.reader.middle import MiddleColumn
from moedeklar.ui.reader.positions import Passage
from moedeklar.ui.reader.session import ReaderSession
from moedeklar.wording.citation import citation
from moedeklar.wording.language import _


class Inside:
    """Knows which announcement is chosen in the list, or has the caret of the text in it. UI thread."""

    def __init__(self, session: ReaderSession, column: ListColumn, middle: MiddleColumn) -> None:
        self._session = session
        self._column = column
        self._middle = middle

    @property
    def chosen(self) -> Announcement | None:
        """The announcement meant, None where it is none."""
        if self._column.list.hasFocus():
            entry = self._column.entry
            return entry if isinstance(entry, Announcement) else None
        text = self._middle.text
        place = text.positions.place(text.textCursor().position())
        return next((one for one in self._announcements() if place is not None and _holds(one, *place)), None)

    def passages(self) -> tuple[Passage, ...]:
        """The passage of the announcement meant, where there is one and the text holds it."""
        chosen = self.chosen
        spot = chosen.spot if chosen is not None else None
        return (Passage(spot.section, spot.start, spot.end),) if spot is not None else ()

    def cite(self) -> None:
        """The announcement meant, or the item, as a citation to the clipboard."""
        view, meeting = self._session.item, self._session.meeting
        if view is None or meeting is None:
            return
        chosen = self.chosen
        number, title = (chosen.number, chosen.title) if chosen else (view.content.number or "", view.row.title)
        words = citation(meeting.row.committee, meeting.row.start, number, title)
        QGuiApplication.clipboard().setText(words)
        self._middle.say(_("Copied: {words}").format(words=words))

    def _announcements(self) -> tuple[Announcement, ...]:
        view, meeting = self._session.item, self._session.meeting
        if view is None or meeting is None:
            return ()
        return tuple(one for one in meeting.announcements if one.item_id == view.row.id)


def _holds(one: Announcement, section: str, offset: int) -> bool:
    spot = one.spot
    return spot is not None and spot.section == section and spot.start <= offset <= spot.end
