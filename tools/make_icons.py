"""Draws the app icon's PNG sizes and the Windows .ico from resources/app/moedeklar.svg, and the style sheet's arrows.

Run from the checkout: `python tools/make_icons.py`. The results are committed, so that the program draws none of them.
"""

from __future__ import annotations

import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from moedeklar.ui.theme.palette import DARK, LIGHT

ROOT = Path(__file__).resolve().parents[1]
APP = ROOT / "resources" / "app"
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
ICO_SIZES = (16, 24, 32, 48, 64, 128, 256)


def drawn(renderer: QSvgRenderer, size: int) -> bytes:
    """The icon as a PNG of *size* pixels a side."""
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def ico(pictures: dict[int, bytes]) -> bytes:
    """A Windows icon file that holds the PNGs (the format allows PNG since Windows Vista)."""
    head = struct.pack("<HHH", 0, 1, len(pictures))
    at = len(head) + 16 * len(pictures)
    entries, bodies = b"", b""
    for size, png in pictures.items():
        side = size if size < 256 else 0
        entries += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(png), at + len(bodies))
        bodies += png
    return head + entries + bodies


def arrows() -> None:
    """The arrows and ticks that a style sheet can only name as files, tinted for each theme."""
    for palette in (LIGHT, DARK):
        folder = ROOT / "resources" / "icons" / palette.name
        folder.mkdir(exist_ok=True)
        for name, colour in (
            ("chevron-down", palette.mute),
            ("chevron-up", palette.mute),
            ("check", palette.on_accent),
        ):
            svg = (ROOT / "resources" / "icons" / f"{name}.svg").read_text(encoding="utf-8")
            (folder / f"{name}.svg").write_text(svg.replace("currentColor", colour), encoding="utf-8")


def main() -> int:
    """Write all files."""
    application = QGuiApplication(["make_icons", "-platform", "offscreen"])
    renderer = QSvgRenderer(str(APP / "moedeklar.svg"))
    for size in SIZES:
        (APP / f"moedeklar-{size}.png").write_bytes(drawn(renderer, size))
    (APP / "moedeklar.ico").write_bytes(ico({size: drawn(renderer, size) for size in ICO_SIZES}))
    arrows()
    application.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main())
