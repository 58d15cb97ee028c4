"""What a certificate says of itself (RFC 5280), and why it was refused.

The standard library hands out a refused certificate as bytes only, and its parts are needed for one sentence: whose it
is, since when, until when, and for which names. DER is walked here without trusting a length in it.
"""

from __future__ import annotations

import ipaddress
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from moedeklar.sources.http.failures import NetworkError

_SEQUENCE, _UTC_TIME = 0x30, 0x17
_VERSION, _EXTENSIONS = 0xA0, 0xA3
_DNS, _ADDRESS = 0x82, 0x87
_COMMON_NAME, _ORGANISATION, _UNIT = b"\x55\x04\x03", b"\x55\x04\x0a", b"\x55\x04\x0b"
_ALTERNATIVE_NAMES = b"\x55\x1d\x11"
_WRONG_NAME = frozenset({62, 64})  # X509_V_ERR_HOSTNAME_MISMATCH, X509_V_ERR_IP_ADDRESS_MISMATCH

Part = tuple[int, bytes]


@dataclass(frozen=True, slots=True)
class Certificate:
    """The parts that a person can judge by. `issuer` is who vouches for it; `names` whom it is for; times in UTC."""

    issuer: str
    subject: str
    names: tuple[str, ...]
    begins: datetime
    ends: datetime

    def covers(self, host: str) -> bool:
        """Whether it is for *host* (RFC 9525, 6.3)."""
        rest = host.partition(".")[2]
        return any(name.lower() in (host.lower(), f"*.{rest}".lower()) for name in self.names)


def parsed(der: bytes) -> Certificate | None:
    """The certificate in *der*; None where it is none."""
    try:
        whole = _children(_children(_one(der))[0][1])
        parts = whole[1:] if whole[0][0] == _VERSION else whole
        issuer, validity, subject = parts[2], parts[3], parts[4]
        begins, ends = (_moment(kind, value) for kind, value in _children(validity[1]))
        names = tuple(_names(next((value for kind, value in parts[5:] if kind == _EXTENSIONS), b"")))
        said = _name(subject[1])
        return Certificate(_name(issuer[1]), said, names or (said,), begins, ends)
    except (ValueError, IndexError):
        return None


def refused(error: Exception) -> ssl.SSLCertVerificationError | None:
    """The refusal in *error* of urllib3, where it is one of a server's certificate."""
    return next((part for part in (error, *error.args) if isinstance(part, ssl.SSLCertVerificationError)), None)


def refusal(error: ssl.SSLCertVerificationError, found: Certificate | None, host: str) -> NetworkError:
    """Why *found* was refused at *host*: tls_clock, tls_expired, tls_host, tls_authority, tls_failed."""
    if found is None:
        return NetworkError("tls_failed", host=host, why=str(error.verify_message or error.reason or error))
    now = datetime.now(UTC)
    if now < found.begins:
        return NetworkError("tls_clock", host=host, day=found.begins.date().isoformat())
    if now > found.ends:
        return NetworkError("tls_expired", host=host, day=found.ends.date().isoformat())
    code = getattr(error, "verify_code", 0)  # only OpenSSL's own verification tells it, not that of Windows and macOS
    if code in _WRONG_NAME or (not code and not found.covers(host)):
        return NetworkError("tls_host", host=host, names=", ".join(found.names[:4]))
    return NetworkError("tls_authority", host=host, issuer=found.issuer)


def _parts(data: bytes) -> Iterator[Part]:
    at = 0
    while at < len(data):
        kind, size = data[at], data[at + 1]
        at += 2
        if size & 0x80:
            count = size & 0x7F
            size = int.from_bytes(data[at : at + count], "big")
            at += count
        if at + size > len(data):
            raise ValueError("a part is longer than the whole")
        yield kind, data[at : at + size]
        at += size


def _children(data: bytes) -> list[Part]:
    return list(_parts(data))


def _one(data: bytes) -> bytes:
    kind, value = _children(data)[0]
    if kind != _SEQUENCE:
        raise ValueError("no certificate")
    return value


def _moment(kind: int, value: bytes) -> datetime:
    text = value.decode("ascii")
    if kind == _UTC_TIME:  # two digits of the year; from 50 on it is the last century (4.1.2.5.1)
        text = ("19" if text[:2] >= "50" else "20") + text
    return datetime.strptime(text, "%Y%m%d%H%M%SZ").replace(tzinfo=UTC)


def _name(data: bytes) -> str:
    """A distinguished name as people say it: the name, and the organisation where that tells more."""
    found: dict[bytes, str] = {}
    for _, group in _parts(data):
        for _, pair in _parts(group):
            (_, oid), (kind, value) = _children(pair)[:2]
            found.setdefault(oid, value.decode("utf-16-be" if kind == 0x1E else "utf-8", "replace"))
    shown = [found[key] for key in (_COMMON_NAME, _ORGANISATION, _UNIT) if found.get(key)]
    return ", ".join(dict.fromkeys(shown)) or "?"


def _names(extensions: bytes) -> Iterator[str]:
    for _, every in _parts(extensions):
        for _, extension in _parts(every):
            inner = _children(extension)
            if inner[0][1] == _ALTERNATIVE_NAMES:
                for kind, value in _children(_one(inner[-1][1])):
                    if kind == _DNS:
                        yield value.decode("ascii", "replace")
                    elif kind == _ADDRESS:
                        yield str(ipaddress.ip_address(value))
