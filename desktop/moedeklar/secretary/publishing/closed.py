"""Closed items for members alone: a package for each meeting that has any, encrypted for their public keys (age).

A package is a ZIP of the meeting's own papers and a folder `bilag` with its attachments, as a member's app reads a
folder; where there are no papers but a case system's record, a web page stands for them. Neither names nor numbers of
objects tell what is in them; their count and sizes do. The place has to be one that only members may read: encryption
is the second lock, not the first. New packages are written before `closed.json` names them, old ones deleted after.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, cast

from moedeklar.model.errors import Cancelled, MoedeklarError
from moedeklar.secretary.publishing.openness import ReadMeeting, closed_alias
from moedeklar.secretary.publishing.package import members_of, zipped
from moedeklar.secretary.publishing.records import digest_of
from moedeklar.secretary.publishing.targets.base import Content, Target
from moedeklar.secretary.publishing.writing import OnWrite
from moedeklar.store.age import age
from moedeklar.store.atomic import write_atomically
from moedeklar.store.files import FileStore
from moedeklar.store.problems import told
from moedeklar.store.streams import DecryptingReader, Recording

INDEX = "closed.json"
_AGE, _JSON = "application/octet-stream", "application/json; charset=utf-8"


class MemberKeyError(MoedeklarError):
    """Members' keys are missing, or are none."""


@dataclass(frozen=True, slots=True)
class Package:
    """A meeting with closed items. `name` is its object's, `meeting` is the secretary's to see."""

    name: str
    meeting_id: str
    meeting: str = field(repr=False)
    closed: int = 0


@dataclass(frozen=True, slots=True)
class ClosedPlan:
    """What goes out for members: all packages, the names of those that are written, and of those that are deleted."""

    target: str
    packages: tuple[Package, ...]
    writes: tuple[str, ...]
    removes: tuple[str, ...]
    members: int = 0
    inside: Mapping[str, ReadMeeting] = field(default_factory=dict, repr=False, compare=False)

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change."""
        return not self.writes and not self.removes


@dataclass(frozen=True, slots=True)
class MemberKey:
    """A member's public key, and whose it is, as the file says that it came in."""

    key: str
    name: str


_LARGEST_KEYS = 1_000_000  # bytes


def read_keys(paths: Iterable[Path]) -> tuple[str, ...]:
    """The public keys in files, a key a line, each once. Raises MemberKeyError: as `read_members`, member_keys_none."""
    found = {one.key: None for path in paths for one in read_members(path)}
    if not found:
        raise MemberKeyError("member_keys_none")
    return tuple(found)


def read_members(path: Path) -> tuple[MemberKey, ...]:
    """The keys in a file, each named by the comment above it or the file.

    Raises MemberKeyError member_key_unreadable, and member_key_bad for what is no such file.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST_KEYS + 1)
        lines = data.decode("utf-8-sig").splitlines()
    except OSError as error:
        raise MemberKeyError("member_key_unreadable", name=path.name, why=error.strerror or "") from error
    except UnicodeDecodeError as error:
        raise MemberKeyError("member_key_bad", name=path.name) from error
    if len(data) > _LARGEST_KEYS:
        raise MemberKeyError("member_key_bad", name=path.name)
    found: list[MemberKey] = []
    called = ""
    for line in filter(None, map(str.strip, lines)):
        if line.startswith("#"):
            called = line.lstrip("# ").removeprefix("Mødeklar").lstrip(": ")
            continue
        try:
            key = str(age.x25519.Recipient.from_str(line))
        except age.RecipientError as error:
            raise MemberKeyError("member_key_bad", name=path.name) from error
        found.append(MemberKey(key, called or path.stem))
        called = ""
    if not found:
        raise MemberKeyError("member_key_bad", name=path.name)
    return tuple(found)


class ClosedPublishing:
    """Publishes closed items to one place, of which *folder* keeps what is there. Every call blocks."""

    def __init__(self, target: Target, folder: Path, files: FileStore, salt: bytes) -> None:
        self._target = target
        self._known_file = folder / "packages.json"
        self._files = files
        self._salt = salt

    def plan(self, meetings: Iterable[ReadMeeting], recipients: tuple[str, ...]) -> ClosedPlan:
        """What would go out of *meetings* to the members with these public keys. Another member makes all anew."""
        packages, inside = [], {}
        for meeting in meetings:
            if not is_closed(meeting):
                continue
            name = self._name(meeting, recipients)
            packages.append(Package(name, meeting.id, meeting.title, len(meeting.closed_items)))
            inside[name] = meeting
        known = self._known()
        writes = tuple(sorted(inside.keys() - known))
        removes = tuple(sorted(known - inside.keys()))
        return ClosedPlan(self._target.name, tuple(packages), writes, removes, len(recipients), inside)

    def publish(
        self,
        plan: ClosedPlan,
        recipients: tuple[str, ...],
        on_write: OnWrite | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> None:
        """Do what *plan* says. Raises TargetError, StoreError, Cancelled; cut short, the next one completes it."""
        if plan.is_empty:
            return
        self._target.check()
        self._keep(self._known() | {*plan.writes})  # what was begun may be there, and is then deleted or written again
        keys = [age.x25519.Recipient.from_str(key) for key in recipients]
        for done, name in enumerate(plan.writes):
            if cancelled is not None and cancelled():
                raise Cancelled
            if on_write is not None:
                on_write(done, len(plan.writes), name)
            members = members_of(plan.inside[name], self._files)
            with _sealed(io.BufferedReader(cast("Any", zipped(members))), keys) as stream:
                self._target.put(name, Content(stream, 0, _AGE, lasting=True))
        listed = {"form": 1, "packages": sorted(package.name for package in plan.packages)}
        data = json.dumps(listed, separators=(",", ":")).encode()
        self._target.settle(plan.writes)
        self._target.put(INDEX, Content(io.BytesIO(data), len(data), _JSON))
        self._target.settle([INDEX])
        for name in plan.removes:
            self._target.remove(name)
        self._keep({package.name for package in plan.packages})

    def _name(self, meeting: ReadMeeting, recipients: tuple[str, ...]) -> str:
        said = hashlib.blake2b(self._salt, digest_size=12)
        said.update(digest_of(_said(meeting)).encode())
        said.update("\n".join(sorted(recipients)).encode())
        return f"packages/{closed_alias(meeting.id, self._salt)}-{said.hexdigest()}.age"

    def _known(self) -> set[str]:
        with told(self._known_file):
            return set(json.loads(self._known_file.read_bytes())) if self._known_file.exists() else set()

    def _keep(self, names: set[str]) -> None:
        with told(self._known_file):
            self._known_file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_atomically(self._known_file, json.dumps(sorted(names)).encode())


def is_closed(meeting: ReadMeeting) -> bool:
    """Whether anything of *meeting* is for members alone."""
    attached = any(one.closed for item in meeting.items for one in item.content.attachments)
    return bool(meeting.closed_items) or attached or any(paper.closed for paper in meeting.papers)


def _said(meeting: ReadMeeting) -> tuple[object, ...]:
    return meeting.title, meeting.place, meeting.items, tuple(paper.file for paper in meeting.papers)


def _sealed(plain: BinaryIO, keys: list[Any]) -> BinaryIO:
    """What *plain* holds, encrypted for *keys*, as a stream."""

    def push(target: Any) -> None:
        reading = Recording(plain)
        try:
            age.encrypt_io(reading, Recording(target), keys)
        except (age.EncryptError, OSError) as error:
            if reading.error is not None:
                raise reading.error from error
            raise

    return io.BufferedReader(DecryptingReader(push, plain.close), 1 << 16)
