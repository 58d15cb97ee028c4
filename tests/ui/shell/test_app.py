"""The program as composed: a real profile, a real store, closed and opened again."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from moedeklar import app as composition
from moedeklar.app import NOTHING, Program
from moedeklar.member.profile import Profile
from moedeklar.member.workspace import Workspace
from moedeklar.model.errors import MoedeklarError
from moedeklar.model.links import Wanted, link_to
from moedeklar.model.moments import FixedClock
from moedeklar.model.views import SourceState
from moedeklar.model.work import Colour
from moedeklar.ui.navigation import Screen, Target
from moedeklar.ui.noting.note_card import NoteCard
from moedeklar.ui.reader.screen import ReaderScreen
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.unlock.recovery import RecoveryCodeDialog
from moedeklar.ui.widgets.banner import Banner
from moedeklar.ui.widgets.dialog import Question
from tests.fakes import exports
from tests.fakes.workspace import NOW
from tests.support.disks import fill, mounted


class Quiet:
    """Takes the recovery code without showing it."""

    def passphrase(self, new: bool, wrong: bool) -> str:
        raise AssertionError("the passphrase stands in a file")

    def show_recovery_code(self, code: str) -> None: ...

    def recovery_code(self) -> str:
        raise AssertionError("nobody has lost anything")


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = tmp_path / "passphrase"
    secret.write_text("en lang adgangssætning til prøver\n", encoding="utf-8")
    monkeypatch.setenv("MOEDEKLAR_PASSPHRASE_FILE", str(secret))


@pytest.fixture
def profile(tmp_path: Path, environment: None) -> Profile:
    """A profile with the sample municipality in it."""
    made = Profile(tmp_path / "profile")
    with Workspace.open(made, Quiet(), FixedClock(NOW)) as workspace:
        workspace.sources.add_sample()
        workspace.sources.sync()
    return made


Start = Callable[..., Program]


@pytest.fixture
def start(qtbot: QtBot, theme: Theme) -> Start:
    def begin(profile: Profile, wanted: Wanted = NOTHING) -> Program:
        profile.make()
        program = Program(profile, FixedClock(NOW), "da", wanted)
        program.window.resize(1300, 800)
        program.start()
        return program

    return begin


def end(program: Program, qtbot: QtBot) -> None:
    with qtbot.waitSignal(program.window.closed, timeout=10_000):
        program.window.close()
    program.stop()
    program.window.deleteLater()


def ready(program: Program, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: program.window.content is not None, timeout=15_000)
    settle(program, qtbot)


def settle(program: Program, qtbot: QtBot) -> None:
    for _ in range(3):
        rooms = program.window._rooms
        assert rooms is not None
        qtbot.waitUntil(lambda r=rooms: r.operations._open == 0, timeout=10_000)
        qtbot.wait(20)


def reader(program: Program) -> ReaderScreen:
    assert program.window.content is not None
    screen = program.window.content.stack.made(Screen.MEETING)
    assert isinstance(screen, ReaderScreen)
    return screen


def test_a_new_profile_shows_its_recovery_code_and_welcomes(
    tmp_path: Path, environment: None, start: Start, qtbot: QtBot
) -> None:
    program = start(Profile(tmp_path / "new"))
    qtbot.waitUntil(lambda: bool(program.window.findChildren(RecoveryCodeDialog)), timeout=15_000)
    assert program.window.content is None
    dialog = program.window.findChildren(RecoveryCodeDialog)[0]
    dialog.kept.click()
    dialog.go_on.click()
    ready(program, qtbot)
    assert program.window.content is not None
    assert program.window.content.stack.current is program.window.content.stack.made(Screen.WELCOME)
    end(program, qtbot)


def test_closing_while_the_code_is_shown_leaves_no_half_made_profile(
    tmp_path: Path, environment: None, start: Start, qtbot: QtBot
) -> None:
    program = start(Profile(tmp_path / "new"))
    qtbot.waitUntil(lambda: bool(program.window.findChildren(RecoveryCodeDialog)), timeout=15_000)
    program._asker.give_up()
    end(program, qtbot)
    again = start(Profile(tmp_path / "new"))
    qtbot.waitUntil(
        lambda: bool(again.window.findChildren(RecoveryCodeDialog)) or again.window.content is not None, timeout=15_000
    )
    again._asker.give_up()
    end(again, qtbot)


def test_marks_and_notes_are_there_again_where_reading_stopped(profile: Profile, start: Start, qtbot: QtBot) -> None:
    program = start(profile)
    ready(program, qtbot)
    rooms = program.window._rooms
    assert rooms is not None
    meetings = rooms.workspace.meetings
    meeting = next(row for row in meetings.list() if row.items > 3 and row.kind == "minutes")
    view = meetings.view(meeting.id)
    item = next(i for i, content in zip(view.item_ids, view.content.items, strict=True) if len(content.text) > 600)
    rooms.navigator.go(Target(Screen.MEETING, meeting=meeting.id, item=item))
    settle(program, qtbot)
    screen = reader(program)
    passage = screen.text.positions.passages(0, screen.text.document().characterCount())[-1]
    first, last = screen.text.positions.ranges(passage)[0]
    cursor = screen.text.textCursor()
    cursor.setPosition(first)
    cursor.setPosition(min(last, first + 30), cursor.MoveMode.KeepAnchor)
    screen.text.setTextCursor(cursor)
    quote = cursor.selectedText().strip()
    screen.doing.highlight(Colour.GREEN)
    settle(program, qtbot)
    screen.doing.note_on_item()
    QTest.keyClicks(QApplication.focusWidget(), "Husk at spørge")
    end(program, qtbot)

    again = start(profile)
    ready(again, qtbot)
    screen = reader(again)
    assert screen.session.item is not None
    assert screen.session.item.row.id == item
    assert sorted(note.text or note.quote for note in screen.session.item.notes) == sorted(["Husk at spørge", quote])
    written = [card.editor.toPlainText() for card in screen.notes.findChildren(NoteCard) if not card.isHidden()]
    assert "Husk at spørge" in written
    drawn = [selection.cursor.selectedText().strip() for selection in screen.text.extraSelections()]
    assert drawn == [quote]
    end(again, qtbot)


def test_undo_reaches_the_store(profile: Profile, start: Start, qtbot: QtBot) -> None:
    program = start(profile)
    ready(program, qtbot)
    rooms = program.window._rooms
    assert rooms is not None
    following = rooms.workspace.meetings.next_meeting()
    assert following is not None
    rooms.navigator.go(Target(Screen.MEETING, meeting=following.id))
    settle(program, qtbot)
    screen = reader(program)
    before = rooms.workspace.bookmarks.list()
    screen.commands.bookmark.trigger()
    settle(program, qtbot)
    assert len(rooms.workspace.bookmarks.list()) == len(before) + 1
    assert program.window.content is not None
    menus = program.window.content._menus
    assert menus.undo.text().startswith("Fortryd: ")
    menus.undo.trigger()
    settle(program, qtbot)
    assert rooms.workspace.bookmarks.list() == before
    assert not screen.commands.bookmark.isChecked()
    end(program, qtbot)


@pytest.mark.qt_log_ignore("does not support raise")
def test_a_second_start_raises_the_first_window(profile: Profile, start: Start, qtbot: QtBot) -> None:
    lock = profile.window_lock()
    assert lock.acquire()
    program = start(profile)
    ready(program, qtbot)
    qtbot.waitUntil(lambda: program._first is not None, timeout=5000)
    program.window.showMinimized()
    environment = {**os.environ, "MOEDEKLAR_NOW": "2027-02-03T07:42"}
    second = subprocess.Popen(
        [sys.executable, "-m", "moedeklar", "--profile", str(profile.folder)],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
    out, err = second.communicate()
    assert second.returncode == 0, (out, err)
    qtbot.waitUntil(lambda: not program.window.isMinimized(), timeout=2000)
    end(program, qtbot)
    lock.release()


@pytest.mark.qt_log_ignore("does not support raise")
def test_a_link_opens_its_item_in_the_window_that_is_there(profile: Profile, start: Start, qtbot: QtBot) -> None:
    lock = profile.window_lock()
    assert lock.acquire()
    program = start(profile)
    ready(program, qtbot)
    qtbot.waitUntil(lambda: program._first is not None, timeout=5000)
    with Workspace.open(profile, Quiet(), FixedClock(NOW)) as workspace:
        meeting = workspace.meetings.list()[-1].id
        item = workspace.meetings.view(meeting).items[1].id
    command = [
        sys.executable,
        "-m",
        "moedeklar",
        "--profile",
        str(profile.folder),
        "open",
        "--",
        link_to(meeting, item),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as second:
        qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
        out, err = second.communicate()
    assert second.returncode == 0, (out, err)
    assert program.window._rooms is not None
    navigator = program.window._rooms.navigator

    def there() -> bool:
        return navigator.current is not None and (navigator.current.meeting, navigator.current.item) == (meeting, item)

    qtbot.waitUntil(there, timeout=5000)
    end(program, qtbot)
    lock.release()


@pytest.mark.qt_log_ignore("does not support raise")
def test_a_backup_that_is_opened_on_the_desktop_is_brought_back(
    tmp_path: Path, profile: Profile, start: Start, qtbot: QtBot
) -> None:
    backup = tmp_path / "min kopi.moedeklar"
    elsewhere = Profile(Path(shutil.copytree(profile.folder, tmp_path / "elsewhere")))
    with Workspace.open(elsewhere, Quiet(), FixedClock(NOW)) as workspace:
        item = workspace.meetings.view(workspace.meetings.list()[-1].id).items[1].id
        workspace.bookmarks.add(item)
        workspace.backups.save(backup)
    program = start(profile, Wanted(backup=str(backup)))
    ready(program, qtbot)
    (question,) = program.window.findChildren(Question)
    assert any("min kopi.moedeklar" in label.text() for label in question.findChildren(QLabel))
    question.yes.click()
    qtbot.waitUntil(lambda: bool(program.window.findChildren(Banner)), timeout=20_000)
    settle(program, qtbot)
    assert program._workspace is not None
    assert [one.home.item_id for one in program._workspace.bookmarks.list()] == [item]
    end(program, qtbot)


@pytest.mark.qt_log_ignore("does not support raise")
def test_what_is_called_for_before_there_is_a_workspace_is_shown_once_it_is_there(
    profile: Profile, start: Start, qtbot: QtBot
) -> None:
    with Workspace.open(profile, Quiet(), FixedClock(NOW)) as workspace:
        meeting = workspace.meetings.list()[-1].id
    program = start(profile)
    program._called(Wanted(meeting))
    ready(program, qtbot)
    assert program.window._rooms is not None
    current = program.window._rooms.navigator.current
    assert current is not None
    assert current.meeting == meeting
    end(program, qtbot)


@pytest.mark.qt_log_ignore("does not support raise")
def test_a_backup_is_offered_in_the_window_that_is_there(
    tmp_path: Path, profile: Profile, start: Start, qtbot: QtBot
) -> None:
    program = start(profile)
    ready(program, qtbot)
    program._called(Wanted(backup=str(tmp_path / "kopi.moedeklar")))
    (question,) = program.window.findChildren(Question)
    question.cancel.click()
    end(program, qtbot)


def test_the_check_builds_a_window_over_a_profile(profile: Profile) -> None:
    code = "import pathlib, sys; from moedeklar.app import check; print(check(pathlib.Path(sys.argv[1])))"
    command = [sys.executable, "-c", code, str(profile.folder)]
    said = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert said.returncode == 0, said.stderr
    assert "offscreen" in said.stdout


def test_without_a_screen_it_says_what_works_instead(profile: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(MoedeklarError) as told:
        composition.run(profile, FixedClock(NOW))
    assert told.value.code == "no_screen"


def test_on_a_full_disk_the_window_opens_to_read_and_says_that_nothing_is_stored(
    tmp_path: Path, environment: None, start: Start, qtbot: QtBot
) -> None:
    with mounted(tmp_path / "disk", 30 << 20) as disk:
        profile = Profile(disk / "profile")
        with Workspace.open(profile, Quiet(), FixedClock(NOW)) as workspace:
            workspace.sources.add_sample()
            workspace.sources.sync()
        fill(disk)
        program = start(profile)
        qtbot.waitUntil(lambda: program.window.content is not None, timeout=15_000)
        told = program.window.findChildren(Banner)
        assert "intet kan gemmes" in " ".join(label.text() for label in told[0].findChildren(QLabel))
        ready(program, qtbot)
        assert program.window.content.stack.current is not None
        end(program, qtbot)


def test_what_comes_into_a_folder_while_the_window_is_open_is_fetched_by_itself(
    tmp_path: Path, environment: None, start: Start, qtbot: QtBot
) -> None:
    root = tmp_path / "eksport"
    root.mkdir()
    made = Profile(tmp_path / "profile")
    with Workspace.open(made, Quiet(), FixedClock(NOW)) as workspace:
        added = workspace.sources.add_exports(root)
    program = start(made)
    ready(program, qtbot)
    rooms = program.window._rooms
    assert rooms is not None
    qtbot.waitUntil(lambda: rooms.workspace.background.watching.is_watched(added.id), timeout=10_000)
    data = exports.AGENDA.publication()
    # In two pieces: half of it is no export yet.
    with (root / "Publication1.xml").open("wb") as file:
        file.write(data[: len(data) // 2])
        file.flush()
        qtbot.waitUntil(lambda: rooms.workspace.sources.list()[0].last_success is not None, timeout=30_000)
        assert rooms.workspace.meetings.list() == ()
        file.write(data[len(data) // 2 :])
    qtbot.waitUntil(lambda: len(rooms.workspace.meetings.list()) == 1, timeout=30_000)
    root.rename(tmp_path / "væk")
    qtbot.waitUntil(lambda: rooms.workspace.sources.list()[0].state is SourceState.FAILED, timeout=30_000)
    assert not rooms.workspace.meetings.list()[0].withdrawn
    (tmp_path / "væk").rename(root)
    qtbot.waitUntil(lambda: rooms.workspace.sources.list()[0].state is SourceState.OK, timeout=30_000)
    assert not rooms.workspace.meetings.list()[0].withdrawn
    end(program, qtbot)
