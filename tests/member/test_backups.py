from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from moedeklar.member import accounts
from moedeklar.member.accounts import NobodyToAsk, open_keys
from moedeklar.member.backups import Backups, set_aside
from moedeklar.member.bookmarks import Bookmarks
from moedeklar.member.environment import PASSPHRASE_FILE
from moedeklar.member.notes import Notes
from moedeklar.member.profile import Profile
from moedeklar.member.reading import Reading
from moedeklar.member.settings import Settings
from moedeklar.member.undo import Undo
from moedeklar.model.changes import ChangeSet
from moedeklar.model.errors import MoedeklarError, SecretsError, StoreError
from moedeklar.model.requests import Request, RequestDraft, RequestStatus
from moedeklar.model.views import FileState, HitKind
from moedeklar.model.work import Colour
from moedeklar.store import attachments, keys, mirror, requests, search
from moedeklar.store.attachments import AttachmentRecord
from moedeklar.store.backup import counts, rescue
from moedeklar.store.store import Store
from tests.support.meeting import AGENDA, MINUTES, put_meeting


class MovingClock:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.at = datetime(2027, 2, 3, 6, 42, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def later(self, hours: float = 1) -> None:
        self.at += timedelta(hours=hours)


class Person(NobodyToAsk):
    """Sees the recovery code, and types it when asked."""

    def __init__(self, code: str = "") -> None:
        self.code = code

    def show_recovery_code(self, code: str) -> None:
        self.code = code

    def recovery_code(self) -> str:
        return self.code


class Desk:
    """A member with a profile on a computer, with a passphrase file."""

    def __init__(self, folder: Path, clock: MovingClock, passphrase: str) -> None:
        folder.mkdir()
        (folder / "passphrase").write_text(passphrase)
        self.environment = {PASSPHRASE_FILE: str(folder / "passphrase")}
        self.profile = Profile(folder / "profile")
        self.person = Person()
        self.clock = clock
        self.keys = open_keys(self.profile, self.person, None, self.environment)
        self.open()

    def open(self) -> None:
        self.store = Store.open(self.profile.folder, self.keys, self.clock)
        self.undo = Undo()
        self.notes = Notes(self.store, self.undo)
        self.bookmarks = Bookmarks(self.store, self.undo)
        self.reading = Reading(self.store, self.undo)
        self.settings = Settings(self.store)
        self.backups = Backups(self.profile, self.store, self.keys, self.undo, self.environment)

    def hits(self, query: str) -> set[tuple[HitKind, str]]:
        return {(hit.kind, hit.id) for hit in self.store.read(lambda db: search.find(db, query))}


@pytest.fixture(autouse=True)
def light_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Little work for each passphrase."""
    monkeypatch.setattr(accounts, "wrap", lambda found, secret, work=16: keys.wrap(found, secret, 16))


@pytest.fixture
def clock() -> MovingClock:
    """Wednesday 3 February 2027."""
    return MovingClock()


@pytest.fixture
def desk(tmp_path: Path, clock: MovingClock) -> Iterator[Desk]:
    """A member who has prepared a meeting."""
    made = Desk(tmp_path / "old", clock, "gammel")
    put_meeting(made.store, AGENDA, MINUTES)
    made.notes.add_quote("roof", "Taget er utæt.", text="Spørg tømreren", colour=Colour.RED)
    made.notes.add("ferry", text="Husk vinteren")
    gone = made.notes.add("ferry", text="Fejl")
    made.notes.remove(gone.id)
    made.bookmarks.add("roof", "Taget")
    made.reading.mark_read("roof")
    made.reading.set_prepared("ferry", True)
    made.settings.set("theme", "dark")
    sha256, _ = made.store.files.put(b"the person's own annex")
    draft = RequestDraft("Skoleudvalget", "Cykelsti til Havnholm", attachments=(sha256,))
    request = Request("request", draft, RequestStatus.DRAFT, clock.now(), clock.now())
    made.store.write(lambda db: (requests.put(db, request), ChangeSet()))
    yield made
    made.store.close()


@pytest.fixture
def other(tmp_path: Path, clock: MovingClock) -> Iterator[Desk]:
    """The same member on a new computer, with another passphrase and nothing in it."""
    made = Desk(tmp_path / "new", clock, "ny")
    yield made
    made.store.close()


def content(store: Store) -> dict[str, list[tuple]]:
    tables = ("user_note", "user_bookmark", "user_reading", "user_request", "user_setting", "user_source")
    mirrored = ("mirror_meeting", "mirror_version", "mirror_document", "mirror_item", "mirror_item_version")
    return store.read(
        lambda db: {
            table: sorted(db.execute(f"SELECT * FROM {table}").fetchall(), key=repr) for table in tables + mirrored
        }
    )


def test_everything_comes_back_in_a_fresh_profile_with_the_old_passphrase(desk, other, tmp_path) -> None:
    desk.backups.save(tmp_path / "backup.moedeklar")
    (tmp_path / "new" / "passphrase").write_text("gammel")
    told = other.backups.restore(tmp_path / "backup.moedeklar", NobodyToAsk())
    assert told == {"notes": 3, "bookmarks": 1, "requests": 1, "meetings": 1}
    assert content(other.store) == content(desk.store)
    assert other.notes.list() == desk.notes.list()
    for query in ("tømreren", "utæt", "cykelsti", "sommeren"):
        assert other.hits(query) == desk.hits(query) != set()
    (sha256,) = other.store.read(lambda db: requests.get(db, "request")).draft.attachments
    assert other.store.files.read(sha256) == b"the person's own annex"
    assert other.store.check() == ()
    assert not other.undo.can_undo


def test_the_recovery_code_opens_it_where_the_passphrase_is_another(desk, other, tmp_path) -> None:
    desk.backups.save(tmp_path / "backup.moedeklar")
    other.backups.restore(tmp_path / "backup.moedeklar", desk.person)
    assert content(other.store) == content(desk.store)


@pytest.mark.parametrize(
    ("person", "code"),
    [
        (Person("0" * 30), "recovery_code_mistyped"),
        (Person("nothing like it"), "recovery_code_mistyped"),
        (NobodyToAsk(), "secrets_nowhere"),
    ],
)
def test_without_a_secret_that_opens_it_nothing_is_changed(desk, other, tmp_path, person, code: str) -> None:
    desk.backups.save(tmp_path / "backup.moedeklar")
    with pytest.raises(SecretsError) as caught:
        other.backups.restore(tmp_path / "backup.moedeklar", person)
    assert caught.value.code == code
    with pytest.raises(SecretsError) as caught:
        other.backups.restore(tmp_path / "backup.moedeklar", other.person)
    assert caught.value.code == "recovery_code_wrong"
    assert not any(other.store.read(counts).values())


def test_restoring_where_it_came_from_asks_nothing_and_takes_nothing_away(desk, clock, tmp_path) -> None:
    desk.backups.save(tmp_path / "backup.moedeklar")
    before = desk.notes.list()
    clock.later()
    new = desk.notes.add("ferry", text="Ny efter kopien")
    changed = desk.notes.edit(before[0].id, text="Rettet efter kopien")
    desk.notes.remove(before[1].id)
    clock.later()
    told = desk.backups.restore(tmp_path / "backup.moedeklar", NobodyToAsk())
    assert told == {"notes": 0, "bookmarks": 0, "requests": 0, "meetings": 0}
    assert set(desk.notes.list()) == {new, changed}, "what was changed last stands, removals too"


def test_what_was_changed_last_stands_on_a_second_computer_too(desk, other, clock, tmp_path) -> None:
    path = tmp_path / "backup.moedeklar"
    desk.backups.save(path)
    other.backups.restore(path, desk.person)
    first, second = desk.notes.list()
    clock.later()
    other.notes.edit(first.id, text="rettet på den nye")
    desk.notes.edit(second.id, text="rettet på den gamle")
    clock.later()
    desk.notes.remove(first.id)
    desk.backups.save(path)
    told = other.backups.restore(path, desk.person)
    assert told["notes"] == 2
    assert [note.text for note in other.notes.list()] == ["rettet på den gamle"]
    assert not any(kind is HitKind.NOTE for kind, _ in other.hits("rettet på den nye"))


def test_the_state_before_is_kept_and_can_be_restored(desk, other, clock, tmp_path) -> None:
    desk.backups.save(tmp_path / "backup.moedeklar")
    other.settings.set("theme", "light")
    other.backups.restore(tmp_path / "backup.moedeklar", desk.person)
    (kept,) = other.profile.backups.iterdir()
    assert kept.name.startswith("before-restore-")
    assert other.backups.restore(kept, NobodyToAsk())["notes"] == 0


def test_attachments_whose_files_did_not_come_along_wait_for_the_next_sync(desk, other, tmp_path) -> None:
    sha256, size = desk.store.files.put(b"a published file")
    record = AttachmentRecord("attachment", "roof", 0, "Tegning", sha256=sha256, state=FileState.PRESENT)

    def work(db):
        attachments.put_file(db, sha256, "application/pdf", size, 3)
        attachments.put(db, record)
        attachments.set_indexed(db, sha256, "2027-02-03T06:42:00.000000+00:00", 3)
        return None, ChangeSet()

    desk.store.write(work)
    desk.backups.save(tmp_path / "backup.moedeklar")
    other.backups.restore(tmp_path / "backup.moedeklar", desk.person)
    state = "SELECT state FROM mirror_attachment"
    assert other.store.read(lambda db: db.execute(state).fetchone()[0]) == "waiting"
    assert other.store.read(lambda db: db.execute("SELECT indexed FROM mirror_file").fetchone()[0]) is None
    desk.backups.restore(tmp_path / "backup.moedeklar", NobodyToAsk())
    assert desk.store.read(lambda db: db.execute(state).fetchone()[0]) == "present"


def test_a_version_whose_documents_another_has_taken_over_does_not_come_back(desk, clock, tmp_path) -> None:
    desk.backups.save(tmp_path / "backup.moedeklar")

    def work(db):
        (record,) = mirror.load(db, ["meeting"]).values()
        db.execute("UPDATE mirror_document SET version_id = 'version-b' WHERE version_id = 'version-a'")
        db.execute("DELETE FROM mirror_item_version WHERE version_id = 'version-a'")
        db.execute("DELETE FROM mirror_version WHERE id = 'version-a'")
        return record, ChangeSet()

    desk.store.write(work)
    desk.backups.restore(tmp_path / "backup.moedeklar", NobodyToAsk())
    versions = desk.store.read(lambda db: db.execute("SELECT id FROM mirror_version").fetchall())
    assert versions == [("version-b",)]


def test_the_file_shows_no_word_of_what_is_in_it(desk, tmp_path) -> None:
    path = tmp_path / "backup.moedeklar"
    desk.backups.save(path)
    data = path.read_bytes()
    for word in ("tømreren", "Askeby", "Skoleudvalget", "own annex", desk.keys.files, desk.keys.database.hex()):
        assert word.encode() not in data
    assert path.stat().st_mode & 0o077 == 0 or os.name == "nt"
    with zipfile.ZipFile(path) as archive:
        assert json.loads(archive.read("manifest.json"))["counts"]["user_note"] == 3


def bad(path: Path, kind: str) -> None:
    data = path.read_bytes()
    if kind == "truncated":
        path.write_bytes(data[: len(data) // 2])
    elif kind == "empty":
        path.write_bytes(b"")
    elif kind == "foreign":
        path.write_bytes(b"%PDF-1.7 something else entirely")
    elif kind == "foreign zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("letter.txt", "hello")
    elif kind == "flipped":
        with zipfile.ZipFile(path) as archive:
            at = archive.getinfo("data.age").header_offset + 600
        path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
    else:
        rewrite(path, kind)


def rewrite(path: Path, kind: str) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(parts["manifest.json"])
    if kind == "newer format":
        manifest["format"] = 99
    elif kind == "newer schema":
        manifest["schema"].append("m9999_later")
    elif kind == "other counts":
        manifest["counts"]["user_note"] = 7
    elif kind == "no data":
        del parts["data.age"]
    parts["manifest.json"] = json.dumps(manifest).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("truncated", "backup_damaged"),
        ("empty", "backup_foreign"),
        ("foreign", "backup_foreign"),
        ("foreign zip", "backup_foreign"),
        ("flipped", "backup_damaged"),
        ("newer format", "backup_newer"),
        ("newer schema", "backup_newer"),
        ("other counts", "backup_damaged"),
        ("no data", "backup_damaged"),
    ],
)
def test_a_bad_backup_is_told_and_nothing_is_changed(desk, other, tmp_path, kind: str, code: str) -> None:
    path = tmp_path / "backup.moedeklar"
    desk.backups.save(path)
    bad(path, kind)
    other.settings.set("theme", "light")
    before = content(other.store)
    with pytest.raises(StoreError) as caught:
        other.backups.restore(path, desk.person)
    assert caught.value.code == code
    assert content(other.store) == before
    assert list(other.profile.backups.iterdir()) == []


def test_a_backup_that_is_not_there_is_told(desk, tmp_path) -> None:
    with pytest.raises(StoreError) as caught:
        desk.backups.restore(tmp_path / "nowhere", NobodyToAsk())
    assert caught.value.code == "backup_missing"


def test_a_backup_that_cannot_be_written_leaves_the_old_one(desk, tmp_path, monkeypatch) -> None:
    path = tmp_path / "backup.moedeklar"
    desk.backups.save(path)
    before = path.read_bytes()
    with pytest.raises(StoreError) as caught:
        desk.backups.save(tmp_path / "no folder" / "backup.moedeklar")
    assert caught.value.code == "backup_folder_missing"
    with pytest.raises(MoedeklarError):
        desk.backups.save(tmp_path)

    def breaks(db):
        yield b"{}\n"
        raise OSError(28, "no space left")

    monkeypatch.setattr("moedeklar.store.backup.dump", breaks)
    with pytest.raises(StoreError) as caught:
        desk.backups.save(path)
    assert caught.value.code == "disk_full"
    assert path.read_bytes() == before
    assert not list(tmp_path.glob("*.part"))


def test_after_damage_the_database_is_set_aside_and_the_backup_restored(desk, clock, tmp_path) -> None:
    path = tmp_path / "backup.moedeklar"
    desk.backups.save(path)
    before = content(desk.store)
    desk.store.close()
    database = desk.profile.database
    database.write_bytes(database.read_bytes()[:20_000])
    with pytest.raises(StoreError) as caught:
        desk.open()
    assert caught.value.code == "store_damaged"
    aside = set_aside(desk.profile, clock.now())
    assert aside is not None
    assert aside.stat().st_size == 20_000
    desk.open()
    desk.backups.restore(path, NobodyToAsk())
    assert content(desk.store) == before
    assert set_aside(Profile(tmp_path / "nothing"), clock.now()) is None


def open_damaged(desk: Desk) -> None:
    desk.store = Store.open(desk.profile.folder, desk.keys, desk.clock, damaged=True)
    desk.backups = Backups(desk.profile, desk.store, desk.keys, desk.undo, desk.environment)


def spoil(database: Path, page: int) -> None:
    """Spoil a page, counted from 1."""
    with database.open("r+b") as file:
        file.seek((page - 1) * 4096 + 900)
        file.write(b"spoiled " * 9)


def test_where_published_papers_are_damaged_all_of_the_own_work_is_saved(desk, other, tmp_path) -> None:
    notes = desk.notes.list()
    root = "SELECT rootpage FROM sqlite_master WHERE name = 'mirror_item_version'"
    page = desk.store.read(lambda db: db.execute(root).fetchone()[0])
    desk.store.close()
    spoil(desk.profile.database, page)
    open_damaged(desk)
    assert not desk.backups.save(tmp_path / "rest.moedeklar")
    told = other.backups.restore(tmp_path / "rest.moedeklar", desk.person)
    assert told == {"notes": 3, "bookmarks": 1, "requests": 1, "meetings": 0}
    assert {note.text for note in other.notes.list()} == {note.text for note in notes}
    assert other.settings.get("theme", "") == "dark"


def test_of_notes_that_are_damaged_those_on_other_pages_are_saved(desk, other, tmp_path) -> None:
    for number in range(120):
        desk.notes.add("ferry", text=f"{number} " + "lang note " * 20)
    every = "SELECT count(*), (SELECT page_count FROM pragma_page_count) FROM user_note"
    count, pages = desk.store.read(lambda db: db.execute(every).fetchone())
    desk.store.close()
    whole = desk.profile.database.read_bytes()
    saved = []
    for page in range(pages, 1, -1):
        spoil(desk.profile.database, page)
        open_damaged(desk)
        lines = rescue(desk.store.read)[1]["user_note"]
        if 0 < lines < count:
            assert not desk.backups.save(tmp_path / "rest.moedeklar")
            saved.append(lines)
        desk.store.close()
        desk.profile.database.write_bytes(whole)
        if saved:
            break
    assert saved[0] > count * 0.7
    assert other.backups.restore(tmp_path / "rest.moedeklar", desk.person)["notes"] == saved[0]
    desk.open()
