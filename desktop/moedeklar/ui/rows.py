"""A row that leads somewhere: a real button, so that keyboard and screen reader reach it, with a title and more."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from moedeklar.ui.lines import Line, Tone
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.widgets.card import Card
from moedeklar.ui.widgets.tag import Tag

INSET = 10
TAG_ROLES = {
    Tone.PLAIN: "tag",
    Tone.GOOD: "tag-good",
    Tone.WARN: "tag-warn",
    Tone.LATE: "tag-bad",
    Tone.ACCENT: "tag-accent",
}
LABEL_ROLES = {
    Tone.PLAIN: "small",
    Tone.GOOD: "good",
    Tone.WARN: "warn",
    Tone.LATE: "bad",
    Tone.ACCENT: "small",
}


def words(text: str, role: str = "") -> QLabel:
    """A label that wraps, is plain text, and lets the pointer through to the row that it is in."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    if role:
        set_role(label, role)
    return label


def _unbroken(text: str, role: str) -> QLabel:
    label = words(text, role)
    label.setWordWrap(False)
    return label


class RowButton(QPushButton):
    """A row of a card or list. Its height follows its words; it is pressed with Enter as well as with Space.

    What height it has at a width its layout says by itself: Qt asks for that hundreds of times, and each answer given
    in Python would have the window wait for its turn.
    """

    def __init__(self, line: Line, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = line
        set_role(self, "nav")
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        parts = (line.title, line.detail, line.aside, line.trailing, line.button)
        self.setAccessibleName(", ".join(part for part in parts if part))
        self._layout = layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 7, 10, 7)
        layout.setSpacing(14)
        text = QVBoxLayout()
        text.setSpacing(1)
        text.addWidget(words(line.title))
        if line.detail:
            text.addWidget(words(line.detail, "small"))
        layout.addLayout(text, 1)
        if line.aside:
            layout.addWidget(_unbroken(line.aside, LABEL_ROLES[line.aside_tone]), 0, Qt.AlignmentFlag.AlignVCenter)
        end = self._end(line)
        if end is not None:
            end.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(end, 0, Qt.AlignmentFlag.AlignVCenter)

    @staticmethod
    def _end(line: Line) -> QLabel | None:
        if line.button:
            return Tag(line.button, "tag-accent")
        if not line.trailing:
            return None
        if line.tag:
            return Tag(line.trailing, TAG_ROLES[line.tone])
        return _unbroken(line.trailing, LABEL_ROLES[line.tone])

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """As large as its words on as few lines as they like."""
        size = self._layout.totalSizeHint()
        return QSize(size.width(), self._layout.totalMinimumSize().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """As small as its words allow."""
        return self._layout.totalMinimumSize()


def inset_rows(card: Card) -> None:
    """Let the rows' own grounds reach further out than the heading, so that their words stand below it."""
    layout = card.layout()
    first = layout.itemAt(0) if layout is not None else None
    if layout is None or first is None:
        return
    margins = layout.contentsMargins()
    layout.setContentsMargins(margins.left() - INSET, margins.top(), margins.right() - INSET, margins.bottom() - 4)
    heading = first.layout()
    if heading is not None:
        heading.setContentsMargins(INSET, 0, INSET, 0)
