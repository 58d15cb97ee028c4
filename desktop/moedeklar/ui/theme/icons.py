"""Icons of the one shipped family (Lucide), drawn in a colour of the theme, sharp on every screen.

An icon is a set of pixmaps in the sizes that the program uses, times the pixel ratios of the screens that are there.
A QIconEngine would draw on demand, but one written in Python brings the process down when Qt clones it.
"""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from moedeklar.resources import resource_path

SIZES = (16, 20, 24, 32)
_sources: dict[str, str] = {}


def tinted(name: str, colour: str) -> QSvgRenderer:
    """The icon *name* (a file of resources/icons without its ending) in *colour*. FileNotFoundError if none is."""
    if name not in _sources:
        _sources[name] = resource_path(f"icons/{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(_sources[name].replace("currentColor", colour).encode()))


def draw_pixmap(name: str, colour: str, size: int, ratio: float = 1.0, *, gap: int = 0) -> QPixmap:
    """The icon as a pixmap of *size* logical pixels a side, for a screen of pixel ratio *ratio*. UI thread.

    With a *gap* of so many pixels at its right it is wider by that.
    """
    return _drawn(tinted(name, colour), size, ratio, gap)


def _drawn(renderer: QSvgRenderer, size: int, ratio: float, gap: int) -> QPixmap:
    pixmap = QPixmap(round((size + gap) * ratio), round(size * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, pixmap.height(), pixmap.height()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def make_icon(name: str, colour: str, faded: str, *, gap: int = 0) -> QIcon:
    """The icon in *colour*, and in *faded* while what bears it is disabled; *gap* as in `draw_pixmap`. UI thread."""
    icon = QIcon()
    usual, disabled = tinted(name, colour), tinted(name, faded)
    for ratio in sorted({screen.devicePixelRatio() for screen in QGuiApplication.screens()} or {1.0}):
        for size in SIZES:
            icon.addPixmap(_drawn(usual, size, ratio, gap))
            icon.addPixmap(_drawn(disabled, size, ratio, gap), QIcon.Mode.Disabled)
    return icon


def app_icon() -> QIcon:
    """The program's own icon, for the window and the task bar."""
    icon = QIcon()
    for path in sorted(resource_path("app").glob("moedeklar-*.png")):
        icon.addFile(str(path))
    return icon
