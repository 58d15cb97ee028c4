"""What an organisation decides for its members, tried in a clean Debian: the package, an upgrade of it, and the kit.

Everything is made by the program that was installed, as a secretary would make it.
"""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from chroot import MEMBER, Chroot
from project import ROOT, run
from tap import expect

NAME = "Nordlund Kommune"
PLACE = "/etc/xdg/moedeklar/organisation.toml"
PACKAGE = "moedeklar-organisation-"
_HOST = "dagsordener.nordlund.invalid"
_PRESET = """\
name = "{name}"
logo = "logo.png"
locked = ["updates.mode"]

[[sources]]
kind = "oparl"
location = "https://{host}/oparl/system.json"

[updates]
mode = "off"
"""


class Organisation:
    """The steps, in order, in one Debian where the program is installed. *environment* is that of its member."""

    def __init__(self, debian: Chroot, package: Path, environment: Mapping[str, str]) -> None:
        self._debian = debian
        self._package = package
        self._environment = environment
        self._desk = debian.folder / "home" / MEMBER / "forudindstilling"

    def presets(self) -> str:
        """The preset becomes a package, which lintian has nothing to say of and the program reads once it is there."""
        self._desk.mkdir()
        shutil.copy(ROOT / "resources" / "app" / "moedeklar-64.png", self._desk / "logo.png")
        package = self._install("05")
        if shutil.which("lintian"):
            run(["lintian", "--allow-root", "--no-cfg", "--fail-on", "warning", package])
        told = self._shown()
        expect(told["name"] == NAME, f"the organisation is called {told['name']!r}")
        expect(told["places"] == [PLACE], f"read from {told['places']}")
        expect(told["pending"] == [_HOST], f"asked for: {told['pending']}")
        expect("updates.mode" in told["locked"], f"locked: {told['locked']}")
        expect(not told["findings"], f"found: {told['findings']}")
        return package.name

    def upgrades(self) -> str:
        """A later preset is a later version, and apt asks nothing."""
        before = self._installed()
        self._install("06", host=f"ny.{_HOST}")
        expect(self._shown()["pending"] == [f"ny.{_HOST}"], "the later preset is not read")
        return f"{before} → {self._installed()}"

    def renamed(self) -> str:
        """An organisation of another name takes the place of the one before, of which purging leaves nothing."""
        before = self._installed().partition(" ")[0]
        self._install("07", name="Nordlund og Sydlund Kommune")
        self._debian.root("apt-get", "purge", "-y", "-qq", before)
        told = self._shown()
        expect(told["name"] == "Nordlund og Sydlund Kommune", f"the organisation is called {told['name']!r}")
        expect(told["places"] == [PLACE], f"read from {told['places']}")
        return self._installed()

    def makes_a_kit(self) -> str:
        """Of the very package that is installed: checked by its signature, and refused where it was tampered with."""
        desk = self._desk
        for name in (self._package.name, "SHA256SUMS", "SHA256SUMS.minisig"):
            shutil.copy(self._package.parent / name, desk)
        self._own()
        words = ("kit", "--organisation", "forudindstilling/organisation.toml", "--setup",
                 f"forudindstilling/{self._package.name}", "--out", "forudindstilling/kit.zip", "--json")  # fmt: skip
        told = json.loads(self._run(*words).stdout)
        expect(told["setup"]["trust"] == "signed", f"the installer is {told['setup']['trust']}")
        with zipfile.ZipFile(desk / "kit.zip") as kit:
            names = kit.namelist()
            expect(kit.testzip() is None, "the kit is damaged")
            expect(kit.read(self._package.name) == self._package.read_bytes(), "the installer was changed")
            expect(kit.read("Vejledning.pdf").startswith(b"%PDF"), "the page is no PDF")
        expect(any(name.startswith(PACKAGE) for name in names), f"no package of the preset in {names}")
        with (desk / self._package.name).open("ab") as file:
            file.write(b"\n")
        refused = self._run("--language", "en", *words, "--unchecked", "--force", status=1).stderr
        expect("SHA256SUMS beside it tells of" in refused, refused)
        return f"{len(names)} files; one byte more is refused"

    def _install(self, second: str, *, name: str = NAME, host: str = _HOST) -> Path:
        """Write the preset, as changed in that second of a minute; make the package, and let apt install it."""
        file = self._desk / "organisation.toml"
        file.write_text(_PRESET.format(name=name, host=host), encoding="utf-8")
        self._own()
        for changed in ("organisation.toml", "logo.png"):
            self._debian.member("touch", "-d", f"2026-01-02 03:04:{second} UTC", f"forudindstilling/{changed}")
        self._run("kit", "--organisation", "forudindstilling/organisation.toml", "--out", "forudindstilling")
        (package,) = self._desk.glob(f"*.0304{second}_all.deb")
        self._debian.install(package)
        return package

    def _installed(self) -> str:
        """The one package of an organisation that is installed, and its version."""
        listed = self._debian.root(
            "dpkg-query", "-W", "-f", "${db:Status-Abbrev}${Package} ${Version}\\n", f"{PACKAGE}*"
        )
        (found,) = [line[3:].strip() for line in listed.splitlines() if line.startswith("ii")]
        return found

    def _own(self) -> None:
        self._debian.root("chown", "-R", MEMBER, f"/home/{MEMBER}/{self._desk.name}")

    def _run(self, *words: str, status: int = 0) -> Any:
        return self._debian.member("moedeklar", *words, status=status, environment=self._environment)

    def _shown(self) -> Any:
        return json.loads(self._run("organisation", "show", "--json").stdout)
