"""An installer is known by what it begins with, whatever it is called."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from moedeklar.model.errors import Cancelled, DocumentError
from moedeklar.secretary.kit.installers import Kind, look_at
from tests.secretary.kit.inputs import HEADS, installer


@pytest.mark.parametrize(
    ("ending", "kind"),
    [
        ("setup.exe", Kind.SETUP),
        (".msi", Kind.MSI),
        (".deb", Kind.DEB),
        (".rpm", Kind.RPM),
        (".AppImage", Kind.APPIMAGE),
    ],
)
def test_each_kind_is_known(tmp_path: Path, ending: str, kind: Kind) -> None:
    path = installer(tmp_path, ending).rename(tmp_path / "hentet fil")
    found = look_at(path)
    data = path.read_bytes()
    assert (found.kind, found.size, found.name) == (kind, len(data), "hentet fil")
    assert found.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    "data", [b"", b"MZ", b"MZ" + bytes(100), b"\x7fELF" + bytes(100), b"!<arch>\nlib.o/", b"PK\3\4"]
)
def test_other_files_are_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "setup.exe"
    path.write_bytes(data)
    with pytest.raises(DocumentError) as refused:
        look_at(path)
    assert refused.value.code == "kit_setup_unknown"


def test_one_that_is_not_there_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "setup.exe", "kit_setup_missing"), (tmp_path, "file_unreadable")):
        with pytest.raises(DocumentError) as refused:
            look_at(path)
        assert refused.value.code == code


def test_reading_can_be_followed_and_ended(tmp_path: Path) -> None:
    path = installer(tmp_path)
    heard: list[int] = []
    look_at(path, heard.append)
    assert heard[-1] == len(HEADS[path.name])

    def stop(_done: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        look_at(path, stop)
