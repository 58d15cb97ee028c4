"""What was published to a place, on the secretary's disk: one folder for each, beside the private store.

A publish writes new files and then, in one stroke, the pointer `current.json` that names them: it is as before or as
after. The state of the publish before stays, for `undo`. Nothing of a closed item is in any of it in plain text.
"""

from __future__ import annotations

import contextlib
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from moedeklar.model.codec import decode, encode
from moedeklar.model.errors import StoreError
from moedeklar.secretary.publishing.choices import Choices
from moedeklar.secretary.publishing.oparl import Checksum
from moedeklar.secretary.publishing.records import FeedMeeting
from moedeklar.secretary.publishing.stamping import FORM, FeedState, MeetingState
from moedeklar.store.atomic import write_atomically
from moedeklar.store.files import FileStore
from moedeklar.store.precedence import give_way
from moedeklar.store.problems import told

_CURRENT, _PENDING, _CHECKSUMS, _SALT = "current.json", "pending.json", "checksums.json", "salt"
_CHOICES = "choices.json"


@dataclass(frozen=True, slots=True)
class Published:
    """What is out: the state, the hash of each object by name; and the state before, None where there is none.

    `closed` are aliases of the items that were closed when the folder was last read.
    """

    state: FeedState
    objects: Mapping[str, str]
    before: FeedState | None = None
    closed: frozenset[str] = frozenset()


def _meeting(said: Any) -> MeetingState:
    give_way()
    return decode(MeetingState, said)


class StateReader:
    """What is known of one place, without what needs keys. Every call blocks and raises StoreError."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self) -> Published | None:
        """What is out; None where nothing was published yet. StoreError feed_state_newer, feed_state_broken."""
        pointer = self._json(_CURRENT)
        if pointer is None:
            return None
        state = self._state(pointer["state"])
        before = self._state(pointer["before"]) if pointer.get("before") else None
        return Published(state, self._json(pointer["objects"]) or {}, before, frozenset(pointer.get("closed", ())))

    def pending(self) -> frozenset[str]:
        """The names of objects that a publish that did not end was about: nothing is known of these."""
        return frozenset((self._json(_PENDING) or {}).get("names", ()))

    def choices(self) -> Choices:
        """What was decided by hand."""
        said = self._json(_CHOICES) or {}
        held, back, items = (frozenset(said.get(name, ())) for name in ("held", "back", "items"))
        return Choices(held, back, items)

    def _state(self, name: str) -> FeedState:
        value = self._json(name)
        if value is None or value.get("form", FORM) > FORM:
            raise StoreError("feed_state_newer" if value else "feed_state_broken", path=str(self._folder / name))
        try:
            # One meeting after the other, since there are tens of thousands of stamps: the window goes first.
            meetings = {one: _meeting(said) for one, said in value.get("meetings", {}).items()}
            return replace(decode(FeedState, value | {"meetings": {}}), meetings=meetings)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise StoreError("feed_state_broken", path=str(self._folder / name)) from error

    def _json(self, name: str) -> Any:
        path = self._folder / name
        with told(path):
            if not path.exists():
                return None
            data = path.read_bytes()
        try:
            return json.loads(data)
        except ValueError as error:
            raise StoreError("feed_state_broken", path=str(path)) from error


class StateFolder(StateReader):
    """The folder of one place. Every call blocks and raises StoreError."""

    def __init__(self, folder: Path, files: FileStore) -> None:
        super().__init__(folder)
        self._files = files
        with told(folder):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def keep_choices(self, choices: Choices) -> None:
        """Keep what was decided by hand."""
        said = {"held": choices.held, "back": choices.back, "items": choices.items}
        self._write(_CHOICES, {name: sorted(ids) for name, ids in said.items()})

    def save(self, after: Published) -> None:
        """Keep what is out now, and forget what was about to be."""
        old = self._json(_CURRENT) or {}
        number = after.state.generation
        state, objects = f"state-{number}.json", f"objects-{number}.json"
        self._write(state, encode(after.state))
        self._write(objects, dict(after.objects))
        before = f"state-{after.before.generation}.json" if after.before else None
        if before and before != old.get("state"):
            self._write(before, encode(after.before))
        pointer = {"state": state, "objects": objects, "before": before, "closed": sorted(after.closed)}
        self._write(_CURRENT, pointer)
        keep = {state, objects, before}
        with contextlib.suppress(OSError):
            (self._folder / _PENDING).unlink(missing_ok=True)
            for pattern in ("state-*.json", "objects-*.json"):
                for path in self._folder.glob(pattern):
                    if path.name not in keep:
                        path.unlink()

    def begin(self, names: Iterable[str]) -> None:
        """Note what is about to be written and removed, with what an earlier publish left open."""
        self._write(_PENDING, {"names": sorted(self.pending() | set(names))})

    def salt(self) -> bytes:
        """Random bytes of this place, made at first, that hide what ids of closed items are made of."""
        path = self._folder / _SALT
        with told(path):
            if path.exists():
                return bytes.fromhex(path.read_text("ascii"))
        made = secrets.token_bytes(32)
        write_atomically(path, made.hex().encode())
        return made

    def checksums(self) -> dict[str, Checksum]:
        """What was counted of files before, by SHA-256."""
        return {one: Checksum(*said) for one, said in (self._json(_CHECKSUMS) or {}).items()}

    def keep_checksums(self, checksums: Mapping[str, Checksum]) -> None:
        """Keep these and no others."""
        self._write(_CHECKSUMS, {one: [said.size, said.sha1, said.sha512] for one, said in checksums.items()})

    def keep_record(self, meeting: FeedMeeting) -> str:
        """Keep what goes out of a meeting, encrypted, and return its hash."""
        text = json.dumps(encode(meeting), ensure_ascii=False, sort_keys=True)
        return self._files.put(text.encode("utf-8", "surrogatepass"))[0]

    def record(self, sha256: str) -> FeedMeeting:
        """What went out of a meeting. Raises NotFound, StoreError."""
        give_way()
        return decode(FeedMeeting, json.loads(self._files.read(sha256).decode("utf-8", "surrogatepass")))

    def forget_records(self, hashes: Iterable[str]) -> None:
        """Delete records that no state names any more."""
        for sha256 in hashes:
            self._files.remove(sha256)

    def _write(self, name: str, value: Any) -> None:
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        write_atomically(self._folder / name, text.encode())
