from __future__ import annotations

from pathlib import Path
from typing import Any

import keyring
import keyring.backend
import keyring.errors
import pytest

from moedeklar.member import accounts
from moedeklar.member.accounts import KeyringShelf, NobodyToAsk, open_keys, recover_keys
from moedeklar.member.environment import PASSPHRASE_FILE
from moedeklar.member.profile import Profile, ProfileLock
from moedeklar.model.errors import Cancelled, MoedeklarError, SecretsError, StoreError
from moedeklar.store import keys
from moedeklar.store.keyfile import Kept
from moedeklar.store.store import Store


@pytest.fixture(autouse=True)
def light_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Little work for each passphrase; what the real work costs is not what is tested here."""
    monkeypatch.setattr(accounts, "wrap", lambda found, secret, work=16: keys.wrap(found, secret, 16))


class FakeShelf:
    """A keyring in memory. Not an operating system's."""

    def __init__(self) -> None:
        self.secrets: dict[str, str] = {}
        self.broken = ""
        self.touched = 0

    def get(self, name: str) -> str | None:
        self._check()
        return self.secrets.get(name)

    def set(self, name: str, secret: str) -> None:
        self._check()
        self.secrets[name] = secret

    def delete(self, name: str) -> None:
        self._check()
        self.secrets.pop(name, None)

    def _check(self) -> None:
        self.touched += 1
        if self.broken:
            raise SecretsError(self.broken)


class Person:
    """Answers what is asked, and remembers the code that was shown."""

    def __init__(self, *passphrases: str, typed: str = "") -> None:
        self.passphrases = list(passphrases)
        self.asked: list[tuple[bool, bool]] = []
        self.code = ""
        self.typed = typed

    def passphrase(self, new: bool, wrong: bool) -> str:
        self.asked.append((new, wrong))
        return self.passphrases.pop(0)

    def show_recovery_code(self, code: str) -> None:
        self.code = code

    def recovery_code(self) -> str:
        return self.typed or self.code


@pytest.fixture
def shelf() -> FakeShelf:
    """A keyring that works."""
    return FakeShelf()


@pytest.fixture
def gone() -> FakeShelf:
    """A keyring that there is none of."""
    made = FakeShelf()
    made.broken = "keyring_gone"
    return made


def code_of(call: Any, *args: Any) -> str:
    with pytest.raises((SecretsError, StoreError)) as caught:
        call(*args)
    return caught.value.code


def file_with(tmp_path: Path, content: bytes) -> dict[str, str]:
    path = tmp_path / "passphrase.txt"
    path.write_bytes(content)
    return {PASSPHRASE_FILE: str(path)}


def test_with_a_keyring_nothing_is_asked_and_the_code_is_shown_once(profile, shelf) -> None:
    person = Person()
    made = open_keys(profile, person, shelf, {})
    assert len(person.code) == 35
    assert person.asked == []
    person.code = ""
    assert open_keys(profile, person, shelf, {}) == made
    assert person.code == ""
    assert made.pack() not in profile.keys_file.read_text()
    assert made.database.hex() not in profile.keys_file.read_text()


def test_without_a_keyring_a_passphrase_is_asked_for(profile, gone) -> None:
    made = open_keys(profile, Person("hemmelig sætning"), gone, {})
    person = Person("forkert", "hemmelig sætning")
    assert open_keys(profile, person, gone, {}) == made
    assert person.asked == [(False, False), (False, True)]


def test_three_wrong_passphrases_end_it(profile, gone) -> None:
    open_keys(profile, Person("right"), gone, {})
    assert code_of(open_keys, profile, Person("a", "b", "c", "right"), gone, {}) == "passphrase_wrong"


def test_without_keyring_file_and_terminal_it_is_said_what_to_do_and_nothing_is_made(profile, gone) -> None:
    assert code_of(open_keys, profile, NobodyToAsk(), gone, {}) == "secrets_nowhere"
    assert not profile.keys_file.exists()


def test_with_a_keyring_but_nobody_to_see_the_code_nothing_is_made(profile, shelf) -> None:
    assert code_of(open_keys, profile, NobodyToAsk(), shelf, {}) == "secrets_nowhere"
    assert shelf.secrets == {}
    assert not profile.keys_file.exists()


@pytest.mark.parametrize("content", [b"sm\xc3\xb8r\n", b"\xef\xbb\xbfsm\xc3\xb8r\r\nsecond line\n", b"sm\xc3\xb8r"])
def test_a_passphrase_file_makes_and_opens_a_profile_without_touching_the_keyring(
    profile, shelf, tmp_path, content: bytes
) -> None:
    environment = file_with(tmp_path, content)
    made = open_keys(profile, NobodyToAsk(), shelf, environment)
    assert open_keys(profile, NobodyToAsk(), shelf, environment) == made
    assert open_keys(profile, Person("smør"), shelf, {}) == made
    assert shelf.touched == 0


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "passphrase_file_empty"),
        (b"\nsecond", "passphrase_file_empty"),
        (b"   \n", "passphrase_file_empty"),
        (b"\xff\xfe\x00", "passphrase_file_unreadable"),
    ],
)
def test_a_passphrase_file_that_says_nothing_is_refused(profile, shelf, tmp_path, content: bytes, code: str) -> None:
    assert code_of(open_keys, profile, Person(), shelf, file_with(tmp_path, content)) == code
    assert not profile.keys_file.exists()


def test_a_passphrase_file_that_is_missing_or_a_folder_is_refused(profile, shelf, tmp_path) -> None:
    missing = {PASSPHRASE_FILE: str(tmp_path / "nowhere")}
    assert code_of(open_keys, profile, Person(), shelf, missing) == "passphrase_file_missing"
    assert (
        code_of(open_keys, profile, Person(), shelf, {PASSPHRASE_FILE: str(tmp_path)}) == "passphrase_file_unreadable"
    )


def test_the_wrong_passphrase_in_the_file_is_told_and_nobody_is_asked(profile, shelf, tmp_path) -> None:
    open_keys(profile, NobodyToAsk(), shelf, file_with(tmp_path, b"right"))
    assert code_of(open_keys, profile, NobodyToAsk(), shelf, file_with(tmp_path, b"wrong")) == "passphrase_wrong"


def test_a_passphrase_file_is_refused_for_a_profile_with_its_keys_in_the_keyring(profile, shelf, tmp_path) -> None:
    open_keys(profile, Person(), shelf, {})
    before, shelf.touched = profile.keys_file.read_bytes(), 0
    environment = file_with(tmp_path, b"something")
    assert code_of(open_keys, profile, Person(), shelf, environment) == "keyring_not_passphrase_file"
    assert shelf.touched == 0
    assert profile.keys_file.read_bytes() == before


@pytest.mark.parametrize("broken", ["keyring_gone", "keyring_locked"])
def test_a_keyring_that_fails_is_told_apart_and_the_code_is_the_way_out(profile, shelf, broken: str) -> None:
    person = Person("a new passphrase")
    made = open_keys(profile, person, shelf, {})
    shelf.broken = broken
    assert code_of(open_keys, profile, person, shelf, {}) == broken
    assert broken in accounts.RECOVERABLE
    assert recover_keys(profile, person, shelf, {}) == made
    assert open_keys(profile, Person("a new passphrase"), shelf, {}) == made


def test_an_emptied_keyring_is_filled_again_by_the_code(profile, shelf) -> None:
    person = Person()
    made = open_keys(profile, person, shelf, {})
    shelf.secrets.clear()
    assert code_of(open_keys, profile, person, shelf, {}) == "keyring_empty"
    assert recover_keys(profile, person, shelf, {}) == made
    assert person.asked == []
    assert open_keys(profile, Person(), shelf, {}) == made


def test_a_spoiled_entry_in_the_keyring_is_told(profile, shelf) -> None:
    open_keys(profile, Person(), shelf, {})
    shelf.secrets = dict.fromkeys(shelf.secrets, "something else")
    assert code_of(open_keys, profile, Person(), shelf, {}) == "keyring_damaged"


def test_a_forgotten_passphrase_is_replaced_by_the_code_and_the_code_stays(profile, gone) -> None:
    person = Person("forgotten", "new")
    made = open_keys(profile, person, gone, {})
    assert recover_keys(profile, person, gone, {}) == made
    assert open_keys(profile, Person("new"), gone, {}) == made
    assert code_of(open_keys, profile, Person("forgotten", "forgotten", "forgotten"), gone, {}) == "passphrase_wrong"
    assert recover_keys(profile, Person("newer", typed=person.code.lower().replace("-", " ")), gone, {}) == made


@pytest.mark.parametrize("kept", ["passphrase", "keyring"])
def test_a_passphrase_file_is_no_wish_for_another_passphrase(profile, shelf, gone, tmp_path, kept: str) -> None:
    person, used = Person("in force"), shelf if kept == "keyring" else gone
    made = open_keys(profile, person, used, {})
    before = profile.keys_file.read_bytes()
    person.asked.clear()
    assert recover_keys(profile, person, used, file_with(tmp_path, b"a slip")) == made
    assert profile.keys_file.read_bytes() == before
    assert person.asked == []
    assert open_keys(profile, Person("in force"), used, {}) == made


def test_a_code_with_a_slip_and_the_code_of_another_profile_are_told_apart(profile, gone, tmp_path) -> None:
    person, stranger = Person("one"), Person("two")
    open_keys(profile, person, gone, {})
    open_keys(Profile(tmp_path / "other"), stranger, gone, {})
    before = profile.keys_file.read_bytes()
    assert code_of(recover_keys, profile, Person(typed=stranger.code), gone, {}) == "recovery_code_wrong"
    assert code_of(recover_keys, profile, Person(typed=person.code[:-1]), gone, {}) == "recovery_code_mistyped"
    assert profile.keys_file.read_bytes() == before


@pytest.mark.parametrize("error", [Cancelled(), SecretsError("secrets_nowhere", variable=PASSPHRASE_FILE)])
@pytest.mark.parametrize("kept_by", ["keyring", "passphrase", "file"])
def test_whoever_leaves_without_the_code_has_no_profile(
    profile, shelf, gone, tmp_path, error: MoedeklarError, kept_by: str
) -> None:
    class Leaving(Person):
        def show_recovery_code(self, code: str) -> None:
            raise error

    environment = file_with(tmp_path, b"word") if kept_by == "file" else {}
    keyring = shelf if kept_by == "keyring" else gone
    if kept_by == "file" and isinstance(error, SecretsError):
        open_keys(profile, Leaving(), keyring, environment)  # nobody was there to see it
        return
    with pytest.raises(type(error)):
        open_keys(profile, Leaving("chosen words"), keyring, environment)
    assert not profile.keys_file.exists()
    assert shelf.secrets == {}


@pytest.mark.parametrize(
    ("typed", "slip", "marked"),
    [
        ("ABCDE-1234%-x", "short", ""),
        ("ABCDE-12Æ45", "letter", "Æ"),
        ("abcde " * 6 + "yz", "long", "yz"),
        ("ABCDE" * 6, "check", ""),
    ],
)
def test_what_is_wrong_with_a_code_that_was_typed(typed: str, slip: str, marked: str) -> None:
    found = accounts.code_slip(typed)
    assert found is not None
    assert (found.slip, typed[found.start : found.end]) == (slip, marked)


def test_a_profile_made_unattended_says_that_it_has_no_code_and_can_get_one(profile, gone, tmp_path) -> None:
    environment = file_with(tmp_path, b"word")
    made = open_keys(profile, NobodyToAsk(), gone, environment)
    assert code_of(recover_keys, profile, Person(typed="x"), gone, {}) == "recovery_none"
    person = Person("new")
    accounts.renew_recovery_code(profile, made, person)
    assert recover_keys(profile, person, gone, {}) == made


def test_a_passphrase_can_be_changed_and_the_old_one_opens_nothing(profile, shelf) -> None:
    made = open_keys(profile, Person(), shelf, {})
    accounts.change_passphrase(profile, made, "new")
    known = accounts.kept_keys(profile)
    assert known is not None
    assert known.kept is Kept.PASSPHRASE
    assert open_keys(profile, Person("new"), shelf, {}) == made
    assert code_of(accounts.change_passphrase, profile, made, "  ") == "passphrase_empty"


def test_a_truncated_key_file_is_put_right(profile, gone) -> None:
    made = open_keys(profile, Person("word"), gone, {})
    profile.keys_file.write_bytes(profile.keys_file.read_bytes()[:100])
    assert open_keys(profile, Person("word"), gone, {}) == made


def test_without_a_key_file_no_new_keys_are_made_for_a_database_that_is_there(profile, gone, fixed_clock) -> None:
    made = open_keys(profile, Person("word"), gone, {})
    Store.open(profile.folder, made, fixed_clock).close()
    for file in profile.folder.glob("keys.json*"):
        file.unlink()
    assert code_of(open_keys, profile, Person("word"), gone, {}) == "keys_missing"
    assert not profile.keys_file.exists()


def test_while_another_process_makes_the_profile_this_one_waits_and_says_so(profile, gone, monkeypatch) -> None:
    monkeypatch.setattr(accounts, "_PATIENCE", 0.05)
    other = ProfileLock(profile.folder / "keys.lock")
    assert other.acquire()
    assert code_of(open_keys, profile, Person("word"), gone, {}) == "profile_busy"
    other.release()
    open_keys(profile, Person("word"), gone, {})


class FakeBackend(keyring.backend.KeyringBackend):
    """A backend of the `keyring` library in memory: the library is real, the operating system's service is not."""

    priority = 5  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.secrets: dict[tuple[str, str], str] = {}
        self.error: Exception | None = None

    def get_password(self, service: str, username: str) -> str | None:
        if self.error:
            raise self.error
        return self.secrets.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.error:
            raise self.error
        self.secrets[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.secrets[service, username]


@pytest.fixture
def backend():
    """The fake backend as the library's own choice, put back afterwards."""
    before = keyring.get_keyring()
    made = FakeBackend()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def test_the_library_keeps_and_gives_back_the_keys(profile, backend) -> None:
    made = open_keys(profile, Person(), None, {})
    assert open_keys(profile, Person(), None, {}) == made
    assert [service for service, _ in backend.secrets] == ["moedeklar"]


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (keyring.errors.KeyringLocked("dismissed"), "keyring_locked"),
        (keyring.errors.InitError("no collection"), "keyring_gone"),
        (keyring.errors.NoKeyringError("none"), "keyring_gone"),
        (ConnectionError("no bus"), "keyring_gone"),
        (TypeError("an error of a backend's own"), "keyring_gone"),
    ],
)
def test_errors_of_the_library_are_told(backend, error: Exception, code: str) -> None:
    backend.error = error
    assert code_of(KeyringShelf().get, "x") == code


def test_a_backend_in_plain_text_or_of_nothing_is_no_keyring(backend, monkeypatch) -> None:
    monkeypatch.setattr(FakeBackend, "priority", 0.5)
    assert code_of(KeyringShelf().set, "x", "y") == "keyring_gone"
    assert backend.secrets == {}
