"""What is new in a version of an item."""

from __future__ import annotations

from dataclasses import replace

import pytest

from moedeklar.member.differences import news_between
from moedeklar.model.agenda import AgendaItem, Attachment, Block, BlockKind, Role, Section
from moedeklar.model.views import News


def section(role: Role, heading: str, text: str) -> Section:
    return Section(role, heading, (Block(BlockKind.PARAGRAPH, text),))


FACTS = section(Role.FACTS, "Sagsfremstilling", "Stien er 2,1 meter bred.")
ASKED = section(Role.RECOMMENDATION, "Indstilling", "At stien godkendes.")
DECIDED = section(Role.DECISION, "Beslutning", "Godkendt.")
BEFORE = AgendaItem("3", "Cykelsti", sections=(ASKED, FACTS), attachments=(Attachment("Kort"),))


@pytest.mark.parametrize(
    ("now", "news"),
    [
        (BEFORE, ()),
        (replace(BEFORE, number="4", page=7), ()),
        (replace(BEFORE, sections=(ASKED, DECIDED, FACTS)), (News.DECISION,)),
        (
            replace(BEFORE, sections=(section(Role.RECOMMENDATION, "", "At den udsættes."), FACTS)),
            (News.RECOMMENDATION,),
        ),
        (replace(BEFORE, sections=(ASKED, section(Role.FACTS, "", "Stien er 1,9 meter bred."))), (News.TEXT,)),
        (replace(BEFORE, title="Cykelsti ved Askeby"), (News.TITLE,)),
        (
            replace(BEFORE, attachments=(Attachment("Kort"), Attachment("Bud"), Attachment("Tegning"))),
            (News.ATTACHMENT, News.ATTACHMENT),
        ),
        (replace(BEFORE, attachments=()), ()),
    ],
)
def test_what_is_new(now: AgendaItem, news: tuple[News, ...]) -> None:
    assert news_between(BEFORE, now) == news


def test_a_decision_that_is_corrected_is_no_new_one() -> None:
    decided = replace(BEFORE, sections=(ASKED, DECIDED, FACTS))
    corrected = replace(decided, sections=(ASKED, section(Role.DECISION, "Beslutning", "Udsat."), FACTS))
    assert news_between(decided, corrected) == (News.DECISION_CHANGED,)
