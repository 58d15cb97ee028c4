"""The theme in use: light, dark, or whatever the system shows, changed while the program runs."""

from __future__ import annotations

from typing import Protocol, TypeGuard
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QFontDatabase, QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QPushButton
from shiboken6 import isValid

from moedeklar.ui.theme.fonts import Fonts, load_fonts
from moedeklar.ui.theme.icons import draw_pixmap, make_icon
from moedeklar.ui.theme.palette import DARK, LIGHT, Palette
from moedeklar.ui.theme.style import qt_palette, style_sheet

MODES = ("light", "dark", "system")
_SCHEMES = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark, "system": Qt.ColorScheme.Unknown}


BUTTON_ICON, GAP = 16, 4  # pixels; Qt alone would leave too little between a button's icon and its words


class Iconic(Protocol):
    """What can bear an icon: a button, an action."""

    def setIcon(self, icon: QIcon, /) -> None:  # noqa: N802 (Qt's name)
        """Show *icon*."""
        ...


class Theme(QObject):
    """Colours, fonts and icons. One per program, made by the composition root and handed to every screen. UI thread.

    `colours` and `fonts` are always those in use; `changed` is emitted after they and every widget have changed, for
    what paints by hand or holds pixmaps. Icons given through `set_icon` change by themselves.
    """

    changed = Signal()

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        load_fonts()
        self._app = app
        self._mode = "system"
        self._icons: dict[tuple[str, str, int], QIcon] = {}
        self._pixmaps: dict[tuple[str, int, str, float], QPixmap] = {}
        self._bearers: WeakKeyDictionary[QObject, tuple[str, str]] = WeakKeyDictionary()
        # The system's own, not the application's: that one is ours as soon as a theme has been applied.
        self.fonts = Fonts.for_system(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).pointSizeF())
        self.colours: Palette = LIGHT
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._system_changed)

    @property
    def mode(self) -> str:
        """What was asked for: "light", "dark" or "system"."""
        return self._mode

    def apply(self, mode: str = "system") -> None:
        """Show the program in *mode*; "" counts as "system", as the setting "theme" says it. ValueError otherwise."""
        mode = mode or "system"
        if mode not in MODES:
            raise ValueError(f"no theme {mode!r}")
        self._mode = mode
        hints = self._app.styleHints()
        hints.blockSignals(True)
        hints.setColorScheme(_SCHEMES[mode])  # also turns title bars and native dialogs
        hints.blockSignals(False)
        self._show(mode == "dark" or (mode == "system" and hints.colorScheme() == Qt.ColorScheme.Dark))

    def icon(self, name: str, tone: str = "mute") -> QIcon:
        """The icon *name* in the colour token *tone*, of the theme in use now. Cached.

        For what asks again each time it paints (models, delegates). FileNotFoundError for no such icon.
        """
        return self._icon(name, tone, 0)

    def _icon(self, name: str, tone: str, gap: int) -> QIcon:
        key = (name, tone, gap)
        if key not in self._icons:
            self._icons[key] = make_icon(name, getattr(self.colours, tone), self.colours.scroll, gap=gap)
        return self._icons[key]

    def pixmap(self, name: str, size: int, tone: str = "mute", ratio: float = 1.0) -> QPixmap:
        """The icon as one pixmap of *size* logical pixels, for a screen of pixel ratio *ratio*. Cached."""
        key = (name, size, tone, ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = draw_pixmap(name, getattr(self.colours, tone), size, ratio)
        return self._pixmaps[key]

    def set_icon(self, bearer: Iconic, name: str, tone: str = "mute") -> None:
        """Give a button or an action an icon that follows the theme for as long as it lives."""
        if not isinstance(bearer, QObject):
            raise TypeError("only a QObject can follow the theme")
        self._bearers[bearer] = (name, tone)
        if _beside_words(bearer):
            bearer.setIconSize(QSize(BUTTON_ICON + GAP, BUTTON_ICON))
        self._show_icon(bearer, name, tone)

    def _show_icon(self, bearer: QObject, name: str, tone: str) -> None:
        gap = GAP if _beside_words(bearer) else 0
        bearer.setIcon(self._icon(name, tone, gap))  # type: ignore[attr-defined]  # an Iconic, see set_icon

    def _system_changed(self) -> None:
        if self._mode == "system":
            self._show(self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark)

    def _show(self, dark: bool) -> None:
        self.colours = DARK if dark else LIGHT
        self._icons.clear()
        self._pixmaps.clear()
        self._app.setPalette(qt_palette(self.colours))
        self._app.setFont(self.fonts.interface())
        self._app.setStyleSheet(style_sheet(self.colours, self.fonts))
        for bearer, (name, tone) in list(self._bearers.items()):
            if isValid(bearer):
                self._show_icon(bearer, name, tone)
        self.changed.emit()


def _beside_words(bearer: object) -> TypeGuard[QPushButton]:
    return isinstance(bearer, QPushButton) and bool(bearer.text())
