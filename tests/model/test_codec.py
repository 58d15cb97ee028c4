import json
from datetime import UTC, date, datetime, time

import pytest

from moedeklar.model.agenda import (
    AgendaItem,
    Block,
    BlockKind,
    ItemType,
    Meeting,
    MeetingKind,
    Outcome,
    Role,
    Run,
    Section,
    Vote,
)
from moedeklar.model.anchors import AnchorState, PageAnchor, TextAnchor
from moedeklar.model.codec import decode, encode
from moedeklar.model.moments import LocalStart
from moedeklar.model.reports import Problem, RunReport
from moedeklar.model.requests import DeadlineRule, DeadlineUnit, RequestDraft, Requester
from moedeklar.model.work import Colour, ItemSnapshot, Note

HOME = ItemSnapshot("m-1", "i-1", "Kulturudvalget", LocalStart(date(2024, 5, 3), time(16)), "4", "Stier", "24/1")
NOW = datetime(2024, 5, 1, 8, 30, 1, 5, tzinfo=UTC)
VALUES = [
    Meeting(
        MeetingKind.MINUTES,
        "Kulturudvalget",
        "2022-2025",
        LocalStart(date(2024, 5, 3)),
        items=(
            AgendaItem(
                "1",
                "Stier",
                ItemType.DECISION,
                sections=(
                    Section(Role.FACTS, "Sag", (Block(BlockKind.BULLET, "en", 2, "•", runs=(Run(0, 2, bold=True),)),)),
                    Section(
                        Role.DECISION, "Beslutning", (Block.table((("a", ""), ("b", "c"))),), "Udvalget", "2024-05-03"
                    ),
                ),
                outcome=Outcome.FOLLOWED,
                votes=(Vote(("A", "B"), ("C",)),),
            ),
        ),
        coverage=0.5,
        warnings=("x",),
    ),
    Note(
        "n-1",
        HOME,
        "hvorfor?",
        Colour.GREEN,
        TextAnchor("facts", 1, 4, "ord", "et ", " og"),
        AnchorState.MOVED,
        NOW,
        NOW,
    ),
    Note(
        "n-2", HOME, "", None, PageAnchor("ab", 2, ((1.5, 2.0, 3.0, 4.0),), "ord"), AnchorState.PLACED, NOW, NOW, "a-1"
    ),
    Note("n-3", HOME, "hele punktet", None, None, AnchorState.PLACED, NOW, NOW),
    RunReport(new=2, failed=(Problem("a.pdf", "pdf_damaged", (("page", 3), ("name", "a"))),)),
    DeadlineRule(DeadlineUnit.WEEKDAY_BEFORE, 1, time(12), "borgmesteren", "Økonomiudvalget"),
    RequestDraft(
        "Kulturudvalget", "Stier", (Requester("Ane Friis", "Ø", "formand"),), text="a\n\nb", recommendation=("at …",)
    ),
]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_what_is_written_is_read_again(value: object) -> None:
    assert decode(type(value), json.loads(json.dumps(encode(value)))) == value


def test_a_field_of_a_newer_program_is_left_aside() -> None:
    written = encode(HOME) | {"colour_of_the_roof": "red"}
    assert decode(ItemSnapshot, written) == HOME


@pytest.mark.parametrize("wrong", [{}, {"kind": "feast"}, {"committee": 3, "unit": "moons"}, []])
def test_what_has_another_shape_is_refused(wrong: object) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        decode(DeadlineRule if isinstance(wrong, dict) and "unit" in wrong else Note, wrong)
