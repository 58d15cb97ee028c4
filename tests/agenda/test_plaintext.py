"""Text files as lines: encodings, Markdown, tables."""

from __future__ import annotations

import pytest

from moedeklar.agenda.paragraphs import paragraphs
from moedeklar.agenda.plaintext import decoded, lines_of_text
from moedeklar.model.agenda import Run


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    assert decoded("Rådhuset æøå".encode(encoding)) == "Rådhuset æøå"


def test_empty_lines_are_gaps() -> None:
    lines = lines_of_text(b"a\nb\n\nc\r\nd").lines
    assert [(line.text, line.gap) for line in lines] == [("a", False), ("b", False), ("c", True), ("d", False)]


def test_markdown() -> None:
    document = lines_of_text(b"# **Referat**\n\n**Sted** Kaj 2\n\nDer er **40 pladser** og *en* mast.\n")
    first, place, text = document.lines
    assert (first.text, first.level, first.bold) == ("Referat", 1, True)
    assert (place.text, place.bold_runs) == ("Sted Kaj 2", ((0, 4),))
    assert (text.text, text.bold_runs, text.italic_runs) == ("Der er 40 pladser og en mast.", ((7, 17),), ((21, 23),))
    assert document.media_type == "text/markdown"


def test_tables() -> None:
    piped = lines_of_text(b"| a | b |\n|---|---|\n| 1 | **2** |\n", markdown=True).lines
    assert [line.cells for line in piped] == [("a", "b"), ("1", "2")]
    tabbed = lines_of_text(b"a\tb\n1\t2\n\tindented\n").lines
    assert [line.cells for line in tabbed] == [("a", "b"), ("1", "2"), ()]


def test_pipes_without_a_rule_are_text() -> None:
    assert [line.cells for line in lines_of_text("at | fortovet omlægges |\n".encode()).lines] == [()]


def test_paragraphs_of_a_text_wrapped_by_hand() -> None:
    words = "Molen i Havnholm er slidt, og havnen har derfor bedt om penge til at skifte den ud inden vinteren kommer, "
    wrapped = [(words * 12)[at : at + 72].strip() for at in range(0, 1200, 72)]
    found = paragraphs(lines_of_text("\n".join([*wrapped, "", "Kort linje.", "En til."]).encode()).lines)
    assert len(found) == 3 or [para.text for para in found[-2:]] == ["Kort linje.", "En til."]


def test_lines_of_their_own_stay_apart() -> None:
    found = paragraphs(lines_of_text(b"3 medlemmer anbefaler.\n2 medlemmer stemte imod.").lines)
    assert [para.text for para in found] == ["3 medlemmer anbefaler.", "2 medlemmer stemte imod."]


def test_a_sentence_over_an_empty_line_is_one_paragraph() -> None:
    text = "Ifølge reglerne for havnens pladser er det til enhver tid havnefogeden\n\nder afgør, hvem der får plads."
    assert len(paragraphs(lines_of_text(text.encode()).lines)) == 1


@pytest.mark.parametrize(
    ("text", "mark", "rest"),
    [
        ("• en mast", "•", "en mast"),
        ("- en mast", "-", "en mast"),
        ("\uf0b7 en mast", "\uf0b7", "en mast"),
        ("1. en mast", "1.", "en mast"),
        ("a) en mast", "a)", "en mast"),
        ("o en mast", "o", "en mast"),
        ("1. maj 2026 åbner havnen", "", "1. maj 2026 åbner havnen"),
        ("1.en mast", "", "1.en mast"),
        ("-", "", "-"),
        ("I alt 4 master", "", "I alt 4 master"),
    ],
)
def test_list_marks(text: str, mark: str, rest: str) -> None:
    (para,) = paragraphs(lines_of_text(text.encode()).lines)
    assert (para.mark, para.text) == (mark, rest)


def test_a_mark_alone_belongs_to_the_next_line() -> None:
    (para,) = paragraphs(lines_of_text("•\nen mast".encode()).lines)
    assert (para.mark, para.text) == ("•", "en mast")


def test_emphasis_keeps_its_place_after_the_mark() -> None:
    (para,) = paragraphs(lines_of_text(b"- en **stor** mast\n", markdown=True).lines)
    assert para.runs == (Run(3, 7, bold=True),)
