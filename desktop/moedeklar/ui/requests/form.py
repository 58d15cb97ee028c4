"""The fields of a request, filled from a draft and read back into one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from moedeklar.model.agenda import ItemType
from moedeklar.model.requests import RequestDraft
from moedeklar.ui.operations import Operations
from moedeklar.ui.requests.loading import Choice
from moedeklar.ui.requests.people import People
from moedeklar.ui.requests.references import References
from moedeklar.ui.requests.state import StateLine
from moedeklar.ui.requests.words import treatment_name
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.elided import ElidedComboBox
from moedeklar.wording.language import _

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace

TREATMENTS = (ItemType.DISCUSSION, ItemType.DECISION, ItemType.BRIEFING)


class GrowingEdit(QPlainTextEdit):
    """Plain text of at least *lines* lines, growing with what is written. Tab goes on to the next field."""

    def __init__(self, name: str, lines: int, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def _fit(self) -> None:
        """QPlainTextEdit's document counts its height in lines."""
        lines = max(self._lines, round(self.document().size().height()))
        height = QFontMetrics(self.font()).lineSpacing() * lines + 22
        if self.height() != height:
            self.setFixedHeight(height)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Measure again with another font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()


class RequestForm(QWidget):
    """All fields. `changed` after each change by the person, never while a draft is being filled in.

    What the form has no field for (files attached) is kept as it was.
    """

    changed = Signal()

    def __init__(
        self, workspace: Workspace, operations: Operations, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._base = RequestDraft("")
        self._filling = False
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self.meeting = ElidedComboBox()
        self.meeting.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.meeting.setMinimumContentsLength(18)
        self._field(_("Committee and meeting"), self.meeting)
        self.deadline = StateLine(theme)
        self._layout.addWidget(self.deadline)
        self.people = People(theme)
        self._field(_("Requesters"), self.people, self.people.name)
        self.title = QLineEdit()
        self.title.setPlaceholderText(_("What it is about, in a few words"))
        self._field(_("Title"), self.title)
        self.treatment = QComboBox()
        for treatment in TREATMENTS:
            self.treatment.addItem(treatment_name(treatment), treatment.value)
        self._field(_("Wanted treatment"), self.treatment)
        self.text = GrowingEdit(_("Text for the agenda"), 7)
        self._field(_("Text for the agenda"), self.text)
        hint = _("One point a line. The letter puts “at” in front of each.")
        self.recommendation = GrowingEdit(_("Recommendation"), 2, hint)
        self._field(_("Recommendation"), self.recommendation)
        self.reason = GrowingEdit(_("Reason"), 2)
        self._field(_("Reason"), self.reason)
        self.references = References(workspace, operations, theme)
        self._field(_("References"), self.references, self.references.field)
        self._connect()

    def _field(self, name: str, field: QWidget, buddy: QWidget | None = None) -> None:
        label = QLabel(name)
        set_role(label, "small")
        label.setBuddy(buddy or field)
        label.setContentsMargins(0, 10, 0, 0)
        if not field.accessibleName():
            field.setAccessibleName(name)
        self._layout.addWidget(label)
        self._layout.addWidget(field)

    def _connect(self) -> None:
        self.meeting.currentIndexChanged.connect(self._tell)
        self.meeting.editTextChanged.connect(self._tell)
        self.treatment.currentIndexChanged.connect(self._tell)
        self.title.textChanged.connect(self._tell)
        for edit in (self.text, self.recommendation, self.reason):
            edit.textChanged.connect(self._tell)
        self.people.changed.connect(self._tell)
        self.references.changed.connect(self._tell)
        for box in (self.meeting, self.treatment):
            box.installEventFilter(self)
            box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """A wheel that scrolls the page must not change what is chosen on its way."""
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QComboBox) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def fill(self, draft: RequestDraft, choices: tuple[Choice, ...], names: dict[str, str]) -> None:
        """Show *draft*. Without committees to choose from, its name is typed."""
        self._filling = True
        self._base = draft
        self.meeting.clear()
        self.meeting.setEditable(not choices)
        for choice in choices:
            self.meeting.addItem(choice.label, (choice.committee, choice.meeting_id))
        if choices:
            self.meeting.setCurrentIndex(_index(choices, draft))
        else:
            self.meeting.setEditText(draft.committee)
            edit = self.meeting.lineEdit()
            if edit is not None:
                edit.setPlaceholderText(_("The committee's name"))
                edit.setAccessibleName(_("Committee and meeting"))
        self.people.set_people(draft.requesters)
        self.title.setText(draft.title)
        self.treatment.setCurrentIndex(TREATMENTS.index(draft.treatment))
        self.text.setPlainText(draft.text)
        self.recommendation.setPlainText("\n".join(draft.recommendation))
        self.reason.setPlainText(draft.reason)
        self.references.set_references({reference: names.get(reference, "") for reference in draft.references})
        self._filling = False

    def draft(self) -> RequestDraft:
        """What the fields say."""
        chosen = self.meeting.currentData()
        committee, meeting = tuple(chosen) if chosen else (self.meeting.currentText().strip(), None)
        points = (line.strip() for line in self.recommendation.toPlainText().splitlines())
        return replace(
            self._base,
            committee=committee,
            meeting_id=meeting,
            requesters=self.people.people,
            title=self.title.text(),
            treatment=TREATMENTS[max(0, self.treatment.currentIndex())],
            text=self.text.toPlainText(),
            recommendation=tuple(point for point in points if point),
            reason=self.reason.toPlainText(),
            references=self.references.ids,
        )

    def _tell(self, *_arguments: object) -> None:
        if not self._filling:
            self.changed.emit()


def _index(choices: tuple[Choice, ...], draft: RequestDraft) -> int:
    """The choice for the draft's meeting, else its committee's next meeting, else the first."""
    for n, choice in enumerate(choices):
        if draft.meeting_id is not None and choice.meeting_id == draft.meeting_id:
            return n
    for n, choice in enumerate(choices):
        if choice.committee == draft.committee and choice.meeting_id is None:
            return n
    return 0
