"""What Windows must find when it loads the program's libraries: every import of every one, without running it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from project import run

# What Windows 10 itself has, of what is asked for; `api-ms-win-*` besides.
WINDOWS = frozenset(
    """advapi32 authz bcrypt bcryptprimitives cfgmgr32 comctl32 comdlg32 crypt32 d2d1 d3d11 d3d12 d3d9 dbghelp
    dcomp dnsapi dwmapi dwrite dxgi gdi32 icuuc imm32 iphlpapi kernel32 mpr mscms msvcrt ncrypt netapi32 ntdll
    ole32 oleaut32 pdh propsys psapi rpcrt4 rstrtmgr secur32 setupapi shcore shell32 shlwapi uiautomationcore
    user32 userenv uxtheme version winhttp winmm winspool.drv ws2_32 wtsapi32""".split()  # noqa: SIM905 (read more easily so)
)
_IMPORT = re.compile(r"DLL Name: (\S+)")


def files(stage: Path) -> Iterator[Path]:
    """Every program and library below *stage*."""
    for path in sorted(stage.rglob("*")):
        if path.suffix.lower() in {".dll", ".exe", ".pyd"}:
            yield path


def unresolved(stage: Path) -> list[str]:
    """Imports that neither Windows has, nor the folder of whoever imports, nor one that is searched before it.

    Searched are the folder of the executable, that of Python, and for Qt's plug-ins those that PySide6 adds.
    """
    site = stage / "runtime" / "Lib" / "site-packages"
    always = _names(stage) | _names(stage / "runtime")
    qt = _names(site / "PySide6") | _names(site / "shiboken6")
    missing = []
    for path in files(stage):
        near = always | _names(path.parent) | (qt if "PySide6" in path.parts else set())
        for name in sorted(set(_IMPORT.findall(run(["x86_64-w64-mingw32-objdump", "-p", path])))):
            known = name.lower()
            if known.startswith("api-ms-win-") or known.removesuffix(".dll") in WINDOWS or known in near:
                continue
            missing.append(f"{path.relative_to(stage)} needs {name}")
    return missing


def _names(folder: Path) -> set[str]:
    return {path.name.lower() for path in folder.iterdir() if path.is_file()} if folder.is_dir() else set()
