"""The preset as a package of Debian's: deb(5), an `ar` archive of two `tar` archives. The same input, the same bytes.

Written here and not by a packaging tool, so that a secretary needs nothing but the program itself.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import re
import tarfile
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

PLACE = "etc/xdg/moedeklar"
PREFIX = "moedeklar-organisation"
_SPELLED = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss", "đ": "d", "ł": "l"})
_NO_ADDRESS = "moedeklar@example.org"  # as the program's own package has it; the field may not be without one
_LONGEST = 60  # letters of the organisation in the package's name


@dataclass(frozen=True, slots=True)
class Package:
    """A package, and the name of its file."""

    name: str
    data: bytes


def organisation_package(organisation: str, mail: str, files: Mapping[str, bytes], moment: int) -> Package:
    """The package that puts *files* (by their names) where every member's program on the computer looks.

    *moment*, in seconds since 1970, is when the preset was last changed: it is the version, so that apt takes a later
    preset for an upgrade. *mail* is whom to ask, "" where nobody is named.
    """
    called = f"{PREFIX}-{_plain(organisation)}"
    when = datetime.fromtimestamp(max(moment, 0), UTC)
    version = when.strftime("%Y.%m.%d.%H%M%S")
    keeper = f"{_one_line(organisation)} <{_one_line(mail) or _NO_ADDRESS}>"
    documents = f"usr/share/doc/{called}"
    content = {
        **{f"{PLACE}/{name}": data for name, data in files.items()},
        f"{documents}/changelog.gz": _zipped(_changes(called, version, keeper, when)),
        f"{documents}/copyright": f"{_COPYRIGHT}\nCopyright (C) {when:%Y} {_one_line(organisation)}\n".encode(),
    }
    fields = {
        "Package": called,
        "Version": version,
        "Section": "misc",
        "Priority": "optional",
        "Architecture": "all",
        "Maintainer": keeper,
        "Installed-Size": str(sum(-(-len(data) // 1024) for data in content.values())),
        "Depends": "moedeklar",
        # One organisation a computer: the package of another one, or of this one before it was renamed, makes way.
        "Provides": PREFIX,
        "Conflicts": PREFIX,
        "Replaces": PREFIX,
        "Description": f"settings of Mødeklar for {_one_line(organisation)}\n"
        " Where agendas come from, deadlines, and what else the organisation has\n"
        " decided for those who use Mødeklar on this computer.",
    }
    control = {
        "control": "".join(f"{key}: {value}\n" for key, value in fields.items()).encode(),
        "conffiles": "".join(f"/{PLACE}/{name}\n" for name in files).encode(),
        "md5sums": "".join(
            f"{hashlib.md5(data, usedforsecurity=False).hexdigest()}  {name}\n" for name, data in content.items()
        ).encode(),
    }
    parts = {
        "debian-binary": b"2.0\n",
        "control.tar.gz": _zipped(_tar(control, int(when.timestamp()))),
        "data.tar.gz": _zipped(_tar(content, int(when.timestamp()))),
    }
    return Package(f"{called}_{version}_all.deb", _ar(parts, int(when.timestamp())))


_COPYRIGHT = """\
What lies below /etc/xdg/moedeklar in this package are settings. They were made by, and belong to:
"""


def _plain(organisation: str) -> str:
    """A name in the letters that package names may have (Debian policy 5.6.1): "Ærø Kommune" is "aeroe-kommune"."""
    spelled = unicodedata.normalize("NFKD", organisation.casefold().translate(_SPELLED))
    return re.sub(r"[^a-z0-9]+", "-", spelled.encode("ascii", "ignore").decode())[:_LONGEST].strip("-") or "own"


def _one_line(text: str) -> str:
    """Nothing that would begin another field, or name another person in this one."""
    return re.sub(r"[\s<>,\x00-\x1f\x7f]+", " ", text).strip()


def _changes(called: str, version: str, keeper: str, when: datetime) -> bytes:
    """Debian policy 4.4; the names of days and months are English whatever the computer speaks."""
    day = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[when.weekday()]
    month = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][when.month - 1]
    stamp = f"{day}, {when:%d} {month} {when:%Y %H:%M:%S} +0000"
    text = f"{called} ({version}) stable; urgency=medium\n\n  * Settings as of this day.\n\n -- {keeper}  {stamp}\n"
    return text.encode()


def _zipped(data: bytes) -> bytes:
    return gzip.compress(data, 9, mtime=0)


def _tar(files: Mapping[str, bytes], moment: int) -> bytes:
    """With every folder named before what is in it, all of it root's."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT) as archive:
        seen: set[str] = set()
        for name, data in files.items():
            steps = name.split("/")[:-1]
            for depth in range(len(steps) + 1):
                folder = "/".join([".", *steps[:depth]])
                if folder not in seen:
                    seen.add(folder)
                    archive.addfile(_entry(f"{folder}/", moment, tarfile.DIRTYPE, 0o755))
            entry = _entry(f"./{name}", moment, tarfile.REGTYPE, 0o644)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return out.getvalue()


def _entry(name: str, moment: int, kind: bytes, mode: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.type, entry.mode, entry.mtime = kind, mode, moment
    entry.uname = entry.gname = "root"
    return entry


def _ar(parts: Mapping[str, bytes], moment: int) -> bytes:
    """The common format of ar(5): a header of 60 bytes a file, and each file on an even place."""
    whole = [b"!<arch>\n"]
    for name, data in parts.items():
        whole.append(f"{name:<16}{moment:<12}{0:<6}{0:<6}{'100644':<8}{len(data):<10}`\n".encode())
        whole.append(data + b"\n" * (len(data) % 2))
    return b"".join(whole)
