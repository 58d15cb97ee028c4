"""Linux: the frozen program as .deb, .rpm and AppImage."""

from __future__ import annotations

import gzip
import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import project
import trust
from elf import needed_of_system, newest_glibc
from project import ARCHITECTURE, BUILD, DIST, HERE, ROOT, BuildError, build_python, moment, run, say, settle, tool

ID = "dk.moedeklar.Moedeklar"
PLACE = "/usr/lib/moedeklar"
MAINTAINER = "Mødeklar <moedeklar@example.org>"
SUMMARY = "Committee agendas, attachments and a member's own notes"
DESCRIPTION = f"""{SUMMARY}
For members of Danish municipal committees: agendas with what is recommended
and what was decided before everything else, their attachments, and one's own
highlights, notes and requests beside them.
.
Everything is kept encrypted and can be read without a network. No new
version of an agenda deletes a note."""
# Debian's package of each library that a program may find on its system. Names that end in t64 are those of Debian 13
# and Ubuntu 24.04. A library that is not here is to be carried along (moedeklar.spec), or to be added here.
DEBIAN = {
    "libEGL.so.1": "libegl1", "libGL.so.1": "libgl1", "libX11-xcb.so.1": "libx11-xcb1", "libX11.so.6": "libx11-6",
    "libbrotlicommon.so.1": "libbrotli1", "libbrotlidec.so.1": "libbrotli1", "libcrypto.so.3": "libssl3 | libssl3t64",
    "libcups.so.2": "libcups2 | libcups2t64", "libdbus-1.so.3": "libdbus-1-3", "libexpat.so.1": "libexpat1",
    "libffi.so.8": "libffi8", "libfontconfig.so.1": "libfontconfig1", "libfreetype.so.6": "libfreetype6",
    "libgcc_s.so.1": "libgcc-s1", "libglib-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2", "libgthread-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "liblzma.so.5": "liblzma5", "libsqlite3.so.0": "libsqlite3-0", "libssl.so.3": "libssl3 | libssl3t64",
    "libstdc++.so.6": "libstdc++6", "libuuid.so.1": "libuuid1", "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0", "libwayland-egl.so.1": "libwayland-egl1", "libxcb.so.1": "libxcb1",
    "libz.so.1": "zlib1g", "libzstd.so.1": "libzstd1",
}  # fmt: skip
# Parts of glibc, which every program has.
GLIBC = frozenset(f"lib{name}.so" for name in ("c", "dl", "m", "pthread", "resolv", "rt", "util"))
DEBIAN_RECOMMENDS = ("gnome-keyring | kwalletmanager | keepassxc", "xdg-desktop-portal", "xdg-utils")
DEBIAN_SUGGESTS = ("tesseract-ocr-dan",)
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)


def packages(
    frozen: Path, version: str, *, kinds: tuple[str, ...] = ("deb", "rpm"), compression: str = "xz", into: Path = DIST
) -> list[Path]:
    """The packages of *kinds*, made in *into*. *compression* is that of the .deb: "xz", or "gzip" for a quick one."""
    share = stage(version)
    made = []
    for kind in kinds:
        say(f"Packing the .{kind} ({compression})")
        description = BUILD / f"nfpm-{kind}-{version}.json"  # JSON is YAML too
        description.write_text(json.dumps(_description(frozen, share, version, kind, compression), indent=1), "utf-8")
        into.mkdir(parents=True, exist_ok=True)
        target = into / _name(kind, version)
        target.unlink(missing_ok=True)
        run([tool("nfpm"), "package", "-f", description, "-p", kind, "-t", target],
            env={"SOURCE_DATE_EPOCH": str(moment())})  # fmt: skip
        made.append(target)
    return made


def _name(kind: str, version: str) -> str:
    if not ARCHITECTURE:
        raise BuildError("packages are made on x86_64 and aarch64 only")
    rpm = {"amd64": "x86_64", "arm64": "aarch64"}[ARCHITECTURE]
    return f"moedeklar_{version}-1_{ARCHITECTURE}.deb" if kind == "deb" else f"moedeklar-{version}-1.{rpm}.rpm"


def stage(version: str) -> Path:
    """What a package holds beside the frozen program, laid out as it will be below /usr/share."""
    share = BUILD / ("share" if version == project.version() else f"share-{version}")
    shutil.rmtree(share, ignore_errors=True)
    day = datetime.fromtimestamp(moment(), UTC)
    words = {"@VERSION@": version, "@DATE@": day.date().isoformat()}
    _copy(HERE / "linux" / f"{ID}.desktop", share / "applications" / f"{ID}.desktop")
    _copy(HERE / "linux" / f"{ID}.metainfo.xml", share / "metainfo" / f"{ID}.metainfo.xml", words)
    _copy(HERE / "linux" / f"{ID}.mime.xml", share / "mime" / "packages" / f"{ID}.xml")
    icons = share / "icons" / "hicolor"
    for size in SIZES:
        place = icons / f"{size}x{size}" / "apps"
        place.mkdir(parents=True)
        shutil.copy(ROOT / "resources" / "app" / f"moedeklar-{size}.png", place / f"{ID}.png")
    (icons / "scalable" / "apps").mkdir(parents=True)
    shutil.copy(ROOT / "resources" / "app" / "moedeklar.svg", icons / "scalable" / "apps" / f"{ID}.svg")
    for language, place in (("en", share / "man" / "man1"), ("da", share / "man" / "da" / "man1")):
        text = run([build_python(), HERE / "manual.py", language, version, words["@DATE@"]],
                   env={"PYTHONPATH": str(ROOT / "desktop"), "PYTHONDONTWRITEBYTECODE": ""})  # fmt: skip
        _zip(text, place / "moedeklar.1.gz")
    documents = share / "doc" / "moedeklar"
    _copy(HERE / "linux" / "copyright", documents / "copyright")
    _zip((ROOT / "CHANGELOG.md").read_text("utf-8"), documents / "changelog.gz")
    _zip(_debian_changes(version, day), documents / "changelog.Debian.gz")
    _copy(HERE / "linux" / "lintian-overrides", share / "lintian" / "overrides" / "moedeklar")
    settle(share, moment())
    return share


def _copy(source: Path, target: Path, words: dict[str, str] | None = None) -> None:
    text = source.read_text("utf-8")
    for word, value in (words or {}).items():
        text = text.replace(word, value)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, "utf-8")


def _zip(text: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def _debian_changes(version: str, day: datetime) -> str:
    return (
        f"moedeklar ({version}-1) stable; urgency=medium\n\n  * What changed is told in changelog.gz.\n\n"
        f" -- {MAINTAINER}  {day:%a, %d %b %Y %H:%M:%S} +0000\n"
    )


def _description(frozen: Path, share: Path, version: str, kind: str, compression: str) -> dict[str, Any]:
    """What nFPM reads."""
    day = datetime.fromtimestamp(moment(), UTC).isoformat().replace("+00:00", "Z")
    files: list[dict[str, Any]] = [
        {"src": str(frozen), "dst": PLACE, "type": "tree"},
        {"src": "../lib/moedeklar/moedeklar", "dst": "/usr/bin/moedeklar", "type": "symlink"},
        {"src": str(_mark(kind, version)), "dst": f"{PLACE}/{trust.INSTALLATION}", "file_info": {"mode": 0o644}},
    ]
    for path in sorted(share.rglob("*")):
        inside = path.relative_to(share).as_posix()
        if path.is_file() and (kind == "deb" or ("lintian" not in inside and "Debian" not in inside)):
            files.append({"src": str(path), "dst": f"/usr/share/{inside}", "file_info": {"mode": 0o644}})
    return {
        "name": "moedeklar",
        "arch": ARCHITECTURE,
        "platform": "linux",
        "version": version,
        "version_schema": "none",
        "release": "1",
        "section": "text",
        "priority": "optional",
        "maintainer": MAINTAINER,
        "vendor": "Mødeklar",
        "description": DESCRIPTION if kind == "deb" else DESCRIPTION.replace("\n.\n", "\n\n"),
        "license": "AGPL-3.0-or-later",
        "mtime": day,
        "umask": 0o022,
        "contents": files,
        "deb": {"compression": compression},
        "rpm": {"summary": SUMMARY, "compression": "zstd", "buildhost": "moedeklar"},
        **_relations(frozen, kind),
    }


def _mark(kind: str, version: str) -> Path:
    """The file that says what kind of package it came with; one a version, since packages are made side by side."""
    folder = BUILD / f"mark-{kind}-{version}"
    folder.mkdir(parents=True, exist_ok=True)
    return trust.mark(folder, kind)


def _relations(frozen: Path, kind: str) -> dict[str, list[str]]:
    """What must be, and what had better be, installed beside the program.

    RPM knows each library by its own name, whatever package of whatever distribution brings it.
    """
    if kind == "rpm":
        return {"depends": [f"{name}()(64bit)" for name in needed_of_system(frozen) if not name.startswith("ld-")]}
    needed = [name for name in needed_of_system(frozen) if not name.startswith("ld-") and name[:-2] not in GLIBC]
    unknown = [name for name in needed if name not in DEBIAN]
    if unknown:
        raise BuildError(f"no package of Debian is known for {', '.join(unknown)}; see DEBIAN in for_linux.py")
    return {
        "depends": [f"libc6 (>= {newest_glibc(frozen)})", *dict.fromkeys(DEBIAN[name] for name in needed)],
        "recommends": list(DEBIAN_RECOMMENDS),
        "suggests": list(DEBIAN_SUGGESTS),
    }


def appimage(frozen: Path, version: str, runtime: Path) -> Path:
    """The AppImage in dist/: *runtime*, then the program as a file system. gzip: it starts twice as fast as xz."""
    say("Packing the AppImage")
    share = stage(version)
    folder = BUILD / "AppDir"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "usr" / "lib").mkdir(parents=True)
    shutil.copytree(frozen, folder / "usr" / "lib" / "moedeklar", symlinks=True)
    trust.mark(folder / "usr" / "lib" / "moedeklar", "appimage")
    shutil.copytree(share, folder / "usr" / "share")
    shutil.copy(share / "applications" / f"{ID}.desktop", folder)
    shutil.copy(ROOT / "resources" / "app" / "moedeklar-256.png", folder / f"{ID}.png")
    (folder / ".DirIcon").symlink_to(f"{ID}.png")
    (folder / "AppRun").symlink_to("usr/lib/moedeklar/moedeklar")
    settle(folder, moment())
    image, target = BUILD / "app.squashfs", DIST / f"Moedeklar-{version}-{_machine()}.AppImage"
    image.unlink(missing_ok=True)
    run(["mksquashfs", folder, image, "-comp", "gzip", "-root-owned", "-noappend", "-mkfs-time", str(moment()),
         "-all-time", str(moment()), "-no-progress", "-quiet"])  # fmt: skip
    DIST.mkdir(exist_ok=True)
    with target.open("wb") as whole:
        whole.write(runtime.read_bytes())
        whole.write(image.read_bytes())
    target.chmod(0o755)
    return target


def _machine() -> str:
    return {"amd64": "x86_64", "arm64": "aarch64"}[ARCHITECTURE]
