"""The theme: applied, changed while the program runs, following the system, and larger with the system's text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QColor, QFontDatabase, QFontInfo, QIcon, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QPushButton,
    QStyle,
    QStyleOptionComboBox,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from moedeklar.resources import resource_path
from moedeklar.ui.theme.fonts import INTERFACE, READING, Fonts, Size
from moedeklar.ui.theme.icons import app_icon
from moedeklar.ui.theme.palette import DARK, LIGHT, Palette
from moedeklar.ui.theme.style import qt_palette, set_role, style_sheet
from moedeklar.ui.theme.theme import Theme


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp)


def _darkest(icon: QIcon, size: int = 16) -> QColor:
    image = icon.pixmap(QSize(size, size)).toImage()
    opaque = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return max(opaque, key=lambda colour: colour.alpha())


def test_light_and_dark_change_everything(theme: Theme, qapp: QApplication, qtbot: QtBot) -> None:
    for mode, palette in (("dark", DARK), ("light", LIGHT)):
        with qtbot.waitSignal(theme.changed):
            theme.apply(mode)
        assert theme.colours is palette
        assert theme.mode == mode
        assert qapp.palette().color(QPalette.ColorRole.Base).name() == palette.paper
        assert palette.accent in qapp.styleSheet()


def test_system_mode_follows_the_system(theme: Theme, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    theme.apply("")
    assert theme.mode == "system"

    class Hints:
        @staticmethod
        def colorScheme() -> Qt.ColorScheme:  # noqa: N802
            return Qt.ColorScheme.Dark

    monkeypatch.setattr(theme, "_app", _WithHints(qapp, Hints()))
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.colours is DARK
    monkeypatch.undo()
    theme.apply("light")
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.colours is LIGHT


class _WithHints:
    """The application with other style hints: the offscreen platform has no system to turn dark."""

    def __init__(self, app: QApplication, hints: object) -> None:
        self._real = app
        self.styleHints = lambda: hints
        self.setPalette, self.setFont, self.setStyleSheet = app.setPalette, app.setFont, app.setStyleSheet


def test_unknown_mode_is_refused(theme: Theme) -> None:
    with pytest.raises(ValueError, match="sepia"):
        theme.apply("sepia")


def test_icons_follow_the_theme(theme: Theme, qtbot: QtBot) -> None:
    button, action = QPushButton(), QAction("x")
    qtbot.addWidget(button)
    theme.apply("light")
    theme.set_icon(button, "circle-dot", "accent")
    theme.set_icon(action, "house", "ink")
    assert _darkest(button.icon()).name() == LIGHT.accent
    theme.apply("dark")
    assert _darkest(button.icon()).name() == DARK.accent
    assert _darkest(action.icon()).name() == DARK.ink


def test_icon_of_a_deleted_button_is_forgotten(theme: Theme, qtbot: QtBot) -> None:
    theme.apply("light")
    button = QPushButton()
    theme.set_icon(button, "house")
    button.deleteLater()
    qtbot.wait(1)
    theme.apply("dark")
    assert theme.colours is DARK


def test_unknown_icon_is_named(theme: Theme) -> None:
    with pytest.raises(FileNotFoundError, match="no-such-icon"):
        theme.icon("no-such-icon")


def test_pixmap_is_sharp_on_a_dense_screen(theme: Theme) -> None:
    pixmap = theme.pixmap("house", 20, "ink", 1.5)
    assert (pixmap.width(), pixmap.devicePixelRatio()) == (30, 1.5)


def test_every_shipped_icon_draws(theme: Theme) -> None:
    for path in resource_path("icons").glob("*.svg"):
        assert _darkest(theme.icon(path.stem)).alpha() > 100, path


def test_shipped_fonts_are_the_ones_in_use(theme: Theme) -> None:
    theme.apply("light")
    assert {INTERFACE, READING} <= set(QFontDatabase.families())
    assert QFontInfo(theme.fonts.interface()).family() == INTERFACE
    assert QFontInfo(theme.fonts.reading(120)).family() == READING
    assert theme.fonts.reading(200).pointSizeF() == pytest.approx(2 * theme.fonts.points(Size.READING))


@pytest.mark.parametrize(
    ("points", "platform", "expected"),
    [
        (10.0, "linux", 10.5),
        (9.0, "win32", 10.5),
        (13.0, "darwin", 13.5),
        (15.0, "linux", 15.75),
        (18.0, "win32", 21.0),
        (7.0, "linux", 10.5),
        (-1.0, "linux", 10.5),
        (90.0, "linux", 26.25),
    ],
)
def test_text_grows_with_the_systems(points: float, platform: str, expected: float) -> None:
    assert Fonts.for_system(points, platform).body == pytest.approx(expected)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
def test_style_sheet_has_no_token_left_and_is_understood(palette: Palette, qtbot: QtBot) -> None:
    sheet = style_sheet(palette, Fonts(10.5))
    assert "$" not in sheet
    assert "/*" not in sheet
    label = QLabel("x")
    qtbot.addWidget(label)
    label.setStyleSheet(sheet)  # Qt warns of what it cannot parse, which fails the test
    set_role(label, "title")
    label.ensurePolished()
    assert label.font().pointSizeF() == pytest.approx(Fonts(10.5).points(Size.TITLE), abs=0.1)
    assert label.palette().color(label.foregroundRole()).name() == palette.ink
    set_role(label, "faint")
    assert label.palette().color(label.foregroundRole()).name() == palette.faint


def test_disabled_text_is_fainter() -> None:
    made = qt_palette(LIGHT)
    assert made.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text).name() == LIGHT.faint


def test_app_icon_comes_in_all_sizes(qapp: QApplication) -> None:
    sizes = {size.width() for size in app_icon().availableSizes()}
    assert {16, 32, 48, 256} <= sizes
    assert resource_path("app/moedeklar.ico").read_bytes()[:4] == b"\x00\x00\x01\x00"


def test_arrows_of_the_style_sheet_have_the_themes_colours() -> None:
    for palette in (LIGHT, DARK):
        assert palette.mute in resource_path(f"icons/{palette.name}/chevron-down.svg").read_text(encoding="utf-8")
        assert palette.on_accent in resource_path(f"icons/{palette.name}/check.svg").read_text(encoding="utf-8")


def test_a_second_theme_in_one_process_is_no_larger(qapp: QApplication) -> None:
    first = Theme(qapp)
    first.apply("light")
    second = Theme(qapp)
    assert second.fonts == first.fonts
    first.deleteLater()
    second.deleteLater()


@pytest.mark.qt_log_ignore("This plugin does not support")
@pytest.mark.parametrize("count", [2, 3, 7])
def test_a_short_list_to_choose_from_shows_all_its_rows(theme: Theme, qtbot: QtBot, count: int) -> None:
    theme.apply("light")
    window = QWidget()
    qtbot.addWidget(window)
    box = QComboBox()
    box.addItems([f"Valg {number}" for number in range(count)])
    QVBoxLayout(window).addWidget(box)
    window.show()
    qtbot.waitExposed(window)
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    # The list that covers the field is too short for our rows, on some screens only.
    assert not box.style().styleHint(QStyle.StyleHint.SH_ComboBox_Popup, option, box)
    box.showPopup()
    rows = box.view()
    qtbot.waitUntil(rows.isVisible)
    last = rows.visualRect(box.model().index(count - 1, 0))
    assert rows.verticalScrollBar().maximum() == 0
    assert last.bottom() < rows.viewport().height()
    box.hidePopup()


def test_an_icon_stands_clear_of_the_words_beside_it(theme: Theme, qtbot: QtBot) -> None:
    theme.apply("light")
    worded, bare = QPushButton("Hent"), QPushButton()
    for button in (worded, bare):
        qtbot.addWidget(button)
        theme.set_icon(button, "search")
    assert worded.iconSize().width() - worded.iconSize().height() == 4
    assert bare.iconSize().width() == bare.iconSize().height()
    image = worded.icon().pixmap(worded.iconSize()).toImage()
    assert all(image.pixelColor(image.width() - 1, y).alpha() == 0 for y in range(image.height()))
