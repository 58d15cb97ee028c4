#!/usr/bin/env python3
"""Draws every screen from the sample municipality: both languages, light and dark, in a large and a small window.

usage: screenshots.py FOLDER      writes FOLDER/da-light-large/overview.png and so on

The clock stands still and the sample's days follow it, so that two runs draw the same.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402

from moedeklar.member.accounts import NobodyToAsk  # noqa: E402
from moedeklar.member.profile import Profile  # noqa: E402
from moedeklar.member.sample import bring_minutes  # noqa: E402
from moedeklar.member.workspace import Workspace  # noqa: E402
from moedeklar.model.agenda import ItemType, Role  # noqa: E402
from moedeklar.model.moments import FixedClock  # noqa: E402
from moedeklar.model.requests import RequestDraft, Requester, RequestStatus  # noqa: E402
from moedeklar.model.views import FileState, ItemView, MeetingRow  # noqa: E402
from moedeklar.model.work import Colour  # noqa: E402
from moedeklar.ui.navigation import Screen, Target  # noqa: E402
from moedeklar.ui.requests.view import EditorView  # noqa: E402
from tools.centre_pictures import draw_centre, prepare_centre  # noqa: E402
from tools.dialog_pictures import draw_dialogs  # noqa: E402
from tools.going_pictures import draw_going  # noqa: E402
from tools.organisation_pictures import agreed, decided, draw_decided, draw_question  # noqa: E402
from tools.pictures import Camera  # noqa: E402
from tools.portal_pictures import draw_portal  # noqa: E402
from tools.publish_pictures import draw_publishing, secretary  # noqa: E402
from tools.update_pictures import draw_updates  # noqa: E402

CLOCK = FixedClock(datetime(2027, 2, 3, 6, 42, tzinfo=UTC))
LOOKS = [
    (language, theme, size) for size in ("large", "small") for language in ("da", "en") for theme in ("light", "dark")
]
SIZES = {"large": (1440, 900), "small": (1024, 700)}


@dataclass(frozen=True)
class Seeded:
    """What was put into the profile, by the ids that the screens are asked for."""

    targets: dict[str, Target]
    committee: str


def seed(workspace: Workspace) -> Seeded:
    """A member's work of some weeks: read items, highlights, notes, bookmarks, requests, and minutes that arrived."""
    workspace.sources.add_sample()
    workspace.sources.sync()
    meetings = workspace.meetings.list()
    held = [meeting for meeting in meetings if meeting.start and meeting.start.day < CLOCK.now().date()]
    ahead = [meeting for meeting in meetings if meeting not in held]
    reading = _items(workspace, ahead[0])
    for item in reading[:4]:
        workspace.reading.mark_read(item.row.id)
    for item in reading[:2]:
        workspace.reading.set_prepared(item.row.id, prepared=True)
    noted = _mark(workspace, next(item for item in _items(workspace, held[-1]) if _long_section(item)))
    _mark(workspace, next(item for item in reading if _long_section(item)))
    workspace.bookmarks.add(reading[2].row.id)
    workspace.bookmarks.add(noted.row.id)
    requests = _requests(workspace, ahead[-1])
    attached = next(item for item in reading if any(file.state is FileState.PRESENT for file in item.attachments))
    file = next(file for file in attached.attachments if file.state is FileState.PRESENT)
    closed = next(row for meeting in meetings for row in workspace.meetings.view(meeting.id).items if row.closed)
    home = workspace.meetings.item(closed.id).meeting_id
    told = next(one for meeting in meetings for one in workspace.meetings.view(meeting.id).announcements)
    announced = Target(Screen.MEETING, meeting=workspace.meetings.item(told.item_id).meeting_id, item=told.item_id)
    corrected = _correct(workspace, reading[3])
    return Seeded(
        {
            "overview": Target(Screen.OVERVIEW),
            "committee": Target(Screen.COMMITTEE, committee=workspace.meetings.committees()[0].key),
            "agenda": Target(Screen.MEETING, meeting=ahead[0].id, item=attached.row.id),
            "minutes": Target(Screen.MEETING, meeting=noted.meeting_id, item=noted.row.id),
            "announcements": announced,
            "corrected": Target(Screen.MEETING, meeting=ahead[0].id, item=corrected),
            "closed": Target(Screen.MEETING, meeting=home, item=closed.id),
            "pages": Target(
                Screen.PAGES, meeting=ahead[0].id, item=attached.row.id, attachment=file.id, sha256=file.sha256,
                title=file.title,
            ),
            "notes": Target(Screen.NOTES),
            "bookmarks": Target(Screen.BOOKMARKS),
            "requests": Target(Screen.REQUESTS),
            "request": Target(Screen.REQUEST, request=requests[0]),
            "sources": Target(Screen.SOURCES),
            "settings": Target(Screen.SETTINGS),
            "welcome": Target(Screen.WELCOME),
        },
        ahead[0].committee,
    )  # fmt: skip


def _items(workspace: Workspace, meeting: MeetingRow) -> list[ItemView]:
    view = workspace.meetings.view(meeting.id)
    return [workspace.meetings.item(row.id) for row in view.items]


def _long_section(item: ItemView) -> str | None:
    for key, section in item.content.keyed_sections():
        if section.role is Role.FACTS and len(section.text) > 400:
            return key
    return None


def _mark(workspace: Workspace, item: ItemView) -> ItemView:
    """Two highlights, one of them with a note, and a note on the whole item."""
    key = _long_section(item)
    text = dict(item.content.keyed_sections())[key or ""].text
    first = text.index(". ") + 2
    second = text.index(". ", first) + 2
    add = workspace.notes.add
    add(item.row.id, section=key, start=first, end=second - 1, text="Spørg: hvem følger op?", colour=Colour.YELLOW)
    end = text.find(",", second)
    add(item.row.id, section=key, start=second, end=end if end > 0 else second + 30, colour=Colour.GREEN)
    add(item.row.id, text="Tag tallene fra sidste år med.")
    return item


def _correct(workspace: Workspace, item: ItemView) -> str:
    """Another title, and a section that is the decision."""
    key = next(key for key, section in item.content.keyed_sections() if section.role is not Role.RECOMMENDATION)
    workspace.corrections.set_role(item.row.id, key, Role.DECISION)
    workspace.corrections.set_title(item.row.id, f"{item.row.title} (rettet)")
    return item.row.id


def _requests(workspace: Workspace, meeting: MeetingRow) -> list[str]:
    chair = (Requester("Asta Brink", "C", "formand"), Requester("Villads Holm", "Ø", "næstformand"))
    text = (
        "Udvalget har de seneste år åbnet tre væresteder, men de lukker alle klokken fire.\n\n"
        "Vi ønsker en drøftelse af, hvordan husene kan bruges om aftenen, og hvad det vil kræve af frivillige."
    )
    first = workspace.requests.new(
        RequestDraft(meeting.committee, "Åbne væresteder om aftenen", chair, meeting.id, ItemType.DISCUSSION, text)
    )
    second = workspace.requests.new(RequestDraft(meeting.committee, "Status på cykelstien ved Askeby", chair[:1]))
    workspace.requests.set_status(second.id, RequestStatus.SENT)
    return [first.id, second.id]


def prepare(folder: Path) -> tuple[Profile, Seeded]:
    """A profile with everything in it."""
    secret = folder / "passphrase"
    secret.write_text("en sætning til billeder\n", encoding="utf-8")
    os.environ["MOEDEKLAR_PASSPHRASE_FILE"] = str(secret)
    profile = Profile(folder / "profile")
    with Workspace.open(profile, NobodyToAsk(), CLOCK) as workspace:
        seeded = seed(workspace)
        source = workspace.sources.list()[0]
        bring_minutes(Path(source.location), CLOCK, workspace.pdf.set_html)
        workspace.sources.sync()
    return profile, seeded


def draw(profile: Profile, seeded: Seeded, folder: Path, language: str, theme: str, size: str) -> None:
    """Every screen in one look, and the palette over one of them."""
    with Camera(profile, CLOCK, language, theme, SIZES[size]) as camera:
        for name, target in seeded.targets.items():
            camera.show(target)
            camera.save(folder / f"{name}.png")
        camera.show(seeded.targets["minutes"])
        QTest.keyClick(camera.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        camera.settle()
        for letter in "forløb":
            QTest.keyClicks(camera.window.focusWidget(), letter)
        camera.settle()
        camera.save(folder / "search.png")
        QTest.keyClick(camera.window.focusWidget(), Qt.Key.Key_Escape)
        draw_updates(camera, folder)
        draw_going(camera, folder)
        if size == "large":
            draw_dialogs(camera, folder)
        else:
            _letter(camera, seeded.targets["request"], folder)


def _letter(camera: Camera, request: Target, folder: Path) -> None:
    """The letter, which has a page of its own where there is no room for it beside the fields."""
    camera.show(request)
    view = camera.window.findChild(EditorView)
    assert isinstance(view, EditorView)
    view.switch.click()
    camera.settle()
    camera.save(folder / "request-letter.png")


def draw_empty(profile: Profile, folder: Path, language: str, theme: str) -> None:
    """What stands where nothing is yet, and where nothing is found."""
    with Camera(profile, CLOCK, language, theme, SIZES["large"]) as camera:
        for screen in (Screen.WELCOME, Screen.OVERVIEW, Screen.BOOKMARKS, Screen.NOTES, Screen.REQUESTS):
            camera.show(Target(screen))
            camera.save(folder / f"empty-{screen.value}.png")
        draw_portal(camera, folder)
        QTest.keyClick(camera.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        camera.settle()
        camera.save(folder / "search-begin.png")
        QTest.keyClicks(camera.window.focusWidget(), "intet som dette")
        camera.settle()
        camera.save(folder / "search-nothing.png")


def draw_organisation(profile: Profile, seeded: Seeded, made: Path, folder: Path, look: tuple[str, str, str]) -> None:
    """What an organisation asks at the first start, and what it has locked in a profile that is used."""
    language, theme, size = look
    committee = seeded.committee
    with decided(made / "organisation", language, theme, committee):
        fresh = Profile(made / f"fresh-{'-'.join(look)}")
        Workspace.open(fresh, NobodyToAsk(), CLOCK).close()
        with Camera(fresh, CLOCK, language, theme, SIZES[size]) as camera:
            draw_question(camera, folder)
        with Camera(agreed(profile, made / "agreed", CLOCK), CLOCK, language, theme, SIZES[size]) as camera:
            draw_decided(camera, folder, committee)


def main() -> int:
    """Draw all looks; print how many pictures there are."""
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "screenshots").resolve()
    shutil.rmtree(target, ignore_errors=True)
    with tempfile.TemporaryDirectory() as made:
        profile, seeded = prepare(Path(made))
        empty = Profile(Path(made) / "empty")
        Workspace.open(empty, NobodyToAsk(), CLOCK).close()
        centre = Profile(Path(made) / "centre")
        prepare_centre(centre, CLOCK)
        for language, theme, size in LOOKS:
            folder = target / f"{language}-{theme}-{size}"
            draw(profile, seeded, folder, language, theme, size)
            if size == "large":
                draw_empty(empty, folder, language, theme)
            with Camera(centre, CLOCK, language, theme, SIZES[size]) as camera:
                draw_centre(camera, folder)
            draw_organisation(profile, seeded, Path(made), folder, (language, theme, size))
            with secretary(Path(made), CLOCK) as desk, Camera(desk, CLOCK, language, theme, SIZES[size]) as camera:
                draw_publishing(camera, Path(made), folder)
    pictures = sorted(target.rglob("*.png"))
    print(f"{len(pictures)} pictures in {target.name}/")
    return 0


if __name__ == "__main__":
    sys.exit(main())
