"""Fetching only one meeting: the one that is shown, or that of a row, by key or from the row's menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from moedeklar.ui.navigation import Navigator, Screen, Target
from moedeklar.ui.rows import RowButton
from moedeklar.wording.language import _


def row_at(widget: QWidget | None) -> RowButton | None:
    """The row that *widget* is, or is in."""
    while widget is not None and not isinstance(widget, RowButton):
        widget = widget.parentWidget()
    return widget


def meeting_of(target: Target | None) -> str | None:
    """The meeting that *target* shows."""
    shows = target is not None and target.screen in (Screen.MEETING, Screen.PAGES)
    return target.meeting if target is not None and shows else None


class OneMeeting(QObject):
    """Looks after the rows of *content*, of whichever screen. *fetch* gets a meeting's id; *tell* shows a banner."""

    def __init__(
        self,
        content: QWidget,
        navigator: Navigator,
        fetch: Callable[[str], object],
        tell: Callable[[str, str], object],
    ) -> None:
        super().__init__(content)
        self._content = content
        self._navigator = navigator
        self._fetch = fetch
        self._tell = tell
        content.installEventFilter(self)

    def fetch(self) -> None:
        """Fetch only the meeting of the row that has the keyboard, or that is shown."""
        row = row_at(QApplication.focusWidget())
        meeting = meeting_of(row.line.target if row is not None else self._navigator.current)
        if meeting is not None:
            self._fetch(meeting)
        else:
            self._tell("info", _("Open a meeting first, or choose it in a list; then only that one is fetched."))

    def menu_at(self, widget: QWidget | None) -> QMenu | None:
        """The menu for the row at *widget*; None where no meeting stands there."""
        row = row_at(widget)
        meeting = meeting_of(row.line.target) if row is not None else None
        if row is None or meeting is None:
            return None
        target, navigator, fetch = row.line.target, self._navigator, self._fetch
        menu = QMenu(self._content)
        menu.addAction(_("Open"), lambda: navigator.go(target))
        menu.addAction(_("Fetch only this meeting"), lambda: fetch(meeting))
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """A menu is asked for where nothing in the content had one of its own."""
        if watched is not self._content or not isinstance(event, QContextMenuEvent):
            return False
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        menu = self.menu_at(QApplication.focusWidget() if by_key else self._content.childAt(event.pos()))
        if menu is None:
            return False
        menu.popup(event.globalPos())
        return True
