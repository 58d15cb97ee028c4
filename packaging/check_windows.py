#!/usr/bin/env python3
"""Tries setup.exe and .msi under Debian's wine, on a screen that nobody sees. Prints TAP.

usage: check_windows.py [--build]      with --build they are built first, quickly

What passes here was tested under wine, which is not Windows: it says nothing of SmartScreen, virus scanners, AppLocker,
real fonts, screen readers, printing, roaming profiles or the real Credential Manager.
"""

from __future__ import annotations

import argparse
import getpass
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import check_signing
import for_windows
import pe
import sums
from check import OLD, get_tools, passed
from project import BUILD, DIST, ROOT, BuildError, run, say, version
from tap import Skipped, Tap, expect

TOOLS = {
    "Xvfb": "xvfb", "makensis": "nsis", "msibuild": "msitools", "openssl": "openssl",
    "osslsigncode": "osslsigncode", "wine": "wine", "wixl": "wixl",
    "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64",
}  # fmt: skip
LARGEST = 60  # MB of setup.exe
WAIT = 300.0  # seconds that an installer may take under wine


class Wine:
    """A Windows of wine's in a folder of its own."""

    def __init__(self, place: Path, display: str) -> None:
        self.place = place
        self.c = place / "prefix" / "drive_c"
        person = self.c / "users" / getpass.getuser()
        self.personal = person / "AppData" / "Local" / "Programs" / "Moedeklar"
        self.machine = self.c / "Program Files" / "Moedeklar"
        self.notes = person / "AppData" / "Local" / "Moedeklar"
        self.menu = person / "AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Mødeklar.lnk"
        self._environment = {
            "HOME": str(place), "PATH": os.environ["PATH"], "DISPLAY": display, "LANG": "C.UTF-8", "WINEARCH": "win64",
            "WINEPREFIX": str(place / "prefix"), "WINEDEBUG": "-all", "WINEDLLOVERRIDES": "mscoree,mshtml=d",
        }  # fmt: skip

    def prepare(self) -> None:
        """Make it, with stand-ins for those libraries of Windows that wine lacks."""
        self.run("wineboot", "--init")
        for source in sorted((for_windows.SOURCES / "wine").glob("*.c")):
            target = self.c / "windows" / "system32" / f"{source.stem}.dll"
            run(["x86_64-w64-mingw32-gcc", "-O2", "-shared", "-nostdlib", "-Wl,-e,0", "-o", target, source,
                 "-ladvapi32"])  # fmt: skip

    def run(self, *words: str | Path, status: int | None = 0) -> str:
        """What a program of Windows printed. *status* None: whatever it is."""
        done = subprocess.run(
            ["wine", *map(str, words)], env=self._environment, cwd=self.place, capture_output=True, timeout=WAIT,
            check=False, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        told = (done.stdout + done.stderr).decode(errors="replace")
        if status is not None and done.returncode != status:
            raise BuildError(f"{words}: exit status {done.returncode}, not {status}\n{told[-1500:]}")
        return done.stdout.decode(errors="replace")

    def uninstall(self, *words: str) -> None:
        """Remove what one person installed. It goes on as a copy of itself, which is waited for."""
        self.run(self.personal / "uninstall.exe", "/S", *words)
        expect(gone(self.personal), f"left: {sorted(path.name for path in self.personal.glob('*'))}")
        copies = self.notes.parent / "Temp" / "~nsu.tmp"
        expect(gone(copies), "the uninstaller has not ended")

    def start(self, *words: str | Path) -> subprocess.Popen[bytes]:
        """A program of Windows that goes on running."""
        quiet = subprocess.DEVNULL
        return subprocess.Popen(
            ["wine", *map(str, words)], env=self._environment, cwd=self.place, stdin=quiet, stdout=quiet, stderr=quiet
        )

    def moedeklar(self, program: Path, *words: str) -> str:
        """The command line of an installed program, by the Python in it: the launcher has no standard output."""
        return self.run(program / "runtime" / "python.exe", "-X", "utf8", "-m", "moedeklar", *words)

    def installed(self, program: Path, *words: str, status: int = 0) -> str:
        """The same, told as the launcher tells it that it is frozen and by which executable: it looks beside that."""
        executable = f"C:{str(program / 'Moedeklar.exe').removeprefix(str(self.c))}".replace("/", "\\")
        return self.run(
            program / "runtime" / "python.exe", "-X", "utf8", "-c", LAUNCHED, executable, *words, status=status
        )

    def registry(self, key: str, name: str) -> str:
        """A value, or what says that there is none."""
        return self.run("reg", "query", key, *(["/v", name] if name else ["/ve"]), status=None)

    def stop(self) -> None:
        """End everything that runs in it."""
        subprocess.run(["wineserver", "-k"], env=self._environment, capture_output=True, check=False)
        subprocess.run(["wineserver", "-w"], env=self._environment, capture_output=True, check=False, timeout=60)

    def give_passphrase(self) -> None:
        """Run unattended from here on."""
        secret = self.place / "passphrase"
        secret.write_text("en adgangssætning til prøven\n", encoding="utf-8")
        self._environment["MOEDEKLAR_PASSPHRASE_FILE"] = f"Z:{secret}".replace("/", "\\")

    def take_passphrase(self) -> None:
        """Let the keyring do its work again."""
        self._environment.pop("MOEDEKLAR_PASSPHRASE_FILE", None)


def gone(path: Path) -> bool:
    """Whether *path* goes away: an uninstaller returns before it is done."""
    until = time.monotonic() + 60
    while path.exists():
        if time.monotonic() > until:
            return False
        time.sleep(0.5)
    return True


@contextmanager
def screen() -> Iterator[str]:
    """A display: the one there is, else one that nobody sees."""
    if os.environ.get("DISPLAY"):
        yield os.environ["DISPLAY"]
        return
    read, write = os.pipe()
    with subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x900x24", "-nolisten", "tcp"], pass_fds=[write],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as server:  # fmt: skip
        os.close(write)
        with os.fdopen(read) as told:
            number = told.readline().strip()
        try:
            yield f":{number}"
        finally:
            server.terminate()


class Trial:
    """The steps, in the order in which each builds on the one before."""

    def __init__(self, wine: Wine, setup: Path, old: Path, msi: Path) -> None:
        self._wine = wine
        self._setup = setup
        self._old = old
        self._msi = msi
        self._notes = ""

    def installs_old(self) -> None:
        """Silently, for one person."""
        self._wine.run(self._old, "/S")
        expect((self._wine.personal / "Moedeklar.exe").exists(), "the program is not there")
        expect(self._wine.menu.exists(), "the start menu has no entry")
        expect(OLD in self._wine.registry(UNINSTALL, "DisplayVersion"), "the version is not told")

    def writes_a_note(self) -> None:
        """With the older program, into the person's own profile."""
        wine = self._wine
        wine.give_passphrase()
        wine.moedeklar(wine.personal, "source", "add", "sample")
        wine.moedeklar(wine.personal, "sync")
        meeting = json.loads(wine.moedeklar(wine.personal, "meetings", "--json"))[0]["id"]
        item = json.loads(wine.moedeklar(wine.personal, "show", meeting, "--json"))["items"][0]["id"]
        wine.moedeklar(wine.personal, "note", "add", "--item", item, "--text", "Spørg om æøå")
        self._notes = wine.moedeklar(wine.personal, "notes", "--json")
        expect("Spørg om æøå" in self._notes, self._notes)

    def refuses_while_running(self) -> None:
        """Exit status 5, and the older program is whole."""
        wine = self._wine
        running = wine.start(wine.personal / "Moedeklar.exe")
        try:
            time.sleep(20)
            expect(running.poll() is None, "the program did not go on running")
            wine.run(self._setup, "/S", status=5)
        finally:
            wine.stop()
            running.wait(60)
        expect((wine.personal / "runtime" / "python313.dll").exists(), "files are gone")

    def upgrades(self) -> None:
        """Over the older one; what that one alone had is gone, the note is not."""
        wine = self._wine
        left = wine.personal / "runtime" / "only-in-the-older.txt"
        left.touch()
        wine.run(self._setup, "/S")
        expect(not left.exists(), "files of the older version stay")
        expect(version() in wine.registry(UNINSTALL, "DisplayVersion"), "the version is not told")
        expect(wine.moedeklar(wine.personal, "notes", "--json") == self._notes, "the notes have changed")
        wine.take_passphrase()

    def updates_itself(self) -> None:
        """As the program does it: setup begins while the program is about to end, and starts it again."""
        wine = self._wine
        wine.give_passphrase()
        running = wine.start(wine.personal / "Moedeklar.exe")
        time.sleep(20)
        expect(running.poll() is None, "the program did not go on running")
        marked = wine.personal / "runtime" / "only-in-the-older.txt"
        marked.touch()
        setup = wine.start(self._setup, "/S", "/WAIT", "/START")
        try:
            time.sleep(10)
            expect(marked.exists() and setup.poll() is None, "setup did not wait for the program to end")
            running.kill()
            expect(setup.wait(WAIT) == 0, f"exit status {setup.returncode}")
            expect(not marked.exists(), "nothing was installed")
            expect((wine.personal / "installation").read_text() == "setup\n", "the kind of installation is not told")
            time.sleep(10)
            wine.run(self._setup, "/S", status=5)  # since the program runs again
        finally:
            wine.stop()
            running.wait(60)
            setup.wait(60)
            wine.take_passphrase()

    def selftest(self, program: Path, kind: str) -> str:
        """By the windowed executable, which knows what kind of installation it is."""
        out = self._wine.place / "result.json"
        out.unlink(missing_ok=True)
        self._wine.run(program / "Moedeklar.exe", "--selftest", "--out", f"Z:{out}", status=None)
        told = json.loads(out.read_text(encoding="utf-8"))
        names = passed(told)
        updates = next(check["detail"] for check in told["checks"] if check["name"] == "updates")
        expect(updates.startswith(f"{kind},"), f"it takes itself for {updates!r}")
        keyring = next(check["detail"] for check in told["checks"] if check["name"] == "keyring")
        return f"{names}; keyring: {keyring}"

    def links(self) -> None:
        """The program is asked for them, and for backups, and refuses hostile ones."""
        wine = self._wine
        kind = wine.registry(r"HKCU\Software\Classes\.moedeklar", "")
        expect("Moedeklar.Backup" in kind, kind)
        for name in ("moedeklar", "Moedeklar.Backup"):
            told = wine.registry(rf"HKCU\Software\Classes\{name}\shell\open\command", "")
            expect('Moedeklar.exe" open -- "%1"' in told, told)
        wine.run(wine.personal / "Moedeklar.exe", "open", "--", "moedeklar:meeting/../x", status=2)

    def refuses_older(self) -> None:
        """Exit status 7."""
        self._wine.run(self._old, "/S", status=7)

    def presets(self) -> str:
        """Named, by a path with a space in it; named but not there; and with the picture that they name."""
        wine, folder = self._wine, self._wine.place / "fra kommunen"
        folder.mkdir()
        given = folder / "nordlund.toml"
        given.write_text(PRESET.format(name="Nordlund Kommune"), encoding="utf-8")
        shutil.copy(ROOT / "resources" / "app" / "moedeklar-64.png", folder / "logo.png")
        wine.run(self._setup, "/S", "/ORG=" + f"Z:{given}".replace("/", "\\"))
        expect((wine.personal / "organisation.toml").read_bytes() == given.read_bytes(), "presets were not taken")
        expect((wine.personal / "logo.png").exists(), "the logo was not taken")
        wine.run(self._setup, "/S", r"/ORG=C:\nowhere.toml", status=4)
        wine.run(self._setup, "/S")
        wine.give_passphrase()
        told = self._shown(wine.personal)
        expect(told["name"] == "Nordlund Kommune", f"the organisation is called {told['name']!r}")
        expect(told["pending"] == ["dagsordener.nordlund.invalid"], f"asked for: {told['pending']}")
        return ", ".join(told["places"])

    def policy(self) -> str:
        """What lies in ProgramData counts for more than what lies beside the program, and the registry for most."""
        wine, data = self._wine, self._wine.c / "ProgramData" / "Moedeklar"
        data.mkdir(parents=True)
        (data / "organisation.toml").write_text('name = "Fra ProgramData"\nlanguage = "da"\n', encoding="utf-8")
        expect(self._shown(wine.personal)["name"] == "Fra ProgramData", "ProgramData is not read")
        for name, kind, value in (
            ("organisation", "REG_SZ", "Sydlund"), ("retention.closed_days", "REG_DWORD", "30"),
            ("locked", "REG_SZ", "language; updates.mode"),
        ):  # fmt: skip
            wine.run("reg", "add", POLICIES, "/v", name, "/t", kind, "/d", value, "/f")
        told = self._shown(wine.personal)
        expect(told["name"] == "Sydlund", f"the organisation is called {told['name']!r}")
        expect(told["locked"] == ["language", "updates.mode"], f"locked: {told['locked']}")
        expect(any(one["key"] == "retention.closed_days" for one in told["decided"]), f"decided: {told['decided']}")
        expect(told["pending"] == ["dagsordener.nordlund.invalid"], "what the registry does not state is gone")
        wine.run("reg", "delete", POLICIES, "/f")
        shutil.rmtree(data)
        expect(self._shown(wine.personal)["name"] == "Nordlund Kommune", "a policy that is gone still counts")
        return ", ".join(told["places"])

    def kit(self) -> str:
        """Made by the installed program of the very setup.exe; installed from the unpacked ZIP; no other byte taken."""
        wine, desk = self._wine, self._wine.place / "hentet"
        desk.mkdir()
        shutil.copy(self._setup, desk)
        sums.sign(desk)
        folder = self._wine.place / "fra kommunen"
        kit = folder / "kit.zip"
        words = ("kit", "--organisation", f"Z:{folder}/nordlund.toml", "--setup", f"Z:{desk}/{self._setup.name}",
                 "--out", f"Z:{kit}", "--json")  # fmt: skip
        told = json.loads(wine.installed(wine.personal, *words))
        expect(told["setup"]["trust"] == "signed", f"the installer is {told['setup']['trust']}")
        wine.uninstall()
        unpacked = wine.place / "pakket ud"
        with zipfile.ZipFile(kit) as archive:
            archive.extractall(unpacked)
        expect((unpacked / "Vejledning.pdf").read_bytes().startswith(b"%PDF"), "the page is no PDF")
        expect((unpacked / self._setup.name).read_bytes() == self._setup.read_bytes(), "the installer was changed")
        signed = check_signing.is_built() and check_signing.holds(unpacked / self._setup.name)
        wine.run(unpacked / self._setup.name, "/S")
        expect(self._shown(wine.personal)["name"] == "Nordlund Kommune", "the kit's presets are not read")
        expect((wine.personal / "logo.png").exists(), "the kit's logo was not taken")
        with (desk / self._setup.name).open("ab") as file:
            file.write(b"\0")
        wine.installed(wine.personal, *words, "--unchecked", "--force", status=1)
        wine.take_passphrase()
        names = ", ".join(one["name"] for one in told["files"])
        return f"{names}; {'the signature of setup.exe holds' if signed else 'setup.exe is not signed'}"

    def _shown(self, program: Path) -> Any:
        return json.loads(self._wine.installed(program, "organisation", "show", "--json"))

    def uninstalls(self) -> None:
        """Silently: the notes stay."""
        wine = self._wine
        wine.uninstall()
        expect(not wine.menu.exists(), "the start menu still has its entry")
        for key, name in ((UNINSTALL, "DisplayName"), (r"HKCU\Software\Moedeklar", "Logo")):
            expect("REG_SZ" not in wine.registry(key, name), f"{key} still has {name}")
        expect((wine.notes / "moedeklar.db").exists(), "the notes are gone")

    def installs_msi(self) -> None:
        """For the machine, with what an IT department states."""
        wine = self._wine
        wine.run(
            "msiexec", "/i", f"Z:{self._msi}", "/qn", "SOURCEURL=https://nordlund.invalid", "ORGANISATION=Nordlund"
        )
        expect((wine.machine / "Moedeklar.exe").exists(), "the program is not there")
        expect("https://nordlund.invalid" in wine.registry(POLICIES, "source_url"), "SOURCEURL was not kept")
        expect("Nord" in wine.registry(POLICIES, "organisation"), "ORGANISATION was not kept")
        wine.give_passphrase()
        told = self._shown(wine.machine)
        expect(told["name"] == "Nordlund", f"the organisation is called {told['name']!r}")
        expect(told["pending"] == ["nordlund.invalid"], f"asked for: {told['pending']}")
        wine.take_passphrase()

    def setup_yields_to_msi(self) -> None:
        """Exit status 6."""
        self._wine.run(self._setup, "/S", status=6)
        expect(not self._wine.personal.exists(), "installed twice")

    def removes_msi(self) -> None:
        """The notes stay here too."""
        wine = self._wine
        wine.run("msiexec", "/x", f"Z:{self._msi}", "/qn")
        expect(gone(wine.machine / "Moedeklar.exe"), "the program is still there")
        expect((wine.notes / "moedeklar.db").exists(), "the notes are gone")
        for key, name in ((POLICIES, "source_url"), (POLICIES, "organisation"), (PROGRAM, "InstallDir")):
            expect("REG_SZ" not in wine.registry(key, name), f"{key} still has {name}")

    def msi_yields_to_setup(self) -> None:
        """And the uninstaller takes the notes along when told to."""
        wine = self._wine
        wine.run(self._setup, "/S")
        wine.run("msiexec", "/i", f"Z:{self._msi}", "/qn", status=None)
        expect(not (wine.machine / "Moedeklar.exe").exists(), "installed twice")
        wine.uninstall("/NOTES")
        expect(gone(wine.notes), "the notes are still there")


UNINSTALL = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Moedeklar"
POLICIES = r"HKLM\Software\Policies\Moedeklar"
PROGRAM = r"HKLM\Software\Moedeklar"
LAUNCHED = (
    "import sys; sys.frozen = 'launcher'; sys.executable = sys.argv.pop(1); "
    "from moedeklar.__main__ import main; sys.exit(main())"
)
PRESET = """\
name = "{name}"
logo = "logo.png"

[[sources]]
kind = "oparl"
location = "https://dagsordener.nordlund.invalid/oparl/system.json"
"""


def main() -> int:
    """Try both installers; exit status 1 where a check failed."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--build", action="store_true")
    options = parser.parse_args()
    tap = Tap()
    print("TAP version 14", flush=True)
    get_tools(TOOLS)
    missing = [package for name, package in TOOLS.items() if shutil.which(name) is None]
    if missing:

        def skip() -> str:
            raise Skipped(f"not installed: {', '.join(missing)}")

        tap.check("the installers for Windows under wine", skip)
        return tap.end()
    if options.build and not tap.check("the installers for Windows are built", partial(build, quick=True)):
        return tap.end()
    setup, msi = (DIST / f"Moedeklar-{version()}-x64{end}" for end in ("-setup.exe", ".msi"))
    old = BUILD / "old" / f"Moedeklar-{OLD}-x64-setup.exe"
    tap.check("Windows finds every library that is asked for", audit)
    tap.check(
        "setup.exe and the .msi bear a signature of the test certificate, and of nobody else's",
        partial(check_signing.signed, setup, msi),
    )
    tap.check("signing touched no file of others", check_signing.others_are_as_they_were)
    tap.check(f"setup.exe is at most {LARGEST} MB", partial(size, setup, quick=options.build))
    with tempfile.TemporaryDirectory() as place, screen() as display:
        wine = Wine(Path(place), display)
        try:
            tap.check("a Windows of wine's", wine.prepare)
            programs = wine.personal / "Moedeklar.exe", wine.personal / "uninstall.exe"
            trial = Trial(wine, setup, old, msi)
            for name, step in (
                (f"setup.exe of {OLD} installs silently for one person", trial.installs_old),
                ("a member synchronises the sample and writes a note", trial.writes_a_note),
                ("setup.exe refuses while the program runs, and changes nothing", trial.refuses_while_running),
                (f"setup.exe of {version()} installs over it, and the note is still there", trial.upgrades),
                (
                    "the signatures of the installed launcher and uninstaller hold",
                    partial(check_signing.holds, *programs),
                ),
                (
                    "a changed byte in any of the four is found, and one without a signature is told",
                    partial(check_signing.change_is_found, *programs, setup, msi),
                ),
                ("setup.exe waits until the program has ended, and starts it again", trial.updates_itself),
                ("the self-test passes by the windowed executable", partial(trial.selftest, wine.personal, "setup")),
                ("links are the program's, and a hostile one is refused", trial.links),
                ("an older setup.exe is refused", trial.refuses_older),
                ("presets of the organisation are taken and read, and told where they are missing", trial.presets),
                ("policies of the computer count for more", trial.policy),
                ("a kit is made of setup.exe and installed, and a tampered one refused", trial.kit),
                ("uninstalling silently keeps the notes", trial.uninstalls),
                ("the .msi installs for the machine, with source and organisation", trial.installs_msi),
                ("the signature of its launcher holds", partial(check_signing.holds, wine.machine / "Moedeklar.exe")),
                ("the self-test passes there too", partial(trial.selftest, wine.machine, "msi")),
                ("setup.exe yields to the .msi", trial.setup_yields_to_msi),
                ("the .msi is removed", trial.removes_msi),
                ("the .msi yields to setup.exe; uninstalling with /NOTES takes the notes", trial.msi_yields_to_setup),
            ):
                tap.check(name, step)
        finally:
            wine.stop()
    return tap.end()


def build(*, quick: bool) -> str:
    """As `build.py windows` does, and the older setup.exe for the upgrade."""
    os.environ["MINISIGN_PUBLIC_KEYS"] = "test"  # whose signature it is that is tried
    for_windows.stage()
    check_signing.use_certificate()
    for_windows.installers(OLD, quick=True, into=BUILD / "old", msi=False)
    made = for_windows.installers(version(), quick=quick)
    return ", ".join(f"{path.name} {path.stat().st_size / 1e6:.1f} MB" for path in made)


def audit() -> str:
    """In the folder that is installed; what stands in for parts of Windows under wine must not be in it."""
    missing = pe.unresolved(for_windows.STAGE)
    expect(not missing, "\n".join(missing))
    names = {path.name.lower() for path in pe.files(for_windows.STAGE)}
    stand_ins = {f"{source.stem}.dll" for source in (for_windows.SOURCES / "wine").glob("*.c")}
    expect(not names & stand_ins, "a stand-in is in the installer")
    return f"{len(names)} programs and libraries"


def size(setup: Path, *, quick: bool) -> str:
    """Of the one that is compressed well."""
    megabytes = setup.stat().st_size / 1e6
    if quick:
        raise Skipped(f"{megabytes:.1f} MB, compressed quickly")
    expect(megabytes <= LARGEST, f"{megabytes:.1f} MB")
    return f"{megabytes:.1f} MB"


if __name__ == "__main__":
    say("under wine, which is not Windows")
    sys.exit(main())
