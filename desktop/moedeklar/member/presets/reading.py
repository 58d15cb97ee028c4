"""What organisations have decided on this computer, read when it is first asked for and once."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from moedeklar.member.presets import registry
from moedeklar.member.presets.places import Surroundings
from moedeklar.model.organisation import Preset

if TYPE_CHECKING:
    from moedeklar.member.presets.merging import Merged
    from moedeklar.organisation_file import ReadPreset

NOTHING = Preset()


def read_preset(path: Path) -> ReadPreset:
    """The preset in the file at *path*, with its warnings. Blocks. Raises PresetError: unreadable, or with an error."""
    from moedeklar.organisation_file import read  # noqa: PLC0415 (only where there is a preset)

    return read(path)


class Decided:
    """The presets of this computer as one. Reads at the first question and not again; any thread."""

    def __init__(self, surroundings: Surroundings | None = None, values: registry.Values = registry.values_of) -> None:
        """*values* gives the policies of the registry; a test hands in its own."""
        self._surroundings = surroundings
        self._values = values
        self._guard = threading.Lock()
        self._merged: Merged | None = None
        self._looked = False

    def merged(self) -> Merged | None:
        """What was found; None where no place has anything, which costs a look at each and no more."""
        with self._guard:
            if not self._looked:
                self._merged, self._looked = self._read(), True
            return self._merged

    def preset(self) -> Preset:
        """What counts; the empty preset where nothing was decided."""
        found = self.merged()
        return found.preset if found is not None else NOTHING

    def _read(self) -> Merged | None:
        around = self._surroundings or Surroundings()
        reads = [found for path in around.files() if (found := _read_file(path, told=False)) is not None]
        for root in registry.ROOTS if around.policies else ():
            reads += self._policies(root)
        if not reads:
            return None
        from moedeklar.member.presets.merging import merge  # noqa: PLC0415 (only where there is a preset)

        return merge(reads)

    def _policies(self, root: str) -> list[tuple[str, ReadPreset]]:
        values = self._values(root)
        reads = []
        named = values.get(registry.TOML)
        if isinstance(named, str) and named.strip():
            reads.append(_read_file(Path(named.strip()), told=True))
        document = registry.document_of(values)
        if document:
            from moedeklar.organisation_file import examine_document  # noqa: PLC0415 (only where there is a preset)

            place = registry.place_of(root)
            reads.append((place, examine_document(document, place, None)))
        return [found for found in reads if found is not None]


def _read_file(path: Path, *, told: bool) -> tuple[str, ReadPreset] | None:
    """What is in the file; None where there is none, unless that is to be *told* since it was named."""
    if not told and not _is_there(path):
        return None
    from moedeklar.organisation_file import look  # noqa: PLC0415 (only where there is a preset)

    return str(path), look(path)


def _is_there(path: Path) -> bool:
    """Whether anything is called that, such as a link that leads nowhere or a folder: it was put there for a preset."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True
