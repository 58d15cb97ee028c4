"""The checks that signatures of Windows hold, with a certificate that is made for them and that nobody trusts."""

from __future__ import annotations

import base64
import csv
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import for_windows
import pe
import signing
from project import run
from signer import NAMES, PREFIX
from tap import Skipped, expect

PLACE = for_windows.WORK / "test-certificate"  # which a build that somebody else begins removes
DAYS = 30  # that both certificates last
PASSWORD = "en adgangssætning til prøven"  # noqa: S105 (of a key that is made anew for each build)
EXTENSIONS = """\
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = codeSigning
"""


def make_certificate(place: Path = PLACE) -> dict[str, str]:
    """A root and a certificate for signing programs, made anew in *place*; what the environment must say to sign by it.

    The root stays as ``root.pem``, its key nowhere; the key of the other is inside the PKCS#12 file, with a password.
    """
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True, mode=0o700)
    password = place / "password"
    password.write_text(f"{PASSWORD}\n", encoding="utf-8")
    with tempfile.TemporaryDirectory() as keys:
        (Path(keys) / "extensions").write_text(EXTENSIONS, encoding="ascii")
        root, request = ["-CA", place / "root.pem", "-CAkey", "root.key"], ["-newkey", "rsa:2048", "-nodes", "-batch"]
        for words in (
            ["req", "-x509", *request, "-keyout", "root.key", "-out", place / "root.pem", "-days", str(DAYS),
             "-subj", "/O=Moedeklar TEST/CN=TEST root that nobody trusts", "-addext", "keyUsage=critical,keyCertSign"],
            ["req", *request, "-keyout", "key", "-out", "request",
             "-subj", "/O=Moedeklar TEST/CN=TEST certificate (not a release)"],
            ["x509", "-req", "-in", "request", *root, "-CAcreateserial", "-days", str(DAYS),
             "-extfile", "extensions", "-out", "certificate"],
            ["pkcs12", "-export", "-inkey", "key", "-in", "certificate", "-passout", f"file:{password}",
             "-out", place / "test.pfx"],
        ):  # fmt: skip
            run(["openssl", *words], cwd=Path(keys))
    (place / "test.pfx").chmod(0o600)
    return {f"{PREFIX}PFX": str(place / "test.pfx"), f"{PREFIX}PASSWORD_FILE": str(password)}


def use_certificate() -> None:
    """Let the build that follows sign with a new test certificate, and with nothing else."""
    for name in NAMES:
        os.environ.pop(PREFIX + name, None)
    os.environ.update(make_certificate())


def is_built() -> bool:
    """Whether what is tried was built here, with the test certificate."""
    return (PLACE / "root.pem").exists()


def root() -> Path:
    """The root that the last build of the checks was signed under. Raises Skipped."""
    if not is_built():
        raise Skipped("this was not built by the check, with its test certificate")
    return PLACE / "root.pem"


def holds(*files: Path) -> str:
    """Every one of *files* bears a signature that leads to the test certificate's root."""
    trusted = root()
    for path in files:
        fault = signing.fault(path, trusted)
        expect(not fault, fault)
    return ", ".join(path.name for path in files)


def change_is_found(*files: Path) -> str:
    """One byte that is changed in the middle of each, and the signature taken off each."""
    trusted = root()
    with tempfile.TemporaryDirectory() as place:
        for path in files:
            changed, bare = Path(place) / path.name, Path(place) / f"bare-{path.name}"
            shutil.copy(path, changed)
            with changed.open("r+b") as file:
                file.seek(path.stat().st_size // 2)
                byte = file.read(1)[0]
                file.seek(-1, os.SEEK_CUR)
                file.write(bytes([byte ^ 1]))
            expect("changed after" in signing.fault(changed, trusted), f"a changed byte of {path.name} was not found")
            run(["osslsigncode", "remove-signature", "-in", path, "-out", bare])
            expect(signing.fault(bare, trusted) == f"{bare.name} is not signed", f"{bare.name} is not told from it")
            changed.unlink()
            bare.unlink()
    return ", ".join(path.name for path in files)


def signed(setup: Path, msi: Path) -> str:
    """Both signatures hold under the test certificate's root, and under another root of the same name they do not."""
    if not is_built():
        raise Skipped(f"{setup.name} is {'signed by somebody else' if signing.is_signed(setup) else 'not signed'}")
    told = holds(setup, msi)
    with tempfile.TemporaryDirectory() as place:
        make_certificate(Path(place) / "other")
        for path in (setup, msi):
            fault = signing.fault(path, Path(place) / "other" / "root.pem")
            expect("does not hold" in fault, f"any root will do for {path.name}")
    return told


def others_are_as_they_were() -> str:
    """Python's own files are those of its package, and every library is that of its wheel: their signatures stay."""
    runtime = for_windows.STAGE / "runtime"
    for name, packed in for_windows.runtime_files():
        path = runtime / name
        if path.suffix != "._pth" and name not in for_windows.NOT_NEEDED:  # which folders it searches is ours to say
            expect(path.read_bytes() == packed, f"{name} is not as it was packed")
    recorded = dict(_recorded(for_windows.SITE))
    signed = unsigned = 0
    for path in pe.files(for_windows.STAGE):
        if path == for_windows.STAGE / "Moedeklar.exe":
            continue
        if for_windows.SITE in path.parents:
            expect(_sum(path) == recorded[path], f"{path.name} is not as its wheel has it")
        if signing.is_signed(path):
            signed += 1
        else:
            unsigned += 1
    return f"{signed} programs and libraries of others bear a signature of theirs, {unsigned} none"


def _recorded(site: Path) -> Iterator[tuple[Path, str]]:
    """The files of all wheels with their checksums, as the wheels have them (PyPA's Recording installed projects)."""
    for record in site.glob("*.dist-info/RECORD"):
        with record.open(encoding="utf-8", newline="") as file:
            for name, checksum, _size in csv.reader(file):
                yield site / name, checksum


def _sum(path: Path) -> str:
    digest = hashlib.sha256(path.read_bytes()).digest()
    return f"sha256={base64.urlsafe_b64encode(digest).rstrip(b'=').decode()}"
