"""Windows, built on Linux: Python's embeddable package, wheels and a launcher, as setup.exe (NSIS) and .msi (wixl).

Needs gcc-mingw-w64-x86-64, nsis, wixl and msitools. WINDOWS_PYTHON_ZIP names the embeddable package of python.org;
without it the one in windows/runtime.txt is taken, which is old. Who signs, signer.py finds in the environment.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
import tarfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pe
import signing
import trust
from project import BUILD, DIST, HERE, ROOT, BuildError, build_python, moment, run, say, settle, tool

SOURCES = HERE / "windows"
WORK = BUILD / "windows"
STAGE = WORK / "stage"
DOWNLOAD = WORK / "download"
SITE = STAGE / "runtime" / "Lib" / "site-packages"
PYTHON = "313"
SIGNING = [sys.executable, str(HERE / "signing.py")]
# _wmi hangs wine 8 and is asked for the version of Windows only, which Python finds out without it.
NOT_NEEDED = ("_wmi.pyd", "python.cat", "winsound.pyd", "pythonw.exe")
QT = {
    "Qt6Core.dll", "Qt6Gui.dll", "Qt6Network.dll", "Qt6PrintSupport.dll", "Qt6Svg.dll", "Qt6Widgets.dll",
    "QtCore.pyd", "QtGui.pyd", "QtNetwork.pyd", "QtPrintSupport.pyd", "QtSvg.pyd", "QtWidgets.pyd",
    "__init__.py", "_config.py", "_git_pyside_version.py", "pyside6.abi3.dll",
}  # fmt: skip
PLUGINS = {
    "iconengines": {"qsvgicon.dll"},
    "imageformats": {"qgif.dll", "qico.dll", "qjpeg.dll", "qsvg.dll", "qwebp.dll"},
    "platforms": {"qoffscreen.dll", "qwindows.dll"},
    "styles": {"qmodernwindowsstyle.dll"},
}
# Of wheels that are needed: what the program never imports, as in moedeklar.spec.
UNUSED = (
    "bin", "Scripts", "fitz", "markdown_it", "mdurl", "pip", "pycparser", "pygments", "rich", "pymupdf/mupdf-devel",
    "lxml/includes", "lxml/isoschematron", "shiboken6/vcamp140.dll", "shiboken6/vccorlib140.dll",
    "shiboken6/vcomp140.dll",
)  # fmt: skip


def stage() -> Path:
    """The folder that is installed, made anew."""
    shutil.rmtree(WORK, ignore_errors=True)
    SITE.mkdir(parents=True)
    say("Laying out Python for Windows and the wheels")
    _runtime()
    run([tool("uv"), "pip", "install", "--quiet", "--target", SITE, "--python-version", f"{PYTHON[0]}.{PYTHON[1:]}",
         "--python-platform", "x86_64-pc-windows-msvc", "--only-binary", ":all:", "--require-hashes", "--no-config",
         "-r", ROOT / "requirements.txt"])  # fmt: skip
    _trim()
    shutil.copytree(ROOT / "desktop" / "moedeklar", SITE / "moedeklar", ignore=shutil.ignore_patterns("__pycache__"))
    resources = SITE / "moedeklar" / "_resources"
    shutil.copytree(ROOT / "resources", resources, ignore=shutil.ignore_patterns("da", "en"))
    shutil.copy(ROOT / "CHANGELOG.md", resources)
    trust.lay(resources)
    (STAGE / "runtime" / f"python{PYTHON}._pth").write_bytes(
        f"python{PYTHON}.zip\r\n.\r\nLib\\site-packages\r\n".encode()
    )
    # pymupdf needs it, and only PySide6 brings it; beside the executable every library finds it.
    for library in (SITE / "PySide6").glob("msvcp140*.dll"):
        shutil.copy(library, STAGE)
    _compile()
    missing = pe.unresolved(STAGE)
    if missing:
        raise BuildError("libraries that Windows would not find:\n" + "\n".join(missing))
    return STAGE


def _runtime() -> None:
    """Python's own files."""
    if not os.environ.get("WINDOWS_PYTHON_ZIP"):
        _from_index()
    for name, data in runtime_files():
        if name not in NOT_NEEDED:
            (STAGE / "runtime" / name).write_bytes(data)


def runtime_files() -> Iterator[tuple[str, bytes]]:
    """The embeddable package that was laid out: its files, by their names."""
    given = os.environ.get("WINDOWS_PYTHON_ZIP")
    with zipfile.ZipFile(given or DOWNLOAD / "python.zip") as archive:
        for name in archive.namelist():
            if not name.endswith("/"):  # all in one folder, which one archive has inside another
                yield Path(name).name, archive.read(name)


def _from_index() -> None:
    """The package inside the source archive in windows/runtime.txt, whose own setup is not run."""
    place = DOWNLOAD
    run([build_python(), "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--no-binary",
         ":all:", "--no-build-isolation", "--require-hashes", "-r", SOURCES / "runtime.txt", "-d", place])  # fmt: skip
    with tarfile.open(next(place.glob("*.tar.gz"))) as archive:
        inside = next(member for member in archive.getmembers() if member.name.endswith("/data.zip"))
        data = archive.extractfile(inside)
        if data is None:
            raise BuildError("windows/runtime.txt: no data.zip inside")
        (place / "python.zip").write_bytes(data.read())


def _trim() -> None:
    """Delete from the wheels what the program never loads."""
    qt = SITE / "PySide6"
    for path in list(qt.iterdir()):
        kept = path.name in QT or path.name in {"plugins", "translations", "support"}
        if not kept and not path.name.lower().startswith(("msvcp140", "vcruntime140", "concrt140")):
            _remove(path)
    for path in list(qt.glob("plugins/*/*")):
        if path.name not in PLUGINS.get(path.parent.name, set()):
            _remove(path)
    for folder in [path for path in qt.glob("plugins/*") if not any(path.iterdir())]:
        folder.rmdir()
    for path in list(qt.glob("translations/*")):
        if not re.fullmatch(r"qt(base)?_(da|en)\.qm", path.name):
            _remove(path)
    for name in UNUSED:
        _remove(SITE / name)
    for pattern in ("*.lib", "*.pyi", "*.h", "*.prl", "*.pxd", "tests", "__pycache__", ".lock"):
        for path in list(SITE.rglob(pattern)):
            _remove(path)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _compile() -> None:
    """Byte code beside every module: a folder that nobody may write to would have none, and start slowly."""
    words = ["-P", "-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash", "."]
    for python in _pythons():
        try:
            run([python, *words], cwd=SITE)
        except BuildError as error:  # one of pyenv's stand-ins may lead nowhere
            say(f"{python}: {str(error).splitlines()[-1]}")
        else:
            return
    if shutil.which("wine") is None:
        raise BuildError(f"a Python {PYTHON[0]}.{PYTHON[1:]} (or wine) is needed for the byte code")
    environment = {"WINEDEBUG": "-all", "WINEPREFIX": str(WORK / "wine"), "WINEARCH": "win64"}
    run(["wine", STAGE / "runtime" / "python.exe", *words], cwd=SITE, env=environment)


def _pythons() -> list[Path]:
    """Every Python of this machine that has the version of the installer's: byte code is the same on all systems."""
    name = f"python{PYTHON[0]}.{PYTHON[1:]}"
    places = [Path(place) for place in os.environ["PATH"].split(os.pathsep)]
    places += sorted((Path.home() / ".pyenv" / "versions").glob(f"{PYTHON[0]}.{PYTHON[1:]}.*/bin"))
    return [place / name for place in places if (place / name).exists()]


def launcher(version: str) -> None:
    """Moedeklar.exe, with the icon and the version that Windows shows."""
    place = WORK / "launcher"
    place.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "resources" / "app" / "moedeklar.ico", place)
    shutil.copy(SOURCES / "launcher.manifest", place)
    numbers = ",".join([*version.split("."), "0", "0", "0"][:4])
    text = (SOURCES / "launcher.rc.in").read_text(encoding="utf-8")
    (place / "launcher.rc").write_text(
        text.replace("@VERSION@", version).replace("@NUMBERS@", numbers), encoding="utf-8"
    )
    run(["x86_64-w64-mingw32-windres", "-c", "65001", "launcher.rc", "-O", "coff", "-o", "launcher.res"], cwd=place)
    run(["x86_64-w64-mingw32-gcc", "-O2", "-s", "-Wall", "-Wextra", "-municode", "-mwindows", "-static",
         "-Wl,--no-insert-timestamp,--dynamicbase,--nxcompat,--high-entropy-va", f'-DPYTHON_DLL=L"python{PYTHON}.dll"',
         "-o", STAGE / "Moedeklar.exe", SOURCES / "launcher.c", place / "launcher.res"])  # fmt: skip


def installers(version: str, *, quick: bool = False, into: Path = DIST, msi: bool = True) -> list[Path]:
    """setup.exe and .msi of what `stage` laid out, signed where the environment names a certificate."""
    launcher(version)
    signed = signing.sign(STAGE / "Moedeklar.exe")
    trust.mark(STAGE, "setup")
    settle(STAGE, moment())
    into.mkdir(parents=True, exist_ok=True)
    say(f"Packing setup.exe ({'zlib' if quick else 'lzma'})")
    setup = into / f"Moedeklar-{version}-x64-setup.exe"
    words: list[str | Path] = ["makensis", "-V2", f"-DVERSION={version}", f"-DSTAGE={STAGE}", f"-DOUT={setup}"]
    words += [f"-DICON={ROOT / 'resources' / 'app' / 'moedeklar.ico'}", *(["-DFAST"] if quick else [])]
    words += [f"-DSIGN={shlex.join(SIGNING)}"] if signed else []
    run([*words, SOURCES / "installer.nsi"], env={"SOURCE_DATE_EPOCH": str(moment())})
    made = [setup]
    if msi:
        os.utime(trust.mark(STAGE, "msi"), (moment(), moment()))
        made.append(_msi(version, into))
    signing.sign(*made)
    return made


def policies(version: str, into: Path = DIST) -> Path:
    """The templates of group policies, as a ZIP that an IT department unpacks into its PolicyDefinitions."""
    into.mkdir(parents=True, exist_ok=True)
    target, folder = into / f"Moedeklar-{version}-policies.zip", SOURCES / "policies"
    when = time.gmtime(moment())[:6]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), when)
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            archive.writestr(entry, path.read_bytes())
    return target


def _msi(version: str, into: Path) -> Path:
    """The package for the whole machine, with what wixl cannot say added to its tables."""
    say("Packing the .msi")
    target = into / f"Moedeklar-{version}-x64.msi"
    target.unlink(missing_ok=True)
    names = "\n".join(sorted(str(path) for path in STAGE.rglob("*") if path.is_file())) + "\n"
    listed = WORK / "files.txt"
    listed.write_text(names, encoding="utf-8")
    heat = f"wixl-heat --prefix {STAGE}/ --directory-ref INSTALLDIR --component-group AppFiles --var var.Stage --win64"
    run(["sh", "-c", f"{heat} < {listed} > {WORK}/files.wxs"])
    run(["wixl", "-a", "x64", "-D", f"Version={version}", "-D", "Win64=yes", "-D", "Stage=stage", "-o", target,
         SOURCES / "moedeklar.wxs", WORK / "files.wxs"], cwd=WORK)  # fmt: skip
    only_once = "Mødeklar is installed for this person already. / Mødeklar er allerede installeret for denne bruger."
    passed_on = "WIX_UPGRADE_DETECTED;WIX_DOWNGRADE_DETECTED;SOURCEURL;ORGANISATION"
    for change in (
        # On removal neither is given, and a component whose condition fails is passed over by wine.
        "UPDATE Component SET Condition='SOURCEURL OR REMOVE' WHERE Component='cPolicyUrl'",
        "UPDATE Component SET Condition='ORGANISATION OR REMOVE' WHERE Component='cPolicyName'",
        f"UPDATE Property SET Value='{passed_on}' WHERE Property='SecureCustomProperties'",
        f"INSERT INTO LaunchCondition (Condition, Description) VALUES ('Installed OR NOT PERSONAL', '{only_once}')",
    ):
        run(["msibuild", target, "-q", change])
    return target
