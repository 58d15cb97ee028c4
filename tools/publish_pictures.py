"""Pictures of the secretary's page: the form, what would go out, what was done, taking back, closed items."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from moedeklar.member.accounts import NobodyToAsk
from moedeklar.member.member_key import export_key
from moedeklar.member.profile import Profile
from moedeklar.member.workspace import Workspace
from moedeklar.model.moments import Clock
from moedeklar.store.keys import StoreKeys
from moedeklar.ui.navigation import Screen, Target
from moedeklar.ui.publishing.view import PublishScreen
from tests.support.body import Body
from tools.pictures import Camera

BODY = Body(committees=2, months=3, items=4, files=6, year=2027)
URL = "https://www.nordlund.example/dagsordener/"


class Desk:
    """The page in a window, with a folder beside it; what a person does, step by step."""

    def __init__(self, camera: Camera, root: Path, folder: Path) -> None:
        self._camera = camera
        self._to = folder
        self.root = root
        camera.show(Target(Screen.PUBLISH))
        screen = camera.window.findChild(PublishScreen)
        assert isinstance(screen, PublishScreen)
        self.screen = screen

    def save(self, name: str) -> None:
        """FOLDER/publish-NAME.png."""
        self._camera.pause()
        self._camera.save(self._to / f"publish-{name}.png")

    def settle(self) -> None:
        """Until no job is on any more."""
        for _ in range(400):
            self._camera.pause()
            if self.screen.runner.job is None:
                break
        self._camera.settle()

    def look(self) -> None:
        """See what would go out."""
        self.screen.card.look.click()
        self.settle()

    def to_end(self) -> None:
        """Scroll down."""
        bar = self.screen.area.verticalScrollBar()
        self._camera.pause()
        bar.setValue(bar.maximum())

    def question(self, name: str) -> None:
        """The question that is asked, answered with yes."""
        self._camera.pause()
        assert self.screen.question is not None
        self._camera.save(self._to / f"publish-{name}.png", self.screen.question)
        self.screen.question.accept()
        self.settle()


@contextmanager
def secretary(made: Path, clock: Clock) -> Iterator[Profile]:
    """A profile without a feed, its folder of agendas beside it; gone again afterwards."""
    profile = Profile(made / "secretary")
    Workspace.open(profile, NobodyToAsk(), clock).close()
    folder = made / "Dagsordener"
    BODY.write(folder)
    BODY.write_meeting(folder, 1, 2, closed=1)
    (folder / "Referat 12.pdf").write_bytes(b"afbrudt undervejs")
    yield profile
    for path in (profile.folder, folder, made / "web", made / "lukket"):
        shutil.rmtree(path, ignore_errors=True)


def draw_publishing(camera: Camera, made: Path, folder: Path) -> None:
    """Write FOLDER/publish-STATE.png for each state, over the window of *camera* and in its look."""
    desk = Desk(camera, made, folder)
    form = desk.screen.form
    desk.save("empty")
    form.save.click()
    desk.save("refused")
    form.kind.setCurrentIndex(form.kind.findData("s3"))
    desk.save("storage")
    form.kind.setCurrentIndex(0)
    texts = (str(made / "Dagsordener"), str(made / "web"), URL, "Nordlund Kommune")
    for field, text in zip((form.folder, form.place, form.url, form.name), texts, strict=True):
        field.edit.setText(text)
    form.save.click()
    camera.settle()
    desk.settle()
    desk.save("feed")
    desk.screen.card.look.click()
    desk.save("looking")
    desk.settle()
    desk.save("plan")
    next(iter(desk.screen.plan.rows.values())).button.setChecked(True)
    camera.pause()
    desk.screen.area.verticalScrollBar().setValue(260)
    desk.save("details")
    desk.to_end()
    desk.save("stays")
    desk.screen.bar.publish.click()
    desk.settle()
    desk.save("done")
    _changed(desk)
    _closed(desk)
    shutil.rmtree(made / "Dagsordener")
    desk.look()
    desk.save("vanished")


def _changed(desk: Desk) -> None:
    folder = desk.root / "Dagsordener"
    BODY.write_meeting(folder, 0, 0, changed=2)
    shutil.rmtree(BODY.folder(folder, 0, 1))
    desk.look()
    for row in desk.screen.plan.rows.values():
        row.button.setChecked(True)
    desk.screen.area.verticalScrollBar().setValue(260)
    desk.save("changed")
    desk.screen.bar.publish.click()
    desk.question("question")
    desk.save("done-again")
    desk.screen.card.undo.click()
    desk.settle()
    desk.question("undo")


def _closed(desk: Desk) -> None:
    for name in ("Asta Brink", "Villads Holm"):
        export_key(StoreKeys.generate(), desk.root / f"{name}.txt", name)
    card = desk.screen.closed
    card.set_up.click()
    card.place.edit.setText(str(desk.root / "lukket"))
    card.place.edit.editingFinished.emit()
    desk.settle()
    card.choose_keys = lambda: tuple(str(path) for path in sorted(desk.root.glob("*.txt")))
    card.add_keys.click()
    desk.settle()
    desk.settle()
    card.look.click()
    desk.settle()
    desk.to_end()
    desk.save("closed")
    card.publish.click()
    desk.settle()
    desk.to_end()
    desk.save("closed-done")
