"""What is new in a version: of one that is here to be had, or of the program's own changelog."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from moedeklar.model.updates import Offer
from moedeklar.resources import changelog
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.widgets.dialog import resize_within_screen
from moedeklar.wording.language import _


class WhatsNewDialog(QDialog):
    """*text* in Markdown, to be read. Pictures and links in it lead nowhere: nothing is fetched for them."""

    def __init__(self, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.text = QTextBrowser()
        self.text.setAccessibleName(title)
        self.text.setOpenLinks(False)
        self.text.document().setMarkdown(text, QTextDocument.MarkdownFeature.MarkdownNoHTML)
        self.text.document().setDocumentMargin(16)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        set_role(self.text, "reading")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 16)
        whole.setSpacing(10)
        whole.addWidget(self.text, 1)
        whole.addWidget(buttons)
        letters = self.fontMetrics()
        resize_within_screen(self, QSize(letters.averageCharWidth() * 90, letters.height() * 28))
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self.text.setFocus()


def own_changes(parent: QWidget | None = None) -> WhatsNewDialog:
    """The changelog of this program, which is written in English."""
    text = changelog() or _("This copy of Mødeklar came without its list of changes.")
    return WhatsNewDialog(_("What's new"), text, parent)


def changes_of(offer: Offer, parent: QWidget | None = None) -> WhatsNewDialog:
    """What those who made *offer* say of it."""
    title = _("What's new in version {version}").format(version=offer.version)
    return WhatsNewDialog(title, offer.notes or _("Nothing is said of what is new in it."), parent)
