"""The parts of a .docx: a zip archive of XML from a stranger, read within limits."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from moedeklar.model.errors import DocumentError

LARGEST_PART: Final = 80_000_000  # bytes of XML; the text of a thousand pages is a tenth of that
_MOST_PARTS: Final = 20_000
_DOCUMENT: Final = "word/document.xml"


class Package:
    """An open .docx. Raises DocumentError `pdf_damaged` for what is no such archive and `pdf_too_large`."""

    def __init__(self, data: bytes | memoryview) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise DocumentError("pdf_damaged", detail="zip") from error
        self._names = {name.casefold(): name for name in self._archive.namelist()[:_MOST_PARTS]}
        self.document = self._main_part()

    def part(self, name: str) -> Any:
        """The root of the part called *name*, None where there is none. Raises DocumentError."""
        stored = self._names.get(name.lstrip("/").casefold())
        return parsed(self._read(stored)) if stored is not None else None

    def beside(self, kind: str) -> Any:
        """The root of the part that the document names as its *kind*: "styles", "numbering", "footnotes"; or None."""
        folder, name = posixpath.split(self.document)
        for relation in self._relations(f"{folder}/_rels/{name}.rels"):
            if relation.get("Type", "").endswith(f"/{kind}"):
                return self.part(posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))))
        return None

    def _main_part(self) -> str:
        for relation in self._relations("_rels/.rels"):
            if relation.get("Type", "").endswith("/officeDocument"):
                return str(relation.get("Target", "")).lstrip("/")
        return _DOCUMENT

    def _relations(self, name: str) -> Iterator[Any]:
        root = self.part(name)
        if root is not None:
            yield from root.iterchildren("{*}Relationship")

    def _read(self, name: str) -> bytes:
        """The bytes of a part. What it is said to hold is not believed: reading stops at the limit."""
        try:
            with self._archive.open(name) as file:
                data = file.read(LARGEST_PART + 1)
        except RuntimeError as error:
            raise DocumentError("pdf_encrypted") from error
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise DocumentError("pdf_damaged", detail=name) from error
        if len(data) > LARGEST_PART:
            raise DocumentError("pdf_too_large", megabytes=len(data) // 1_000_000)
        return data


def parsed(data: bytes) -> Any:
    """The root of the XML *data*. A document type, and so any entity, is refused: no Word document has one.

    Raises DocumentError `pdf_damaged`, also for elements nested beyond the parser's limit of 256.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise DocumentError("pdf_damaged", detail=str(error)[:200]) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise DocumentError("pdf_damaged", detail="document type")
    return root
