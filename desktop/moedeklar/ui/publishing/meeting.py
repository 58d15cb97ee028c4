"""A meeting of a plan: a row, and unfolded below it what goes out of it, what stays, and what has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from moedeklar.secretary.publishing.openness import ClosedBy, Held, HeldKind
from moedeklar.secretary.publishing.plan import Change, PlannedMeeting
from moedeklar.secretary.publishing.records import FeedFile, FeedItem, FeedMeeting
from moedeklar.ui.portions import Portions
from moedeklar.ui.precedence import go_first
from moedeklar.ui.publishing.lines import PORTION, FoldRow, IconLine, Wishes, quiet_button
from moedeklar.ui.publishing.words import change_tag, detail_words, meeting_detail, meeting_name, why_held
from moedeklar.ui.rows import words
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.flow import FlowLayout
from moedeklar.wording.language import _
from moedeklar.wording.names import committee_name


class MeetingRow(QWidget):
    """A row with a tick for "with this publish", and its details, made when they are first asked for."""

    def __init__(
        self,
        theme: Theme,
        one: PlannedMeeting,
        record: FeedMeeting | None,
        held: tuple[Held, ...],
        wishes: Wishes,
        *,
        included: bool,
        opened: bool,
        on_open: Callable[[str, bool], None],
        portions: Portions,
    ) -> None:
        super().__init__()
        self.one = one
        self._given = (theme, one, record, held, wishes, portions)
        self._details: MeetingDetails | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        row = QHBoxLayout()
        row.setSpacing(4)
        self.tick = QCheckBox(self)
        self.tick.setChecked(included)
        self.tick.setAccessibleName(_("Publish {meeting}").format(meeting=meeting_name(one)))
        self.tick.setToolTip(_("With this publish; else it stays as it is out"))
        self.tick.toggled.connect(lambda on: wishes.included.emit(one.id, on))
        row.addWidget(self.tick)
        self.tick.setVisible(one.change is not Change.SAME)
        tag, tone = change_tag(one.change)
        self.button = FoldRow(theme, committee_name(one.committee), meeting_detail(one), tag, tone, opened=opened)
        self.button.toggled.connect(self._unfold)
        self.button.toggled.connect(lambda on: on_open(one.id, on))
        row.addWidget(self.button, 1)
        layout.addLayout(row)
        self._layout = layout
        self.setAccessibleName(meeting_name(one))
        if opened:
            portions.add(lambda: self._unfold(self.button.isChecked()))

    @property
    def details(self) -> MeetingDetails | None:
        """What is unfolded, once it was."""
        return self._details

    def _unfold(self, opened: bool) -> None:
        go_first()
        if opened and self._details is None:
            self._details = MeetingDetails(*self._given)
            self._layout.addWidget(self._details)
        if self._details is not None:
            self._details.setVisible(opened)


class MeetingDetails(QWidget):
    """What has changed, the papers, the items with their files, what stays with a lock, and what can be done."""

    def __init__(
        self,
        theme: Theme,
        one: PlannedMeeting,
        record: FeedMeeting | None,
        held: tuple[Held, ...],
        wishes: Wishes,
        portions: Portions,
    ) -> None:
        super().__init__()
        self._theme, self._wishes, self._held = theme, wishes, held
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(40, 2, 8, 10)
        self._layout.setSpacing(4)
        if one.details:
            self._heading(_("What has changed"))
            for detail in one.details:
                self._layout.addWidget(words("• " + detail_words(detail), "small"))
        if record is not None:
            self._whole(record)
            self._heading(_("Items"))
            items = QVBoxLayout()
            items.setSpacing(4)
            self._layout.addLayout(items)
            self._items(items, record.items, portions)
        elif one.change is Change.WITHDRAWN:
            self._withdrawn(one)
        self._layout.addWidget(self._buttons(one, record))

    def _heading(self, text: str) -> None:
        label = words(text, "section-label")
        self._layout.addSpacing(4)
        self._layout.addWidget(label)

    def _whole(self, record: FeedMeeting) -> None:
        papers = [held for held in self._held if held.kind is HeldKind.PAPER]
        if not (record.agenda or record.minutes or papers):
            return
        self._heading(_("Files of the whole meeting"))
        self._files(self._layout, (*record.agenda, *record.minutes))
        self._stay(self._layout, papers)

    def _items(self, into: QVBoxLayout, items: tuple[FeedItem, ...], portions: Portions) -> None:
        """A few of them, each portion on a sheet of its own; the others follow."""
        sheet = QWidget()
        layout = QVBoxLayout(sheet)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for item in items[:PORTION]:
            self._item(layout, item)
        into.addWidget(sheet)
        if items[PORTION:]:
            portions.add(lambda: self._items(into, items[PORTION:], portions))

    def _item(self, into: QVBoxLayout, item: FeedItem) -> None:
        number = f"{item.number}. " if item.number else ""
        here = [held for held in self._held if held.item == item.id]
        if item.content is None:
            closed = next((held for held in here if held.kind is HeldKind.ITEM), None)
            self._closed(into, item, number, closed)
        else:
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(words(number + item.content.caption), 1)
            name = _("Hold back item {item}").format(item=number + item.content.caption)
            row.addWidget(quiet_button(_("Hold back"), name, lambda: self._wishes.item_held.emit(item.id, True)))
            into.addLayout(row)
            self._files(into, item.files)
        self._stay(into, (held for held in here if held.kind is HeldKind.FILE))

    def _closed(self, into: QVBoxLayout, item: FeedItem, number: str, held: Held | None) -> None:
        name = held.name if held is not None else _("Closed item")
        why = why_held(held) if held is not None else ""
        line = IconLine(self._theme, "lock", f"{number}{name} – {why}", role="muted", tone="warn", kind=_("Closed"))
        if held is not None and held.by is ClosedBy.HAND:
            said = _("Let out again item {item}").format(item=number + name)
            line.add_button(_("Let out again"), said, lambda: self._wishes.item_held.emit(item.id, False))
        into.addWidget(line)

    def _files(self, into: QVBoxLayout, files: Iterable[FeedFile]) -> None:
        titles = "\n".join(file.title for file in files)
        if titles:
            into.addWidget(_inset(IconLine(self._theme, "paperclip", titles)))

    def _stay(self, into: QVBoxLayout, stays: Iterable[Held]) -> None:
        for held in stays:
            said = f"{held.name}: {why_held(held)}"
            line = IconLine(self._theme, "lock", said, tone="warn", kind=_("Stays at home"))
            into.addWidget(_inset(line))

    def _withdrawn(self, one: PlannedMeeting) -> None:
        if self._by_hand:
            self._layout.addWidget(words(_("It was withdrawn or held back by hand."), "small"))
        else:
            said = _("It is no longer in the folder. Take the tick away to leave it out there as it is.")
            self._layout.addWidget(words(said, "small"))
        for caption in one.removed:
            self._layout.addWidget(words("• " + caption, "small"))

    @property
    def _by_hand(self) -> bool:
        return any(held.kind is HeldKind.MEETING for held in self._held)

    def _buttons(self, one: PlannedMeeting, record: FeedMeeting | None) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, spacing=4)
        for button in self._possible(one, record):
            flow.addWidget(button)
        return holder

    def _possible(self, one: PlannedMeeting, record: FeedMeeting | None) -> Iterator[QPushButton]:
        name, wishes = meeting_name(one), self._wishes
        if record is not None:
            shown = _("Show the page of {meeting}").format(meeting=name)
            preview = quiet_button(_("Show the page"), shown, lambda: wishes.preview.emit(one.id))
            self._theme.set_icon(preview, "eye")
            yield preview
        if one.change is Change.NEW:
            held = _("Hold back {meeting}").format(meeting=name)
            yield quiet_button(_("Hold back the meeting"), held, lambda: wishes.meeting_held.emit(one.id, True))
        elif one.change in (Change.SAME, Change.CHANGED):
            said = _("Withdraw {meeting}").format(meeting=name)
            yield quiet_button(_("Withdraw the meeting …"), said, lambda: wishes.withdraw.emit(one.id))
        elif self._by_hand:
            said = _("Leave {meeting} out there").format(meeting=name)
            yield quiet_button(_("Do not withdraw"), said, lambda: wishes.meeting_held.emit(one.id, False))


def _inset(widget: QWidget) -> QWidget:
    layout = widget.layout()
    if layout is not None:
        layout.setContentsMargins(18, 0, 0, 0)
    return widget
