"""The look as Qt takes it: a QPalette for Fusion, and the style sheet filled in with the theme's tokens.

Screens never write colours into style sheets of their own: they give widgets a role (`set_role`), and
resources/style/moedeklar.qss says what the role looks like. The roles that exist:

- QLabel: "title" (of a screen or item), "large" (of a card), "heading", "muted" (second line), "faint" (hints,
  counts), "small", "section-label" (small capitals over a group), "rec-label", "dec-label" (over the recommendation and
  the decision), "good", "warn", "bad" (a state in words), "key" (a key of the keyboard), "quote"
- QLabel as a tag: "tag", "tag-accent", "tag-good", "tag-warn", "tag-bad"
- QPushButton: none (plain), "primary", "quiet" (no border until pointed at), "link", "text-link" (flush with the
  words of labels), "danger", "nav" (a row of the navigation; checkable)
- QToolButton: none (quiet, for icons), "plain" (with border)
- QFrame or QWidget: "card", "card-accent", "rec", "dec", "note", "panel", "paper", "canvas", "sidebar", "topbar",
  "toolbar", "statusbar", "desk" (behind pages), "banner", "banner-warn", "banner-bad", "chip", "chips" (a field of
  chips), "divider"
- QLineEdit: none, "search" (the one in the top bar), "bare" (inside another frame)
- QListView, QTreeView: none (rows on paper), "nav" (in the side bar), "bare" (no frame or ground: a delegate paints)
- QTextEdit, QTextBrowser, QPlainTextEdit: none (a field), "reading" (text on paper without a frame), "bare",
  "note-text" (in a note: a frame only while it has the keyboard)
- QScrollArea: "bare" (no frame; shows the ground behind it)
"""

from __future__ import annotations

import re
from dataclasses import asdict
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QWidget

from moedeklar.resources import resource_path
from moedeklar.ui.theme.fonts import INTERFACE, READING, Fonts, Size
from moedeklar.ui.theme.palette import Palette

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def style_sheet(palette: Palette, fonts: Fonts) -> str:
    """The style sheet of the whole program for *palette* and *fonts*."""
    template = resource_path("style/moedeklar.qss").read_text(encoding="utf-8")
    tokens = {name: str(value) for name, value in asdict(palette).items()}
    tokens |= {f"size_{size.name.lower()}": f"{fonts.points(size)}pt" for size in Size}
    tokens |= {"interface": f'"{INTERFACE}"', "serif": f'"{READING}"'}
    tokens["arrows"] = resource_path(f"icons/{palette.name}").as_posix()
    return Template(_COMMENT.sub("", template)).substitute(tokens)


def qt_palette(palette: Palette) -> QPalette:
    """The same colours for what Fusion draws by itself: check boxes, selections, links, tool tips, dialogs."""
    roles = {
        QPalette.ColorRole.Window: palette.canvas,
        QPalette.ColorRole.WindowText: palette.ink,
        QPalette.ColorRole.Base: palette.paper,
        QPalette.ColorRole.AlternateBase: palette.hover,
        QPalette.ColorRole.Text: palette.ink,
        QPalette.ColorRole.PlaceholderText: palette.faint,
        QPalette.ColorRole.Button: palette.paper,
        QPalette.ColorRole.ButtonText: palette.ink,
        QPalette.ColorRole.BrightText: palette.on_accent,
        QPalette.ColorRole.Highlight: palette.accent,
        QPalette.ColorRole.HighlightedText: palette.on_accent,
        QPalette.ColorRole.Accent: palette.accent,
        QPalette.ColorRole.Link: palette.accent,
        QPalette.ColorRole.LinkVisited: palette.accent,
        QPalette.ColorRole.ToolTipBase: palette.paper,
        QPalette.ColorRole.ToolTipText: palette.ink,
        QPalette.ColorRole.Light: palette.hover,
        QPalette.ColorRole.Midlight: palette.hover,
        QPalette.ColorRole.Mid: palette.line,
        QPalette.ColorRole.Dark: palette.field,
        QPalette.ColorRole.Shadow: "#000000",
    }
    made = QPalette()
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(palette.faint))
    made.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Highlight, QColor(palette.line))
    return made


def set_role(widget: QWidget, role: str) -> None:
    """Give *widget* a role of this module's list ("" takes it away); it is drawn anew at once. UI thread."""
    if widget.property("role") == role:
        return
    widget.setProperty("role", role)
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
