"""Pictures of what an organisation has set up: the question at the first start, and what is then locked."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from moedeklar.member.accounts import NobodyToAsk
from moedeklar.member.environment import ORGANISATION
from moedeklar.member.profile import Profile
from moedeklar.member.workspace import Workspace
from moedeklar.model.moments import Clock
from moedeklar.ui.navigation import Screen, Target
from tools.pictures import Camera

PRESET = """
name = "Nordlund Kommune"
logo = "logo.svg"
language = "{language}"
theme = "{theme}"
locked = ["sources", "language", "theme", "committees", "updates.mode"]

[[sources]]
kind = "oparl"
location = "https://dagsordener.nordlund.example/system.json"
name = "Nordlund Kommune"
committees = ["{committee}", "Økonomiudvalget"]
years = 4

[[sources]]
kind = "ical"
location = "webcal://kalender.nordlund.example/udvalg.ics"
name = "Mødekalender"

[[committees]]
name = "{committee}"
deadline = {{ unit = "weekdays", count = 6, clock = "12:00", recipient = "Udvalgssekretæren" }}

[requests]
recipient = "Byrådssekretariatet"
mail = "sekretariat@nordlund.example"

[templates]
reason = "Sagen har betydning for …"

[retention]
closed_days = 30

[updates]
mode = "notify"
"""
LOGO = """<svg xmlns="http://www.w3.org/2000/svg" width="420" height="120" viewBox="0 0 420 120">
<path d="M20 100V50l30-34 30 34v50z" fill="#12507b"/><path d="M20 78q15-12 30 0t30 0v22H20z" fill="#7fb2d6"/>
<g fill="#12507b">
<rect x="110" y="36" width="250" height="18"/><rect x="110" y="68" width="170" height="12"/></g>
</svg>
"""


@contextmanager
def decided(folder: Path, language: str, theme: str, committee: str) -> Iterator[None]:
    """What Nordlund has decided counts on this computer for the time being."""
    folder.mkdir(exist_ok=True)
    path = folder / "organisation.toml"
    path.write_text(PRESET.format(language=language, theme=theme, committee=committee), encoding="utf-8")
    (folder / "logo.svg").write_text(LOGO, encoding="utf-8")
    os.environ[ORGANISATION] = str(path)
    try:
        yield
    finally:
        del os.environ[ORGANISATION]


def agreed(profile: Profile, folder: Path, clock: Clock) -> Profile:
    """A copy of *profile* in *folder* whose person has agreed; nothing is fetched by itself."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(profile.folder, folder)
    copy = Profile(folder)
    with Workspace.open(copy, NobodyToAsk(), clock) as workspace:
        workspace.schedule.pause(True)
        offer = workspace.presets.pending()
        assert offer is not None
        workspace.presets.accept(offer)
    return copy


def draw_question(camera: Camera, folder: Path) -> None:
    """Write FOLDER/organisation-question.png and -welcome.png, over an empty profile that nobody has answered in."""
    camera.save(folder / "organisation-question.png")
    camera.show(Target(Screen.WELCOME))
    camera.save(folder / "organisation-welcome.png")


def draw_decided(camera: Camera, folder: Path, committee: str) -> None:
    """Write FOLDER/organisation-*.png: what is decided, and each screen that has something locked on it."""
    for name, target in (
        ("decided", Target(Screen.ORGANISATION)),
        ("settings", Target(Screen.SETTINGS)),
        ("sources", Target(Screen.SOURCES)),
        ("committee", Target(Screen.COMMITTEE, committee=committee)),
        ("request", Target(Screen.REQUEST, committee=committee)),
    ):
        camera.show(target)
        camera.save(folder / f"organisation-{name}.png")
