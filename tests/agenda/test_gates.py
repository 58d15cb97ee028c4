"""The cheap tests before costly rules: none of them turns away what its rule would match.

Each is tried on all lines and paragraphs of the invented papers, whole, damaged, in capitals and joined, and on what is
made of the rules' own words.
"""

# The gates and what stands behind them are private to their modules.

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from moedeklar.agenda import (
    attachments,
    attendance,
    candidates,
    coming,
    contents,
    furniture,
    glued,
    groups,
    labels,
    numbers,
    references,
    titles,
)
from moedeklar.agenda.paragraphs import Para
from moedeklar.agenda.running import is_running
from moedeklar.agenda.vocabulary import (
    CLOSED_ANYWHERE,
    CLOSED_WORDS,
    COMING_TITLES,
    FILE_LINE,
    GROUPS,
    MEETING_END,
)
from moedeklar.agenda.words import is_body, label_key, may_name_body, unspaced
from tests.agenda.mutations import STRAY, damaged_lines, layouts, misspelt

WORDS = (
    *("Beslutning", "Beslutning i", "Bilag", "BILAG", "Indstilling", "Økonomi", "Lovgrundlag", "Sagsfremstilling"),
    *(
        "Økonomiudvalget",
        "Udvalget for Havne",
        "Teknik- og Miljøudvalget",
        "Byrådet",
        "Repræsentantskabet",
        "Direktionen",
    ),
    *(
        "Borgerrepræsentationens",
        "beslutning i mødet den",
        "behandlede på møde",
        "godkendte",
        "på sit møde den",
        "møde",
    ),
    *("den 4. maj 2026", "04-05-2026", "2026-05-04", "12. december 1999", "pkt. 7", "punkt 101", "kl. 16.30", "2026"),
    *("Sagsnr.: 26/104", "26-000104", "EMN-2026-00112", "20-118244K", "J. nr.", "Dok.nr.", "åbent", "Lukket punkt"),
    *(
        "Afbud",
        "Ikke til stede:",
        "Fraværende fra:",
        "deltog ikke",
        "Uden afbud",
        "Mødet hævet kl. 19",
        "Næste møde: 4.",
    ),
    *("Punkt", "Pkt.", "Nyt dagsordenspunkt", "Sag nr.", "ØU nr.", "Ad", "7.", "12", "1.", "3)", "EMNE"),
    *("Kommende sager", "Sager på vej", "Punkter til næste møde", "Fremtidige emner", "Emner til kommende møde"),
    *("A. Sager til beslutning", "Åbne", "sager", "lukkede punkter", "Åben dagsorden", "ØKONOMIUDVALGETS SAGER", "fra"),
    *("for lukkede døre", "(Lukket)", "fortroligt", "closed", "ikke offentlig", ", lukket"),
    *(
        "Til toppen",
        "Udskriv",
        "udskriv side",
        "Se hele punktet",
        "Gå til indhold",
        "Side",
        "Vis alle punkter",
        "B I L A G",
    ),
    *(
        "application/pdf icon",
        "Tegning.pdf",
        "(dok.nr. 104-26)",
        "(pdf, 2 MB)",
        "(Åben)",
        ".......",
        "3",
        "…",
        "Kaj Sten",
    ),
    *("og", "i", "at", "er slidt,", "skal fornyes", ":", ".", ",", "-", "–", "(", ")", "\u00a0", "\t", "  "),
)
PAPERS = Path(__file__).parent / "copied"
LONG = "og havnefogeden har i foråret set på, hvad der kan vente til næste år, og hvad der skal skiftes nu hos os."


@cache
def _lines() -> tuple[str, ...]:
    """Lines of the papers, of damaged ones, and of each what it is in capitals, in small letters and in a sentence."""
    papers = [path.read_text(encoding="utf-8").splitlines() for path in sorted(PAPERS.glob("*.txt"))]
    damaged = [damaged_lines(random.Random(seed)) for seed in range(60)]
    plain = {line for lines in (*layouts(), *papers, *damaged, STRAY) for line in lines if line}
    luck = random.Random(7)
    changed = (form for line in sorted(plain) for form in _forms(line, luck))
    return tuple(sorted(plain.union(changed)))


def _forms(line: str, luck: random.Random) -> Iterator[str]:
    yield line.strip()
    yield line.strip().upper()
    yield line.strip().lower()
    yield misspelt(line, luck)
    yield f"{line.strip()} {LONG}"
    yield f"{line.strip()}: {LONG}"


def _check(text: str) -> None:
    """Whatever matches *text* is let through to it."""
    _check_lines(text)
    shown = " ".join(text.split())
    if shown:
        _check_paragraph(shown)


def _check_lines(text: str) -> None:
    if furniture.without_decoration(unspaced(text)) != text or text.isspace():
        assert furniture.is_decorated([text]) or furniture.to_look_at([text]), text
    if glued._HEADING_TAIL.search(text) or glued._HEAD_THEN_ITEM.match(text) or glued._CASE_THEN_LABEL.match(text):
        assert glued._may_hold([text]), text


def _check_paragraph(text: str) -> None:
    para = Para(text)
    found = labels._find(text, False) if text[0].isupper() else None
    assert labels.find_label(text) == (found if len(text) > labels._LONGEST else labels._find(text, False)), text
    if candidates.candidate(para, 0):
        assert candidates.may_begin(text), text
    if is_body(text):
        assert may_name_body(text), text
    assert groups.names_group(text) == bool(GROUPS.fullmatch(text)), text
    if attendance._LABEL.match(text):
        assert attendance.attendance_label(text), text
    if labels._OF_BODY.search(text):
        assert text.rstrip()[-4:].casefold() in labels._OF_BODY_ENDS, text
    if titles._LEADER.search(text) and any(dots in text for dots in ("..", "…", ". .", "__")):
        assert titles.find_leader(text), text
    if contents._in_one_line(text):
        assert text[0] == "1", text
    if CLOSED_ANYWHERE.search(text) or label_key(text) in CLOSED_WORDS:
        assert titles.is_closed(text), text
    if COMING_TITLES.search(text):
        assert coming._may_announce(text), text
    if COMING_TITLES.match(text):
        assert text[:3].casefold() in coming._STARTS, text
        assert coming._may_announce(text[: coming._LONGEST_TITLE]), text
    _check_numbers(text)
    _check_running(text)


def _check_numbers(text: str) -> None:
    if len(text) <= numbers._LONGEST_ALONE and numbers._ALONE.fullmatch(text):
        assert numbers.find_particulars(text), text
    if numbers._KEY.match(text) and len(text) <= numbers._LONGEST and numbers._fields(text):
        assert numbers.find_particulars(text) or text.endswith("."), text
    for pattern, words in references._WAYS:
        if pattern.search(text):
            assert references._names_day(text), text
            assert any(word in text for word in words), text
    if attachments._NUMBER_AFTER.search(text) or attachments._SIZE.search(text):
        assert text[-1] in attachments._CLOSING, text


def _check_running(text: str) -> None:
    if not is_running(text):
        return
    assert labels.find_label(text) is None
    assert labels.find_naming(text) is None
    assert attendance.attendance_label(text) is None
    assert not MEETING_END.match(text)
    assert not FILE_LINE.match(text)
    assert not attachments.file_names(text)
    assert ":" not in text or not is_body(text.partition(":")[0])


def test_lines_of_papers_and_what_damage_makes_of_them() -> None:
    for line in _lines():
        _check(line)


def test_most_running_text_is_told() -> None:
    told = [line for line in _lines() if is_running(line)]
    assert len(told) > 500


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9), st.sampled_from(("", " ")), st.booleans())
@settings(max_examples=1500, deadline=None)
def test_what_is_made_of_the_words_of_rules(words: list[str], between: str, long: bool) -> None:
    text = between.join(words)
    _check(f"{text} {LONG}" if long else text)


@given(st.text(max_size=60), st.sampled_from(WORDS))
@settings(max_examples=500, deadline=None)
def test_any_text_around_them(text: str, word: str) -> None:
    _check(text + word)
    _check(word + text)
