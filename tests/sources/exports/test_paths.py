from __future__ import annotations

import pytest

from moedeklar.sources.exports.paths import folder_of, resolve


@pytest.mark.parametrize(
    ("written", "ref"),
    [
        ("Enclosures\\1.pdf", "P32/Enclosures/1.pdf"),
        ("\\Attachments\\x.pdf", "P32/Attachments/x.pdf"),
        ("./a//b.pdf", "P32/a/b.pdf"),
        (" 1552814.PDF ", "P32/1552814.PDF"),
        ("Sø\u0308kort a\u030a.pdf", "P32/Sø\u0308kort å.pdf"),
        ("kl. 13:00/a.pdf", "P32/kl. 13:00/a.pdf"),
        ("a..b.pdf", "P32/a..b.pdf"),
    ],
)
def test_a_file_lies_where_it_is_written(written: str, ref: str) -> None:
    assert resolve("P32", written) == ref
    assert resolve("", written) == ref.removeprefix("P32/")


@pytest.mark.parametrize(
    "written",
    [
        "..\\..\\etc\\passwd",
        "../x.pdf",
        "a/../../x.pdf",
        "a/.. /x.pdf",
        "..",
        "C:\\x.pdf",
        "p:x.pdf",
        "\\\\server\\share\\x.pdf",
        "//server/x.pdf",
        "file:///etc/passwd",
        "https://example.org/x.pdf",
        "a\0b.pdf",
        "",
        "/",
        ".",
    ],
)
def test_whatever_leads_elsewhere_is_refused(written: str) -> None:
    assert resolve("P32", written) is None
    assert resolve("", written) is None


def test_folders() -> None:
    assert (folder_of("a/b/c.xml"), folder_of("c.xml")) == ("a/b", "")
