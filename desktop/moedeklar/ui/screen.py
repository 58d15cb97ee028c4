"""What every screen promises to the shell that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from moedeklar.model.changes import ChangeSet
from moedeklar.ui.navigation import Navigator, Target
from moedeklar.ui.operations import Operations
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.banner import Banner

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace


class ScreenWidget(QWidget):
    """A screen: made once with what it needs, shown with a target, told what changed. UI thread.

    `status_changed` says that `status_text` has something new for the status bar. A screen speaks the language in
    which it was made; after a change of language it is made anew.
    """

    status_changed = Signal()

    def __init__(
        self,
        workspace: Workspace,
        operations: Operations,
        navigator: Navigator,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.operations = operations
        self.navigator = navigator
        self.theme = theme

    def show_target(self, target: Target) -> None:
        """Show what *target* names. What has to be read is asked for, and appears when it comes."""

    def refresh(self, changes: ChangeSet) -> None:
        """Ask again for what is shown, if *changes* touch it."""

    def status_text(self) -> str:
        """What the status bar says of this screen, "" for nothing."""
        return ""

    def flush(self) -> None:
        """Hand over what isn't saved yet. Called on leaving the screen and before the program ends."""

    def focus_first(self) -> None:
        """Put the keyboard where a person would begin."""
        self.setFocus()


class BannerSpot(QWidget):
    """Where a screen says what has happened: one banner at a time, and no room taken while there is none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.banner: Banner | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def say(self, kind: str, text: str) -> Banner:
        """Show *text* in place of what was said before; *kind* is "info", "warn" or "bad"."""
        self.clear()
        banner = Banner(self._theme, kind, text)
        banner.dismissed.connect(self.clear)
        self.banner = banner
        self._layout.addWidget(banner)
        self.show()
        return banner

    def clear(self) -> None:
        """Say nothing."""
        banner, self.banner = self.banner, None
        if banner is not None:
            banner.hide()
            banner.deleteLater()
        self.hide()


class SheetScroll(QScrollArea):
    """A page that scrolls, of at most *widest* pixels, with margins that give way in a narrow window.

    It stands at the left, or in the middle where *centred*. `page` takes the widgets; `sheet` is what they stand on.
    """

    def __init__(self, widest: int, parent: QWidget | None = None, *, centred: bool = False) -> None:
        super().__init__(parent)
        set_role(self, "bare")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.sheet = QWidget()
        self.sheet.setMaximumWidth(widest)
        holder = QWidget()
        around = QHBoxLayout(holder)
        around.setContentsMargins(0, 0, 0, 0)
        if centred:
            around.addStretch(1)
        around.addWidget(self.sheet, 1000)
        around.addStretch(1)
        self.setWidget(holder)
        self.page = QVBoxLayout(self.sheet)
        self.page.setSpacing(18)
        self._margins()

    def _margins(self) -> None:
        side = 40 if self.width() >= 800 else 24
        self.page.setContentsMargins(side, 26, side, 26)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Less margin where there is less room."""
        super().resizeEvent(event)
        self._margins()


def clear_layout(layout: QLayout) -> None:
    """Take everything out of *layout*; widgets are hidden at once and go when the event loop comes round."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def focus_soon(widget: QWidget) -> None:
    """Give *widget* the focus once it is shown: one that has only just been put into a layout cannot take it yet."""
    QTimer.singleShot(0, widget, widget.setFocus)
