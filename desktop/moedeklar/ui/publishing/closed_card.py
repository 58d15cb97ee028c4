"""Closed items for members alone: a place of its own, the members' keys, and a publish apart from the open one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from moedeklar.model.errors import MoedeklarError
from moedeklar.secretary.publishing.closed import ClosedPlan, MemberKey
from moedeklar.secretary.publishing.feeds import Feed
from moedeklar.ui.lines import Tone
from moedeklar.ui.publishing.fields import Field, form_grid, needed, start_of
from moedeklar.ui.publishing.jobs import Session
from moedeklar.ui.publishing.lines import IconLine
from moedeklar.ui.publishing.words import meeting_called
from moedeklar.ui.requests.state import StateLine
from moedeklar.ui.rows import words
from moedeklar.ui.screen import clear_layout
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.card import Card
from moedeklar.ui.widgets.files import choose_files, choose_folder
from moedeklar.wording.errors import error_sentence
from moedeklar.wording.language import _, ngettext

KEY_SHOWN = 16  # letters of a key that are shown: enough to tell two apart


class ClosedCard(Card):
    """`kept` carries the feed with another place or other members; `keys_wanted` paths of files with keys.

    `look_wanted` and `publish_wanted` are of closed items alone. `choose` and `choose_keys` may be replaced.
    """

    kept = Signal(object)
    keys_wanted = Signal(object)
    look_wanted = Signal()
    publish_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(_("Closed items, for members alone"), parent)
        self._theme = theme
        self._feed = Feed("", "", "")
        self.choose: Callable[[], str] = self._ask_folder
        self.choose_keys: Callable[[], tuple[str, ...]] = self._ask_keys
        said = _(
            "Apart from the feed, closed items can be put in a place that only members may read, encrypted for each"
            " member's own key. Members send you a file with their key, which they save in their settings."
        )
        self.body.addWidget(words(said, "muted"))
        self.set_up = QPushButton(_("Set up …"))
        self.set_up.setAccessibleName(_("Set up a place for closed items …"))
        set_role(self.set_up, "quiet")
        self.set_up.clicked.connect(lambda _checked=False: self._open())
        row = QHBoxLayout()
        row.addWidget(self.set_up)
        row.addStretch(1)
        self.body.addLayout(row)
        self.panel = QWidget()
        self._inside = QVBoxLayout(self.panel)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(8)
        self.body.addWidget(self.panel)
        self._place(theme)
        self._members(theme)
        self._plan(theme)
        self.panel.hide()

    def _place(self, theme: Theme) -> None:
        grid = form_grid()
        self.place = Field(grid, 0, _("Place for closed items"), theme, _("A folder or address of its own"))
        browse = self.place.add_button(_("Choose a folder …"), _("Choose the folder for closed items"), self._browse)
        theme.set_icon(browse, "folder-open")
        self.place.edit.editingFinished.connect(self._keep_place)
        self._inside.addLayout(grid)

    def _members(self, theme: Theme) -> None:
        head = QHBoxLayout()
        self.count = words("", "")
        head.addWidget(self.count, 1)
        self.add_keys = QPushButton(_("Add members' keys …"))
        theme.set_icon(self.add_keys, "key")
        self.add_keys.clicked.connect(lambda _checked=False: self._import())
        head.addWidget(self.add_keys)
        self._inside.addLayout(head)
        self.trouble = StateLine(theme)
        self._inside.addWidget(self.trouble)
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        self._inside.addLayout(self._list)

    def _plan(self, theme: Theme) -> None:
        self.state = words("", "")
        self._inside.addWidget(self.state)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.look = QPushButton(_("See what would go to members"))
        self.look.clicked.connect(lambda _checked=False: self.look_wanted.emit())
        self.publish = QPushButton(_("Encrypt for members"))
        set_role(self.publish, "primary")
        theme.set_icon(self.publish, "lock", "on_accent")
        self.publish.clicked.connect(lambda _checked=False: self.publish_wanted.emit())
        row.addWidget(self.look)
        row.addWidget(self.publish)
        row.addStretch(1)
        self._inside.addLayout(row)

    def show_feed(self, feed: Feed) -> None:
        """Show the place and the members of *feed*."""
        same, self._feed = feed == self._feed, feed
        if same:
            return
        self.place.edit.setText(feed.closed_place)
        self.place.refuse("")
        self.trouble.say("")
        if feed.closed_place or feed.members:
            self._open(focus=False)
        else:
            self.panel.hide()
            self.set_up.show()
        clear_layout(self._list)
        for one in feed.members:
            self._list.addWidget(self._member(one))
        said = ngettext("{n} member can read it", "{n} members can read it", len(feed.members))
        self.count.setText(said.format(n=len(feed.members)) if feed.members else _("No member's key yet."))

    def show_session(self, session: Session, *, busy: bool) -> None:
        """Show what would go to members, or what has gone."""
        ready = bool(self._feed.closed_place and self._feed.members)
        plan = session.closed
        self.look.setEnabled(ready and session.plan is not None and not busy)
        self.publish.setVisible(plan is not None and not plan.is_empty)
        self.publish.setEnabled(not busy)
        for part in (self.add_keys, self.place.edit):
            part.setEnabled(not busy)
        if plan is not None:
            self.publish.setText(_publish_words(plan))
            self.state.setText(_plan_words(plan))
        elif session.closed_done is not None:
            self.state.setText(_done_words(session.closed_done))
        elif ready and session.plan is None:
            self.state.setText(_("First see what would go out of the folder."))
        else:
            self.state.setText("")
        self.state.setVisible(bool(self.state.text()))

    def refuse(self, error: MoedeklarError) -> None:
        """Say why keys were not added, or the place not kept."""
        if error.code in ("member_key_bad", "member_key_unreadable", "member_keys_none"):
            self.trouble.say(error_sentence(error), Tone.LATE)
        else:
            self.place.refuse(error_sentence(error))

    def add_members(self, found: tuple[MemberKey, ...]) -> None:
        """Add these to the members, each key once: the one that came last says the name."""
        members = {one.key: one for one in (*self._feed.members, *found)}
        self.kept.emit(replace(self._feed, members=tuple(members.values())))

    def _member(self, one: MemberKey) -> QWidget:
        line = IconLine(self._theme, "key", f"{one.name} · {one.key[:KEY_SHOWN]}…", role="", kind=_("Member"))
        rest = tuple(other for other in self._feed.members if other.key != one.key)
        said = _("Remove {name}").format(name=one.name)
        line.add_button(_("Remove"), said, lambda: self.kept.emit(replace(self._feed, members=rest)))
        return line

    def _open(self, *, focus: bool = True) -> None:
        self.set_up.hide()
        self.panel.show()
        if focus:
            self.place.edit.setFocus()

    def _keep_place(self) -> None:
        text = self.place.text
        if text == self._feed.closed_place:
            return
        if not text and self._feed.members:
            self.place.refuse(needed())
            return
        self.kept.emit(replace(self._feed, closed_place=text))

    def _browse(self) -> None:
        chosen = self.choose()
        if chosen:
            self.place.edit.setText(chosen)
            self.place.refuse("")
            self._keep_place()

    def _import(self) -> None:
        self.trouble.say("")
        chosen = self.choose_keys()
        if chosen:
            self.keys_wanted.emit(tuple(Path(name) for name in chosen))

    def _ask_folder(self) -> str:
        return choose_folder(self, _("Choose the folder for closed items"), start_of(self.place.text))

    def _ask_keys(self) -> tuple[str, ...]:
        kinds = _("Keys (*.txt *.key);;All files (*)")
        return choose_files(self, _("Choose the files with members' keys"), str(Path.home()), kinds)


def _packages(count: int) -> str:
    return ngettext("{n} meeting", "{n} meetings", count).format(n=count)


def _members(count: int) -> str:
    return ngettext("{n} member", "{n} members", count).format(n=count)


def _publish_words(plan: ClosedPlan) -> str:
    if not plan.writes:
        return _("Take back {meetings}").format(meetings=_packages(len(plan.removes)))
    said = _("Encrypt {meetings} for {members}")
    return said.format(meetings=_packages(len(plan.writes)), members=_members(plan.members))


def _plan_words(plan: ClosedPlan) -> str:
    if not plan.packages and plan.is_empty:
        return _("Nothing in the folder is closed.")
    if plan.is_empty:
        return _("What members can read is as the folder says.")
    new = set(plan.writes)
    lines = [f"• {meeting_called(package.meeting)}" for package in plan.packages if package.name in new]
    said = _("These go to {place}, encrypted:").format(place=plan.target)
    return (
        "\n".join([said, *lines])
        if lines
        else _("What is no longer closed is taken away from {place}.").format(place=plan.target)
    )


def _done_words(plan: ClosedPlan) -> str:
    said = _("{meetings} can be read by {members} now, and by nobody else.")
    return said.format(meetings=_packages(len(plan.packages)), members=_members(plan.members))
