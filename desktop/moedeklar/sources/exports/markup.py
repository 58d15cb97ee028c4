"""XML of exports, read strictly: nothing is fetched, no entity is expanded, and an error says where.

A document type is refused when it begins, before it can declare an entity, so that the standard library's parser has
nothing to expand. What real exports get wrong in form only is put right first: characters that XML forbids (form feeds
of old eDoc) become line breaks, names of characters that only HTML knows become these, and text that is not in the
encoding it declares is read in the one it is in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from html.entities import html5
from xml.parsers import expat

from moedeklar.model.errors import ParseError
from moedeklar.model.text import canonical

HEAD = 4096  # bytes at the beginning of a file by which it is told what it is
_DECLARED = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)[\"']", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>", re.IGNORECASE)
_REFERENCE = re.compile(r"&(?:#(x[0-9a-f]{1,8}|[0-9]{1,8})|([a-z][a-z0-9]{1,30}));", re.IGNORECASE)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_ROOT = re.compile(r"<(?![?!])(?:[\w.-]+:)?([\w.-]+)")
_STEP = re.compile(r"(?P<name>[^\[]+)(?:\[@(?P<attribute>[^=]+)='(?P<value>[^']*)'\])?")
_BESIDE = re.compile(r"<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)", re.DOTALL)  # comments, and what is meant for programs
# Byte order marks, and how "<" begins where there is none (XML 1.0, F.1).
_MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
    b"<\0": "utf-16-le",
    b"\0<": "utf-16-be",
}
_ENDS = frozenset(  # the errors of what ends before it is whole
    expat.errors.codes[name]
    for name in (
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
    )
)
_OWN = frozenset(("lt", "gt", "amp", "quot", "apos"))  # the names that XML itself knows


class Node:
    """An element, with names without their namespaces. `line` is where it begins, from 1.

    A path is names with `/` between them, each with a condition on an attribute where one is needed: "a/b[@name='x']".
    """

    __slots__ = ("_attributes", "line", "name", "parts")

    def __init__(self, name: str, attributes: dict[str, str], line: int) -> None:
        self.name = name
        self.line = line
        self._attributes = attributes
        self.parts: list[str | Node] = []

    def find(self, path: str) -> Node | None:
        """The first element at *path*."""
        return next(iter(self.all(path)), None)

    def need(self, path: str) -> Node:
        """The first element at *path*. Raises ParseError export_without where there is none."""
        found = self.find(path)
        if found is None:
            raise ParseError("export_without", name=f"{self.name}/{path}", line=self.line)
        return found

    def all(self, path: str) -> list[Node]:
        """All elements at *path*, in order."""
        found = [self]
        for step in path.split("/"):
            found = [child for node in found for child in node.children() if child.fits(step)]
        return found

    def fits(self, step: str) -> bool:
        """Whether it is what a step of a path asks for."""
        wanted = _STEP.fullmatch(step)
        if wanted is None or self.name != wanted["name"]:
            return False
        return not wanted["attribute"] or self._attributes.get(wanted["attribute"]) == wanted["value"]

    def children(self) -> Iterator[Node]:
        """The elements in it, in order."""
        return (part for part in self.parts if isinstance(part, Node))

    def raw(self, path: str = "") -> str:
        """The text of the element at *path* ("" is itself) as it stands, with what elements in it hold."""
        node = self.find(path) if path else self
        return "".join(part for part in node.walk() if isinstance(part, str)) if node is not None else ""

    def text(self, path: str = "") -> str:
        """The same with single spaces, for names and titles."""
        return canonical(self.raw(path))

    def inner(self) -> str:
        """What it holds as markup: of fragments of HTML that were not escaped their tags too."""
        if not any(self.children()):
            return self.raw()
        made: list[str] = []
        waiting: list[tuple[Iterator[str | Node], str]] = [(iter(self.parts), "")]
        while waiting:
            parts, close = waiting[-1]
            part = next(parts, None)
            if part is None:
                waiting.pop()
                made.append(close)
            elif isinstance(part, str):
                made.append(escape(part, quote=False))
            else:
                made.append(part.tag())
                waiting.append((iter(part.parts), f"</{part.name}>"))
        return "".join(made)

    def tag(self) -> str:
        """The tag that opens it."""
        attributes = "".join(f' {name}="{escape(value)}"' for name, value in self._attributes.items())
        return f"<{self.name}{attributes}>"

    def walk(self) -> Iterator[str | Node]:
        """All text and elements in it, in order."""
        waiting: list[Iterator[str | Node]] = [iter(self.parts)]
        while waiting:
            part = next(waiting[-1], None)
            if part is None:
                waiting.pop()
                continue
            yield part
            if isinstance(part, Node):
                waiting.append(iter(part.parts))

    def attribute(self, name: str) -> str:
        """The value of an attribute, "" where there is none."""
        return canonical(self._attributes.get(name, ""))

    def is_true(self, path: str) -> bool | None:
        """What a yes-or-no element says in any of its spellings; None for anything else."""
        return truth(self.text(path))


def truth(text: str) -> bool | None:
    """What "True", "1", "ja", "false" … say; None for anything else."""
    return {"true": True, "1": True, "ja": True, "false": False, "0": False, "nej": False}.get(text.casefold())


class _Tree:
    """Builds nodes as the parser meets them."""

    def __init__(self) -> None:
        self.root: Node | None = None
        self._open: list[Node] = []
        self.parser = expat.ParserCreate("utf-8", " ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def _refuse(self, *_declared: object) -> None:
        raise ParseError("export_refused", line=self.parser.CurrentLineNumber)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        plain = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        node = Node(name.rpartition(" ")[2], plain, self.parser.CurrentLineNumber)
        if self._open:
            self._open[-1].parts.append(node)
        self.root = self.root or node
        self._open.append(node)

    def _end(self, _name: str) -> None:
        self._open.pop()

    def _text(self, text: str) -> None:
        self._open[-1].parts.append(text)


def read_xml(data: bytes) -> Node:
    """The root of *data*. Raises ParseError.

    export_unfinished: the end is missing, as while it is being written; export_broken: no XML, with the line;
    export_refused: it has a document type, where entities would be declared.
    """
    text = _FORBIDDEN.sub("\n", _REFERENCE.sub(_allowed, _DECLARATION.sub("", decoded(data), count=1)))
    if not text.strip():
        raise ParseError("export_unfinished")
    tree = _Tree()
    try:
        tree.parser.Parse(text.encode(), True)
    except expat.ExpatError as error:
        if error.code in _ENDS:
            raise ParseError("export_unfinished") from error
        raise ParseError("export_broken", line=error.lineno, why=expat.ErrorString(error.code) or "") from error
    if tree.root is None:
        raise ParseError("export_unfinished")
    return tree.root


def root_name(head: bytes) -> str:
    """The name of the root element of a file that begins with *head*, without its namespace; "" where none is seen."""
    found = _ROOT.search(_BESIDE.sub("", decoded(head)))
    return found[1] if found else ""


def decoded(data: bytes) -> str:
    """*data* as text: by its byte order mark, as UTF-8, in the encoding it declares, or as Windows-1252."""
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3:  # cut in the middle of a letter
            return data[: error.start].decode()
    declared = _DECLARED.match(data[:HEAD])
    try:
        return data.decode(declared[1].decode("ascii") if declared else "cp1252")
    except (UnicodeDecodeError, LookupError):
        return data.decode("cp1252", "replace")


def _allowed(reference: re.Match[str]) -> str:
    """A reference as it stands; the character of one that only HTML knows, a line break for one that XML forbids."""
    if reference[2]:
        character = html5.get(reference[2] + ";", "")
        plain = reference[2] in _OWN or not character or set(character) & set("<>&\"'")
        return reference[0] if plain else character
    number = reference[1]
    code = int(number[1:], 16) if number[0] in "xX" else int(number)
    fine = code in (9, 10, 13) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF
    return reference[0] if fine else "\n"
