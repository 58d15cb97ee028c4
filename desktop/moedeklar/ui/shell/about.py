"""What the program is, and the licences of what it ships with."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from moedeklar.resources import resource_path
from moedeklar.ui.theme.icons import app_icon
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.widgets.dialog import resize_within_screen
from moedeklar.wording.language import _

PICTURE = 64


class AboutDialog(QDialog):
    """Opens on what the program is; the licences are on a page of their own, *licences* opens there."""

    def __init__(self, version: str, parent: QWidget | None = None, *, licences: bool = False) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("About Mødeklar"))
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(self.windowTitle())
        self.tabs.addTab(_what_it_is(version), _("The program"))
        self.tabs.addTab(_licence_page(), _("Licences"))
        self.tabs.setCurrentIndex(1 if licences else 0)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 10, 16, 16)
        whole.setSpacing(10)
        whole.addWidget(self.tabs, 1)
        whole.addWidget(buttons)
        letters = self.fontMetrics()
        resize_within_screen(self, QSize(letters.averageCharWidth() * 60, letters.height() * 24))
        close.setFocus()


def _what_it_is(version: str) -> QWidget:
    picture = QLabel()
    picture.setPixmap(app_icon().pixmap(PICTURE, PICTURE))
    name = QLabel("Mødeklar")
    set_role(name, "title")
    number = QLabel(_("Version {version}").format(version=version))
    set_role(number, "muted")
    names = QVBoxLayout()
    names.setSpacing(2)
    names.addWidget(name)
    names.addWidget(number)
    head = QHBoxLayout()
    head.setSpacing(16)
    head.addWidget(picture)
    head.addLayout(names, 1)
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(12, 18, 12, 6)
    column.setSpacing(12)
    column.addLayout(head)
    for text in _paragraphs():
        said = QLabel(text)
        said.setWordWrap(True)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(said)
    column.addStretch(1)
    return page


def _paragraphs() -> tuple[str, ...]:
    return (
        _(
            "For members of municipal committees: the agendas you are sent, with what is recommended and what was"
            " decided, their attachments, and your own highlights, notes and requests beside them."
        ),
        _(
            "Everything lies encrypted on this computer and can be read without a network. Nothing is sent anywhere,"
            " and no new version of an agenda deletes a note of yours."
        ),
        _(
            "Free software under the GNU Affero General Public License, version 3 or later. It comes without any"
            " warranty. Fonts and icons have licences of their own."
        ),
    )


def _licence_page() -> QWidget:
    licences = QPlainTextEdit(_licences())
    licences.setReadOnly(True)
    licences.setTabChangesFocus(True)
    licences.setAccessibleName(_("Licences"))
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 10, 0, 0)
    column.addWidget(licences)
    return page


def _licences() -> str:
    parts = []
    for path in sorted(resource_path("licences").glob("*.txt")):
        name = path.stem.replace("-", " ").title()
        parts.append(f"{name}\n{'=' * len(name)}\n\n{path.read_text(encoding='utf-8', errors='replace')}")
    return "\n\n".join(parts)
