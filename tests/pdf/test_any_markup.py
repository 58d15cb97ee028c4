"""Whatever a page or a Word document is made of, it gives lines that hold together."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from moedeklar.agenda.reader import read
from moedeklar.model.lines import Line, StyledDocument
from moedeklar.pdf.child.web.page import page_lines
from moedeklar.pdf.child.word.document import word_lines
from tests.support.word import LISTS, docx, p, run

_TAGS = (
    "p div span b i h1 h2 h3 ul ol li table tr td th dl dt dd br header footer nav main article section details "
    "summary button pre a script style del o:p title html body select caption"
)
TAGS = _TAGS.split()
ATTRIBUTES = (
    "", " hidden", " style='display:none'", " style='font:bold 12pt x'", " class='a b'", " id=a", " href='#a'",
    " colspan=3", " rowspan=9", " start=5", " type=i", " value=-2", " reversed", " aria-expanded=true",
    " role=navigation", " style='mso-list:Ignore'", " style='mso-list:l0 level3 lfo1'",
)  # fmt: skip
WORDS = st.sampled_from(
    ["Punkt 1: Mole", "Indstilling", " ", "\u00a0", "1.", "æøå\u00ad", "a\tb\n", "&amp;", "·", "4. maj 2026"]
)
HTML = st.lists(
    st.one_of(
        st.builds("<{}{}>".format, st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES)),
        st.builds("</{}>".format, st.sampled_from(TAGS)),
        WORDS,
        st.text(max_size=8),
    ),
    max_size=40,
).map("".join)

RUNS = st.sampled_from(
    [
        run("tekst"), run(" fed ", "<w:b/>"), run("skrå", "<w:i/>"), run("væk", "<w:vanish/>"), run("\u00a0"),
        "<w:r><w:tab/><w:br/><w:noBreakHyphen/></w:r>", "<w:del><w:r><w:delText>x</w:delText></w:r></w:del>",
        "<w:ins>" + run("ind") + "</w:ins>", "<w:r><w:sym w:char='F0B7'/></w:r>", "<w:sdt><w:sdtContent/></w:sdt>",
        "<w:r><w:pict><w:txbxContent>" + p("boks") + "</w:txbxContent></w:pict></w:r>",
    ]
)  # fmt: skip
PARAGRAPHS = st.builds(
    lambda runs, style, listed, gone: p(*runs, style=style, listed=listed, properties="<w:rPr><w:del/></w:rPr>" * gone),
    st.lists(RUNS, max_size=4),
    st.sampled_from(["", "Overskrift1", "Overskrift3", "Liste", "ukendt"]),
    st.sampled_from([None, (1, 0), (1, 1), (1, 2), (2, 0), (3, 0), (1, 8), (7, 0)]),
    st.booleans(),
)


def _rows(cells: list[str]) -> str:
    made = [
        f"<w:tc><w:tcPr><w:gridSpan w:val='{n % 4}'/>{'<w:vMerge/>' * (n % 3 == 2)}</w:tcPr>{cell}</w:tc>"
        for n, cell in enumerate(cells)
    ]
    return f"<w:tbl><w:tr>{''.join(made)}</w:tr><w:tr>{made[0]}</w:tr></w:tbl>"


BODIES = st.recursive(
    st.lists(PARAGRAPHS, max_size=5).map("".join),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map(_rows),
        st.builds("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>".format, inner),
        st.lists(inner, max_size=3).map("".join),
    ),
    max_leaves=6,
)


def hold_together(lines: Iterable[Line]) -> None:
    for line in lines:
        assert line.text.strip()
        assert "\n" not in line.text
        assert 0 <= line.level <= 6
        if line.cells:
            assert line.text == "\t".join(line.cells)
            assert any(line.cells)
        for runs in (line.bold_runs, line.italic_runs):
            ends = [end for run in runs for end in run]
            assert ends == sorted(set(ends))
            assert all(0 <= end <= len(line.text) for end in ends)


def understood(document: StyledDocument) -> None:
    hold_together(document.lines)
    assert 0 <= read(document).coverage <= 1


@settings(max_examples=150, deadline=None)
@given(HTML)
def test_any_page(html: str) -> None:
    understood(page_lines(html.encode("utf-8", errors="replace")))


@settings(max_examples=100, deadline=None)
@given(BODIES)
def test_any_word_document(body: str) -> None:
    understood(word_lines(docx(body, numbering=LISTS)))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_as_a_page(data: bytes) -> None:
    understood(page_lines(data))
