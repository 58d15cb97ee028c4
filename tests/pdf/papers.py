"""Documents for tests, made with pymupdf or by hand where pymupdf would refuse to make them."""

from __future__ import annotations

import hashlib
import io
import zipfile
from typing import Any

import pymupdf


def sha_of(data: bytes) -> str:
    """The hash that the client knows a document by."""
    return hashlib.sha256(data).hexdigest()


def pages(count: int = 3, text: str = "Side {n} om blåbær på øen", **options: Any) -> bytes:
    """A PDF with a line of text on each page; *options* go to pymupdf's `tobytes`."""
    made = pymupdf.open()
    for n in range(count):
        made.new_page(width=595, height=842).insert_text((72, 100), text.format(n=n + 1))
    made.set_metadata({"title": "Prøve"})
    made.set_toc([[1, f"Side {n + 1}", n + 1] for n in range(count)])
    return made.tobytes(**options)


def lines(count: int, texts: list[str], rotation: int = 0) -> bytes:
    """A PDF of A4 pages with the same lines on each, 20 points apart from (72, 100) on; they are *rotation* turned."""
    made = pymupdf.open()
    for _ in range(count):
        page = made.new_page(width=595, height=842)
        for row, text in enumerate(texts):
            page.insert_text((72, 100 + 20 * row), text)
        page.set_rotation(rotation)
    return made.tobytes()


def turned(rotation: int, crop: tuple[float, float, float, float] | None = None) -> bytes:
    """One page of 400 × 600 points with a word at (50, 100), a black square at (60, 120), turned and cropped."""
    made = pymupdf.open()
    page = made.new_page(width=400, height=600)
    page.insert_text((50, 100), "Ærøskøbing havn")
    page.draw_rect(pymupdf.Rect(60, 120, 80, 140), color=None, fill=(0, 0, 0))
    if crop:
        page.set_cropbox(pymupdf.Rect(crop))
    page.set_rotation(rotation)
    return made.tobytes()


def locked(user: str = "hemmelig", owner: str = "ejer") -> bytes:
    """An encrypted PDF; without a user password anybody may read it."""
    return pages(encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw=user, owner_pw=owner)


def endless(depth: int = 12) -> bytes:
    """A small PDF whose only page draws itself 12 to the power of *depth* times."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 500]/Resources<</XObject<</F0 5 0 R>>>>/Contents 4 0 R>>",
        _stream(b"/F0 Do"),
    ]
    for n in range(depth):
        last = n == depth - 1
        inside = b"0 0 1 1 re f" if last else (b"/F%d Do " % (n + 1)) * 12
        names = b"" if last else b"/XObject<</F%d %d 0 R>>" % (n + 1, n + 6)
        objects.append(_stream(inside, b"/Type/XObject/Subtype/Form/BBox[0 0 500 500]/Resources<<" + names + b">>"))
    return _by_hand(objects)


def word_document(text: str) -> bytes:
    """A minimal docx with one paragraph."""
    out = io.BytesIO()
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        types = "http://schemas.openxmlformats.org/package/2006/content-types"
        main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{types}"><Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{relations}">'
            f'<Relationship Id="rId1" Type="{office}" Target="word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{word}"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>',
        )
        archive.writestr("word/_rels/document.xml.rels", f'<Relationships xmlns="{relations}"></Relationships>')
        archive.writestr("word/styles.xml", f'<w:styles xmlns:w="{word}"></w:styles>')
    return out.getvalue()


def _stream(data: bytes, extra: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), extra, data)


def _by_hand(objects: list[bytes]) -> bytes:
    out = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
