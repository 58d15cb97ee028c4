"""One meeting of the invented Nordlund, written once and set as PDF, HTML, DOCX and text."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import pymupdf

from tests.support import word


@dataclass(frozen=True, slots=True)
class Title:
    """The document's own title."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """An item's title (level 2) or the heading of one of its sections (3)."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Points:
    """A numbered list."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list with bullets."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose first row heads the others."""

    rows: tuple[tuple[str, ...], ...]


Piece = Title | Heading | Text | Points | Bullets | Table

MINUTES: tuple[Piece, ...] = (
    Title("Referat"),
    Text("Havne- og Kystudvalget 2026-2029"),
    Text("Mødedato: 4. maj 2026"),
    Text("Mødetidspunkt: kl. 16.30"),
    Text("Mødested: Havnekontoret i Askeby, lokale 2"),
    Text("Fraværende: Ida Holm (C)"),
    Heading(2, "Punkt 1: Godkendelse af dagsorden"),
    Heading(3, "Beslutning"),
    Text("Godkendt."),
    Heading(2, "Punkt 2: Nye bådpladser i Havnholm"),
    Text("Sagsnr.: 08.02.00-P19-4-26"),
    Heading(3, "Resume"),
    Text("Ventelisten til havnen er på fire år, og molen trænger til at blive sat i stand inden vinteren."),
    Heading(3, "Indstilling"),
    Text("Forvaltningen indstiller til Havne- og Kystudvalget, at"),
    Points(
        (
            "der anlægges fyrre nye bådpladser i den østlige del af havnen",
            "udgiften på 2,4 mio. kr. finansieres af havnens egen kasse",
            "taksten for en plads hæves med 5 procent fra 2027",
        )
    ),
    Heading(3, "Sagsfremstilling"),
    Text("Antallet af både på venteliste er steget hvert år siden 2023, og de fleste ejere bor i kommunen."),
    Table((("År", "Pladser", "Venteliste"), ("2024", "212", "64"), ("2025", "212", "81"), ("2026", "212", "97"))),
    Text("Forvaltningen har set på tre muligheder for at få plads til flere både."),
    Bullets(("flydebroer langs den gamle mole", "en ny bro ved slæbestedet", "oplægning på land om sommeren")),
    Heading(3, "Økonomi"),
    Text("Udgiften afholdes inden for den samlede ramme og har ingen følger for andre udvalg."),
    Heading(3, "Beslutning"),
    Text("For stemte: A, F og V. Imod stemte: O. Undlod at stemme: C."),
    Text("Indstillingen blev godkendt."),
    Text("Ida Holm (C) var fraværende."),
    Heading(3, "Bilag"),
    Bullets(("Skitse af den nye bro", "Budget for havnen 2027")),
    Heading(2, "Punkt 3: Salg af grund ved slæbestedet (lukket)"),
    Heading(3, "Beslutning"),
    Text("Drøftet."),
    Heading(2, "Punkt 4: Meddelelser"),
    Heading(3, "Sagsfremstilling"),
    Text("Formanden fortalte om besøget på værftet i Sandvig den 2. april."),
    Heading(3, "Beslutning"),
    Text("Bo Lund (V) forlod mødet kl. 17.45 og deltog ikke i behandlingen af punktet."),
    Text("Taget til efterretning."),
    Heading(2, "Punkt 5: Kommende sager"),
    Heading(3, "Sagsfremstilling"),
    Bullets(("Taksterne for 2027", "Tilsyn med slæbestedet")),
    Heading(3, "Beslutning"),
    Text("Taget til efterretning."),
)

_CSS = (
    "body { font-family: sans-serif; font-size: 10px } p, li { margin: 0 0 6px 0 } h1 { font-size: 20px }"
    " h2 { font-size: 15px; margin: 14px 0 6px 0 } h3 { font-size: 12px; margin: 10px 0 4px 0 }"
    " td, th { border: 1px solid black; padding: 3px }"
)


def as_html(pieces: Sequence[Piece]) -> str:
    """A plain web page with headings."""
    return (
        '<!DOCTYPE html><html lang="da"><head><meta charset="utf-8"><title>Referat</title></head><body>'
        "<nav><ul><li><a href='/'>Forside</a></li><li>Politik</li></ul></nav><main>"
        + "".join(map(_html, pieces))
        + "</main><footer><p>Nordlund Kommune, Torvet 1</p></footer></body></html>"
    )


def _html(piece: Piece) -> str:
    if isinstance(piece, Title):
        return f"<h1>{escape(piece.text)}</h1>"
    if isinstance(piece, Heading):
        return f"<h{piece.level}>{escape(piece.text)}</h{piece.level}>"
    if isinstance(piece, Text):
        return f"<p>{escape(piece.text)}</p>"
    if isinstance(piece, Table):
        head, *rows = piece.rows
        return "<table>" + _row(head, "th") + "".join(_row(row, "td") for row in rows) + "</table>"
    tag = "ol" if isinstance(piece, Points) else "ul"
    return f"<{tag}>" + "".join(f"<li>{escape(text)}</li>" for text in piece.texts) + f"</{tag}>"


def _row(cells: Sequence[str], tag: str) -> str:
    return "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells) + "</tr>"


def as_spans(pieces: Sequence[Piece]) -> str:
    """A page as meeting portals make it: headings for titles alone, everything else in nested div and span."""
    body = ""
    for piece in pieces:
        if isinstance(piece, Heading) and piece.level == 3:
            body += f'</div><div class="field"><div class="caption"><strong>{escape(piece.text)}</strong></div>'
        elif isinstance(piece, Heading):
            number, title = piece.text.split(": ", 1)
            body += f'</div><div class="item"><h3><span class="no">{number}: </span><span>{escape(title)}</span></h3>'
        elif isinstance(piece, Text):
            words = "</span> <span>".join(escape(word) for word in piece.text.split(" "))
            body += f'<div class="row"><span>{words}</span></div>'
        else:
            body += f'<div class="content">{_html(piece)}</div>'
    return (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body>'
        '<header class="top"><a href="/">Nordlund</a><button>Menu</button></header>'
        f'<div id="page"><div>{body}</div></div><script>var punkt = "Punkt 9: Intet";</script></body></html>'
    )


def as_bold_lines(pieces: Sequence[Piece]) -> str:
    """A page as older case systems make it: tables for the layout, bold lines for headings, in Windows' letters."""
    body = ""
    for piece in pieces:
        if isinstance(piece, Heading | Title):
            size = 12 if isinstance(piece, Heading) and piece.level == 3 else 16
            words = f"{escape(piece.text)}<o:p></o:p>"
            body += f"<p class=MsoNormal><b><span style='font-size:{size}.0pt'>{words}</span></b></p>"
        elif isinstance(piece, Text):
            body += f"<p class=MsoNormal><span style='font-size:10.0pt'>{escape(piece.text)}</span></p>\r\n"
        elif isinstance(piece, Table):
            body += f"<div style='font-size:10.0pt'>{_html(piece)}</div>"
        else:
            marks = [f"{n}." for n in range(1, 99)] if isinstance(piece, Points) else ["·"] * 99
            body += "".join(
                "<p class=MsoListParagraph style='font-size:10.0pt'><![if !supportLists]><span style='mso-list:Ignore'>"
                f"{mark}<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span><![endif]>"
                f"{escape(text)}</p>"
                for mark, text in zip(marks, piece.texts, strict=False)
            )
    return (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta http-equiv=Content-Type '
        'content="text/html; charset=windows-1252"><style><!-- p.MsoNormal {margin:0cm} --></style></head>'
        '<body lang=DA><table border=0 width="100%"><tr><td>&nbsp;</td><td>' + body + "</td></tr></table></body></html>"
    )


def as_text(pieces: Sequence[Piece]) -> str:
    """Plain text, an empty line between what stands apart."""
    blocks = []
    for piece in pieces:
        if isinstance(piece, Title | Heading | Text):
            blocks.append(piece.text)
        elif isinstance(piece, Table):
            blocks.append("\n".join("\t".join(row) for row in piece.rows))
        elif isinstance(piece, Points):
            blocks.append("\n".join(f"{n}. {text}" for n, text in enumerate(piece.texts, 1)))
        else:
            blocks.append("\n".join(f"• {text}" for text in piece.texts))
    return "\n\n".join(blocks) + "\n"


def as_docx(pieces: Sequence[Piece]) -> bytes:
    """A Word document with Word's own headings and lists."""
    body = ""
    lists = 9
    for piece in pieces:
        if isinstance(piece, Title):
            body += word.p(piece.text, style="Titel")
        elif isinstance(piece, Heading):
            body += word.p(piece.text, style=f"Overskrift{piece.level}")
        elif isinstance(piece, Text):
            body += word.p(piece.text)
        elif isinstance(piece, Table):
            head, *rows = piece.rows
            body += word.table(tuple(word.p(word.run(cell, "<w:b/>")) for cell in head), *rows)
        else:
            lists += isinstance(piece, Points)
            number = lists if isinstance(piece, Points) else 2
            body += "".join(word.p(text, style="Liste", listed=(number, 0)) for text in piece.texts)
    again = "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/></w:lvlOverride>"
    numbered = dict.fromkeys(range(10, lists + 1), (0, again))
    numbering = word.numbering(
        {0: word.level(0, "decimal", "%1."), 1: word.level(0, "bullet", "\uf0b7")}, {2: (1, ""), **numbered}
    )
    return word.docx(
        body, numbering=numbering, header1=word.p("Nordlund Kommune"), footer1=word.p("Side 1 af 3"), title="Referat"
    )


def as_typed_docx(pieces: Sequence[Piece]) -> bytes:
    """A Word document by somebody who knows no styles: bold lines in larger letters, numbers and dashes typed."""
    body = ""
    for piece in pieces:
        if isinstance(piece, Heading | Title):
            size = 24 if isinstance(piece, Heading) and piece.level == 3 else 32
            body += word.p(word.run(piece.text, f"<w:b/><w:sz w:val='{size}'/>"))
        elif isinstance(piece, Text):
            body += word.p(piece.text)
        elif isinstance(piece, Table):
            body += word.table(*piece.rows)
        else:
            marks = [f"{n}." for n in range(1, 99)] if isinstance(piece, Points) else ["•"] * 99
            tab = "<w:r><w:tab/></w:r>"
            body += "".join(
                word.p(word.run(mark), tab, word.run(text)) for mark, text in zip(marks, piece.texts, strict=False)
            )
        body += word.p("")
    return word.docx(body)


def as_pdf(pieces: Sequence[Piece]) -> bytes:
    """A PDF with drawn tables and a running footer."""
    out = io.BytesIO()
    writer = pymupdf.DocumentWriter(out)
    story = pymupdf.Story("".join(map(_html, pieces)), user_css=_CSS)
    pages, more = 0, 1
    while more:
        device = writer.begin_page(pymupdf.Rect(0, 0, 595, 842))
        more, _ = story.place(pymupdf.Rect(60, 70, 535, 770))
        story.draw(device)
        writer.end_page()
        pages += 1
    writer.close()
    made = pymupdf.open("pdf", out.getvalue())
    for number, one in enumerate(made, 1):
        one.insert_text((60, 812), f"Nordlund Kommune, side {number} af {pages}", fontsize=7)
    return bytes(made.tobytes())
