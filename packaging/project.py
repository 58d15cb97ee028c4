"""What every step of the build knows of the project: its folders, version and moment, and how programs are run."""

from __future__ import annotations

import hashlib
import os
import platform
import re
import subprocess
import sys
import time
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
BUILD = ROOT / "build" / "packaging"
DIST = ROOT / "dist"
# Only Debian's own words: amd64 and arm64. RPM and AppImage say x86_64 and aarch64.
ARCHITECTURE = {"x86_64": "amd64", "AMD64": "amd64", "aarch64": "arm64", "arm64": "arm64"}.get(platform.machine(), "")
_FIRST_DAY = 1_767_225_600  # 1 January 2026, for a source that has no history


class BuildError(Exception):
    """A step cannot be done; the message says what is missing and how to get it."""


def version() -> str:
    """The version in pyproject.toml."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])


def moment() -> int:
    """The one moment that all files of a build bear, in seconds: SOURCE_DATE_EPOCH, else that of the last commit."""
    stated = os.environ.get("SOURCE_DATE_EPOCH")
    if stated:
        return int(stated)
    told = subprocess.run(
        ["git", "-C", ROOT, "log", "-1", "--format=%ct"], capture_output=True, text=True, check=False
    ).stdout.strip()
    return int(told) if told else _FIRST_DAY


def say(text: str) -> None:
    """A line about what is being done, with the minutes and seconds since the build began."""
    passed = int(time.monotonic() - _BEGAN)
    print(f"[{passed // 60}:{passed % 60:02}] {text}", flush=True)


_BEGAN = time.monotonic()


def run(
    command: Sequence[str | Path], *, cwd: Path = ROOT, env: Mapping[str, str] | None = None, time_limit: float = 1800
) -> str:
    """What *command* printed; *env* goes on top of the environment. Raises BuildError with its last words."""
    words = [str(word) for word in command]
    try:
        done = subprocess.run(
            words, cwd=cwd, env={**os.environ, **(env or {})}, capture_output=True, text=True, errors="replace",
            timeout=time_limit, check=False, stdin=subprocess.DEVNULL,
        )  # fmt: skip
    except FileNotFoundError as error:
        raise BuildError(f"{words[0]} is not installed") from error
    if done.returncode:
        raise BuildError(f"{' '.join(words)}: exit status {done.returncode}\n{(done.stdout + done.stderr)[-3000:]}")
    return done.stdout


def build_python() -> Path:
    """The Python of the build, in an environment with what packaging/requirements.txt pins, and nothing else."""
    requirements = HERE / "requirements.txt"
    wanted = hashlib.sha256(requirements.read_bytes() + sys.version.encode()).hexdigest()
    place = BUILD / "venv"
    python = place / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    ready = place / ".ready"
    if not ready.exists() or ready.read_text(encoding="utf-8") != wanted:
        say("Installing what builds the installers")
        run([sys.executable, "-m", "venv", "--clear", place])
        run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r",
             requirements])  # fmt: skip
        ready.write_text(wanted, encoding="utf-8")
    return python


def tool(name: str) -> Path:
    """A program that came with packaging/requirements.txt."""
    return build_python().parent / (name + (".exe" if sys.platform == "win32" else ""))


def packages() -> str:
    """Where the libraries of the build are installed."""
    return run([build_python(), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]).strip()


def settle(folder: Path, when: int) -> None:
    """Let every file below *folder* bear one moment and the rights of a package: 755 for what runs, 644 for the rest.

    A library does not run, although linkers make it so.
    """
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            runs = path.is_dir() or (path.stat().st_mode & 0o100 and not re.search(r"\.so(\.|$)", path.name))
            path.chmod(0o755 if runs else 0o644)
        os.utime(path, (when, when), follow_symlinks=False)


def sha256(path: Path) -> str:
    """The checksum of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def tree_sha256(folder: Path) -> str:
    """One checksum over the names, rights and contents of all files below *folder*."""
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            whole.update(f"{name} -> {path.readlink()}\n".encode())
        elif path.is_file():
            whole.update(f"{name} {path.stat().st_mode & 0o777:o} {sha256(path)}\n".encode())
    return whole.hexdigest()
