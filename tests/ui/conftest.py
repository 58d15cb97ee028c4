"""What the tests of the window share: a fake workspace, operations that are closed again, and a spoken language."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication

from moedeklar.ui.navigation import Navigator
from moedeklar.ui.operations import Operations
from moedeklar.ui.sources.runner import SyncRunner
from moedeklar.ui.theme.theme import Theme
from moedeklar.wording import language
from tests.fakes.workspace import FakeWorkspace


@pytest.fixture(autouse=True)
def danish() -> Iterator[None]:
    """Danish, whatever the machine speaks; the language is one per process and is put back."""
    before = language.language()
    language.set_language("da")
    yield
    language.set_language(before)


@pytest.fixture
def workspace() -> FakeWorkspace:
    """The invented municipality, Wednesday 3 February 2027."""
    return FakeWorkspace()


@pytest.fixture(scope="session")
def one_theme(qapp: QApplication) -> Theme:
    """The program has one theme; making a second would load the fonts again."""
    return Theme(qapp)


@pytest.fixture
def theme(one_theme: Theme) -> Theme:
    """The theme, in light."""
    if one_theme.colours.name != "light" or one_theme.mode != "light":
        one_theme.apply("light")
    return one_theme


@pytest.fixture
def operations(qapp: QApplication) -> Iterator[Operations]:
    """Operations whose threads end with the test."""
    made = Operations()
    yield made
    made.close(drain=True)


@pytest.fixture
def navigator(qapp: QApplication) -> Navigator:
    """A navigator that nobody listens to yet."""
    return Navigator()


@pytest.fixture
def settled(operations: Operations, qtbot: object) -> Callable[[], None]:
    """Wait until every operation given so far has been delivered."""
    counts = [0]
    operations.busy.connect(lambda n: counts.__setitem__(0, n))

    def wait() -> None:
        qtbot.waitUntil(lambda: counts[0] == 0, timeout=5000)  # type: ignore[attr-defined]

    return wait


@pytest.fixture
def runner(workspace: FakeWorkspace, qapp: object) -> Iterator[SyncRunner]:
    """The window's one for runs, closed again."""
    made = SyncRunner(workspace)  # type: ignore[arg-type]
    yield made
    made.close()
    made.deleteLater()
