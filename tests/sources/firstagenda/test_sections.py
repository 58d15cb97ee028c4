from __future__ import annotations

import time

import pytest

from moedeklar.sources.firstagenda.sections import sections_of


def told(content: str, **options: bool) -> list[tuple[str, str, str]]:
    return [(str(one.role), one.heading, one.text) for one in sections_of(content, **options) if one is not None]


def test_the_class_of_a_section_says_nothing() -> None:
    content = (
        "<h3>Beslutninger</h3>\r\n<span class='resume'><p>Godkendt.</p></span><h3>Resume</h3><span><p>Kort.</p></span>"
    )
    assert told(content) == [("decision", "Beslutninger", "Godkendt."), ("summary", "Resume", "Kort.")]


def test_text_before_the_first_heading_is_kept() -> None:
    assert told("<div><span><p>Ingen overskrift.</p></span></div>") == [("other", "", "Ingen overskrift.")]
    assert told("<p>Godkendt.</p>", decides=True) == [("decision", "", "Godkendt.")]


def test_a_heading_inside_a_section_stays_in_it_unless_it_is_called_like_one() -> None:
    content = (
        "<h3>Sagsfremstilling</h3><span><p>Havnen.</p><h3>Havnens historie</h3><p>Gammel.</p>"
        "<h3>Indstilling</h3><p>At den uddybes.</p></span><h3>Bilagsnoter</h3><span><p>Ingen.</p></span>"
    )
    assert told(content) == [
        ("facts", "Sagsfremstilling", "Havnen. Havnens historie Gammel."),
        ("recommendation", "Indstilling", "At den uddybes."),
        ("other", "Bilagsnoter", "Ingen."),
    ]


def test_empty_headings_and_empty_sections_leave_nothing() -> None:
    content = "<h3> </h3><span><p>Tekst.</p></span><h3>Økonomi</h3><span><p>&nbsp;</p></span><h3>Høring</h3>"
    assert told(content) == [("other", "", "Tekst.")]


@pytest.mark.parametrize(
    ("content", "kept"),
    [
        ("", []),
        ("ren tekst", ["ren tekst"]),
        ("<h3>", []),
        ("<h3>Høring", ["Høring"]),
        ("</span></h3><span", ["<span"]),
        ("<!-- <h3>x</h3> -->", []),
    ],
)
def test_nothing_is_lost_of_what_is_hardly_html(content: str, kept: list[str]) -> None:
    assert [text for _, _, text in told(content)] == kept


def test_time_grows_with_the_length_alone() -> None:
    for piece in ("<span ", "<h3>x", "<h3", "<span><h3>Høring</h3>", "<!--<h3>", "&lt;h3"):
        begun = time.perf_counter()
        sections_of(piece * 20_000)
        assert time.perf_counter() - begun < 4, piece
