"""A card: a white sheet with a heading, rows parted by thin lines, and room for anything else."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from moedeklar.ui.theme.style import set_role

MARGIN = 18


class Card(QFrame):
    """A frame of role "card" (or *role*). `body` takes widgets under the heading; a card without title has no heading.

    The title is also the accessible name, so that a screen reader tells which group it is in.
    """

    def __init__(self, title: str = "", parent: QWidget | None = None, *, role: str = "card") -> None:
        super().__init__(parent)
        set_role(self, role)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(MARGIN, MARGIN - 4, MARGIN, MARGIN - 4)
        outer.setSpacing(10)
        self._header = QHBoxLayout()
        self._header.setSpacing(8)
        self._title = QLabel()
        set_role(self._title, "heading")
        self._header.addWidget(self._title, 1)
        outer.addLayout(self._header)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        outer.addLayout(self.body)
        self.set_title(title)

    def set_title(self, title: str) -> None:
        """Show *title* as the heading; "" hides it."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self.setAccessibleName(title)

    def add_header_widget(self, widget: QWidget) -> None:
        """Put *widget* at the right end of the heading's line."""
        self._header.addWidget(widget)

    def add_row(self, row: QWidget) -> None:
        """Append *row* to the body, under a thin line."""
        self.body.addWidget(self.divider())
        self.body.addWidget(row)

    def divider(self) -> QFrame:
        """A thin line, as it stands between rows."""
        line = QFrame(self)
        set_role(line, "divider")
        line.setFixedHeight(1)
        return line

    def clear(self) -> None:
        """Take everything out of the body and delete it."""
        while (taken := self.body.takeAt(0)) is not None:
            if (widget := taken.widget()) is not None:
                widget.hide()
                widget.deleteLater()
