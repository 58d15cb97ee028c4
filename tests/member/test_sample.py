"""The sample municipality: placed near today, understood to the last field, kept when placed again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pymupdf
import pytest

from moedeklar.agenda.reader import read
from moedeklar.member import sample
from moedeklar.member.sample_papers import Calendar, Template, paper_html, term_of
from moedeklar.model.agenda import BlockKind, ItemType, Meeting, MeetingKind, Outcome
from moedeklar.model.errors import StoreError
from moedeklar.model.moments import FixedClock
from moedeklar.pdf.client import PdfClient
from moedeklar.resources import resource_path

NOW = FixedClock(datetime(2027, 2, 3, 6, 42, tzinfo=UTC))
TODAY = date(2027, 2, 3)
BFU, KBL = "Beskæftigelses- og Fællesskabsudvalget", "Klima-, By- og Landsbyudvalget"
FOLDERS = (f"2026-12-15 {BFU}", f"2027-01-27 {KBL}", f"2027-02-09 {BFU}", f"2027-02-17 {KBL}")


@dataclass(frozen=True)
class Placed:
    """The sample in a folder, and each of its papers as it is understood."""

    folder: Path
    papers: dict[tuple[str, str], Meeting]

    def minutes_of(self, committee: str) -> Meeting:
        """The minutes of the committee's held meeting."""
        return next(paper for (home, name), paper in self.papers.items() if committee in home and name == "referat.pdf")

    def next_of(self, committee: str) -> Meeting:
        """The agenda of the committee's coming meeting."""
        homes = sorted(home for home, _ in self.papers if committee in home)
        return self.papers[(homes[-1], "dagsorden.pdf")]


@pytest.fixture(scope="module")
def pdf() -> Iterator[PdfClient]:
    client = PdfClient()
    # Its process starts here and lives as long as the module, in whatever order the tests run.
    client.set_html("<p>Nordlund</p>")
    yield client
    client.close()


@pytest.fixture(scope="module")
def placed(pdf: PdfClient, tmp_path_factory: pytest.TempPathFactory) -> Placed:
    folder = tmp_path_factory.mktemp("sample") / "Nordlund"
    sample.place(folder, NOW, pdf.set_html)
    papers = {
        (path.parent.name, path.name): read(pdf.lines(path.read_bytes(), path.name))
        for path in sorted(folder.glob("*/*.pdf"))
    }
    return Placed(folder, papers)


def templates() -> list[Template]:
    return [
        Template.parse(path.stem, path.read_text(encoding="utf-8")) for path in resource_path("sample").glob("*.md")
    ]


def test_two_meetings_are_held_and_two_are_near(placed: Placed) -> None:
    homes = sorted(path.name for path in placed.folder.iterdir() if path.is_dir())
    assert [home.split(" ", 1)[1] for home in homes] == [BFU, KBL, BFU, KBL]
    days = [date.fromisoformat(home[:10]) for home in homes]
    assert days[1] < TODAY < days[2]
    held = [home for home, name in placed.papers if name == "referat.pdf"]
    assert held == homes[:2]


@pytest.mark.parametrize("template", templates(), ids=lambda template: template.key)
def test_days_are_right_whatever_the_day_it_is_placed(template: Template) -> None:
    for number in range(800):
        today = date(2026, 1, 1) + timedelta(days=number)
        start = template.start(today)
        assert start.day.isoweekday() == template.weekday
        assert (start.day > today) == (template.days > 0)
        assert start.day != today
        assert abs((start.day - today).days - template.days) <= 24
        assert not (start.day.month == 12 and start.day.day >= 22)
        assert start == template.start(today)


def test_papers_are_understood_as_a_whole(placed: Placed) -> None:
    for (home, name), meeting in placed.papers.items():
        assert meeting.kind is (MeetingKind.MINUTES if name == "referat.pdf" else MeetingKind.AGENDA), home
        assert meeting.committee == home.split(" ", 1)[1]
        assert meeting.term == "2026-2029"
        assert meeting.start is not None
        assert meeting.start.day.isoformat() == home[:10]
        assert meeting.start.clock is not None
        assert meeting.place
        assert meeting.coverage > 0.99, meeting.warnings
        assert [item.number for item in meeting.items] == [str(n) for n in range(1, len(meeting.items) + 1)]


def test_every_item_of_the_templates_is_found(placed: Placed) -> None:
    count = 0
    calendar = Calendar({template.key: template.start(TODAY) for template in templates()}, TODAY.year)
    for template in templates():
        home = f"{calendar.starts[template.key].day.isoformat()} {template.committee}"
        meeting = placed.papers[(home, "dagsorden.pdf")]
        wanted = re.findall(r"^# Punkt \d+: (.+)$", calendar.fill(template.body, template.key), re.MULTILINE)
        found = []
        for item in meeting.items:
            kind = f" ({item.type})" if item.type else ""
            found.append(("Lukket: " if item.closed else "") + item.title + kind)
        assert found == wanted
        assert [(a.title) for item in meeting.items for a in item.attachments] == [t for _, t in template.attachments()]
        count += len(found)
    assert 24 <= count <= 30


def test_all_kinds_of_item_are_there(placed: Placed) -> None:
    items = [item for meeting in placed.papers.values() for item in meeting.items]
    assert {item.type for item in items} == {*ItemType, None}
    assert sum(item.closed for item in items) >= 3
    assert any(item.title.startswith("Anmodningssag") for item in items)
    assert any(len(item.sub_items) == 4 for item in items)
    assert any(block.kind is BlockKind.TABLE for item in items for s in item.sections for block in s.blocks)
    assert max(len(item.text) for item in items) > 2700
    assert len(placed.next_of(BFU).coming_items) == 4


def test_decisions_votes_and_absence_are_understood(placed: Placed) -> None:
    minutes = placed.minutes_of(BFU)
    assert all(item.decisions for item in minutes.items if not item.closed)
    shelter = minutes.items[3]
    assert shelter.absent == ("Per Bundgård (V)",)
    assert len(shelter.votes) == 1
    assert shelter.votes[0].against == ("Birthe Sandager (V)", "Jonas Kjærsig (C)")
    assert minutes.items[2].outcome is Outcome.FOLLOWED
    assert minutes.start is not None
    assert shelter.decisions[0].date == minutes.start.day.isoformat()
    path = placed.minutes_of(KBL).items[4]
    assert path.outcome is Outcome.POSTPONED
    again = [item for item in placed.next_of(KBL).items if item.case_number == path.case_number]
    assert [item.title for item in again] == [path.title]


def test_agendas_have_no_decisions(placed: Placed) -> None:
    for (home, name), meeting in placed.papers.items():
        if name == "dagsorden.pdf":
            assert not [item.title for item in meeting.items if item.decisions], home


def test_attachments_lie_beside_under_their_titles(placed: Placed) -> None:
    files = sorted(path.stem for path in placed.folder.glob("*/bilag/*.pdf"))
    named = [(key, title) for template in templates() for key, title in template.attachments()]
    assert files == sorted(title for key, title in named if key != "-")
    assert len(files) == 12
    assert sorted(title for key, title in named if key == "-") == [
        "Høringssvar til beskæftigelsesplanen",
        "Regulativ for vintertjeneste",
    ]


def test_attachments_are_real_and_small() -> None:
    paths = sorted(resource_path("sample/bilag").iterdir())
    assert sum(path.stat().st_size for path in paths) < 2_000_000
    pages = {}
    for path in paths:
        with pymupdf.open(path) as document:
            pages[path.stem] = len(document)
            text = "".join(page.get_text() for page in document)
            assert len(text) > 300, path
            assert not re.search(r"\b20[2-9]\d\b", text), "a year would be wrong in another year"
            assert "�" not in text
            assert document.get_toc()
    assert min(pages.values()) == 1
    assert 35 <= max(pages.values()) <= 40


def test_no_attachment_is_taken_for_a_dated_agenda(placed: Placed, pdf: PdfClient) -> None:
    for path in placed.folder.glob("*/bilag/*.pdf"):
        assert not read(pdf.lines(path.read_bytes(), path.name)).items, path.name


def test_placing_again_keeps_the_days_and_puts_back_what_is_missing(pdf: PdfClient, tmp_path: Path) -> None:
    folder = tmp_path / "Nordlund"
    sample.place(folder, NOW, pdf.set_html)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    lost = next(folder.glob("*/dagsorden.pdf"))
    lost.unlink()
    calls: list[str] = []

    def counted(html: str, css: str, title: str, author: str) -> bytes:
        calls.append(title)
        return pdf.set_html(html, css, title, author)

    sample.place(folder, FixedClock(datetime(2027, 3, 9, 12, tzinfo=UTC)), counted)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    assert len(calls) == 1
    assert calls[0].startswith("DAGSORDEN")


def test_minutes_arrive_later(pdf: PdfClient, tmp_path: Path) -> None:
    folder = tmp_path / "Nordlund"
    sample.place(folder, NOW, pdf.set_html)
    agenda = read(pdf.lines((folder / FOLDERS[2] / "dagsorden.pdf").read_bytes(), "dagsorden.pdf"))
    path = sample.bring_minutes(folder, NOW, pdf.set_html)
    assert path == folder / FOLDERS[2] / "referat.pdf"
    minutes = read(pdf.lines(path.read_bytes(), path.name))
    assert [item.title for item in minutes.items] == [item.title for item in agenda.items]
    assert all(item.decisions for item in minutes.items)
    for old, new in zip(agenda.items, minutes.items, strict=True):
        assert [s.text for s in new.sections][: len(old.sections)] == [s.text for s in old.sections]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    with pytest.raises(StoreError):
        sample.place(tmp_path / "taken" / "Nordlund", NOW, lambda *_: b"")


def test_templates_have_no_placeholder_left() -> None:
    starts = {template.key: template.start(TODAY) for template in templates()}
    for template in templates():
        for minutes in (False, True):
            html = paper_html(template, Calendar(starts, TODAY.year), minutes=minutes)
            assert not re.search(r"[{}]|\[/?referat\]|\[[\w-]+\] ", html)
            assert ("Beslutning</h3>" in html) == (minutes and "[referat]" in template.body)


def test_an_unknown_placeholder_is_a_mistake() -> None:
    start = templates()[0].start(TODAY)
    with pytest.raises(KeyError, match="vejret"):
        Calendar({"a": start}, 2027).fill("{vejret}", "a")


@pytest.mark.parametrize(
    ("day", "term"),
    [
        (date(2025, 12, 31), "2022-2025"),
        (date(2026, 1, 1), "2026-2029"),
        (date(2029, 6, 1), "2026-2029"),
        (date(2030, 1, 1), "2030-2033"),
    ],
)
def test_council_terms(day: date, term: str) -> None:
    assert term_of(day) == term


def test_papers_bear_the_day_on_which_they_would_have_been_sent(placed: Placed) -> None:
    papers = [path for path in placed.folder.rglob("*.pdf") if path.parent.name != "bilag"]
    assert len(papers) == 6
    for paper in papers:
        sent = datetime.fromtimestamp(paper.stat().st_mtime, UTC).date()
        assert TODAY - timedelta(days=60) < sent <= TODAY
