"""The settings as widgets. Every choice is kept and applied at once; there is no button to press afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QPushButton, QSlider, QVBoxLayout, QWidget

from moedeklar import __version__
from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.errors import MoedeklarError
from moedeklar.ui.going.room import ClosedRoom
from moedeklar.ui.navigation import ADD, Navigator, Screen, Target
from moedeklar.ui.operations import Operations
from moedeklar.ui.rows import words
from moedeklar.ui.screen import BannerSpot, ScreenWidget, SheetScroll
from moedeklar.ui.settings.closed_key import ClosedKeyCard
from moedeklar.ui.settings.content import LARGEST, SMALLEST, STEP, Choices, load
from moedeklar.ui.settings.organisation import OrganisationCard
from moedeklar.ui.shell.about import AboutDialog
from moedeklar.ui.shell.news import ON_DESKTOP
from moedeklar.ui.sources.rhythm import Rhythm
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.updates.card import UpdateCard
from moedeklar.ui.updates.follower import UpdateFollower
from moedeklar.ui.widgets.card import Card
from moedeklar.ui.widgets.decided import DecidedMark
from moedeklar.wording.errors import error_sentence
from moedeklar.wording.language import _

if TYPE_CHECKING:
    from moedeklar.member.profile import Profile
    from moedeklar.member.workspace import Workspace

PAUSE = 300


class SettingsScreen(ScreenWidget):
    """`language_chosen` ("da", "en", ""), `theme_chosen` ("light", "dark", "") and `reading_size_chosen` (percent).

    Each is emitted when it is to be applied, after it has been handed over to be kept. `backup_wanted` and
    `restore_wanted` leave the dialogs to the window. *profile* is None where there is none to show.
    """

    language_chosen = Signal(str)
    theme_chosen = Signal(str)
    reading_size_chosen = Signal(int)
    backup_wanted = Signal()
    restore_wanted = Signal()

    def __init__(
        self,
        workspace: Workspace,
        operations: Operations,
        navigator: Navigator,
        theme: Theme,
        parent: QWidget | None = None,
        profile: Profile | None = None,
    ) -> None:
        super().__init__(workspace, operations, navigator, theme, parent)
        self.setAccessibleName(_("Settings"))
        self._profile = profile
        self._filling = False
        self.open_url: Callable[[QUrl], bool] = QDesktopServices.openUrl
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        scroll = SheetScroll(820)
        outside.addWidget(scroll)
        page = scroll.page
        title = QLabel(_("Settings"))
        set_role(title, "title")
        page.addWidget(title)
        self.banners = BannerSpot(theme)
        page.addWidget(self.banners)
        self.organisation = OrganisationCard(theme)
        self.organisation.wanted.connect(lambda: navigator.go(Target(Screen.ORGANISATION)))
        page.addWidget(self.organisation)
        self.closed_material = ClosedRoom(workspace, operations, navigator, theme, self)
        self.closed_material.said.connect(self.banners.say)
        self.closed_material.failed.connect(self.show_error)
        first = (self._look(), self._reading(), self._fetching(), self._updates())
        self.closed_key = ClosedKeyCard(workspace, operations, theme)
        self.closed_key.said.connect(lambda said: self.banners.say("info", said))
        adding = Target(Screen.SOURCES, section=ADD)
        self.closed_key.opened.connect(
            lambda said: self.banners.say("info", said).add_action(_("Add a source"), lambda: navigator.go(adding))
        )
        self.closed_key.failed.connect(self.show_error)
        for card in (*first, self.closed_material.card, self._safety(), self.closed_key, self._about()):
            page.addWidget(card)
        page.addStretch(1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._keep_size)

    def _look(self) -> Card:
        card = Card(_("Language and look"))
        # The languages' names stand in their own language, so that they are found in either.
        languages = ((_("As the system"), ""), ("Dansk", "da"), ("English", "en"))
        self.language, self.language_mark = self._choice(card, _("Language"), languages)
        self.language.currentIndexChanged.connect(lambda _n: self._chosen("language", self.language))
        themes = ((_("As the system"), ""), (_("Light"), "light"), (_("Dark"), "dark"))
        self.theme_choice, self.theme_mark = self._choice(card, _("Theme"), themes)
        self.theme_choice.currentIndexChanged.connect(lambda _n: self._chosen("theme", self.theme_choice))
        self._decidable = {
            "language": (self.language, self.language_mark),
            "theme": (self.theme_choice, self.theme_mark),
        }
        return card

    def _choice(self, card: Card, name: str, choices: tuple[tuple[str, str], ...]) -> tuple[QComboBox, DecidedMark]:
        row = QHBoxLayout()
        label = QLabel(name)
        box = QComboBox()
        box.setMinimumWidth(240)
        box.setAccessibleName(name)
        for text, value in choices:
            box.addItem(text, value)
        label.setBuddy(box)
        row.addWidget(label, 1)
        mark = DecidedMark(self.theme, card)
        mark.clicked.connect(self.organisation.wanted)
        row.addWidget(box)
        card.body.addLayout(row)
        card.body.addWidget(mark, 0, Qt.AlignmentFlag.AlignRight)  # below: with a large font there is no room beside it
        return box, mark

    def _reading(self) -> Card:
        card = Card(_("Size of the text that you read"))
        row = QHBoxLayout()
        row.setSpacing(14)
        self.size_slider = QSlider(Qt.Orientation.Horizontal)
        self.size_slider.setRange(SMALLEST // STEP, LARGEST // STEP)
        self.size_slider.setPageStep(2)
        self.size_slider.setAccessibleName(_("Size of the text that you read, in percent"))
        self.size_slider.valueChanged.connect(self._sized)
        row.addWidget(self.size_slider, 1)
        self.size_words = QLabel()
        self.size_words.setMinimumWidth(56)
        self.size_words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.size_words)
        card.body.addLayout(row)
        self.sample = words(
            _("The administration recommends that the committee approves the proposal and notes the report.")
        )
        self.sample.setAccessibleName(_("Sample of the text size"))
        card.body.addWidget(self.sample)
        self.theme.changed.connect(self._draw_sample)
        return card

    def _fetching(self) -> Card:
        card = Card(_("Automatic fetching"))
        schedule = self.workspace.schedule
        self.rhythm = Rhythm(self.theme)
        self.rhythm.minutes_chosen.connect(lambda n: self._do(lambda: schedule.set_minutes(n)))
        self.rhythm.pause_chosen.connect(lambda on: self._do(lambda: schedule.pause(on)))
        card.body.addWidget(self.rhythm)
        self.desktop = QCheckBox(_("Tell me on the desktop when an agenda is new or changed"))
        self.desktop.clicked.connect(lambda on: self._keep(ON_DESKTOP, on))
        card.body.addWidget(self.desktop)
        said = _("Only committee and day are named there, never what an item is about.")
        card.body.addWidget(words(said, "small"))
        return card

    def _do(self, work: Callable[[], object]) -> None:
        self.operations.command(work, None, self.show_error)

    def _updates(self) -> Card:
        self.updates = UpdateCard(
            self.theme, UpdateFollower(self.workspace, self.operations, self), self.workspace.clock
        )
        self.updates.decided_wanted.connect(self.organisation.wanted)
        return self.updates

    def _safety(self) -> Card:
        card = Card(_("Your notes and keys"))
        card.body.addWidget(words(_("Everything is stored encrypted on this computer, and nowhere else."), "muted"))
        self.keys = words("", "muted")
        card.body.addWidget(self.keys)
        self.backup_button = self._button(_("Save a backup …"), "download", self.backup_wanted.emit)
        self.restore_button = self._button(_("Restore a backup …"), "upload", self.restore_wanted.emit)
        card.body.addLayout(_row(self.backup_button, self.restore_button))
        if self._profile is not None:
            folder = words(str(self._profile.folder), "small")
            folder.setAccessibleName(_("The profile's folder: {path}").format(path=self._profile.folder))
            card.body.addWidget(folder)
            self.folder_button = self._button(_("Open the profile's folder"), "folder-open", self._open_folder)
            card.body.addLayout(_row(self.folder_button))
        return card

    def _about(self) -> Card:
        card = Card(_("About Mødeklar"))
        said = _("Version {version}. Free software under the GNU Affero General Public License.")
        card.body.addWidget(words(said.format(version=__version__), "muted"))
        self.about_button = self._button(_("Licences"), "info", self._show_licences)
        card.body.addLayout(_row(self.about_button))
        return card

    def _show_licences(self) -> None:
        dialog = AboutDialog(__version__, self, licences=True)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _button(self, text: str, icon: str, wanted: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        self.theme.set_icon(button, icon)
        button.clicked.connect(lambda _checked=False: wanted())
        return button

    def show_target(self, target: Target) -> None:  # noqa: ARG002 (there is one page of settings)
        """Show what is chosen now."""
        self._load()

    def refresh(self, changes: ChangeSet) -> None:
        """Ask again where a setting changed elsewhere."""
        if changes.touches(Kind.SETTING):
            self._load()

    def _load(self) -> None:
        if not self._timer.isActive():
            self.updates.follower.ask()
            self.closed_material.ask()
            self.operations.query(
                lambda: load(self.workspace, self._profile), self.show_choices, self.show_error, key="settings"
            )

    def show_choices(self, choices: Choices) -> None:
        """Put what is chosen in place; nothing is emitted."""
        self._filling = True
        self.language.setCurrentIndex(max(0, self.language.findData(choices.language)))
        self.theme_choice.setCurrentIndex(max(0, self.theme_choice.findData(choices.theme)))
        self.organisation.show_standing(choices.standing)
        for key, (box, mark) in self._decidable.items():
            box.setEnabled(key not in choices.locked)
            organisation = choices.standing.name if key in choices.locked else ""
            mark.say(organisation, box.accessibleName(), box.currentText())
        self.size_slider.setValue(choices.reading_size // STEP)
        self.rhythm.show_rhythm(choices.minutes, paused=choices.paused)
        self.desktop.setChecked(choices.on_desktop)
        self.closed_key.show_key(choices.public_key, choices.key_name)
        self.keys.setText(choices.keys)
        self.keys.setVisible(bool(choices.keys))
        self._filling = False
        self._draw_sample()

    def _chosen(self, key: str, box: QComboBox) -> None:
        if self._filling:
            return
        value = str(box.currentData())
        signal = self.language_chosen if key == "language" else self.theme_chosen
        self._keep(key, value)
        # Later, since a new language takes down the very box that is telling this.
        QTimer.singleShot(0, self, lambda: signal.emit(value))

    def _sized(self, _value: int) -> None:
        self._draw_sample()
        if not self._filling:
            self._timer.start()

    def _keep_size(self) -> None:
        percent = self.size_slider.value() * STEP
        self._keep("reading_size", percent)
        self.reading_size_chosen.emit(percent)

    def _keep(self, key: str, value: object) -> None:
        self.operations.command(lambda: self.workspace.settings.set(key, value), None, self.show_error)

    def _draw_sample(self) -> None:
        percent = self.size_slider.value() * STEP
        self.size_words.setText(_("{n} %").format(n=percent))
        self.sample.setFont(self.theme.fonts.reading(percent))

    def _open_folder(self) -> None:
        if self._profile is not None:
            self.open_url(QUrl.fromLocalFile(str(self._profile.folder)))

    def flush(self) -> None:
        """Keep a size that was just chosen."""
        if self._timer.isActive():
            self._timer.stop()
            self._keep_size()

    def show_error(self, error: MoedeklarError) -> None:
        """Say what is wrong at the top."""
        self.banners.say("bad", error_sentence(error))

    def focus_first(self) -> None:
        """Put the keyboard on the language, or on who has decided it."""
        (self.language if self.language.isEnabled() else self.language_mark).setFocus()


def _row(*buttons: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row
