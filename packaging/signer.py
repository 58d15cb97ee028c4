"""Who signs what Windows asks for a publisher: the certificate that the environment names, and whether it can.

WINDOWS_SIGN_PFX names a PKCS#12 file, or WINDOWS_SIGN_CERT and WINDOWS_SIGN_KEY two PEM files (the certificate first,
behind it those between it and the root). WINDOWS_SIGN_PASSWORD_FILE names a file with the password in its first line:
no password is ever on a command line, which others on the machine can read. WINDOWS_SIGN_TIMESTAMP is the address of a
time-stamping service (RFC 3161), without which a signature ends with its certificate. WINDOWS_SIGN_COMMAND stands
instead of all of them where the key lies in a token or a cloud: it is called with a file's name behind it, and signs.
"""

from __future__ import annotations

import os
import re
import shlex
import ssl
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from project import BuildError

PREFIX = "WINDOWS_SIGN_"
NAMES = ("PFX", "CERT", "KEY", "PASSWORD_FILE", "TIMESTAMP", "COMMAND")
FOR_CODE = "Code Signing"  # the extended key usage id-kp-codeSigning (RFC 5280, 4.2.1.12) as openssl names it


@dataclass(frozen=True)
class Signer:
    """Who signs, and how. Exactly one of *pfx*, *cert* with *key*, and *command* is there."""

    pfx: Path | None = None
    cert: Path | None = None
    key: Path | None = None
    password: Path | None = None
    timestamp: str = ""
    command: tuple[str, ...] = ()


def stated() -> Signer | None:
    """Who signs, by the environment; None where it says nothing. Raises BuildError where it says half of it."""
    told = {name: value for name in NAMES if (value := os.environ.get(PREFIX + name, "").strip())}
    if not told:
        return None
    ways = [PREFIX + name for name in ("PFX", "CERT", "COMMAND") if name in told]
    if len(ways) > 1:
        raise BuildError(f"only one of them can sign: {', '.join(ways)}")
    if "COMMAND" in told:
        if len(told) > 1:
            raise BuildError(f"{PREFIX}COMMAND signs by itself: {_others(told, 'COMMAND')} must not be given with it")
        return Signer(command=tuple(shlex.split(told["COMMAND"])))
    if not ways:
        raise BuildError(f"{_others(told)} is given without a certificate ({PREFIX}PFX or {PREFIX}CERT)")
    if "PFX" in told and "KEY" in told:
        raise BuildError(f"{PREFIX}KEY goes with {PREFIX}CERT: the key of {PREFIX}PFX is inside")
    if "CERT" in told and "KEY" not in told:
        raise BuildError(f"{PREFIX}CERT is given without {PREFIX}KEY: a certificate alone signs nothing")
    paths = {name: Path(told[name]) for name in ("PFX", "CERT", "KEY", "PASSWORD_FILE") if name in told}
    for name, path in paths.items():
        if not path.is_file():
            raise BuildError(f"{PREFIX}{name}: there is no file {path}")
    timestamp = told.get("TIMESTAMP", "")
    if timestamp and not re.fullmatch(r"https?://[!-~]+", timestamp):
        raise BuildError(f"{PREFIX}TIMESTAMP must begin with http:// or https:// ({timestamp!r})")
    return Signer(paths.get("PFX"), paths.get("CERT"), paths.get("KEY"), paths.get("PASSWORD_FILE"), timestamp)


def _others(told: dict[str, str], but: str = "") -> str:
    return ", ".join(PREFIX + name for name in told if name != but)


def publisher(signer: Signer) -> str:
    """The name in the certificate. Raises BuildError where it cannot sign programs: what it says is what is wrong."""
    if signer.command:
        return f"whoever {signer.command[0]} signs for"
    named = signer.pfx or signer.cert
    certificate = _inside_pfx(signer) if signer.pfx else _inside_pem(signer)
    told = _openssl("x509", "-noout", "-subject", "-dates", "-nameopt", "RFC2253,utf8,-esc_msb", given=certificate)
    fields = dict(line.split("=", 1) for line in told.splitlines() if "=" in line)
    name = fields["subject"].strip()
    begins, ends = (ssl.cert_time_to_seconds(fields[key]) for key in ("notBefore", "notAfter"))
    if time.time() >= ends:
        raise BuildError(f"{named}: the certificate of {name} has expired ({fields['notAfter']})")
    if time.time() < begins:
        raise BuildError(f"{named}: the certificate of {name} is not valid yet ({fields['notBefore']})")
    if FOR_CODE not in _openssl("x509", "-noout", "-ext", "extendedKeyUsage", given=certificate):
        raise BuildError(f"{named}: the certificate of {name} is not for signing programs (its extended key usage)")
    return name


def _inside_pfx(signer: Signer) -> str:
    """The certificate of the key in a PKCS#12 file."""
    base = ["pkcs12", "-in", str(signer.pfx), "-passin", _password(signer)]
    why = ""
    for more in ([], ["-legacy"]):  # openssl 3 reads older files (RC2) only when told to
        try:
            bags = _openssl(*base, *more, "-info", "-noout", both=True)
            certificate = _openssl(*base, *more, "-clcerts", "-nokeys")
        except BuildError as error:
            why = str(error)
        else:
            if "Keybag" not in bags and "Key bag" not in bags:
                raise BuildError(f"{signer.pfx}: there is no key inside, and a certificate alone signs nothing")
            return certificate
    if "invalid password" in why or "mac verify" in why.lower():
        raise BuildError(f"{signer.pfx} cannot be opened: {_which_password(signer)}")
    raise BuildError(f"{signer.pfx} is no PKCS#12 file that can be read\n{why[-500:]}")


def _inside_pem(signer: Signer) -> str:
    """The first certificate of a PEM file, whose key must be the other file's."""
    try:
        certificate = _openssl("x509", "-in", str(signer.cert))
    except BuildError as error:
        raise BuildError(f"{signer.cert} is no certificate in PEM\n{str(error)[-500:]}") from error
    try:
        public = _openssl("pkey", "-in", str(signer.key), "-passin", _password(signer), "-pubout")
    except BuildError as error:
        raise BuildError(f"{signer.key} holds no key that can be read: {_which_password(signer)}?") from error
    if public != _openssl("x509", "-noout", "-pubkey", given=certificate):
        raise BuildError(f"{signer.key} is not the key of the certificate in {signer.cert}")
    return certificate


def _password(signer: Signer) -> str:
    return f"file:{signer.password}" if signer.password else "pass:"


def _which_password(signer: Signer) -> str:
    return f"the password in {signer.password} is wrong" if signer.password else f"no {PREFIX}PASSWORD_FILE is given"


def _openssl(*words: str, given: str = "", both: bool = False) -> str:
    """What openssl printed for what was *given* to it; with *both* what it said besides, too."""
    try:
        done = subprocess.run(["openssl", *words], input=given, capture_output=True, text=True, check=False)
    except FileNotFoundError as error:
        raise BuildError("openssl is not installed, and without it the certificate cannot be looked at") from error
    if done.returncode:
        raise BuildError(done.stderr.strip())
    return done.stdout + (done.stderr if both else "")
