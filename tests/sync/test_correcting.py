"""Corrections find what they speak of by name and words, never by number or by guessing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from moedeklar.model.agenda import AgendaItem, Block, BlockKind, Meeting, Role, Section
from moedeklar.model.corrections import Correction, CorrectionKind, ItemNames, SectionMark
from moedeklar.model.work import ItemSnapshot
from moedeklar.sync.correcting import correct, find_section

HOME = ItemSnapshot("m", "i", "Udvalg", None, "2", "Sti", None)
WHEN = datetime(2027, 2, 3, tzinfo=UTC)


def part(role: Role, heading: str, *texts: str) -> Section:
    return Section(role, heading, tuple(Block(BlockKind.PARAGRAPH, text) for text in texts))


PATH = AgendaItem(
    "2", "Sti langs fjorden", case_number="27/104", sections=(part(Role.OTHER, "Høring", "Udvalget anbefales grus."),)
)
HARBOUR = AgendaItem("3", "Havnen i Havnholm", sections=(part(Role.FACTS, "Sagsfremstilling", "Den er lav."),))
MEETING = Meeting(items=(PATH, HARBOUR))


def role(item: AgendaItem = PATH, section: int = 0, **more: object) -> Correction:
    made = Correction("c-1", CorrectionKind.ROLE, HOME, ItemNames.of(item), WHEN, role=Role.RECOMMENDATION)
    return replace(made, section=SectionMark.of(item.sections[section]), **more)  # type: ignore[arg-type]


def recommended(meeting: Meeting, correction: Correction) -> list[str]:
    made = correct(meeting, [correction])
    return [item.title for item in made.meeting.items if item.recommendation]


def test_the_item_is_found_by_case_and_title_not_by_number() -> None:
    swapped = Meeting(items=(replace(HARBOUR, number="2"), replace(PATH, number="9", title="Stien langs fjorden")))
    assert recommended(swapped, role()) == ["Stien langs fjorden"]
    other_case = replace(PATH, title="Noget helt andet")
    assert recommended(Meeting(items=(other_case,)), role()) == []
    assert correct(MEETING, [role()]).fitting == {"c-1"}
    assert correct(Meeting(items=(HARBOUR,)), [role()]).fitting == frozenset()


def test_twins_of_one_name_are_told_by_their_text_or_left_alone() -> None:
    first = replace(PATH, case_number=None, title="Orientering", sections=(part(Role.OTHER, "Høring", "Vi får is."),))
    second = replace(first, sections=(part(Role.OTHER, "Høring", "Der kommer vand og meget andet."),))
    made = correct(Meeting(items=(first, second)), [role(second)]).meeting
    assert [item.recommendation for item in made.items] == [None, "Der kommer vand og meget andet."]
    news = [replace(first, sections=(part(Role.OTHER, "Høring", text),)) for text in ("Nyt en.", "Nyt to.")]
    assert correct(Meeting(items=tuple(news)), [role(second)]).fitting == frozenset()


@pytest.mark.parametrize(
    ("sections", "found"),
    [
        ((part(Role.FACTS, "Sagsfremstilling", "Noget."), part(Role.OTHER, "HØRING:", "Nye ord."),), 1),
        ((part(Role.OTHER, "Udtalelse", "Udvalget anbefales grus. Og mere."),), 0),
        ((part(Role.OTHER, "Høring", "Andet."), part(Role.OTHER, "Høring", "Udvalget anbefales grus."),), 1),
        ((part(Role.OTHER, "Høring", "Andet."), part(Role.OTHER, "Høring", "Noget."),), None),
        ((part(Role.OTHER, "Høring", "Andet."), part(Role.FACTS, "Høring", "Noget."),), 0),
        ((part(Role.OTHER, "Udtalelse", "Noget."),), None),
        ((part(Role.OTHER, "", "Udvalget anbefales grus og sand."),), 0),
        ((part(Role.OTHER, "Høring"),), None),
    ],
)  # fmt: skip
def test_the_section_is_found_by_heading_and_first_words(sections: tuple[Section, ...], found: int | None) -> None:
    assert find_section(AgendaItem("1", "Sti", sections=sections), SectionMark.of(PATH.sections[0])) == found


def test_what_follows_the_first_words_may_change() -> None:
    mark = SectionMark(Role.OTHER, "", "Vi anbefaler, at vejen repareres til sommer.")
    changed = part(Role.OTHER, "", "Vi anbefaler, at vejen repareres til foråret.")
    item = AgendaItem("1", "Sti", sections=(part(Role.OTHER, "", "Andet."), changed))
    assert find_section(item, mark) == 1
    twice = replace(item, sections=(*item.sections, replace(changed, blocks=(*changed.blocks, *changed.blocks))))
    assert find_section(twice, mark) is None


def test_a_section_without_a_heading_is_found_by_its_words() -> None:
    mark = SectionMark(Role.OTHER, "", "Vi anbefaler, at det gøres.")
    item = AgendaItem(
        "1", "Sti", sections=(part(Role.OTHER, "", "Andet."), part(Role.OTHER, "", "Vi anbefaler, at det gøres."))
    )
    assert find_section(item, mark) == 1
    assert find_section(replace(item, sections=item.sections[:1]), mark) is None
    short = SectionMark(Role.OTHER, "", "Ja.")
    assert find_section(AgendaItem("1", "x", sections=(part(Role.FACTS, "Svar", "Ja."),)), short) is None


def test_in_the_whole_committee_only_the_same_heading_in_the_same_role_is_meant() -> None:
    third = replace(
        HARBOUR, title="Ny hal", sections=(part(Role.FACTS, "Høring", "A."), part(Role.OTHER, "Høring", "B."))
    )
    made = correct(Meeting(items=(PATH, HARBOUR, third)), [role(everywhere=True)]).meeting
    assert [item.recommendation for item in made.items] == ["Udvalget anbefales grus.", None, "B."]
    assert made.items[2].sections[1].corrected == "c-1"


def test_items_are_joined_only_where_they_still_stand_together() -> None:
    join = Correction("c-2", CorrectionKind.JOIN, HOME, ItemNames.of(HARBOUR), WHEN, before=ItemNames.of(PATH))
    whole = correct(MEETING, [join]).meeting.items
    assert [item.title for item in whole] == ["Sti langs fjorden"]
    assert whole[0].text == "Udvalget anbefales grus.\nHavnen i Havnholm\nDen er lav."
    between = AgendaItem("4", "Et punkt imellem")
    apart = Meeting(items=(PATH, between, HARBOUR))
    assert correct(apart, [join]).meeting == apart
    assert correct(Meeting(items=(HARBOUR, PATH)), [join]).fitting == frozenset()


def test_a_split_whose_words_are_gone_does_not_fit() -> None:
    item = replace(PATH, sections=(part(Role.FACTS, "Sag", "Et.", "7. Ny hal", "To."),))
    cut = Correction(
        "c-3",
        CorrectionKind.SPLIT,
        HOME,
        ItemNames.of(item),
        WHEN,
        section=SectionMark.of(item.sections[0]),
        at="7. Ny hal",
        title="Ny hal",
    )
    made = correct(Meeting(items=(item, HARBOUR)), [cut]).meeting.items
    assert [(one.number, one.title, one.text) for one in made[:2]] == [
        ("2", "Sti langs fjorden", "Et."),
        ("7", "Ny hal", "7. Ny hal To."),
    ]
    assert correct(MEETING, [cut]).fitting == frozenset()


def test_warnings_that_corrections_settle_are_gone() -> None:
    whole = replace(PATH, title="", sections=(part(Role.RECOMMENDATION, "Indstilling", "Et.", "Ny hal", "To."),))
    meeting = Meeting(items=(whole,), warnings=("no_items_found", "no_date", "untitled_items"))
    made = Correction("c-4", CorrectionKind.SPLIT, HOME, ItemNames.of(whole), WHEN)
    cut = replace(made, section=SectionMark.of(whole.sections[0]), at="Ny hal", title="Ny hal")
    parted = correct(meeting, [cut]).meeting
    assert parted.warnings == ("no_date", "untitled_items")
    assert [(one.role, one.heading) for one in parted.items[1].sections] == [(Role.OTHER, "")]
    titled = Correction("c-5", CorrectionKind.TITLE, HOME, ItemNames.of(parted.items[0]), WHEN, title="Sti")
    assert correct(meeting, [cut, titled]).meeting.warnings == ("no_date",)


def test_nothing_of_the_text_is_lost_and_without_corrections_nothing_is_touched() -> None:
    assert correct(MEETING, []).meeting is MEETING
    made = correct(MEETING, [role()]).meeting
    assert [item.text for item in made.items] == [item.text for item in MEETING.items]
