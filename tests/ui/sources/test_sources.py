"""Sources: added by dialog, path and drop; fetched with a count; reported in words; removed with one's notes kept."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from moedeklar.model.reports import Problem, RunReport
from moedeklar.model.views import SourceInfo, SourceState
from moedeklar.store.erasing import Holdings
from moedeklar.ui.navigation import Screen, Target
from moedeklar.ui.sources.add import typed_folder
from moedeklar.ui.sources.add_source import FOLDER
from moedeklar.ui.sources.content import last_success, progress_words
from moedeklar.ui.sources.runner import SyncRunner
from moedeklar.ui.sources.standing import Standing, standing_tag, standing_tone, standing_words
from moedeklar.ui.sources.view import SourcesScreen
from moedeklar.wording import language
from tests.fakes.workspace import FakeWorkspace
from tests.ui.showing import Show, cut_off, drop, show, theme, unnamed, went

__all__ = ["show", "theme", "went"]
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
HERE = Target(Screen.SOURCES)
Settled = Callable[[], None]
REPORT = RunReport(
    new=2,
    unchanged=1,
    failed=(Problem("Økonomiudvalget/dagsorden.pdf", "pdf_encrypted", (("name", "dagsorden.pdf"),)),),
    skipped=(Problem("ferieplan.pdf", "pdf_empty", (("name", "ferieplan.pdf"),)),),
)


@pytest.fixture
def page(show: Show, runner: SyncRunner) -> SourcesScreen:
    return show(SourcesScreen, HERE, runner=runner)  # type: ignore[return-value]


def ran(page: SourcesScreen, qtbot: QtBot, settled: Settled) -> None:
    qtbot.waitUntil(lambda: not page.runner.running)
    settled()


def stands(workspace: FakeWorkspace, state: SourceState, report: RunReport) -> None:
    """The one source as its last run left it."""
    workspace.sources.known[0] = replace(workspace.sources.known[0], state=state)
    workspace.schedule.told["source-1"] = report


def test_every_state_has_words(workspace: FakeWorkspace) -> None:
    for found in Standing:
        assert standing_words(found)
        assert standing_tag(found)
        assert standing_tone(found) is not None
    assert {state.value for state in SourceState} <= {found.value for found in Standing}
    source = workspace.sources.list()[0]
    assert last_success(source, workspace.clock.now()) == "Sidst hentet 07.42"
    assert last_success(replace(source, last_success=None), workspace.clock.now()) == "Aldrig hentet"
    assert progress_words(None) == "Leder efter dokumenter …"


def test_a_path_as_people_paste_it(tmp_path: Path) -> None:
    assert typed_folder(f' "{tmp_path}" ') == tmp_path
    assert typed_folder(f"file://{tmp_path}") == tmp_path
    assert typed_folder("~") == Path.home()
    assert typed_folder("  ") is None


def test_a_typed_path_is_added_and_fetched(
    page: SourcesScreen, workspace: FakeWorkspace, settled: Settled, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "Møder i år"
    folder.mkdir()
    qtbot.mouseClick(page.kinds.buttons[FOLDER], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.add.path.hasFocus)
    page.add.path.setText(f'"{folder}"')
    qtbot.keyClick(page.add.path, Qt.Key.Key_Return)
    settled()
    ran(page, qtbot, settled)
    assert workspace.sources.list()[-1].location == str(folder)
    assert [card.source.name for card in page.cards] == ["Nordlund", "Møder i år"]
    assert page.add.path.text() == ""


def test_a_folder_that_is_not_there_is_told_beside_its_path(
    page: SourcesScreen, workspace: FakeWorkspace, settled: Settled, qtbot: QtBot
) -> None:
    page.kinds.choose(FOLDER)
    qtbot.keyClicks(page.add.path, "/findes/ikke")
    qtbot.mouseClick(page.add.add, Qt.MouseButton.LeftButton)
    settled()
    assert page.add.problem.label.text()
    assert page.add.path.text() == "/findes/ikke"
    assert len(workspace.sources.list()) == 1
    qtbot.keyClicks(page.add.path, "x")
    assert page.add.problem.label.text() == ""


def test_the_dialog_is_asked(
    page: SourcesScreen, workspace: FakeWorkspace, settled: Settled, qtbot: QtBot, tmp_path: Path
) -> None:
    page.kinds.choose(FOLDER)
    page.add.choose = lambda: ""
    qtbot.mouseClick(page.add.browse, Qt.MouseButton.LeftButton)
    page.add.choose = lambda: str(tmp_path)
    qtbot.mouseClick(page.add.browse, Qt.MouseButton.LeftButton)
    settled()
    ran(page, qtbot, settled)
    assert [source.location for source in workspace.sources.list()[1:]] == [str(tmp_path)]


def test_a_source_added_during_a_run_is_fetched_after_it(
    page: SourcesScreen, workspace: FakeWorkspace, settled: Settled, qtbot: QtBot, tmp_path: Path
) -> None:
    go_on, ran_for, real = threading.Event(), [], workspace.sources.sync

    def sync(source_ids: object = None, **named: object) -> RunReport:
        ran_for.append(source_ids)
        go_on.wait(5)
        return real(source_ids, **named)  # type: ignore[arg-type]

    workspace.sources.sync = sync  # type: ignore[method-assign]
    page.runner.start()
    page.add_folder(tmp_path)
    settled()
    go_on.set()
    qtbot.waitUntil(lambda: len(ran_for) == 2)
    ran(page, qtbot, settled)
    assert ran_for == [None, (workspace.sources.list()[-1].id,)]


def test_a_folder_is_dropped(
    page: SourcesScreen, workspace: FakeWorkspace, settled: Settled, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "dagsorden.pdf").write_bytes(b"x")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "dagsorden.pdf"))])
    drop(page, data)
    settled()
    ran(page, qtbot, settled)
    assert workspace.sources.list()[-1].location == str(tmp_path)


def test_an_export_is_chosen_and_an_archive_is_one(
    page: SourcesScreen, workspace: FakeWorkspace, settled: Settled, qtbot: QtBot, tmp_path: Path
) -> None:
    page.kinds.choose(FOLDER)
    qtbot.mouseClick(page.add.exports, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(page.add.path, str(tmp_path))
    qtbot.keyClick(page.add.path, Qt.Key.Key_Return)
    settled()
    ran(page, qtbot, settled)
    page.add.papers.setChecked(True)
    (tmp_path / "havn.zip").write_bytes(b"x")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "havn.zip"))])
    drop(page, data)
    settled()
    ran(page, qtbot, settled)
    added = [(source.kind, source.location) for source in workspace.sources.list()[1:]]
    assert added == [("exports", str(tmp_path)), ("exports", str(tmp_path / "havn.zip"))]
    assert "Eksport" in page.cards[-1].accessibleName()


def test_a_run_shows_its_count_and_is_stopped(
    page: SourcesScreen, workspace: FakeWorkspace, settled: Settled, qtbot: QtBot
) -> None:
    go_on, told = threading.Event(), threading.Event()
    real = workspace.sources.sync

    def sync(*given: object, on_event: Callable[[object], None], **named: object) -> RunReport:
        def slow(event: object) -> None:
            on_event(event)
            if getattr(event, "done", 0) == 2:
                told.set()
                go_on.wait(5)

        return real(*given, on_event=slow, **named)  # type: ignore[arg-type]

    workspace.sources.sync = sync  # type: ignore[assignment]
    qtbot.mouseClick(page.sync_button, Qt.MouseButton.LeftButton)
    run = page.cards[0].run
    qtbot.waitUntil(lambda: "2 af 3 dokumenter" in run.words.text())
    assert run.isVisible()
    assert run.line.value() == 2
    assert run.what.text() == "fil-2.pdf"
    assert not page.sync_button.isEnabled()
    assert not page.cards[0].sync_button.isEnabled()
    qtbot.mouseClick(run.stop_button, Qt.MouseButton.LeftButton)
    assert run.words.text() == "Stopper efter dette dokument …"
    go_on.set()
    ran(page, qtbot, settled)
    assert not run.isVisible()
    assert page.sync_button.isEnabled()


def test_the_report_names_each_failure_and_can_be_copied(
    workspace: FakeWorkspace, show: Show, runner: SyncRunner, settled: Settled, qtbot: QtBot
) -> None:
    stands(workspace, SourceState.PARTLY, REPORT)
    page = show(SourcesScreen, HERE, runner=runner)
    assert isinstance(page, SourcesScreen)
    (card,) = page.cards
    failed, skipped = card.report.lists
    assert failed.heading.text() == "Kunne ikke læses (1)"
    assert failed.lines.isVisible()
    assert skipped.heading.text() == "Udeladt, da det ikke er dagsordener (1)"
    assert not skipped.lines.isVisible()
    skipped.heading.setFocus()
    qtbot.keyClick(skipped.heading, Qt.Key.Key_Space)
    assert skipped.lines.isVisible()
    qtbot.mouseClick(card.copy_button, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert "/home/astrid/Nordlund" in copied
    assert "2 nye møder" in copied
    assert "Økonomiudvalget/dagsorden.pdf" in copied
    assert "ferieplan.pdf" in copied
    assert card.copy_button.text() == "Kopieret"


def test_what_failed_is_tried_again(
    workspace: FakeWorkspace, show: Show, runner: SyncRunner, settled: Settled, qtbot: QtBot
) -> None:
    stands(workspace, SourceState.PARTLY, REPORT)
    page = show(SourcesScreen, HERE, runner=runner)
    assert isinstance(page, SourcesScreen)
    assert page.cards[0].sync_button.text() == "Prøv igen"
    page.cards[0].sync_button.setFocus()
    qtbot.keyClick(page.cards[0].sync_button, Qt.Key.Key_Space)
    settled()
    ran(page, qtbot, settled)
    assert workspace.sources.retried == ["source-1"]


@pytest.mark.parametrize(
    ("code", "tag", "said"),
    [
        ("sign_in_needed", "Log på", "vil vide, hvem du er"),
        ("sign_in_expired", "Log på igen", "logger på"),
        ("sign_in_locked", "Nøglering låst", "nøglering"),
        ("net_offline", "Intet netværk", "netværk"),
        ("net_refused", "Mislykket", "ris.example"),
    ],
)
def test_each_state_is_told_apart_with_its_reason(
    workspace: FakeWorkspace, show: Show, runner: SyncRunner, code: str, tag: str, said: str
) -> None:
    workspace.sources.known[0] = replace(workspace.sources.known[0], kind="oparl")
    failed = RunReport(failed=(Problem("Nordlund", code, (("host", "ris.example"),)),))
    stands(workspace, SourceState.FAILED, failed)
    page = show(SourcesScreen, HERE, runner=runner)
    assert isinstance(page, SourcesScreen)
    (card,) = page.cards
    assert card.tag.text() == tag
    assert said in card.trouble.text()
    assert card.report.lists == [], "what failed of the source as a whole is told once"
    assert not card.report.isVisible()
    assert card.sign_in_button.isVisible()


def test_a_guard_is_explained_and_passed_on_request(
    page: SourcesScreen, workspace: FakeWorkspace, settled: Settled, qtbot: QtBot
) -> None:
    workspace.sources.known = [replace(workspace.sources.known[0], state=SourceState.ATTENTION)]
    page.show_target(HERE)
    settled()
    said = Problem("Nordlund", "mostly_gone", (("count", 31), ("of", 44)))
    workspace.schedule.told["source-1"] = RunReport(attention=(said,))
    page.show_target(HERE)
    settled()
    assert page.cards[0].report.lists == [], "the guard says it"
    asked: list[tuple[object, object]] = []

    def sync(source_ids: object, accept: object, **_named: object) -> RunReport:
        asked.append((source_ids, accept))
        return RunReport(withdrawn=3)

    workspace.sources.sync = sync  # type: ignore[assignment]
    qtbot.mouseClick(page.cards[0].accept_button, Qt.MouseButton.LeftButton)
    ran(page, qtbot, settled)
    assert asked == [(("source-1",), ("source-1",))]


@pytest.mark.parametrize("forget", [False, True])
def test_removed_after_a_second_question(
    page: SourcesScreen, workspace: FakeWorkspace, settled: Settled, qtbot: QtBot, forget: bool
) -> None:
    workspace.forgetting.has = Holdings(1)
    card = page.cards[0]
    qtbot.mouseClick(card.remove_button, Qt.MouseButton.LeftButton)
    question = card.removal
    assert question is not None
    qtbot.waitUntil(question.cancel.hasFocus)
    assert not question.warning.isVisible()
    if forget:
        question.forget.setFocus()
        qtbot.keyClick(question.forget, Qt.Key.Key_Space)
        assert question.warning.isVisible()
        assert question.remove.text() == "Fjern kilden, og glem mine noter"
    qtbot.mouseClick(question.remove, Qt.MouseButton.LeftButton)
    settled()
    assert workspace.forgetting.forgotten == ([("source-1",)] if forget else [])
    assert page.cards == []
    assert page.add_card.accessibleName() == "Hvilken kommunes dagsordener læser du?"
    assert page.sample_button.isVisible()


def test_not_removed_after_all(page: SourcesScreen, workspace: FakeWorkspace, qtbot: QtBot) -> None:
    card = page.cards[0]
    qtbot.mouseClick(card.remove_button, Qt.MouseButton.LeftButton)
    assert card.removal is not None
    qtbot.mouseClick(card.removal.cancel, Qt.MouseButton.LeftButton)
    assert card.removal is None
    assert card.remove_button.hasFocus()
    assert len(workspace.sources.list()) == 1


def test_focus_begins_where_something_can_be_done(page: SourcesScreen, qtbot: QtBot) -> None:
    page.focus_first()
    assert page.sync_button.hasFocus()
    assert not unnamed(page)


@pytest.mark.parametrize("spoken", ["da", "en"])
@pytest.mark.parametrize("size", [(1222, 830), (806, 630)])
def test_nothing_is_cut_off(
    show: Show, runner: SyncRunner, workspace: FakeWorkspace, spoken: str, size: tuple[int, int], qtbot: QtBot
) -> None:
    language.set_language(spoken)
    long = "/mnt/drev/politik/udvalg/2026-2029/dagsordener og referater/beskæftigelse/alle/de/øvrige/mapper"
    workspace.sources.known.append(SourceInfo("s-2", "folder", "Askeby", long, (), None, SourceState.ATTENTION))
    stands(workspace, SourceState.PARTLY, REPORT)
    screen = show(SourcesScreen, HERE, size, runner=runner)
    screen.cards[0].remove_button.click()
    qtbot.waitUntil(lambda: not cut_off(screen))
