"""The small widgets do what they say, by keyboard too, and tell a screen reader what they are."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.banner import Banner
from moedeklar.ui.widgets.card import Card
from moedeklar.ui.widgets.chips import ChipField
from moedeklar.ui.widgets.dialog import Question, resize_within_screen
from moedeklar.ui.widgets.elided import ElidedComboBox, ElidedLabel, broken
from moedeklar.ui.widgets.empty import EmptyState
from moedeklar.ui.widgets.flow import FlowLayout
from moedeklar.ui.widgets.keyhint import KeyHint
from moedeklar.ui.widgets.progress import ProgressLine
from moedeklar.ui.widgets.tag import Tag

# The offscreen platform warns of every window that has a smallest size.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    made = Theme(qapp)
    made.apply("light")
    return made


def test_card_names_itself_and_parts_rows(qtbot: QtBot) -> None:
    card = Card("Frister")
    qtbot.addWidget(card)
    card.add_row(QLabel("Punkt til dagsordenen"))
    card.add_row(QLabel("Endnu et"))
    assert card.accessibleName() == "Frister"
    assert card.body.count() == 4
    card.clear()
    assert card.body.count() == 0


def test_tag_changes_and_hides(theme: Theme, qtbot: QtBot) -> None:
    tag = Tag("Kladde")
    qtbot.addWidget(tag)
    tag.show()
    tag.show_state("Ændret", "tag-warn")
    assert tag.property("role") == "tag-warn"
    assert tag.palette().color(tag.foregroundRole()).name() == theme.colours.warn
    tag.show_state("")
    assert tag.isHidden()


def test_elided_label_shortens_and_tells(theme: Theme, qtbot: QtBot) -> None:
    whole = "Status for den boligsociale indsats i Askeby og Havnholm i det forløbne år"
    label = ElidedLabel(whole)
    qtbot.addWidget(label)
    label.resize(140, 20)
    label.show()
    assert label.shown.endswith("…")
    assert label.toolTip() == label.text() == whole
    label.resize(1200, 20)
    assert label.shown == whole
    assert label.toolTip() == ""


def test_elided_label_on_two_lines(theme: Theme, qtbot: QtBot) -> None:
    label = ElidedLabel("Status for den boligsociale indsats i Askeby og Havnholm i det forløbne år", lines=2)
    qtbot.addWidget(label)
    label.resize(220, 40)
    label.show()
    first, second = label.shown.split("\n")
    assert not first.endswith(("…", " "))
    assert second.endswith("…")
    assert label.sizeHint().height() == 2 * label.fontMetrics().height()


def test_what_does_not_fit_its_lines_ends_in_dots_however_the_words_fall(theme: Theme, qtbot: QtBot) -> None:
    font = theme.fonts.reading(150)
    words = "Beskæftigelsesministeriets arbejdsmarkedspolitiske " * 6
    for width in range(420, 800, 20):
        lines = broken(words, font, width, 3)
        assert len(lines) == 3
        assert lines[-1].endswith("…"), width
        assert all(QFontMetrics(font).horizontalAdvance(line) <= width for line in lines), width
    assert broken("to\nlinjer", font, 500, 3) == ["to", "linjer"]


def test_empty_state_offers_its_action(theme: Theme, qtbot: QtBot) -> None:
    empty = EmptyState(theme, "folder-plus", "Ingen møder endnu", "Tilføj en mappe med dagsordener.")
    qtbot.addWidget(empty)
    clicks: list[int] = []
    button = empty.add_action("Tilføj mappe", lambda: clicks.append(1))
    empty.show()
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert clicks == [1]
    assert empty.accessibleName() == "Ingen møder endnu"
    assert empty.accessibleDescription() == "Tilføj en mappe med dagsordener."
    theme.apply("dark")


def test_progress_line_says_what_it_means(qtbot: QtBot) -> None:
    line = ProgressLine("Læst")
    qtbot.addWidget(line)
    line.set_progress(4, 8, "4 af 8 punkter læst")
    assert (line.value(), line.maximum()) == (4, 8)
    assert (line.accessibleName(), line.accessibleDescription()) == ("Læst", "4 af 8 punkter læst")
    line.set_progress(9, 8)
    assert line.value() == 8


def test_banner_is_dismissed_by_keyboard(theme: Theme, qtbot: QtBot) -> None:
    banner = Banner(theme, "warn", "Mappen findes ikke længere.")
    qtbot.addWidget(banner)
    calls: list[str] = []
    action = banner.add_action("Vælg igen", lambda: calls.append("again"), primary=True)
    banner.dismissed.connect(lambda: calls.append("dismissed"))
    banner.show()
    qtbot.keyClick(action, Qt.Key.Key_Space)
    cross = banner.findChild(QToolButton)
    assert cross is not None
    assert cross.accessibleName() == "Luk beskeden"
    qtbot.keyClick(cross, Qt.Key.Key_Space)
    assert calls == ["again", "dismissed"]
    assert banner.isHidden()
    assert banner.accessibleName() == "Mappen findes ikke længere."


def test_chip_field_asks_for_changes(theme: Theme, qtbot: QtBot) -> None:
    field = ChipField(theme, "Anmodere", "Navn og parti")
    qtbot.addWidget(field)
    field.resize(500, 60)
    added: list[str] = []
    removed: list[str] = []
    field.added.connect(added.append)
    field.removed.connect(removed.append)
    field.set_chips([("a", "Asta Holm (A), formand"), ("b", "Jens Kirk (V)")])
    field.show()
    assert field.keys == ("a", "b")
    qtbot.keyClicks(field.edit, "Liv Dal (Ø)")
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    qtbot.keyClicks(field.edit, "Ole Ny,")
    assert added == ["Liv Dal (Ø)", "Ole Ny"]
    assert field.edit.text() == ""
    qtbot.keyClick(field.edit, Qt.Key.Key_Backspace)
    cross = field.findChildren(QToolButton)[0]
    assert cross.accessibleName() == "Fjern Asta Holm (A), formand"
    qtbot.keyClick(cross, Qt.Key.Key_Delete)
    qtbot.keyClick(cross, Qt.Key.Key_Space)
    assert removed == ["b", "a", "a"]
    field.set_chips([])
    assert field.keys == ()
    assert field.accessibleName() == "Anmodere"


def test_chip_field_shows_where_the_focus_is(theme: Theme, qtbot: QtBot) -> None:
    field = ChipField(theme, "Anmodere")
    other = QPushButton()
    window = QWidget()
    qtbot.addWidget(window)
    field.setParent(window)
    other.setParent(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(lambda: field.property("active") is True)
    other.setFocus()
    qtbot.waitUntil(lambda: field.property("active") is False)


def test_flow_layout_goes_on_in_the_next_row(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    flow = FlowLayout(host, spacing=10, stretch_last=True)
    for _number in range(3):
        box = QWidget()
        box.setFixedSize(100, 20)
        flow.addWidget(box)
    assert flow.heightForWidth(330) == 20
    assert flow.heightForWidth(215) == 50
    assert flow.heightForWidth(50) == 80
    assert flow.sizeHint().width() == 320
    first = QWidget()
    first.setFixedSize(40, 20)
    flow.insert_widget(0, first)
    host.show()
    flow.setGeometry(QRect(0, 0, 220, 100))
    item = flow.itemAt(0)
    assert item is not None
    assert item.widget() is first
    assert flow.takeAt(9) is None
    assert flow.itemAt(-1) is None


def test_key_hint(qtbot: QtBot) -> None:
    hint = KeyHint("Ctrl+K")
    qtbot.addWidget(hint)
    assert hint.text() in ("Ctrl+K", "⌘K")


def test_a_choice_leaves_room_for_what_stands_beside_it(theme: Theme, qtbot: QtBot) -> None:
    box = ElidedComboBox()
    qtbot.addWidget(box)
    box.addItem("Installér nyere versioner af sig selv, så snart de er kommet og er kontrolleret")
    assert box.minimumSizeHint().width() < box.sizeHint().width() / 2
    assert box.minimumSizeHint().height() == box.sizeHint().height()


def test_a_choice_that_does_not_fit_is_shortened_and_told_in_full(theme: Theme, qtbot: QtBot) -> None:
    box = ElidedComboBox()
    qtbot.addWidget(box)
    box.addItems(["Kort", "Referat · udgave fra 3. februar 2027"])
    box.setSizeAdjustPolicy(box.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setFixedWidth(120)
    box.show()
    box.grab()
    assert box.toolTip() == ""
    box.setCurrentIndex(1)
    box.grab()
    assert box.toolTip() == "Referat · udgave fra 3. februar 2027"


@pytest.mark.parametrize("points", [10, 15, 22])
def test_a_dialog_is_as_high_as_its_words_and_grows_with_them(theme: Theme, qtbot: QtBot, points: int) -> None:
    words = "Noter og bogmærker lægges sammen med dem, der er her, og det nyeste gælder. " * 4
    question = Question("Gendan en sikkerhedskopi", words, "Gendan")
    qtbot.addWidget(question)
    font = question.font()
    font.setPointSize(points)
    question.setFont(font)
    question.show()

    def fits() -> None:
        for label in question.findChildren(QLabel):
            assert label.height() >= label.heightForWidth(label.width())

    qtbot.waitUntil(fits)
    said = question.findChildren(QLabel)[1]
    said.setText(words * 2)
    qtbot.waitUntil(fits)


def test_a_dialog_is_not_larger_than_the_screen(qtbot: QtBot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    resize_within_screen(dialog, QSize(300, 200))
    assert dialog.size() == QSize(300, 200)
    resize_within_screen(dialog, QSize(300, 20_000))
    assert dialog.width() == 300
    assert dialog.height() < dialog.screen().availableGeometry().height()
