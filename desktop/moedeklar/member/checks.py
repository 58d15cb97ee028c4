"""One thing that was looked at, and the disk, which everything needs."""

from __future__ import annotations

import shutil
from dataclasses import dataclass

from moedeklar.member.profile import Profile
from moedeklar.wording.language import _

LEAST_FREE = 500_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at. `check` is a stable name; `remedy` is "" where all is well."""

    check: str
    ok: bool
    detail: str
    remedy: str = ""


def space(profile: Profile, name: str = "space") -> Check:
    """Whether there is room where *profile* is."""
    place = next(path for path in (profile.folder, *profile.folder.absolute().parents) if path.exists())
    free = shutil.disk_usage(place).free
    detail = _("{size} free where the profile is.").format(size=_size(free))
    if free < LEAST_FREE:
        return Check(name, False, detail, _("Make room: attachments and notes need somewhere to be kept."))
    return Check(name, True, detail)


def _size(count: int) -> str:
    return f"{count / 1e9:.1f} GB" if count < 10e9 else f"{count / 1e9:.0f} GB"
