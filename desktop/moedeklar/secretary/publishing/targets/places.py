"""From what a person writes to a place: a folder, or the address of object storage."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from moedeklar.secretary.publishing.targets.base import Target, TargetError
from moedeklar.secretary.publishing.targets.folder import FolderTarget
from moedeklar.secretary.publishing.targets.objects import ObjectTarget

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]+)://", re.IGNORECASE)


def scheme_of(place: str) -> str:
    """The scheme of an address ("s3"), "" for a folder."""
    found = _SCHEME.match(place.strip())
    return found[1].casefold() if found else ""


def target_of(place: str, options: Mapping[str, str]) -> Target:
    """The place called *place*; *options* are those of object storage.

    Raises TargetError target_unknown, target_secret where an address holds what is secret: it is shown in many places.
    """
    said = place.strip()
    if scheme_of(said) and ("@" in said.partition("://")[2].partition("/")[0] or "?" in said):
        raise TargetError("target_secret", place=f"{scheme_of(said)}://…")
    return ObjectTarget(said, options) if scheme_of(said) else FolderTarget(Path(said))
