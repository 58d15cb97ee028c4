"""Documents of the measurements: the shared corpus where it is there, else the sample municipality's own papers."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "corpus"


def corpus(folder: Path) -> Path:
    """A folder of real minutes to synchronise: a copy, so that nothing else happens to lie in the disk's cache."""
    target = folder / "corpus"
    source = SHARED if SHARED.exists() else ROOT / "resources" / "sample"
    shutil.copytree(source, target)
    return target
