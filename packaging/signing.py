#!/usr/bin/env python3
"""Authenticode: signs what Windows asks for a publisher, the launcher, setup.exe, its uninstaller and the .msi.

usage: signing.py FILE...      signs each in its place; setup's script has it done so for the uninstaller

`signer.py` says which variables name the certificate. With none of them nothing is signed, which is said.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from project import BuildError, moment, run, say
from signer import Signer, publisher, stated

DESCRIPTION = "Moedeklar"  # what Windows shows when it asks; osslsigncode writes ASCII only


def need_osslsigncode() -> None:
    """Raises BuildError where it is missing."""
    if shutil.which("osslsigncode") is None:
        raise BuildError("osslsigncode is not installed (Debian: osslsigncode): nothing can be signed without it")


def sign(*files: Path) -> bool:
    """Sign each of *files* in its place, if the environment names a certificate; whether it does. Raises BuildError."""
    signer = stated()
    if signer is None:
        say(f"Not signed for Windows, since no certificate is given: {', '.join(path.name for path in files)}")
        return False
    need_osslsigncode()
    name = publisher(signer)
    for path in files:
        if signer.command:
            run([*signer.command, path])
        else:
            _sign(signer, path)
        if not is_signed(path):
            raise BuildError(f"{path.name} bears no signature, although it was to be signed by {name}")
    when = "" if signer.timestamp or signer.command else ", without a timestamp: this ends with the certificate"
    say(f"Signed for Windows by {name}{when}: {', '.join(path.name for path in files)}")
    return True


def _sign(signer: Signer, path: Path) -> None:
    words: list[str | Path] = ["osslsigncode", "sign", "-h", "sha256", "-n", DESCRIPTION]
    words += ["-pkcs12", signer.pfx] if signer.pfx else ["-certs", signer.cert or "", "-key", signer.key or ""]
    words += ["-readpass", signer.password] if signer.password else []
    # The moment of the build where nobody else states one: the same file and certificate give the same bytes.
    words += ["-ts", signer.timestamp] if signer.timestamp else ["-time", str(moment())]
    words += ["-add-msi-dse"] if _is_msi(path) else []  # the names and lengths of what is inside are signed too
    with tempfile.TemporaryDirectory(dir=path.parent) as place:
        made = Path(place) / path.name
        try:
            run([*words, "-in", path, "-out", made])
        except BuildError as error:
            stamped = f" with a timestamp of {signer.timestamp}" if signer.timestamp else ""
            raise BuildError(f"{path.name} could not be signed{stamped}\n{error}") from error
        shutil.copymode(path, made)
        made.replace(path)


def _is_msi(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(8) == bytes.fromhex("d0cf11e0a1b11ae1")  # a compound file ([MS-CFB] 2.2)


def is_signed(path: Path) -> bool:
    """Whether *path* bears a signature at all, of whomever, and whether it holds or not."""
    need_osslsigncode()
    with tempfile.TemporaryDirectory() as place:
        words: list[str | Path] = ["osslsigncode", "extract-signature", "-in", path, "-out", Path(place) / "signature"]
        return subprocess.run(words, capture_output=True, check=False).returncode == 0


def fault(path: Path, root: Path) -> str:
    """What is wrong with the signature of *path*, which must lead to the certificate *root* (PEM); "" for nothing."""
    need_osslsigncode()
    if not is_signed(path):
        return f"{path.name} is not signed"
    done = subprocess.run(
        ["osslsigncode", "verify", "-CAfile", root, "-TSA-CAfile", root, "-in", path], capture_output=True, check=False
    )
    told = (done.stdout + done.stderr).decode(errors="replace")
    if done.returncode == 0:
        return ""
    if "MISMATCH" in told:
        return f"{path.name} was changed after it was signed"
    return f"the signature of {path.name} does not hold\n{told[-1500:]}"


def main() -> int:
    """Sign the files that are named; exit status 1 where that is not possible."""
    if len(sys.argv) == 1:
        print(__doc__)
        return 2
    try:
        sign(*map(Path, sys.argv[1:]))
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
