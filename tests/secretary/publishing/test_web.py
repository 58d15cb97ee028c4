"""The web pages: for everybody, on everything, and nothing in them but what was published."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest

from moedeklar.model.agenda import AgendaItem, Attachment, Block, BlockKind, MeetingKind, Role, Run, Section
from moedeklar.model.moments import LocalStart
from moedeklar.secretary.publishing import web
from moedeklar.secretary.publishing.oparl import Checksum
from moedeklar.secretary.publishing.records import FeedFile, FeedItem, FeedMeeting, FeedSettings
from tests.secretary.publishing.conftest import Desk

VOID = {"meta", "link", "br"}
SETTINGS = FeedSettings("https://feed.nordlund.example/", "Nordlund Kommune")


class Page(HTMLParser):
    """A page taken apart; holds it to being well formed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data

    def all(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag == name]


FILE = FeedFile("file-1", "Tilbud & <tegning>", "ab" * 32, "application/pdf")
HOSTILE = "<script>alert(1)</script>"
TABLE = Block.table((("År", "Beløb"), ("2027", "410.000")))
CONTENT = AgendaItem(
    "1",
    f"Nyt tag {HOSTILE}",
    case_number="27/1",
    attachments=(Attachment("Tilbud & <tegning>"),),
    sections=(
        Section(
            Role.RECOMMENDATION,
            "Indstilling",
            (
                Block(BlockKind.PARAGRAPH, "Det indstilles,"),
                Block(BlockKind.NUMBERED, "at taget fornyes.", marker="1."),
            ),
        ),
        Section(
            Role.FACTS,
            "",
            (
                Block(BlockKind.PARAGRAPH, "Taget er <utæt> nu", runs=(Run(9, 15, bold=True),)),
                Block(BlockKind.BULLET, "klasse 1"),
                Block(BlockKind.HEADING, "Økonomi", level=1),
                TABLE,
            ),
        ),
    ),
)
MEETING = FeedMeeting(
    "meeting-1",
    "Havne- & Byudvalget",
    LocalStart.parse("2027-02-09T16:00"),
    None,
    "Rådhuset <2>",
    MeetingKind.MINUTES,
    None,
    ("Deltagere: Kaj Sten (A)", "Afbud: Ida Holm (V)"),
    (FeedItem("item-1", "1", CONTENT, (FILE,), ("Skitse",)), FeedItem("closed-1", "2")),
    (FILE,),
)
SAID = {FILE.sha256: Checksum(1_240_000, "", "")}


@pytest.fixture
def page() -> Page:
    return Page(web.meeting_page(MEETING, SETTINGS, SAID))


def test_the_page_says_its_language_and_what_it_is(page: Page) -> None:
    assert page.all("html") == [{"lang": "da"}]
    assert "Referat: Havne- & Byudvalget, tirsdag 9. februar 2027 kl. 16.00" in page.words


def test_landmarks_and_a_way_past_the_head(page: Page) -> None:
    assert [len(page.all(name)) for name in ("header", "main", "footer")] == [1, 1, 1]
    assert page.all("a")[0] == {"class": "skip", "href": "#indhold"}
    assert page.all("main") == [{"id": "indhold"}]
    assert all(one.get("aria-label") for one in page.all("nav"))


def test_headings_come_in_order(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_ids_are_of_one_element_and_links_inside_lead_to_one(page: Page) -> None:
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    inside = [str(one["href"])[1:] for one in page.all("a") if str(one["href"]).startswith("#")]
    assert set(inside) <= set(ids)
    assert {"punkt-1", "punkt-2"} <= set(inside)
    assert {one["aria-labelledby"] for one in page.all("article")} == {"punkt-1", "punkt-2"}


def test_nothing_runs_and_nothing_comes_from_elsewhere(page: Page) -> None:
    assert page.all("script") == []
    assert all(not name.startswith("on") for _, attributes in page.tags for name in attributes)
    addresses = [str(a.get("href") or a.get("src")) for _, a in page.tags if a.get("href") or a.get("src")]
    assert not [one for one in addresses if "//" in one]


def test_what_was_read_is_shown_as_it_is(page: Page) -> None:
    for words in (
        HOSTILE,
        "Taget er <utæt> nu",
        "Rådhuset <2>",
        "Tilbud & <tegning>",
        "Sagsnr. 27/1",
        "Afbud: Ida Holm",
    ):
        assert words in page.words
    assert len(page.all("strong")) == 1
    assert len(page.all("th")) == 2
    assert "1. at taget fornyes." in page.words


def test_files_tell_kind_and_size_and_what_is_not_there_is_said(page: Page) -> None:
    assert "(PDF, 1,2 MB)" in page.words
    assert "Skitse (ikke offentliggjort her)" in page.words
    assert "2. Lukket punkt" in page.words
    assert "for lukkede døre" in page.words


def test_colours_have_contrast_enough() -> None:
    for colour in re.findall(r"(?<![-\w])color: (#[0-9a-f]{3,6})", web.STYLE):
        assert _contrast(colour, "#ffffff") >= 7, colour
    assert "@media print" in web.STYLE


def test_the_first_page_leads_to_every_meeting(desk: Desk) -> None:
    desk.publish()
    page = Page((desk.out / "index.html").read_text("utf-8"))
    links = [str(one["href"]) for one in page.all("a") if str(one["href"]).startswith("meeting/")]
    assert len(links) == 6
    assert all((desk.out / one).is_file() for one in links)
    assert page.words.index("Havneudvalget") < page.words.index("Skoleudvalget")
    for one in links:
        inner = Page((desk.out / one).read_text("utf-8"))
        files = [str(a["href"]) for a in inner.all("a") if "files/" in str(a["href"])]
        assert all((desk.out / "meeting" / name).resolve().is_file() for name in files)


def test_a_first_page_without_meetings_says_so() -> None:
    assert "har ikke offentliggjort noget" in Page(web.index_page([], SETTINGS)).words


def test_a_withdrawn_meeting_says_so() -> None:
    assert "trukket tilbage" in Page(web.withdrawn_page(SETTINGS)).words


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_readers_are_told_whom_to_write_to_and_whose_pages_these_are() -> None:
    whole = replace(SETTINGS, contact="dagsorden@nordlund.example", website="https://www.nordlund.example/?a=1&b=2")
    for page in (web.meeting_page(MEETING, whole, SAID), web.index_page([], whole), web.withdrawn_page(whole)):
        links = [link["href"] for link in Page(page).all("a")]
        assert links[-3:-1] == [whole.website, "mailto:dagsorden@nordlund.example"]


@pytest.mark.parametrize("typed", ["javascript:alert(1)", "ring til os", 'https://x/"onclick="alert(1)'])
def test_what_was_once_kept_and_is_no_address_leads_nowhere(typed: str) -> None:
    odd = replace(SETTINGS, contact=typed, website=typed)
    links = [link["href"] for link in Page(web.index_page([], odd)).all("a")]
    assert links == ["#indhold", "system.json"]


def test_committees_stand_in_danish_order() -> None:
    named = ("Økonomiudvalget", "Åen", "Ældrerådet", "Byrådet", "erhvervsudvalget")
    meetings = [replace(MEETING, id=name, committee=name) for name in named]
    page = web.index_page(meetings, SETTINGS)
    found = re.findall("<h2>(.*?)</h2>", page)
    assert found == ["Byrådet", "erhvervsudvalget", "Ældrerådet", "Økonomiudvalget", "Åen"]
