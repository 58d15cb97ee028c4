"""Web pages as lines: structure, what is left out, letters, and pages made to do harm."""

from __future__ import annotations

import pytest

from moedeklar.model.errors import DocumentError
from moedeklar.model.lines import Line
from moedeklar.pdf.child.documents import HTML, kind_of
from moedeklar.pdf.child.web import page
from moedeklar.pdf.child.web.page import page_lines
from moedeklar.pdf.client import PdfClient


def lines_of(html: str) -> tuple[Line, ...]:
    return page_lines(html.encode()).lines


def texts(html: str) -> list[str]:
    return [f"{line.bullet} {line.text}".strip() for line in lines_of(html)]


def test_headings_paragraphs_and_line_breaks() -> None:
    made = lines_of("<h2>Ny <i>mole</i></h2><p>Sted: havnen<br>Tid: kl. 16</p>Løs tekst<div>en ny linje</div>")
    assert [(line.text, line.level, line.gap) for line in made] == [
        ("Ny mole", 2, True),
        ("Sted: havnen", 0, True),
        ("Tid: kl. 16", 0, False),
        ("Løs tekst", 0, True),
        ("en ny linje", 0, False),
    ]


def test_emphasis_is_kept_as_runs() -> None:
    (line,) = lines_of("<p> Der er <b>fyr</b><strong>re nye </strong><b>pladser</b> og <em>en</em> mast.</p>")
    assert [line.text[start:end] for start, end in line.bold_runs] == ["fyrre nye pladser"]
    assert [line.text[start:end] for start, end in line.italic_runs] == ["en"]
    assert not line.bold


@pytest.mark.parametrize(
    "html",
    [
        "<p><b>Indstilling</b></p>",
        '<p style="font-weight: 700">Indstilling</p>',
        "<style>td {color: red} p.fed, .x { font: bold 12pt Arial }</style><p class='a fed'>Indstilling</p>",
        "<dl><dt>Indstilling</dt></dl>",
    ],
)
def test_bold_throughout(html: str) -> None:
    (line,) = lines_of(html)
    assert (line.text, line.bold, line.bold_runs) == ("Indstilling", True, ())


def test_sizes_where_the_page_states_them() -> None:
    made = lines_of("<p style='font-size:14.0pt'>A</p><p style='font-size: 16px'>B</p><p>C</p>")
    assert [line.size for line in made] == [14.0, 12.0, 0.0]


def test_numbers_of_lists_are_counted() -> None:
    assert texts(
        "<ol start=3><li>tre<li>fire<li value=9>ni</ol><ol type=a><li>a<ol type=I><li>I<li>II</ol><li>b</ol>"
        "<ol reversed><li>to<li>en</ol><ul><li><p>prik</p><p>mere</p><li></li></ul><p>efter</p>"
    ) == ["3. tre", "4. fire", "9. ni", "a. a", "I. I", "II. II", "b. b", "2. to", "1. en", "• prik", "mere", "efter"]


def test_lists_in_lists_are_moved_in() -> None:
    made = lines_of("<ul><li>ydre<ul><li>indre</li></ul></li><li>ydre igen</ul>")
    assert [line.x0 for line in made] == [0.0, 2.0, 0.0]


def test_a_table_is_rows_of_equal_width() -> None:
    made = lines_of(
        "<table><caption>Både</caption><thead><tr><th>År<th>Antal<th></thead>"
        "<tr><td rowspan=2>2025<td>40<td></tr><tr><td>41</tr><tr><td colspan=2>I alt <b>81</b></td></tr></table>"
    )
    assert [line.cells for line in made] == [(), ("År", "Antal"), ("2025", "40"), ("", "41"), ("I alt 81", "")]
    assert [line.bold for line in made] == [False, True, False, False, False]


def test_a_table_that_only_places_text_is_read_through() -> None:
    html = "<table><tr><td><h2>Punkt 1: Mole</h2></td><td><table><tr><td>A<td>B</table></td></tr></table>"
    assert [(line.text, line.level, line.cells) for line in lines_of(html)] == [
        ("Punkt 1: Mole", 2, ()),
        ("A\tB", 0, ("A", "B")),
    ]
    assert texts("<table><tr><td>&nbsp;<td>Kun</tr><tr><td></td><td>én spalte</table>") == ["Kun", "én spalte"]


def test_what_stands_around_the_text_is_left_out() -> None:
    assert texts(
        "<body><header><a href='/'>Nordlund</a></header><nav>Menu</nav><script>var a = '<p>x';</script>"
        "<style>p{}</style><div role=search>Søg<input value=nej></div><main><header><h1>Referat</h1></header>"
        "<p>Tekst</p><button>Del</button><noscript>Slå til</noscript><template><p>T</p></template>"
        "<article><footer>Referent: Bo</footer></article><p hidden>skjult</p>"
        "<p style='display: none'>væk</p><del>slettet</del></main><aside>Nyheder</aside><footer>Torvet 1</footer>"
    ) == ["Referat", "Tekst", "Referent: Bo"]


def test_the_only_great_heading_is_kept_in_the_header_of_the_page() -> None:
    assert texts("<header><nav>Menu</nav><h1>Dagsorden</h1></header><p>Tekst</p>") == ["Dagsorden", "Tekst"]


def test_what_a_button_of_the_page_unfolds_is_its_text() -> None:
    html = (
        "<h3><button aria-expanded=false aria-controls=p1>Punkt 1: Mole</button></h3><div id=p1 hidden>Foldet ind</div>"
        "<a href='#p2'>Vis</a><div id=p2 style='display:none'>Også foldet</div><div hidden=until-found>Og her</div>"
        "<details><summary>Mere</summary>Inde</details>"
    )
    assert texts(html) == ["Punkt 1: Mole", "Foldet ind", "Vis", "Også foldet", "Og her", "Mere", "Inde"]


def test_what_word_and_aspose_leave_in_the_body() -> None:
    made = lines_of(
        "<body><meta name=generator content='Aspose.Words'><title>Nej</title><xml><w:Word>Print</w:Word></xml>"
        "<!--[if gte mso 9]><xml>mere</xml><![endif]--><p class=MsoNormal>Tekst<o:p></o:p></p>"
        "<p style='mso-list:l0 level2 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>b)<span>&nbsp; </span>"
        "</span><![endif]>anden</p><p><span style='mso-list:Ignore'>·<span> </span></span>prik</p><p>ren</p>"
    )
    assert [(line.bullet, line.text, line.x0) for line in made] == [
        ("", "Tekst", 0.0),
        ("b)", "anden", 2.0),
        ("•", "prik", 0.0),
        ("", "ren", 0.0),
    ]


def test_entities_spaces_and_letters_without_width() -> None:
    assert texts("<p>K&oslash;b &amp; salg&nbsp;af\n  sags&shy;frem\u00adstilling &lt;b&gt;</p>") == [
        "Køb & salg\u00a0af sagsfremstilling <b>"
    ]
    assert texts("<pre>a\r\n  b</pre>") == ["a", "b"]


def test_links_are_their_text_and_the_title_is_the_documents() -> None:
    document = page_lines(b"<title>Referat \n fra maj</title><p>Se <a href='http://x.invalid/'>sagen</a>.</p>")
    assert (document.title, [line.text for line in document.lines]) == ("Referat fra maj", ["Se sagen."])
    assert (document.media_type, document.page_sizes) == ("text/html", ())


WORDS = "Dagsorden for Miljøudvalget på Ærø – 5 €"


@pytest.mark.parametrize(
    "data",
    [
        f"<p>{WORDS}".encode(),
        f"<p>{WORDS}".encode("utf-8-sig"),
        f"<p>{WORDS}".encode("utf-16"),
        f"<p>{WORDS}".encode("cp1252"),
        f"<meta charset=windows-1252><p>{WORDS}".encode("cp1252"),
        f'<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"><p>{WORDS}'.encode("cp1252"),
        f"<meta charset=utf-8><p>{WORDS}".encode("cp1252"),  # it lies
        f"<meta charset=iso-8859-1><p>{WORDS}".encode(),  # so does this
        f"<meta charset=nonsens><p>{WORDS}".encode("cp1252"),
        f"<meta charset=hex><p>{WORDS}".encode("cp1252"),
        f'<?xml version="1.0" encoding="cp865"?><p>{WORDS.replace("–", "-").replace("€", "kr")}'.encode("cp865"),
    ],
)
def test_letters(data: bytes) -> None:
    (line,) = page_lines(data).lines
    assert line.text.replace("-", "–").replace("kr", "€") == WORDS


@pytest.mark.parametrize(
    "data",
    [
        b"<html><p>x",
        b"\xef\xbb\xbf\r\n<!DOCTYPE html>",
        b"<?xml version='1.0'?>\n<!-- a -->\n<!doctype HTML PUBLIC ''>",
    ],
)
def test_a_web_page_is_known_under_any_name(data: bytes) -> None:
    assert kind_of(data, "referat.doc")[0] == HTML
    assert kind_of("<html>".encode("utf-16"), "side")[0] == HTML


@pytest.mark.parametrize(
    "data", [b" ", b"<!-- kun en bemaerkning", b"<", b"\x00\x01<p>", b"</p></div>", b"<table><tr>"]
)
def test_any_bytes_give_lines(data: bytes, client: PdfClient) -> None:
    assert all(line.text for line in client.lines(data, "side.html").lines)


def test_deep_pages_are_refused_in_words_and_do_no_harm(client: PdfClient) -> None:
    deep = b"<div>" * 10_000 + b"inderst" + b"</div>" * 10_000
    with pytest.raises(DocumentError, match="too_deep"):
        client.lines(deep, "dyb.html")
    process = client.process_id
    assert process is not None
    nested = b"<ul><li>" * 400 + b"inderst"
    assert client.lines(nested, "lister.html").lines[-1].text == "inderst"
    assert client.process_id == process


def test_a_huge_page_is_refused_before_it_is_read(client: PdfClient) -> None:
    with pytest.raises(DocumentError, match="pdf_too_large"):
        client.lines(b"<p>" + b"a" * 200_000_000, "stor.html")
    assert client.lines(b"<p>lille", "lille.html").lines[0].text == "lille"


def test_entities_of_a_document_type_are_not_expanded() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    html = f'<!DOCTYPE html [<!ENTITY l0 "ha"><!ENTITY f SYSTEM "file:///etc/hostname">{laughs}]><p>&l11; &f; slut'
    assert sum(len(line.text) for line in lines_of(html)) < len(html)


def test_spans_over_a_million_columns_stay_narrow() -> None:
    (row,) = lines_of("<table><tr><td colspan=999999999>A<td>B<td rowspan=99999999>C</table>")
    assert len(row.cells) <= 60
    assert "B" in row.text
    assert "C" in row.text


def test_a_page_has_text_to_search_and_no_pages_to_draw(client: PdfClient) -> None:
    assert client.page_texts(b"<nav>Menu</nav><h1>Ny mole</h1><p>Fyrre pladser", "side.html") == (
        "Ny mole\nFyrre pladser",
    )
    with pytest.raises(DocumentError, match="not_supported"):
        client.open("a" * 64, lambda: b"<html><p>x", "side.html")


def test_many_tables_and_hidden_parts_take_no_long_time() -> None:
    rows = "<tr><td>A</td><td style='display:none'>x</td><td>B</td></tr>" * 20_000
    assert len(page_lines(f"<table>{rows}</table>".encode()).lines) == 20_000
    assert page.LARGEST > 20_000_000
