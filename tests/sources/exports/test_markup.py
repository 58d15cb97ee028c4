"""What a hostile, broken or half-written file can do to the reading of XML: nothing but a sentence that says where."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moedeklar.model.errors import ParseError
from moedeklar.sources.exports.formats import FORMATS, format_of
from moedeklar.sources.exports.markup import Node, decoded, read_xml, root_name
from tests.fakes.exports import AGENDA, manifest, notice
from tests.sources.exports.reading import read, refused

FORMS = [AGENDA.publication(), AGENDA.fujitsu(), AGENDA.acadre(), AGENDA.edoc(), AGENDA.sbsys()]
NAMES = [one.name for one in FORMATS]


def code_of(data: bytes) -> str:
    with pytest.raises(ParseError) as error:
        read_xml(data)
    return error.value.code


def test_each_form_is_told_by_how_it_begins() -> None:
    told = [format_of(data[:4096]) for data in FORMS]
    assert [(one[0].name, one[1]) for one in told if one] == [(name, False) for name in NAMES]
    assert format_of(notice("1", "x"))[1]  # type: ignore[index]
    assert format_of(manifest())[1]  # type: ignore[index]
    for other in (b"", b"<html><body/></html>", b"%PDF-1.4", b"<root><table/></root>", b"\xff\xfe\x00", b"<Meeting/>"):
        assert format_of(other) is None


@pytest.mark.parametrize("form", FORMS, ids=NAMES)
def test_wherever_a_file_is_cut_it_is_unfinished(form: bytes) -> None:
    for cut in range(0, len(form.rstrip()), 37):
        assert refused(form[:cut]).code == "export_unfinished", cut


@pytest.mark.parametrize("form", FORMS, ids=NAMES)
def test_every_encoding_says_the_same(form: bytes) -> None:
    text = form.decode("utf-8-sig")
    plain = read(form)
    declaration = '<?xml version="1.0" encoding="utf-8"?>'
    bare = text[text.index("?>") + 2 :] if text.startswith("<?xml") else text
    for data in (
        text.encode(),
        b"\xef\xbb\xbf" + text.encode(),
        text.encode("utf-16"),
        b"\xfe\xff" + text.encode("utf-16-be"),
        text.encode("utf-16-le"),
        text.encode("utf-16-be"),
        text.encode("cp1252"),  # declared as UTF-8, and is not
        (declaration.replace("utf-8", "iso-8859-1") + bare).encode("iso-8859-1"),
        (declaration.replace("utf-8", "iso-8859-1") + bare).encode(),  # declared as Latin-1, and is not
        (declaration.replace("utf-8", "x-ukendt") + bare).encode("cp1252"),
        b"\n\n" + text.encode(),
    ):
        assert read(data) == plain
        assert format_of(data[:4096]) == format_of(form[:4096])


def test_a_document_type_is_refused_before_it_declares_anything(tmp_path: Path) -> None:
    secret = tmp_path / "hemmelig.txt"
    secret.write_text("hemmelig", encoding="utf-8")
    bomb = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 30))
    outside = f'<!ENTITY ude SYSTEM "{secret.as_uri()}">'
    for declared in (f'<!ENTITY l0 "lol">{bomb}', outside, f"<!ENTITY % p SYSTEM '{secret.as_uri()}'> %p;", ""):
        before = time.monotonic()
        data = f"<!DOCTYPE Publication [{declared}]>\n<Publication>&ude;&l29;</Publication>".encode()
        assert code_of(data) == "export_refused"
        assert code_of(data.decode().encode("utf-16")) == "export_refused"
        assert time.monotonic() - before < 2
    assert code_of(b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><x/>') == "export_refused"
    assert code_of(b"<x>&ude;</x>") == "export_broken"
    assert code_of(b"<x y='&ude;'/>") == "export_broken"


def test_what_is_broken_says_in_which_line() -> None:
    error = refused(AGENDA.publication().replace(b"</Items>", b"\n</Itemz>"))
    assert (error.code, error.params["line"]) == ("export_broken", 4)
    assert refused(b"<Ukendt/>").params["name"] == "Ukendt"
    assert code_of(b"kun tekst") == "export_broken"
    assert code_of(b"<a/><b/>") == "export_broken"


def test_characters_that_xml_forbids_become_breaks_and_names_of_html_characters() -> None:
    node = read_xml(b"<a>x&#xC;y&#0;z\x0bq&nbsp;&aelig;&lt;b&gt;&amp;nbsp;&#xE6;&#55296;</a>")
    assert node.raw() == "x\ny\nz\nq\u00a0æ<b>&nbsp;æ\n"


def test_paths_conditions_and_deep_trees() -> None:
    node = read_xml(b"<n:a xmlns:n='u' n:k='1'><b k='x'>1</b><b k='y'>2<c>3</c>4</b><b/></n:a>")
    assert (node.name, node.attribute("k"), node.text("b"), node.text("b[@k='y']")) == ("a", "1", "1", "234")
    assert node.find("b/c[@k='z']") is None
    assert [one.text() for one in node.all("b")] == ["1", "234", ""]
    assert node.all("b")[1].inner() == "2<c>3</c>4"
    with pytest.raises(ParseError) as error:
        node.need("d")
    assert error.value.params == {"name": "a/d", "line": 1}
    deep = read_xml(b"<a>" * 30_000 + b"x" + b"</a>" * 30_000)
    assert deep.raw() == "x"
    assert deep.inner().count("</a>") == 29_999


def test_the_root_is_not_what_a_comment_says() -> None:
    assert root_name(b"<?xml version='1.0'?><!-- as <Dagsorden> --><?style <a> ?>\n<x:Publication>") == "Publication"
    assert root_name(b"<!-- no end <Dagsorden>") == root_name(b"<?xml <Dagsorden>") == ""


@given(st.binary(max_size=300))
def test_no_bytes_raise_anything_but_a_parse_error(data: bytes) -> None:
    root_name(data)
    decoded(data)
    try:
        assert isinstance(read_xml(data), Node)
    except ParseError as error:
        assert error.code in {"export_unfinished", "export_broken", "export_refused"}  # noqa: PT017
