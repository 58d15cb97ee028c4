"""Word documents made part by part, as Word writes them, for tests that need one feature each."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from html import escape

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = (
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:r="' + _KINDS + '"'
)
BESIDE = ("styles", "numbering", "footnotes", "endnotes", "header1", "footer1")

STYLES = (
    "<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val='22'/></w:rPr></w:rPrDefault>"
    "<w:pPrDefault><w:pPr><w:spacing w:after='160'/></w:pPr></w:pPrDefault></w:docDefaults>"
    "<w:style w:type='paragraph' w:default='1' w:styleId='Normal'><w:name w:val='Normal'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='Titel'><w:name w:val='Title'/><w:rPr><w:sz w:val='40'/></w:rPr></w:style>"
    + "".join(
        f"<w:style w:type='paragraph' w:styleId='Overskrift{n}'><w:name w:val='heading {n}'/>"
        f"<w:basedOn w:val='Normal'/><w:pPr><w:spacing w:before='240'/><w:outlineLvl w:val='{n - 1}'/></w:pPr>"
        f"<w:rPr><w:b/><w:sz w:val='{36 - 4 * n}'/></w:rPr></w:style>"
        for n in (1, 2, 3, 4)
    )
    + "<w:style w:type='paragraph' w:styleId='Liste'><w:name w:val='List Paragraph'/><w:basedOn w:val='Normal'/>"
    "<w:pPr><w:contextualSpacing/><w:spacing w:after='0'/></w:pPr></w:style>"
)


def level(ilvl: int, form: str, text: str, start: int = 1, more: str = "") -> str:
    """One level of a numbering."""
    return (
        f"<w:lvl w:ilvl='{ilvl}'><w:start w:val='{start}'/><w:numFmt w:val='{form}'/>{more}"
        f"<w:lvlText w:val='{text}'/></w:lvl>"
    )


def numbering(levels: Mapping[int, str], lists: Mapping[int, tuple[int, str]]) -> str:
    """Abstract numberings by id, and the lists that use them: (abstract id, overrides)."""
    abstract = "".join(f"<w:abstractNum w:abstractNumId='{n}'>{inner}</w:abstractNum>" for n, inner in levels.items())
    used = "".join(
        f"<w:num w:numId='{n}'><w:abstractNumId w:val='{of}'/>{more}</w:num>" for n, (of, more) in lists.items()
    )
    return abstract + used


LISTS = numbering(
    {
        0: level(0, "decimal", "%1.") + level(1, "lowerLetter", "%2)") + level(2, "decimal", "%1.%2.%3"),
        1: level(0, "bullet", "\uf0b7") + level(1, "bullet", "o"),
    },
    {1: (0, ""), 2: (1, ""), 3: (0, "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/></w:lvlOverride>")},
)


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{escape(text, quote=False)}</w:t></w:r>"


def p(*runs: str, style: str = "", properties: str = "", listed: tuple[int, int] | None = None) -> str:
    """A paragraph of runs, or of plain texts; *listed* is its list's id and level."""
    inner = "".join(one if one.startswith("<") else run(one) for one in runs)
    named = f"<w:pStyle w:val='{style}'/>" if style else ""
    numbered = f"<w:numPr><w:ilvl w:val='{listed[1]}'/><w:numId w:val='{listed[0]}'/></w:numPr>" if listed else ""
    return f"<w:p><w:pPr>{named}{numbered}{properties}</w:pPr>{inner}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """A table; a cell that is no XML is a paragraph."""
    cells = [["".join(cell if cell.startswith("<") else p(cell)) for cell in row] for row in rows]
    made = "".join("<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in row) + "</w:tr>" for row in cells)
    return f"<w:tbl><w:tblPr/>{made}</w:tbl>"


def docx(body: str, *, title: str = "", namespace: str = MAIN, **parts: str) -> bytes:
    """A document with this body; *parts* are the contents of styles, numbering, footnotes, header1, …"""
    files = {
        "[Content_Types].xml": _content_types(name for name in BESIDE if parts.get(name) or name == "styles"),
        "_rels/.rels": f"<Relationships xmlns='{_RELATIONS}'><Relationship Id='r1' Type='{_KINDS}/officeDocument'"
        " Target='word/document.xml'/></Relationships>",
        "word/document.xml": f"<w:document xmlns:w='{namespace}'{_NAMESPACES}><w:body>{body}</w:body></w:document>",
    }
    relations = ""
    for name in BESIDE:
        inner = parts.get(name, STYLES if name == "styles" else "")
        if not inner:
            continue
        root = {"header1": "hdr", "footer1": "ftr"}.get(name, name)
        files[f"word/{name}.xml"] = f"<w:{root} xmlns:w='{namespace}'>{inner}</w:{root}>"
        relations += f"<Relationship Id='{name}' Type='{_KINDS}/{name.rstrip('1')}' Target='{name}.xml'/>"
    files["word/_rels/document.xml.rels"] = f"<Relationships xmlns='{_RELATIONS}'>{relations}</Relationships>"
    if title:
        files["docProps/core.xml"] = (
            "<cp:coreProperties xmlns:cp='http://schemas.openxmlformats.org/package/2006/metadata/core-properties'"
            f" xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>{escape(title)}</dc:title></cp:coreProperties>"
        )
    return zipped(files)


def _content_types(beside: Iterable[str]) -> str:
    kinds = {"document": "document.main", "header1": "header", "footer1": "footer"}
    made = "".join(
        f"<Override PartName='/word/{name}.xml' ContentType='{_TYPE}{kinds.get(name, name)}+xml'/>"
        for name in ("document", *beside)
    )
    return (
        "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
        "<Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
        f"<Default Extension='xml' ContentType='application/xml'/>{made}</Types>"
    )


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """An archive of *files*."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()
