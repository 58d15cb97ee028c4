"""Signatures of Windows by the real osslsigncode, on a real small program and the installers of it."""

from __future__ import annotations

import base64
import hashlib
import http.server
import os
import shlex
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

import check_signing
import for_windows
import signing
from project import HERE, BuildError
from signer import NAMES, PREFIX, publisher, stated

TOOLS = ("osslsigncode", "openssl", "x86_64-w64-mingw32-gcc", "makensis", "wixl", "msibuild")
MISSING = [name for name in TOOLS if shutil.which(name) is None]
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")
State = Callable[..., None]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A launcher, its setup.exe and its .msi, none of them signed; and a test certificate in ``certificate``."""
    place = tmp_path_factory.mktemp("made")
    check_signing.make_certificate(place / "certificate")
    with pytest.MonkeyPatch.context() as patch:
        for name in NAMES:
            patch.delenv(PREFIX + name, raising=False)
        _build(place, patch)
    return place


def _build(place: Path, patch: pytest.MonkeyPatch, *, msi: bool = True) -> list[Path]:
    """As for a release, of a program that is nothing but its launcher."""
    patch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    patch.setattr(for_windows, "WORK", place)
    patch.setattr(for_windows, "STAGE", place / "stage")
    (place / "stage" / "runtime").mkdir(parents=True, exist_ok=True)
    (place / "stage" / "runtime" / "a.txt").write_text("of the runtime")
    return for_windows.installers("1.2.3", quick=True, into=place, msi=msi)


@pytest.fixture
def state(monkeypatch: pytest.MonkeyPatch) -> State:
    """Says who signs, by variables without their prefix; nothing else does."""
    for name in NAMES:
        monkeypatch.delenv(PREFIX + name, raising=False)

    def say(**variables: str | Path) -> None:
        for name, value in variables.items():
            monkeypatch.setenv(PREFIX + name, str(value))

    return say


@pytest.fixture
def program(made: Path, tmp_path: Path) -> Path:
    """A copy of the launcher."""
    return Path(shutil.copy(made / "stage" / "Moedeklar.exe", tmp_path))


def _own(place: Path, *, first: int = -1, last: int = 1, code: bool = True, password: bytes = b"") -> tuple[Path, Path]:
    """A certificate and its key in PEM, valid from *first* until *last*, in days from now."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "TEST Æøå")])
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + timedelta(first)).not_valid_after(now + timedelta(last))
    )  # fmt: skip
    if code:
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CODE_SIGNING]), critical=False)
    place.mkdir(exist_ok=True)
    how = serialization.BestAvailableEncryption(password) if password else serialization.NoEncryption()
    (place / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, how)
    )
    (place / "cert.pem").write_bytes(builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    return place / "cert.pem", place / "key.pem"


def _given(made: Path) -> dict[str, Path]:
    return {"PFX": made / "certificate" / "test.pfx", "PASSWORD_FILE": made / "certificate" / "password"}


# -- what is signed ---------------------------------------------------------------------------------------------------


def test_launcher_uninstaller_setup_and_msi_are_signed_and_a_changed_byte_is_found(
    made: Path, state: State, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    state(**_given(made))
    keeps = tmp_path / "a folder" / "sign"  # as setup's script calls it, and keeps a copy of what it was called for
    keeps.parent.mkdir()
    script = shlex.join([sys.executable, str(HERE / "signing.py")])
    keeps.write_text(f'#!/bin/sh\n{script} "$1" && cp "$1" {shlex.quote(str(tmp_path))}/uninstall.exe\n')
    monkeypatch.setattr(for_windows, "SIGNING", [str(keeps)])
    keeps.chmod(0o755)
    setup, msi = _build(tmp_path, monkeypatch)
    files = [tmp_path / "stage" / "Moedeklar.exe", tmp_path / "uninstall.exe", setup, msi]
    root = made / "certificate" / "root.pem"
    assert [signing.fault(path, root) for path in files] == [""] * 4
    monkeypatch.setattr(check_signing, "PLACE", made / "certificate")
    check_signing.change_is_found(*files)
    check_signing.signed(setup, msi)
    assert "TEST certificate (not a release)" in capfd.readouterr().out


def test_a_signature_that_fails_for_the_uninstaller_stops_setup(
    made: Path, state: State, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state(**_given(made))
    monkeypatch.setattr(for_windows, "SIGNING", ["false"])
    with pytest.raises(BuildError, match="makensis"):
        _build(tmp_path, monkeypatch, msi=False)


def test_the_same_certificate_gives_the_same_bytes_and_taking_the_signature_off_the_unsigned_ones(
    made: Path, state: State, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state(**_given(made))
    first, again = (_build(tmp_path / name, monkeypatch, msi=False)[0].read_bytes() for name in ("first", "again"))
    assert first == again
    signed, bare = tmp_path / "first" / "stage" / "Moedeklar.exe", tmp_path / "bare.exe"
    subprocess.run(["osslsigncode", "remove-signature", "-in", signed, "-out", bare], capture_output=True, check=True)
    assert bare.read_bytes() == (made / "stage" / "Moedeklar.exe").read_bytes()


def test_without_a_certificate_nothing_is_signed_and_that_is_said(
    made: Path, program: Path, state: State, capsys: pytest.CaptureFixture[str]
) -> None:
    state(PFX="", PASSWORD_FILE="", COMMAND="")  # as a workflow states secrets that it has not
    before = program.read_bytes()
    assert signing.sign(program) is False
    assert program.read_bytes() == before
    assert "Not signed for Windows, since no certificate is given: Moedeklar.exe" in capsys.readouterr().out
    for path in (program, *made.glob("*.exe"), *made.glob("*.msi")):
        assert signing.fault(path, made / "certificate" / "root.pem") == f"{path.name} is not signed"


def test_a_certificate_in_pem_signs_too_and_again(
    program: Path, state: State, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cert, key = _own(tmp_path / "own", password=b"hemmelig")
    (tmp_path / "password").write_text("hemmelig\n")
    state(CERT=cert, KEY=key, PASSWORD_FILE=tmp_path / "password")
    program.chmod(0o755)
    for _once in range(2):
        signing.sign(program)
        assert signing.fault(program, cert) == ""
    assert program.stat().st_mode & 0o777 == 0o755
    assert "Signed for Windows by CN=TEST Æøå, without a timestamp" in capsys.readouterr().out
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("tmp")] == []


def test_a_command_of_ones_own_signs_instead(made: Path, program: Path, state: State, tmp_path: Path) -> None:
    given = _given(made)
    command = tmp_path / "in the cloud"
    command.write_text(
        f"#!/bin/sh\nosslsigncode sign -pkcs12 {given['PFX']} -readpass {given['PASSWORD_FILE']} "
        '-in "$2" -out "$2.signed" && mv "$2.signed" "$2"\n'
    )
    command.chmod(0o755)
    state(COMMAND=f"{shlex.quote(str(command))} --quiet")
    assert signing.sign(program)
    assert signing.fault(program, made / "certificate" / "root.pem") == ""


def test_a_command_that_signs_nothing_is_an_error(program: Path, state: State) -> None:
    state(COMMAND="true")
    with pytest.raises(BuildError, match=r"Moedeklar\.exe bears no signature, although"):
        signing.sign(program)


def test_a_changed_file_of_python_or_of_a_wheel_is_found(
    program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = tmp_path / "stage"
    site = stage / "runtime" / "site"
    (site / "a-1.dist-info").mkdir(parents=True)
    for name, value in (("STAGE", stage), ("SITE", site), ("DOWNLOAD", tmp_path)):
        monkeypatch.setattr(for_windows, name, value)
    monkeypatch.delenv("WINDOWS_PYTHON_ZIP", raising=False)
    of_wheel, of_python = site / "a.pyd", stage / "runtime" / "python.exe"
    for path in (of_wheel, of_python):
        shutil.copy(program, path)
    with zipfile.ZipFile(tmp_path / "python.zip", "w") as archive:
        archive.write(of_python, "python.exe")
    digest = base64.urlsafe_b64encode(hashlib.sha256(of_wheel.read_bytes()).digest()).decode().rstrip("=")
    (site / "a-1.dist-info" / "RECORD").write_text(f"a.pyd,sha256={digest},1\na-1.dist-info/RECORD,,\n")
    assert check_signing.others_are_as_they_were().endswith("bear a signature of theirs, 2 none")
    for path, told in ((of_wheel, "a.pyd is not as its wheel has it"), (of_python, "python.exe is not as it was")):
        before = path.read_bytes()
        path.write_bytes(before + b"\0")
        with pytest.raises(AssertionError, match=told):
            check_signing.others_are_as_they_were()
        path.write_bytes(before)


def test_no_password_is_on_a_command_line(made: Path, program: Path, state: State, tmp_path: Path) -> None:
    for name in ("osslsigncode", "openssl"):
        (tmp_path / name).write_text(
            f'#!/bin/sh\nprintf "%s\\n" "$@" >> {tmp_path}/words\nexec {shutil.which(name)} "$@"\n'
        )
        (tmp_path / name).chmod(0o755)
    state(**_given(made))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
        signing.sign(program)
    words = (tmp_path / "words").read_text(encoding="utf-8")
    assert "-readpass" in words
    assert check_signing.PASSWORD not in words


# -- what cannot sign -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"CERT": "a.pem"}, "WINDOWS_SIGN_CERT is given without WINDOWS_SIGN_KEY"),
        ({"KEY": "a.pem"}, "WINDOWS_SIGN_KEY is given without a certificate"),
        ({"PASSWORD_FILE": "a"}, "WINDOWS_SIGN_PASSWORD_FILE is given without a certificate"),
        ({"TIMESTAMP": "http://127.0.0.1"}, "WINDOWS_SIGN_TIMESTAMP is given without a certificate"),
        ({"PFX": "a", "CERT": "b", "KEY": "c"}, "only one of them can sign: WINDOWS_SIGN_PFX, WINDOWS_SIGN_CERT"),
        ({"PFX": "a", "KEY": "c"}, "the key of WINDOWS_SIGN_PFX is inside"),
        ({"COMMAND": "a", "TIMESTAMP": "b"}, "WINDOWS_SIGN_TIMESTAMP must not be given with it"),
        ({"PFX": "/nowhere.pfx"}, "WINDOWS_SIGN_PFX: there is no file /nowhere.pfx"),
        ({"PFX": __file__, "TIMESTAMP": "ftp://127.0.0.1"}, "must begin with http:// or https://"),
    ],
)
def test_half_of_what_is_needed_is_an_error_in_words(given: dict[str, str], told: str, state: State) -> None:
    state(**given)
    with pytest.raises(BuildError) as raised:
        stated()
    assert told in str(raised.value)


def _refused(program: Path) -> str:
    before = program.read_bytes()
    with pytest.raises(BuildError) as raised:
        signing.sign(program)
    assert program.read_bytes() == before
    return str(raised.value)


def test_a_wrong_password_is_told(made: Path, program: Path, state: State, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong"
    wrong.write_text("forkert\n")
    state(PFX=made / "certificate" / "test.pfx", PASSWORD_FILE=wrong)
    assert f"cannot be opened: the password in {wrong} is wrong" in _refused(program)


def test_a_missing_password_is_told(made: Path, program: Path, state: State) -> None:
    state(PFX=made / "certificate" / "test.pfx")
    assert "cannot be opened: no WINDOWS_SIGN_PASSWORD_FILE is given" in _refused(program)


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ({"first": -9, "last": -1}, "has expired"),
        ({"first": 1, "last": 9}, "is not valid yet"),
        ({"code": False}, "is not for signing programs"),
    ],
)
def test_a_certificate_that_windows_would_refuse_signs_nothing(
    how: dict[str, int], told: str, program: Path, state: State, tmp_path: Path
) -> None:
    cert, key = _own(tmp_path / "own", **how)  # type: ignore[arg-type]
    state(CERT=cert, KEY=key)
    assert told in (said := _refused(program))
    assert "TEST Æøå" in said


def test_a_certificate_without_its_key_signs_nothing(made: Path, program: Path, state: State, tmp_path: Path) -> None:
    cert, _key = _own(tmp_path / "own")
    password = made / "certificate" / "password"
    subprocess.run(
        ["openssl", "pkcs12", "-export", "-nokeys", "-in", cert, "-passout", f"file:{password}", "-out", "a.pfx"],
        cwd=tmp_path, check=True,
    )  # fmt: skip
    state(PFX=tmp_path / "a.pfx", PASSWORD_FILE=password)
    assert "there is no key inside" in _refused(program)


def test_another_ones_key_signs_nothing(program: Path, state: State, tmp_path: Path) -> None:
    cert, _key = _own(tmp_path / "own")
    _cert, other = _own(tmp_path / "other")
    state(CERT=cert, KEY=other)
    assert "is not the key of the certificate in" in _refused(program)


def test_files_that_hold_something_else_are_told(program: Path, state: State, tmp_path: Path) -> None:
    cert, key = _own(tmp_path / "own")
    state(CERT=program, KEY=key)
    assert "is no certificate in PEM" in _refused(program)
    state(CERT=cert, KEY=program)
    assert "holds no key that can be read" in _refused(program)


def test_a_pfx_that_is_none_is_told(program: Path, state: State) -> None:
    state(PFX=program)
    assert "is no PKCS#12 file that can be read" in _refused(program)


def test_osslsigncode_missing_is_told_only_where_it_is_needed(
    made: Path, program: Path, state: State, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert signing.sign(program) is False
    state(**_given(made))
    assert "osslsigncode is not installed (Debian: osslsigncode)" in _refused(program)


def test_no_program_at_all_is_an_error(made: Path, state: State, tmp_path: Path) -> None:
    (tmp_path / "text.exe").write_text("no program")
    state(**_given(made))
    assert "text.exe could not be signed" in _refused(tmp_path / "text.exe")


def test_the_script_says_what_it_cannot_do(made: Path, program: Path, state: State) -> None:
    state(CERT=made / "certificate" / "root.pem")
    script = [sys.executable, str(HERE / "signing.py")]
    done = subprocess.run([*script, program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("WINDOWS_SIGN_CERT is given without WINDOWS_SIGN_KEY")
    assert subprocess.run(script, capture_output=True, check=False).returncode == 2


def test_a_test_certificate_says_that_it_is_one(made: Path, state: State) -> None:
    state(**_given(made))
    signer = stated()
    assert signer is not None
    assert "TEST" in publisher(signer)
    assert not list((made / "certificate").glob("*.key"))
    assert (made / "certificate" / "test.pfx").stat().st_mode & 0o077 == 0


# -- timestamps, of a service on this machine -------------------------------------------------------------------------


@pytest.fixture
def service(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The address of a time-stamping service (RFC 3161), whose replies are openssl's, and its own certificate."""
    place = tmp_path / "service"
    place.mkdir()
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "cert.pem", "-days",
         "2", "-subj", "/CN=TEST time", "-addext", "extendedKeyUsage=critical,timeStamping"],
        cwd=place, capture_output=True, check=True,
    )  # fmt: skip
    (place / "conf").write_text(
        "[tsa]\ndefault_tsa=t\n[t]\nserial=serial\ncrypto_device=builtin\nsigner_cert=cert.pem\nsigner_key=key.pem\n"
        "signer_digest=sha256\ndefault_policy=1.2.3.4.1\ndigests=sha256,sha384,sha512\ncerts=cert.pem\n"
    )

    class Replies(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            (place / "query").write_bytes(self.rfile.read(int(self.headers["Content-Length"])))
            subprocess.run(
                ["openssl", "ts", "-reply", "-config", "conf", "-queryfile", "query", "-out", "reply"], cwd=place,
                capture_output=True, check=True,
            )  # fmt: skip
            data = (place / "reply").read_bytes()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_words: object) -> None:
            """Nobody reads it."""

    with http.server.HTTPServer(("127.0.0.1", 0), Replies) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/", place / "cert.pem"
        finally:
            server.shutdown()
            thread.join()


def test_a_timestamp_is_asked_for_and_bound_to_the_signature(
    program: Path, state: State, service: tuple[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    address, time_certificate = service
    cert, key = _own(tmp_path / "own")
    state(CERT=cert, KEY=key, TIMESTAMP=address)
    signing.sign(program)
    assert "Signed for Windows by CN=TEST Æøå: Moedeklar.exe" in capsys.readouterr().out
    roots = tmp_path / "roots.pem"
    roots.write_bytes(cert.read_bytes() + time_certificate.read_bytes())
    assert signing.fault(program, roots) == ""
    told = subprocess.run(
        ["osslsigncode", "verify", "-CAfile", roots, "-TSA-CAfile", roots, "-in", program], capture_output=True,
        text=True, errors="replace", check=True,
    ).stdout  # fmt: skip
    assert "TEST time" in told
    assert "Timestamp Server Signature verification: ok" in told


def test_a_service_that_does_not_answer_is_told(
    program: Path, state: State, service: tuple[str, Path], tmp_path: Path, made: Path
) -> None:
    address = service[0].replace(service[0].rsplit(":", 1)[1], "1/")  # where nobody listens
    state(**_given(made), TIMESTAMP=address)
    assert f"Moedeklar.exe could not be signed with a timestamp of {address}" in _refused(program)
