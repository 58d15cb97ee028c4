"""A municipality with closed material, a clock that is set, and a look at every byte that a profile keeps."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from moedeklar.member.accounts import NobodyToAsk
from moedeklar.member.profile import Profile
from moedeklar.member.workspace import Workspace
from moedeklar.model.organisation import Preset
from moedeklar.store.keys import StoreKeys
from tests.sync.nordlund import Item, Paper, plain_pdf, put

PAGE, TAG, IV = 4096, 64, 16
RULE = Preset(name="Nordlund Kommune", closed_days=30)
TITLE = "Qvistrupaftalen"
SECRETS = ("Qvistrup", "Xylografsag", "Wolframtillæg", "Zinkhvælving", "Yachthemmelig")
SHARED = "Kort over havnen"
CLOSED = Item(
    f"Lukket: {TITLE}",
    "00.07.02-G01-9-27",
    "Forvaltningen indstiller, at Xylografsagen forliges.",
    "Parterne er enige om et Wolframtillæg på 2 mio. kr. Wolframtillægget er fortroligt. " * 3,
    attachments=("Notat om Zinkhvælving", SHARED),
)
OPEN = Item(
    "Uddybning af havnen i Havnholm",
    "08.06.00-P20-1-27",
    "Forvaltningen indstiller, at sagen drøftes.",
    "Havnen i Havnholm skal uddybes hvert fjerde år. Sidste uddybning var i 2023.",
    attachments=(SHARED,),
)
BARE = Item("Lukket: Køb af areal")
PAST = Paper((OPEN, CLOSED, BARE), day=(2027, 1, 12))
COMING = Paper((OPEN, CLOSED), day=(2027, 2, 9))


class MovingClock:
    """A clock that the test sets: at first Wednesday 3 February 2027, 07.42 in Copenhagen."""

    def __init__(self) -> None:
        self.at = datetime(2027, 2, 3, 6, 42, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def later(self, days: float) -> None:
        self.at += timedelta(days=days)


def papers(root: Path, *meetings: Paper) -> None:
    """Each meeting in a folder of its own, as an agenda with attachments and as minutes; one file lies in all."""
    shared = plain_pdf("Et kort, som alle ser")
    for number, paper in enumerate(meetings or (PAST, COMING)):
        folder = root / f"{number}"
        put(folder / "dagsorden.txt", paper.text())
        put(folder / "referat.txt", paper.minutes(*("" if one is BARE else "Godkendt." for one in paper.items)).text())
        put(folder / "bilag" / "Notat om Zinkhvælving.pdf", plain_pdf(f"Yachthemmelig beregning {number}"))
        put(folder / "bilag" / f"{SHARED}.pdf", shared)


def found(profile: Profile, keys: StoreKeys, words: Iterable[str]) -> set[str]:
    """Those of *words* that stand anywhere in the database, its free pages or the log beside it, in any capitals."""
    wanted = {word: word.lower().encode() for word in words}
    pages = [*_pages(profile.database, keys.database), *_frames(profile.database, keys.database)]
    # As the engine's own letters have it, of which only A to Z are folded by `bytes.lower`.
    text = b"\n".join(page.lower().replace("Æ".encode(), "æ".encode()) for page in pages)
    return {word for word, said in wanted.items() if said in text}


def _pages(path: Path, key: bytes) -> Iterable[bytes]:
    data = path.read_bytes()
    for number in range(len(data) // PAGE):
        page = data[number * PAGE : (number + 1) * PAGE]
        if any(page):
            yield _decrypted(page, key, 16 if number == 0 else 0)


def _frames(path: Path, key: bytes) -> Iterable[bytes]:
    log = path.with_name(path.name + "-wal")
    data = log.read_bytes() if log.exists() else b""
    for at in range(32, len(data), 24 + PAGE):
        first = int.from_bytes(data[at : at + 4], "big") == 1
        page = data[at + 24 : at + 24 + PAGE]
        if len(page) == PAGE:
            yield _decrypted(page, key, 16 if first else 0)


def _decrypted(page: bytes, key: bytes, start: int) -> bytes:
    """A page of SQLCipher 4 (https://www.zetetic.net/sqlcipher/design/): AES-256 in CBC, IV and HMAC at its end."""
    end = PAGE - TAG - IV
    cipher = Cipher(algorithms.AES(key), modes.CBC(page[end : end + IV]))
    decryptor = cipher.decryptor()
    return decryptor.update(page[start:end]) + decryptor.finalize()


class Member:
    """A member with a folder of papers, whose computer can be started again and again."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.clock = MovingClock()
        self.keys = StoreKeys.generate()
        self.profile = Profile(folder / "profil")
        self.root = folder / "papirer"
        self.preset = RULE
        self._stack = stack

    def start(self, profile: Profile | None = None) -> Workspace:
        workspace = Workspace.open(profile or self.profile, NobodyToAsk(), self.clock, keys=self.keys)
        workspace.retention._preset = lambda: self.preset
        return self._stack.enter_context(workspace)

    def found(self) -> set[str]:
        return found(self.profile, self.keys, SECRETS)

    def files(self) -> int:
        return len(list(self.profile.files.glob("*/*.age")))


def due(member: Member, workspace: Workspace) -> None:
    """The rule is told of, and a month passes."""
    workspace.retention.told()
    member.clock.later(31)


def item_of(workspace: Workspace, meeting: int = 0, item: int = 1) -> str:
    rows = sorted(workspace.meetings.list(), key=lambda row: row.start)
    return workspace.meetings.view(rows[meeting].id).item_ids[item]
