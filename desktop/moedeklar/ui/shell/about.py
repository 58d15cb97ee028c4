"""What the program is, and the licences of what it ships with."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
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
OWN = "moedeklar"  # the licence that comes first
FONTS_AND_ICONS = frozenset({"inter", "lucide", "source-serif-4"})


class AboutDialog(QDialog):
    """Opens on what the program is; the licences are on a page of their own, *licences* opens there."""

    def __init__(self, version: str, parent: QWidget | None = None, *, licences: bool = False) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("About Mødeklar"))
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(self.windowTitle())
        self.tabs.addTab(_what_it_is(version), _("The program"))
        self.licences = LicencePage()
        self.tabs.addTab(self.licences, _("Licences"))
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
        resize_within_screen(self, QSize(letters.averageCharWidth() * 90, letters.height() * 24))
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
            " warranty. The libraries, fonts and icons in it have licences of their own."
        ),
    )


class LicencePage(QWidget):
    """Everything that is shipped beside the program, by name, and the licence of the one that is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.names = QListWidget()
        self.names.setAccessibleName(_("What the program is made of"))
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(_("Licence"))
        for path in sorted(resource_path("licences").glob("*.txt"), key=_order):
            line = QListWidgetItem(_name(path))
            line.setData(Qt.ItemDataRole.UserRole, str(path))
            self.names.addItem(line)
        self.names.setFixedWidth(self.names.sizeHintForColumn(0) + 4 * self.fontMetrics().averageCharWidth())
        self.names.currentItemChanged.connect(self._show)
        self.names.setCurrentRow(0)
        both = QHBoxLayout(self)
        both.setContentsMargins(0, 10, 0, 0)
        both.addWidget(self.names)
        both.addWidget(self.text, 1)

    def _show(self, line: QListWidgetItem | None) -> None:
        if line is not None:
            path = Path(line.data(Qt.ItemDataRole.UserRole))
            self.text.setPlainText(path.read_text(encoding="utf-8", errors="replace"))


def _name(path: Path) -> str:
    """The program's own name, and each library's as its makers write it."""
    if path.stem == OWN:
        return "Mødeklar"
    return path.stem.replace("-", " ").title() if path.stem in FONTS_AND_ICONS else path.stem


def _order(path: Path) -> tuple[bool, str]:
    return path.stem != OWN, path.stem
