"""The bar at the bottom: what is here, where the person is, what is saved."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from moedeklar.model.views import SourceInfo, SourceState
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.wording.language import _, ngettext

NARROW = 1200  # pixels


def store_words(sources: tuple[SourceInfo, ...]) -> tuple[str, str]:
    """What to say of all sources together, and the tone: "good", "warn" or "faint"."""
    if not sources:
        return _("No sources yet"), "faint"
    ill = [source for source in sources if source.state in (SourceState.FAILED, SourceState.ATTENTION)]
    if ill:
        said = ngettext("{name} needs attention", "{n} sources need attention", len(ill))
        return said.format(name=ill[0].name, n=len(ill)), "warn"
    if any(source.state is SourceState.PARTLY for source in sources):
        return _("Some documents could not be read"), "warn"
    if all(source.state is SourceState.NEVER for source in sources):
        return _("Nothing fetched yet"), "faint"
    return _("Everything is here and can be read offline"), "good"


class StatusBar(QFrame):
    """One line. `sources_wanted` and `news_wanted` when what is said of sources, or is new, is clicked."""

    sources_wanted = Signal()
    news_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "statusbar")
        self._theme = theme
        self._dot = QLabel()
        self._store = QToolButton()
        self._store.clicked.connect(self.sources_wanted)
        self._news = QToolButton()
        self._news.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        theme.set_icon(self._news, "bell", "accent")
        self._news.clicked.connect(self.news_wanted)
        self._news.hide()
        self._next = QLabel()
        set_role(self._next, "small")
        self._place, self._saved, self._kept = QLabel(), QLabel(), QLabel(_("Encrypted store"))
        for label in (self._place, self._saved, self._kept):
            set_role(label, "small")
        self._steps = (self._step(), self._step())
        self._tone = "faint"
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(6)
        row.addWidget(self._dot)
        row.addWidget(self._store)
        row.addWidget(self._news)
        row.addSpacing(14)
        row.addWidget(self._place)
        row.addSpacing(8)
        for button in self._steps:
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self._next)
        row.addSpacing(10)
        row.addWidget(self._saved)
        row.addSpacing(10)
        row.addWidget(self._kept)
        theme.changed.connect(self._draw)
        self.show_store((), known=False)
        self.show_steps(None)

    @staticmethod
    def _step() -> QToolButton:
        button = QToolButton()
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def show_store(self, sources: tuple[SourceInfo, ...], *, known: bool = True) -> None:
        """What of the sources is here."""
        words, self._tone = store_words(sources) if known else ("", "faint")
        self._store.setText(words)
        self._store.setAccessibleName(words or _("Sources"))
        self._fit()
        self._draw()

    def show_news(self, words: str) -> None:
        """What a run has brought; "" for nothing."""
        self._news.setText(words)
        self._news.setAccessibleName(words)
        self._news.setVisible(bool(words))
        self._fit()

    def show_next(self, words: str) -> None:
        """When is fetched by itself the next time."""
        self._next.setText(words)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Where there is little room, what is new comes first."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < NARROW
        self._next.setVisible(bool(self._next.text()) and not narrow)
        self._store.setVisible(bool(self._store.text()) and not (narrow and bool(self._news.text())))

    def show_place(self, words: str) -> None:
        """Where in its own content the screen is."""
        self._place.setText(words)

    def show_saved(self, words: str) -> None:
        """Whether the person's own work is saved."""
        self._saved.setText(words)

    def show_steps(self, actions: tuple[QAction, QAction] | None) -> None:
        """Buttons for the step before and after; none for a screen without."""
        for number, button in enumerate(self._steps):
            for old in button.actions():
                button.removeAction(old)
            if actions is not None:
                button.setDefaultAction(actions[number])
                button.setAccessibleName(actions[number].text())
            button.setVisible(actions is not None)

    def _draw(self) -> None:
        icon, tone = {
            "good": ("circle-check", "dec_ink"),
            "warn": ("triangle-alert", "warn"),
            "faint": ("circle", "faint"),
        }[self._tone]
        self._dot.setPixmap(self._theme.pixmap(icon, 13, tone, self.devicePixelRatioF()))
