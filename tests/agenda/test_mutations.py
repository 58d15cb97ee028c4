"""How much of an agenda is still understood when a line of it was damaged: on the average, and in nearly each case."""

from __future__ import annotations

import random
import statistics
from functools import cache

import pytest

from moedeklar.agenda.plaintext import lines_of_text
from moedeklar.agenda.reader import read
from moedeklar.model.agenda import Meeting
from tests.agenda.mutations import (
    Mutation,
    blank_lines_lost,
    in_capitals,
    layouts,
    letter_wrong,
    line_dropped,
    lines_joined,
    odd_letters,
    page_broken,
    stray_line,
)
from tests.agenda.scoring import score

DAMAGES = 8  # of each agenda


@cache
def meeting_of(lines: tuple[str, ...]) -> Meeting:
    return read(lines_of_text("\n".join(lines).encode()))


# A lost line is one of some thirty, and often an item's heading or its whole decision.
@pytest.mark.parametrize(
    ("mutation", "average", "nearly_each"),
    [
        (line_dropped, 0.93, 0.65),
        (lines_joined, 0.96, 0.8),
        (letter_wrong, 0.95, 0.85),
        (page_broken, 0.985, 0.95),
        (blank_lines_lost, 0.99, 0.99),
        (stray_line, 0.945, 0.85),
        (odd_letters, 0.965, 0.9),
        (in_capitals, 0.975, 0.9),
    ],
)
def test_a_damage_costs_little(mutation: Mutation, average: float, nearly_each: float) -> None:
    scores = []
    for at, lines in enumerate(layouts()):
        for seed in range(DAMAGES):
            damaged = mutation(list(lines), random.Random(1000 * seed + at))
            scores.append(score(meeting_of(lines), meeting_of(tuple(damaged))))
    scores.sort()
    assert statistics.mean(scores) >= average
    assert scores[len(scores) // 20] >= nearly_each  # 19 in 20


def test_what_is_undamaged_is_understood_in_full() -> None:
    assert {score(meeting_of(lines), meeting_of(lines)) for lines in layouts()} == {1.0}


def test_a_meeting_of_other_items_scores_low() -> None:
    one, other = (meeting_of(lines) for lines in layouts()[:2])
    assert score(one, other) < 0.2


def test_items_are_found_where_the_date_is_missing() -> None:
    text = "Nordlund Kommune\nReferat fra Havneudvalget\n\n1. Nye bådpladser\nGodkendt.\n\n2. Ny mole\nUdsat.\n"
    meeting = meeting_of(tuple(text.splitlines()))
    assert [item.title for item in meeting.items] == ["Nye bådpladser", "Ny mole"]
