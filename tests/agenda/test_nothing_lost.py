"""What has no role stands in the item it was met in; nothing of a document is silently gone."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moedeklar.agenda.plaintext import lines_of_text
from moedeklar.agenda.reader import read
from moedeklar.model.lines import Line, StyledDocument
from moedeklar.model.roles import LineRole, unpacked
from moedeklar.pdf.child.lines import document_lines
from tests.agenda.fuzz import failures
from tests.agenda.invariants import check
from tests.agenda.mutations import damaged_lines
from tests.agenda.papers import FRONT, as_pdf, item_of, meeting_of


@pytest.mark.parametrize(
    "line",
    [
        "Så langt nåede vi, og mere er der ikke at sige...",
        "Underskrift: ____________________",
        "Mødet sluttede med kaffe hos havnefogeden",
        "Mødet startede med en rundvisning på kajen",
        "Molen er slidt. Læs mere om den i bilag 2, som blev delt ud.",
        "Læs mere om molen i bilag 2.",
        "Vis os molen, sagde de.",
        "Havnefogeden sagde: Vi har 3 både..... 4",
    ],
)
def test_a_line_inside_an_item_is_kept_whatever_it_looks_like(line: str) -> None:
    item = item_of("Sagsfremstilling", "Der mangler pladser langs kajen.", "", line, "", "Beslutning", "Godkendt.")
    assert line in item.text


def test_a_sentence_that_goes_on_with_a_new_item_begins_none() -> None:
    lines = ("Dagsordenen blev godkendt, idet tillægget blev optaget som", "nyt punkt 3.")
    item = item_of("Sagsfremstilling", "Der mangler pladser langs kajen.", "", "Beslutning", *lines)
    assert "blev optaget som nyt punkt 3." in item.text


@pytest.mark.parametrize("line", ["Mødet hævet kl. 18.30", "Mødet sluttede: 17:45", "Mødet slut kl. 16."])
def test_when_the_meeting_ended_is_no_text(line: str) -> None:
    assert line not in item_of("Beslutning", "Godkendt.", "", line).text


@pytest.mark.parametrize("word", ["tilbage.", "vis", "hent"])
def test_a_word_at_the_end_of_a_paragraph_is_no_button(word: str) -> None:
    text = "Havneudvalget ser gerne, at forvaltningen sender hele sagen om den nye mole "
    lines = [*(FRONT + "1. Nye bådpladser\nSagsfremstilling").splitlines(), *[text * 2] * 3, word]
    meeting = read(StyledDocument(tuple(Line(line) for line in lines)))
    assert meeting.items[0].text.endswith(word)


@pytest.mark.parametrize(
    "line",
    [
        "Havnefogeden fortalte den 4. maj 2026, at molen er ved at skride ud i vandet.",
        "Bemærkninger: Husk gummistøvler, for kajen står under vand.",
    ],
)
def test_a_sentence_on_the_front_is_kept_with_the_first_item(line: str) -> None:
    meeting = meeting_of(FRONT + line + "\n\n1. Nye bådpladser\nBeslutning\nGodkendt.\n")
    assert line in meeting.items[0].text
    assert meeting.coverage < 1


def test_a_list_of_contents_with_dots_is_still_one() -> None:
    contents = "Indhold af mødet\nNye bådpladser..... 2\nNy mole..... 3\n\n"
    meeting = meeting_of(
        FRONT + contents + "1. Nye bådpladser\nBeslutning\nGodkendt.\n2. Ny mole\nBeslutning\nUdsat.\n"
    )
    assert [item.text for item in meeting.items] == ["Godkendt.\nIndhold af mødet", "Udsat."]


def test_an_unknown_layout_is_one_item_with_the_whole_text() -> None:
    text = (
        FRONT + "Vi talte om molen, som vi så den 3. maj 2026.\n\nDer blev enighed om at vente til den 1. juni 2026.\n"
    )
    meeting = meeting_of(text)
    assert meeting.warnings == ("no_items_found",)
    assert len(meeting.items) == 1
    assert meeting.items[0].text == " ".join(text.removeprefix(FRONT).split())
    assert meeting.coverage < 0.7


def test_a_running_header_is_one_only_where_it_repeats() -> None:
    text = FRONT + "1. Nye bådpladser\nSagsfremstilling\nDer mangler pladser langs kajen.\n"
    with as_pdf(text, header="Havnens eget blad") as pdf:
        document = document_lines(pdf)
    meeting = read(document)
    furniture = sum(run.lines for run in unpacked(meeting.roles) if run.role is LineRole.FURNITURE)
    assert (len(document.page_sizes), furniture) == (1, 0)
    assert "Havnens eget blad" in meeting.items[0].text


@given(st.integers(0, 2**32))
@settings(max_examples=100, deadline=None, derandomize=True)  # others each time are for `make fuzz`
def test_damaged_agendas_keep_their_promises(seed: int) -> None:
    text = "\n".join(damaged_lines(random.Random(seed), most=20))
    document = lines_of_text(text.encode("utf-8", errors="replace"))
    check(document, read(document))


def test_a_short_run_of_the_fuzzer() -> None:
    assert list(failures(range(250), longest=5.0)) == []
