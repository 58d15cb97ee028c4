"""The form of a feed: which folder, where it goes, where that is reached, and whose it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from moedeklar.model.errors import MoedeklarError
from moedeklar.secretary.publishing.feeds import Feed, FeedError, address_of, contact_of, link_of, new_feed_id
from moedeklar.secretary.publishing.records import FeedSettings
from moedeklar.secretary.publishing.targets.places import scheme_of
from moedeklar.ui.publishing.fields import Field, align_labels, form_grid, needed, start_of
from moedeklar.ui.publishing.storage import StorageFields, kind_of
from moedeklar.ui.rows import words
from moedeklar.ui.screen import focus_soon
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.card import Card
from moedeklar.ui.widgets.elided import ElidedComboBox
from moedeklar.ui.widgets.files import choose_folder
from moedeklar.wording.errors import error_sentence
from moedeklar.wording.language import _

_SCHEMES = {"s3": "s3://", "az": "az://", "gs": "gs://"}


@dataclass(frozen=True, slots=True)
class Draft:
    """A feed as it was filled in. `secrets` are to be kept beside those there are, in their stead where `forget`."""

    feed: Feed
    secrets: dict[str, str]
    forget: bool


class FeedForm(Card):
    """Asks for a feed. `wanted` carries a `Draft`, `left` says that it is given up.

    `choose` asks for a folder and may be replaced.
    """

    wanted = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(_("Set up a feed"), parent)
        self.choose: Callable[[str, str], str] = lambda title, start: choose_folder(self, title, start)
        self._feed: Feed | None = None
        self._theme = theme
        self.intro = words(
            _(
                "A feed is a folder of agendas put on the web: pages that everybody can read, and data that Mødeklar"
                " and other programs read. Nothing goes out before you have looked at it, and closed items never do."
            ),
            "muted",
        )
        self.body.addWidget(self.intro)
        grid = form_grid()
        self.folder = Field(grid, 0, _("Folder of agendas"), theme, _("The folder's path"))
        browse = self.folder.add_button(_("Choose a folder …"), _("Choose the folder of agendas"), self._browse_folder)
        theme.set_icon(browse, "folder-open")
        grid.addWidget(self._kinds(), 2, 1, 1, 2)
        label = QLabel(_("Where it goes"))
        label.setWordWrap(True)
        label.setBuddy(self.kind)
        grid.addWidget(label, 2, 0)
        self.place = Field(grid, 4, _("Place"), theme)
        self.place_button = self.place.add_button(
            _("Choose a folder …"), _("Choose the folder that is published to"), self._browse_place
        )
        theme.set_icon(self.place_button, "folder-open")
        self.body.addLayout(grid)
        self.storage = StorageFields(theme)
        self.body.addWidget(self.storage)
        grid = form_grid()
        self.url = Field(grid, 0, _("Address on the web"), theme, "https://www.kommunen.example/dagsordener/")
        self.name = Field(grid, 2, _("The municipality's name"), theme, "Nordlund Kommune")
        self.contact = Field(grid, 4, _("E-mail for questions"), theme, _("If you like"))
        self.website = Field(grid, 6, _("The municipality's web site"), theme, _("If you like"))
        self.license = Field(grid, 8, _("Licence of what is published"), theme, _("An address, if you like"))
        self.body.addLayout(grid)
        self.body.addLayout(self._buttons())
        self.kind.currentIndexChanged.connect(lambda _index: self._switch())
        theme.changed.connect(self._align)
        self._switch()

    def _align(self) -> None:
        own = (self.folder, self.place, self.url, self.name, self.contact, self.website, self.license)
        stored = (*self.storage.fields.values(), self.storage.more) if self.kind.currentData() else ()
        align_labels(*own, *stored)

    def _kinds(self) -> QComboBox:
        self.kind = ElidedComboBox()
        self.kind.setAccessibleName(_("Where it goes"))
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.kind.setMinimumContentsLength(16)
        for text, kind in (
            (_("A folder: of a web server, or on a share"), ""),
            (_("Amazon S3, or storage that speaks its language"), "s3"),
            (_("Azure Blob Storage"), "az"),
            (_("Google Cloud Storage"), "gs"),
        ):
            self.kind.addItem(text, kind)
        return self.kind

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.save = QPushButton(_("Save"))
        self.save.setAccessibleName(_("Save the feed"))
        set_role(self.save, "primary")
        self.save.clicked.connect(lambda _checked=False: self._save())
        self.cancel = QPushButton(_("Cancel"))
        self.cancel.clicked.connect(lambda _checked=False: self.left.emit())
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.save)
        return row

    def show_feed(self, feed: Feed | None, settings: FeedSettings | None, *, kept: bool, first: bool) -> None:
        """Fill the form: with *feed* and what it says of itself, or with nothing. *kept*: it has secrets.

        *first*: there is no other feed, so that there is nothing to go back to.
        """
        self._feed = feed
        said = settings or FeedSettings("", "")
        kind = kind_of(scheme_of(feed.place)) if feed is not None else ""
        self.set_title(_("Set up a feed") if feed is None else _("Change the feed"))
        self.intro.setVisible(feed is None)
        self.kind.setCurrentIndex(max(0, self.kind.findData(kind)))
        self.storage.show_kind(kind, feed.options if feed is not None else {}, kept=kept)
        values = (
            (self.folder, feed.folder if feed is not None else ""),
            (self.place, feed.place if feed is not None else ""),
            (self.url, said.url),
            (self.name, said.name),
            (self.contact, said.contact),
            (self.website, said.website),
            (self.license, said.license),
        )
        for field, value in values:
            field.edit.setText(value)
            field.refuse("")
        self.cancel.setVisible(not first)
        self._switch()
        focus_soon(self.folder.edit)

    def refuse(self, error: MoedeklarError) -> None:
        """Say why it is not kept, beside the field that it is about; what was typed stays."""
        self.set_busy(False)
        field = {"publish_url": self.url, "publish_folder_unknown": self.folder}.get(error.code, self.place)
        field.refuse(error_sentence(error))
        field.edit.setFocus()

    def set_busy(self, busy: bool) -> None:
        """While it is being kept."""
        self.save.setEnabled(not busy)

    def _switch(self) -> None:
        kind = str(self.kind.currentData())
        self.place.label.setText(_("Address of the storage") if kind else _("Folder to publish to"))
        self.place.edit.setAccessibleName(self.place.label.text())
        example = f"{_SCHEMES[kind]}nordlund-dagsordener" if kind else "/srv/www/dagsordener"
        self.place.edit.setPlaceholderText(example)
        self.place.show_button(not kind)
        self.storage.switch(kind)
        self._align()

    def _browse_folder(self) -> None:
        chosen = self.choose(_("Choose the folder of agendas"), start_of(self.folder.text))
        if chosen:
            self.folder.edit.setText(chosen)
            self.folder.refuse("")

    def _browse_place(self) -> None:
        chosen = self.choose(_("Choose the folder that is published to"), start_of(self.place.text))
        if chosen:
            self.place.edit.setText(chosen)
            self.place.refuse("")

    def _save(self) -> None:
        wrong = [field for field in (self.folder, self.place, self.url, self.name) if not field.text]
        for field in wrong:
            field.refuse(needed())
        kind, address = str(self.kind.currentData()), self.url.text
        if self.place.text and kind_of(scheme_of(self.place.text)) != kind:
            self.place.refuse(self._wrong_place(kind))
            wrong.append(self.place)
        address = self._read(self.url, address_of, wrong) if address else ""
        contact = self._read(self.contact, contact_of, wrong)
        website = self._read(self.website, link_of, wrong)
        license_ = self._read(self.license, link_of, wrong)
        options = self.storage.options()
        if options is None:
            wrong.append(self.storage.more)
        if wrong or options is None:
            wrong[0].edit.setFocus()
            return
        settings = FeedSettings(address, self.name.text, contact, website, license_)
        base = self._feed or Feed(new_feed_id(), "", "")
        feed = replace(base, folder=self.folder.text, place=self.place.text, settings=settings, options=options.seen)
        self.set_busy(True)
        self.wanted.emit(Draft(feed, options.secret, options.forget))

    @staticmethod
    def _read(field: Field, read: Callable[[str], str], wrong: list[Field]) -> str:
        """What *read* makes of what was typed; where that can't be, the field says why and is one of the *wrong*."""
        try:
            return read(field.text)
        except FeedError as error:
            field.refuse(error_sentence(error))
            wrong.append(field)
            return ""

    @staticmethod
    def _wrong_place(kind: str) -> str:
        if not kind:
            return _("That is an address and no folder. Choose above what kind of storage it is.")
        return _("The address begins with {scheme}, and then the bucket or container.").format(scheme=_SCHEMES[kind])

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Enter in a field saves; Esc gives up, where there is something to go back to."""
        in_field = isinstance(self.focusWidget(), QLineEdit)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and in_field and self.save.isEnabled():
            self._save()
        elif event.key() == Qt.Key.Key_Escape and self.cancel.isVisible():
            self.left.emit()
        else:
            super().keyPressEvent(event)
