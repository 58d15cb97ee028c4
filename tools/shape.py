#!/usr/bin/env python3
"""Holds the code to its shape: no file over 500 lines, no class of 25 methods, no import inside a function.

Such an import is allowed where a comment on the same line or the one above says why.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILE_LINES = 500
CLASS_METHODS = 25


def complaints(path: Path) -> Iterator[str]:
    """What is wrong with the file at *path*."""
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    name = path.relative_to(ROOT)
    if len(lines) > FILE_LINES:
        yield f"{name}: {len(lines)} lines, at most {FILE_LINES}"
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            methods = [part for part in node.body if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef)]
            if len(methods) >= CLASS_METHODS:
                yield f"{name}:{node.lineno}: class {node.name} has {len(methods)} methods, at most {CLASS_METHODS - 1}"
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and name.parts[0] == "desktop":
            for part in ast.walk(node):
                if isinstance(part, ast.Import | ast.ImportFrom):
                    above = lines[part.lineno - 2] if part.lineno > 1 else ""
                    if "#" not in lines[part.lineno - 1] and not above.strip().startswith("#"):
                        yield f"{name}:{part.lineno}: an import inside a function, without a word why"


def main() -> int:
    """Print each complaint; exit status 1 if there is any."""
    files = [
        path for folder in ("desktop", "tests", "tools", "packaging") for path in sorted((ROOT / folder).rglob("*.py"))
    ]
    found = [line for path in files for line in complaints(path)]
    print("\n".join(found) if found else f"{len(files)} files in shape")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
