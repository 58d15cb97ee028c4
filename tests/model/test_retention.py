"""When closed material goes: days around the limit, rules that are new, and what of an item is closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from moedeklar.model.agenda import AgendaItem, Attachment, Block, BlockKind, Meeting, Role, Section
from moedeklar.model.codec import decode, encode
from moedeklar.model.retention import (
    NOTICE,
    Expiring,
    Rule,
    Standing,
    Told,
    meeting_without_closed,
    without_closed,
)

MEETING = date(2027, 1, 12)
TODAY = date(2027, 2, 3)
TEXT = (Section(Role.FACTS, "Sagsfremstilling", (Block(BlockKind.PARAGRAPH, "Fortroligt."),)),)


@pytest.mark.parametrize(
    ("days", "today", "due"),
    [
        (30, "2027-02-10", False),
        (30, "2027-02-11", True),
        (30, "2027-02-12", True),
        (1, "2027-01-12", False),
        (1, "2027-01-13", True),
        # Never on the day itself, while the meeting may go on.
        (0, "2027-01-12", False),
        (0, "2027-01-13", True),
        (365, "2028-01-11", False),
        (365, "2028-01-12", True),
        # Over the last Sunday in March, when clocks are set forward.
        (76, "2027-03-28", False),
        (76, "2027-03-29", True),
    ],
)
def test_a_meeting_is_due_on_the_nth_day_after_it(days: int, today: str, due: bool) -> None:
    assert Expiring(Rule(days), date.fromisoformat(today)).is_due(MEETING) is due


@pytest.mark.parametrize("told", [None, TODAY, TODAY - timedelta(days=6), TODAY - timedelta(days=7)])
def test_a_new_rule_holds_a_week_after_it_was_told_of(told: date | None) -> None:
    standing = Standing(Rule(30, "Nordlund"), None, Told(30, told) if told else None)
    begins = (told or TODAY) + NOTICE
    assert standing.begins(TODAY) == begins
    assert (standing.in_force(TODAY) is None) == (begins > TODAY)
    assert standing.goes(MEETING, TODAY) == max(begins, date(2027, 2, 11))


def test_a_stricter_rule_is_new_and_the_old_one_holds_until_then() -> None:
    standing = Standing(Rule(30, "Nordlund"), Rule(365, "Nordlund"), Told(365, date(2026, 1, 1)))
    assert standing.in_force(TODAY) == Rule(365, "Nordlund")
    assert standing.goes(MEETING, TODAY) == date(2027, 2, 11)
    assert standing.goes(date(2026, 12, 1), TODAY) == TODAY + NOTICE
    assert standing.goes(date(2026, 2, 4), TODAY) == date(2027, 2, 4)  # by the old rule, before the new one holds


def test_a_looser_rule_holds_at_once_and_no_rule_removes_nothing() -> None:
    assert Standing(Rule(90), Rule(30)).in_force(TODAY) == Rule(90)
    assert Standing(Rule(90), Rule(30)).goes(MEETING, TODAY) == date(2027, 4, 12)
    assert Standing(None, Rule(30), Told(30, TODAY)).in_force(TODAY) is None
    assert Standing(None, Rule(30)).goes(MEETING, TODAY) is None
    assert Standing().begins(TODAY) is None


@pytest.mark.parametrize("held", [None, *range(1, 60, 7)])
@pytest.mark.parametrize("told", [None, *range(-20, 1)])
def test_nothing_goes_before_a_week_has_passed_and_nothing_stays_longer_than_the_rule(
    held: int | None, told: int | None
) -> None:
    for days in range(1, 60, 5):
        wanted = Rule(days)
        said = Told(days, TODAY + timedelta(days=told)) if told is not None else None
        standing = Standing(wanted, Rule(held) if held else None, said)
        for age in range(-3, 70, 4):
            meeting = TODAY - timedelta(days=age)
            day, rule = standing.goes(meeting, TODAY), standing.in_force(TODAY)
            assert day is not None
            assert (rule is not None and Expiring(rule, TODAY).is_due(meeting)) == (day <= TODAY)
            if held is None or held > days:
                told_on = said.on if said else TODAY
                by_old = Rule(held).day(meeting) if held else date.max
                assert day >= min(told_on + NOTICE, by_old)
            assert day >= wanted.day(meeting) or (held is not None and day >= Rule(held).day(meeting))


def test_of_a_closed_item_its_number_is_left() -> None:
    item = AgendaItem(
        "4", "Lejemål", closed=True, case_number="1-2", sections=TEXT, attachments=(Attachment("Kontrakt"),)
    )
    left = without_closed(item)
    assert left == AgendaItem("4", "", closed=True, source_id=left.source_id, expired=True)
    assert "Lejemål" not in str(encode(left))
    assert decode(AgendaItem, encode(left)) == left
    # The same name whatever the version says, and another one for another title.
    assert without_closed(replace(item, number="5", sections=())).source_id == left.source_id
    assert without_closed(replace(item, title="Køb")).source_id != left.source_id
    assert without_closed(left) is left
    assert without_closed(replace(item, source_id="sys-7")).source_id == "sys-7"


@pytest.mark.parametrize(
    "item",
    [
        AgendaItem("4", "Lejemål", sections=TEXT, attachments=(Attachment("Kort"),)),
        AgendaItem("4", "Lukket: Lejemål", closed=True),
        AgendaItem("4", "Lukket punkt", closed=True, case_number="1-2", absent=("A. B.",)),
    ],
)
def test_what_everybody_may_read_is_left_alone(item: AgendaItem) -> None:
    assert without_closed(item) is item
    meeting = Meeting(items=(item,))
    assert meeting_without_closed(meeting) is meeting


def test_a_closed_attachment_of_an_open_item_goes_alone() -> None:
    item = AgendaItem("4", "Budget", sections=TEXT, attachments=(Attachment("Kort"), Attachment("Løn", closed=True)))
    left = without_closed(item)
    assert left == replace(item, attachments=(Attachment("Kort"),))
    assert not left.expired
