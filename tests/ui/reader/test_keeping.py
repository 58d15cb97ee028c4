"""What is told while words are being written, and how a note's field behaves."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from moedeklar.model.errors import StoreError
from moedeklar.ui.reader.screen import ReaderScreen
from tests.fakes.workspace import FakeWorkspace
from tests.ui.reader.test_writing import cards

Settled = Callable[[], None]


def test_words_count_as_unsaved_from_the_first_key_until_they_are_stored(
    reader: ReaderScreen, qtbot: QtBot, settled: Settled
) -> None:
    told: list[tuple[str, object]] = []
    reader.unsaved.connect(lambda some: told.append(("unsaved", some)))
    reader.saving.connect(lambda count: told.append(("saving", count)))
    reader.doing.note_on_item()
    QTest.keyClicks(cards(reader)[0].editor, "ab")
    assert told == [("unsaved", True)]
    reader.flush()
    assert told[1:] == [("saving", 1), ("unsaved", False)]
    settled()
    assert told[3:] == [("saving", 0)]


def test_words_that_could_not_be_stored_count_as_unsaved_again(
    reader: ReaderScreen, workspace: FakeWorkspace, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object, **_more: object) -> None:
        raise StoreError("disk_full")

    told: list[object] = []
    reader.doing.note_on_item()
    QTest.keyClicks(cards(reader)[0].editor, "a")
    with monkeypatch.context() as broken:
        broken.setattr(workspace.notes, "add", full)
        reader.unsaved.connect(told.append)
        reader.saving.connect(told.append)
        reader.flush()
        settled()
    assert told == [1, False, True, 0]
    reader.flush()
    settled()
    assert told[-1] == 0
    assert workspace.notes.list()[0].text == "a"
