"""Files that begin as installers do, and a preset of the invented municipality."""

from __future__ import annotations

import hashlib
import struct
from functools import cache
from pathlib import Path

import pymupdf
from minisign import KeyPair, PublicKey, SecretKey

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"><rect width="80" height="40" fill="#246"/></svg>'
PRESET = """\
name = "Nordlund Kommune"
language = "da"
{logo}
[[sources]]
kind = "oparl"
location = "https://dagsordener.nordlund.invalid/oparl/system.json"

[requests]
mail = "sekretariat@nordlund.invalid"
"""


def windows_program(size: int = 300_000) -> bytes:
    """What Windows starts: a head, and then *size* bytes of whatever."""
    head = bytearray(0x80)
    head[:2] = b"MZ"
    struct.pack_into("<I", head, 0x3C, 0x80)
    return bytes(head) + b"PE\0\0" + bytes(range(256)) * (size // 256)


HEADS = {
    "Moedeklar-9.9.9-x64-setup.exe": windows_program(),
    "Moedeklar-9.9.9-x64.msi": bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600),
    "moedeklar_9.9.9-1_amd64.deb": b"!<arch>\ndebian-binary   1790000000  0     0     100644  4         `\n2.0\n",
    "moedeklar-9.9.9-1.x86_64.rpm": bytes.fromhex("edabeedb") + bytes(600),
    "Moedeklar-9.9.9-x86_64.AppImage": b"\x7fELF\x02\x01\x01\0AI\x02" + bytes(600),
}


def png() -> bytes:
    """A small picture."""
    pixels = pymupdf.Pixmap(pymupdf.csRGB, (0, 0, 80, 40))
    pixels.clear_with(0x60)
    return bytes(pixels.tobytes("png"))


def installer(folder: Path, ending: str = "setup.exe") -> Path:
    """An installer of that kind in *folder*."""
    name = next(name for name in HEADS if name.endswith(ending))
    path = folder / name
    path.write_bytes(HEADS[name])
    return path


def preset(folder: Path, logo: str = "logo.png") -> Path:
    """An organisation.toml with a logo beside it, unless *logo* is ""."""
    path = folder / "organisation.toml"
    path.write_text(PRESET.format(logo=f'logo = "{logo}"' if logo else ""), encoding="utf-8")
    if logo:
        (folder / logo).parent.mkdir(exist_ok=True)
        (folder / logo).write_bytes(SVG if logo.endswith("svg") else png())
    return path


def sums(folder: Path) -> Path:
    """SHA256SUMS over the files in *folder*, as a release has it."""
    files = [path for path in sorted(folder.iterdir()) if path.is_file() and not path.name.startswith("SHA256SUMS")]
    listed = folder / "SHA256SUMS"
    lines = (f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files)
    listed.write_text("".join(lines), encoding="utf-8")
    return listed


@cache
def keys() -> tuple[SecretKey, SecretKey]:
    """The key that counts in tests, and another one."""
    return KeyPair.generate().secret_key, KeyPair.generate().secret_key


def public_keys() -> tuple[str, ...]:
    """What the program would be built with."""
    return (PublicKey.from_secret_key(keys()[0]).to_base64().decode(),)


def signed(folder: Path, *, other: bool = False) -> None:
    """SHA256SUMS and its signature, by the key that counts or by another one."""
    listed = sums(folder)
    made = keys()[other].sign(listed.read_bytes(), trusted_comment="Moedeklar 9.9.9")
    (folder / "SHA256SUMS.minisig").write_bytes(bytes(made))
