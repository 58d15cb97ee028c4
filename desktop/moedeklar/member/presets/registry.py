r"""Policies in the registry of Windows: `Software\Policies\Moedeklar`, of the person and then of the machine.

A value is called as the key stands in the file ("updates.mode"); lists of text are parted by ";" or REG_MULTI_SZ. Three
have names of their own: `organisation`, `source_url` (one source) and `organisation_toml` (a whole file).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

PATH = r"Software\Policies\Moedeklar"
ROOTS = ("HKCU", "HKLM")  # the machine's counts for more
TOML = "organisation_toml"
_LISTS = frozenset({"locked"})
_NUMBERS = frozenset({"retention.closed_days"})

Values = Callable[[str], Mapping[str, Any]]
"""The values of `PATH` under a root, by their names; none where the key is not there."""


def values_of(root: str) -> Mapping[str, Any]:
    """As `Values`, from this computer's registry; none where there is no registry, or it may not be read."""
    if sys.platform != "win32":
        return {}
    import winreg  # noqa: PLC0415 (Windows only)

    found: dict[str, Any] = {}
    hive = winreg.HKEY_LOCAL_MACHINE if root == "HKLM" else winreg.HKEY_CURRENT_USER
    try:
        with winreg.OpenKey(hive, PATH, 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY) as key:
            for number in range(winreg.QueryInfoKey(key)[1]):
                name, value, _kind = winreg.EnumValue(key, number)
                found[name] = value
    except OSError:
        return found
    return found


def place_of(root: str) -> str:
    """What the policies of *root* are called when they are told of."""
    return f"{root}\\{PATH}"


def document_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """*values* as the table that a file would have. Empty ones, which an installer leaves, say nothing."""
    document: dict[str, Any] = {}
    for name, value in values.items():
        if name == TOML or value in ("", None):
            continue
        if name == "organisation":
            document["name"] = value
        elif name == "source_url":
            document["sources"] = [_source(str(value).strip())]
        else:
            _put(document, name.split("."), _plain(name, value))
    return document


def _plain(name: str, value: Any) -> Any:
    if name in _LISTS and isinstance(value, str):
        return [part.strip() for part in value.split(";") if part.strip()]
    if name in _NUMBERS and isinstance(value, str) and value.strip().isdecimal():
        return int(value)
    return value


def _put(document: dict[str, Any], names: list[str], value: Any) -> None:
    inside = document
    for name in names[:-1]:
        below = inside.setdefault(name, {})
        if not isinstance(below, dict):
            return
        inside = below
    inside[names[-1]] = value


def _source(address: str) -> dict[str, Any]:
    """A source at *address*: FirstAgenda where a municipality is known to publish there, else OParl."""
    from moedeklar.member.portals import of_host  # noqa: PLC0415 (the table of municipalities: only here)

    try:
        host = urlsplit(address).netloc
    except ValueError:
        host = ""
    portal = of_host(host)
    if portal is not None and portal.is_firstagenda:
        return {"kind": "firstagenda", "location": address, "name": portal.name}
    return {"kind": "oparl", "location": address}
