"""Word documents as lines: headings, lists, tables, tracked changes, and files made to do harm."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from moedeklar.model.errors import DocumentError
from moedeklar.model.lines import Line
from moedeklar.pdf.child.word import package
from moedeklar.pdf.child.word.document import word_lines
from moedeklar.pdf.client import PdfClient
from tests.support import word
from tests.support.word import LISTS, docx, p, run, table


def lines_of(*body: str, **parts: str) -> tuple[Line, ...]:
    return word_lines(docx("".join(body), **parts)).lines


def texts(*body: str, **parts: str) -> list[str]:
    return [f"{line.bullet} {line.text}".strip() for line in lines_of(*body, **parts)]


def marks(*places: tuple[int, int], numbering: str = LISTS) -> list[str]:
    """The marks of paragraphs that are at these (list, level)."""
    return [
        line.bullet or line.text.removesuffix("x").strip()
        for line in lines_of(*(p("x", listed=at) for at in places), numbering=numbering)
    ]


def test_headings_by_level_by_name_and_by_outline() -> None:
    styles = word.STYLES + (
        "<w:style w:type='paragraph' w:styleId='O2'><w:name w:val='Overskrift 2'/></w:style>"
        "<w:style w:type='paragraph' w:styleId='Sag'><w:basedOn w:val='Overskrift1'/></w:style>"
        "<w:style w:type='paragraph' w:styleId='Kun'><w:basedOn w:val='Overskrift1'/>"
        "<w:pPr><w:outlineLvl w:val='9'/></w:pPr></w:style>"
    )
    made = lines_of(
        p("A", style="Overskrift1"),
        p("B", style="O2"),
        p("C", style="Sag"),
        p("D", style="Kun"),
        p("E", properties="<w:outlineLvl w:val='2'/>"),
        p("F", style="findes ikke"),
        styles=styles,
    )
    assert [(line.text, line.level) for line in made] == [("A", 1), ("B", 2), ("C", 1), ("D", 0), ("E", 3), ("F", 0)]
    assert made[0].size == 16.0
    assert made[-1].size == 11.0


def test_emphasis_sizes_and_hidden_text() -> None:
    made = lines_of(
        p(run("Der er "), run("fyr", "<w:b/>"), run("re", "<w:b w:val='1'/>"), run(" pladser", "<w:b w:val='false'/>")),
        p(run("skrå", "<w:i/>"), run(" stor", "<w:sz w:val='40'/>"), run("hemmelig", "<w:vanish/>")),
        p(run("Fed", "<w:b/>"), run(" ", ""), run("linje", "<w:b/>")),
    )
    assert [made[0].text[start:end] for start, end in made[0].bold_runs] == ["fyrre"]
    assert made[0].text == "Der er fyrre pladser"
    assert (made[1].text, made[1].italic_runs) == ("skrå stor", ((0, 4),))
    assert (made[2].bold, made[2].bold_runs) == (True, ())


def test_lists_are_counted_as_word_counts() -> None:
    assert marks((1, 0), (1, 0), (1, 1), (1, 1), (1, 0), (1, 1), (1, 2)) == [
        "1.",
        "2.",
        "a)",
        "b)",
        "3.",
        "a)",
        "3.a.1",
    ]
    assert marks((1, 0), (3, 0), (3, 0), (2, 0), (2, 1)) == ["1.", "1.", "2.", "•", "•"]
    assert marks((1, 0), (0, 0), (99, 0), (1, 0)) == ["1.", "", "", "2."]


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        ("upperRoman", "%1.", ["IV.", "V."]),
        ("lowerRoman", "(%1)", ["(iv)", "(v)"]),
        ("upperLetter", "%1", ["D", "E"]),
        ("decimalZero", "%1", ["04", "05"]),
        ("ordinal", "%1", ["4.", "5."]),
        ("none", "Bilag", ["Bilag", "Bilag"]),
        ("bullet", "–", ["–", "–"]),
        ("bullet", "l", ["•", "•"]),
        ("decimal", "Punkt %1:", ["Punkt 4:", "Punkt 5:"]),
    ],
)
def test_forms_of_numbers(form: str, text: str, expected: list[str]) -> None:
    numbering = word.numbering({0: word.level(0, form, text, start=4)}, {1: (0, "")})
    assert marks((1, 0), (1, 0), numbering=numbering) == expected


def test_levels_that_are_linked_overridden_or_go_on_counting() -> None:
    linked = (
        "<w:abstractNum w:abstractNumId='5'><w:numStyleLink w:val='Liste'/></w:abstractNum>"
        "<w:abstractNum w:abstractNumId='6'><w:styleLink w:val='Liste'/>"
        + word.level(0, "decimal", "%1)")
        + "</w:abstractNum>"
    )
    own = "<w:lvlOverride w:ilvl='0'>" + word.level(0, "lowerLetter", "%1.") + "</w:lvlOverride>"
    through = word.level(0, "decimal", "%1.") + word.level(1, "decimal", "%2.", more="<w:lvlRestart w:val='0'/>")
    numbering = linked + word.numbering({7: through}, {1: (5, ""), 2: (6, own), 3: (7, "")})
    assert marks((1, 0), (1, 0), (2, 0), numbering=numbering) == ["1)", "2)", "a."]
    assert marks((3, 0), (3, 1), (3, 0), (3, 1), numbering=numbering) == ["1.", "1.", "2.", "2."]


def test_numbers_of_headings_are_part_of_them() -> None:
    styles = word.STYLES.replace(
        "<w:outlineLvl w:val='0'/>", "<w:numPr><w:numId w:val='1'/></w:numPr><w:outlineLvl w:val='0'/>"
    )
    made = lines_of(
        p("Mole", style="Overskrift1"),
        p("", style="Overskrift1"),
        p("Bro", style="Overskrift1"),
        styles=styles,
        numbering=LISTS,
    )
    assert [(line.text, line.bullet, line.level) for line in made] == [("1. Mole", "", 1), ("2. Bro", "", 1)]


def test_lists_in_lists_are_moved_in() -> None:
    made = lines_of(p("ydre", listed=(2, 0)), p("indre", listed=(2, 1)), p("tekst"), numbering=LISTS)
    assert [line.x0 for line in made] == [0.0, 18.0, 0.0]


def test_space_between_paragraphs() -> None:
    made = lines_of(p("A"), p("B"), p("C", style="Liste"), p("D", style="Liste"), p(""), p("E", style="Liste"))
    assert [(line.text, line.gap) for line in made] == [
        ("A", False),
        ("B", True),
        ("C", True),
        ("D", False),
        ("E", True),
    ]


def test_tables() -> None:
    merged = (
        "<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr>"
        + p("2025")
        + "</w:tc><w:tc>"
        + p("40")
        + p("både")
        + "</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>"
        + p("")
        + "</w:tc><w:tc>"
        + p("41")
        + "</w:tc></w:tr>"
        "<w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>" + p(run("I alt", "<w:b/>")) + "</w:tc></w:tr>"
        "<w:tr><w:trPr><w:del/></w:trPr><w:tc>" + p("slettet") + "</w:tc></w:tr></w:tbl>"
    )
    made = lines_of(p("Før"), merged, p("Efter"))
    assert [line.cells for line in made] == [(), ("2025", "40 både"), ("", "41"), ("I alt", ""), ()]
    assert [line.bold for line in made] == [False, False, False, True, False]


def test_a_table_that_only_places_text_is_read_through() -> None:
    assert texts(table(("Ramme om\u00a0tekst",), ("mere",))) == ["Ramme om\u00a0tekst", "mere"]
    nested = table(("A", table(("1", "2")) + p("")), ("B", "C"))
    assert [(line.text, line.cells) for line in lines_of(nested)] == [
        ("A", ()),
        ("1\t2", ("1", "2")),
        ("B", ()),
        ("C", ()),
    ]


def test_tracked_changes_read_as_accepted() -> None:
    deleted = "<w:del><w:r><w:delText>ikke </w:delText></w:r></w:del>"
    inserted = "<w:ins>" + run("straks ") + "</w:ins>"
    moved = "<w:moveFrom>" + run("flyttet væk") + "</w:moveFrom><w:moveTo>" + run("flyttet hertil") + "</w:moveTo>"
    gone = "<w:rPr><w:del/></w:rPr>"
    assert texts(
        p(run("Planen godkendes "), deleted, inserted, moved),
        p("<w:del><w:r><w:delText>Helt slettet</w:delText></w:r></w:del>", properties=gone, style="Overskrift1"),
        p(run("Første del, "), properties=gone),
        p("og anden del."),
        "<w:moveFrom/>",
        p("<w:moveFrom>" + run("borte") + "</w:moveFrom>"),
    ) == ["Planen godkendes straks flyttet hertil", "Første del, og anden del."]


def test_a_deleted_entry_is_not_counted() -> None:
    gone = p("<w:del><w:r><w:delText>x</w:delText></w:r></w:del>", listed=(1, 0), properties="<w:rPr><w:del/></w:rPr>")
    assert texts(p("en", listed=(1, 0)), gone, p("to", listed=(1, 0)), numbering=LISTS) == ["1. en", "2. to"]


def test_text_boxes_notes_fields_links_and_signs() -> None:
    box = "<w:txbxContent>" + p("I boksen") + "</w:txbxContent>"
    twice = (
        "<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>" + box + "</w:drawing></mc:Choice>"
        "<mc:Fallback><w:pict><v:shape><v:textbox>"
        + box
        + "</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    field = (
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>"
        "<w:r><w:fldChar w:fldCharType='separate'/></w:r>" + run("7") + "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
    )
    note = (
        "<w:footnote w:type='separator' w:id='0'><w:p/></w:footnote><w:footnote w:id='1'>"
        + p("Se bilag 2.")
        + "</w:footnote>"
    )
    made = texts(
        p(f"<w:r>{twice}</w:r>", run("Side ")),
        p(
            run("Side "),
            field,
            "<w:r><w:noBreakHyphen/><w:t>8</w:t><w:softHyphen/><w:tab/><w:t>sags\u00adnr.</w:t></w:r>",
        ),
        p("<w:hyperlink>" + run("Læs sagen") + "</w:hyperlink>", "<w:r><w:footnoteReference w:id='1'/></w:r>"),
        p("<w:r><w:t>A</w:t><w:br/><w:t>B</w:t><w:sym w:font='Wingdings' w:char='F0A7'/><w:sym w:char='xyz'/></w:r>"),
        "<w:sdt><w:sdtPr/><w:sdtContent>" + p("I et felt") + "</w:sdtContent></w:sdt>",
        footnotes=note,
    )
    assert made == ["Side", "I boksen", "Side 7-8\tsagsnr.", "Læs sagen", "Se bilag 2.", "A", "B•", "I et felt"]


def test_headers_and_footers_are_left_out_and_the_title_is_kept() -> None:
    document = word_lines(docx(p("Tekst"), header1=p("Nordlund"), footer1=p("Side 1"), title="Referat  af møde"))
    assert [line.text for line in document.lines] == ["Tekst"]
    assert document.title == "Referat af møde"
    assert document.media_type.endswith("wordprocessingml.document")


def test_the_strict_form_is_read_too() -> None:
    assert word_lines(docx(p("Strengt", style="Overskrift1"), namespace=word.STRICT)).lines[0].level == 1


def refused(data: bytes, client: PdfClient, name: str = "referat.docx") -> str:
    """The code that *data* is refused with; the process lives on."""
    client.warm_up()
    with pytest.raises(DocumentError) as caught:
        client.lines(data, name)
    alive = client.process_id
    assert client.lines(docx(p("Rask")), "rask.docx").lines[0].text == "Rask"
    assert client.process_id == alive is not None
    return caught.value.code


def test_a_truncated_archive_is_damaged(client: PdfClient) -> None:
    whole = docx(p("Tekst"))
    assert refused(whole[: len(whole) // 2], client) == "pdf_damaged"
    assert refused(b"dette er ikke et arkiv", client) == "pdf_damaged"


def test_a_part_that_is_no_xml_is_damaged(client: PdfClient) -> None:
    assert refused(word.zipped({"word/document.xml": "<w:document"}), client) == "pdf_damaged"


def test_entities_are_refused(client: PdfClient) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    body = "<w:body><w:p><w:r><w:t>&l11;</w:t></w:r></w:p></w:body>"
    xml = f'<!DOCTYPE d [<!ENTITY l0 "ha">{laughs}]><w:document xmlns:w="{word.MAIN}">{body}</w:document>'
    assert refused(word.zipped({"word/document.xml": xml}), client) == "pdf_damaged"
    file = xml.replace('<!ENTITY l0 "ha">', '<!ENTITY l0 SYSTEM "file:///etc/hostname">')
    assert refused(word.zipped({"word/document.xml": file}), client) == "pdf_damaged"


def test_an_archive_that_swells_up_is_refused(client: PdfClient) -> None:
    bomb = word.zipped({"word/document.xml": b" " * (package.LARGEST_PART + 10)})
    assert len(bomb) < 500_000
    assert refused(bomb, client) == "pdf_too_large"


def test_a_size_that_lies_is_not_believed() -> None:
    bomb = bytearray(word.zipped({"word/document.xml": b" " * 1_000_000}))
    told = (1_000_000).to_bytes(4, "little")
    while told in bomb:
        bomb[bomb.index(told) : bomb.index(told) + 4] = (10).to_bytes(4, "little")
    with pytest.raises(DocumentError):
        word_lines(bytes(bomb))


def test_deep_nesting_is_refused(client: PdfClient) -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 3000 + p("dybt") + "</w:tc></w:tr></w:tbl>" * 3000
    assert refused(docx(deep), client) == "pdf_damaged"


def test_a_style_that_builds_on_itself_ends() -> None:
    styles = "<w:style w:type='paragraph' w:styleId='A'><w:name w:val='heading 1'/><w:basedOn w:val='A'/></w:style>"
    assert lines_of(p("x", style="A"), styles=styles)[0].level == 1


def test_numbers_that_are_no_numbers_are_passed_over() -> None:
    broken = word.numbering({0: word.level(0, "decimal", "%1.").replace("'1'", "'9e99'")}, {1: (0, "")})
    assert texts(p("x", listed=(1, 0), properties="<w:outlineLvl w:val='x'/>"), numbering=broken) == ["1. x"]


def compound(stream: str) -> bytes:
    """As much of an old Office file as tells what it is: its mark and a directory entry."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016) + stream.encode("utf-16-le").ljust(128, b"\0")


def test_a_locked_document_says_so(client: PdfClient) -> None:
    assert refused(compound("EncryptedPackage"), client) == "pdf_encrypted"


def test_other_word_processors_are_told_apart(client: PdfClient) -> None:
    assert refused(compound("WordDocument"), client, "referat.doc") == "word_format"
    assert refused(rb"{\rtf1\ansi Referat}", client, "referat.rtf") == "word_format"
    odt = word.zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"})
    assert refused(odt, client, "referat.odt") == "word_format"
    assert refused(compound("Workbook"), client, "budget.xls") == "not_supported"
    assert refused(word.zipped({"x.txt": "x"}), client) == "not_supported"


def test_a_document_without_any_part_beside_it() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f"<w:document xmlns:w='{word.MAIN}'><w:body>{p('Alene', listed=(1, 0))}</w:body></w:document>",
        )
    assert [line.text for line in word_lines(out.getvalue()).lines] == ["Alene"]
