"""Presets are found where the system has them, and what a later place says counts."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from moedeklar.member.presets import read_preset
from moedeklar.member.presets.places import Surroundings
from moedeklar.member.presets.registry import document_of, values_of
from moedeklar.model.errors import PresetError
from moedeklar.organisation_file import examine_document
from tests.support.presets import Computer, FakeRegistry


def test_a_computer_without_presets_loads_nothing_to_read_them(tmp_path: Path) -> None:
    decided = Computer(tmp_path).decided()
    assert decided.merged() is None
    assert decided.preset().name == ""


def test_later_places_count_key_by_key(tmp_path: Path) -> None:
    computer = Computer(tmp_path)
    computer.environ["MOEDEKLAR_ORGANISATION"] = str(computer.lay("own", 'name = "Own"\ntheme = "light"'))
    computer.environ["XDG_CONFIG_DIRS"] = f"{tmp_path}/strong:{tmp_path}/weak:relative"
    computer.lay("program", 'name = "Beside"\nlanguage = "en"\n[updates]\nmode = "auto"\nurl = "https://a.example/"')
    computer.lay("weak/moedeklar", 'name = "Weak"\ntheme = "dark"')
    computer.lay("strong/moedeklar", 'name = "Strong"')
    xdg = computer.lay("etc/xdg/moedeklar", '[updates]\nmode = "off"\n[templates]\ntext = "A"\nreason = "B"')
    etc = computer.lay("etc/moedeklar", '[templates]\ntext = "C"\n[requests]\nmail = "a@nordlund.example"')
    merged = computer.decided().merged()
    assert merged is not None
    preset = merged.preset
    assert (preset.name, preset.language, preset.theme) == ("Strong", "en", "dark")
    assert (preset.updates.mode, preset.updates.url) == ("off", "https://a.example/")
    assert preset.templates == {"text": "C", "reason": "B"}
    assert preset.requests.mail == "a@nordlund.example"
    assert merged.origins["updates.mode"] == str(xdg)
    assert merged.origins["templates.text"] == str(etc)
    assert [Path(place).parent.name for place in merged.places] == [
        *("program", "own", "moedeklar", "moedeklar", "moedeklar", "moedeklar")
    ]


def test_the_variable_of_the_environment_never_overrules_the_system(tmp_path: Path) -> None:
    computer = Computer(tmp_path)
    computer.lay("etc/xdg/moedeklar", '[updates]\nmode = "off"')
    computer.environ["MOEDEKLAR_ORGANISATION"] = str(computer.lay("own", '[updates]\nmode = "auto"'))
    computer.environ["XDG_CONFIG_DIRS"] = str(tmp_path / "mine")
    computer.lay("mine/moedeklar", '[updates]\nmode = "notify"')
    assert computer.decided().preset().updates.mode == "off"


def test_a_lock_is_not_taken_back_by_another_place(tmp_path: Path) -> None:
    computer = Computer(tmp_path)
    beside = computer.lay("program", 'locked = ["sources"]')
    computer.lay("etc/moedeklar", 'locked = ["updates"]')
    merged = computer.decided().merged()
    assert merged is not None
    assert merged.preset.locked == {"sources", "updates"}
    assert merged.preset.is_locked("updates.mode")
    assert merged.locks["sources"] == str(beside)


def test_a_place_with_an_error_counts_for_nothing_and_the_others_do(tmp_path: Path) -> None:
    computer = Computer(tmp_path)
    computer.lay("program", 'name = "Nordlund"')
    bad = computer.lay("etc/moedeklar", 'name = "Other"\nlocked = 3')
    merged = computer.decided().merged()
    assert merged is not None
    assert (merged.preset.name, merged.preset.locked) == ("Nordlund", frozenset())
    assert [(one.code, one.place) for one in merged.findings] == [("preset_type_array", str(bad))]


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    computer = Computer(tmp_path)
    path = computer.lay("program", "")
    real = Path.open

    def refuse(self: Path, *how: object, **more: object) -> object:
        if self == path:
            raise PermissionError(13, "Permission denied")
        return real(self, *how, **more)  # type: ignore[arg-type]

    # As root, who runs these tests too, may read every file.
    monkeypatch.setattr(Path, "open", refuse)
    merged = computer.decided().merged()
    assert merged is not None
    assert [one.code for one in merged.findings] == ["preset_unreadable"]
    with pytest.raises(PresetError):
        read_preset(path)


@pytest.mark.parametrize("what", ["folder", "loop", "dangling", "pipe"])
@pytest.mark.skipif(os.name == "nt", reason="links and pipes take rights there")
def test_what_is_called_like_a_preset_and_is_none_is_told(tmp_path: Path, what: str) -> None:
    computer = Computer(tmp_path)
    path = computer.lay("etc/moedeklar", 'name = "Nordlund"')
    path.unlink()
    if what == "folder":
        path.mkdir()
    elif what == "pipe":
        os.mkfifo(path)  # which nobody ever writes to
    else:
        path.symlink_to(path.name if what == "loop" else "gone.toml")
    merged = computer.decided().merged()
    assert merged is not None
    assert [one.code for one in merged.findings] == ["preset_unreadable"]


def test_the_places_of_each_system() -> None:
    windows = Surroundings({"PROGRAMDATA": "/data"}, "win32", Path("/program/moedeklar.exe"), sandboxed=False)
    assert windows.files() == (Path("/program/organisation.toml"), Path("/data/Moedeklar/organisation.toml"))
    mac = Surroundings({}, "darwin", None, sandboxed=False)
    assert mac.files() == (Path("/Library/Application Support/Moedeklar/organisation.toml"),)
    linux = Surroundings({}, "linux", None, sandboxed=False).files()
    assert linux == (Path("/etc/xdg/moedeklar/organisation.toml"), Path("/etc/moedeklar/organisation.toml"))
    flatpak = Surroundings({}, "linux", None, sandboxed=True).files()
    assert flatpak[2:] == (
        Path("/run/host/etc/xdg/moedeklar/organisation.toml"),
        Path("/run/host/etc/moedeklar/organisation.toml"),
    )


@pytest.mark.parametrize("frozen", [True, False])
def test_beside_the_executable_only_where_it_is_ours(frozen: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", frozen, raising=False)
    assert (Surroundings().executable is not None) is frozen


def test_policies_of_the_machine_count_most(tmp_path: Path) -> None:
    registry = FakeRegistry(
        machine={"organisation": "Nordlund Kommune", "locked": "sources; updates.mode ;", "updates.mode": "off"},
        person={"organisation": "Own", "updates.mode": "auto", "retention.closed_days": "30", "language": "da"},
    )
    computer = Computer(tmp_path, registry)
    computer.lay("etc/moedeklar", 'name = "File"\nlanguage = "en"')
    merged = computer.decided().merged()
    assert merged is not None
    preset = merged.preset
    assert (preset.name, preset.language, preset.closed_days) == ("Nordlund Kommune", "da", 30)
    assert preset.updates.mode == "off"
    assert preset.locked == {"sources", "updates.mode"}
    assert merged.origins["name"] == r"HKLM\Software\Policies\Moedeklar"
    assert merged.findings == ()


@pytest.mark.parametrize(
    ("address", "kind", "name"),
    [
        ("https://feed.nordlund.example/system.json", "oparl", ""),
        ("https://dagsordener.greve.dk", "firstagenda", "Greve Kommune"),
    ],
)
def test_the_policy_of_the_msi_is_one_source(tmp_path: Path, address: str, kind: str, name: str) -> None:
    computer = Computer(tmp_path, FakeRegistry(machine={"source_url": address, "organisation": ""}))
    (source,) = computer.decided().preset().sources
    assert (source.kind, source.location, source.name) == (kind, address, name)


def test_a_hostile_address_in_a_policy_is_an_error(tmp_path: Path) -> None:
    for address in ("file:///etc/passwd", "https://a:b@c.example", "https://[", "nordlund"):
        merged = Computer(tmp_path, FakeRegistry(machine={"source_url": address})).decided().merged()
        assert merged is not None
        assert [one.code for one in merged.findings] == ["preset_address"]
        assert merged.preset.sources == ()


def test_a_policy_can_name_a_file(tmp_path: Path) -> None:
    path = Computer(tmp_path).lay("share", 'name = "From the share"\ntheme = "dark"')
    registry = FakeRegistry(machine={"organisation_toml": str(path), "theme": "light"})
    preset = Computer(tmp_path, registry).decided().preset()
    assert (preset.name, preset.theme) == ("From the share", "light")
    gone = Computer(tmp_path, FakeRegistry(machine={"organisation_toml": str(tmp_path / "gone.toml")}))
    merged = gone.decided().merged()
    assert merged is not None
    assert [one.code for one in merged.findings] == ["preset_unreadable"]


def test_odd_values_of_a_registry_are_told() -> None:
    document = document_of({"requests": "x", "requests.mail": "a@b.dk", "language": 3, "colour": b"\x01", "": "x"})
    codes = {one.code for one in examine_document(document, "HKLM", None).findings}
    assert codes == {"preset_type_object", "preset_type_string", "preset_unknown"}


@pytest.mark.skipif(sys.platform == "win32", reason="there is a registry")
def test_other_systems_have_no_registry() -> None:
    assert values_of("HKLM") == {}
