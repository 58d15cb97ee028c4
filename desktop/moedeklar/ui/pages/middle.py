"""The middle of the page view: the bar, a line for what has happened, and the pages or why there are none."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from moedeklar.ui.pages.canvas import PageCanvas
from moedeklar.ui.pages.toolbar import Toolbar
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.banner import Banner
from moedeklar.ui.widgets.empty import EmptyState
from moedeklar.wording.language import _

STOPPED_SHOWN = 2500  # ms that the line about the stopped reader stays once pages are drawn again
Action = tuple[str, Callable[[], object]]


class Middle(QFrame):
    """Shows the canvas, or a sentence in its place. UI thread."""

    def __init__(self, toolbar: Toolbar, canvas: PageCanvas, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "desk")
        self._theme = theme
        self._canvas = canvas
        self._problem: EmptyState | None = None
        self._said: Banner | None = None
        self._stopped = Banner(
            theme, "warn", _("The PDF reader stopped and is being started again."), dismissible=False
        )
        self._stopped.hide()
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(STOPPED_SHOWN)
        self._calm.timeout.connect(self._stopped.hide)
        self._stack = QStackedWidget()
        self._stack.addWidget(canvas)
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(10, 0, 10, 0)
        self._lines.addWidget(self._stopped)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(toolbar)
        whole.addLayout(self._lines)
        whole.addWidget(self._stack, 1)

    @property
    def readable(self) -> bool:
        """Whether pages are shown, and not why there are none."""
        return self._problem is None

    def show_pages(self) -> None:
        """Show the canvas."""
        self._drop_problem()
        self._stack.setCurrentWidget(self._canvas)

    def show_problem(self, text: str, actions: list[Action]) -> None:
        """Show why there is nothing to see, and what can be done; the first action is the one to take."""
        self._drop_problem()
        self._problem = EmptyState(self._theme, "file-x", _("The file can't be shown here"), text)
        self._problem.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        buttons = [
            self._problem.add_action(label, do, primary=number == 0) for number, (label, do) in enumerate(actions)
        ]
        self._stack.addWidget(self._problem)
        self._stack.setCurrentWidget(self._problem)
        if buttons:
            buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, kind: str, text: str, action: Action | None = None) -> None:
        """A line over the pages until it is closed, or another file is opened; "" takes it away."""
        if self._said is not None:
            self._said.hide()
            self._said.deleteLater()
            self._said = None
        if text:
            self._said = Banner(self._theme, kind, text)
            if action is not None:
                self._said.add_action(*action)
            self._lines.addWidget(self._said)

    def say_stopped(self) -> None:
        """Say that the PDF process died and is on its way back."""
        self._calm.stop()
        self._stopped.show()

    def drawn(self) -> None:
        """A page has been drawn: the process is back, and the line about it goes after a moment."""
        if self._stopped.isVisible() and not self._calm.isActive():
            self._calm.start()

    def _drop_problem(self) -> None:
        if self._problem is not None:
            self._stack.removeWidget(self._problem)
            self._problem.hide()
            self._problem.deleteLater()
            self._problem = None
