"""Pictures of updates: the notice as it stands at each step, the card of the settings, and what is new."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from moedeklar.model.organisation import UpdateMode
from moedeklar.model.reports import Problem
from moedeklar.model.updates import Kind, Offer, Outcome, Step, UpdateFile, UpdateState
from moedeklar.ui.navigation import Screen, Target
from moedeklar.ui.settings.view import SettingsScreen
from moedeklar.ui.shell.content import WindowContent
from moedeklar.ui.updates.card import UpdateCard
from moedeklar.ui.updates.follower import UpdateFollower
from moedeklar.ui.updates.whats_new import changes_of, own_changes
from tools.pictures import Camera

W = TypeVar("W", bound=QWidget)
LOOKED = datetime(2027, 2, 3, 6, 2, tzinfo=UTC)
NOTES = """\
### Added
- The agenda of a meeting can be printed with your own notes beside it.
- Sources are fetched twice as fast where a municipality has many committees.

### Fixed
- A note on the last line of an item was put on the next one when the agenda was sent again.
"""
FILE = UpdateFile("https://nordlund.example/Moedeklar-0.2.0-x64-setup.exe", 55_900_000, "0" * 64)
OFFER = Offer("0.2.0", NOTES, FILE, LOOKED + timedelta(days=90))
FOUND = UpdateState(
    UpdateMode.NOTIFY, kind=Kind.SETUP, looked=LOOKED, outcome=Outcome.FOUND, offer=OFFER, can_fetch=True
)
NOTICES = {
    "found": FOUND,
    "urgent": replace(FOUND, offer=replace(OFFER, urgent=True)),
    "package": replace(FOUND, kind=Kind.DEB, can_fetch=False),
    "fetching": replace(FOUND, step=Step.DOWNLOADING, done=21_300_000, total=55_900_000),
    "ready": replace(FOUND, step=Step.READY, mode=UpdateMode.AUTO),
}
EXPIRED = Problem("update", "update_expired", (("day", "2027-01-31"), ("host", "nordlund.example")))
CARDS = {
    "source": UpdateState(idle_reason="update_source"),
    "current": replace(FOUND, offer=None, outcome=Outcome.CURRENT),
    "failed": replace(FOUND, offer=None, outcome=Outcome.FAILED, problem=EXPIRED),
    "locked": replace(FOUND, mode=UpdateMode.AUTO, locked=True, organisation="Nordlund Kommune", step=Step.READY),
    **NOTICES,
}


def draw_updates(camera: Camera, folder: Path) -> None:
    """Write FOLDER/update-*.png: notices over the overview, cards in the settings, and both dialogs."""
    camera.show(Target(Screen.OVERVIEW))
    content = _the(camera, WindowContent)
    for name, state in NOTICES.items():
        _tell(content.notice.follower, state)
        camera.settle()
        camera.save(folder / f"update-notice-{name}.png")
    _tell(content.notice.follower, UpdateState())
    camera.show(Target(Screen.SETTINGS))
    card = _the(_the(camera, SettingsScreen), UpdateCard)
    for name, state in CARDS.items():
        _tell(card.follower, state)
        camera.settle()
        camera.save(folder / f"update-card-{name}.png", card)
    camera.save_dialog(changes_of(OFFER, camera.window), folder / "dialog-update-news.png")
    camera.save_dialog(own_changes(camera.window), folder / "dialog-whats-new.png")


def _tell(follower: UpdateFollower, state: UpdateState) -> None:
    follower.state = state
    follower.changed.emit(state)


def _the(place: Camera | QWidget, kind: type[W]) -> W:
    found = (place.window if isinstance(place, Camera) else place).findChild(kind)
    assert isinstance(found, kind)
    return found
