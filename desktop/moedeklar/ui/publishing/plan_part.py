"""What a publish would do: meetings that are new, changed or withdrawn, what stays at home, and what needs a look."""

from __future__ import annotations

from collections import defaultdict

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from moedeklar.secretary.publishing.openness import Held, HeldKind, Reason
from moedeklar.secretary.publishing.plan import Change, Plan, PlannedMeeting
from moedeklar.ui.portions import Portions
from moedeklar.ui.publishing.lines import IconLine, PagedRows, Wishes, quiet_button
from moedeklar.ui.publishing.meeting import MeetingRow
from moedeklar.ui.publishing.words import held_name, meeting_called, meetings_words, summary_words, why_held
from moedeklar.ui.rows import words
from moedeklar.ui.screen import clear_layout, focus_soon
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.card import Card
from moedeklar.wording.errors import problem_sentence
from moedeklar.wording.language import _, ngettext


class PlanPart(QWidget):
    """A plan, laid out anew when there is another; what was unfolded stays so. What is asked for goes to `wishes`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.wishes = Wishes(self)
        self._portions = Portions(self)
        self.rows: dict[str, MeetingRow] = {}
        self.problems: list[str] = []
        self.held: list[str] = []
        self._plan: Plan | None = None
        self._left_out: frozenset[str] = frozenset()
        self._held: dict[str, tuple[Held, ...]] = {}
        self._opened: set[str] = set()
        self._with_same = False
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(14)

    def show_plan(self, plan: Plan | None, left_out: frozenset[str]) -> None:
        """Show *plan*; nothing for None."""
        if plan is self._plan:
            return
        focus = QApplication.focusWidget()
        at = next((one for one, row in self.rows.items() if focus is not None and row.isAncestorOf(focus)), "")
        self._plan, self._left_out = plan, left_out
        self._lay_out()
        if at in self.rows:
            focus_soon(self.rows[at].button)

    @property
    def complete(self) -> bool:
        """Whether all that is to be shown has been made."""
        return not self._portions.waiting

    def _lay_out(self) -> None:
        self._portions.clear()
        clear_layout(self._layout)
        self.rows, self.problems, self.held = {}, [], []
        plan = self._plan
        self.setVisible(plan is not None)
        if plan is None:
            return
        by_meeting: defaultdict[str, list[Held]] = defaultdict(list)
        for held in plan.held:
            by_meeting[held.meeting_id].append(held)
        self._held = {one: tuple(found) for one, found in by_meeting.items()}
        self.summary = words(summary_words(plan), "heading")
        self._layout.addWidget(self.summary)
        self._problems(plan)
        changing = [one for one in plan.meetings if one.change is not Change.SAME]
        if changing:
            card = Card(_("What goes out"))
            card.body.addWidget(PagedRows(changing, self._row, self._portions))
            self._layout.addWidget(card)
        self._stays(plan)
        self._same(plan)

    def _row(self, one: PlannedMeeting) -> MeetingRow:
        assert self._plan is not None  # noqa: S101 (rows are made of a plan)
        row = MeetingRow(
            self._theme,
            one,
            self._plan.record(one.id),
            self._held.get(one.id, ()),
            self.wishes,
            included=one.id not in self._left_out,
            opened=one.id in self._opened,
            on_open=self._unfolded,
            portions=self._portions,
        )
        self.rows[one.id] = row
        return row

    def _unfolded(self, meeting_id: str, opened: bool) -> None:
        (self._opened.add if opened else self._opened.discard)(meeting_id)

    def _problems(self, plan: Plan) -> None:
        undated = [held for held in plan.held if held.reason is Reason.UNDATED]
        found = [(problem.what, problem_sentence(problem)) for problem in (*plan.report.failed, *plan.report.notices)]
        found += [(held_name(held), why_held(held)) for held in undated]
        if not found:
            return
        title = ngettext("{n} thing needs a look", "{n} things need a look", len(found)).format(n=len(found))
        card = Card(title)
        card.body.addWidget(words(_("These do not go out, or not as they should. The rest does."), "muted"))
        self.problems = [f"{what}: {why}" if what else why for what, why in found]
        card.body.addWidget(PagedRows(self.problems, self._problem, self._portions))
        self._layout.addWidget(card)

    def _problem(self, said: str) -> QWidget:
        return IconLine(self._theme, "triangle-alert", said, role="", tone="warn", kind=_("Needs a look"))

    def _stays(self, plan: Plan) -> None:
        """What is closed or held back; what belongs to a file of an open item stands in the meeting."""
        kept = [
            held
            for held in plan.held
            if held.kind is HeldKind.ITEM
            or (held.kind is HeldKind.MEETING and held.reason is Reason.WITHHELD)
            or (held.kind is HeldKind.PAPER and held.reason in (Reason.CLOSED, Reason.MIXED, Reason.UNREAD))
        ]
        if not kept:
            return
        card = Card(_("Stays at home"))
        said = _(
            "Of a closed item only its number goes out: no title, no text, no file, nor a paper that it stands in."
        )
        card.body.addWidget(words(said, "muted"))
        self.held = [f"{held_name(held)} – {why_held(held)}" for held in kept]
        card.body.addWidget(PagedRows(kept, self._kept, self._portions))
        self._layout.addWidget(card)

    def _kept(self, held: Held) -> QWidget:
        if held.kind is HeldKind.MEETING:
            said = f"{held_name(held)} – {why_held(held)}"
            line = IconLine(self._theme, "lock", said, role="", tone="warn", kind=_("Stays at home"))
            again = _("Put out again {meeting}").format(meeting=held_name(held))
            line.add_button(_("Put out again"), again, lambda: self.wishes.meeting_held.emit(held.meeting_id, False))
            return line
        said = f"{meeting_called(held.meeting)}: {held_name(held)} – {why_held(held)}"
        return IconLine(self._theme, "lock", said, role="", tone="warn", kind=_("Stays at home"))

    def _same(self, plan: Plan) -> None:
        same = [one for one in plan.meetings if one.change is Change.SAME]
        if not same:
            return
        card = Card(_("As before: {meetings}").format(meetings=meetings_words(len(same))))
        card.body.addWidget(words(_("They are out as the folder says, and are not written again."), "muted"))

        def unfold() -> None:
            self._with_same = True
            rows = PagedRows(same, self._row, self._portions)
            had_focus = show.hasFocus()
            card.body.addWidget(rows)
            show.hide()
            if had_focus:
                focus_soon(self.rows[same[0].id].button)

        show = quiet_button(_("Show them"), _("Show the meetings that are as before"), unfold)
        card.body.addWidget(show, 0, Qt.AlignmentFlag.AlignLeft)
        self._layout.addWidget(card)
        if self._with_same:
            unfold()
