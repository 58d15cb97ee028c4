"""A button that says what it does and does it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton

from moedeklar.ui.theme.style import set_role


def action_button(text: str, on_click: Callable[[], object], *, primary: bool = False) -> QPushButton:
    """A button named as it reads; *on_click* is called without what Qt would hand over."""
    button = QPushButton(text)
    button.setAccessibleName(text)
    if primary:
        set_role(button, "primary")
    button.clicked.connect(lambda: on_click())  # noqa: PLW0108 (`clicked` would hand it a bool)
    return button
