"""The letter's Danish, its structure, and that nothing typed can become markup."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pymupdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from moedeklar.member.letter import PAPER, PAPER_CSS, SCREEN, LetterFacts, asking, heading, letter_html, opening
from moedeklar.member.letter_paper import reference_words, set_letter
from moedeklar.model.agenda import ItemType
from moedeklar.model.moments import LocalStart
from moedeklar.model.requests import RequestDraft, Requester
from moedeklar.model.views import HitKind
from moedeklar.pdf.client import PdfClient
from moedeklar.store.requests import Referred

EA = Requester("Ea Skov", "C", "formand")
BO = Requester("Bo Riis", "Ø", "næstformand")
IDA = Requester("Ida Krog", "A")
MEETING = LocalStart.parse("2021-02-09")
DRAFT = RequestDraft(
    committee="Beskæftigelses- og Fællesskabsudvalget 2018-2021",
    title="Social kontrol",
    requesters=(EA, BO),
    text="Formandskabet ønsker en drøftelse.\n\nDet gælder mange unge,\nogså her.",
)
FACTS = LetterFacts(date(2021, 1, 27), MEETING)


class _Tags(HTMLParser):
    """Collects tags and text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.words: list[str] = []
        self._style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self._style = tag in ("style", "title")

    def handle_endtag(self, tag: str) -> None:
        self._style = False

    def handle_data(self, data: str) -> None:
        if not self._style:
            self.words.append(data)


def parsed(html: str) -> _Tags:
    tags = _Tags()
    tags.feed(html)
    tags.close()
    return tags


@pytest.mark.parametrize(
    ("people", "subject"),
    [
        ((), "Undertegnede"),
        ((Requester("  "),), "Undertegnede"),
        ((IDA,), "Ida Krog (A)"),
        ((Requester("Ida Krog", "", "medlem"),), "Ida Krog"),
        ((EA,), "Formand Ea Skov (C)"),
        ((EA, BO), "Formandskabet Ea Skov (C) og Bo Riis (Ø)"),
        ((BO, EA), "Formandskabet Ea Skov (C) og Bo Riis (Ø)"),
        ((EA, replace(BO, role="Vice-chair")), "Formandskabet Ea Skov (C) og Bo Riis (Ø)"),
        ((EA, IDA), "Formand Ea Skov (C) og Ida Krog (A)"),
        ((IDA, BO), "Ida Krog (A) og næstformand Bo Riis (Ø)"),
        ((IDA, Requester("Per Juul")), "Ida Krog (A) og Per Juul"),
        ((IDA, Requester("Per Juul"), Requester("Ole Bro", "V")), "Ida Krog (A), Per Juul og Ole Bro (V)"),
        ((EA, BO, IDA), "Formandskabet Ea Skov (C) og Bo Riis (Ø) samt Ida Krog (A)"),
        ((IDA, EA, Requester("Per Juul"), BO),
         "Formandskabet Ea Skov (C) og Bo Riis (Ø) samt Ida Krog (A) og Per Juul"),
    ],
)  # fmt: skip
def test_who_asks(people: tuple[Requester, ...], subject: str) -> None:
    assert asking(people) == subject


def test_the_opening_sentence() -> None:
    assert opening(DRAFT, MEETING) == (
        "Formandskabet Ea Skov (C) og Bo Riis (Ø) anmoder om, at følgende sag optages på dagsordenen for udvalgets "
        "møde tirsdag den 9. februar 2021:"
    )


@pytest.mark.parametrize(
    ("committee", "start", "end"),
    [
        ("Teknikudvalget", "2026-03-04T08:30", "for udvalgets møde onsdag den 4. marts 2026 kl. 08.30:"),
        ("Byrådet", "2026-03-07", "for byrådets møde lørdag den 7. marts 2026:"),
        ("Kommunalbestyrelsen 2026-2029", None, "for kommunalbestyrelsens næste møde:"),
        ("Ældrerådet", None, "for rådets næste møde:"),
        ("Skolebestyrelsen på Havnholm Skole", None, "for bestyrelsens næste møde:"),
        ("", None, "for udvalgets næste møde:"),
    ],
)
def test_whose_meeting(committee: str, start: str | None, end: str) -> None:
    meeting = LocalStart.parse(start) if start else None
    assert opening(replace(DRAFT, committee=committee), meeting).endswith(end)


@pytest.mark.parametrize(
    ("title", "text", "shown"),
    [
        ("Social kontrol", "", "Anmodningssag vedr. social kontrol"),
        ("  Flere\ncykelstier ", "", "Anmodningssag vedr. flere cykelstier"),
        ("IT i skolerne", "", "Anmodningssag vedr. IT i skolerne"),
        ("Nordlund Havn", "Det gælder Nordlund og omegn.", "Anmodningssag vedr. Nordlund Havn"),
        ("Ældreplejen", "Ældreplejen er presset.", "Anmodningssag vedr. ældreplejen"),
        ("17 boliger", "", "Anmodningssag vedr. 17 boliger"),
        ("Anmodningssag vedr. støj", "", "Anmodningssag vedr. støj"),
        ("Anmodning om støjmåling", "", "Anmodning om støjmåling"),
        (" ", "", "Anmodningssag"),
    ],
)
def test_the_heading(title: str, text: str, shown: str) -> None:
    assert heading(replace(DRAFT, title=title, text=text)) == shown


@pytest.mark.parametrize(
    ("committee", "recipient", "shown"),
    [
        ("Teknikudvalget", "", "Til Teknikudvalgets sekretariat"),
        ("Børne- og Ungeudvalg 2022-25", "", "Til Børne- og Ungeudvalgets sekretariat"),
        ("Udvalget for Læring og Fritid", "", "Til sekretariatet for Udvalget for Læring og Fritid"),
        ("Teknikudvalget", "borgmester Ane Dam", "Til borgmester Ane Dam"),
        ("", "", "Til udvalgets sekretariat"),
    ],
)
def test_the_recipient(committee: str, recipient: str, shown: str) -> None:
    html = letter_html(replace(DRAFT, committee=committee), replace(FACTS, recipient=recipient))
    assert f"<b>{shown}</b>" in html


def test_paragraphs_are_quoted_as_one() -> None:
    html = letter_html(DRAFT, FACTS)
    assert "<i>”Formandskabet ønsker en drøftelse.</i>" in html
    assert "<i>Det gælder mange unge,<br/>også her.”</i>" in html


def test_recommendation_points() -> None:
    one = letter_html(replace(DRAFT, recommendation=("at udvalget drøfter sagen.",)), FACTS)
    assert "<p>Det indstilles, at udvalget drøfter sagen.</p>" in one
    two = letter_html(replace(DRAFT, recommendation=("1. at sagen drøftes", " ", "At den tages op igen")), FACTS)
    assert "<ol><li>at sagen drøftes</li><li>at den tages op igen</li></ol>" in two


def test_what_is_not_written_leaves_no_heading() -> None:
    words = " ".join(parsed(letter_html(RequestDraft("Teknikudvalget"), LetterFacts(date(2026, 1, 2)))).words)
    assert words.startswith("2. januar 2026 Til Teknikudvalgets sekretariat Anmodningssag Undertegnede anmoder om")
    assert not any(word in words for word in ("Begrundelse", "Henvisninger", "Bilag", "indstilles", "”", "____"))


def test_all_of_it_in_order() -> None:
    draft = replace(DRAFT, treatment=ItemType.DECISION, recommendation=("at det sker",), reason="Fordi det haster.")
    facts = replace(FACTS, references=("Punkt 5, 12. januar 2021: Unge",), attachments=("Plan.pdf",))
    words = " ".join(parsed(letter_html(draft, facts)).words)
    expected = [
        *(
            "27. januar 2021",
            "Til Beskæftigelses- og Fællesskabsudvalgets sekretariat",
            "social kontrol",
            "anmoder om",
        ),
        *("”Formandskabet", "også her.”", "Ønsket behandling: Beslutning", "Det indstilles, at det sker"),
        *("Begrundelse", "Fordi det haster.", "Henvisninger", "Punkt 5", "Bilag", "Plan.pdf", "____"),
        *("Ea Skov (C), formand", "Bo Riis (Ø), næstformand"),
    ]
    places = [words.index(part) for part in expected]
    assert places == sorted(places)


def test_paper_and_screen_say_the_same() -> None:
    draft = replace(DRAFT, recommendation=("at det sker",), reason="Fordi.")
    assert parsed(letter_html(draft, FACTS)).words == parsed(letter_html(draft, FACTS, PAPER)).words
    assert {"h1", "h2"} <= parsed(letter_html(draft, FACTS, PAPER)).tags


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_nothing_typed_becomes_markup(typed: str) -> None:
    hostile = f"<script>alert(1)</script><img src='file:///etc/passwd'>&amp;{typed}"
    draft = RequestDraft(
        hostile, hostile, (Requester(hostile, hostile, hostile),), None, ItemType.BRIEFING, hostile, (hostile,), hostile
    )
    facts = LetterFacts(date(2026, 1, 2), MEETING, hostile, (hostile,), (hostile,))
    allowed = {"html", "head", "meta", "title", "style", "body", "p", "b", "i", "h1", "h2", "br", "ol", "ul", "li"}
    for look in (SCREEN, PAPER):
        assert parsed(letter_html(draft, facts, look)).tags <= allowed


@pytest.mark.parametrize(
    ("referred", "words"),
    [
        (Referred(HitKind.ITEM, "Teknikudvalget", LocalStart.parse("2021-01-12"), "5", "Støj", False),
         "Punkt 5, 12. januar 2021: Støj"),
        (Referred(HitKind.ITEM, "Byrådet", LocalStart.parse("2021-01-12"), None, "Støj", False),
         "Punkt, Byrådet, 12. januar 2021: Støj"),
        (Referred(HitKind.ATTACHMENT, "Teknikudvalget", None, "5", "Støj", False, "Målinger 2020"),
         "Bilag til punkt 5: Målinger 2020"),
        (Referred(HitKind.NOTE, "Teknikudvalget", None, "5", "Støj", False, "over 58 dB"),
         "Punkt 5: Støj (”over 58 dB”)"),
        (Referred(HitKind.ITEM, "Teknikudvalget", LocalStart.parse("2021-01-12"), "9", "Køb af grund", True),
         "Punkt 9, 12. januar 2021"),
        (Referred(HitKind.NOTE, "Teknikudvalget", None, "9", "Køb af grund", True, "4 mio."), "Punkt 9"),
    ],
)  # fmt: skip
def test_references(referred: Referred, words: str) -> None:
    assert reference_words(referred, "Teknikudvalget 2018-2021") == words


@pytest.fixture
def pdf() -> Iterator[PdfClient]:
    client = PdfClient()
    yield client
    client.close()


def test_the_letter_on_paper(pdf: PdfClient) -> None:
    data = set_letter(pdf, DRAFT, FACTS)
    with pymupdf.open("pdf", data) as document:
        text = document[0].get_text()
        fonts = {font[3] for page in document for font in page.get_fonts()}
        assert document.metadata["title"] == "Anmodningssag vedr. social kontrol"
        assert document.metadata["author"] == "Ea Skov, Bo Riis"
        assert round(document[0].rect.width), round(document[0].rect.height) == (595, 842)
        date_box = document[0].search_for("27. januar 2021")[0]
    assert date_box.x1 > 500
    assert "Formandskabet Ea Skov (C) og Bo Riis (Ø)" in " ".join(text.split())
    assert fonts
    assert all("Source" in font for font in fonts), fonts


def test_a_long_letter_goes_on(pdf: PdfClient) -> None:
    draft = replace(DRAFT, text="\n\n".join(f"Afsnit {n}. " + "Ord " * 80 for n in range(40)))
    with pymupdf.open("pdf", set_letter(pdf, draft, FACTS)) as document:
        assert len(document) > 3
        assert "Bo Riis (Ø), næstformand" in document[-1].get_text()


def test_the_style_names_the_font_that_is_embedded() -> None:
    assert '"Source Serif 4"' in PAPER_CSS
