from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moedeklar.model.lines import Line, OutlineEntry, StyledDocument
from moedeklar.pdf import transport
from moedeklar.pdf.types import PdfInfo, Word

TEXT = st.text(max_size=20)
SIZE = st.floats(0, 2000, width=32)
RUNS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=2).map(tuple)
LINES = st.builds(
    Line,
    text=TEXT,
    page=st.integers(0, 500),
    size=SIZE,
    bold=st.booleans(),
    level=st.integers(0, 6),
    gap=st.booleans(),
    x0=SIZE,
    y1=SIZE,
    bullet=TEXT,
    cells=st.lists(TEXT, max_size=3).map(tuple),
    bold_runs=RUNS,
    italic_runs=RUNS,
)
OUTLINE = st.lists(st.builds(OutlineEntry, st.integers(1, 6), TEXT, st.integers(0, 99)), max_size=3).map(tuple)
SIZES = st.lists(st.tuples(SIZE, SIZE), max_size=3).map(tuple)


@given(
    st.builds(
        StyledDocument,
        lines=st.lists(LINES, max_size=4).map(tuple),
        media_type=TEXT,
        page_sizes=SIZES,
        outline=OUTLINE,
        title=TEXT,
        scanned_pages=st.lists(st.integers(0, 99), max_size=3).map(tuple),
    )
)
def test_a_document_comes_back_the_same(document: StyledDocument) -> None:
    assert transport.unpack_document(transport.pack_document(document)) == document


@given(st.builds(PdfInfo, pages=SIZES, rotations=st.just((0, 90)), outline=OUTLINE, title=TEXT, repaired=st.booleans()))
def test_info_comes_back_the_same(info: PdfInfo) -> None:
    assert transport.unpack_info(transport.pack_info(info)) == info


def test_text_that_is_no_proper_unicode_goes_through() -> None:
    words = (Word(1, 2, 3, 4, "a\ud800b\x00", 7),)
    assert transport.unpack_words(transport.pack_words(words)) == words
    assert transport.unpack_texts(transport.pack_texts(["\udc80", ""])) == ("\udc80", "")


@pytest.mark.parametrize("data", [b"", b"{}", b"[[1]]", b"5", b'{"lines": [[1]]}', b"\xff", b"[" * 100_000])
def test_bytes_of_another_shape_are_unreadable(data: bytes) -> None:
    for unpack in (transport.unpack_document, transport.unpack_info, transport.unpack_words):
        with pytest.raises(transport.Unreadable):
            unpack(data)
