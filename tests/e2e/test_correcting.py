"""A paper that was read wrong is put right by hand; minutes, a restart and a new computer change nothing of that."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot

from moedeklar.member.accounts import NobodyToAsk
from moedeklar.member.environment import PASSPHRASE_FILE
from moedeklar.member.profile import Profile
from moedeklar.member.workspace import Workspace
from moedeklar.model.agenda import Role
from moedeklar.model.anchors import AnchorState, TextAnchor
from moedeklar.model.moments import FixedClock
from moedeklar.ui.navigation import Screen, Target
from moedeklar.ui.reader.screen import ReaderScreen
from moedeklar.ui.widgets.banner import Banner
from tests.support.misread import FACTS, GRANT, HARBOUR, HEARING, HELD, PATHWAY, paper
from tests.support.window import Driven
from tests.sync.nordlund import put

TITLES = ["Godkendelse af dagsorden", GRANT, "Stien", "Eventuelt"]


@pytest.fixture(autouse=True)
def passphrase(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "adgangssætning"
    path.write_text("fire små ord på ét sted\n", encoding="utf-8")
    monkeypatch.setenv(PASSPHRASE_FILE, str(path))


def read(workspace: Workspace) -> tuple[list[str], list[str]]:
    """The titles of the meeting's items, and the words on which the notes stand, each with its item."""
    view = workspace.meetings.view(workspace.meetings.list()[0].id)
    stands = []
    for note in workspace.notes.list():
        assert isinstance(note.anchor, TextAnchor)
        content = workspace.meetings.item(note.home.item_id).content
        text = dict(content.keyed_sections())[note.anchor.section].text
        assert note.state is AnchorState.PLACED
        stands.append(f"{content.title}: {text[note.anchor.start : note.anchor.end]}")
    return [item.title for item in view.content.items], sorted(stands)


def item_id(workspace: Workspace, title: str) -> str:
    view = workspace.meetings.view(workspace.meetings.list()[0].id)
    return next(row.id for row in view.items if row.title == title)


def correct(workspace: Workspace) -> None:
    """The section, the split, the title and the join, with a note on each."""
    for title, quote in ((GRANT, "125.000 kr."), (GRANT, "nyt grus"), (HARBOUR, "til sommer")):
        workspace.notes.add_quote(item_id(workspace, title), quote, text="husk")
    corrections, grant = workspace.corrections, item_id(workspace, GRANT)
    corrections.set_role(grant, HELD, Role.RECOMMENDATION)
    text = dict(workspace.meetings.item(grant).content.keyed_sections())[FACTS].text
    corrections.split(grant, FACTS, text.index(PATHWAY))
    corrections.set_title(item_id(workspace, PATHWAY), "Stien")
    corrections.join(item_id(workspace, HARBOUR))


def check(workspace: Workspace) -> None:
    titles, stands = read(workspace)
    assert titles == TITLES
    assert stands == ["Stien: nyt grus", "Stien: til sommer", f"{GRANT}: 125.000 kr."]
    assert workspace.meetings.item(item_id(workspace, GRANT)).content.recommendation == HEARING


def test_corrections_hold(tmp_path: Path, fixed_clock: FixedClock) -> None:
    papers, backup = tmp_path / "papirer", tmp_path / "kopi.moedeklar"
    put(papers / "dagsorden.md", paper("DAGSORDEN"))
    profile = Profile(tmp_path / "profil")
    with Workspace.open(profile, NobodyToAsk(), fixed_clock) as workspace:
        workspace.sources.add_folder(papers)
        workspace.sources.sync()
        correct(workspace)
        check(workspace)
        put(papers / "referat.md", paper("REFERAT", decision="Godkendt."))
        assert workspace.sources.sync().changed == 1
        check(workspace)
    with Workspace.open(profile, NobodyToAsk(), fixed_clock) as workspace:
        check(workspace)
        report = workspace.sources.sync()
        assert (report.changed, report.new) == (0, 0)
        check(workspace)
        workspace.backups.save(backup)
    with Workspace.open(Profile(tmp_path / "ny-maskine"), NobodyToAsk(), fixed_clock) as workspace:
        workspace.backups.restore(backup, NobodyToAsk())
        check(workspace)
        workspace.sources.sync()
        check(workspace)
        decided = workspace.meetings.item(item_id(workspace, "Stien")).content.decisions
        assert [part.text for part in decided] == ["Godkendt.", "Godkendt."]
        (unfitting,) = {one.state for one in workspace.meetings.item(item_id(workspace, "Stien")).corrections}
        assert unfitting == "applied"


@pytest.mark.walk
@pytest.mark.qt_log_ignore("does not support raise")
def test_in_the_window(tmp_path: Path, fixed_clock: FixedClock, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    menus: list[QMenu] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, _at: menus.append(menu))
    for day in ("9. februar 2027", "9. marts 2027"):
        put(tmp_path / "papirer" / f"{day}.md", paper("DAGSORDEN", day=day))
    with Workspace.open(Profile(tmp_path / "profil"), NobodyToAsk(), fixed_clock) as workspace:
        workspace.sources.add_folder(tmp_path / "papirer")
        workspace.sources.sync()
        meeting, item = workspace.meetings.list()[0].id, item_id(workspace, GRANT)
        harbour, march = item_id(workspace, HARBOUR), workspace.meetings.list()[1].id
    window = Driven(tmp_path / "profil", fixed_clock, qtbot)
    window.open()
    try:
        window.navigator.go(Target(Screen.MEETING, meeting=meeting, item=item))
        window.settle()
        reader = window.screen(Screen.MEETING)
        assert isinstance(reader, ReaderScreen)
        choose(reader, menus, HEARING, "Dette er indstillingen")
        window.until(lambda: "Indstilling · Høring   rettet af dig · fortryd" in reader.text.toPlainText())
        window.until(lambda: reader.middle.offer is not None)
        assert reader.middle.offer is not None
        button(reader.middle.offer, "Gør det også dér").click()
        window.settle()
        window.navigator.go(Target(Screen.MEETING, meeting=march))
        window.settle()
        (grant,) = [one for one in window.workspace.meetings.view(march).items if one.title == GRANT]
        assert window.workspace.meetings.item(grant.id).content.recommendation == HEARING
        window.navigator.go(Target(Screen.MEETING, meeting=meeting, item=harbour))
        window.settle()
        choose(reader, menus, "Havnen skal", "Læg sammen med det forrige punkt")
        window.until(lambda: reader.session.item is not None and reader.session.item.row.id == item)
        window.settle()
        assert "Lagt sammen af dig · fortryd" in reader.text.toPlainText()
        assert reader.middle.banner is None
        window.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        window.until(lambda: "Lagt sammen" not in reader.text.toPlainText())
        assert reader.middle.banner is None
    finally:
        window.close()


def choose(reader: ReaderScreen, menus: list[QMenu], words: str, entry: str) -> None:
    """Put the caret into *words* and choose an entry of the menu that the key C opens."""
    cursor = reader.text.textCursor()
    cursor.setPosition(reader.text.document().find(words).selectionStart())
    reader.text.setTextCursor(cursor)
    QTest.keyClick(reader.text, Qt.Key.Key_C)
    next(action for action in menus[-1].actions() if action.text() == entry).trigger()


def button(banner: Banner, text: str) -> QPushButton:
    return next(one for one in banner.findChildren(QPushButton) if one.text() == text)
