"""Links and backups as macOS hands them over."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QUrl
from PySide6.QtGui import QFileOpenEvent

from moedeklar.model.links import Wanted
from moedeklar.ui.shell.desktop_calls import DesktopCalls


@pytest.fixture
def came(qapp: QCoreApplication) -> tuple[QObject, list[object]]:
    """An object that stands for the application, and what was called for."""
    application = QObject()
    calls: list[object] = []
    DesktopCalls(application, application).called.connect(calls.append)
    return application, calls


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("moedeklar:meeting/m-1/item/i-2", Wanted("m-1", "i-2")),
        ("moedeklar:meeting/m-1", Wanted("m-1")),
        ("file:///Users/mette/min%20kopi.moedeklar", Wanted(backup=str(Path("/Users/mette/min kopi.moedeklar")))),
    ],
)
def test_what_is_ours_is_called_for(came: tuple[QObject, list[object]], url: str, wanted: Wanted) -> None:
    application, calls = came
    assert QCoreApplication.sendEvent(application, QFileOpenEvent(QUrl(url)))
    assert calls == [wanted]


@pytest.mark.parametrize("url", ["moedeklar:run/x", "https://nordlund.example/", "file:///etc/passwd", ""])
def test_what_is_not_ours_is_passed_over(came: tuple[QObject, list[object]], url: str) -> None:
    application, calls = came
    QCoreApplication.sendEvent(application, QFileOpenEvent(QUrl(url)))
    QCoreApplication.sendEvent(application, QEvent(QEvent.Type.User))
    assert calls == []
