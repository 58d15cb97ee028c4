"""A state in words with an icon: a deadline, or how safe a draft is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from moedeklar.ui.lines import Tone
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme

_LOOKS = {
    Tone.PLAIN: ("small", "", ""),
    Tone.ACCENT: ("small", "info", "accent"),
    Tone.GOOD: ("good", "check", "dec_ink"),
    Tone.WARN: ("warn", "clock", "warn"),
    Tone.LATE: ("bad", "circle-alert", "bad"),
}


class StateLine(QWidget):
    """An icon and words in the colour of a tone; nothing at all for ""."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tone = Tone.PLAIN
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 3, 0, 0)
        layout.setSpacing(6)
        self._icon = QLabel()
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self.label = QLabel()
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        layout.addWidget(self.label, 1)
        theme.changed.connect(self._draw)
        self.say("")

    @property
    def tone(self) -> Tone:
        """The tone shown."""
        return self._tone

    def say(self, text: str, tone: Tone = Tone.PLAIN) -> None:
        """Show *text* in *tone*."""
        self._tone = tone
        set_role(self.label, _LOOKS[tone][0])
        self.label.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self._draw()

    def _draw(self) -> None:
        _role, icon, colour = _LOOKS[self._tone]
        self._icon.setVisible(bool(icon))
        if icon:
            self._icon.setPixmap(self._theme.pixmap(icon, 15, colour, self.devicePixelRatioF()))
