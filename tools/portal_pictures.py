"""Pictures of a municipality being added: typed, asked for its committees, not reached, and its committees."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtTest import QTest

from moedeklar.member.portals import Place
from moedeklar.ui.navigation import Screen, Target
from moedeklar.ui.sources.municipal import AddMunicipality
from tests.fakes.firstagenda import body
from tests.support.portal import LIST, Portal
from tests.support.web import Stall
from tools.pictures import Camera

NOBODY = "http://127.0.0.1:9"


def draw_portal(camera: Camera, folder: Path) -> None:
    """Write FOLDER/municipality-STEP.png for each step on the welcome screen of *camera*, over an empty profile."""
    camera.show(Target(Screen.WELCOME))
    add = next(one for one in camera.window.findChildren(AddMunicipality) if one.isVisible())
    with Portal.of(body(8, 4, 3)) as portal:
        portal.faults[LIST] = [Stall()]
        QTest.keyClicks(add.line.edit, "freder")
        camera.settle()
        camera.save(folder / "municipality-typed.png")
        add.ask(Place(portal.url, "Nordlund Kommune"))
        camera.pause()
        camera.save(folder / "municipality-asking.png")
        add.begin()
        camera.settle()
        add.ask(Place(NOBODY, "Nordlund Kommune"))
        camera.settle()
        camera.save(folder / "municipality-trouble.png")
        add.ask(Place(portal.url, "Nordlund Kommune"))
        camera.settle()
        for row in (0, 3):
            add.choice.list.item(row).setCheckState(add.choice.list.item(row).checkState().Checked)
        camera.settle()
        camera.save(folder / "municipality-committees.png")
    add.accepted()
