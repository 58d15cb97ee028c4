"""Whatever the text, the reader answers; nothing of it is lost, and what it says of itself is true."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moedeklar.agenda.inspection import inspection
from moedeklar.agenda.plaintext import lines_of_text
from moedeklar.agenda.reader import read
from moedeklar.model.agenda import Meeting
from moedeklar.model.codec import decode, encode
from moedeklar.model.lines import Line, StyledDocument
from moedeklar.model.text import canonical
from tests.benchmarks.long_agenda import long_agenda as long_pages

FRAGMENTS = [
    "Referat",
    "Dagsorden for Havneudvalget den 4. maj 2026 kl. 16.30",
    "Udvalg: Havneudvalget",
    "Mødedato Tirsdag d. 9. februar 2027 kl. 16:00",
    "Mødested",
    "Indholdsfortegnelse",
    "Nye bådpladser........ 3",
    "1. Godkendelse af dagsorden",
    "Punkt 2: Nye bådpladser (Beslutning)",
    "Pkt. 42",
    "Nr.7 - Molen",
    "118Godkendelse",
    "Åbent punkt",
    "Sagsnr.: 27/104 Dok.nr.: 330-2026-1",
    "00.21.03-A20-5-26",
    "Resume",
    "Sagsfremstilling:",
    "Indstilling",
    "Forvaltningen indstiller, at",
    "1. at taget fornyes.",
    "- en mast",
    "• ",
    "Beslutning i Havneudvalget den 04-05-2026",
    "Havneudvalget, 4. maj 2026, pkt. 7:",
    "Afbud: Ane Skov (A) og Bo Lind",
    "Ane Skov (A) deltog ikke i mødet.",
    "Godkendt.",
    "For: 7 (A og B) Imod: 2",
    "Bilag",
    "[330-2026-44210](#) Plan over molen",
    "Bilag[330-2026-44210](#)",
    "Lukket: Køb af grund",
    "LUKKEDE SAGER",
    "a\tb\tc",
    "## **Kort**",
    "|---|---|",
    "| a | b |",
    "31-02-2021",
    "Molen skal lægges om, og arbejdet varer til sommeren, hvor",
    "bådene sejler ud igen.",
    "Havne-",
    "",
    "\f",
]
texts = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=40)), max_size=40).map("\n".join)


def told_texts(meeting: Meeting) -> str:
    return json.dumps(inspection(meeting), ensure_ascii=False)


@given(texts)
@settings(max_examples=300, deadline=None)
def test_text_never_fails_and_is_honest(text: str) -> None:
    meeting = read(lines_of_text(text.encode("utf-8", errors="replace")))
    assert 0.0 <= meeting.coverage <= 1.0
    assert decode(Meeting, json.loads(json.dumps(encode(meeting)))) == meeting
    json.loads(told_texts(meeting))
    for item in meeting.items:
        assert item.title == canonical(item.title)
        for section in item.sections:
            assert section.text == canonical(section.text)
            for at, block in section.block_offsets():
                assert section.text[at : at + len(block.text)] == block.text
                assert all(0 <= run.start < run.end <= len(block.text) for run in block.runs)


@given(st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=25), st.integers(0, 25))
@settings(max_examples=300, deadline=None)
def test_a_sentence_inside_an_item_is_kept(fragments: list[str], place: int) -> None:
    sentence = "Kloge måger samles hver morgen ved den yderste mole i havnen."
    lines = ["Dagsorden for Havneudvalget den 4. maj 2026", "", "1. Godkendelse af dagsorden", "", "Beslutning", ""]
    inside = [*fragments[:place], "", sentence, "", *fragments[place:]]
    meeting = read(lines_of_text("\n".join([*lines, *inside]).encode()))
    assert sentence in told_texts(meeting)


@given(st.binary(max_size=300), st.sampled_from([None, True, False]))
@settings(max_examples=200, deadline=None)
def test_bytes_never_fail(data: bytes, markdown: bool | None) -> None:
    read(lines_of_text(data, markdown))


lines = st.builds(
    Line,
    text=st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=30)),
    page=st.integers(0, 3),
    size=st.sampled_from([0.0, 8.0, 10.5, 16.0]),
    bold=st.booleans(),
    level=st.integers(0, 3),
    gap=st.booleans(),
    x0=st.sampled_from([0.0, 60.0, 80.0]),
    y0=st.floats(0, 800),
    x1=st.sampled_from([0.0, 200.0, 530.0]),
    y1=st.floats(0, 842),
    cells=st.sampled_from([(), ("Dato", "9. februar 2027"), ("a", "b", "")]),
    bold_runs=st.sampled_from([(), ((0, 3),), ((2, 90),)]),
)


@given(st.lists(lines, max_size=30), st.sampled_from([(), ((595.0, 842.0),) * 2, ((595.0, 842.0),) * 4]))
@settings(max_examples=200, deadline=None)
def test_styled_lines_never_fail(found: list[Line], pages: tuple[tuple[float, float], ...]) -> None:
    read(StyledDocument(tuple(found), "application/pdf", pages, title="Referat"))


def long_agenda(items: int) -> bytes:
    parts = ["Dagsorden for Havneudvalget den 4. maj 2026 kl. 16.30\n"]
    for number in range(1, items + 1):
        parts.append(
            f"{number}. Bådplads nummer {number} i Havnholm\nSagsnr.: 26/{1000 + number}\n\nSagsfremstilling\n"
        )
        parts += [
            f"Afsnit {line} om bro {number}: planker skiftes, og lamper sættes op langs kajen.\n" for line in range(20)
        ]
        parts.append("Indstilling\nHavnechefen indstiller, at pladsen etableres.\n\n")
    return "\n".join(parts).encode()


def seconds(items: int) -> float:
    document = lines_of_text(long_agenda(items))
    best = float("inf")
    for _ in range(3):
        begun = time.process_time()
        assert len(read(document).items) == items
        best = min(best, time.process_time() - begun)
    return best


def test_time_grows_with_the_length_alone() -> None:
    short, long = seconds(60), seconds(600)
    assert long < 25 * short + 0.05


def test_a_thousand_pages_with_four_hundred_items_are_read_in_full() -> None:
    document = long_pages(400)
    assert len(document.page_sizes) >= 1000
    begun = time.process_time()
    meeting = read(document)
    assert time.process_time() - begun < 30  # a second or two; anything quadratic takes many minutes
    assert [item.number for item in meeting.items] == [str(number) for number in range(1, 401)]
    assert {len(item.attachments) for item in meeting.items} == {2}
    assert meeting.coverage == 1


@pytest.mark.parametrize(
    "text",
    [
        "Molen er slidt og skal skiftes ud inden vinteren kommer til byen, siger havnefogeden.\n" * 20_000,
        "1. Molen er slidt\n" * 8_000,
        "".join(f"{at % 9000}. Molen er slidt\nIndholdsfortegnelse\n" for at in range(5_000)),
        "Sagsnr.: 26/11\n" * 8_000,
        "1. Mole\nBeslutning\nFraværende: " + "Ane Skov (A), " * 20_000,
        "1. Mole\nBeslutning\n" + "A" * 200_000 + " " + "Å b " * 40_000,
        "1. Mole\nBeslutning\n" + "Ane Skov (A), " * 20_000 + "stemte for. " + "Ane Skov stemte imod. " * 4_000,
        "1. Mole\nBeslutning\n" + "Ane Skov tager forbehold mod referatet, " * 8_000 + ": omdelt",
        "Mole " + "." * 100_000 + "x\n" + ". " * 100_000,
        "Børne- og Ungeudvalget " * 6_000,
    ],
    ids=["prose", "one number", "contents", "cases", "names", "long line", "votes", "statements", "dots", "bodies"],
)
def test_odd_texts_take_no_longer_than_their_length(text: str) -> None:
    document = lines_of_text(text.encode())
    begun = time.process_time()
    read(document)
    assert time.process_time() - begun < 10  # some tenths of a second; anything quadratic takes minutes
