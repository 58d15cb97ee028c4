"""Pictures of what goes for good: the notice, the list, the card of the settings, an emptied item, and the steps."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from moedeklar.member.removed import Removed
from moedeklar.member.retention import RetentionStatus, Upcoming
from moedeklar.model.moments import LocalStart
from moedeklar.model.retention import Rule
from moedeklar.model.views import SourceInfo
from moedeklar.store.erasing import Holdings
from moedeklar.store.expired import Candidate
from moedeklar.sync.expiring import Going
from moedeklar.ui.going.card import ClosedCard
from moedeklar.ui.going.forgetting import CONFIRM, EXPORT, WORK, ForgetDialog
from moedeklar.ui.going.upcoming import UpcomingDialog
from moedeklar.ui.navigation import Screen, Target
from moedeklar.ui.operations import Operations
from moedeklar.ui.shell.content import WindowContent
from tools.pictures import Camera

W = TypeVar("W", bound=QWidget)
TODAY = date(2027, 2, 3)
SOURCES = (
    SourceInfo("a", "oparl", "Nordlund Kommune", "https://moeder.nordlund.invalid/oparl"),
    SourceInfo("b", "ical", "Nordlund, kalender", "https://moeder.nordlund.invalid/kalender.ics"),
    SourceInfo("c", "folder", "Østerby", "/home/asta/Østerby"),
)


def _upcoming(days: int, committee: str, items: int, files: int) -> Upcoming:
    day = TODAY + timedelta(days=days)
    meeting = Candidate("m", committee, LocalStart(day - timedelta(days=30)), day)
    return Upcoming(day, Going(meeting, items, files, 2, files * 1_400_000, ("Køb af areal",)))


STATUS = RetentionStatus(
    Rule(30, "Nordlund Kommune"),
    TODAY,
    None,
    True,
    None,
    (
        _upcoming(4, "Økonomiudvalget", 3, 5),
        _upcoming(6, "Beskæftigelses- og Integrationsudvalget", 1, 2),
        _upcoming(19, "Kommunalbestyrelsen", 2, 0),
    ),
    ("before-m0006_retention-0123.db",),
    Removed(date(2027, 1, 30), "Nordlund Kommune", 1, 2, 3, 2, 4_200_000),
)


def draw_going(camera: Camera, folder: Path) -> None:
    """Write FOLDER/going-*.png and FOLDER/forget-*.png."""
    camera.show(Target(Screen.OVERVIEW))
    content = _the(camera.window, WindowContent)
    content.going.show_status(STATUS)
    camera.settle()
    camera.save(folder / "going-notice.png")
    content.clear_banner()
    camera.show(Target(Screen.SETTINGS))
    card = _the(camera.window, ClosedCard)
    card.show_status(STATUS)
    camera.settle()
    camera.save(folder / "going-card.png", card)
    camera.save_dialog(UpcomingDialog(STATUS, camera.window), folder / "dialog-going-list.png")
    for name, page in (("choose", 0), ("export", EXPORT), ("confirm", CONFIRM), ("work", WORK)):
        camera.save_dialog(_forget(camera, page), folder / f"dialog-forget-{name}.png")


def _forget(camera: Camera, page: int) -> ForgetDialog:
    operations = camera.window.findChild(Operations)
    dialog = ForgetDialog(None, operations, SOURCES, ("a", "b"), camera.window)  # type: ignore[arg-type]
    if page == CONFIRM:
        dialog.show_what((Holdings(41, 118, 73_400_000, 12, 3, 2), 2))
    elif page == WORK:
        dialog.doing.setText("Nordlund Kommune …")
        dialog.progress.set_progress(14, 41)
        dialog.go(WORK)
    elif page:
        dialog.go(page)
    return dialog


def _the(place: QWidget, kind: type[W]) -> W:
    found = place.findChild(kind)
    assert isinstance(found, kind)
    return found
