"""Signatures of minisign: those in signed/ are minisign's own, and where it is installed it makes others."""

from __future__ import annotations

import base64
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moedeklar import signatures
from moedeklar.model.errors import SignatureError
from moedeklar.wording.errors import error_sentence
from moedeklar.wording.language import set_language

HERE = Path(__file__).parent / "signed"
KEYS = Path(__file__).resolve().parents[2] / "packaging" / "keys"
DATA = (HERE / "latest.json").read_bytes()
SIGNATURE = (HERE / "latest.json.minisig").read_bytes()
FIRST, SECOND = (
    signatures.read_key((KEYS / name).read_text(encoding="utf-8")) for name in ("test.pub", "test-next.pub")
)
BOTH = (FIRST, SECOND)


def code(data: bytes, signature: bytes, *keys: object) -> str:
    """What is said of a signature that does not hold, in both languages."""
    with pytest.raises(SignatureError) as caught:
        signatures.trusted_comment(data, signature, keys or BOTH)  # type: ignore[arg-type]
    for language in ("da", "en"):
        set_language(language)
        assert caught.value.code not in error_sentence(caught.value)
    return caught.value.code


def changed(signature: bytes, line: int, at: int) -> bytes:
    """The signature with one byte of what a line's base64 stands for changed."""
    lines = signature.splitlines()
    raw = bytearray(base64.b64decode(lines[line]))
    raw[at] ^= 1
    lines[line] = base64.b64encode(raw)
    return b"\n".join(lines) + b"\n"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("latest.json.minisig", "Mødeklar 9.9.9: TEST KEY"),
        ("legacy.minisig", "the older form"),
        ("next.minisig", "the next key"),
    ],
)
def test_what_minisign_signed_holds(name: str, said: str) -> None:
    assert signatures.trusted_comment(DATA, (HERE / name).read_bytes(), BOTH) == said


def test_the_id_chooses_the_key() -> None:
    assert [signatures.key_id(key) for key in BOTH] == ["969B738F83DDF318", "D6A0FAB2AD3F8014"]
    signatures.trusted_comment(DATA, (HERE / "next.minisig").read_bytes(), (SECOND,))
    assert code(DATA, (HERE / "next.minisig").read_bytes(), FIRST) == "signature_unknown"


def test_lines_may_end_as_on_windows() -> None:
    signatures.trusted_comment(DATA, SIGNATURE.replace(b"\n", b"\r\n"), BOTH)


@pytest.mark.parametrize("name", ["latest.json.minisig", "legacy.minisig"])
def test_a_changed_byte_of_the_data_is_found(name: str) -> None:
    signature = (HERE / name).read_bytes()
    for at in (0, len(DATA) // 2, len(DATA) - 1):
        tampered = bytearray(DATA)
        tampered[at] ^= 1
        assert code(bytes(tampered), signature) == "signature_wrong"
    assert code(DATA + b"\n", signature) == "signature_wrong"
    assert code(b"", signature) == "signature_wrong"


def test_a_tampered_signature_is_found() -> None:
    assert code(DATA, changed(SIGNATURE, 1, 20)) == "signature_wrong"
    assert code(DATA, changed(SIGNATURE, 3, 20)) == "signature_wrong"


def test_a_tampered_comment_is_found() -> None:
    assert code(DATA, SIGNATURE.replace(b"9.9.9", b"9.9.8")) == "signature_wrong"


def test_the_form_can_not_be_exchanged_for_the_other() -> None:
    """The bytes before the hash are no message of the older form, nor the other way round."""
    for name in ("latest.json.minisig", "legacy.minisig"):
        assert code(DATA, changed((HERE / name).read_bytes(), 1, 1)) in ("signature_wrong", "signature_damaged")
        lines = (HERE / name).read_bytes().splitlines()
        raw = base64.b64decode(lines[1])
        lines[1] = base64.b64encode((b"Ed" if raw[:2] == b"ED" else b"ED") + raw[2:])
        assert code(DATA, b"\n".join(lines)) == "signature_wrong"


def test_the_untrusted_comment_says_nothing() -> None:
    signatures.trusted_comment(DATA, SIGNATURE.replace(b"TEST KEY\nR", b"anything\nR"), BOTH)


def test_another_key_under_a_known_id_is_found() -> None:
    other = base64.b64decode(base64.b64encode(bytes.fromhex("00" * 32)))
    raw = base64.b64decode(FIRST.to_base64())
    forged = signatures.read_key(base64.b64encode(raw[:10] + other).decode())
    assert code(DATA, SIGNATURE, forged) == "signature_wrong"
    signatures.trusted_comment(DATA, SIGNATURE, (forged, FIRST))


@pytest.mark.parametrize(
    "signature",
    [
        b"",
        b"<html></html>",
        b"\n" * 4,
        SIGNATURE[:100],
        SIGNATURE + b"more\n",
        b"untrusted comment: x\n!!!\ntrusted comment: x\n!!!\n",
        SIGNATURE.replace(b"trusted comment: M", b"comment: M"),
        b"x" * 20_000,
    ],
)
def test_what_is_no_signature_is_refused(signature: bytes) -> None:
    assert code(DATA, signature) == "signature_damaged"


@given(st.binary(max_size=400))
def test_no_bytes_are_taken_for_a_signature(signature: bytes) -> None:
    with pytest.raises(SignatureError):
        signatures.trusted_comment(DATA, signature, BOTH)


@given(st.integers(0, len(SIGNATURE) - 1), st.integers(1, 255))
def test_no_changed_byte_makes_another_signature_hold(at: int, change: int) -> None:
    """Except in the untrusted comment, and in what is no more than another spelling of the same lines."""
    tampered = bytearray(SIGNATURE)
    tampered[at] ^= change
    try:
        said = signatures.trusted_comment(DATA, bytes(tampered), BOTH)
    except SignatureError:
        return
    assert said == "Mødeklar 9.9.9: TEST KEY"


def test_a_key_is_a_key() -> None:
    for text in ("", "no key", "RWQ=", SIGNATURE.splitlines()[1].decode()):
        with pytest.raises(ValueError, match=r"^(invalid|unsupported|read)"):
            signatures.read_key(text)


@pytest.mark.skipif(shutil.which("minisign") is None, reason="minisign is not installed")
@pytest.mark.parametrize("form", [[], ["-l"]])
def test_what_minisign_signs_here_holds(form: list[str], tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.write_bytes(bytes(range(256)) * 400)
    sign = ["minisign", "-S", *form, "-s", str(KEYS / "test.key"), "-m", str(data), "-t", "æøå"]
    subprocess.run(sign, check=True, capture_output=True)
    signature = data.with_name("data.minisig").read_bytes()
    assert signatures.trusted_comment(data.read_bytes(), signature, BOTH) == "æøå"
    assert code(data.read_bytes()[1:], signature) == "signature_wrong"
