#!/usr/bin/env python3
"""`make run`: the sample municipality in a profile of its own, in the window, or offscreen where there is no screen.

The profile stands in .run/, with a passphrase made for it; delete the folder to begin anew.
"""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / ".run"


def passphrase() -> Path:
    """The file with the profile's passphrase, made at the first run and readable by its owner alone."""
    path = PLACE / "passphrase"
    if not path.exists():
        PLACE.mkdir(mode=0o700, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(secrets.token_urlsafe(24) + "\n")
    return path


def has_screen() -> bool:
    """Whether a window can be shown here."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def main() -> int:
    """Fill the profile, then open the window or do its job without one."""
    os.environ["MOEDEKLAR_PASSPHRASE_FILE"] = str(passphrase())
    screen = has_screen()
    if not screen:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"

    # After the environment is set: the clock and Qt read it.
    from moedeklar.__main__ import check_window, open_window  # noqa: PLC0415
    from moedeklar.cli import main as cli  # noqa: PLC0415

    common = ["--profile", str(PLACE / "profile")]

    def moedeklar(*arguments: str) -> int:
        return cli([*common, *arguments], open_window, check_window)

    status = moedeklar("source", "add", "sample") or moedeklar("sync")
    if status:
        return status
    return moedeklar() if screen else without_screen(moedeklar)


def without_screen(moedeklar: object) -> int:
    """The same job offscreen: print the next agenda, and write a picture of it."""
    from moedeklar.member.accounts import NobodyToAsk  # noqa: PLC0415 (as above)
    from moedeklar.member.clock import clock_of_environment  # noqa: PLC0415
    from moedeklar.member.profile import Profile  # noqa: PLC0415
    from moedeklar.member.workspace import Workspace  # noqa: PLC0415
    from moedeklar.ui.navigation import Screen, Target  # noqa: PLC0415
    from tools.pictures import Camera  # noqa: PLC0415

    print("\nThere is no screen here, so the same is done without a window.\n", flush=True)
    profile, clock = Profile(PLACE / "profile"), clock_of_environment()
    with Workspace.open(profile, NobodyToAsk(), clock) as workspace:
        meeting = workspace.meetings.next_meeting()
        if meeting is None:
            print("The sample municipality has no meeting ahead; delete .run and run again.", file=sys.stderr)
            return 1
        items = workspace.meetings.view(meeting.id).items
        item = next((row.id for row in items if not row.closed and row.type is not None), items[0].id)
    assert callable(moedeklar)
    status = moedeklar("show", meeting.id)
    picture = PLACE / "screenshot.png"
    with Camera(profile, clock, "", "light", (1440, 900)) as camera:
        camera.show(Target(Screen.MEETING, meeting=meeting.id, item=item))
        camera.save(picture)
    print(f"\nA picture of the window: {picture.relative_to(ROOT)}")
    return int(status)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
