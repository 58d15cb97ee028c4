from __future__ import annotations

import json
import secrets
import unicodedata

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from moedeklar.model.errors import SecretsError
from moedeklar.store import keyfile
from moedeklar.store.bech32 import age_identity
from moedeklar.store.keyfile import Kept, KeyFile
from moedeklar.store.keys import StoreKeys, WrongSecret, unwrap, wrap
from moedeklar.store.recovery_code import Mistyped, new_code, parse_code

LIGHT = 1 << 4


def test_keys_are_random_and_never_shown() -> None:
    one, other = StoreKeys.generate(), StoreKeys.generate()
    assert one != other
    assert len(one.database) == 32
    assert one.database.hex() not in repr(one)
    assert one.files not in repr(one)


def test_packed_keys_fit_the_smallest_keyring() -> None:
    keys = StoreKeys.generate()
    # Windows' Credential Manager takes 2560 bytes of UTF-16.
    assert len(keys.pack().encode("utf-16-le")) < 2560
    assert StoreKeys.unpack(keys.pack()) == keys


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", '{"database": "00", "files": "AGE"}', '{"database": 1}'])
def test_what_is_no_keys_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        StoreKeys.unpack(text)


def test_a_wrap_opens_with_its_secret_alone_and_shows_nothing() -> None:
    keys = StoreKeys.generate()
    wrapped = json.loads(json.dumps(wrap(keys, "blåbærgrød", LIGHT)))
    assert unwrap(wrapped, "blåbærgrød") == keys
    assert unwrap(wrapped, unicodedata.normalize("NFD", "blåbærgrød")) == keys
    assert keys.database.hex() not in json.dumps(wrapped)
    for wrong in ("blåbærgrod", "", "Blåbærgrød", " blåbærgrød"):
        with pytest.raises(WrongSecret):
            unwrap(wrapped, wrong)


def test_a_spoiled_wrap_is_refused() -> None:
    wrapped = wrap(StoreKeys.generate(), "secret", LIGHT)
    for spoiled in ({}, {**wrapped, "box": "?"}, {**wrapped, "n": 1 << 40}, {**wrapped, "n": "many"}):
        with pytest.raises(ValueError):
            unwrap(spoiled, "secret")
    with pytest.raises(WrongSecret):
        unwrap({**wrapped, "box": wrapped["box"][:40] + "AAAA" + wrapped["box"][44:]}, "secret")


def test_an_identity_of_given_bytes_is_one_that_age_knows() -> None:
    secret = secrets.token_bytes(32)
    identity = pyrage.x25519.Identity.from_str(age_identity(secret))
    assert str(identity) == age_identity(secret)
    assert pyrage.decrypt(pyrage.encrypt(b"x", [identity.to_public()]), [identity]) == b"x"


def test_a_code_is_six_groups_of_five_without_lookalikes() -> None:
    groups = new_code().split("-")
    assert [len(group) for group in groups] == [5] * 6
    assert not set("ILOU") & set("".join(groups))


@given(st.integers(0, 29), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"), st.randoms(use_true_random=False))
def test_a_code_is_known_however_it_is_typed_and_a_slip_is_noticed(at: int, wrong: str, random) -> None:
    code = new_code()
    bare = code.replace("-", "")
    typed = "".join(random.choice((c, c.lower())) + random.choice(("", " ", "-", "\n")) for c in code)
    typed = typed.replace("0", "o").replace("1", "l")
    assert parse_code(typed) == bare
    slipped = bare[:at] + wrong + bare[at + 1 :]
    if slipped != bare:
        with pytest.raises(Mistyped):
            parse_code(slipped)


@pytest.mark.parametrize("typed", ["", "12345", "æøå", "0" * 30, "0" * 31])
def test_what_is_no_code_is_mistyped(typed: str) -> None:
    with pytest.raises(Mistyped):
        parse_code(typed)


def test_a_key_file_is_read_as_written_and_has_a_second(tmp_path) -> None:
    path = tmp_path / "keys.json"
    made = KeyFile(Kept.PASSPHRASE, {"kdf": "scrypt"}, None)
    keyfile.save(path, made)
    assert keyfile.load(path) == made
    assert path.stat().st_mode & 0o077 == 0
    assert {file.name for file in tmp_path.iterdir()} == {"keys.json", "keys.json.bak"}


@pytest.mark.parametrize("spoiled", [b"", b"{", b'{"format": 1, "kept": "keyring"}', b"\xff\xfe", b"[]", b"\0" * 300])
def test_a_spoiled_key_file_is_put_right_from_its_second_and_kept(tmp_path, spoiled: bytes) -> None:
    path = tmp_path / "keys.json"
    made = KeyFile(Kept.KEYRING, None, {"kdf": "scrypt"})
    keyfile.save(path, made)
    path.write_bytes(spoiled)
    assert keyfile.load(path) == made
    assert KeyFile.from_json(path.read_text()) == made
    assert (tmp_path / "keys.json.damaged").read_bytes() == spoiled


def test_two_spoiled_key_files_are_told_and_left_alone(tmp_path) -> None:
    path = tmp_path / "keys.json"
    keyfile.save(path, KeyFile(Kept.KEYRING, None, None))
    path.write_bytes(b"{")
    (tmp_path / "keys.json.bak").write_bytes(b"}")
    with pytest.raises(SecretsError) as caught:
        keyfile.load(path)
    assert caught.value.code == "keys_damaged"
    assert (path.read_bytes(), (tmp_path / "keys.json.bak").read_bytes()) == (b"{", b"}")


def test_a_key_file_of_a_newer_program_is_told(tmp_path) -> None:
    path = tmp_path / "keys.json"
    path.write_text('{"format": 2, "something": "else"}')
    with pytest.raises(SecretsError) as caught:
        keyfile.load(path)
    assert caught.value.code == "keys_newer"


def test_no_key_file_is_no_keys(tmp_path) -> None:
    assert keyfile.load(tmp_path / "keys.json") is None
