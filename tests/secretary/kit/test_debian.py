"""The preset as a package: what Debian's own tools say of it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from moedeklar.secretary.kit.debian import organisation_package

FILES = {"organisation.toml": 'name = "Ærø"\n'.encode(), "logo.png": b"\x89PNG" + bytes(101)}
MOMENT = 1_790_000_000
needs_dpkg = pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="dpkg is not installed")


def told(*command: str | Path) -> str:
    """What a program said; it must have gone well."""
    return subprocess.run(list(map(str, command)), capture_output=True, text=True, check=True).stdout


@pytest.fixture
def package(tmp_path: Path) -> Path:
    made = organisation_package("Ærø Kommune", "it@aeroe.invalid", FILES, MOMENT)
    path = tmp_path / made.name
    path.write_bytes(made.data)
    return path


def test_the_same_preset_is_the_same_package_and_a_later_one_a_later_version() -> None:
    made = organisation_package("Ærø Kommune", "", FILES, MOMENT)
    assert made == organisation_package("Ærø Kommune", "", FILES, MOMENT)
    assert made.name == "moedeklar-organisation-aeroe-kommune_2026.09.21.141320_all.deb"
    assert organisation_package("Ærø Kommune", "", FILES, MOMENT + 1).name > made.name


@needs_dpkg
def test_dpkg_unpacks_it(package: Path, tmp_path: Path) -> None:
    assert told("dpkg-deb", "--field", package, "Package", "Architecture", "Depends", "Maintainer").splitlines() == [
        "Package: moedeklar-organisation-aeroe-kommune",
        "Architecture: all",
        "Depends: moedeklar",
        "Maintainer: Ærø Kommune <it@aeroe.invalid>",
    ]
    told("dpkg-deb", "--raw-extract", package, tmp_path / "out")
    for name, data in FILES.items():
        placed = tmp_path / "out" / "etc" / "xdg" / "moedeklar" / name
        assert placed.read_bytes() == data
        assert placed.stat().st_mode & 0o777 == 0o644
    conffiles = (tmp_path / "out" / "DEBIAN" / "conffiles").read_text().splitlines()
    assert conffiles == [f"/etc/xdg/moedeklar/{name}" for name in FILES]
    assert all("root/root" in line for line in told("dpkg-deb", "--contents", package).splitlines())
    subprocess.run(["md5sum", "--check", "--quiet", "DEBIAN/md5sums"], cwd=tmp_path / "out", check=True)


@needs_dpkg
@pytest.mark.parametrize("moment", [0, 1_772_323_199, 1_798_761_600, 4_000_000_000])
def test_versions_grow_with_time(moment: int) -> None:
    earlier, later = (organisation_package("x", "", FILES, at).name.split("_")[1] for at in (moment, moment + 1))
    told("dpkg", "--compare-versions", earlier, "lt", later)


@pytest.mark.skipif(shutil.which("lintian") is None, reason="lintian is not installed")
def test_lintian_has_nothing_to_say(package: Path) -> None:
    done = subprocess.run(["lintian", "--allow-root", "--no-cfg", package], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize(
    ("organisation", "plain"),
    [
        ("København", "koebenhavn"),
        ("Region Sjælland – Sundhed", "region-sjaelland-sundhed"),
        ("Čačak", "cacak"),
        ("奈良", "own"),
        ("x" * 200, "x" * 60),
    ],
)
def test_an_organisation_becomes_the_name_of_a_package(organisation: str, plain: str) -> None:
    assert organisation_package(organisation, "", FILES, 0).name.startswith(f"moedeklar-organisation-{plain}_")


@needs_dpkg
def test_a_name_can_add_no_field(tmp_path: Path) -> None:
    made = organisation_package("Nord\nDepends: evil <x@y>, Syd", "a@b\nPre-Depends: evil", FILES, MOMENT)
    path = tmp_path / made.name
    path.write_bytes(made.data)
    assert told("dpkg-deb", "--field", path, "Depends").strip() == "moedeklar"
    assert told("dpkg-deb", "--field", path, "Pre-Depends").strip() == ""
    assert told("dpkg-deb", "--field", path, "Maintainer").count("@") == 2
