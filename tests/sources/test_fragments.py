from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moedeklar.model.agenda import Block, BlockKind, Run
from moedeklar.model.text import canonical
from moedeklar.sources.fragments import LARGEST, blocks_of

P, B, N, H, T = BlockKind.PARAGRAPH, BlockKind.BULLET, BlockKind.NUMBERED, BlockKind.HEADING, BlockKind.TABLE


def kinds(content: str) -> list[tuple[BlockKind, str]]:
    return [(block.kind, block.plain) for block in blocks_of(content)]


def test_paragraphs_breaks_and_spaces() -> None:
    assert kinds("<p>\n\tSejlrenden&nbsp;er   <span>sandet</span> til</p><p>&nbsp;</p>En linje<br/>og en til") == [
        (P, "Sejlrenden er sandet til"),
        (P, "En linje"),
        (P, "og en til"),
    ]
    assert kinds("Første linje\n\nanden &amp; sidste") == [(P, "Første linje"), (P, "anden & sidste")]
    assert kinds("x < 5 og y > 3") == [(P, "x < 5 og y > 3")]
    assert blocks_of("") == blocks_of("<p></p>") == blocks_of("<img src='x'/>") == ()


def test_bold_and_italic_keep_their_place() -> None:
    (block,) = blocks_of("<p>Her er <b>fed <i>og</i></b> <span style='font-weight: bold'>mere</span>, slut</p>")
    assert block.text == "Her er fed og mere, slut"
    assert [(block.text[run.start : run.end], run.bold, run.italic) for run in block.runs] == [
        ("fed", True, False),
        ("og", True, True),
        ("mere", True, False),
    ]
    (plain,) = blocks_of("<b>Fed <span style='font-weight:normal'>og ikke</span></b>")
    assert plain.runs == (Run(0, 3, bold=True),)


def test_a_bold_line_is_a_heading_and_a_bold_sentence_is_not() -> None:
    assert kinds("<p><b>Tidsplan</b></p><p><strong>Det haster.</strong></p><h3>Økonomi</h3>") == [
        (H, "Tidsplan"),
        (P, "Det haster."),
        (H, "Økonomi"),
    ]
    assert blocks_of("<h3>Økonomi</h3>")[0].level == 3


def test_lists_with_their_marks_and_depths() -> None:
    content = (
        "<ol start=3><li>tre<ul><li>inde</ul><li>fire</ol><ol type=a><li>a'et</li></ol><ul><li>en<p>to</p></li></ul>"
    )
    assert [(block.kind, block.marker, block.level, block.text) for block in blocks_of(content)] == [
        (N, "3.", 1, "tre"),
        (B, "•", 2, "inde"),
        (N, "4.", 1, "fire"),
        (N, "a.", 1, "a'et"),
        (B, "•", 1, "en"),
        (P, "", 1, "to"),
    ]
    assert kinds("<p class=MsoListParagraph>·&nbsp; Søkort</p>") == [(B, "• Søkort")]


def test_absurd_numbers_are_passed_over() -> None:
    assert kinds(f"<ol start={'9' * 5000}><li style='font-weight:{'9' * 5000}'>en</ol>") == [(N, "1. en")]


def test_tables_and_those_made_for_the_looks() -> None:
    content = (
        "<table><tr><th>År<th>Kr.<tr><td><p>2027</p><p>2028</p></td><td>1<table><tr><td>2</table></td></tr></table>"
    )
    (table,) = blocks_of(content)
    assert (table.kind, table.rows) == (T, (("År", "Kr."), ("2027 2028", "1 2")))
    assert kinds("<table><tr><td>Kun tekst</td></tr><tr><td></td></tr></table>efter") == [
        (P, "Kun tekst"),
        (P, "efter"),
    ]
    assert blocks_of("<table><tr><td>a</td></tr><tr><td>b</td><td>c</td></tr>")[0].rows == (("a", ""), ("b", "c"))


def test_what_word_and_aspose_leave_behind_is_dropped() -> None:
    content = (
        "<div><html><head><meta http-equiv='Content-Type' content='text/html; charset=iso-8859-1'/>"
        "<title>Aspose</title><style>p {color: red}</style></head><body><!--[if gte mso 9]><xml>x</xml><![endif]-->"
        "<![if !supportLists]><span>1</span><![endif]><?xml:namespace prefix = o /><o:p></o:p><p>Æbler</p>"
        "<script>alert('<p>x</p>')</script></body></html></div>"
    )
    assert kinds(content) == [(P, "1"), (P, "Æbler")]
    assert kinds("a<!-- b <![x]> c <!d> e <?f> g <!-- h --> i <![j") == [(P, "a i [j")]
    assert kinds("<p>a<!-- b <![x]> c</p>") == [(P, "a b c")]
    assert kinds("&lt;p&gt;&amp;Aring;ben sag&lt;/p&gt;") == [(P, "Åben sag")]


@pytest.mark.parametrize(
    "content",
    [
        "<div>" * 40_000 + "hej" + "</div>" * 40_000,
        "<!--" * 200_000 + "hej",
        "hej" + "<!-- x -->" * 100_000,
        "<a " * 200_000 + "hej",
        "<i>" * 30_000 + "</b>" * 30_000 + "hej",
        "hej<p>" + "x" * LARGEST,
        "<table>" * 20_000 + "hej",
        "hej<script>" * 1000,
    ],
    ids=["deep", "comments", "closed-comments", "tags", "unmatched", "long", "tables", "scripts"],
)
def test_no_fragment_takes_long_and_its_text_is_kept(content: str) -> None:
    before = time.process_time()
    assert "hej" in " ".join(block.text for block in blocks_of(content))
    assert time.process_time() - before < 10


TAGS = st.sampled_from(
    ("<p>", "</p>", "<b>", "</b>", "<ul>", "<li>", "</ul>", "<table>", "<tr>", "<td>", "</table>", "<br/>", "<h2>", "&")
)
MARKS = st.sampled_from(("</h2>", "<!--", "-->", "<!", ">", "<![x]>", "<?", "<script>", "</", "<a b='"))


@given(st.lists(st.one_of(TAGS, MARKS, st.text(max_size=8)), max_size=30))
def test_whatever_comes_makes_canonical_blocks(parts: list[str]) -> None:
    for block in blocks_of("".join(parts)):
        assert isinstance(block, Block)
        assert block.text == canonical(block.text)
        assert all(0 <= run.start < run.end <= len(block.text) for run in block.runs)
