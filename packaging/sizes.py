#!/usr/bin/env python3
"""What takes the space in the frozen program, as the table in README.md.

usage: sizes.py [FOLDER]
"""

from __future__ import annotations

import sys
from pathlib import Path

from project import BUILD

# By the beginning of a name in _internal; the first that fits counts.
PARTS = {
    "Qt and PySide6 (ICU's data: 31 MB)": ("PySide6", "shiboken6", "libQt6", "libicu", "libpyside", "libshiboken"),
    "pymupdf: MuPDF": ("pymupdf", "libmupdf"),
    "cryptography, which keyring and updates need": ("cryptography", "_cffi"),
    "Python and its library": ("libpython", "python3", "base_library", "libbz2"),
    "lxml": ("lxml",),
    "sqlcipher3": ("sqlcipher3",),
    "pydantic, which typer needs": ("pydantic",),
    "fonts, icons, sample, licences, translations": ("resources",),
    "obstore": ("obstore",),
    "pyrage": ("pyrage",),
    "X11 and keyboard": ("libxcb", "libxkb"),
}


def measured(folder: Path) -> dict[str, int]:
    """Bytes by part, the largest first."""
    found: dict[str, int] = {"our own code and libraries in pure Python": (folder / "moedeklar").stat().st_size}
    inside = folder / "_internal"
    for path in inside.rglob("*"):
        if path.is_file() and not path.is_symlink():
            first = path.relative_to(inside).parts[0]
            part = next((name for name, heads in PARTS.items() if first.startswith(heads)), "the rest")
            found[part] = found.get(part, 0) + path.stat().st_size
    return dict(sorted(found.items(), key=lambda entry: -entry[1]))


def main() -> int:
    """Print the table."""
    found = measured(Path(sys.argv[1]) if sys.argv[1:] else BUILD / "frozen" / "moedeklar")
    print("| Part | MB |\n|---|---|")
    for part, size in found.items():
        print(f"| {part} | {size / 1e6:.1f} |")
    print(f"| **installed** | **{sum(found.values()) / 1e6:.0f}** |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
