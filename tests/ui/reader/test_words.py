"""The reader's own words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from moedeklar.model.agenda import Block, BlockKind, MeetingKind, Outcome, Role, Section
from moedeklar.model.views import AttachmentView, DocumentInfo, FileState, MeetingRow, VersionInfo
from moedeklar.ui.reader.words import attachment_line, decision_label, meeting_line, recommendation_label, version_label
from moedeklar.wording import language
from moedeklar.wording.dates import written_date


def decided(text: str, body: str | None, date: str | None) -> Section:
    return Section(Role.DECISION, "Beslutning", (Block(BlockKind.PARAGRAPH, text),), body=body, date=date)


@pytest.mark.parametrize(
    ("section", "outcome", "label"),
    [
        (decided("Godkendt.", "Økonomiudvalget", "2021-02-09"), Outcome.FOLLOWED,
         "Beslutning · 9. februar 2021 · indstillingen fulgt"),
        (decided("Godkendt.", "Kommunalbestyrelsen", None), None, "Beslutning · Kommunalbestyrelsen"),
        (decided("Taget til efterretning.", None, None), Outcome.NOTED, "Beslutning"),
        (decided("Godkendt.", None, "i foråret"), Outcome.POSTPONED, "Beslutning · i foråret · udsat"),
    ],
)  # fmt: skip
def test_a_decision_says_who_when_and_what_became_of_it(section: Section, outcome: Outcome | None, label: str) -> None:
    assert decision_label(section, "Økonomiudvalget", outcome) == label


def test_days_that_are_none_are_given_back() -> None:
    assert written_date("2021-02-09T16:00") == "9. februar 2021"
    assert written_date("næste år") == "næste år"
    assert written_date(None) == ""


def test_a_version_is_known_by_kind_and_day_or_file() -> None:
    document = DocumentInfo("d", "2021/referat.pdf", "0", "application/pdf")
    dated = VersionInfo("v", MeetingKind.MINUTES, datetime(2021, 2, 10, tzinfo=UTC), (document,))
    assert version_label(dated) == "Referat · udgave fra 10. feb. 2021"
    assert version_label(VersionInfo("v", None, None, (document,), withdrawn=True)).startswith("Dokument · referat.pdf")


def test_an_attachment_says_whether_it_is_here() -> None:
    here = AttachmentView("a", "Bilag", None, FileState.PRESENT, "0", "application/pdf", 9, 14, 2)
    assert attachment_line(here) == "14 sider · hentet · 2 markeringer"
    assert attachment_line(AttachmentView("a", "Bilag", None, FileState.NOT_IN_SOURCE)) == "ikke i kilden"
    assert attachment_line(replace(here, closed=True)).startswith("ikke offentligt · 14 sider")


@pytest.mark.parametrize(
    ("heading", "corrected", "label"),
    [
        ("Indstilling", False, "Recommendation"),
        ("", False, "Recommendation"),
        ("Forvaltningen foreslår", False, "Forvaltningen foreslår"),
        ("Videre proces", True, "Recommendation · Videre proces"),
    ],
)
def test_the_plain_word_for_a_recommendation_is_in_the_language_spoken(
    heading: str, corrected: bool, label: str
) -> None:
    before = language.language()
    language.set_language("en")
    try:
        assert recommendation_label(Section(Role.RECOMMENDATION, heading, (), corrected=corrected)) == label
    finally:
        language.set_language(before)


@pytest.mark.parametrize(
    ("kinds", "withdrawn", "said"),
    [
        ("as", False, "Dagsorden med tillæg"),
        ("asm", False, "Referat"),
        ("s", False, "Tillægsdagsorden"),
        ("as", True, "Tillægsdagsorden"),  # what it was added to has been taken back
    ],
)
def test_the_heading_says_which_paper_is_shown(kinds: str, withdrawn: bool, said: str) -> None:
    named = {"a": MeetingKind.AGENDA, "s": MeetingKind.SUPPLEMENT, "m": MeetingKind.MINUTES}
    versions = tuple(
        VersionInfo(f"v{n}", named[kind], None, (), withdrawn and kind == "a") for n, kind in enumerate(kinds)
    )
    row = MeetingRow("m", "s", None, "Havneudvalget", None, None, None, None, False, versions, 1, 0, 0, 0, 0)
    assert meeting_line(row, versions[-1]).rpartition(" · ")[2] == said
