"""A kit from its parts: what is in it, what is refused, and that it is there wholly or not at all."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest

from moedeklar.model.errors import Cancelled, DocumentError, MoedeklarError, PresetError
from moedeklar.pdf.client import PdfClient
from moedeklar.secretary.kit.installers import look_at
from moedeklar.secretary.kit.making import make_kit
from moedeklar.secretary.kit.ordering import KitOrder, order_kit, read_organisation
from moedeklar.secretary.kit.proof import SIGNATURE, SUMS, Trust, prove
from tests.secretary.kit.inputs import HEADS, SVG, installer, preset, public_keys, signed, sums, windows_program
from tests.support.disks import fill

SETUP = "Moedeklar-9.9.9-x64-setup.exe"


@pytest.fixture
def pdf() -> Iterator[PdfClient]:
    made = PdfClient()
    yield made
    made.close()


def ordered(setup: Path, organisation: Path) -> KitOrder:
    """A kit of the two, where the test key counts."""
    given, found = read_organisation(organisation), look_at(setup)
    return order_kit(given, found, prove(found, public_keys))


def refused(setup: Path, organisation: Path) -> str:
    """The code with which such a kit is refused."""
    with pytest.raises(MoedeklarError) as error:
        ordered(setup, organisation)
    return error.value.code


def contents(kit: Path) -> dict[str, bytes]:
    """What a ZIP holds."""
    with zipfile.ZipFile(kit) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_kit_holds_the_installer_as_it_was_and_everything_beside_it(tmp_path: Path, pdf: PdfClient) -> None:
    setup, organisation = installer(tmp_path), preset(tmp_path)
    signed(tmp_path)
    order = ordered(setup, organisation)
    assert order.proof.trust is Trust.SIGNED
    heard: list[int] = []
    made = make_kit(order, pdf, tmp_path / "kit.zip", told=heard.append)
    found = contents(made.path)
    assert list(found) == [SETUP, "organisation.toml", "logo.png", "Vejledning.pdf", SUMS, SIGNATURE]
    for name in found.keys() - {"Vejledning.pdf"}:
        assert found[name] == (tmp_path / name).read_bytes(), name
    assert "Nordlund Kommune" in pymupdf.open(stream=found["Vejledning.pdf"])[0].get_text()
    assert heard[-1] == order.installer.size
    data = made.path.read_bytes()
    assert (made.size, made.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    assert made.files == tuple((name, len(content)) for name, content in found.items())
    assert make_kit(order, pdf, tmp_path / "again.zip").sha256 == made.sha256
    assert not list(tmp_path.glob(".*"))


def test_the_preset_may_bear_any_name_and_its_logo_lie_in_a_folder(tmp_path: Path, pdf: PdfClient) -> None:
    organisation = preset(tmp_path, "billeder/våben.svg").rename(tmp_path / "nordlund.toml")
    order = ordered(installer(tmp_path), organisation)
    assert [finding.code for finding in order.findings] == ["kit_logo_name"]
    found = contents(make_kit(order, pdf, tmp_path / "kit.zip", unchecked=True).path)
    assert found["organisation.toml"] == organisation.read_bytes()
    assert found["billeder/våben.svg"] == SVG


def test_with_a_deb_the_preset_is_a_package_too(tmp_path: Path, pdf: PdfClient) -> None:
    organisation = preset(tmp_path)
    for path in (organisation, tmp_path / "logo.png"):
        os.utime(path, (1_790_000_000, 1_790_000_000))
    order = ordered(installer(tmp_path, ".deb"), organisation)
    found = contents(make_kit(order, pdf, tmp_path / "kit.zip", unchecked=True).path)
    name = "moedeklar-organisation-nordlund-kommune_2026.09.21.141320_all.deb"
    assert found[name].startswith(b"!<arch>\ndebian-binary")
    assert name in " ".join(pymupdf.open(stream=found["Vejledning.pdf"])[0].get_text().split()).replace(" ", "")
    os.utime(tmp_path / "logo.png", (1_790_000_001, 1_790_000_001))
    assert read_organisation(organisation).package().name > name


def test_an_appimage_may_be_run_once_it_is_unpacked(tmp_path: Path, pdf: PdfClient) -> None:
    order = ordered(installer(tmp_path, ".AppImage"), preset(tmp_path, ""))
    kit = make_kit(order, pdf, tmp_path / "kit.zip", unchecked=True).path
    with zipfile.ZipFile(kit) as archive:  # rights as Unix keeps them: APPNOTE.TXT, 4.4.2 and 4.4.15
        rights = {one.filename: (one.create_system, one.external_attr >> 16 & 0o777) for one in archive.infolist()}
    assert rights[order.installer.name] == (3, 0o755)
    assert rights["organisation.toml"] == (3, 0o644)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda folder: (folder / SETUP).write_bytes(windows_program() + b"x"), "kit_sum_wrong"),
        (sums, "kit_signature_wrong"),
        (lambda folder: (folder / SIGNATURE).write_text("x"), "kit_signature_damaged"),
        (lambda folder: signed(folder, other=True), "kit_signature_unknown"),
    ],
)
def test_what_was_tampered_with_is_refused(tmp_path: Path, change: object, code: str) -> None:
    setup, organisation = installer(tmp_path), preset(tmp_path)
    signed(tmp_path)
    (tmp_path / "another file").write_text("so that the list is another one")
    change(tmp_path)  # type: ignore[operator]
    assert refused(setup, organisation) == code


@pytest.mark.parametrize(("trust", "code"), [(Trust.UNKNOWN, "kit_unchecked"), (Trust.LISTED, "kit_unsigned")])
def test_what_nothing_vouches_for_is_taken_only_where_that_is_wanted(
    tmp_path: Path, pdf: PdfClient, trust: Trust, code: str
) -> None:
    setup, organisation = installer(tmp_path), preset(tmp_path)
    if trust is Trust.LISTED:
        sums(tmp_path)
    order = ordered(setup, organisation)
    assert order.proof.trust is trust
    with pytest.raises(DocumentError) as error:
        make_kit(order, pdf, tmp_path / "kit.zip")
    assert error.value.code == code
    assert not (tmp_path / "kit.zip").exists()
    found = contents(make_kit(order, pdf, tmp_path / "kit.zip", unchecked=True).path)
    assert (SUMS in found) is (trust is Trust.LISTED)


def test_a_list_of_other_files_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "another").write_text("x")
    signed(tmp_path)
    assert ordered(installer(tmp_path), preset(tmp_path)).proof.trust is Trust.UNKNOWN


def test_without_keys_nothing_is_known(tmp_path: Path) -> None:
    setup = installer(tmp_path)
    signed(tmp_path)
    assert prove(look_at(setup), tuple).trust is Trust.LISTED


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("name = 1", "preset_type_string"),
        ('name = "x"\n[[sources]]\nkind = "oparl"\nlocation = "file:///etc/passwd"', "preset_address"),
        ('language = "da"', "kit_no_name"),
        ("name = ", "preset_not_toml"),
    ],
)
def test_a_preset_with_an_error_is_refused(tmp_path: Path, text: str, code: str) -> None:
    organisation = tmp_path / "organisation.toml"
    organisation.write_text(text, encoding="utf-8")
    assert refused(installer(tmp_path), organisation) == code
    with pytest.raises(PresetError):
        read_organisation(tmp_path / "nowhere.toml")


def test_what_is_odd_is_told_and_taken(tmp_path: Path) -> None:
    organisation = tmp_path / "organisation.toml"
    organisation.write_text('name = "Nordlund"\nfuture = 1\nlogo = "gone.png"\n', encoding="utf-8")
    order = ordered(installer(tmp_path), organisation)
    assert sorted(finding.code for finding in order.findings) == [
        "kit_no_sources",
        "preset_logo_missing",
        "preset_unknown",
    ]


def test_a_file_that_is_there_is_replaced_only_where_that_is_wanted(tmp_path: Path, pdf: PdfClient) -> None:
    setup, organisation, out = installer(tmp_path), preset(tmp_path, ""), tmp_path / "kit.zip"
    out.write_text("mine")
    order = ordered(setup, organisation)
    for target, code in ((out, "kit_exists"), (tmp_path, "path_is_folder")):
        with pytest.raises(MoedeklarError) as error:
            make_kit(order, pdf, target, unchecked=True)
        assert error.value.code == code
    assert out.read_text() == "mine"
    assert "Vejledning.pdf" in contents(make_kit(order, pdf, out, unchecked=True, replace=True).path)
    with pytest.raises(MoedeklarError) as error:
        make_kit(order, pdf, setup, unchecked=True, replace=True)
    assert error.value.code == "kit_same"
    assert setup.read_bytes() == HEADS[SETUP]


def test_a_full_disk_leaves_what_was_there(tmp_path: Path, small_disk: Path, pdf: PdfClient) -> None:
    setup = tmp_path / SETUP
    setup.write_bytes(windows_program(4 << 20))
    order, out = ordered(setup, preset(tmp_path)), small_disk / "kit.zip"
    out.write_text("mine")
    for leave in (0, 20_000, 1 << 20):
        ballast = fill(small_disk, leave)
        with pytest.raises(MoedeklarError) as error:
            make_kit(order, pdf, out, unchecked=True, replace=True)
        assert error.value.code == "disk_full"
        ballast.unlink()
        assert [path.name for path in small_disk.iterdir()] == ["kit.zip"]
    assert out.read_text() == "mine"


def test_a_full_disk_at_the_very_end_is_told_too(tmp_path: Path, small_disk: Path, pdf: PdfClient) -> None:
    order, out = ordered(installer(tmp_path), preset(tmp_path)), small_disk / "kit.zip"
    fill(small_disk, 310_000)
    with pytest.raises(MoedeklarError) as error:
        make_kit(order, pdf, out, unchecked=True)
    assert error.value.code == "disk_full"
    assert not out.exists()


def test_it_can_be_cancelled_and_an_installer_that_changes_meanwhile_is_refused(tmp_path: Path, pdf: PdfClient) -> None:
    setup, out = installer(tmp_path), tmp_path / "ud" / "kit.zip"
    out.parent.mkdir()
    order = ordered(setup, preset(tmp_path))

    def stop(_done: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        make_kit(order, pdf, out, unchecked=True, told=stop)
    setup.write_bytes(windows_program() + b"more")
    with pytest.raises(DocumentError) as error:
        make_kit(order, pdf, out, unchecked=True)
    assert error.value.code == "kit_setup_changed"
    setup.unlink()
    with pytest.raises(DocumentError) as error:
        make_kit(order, pdf, out, unchecked=True)
    assert error.value.code == "file_unreadable"
    assert list(out.parent.iterdir()) == []
    with pytest.raises(DocumentError) as error:
        make_kit(ordered(installer(tmp_path), preset(tmp_path)), pdf, tmp_path / "nowhere" / "kit.zip", unchecked=True)
    assert error.value.code == "out_unwritable"
